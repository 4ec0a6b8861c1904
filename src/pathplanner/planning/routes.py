"""Which sets of steps lead to the goal (planning rules 1 and 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from pathplanner.model.graph import is_met
from pathplanner.model.requirement import Needs, Requirement
from pathplanner.planning.placing import Wait
from pathplanner.planning.problem import Problem, discounts_of

Steps = frozenset[str]


def routes(problem: Problem, may_win: Callable[[Steps], bool]) -> Iterator[tuple[Steps, Steps]]:
    """Yield each lean set of steps that completes the goal, and those that only save money.

    Depth first: take the first requirement that is not met yet, and try each way to
    meet it. When nothing is open, try with and without each step that would make a
    step of the set cheaper.

    Args:
        problem: The problem.
        may_win: Tells whether a plan with at least these steps can still be of use;
            where it says no, the search does not go on.
    """
    seen: set[Steps] = set()
    start = tuple(Needs(target) for target in problem.targets)
    walk = _Walk(problem, may_win)
    for steps in walk.complete(frozenset(), start, frozenset()):
        if steps in seen:
            continue
        seen.add(steps)
        extra = spare(problem, steps)
        if extra <= _givers(problem, steps):
            yield steps, extra


class _Walk:
    def __init__(self, problem: Problem, may_win: Callable[[Steps], bool]) -> None:
        self.problem = problem
        self.may_win = may_win
        self.held = frozenset(problem.held)

    def complete(
        self, steps: Steps, needs: tuple[Requirement, ...], left_out: Steps
    ) -> Iterator[Steps]:
        """Yield each completion of `steps` that meets `needs`."""
        while needs:
            need, needs = needs[0], needs[1:]
            if isinstance(need, Needs):
                if need.step in steps or need.step in self.held:
                    continue
                steps = steps | {need.step}
                if need.step not in self.problem.tasks or need.step in left_out:
                    return
                if not self.may_win(steps):
                    return
                needs = (*needs, self.problem.tasks[need.step].requires)
                continue
            open_ = [part for part in need.of if not is_met(part, steps | self.held)]
            missing = need.count - (len(need.of) - len(open_))
            for choice in combinations(open_, missing) if missing > 0 else ((),):
                yield from self.complete(steps, (*choice, *needs), left_out)
            return
        yield from self._cheapen(steps, left_out)

    def _cheapen(self, steps: Steps, left_out: Steps) -> Iterator[Steps]:
        offers = _givers(self.problem, steps) - steps - left_out
        offer = next((name for name in self.problem.tasks if name in offers), None)
        if offer is None:
            yield steps
            return
        yield from self._cheapen(steps, left_out | {offer})
        yield from self.complete(steps, (Needs(offer),), left_out)


def _givers(problem: Problem, steps: Steps) -> Steps:
    """Return the steps, in the set or not, that make one of the set cheaper."""
    tasks = (problem.tasks[name] for name in steps)
    return frozenset(d.holding for task in tasks for d in discounts_of(task.step))


def spare(problem: Problem, steps: Steps) -> Steps:
    """Return the steps that could go, one at a time, without breaking a requirement.

    To look at one step at a time is enough: if several could go together, then the
    last of them in order could go alone.

    Args:
        problem: The problem.
        steps: A set that completes the goal.
    """
    held = set(problem.held)

    def can_go(name: str) -> bool:
        rest = (steps - {name}) | held
        users = (o for o in steps if o != name and name in problem.leaves[o])
        return all(is_met(problem.tasks[other].requires, rest) for other in users)

    return frozenset(name for name in steps - set(problem.targets) if can_go(name))


def waits(problem: Problem, steps: Steps) -> list[Wait]:
    """Return the discounts that purchases of a route could wait for, in order.

    Renewal fees wait for nothing: they fall due when they do.
    """
    return [
        (discount.holding, name)
        for name in problem.tasks
        if name in steps and problem.tasks[name].begun is None
        for cost in problem.tasks[name].step.costs
        for discount in cost.discounts
        if discount.holding in steps
    ]
