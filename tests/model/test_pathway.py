"""A pathway is asked for its steps, changed and drawn as people who write Python expect."""

import html
from itertools import combinations
from random import Random

import networkx as nx
import pytest

import pathplanner as pp
from pathplanner.errors import UnknownStep
from pathplanner.model import CostKind, Exam, Unit
from pathplanner.model.graph import unreachable

EXAM = Exam(minutes=60, pass_rate=70)
PATHWAY = pp.Pathway(
    "small",
    "Small",
    [
        pp.Step("school", "School", costs=[pp.Cost("tuition", 900), pp.Cost("fee", 10, "Lab fee")]),
        pp.Step("self-study", "Self study", study_hours=80),
        pp.Step("club", "Club", costs=[pp.Cost("fee", 5, "Entry"), pp.Cost("fee", 7, "Badge")]),
        pp.Step("test", "Test", exam=EXAM, requires=pp.AnyOf(["school", "self-study"])),
        pp.Step("card", "Card", requires=["test", pp.AtLeast(2, ["school", "club", "self-study"])]),
    ],
    "card",
)


def test_a_step_is_found_by_its_id() -> None:
    """`step` and square brackets give the step, and `in` tells whether there is one."""
    assert PATHWAY.step("card") is PATHWAY["card"] is PATHWAY.steps[-1]
    assert "card" in PATHWAY
    assert "cart" not in PATHWAY


@pytest.mark.parametrize("name", ["cart", 0, None, ["card"]])
def test_a_step_that_is_not_there(name: object) -> None:
    """It is a KeyError and an InputError with one message, which names the nearest id."""
    for ask in (PATHWAY.step, PATHWAY.__getitem__):
        with pytest.raises(KeyError) as caught:
            ask(name)  # type: ignore[arg-type]
        assert isinstance(caught.value, UnknownStep)
        assert isinstance(caught.value, pp.InputError)
        assert str(caught.value).startswith(f"There is no step {name!r}.")
        assert ("Did you mean card?" in str(caught.value)) == (name in ("cart", ["card"]))


@pytest.mark.parametrize(
    "changes",
    [
        {"school.costs.tuition": 950, "test.exam.pass_rate": 80, "self-study.study_hours": "60"},
        {"school.costs[0]": 950, "test.exam": Exam(minutes=60, pass_rate=80)}
        | {"self-study.study_hours": pp.Estimate.exactly(60)},
        {"school": {"costs": {"tuition": pp.Cost("tuition", 950)}}, "test": {"exam.pass_rate": 80}}
        | {"self-study": {"study_hours": 60}},
    ],
)
def test_facts_are_changed_by_their_paths(changes: dict[str, object]) -> None:
    """One path in each way to write it changes that fact, and nothing else is changed."""
    found = PATHWAY.with_(changes)
    assert found["school"].costs == (pp.Cost("tuition", 950), PATHWAY["school"].costs[1])
    assert found["test"].exam == Exam(minutes=60, pass_rate=80)
    assert found["self-study"].study_hours == pp.Estimate.exactly(60)
    back = {"school": PATHWAY["school"], "test.exam": EXAM, "self-study.study_hours": 80}
    assert found.with_(back) == PATHWAY


def test_ids_that_are_names_may_be_arguments() -> None:
    """What a path says, keyword arguments say for ids that are names in Python."""
    span = pp.Duration.exactly(3, Unit.MONTHS)
    found = PATHWAY.with_(card={"duration": span}, school={"costs": {"Lab fee": pp.UNKNOWN}})
    assert found["card"].duration == span
    assert found["school"].costs[1].amount is pp.UNKNOWN
    assert found["school"].costs[1].label == "Lab fee"


def test_steps_and_prices_come_and_go() -> None:
    """A Step replaces or is added; None takes out a step, a price or a fact."""
    new = pp.Step("cap", "Cap", requires="card")
    found = PATHWAY.with_({"cap": new, "club.costs.Entry": None, "test.exam": None})
    assert found.steps[-1] is new
    assert [cost.label for cost in found["club"].costs] == ["Badge"]
    assert found["test"].exam is None
    alone = PATHWAY.with_({"card": pp.Step("card", "Card", requires="test"), "club": None})
    assert [step.id for step in alone.steps] == ["school", "self-study", "test", "card"]


def test_all_faults_of_a_change_are_named() -> None:
    """Each wrong path or value is told with the path as it was written and the nearest word."""
    with pytest.raises(pp.InputError) as caught:
        PATHWAY.with_(
            {
                "skool.study_hours": 5,
                "school.study_hour": 5,
                "school.costs.tution": 5,
                "school.costs[7]": 5,
                "club.costs.fee": 5,
                "school.exam.pass_rate": 5,
                "school.costs.tuition": -4,
                "card.duration": "9 months",
                "card.id": "cart",
                "test": 5,
                "cap": pp.Step("hat", "Hat"),
            }
        )
    found = {fault.path: f"{fault.message} {fault.hint}".strip() for fault in caught.value.faults}
    assert found == {
        "skool.study_hours": "There is no step 'skool'. Did you mean school?",
        "school.study_hour": "There is no 'study_hour' to change here. Did you mean study_hours?",
        "school.costs.tution": "There is no 'tution' to change here. Did you mean tuition?",
        "school.costs[7]": "There is no '[7]' to change here. Known: Lab fee, fee, tuition.",
        "club.costs.fee": "2 of them are called 'fee'. Write club.costs[0] or club.costs[1].",
        "school.exam.pass_rate": "There is no 'pass_rate' to change here.",
        "school.costs.tuition": "must be from 0 to 10,000,000",
        "card.duration": "'9 months' is not a Duration, such as Duration.exactly(6, 'months')",
        "card.id": "The id of a step is for ever. Add another step.",
        "test": "Expected the fields of the step, or a Step with this id.",
        "cap": "Expected the fields of the step, or a Step with this id.",
    }


