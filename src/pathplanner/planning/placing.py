"""Place the steps of a route as early as they can go (planning rules 3, 4, 6, 8 and 9).

Hours per week and money over time are looked at afterwards, in `conflicts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, field, frozen

from pathplanner.model.graph import is_met
from pathplanner.model.learner import Funding
from pathplanner.model.requirement import Needs, Requirement
from pathplanner.planning.money import Bill, bills, share_out, unknown_prices
from pathplanner.planning.problem import Problem, Task
from pathplanner.planning.timing import NEVER, Pauses, after, least, least_days_of, most_days_of

Axis = tuple[int, int]
"""How many are unknown, and the known sum: days or hundredths. Less is better."""

Wait = tuple[str, str]
"""A step that gives a discount, and a step whose purchase waits for it."""


@frozen(eq=False)
class Schedule:
    """Days for the steps of a route.

    Attributes:
        starts, finishes: Days by step id, in an order in which the steps can come.
        finish: The day on which the last target is done.
        bills: What is paid until then, in funding order.
        shares: Who else pays what of each bill.
        cost: What is paid out of pocket.
    """

    starts: Mapping[str, int]
    finishes: Mapping[str, int]
    finish: int
    bills: Sequence[Bill]
    shares: Sequence[Sequence[tuple[Funding, int]]]
    cost: int

    @property
    def price(self) -> Axis:
        """What it costs, as routes are compared by it."""
        return self.unknown_prices, self.cost

    @property
    def unknown_prices(self) -> int:
        """How many of its prices nobody has found."""
        return unknown_prices(self.bills)


@frozen(eq=False)
class Node:
    """A partial decision: which steps wait for which, and which start late."""

    later: frozenset[Wait] = frozenset()
    releases: Mapping[str, int] = field(factory=dict)

    def after(self, first: str, then: str) -> Node:
        """Return the node in which `then` starts only when `first` is finished."""
        return evolve(self, later=self.later | {(first, then)})

    def from_day(self, step: str, day: int) -> Node:
        """Return the node in which `step` starts on `day` or later."""
        return evolve(self, releases={**self.releases, step: day})

    @property
    def key(self) -> tuple[frozenset[Wait], tuple[tuple[str, int], ...]]:
        """Equal for equal decisions."""
        return self.later, tuple(sorted(self.releases.items()))


def met_on(requirement: Requirement, done: Mapping[str, int]) -> int:
    """Return the day a requirement is met: any of = first, all of = last, k of = k-th."""
    if isinstance(requirement, Needs):
        return done.get(requirement.step, NEVER)
    if not requirement.count:
        return 0
    days = [met_on(part, done) for part in requirement.of]
    # Most requirements ask for one of their parts or for all, and need no sorting.
    if requirement.count == 1:
        return min(days)
    return max(days) if requirement.count == len(days) else sorted(days)[requirement.count - 1]


def ready_on(problem: Problem, task: Task, done: Mapping[str, int]) -> int:
    """Return the first day on which a task's requirement and waiting let it start."""
    met = max(problem.start, met_on(task.requires, done))
    if met < NEVER and task.step.waiting is not None:
        met = after(task.step.waiting, met)
    return max(met, task.earliest)


def least_length(task: Task) -> int:
    """Return the least days from a step's start to its finish."""
    if task.begun is not None:
        return 0
    span = task.pace.span
    return min(least_days_of(span) if span else task.pace.days(task.earliest), NEVER)


def least_days(task: Task) -> int:
    """Return the least days from a step's requirement being met to its finish."""
    waiting = task.step.waiting if task.begun is None else None
    return min((least_days_of(waiting) if waiting else 0) + least_length(task), NEVER)


def work_of(task: Task) -> int:
    """Return the days that a step's study hours take if no other step has any, rounded down."""
    hours, weekly = task.pace.hours, task.pace.weekly
    return int(hours * 7 / weekly) if hours and weekly and task.begun is None else 0


def alone_of(task: Task) -> int:
    """Return the days in which no other step with this property can be under way, or 0.

    Two steps that both take more than half of the weekly hours cannot overlap.
    """
    hours, span = task.pace.hours, task.pace.span
    if not hours or task.begun is not None:
        return 0
    longest = most_days_of(span) if span else 0
    return least_length(task) if hours * 14 > task.pace.weekly * longest else 0


def worked_off(pauses: Pauses, work: Iterable[tuple[int, int, int]]) -> int:
    """Return the day before which study that cannot be done at once is not all done.

    Of steps that start late and have much to come after them, all the study hours must
    fit in between.

    Args:
        pauses: When no one studies.
        work: For each step its first possible day, the days of work in it, and the least
            days that come after it.
    """
    by_start = sorted(work, reverse=True)
    best = 0
    for least_after in {after_ for _, _, after_ in by_start}:
        total = 0
        for start, days, after_ in by_start:
            if after_ >= least_after and days:
                total += days
                best = max(best, pauses.finish(start, total) + least_after)
    return best


