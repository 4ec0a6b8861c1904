"""Totals, limits on what counts, parts kept apart, sharing and grades (planning rule 17)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import comparing_catalogs
import comparing_cpsat
import random_sums
import sum_catalogs
from attrs import evolve

from pathplanner.formats import read_pathway
from pathplanner.model.history import Held
from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan, Status
from pathplanner.model.price import Cost
from pathplanner.model.requirement import AllOf, AnyOf, AtLeast, Cap, Total
from pathplanner.model.step import Kind, Step
from pathplanner.planning import plan
from pathplanner.verification import verify

CASES = int(os.environ.get("PATHPLANNER_ORACLE_CASES", "600"))
BLOCK = 50
START = "2027-01-04"
SCIENCES = {
    "bio-lab": (1, 150), "chem-lab": (1, 150), "astro": (2, 300), "bio": (3, 450),
    "chem": (3, 450), "physics": (4, 900), "geology": (4, 900),
}  # fmt: skip


def pathway_of(prices: dict[str, tuple[int, int]], requires: object, **more: object) -> Pathway:
    """Return a pathway of courses with credits and prices, and a goal that asks for them."""
    courses = [
        Step(name, name, Kind.COURSE, gives={"credits": worth}, costs=[Cost("tuition", price)])
        for name, (worth, price) in prices.items()
    ]
    goal = Step("goal", "Goal", Kind.DIPLOMA, requires=requires)
    return Pathway("sums", "Sums", [*courses, goal], destinations=("goal",), **more)


def cheapest(pathway: Pathway, **more: object) -> Plan:
    """Return the cheapest plan, which the rules hold for."""
    made = plan(pathway, Learner(START, prefer="cheapest", **more))
    assert made.status in (Status.OPTIMAL, Status.OPEN)
    assert verify(made, pathway) == ()
    return made


def taken(made: Plan) -> set[str]:
    """Return the planned steps but the goal."""
    return {step.id for step in made.steps} - {"goal"}


def test_credits_are_counted_and_not_courses() -> None:
    """Case 3: the cheapest eight credits cost 1,200, though three courses would cost 600."""
    made = cheapest(pathway_of(SCIENCES, Total(8, "credits", SCIENCES)))
    assert made.cost.out_of_pocket == 1200
    assert taken(made) == {"astro", "bio", "chem"}
    assert made.steps[-1].tallies[0].counts == 8


def test_credits_may_be_parts_of_one() -> None:
    """A neighbour of case 3: halves of credits add up, and a bit more than asked for will do."""
    prices = {"a": (1, 100), "b": (2, 190), "c": (4, 500)}
    made = pathway_of(prices, Total("2.5", "credits", prices))
    steps = [
        evolve(step, gives={"credits": "0.5"}) if step.id == "a" else step for step in made.steps
    ]
    assert taken(cheapest(evolve(made, steps=steps))) == {"a", "b"}


def test_credits_that_are_held_count() -> None:
    """A neighbour of case 3: what is held counts for a total, and only the rest is planned."""
    made = cheapest(pathway_of(SCIENCES, Total(8, "credits", SCIENCES)), holds=["physics"])
    assert made.cost.out_of_pocket == 600
    assert made.steps[-1].tallies[0].counts == 8


def test_a_total_is_met_on_the_day_on_which_enough_is_done() -> None:
    """A step that asks for a total starts when the last step that it needs is done."""
    base = pathway_of(SCIENCES, Total(8, "credits", SCIENCES))
    spans = {"astro": 10, "bio": 20, "chem": 30, "physics": 90}
    text = {name: f"{days} days" for name, days in spans.items()}
    timed = evolve(
        base,
        steps=[
            evolve(step, duration=base_duration(text[step.id])) if step.id in text else step
            for step in base.steps
        ],
    )
    made = plan(timed, Learner(START, prefer="cheapest"))
    assert verify(made, timed) == ()
    goal = made.steps[-1]
    assert goal.start == max(step.finish for step in made.steps[:-1])


def base_duration(text: str) -> object:
    """Return a duration as a file has it."""
    tree = f"""
