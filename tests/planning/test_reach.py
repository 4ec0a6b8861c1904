"""`reach`: every goal of a pathway, in reach or not, as the planner itself would plan it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import pathplanner as pp
from pathplanner.model.occupation import Occupation, Pay

START = date(2027, 1, 4)
MONEY = pp.Estimate.exactly


def _fee(amount: int) -> tuple[pp.Cost, ...]:
    return (pp.Cost(pp.model.CostKind.FEE, MONEY(amount)),)


def _step(name: str, kind: pp.Kind, days: int, fee: int, **facts: object) -> pp.Step:
    span = pp.Duration.exactly(days, pp.model.Unit.DAYS) if days else None
    return pp.Step(name, name.title(), kind, duration=span, costs=_fee(fee), **facts)  # type: ignore[arg-type]


WAY = pp.Pathway(
    "way",
    "Way",
    [
        _step("course", pp.Kind.COURSE, 30, 100),
        _step("school", pp.Kind.DIPLOMA, 10, 0),
        _step("badge", pp.Kind.CREDENTIAL, 0, 50, requires=pp.Needs("course")),
        _step("license", pp.Kind.LICENSE, 60, 20),
        _step("zeal", pp.Kind.JOB, 60, 10, occupation="29-2072"),
        _step("alms", pp.Kind.JOB, 60, 10, occupation="29-2072", pay=MONEY(30_000)),
        _step("degree", pp.Kind.PROGRAM, 700, 9000),
    ],
    occupations=(Occupation("29-2072", "Records", Pay(MONEY(50_000))),),
)


def _reach(**given: object) -> dict[str, pp.model.Reached]:
    found = pp.reach(WAY, pp.Learner(START, holds={"school": "2020-06-01"}), **given)  # type: ignore[arg-type]
    return {goal.step: goal for goal in found}


def test_goals_are_listed_in_order_and_no_course_is_one() -> None:
    """What is held comes first, then by finish, cost and title, and then what cannot be."""
    found = _reach(by="2027-12-31")
    assert list(found) == ["school", "badge", "alms", "zeal", "license", "degree"]
    assert [goal.in_reach for goal in found.values()] == [True] * 5 + [False]
    assert found["degree"].finish is None
    assert not found["degree"].undecided
    held = pp.Learner(START, holds=["zeal"])  # on a day that is not known
    assert pp.reach(WAY, held)[0].step == "zeal"


def test_who_wants_to_know_is_told_of_each_goal() -> None:
    """Each goal is told once, before it is planned, and the answer is the same."""
    told: list[str] = []
    found = _reach(before_each=lambda goal: told.append(goal.id))
    assert sorted(told) == sorted(found)
    assert found == _reach()


def test_each_goal_says_what_it_takes() -> None:
    """Finish, price, steps and pay; what is held has the day it was finished."""
    found = _reach()
    badge, held = found["badge"], found["school"]
    assert (badge.finish, badge.out_of_pocket, badge.steps) == (date(2027, 2, 3), 150, 2)
    assert (badge.status, badge.held, badge.kind) == ("optimal", False, pp.Kind.CREDENTIAL)
    assert (held.held, held.finish, held.steps) == (True, date(2020, 6, 1), 0)
    assert found["alms"].pay == MONEY(30_000)
    assert found["zeal"].pay == MONEY(50_000)
    assert found["badge"].pay is None


def test_budget_and_day_stand_in_for_the_learners_own() -> None:
    """The arguments win; without them the learner's budget and deadline count."""
    learner = pp.Learner(START, budget=60, deadline="2027-01-31")
    assert [g.step for g in pp.reach(WAY, learner) if g.in_reach] == ["school"]
    wide = pp.reach(WAY, learner, budget=Decimal(150), by=date(2027, 2, 3))
    assert [g.step for g in wide if g.in_reach] == ["school", "badge"]
    with pytest.raises(pp.InputError, match="budget"):
        pp.reach(WAY, learner, budget=-1)


def test_what_is_not_known_is_counted() -> None:
    """An unknown price and an unknown length are counted, never taken for nothing."""
    price = (pp.Cost(pp.model.CostKind.FEE, pp.UNKNOWN),)
    step = pp.Step("a", "A", pp.Kind.LICENSE, duration=pp.UNKNOWN, costs=price)
    (goal,) = pp.reach(pp.Pathway("w", "W", [step]), pp.Learner(START))
    assert (goal.unknown_prices, goal.unknown_lengths) == (1, 1)


def test_spent_effort_is_said_and_comes_before_what_is_out_of_reach() -> None:
    """With no effort nothing is decided; nothing is called impossible that may not be."""
    found = _reach(effort=-1)
    assert all(goal.undecided for goal in found.values() if not goal.held)
    assert not any(goal.in_reach for goal in found.values() if not goal.held)


@pytest.mark.parametrize("prefer", list(pp.Prefer))
def test_each_goal_is_reached_as_its_plan_does(prefer: pp.Prefer) -> None:
    """On the bundled pathway every entry is what `plan` says for that goal alone."""
    way = pp.load_pathway("medical-biller-and-coder")
    learner = pp.Learner(START, holds=["high-school-diploma"], prefer=prefer, budget=2000)
    for goal in pp.reach(way, learner):
        made = pp.plan(way, learner, goal=goal.step)
        assert (made.status is pp.Status.IMPOSSIBLE) is not goal.in_reach
        if goal.in_reach and not goal.held:
            assert (goal.finish, goal.out_of_pocket) == (made.finish, made.cost.out_of_pocket)
            assert (goal.steps, goal.unknown_prices) == (len(made.steps), made.cost.unknown)


def test_a_learner_who_does_not_fit_is_refused() -> None:
    """A step that the pathway does not have is named."""
    with pytest.raises(pp.InputError, match="no step 'nothing'"):
        pp.reach(WAY, pp.Learner(START, avoid=["nothing"]))
