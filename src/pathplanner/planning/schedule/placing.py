"""Place the steps of a route as early as they can go (planning rules 3, 4, 6, 8 and 9).

Hours per week and money over time are looked at afterwards, in `conflicts`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from math import ceil, floor

from attrs import field, frozen

from pathplanner.model.learner import Funding
from pathplanner.model.step import Kind
from pathplanner.planning.money.bills import DUES, RENEWAL, Bill, after_it, bills_of, unknown_prices
from pathplanner.planning.money.funding import share_out
from pathplanner.planning.problem.problem import Problem, Task, buying
from pathplanner.planning.schedule.pairs import NO_PAIRS, Pairs, in_turn
from pathplanner.planning.schedule.timing import NEVER, least
from pathplanner.planning.schedule.when_met import begun_key
from pathplanner.planning.schedule.windows import Days, Windows
from pathplanner.planning.schedule.working import Working, done_days

Axis = tuple[int, int]
"""How many are unknown, and the known sum: days or hundredths. Less is better."""

MORE_TURNS = 4
"""How many times more often steps are gone over where some of them go together."""

Wait = tuple[str, str]
"""A step that gives a discount, and a step whose purchase waits for it."""


@frozen(eq=False)
class Schedule:
    """Days for the steps of a route.

    Attributes:
        starts, finishes: Days by step id, in an order in which the steps can come; on one
            day they come in this order. Those of steps that share a day are fractions.
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

    def has_before(self, first: str, then: str) -> bool:
        """Tell whether a step is done when another is started."""
        return self.finishes[first] <= self.starts[then] and first not in after_it(
            then, self.starts, self.finishes
        )

    @property
    def unknown_prices(self) -> int:
        """How many of its prices nobody has found."""
        return unknown_prices(self.bills)


@frozen(eq=False)
class Node:
    """A partial decision: which steps wait for which, and which start late."""

    later: frozenset[Wait] = frozenset()
    releases: Mapping[str, int] = field(factory=dict)
    work: frozenset[tuple[str, str, str]] = frozenset()
    """Which steps stop hours of work that are asked for, and which come after them."""

    def after(self, first: str, then: str) -> Node:
        """Return the node in which `then` starts only when `first` is finished."""
        return Node(self.later | {(first, then)}, self.releases, self.work)

    def from_day(self, step: str, day: int) -> Node:
        """Return the node in which `step` starts on `day` or later."""
        return Node(self.later, {**self.releases, step: day}, self.work)

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for equal decisions."""
        return self.later, tuple(sorted(self.releases.items())), self.work


def ready_on(problem: Problem, task: Task, done: Mapping[str, int]) -> int:
    """Return the first day on which a task's requirement and waiting let it start.

    What is waited for counts from what must be done first; co-requisites need only be begun.
    """
    if not task.is_waited:
        return max(task.begins_on(done), task.earliest)
    if task.since < problem.start:
        undated = problem.undated & problem.leaves[task.id]
        done = {**done, **dict.fromkeys(undated, task.since)}
    met = task.met_on(done) or task.since
    ready = max(task.ready(met, problem.start) if met < NEVER else NEVER, task.earliest)
    return max(ready, task.begins_on(done)) if task.beside else ready


def waits_for_itself(problem: Problem, task: Task, done: Mapping[str, int]) -> bool:
    """Tell whether waiting counts from a step's own first day, as no known day comes later."""
    if not task.is_waited:
        return False
    met, undated = task.met_on(done), problem.undated & problem.leaves[task.id]
    earlier = task.met_on({**done, **dict.fromkeys(undated, 0)}) if undated else met
    return not met or earlier < met == problem.start


def unknown_before(problem: Problem, steps: Collection[str], name: str) -> int:
    """Return how many of a step and the planned steps that it waits for have open times."""
    found: set[str] = set()
    todo = [name]
    while todo:
        name = todo.pop()
        if name in steps and name not in found:
            found.add(name)
            todo += problem.leaves[name] if problem.tasks[name].begun is None else ()
    return sum(problem.tasks[name].time_open for name in found)


def first_pay(problem: Problem, finishes: Mapping[str, int]) -> Axis:
    """Return how many times before the first job are open, and the day it is done.

    Who holds a job has it from the start; without a job both are NEVER.
    """
    if any(problem.pathway.by_id[name].kind is Kind.JOB for name in problem.held):
        return 0, problem.start
    jobs = [name for name in finishes if problem.tasks[name].step.kind is Kind.JOB]
    days = [(unknown_before(problem, finishes.keys(), name), finishes[name]) for name in jobs]
    return min(days, default=(NEVER, NEVER))


