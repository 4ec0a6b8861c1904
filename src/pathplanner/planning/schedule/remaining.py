"""What must yet come after a step: days, and study that cannot be done at once.

From this follows on which day no plan can be finished, and which requirement would have
to be met sooner, or by something else, for an earlier finish.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from fractions import Fraction
from heapq import heapify, heappop, heappush
from itertools import combinations
from math import ceil
from typing import TypeVar

from attrs import field, frozen

from pathplanner.model.graph import is_met
from pathplanner.model.quantity import Duration, Unit
from pathplanner.planning.problem.problem import Problem, Task, renewing
from pathplanner.planning.schedule.placing import Node, Wait
from pathplanner.planning.schedule.savings import Savings
from pathplanner.planning.schedule.timing import Pauses, most_days_of

T = TypeVar("T")

MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}


def least_times(every: Duration, task: Task) -> int:
    """Return how many times a price is paid at least that falls due again while a step lasts."""
    span = task.pace.span
    if every.likely and span and span.unit in MONTHS and every.unit in MONTHS:
        return -(-span.likely * MONTHS[span.unit] // (every.likely * MONTHS[every.unit]))
    most = most_days_of(every)
    return max(1, -(-task.least_length // most)) if most else 1


def work_of(task: Task) -> int:
    """Return the days that a step's study hours take if no other step has any, rounded down."""
    hours, weekly = task.pace.shared, task.pace.weekly
    if task.pace.by_hour:
        return task.least_study
    return int(hours * 7 / weekly) if hours and weekly and task.begun is None else 0


def alone_of(task: Task) -> int:
    """Return the days in which no other step with this property can be under way, or 0.

    Two steps that both take more than half of the weekly hours cannot overlap.
    """
    if not task.pace.shared or task.begun is not None:
        return 0
    return task.least_study if least_load(task) * 2 > task.pace.weekly else 0


def least_load(task: Task) -> Fraction:
    """Return the study hours that a step takes at least from each week that all steps share.

    Where the hours of a week are not always the same, that is of the week with the most.
    """
    return Fraction(0) if task.pace.is_own else _least_load(task)


def least_own_load(task: Task) -> Fraction:
    """Return the same for a step that has hours of its own."""
    return _least_load(task) if task.pace.is_own else Fraction(0)


def _least_load(task: Task) -> Fraction:
    hours, span = task.pace.hours, task.pace.span
    if not span or not hours:
        return task.pace.rate if hours else Fraction(0)
    if task.pace.is_uneven:
        return Fraction(0)
    most = max(most_days_of(span), task.pace.alone if task.pace.stretches else 0)
    return hours * Fraction(7, most)


def kept(find: Callable[[Task], T], task: Task) -> T:
    """Return what a function finds out about a task, which is asked for each route anew."""
    if find not in task.memo:
        task.memo[find] = find(task)
    found: T = task.memo[find]
    return found


def required_of(problem: Problem, task: Task, planned: Set[str]) -> tuple[str, ...]:
    """Return the planned steps without which a task's requirement is not met, in order of ids."""
    leaves = problem.leaves[task.id]
    there = leaves & planned
    found = task.memo.get(there)
    if found is None:
        done = there | (leaves & problem.held.keys())
        names = [n for n in there - problem.held.keys() if not is_met(task.requires, done - {n})]
        found = task.memo[there] = tuple(sorted(names))
    return found


def near_pairs(
    problem: Problem, tasks: Sequence[Task], planned: Set[str]
) -> dict[tuple[str, str], int]:
    """Return by how many days steps end at least after what they go together with (rule 19)."""
    by_id = {task.id: task for task in tasks}
    found: dict[tuple[str, str], int] = {}
    for task in reversed(tasks):
        for name in required_of(problem, task, planned) if task.begun is None else ():
            other = by_id[name]
            if name not in task.beside or other.begun is not None:
                continue
            for one, then in ((other, task), (task, other))[: 1 + (name in task.joined)]:
                most = longest(one)
                if most is not None:
                    found[one.id, then.id] = then.least_length - most
    return found


def longest(task: Task) -> int | None:
    """Return the days that a step lasts at most; None where that is not plain."""
    pace = task.pace
    if not pace.is_settled or pace.fixed is None or (pace.studies and pace.pauses.spans):
        return None
    return pace.fixed


Work = tuple[int, int, int]
"""Of a step: the first day it can start, the days of work in it, the least days after it."""


def worked_off(pauses: Pauses, work: Iterable[Work]) -> tuple[int, int, int]:
    """Return the day before which study that cannot be done at once is not all done.

    Of steps that start late and have much to come after them, all the study hours must
    fit in between.

    Args:
        pauses: When no one studies.
        work: The steps.

    Returns:
        The day, and which steps it comes from: those that start no sooner than a day and
        have no fewer days after them than a number.
    """
    by_start = sorted([item for item in work if item[1]], reverse=True)
    best = (0, 0, 0)
    for least_after in {after_ for _, _, after_ in by_start}:
        total = 0
        for start, days, after_ in by_start:
            if after_ >= least_after:
                total += days
                last = (
                    pauses.finish(start, total) if pauses.spans else start + total
                ) + least_after
                if last >= best[0]:
                    best = max(best, (last, start, least_after))
    return best


