"""Sums in currencies with many zeros: a thousand million and more for one pathway."""

from __future__ import annotations

import pytest

import pathplanner as pp
from pathplanner.verification import verify

MOST = 10_000_000
SUM = MOST * 12 * 9


def monthly(name: str) -> pp.Step:
    """Return a program of nine years, paid for each month."""
    tuition = pp.Cost("tuition", MOST, every=pp.Duration(1, 1, 1, pp.model.Unit.MONTHS))
    return pp.Step(name, name, duration=pp.Duration(9, 9, 9, pp.model.Unit.YEARS), costs=(tuition,))


def either(one: pp.Step, other: pp.Step) -> pp.Pathway:
    """Return a pathway in which one of two steps is enough."""
    goal = pp.Step("goal", "Goal", requires=pp.AnyOf((pp.Needs(one.id), pp.Needs(other.id))))
    return pp.Pathway("dear", "Dear", (one, other, goal), ("goal",), currency="VND")


def test_without_a_budget_no_plan_is_too_dear():
    """A plan is found, whatever it costs."""
    made = pp.plan(either(monthly("here"), monthly("there")), pp.Learner("2027-01-04"))
    assert made.status == "optimal"
    assert made.cost.out_of_pocket == SUM


def test_no_known_sum_is_dearer_than_an_unknown_price():
    """Of two plans the one with fewer unknown prices is the cheaper (rule 10)."""
    unknown = pp.Step("unknown", "Unknown", costs=(pp.Cost("fee", pp.UNKNOWN),))
    made = pp.plan(either(monthly("known"), unknown), pp.Learner("2027-01-04", prefer="cheapest"))
    assert [step.id for step in made.steps] == ["known", "goal"]


def test_funding_without_limit_pays_all():
    """Nothing is left to pay out of pocket, and the rules say the same."""
    pathway = either(monthly("here"), monthly("there"))
    made = pp.plan(pathway, pp.Learner("2027-01-04", funding=(pp.model.Funding("All", None),)))
    assert (made.cost.funded, made.cost.out_of_pocket) == (SUM, 0)
    assert not list(verify(made, pathway))


@pytest.mark.parametrize("savings", [None, 0, 5_000])
def test_daily_dues_for_nine_years_are_a_plan_that_is_proved(savings: int | None) -> None:
    """Thousands of payments are added up once, and what starts later than it may is not tried."""
    day, years = pp.Duration.exactly(1, "days"), pp.Duration.exactly(9, "years")
    badge = pp.Step("badge", "Badge", dues=pp.model.Dues(every=day, amount=pp.Estimate.exactly(1)))
    long = pp.Step("long", "Long", requires=pp.Needs("badge"), duration=years)
    other = pp.Step("other", "Other", duration=pp.Duration.exactly(2, "years"))
    either_way = pp.AnyOf((pp.Needs("other"), pp.Needs("long")))
    goal = pp.Step("goal", "Goal", requires=pp.AllOf((pp.Needs("long"), either_way)))
    pathway = pp.Pathway("dues", "Dues", (badge, long, other, goal), ("goal",))
    made = pp.plan(pathway, pp.Learner("2027-01-04", savings=savings, monthly=200))
    assert made.status == "optimal"
    assert made.cost.out_of_pocket == (made.finish - made.steps[1].start).days
    assert not list(verify(made, pathway))


def test_fees_that_nobody_can_pay_are_no_reason_to_wait() -> None:
    """Where renewals that must come before the goal are too dear, certainly no plan holds."""
    fee = pp.model.RenewalOption("Pay", fee=20)
    keep = pp.model.Renewal(every=pp.Duration.exactly(6, "days"), options=(fee,))
    days = {n: pp.Duration.exactly(n, "days") for n in (7, 17, 8)}
    badge = pp.Step("badge", "Badge", duration=days[7], renewal=keep)
    long = pp.Step("long", "Long", requires=pp.Needs("badge"), duration=days[17])
    either_way = pp.AnyOf((pp.Needs("long"), pp.AllOf((pp.Needs("badge"), pp.Needs("long")))))
    goal = pp.Step("goal", "Goal", requires=either_way, duration=days[8])
    pathway = pp.Pathway("fees", "Fees", (badge, long, goal), ("goal",))
    enough = pp.plan(pathway, pp.Learner("2027-01-04", savings=80), effort=500)
    assert (enough.status, enough.cost.out_of_pocket) == ("optimal", 80)
    short = pp.plan(pathway, pp.Learner("2027-01-04", savings=79), effort=500)
    assert [reason.kind for reason in short.reasons] == ["savings"]
