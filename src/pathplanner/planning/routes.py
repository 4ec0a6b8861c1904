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
    for steps, cheaper in walk.complete(frozenset(), start, frozenset(), frozenset()):
        if steps not in seen and is_lean(problem, steps, cheaper):
            seen.add(steps)
            yield steps, cheaper


class _Walk:
    def __init__(self, problem: Problem, may_win: Callable[[Steps], bool]) -> None:
        self.problem = problem
        self.may_win = may_win
        self.held = frozenset(problem.held)

    def complete(
        self, steps: Steps, needs: tuple[Requirement, ...], cheaper: Steps, left_out: Steps
    ) -> Iterator[tuple[Steps, Steps]]:
        """Yield each completion of `steps` that meets `needs`, with what is there to save."""
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
                yield from self.complete(steps, (*choice, *needs), cheaper, left_out)
            return
        yield from self._cheapen(steps, cheaper, left_out)

    def _cheapen(
        self, steps: Steps, cheaper: Steps, left_out: Steps
    ) -> Iterator[tuple[Steps, Steps]]:
        decided = cheaper | left_out
        offer = next((g for g in _granters(self.problem, steps) if g not in decided), None)
        if offer is None:
            yield steps, cheaper
            return
        yield from self._cheapen(steps, cheaper, left_out | {offer})
        yield from self.complete(steps, (Needs(offer),), cheaper | {offer}, left_out)


def _granters(problem: Problem, steps: Steps) -> list[str]:
    """Return the steps outside the set that would make one of it cheaper, in order."""
    found = {d.holding for name in steps for d in discounts_of(problem.tasks[name].step)}
    return [name for name in problem.tasks if name in found and name not in steps]


def is_lean(problem: Problem, steps: Steps, cheaper: Steps = frozenset()) -> bool:
    """Tell whether no step can go without breaking the goal or a requirement.

    To look at one step at a time is enough: if several could go together, then the
    last of them in order could go alone.

    Args:
        problem: The problem.
        steps: A set that completes the goal.
        cheaper: The steps that are there to lower the cost.
    """
    held = set(problem.held)
    for name in steps - set(problem.targets) - cheaper:
        rest = (steps - {name}) | held
        users = (o for o in steps if o != name and name in problem.leaves[o])
        if all(is_met(problem.tasks[other].requires, rest) for other in users):
            return False
    return True


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