class Placer:
    """Places the steps of one route, given in an order in which they can come."""

    def __init__(self, problem: Problem, route: Sequence[str]) -> None:
        self.problem = problem
        self.tasks = [problem.tasks[name] for name in route]
        self.targets = [name for name in problem.targets if name in set(route)]
        self.before = self._before()
        self.lengths = {task.id: least_length(task) for task in self.tasks}
        self.pauses = self.tasks[0].pace.pauses
        studies = [task for task in self.tasks if task.pace.hours and self.weekly]
        self.work = [(task.id, work_of(task)) for task in studies]
        self.alone = [(task.id, alone_of(task)) for task in studies]

    def _before(self) -> list[tuple[str, str]]:
        """Return the pairs of steps of which the second cannot do without the first."""
        done = {*self.problem.held, *(task.id for task in self.tasks)}
        return [
            (name, task.id)
            for task in reversed(self.tasks)
            if task.begun is None
            for name in self.problem.leaves[task.id] & (done - self.problem.held.keys())
            if not is_met(task.requires, done - {name})
        ]

    def _tails(self, node: Node) -> dict[str, int]:
        """Return for each step the least days from its finish to the goal."""
        own = {task.id: least_days(task) for task in self.tasks}
        tails = dict.fromkeys(own, 0)
        pairs = [*node.later, *self.before]
        # Decisions may run against the order of the tasks, so go over them until all stand.
        for _ in own:
            moved = False
            for first, then in pairs:
                waiting = own[then] if (first, then) not in node.later else self.lengths[then]
                if waiting + tails[then] > tails[first]:
                    tails[first] = waiting + tails[then]
                    moved = True
            if not moved:
                break
        return tails

    def least_finish(self, node: Node, made: Schedule) -> int:
        """Return the day before which no schedule under a node's decisions ends."""
        tails = self._tails(node)
        last = max(made.finishes[name] + tail for name, tail in tails.items())
        work, alone = (
            [(made.starts[name], days, tails[name]) for name, days in found]
            for found in (self.work, self.alone)
        )
        return max(last, worked_off(self.pauses, work), worked_off(self.pauses, alone))

    @property
    def weekly(self) -> Fraction:
        """The learner's study hours per week."""
        return Fraction(self.problem.learner.hours_per_week)

    def finish(self, node: Node) -> int:
        """Return the day on which the last target is done, or NEVER."""
        placed = self._place(node)
        return NEVER if placed is None else max(placed[1][name] for name in self.targets)

    def make(self, node: Node) -> Schedule | None:
        """Return the earliest schedule under a node's decisions, loads and money aside."""
        placed = self._place(node)
        if placed is None:
            return None
        starts, finishes = placed
        finish = max(finishes[name] for name in self.targets)
        if finish > self.problem.last:
            return None
        paid = bills(self.problem, starts, finishes, finish)
        if self._just_in_time(node, starts, finishes, finish, paid):
            paid = bills(self.problem, starts, finishes, finish)
        cost, shares = share_out(self.problem.learner.funding, paid)
        return Schedule(starts, finishes, finish, paid, shares, cost)

    def _place(self, node: Node) -> tuple[dict[str, int], dict[str, int]] | None:
        starts: dict[str, int] = {}
        finishes: dict[str, int] = {}
        done = dict(self.problem.held_since)
        waits: dict[str, list[str]] = {}
        for first, then in node.later:
            waits.setdefault(then, []).append(first)
        # Decisions may run against the order of the tasks, so go over them until all stand.
        for _ in range(len(self.tasks) + 2):
            moved = False
            for task in self.tasks:
                name = task.id
                least = max(
                    [node.releases.get(name, 0), *(done.get(n, 0) for n in waits.get(name, ()))]
                )
                start, finish = self._earliest(task, least, done)
                if starts.get(name) != start:
                    starts[name], finishes[name], done[name] = start, finish, finish
                    moved = True
            if not moved:
                break
        else:
            return None
        if max(finishes.values()) >= NEVER:
            return None
        if any(finishes[first] > starts[then] for first, then in node.later):
            return None
        return starts, finishes

    def _earliest(self, task: Task, soonest: int, done: Mapping[str, int]) -> tuple[int, int]:
        """Return a step's first possible start from `soonest` on, and its finish."""
        if task.begun is not None:
            return task.begun, max(task.pace.finish(task.begun), self.problem.start)
        ready = max(ready_on(self.problem, task, done), soonest)
        start = task.pace.start(ready, task.doors) if ready < NEVER else NEVER
        return start, task.pace.finish(start) if start < NEVER else NEVER

    def _just_in_time(
        self,
        node: Node,
        starts: dict[str, int],
        finishes: dict[str, int],
        finish: int,
        paid: Sequence[Bill],
    ) -> bool:
        """Move steps with dues as late as they can go without moving anything else."""
        moved = False
        for task in reversed(self.tasks):
            if task.step.dues is None or not task.is_instant or task.begun is not None:
                continue
            latest = self._latest(task.id, node, starts, finishes, finish, paid)
            start = starts[task.id]
            if task.step.intakes is None:
                start = max(start, latest)
            while (opened := task.doors.next(start + 1)) <= latest:
                start = opened
            if task.pace.studies and task.pace.pauses.resume(start) != start:
                continue
            if start > starts[task.id]:
                starts[task.id] = finishes[task.id] = start
                moved = True
        return moved

    def _latest(
        self,
        name: str,
        node: Node,
        starts: Mapping[str, int],
        finishes: Mapping[str, int],
        finish: int,
        paid: Sequence[Bill],
    ) -> int:
        """Return the last day on which a step can finish and all else stay as it is."""
        day = finish
        for first, then in node.later:
            if first == name:
                day = min(day, starts[then])
        day = min([day, *(bill.on for bill in paid if bill.discount == name)])
        done = {**self.problem.held_since, **finishes}
        for task in self.tasks:
            if task.begun is None and name in self.problem.leaves[task.id]:
                start = starts[task.id]

                def ready(day: int, task: Task = task) -> int:
                    return ready_on(self.problem, task, {**done, name: day})

                day = min(day, least(ready, start + 1, finishes[name], finish) - 1)
        return day