def tails(problem: Problem) -> dict[str, int]:
    """Return for each step the least days from its requirement being met to the goal.

    A step is in a plan for what requires it, or for what it makes cheaper; these are the ways
    from it to the goal, and the shortest counts (Dijkstra).
    """
    tasks, to_go = problem.tasks, dict[str, int]()
    todo = [(0, name) for name in problem.targets if name in tasks]
    # A co-requisite may be done after what it goes with, when all else is done.
    todo += [(0, name) for name in tasks if name in problem.beside]
    for name in (*tasks, *problem.held):
        step = problem.pathway.by_id[name]
        todo += [(0, other) for other in renewing(step, problem.superseders) if other in tasks]
    todo += [
        (0, holder)
        for task in tasks.values()
        for holder, user in _discounted(task)
        if not user and holder in tasks
    ]
    heapify(todo)
    while todo:
        days, name = heappop(todo)
        if name in to_go:
            continue
        to_go[name] = days
        before = tasks[name].least_days
        for leaf in problem.leaves[name] & tasks.keys():
            heappush(todo, (days + before, leaf))
        # A discount is there in time if it is there on the day of the purchase, so waiting
        # before that is no reason why the step that gives it must be done sooner.
        for holder, user in _discounted(tasks[name]):
            if user and holder in tasks:
                heappush(todo, (days + tasks[name].least_length, holder))
    return {name: task.least_days + to_go.get(name, 0) for name, task in tasks.items()}


def _discounted(task: Task) -> Iterator[tuple[str, str]]:
    """Yield who gives a discount, and what must come after: nothing where it is paid again."""
    for cost in task.step.costs:
        for discount in cost.discounts:
            yield discount.holding, "" if cost.every else task.id


Tails = tuple[Mapping[str, int], Mapping[str, str]]
"""For each step the least days from its finish to the goal, and what comes next."""

Days = Mapping[str, int]
"""A day for each step."""


@frozen(eq=False)
class Blame:
    """Why no schedule of a route ends by a day.

    With more steps in the route one does only if one of these requirements is met sooner,
    or by something else.

    Attributes:
        sooner: Steps of which one must be met sooner, with the days on which they are met.
        otherwise: Steps of which one must be met by something else.
    """

    sooner: Mapping[str, int]
    otherwise: Collection[str]


