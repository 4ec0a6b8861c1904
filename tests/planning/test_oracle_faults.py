"""Small cases in which an independent brute-force planner once knew better."""

from __future__ import annotations

from datetime import date
from typing import Any

import pathplanner as pp
from pathplanner.model.step import Discount

START = date(2027, 1, 4)


def days(count: int) -> pp.Duration:
    """Return a span of days."""
    return pp.Duration.exactly(count)


def price(amount: int, **lower: int) -> tuple[pp.Cost, ...]:
    """Return a price, with what it is for those who have done other steps."""
    discounts = tuple(Discount(name, pp.Estimate.exactly(less)) for name, less in lower.items())
    return (pp.Cost("exam", amount, discounts=discounts),)


def step(name: str, kind: str = "credential", *, lasts: int = 0, **facts: Any) -> pp.Step:
    """Return a step that lasts so many days; `requires` may be an id."""
    if isinstance(facts.get("requires"), str):
        facts["requires"] = pp.Needs(facts["requires"])
    return pp.Step(name, name.title(), kind, duration=days(lasts) if lasts else None, **facts)


def any_of(*names: str) -> pp.AnyOf:
    """Return a requirement that any of some steps meets."""
    return pp.AnyOf(tuple(map(pp.Needs, names)))


def planned(*steps: pp.Step, **facts: Any) -> pp.Plan:
    """Plan the last step; a plan that is found is best, and holds."""
    pathway = pp.Pathway("p", "P", steps, destinations=(steps[-1].id,))
    made = pp.plan(pathway, pp.Learner(**{"start": START, **facts}))
    assert made.status is not pp.Status.FEASIBLE
    assert pp.verify(made, pathway) == ()
    return made


CLUB_BY_EITHER = (
    step("school", "program", lasts=20),
    step("exam", "exam", lasts=1, costs=price(60, club=10)),
    step("club", "membership", requires=any_of("school", "exam")),
    step("job", "job", requires="exam"),
)


def test_a_discount_may_come_from_a_step_that_could_also_follow_the_purchase() -> None:
    """The club opens by school or by the exam; by school it comes in time to save $50."""
    made = planned(*CLUB_BY_EITHER, prefer="cheapest")
    assert (made.cost.out_of_pocket, made.finish) == (10, date(2027, 1, 25))
    within = planned(*CLUB_BY_EITHER, budget=20)
    assert within.cost.out_of_pocket == 10
