"""Steps that follow one another in a row, as no two fit the weekly hours together.

Then all that matters of what was done before is which steps it was, by when, and (the steps
say it) what was paid: of two ways to do the same steps the one that is done first is as good.
So the orders are searched from the first day on, and each set of steps is gone on from once,
unless it can be done sooner (dynamic programming over sets, Held and Karp 1962).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from pathplanner.planning.money.funding import Purse
from pathplanner.planning.problem.problem import Task, buying, cents
from pathplanner.planning.schedule.placing import Node, Placer, Schedule, ready_on
from pathplanner.planning.schedule.remaining import Remaining, worked_off
from pathplanner.planning.schedule.savings import first_price
from pathplanner.planning.schedule.timing import NEVER, Pauses


@frozen(eq=False)
class Job:
    """A step of the row.

    Attributes:
        task: The step.
        soonest: The first day it could start if nothing had to come before it.
        price: What is paid when it starts, at least.
        after: The least days from its finish to the goal.
        days: The days without breaks that it lasts at least.
        kind: Equal for steps that may change places.
    """

    task: Task
    soonest: int
    price: int
    after: int
    days: int
    kind: object


class Row:
    """The jobs of a route, and what must be done between them.

    Args:
        placer: Places the steps of the route.
        remaining: What must come after each step.
        root: What is decided already.
        purse: The learner's money, where it matters when it is there.
        first: The schedule if hours and money were no matter.
    """

    def __init__(
        self,
        placer: Placer,
        remaining: Remaining,
        root: Node,
        purse: Purse | None,
        first: Schedule,
    ) -> None:
        self.placer = placer
        self.problem = placer.problem
        self.purse = purse
        self.funding = 0
        tails, _ = remaining.tails(root)
        prices = self._prices(first) if purse is not None else {}
        self.waits: dict[str, list[str]] = {}
        for giver, then in root.later:
            self.waits.setdefault(then, []).append(giver)
        users: dict[str, list[str]] = {}
        for task in placer.tasks:
            for leaf in self.problem.leaves[task.id]:
                users.setdefault(leaf, []).append(task.id)
        fixed = {name for pair in root.later for name in pair} | root.releases.keys()
        self.jobs = []
        for task in placer.tasks:
            if task.pace.hours:
                soonest = max(self.problem.start, task.earliest, root.releases.get(task.id, 0))
                price = prices.get(task.id, 0)
                waits = task.waits, task.revision, task.doors.workdays is None
                kind = (task.requires, task.pace, waits, price, soonest)
                is_alike = task.doors.intakes is None and task.id not in fixed
                self.jobs.append(
                    Job(
                        task,
                        soonest,
                        price,
                        tails[task.id],
                        task.least_study,
                        (kind, tuple(users.get(task.id, ()))) if is_alike else task.id,
                    )
                )
        # Those that are urgent come first, and of these the long ones.
        self.jobs.sort(key=lambda job: (-job.after, -job.days, job.task.place))
        self.pauses: Pauses = placer.tasks[0].pace.pauses
        self.between = [task for task in placer.tasks if not task.pace.hours]
        # Where these start on certain days only, more than the least days may come after a job.
        self.is_even = all(map(is_even, self.between))
        self._ends: dict[tuple[int, int], int] = {}

    def _prices(self, first: Schedule) -> dict[str, int]:
        """Return what each step costs out of pocket at least on the day it starts."""
        funds = self.problem.funding
        steps = first.starts.keys()
        if not any(
            set(buying(task.step)) & (steps | self.problem.held.keys())
            for task in self.placer.tasks
        ):
            # No price depends on the days, so it is known what others pay of each.
            found: dict[str, int] = {}
            for bill, shares in zip(first.bills, first.shares, strict=True):
                own = bill.cost - sum([share for _, share in shares])
                found[bill.step] = found.get(bill.step, 0) + own
            return found
        if any(fund.amount is None for fund in funds):
            return {}
        self.funding = sum([cents(fund.amount) for fund in funds if fund.amount is not None])
        owned = steps | self.problem.held.keys()
        return {task.id: first_price(task, owned) for task in self.placer.tasks}

    def find(self, last: int, spend: Callable[[], bool]) -> tuple[Node | None, bool]:
        """Return decisions that reach the goal by a day.

        Args:
            last: The day.
            spend: Counts what is tried; tells whether more may be.

        Returns:
            The decisions, and whether there are none for certain.
        """
        full = (1 << len(self.jobs)) - 1
        soonest: dict[int, int] = {0: self.problem.start}
        stack: list[tuple[int, int, dict[str, int], tuple[tuple[str, int], ...]]] = []
        is_sure = True
        done = self._with_steps_between(dict(self.problem.met_since))
        stack.append((0, self.problem.start, done, ()))
        while stack:
            chosen, day, done, starts = stack.pop()
            if soonest[chosen] < day:
                continue
            if chosen == full:
                if self._goal(done) <= last:
                    return Node(releases=dict(starts)), False
                is_sure = False
                continue
            if not spend():
                return None, False
            for place, start, finish in reversed(self._next(chosen, day, done, last)):
                more = chosen | 1 << place
                if soonest.get(more, NEVER) <= finish:
                    continue
                soonest[more] = finish
                name = self.jobs[place].task.id
                after = self._with_steps_between({**done, name: finish})
                stack.append((more, finish, after, (*starts, (name, start))))
        return None, is_sure

    def _goal(self, done: Mapping[str, int]) -> int:
        """Return the day on which the last target is done."""
        return max(done.get(name, NEVER) for name in self.placer.targets)

    def _end(self, place: int, finish: int) -> int:
        """Return the day before which the goal is not reached if a job is finished on a day."""
        job = self.jobs[place]
        if self.is_even or finish >= NEVER:
            return finish + job.after
        if (place, finish) not in self._ends:
            # The others are done long before. So for all that wait for several together the last
            # of these days is the day of the goal.
            done = {**self.problem.met_since, **{other.task.id: 0 for other in self.jobs}}
            done[job.task.id] = finish
            self._ends[place, finish] = max(
                finish + job.after, self._goal(self._with_steps_between(done))
            )
        return self._ends[place, finish]

    def _with_steps_between(self, done: dict[str, int]) -> dict[str, int]:
        """Return when steps are done, with those that take no part in the row."""
        for task in self.between:
            if task.id not in done:
                ready = ready_on(self.problem, task, done)
                before = [done.get(name, NEVER) for name in self.waits.get(task.id, ())]
                ready = max([ready, *before])
                start = task.start_from(ready) if ready < NEVER else NEVER
                if start < NEVER:
                    done[task.id] = task.pace.finish(start)
        return done

    def _next(
        self, chosen: int, day: int, done: Mapping[str, int], last: int
    ) -> list[tuple[int, int, int]]:
        """Return the jobs that can come next, with their days; none if some will be too late."""
        paid = sum([job.price for place, job in enumerate(self.jobs) if chosen >> place & 1])
        found: list[tuple[int, int, int]] = []
        work: list[tuple[int, int, int]] = []
        alike: set[object] = set()
        for place, job in enumerate(self.jobs):
            if chosen >> place & 1:
                continue
            soonest = max(day, job.soonest)
            if self.purse is not None:
                soonest = max(soonest, self.purse.enough_on(paid + job.price - self.funding))
            if soonest >= NEVER:
                return []
            start = job.task.start_from(soonest)
            finish = job.task.pace.finish(start) if start < NEVER else NEVER
            if self._end(place, finish) > last:
                return []
            work.append((start, job.days, job.after))
            before = [done.get(name, NEVER) for name in self.waits.get(job.task.id, ())]
            ready = max([ready_on(self.problem, job.task, done), *before])
            if ready >= NEVER or job.kind in alike:
                continue
            if ready > soonest:
                start = job.task.start_from(ready)
                finish = job.task.pace.finish(start) if start < NEVER else NEVER
                if self._end(place, finish) > last:
                    continue
            alike.add(job.kind)
            found.append((place, start, finish))
        if worked_off(self.pauses, work)[0] > last:
            return []
        return sorted(found, key=lambda item: (item[1], item[0]))


def is_even(task: Task) -> bool:
    """Tell whether a step takes as many days whenever what it requires is done."""
    return (
        task.pace.fixed is not None
        and not task.pace.studies
        and task.doors.intakes is None
        and task.step.waiting is None
        and task.begun is None
    )


def is_row(placer: Placer, apart: Sequence[tuple[str, str]]) -> bool:
    """Tell whether the study steps of a route follow one another, without days in between.

    That is so if no two of them can overlap, and nothing that takes time of its own comes
    between two of them.
    """
    study = {task.id for task in placer.tasks if task.pace.hours}
    counted = placer.problem.terms is not None
    if counted or any(
        task.pace.work or task.beside or task.latest < NEVER for task in placer.tasks
    ):
        return False
    if len(study) < 2 or len(apart) < len(study) * (len(study) - 1) // 2:
        return False
    start = placer.problem.start
    leads: set[str] = set()
    for task in reversed(placer.tasks):
        name = task.id
        if task.begun is not None:
            return False
        if name in study:
            if task.is_waited and placer.problem.leaves[name]:
                return False
        elif name in leads and (
            not task.is_instant
            or task.pace.studies
            or task.is_waited
            or task.doors.workdays is not None
            or task.doors.intakes is not None
            or task.earliest > start
        ):
            return False
        if name in study or name in leads:
            leads |= placer.problem.leaves[name]
    return True