@frozen(eq=False)
class Remaining:
    """What must come after each step of a route.

    Attributes:
        problem, tasks: The problem and the tasks of the route.
        pairs: Steps of which the second cannot do without the first.
        work, alone: For each step that has any, `work_of` and `alone_of`.
        lengths: For each step the least days from its start to its finish.
        near: For pairs of which the first is a co-requisite: how many days after the first is
            finished the second is, at least; below zero where it may be sooner.
    """

    problem: Problem
    tasks: Sequence[Task]
    pairs: Sequence[tuple[str, str]]
    work: Mapping[str, int]
    alone: Mapping[str, int]
    lengths: Mapping[str, int]
    near: Mapping[tuple[str, str], int]
    _tails: dict[frozenset[Wait], Tails] = field(init=False, repr=False, factory=dict)
    """What must come after each step under the orders for which that was asked last."""

    @classmethod
    def of(cls, problem: Problem, tasks: Sequence[Task]) -> Remaining:
        """Return what must come after the steps of a route."""
        planned = {task.id for task in tasks}
        pairs = [
            (name, task.id)
            for task in reversed(tasks)
            if task.begun is None
            for name in required_of(problem, task, planned)
            if name not in task.beside
        ]
        studies = [task for task in tasks if task.pace.shared and task.pace.weekly]
        work = {task.id: kept(work_of, task) for task in studies}
        alone = {task.id: kept(alone_of, task) for task in studies}
        lengths = {task.id: task.least_length for task in tasks}
        near = near_pairs(problem, tasks, planned) if problem.beside else {}
        pairs += near
        return cls(problem, tasks, pairs, work, alone, lengths, near)

    def apart(self) -> Iterator[tuple[str, str]]:
        """Yield the pairs of steps that never fit the hours of a week together."""
        tasks = [t for t in self.tasks if (t.pace.hours or t.pace.work) and t.begun is None]
        for one, other in combinations(tasks, 2):
            pair = one.id, other.id
            if pair not in one.memo:
                one.memo[pair] = self._is_over(one, other)
            if one.memo[pair]:
                yield pair

    def _is_over(self, one: Task, other: Task) -> bool:
        """Tell whether two steps never fit the hours of a week together."""
        if one.id in other.step.stops or other.id in one.step.stops:
            return False
        weeks = self.problem.week.weeks
        if weeks and (one.pace.work or other.pace.work):
            # In the weeks with the fewest hours one studies the least.
            loads = [min(kept(least_load, task), weeks.least) for task in (one, other)]
            return self.problem.week.is_over(sum(loads), one.pace.work + other.pace.work)
        study = kept(least_load, one) + kept(least_load, other)
        own = kept(least_own_load, one) + kept(least_own_load, other)
        return self.problem.week.is_over(study, one.pace.work + other.pace.work, own)

    def paid_by(self) -> int:
        """Return the day before which a plan with these steps is not paid for and done."""
        after_, _ = self.tails(Node())
        starts = {name: days + self.lengths[name] for name, days in after_.items()}
        owned = after_.keys() | self.problem.held.keys()
        savings = Savings.of(self.problem, self.tasks, starts, owned)
        if savings is None:
            return 0
        alone = {name: days for name, days in self.alone.items() if days}
        return ceil(savings.floor(alone, self.tasks[0].pace.pauses, after_))

    def tails(self, node: Node) -> Tails:
        """Return for each step the least days from its finish to the goal, and what is next."""
        # Node after node has the same orders, and other days.
        found = self._tails.get(node.later)
        if found is None:
            self._tails.clear()
            found = self._tails[node.later] = self._found_tails(node)
        return found

    def _found_tails(self, node: Node) -> Tails:
        own = {task.id: task.least_days for task in self.tasks}
        found, following = dict.fromkeys(own, 0), dict[str, str]()
        pairs = [*sorted(node.later), *self.pairs]
        # Decisions may run against the order of the tasks, so go over them until all stand.
        for _ in own:
            moved = False
            for first, then in pairs:
                waiting = self.lengths[then] if (first, then) in node.later else own[then]
                if (first, then) in self.near and (first, then) not in node.later:
                    waiting = self.near[first, then]
                if waiting + found[then] > found[first]:
                    found[first], following[first] = waiting + found[then], then
                    moved = True
            if not moved or not (node.later or self.near):
                break
        return found, following

    def least_finish(self, node: Node, starts: Days, finishes: Days) -> int:
        """Return the day before which no schedule under a node's decisions ends.

        Args:
            node: The decisions.
            starts: The earliest starts under them.
            finishes: The earliest finishes.
        """
        after_, _ = self.tails(node)
        if self.problem.reckons:
            # What goes on until its hours are worked is asked for long before it ends.
            finishes = {**finishes, **{n: starts[n] for n in self.open_ended}}
        last = max(finishes[name] + days for name, days in after_.items())
        if self.problem.terms is not None:
            last = max(last, self.problem.terms.least_finish(starts, after_, self.lengths))
        worked = [self._worked_off(work, starts, after_)[0] for work in self._kinds]
        return ceil(max(last, *worked))

    @property
    def open_ended(self) -> list[str]:
        """The steps that go on until their hours are worked."""
        return [task.id for task in self.tasks if task.step.open_ended]

    @property
    def _kinds(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        return self.work, self.alone

    def _worked_off(
        self, work: Mapping[str, int], starts: Days, after_: Mapping[str, int]
    ) -> tuple[int, int, int]:
        pauses = self.tasks[0].pace.pauses
        return worked_off(pauses, [(starts[n], days, after_[n]) for n, days in work.items()])

    def blamed(self, node: Node, starts: Days, finishes: Days, day: int) -> Iterator[Blame]:
        """Yield why no schedule under a node's decisions ends by a day; nothing when one may.

        Args:
            node: The decisions.
            starts: The earliest starts under them.
            finishes: The earliest finishes.
            day: The day.
        """
        after_, following = self.tails(node)
        late = [name for name, days in after_.items() if finishes[name] + days > day]
        cores = [late[:1]] if late else []
        for work in self._kinds:
            last, start, least = self._worked_off(work, starts, after_)
            if last > day:
                found = [n for n in work if starts[n] >= start and after_[n] >= least]
                cores.append([name for name in found if work[name]])
        for core in cores:
            yield Blame(self._sooner(core, node, finishes), chain_of(core, following))

    def _sooner(self, core: Iterable[str], node: Node, finishes: Days) -> dict[str, int]:
        """Return the steps of which one must be met sooner for one of a core to be sooner.

        A requirement is met sooner only if something that it names is done sooner, and
        that was not done before it was met. What waits by a decision comes sooner only
        if what it waits for does, too.
        """
        done = {**self.problem.met_since, **finishes}
        waits: dict[str, list[str]] = {}
        for first, then in node.later:
            waits.setdefault(then, []).append(first)
        found: dict[str, int] = {}
        todo = list(core)
        while todo:
            name = todo.pop()
            task = self.problem.tasks[name]
            if name in found or task.begun is not None:
                continue
            found[name] = task.met_on(done)
            leaves = self.problem.leaves[name] & finishes.keys()
            todo += [leaf for leaf in leaves if done[leaf] >= found[name]]
            todo += waits.get(name, ())
        return found


def chain_of(core: Iterable[str], following: Mapping[str, str]) -> set[str]:
    """Return what must come after the steps of a core, one after the other."""
    found: set[str] = set()
    for name in core:
        then = following.get(name)
        while then is not None and then not in found:
            found.add(then)
            then = following.get(then)
    return found
