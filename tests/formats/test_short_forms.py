"""Every short way to write a value says the same as the long way."""

import json
from datetime import date
from decimal import Decimal

import pytest

from pathplanner.errors import InputError
from pathplanner.formats import read_learner, read_pathway
from pathplanner.model.history import Dropped, Held, UnderWay
from pathplanner.model.intakes import Intakes, MonthDay
from pathplanner.model.learner import Learner
from pathplanner.model.occupation import Topic
from pathplanner.model.pathway import Pathway
from pathplanner.model.price import Cost, CostKind, Discount, Dues, Renewal, RenewalOption
from pathplanner.model.quantity import UNKNOWN, Duration, Estimate, Unit
from pathplanner.model.requirement import AllOf, AnyOf, AtLeast, Needs
from pathplanner.model.step import Recommendation, Step

BASE = """\
format: pathplanner/pathway/1
id: demo
title: Demo
sources: {x: {publisher: P, title: T}, y: {publisher: P, title: T}}
steps:
  a: {title: A}
  b: {title: B}
  c:
    title: C
"""


def step(lines: str) -> Step:
    """Return the step `c` with these keys."""
    return read_pathway(f"{BASE}    {lines}\n").by_id["c"]


def top(lines: str) -> Pathway:
    """Return the pathway with these keys at its top."""
    return read_pathway(BASE + lines + "\n")


def learner(lines: str) -> Learner:
    """Return the learner with these keys."""
    return read_learner(f"format: pathplanner/learner/1\nstart: 2027-01-04\n{lines}\n")


def between(low: int, high: int, **facts: object) -> Estimate:
    return Estimate.between(Decimal(low), Decimal(high), **facts)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("222", Estimate.exactly("222")),
        ("'222'", Estimate.exactly("222")),
        ("12.50", Estimate.exactly("12.50")),
        ('"250-300"', between(250, 300)),
        ("250 - 300", between(250, 300)),
        ("250 to 300", between(250, 300)),
        ("250-250", Estimate.exactly(250)),
        ("{amount: 222}", Estimate.exactly(222)),
        ("{amount: 250-300, source: x, note: n}", between(250, 300, source=("x",), note="n")),
        ("{low: 1, high: 3}", between(1, 3)),
        ("{low: 2, high: 2}", Estimate.exactly(2)),
        ("{low: 1, likely: 2, high: 4}", Estimate(1, 2, 4)),
        ("{likely: 2, source: [x, y]}", Estimate(2, 2, 2, source=("x", "y"))),
        ("{likely: 2, high: 3}", Estimate(2, 2, 3)),
        ("{low: 1, likely: 2}", Estimate(1, 2, 2)),
        ("unknown", UNKNOWN),
    ],
)
def test_estimates(text: str, value: object) -> None:
    """An amount may be a number, a range, or a block with facts."""
    assert step(f"study_hours: {text}").study_hours == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("16 weeks", Duration.exactly(16, Unit.WEEKS)),
        ("1 year", Duration.exactly(1, Unit.YEARS)),
        ("1 day", Duration.exactly(1, Unit.DAYS)),
        ("16-18 weeks", Duration.between(16, 18, Unit.WEEKS)),
        ("6 to 12 months", Duration.between(6, 12, Unit.MONTHS)),
        ("{span: 6-12 months, note: n}", Duration.between(6, 12, Unit.MONTHS, note="n")),
        ("{low: 1, likely: 2, high: 4, unit: weeks}", Duration(1, 2, 4, Unit.WEEKS)),
        ("{low: 6, high: 12, unit: months}", Duration.between(6, 12, Unit.MONTHS)),
        ("{likely: 3, unit: days, source: x}", Duration(3, 3, 3, source=("x",))),
        ("unknown", UNKNOWN),
        ("null", None),
    ],
)
def test_spans(text: str, value: object) -> None:
    """A span may be a number with a unit, a range, or a block with facts."""
    assert step(f"duration: {text}").duration == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a", Needs("a")),
        ("[a, b]", AllOf((Needs("a"), Needs("b")))),
        ("[]", AllOf()),
        (
            "{all: [a, b], source: x, note: n}",
            AllOf((Needs("a"), Needs("b")), source="x", note="n"),
        ),
        ("{any: [a, [b]]}", AnyOf((Needs("a"), AllOf((Needs("b"),))))),
        ("{any: a}", AnyOf((Needs("a"),))),
        ("{at_least: 1, of: [a, b], note: n}", AtLeast(1, (Needs("a"), Needs("b")), note="n")),
    ],
)
def test_requirements(text: str, value: object) -> None:
    """A requirement may be an id, a list, or one of three gates."""
    assert step(f"requires: {text}").requires == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a", (Recommendation(Needs("a")),)),
        ("[a, b]", (Recommendation(Needs("a")), Recommendation(Needs("b")))),
        ("{any: [a, b]}", (Recommendation(AnyOf((Needs("a"), Needs("b")))),)),
        (
            "{requirement: a, by: B, note: n, source: x}",
            (Recommendation(Needs("a"), "B", "n", ("x",)),),
        ),
        ("[{requirement: [a], by: B}]", (Recommendation(AllOf((Needs("a"),)), "B"),)),
    ],
)
def test_recommendations(text: str, value: object) -> None:
    """A recommendation may be a bare requirement, alone or in a list."""
    assert step(f"recommends: {text}").recommends == value


