"""A plan comes back from JSON as it went in."""

import functools
import json
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin

import attrs
import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pathplanner.errors import InputError
from pathplanner.formats import plan_to_json, read_plan
from pathplanner.formats.forms.kinds import is_union, type_hints
from pathplanner.formats.schema import schema_of
from pathplanner.model.evidence import NamedFact
from pathplanner.model.history import Held
from pathplanner.model.intakes import Intakes
from pathplanner.model.learner import Break, Learner, Percent, Prefer, WeekHours
from pathplanner.model.limits import Seat
from pathplanner.model.moves import Move
from pathplanner.model.offer import Choice, Offer
from pathplanner.model.own_facts import OwnFact
from pathplanner.model.plan import PathwayFacts, Plan, PlanCost, Status, StepTitle
from pathplanner.model.planned import Tally
from pathplanner.model.quantity import UNKNOWN, Basis, Duration, Estimate, Said, Unit, Unknown
from pathplanner.model.requirement import AllOf, AnyOf, AtLeast, Corequisite, Needs, Requirement
from pathplanner.model.source import Source
from pathplanner.model.step import Exam
from pathplanner.model.support import Barrier, Support
from pathplanner.model.waits import AssumptionKind, OwnAssumption
from pathplanner.model.when import Ages, When

ODD = '\x00\x1b\x7f\x85\u2028\u2029\ufeff\uffff"\\/ :#{}[],&*!|>%@`~\n\t\r\U0001f600é'
LETTERS = st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"]))
TEXTS = st.text(LETTERS, max_size=6)
MONEY = st.decimals(0, 10_000, places=2)
DATES = st.dates(date(1900, 1, 1), date(2200, 12, 31))
IDS = st.lists(TEXTS, max_size=2, unique=True).map(tuple)


WORKING_DAYS = AssumptionKind.WORKING_DAYS
NAMES = TEXTS.map(lambda text: f"n{text}")
BASES = st.builds(Basis, IDS.map(lambda names: names or ("a",)), NAMES)
GRADES = st.one_of(
    IDS.map(lambda source: {"source": source}),
    BASES.map(lambda basis: {"basis": basis}),
    st.builds(Said, TEXTS, st.none() | DATES).map(lambda said: {"said": said}),
)


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    low, likely, high = sorted(draw(st.tuples(MONEY, MONEY, MONEY)))
    facts = {"middle": draw(st.booleans()), "note": draw(TEXTS), **draw(GRADES)}
    return Estimate(low, likely, high, **facts)


@st.composite
def durations(draw: st.DrawFn) -> Duration:
    low, likely, high = sorted(draw(st.tuples(*[st.integers(0, 1200)] * 3)))
    facts = {"middle": draw(st.booleans()), **draw(GRADES)}
    return Duration(low, likely, high, draw(st.sampled_from(Unit)), **facts)


@st.composite
def named_facts(draw: st.DrawFn) -> NamedFact:
    return NamedFact(
        draw(NAMES), draw(NAMES), amount=draw(MONEY), source=draw(IDS), note=draw(TEXTS)
    )


@st.composite
def own_facts(draw: st.DrawFn) -> OwnFact:
    said = Said(draw(TEXTS), draw(st.none() | DATES))
    value = draw(st.one_of(estimates(), durations()))
    return OwnFact(draw(NAMES), draw(NAMES), value, said, draw(st.sampled_from(["", "USD"])))


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    said = {"from_": draw(TEXTS), "on": draw(st.none() | DATES), "note": draw(TEXTS)}
    price = draw(st.none() | st.just(UNKNOWN) | estimates())
    days = draw(st.none() | st.just(Intakes(dates=(date(2027, 7, 1),))))
    facts = {"price": price, "intakes": days, "states": draw(st.sampled_from([(), ("US-TX",)]))}
    return Offer(draw(NAMES), draw(NAMES), draw(NAMES), paid_by=draw(IDS), **facts, **said)


