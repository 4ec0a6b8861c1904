"""How soon steps can be done and plans can finish: bounds that let the search stop early."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor

from attrs import field, frozen

from pathplanner.planning.bounds.landmarks import Partial
from pathplanner.planning.problem.problem import Problem, Task
from pathplanner.planning.schedule.placing import Axis, ready_on
from pathplanner.planning.schedule.remaining import alone_of, kept, tails, work_of, worked_off
from pathplanner.planning.schedule.timing import NEVER, Pauses


@frozen(eq=False)
class Soonest:
    """The first days of every step if hours and money were no matter.

    Attributes:
        starts: For each task; NEVER for those that a plan cannot have.
        finishes: For each task and each held step.
    """

    starts: dict[str, int] = field(factory=dict)
    finishes: dict[str, int] = field(factory=dict)


class Earliest:
    """Lower bounds on the finish of every plan that has some steps and lacks others.

    Attributes:
        day: The day by which the goal is to be reached.
        tails: For each step the days from its requirement being met to the goal at least.
        after: For each step the days from its finish to the goal at least.
        unknown: The steps whose time is open.
        work: For each step the days of study, and the days that it fills alone, at least;
            steps without any are left out.
        names, bit: The steps in the order in which they can come, and one bit for each.
        users: For each step the bits of those whose requirement names it.
        always: The first days when nothing is refused and any day will do.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.day = NEVER
        self.pauses = Pauses.of(problem.learner.breaks)
        self.tails = tails(problem)
        self.after = {n: floor(self.tails[n] - t.least_days) for n, t in problem.tasks.items()}
        self.unknown = {name for name, task in problem.tasks.items() if task.time_open}
        self.work = [
            {name: days for name, task in problem.tasks.items() if (days := kept(kind, task))}
            for kind in (work_of, alone_of)
        ]
        self.work = [days for days in self.work if days]
        self.names = list(problem.tasks)
        self.bit = {name: 1 << place for place, name in enumerate(self.names)}
        self.users = dict.fromkeys(self.names, 0)
        for name, bit in self.bit.items():
            for leaf in problem.leaves[name] & self.bit.keys():
                self.users[leaf] |= bit
        self.always = self._always()
        self._soonest: dict[frozenset[str], Soonest] = {}
        self._finishes: dict[tuple[frozenset[str], frozenset[str]], Axis] = {}
        self._by_last = self._soonest, self._finishes

    def _always(self) -> Soonest:
        found = Soonest(finishes=self._met())
        for name, task in self.problem.tasks.items():
            found.starts[name], found.finishes[name] = self._placed(task, found.finishes)
        return found

    def _met(self) -> dict[str, int]:
        """Return when held steps are done; what goes together with others may be at any time."""
        beside = self.problem.beside & self.problem.tasks.keys()
        return {**self.problem.met_since, **dict.fromkeys(beside, 0)}

    def by(self, day: int) -> None:
        """Count from now on only what can lead to the goal by a day."""
        if day == self.day:
            return
        self.day = day
        # What is asked about again is the last day of all.
        is_last = day == self.problem.last
        self._soonest, self._finishes = self._by_last if is_last else ({}, {})

    def _placed(self, task: Task, done: Mapping[str, int]) -> tuple[int, int]:
        if task.begun is not None:
            return task.begun, max(task.pace.finish(task.begun), self.problem.start)
        ready = ready_on(self.problem, task, done)
        start = task.start_from(ready) if ready < NEVER else NEVER
        return start, task.pace.finish(start) if start < NEVER else NEVER

    def soonest(self, partial: Partial) -> Soonest:
        """Return the first days in every plan without the refused steps.

        A step that is too late for all that could ask for it is in no plan either.
        """
        found = self._soonest.get(partial.out)
        if found is None:
            before = partial.before
            while before is not None and before.out not in self._soonest:
                before = before.before
            old = self._soonest[before.out] if before else self.always
            new = partial.out - before.out if before else partial.out
            found = self._soonest[partial.out] = self._without(old, new, is_new=before is None)
        return found

    def _without(self, old: Soonest, out: frozenset[str], *, is_new: bool) -> Soonest:
        """Return the first days without some steps more.

        Args:
            old: The first days so far.
            out: The steps that are refused now.
            is_new: Whether steps that are too late may still be among the old ones.
        """
        found = Soonest(old.starts.copy(), old.finishes.copy())
        # One bit for each task, so that the lowest is the one that comes first.
        check = self.bit.keys() if is_new else out & self.bit.keys()
        stale = sum([self.bit[name] for name in check])
        moved: set[str] = set()
        while stale:
            lowest = stale & -stale
            stale ^= lowest
            name = self.names[lowest.bit_length() - 1]
            start, finish = old.starts[name], old.finishes[name]
            if finish >= NEVER:
                continue
            if name in out:
                finish = NEVER
            elif not moved.isdisjoint(self.problem.leaves[name]):
                start, finish = self._placed(self.problem.tasks[name], found.finishes)
            if finish + self.after[name] > self.day:
                start = finish = NEVER
            # What was found already, as steps that go together may ask each other again.
            if finish != found.finishes[name]:
                found.starts[name], found.finishes[name] = start, finish
                moved.add(name)
                stale |= self.users[name]
        return found

    def finish(self, partial: Partial) -> Axis:
        """Return the soonest that a plan with the chosen steps and no refused one can finish."""
        asked = partial.steps, partial.out
        if asked not in self._finishes:
            self._finishes[asked] = self._finish(partial)
        return self._finishes[asked]

    def _finish(self, partial: Partial) -> Axis:
        soonest = self.soonest(partial)
        steps = partial.steps
        unknown = len(steps & self.unknown)
        finishes = soonest.finishes
        last = max([finishes[name] + self.after[name] for name in steps], default=0)
        if last >= NEVER:
            return unknown, NEVER
        last = max([last, *(finishes.get(name, NEVER) for name in self.problem.targets)])
        if last > self.day:
            return unknown, last
        for days in self.work:
            work = [(soonest.starts[n], days[n], self.after[n]) for n in steps & days.keys()]
            last = max(last, worked_off(self.pauses, work)[0])
        return unknown, ceil(last)


def in_time(earliest: Earliest, name: str, day: int) -> list[str]:
    """Return the steps that can be done in time for a step, for a plan that ends by a day."""
    latest = day - earliest.tails[name]
    soonest, task = earliest.always.finishes, earliest.problem.tasks[name]
    found = [leaf for leaf in earliest.problem.leaves[name] if soonest.get(leaf, NEVER) <= latest]
    if not task.beside:
        return found
    # A co-requisite need only be begun when the step starts, and done when all is.
    begun = day - earliest.after[name] - task.least_length
    starts = {**dict.fromkeys(earliest.problem.held, 0), **earliest.always.starts}
    return found + [
        leaf
        for leaf in sorted(task.beside.difference(found))
        if starts.get(leaf, NEVER) <= begun and soonest.get(leaf, NEVER) <= day
    ]
