"""Whether each step of a set can be there for something (planning rule 2).

A gate asks for so many of its parts, those that are met first. So what stands in parts
beyond these is there for nothing, unless another step asks for it, too, or it makes
something cheaper. Sets in which some step must be there for nothing are not scheduled, and
are gone on from only with steps that ask for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pathplanner.model.requirement import AnyOf, AtLeast, Needs, Requirement
from pathplanner.planning.problem.problem import Problem, buying, renewing

MOST_TURNS = 100
"""How many ways to give each step its use are tried before it counts as possible."""

Slot = tuple[tuple[str | int, ...], int, int]
"""A gate that asks for fewer than all of its parts, the part, and how many it asks for."""

Place = tuple[str, tuple[Slot, ...]]
"""A step that asks for another, and the slots that are taken when it does."""


class Uses:
    """What the steps of a problem can be there for.

    Attributes:
        places: For each step where others ask for it.
        asking: For each step those that ask for it, or that it makes cheaper.
        targets: The goal.
    """

    def __init__(self, problem: Problem) -> None:
        self.places: dict[str, list[Place]] = {}
        self.asking: dict[str, set[str]] = {}
        self.targets = frozenset(problem.targets)
        self._givers: dict[str, tuple[str, ...]] = {}
        later, by_id = problem.superseders, problem.pathway.by_id
        self._held = [name for held in problem.held for name in renewing(by_id[held], later)]
        for user, task in problem.tasks.items():
            if Uses not in task.memo:
                task.memo[Uses] = [*_slots(task.requires, (user,), ())]
            for name, slots in task.memo[Uses]:
                self.places.setdefault(name, []).append((user, slots))
                self.asking.setdefault(name, set()).add(user)
            if givers := (*buying(task.step), *renewing(task.step, later)):
                self._givers[user] = givers
                for name in givers:
                    self.asking.setdefault(name, set()).add(user)

    def givers(self, steps: frozenset[str]) -> frozenset[str]:
        """Return the steps, in a set or not, that make one of the set cheaper, or one held."""
        return frozenset(self._held).union(
            *[self._givers[name] for name in steps if name in self._givers]
        )

    def idle(self, steps: frozenset[str]) -> Sequence[str]:
        """Return steps of a set that completes the goal of which not all can be of use.

        None are returned when all may be.
        """
        choosy: list[tuple[str, list[tuple[Slot, ...]]]] = []
        for name in steps - self.targets - self.givers(steps):
            places = [slots for user, slots in self.places.get(name, ()) if user in steps]
            if not places:
                return [name]
            if all(places):
                choosy.append((name, places))
        # Those with the fewest places first, since they decide most.
        choosy.sort(key=lambda item: (len(item[1]), item[0]))
        if self._fits(choosy):
            return []
        for item in reversed(choosy):
            fewer = [other for other in choosy if other is not item]
            if not self._fits(fewer):
                choosy = fewer
        return [name for name, _ in choosy]

    def _fits(self, choosy: Sequence[tuple[str, list[tuple[Slot, ...]]]]) -> bool:
        self._turns = MOST_TURNS
        return self._fit(choosy, {})

    def _fit(
        self,
        choosy: Sequence[tuple[str, list[tuple[Slot, ...]]]],
        taken: dict[object, frozenset[int]],
    ) -> bool:
        """Tell whether each step has a place where it is asked for beside the others."""
        if not choosy or self._turns <= 0:
            return True
        self._turns -= 1
        for slots in choosy[0][1]:
            more = dict(taken)
            for gate, part, most in slots:
                more[gate] = more.get(gate, frozenset()) | {part}
                if len(more[gate]) > most:
                    break
            else:
                if self._fit(choosy[1:], more):
                    return True
        return False


def _slots(
    need: Requirement, gate: tuple[str | int, ...], slots: tuple[Slot, ...]
) -> Iterator[tuple[str, tuple[Slot, ...]]]:
    """Yield each step that a requirement names, with the slots that are taken by it.

    Args:
        need: The requirement.
        gate: Where it stands.
        slots: The slots that are taken where it stands.
    """
    if isinstance(need, Needs):
        yield need.step, slots
        return
    for place, part in enumerate(need.of):
        # What counts only up to a limit, or adds up, may take more parts than the fewest.
        is_choice = isinstance(need, AnyOf | AtLeast) and need.count < len(need.of)
        if isinstance(need, AtLeast) and (need.counting or need.apart):
            is_choice = False
        more = (*slots, (gate, place, need.count)) if is_choice else slots
        yield from _slots(part, (*gate, place), more)