def _gates(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    parts = st.lists(inner, max_size=2).map(tuple)
    return st.one_of(
        st.builds(AllOf, parts, source=IDS, note=TEXTS),
        st.builds(AnyOf, parts, source=IDS, note=TEXTS),
        st.builds(AtLeast, st.integers(1, 3), parts, source=IDS, note=TEXTS),
    )


LEAVES = st.builds(Needs, TEXTS, corequisite=st.none() | st.sampled_from(Corequisite))
REQUIREMENTS = st.recursive(LEAVES, _gates, max_leaves=3)
AGES = st.builds(Ages, st.integers(1, 60), st.none() | st.integers(60, 90))
WHENS = st.builds(
    When,
    AGES,
    st.sampled_from([(), ("US-TX",)]),
    IDS,
    IDS,
    income_below=st.none() | MONEY,
)
SPECIAL: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(1, 50),
    bool: st.booleans(),
    Decimal: MONEY,
    Percent: st.integers(0, 100).map(Percent),
    date: DATES,
    Estimate: estimates(),
    Duration: durations(),
    Requirement: REQUIREMENTS,
    When: WHENS,
    NamedFact: named_facts(),
    OwnFact: own_facts(),
    WeekHours: st.just(WeekHours(Decimal(5), step="a")),
    Choice: st.builds(Choice, NAMES, NAMES),
    Move: st.builds(Move, DATES, st.sampled_from(("US-TX", "DE-BY")), TEXTS, IDS),
    Offer: offers(),
    Break: st.just(Break(date(2027, 7, 1), date(2027, 8, 1))),
}


DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwAB"
    "AQEAsTj2FAAAAABJRU5ErkJggg=="
)
"""A picture of one white dot."""

VALID: dict[Any, dict[str, st.SearchStrategy[Any]]] = {
    Source: {"date": st.sampled_from(["", "2025", "2025-08", "2025-08-28"])},
    Learner: {
        "hours_per_week": st.decimals(0, 168, places=1),
        "work_hours": st.none() | st.decimals(0, 168, places=1),
        "state": st.sampled_from(["", "US-TX"]),
        "credits_per_term": st.none() | st.decimals("0.1", 99, places=1),
    },
    Seat: {"step": NAMES},
    Barrier: {"what": NAMES},
    Support: {"logo": st.sampled_from(["", DOT])},
    Tally: {"steps": st.just(("a", "b")), "gives": st.tuples(MONEY, MONEY)},
    OwnAssumption: {
        "what": st.sampled_from([one for one in AssumptionKind if one is not WORKING_DAYS])
    },
}
"""The fields of which not every value of their type is valid."""


def _exams(fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Exam]:
    within = durations().filter(lambda span: span.likely > 0)
    limited = {"most_attempts": st.integers(1, 50), "attempts_within": within}
    without = {"attempts_within": st.none()}
    return st.builds(Exam, **fields | without) | st.builds(Exam, **fields | limited)


def _held(fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Held]:
    def of(since: date, renewed: date, facts: dict[str, Any]) -> Held:
        return Held(**facts, since=min(since, renewed), renewed=max(since, renewed))

    rest = {name: one for name, one in fields.items() if name not in ("since", "renewed")}
    both = st.builds(of, DATES, DATES, st.fixed_dictionaries(rest))
    return st.one_of(
        both,
        st.builds(Held, **fields | {"since": st.none()}),
        st.builds(Held, **fields | {"renewed": st.none()}),
    )


CAREFUL = {Exam: _exams, Held: _held}
"""The classes of which two fields must fit each other."""


