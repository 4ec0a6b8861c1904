"""What a person writes in Python without thinking is taken as meant, or refused at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

import pathplanner as pp
from pathplanner.model.intakes import Intakes, MonthDay
from pathplanner.model.occupation import Body, Occupation, Topic
from pathplanner.model.price import Discount, Dues, Renewal, RenewalOption
from pathplanner.model.step import Exam, Recommendation

YEAR = pp.Duration.exactly(1, pp.model.Unit.YEARS)
CLUB = Discount("club", 90)
WAY = RenewalOption("Units", 36, 50)
BLS = pp.Source("bls", "BLS", "Handbook")
AA = pp.Step("aa", "A")


def pathway(step: pp.Step, **facts: Any) -> pp.Pathway:
    """Return a pathway with a club that anyone can join, and `step` as the goal."""
    club = pp.Step("club", "Club")
    return pp.Pathway("p", "P", (club, step), step.id, **{"sources": BLS, **facts})


def learner(**facts: Any) -> pp.Learner:
    """Return a learner who starts on a day."""
    return pp.Learner(start="2027-01-04", **facts)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (lambda: pp.Step("aa", "A", source="bls"), lambda: pp.Step("aa", "A", source=("bls",))),
        (lambda: pp.Step("aa", "A", source=["bls"]), lambda: pp.Step("aa", "A", source=("bls",))),
        (lambda: pp.Step("aa", "A", source=""), lambda: AA),
        (lambda: Dues(9, YEAR, source="bls"), lambda: Dues(9, YEAR, source=("bls",))),
        (
            lambda: pp.Estimate.exactly(9, source="bls"),
            lambda: pp.Estimate.exactly(9, source=("bls",)),
        ),
        (
            lambda: pp.Duration.exactly(9, source="bls"),
            lambda: pp.Duration.exactly(9, source=("bls",)),
        ),
        (lambda: Topic("t", source="bls"), lambda: Topic("t", source=("bls",))),
        (lambda: pp.Step("aa", "A", states="US-TX"), lambda: pp.Step("aa", "A", states=("US-TX",))),
        (
            lambda: pp.Step("aa", "A", supersedes="club"),
            lambda: pp.Step("aa", "A", supersedes=("club",)),
        ),
        (
            lambda: pp.Step("aa", "A", costs=pp.Cost("exam", 9)),
            lambda: pp.Step("aa", "A", costs=(pp.Cost("exam", 9),)),
        ),
        (
            lambda: pp.Cost("exam", 100, discounts=[CLUB]),
            lambda: pp.Cost("exam", 100, discounts=(CLUB,)),
        ),
        (lambda: Renewal(YEAR, WAY), lambda: Renewal(YEAR, (WAY,))),
        (lambda: Renewal(YEAR, [WAY]), lambda: Renewal(YEAR, (WAY,))),
        (
            lambda: pp.Step("aa", "A", recommends=Recommendation("club")),
            lambda: pp.Step("aa", "A", recommends=(Recommendation(pp.Needs("club")),)),
        ),
        (
            lambda: pp.Step("aa", "A", requires="club"),
            lambda: pp.Step("aa", "A", requires=pp.Needs("club")),
        ),
        (
            lambda: pp.Step("aa", "A", requires=["club", "bb"]),
            lambda: pp.Step("aa", "A", requires=pp.AllOf((pp.Needs("club"), pp.Needs("bb")))),
        ),
        (lambda: pp.AnyOf("club"), lambda: pp.AnyOf((pp.Needs("club"),))),
        (
            lambda: pp.AtLeast(2, ["aa", pp.AnyOf(["bb", "cc"])]),
            lambda: pp.AtLeast(2, (pp.Needs("aa"), pp.AnyOf((pp.Needs("bb"), pp.Needs("cc"))))),
        ),
        (
            lambda: Intakes(dates="2027-03-01"),
            lambda: Intakes(dates=(date(2027, 3, 1),)),
        ),
        (lambda: Intakes(yearly=MonthDay(9, 1)), lambda: Intakes(yearly=(MonthDay(9, 1),))),
        (
            lambda: Exam(questions=100, pass_mark=70),
            lambda: Exam(
                questions="100",
                pass_mark="70",  # noqa: S106 - a score, no password
            ),
        ),
        (
            lambda: pp.Step("aa", "A", pay=50_000.5),
            lambda: pp.Step("aa", "A", pay=pp.Estimate.exactly("50000.5")),
        ),
        (lambda: pp.Cost("exam", 99.99), lambda: pp.Cost("exam", "99.99")),
        (
            lambda: pp.Estimate.between(80, 99.5),
            lambda: pp.Estimate.between(Decimal(80), Decimal("99.5")),
        ),
        (lambda: Body("b", "B", unit_totals=36), lambda: Body("b", "B", unit_totals=(36,))),
        (
            lambda: pp.Source("s", "S", "S", date=date(2026, 1, 2), authority="primary"),
            lambda: pp.Source(
                "s", "S", "S", date="2026-01-02", authority=pp.model.Authority.PRIMARY
            ),
        ),
        (
            lambda: pp.Source("s", "S", "S", date=2026),
            lambda: pp.Source("s", "S", "S", date="2026"),
        ),
        (
            lambda: pp.model.Funding("g", 9, covers="exam"),
            lambda: pp.model.Funding("g", 9, covers=("exam",)),
        ),
        (
            lambda: learner(funding=pp.model.Funding("g", 9)),
            lambda: learner(funding=(pp.model.Funding("g", 9),)),
        ),
        (
            lambda: learner(breaks=pp.model.Break("2027-02-01", "2027-03-01")),
            lambda: learner(breaks=(pp.model.Break("2027-02-01", "2027-03-01"),)),
        ),
        (
            lambda: pp.Learner(start=datetime(2027, 1, 4, 9, 30)),  # noqa: DTZ001
            learner,
        ),
    ],
)
def test_one_value_or_a_list_is_what_is_meant(
    written: Callable[[], object], meant: Callable[[], object]
) -> None:
    """One value stands for several of which there is one, and a list for a tuple."""
    made = written()
    assert made == meant()
    assert hash(made) == hash(meant())
    assert repr(made) == repr(meant())


@pytest.mark.parametrize(
    "facts",
    [
        {"stages": "one"},
        {"stages": ["one"]},
        {"updated": "2026-11-01"},
        {"bodies": [Body("b", "B")]},
        {"occupations": Occupation("29-2072", "Coders")},
        {"news": [Topic("New.", source="bls")]},
    ],
)
def test_a_pathway_of_plain_values_is_written_and_read_back_the_same(facts: dict[str, Any]) -> None:
    """What is around the steps may be one value or a list, too."""
    renewal = Renewal(YEAR, [WAY], source="bls")
    cost = pp.Cost("exam", 100, discounts=CLUB, source="bls")
    step = pp.Step("aa", "A", requires="club", costs=[cost], dues=Dues(9, YEAR), renewal=renewal)
    made = pathway(step, **facts)
    assert pp.read_pathway(pp.pathway_to_json(made)) == made
    plan = pp.plan(made, learner())
    assert plan.cost.likely == 90 + 9
    assert b"Club" in pp.render(plan, "checklist")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: pp.Step("aa", "A", costs=100), "100 is not a Cost"),
        (lambda: pp.Step("aa", "A", costs={"exam": 100}), "'exam' is not a Cost"),
        (lambda: pp.Cost("exam", "$100"), "'\\$100' is not a number"),
        (lambda: pp.Cost("exam", True), "True is not a number"),
        (lambda: pp.Cost("exams", 100), "'exams' is not a CostKind. Did you mean exam?"),
        (lambda: pp.Cost("exam", 9, every="1 year"), "'1 year' is not a Duration, such as"),
        (lambda: pp.Cost("exam", 9, discounts={"club": 9}), "'club' is not a Discount"),
        (lambda: Dues(9, "1 year"), "'1 year' is not a Duration, such as"),
        (lambda: Renewal("1 year", WAY), "'1 year' is not a Duration, such as"),
        (lambda: Renewal(YEAR, ()), "give at least one way to renew"),
        (lambda: Renewal(YEAR, WAY, grace="30 days"), "'30 days' is not a Duration"),
        (lambda: RenewalOption("x", "36"), "units: must be a whole number, not '36'"),
        (lambda: pp.Step("aa", "A", duration="6 months"), "'6 months' is not a Duration, such as"),
        (lambda: pp.Step("aa", "A", duration=6), "6 is not a Duration, such as"),
        (lambda: pp.Step("aa", "A", waiting="2 weeks"), "'2 weeks' is not a Duration"),
        (lambda: pp.Step("aa", "A", exam={"minutes": 9}), "is not an Exam"),
        (lambda: pp.Step("aa", "A", dues=100), "100 is not a Dues"),
        (lambda: pp.Step("aa", None), "None is not a text"),
        (lambda: pp.Step("aa", "A", minimum_age="18"), "minimum_age: must be a whole number"),
        (lambda: pp.Step("aa", "A", requires=7), "7 is not a requirement"),
        (lambda: pp.Step("aa", "A", source=BLS), "is not a text"),
        (lambda: pp.Duration.exactly(1.5, "years"), "low: must be a whole number, not 1.5"),
        (lambda: pp.Duration.exactly(6, "month"), "'month' is not an Unit. Did you mean months?"),
        (lambda: pp.AtLeast(1.5, ["aa"]), "count: must be a whole number, not 1.5"),
        (lambda: pp.Needs(["aa"]), "is not a text"),
        (lambda: MonthDay(13, 1), "there is no day 1 in month 13"),
        (lambda: pp.model.Override("aa", "waived"), "'waived' is not an OverrideKind. Did you"),
        (lambda: learner(under_way=["aa"]), "'aa' is not an UnderWay"),
        (lambda: learner(dropped="aa"), "'aa' is not a Dropped"),
        (lambda: learner(avoid=AA), "is not a text"),
        (
            lambda: learner(state="Texos"),
            "'Texos' is not a state; write its name or code, such as Texas",
        ),
        (lambda: learner(recommended="no"), "recommended: must be True or False, not 'no'"),
        (lambda: learner(horizon_years=2.5), "horizon_years: must be a whole number"),
        (lambda: pp.model.Funding(None, 9), "None is not a text"),
        (lambda: pp.Pathway("p", "P", ["aa"]), "'aa' is not a Step"),
    ],
)
def test_what_cannot_be_meant_is_refused_where_it_is_written(
    make: Callable[[], object], told: str
) -> None:
    """The error comes from the line that is wrong, and says what was expected."""
    with pytest.raises(pp.InputError, match=told):
        make()


def test_requirements_side_by_side_are_not_taken_for_sources() -> None:
    """`AllOf("aa", "bb")` would ask for `aa` only; it is refused."""
    with pytest.raises(TypeError, match="positional"):
        pp.AllOf("aa", "bb")  # type: ignore[misc]