def test_a_change_that_breaks_the_pathway_is_refused() -> None:
    """Circles and ids that are not there are told at once; faults of before are not."""
    with pytest.raises(pp.InputError) as caught:
        PATHWAY.with_({"school.requires": "card", "club": None})
    paths = {fault.path for fault in caught.value.faults}
    assert {"steps.card.requires"} <= paths
    faulty = pp.Pathway("faulty", "Faulty", [pp.Step("a", "A", requires="b")])
    assert faulty.with_({"a.study_hours": 5}).faults == faulty.faults != ()


def test_the_graph_of_steps_has_no_gates() -> None:
    """Edges run from what comes first; those that another way can do without are marked."""
    graph = PATHWAY.step_graph
    assert list(graph) == [step.id for step in PATHWAY.steps]
    assert dict(graph.edges) == {
        ("school", "test"): {"every_way": False},
        ("self-study", "test"): {"every_way": False},
        ("test", "card"): {"every_way": True},
        ("school", "card"): {"every_way": False},
        ("club", "card"): {"every_way": False},
        ("self-study", "card"): {"every_way": False},
    }
    assert nx.ancestors(graph, "test") == {"school", "self-study"}
    assert nx.is_frozen(graph)
    assert PATHWAY.needed_for("card") == {"test"}


def test_every_gate_stands_for_no_step() -> None:
    """The graph of a bundled pathway has one node for each step, in the graph with gates, too."""
    pathway = pp.load_pathway("medical-biller-and-coder")
    assert len(pathway.step_graph) == len(pathway.steps) < len(pathway.graph)


def random_pathway(random: Random) -> pp.Pathway:
    """Return a small pathway without a circle, with requirements of all kinds."""

    def requirement(before: list[str], depth: int) -> object:
        if depth == 0 or random.random() < 0.3:
            return random.choice(before)
        parts = [requirement(before, depth - 1) for _ in range(random.randint(1, 3))]
        return random.choice(
            [pp.AllOf(parts), pp.AnyOf(parts), pp.AtLeast(random.randint(1, len(parts)), parts)]
        )

    names = [f"s{number}" for number in range(7)]
    return pp.Pathway(
        "random",
        "Random",
        [
            pp.Step(name, name, requires=requirement(names[:at], 2) if at > 1 else ())
            for at, name in enumerate(names)
        ],
    )


@pytest.mark.parametrize("seed", range(60))
def test_what_every_way_needs_is_what_cannot_be_left_out(seed: int) -> None:
    """A step is needed if nobody reaches the goal once the step can never be done."""
    pathway = random_pathway(Random(seed))
    for goal, other in combinations(reversed(pathway.by_id), 2):
        never = pp.Step(other, other, requires=pp.AnyOf(()))
        left = {**pathway.by_id, other: never}
        assert (other in pathway.needed_for(goal)) == (goal in unreachable(left)), (goal, other)


def test_what_is_needed_is_asked_of_a_sound_pathway() -> None:
    """An unknown goal and a faulty pathway are refused."""
    with pytest.raises(UnknownStep):
        PATHWAY.needed_for("cart")
    with pytest.raises(pp.InputError, match="There is no step 'b'"):
        pp.Pathway("faulty", "Faulty", [pp.Step("a", "A", requires="b")]).needed_for("a")


def test_values_show_themselves_in_short() -> None:
    """The repr of a pathway and of a plan fits into a line and tells the most important."""
    plan = pp.plan(PATHWAY, pp.Learner("2027-01-04"))
    none = pp.plan(PATHWAY, pp.Learner("2027-01-04", budget=1, avoid="self-study"))
    assert repr(PATHWAY) == "Pathway('small', 5 steps)"
    said = f"2027-01-04 to {plan.finish}, {len(plan.steps)} steps, USD {plan.cost.out_of_pocket:,}"
    assert repr(plan) == f"Plan(card: optimal, {said})"
    assert repr(none) == "Plan(card: impossible, because of budget)"


def test_values_show_themselves_in_a_notebook() -> None:
    """As HTML they are a small table without styles, in which every text is escaped."""
    bad = "<script>alert('x')</script>"
    pathway = PATHWAY.with_(card={"title": bad}, test={"costs": pp.Cost(CostKind.EXAM, pp.UNKNOWN)})
    plan = pp.plan(pathway, pp.Learner("2027-01-04"))
    for shown in (pathway._repr_html_(), plan._repr_html_()):
        assert "<script" not in shown
        assert html.escape(bad) in shown
        assert shown.count("<tr>") == shown.count("</tr>") > 2
        assert "style" not in shown
        assert len(shown) < 3000
    assert "0 + 1 unknown" in plan._repr_html_()
    large = pp.load_pathway("medical-biller-and-coder")
    assert f"and {len(large.steps) - 40} more" in large._repr_html_()
    none = pp.plan(pathway, pp.Learner("2027-01-04", avoid="test"))
    assert "<table>" not in none._repr_html_()
    assert "because of avoided" in none._repr_html_()