format: pathplanner/pathway/1
id: x
title: X
steps: {{x: {{title: X, duration: {text}}}}}
"""
    return read_pathway(tree)["x"].duration


PACKAGING = {
    "a-one": (3, 180), "a-two": (3, 180), "b-one": (1, 60), "b-two": (1, 60), "b-three": (1, 60),
}  # fmt: skip
GROUP_B = ("b-one", "b-two", "b-three")


def test_at_most_two_of_a_group_count() -> None:
    """Case 12: three electives of which two of group B count cost 300 and not 180."""
    need = AtLeast(3, PACKAGING, counting=[Cap(2, GROUP_B)])
    made = cheapest(pathway_of(PACKAGING, need))
    assert made.cost.out_of_pocket == 300
    assert len(taken(made) & set(GROUP_B)) == 2


def test_at_most_so_many_credits_of_a_group_count() -> None:
    """A neighbour of case 12: of four credits no more than one may be of group B."""
    need = Total(4, "credits", PACKAGING, counting=[Cap(1, GROUP_B)])
    made = cheapest(pathway_of(PACKAGING, need))
    assert made.cost.out_of_pocket == 240
    assert taken(made) == {"a-one", "b-one"}
    only_b = Total(2, "credits", PACKAGING, counting=[Cap(1, GROUP_B)])
    assert "a-one" in taken(cheapest(pathway_of(PACKAGING, only_b)))


def test_more_than_the_limit_may_be_taken() -> None:
    """A neighbour of case 12: what is taken beyond a limit does no harm, and does not count."""
    need = AtLeast(3, PACKAGING, counting=[Cap(1, GROUP_B)])
    made = cheapest(pathway_of(PACKAGING, need), insist=["b-one", "b-two"])
    assert taken(made) == {"a-one", "a-two", "b-one", "b-two"}
    tally = made.steps[-1].tallies[0]
    assert (tally.asked, tally.counts) == (3, 3)


def test_parts_that_are_kept_apart_share_no_step() -> None:
    """A course that could count for two parts counts for one of them."""
    prices = {"a": (3, 300), "b": (3, 100), "c": (3, 300)}
    parts = (AnyOf(("a", "b")), AnyOf(("b", "c")))
    assert taken(cheapest(pathway_of(prices, AllOf(parts)))) == {"b"}
    made = cheapest(pathway_of(prices, AllOf(parts, apart=True)))
    assert made.cost.out_of_pocket == 400


def test_credits_that_are_kept_apart_count_once() -> None:
    """Two totals over one list need as many credits as both together."""
    prices = dict.fromkeys("abcd", (3, 100))
    parts = (Total(6, "credits", tuple("abc")), Total(4, "credits", tuple("bcd")))
    assert len(taken(cheapest(pathway_of(prices, AllOf(parts))))) == 2
    assert len(taken(cheapest(pathway_of(prices, AllOf(parts, apart=True))))) == 4
    shared = AllOf(parts, share_at_most=3)
    assert len(taken(cheapest(pathway_of(prices, shared)))) == 3


def test_two_goals_may_share_only_so_much() -> None:
    """A major and a minor of which one course may count for both need three courses."""
    text = """
format: pathplanner/pathway/1
id: two
title: Two
destinations: [major]
lists: {arts: [drawing, painting, sculpture, prints]}
sharing: [{between: [major, minor], at_most: 1}]
steps:
  drawing: {title: Drawing, costs: {tuition: 10}}
  painting: {title: Painting, costs: {tuition: 10}}
  sculpture: {title: Sculpture, costs: {tuition: 10}}
  prints: {title: Prints, costs: {tuition: 10}}
  major: {title: Major, kind: program, study_hours: 0, requires: {at_least: 2, of: {list: arts}}}
  minor: {title: Minor, kind: program, study_hours: 0, requires: {at_least: 2, of: {list: arts}}}
"""
    pathway = read_pathway(text)
    for goal, cost in ((("major", "minor"), 30), (("major",), 20), (("minor",), 20)):
        made = plan(pathway, Learner(START, prefer="cheapest"), goal)
        assert verify(made, pathway) == ()
        assert made.cost.out_of_pocket == cost
    free = evolve(pathway, sharing=())
    both = plan(free, Learner(START, prefer="cheapest"), ("major", "minor"))
    assert both.cost.out_of_pocket == 20
    assert verify(both, pathway) != ()


GRADED = """
format: pathplanner/pathway/1
id: graded
title: Graded
destinations: [nursing]
scales: {letters: [F, D, C, B, A]}
steps:
  algebra: {title: Algebra, kind: course, study_hours: 40, costs: {tuition: 300}}
  statistics:
    {title: Statistics, kind: course, study_hours: 40, requires: {step: algebra, minimum: B}}
  english:
    {title: English, kind: course, study_hours: 40, requires: {step: algebra, minimum: C}}
  chemistry: {title: Chemistry, kind: course, study_hours: 90, costs: {tuition: 900}}
  nursing:
    title: Nursing
    kind: program
    study_hours: 10
    requires: [english, {any: [statistics, chemistry]}]
