"""A discount whose giver has a price that nobody has found."""

from __future__ import annotations

import pathplanner as pp
from pathplanner.model.price import Cost, Discount
from pathplanner.model.quantity import UNKNOWN, Duration
from pathplanner.model.step import Step
from pathplanner.verification import verify


def test_a_budget_may_need_a_discount_of_a_step_of_unknown_price() -> None:
    """Without the club the course costs 20, which is more than there is; with it 10 at least."""
    club = Step("club", "Club", costs=[Cost("membership", UNKNOWN)])
    prices = [Cost("tuition", 20, discounts=[Discount("club", 10)])]
    course = Step("course", "Course", duration=Duration.exactly(10), costs=prices)
    way = pp.Pathway("p", "P", [club, course], destinations=["course"])
    plan = pp.plan(way, pp.Learner(start="2027-01-04", budget=10))
    assert [step.id for step in plan.steps] == ["club", "course"]
    assert plan.claims
    assert plan.claims.within_budget is False
    assert verify(plan, way) == ()
    free = pp.plan(way, pp.Learner(start="2027-01-04", budget=20))
    assert [step.id for step in free.steps] == ["course"]
