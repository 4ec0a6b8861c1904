"""Which sets of steps lead to the goal (planning rule 1)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from heapq import heappop, heappush
from itertools import count
from typing import cast

from attrs import frozen

from pathplanner.model.graph import is_met
from pathplanner.model.requirement import Needs, Requirement, Total
from pathplanner.planning.bounds.landmarks import Partial
from pathplanner.planning.problem.problem import Problem
from pathplanner.planning.schedule.placing import Axis, Wait
from pathplanner.planning.search.superfluous import spare

Steps = frozenset[str]

_Choice = tuple[int, list[Requirement], Requirement]
"""Of a requirement: how many of its parts are missing, those that could be met, and itself."""


@frozen(eq=False)
class _Left:
    """What is left of a gate; unlike a requirement of a file, it need not be looked at twice."""

    count: int
    of: tuple[Requirement, ...]


def _left(count: int, parts: tuple[Requirement, ...]) -> Requirement:
    return cast("Requirement", _Left(count, parts))


class Routes:
    """Lists sets of steps that complete the goal, depth first.

    What leaves no choice is taken. Then, of the requirement with the fewest choices, either
    the part that looks best is to be met, or it is refused and never met; so no set comes
    twice. Each set comes at once, without the steps that it can spare. Later come the sets as
    they are, and with steps beyond that could make them cheaper or faster, the cheapest first;
    each such step, too, is taken or refused.

    Args:
        problem: The problem.
        requires: What each step requires.
        may_win: Tells whether a plan with the chosen steps and none of the refused ones
            can still be of use; where it says no, the search does not go on.
        extras: Returns the steps that could make a set cheaper or faster.
        order: How good a step looks; the choice with the lowest is tried first.
        price: What a set costs at least; sets are given extras in the order of it.
    """

    def __init__(
        self,
        problem: Problem,
        requires: Mapping[str, Requirement],
        may_win: Callable[[Partial], bool],
        extras: Callable[[Partial], Iterable[str]],
        order: Callable[[str], float],
        price: Callable[[Steps], Axis],
    ) -> None:
        self.problem = problem
        self.requires = requires
        self.may_win = may_win
        self.extras = extras
        self.order = order
        self.price = price
        self.held = frozenset(problem.held)

    def __iter__(self) -> Iterator[Steps]:
        found: dict[Steps, list[Steps]] = {}
        tried: set[Steps] = set()
        todo: list[tuple[Axis, int, Partial]] = []

        def add(partial: Partial) -> None:
            before = found.setdefault(partial.steps, [])
            if not any(out <= partial.out for out in before):
                before.append(partial.out)
                heappush(todo, (self.price(partial.steps), next(tie), partial))

        tie = count()
        for partial in self._from_goal():
            add(partial)
            # The sooner some plan is known, the less of the rest need be looked at.
            lean = self._pared(partial.steps)
            if lean not in tried:
                tried.add(lean)
                yield lean
        while todo:
            _, _, partial = heappop(todo)
            if not self.may_win(partial):
                continue
            if partial.steps not in tried:
                tried.add(partial.steps)
                yield partial.steps
            for more in self._with_extras(partial):
                add(more)

    def _pared(self, steps: Steps) -> Steps:
        """Return a set without the steps that it can do without, the dearest first."""
        while extra := spare(self.problem, steps):
            steps -= {max(extra, key=lambda name: (self.order(name), name))}
        return steps

    def _with_extras(self, partial: Partial) -> Iterator[Partial]:
        """Yield each completion of a set with a step more that could be of use."""
        for extra in self.extras(partial):
            yield from self._complete(partial, [Needs(extra)], ())
            partial = partial.refuse(extra)
            if not self.may_win(partial):
                return

    def _from_goal(self) -> Iterator[Partial]:
        return self._complete(Partial(), [Needs(name) for name in self.problem.targets], ())

    def _complete(
        self, partial: Partial, needs: list[Requirement], refused: tuple[Requirement, ...]
    ) -> Iterator[Partial]:
        """Yield each completion of a set that meets `needs`, and nothing refused."""
        out = partial.out
        while True:
            found = self._forced(partial.steps, out, needs)
            if found is None:
                return
            steps, choices = found
            if (steps, out) != (partial.steps, partial.out):
                partial = Partial(steps, out, partial)
                done = steps | self.held
                if any(is_met(part, done) for part in refused) or not self.may_win(partial):
                    return
            if not choices:
                yield partial
                return
            choice = min(choices, key=lambda choice: len(choice[1]) - choice[0])
            missing, open_, need = choice
            needs = [other for _, _, other in choices if other is not need]
            first = self._first(open_, need)
            # One part may stand here twice, and then counts twice.
            open_.remove(first)
            others = tuple(open_)
            rest = (_left(missing - 1, others),) if missing > 1 else ()
            left = _left(missing, others)
            if isinstance(need, Total):
                # What gives how much of a total, only the total tells.
                rest, left = (need,), need
            yield from self._complete(partial, [first, *rest, *needs], refused)
            needs.insert(0, left)
            if isinstance(first, Needs):
                out |= {first.step}
            refused = (*refused, first)

    def _forced(
        self, steps: Steps, out: Steps, needs: list[Requirement]
    ) -> tuple[Steps, list[_Choice]] | None:
        """Take what leaves no choice, since it may meet what else is needed.

        Returns:
            The steps then, and what is left to be chosen; None when that leads nowhere.
        """
        while True:
            choices = self._choices(steps, out, needs)
            needs = []
            taken = False
            for missing, open_, need in choices:
                if len(open_) > missing:
                    needs.append(need)
                    continue
                if len(open_) < missing:
                    return None
                taken = True
                if isinstance(need, Total):
                    needs.append(need)
                for part in open_:
                    if not isinstance(part, Needs):
                        needs.append(part)
                    elif part.step not in steps:
                        steps |= {part.step}
                        needs.append(self.requires[part.step])
            if not taken:
                return steps, choices

    def _choices(self, steps: Steps, out: Steps, needs: Iterable[Requirement]) -> list[_Choice]:
        """Return the choices for each need that is not met."""
        done = steps | self.held
        found: list[_Choice] = []
        for need in needs:
            if isinstance(need, Needs):
                if need.step not in done:
                    found.append((1, [need] if self._may_take(need.step, out) else [], need))
                continue
            if isinstance(need, Total):
                if choice := self._of_total(need, done, out):
                    found.append(choice)
                continue
            if not need.count:
                continue
            open_ = [
                part
                for part in need.of
                if (part.step not in done if isinstance(part, Needs) else not is_met(part, done))
            ]
            missing = need.count - (len(need.of) - len(open_))
            if missing <= 0:
                continue
            could = [p for p in open_ if not isinstance(p, Needs) or self._may_take(p.step, out)]
            found.append((missing, could, need))
        return found

    def _of_total(self, total: Total, done: Collection[str], out: Steps) -> _Choice | None:
        """Return the choice for a total: what it must have, or else one of what it can have."""
        left, could = total.amount, list[tuple[Requirement, Decimal]]()
        for part, given in zip(total.of, total.gives, strict=True):
            if is_met(part, done):
                left -= given
            elif not isinstance(part, Needs) or self._may_take(part.step, out):
                could.append((part, given))
        if left <= 0:
            return None
        spare = sum(given for _, given in could) - left
        if spare < 0:
            return 1, [], total
        forced = [part for part, given in could if given > spare]
        return (len(forced), forced, total) if forced else (1, [part for part, _ in could], total)

    def _first(self, open_: Sequence[Requirement], need: Requirement) -> Requirement:
        """Return the part of a choice that looks best; of a total, by what it gives."""
        if not isinstance(need, Total):
            return min(open_, key=lambda part: look(part, self.order))
        gives = dict(zip(need.of, need.gives, strict=True))
        return min(open_, key=lambda part: look(part, self.order) / float(gives[part]))

    def _may_take(self, step: str, out: Steps) -> bool:
        return step in self.problem.tasks and step not in out


def look(need: Requirement, order: Callable[[str], float]) -> float:
    """Return how good the best way to meet a requirement looks, by how good steps look."""
    if isinstance(need, Needs):
        return order(need.step)
    return sum(sorted(look(part, order) for part in need.of)[: need.count])


def waits(problem: Problem, steps: Collection[str]) -> list[Wait]:
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
