"""Whether a plan waits for money, and what would let it begin now (planning rule 15)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from attrs import evolve

from pathplanner.model.money import Waiting
from pathplanner.model.quantity import LARGEST
from pathplanner.planning.money.funding import Purse
from pathplanner.planning.problem.builder import pose
from pathplanner.planning.problem.problem import Problem
from pathplanner.planning.schedule.placing import Schedule
from pathplanner.planning.search.wishes import find_best

LONG = 31
"""Days of waiting of which nothing is said."""

SHARE = 8
"""Each trial takes this part of the effort for the plan: what more says is a remark on it."""


def waiting_of(problem: Problem, made: Schedule, effort: int) -> Waiting | None:
    """Return that a plan waits for money; None where it does not, or for something else."""
    begins = _begins(problem, made)
    if problem.learner.savings is None or begins is None or begins - problem.start <= LONG:
        return None
    effort //= SHARE
    rich = _schedule(problem, effort, savings=LARGEST)
    first = _begins(problem, rich) if rich else None
    purse = Purse.of(problem)
    if rich is None or first is None or purse is None or first >= begins:
        return None
    purse = purse.earning(rich.starts, rich.finishes)
    savings = _least(problem, effort, "savings", purse.savings_for(rich.bills, rich.shares), rich)
    if savings is None:
        return None
    monthly = _least(problem, effort, "monthly", purse.monthly_for(rich.bills, rich.shares), rich)
    until, start, finish = (date.fromordinal(day) for day in (begins, first, rich.finish))
    return Waiting(until, start, finish, savings, monthly, *_funded(problem, begins, effort))


def _funded(problem: Problem, begins: int, effort: int) -> tuple[date | None, date | None]:
    """Return when the best plan begins and finishes if all money from others came, if sooner."""
    learner = problem.asked[1]
    if all(one.is_sure for one in learner.funding):
        return None, None
    sure = [one if one.is_sure else evolve(one, status="awarded") for one in learner.funding]
    made = _schedule(problem, effort, funding=sure)
    first = _begins(problem, made) if made else None
    if made is None or first is None or first >= begins:
        return None, None
    return date.fromordinal(first), date.fromordinal(made.finish)


def _begins(problem: Problem, made: Schedule) -> int | None:
    """Return the day on which the first step begins that is not under way."""
    days = [day for name, day in made.starts.items() if problem.tasks[name].begun is None]
    return min(days, default=None)


def _schedule(problem: Problem, effort: int, **changes: Any) -> Schedule | None:
    pathway, learner, goal = problem.asked
    posed = pose(pathway, evolve(learner, **changes), goal, problem.prefer, problem.again)
    _, best = find_best(posed, effort)
    return best.schedule if best else None


def _least(problem: Problem, effort: int, name: str, enough: int, rich: Schedule) -> Decimal | None:
    """Return the least amount in whole units with which a plan is as good as a rich one's.

    With one unit less no plan begins and finishes as soon. Mostly that is so of the first amount
    that is tried, as a plan that is paid with less is another plan.

    Args:
        problem: The problem.
        effort: How much may be tried for each plan.
        name: What is more: savings or monthly money.
        enough: With what the rich one's schedule can be paid, in hundredths.
        rich: That schedule.
    """
    begins = _begins(problem, rich)

    def does(amount: int) -> bool:
        found = _schedule(problem, effort, **{name: Decimal(amount)})
        if found is None or found.finish > rich.finish or begins is None:
            return False
        first = _begins(problem, found)
        return first is not None and first <= begins

    too_little, most = int(getattr(problem.learner, name)), -(-enough // 100)
    if most <= too_little or not does(most):
        return None
    amount = most - 1
    while amount > too_little:
        if does(amount):
            most = amount
        else:
            too_little = amount
        amount = (too_little + most) // 2
    return Decimal(most)
