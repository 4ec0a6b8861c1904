"""The choice of steps as a linear program: what completions weigh at least, and fit by a day.

A step is a variable from 0 to 1. A requirement is a row: k of n says that the sum of the n is
at least k times the step that asks; of a total, what the n give is at least as much. With a
day to be reached, the study that must be done before something else must fit in between; with
a limit on money, so must the prices. What the program leaves out (dates, order, who pays what)
only makes plans longer and dearer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import floor, lcm

from attrs import frozen

from pathplanner.planning.bounds.network import A_STEP, CLOSED, FREE, Network, each
from pathplanner.planning.bounds.simplex import Program
from pathplanner.planning.bounds.soonest import Earliest
from pathplanner.planning.problem.problem import Problem, Task
from pathplanner.planning.schedule.savings import Savings

FINEST = 1_000
"""Study is counted in parts of a day no smaller than this, rounded down."""

MOST_SPANS = 3
"""How many spans of days are looked at, in each of which study must fit."""

Row = tuple[int, dict[int, int]]
"""A constant and factors of variables; their sum is at least 0 in every plan."""


@frozen(eq=False)
class State:
    """What is decided, and what follows.

    Attributes:
        met: The gates that are met, and the steps that are chosen, as sets of nodes.
        closed: The nodes that can no longer be met.
        needed: The nodes that must be met and are not, each with a choice.
    """

    met: int
    closed: int
    needed: Sequence[int]


def settled(network: Network, state: State, chosen: int, refused: int) -> State | None:
    """Return what follows when steps are chosen and refused, or None: that leads nowhere.

    What leaves no choice is chosen.

    Args:
        network: What the steps require.
        state: What was decided before.
        chosen: The nodes of the steps that are chosen.
        refused: The nodes of the steps that are refused.
    """
    met, closed = state.met, state.closed
    if refused:
        closed = network.closed_with(closed, each(refused & ~closed))
    todo = [*state.needed, *each(chosen & ~met)]
    needed: list[int] = []
    while todo:
        node = todo.pop()
        if met >> node & 1:
            continue
        if closed >> node & 1:
            return None
        if network.count[node] == A_STEP:
            met = network.met_with(met, (node,))
            # What was left open may have no choice now, or be met.
            todo += [*needed, network.parts[node][0]]
            needed.clear()
            continue
        forced = _without_choice(network, node, met, closed)
        if forced is None:
            return None
        todo += forced
        # A total may have a choice beside what it must have.
        if not forced or node in network.gives:
            needed.append(node)
    return State(met, closed, needed)


def _without_choice(network: Network, node: int, met: int, closed: int) -> list[int] | None:
    """Return the parts that a gate must have; none when there is a choice, None: too few."""
    if node in network.gives:
        return _without_choice_of_amounts(network, node, met, closed)
    missing, open_ = network.count[node], []
    for part in network.parts[node]:
        if met >> part & 1:
            missing -= 1
        elif not closed >> part & 1:
            open_.append(part)
    if len(open_) < missing:
        return None
    return open_ if len(open_) == missing else []


def _without_choice_of_amounts(
    network: Network, node: int, met: int, closed: int
) -> list[int] | None:
    """Return the same for a total: the parts without which all others give too little."""
    open_ = network.given(node, ~(met | closed))
    missing = network.count[node] - network.given(node, met)
    if open_ < missing:
        return None
    both = zip(network.parts[node], network.gives[node], strict=True)
    left = [(part, given) for part, given in both if not (met | closed) >> part & 1]
    return [part for part, given in left if open_ - given < missing]


class Cover:
    """The rows that every plan keeps, for one network.

    Attributes:
        names: The steps that are variables, in order; other variables come after them.
        place: The variable of each of these steps.
        root: What follows from the goal alone; None when it cannot be reached.
        rows: The rows.
    """

    def __init__(self, problem: Problem, network: Network) -> None:
        self.problem = problem
        self.network = network
        start = State(1 << FREE, 1 << CLOSED, ())
        targets = 0
        for name in problem.targets:
            targets |= 1 << network.step.get(name, CLOSED)
        self.root = settled(network, start, targets, 0)
        certain = self.root.met if self.root else 1 << FREE
        self.forced = [n for n in problem.tasks if certain >> network.step[n] & 1]
        self.names = [
            name
            for name in problem.tasks
            if network.step[name] > CLOSED and not certain >> network.step[name] & 1
        ]
        self.place = {name: place for place, name in enumerate(self.names)}
        self.node = [network.step[name] for name in self.names]
        self.size = len(self.names)
        self.rows: list[Row] = []
        self._variable = {node: place for place, node in enumerate(self.node)}
        for name in self.forced:
            self._ask(network.parts[network.step[name]][0], None, certain)
        for place, node in enumerate(self.node):
            self._ask(network.parts[node][0], place, certain)

    def _ask(self, node: int, owner: int | None, certain: int) -> None:
        """Add the rows for a node that an owner requires; None for one that is certain."""
        network = self.network
        if certain >> node & 1:
            return
        if network.count[node] == A_STEP:
            self._add(0, [self._variable[node]], 1, owner)
            return
        parts = network.parts[node]
        count = network.count[node]
        if node in network.gives:
            self._ask_for_total(node, owner, certain)
            return
        if count == len(parts):
            for part in parts:
                self._ask(part, owner, certain)
            return
        met, open_ = 0, []
        for part in parts:
            if certain >> part & 1:
                met += 1
            else:
                open_.append(self._variable_of(part, certain))
        self._add(met, open_, count, owner)

    def _variable_of(self, part: int, certain: int) -> int:
        """Return the variable of a part: that of its step, or a new one with its own rows."""
        if self.network.count[part] == A_STEP:
            return self._variable[part]
        self.size += 1
        place = self.size - 1
        self._ask(part, place, certain)
        return place

    def _ask_for_total(self, node: int, owner: int | None, certain: int) -> None:
        """Add the row of a total; what gives more than is missing counts as what is missing."""
        network = self.network
        missing = network.count[node] - network.given(node, certain)
        both = zip(network.parts[node], network.gives[node], strict=True)
        factors: dict[int, int] = {}
        for part, given in both:
            if not certain >> part & 1:
                factors[self._variable_of(part, certain)] = min(given, missing)
        if owner is not None:
            factors[owner] = -missing
        self.rows.append((-missing if owner is None else 0, factors))

    def _add(self, met: int, parts: Sequence[int], count: int, owner: int | None) -> None:
        factors: dict[int, int] = {}
        for part in parts:
            factors[part] = factors.get(part, 0) + 1
        if owner is not None:
            factors[owner] = -count
        constant = met - (count if owner is None else 0)
        if constant < 0 or owner is not None:
            self.rows.append((constant, factors))

    def add_landmarks(self, landmarks: Iterable[int]) -> None:
        """Add the rows that say that every plan has one step at least of each landmark."""
        # The row of a total does not say that one of its hardest parts is taken.
        asked = self.root.needed if self.root else ()
        gates = [
            sum([1 << part for part in self.network.parts[node]])
            for node in asked
            if node not in self.network.gives
        ]
        for landmark in landmarks:
            # A row that asks for some of these says it already.
            if not any(landmark & ~gate == 0 for gate in gates):
                self._add(0, [self._variable[node] for node in each(landmark)], 1, None)

    def sum_of(self, weights: Mapping[str, int]) -> tuple[int, dict[int, int]]:
        """Return what is certain to be counted of some weights, and the weight of the others."""
        certain = sum([weights.get(name, 0) for name in self.forced])
        return certain, {p: w for name, p in self.place.items() if (w := weights.get(name, 0))}

    def at_most(self, weights: Mapping[str, int], limit: int) -> Row | None:
        """Return the row that says that weights are within a limit; None when they must be."""
        certain, others = self.sum_of(weights)
        if certain + sum(others.values()) <= limit:
            return None
        return limit - certain, {place: -weight for place, weight in others.items()}

    def program(self, weights: Mapping[str, int], rows: Sequence[Row]) -> tuple[Program, int]:
        """Return the program that finds the least weight of all steps.

        Returns:
            The program, and what is certain to come on top of its sum.
        """
        certain, others = self.sum_of(weights)
        costs = [0] * self.size
        for place, weight in others.items():
            costs[place] = weight
        return Program(costs, [*self.rows, *rows]), certain


class Study:
    """Study that must fit between the first day on which it can begin and the goal.

    Attributes:
        scale: In how many parts a day is counted.
        area: For each step the parts of days that its study fills.
    """

    def __init__(self, problem: Problem, time: Earliest) -> None:
        self.time = time
        starts = {
            name: after + problem.tasks[name].least_length for name, after in time.after.items()
        }
        self.savings = Savings.of(
            problem, problem.tasks.values(), starts, problem.tasks.keys() | problem.held.keys()
        )
        areas = {name: area for name, task in problem.tasks.items() if (area := area_of(task))}
        self.scale = min(FINEST, lcm(1, *(area.denominator for area in areas.values())))
        self.area = {name: int(area * self.scale) for name, area in areas.items()}
        self._spans = list(self._choose())

    def _choose(self) -> Iterator[tuple[int, int, Mapping[str, int]]]:
        """Yield first days, days that must come after, and the study in between."""
        after, starts = self.time.after, self.time.always.starts
        found = []
        for least in {after[name] for name in self.area}:
            inside = {name: area for name, area in self.area.items() if after[name] >= least}
            first = floor(min(starts[name] for name in inside))
            found.append((sum(inside.values()), -least, first, inside))
        found.sort(key=lambda item: item[:2], reverse=True)
        for _, least, first, inside in found[:MOST_SPANS]:
            yield first, -least, inside

    def spans(self, day: int) -> Iterator[tuple[Mapping[str, int], int]]:
        """Yield study and how much of it there can be, for a plan that ends by a day."""
        for first, after, inside in self._spans:
            end = day - after
            yield inside, self._room(first, end)
            if self.savings is not None:
                for late in self.savings.after_money(inside, end):
                    room = self._room(max(first, late.comes), end)
                    yield late.counted, late.scale * room + late.before

    def _room(self, first: int, end: int) -> int:
        """Return how much study fits in between two days."""
        room = end - first
        for pause_start, pause_finish in self.time.pauses.spans:
            room -= max(0, min(pause_finish, end) - max(pause_start, first))
        return max(0, room) * self.scale

    def finish(self, least: int) -> int:
        """Return the day before which no plan with so much study of all kinds is finished."""
        if not self._spans:
            return 0
        first = min(first for first, _, _ in self._spans)
        return self.time.pauses.finish(first, -(-least // self.scale))


def area_of(task: Task) -> Fraction:
    """Return the days that a step's study fills, with all the weekly hours."""
    pace = task.pace
    hours, weekly = pace.shared, pace.weekly
    if not hours or not weekly or task.begun is not None:
        return Fraction(0)
    takes_all = pace.span is None and pace.fixed is not None and pace.rate == weekly
    return Fraction(pace.fixed or 0) if takes_all else hours * 7 / weekly
