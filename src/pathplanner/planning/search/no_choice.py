"""Goals that leave no choice: every step that can matter is required (planning rule 1).

Why: many people ask for the last step or two of a road. There is one set of steps to
put in order then, and nothing to search for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pathplanner.model.requirement import Needs, Requirement
from pathplanner.planning.money.bills import RENEWAL
from pathplanner.planning.problem.problem import Problem, buying, cents
from pathplanner.planning.schedule.conflicts import Conflicts
from pathplanner.planning.schedule.earliest import Effort, best_schedule
from pathplanner.planning.search.front import Answer, Candidate
from pathplanner.planning.search.routes import waits

EASY = 200
"""The effort after which a schedule is looked for by the search, which also knows bounds."""

FREE = (0, 0)
"""A time or a cost that nothing is better than."""


def without_choice(problem: Problem, limit: int) -> Answer | None:
    """Return the answer to a problem that leaves no choice.

    Returns:
        A front of one plan, or of none. None when there is a choice of steps or of when
        to buy, or when the effort was spent; then the answer is to be searched for.
    """
    required = required_steps(problem)
    route = [name for name in problem.tasks if name in required]
    named = frozenset[str]().union(*(problem.leaves[name] for name in route))
    offers = {giver for name in route for giver in buying(problem.tasks[name].step)}
    optional = (named - problem.held.keys() | offers & problem.tasks.keys()) - required
    if not required or optional or problem.hours_within or problem.pay_within:
        return None
    if problem.is_twice(required):
        return Answer([], proved=True, best_time=FREE, best_cost=FREE)
    effort = Effort(min(limit, EASY))
    conflicts = Conflicts.of(problem, required)
    made = best_schedule(
        conflicts, frozenset(), FREE, effort, lambda _: True, or_good=False
    ).schedule
    # Where each purchase comes after all that makes it cheaper, none could wait for more; but
    # one that came late for want of money could come sooner if it is cheaper.
    may_slip = problem.learner.savings is not None
    may_wait = any(
        made is None or may_slip or not made.has_before(*pair) for pair in waits(problem, required)
    )
    # Some steps beside these may save renewals.
    is_all = len(route) == len(problem.tasks)
    may_save = made is None or any(bill.order[1] == RENEWAL for bill in made.bills)
    if effort.left < 0 or conflicts.gave_up or may_wait or (may_save and not is_all):
        return None
    budget = problem.learner.budget
    if made is None or (budget is not None and made.cost > cents(budget)):
        return Answer([], proved=True, best_time=FREE, best_cost=FREE)
    best = Candidate.of(problem, made)
    return Answer([best], proved=True, best_time=best.time, best_cost=best.cost)


def required_steps(problem: Problem) -> set[str]:
    """Return steps without which the goal cannot be reached; none when one may not be taken."""
    found: set[str] = set()
    todo = list(problem.targets)
    while todo:
        name = todo.pop()
        if name in problem.barred:
            return set()
        if name not in found:
            found.add(name)
            todo += _certain(problem.tasks[name].requires, problem.held)
    return found


def _certain(requirement: Requirement, held: Collection[str]) -> Iterator[str]:
    """Yield the steps, of those that are not held, that every way to meet a requirement has."""
    if isinstance(requirement, Needs):
        if requirement.step not in held:
            yield requirement.step
    elif requirement.count == len(requirement.of):
        for part in requirement.of:
            yield from _certain(part, held)
