"""Whether each step of a set can be there for something (planning rule 2).

A gate asks for so many of its parts, those that are met first. So what stands in parts
beyond these is there for nothing, unless another step asks for it, too, or it makes
something cheaper. Sets in which some step must be there for nothing are not scheduled, and
are gone on from only with steps that ask for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pathplanner.model.requirement import Needs, Requirement
from pathplanner.planning.problem.problem import Problem, buying, renewing

MOST_TURNS = 100
"""How many ways to give each step its use are tried before it counts as possible."""

Slot = tuple[int, int, int]
"""A gate that asks for fewer than all of its parts, the part, and how many it asks for."""

Place = tuple[str, tuple[Slot, ...]]
"""A step that asks for another, and the slots that are taken when it does."""


class Uses:
    """What the steps of a problem can be there for.

    Attributes:
        places: For each step where others ask for it.
        asking: For each step those that ask for it, or that it makes cheaper.
    """

    def __init__(self, problem: Problem) -> None:
        self.places: dict[str, list[Place]] = {}
        self.asking: dict[str, set[str]] = {}
        self._gates = 0
        for user, task in problem.tasks.items():
            for name, slots in self._slots(task.requires, ()):
                self.places.setdefault(name, []).append((user, slots))
                self.asking.setdefault(name, set()).add(user)
            for name in (*buying(task.step), *renewing(task.step, problem.superseders)):
                self.asking.setdefault(name, set()).add(user)

    def _slots(
        self, need: Requirement, slots: tuple[Slot, ...]
    ) -> Iterator[tuple[str, tuple[Slot, ...]]]:
        if isinstance(need, Needs):
            yield need.step, slots
            return
        self._gates += 1
        gate, is_choice = self._gates, need.count < len(need.of)
        for place, part in enumerate(need.of):
            more = (*slots, (gate, place, need.count)) if is_choice else slots
            yield from self._slots(part, more)

    def idle(self, steps: frozenset[str], of_use: frozenset[str]) -> Sequence[str]:
        """Return steps of which not all can be of use; none when all may be.

        Args:
            steps: A set that completes the goal.
            of_use: Those that are goals, or of use for what they make cheaper.
        """
        choosy: list[tuple[str, list[tuple[Slot, ...]]]] = []
        for name in steps - of_use:
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
        self, choosy: Sequence[tuple[str, list[tuple[Slot, ...]]]], taken: dict[int, frozenset[int]]
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
