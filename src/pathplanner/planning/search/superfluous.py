"""Which steps of a plan it could do without (planning rule 2)."""

from __future__ import annotations

from collections.abc import Mapping

from pathplanner.model.graph import is_met
from pathplanner.model.requirement import Requirement
from pathplanner.planning.money.bills import bills, unknown_prices
from pathplanner.planning.money.funding import share_out
from pathplanner.planning.problem.problem import Problem
from pathplanner.planning.schedule.placing import Schedule, ready_on


def spare(
    problem: Problem, steps: frozenset[str], requires: Mapping[str, Requirement]
) -> frozenset[str]:
    """Return the steps that could go, one at a time, without breaking a requirement.

    To look at one step at a time is enough: if several could go together, then the
    last of them in order could go alone.

    Args:
        problem: The problem.
        steps: A set that completes the goal.
        requires: What each step requires.
    """
    done = steps | problem.held.keys()
    users: dict[str, list[Requirement]] = {}
    for user in steps:
        for name in problem.leaves[user] & steps:
            users.setdefault(name, []).append(requires[user])
    return frozenset(
        name
        for name in steps - set(problem.targets)
        if all(is_met(need, done - {name}) for need in users.get(name, ()))
    )


def is_of_use(problem: Problem, made: Schedule, name: str) -> bool:
    """Tell whether a step without which the goal could be reached has its place.

    Args:
        problem: The problem.
        made: The schedule of the route.
        name: Id of the step.
    """
    if _is_awaited(problem, made, name):
        return True
    return any(bill.discount == name for bill in made.bills) and _saves(problem, made, name)


def _is_awaited(problem: Problem, made: Schedule, name: str) -> bool:
    """Tell whether a step of the plan starts on a day that only this step makes possible."""
    done = {**problem.held_since, **made.finishes}
    without = {other: day for other, day in done.items() if other != name}
    tasks = (problem.tasks[other] for other in made.starts if name in problem.leaves[other])
    return any(
        task.begun is None and ready_on(problem, task, without) > made.starts[task.id]
        for task in tasks
    )


def _saves(problem: Problem, made: Schedule, name: str) -> bool:
    """Tell whether the plan would cost more without a step and what only it needs."""
    gone = {name}
    for other in reversed(list(problem.tasks)):
        users = [n for n in made.starts if other in problem.leaves[n]]
        if other in made.starts and users and gone.issuperset(users):
            gone.add(other)
    kept = [n for n in made.starts if n not in gone or n in problem.targets]
    starts = {n: made.starts[n] for n in kept}
    finishes = {n: made.finishes[n] for n in kept}
    paid = bills(problem, starts, finishes, made.finish)
    cost, _ = share_out(problem.learner.funding, paid)
    return made.price < (unknown_prices(paid), cost)
