"""Which steps of a plan it could do without (planning rule 2)."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection

from pathplanner.model.learner import Funding
from pathplanner.planning.money.bills import Bill, bills_of, unknown_prices
from pathplanner.planning.money.funding import Purse, first_short_day, share_out
from pathplanner.planning.problem.problem import Problem, cents
from pathplanner.planning.schedule.placing import Axis, Schedule, ready_on
from pathplanner.planning.schedule.remaining import required_of
from pathplanner.planning.schedule.windows import is_in_time
from pathplanner.planning.schedule.working import done_days

MOST_SETS = 200
"""How many sets of steps that could be left out are looked at, the smallest first."""


def spare(problem: Problem, steps: frozenset[str]) -> frozenset[str]:
    """Return the steps that could go, one at a time, without breaking a requirement.

    To look at one step at a time is enough: if several could go together, then the
    last of them in order could go alone.

    Args:
        problem: The problem.
        steps: A set that completes the goal.
    """
    needed = [required_of(problem, problem.tasks[user], steps) for user in steps]
    return steps.difference(problem.targets, *needed)


def is_lean(problem: Problem, made: Schedule) -> bool:
    """Tell whether no steps of a schedule can be left out, the rest keeping its days (rule 2).

    What could be left out together could be left out one by one, the last one first.
    """
    seen = {frozenset(made.starts)}
    todo = deque(seen)
    # No plan that is best has any, so what is missed here only makes the search longer.
    while todo and len(seen) < MOST_SETS:
        steps = todo.popleft()
        for name in steps.difference(problem.targets):
            rest = steps - {name}
            if rest in seen or _is_awaited(problem, made, rest, name):
                continue
            seen.add(rest)
            if _costs_no_more(problem, made, rest):
                return False
            todo.append(rest)
    return True


def _is_awaited(problem: Problem, made: Schedule, rest: frozenset[str], name: str) -> bool:
    """Tell whether one of some steps starts on a day that only another makes possible."""
    days = {other: day for other, day in made.finishes.items() if other in rest}
    done = done_days(problem, {other: made.starts[other] for other in rest}, days)
    tasks = [problem.tasks[other] for other in rest if name in problem.leaves[other]]
    return any(
        task.begun is None
        and (
            ready_on(problem, task, done) > made.starts[task.id]
            or not is_in_time(problem, task, done, made.starts[task.id], made.finishes[task.id])
        )
        for task in tasks
    )


def _costs_no_more(problem: Problem, made: Schedule, rest: frozenset[str]) -> bool:
    """Tell whether some steps of a schedule, on the same days, cost no more and can be paid."""
    paid, shares, price = price_of(problem, made, rest)
    budget, purse = problem.learner.budget, Purse.of(problem)
    # With fewer open prices it counts as cheaper, and what is known may yet be too much.
    is_too_much = budget is not None and price[1] > cents(budget)
    if is_too_much or price > made.price or purse is None:
        return not is_too_much and price <= made.price
    # No step is planned for its pay alone.
    return first_short_day(purse.earning(made.starts, made.finishes), paid, shares) is None


def only_for(problem: Problem, made: Schedule, name: str) -> set[str]:
    """Return a step and the planned steps that only it needs."""
    gone = {name}
    for other in reversed(list(problem.tasks)):
        users = [user for user in made.starts if other in problem.leaves[user]]
        if other in made.starts and users and gone.issuperset(users):
            gone.add(other)
    return gone.difference(problem.targets)


def price_of(
    problem: Problem, made: Schedule, steps: Collection[str]
) -> tuple[list[Bill], list[list[tuple[Funding, int]]], Axis]:
    """Return what some steps of a schedule cost on the same days: bills, who pays, the sum."""
    starts = {name: day for name, day in made.starts.items() if name in steps}
    finishes = {name: made.finishes[name] for name in starts}
    paid = bills_of(problem, starts, finishes, made.finish)
    cost, shares = share_out(problem.funding, paid)
    return paid, shares, (unknown_prices(paid), cost)
