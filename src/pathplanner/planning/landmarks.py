"""The least that steps yet to be chosen must cost: a bound by landmarks.

A landmark is a set of steps of which every plan has at least one. Landmarks are found
one after another, each by walking back from what is still needed over the alternatives
to the nearest steps that cost something; the least price of the landmark is counted
once, and taken off the price of each of its steps. What is counted is never more than
any plan costs, and shared steps are not counted twice. This is the bound LM-cut
(Helmert and Domshlak, 2009) on a graph without circles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pathplanner.model.requirement import Needs, Requirement
from pathplanner.planning.problem import Problem
from pathplanner.planning.timing import NEVER

NO_WAY = NEVER**3
"""More than anything costs: what is needed cannot be had."""


class Landmarks:
    """Bounds for one kind of weight that steps have.

    Args:
        problem: The problem.
        needs: What each step requires.
        weights: What each step weighs.
    """

    def __init__(
        self, problem: Problem, needs: Mapping[str, Requirement], weights: Mapping[str, int]
    ) -> None:
        self.problem = problem
        self.needs = needs
        self.weights = weights
        self._known: dict[tuple[frozenset[str], frozenset[str]], int] = {}

    def forget(self) -> None:
        """Forget what was found, since what the steps require has changed."""
        self._known.clear()

    def least(self, steps: frozenset[str], out: frozenset[str]) -> int:
        """Return the least weight of what must be added to steps, or NO_WAY.

        Args:
            steps: Ids of the steps that are chosen.
            out: Ids of the steps that will not be chosen.
        """
        if (steps, out) not in self._known:
            self._known[steps, out] = self._count(steps, out)
        return self._known[steps, out]

    def _count(self, steps: frozenset[str], out: frozenset[str]) -> int:
        needs = [self.needs[name] for name in steps if self.problem.leaves[name] - steps]
        pass_ = _Pass(self, steps, out)
        total = 0
        while needs:
            needs = [need for need in needs if pass_.value(need) > 0]
            worst = max(needs, key=pass_.value, default=None)
            if worst is None:
                break
            if pass_.value(worst) >= NO_WAY:
                return NO_WAY
            total += pass_.take(pass_.cut([worst]))
        return total


class _Pass:
    """Values of requirements under prices that fall as landmarks are counted."""

    def __init__(self, bound: Landmarks, steps: frozenset[str], out: frozenset[str]) -> None:
        self.problem = bound.problem
        self.needs = bound.needs
        self.weights = dict(bound.weights)
        self.steps = steps
        self.out = out
        self.values: dict[str, int] = {}

    def value(self, need: Requirement) -> int:
        """Return the price of the dearest step on the cheapest way to meet a requirement."""
        if isinstance(need, Needs):
            known = self.values.get(need.step)
            return self._value_of(need.step) if known is None else known
        if not need.count:
            return 0
        if need.count > len(need.of):
            return NO_WAY
        values = [self.value(part) for part in need.of]
        # Most requirements ask for one of their parts or for all, and need no sorting.
        if need.count == 1:
            return min(values)
        return max(values) if need.count == len(values) else sorted(values)[need.count - 1]

    def _value_of(self, name: str) -> int:
        if name in self.steps or name in self.problem.held:
            found = 0
        elif name in self.out or name not in self.problem.tasks:
            found = NO_WAY
        else:
            found = self.weights[name] + self.value(self.needs[name])
        self.values[name] = found
        return found

    def cut(self, needs: list[Requirement]) -> set[str]:
        """Return the landmark nearest to requirements, which are not free."""
        found: set[str] = set()
        seen: set[str] = set()
        while needs:
            need = needs.pop()
            if not isinstance(need, Needs):
                # Of these, the ones that are hardest to meet, one at least must be met.
                hardest = sorted(need.of, key=self.value)[need.count - 1 :]
                needs += [part for part in hardest if self.value(part) < NO_WAY]
            elif need.step not in seen:
                seen.add(need.step)
                if self.weights[need.step] > 0:
                    found.add(need.step)
                else:
                    needs.append(self.needs[need.step])
        return found

    def take(self, landmark: Iterable[str]) -> int:
        """Count a landmark: take its least price off all its steps, and return it."""
        names = list(landmark)
        price = min(self.weights[name] for name in names)
        for name in names:
            self.weights[name] -= price
        self.values.clear()
        return price
