"""Discounts whose givers have a price: one that nobody has found, or one that is worth it."""

from __future__ import annotations

import pathplanner as pp
from pathplanner.model.price import Cost, Discount
from pathplanner.model.quantity import UNKNOWN, Duration
from pathplanner.model.requirement import AllOf, AnyOf, Needs
from pathplanner.model.step import Kind, Step
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


def test_a_dearer_way_to_a_discount_may_be_the_one_that_is_soon_enough() -> None:
    """A known plan is beaten by its price alone, with what makes it cheaper (CP-SAT 400276).

    The discount is free after a week of study, which nobody has who wants to be done first. For
    450 it is there at once and saves 600.
    """
    long = Duration.exactly(120)
    course = [Cost("tuition", 1200, discounts=[Discount("club", 600)])]
    steps = [
        Step("fee", "Fee", costs=[Cost("fee", 450)]),
        Step("study", "Study", Kind.COURSE, study_hours=20),
        Step("club", "Club", requires=AnyOf([Needs("study"), Needs("fee")])),
        Step("course", "Course", Kind.COURSE, study_hours=20, costs=course),
        Step("seminar", "Seminar", Kind.COURSE, study_hours=20, duration=long),
        Step("goal", "Goal", requires=AllOf([Needs("seminar"), Needs("course")])),
    ]
    way = pp.Pathway("p", "P", steps, destinations=["goal"])
    person = pp.Learner("2027-01-04", hours_per_week=20)
    front = pp.plan(way, person).alternatives
    assert [(str(one.finish), one.out_of_pocket) for one in front] == [
        ("2027-05-11", 1050),
        ("2027-05-18", 600),
    ]
    for wish in ("fastest", "balanced"):
        made = pp.plan(way, person, prefer=wish)
        assert "fee" in {step.id for step in made.steps}
