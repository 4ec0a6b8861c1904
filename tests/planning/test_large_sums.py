"""Sums in currencies with many zeros: a thousand million and more for one pathway."""

from __future__ import annotations

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