"""


@pytest.mark.parametrize(
    ("grade", "goal", "steps"),
    [
        ("A", "nursing", {"english", "statistics", "nursing"}),
        ("", "nursing", {"english", "statistics", "nursing"}),
        ("C", "nursing", {"english", "chemistry", "nursing"}),
        ("C", "statistics", {"algebra", "statistics"}),
        ("D", "nursing", {"algebra", "english", "statistics", "nursing"}),
    ],
)
def test_a_held_grade_counts_for_those_who_ask_for_no_more(
    grade: str, goal: str, steps: set[str]
) -> None:
    """A grade that is too low leads another way, or the step is taken again where it must be."""
    pathway = read_pathway(GRADED)
    learner = Learner(START, holds=[Held("algebra", grade=grade)], prefer="cheapest")
    made = plan(pathway, learner, goal)
    assert verify(made, pathway) == ()
    assert {step.id for step in made.steps} == steps
    told = {step.id: (step.minimum, step.grade) for step in made.steps}
    if "algebra" in steps:
        assert told["algebra"] == ("B", grade)
    else:
        assert [(held.id, held.grade) for held in made.held] == [("algebra", grade)]


def test_scores_go_by_their_size() -> None:
    """A score needs no scale: 9 is less than 10."""
    text = GRADED.replace("minimum: B", "minimum: 10").replace("minimum: C", "minimum: 5")
    pathway = read_pathway(text)
    for grade, again in (("9", True), ("10", False), ("10.5", False)):
        learner = Learner(START, holds=[Held("algebra", grade=grade)])
        made = plan(pathway, learner, "statistics")
        assert any(step.id == "algebra" for step in made.steps) is again


def test_verify_knows_what_counts() -> None:
    """A plan that holds without a limit does not hold with it."""
    free = pathway_of(PACKAGING, AtLeast(3, PACKAGING))
    made = cheapest(free)
    limited = pathway_of(PACKAGING, AtLeast(3, PACKAGING, counting=[Cap(2, GROUP_B)]))
    assert any("rule 1" in fault.message for fault in verify(made, limited))
    total = pathway_of(PACKAGING, Total(5, "credits", PACKAGING))
    assert any("rule 1" in fault.message for fault in verify(made, total))


def test_what_was_set_aside_of_a_total_is_told() -> None:
    """Each course that a total leaves out is told with what it would have cost more."""
    made = cheapest(pathway_of(SCIENCES, Total(8, "credits", SCIENCES)))
    aside = {other.steps[0]: other.cost for step in made.steps for other in step.why.instead_of}
    # Both labs in place of astronomy cost as much; with geology four credits are left to buy.
    assert aside == {"bio-lab": 0, "chem-lab": 0, "physics": 300, "geology": 300}


@pytest.mark.slow
@pytest.mark.parametrize("first", range(300_000, 300_000 + CASES, BLOCK))
def test_planner_equals_oracle_with_sums(first: int) -> None:
    """Plans of random cases with totals, limits, sharing and grades are the best there are."""
    outcomes = [random_sums.compare(seed, largest=6) for seed in range(first, first + BLOCK)]
    assert [outcome for outcome in outcomes if outcome.differences] == []
    assert sum(outcome.kind.startswith("front") for outcome in outcomes) > BLOCK / 4


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, max(10, CASES // 20), 10))
def test_medium_cases_with_sums_equal_cpsat(first: int) -> None:
    """On medium cases with totals and limits CP-SAT proves the same front."""
    outcomes = [
        comparing_cpsat.compare(seed, make=random_sums.medium, low=14, high=40, limit=60)
        for seed in range(first, first + 10)
    ]
    assert [one for one in outcomes if one.kind.startswith(("different", "crash"))] == []
    assert any(one.kind.startswith("equal") for one in outcomes)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 3, 4, 5, 6, 7])
@pytest.mark.parametrize("wish", ["cheapest", "fastest"])
def test_credits_of_a_real_catalogue_are_proved(seed: int, wish: str) -> None:
    """Of 51 courses with credits the best set is found and proved, as CP-SAT proves it."""
    outcome = comparing_catalogs.compare_question(sum_catalogs.make(seed, wish), seed, wish)
    assert outcome.kind in ("equal", "not proved by CP-SAT"), outcome.words