TUITION = Cost(CostKind.TUITION, Estimate.exactly(3895))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("425", (Cost(CostKind.OTHER, Estimate.exactly(425)),)),
        ("unknown", (Cost(CostKind.OTHER, UNKNOWN),)),
        ("{tuition: 3895}", (TUITION,)),
        ("{kind: tuition, amount: 3895}", (TUITION,)),
        ("[{kind: tuition, amount: 3895}]", (TUITION,)),
        ("{exam: {low: 1, high: 3}}", (Cost(CostKind.EXAM, between(1, 3)),)),
        (
            "{tuition: 3895, exam: {amount: 425, source: x, label: L, every: 1 year}}",
            (
                TUITION,
                Cost(
                    CostKind.EXAM,
                    Estimate.exactly(425),
                    "L",
                    Duration.exactly(1, Unit.YEARS),
                    source=("x",),
                ),
            ),
        ),
        (
            "{exam: {amount: unknown, note: n, source: x}}",
            (Cost(CostKind.EXAM, UNKNOWN, note="n", source=("x",)),),
        ),
        (
            "[{kind: exam, amount: {amount: unknown, note: n}, note: m}]",
            (Cost(CostKind.EXAM, UNKNOWN, note="m n"),),
        ),
        (
            "[{kind: exam, amount: 5, discounts: {a: 4}}]",
            (
                Cost(
                    CostKind.EXAM,
                    Estimate.exactly(5),
                    discounts=(Discount("a", Estimate.exactly(4)),),
                ),
            ),
        ),
        (
            "[{kind: exam, amount: 5, discounts: [{holding: a, price: 4, note: n}]}]",
            (
                Cost(
                    CostKind.EXAM,
                    Estimate.exactly(5),
                    discounts=(Discount("a", Estimate.exactly(4), "n"),),
                ),
            ),
        ),
    ],
)
def test_costs(text: str, value: object) -> None:
    """Prices may be one amount, amounts by kind, or a list of blocks."""
    assert step(f"costs: {text}").costs == value