@functools.cache
def values(kind: Any) -> st.SearchStrategy[Any]:
    """Return values of any type that a plan contains."""
    if kind in SPECIAL:
        return SPECIAL[kind]
    if is_union(kind):
        parts = [part for part in get_args(kind) if part not in (type(None), Unknown)]
        extra: list[st.SearchStrategy[Any]] = [st.none()] if type(None) in get_args(kind) else []
        extra += [st.just(UNKNOWN)] if Unknown in get_args(kind) else []
        return st.one_of(*extra, *map(values, parts))
    if get_origin(kind) is tuple:
        return st.lists(values(get_args(kind)[0]), max_size=1).map(tuple)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    fields = {name: values(hint) for name, hint in type_hints(kind).items()}
    fields |= VALID.get(kind, {})
    assert attrs.has(kind)
    return CAREFUL[kind](fields) if kind in CAREFUL else st.builds(kind, **fields)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Return any plan; what describes it is too long for a message of its own."""
    plan: Plan = draw(values(Plan))
    return plan


SMALL = Plan(
    Status.OPTIMAL,
    Prefer.FASTEST,
    PathwayFacts("d", "Demo", titles=(StepTitle("a", "A"),)),
    Learner(date(2027, 1, 4)),
    ("a",),
    date(2027, 1, 4),
    None,
    0,
    PlanCost("USD"),
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(plans())
def test_round_trip(plan: Plan) -> None:
    """Any plan is read back as equal, and its JSON fits the schema and is always the same."""
    text = plan_to_json(plan)
    assert read_plan(text) == plan
    assert read_plan(text.encode()) == plan
    assert plan_to_json(read_plan(text)) == text
    jsonschema.Draft202012Validator(schema_of("plan")).validate(json.loads(text))


def test_the_top_of_the_json() -> None:
    """The schema comes first and what readers rely on is always there."""
    text = plan_to_json(SMALL)
    tree = json.loads(text)
    assert text.endswith("}\n")
    assert next(iter(tree)) == "schema"
    assert tree["schema"] == "pathplanner/plan/2"
    always = (
        "schema status objective pathway learner goal start finish study_hours cost steps held "
        "renewals alternatives exits reasons changes"
    )
    assert set(always.split()) <= set(tree)
    assert tree["finish"] is None
    assert list(tree["cost"]) == [
        "currency",
        "low",
        "likely",
        "high",
        "funded",
        "out_of_pocket",
        "unknown",
    ]


def test_money_is_written_as_it_is() -> None:
    """Decimals are texts in plain notation with their own digits."""
    plan = attrs.evolve(
        SMALL, cost=PlanCost("USD", Decimal("425.00"), Decimal("1E+3"), Decimal(2000))
    )
    cost = json.loads(plan_to_json(plan))["cost"]
    assert (cost["low"], cost["likely"], cost["high"]) == ("425.00", "1000", "2000")


def test_other_writers_json_is_read() -> None:
    """JSON with other spaces and escapes means the same."""
    plan = attrs.evolve(SMALL, goal=("\U0001f600\x00é",))
    text = json.dumps(json.loads(plan_to_json(plan)), ensure_ascii=True, indent="\t")
    assert read_plan(text) == plan
    assert read_plan(json.dumps(json.loads(text), separators=(",", ":"))) == plan


def test_faults_of_a_plan() -> None:
    """All faults of a plan file are told at once."""
    tree = json.loads(plan_to_json(SMALL)) | {"status": "best", "start": "x", "extra": 1}
    del tree["goal"]
    with pytest.raises(InputError) as caught:
        read_plan(json.dumps(tree, indent=2), "plan.json")
    paths = {fault.path for fault in caught.value.faults}
    assert paths == {"status", "start", "extra", "goal"}


def test_what_steps_give_is_told_of_each() -> None:
    """A plan that says more of what steps give than there are steps is refused."""
    with pytest.raises(InputError, match="2 steps give 1 times"):
        Tally(Decimal(6), Decimal(6), "credits", ("a", "b"), (Decimal(6),))


def test_a_pathway_is_no_plan() -> None:
    """A pathway given as a plan is told apart."""
    with pytest.raises(InputError, match="a pathway file, not a plan"):
        read_plan("format: pathplanner/pathway/1\n")


def test_two_plans_that_are_equal_have_their_own_texts() -> None:
    """A price of 5.0 is equal to one of 5, and is written as it stands, whichever came before."""
    facts = PathwayFacts("p", "P")
    one, other = (
        Plan(
            Status.OPTIMAL, Prefer.FASTEST, facts, Learner(start="2027-01-04"), ("a",),
            date(2027, 1, 4), None, Decimal(hours), PlanCost("USD"),
        )
        for hours in ("5", "5.0")
    )  # fmt: skip
    assert one == other
    texts = [json.loads(plan_to_json(plan))["study_hours"] for plan in (one, other, one, one)]
    assert texts == ["5", "5.0", "5", "5"]
