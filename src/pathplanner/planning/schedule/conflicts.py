"""What is wrong with a placing, and what could end it (planning rules 5 and 7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import chain, pairwise
from math import floor

from pathplanner.model.price import Discount
from pathplanner.model.quantity import UNKNOWN
from pathplanner.model.step import Step
from pathplanner.planning.money.bills import DUES, RENEWAL, Bill
from pathplanner.planning.money.funding import Purse, carried, first_short_day
from pathplanner.planning.money.renewals import renewal_day
from pathplanner.planning.problem.problem import Problem, Task
from pathplanner.planning.schedule.placing import Node, Placer, Schedule
from pathplanner.planning.schedule.remaining import (
    MONTHS,
    Remaining,
    least_load,
    least_own_load,
    least_times,
)
from pathplanner.planning.schedule.timing import LAST, NEVER, after, least
from pathplanner.planning.schedule.week_hours import Load, WeeksOfStudy, crowd_of

FOUR_YEARS = 1 + 4 * 366
"""Days after which spans of months are as long as they were."""


class Conflicts:
    """Finds conflicts in the schedules that a placer makes."""

    def __init__(self, placer: Placer) -> None:
        self.placer = placer
        problem = placer.problem
        self.week = problem.week
        self.terms = problem.terms
        self.arrivals = sorted(f.arrives.toordinal() for f in problem.funding if f.arrives)
        held = (name for name, since in problem.held_since.items() if since >= 0)
        # Money that ends pays more or less by the days of what it is for.
        self.repeats = (
            any(_repeats(task.step) for task in placer.tasks)
            or any(_repeats(problem.pathway.by_id[name]) for name in held)
            or any(fund.until for fund in problem.funding)
        )
        self.purse = Purse.of(problem)

    @classmethod
    def of(cls, problem: Problem, steps: Collection[str]) -> Conflicts:
        """Return what finds the conflicts of the route with some steps."""
        return cls(Placer(problem, [name for name in problem.tasks if name in steps]))

    @property
    def gave_up(self) -> bool:
        """Whether it is not certain that what has no schedule has none (rule 16)."""
        return self.placer.windows is not None and self.placer.windows.gave_up

    @cached_property
    def remaining(self) -> Remaining:
        """What must come after each step."""
        return Remaining.of(self.placer.problem, self.placer.tasks)

    @cached_property
    def apart(self) -> list[tuple[str, str]]:
        """The pairs of steps that never fit the hours of a week together."""
        working = self.placer.working
        # While one stands still there is room for others.
        stopped = {n for n, others in working.stoppers.items() if others} if working else set()
        return [pair for pair in self.remaining.apart() if stopped.isdisjoint(pair)]

    @cached_property
    def never(self) -> list[tuple[str, str]]:
        """The pairs of steps that may not run at the same time, whatever their hours are."""
        return list(never_together(self.placer.tasks))

    @cached_property
    def _pairs(self) -> list[tuple[str, str]]:
        return [*self.apart, *self.never] if self.never else self.apart

    def has_none(self, made: Schedule) -> bool:
        """Tell whether there is no conflict in a schedule."""
        windows, terms = self.placer.windows, self.terms
        is_late = windows is not None and windows.broken(made.starts, made.finishes)
        if is_late or (terms is not None and terms.full(made.starts)):
            return False
        if self._overload(made) is not None or (self.never and self._tightest(made, self.never)):
            return False
        working = self.placer.working
        if working and (working.conflict(Node(), made) or working.is_false(Node(), made)):
            return False
        if self.week.weeks and self._too_few(made, self.week.weeks):
            return False
        if self.purse is None:
            return True
        return (
            first_short_day(self.purse.earning(made.starts, made.finishes), made.bills, made.shares)
            is None
        )

    def first(self, node: Node, made: Schedule) -> list[Node] | None:
        """Return the nodes that end a conflict, or None when there is none."""
        working = self.placer.working
        if working and (nodes := working.conflict(node, made)) is not None:
            return nodes
        windows = self.placer.windows
        if windows and (late := windows.broken(made.starts, made.finishes)):
            ways = windows.ways_out(late, made.starts, made.finishes)
            return [node.from_day(name, day) for name, day in ways]
        if self.terms is not None and (full := self.terms.full(made.starts)):
            number, counted = full
            free = [n for n in counted if self.placer.problem.tasks[n].begun is None]
            return [node.from_day(name, self.terms.next_start(number)) for name in free]
        nodes = self._first(node, made)
        # Hours stand still for what does not stop them there: without that it is sooner.
        return [] if nodes is None and working and working.is_false(node, made) else nodes

    def _first(self, node: Node, made: Schedule) -> list[Node] | None:
        if pair := self._tightest_pair(node, made):
            return [*self._apart(node, pair), *self._lighter(node, made, pair)]
        if crowd := self._overload(made):
            return [*self._apart(node, crowd), *self._beside(node, made, crowd)]
        if self.week.weeks and (found := self._too_few(made, self.week.weeks)):
            crowd, day = found
            if not self._is_never_enough(crowd, self.week.weeks):
                later = self._not_on(node, made, crowd, day, self.week.weeks)
                return [*later, *self._lighter(node, made, crowd)]
            return [*self._apart(node, crowd), *self._lighter(node, made, crowd)]
        if self.purse is None:
            return None
        # No job is begun sooner than here by those who decide more: so no more is there.
        return self._overspent(self.purse.earning(made.starts, made.finishes), node, made)

    def _apart(self, node: Node, crowd: Sequence[str]) -> Iterator[Node]:
        """Yield the nodes in which one step of a crowd comes after another."""
        for first in crowd:
            for then in crowd:
                if first != then and self.placer.problem.tasks[then].begun is None:
                    yield node.after(first, then)

    def _beside(self, node: Node, made: Schedule, crowd: Sequence[str]) -> Iterator[Node]:
        """Yield the nodes in which a crowd may run at once all the same, at another time."""
        yield from self._lighter(node, made, crowd)
        if self.placer.working is not None:
            yield from self.placer.working.while_still(node, made, crowd)
        if self.week.weeks is not None and any(self._task(n).pace.is_uneven for n in crowd):
            day = max(self.placer.problem.start, *(made.starts[name] for name in crowd))
            yield from self._not_on(node, made, crowd, day, self.week.weeks)

    def _too_few(self, made: Schedule, weeks: WeeksOfStudy) -> tuple[list[str], int] | None:
        """Return steps that together ask for more hours of study than there are, and a day."""
        loads: list[Load] = []
        for task in self.placer.tasks:
            start, finish, pace = made.starts[task.id], made.finishes[task.id], task.pace
            if pace.shared and start < finish:
                cap = pace.rate if pace.fills(start) else None
                loads.append((task.id, start, finish, pace.load(start), cap))
        pauses, opening = self.placer.tasks[0].pace.pauses, self.placer.problem.start
        days = {pauses.resume(max(start, opening)) for _, start, _, _, _ in loads}
        return crowd_of(loads, days | {pauses.resume(day) for day in weeks.since}, weeks)

    def _is_never_enough(self, crowd: Sequence[str], weeks: WeeksOfStudy) -> bool:
        """Tell whether steps ask for more than there is in any week, whenever they run."""
        paces = [(least_load(task), task.pace) for task in map(self._task, crowd)]
        return all(
            sum([min(pace.rate, hours) if pace.span is None else load for load, pace in paces])
            > hours
            for hours in weeks.hours
        )

    def _not_on(
        self, node: Node, made: Schedule, crowd: Sequence[str], day: int, weeks: WeeksOfStudy
    ) -> Iterator[Node]:
        """Yield the nodes in which one step of a crowd comes after a day, and all days like it.

        A step starts no sooner than here, and ends no sooner either.
        """
        like = min([weeks.turn(day), *(made.finishes[name] for name in crowd)])
        for name in crowd:
            if self._task(name).begun is None:
                yield node.from_day(name, like)

    def _task(self, name: str) -> Task:
        return self.placer.problem.tasks[name]

    def _tightest_pair(self, node: Node, made: Schedule) -> tuple[str, str] | None:
        """Return two steps that overlap and may not, whose order matters most.

        That is the pair for which the better of the two orders ends latest, going by what
        must come after them; often one order is too late, and nothing is left to choose.
        """
        return self._tightest(made, self._pairs, node)

    def _tightest(
        self, made: Schedule, pairs: Sequence[tuple[str, str]], node: Node | None = None
    ) -> tuple[str, str] | None:
        if not pairs:
            return None
        after_, _ = self.remaining.tails(node or Node())
        starts, finishes = made.starts, made.finishes
        worst, found = (-1, -1), None
        for one, other in pairs:
            if starts[one] < finishes[other] and starts[other] < finishes[one]:
                lengths = self.remaining.lengths
                ends = (
                    finishes[one] + lengths[other] + after_[other],
                    finishes[other] + lengths[one] + after_[one],
                )
                tight = min(ends), max(ends)
                if tight > worst:
                    worst, found = tight, (one, other)
        return found

    def _overload(self, made: Schedule) -> list[str] | None:
        """Return a smallest set of steps that together ask for too many hours."""
        loads = [
            (task.id, made.starts[task.id], made.finishes[task.id], task.pace.load(start))
            for task in self.placer.tasks
            if (start := made.starts[task.id]) < made.finishes[task.id] and task.pace.shared
        ]
        opening = self.placer.problem.start
        if loads and self.week.weeks is None:
            pauses, weekly = self.placer.tasks[0].pace.pauses, self.week.study
            days = {pauses.resume(max(start, opening)) for _, start, _, _ in loads}
            if crowd := _crowd(loads, days, weekly):
                return crowd
        works = [
            (task.id, *span, Fraction(task.pace.work))
            for task in self.placer.tasks
            if task.pace.work
            for span in self._at_work(task.id, made)
        ]
        if not works:
            return None
        limit = self.week.work
        if limit is None:
            limit = self.week.both or Fraction(0)
            works += [part for task in self.placer.tasks for part in self._study(task, made)]
        return _crowd(works, {max(start, opening) for _, start, _, _ in works}, limit)

    def _study(self, task: Task, made: Schedule) -> Iterator[tuple[str, int, int, Fraction]]:
        """Yield when one studies for a step, and how many hours a week."""
        start, finish, pace = made.starts[task.id], made.finishes[task.id], task.pace
        if not pace.hours or start >= finish:
            return
        weeks = pace.weeks if pace.is_uneven and pace.fills(start) else None
        turns = [day for day in weeks.since if start < day < finish] if weeks else []
        for first, end in pairwise([start, *turns, finish]):
            hours = min(pace.rate, weeks.on(first)) if weeks else pace.load(start)
            yield task.id, first, end, hours

    def _at_work(self, name: str, made: Schedule) -> list[tuple[int, int]]:
        """Return when one works in a step."""
        if self.placer.working is not None:
            return self.placer.working.running(name, made.starts, made.finishes)
        start, finish = made.starts[name], made.finishes[name]
        return [(start, finish)] if start < finish else []

    def _lighter(self, node: Node, made: Schedule, crowd: Iterable[str]) -> Iterator[Node]:
        """Yield the nodes in which a step of a crowd starts when it asks for fewer hours.

        A span of months is longer in some parts of the year, and then the week's hours may
        do for all of the crowd at once.
        """
        tasks = [self.placer.problem.tasks[name] for name in crowd]
        study, work = sum(map(least_load, tasks)), sum(task.pace.work for task in tasks)
        if self.week.is_over(study, work, sum(map(least_own_load, tasks))):
            return
        for task in tasks:
            if task.begun is None and task.pace.fixed is None:
                start = made.starts[task.id]
                days = task.pace.days(start)
                for later in range(start + 1, start + FOUR_YEARS):
                    if task.pace.days(later) > days:
                        yield node.from_day(task.id, later)
                        break

    def _overspent(self, purse: Purse, node: Node, made: Schedule) -> list[Node] | None:
        """Return one node for each step that could be paid for last, or None if all is paid."""
        day = first_short_day(purse, made.bills, made.shares)
        if day is None:
            return None
        due = [place for place, bill in enumerate(made.bills) if bill.on <= day]
        enough = self._affordable(purse, made, due, day)
        nodes: list[Node] = []
        for place, bill in enumerate(made.bills):
            if bill.on <= day:
                nodes += self._paid_from(node, made, bill, enough)
            # What is due later may use up funding that could pay for what is due now.
            if bill.on <= day or made.shares[place]:
                nodes += self._less_often(node, made, bill)
                # Whether a first payment waits for a discount is a matter of another search.
                if bill.turn or bill.order[1] == RENEWAL:
                    nodes += self._discounted(node, made, bill)
                # And who is not paid for any more leaves more for the others.
                ends = [fund.until for fund, _ in made.shares[place] if fund.until]
                if ends:
                    nodes += self._paid_from(node, made, bill, min(ends).toordinal() + 1)
        return nodes

    def _affordable(self, purse: Purse, made: Schedule, due: Sequence[int], day: int) -> int:
        """Return the first day on which all of the due bills could have been paid."""
        turns = [day, *(arrival for arrival in self.arrivals if arrival > day)]
        for turn, upto in zip(turns, [*turns[1:], NEVER], strict=True):
            enough = max(turn, purse.enough_on(carried(made.bills, made.shares, due, turn)))
            if enough < upto:
                return enough
        return NEVER

    def cheaper(self, node: Node, made: Schedule) -> list[Node]:
        """Return the nodes that could cost less than a schedule without conflicts.

        A cheaper schedule with the same finish lacks one of its dues, renewal fees or
        prices paid again, or has one of them when a discount applies, so the step that this
        is counted from comes late enough for that.
        """
        nodes: list[Node] = []
        for bill in made.bills:
            if bill.cost or bill.price is UNKNOWN:
                nodes += self._less_often(node, made, bill)
                nodes += self._discounted(node, made, bill)
        return nodes

    def _less_often(self, node: Node, made: Schedule, bill: Bill) -> Iterator[Node]:
        """Yield the nodes in which a price that is paid again is paid once less."""
        if bill.order[1] == RENEWAL or (bill.order[1] == DUES and bill.turn > 0):
            yield from self._paid_from(node, made, bill, self._gone_on(node, made, bill))
        yield from self._never_paid(node, made, bill)

    def _gone_on(self, node: Node, made: Schedule, bill: Bill) -> int:
        """Return the day from which on dues or a renewal fee are not paid any more."""
        later = self.placer.problem.superseders.get(bill.step, ())
        ends = [name for name in later if name in made.finishes and bill.order[1] == RENEWAL]
        soonest = self._soonest(node) if ends else {}
        return min([made.finish, *(soonest[name] for name in ends)])

    def _soonest(self, node: Node) -> Mapping[str, int]:
        """Return the earliest finishes; in a schedule, steps with dues may have been moved."""
        placed = self.placer.place(node)
        return placed[1] if placed else {}

    def _paid_from(self, node: Node, made: Schedule, bill: Bill, day: int) -> Iterator[Node]:
        """Yield the nodes in which a bill is paid on `day` or later, or not at all."""
        if day > LAST:
            return
        counted = bill.counts_from if bill.counts_from in made.starts else bill.step
        task = self._free(counted)
        if task is not None:

            def paid_on(start: int, task: Task = task) -> int:
                return self._bill_day(bill, task, start)

            yield node.from_day(counted, least(paid_on, day, floor(made.starts[counted]), day))
        own = self._free(bill.step)
        if counted != bill.step and own is not None:
            # What falls due before the step itself is finished does not count.
            start = least(own.pace.finish, bill.on, made.starts[bill.step], bill.on)
            yield node.from_day(bill.step, start)

    def _never_paid(self, node: Node, made: Schedule, bill: Bill) -> Iterator[Node]:
        """Yield the node in which a price is paid once less, as its step is shorter.

        That is so where no break makes it longer, or its months have fewer days.
        """
        task = self._free(bill.step)
        if task is None or not bill.turn or bill.order[1] >= DUES or task.step.open_ended:
            return
        every, last = task.step.costs[bill.order[1]].every, 0
        if every is None or bill.turn < least_times(every, task):
            return
        if task.pace.studies:
            last = max((finish for _, finish in task.pace.pauses.spans), default=0)
        if task.pace.fixed is None and every.unit not in MONTHS:
            last = max(last, made.starts[bill.step] + FOUR_YEARS)
        if not task.pace.is_settled:
            last = max(last, made.starts[bill.step] + FOUR_YEARS)
        for start in range(made.starts[bill.step] + 1, min(last, made.finish) + 1):
            if self._bill_day(bill, task, start) >= task.pace.finish(start):
                yield node.from_day(bill.step, start)
                return

    def _discounted(self, node: Node, made: Schedule, bill: Bill) -> Iterator[Node]:
        """Yield the nodes in which a bill is paid when a discount applies."""
        discounts = [
            discount
            for discount in self._discounts(bill)
            if made.finishes.get(discount.holding, 0) > bill.on
            and (bill.price is UNKNOWN or discount.price.likely < bill.price.likely)
        ]
        soonest = self._soonest(node) if discounts else {}
        for discount in discounts:
            yield from self._paid_from(node, made, bill, soonest[discount.holding])

    def _discounts(self, bill: Bill) -> Iterable[Discount]:
        step, nth = self.placer.problem.pathway.by_id[bill.step], bill.order[1]
        if nth == RENEWAL and step.renewal:
            return chain.from_iterable(option.discounts for option in step.renewal.options)
        if nth >= DUES:
            return ()
        return self.placer.problem.tasks[bill.step].step.costs[nth].discounts

    def _free(self, name: str) -> Task | None:
        """Return a planned step that could start later, or None."""
        task = self.placer.problem.tasks.get(name)
        return None if task is None or task.begun is not None else task

    def _bill_day(self, bill: Bill, task: Task, start: int) -> int:
        """Return the day on which a payment falls if the step it is counted from starts then."""
        problem = self.placer.problem
        planned = problem.tasks.get(bill.step)
        step = planned.step if planned else problem.pathway.by_id[bill.step]
        nth = bill.order[1]
        if nth < DUES:
            every = step.costs[nth].every
            return after(every, start, bill.turn) if every is not None else start
        finish = task.pace.finish(start)
        if nth == DUES and step.dues is not None:
            return after(step.dues.every, finish, bill.turn)
        return renewal_day(step.renewal, finish, bill.turn) if step.renewal else NEVER


def _crowd(
    loads: Sequence[tuple[str, int, int, Fraction]], days: Iterable[int], limit: Fraction
) -> list[str] | None:
    """Return a smallest set of steps that together ask for more hours than there are.

    Args:
        loads: Steps with their starts, finishes and weekly hours.
        days: The days on which it is looked.
        limit: The hours a week that there are.
    """
    for day in sorted(days):
        crowd = [item for item in loads if item[1] <= day < item[2]]
        if sum(item[3] for item in crowd) <= limit:
            continue
        for item in sorted(crowd, key=lambda item: item[3]):
            rest = [other for other in crowd if other is not item]
            if sum(other[3] for other in rest) > limit:
                crowd = rest
        return [item[0] for item in crowd]
    return None


def never_together(tasks: Sequence[Task]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of steps that may not run at the same time."""
    names = {task.id for task in tasks}
    pairs = [(task.id, other) for task in tasks for other in task.step.not_with if other in names]
    seen = set()
    for one, other in pairs:
        if (pair := frozenset((one, other))) not in seen:
            seen.add(pair)
            yield one, other


def _repeats(step: Step) -> bool:
    """Tell whether how much is paid for a step depends on when it happens.

    A lower price is a matter of what its purchase waits for, and so of another search.
    """
    return bool(step.dues or step.renewal or any(cost.every for cost in step.costs))
