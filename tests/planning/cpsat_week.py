"""Waits, what is assumed of them, hours that follow and days on which nothing is open.

Written from rules 3, 4, 7, 13 and 14 for the CP-SAT model; it shares no code with the planner
nor with `pathplanner.verification`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil

import holidays
from attrs import evolve

from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import UNKNOWN, Duration, Estimate, Unit
from pathplanner.model.requirement import steps_in
from pathplanner.model.step import Attendance, Kind, Step
from pathplanner.model.waits import Wait, WaitKind

LESSONS = {Kind.PROGRAM, Kind.COURSE}
ENDS_ON_WORKING_DAYS = {Kind.EXAM, Kind.CREDENTIAL, Kind.LICENSE, Kind.MEMBERSHIP, Kind.JOB}
PLANNED = {
    "admission": (4, Unit.WEEKS),
    "revision": (2, Unit.WEEKS),
    "booking": (1, Unit.WEEKS),
    "result": (1, Unit.WEEKS),
    "license": (4, Unit.WEEKS),
    "membership": (3, Unit.DAYS),
    "hiring": (8, Unit.WEEKS),
}
"""The column "planned" of the table of rule 13."""

DAYS_IN = {
    Unit.DAYS: Fraction(1),
    Unit.WEEKS: Fraction(7),
    Unit.MONTHS: Fraction(7 * 52, 12),
    Unit.YEARS: Fraction(7 * 52),
}
"""What counts as a unit where hours follow from a span (rules 4 and 7)."""


@lru_cache(maxsize=512)
def _closed(country: str, state: str, year: int) -> tuple[frozenset[date], frozenset[int]]:
    """Return the holidays of a year, and the weekdays on which nothing is open."""
    for subdivision in (state or None, None):
        try:
            found = holidays.country_holidays(country, subdiv=subdivision, years=year)
        except NotImplementedError:
            continue
        return frozenset(found), frozenset(found.weekend)
    return frozenset(), frozenset({5, 6})


class Week:
    """What the week, offices and schools make of the steps of one question."""

    def __init__(self, pathway: Pathway, learner: Learner, failed: Collection[str]) -> None:
        self.pathway, self.learner, self.failed = pathway, learner, failed
        self.country = pathway.country or learner.state.split("-")[0]
        own = {str(one.what): one.span for one in learner.assumptions}
        usual = PLANNED if self.country == "US" else {}
        self.spans = {kind: Duration.exactly(*span) for kind, span in usual.items()}
        self.spans |= {kind: span for kind, span in own.items() if span is not None}
        for kind, span in own.items():
            if span is None:
                self.spans.pop(kind, None)
        self.has_holidays = bool(self.country) and "working-days" not in own
        home, _, part = learner.state.partition("-")
        self.state = part if home == self.country else ""

    def is_open(self, day: date) -> bool:
        """Tell whether offices, schools and employers are open on a day."""
        if not self.has_holidays:
            return True
        off, weekend = _closed(self.country, self.state, day.year)
        return day not in off and day.weekday() not in weekend

    def opens(self, day: date) -> date:
        """Return the first day from `day` on that is a working day."""
        while not self.is_open(day):
            day += timedelta(1)
        return day

    def studied(self, step: Step) -> Step:
        """Return the step with the hours that follow from what it states (rule 4)."""
        if step.kind not in LESSONS or isinstance(step.study_hours, Estimate):
            return step
        if isinstance(step.credits, Estimate):
            hours = Fraction(step.credits.likely) * 45
        elif isinstance(step.contact_hours, Estimate):
            hours = Fraction(step.contact_hours.likely)
        elif isinstance(step.duration, Duration) and step.attendance in WEEKLY:
            weeks = step.duration.likely * DAYS_IN[step.duration.unit] / 7
            hours = weeks * WEEKLY[step.attendance]
        else:
            return step
        return evolve(step, study_hours=Estimate.exactly(Decimal(ceil(hours))))

    def paid_slowly(self, step: Step) -> Step:
        """Return the step with prices that come as much more rarely as it lasts longer (rule 7)."""
        weekly = Fraction(self.learner.hours_per_week)
        lasts = step.duration if isinstance(step.duration, Duration) else None
        if not (is_stretched(step) and lasts and lasts.likely and weekly):
            return step
        days = ceil(Fraction(step.study_hours.likely) * 7 / weekly)
        longer = days / (lasts.likely * DAYS_IN[lasts.unit])
        if longer <= 1:
            return step
        costs = []
        for cost in step.costs:
            every = cost.every
            if every:
                weeks = ceil(every.likely * DAYS_IN[every.unit] / 7 * longer)
                every = Duration.exactly(min(1200, weeks), Unit.WEEKS)
            costs.append(evolve(cost, every=every))
        return evolve(step, costs=costs)

    def waiting(self, step: Step) -> Step:
        """Return the step with all that is waited for before and after it (rules 11 and 13).

        Its length is None where a wait takes the place of one that nobody has found.
        """
        again = step.id in self.failed
        before = [
            wait
            for wait in step.before
            if not again or wait.kind in (WaitKind.REVISION, WaitKind.BOOKING)
        ]
        kind = self._assumed_before(step, {wait.kind for wait in before}, again=again)
        if kind and kind in self.spans:
            before.append(Wait(WaitKind(kind), self._no_longer_than_the_window(step, kind)))
        after, duration = list(step.after), step.duration
        told = {str(wait.kind) for wait in after}
        if is_exam(step) and "result" in self.spans and "result" not in told:
            after.append(Wait(WaitKind.RESULT, self.spans["result"]))
        own = str(step.kind)
        is_paper = own in ("license", "membership") and not isinstance(duration, Duration)
        if is_paper and own in self.spans and own not in told:
            after.append(Wait(WaitKind(own), self.spans[own]))
            duration = None
        return evolve(
            step,
            before=[self._known(wait) for wait in before],
            after=[self._known(wait) for wait in after],
            duration=duration,
        )

    def _known(self, wait: Wait) -> Wait:
        return (
            Wait(wait.kind, self.spans.get(str(wait.kind), wait.span))
            if (wait.span is UNKNOWN)
            else wait
        )

    def _assumed_before(self, step: Step, told: Collection[WaitKind], *, again: bool) -> str:
        if is_exam(step) and (again or not _is_studied(step)) and (again or self._learned(step)):
            return "" if WaitKind.REVISION in told else "revision"
        if again or step.waiting or set(told) - {WaitKind.REVISION}:
            return ""
        if is_exam(step) and not _is_studied(step):
            return "booking"
        if step.kind is Kind.PROGRAM and not (step.intakes and step.intakes.apply_before):
            return "admission"
        return "hiring" if step.kind is Kind.JOB else ""

    def _learned(self, step: Step) -> bool:
        """Tell whether something that is studied comes before, at whatever distance."""
        reached: set[str] = set()
        border = set(steps_in(step.requires))
        while border := border & self.pathway.by_id.keys() - reached:
            reached |= border
            border = {n for one in border for n in steps_in(self.pathway.by_id[one].requires)}
        return any(_is_studied(self.pathway.by_id[name]) for name in reached)

    def _no_longer_than_the_window(self, step: Step, kind: str) -> Duration:
        span, window = self.spans[kind], step.exam and step.exam.schedule_within
        if kind == "revision" and window:
            return min((span, window), key=lambda one: one.after(self.learner.start))
        return span


WEEKLY = {Attendance.FULL_TIME: 36, Attendance.PART_TIME: 18}
"""Hours a week of a program or a course that says no more than how it is attended (rule 4)."""


def is_exam(step: Step) -> bool:
    """Tell whether the step is an exam, or one with facts about its exam."""
    return step.kind is Kind.EXAM or step.exam is not None


def _is_studied(step: Step) -> bool:
    hours = step.study_hours
    return step.kind in LESSONS or (isinstance(hours, Estimate) and hours.likely > 0)


def is_stretched(step: Step) -> bool:
    """Tell whether a step lasts longer for who has fewer hours: part-time lessons (rule 4)."""
    hours = step.study_hours
    known = isinstance(hours, Estimate) and hours.likely > 0
    return step.kind in LESSONS and step.attendance is Attendance.PART_TIME and known


def is_self_paced(step: Step) -> bool:
    """Tell whether a step may begin on a day off (rule 14)."""
    return step.kind in LESSONS and step.attendance is Attendance.SELF_PACED


def revision_of(step: Step) -> Duration | None:
    """Return how long one revises before a step, if that is known and any time."""
    spans = [wait.span for wait in step.before if wait.kind is WaitKind.REVISION]
    return spans[0] if spans and isinstance(spans[0], Duration) else None


def chain_of(step: Step) -> list[Duration]:
    """Return what is waited for before a step, one after the other."""
    first = [step.waiting] if isinstance(step.waiting, Duration) and step.waiting.likely else []
    return first + told_of(step)


def told_of(step: Step) -> list[Duration]:
    """Return what is told under `before`, but for revision."""
    spans = [wait.span for wait in step.before if wait.kind is not WaitKind.REVISION]
    return [span for span in spans if isinstance(span, Duration) and span.likely]
