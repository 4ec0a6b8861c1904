"""What must not come too late after something else (planning rule 16).

What a requirement names may count for a time only. Where a schedule has a step start when that
is over, either what is named must be done later, or something else meet the requirement. The
first is one more day before which a step does not start; so as long as there is no choice, the
earliest schedule under some decisions still is one, and it is found by putting off what is too
early until nothing moves. Where there is a choice, it is one to branch on, as are conflicts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import ceil

from attrs import define

from pathplanner.model.graph import is_met
from pathplanner.model.requirement import Needs, needs_in, without
from pathplanner.model.waits import WaitKind
from pathplanner.planning.problem.problem import Problem, Task
from pathplanner.planning.schedule.timing import LAST, NEVER, after, least
from pathplanner.planning.schedule.when_met import Met, met_on
from pathplanner.planning.schedule.working import done_days

Days = Mapping[str, int]
"""A day for each step."""

ASIDE = (WaitKind.REVISION, WaitKind.BOOKING)
"""What is waited for before an exam when one may take it already."""

MOST_ROUNDS = 31 * 366
"""How often steps are put off for one set of decisions: a day each time up to the last of all."""


def gone_by(task: Task, done: Days, start: int, finish: int) -> frozenset[Needs]:
    """Return what of a task's requirement has run out if it starts and is done on two days."""
    return frozenset(
        leaf
        for leaf, windows in task.windows.items()
        for window in windows
        if (finish if window.whole else start) > window.last(done.get(leaf.step, NEVER))
    )


def met_without(task: Task, gone: frozenset[Needs]) -> Met:
    """Return how to tell when a task's requirement is met without some of what it names."""
    if not gone:
        return task.begins_on
    met = task.lasting.get(gone)
    if met is None:
        met = met_on(
            without(task.requires, gone.__contains__), task.worked, begun=bool(task.beside)
        )
        task.lasting[gone] = met
    return met


def ready_in_time(problem: Problem, task: Task, done: Days, start: int, finish: int) -> int:
    """Return the first day on which a task may start, without what has run out by a start."""
    return _ready(problem, task, done, met_without(task, gone_by(task, done, start, finish)))


def _ready(problem: Problem, task: Task, done: Days, met_on: Met) -> int:
    """Return the first day on which a task may start, by the day on which its requirement is met.

    This is what `placing.ready_on` says, where something may run out.
    """
    if not task.is_waited:
        return max(met_on(done), task.earliest)
    if task.since < problem.start:
        undated = problem.undated & problem.leaves[task.id]
        done = {**done, **dict.fromkeys(undated, task.since)}
    met = met_on(done) or task.since
    return max(task.ready(met, problem.start) if met < NEVER else NEVER, task.earliest)


def last_start(task: Task, done: Days) -> int:
    """Return the last day on which an exam may be taken once one may take it, or NEVER."""
    if task.approved is None:
        return NEVER
    met = task.met_on(done)
    return after(task.approved, _approved(task, met)) if met < NEVER else NEVER


def _approved(task: Task, met: int) -> int:
    """Return the day on which one may take an exam whose requirement is met on a day."""
    day = ceil(met)
    spans = [task.step.waiting, *(wait.span for wait in task.before if wait.kind not in ASIDE)]
    for span in spans:
        likely = getattr(span, "likely", None)
        day = after(span, day) if likely is not None and day <= LAST else day  # type: ignore[arg-type]
    return day


def is_in_time(problem: Problem, task: Task, done: Days, start: int, finish: int) -> bool:
    """Tell whether a task that starts and is done on two days is not too late for anything."""
    if task.windows and ready_in_time(problem, task, done, start, finish) > start:
        return False
    return task.approved is None or start <= last_start(task, done)


def out_of_time(problem: Problem, task: Task, starts: Days, finishes: Days) -> set[str]:
    """Return the steps that a task's requirement names only where they have run out."""
    done = done_days(problem, starts, finishes)
    gone = gone_by(task, done, starts[task.id], finishes[task.id])
    good = {leaf.step for leaf in needs_in(task.requires) if leaf not in gone}
    return {leaf.step for leaf in gone} - good