YEARS = Duration.exactly(2, Unit.YEARS)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("units: 36", (RenewalOption("36 units", 36),)),
        ("units: 1", (RenewalOption("1 unit", 1),)),
        ("fee: 50", (RenewalOption("Renewal fee", fee=Estimate.exactly(50)),)),
        ("title: T, fee: unknown", (RenewalOption("T", fee=UNKNOWN),)),
        (
            "units: 3, discounts: {a: 1}",
            (RenewalOption("3 units", 3, discounts=(Discount("a", Estimate.exactly(1)),)),),
        ),
        (
            "options: [{units: 20}, {title: Exam, fee: 9}]",
            (RenewalOption("20 units", 20), RenewalOption("Exam", fee=Estimate.exactly(9))),
        ),
    ],
)
def test_renewals(text: str, options: tuple[RenewalOption, ...]) -> None:
    """A renewal with one way to renew needs no list of options."""
    assert step(f"renewal: {{every: 2 years, {text}}}").renewal == Renewal(YEARS, options)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2027-01-04", Intakes((date(2027, 1, 4),))),
        ("09-01", Intakes(yearly=(MonthDay(9, 1),))),
        ("02-29", Intakes(yearly=(MonthDay(2, 29),))),
        ("[2027-01-04, 09-01]", Intakes((date(2027, 1, 4),), (MonthDay(9, 1),))),
        ("{yearly: [09-01], note: n}", Intakes(yearly=(MonthDay(9, 1),), note="n")),
        (
            "{dates: 2027-01-04, apply_before: 6 weeks}",
            Intakes((date(2027, 1, 4),), (), Duration.exactly(6, Unit.WEEKS)),
        ),
    ],
)
def test_intakes(text: str, value: object) -> None:
    """Start days may be one day or a list of dates and yearly days."""
    assert step(f"intakes: {text}").intakes == value


def test_unknown_dues_keep_their_note() -> None:
    """The note of an unknown amount goes to what has the amount."""
    dues = step("dues: {amount: {amount: unknown, note: n, source: x}, every: 1 year}").dues
    assert dues == Dues(UNKNOWN, Duration.exactly(1, Unit.YEARS), "n", ("x",))


def test_one_word_where_a_list_is_expected() -> None:
    """One id, text or source stands for a list of one."""
    pathway = top("destinations: c\nstages: Work\nnews: New")
    assert (pathway.destinations, pathway.stages) == (("c",), ("Work",))
    assert pathway.news == (Topic("New"),)
    assert step("source: x").source == ("x",)


def test_texts_are_never_guessed() -> None:
    """Codes that YAML would take for numbers, dates or truth stay texts."""
    pathway = top("country: NO\noccupations: {29-2072: {title: 2025-08-28}}\nsummary: 1_0")
    assert (pathway.country, pathway.summary) == ("NO", "1_0")
    assert (pathway.occupations[0].id, pathway.occupations[0].title) == ("29-2072", "2025-08-28")


def test_steps_as_a_list_or_with_their_id_inside() -> None:
    """The id may be repeated, and steps may be a list with ids."""
    listed = BASE[: BASE.index("steps:")] + "steps: [{id: a, title: A}, {id: b, title: B}]"
    assert [step.id for step in read_pathway(listed).steps] == ["a", "b"]
    assert step("id: c").id == "c"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a", (Held("a"),)),
        ("[a, b]", (Held("a"), Held("b"))),
        ("{a: 2020-01-02, b: null, c: }", (Held("a", date(2020, 1, 2)), Held("b"), Held("c"))),
        ("[a, {step: b, since: 2020-01-02}]", (Held("a"), Held("b", date(2020, 1, 2)))),
    ],
)
def test_holds(text: str, value: object) -> None:
    """What a learner holds may be ids, or dates by id."""
    assert learner(f"holds: {text}").holds == value


@pytest.mark.parametrize("text", ["{a: 2026-12-01}", "[{step: a, begun: 2026-12-01}]"])
def test_under_way(text: str) -> None:
    """What is begun may be dates by id or a list."""
    assert learner(f"under_way: {text}").under_way == (UnderWay("a", date(2026, 12, 1)),)