class Placer:
    """Places the steps of one route, given in an order in which they can come."""

    def __init__(self, problem: Problem, route: Sequence[str]) -> None:
        self.problem = problem
        self.tasks = [problem.tasks[name] for name in in_turn(problem, route)]
        on_route = frozenset(route)
        # What is bought and done on one day with what makes it cheaper: which is first?
        self.offers = [
            (giver, task.id)
            for task in self.tasks
            if task.is_bought_cheaper and task.is_instant and task.begun is None
            for giver in buying(task.step)
            if giver in on_route and problem.tasks[giver].is_instant
        ]
        self.windows = Windows.of(problem, self.tasks)
        jobs = problem.pay_within and [t.id for t in self.tasks if t.step.kind is Kind.JOB]
        self.jobs = [(unknown_before(problem, on_route, name), name) for name in jobs or ()]
        self.working = Working.of(problem, self.tasks) if problem.reckons else None
        self.targets = [name for name in problem.targets if name in on_route]
        self.pairs = Pairs(self.tasks) if problem.beside else NO_PAIRS
        self.targets += [name for name in self.pairs.named if name not in self.targets]
        self._first: tuple[dict[str, int], dict[str, int]] | None = None
        # Steps on whose day it depends when others are renewed.
        self.renewing: set[str] = set()
        for name in (*route, *problem.held):
            if renewal := problem.pathway.by_id[name].renewal:
                self.renewing |= {renewal.counts_from, *problem.superseders.get(name, ())}

    @property
    def weekly(self) -> Fraction:
        """The learner's study hours per week."""
        return Fraction(self.problem.learner.hours_per_week)

    def finish(self, node: Node) -> int:
        """Return the day on which the last target is done, or NEVER."""
        placed = self.place(node)
        return NEVER if placed is None else ceil(max(placed[1][name] for name in self.targets))

    def make(
        self, node: Node, is_useful: Callable[[Days, Days], bool] | None = None
    ) -> Schedule | None:
        """Return the earliest schedule under a node's decisions, loads and money aside.

        Args:
            node: The decisions.
            is_useful: Tells by the earliest starts and finishes whether to go on: what is
                paid takes longer to find out.
        """
        placed = self.place(node)
        if placed is None or (is_useful and not is_useful(*placed)):
            return None
        starts, finishes = placed
        finish = ceil(max(finishes[name] for name in self.targets))
        if finish > self.problem.last or max(finishes.values()) >= NEVER:
            return None
        within = self.problem.pay_within
        if within and not any((unknown, finishes[n]) <= within for unknown, n in self.jobs):
            return None
        starts = self._in_turn(starts, finishes, node.later)
        paid = bills_of(self.problem, starts, finishes, finish)
        if self._just_in_time(node, starts, finishes, finish, paid):
            used = {(bill.discount, bill.step) for bill in paid if bill.order[1] < DUES}
            starts = self._in_turn(starts, finishes, node.later | used)
            paid = bills_of(self.problem, starts, finishes, finish)
        cost, shares = share_out(self.problem.funding, paid)
        return Schedule(starts, finishes, finish, paid, shares, cost)

    def place(self, node: Node) -> tuple[dict[str, int], dict[str, int]] | None:
        """Return the earliest starts and finishes under a node's decisions, which may be NEVER.

        Returns None when the decisions contradict each other, or something always runs out.
        """
        if self.windows is None:
            return self.as_told(node)
        return self.windows.settled(partial(self._released, node), node.releases)

    def _released(
        self, node: Node, releases: Mapping[str, int]
    ) -> tuple[dict[str, int], dict[str, int]] | None:
        return self.as_told(Node(node.later, releases, node.work))

    def as_told(self, node: Node) -> tuple[dict[str, int], dict[str, int]] | None:
        """Return the earliest starts and finishes under a node's decisions, whatever runs out."""
        if self.working is not None:
            return self.working.place(self, node)
        if node.later or self.pairs.named:
            return self._place(node)
        # The first days of all are asked for again and again.
        if self._first is None:
            self._first = self._place(Node())
        if self._first is None:
            return None
        starts, finishes = self._first
        return self._moved(node.releases, dict(starts), dict(finishes))

    def _moved(
        self, releases: Days, starts: dict[str, int], finishes: dict[str, int]
    ) -> tuple[dict[str, int], dict[str, int]]:
        """Return the first days of all as they are if some steps start no sooner than on a day."""
        tasks = iter(self.tasks)
        done = dict(self.problem.met_since)
        for task in tasks:
            name = task.id
            # What comes before all of these is not moved.
            if name in releases:
                starts[name], finishes[name] = self.earliest(task, releases[name], done)
                done[name] = finishes[name]
                break
            done[name] = finishes[name]
        for task in tasks:
            name = task.id
            starts[name], finishes[name] = self.earliest(task, releases.get(name, 0), done)
            done[name] = finishes[name]
        return starts, finishes

    def _place(self, node: Node) -> tuple[dict[str, int], dict[str, int]] | None:
        starts: dict[str, int] = {}
        finishes: dict[str, int] = {}
        done = dict(self.problem.met_since)
        for task in self.pairs.begun:
            done[task.id] = self.earliest(task, 0, done)[1]
            self._begin((task.id,), {task.id: self.earliest(task, 0, done)[0]}, done)
        waits: dict[str, list[str]] = {}
        for first, then in node.later:
            waits.setdefault(then, []).append(first)
        # Decisions may run against the order of the tasks, so go over them until all stand.
        # What is not placed yet never comes: so nothing is met by what waits for it.
        turns, paired = len(self.tasks) + 2, bool(self.pairs.named)
        for _ in range(turns * MORE_TURNS if paired else turns):
            asked: list[tuple[str, int]] = []
            for task in self.tasks:
                name = task.id
                if paired and name in self.pairs.group:
                    if group := self.pairs.group[name]:
                        asked += self._together(group, node, waits, done)
                        starts |= {n: done[begun_key(n)] for n in group}
                        finishes |= {n: done[n] for n in group}
                        self._begin(group, starts, done)
                    continue
                soonest = node.releases.get(name, 0)
                if name in waits:
                    asked += [(first, done.get(first, NEVER)) for first in waits[name]]
                    soonest = max([soonest, *(done.get(first, NEVER) for first in waits[name])])
                starts[name], finishes[name] = self.earliest(task, soonest, done)
                done[name] = finishes[name]
                if paired and name in self.pairs.named:
                    self._begin((name,), starts, done)
            if all(finishes[first] == day for first, day in asked):
                return None if any(day >= NEVER for _, day in asked) else (starts, finishes)
        return None

    def earliest(self, task: Task, soonest: int, done: Mapping[str, int]) -> tuple[int, int]:
        """Return a step's first possible start from `soonest` on, and its finish."""
        if task.begun is not None:
            return task.begun, max(task.pace.finish(task.begun), self.problem.start)
        ready = max(ready_on(self.problem, task, done), soonest)
        start = task.start_from(ready) if ready < NEVER else NEVER
        return start, task.pace.finish(start) if start < NEVER else NEVER

    def _begin(self, names: Iterable[str], starts: Mapping[str, int], done: dict[str, int]) -> None:
        """Keep when co-requisites begin; those that may yet be placed could begin at any time."""
        done |= {begun_key(n): starts[n] if starts[n] < NEVER else 0 for n in names}

    def _together(
        self,
        group: Mapping[str, Task],
        node: Node,
        waits: Mapping[str, Sequence[str]],
        done: dict[str, int],
    ) -> list[tuple[str, int]]:
        """Place steps whose days hang on each other, as early as all of them can.

        Every one starts early and moves later until nothing moves (a least fixed point).

        Args:
            group: The steps.
            node: The decisions.
            waits: For each step those that it waits for by a decision.
            done: The days on which steps are done; changed.

        Returns:
            What was waited for by decisions, and when it is done.
        """
        days = dict.fromkeys(group, 0)
        done |= {**days, **{begun_key(name): 0 for name in group}}
        moved = True
        while moved:
            moved = False
            for name, task in group.items():
                before = [done.get(first, NEVER) for first in waits.get(name, ())]
                beside = [days[other] for other in self.pairs.joined[name]]
                soonest = max([node.releases.get(name, 0), *before, *beside])
                start, finish = self.earliest(task, soonest, done)
                if start > self.problem.last:
                    start = finish = NEVER
                if start > days[name]:
                    moved = True
                    days[name] = done[begun_key(name)] = start
                    done[name] = finish
        return [(first, done.get(first, NEVER)) for name in group for first in waits.get(name, ())]

    def _in_turn(
        self, starts: dict[str, int], finishes: Mapping[str, int], later: Collection[Wait]
    ) -> dict[str, int]:
        """Return the starts in an order in which as many discounts as can be had come first.

        Args:
            starts: The day on which each step starts, in the order of the tasks.
            finishes: The day on which each finishes.
            later: Pairs of which the first must come before the second.
        """
        if not self.offers:
            return starts
        order = list(starts)
        place = {name: number for number, name in enumerate(order)}
        for first, then in self.offers:
            day = starts[then]
            if place[first] > place[then] and starts[first] == finishes[first] == day:
                today = [n for n in order if starts[n] == finishes[n] == day]
                done = {n: on for n, on in finishes.items() if n not in today}
                begun = done_days(self.problem, starts, done)
                turns = iter(self._turns(today, begun, day, later))
                order = [next(turns) if n in today else n for n in order]
                place = {name: number for number, name in enumerate(order)}
        return {name: starts[name] for name in order}

    def _turns(
        self, today: list[str], done: dict[str, int], day: int, later: Collection[Wait]
    ) -> Iterator[str]:
        """Yield the steps of one day one after another, each when what it needs is there."""
        left = dict.fromkeys(today)
        while left:
            ready = [
                name
                for name in left
                if ready_on(self.problem, self.problem.tasks[name], done) <= day
                and not any(then == name and first in left for first, then in later)
            ]
            awaiting = {then for first, then in self.offers if first in left}
            name = next((name for name in ready if name not in awaiting), (ready or [*left])[0])
            del left[name]
            done[name] = day
            yield name

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
            if task.step.dues is None or task.pace.takes_time or task.begun is not None:
                continue
            is_paid = self.problem.pay_within or self.problem.wages
            if is_paid and task.step.kind is Kind.JOB:
                continue
            if task.beside or task.id in self.pairs.named:
                continue
            latest = self._latest(task.id, node, starts, finishes, finish, paid)
            start = self._last_start(task, starts[task.id], latest)
            if self.windows is not None and start > starts[task.id]:
                last = self.windows.last_in_time(task, starts, finishes, start)
                start = self._last_start(task, starts[task.id], min(latest, last))
            if task.pace.studies and task.pace.pauses.resume(start) != start:
                continue
            if start > starts[task.id] and not (
                task.id in self.renewing
                and self._renews_otherwise(task, start, starts, finishes, finish)
            ):
                starts[task.id], finishes[task.id] = start, task.pace.finish(start)
                moved = True
        return moved

    def _last_start(self, task: Task, start: int, latest: int) -> int:
        """Return the last day from `start` on from which a step is done by a day."""
        finish, latest = task.pace.finish, min(latest, task.latest)
        if task.doors.intakes is None:
            if finish(start) > latest:
                return start
            last = latest
            if finish(latest) > latest:
                last = least(finish, latest + 1, start, latest) - 1
            return max(start, task.doors.last(last))
        while (opened := task.doors.next(start + 1)) <= latest and finish(opened) <= latest:
            start = opened
        return start

    def _renews_otherwise(
        self,
        task: Task,
        start: int,
        starts: Mapping[str, int],
        finishes: Mapping[str, int],
        finish: int,
    ) -> bool:
        """Tell whether other steps are renewed otherwise if a step starts on another day.

        Renewals of what it supersedes go on until it is done, and those that are counted
        from it fall due on other days.
        """
        name = task.id
        moved = {**starts, name: start}, {**finishes, name: task.pace.finish(start)}
        now, later = (
            [
                (bill.step, bill.on)
                for bill in bills_of(self.problem, *days, finish)
                if bill.order[1] == RENEWAL and bill.step != name
            ]
            for days in ((starts, finishes), moved)
        )
        return now != later

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
        done = done_days(self.problem, starts, finishes)
        for task in self.tasks:
            if task.begun is None and name in self.problem.leaves[task.id]:
                start = starts[task.id]

                def ready(day: int, task: Task = task) -> int:
                    done[name] = day
                    return ready_on(self.problem, task, done)

                if ready(day) > start:
                    day = least(ready, floor(start) + 1, finishes[name], floor(day)) - 1
        return floor(day)