@define(eq=False)
class Windows:
    """What may run out on a route.

    Attributes:
        problem: The problem.
        tasks: The tasks of the route for which something may.
        certain: For each of them what it requires without any choice.
        gave_up: Whether putting off ended, once, before it was known where it leads.
    """

    problem: Problem
    tasks: Sequence[Task]
    certain: Mapping[str, Sequence[Needs]]
    gave_up: bool = False

    @classmethod
    def of(cls, problem: Problem, tasks: Sequence[Task]) -> Windows | None:
        """Return what may run out on a route; None when nothing does."""
        limited = [t for t in tasks if t.begun is None and (t.windows or t.approved is not None)]
        if not limited:
            return None
        done = {task.id for task in tasks} | problem.held.keys()
        certain = {task.id: list(_certain(task, done)) for task in limited}
        return cls(problem, limited, certain)

    def settled(
        self,
        place: Callable[[Mapping[str, int]], tuple[dict[str, int], dict[str, int]] | None],
        releases: Mapping[str, int],
    ) -> tuple[dict[str, int], dict[str, int]] | None:
        """Return the earliest starts and finishes in which nothing runs out without a choice.

        Args:
            place: Returns the earliest days for steps that start no sooner than some days.
            releases: The days before which steps don't start.
        """
        released = dict(releases)
        for _ in range(MOST_ROUNDS):
            placed = place(released)
            if placed is None:
                return None
            moved = self._put_off(*placed)
            if not moved:
                return placed
            if any(day > self.problem.last for day in moved.values()):
                return None
            released |= moved
        self.gave_up = True
        return None

    def _put_off(self, starts: Days, finishes: Days) -> dict[str, int]:
        """Return the days before which steps must not start, as what they are for is too late."""
        moved: dict[str, int] = {}
        done = done_days(self.problem, starts, finishes)
        for task in self.tasks:
            start, finish = starts[task.id], finishes[task.id]
            if finish >= NEVER:
                continue
            for leaf in self.certain[task.id]:
                for window in task.windows.get(leaf, ()):
                    day = finish if window.whole else start
                    if day > window.last(done[leaf.step]):
                        later = self._start_for(leaf.step, window.last, day, starts)
                        moved[leaf.step] = max(moved.get(leaf.step, 0), later)
            only = {leaf.step for leaf in self.certain[task.id]} & starts.keys()
            if len(only) == 1 == len(self.problem.leaves[task.id] & starts.keys()):
                (name,) = only
                if start > last_start(task, done):
                    later = self._start_for(name, *self._approval(task, start), starts)
                    moved[name] = max(moved.get(name, 0), later)
        return moved

    def _approval(self, task: Task, start: int) -> tuple[Callable[[int], int], int]:
        """Return what day a day of a requirement leads to, and which it must lead to."""
        within = task.approved
        assert within is not None  # noqa: S101 - only asked of such tasks
        return (lambda met: after(within, _approved(task, met))), start

    def _start_for(self, name: str, value: Callable[[int], int], target: int, starts: Days) -> int:
        """Return the first start from which a value of a step's finish reaches a day, or NEVER."""
        task = self.problem.tasks.get(name)
        if task is None or task.begun is not None or target > LAST:
            return NEVER

        def reached(start: int, task: Task = task) -> int:
            return value(task.pace.finish(start))

        if reached(starts[name]) >= target:
            return starts[name]
        if reached(target) < target:
            return NEVER
        return least(reached, target, starts[name], target)

    def last_in_time(self, task: Task, starts: Days, finishes: Days, last: int) -> int:
        """Return the last day up to one on which a step may start for all that runs out for it."""
        if task not in self.tasks:
            return last
        done = done_days(self.problem, starts, finishes)

        def is_late(start: int) -> int:
            finish = task.pace.finish(start)
            return int(not is_in_time(self.problem, task, done, start, finish))

        return last if not is_late(last) else least(is_late, 1, starts[task.id], last) - 1

    def broken(self, starts: Days, finishes: Days) -> Task | None:
        """Return a step that starts when something has run out for it, or None."""
        done = done_days(self.problem, starts, finishes)
        return next(
            (
                task
                for task in self.tasks
                if not is_in_time(self.problem, task, done, starts[task.id], finishes[task.id])
            ),
            None,
        )

    def ways_out(self, task: Task, starts: Days, finishes: Days) -> Iterator[tuple[str, int]]:
        """Yield steps with days: in each schedule that holds, one starts no sooner than its day.

        Args:
            task: The step that is too late.
            starts: The first days on which steps can start.
            finishes: Those on which they can be done.
        """
        done = done_days(self.problem, starts, finishes)
        start, finish = starts[task.id], finishes[task.id]
        gone = []
        for leaf in dict.fromkeys(needs_in(task.requires)):
            for window in task.windows.get(leaf, ()):
                day = finish if window.whole else start
                if day > window.last(done.get(leaf.step, NEVER)):
                    gone.append(leaf)
                    if window.since is None and leaf.step in starts:
                        yield from self._from(leaf.step, window.last, day, starts)
        if gone and ready_in_time(self.problem, task, done, start, finish) > start:
            ready = _ready(self.problem, task, done, met_without(task, frozenset(gone)))
            if ready < NEVER:
                yield task.id, max(ready, start + 1)
            return
        # What is met last comes first, as that is the least that must move.
        leaves = self.problem.leaves[task.id] & starts.keys()
        met = task.met_on(done)
        for name in sorted(leaves, key=lambda name: (finishes[name] != met, name)):
            if finishes[name] <= met:
                yield from self._from(name, *self._approval(task, start), starts)

    def _from(
        self, name: str, value: Callable[[int], int], target: int, starts: Days
    ) -> Iterator[tuple[str, int]]:
        start = self._start_for(name, value, target, starts)
        if starts[name] < start < NEVER:
            yield name, start


def _certain(task: Task, done: AbstractSet[str]) -> Iterator[Needs]:
    """Yield what a task requires of single steps and nothing else on a route can meet."""
    if not is_met(task.requires, done):
        return
    leaves = dict.fromkeys(leaf for leaf in needs_in(task.requires) if leaf.step in done)
    times = Counter(leaf.step for leaf in leaves)
    for leaf in leaves:
        # What is named once, and not for its hours of work, may as well not be done.
        if times[leaf.step] == 1 and not task.worked:
            is_spare = is_met(task.requires, done - {leaf.step})
        else:
            is_spare = is_met(without(task.requires, leaf.__eq__), done)
        if not is_spare:
            yield leaf
