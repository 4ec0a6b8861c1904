"""Which sets of steps lead to the goal (planning rule 1), the most hopeful first.

A branch and bound over steps: each is taken, or refused for good, so no set comes twice. What
leaves no choice is taken first. A linear program says what all completions of a set weigh at
least, which steps they would like to have, and which they cannot have if they are to be of use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import count

from attrs import frozen

from pathplanner.planning.bounds.cover import Cover, State, settled
from pathplanner.planning.bounds.landmarks import Partial
from pathplanner.planning.bounds.network import A_STEP, each
from pathplanner.planning.bounds.simplex import Program
from pathplanner.planning.problem.problem import Problem
from pathplanner.planning.schedule.placing import Axis

Steps = frozenset[str]


@frozen(eq=False)
class Spot:
    """A place in the search: what is decided, what follows, and what the rest weighs.

    Attributes:
        partial: The steps that are taken and refused.
        state: What follows from these.
        program: The linear program of what is left, as it was found at the place before.
        take, refuse: What is to be decided here: nodes of steps.
    """

    partial: Partial
    state: State
    program: Program
    take: int = 0
    refuse: int = 0


class Choices:
    """Lists sets of steps that complete the goal.

    Args:
        problem: The problem.
        cover: The rows that every plan keeps.
        program: The linear program of what is wanted, with all rows.
        limit: Returns the sum of the program that is of no use any more, or None.
        may_win: Tells whether a plan with the chosen steps and none of the refused ones
            can still be of use.
        extras: Returns the steps that could make a set cheaper or faster.
        order: What a step weighs, for the order in which like choices are tried.
        price: What a set costs at least; sets are given extras in the order of it.
    """

    def __init__(
        self,
        problem: Problem,
        cover: Cover,
        program: Program,
        limit: Callable[[], int | None],
        may_win: Callable[[Partial], bool],
        extras: Callable[[Partial], Iterable[str]],
        order: Callable[[str], int],
        price: Callable[[Steps], Axis],
    ) -> None:
        self.problem = problem
        self.cover = cover
        self.network = cover.network
        self.program = program
        self.limit = limit
        self.may_win = may_win
        self.extras = extras
        self.order = order
        self.price = price
        self.named = {node: name for name, node in self.network.step.items()}
        self.requires = {name: task.requires for name, task in problem.tasks.items()}

    def __iter__(self) -> Iterator[Steps]:
        if self.cover.root is None:
            return
        found: dict[Steps, list[Steps]] = {}
        tried: set[Steps] = set()
        todo: list[tuple[Axis, int, Spot]] = []

        def add(spot: Spot) -> None:
            partial = spot.partial
            before = found.setdefault(partial.steps, [])
            if not any(out <= partial.out for out in before):
                before.append(partial.out)
                heappush(todo, (self.price(partial.steps), next(tie), spot))

        tie = count()
        start = Spot(Partial(frozenset(self.cover.forced)), self.cover.root, self.program)
        for spot in self._complete(start):
            add(spot)
            if spot.partial.steps not in tried:
                tried.add(spot.partial.steps)
                yield spot.partial.steps
        while todo:
            _, _, spot = heappop(todo)
            if not self.may_win(spot.partial):
                continue
            if spot.partial.steps not in tried:
                tried.add(spot.partial.steps)
                yield spot.partial.steps
            for more in self._with_extras(spot):
                add(more)

    def may_be(self) -> bool:
        """Tell whether the bounds allow any set to be of use."""
        if self.cover.root is None:
            return False
        start = Spot(Partial(frozenset(self.cover.forced)), self.cover.root, self.program)
        return self._grown(start) is not None

    def _with_extras(self, spot: Spot) -> Iterator[Spot]:
        """Yield each completion of a set with a step more that could be of use."""
        for extra in self.extras(spot.partial):
            node = self.network.step.get(extra, -1)
            if node < 0 or spot.state.closed >> node & 1:
                continue
            yield from self._complete(Spot(spot.partial, spot.state, spot.program, 1 << node))
            refused = self._settle(Spot(spot.partial, spot.state, spot.program, 0, 1 << node))
            if refused is None or not self.may_win(refused.partial):
                return
            spot = refused

    def _settle(self, spot: Spot) -> Spot | None:
        """Return a place with all that follows from its decisions; None: it leads nowhere."""
        state = settled(self.network, spot.state, spot.take, spot.refuse)
        if state is None:
            return None
        partial = spot.partial
        steps = self._names(state.met & ~spot.state.met)
        out = self._names(state.closed & ~spot.state.closed)
        partial = Partial(partial.steps | steps, partial.out | out, partial)
        program = spot.program.copy()
        place = self.cover.place
        for name in steps:
            if name in place:
                program.fix(place[name], at_one=True)
        for name in out:
            if name in place:
                program.fix(place[name], at_one=False)
        return Spot(partial, state, program)

    def _names(self, nodes: int) -> frozenset[str]:
        count = self.network.count
        return frozenset([self.named[node] for node in each(nodes) if count[node] == A_STEP])

    def _complete(self, start: Spot) -> Iterator[Spot]:
        """Yield each completion of a set that could be of use."""
        stack = [start]
        while stack:
            spot = self._grown(stack.pop())
            if spot is None:
                continue
            if not spot.state.needed:
                yield spot
                continue
            step, first = self._pick(spot)
            taken = Spot(spot.partial, spot.state, spot.program, step, 0)
            refused = Spot(spot.partial, spot.state, spot.program, 0, step)
            stack += [refused, taken] if first else [taken, refused]

    def _grown(self, spot: Spot) -> Spot | None:
        """Return a place with all that follows for what is to be of use, or None."""
        while True:
            found = self._settle(spot)
            if found is None or not self.may_win(found.partial):
                return None
            program, limit = found.program, self.limit()
            if not program.solve(limit):
                return None
            if limit is None:
                return found
            take = refuse = 0
            for variable, at_one in program.excess(limit):
                if variable < len(self.cover.node):
                    node = self.cover.node[variable]
                    if at_one:
                        take |= 1 << node
                    else:
                        refuse |= 1 << node
            take &= ~found.state.met
            refuse &= ~found.state.closed
            if not take and not refuse:
                return found
            spot = Spot(found.partial, found.state, program, take, refuse)

    def _pick(self, spot: Spot) -> tuple[int, bool]:
        """Return the node of the step to decide about, and whether to take it first."""
        program, cover = spot.program, self.cover
        values = program.values()
        gone = spot.state.met | spot.state.closed
        best: tuple[float, int] | None = None
        sure: tuple[int, int] | None = None
        for place, node in enumerate(cover.node):
            value = values[place]
            if not value or gone >> node & 1:
                continue
            if value < 1:
                rank = min(value, 1 - value) * self.order(cover.names[place]), place
                best = max(best or rank, rank)
            elif best is None:
                grade = program.price(place), place
                sure = max(sure or grade, grade)
        if best is not None:
            place = best[1]
            return 1 << cover.node[place], values[place] >= 0.5
        if sure is not None:
            return 1 << cover.node[sure[1]], True
        return 1 << self._first_open(spot.state), True

    def _first_open(self, state: State) -> int:
        """Return the step that looks best among those that are asked for."""
        found: list[int] = []
        seen = state.met | state.closed
        todo: list[int] = list(state.needed)
        while todo:
            node = todo.pop()
            for part in self.network.parts[node]:
                if seen >> part & 1:
                    continue
                seen |= 1 << part
                if self.network.count[part] == A_STEP:
                    found.append(part)
                else:
                    todo.append(part)
        return min(found, key=lambda node: (self.order(self.named[node]), node))


def bits(names: Sequence[str]) -> dict[str, int]:
    """Return for each name a weight that prefers sets with names that come first, in order."""
    size = len(names)
    return {name: (1 << size) - (1 << (size - 1 - rank)) for rank, name in enumerate(sorted(names))}