@pytest.mark.parametrize(
    "text",
    [
        "{a: 2026-12-01, b: [2026-11-01, 2026-12-01]}",
        "[{step: a, on: 2026-12-01}, {step: b, on: 2026-11-01}, {step: b, on: 2026-12-01}]",
    ],
)
def test_failed(text: str) -> None:
    """What failed may be one date or several by id, or a list."""
    found = learner(f"failed: {text}").failed
    assert [(item.step, item.on) for item in found] == [
        ("a", date(2026, 12, 1)),
        ("b", date(2026, 11, 1)),
        ("b", date(2026, 12, 1)),
    ]


@pytest.mark.parametrize("text", ["{a: 2026-12-01}", "[{step: a, on: 2026-12-01}]"])
def test_dropped(text: str) -> None:
    """What was dropped may be dates by id or a list."""
    assert learner(f"dropped: {text}").dropped == (Dropped("a", date(2026, 12, 1)),)


def test_wrong_days_of_what_failed_are_told_each() -> None:
    """A day that is none is named with its place."""
    with pytest.raises(InputError) as caught:
        learner("failed: {a: [2026-13-01, soon], b: }\ndropped: {c: never}")
    where = [fault.path for fault in caught.value.faults]
    assert where == ["failed.a[0]", "failed.a[1]", "failed.b", "dropped.c"]


def test_a_whole_learner() -> None:
    """All other keys of a learner are read as their types say."""
    found = learner(
        "name: Ann\nhours_per_week: 12.5\nsavings: 100\nmonthly: 20.50\ngoal: c\n"
        "avoid: [a]\ninsist: b\nprefer: cheapest\nrecommended: true\nhorizon_years: 3\n"
        "funding: [{name: Pell, amount: 900, kind: grant, covers: tuition, arrives: 2027-02-01}]\n"
        "breaks: [{start: 2027-07-01, finish: 2027-08-01}]\noverrides: [{step: a, why: w}]\n"
    )
    assert (found.name, found.hours_per_week, found.monthly) == (
        "Ann",
        Decimal("12.5"),
        Decimal("20.50"),
    )
    assert (found.goal, found.avoid, found.insist) == (("c",), ("a",), ("b",))
    assert found.funding[0].covers == (CostKind.TUITION,)
    assert found.funding[0].arrives == date(2027, 2, 1)
    assert found.breaks[0].finish == date(2027, 8, 1)
    assert found.overrides[0].why == "w"
    assert found.recommended is True


def test_a_learner_without_a_start() -> None:
    """Today is the start when the file names none, and without today that is a fault."""
    text = "format: pathplanner/learner/1\nname: Ann\n"
    assert read_learner(text, today=date(2027, 5, 6)).start == date(2027, 5, 6)
    with pytest.raises(InputError, match="'start' is missing"):
        read_learner(text)
    named = read_learner(text + "start: 2026-01-01", today=date(2027, 5, 6))
    assert named.start == date(2026, 1, 1)


def test_json_is_read_through_the_same_door() -> None:
    """A pathway in JSON is read, with characters that JSON writes as two escapes."""
    tree = {
        "format": "pathplanner/pathway/1",
        "id": "demo",
        "title": "\U0001f600 \\ \x01",
        "steps": {"a": {"title": "A", "minimum_age": 18}},
    }
    pathway = read_pathway(json.dumps(tree))
    assert pathway.title == "\U0001f600 \\ \x01"
    assert pathway.by_id["a"].minimum_age == 18


def test_offers_by_their_steps_and_moves_by_their_days() -> None:
    """A block of keys says the same as a list."""
    assert learner("offers: {a: night, b: day}") == learner(
        "offers: [{step: a, offer: night}, {step: b, offer: day}]"
    )
    assert learner("moves: {2027-06-01: Texas}") == learner("moves: [{on: 2027-06-01, state: TX}]")
    with pytest.raises(InputError) as error:
        learner("offers: {a: }\nmoves: {June: TX, 2027-06-01: Texass}")
    assert [(fault.path, fault.line) for fault in error.value.faults] == [
        ("offers.a", 3), ("moves.June", 4), ("moves.2027-06-01", 4),
    ]  # fmt: skip
