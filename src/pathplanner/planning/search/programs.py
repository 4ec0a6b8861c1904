"""What is looked for, as a linear program: used where k of n steps are to be chosen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import comb, floor, lcm

from attrs import frozen

from pathplanner.planning.bounds.cover import Cover, Row
from pathplanner.planning.bounds.landmarks import Landmarks, Partial
from pathplanner.planning.bounds.prices import UNKNOWN_PRICE
from pathplanner.planning.problem.problem import ENDLESS, Problem
from pathplanner.planning.schedule.placing import Axis
from pathplanner.planning.schedule.timing import NEVER
from pathplanner.planning.search.attempts import Aim, Attempts
from pathplanner.planning.search.choices import Choices, bits

FEW_WAYS = 30
"""With no more ways than this to choose k of n, alternatives are tried one by one."""

FEW_AMOUNTS = 6
"""With no more steps than this that give unlike amounts of a total, likewise."""

MOST_ENDS = 500
"""How many intakes of the goal are looked at."""

LOW_BITS = 80
"""More than any sum of prices has, so that it decides between plans that are as long."""


def has_many_ways(search: Attempts) -> bool:
    """Tell whether k of n are to be chosen somewhere in more than a few ways."""
    network = search.bounds.network
    if any(len(network.parts[node]) > FEW_AMOUNTS for node in network.gives):
        return True
    return any(
        1 < asked < len(parts) and comb(len(parts), asked) > FEW_WAYS
        for asked, parts in zip(network.count, network.parts, strict=True)
    )


@frozen(eq=False)
class Weights:
    """What steps weigh.

    Attributes:
        hours: Study hours in `parts` of an hour.
        ties: Hours, number of steps and order of the ids, in one number.
        lengths: The least days, at least one.
        above, above_lengths: More than the ties, or the lengths, of all steps together.
        ends: The days on which the goal can be done, where it has intakes.
    """

    hours: Mapping[str, int]
    parts: int
    ties: Mapping[str, int]
    lengths: Mapping[str, int]
    above: int
    above_lengths: int
    ends: Sequence[int]

    @classmethod
    def of(cls, problem: Problem) -> Weights:
        """Return what the steps of a problem weigh."""
        names = list(problem.tasks)
        order = bits(names)
        size = len(names) + len(names).bit_length() + 1
        parts = lcm(1, *(Fraction(task.hours).denominator for task in problem.tasks.values()))
        hours = {n: int(task.hours * parts) for n, task in problem.tasks.items()}
        ties = {n: (hours[n] << size) + order[n] for n in names}
        lengths = {n: max(1, floor(t.least_days)) for n, t in problem.tasks.items()}
        above, longest = (1 << sum(found.values()).bit_length() for found in (ties, lengths))
        return cls(hours, parts, ties, lengths, above, longest, ends(problem))


class Programs:
    """Makes the linear program of what a search looks for.

    Attributes:
        weights: What steps weigh.
        certain: What every plan weighs by the last program, on top of its sum.
    """

    def __init__(self, search: Attempts) -> None:
        self.search = search
        self.problem = search.problem
        self.bounds = search.bounds
        self.weights = Weights.of(search.problem)
        self.certain = 0
        self._cover: Cover | None = None

    def last_end(self, day: int) -> int:
        """Return the last day up to a day on which the goal could be done, by its intakes."""
        place = bisect_right(self.weights.ends, day)
        return self.weights.ends[place - 1] if place else day

    def choices(self, day: int) -> Choices | None:
        """Return the sets of steps that could be of use for a plan that ends by a day, or None."""
        cover, search = self._covered(), self.search
        if cover.root is None:
            return None
        weights = self.wanted()
        rows = [row for row in self._rows(cover, day) if row is not None]
        program, self.certain = cover.program(weights, rows)
        return Choices(
            self.problem,
            cover,
            program,
            self.useless,
            search.may_win,
            search.extras,
            weights.__getitem__,
            self.bounds.cost,
        )

    def _covered(self) -> Cover:
        network = self.bounds.network
        if self._cover is None or self._cover.network is not network:
            self._cover = Cover(self.problem, network)
            if self._cover.root is not None:
                goal, lengths = Partial(frozenset(self._cover.forced)), Landmarks()
                lengths.use(network, self.weights.lengths)
                sets = [*self.bounds.landmarks.sets(goal), *lengths.sets(goal)]
                self._cover.add_landmarks(dict.fromkeys(sets))
        return self._cover

    def _rows(self, cover: Cover, day: int) -> Iterator[Row | None]:
        """Yield what plans that are of use keep beside the requirements."""
        bounds, search, within = self.bounds, self.search, self.problem.hours_within
        for area, room in bounds.study.spans(day):
            yield cover.at_most(area, room)
        if bounds.study.savings is not None:
            for prices, room in bounds.study.savings.rows(day):
                yield cover.at_most(prices, room)
        if search.limit is not None and bounds.time.unknown:
            yield cover.at_most(dict.fromkeys(bounds.time.unknown, 1), search.limit[0])
        if search.most < ENDLESS:
            yield cover.at_most(bounds.known_landmarks.weights, search.most + bounds.funding)
        if search.dearest is not None:
            yield cover.at_most(bounds.landmarks.weights, self._weight_of(search.dearest))
        if within:
            hours, tasks = self.weights.hours, self.problem.tasks
            apart = sum(hours.values()) + 1
            study = {n: hours[n] + apart * t.hours_unknown for n, t in tasks.items()}
            yield cover.at_most(study, within[0] * apart + int(within[1] * self.weights.parts))

    def wanted(self) -> dict[str, int]:
        """Return what steps weigh by the aim, with what decides between sets that are alike."""
        weights, names, aim = self.weights, self.problem.tasks, self.search.aim
        costs = self.bounds.landmarks.weights
        lengths = weights.lengths
        if aim is Aim.FEW:
            return dict(weights.ties)
        if aim is Aim.CHEAP:
            apart, above = weights.above_lengths, weights.above
            return {n: (costs[n] * apart + lengths[n]) * above + weights.ties[n] for n in names}
        unclear = dict.fromkeys(self.bounds.time.unknown, weights.above_lengths)
        return {n: ((unclear.get(n, 0) + lengths[n]) << LOW_BITS) + costs[n] for n in names}

    def _weight_of(self, cost: Axis) -> int:
        """Return the most that steps may weigh for a plan that costs no more than this."""
        return cost[0] * UNKNOWN_PRICE + cost[1] + self.bounds.funding

    def useless(self) -> int | None:
        """Return the sum of what is wanted from which on a set is of no use; None for none."""
        best, aim = self.search.best_so_far(), self.search.aim
        if best is None or aim is Aim.SOON:
            return None
        if aim is Aim.FEW:
            return sum([self.weights.ties[name] for name in best.steps]) - self.certain
        weight = self._weight_of(best.cost)
        if not best.cost[1]:
            weight = best.cost[0] * UNKNOWN_PRICE
        return weight * self.weights.above_lengths * self.weights.above - self.certain

    def least_cost(self) -> Axis:
        """Return a cost that no plan is below, for the aim `CHEAP`."""
        choices = self.choices(self.problem.last)
        if choices is None or not choices.program.solve():
            return NEVER, NEVER
        weight = choices.program.least + self.certain
        unknown, known = divmod(
            weight // (self.weights.above_lengths * self.weights.above), UNKNOWN_PRICE
        )
        return unknown, max(0, known - self.bounds.funding)


def ends(problem: Problem) -> list[int]:
    """Return the days on which the goal can be done, where it has intakes; else none."""
    task = problem.tasks.get(problem.targets[0])
    if len(problem.targets) > 1 or task is None or task.begun is not None:
        return []
    found: list[int] = []
    day = problem.start
    while task.doors.intakes is not None and len(found) < MOST_ENDS:
        start = task.start_from(day)
        finish = task.pace.finish(start) if start < NEVER else NEVER
        if finish > problem.last:
            break
        found.append(finish)
        day = start + 1
    return sorted(found)
