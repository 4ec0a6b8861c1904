"""What runs out: which held steps count no more, and which windows requirements have (rule 16)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from pathplanner.model.graph import is_met
from pathplanner.model.history import Held
from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration
from pathplanner.model.requirement import AllOf, Needs, Requirement, Until, needs_in, without
from pathplanner.model.step import Exam, FurtherTry, Step
from pathplanner.planning.problem.problem import Task
from pathplanner.planning.schedule.timing import NEVER, Window, after


@frozen(eq=False)
class Past:
    """What a learner held before the plan, and what of it may run out.

    Attributes:
        learner: The person.
        steps: The steps of the pathway by id.
        held: What is said of each held step.
        waived: What counts as done because a person with authority said so.
        failed: The days of the failed attempts at each step, in order.
    """

    learner: Learner
    steps: Mapping[str, Step]
    held: Mapping[str, Held]
    waived: Collection[str]
    failed: Mapping[str, list[date]]

    @classmethod
    def of(cls, pathway: Pathway, learner: Learner, failed: Mapping[str, list[date]]) -> Past:
        """Return what a learner held."""
        held = {one.step: one for one in learner.holds}
        waived = {one.step for one in learner.set_aside_everywhere} - held.keys()
        return cls(learner, pathway.by_id, held, waived, failed)

    def without(self, names: Collection[str]) -> Past:
        """Return what was held but for some steps."""
        return evolve(self, held={n: one for n, one in self.held.items() if n not in names})

    def ran_out(self, requires: Mapping[str, Requirement]) -> set[str]:
        """Return the held steps that count no more for any of the steps that name them.

        Args:
            requires: What each step that can matter requires, without what another try needs.
        """
        over: dict[str, list[bool]] = {}
        for name, needs in requires.items():
            for leaf, since in self._asked(name, needs):
                if leaf.step in self.held:
                    over.setdefault(leaf.step, []).append(self._is_over(leaf, since))
        return {step for step, found in over.items() if all(found)}

    def may_run_out(self, requires: Mapping[str, Requirement]) -> set[str]:
        """Return the held steps of which the time may be over before they are needed."""
        return {
            leaf.step
            for name, needs in requires.items()
            for leaf, since in self._asked(name, needs)
            if leaf.step in self.held and (any(self.windows(leaf)) or self._is_over(leaf, since))
        }

    def last_day(self, name: str, requires: Mapping[str, Requirement]) -> int:
        """Return the last day on which a held step counted, or -1 if that is not known."""
        leaves = (leaf for needs in requires.values() for leaf in needs_in(needs))
        days = [day for leaf in leaves if leaf.step == name for day in self._last_days(leaf)]
        return min(days).toordinal() if days else -1

    def left_of(self, name: str, needs: Requirement) -> Requirement:
        """Return what a step requires, with what another try needs, without what has run out."""
        parts = [self._living(needs, None)]
        days = self.failed.get(name, ())
        parts += [
            self._living(one.requires, days[one.after - 1])
            for one in further_tries(self.steps[name].exam, len(days))
        ]
        return AllOf(parts) if len(parts) > 1 else parts[0]

    def _living(self, need: Requirement, since: date | None) -> Requirement:
        return without(need, lambda leaf: leaf.step in self.held and self._is_over(leaf, since))

    def _asked(self, name: str, needs: Requirement) -> Iterator[tuple[Needs, date | None]]:
        """Yield all that is asked of single steps, and since when it must have been done."""
        for leaf in needs_in(needs):
            yield leaf, None
        days = self.failed.get(name, ())
        for one in further_tries(self.steps[name].exam, len(days)):
            for leaf in needs_in(one.requires):
                yield leaf, days[one.after - 1]

    def _is_over(self, leaf: Needs, since: date | None) -> bool:
        """Tell whether a held step does not count any more on the plan's first day."""
        one = self.held[leaf.step]
        if since is not None and (one.since is None or one.since < since):
            return True
        return any(last < self.learner.start for last in self._last_days(leaf))

    def _last_days(self, leaf: Needs) -> Iterator[date]:
        """Yield the days up to which a held step counts for a requirement."""
        one = self.held.get(leaf.step)
        if one is None:
            return
        for window in self.windows(leaf):
            # Without a day since when it is held, there are windows only from a later one.
            last = window.last(one.since.toordinal() if one.since else 0)
            if last < NEVER:
                yield date.fromordinal(last)
        step = self.steps[leaf.step]
        if leaf.current and (last_day := kept_until(step, one)):
            yield last_day

    def windows(self, leaf: Needs) -> Iterator[Window]:
        """Yield how long what a requirement names counts."""
        if leaf.step in self.waived:
            return
        one, step = self.held.get(leaf.step), self.steps[leaf.step]
        is_dated = one is None or one.since is not None
        if leaf.within is not None and is_dated:
            yield Window(leaf.within, leaf.until is Until.FINISH)
        if step.valid_for is not None and step.renewal is None:
            renewed = one.renewed if one else None
            if is_dated or renewed:
                since = renewed.toordinal() if renewed else None
                yield Window(step.valid_for, leaf.current, since)


def further_tries(exam: Exam | None, failures: int) -> Iterator[FurtherTry]:
    """Yield what another try of an exam needs after so many failed ones."""
    for one in exam.further if exam else ():
        if one.after <= failures:
            yield one


def wait_for_next(exam: Exam, failures: int) -> Duration | None:
    """Return the time to wait before another try of an exam after so many failed ones."""
    told = [one for one in further_tries(exam, failures) if one.retake_wait is not None]
    last = max(told, key=lambda one: one.after, default=None)
    return last.retake_wait if last else exam.retake_wait


def is_last_try_over(exam: Exam | None, failures: int) -> bool:
    """Tell whether there is no other try of an exam after so many."""
    if exam is None or exam.most_attempts is None or exam.attempts_within is not None:
        return False
    return failures >= exam.most_attempts


def next_try(exam: Exam | None, failed: Iterable[date]) -> int:
    """Return the first day on which tries that are few in a time allow another, or 0."""
    days = sorted(failed)
    if exam is None or exam.attempts_within is None or exam.most_attempts is None:
        return 0
    if len(days) < exam.most_attempts:
        return 0
    return after(exam.attempts_within, days[-exam.most_attempts].toordinal())


def kept_until(step: Step, one: Held) -> date | None:
    """Return the last day on which a held step can be renewed, if nothing is told of it later.

    None where it is never renewed, or where it is not known since when it is held.
    """
    renewal = step.renewal
    if renewal is None or (one.renewed or one.since) is None:
        return None
    spans: list[Duration | None] = [
        renewal.every if one.renewed else renewal.first or renewal.every
    ]
    if not one.renewed and step.valid_for is not None:
        spans = [step.valid_for]
    day = (one.renewed or one.since or date.max).toordinal()
    for span in (*spans, renewal.grace):
        day = after(span, day) if span is not None else day
    return date.fromordinal(day) if day < NEVER else None


def limited(task: Task, past: Past, held: Iterable[str]) -> Task:
    """Return a task with what runs out before it can start."""
    windows = {
        leaf: found for leaf in needs_in(task.requires) if (found := tuple(past.windows(leaf)))
    }
    exam = task.step.exam
    within = exam.schedule_within if exam and not task.is_again and task.begun is None else None
    if within is not None and is_met(task.requires, frozenset(held)):
        within = None
    if not windows and within is None:
        return task
    return evolve(task, windows=windows, approved=within)
