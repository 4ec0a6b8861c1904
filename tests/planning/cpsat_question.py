"""The question that the CP-SAT model answers, read from the rules a second time.

`verify` reads single days by reckoning; here they are counted one by one on a calendar of
days with study. The two share no code, so they are two witnesses of what the rules say of
days, of what is held or under way, and of exams that were failed.
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

import cpsat_sums
from attrs import evolve
from cpsat_week import (
    ENDS_ON_WORKING_DAYS,
    Week,
    chain_of,
    is_self_paced,
    is_stretched,
    revision_of,
    told_of,
)
from networkx import DiGraph, descendants

from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.price import Cost, CostKind
from pathplanner.model.quantity import UNKNOWN, Duration, Estimate, Unit
from pathplanner.model.requirement import NOTHING, AllOf, Needs, Requirement, needs_in, steps_in
from pathplanner.model.step import Kind, Step

CENTURY = 36525
"""Days on the calendar; no plan is longer."""


def later(day: date, count: int, unit: Unit) -> date:
    """Return the day that lies so many units after another; 31 January, then 28 February."""
    if unit in (Unit.DAYS, Unit.WEEKS):
        return day + timedelta(count * (7 if unit is Unit.WEEKS else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit is Unit.YEARS else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def hours_of(step: Step) -> Decimal:
    """Return the likely study hours as far as they are known."""
    return step.study_hours.likely if isinstance(step.study_hours, Estimate) else Decimal(0)


def is_study(step: Step) -> bool:
    """Tell whether the step rests on days of a break (rule 4)."""
    return bool(hours_of(step)) or step.kind in {Kind.PROGRAM, Kind.COURSE}


def hours_unknown(step: Step) -> bool:
    """Tell whether there is study in the step of which nobody has found the hours."""
    lessons = step.kind in {Kind.PROGRAM, Kind.COURSE}
    return step.study_hours is UNKNOWN or (lessons and step.study_hours is None)


def lasts_unknown(step: Step) -> bool:
    """Tell whether nobody has found how long the step takes (rules 4 and 10)."""
    waits = [wait.span for wait in (*step.before, *step.after)]
    if step.duration is UNKNOWN or UNKNOWN in waits:
        return True
    spanless = step.duration is None or not step.duration.likely
    return spanless and step.study_hours is UNKNOWN


class Question:
    """A pathway, a learner and goals; `pathway` is what failed exams leave of the first."""

    def __init__(self, pathway: Pathway, learner: Learner, goal: tuple[str, ...]) -> None:
        self.learner, self.goal, self.first_day = learner, goal, learner.start
        self.hours = Fraction(learner.hours_per_week)
        self.breaks = [(one.start, one.finish) for one in learner.breaks]
        self.held = {
            name: since
            for name, since in (
                *((one.step, None) for one in learner.overrides),
                *((one.step, one.since) for one in learner.holds),
            )
            if name in pathway.by_id
        }
        self.begun = {o.step: o.begun for o in learner.under_way if o.step not in self.held}
        self.unwanted = {*learner.avoid, *(one.step for one in learner.dropped)}
        self.wanted = {*goal, *learner.insist}.difference(self.held)
        self.joint = cpsat_sums.joint(pathway, self.wanted, set(self.held))
        self.first = self._insisted_first(pathway)
        self.failed: dict[str, list[date]] = {}
        for attempt in sorted(learner.failed, key=lambda one: one.on):
            self.failed.setdefault(attempt.step, []).append(attempt.on)
        tried = self.failed.keys() & pathway.by_id.keys() - self.begun.keys()
        self.again = {name for name in tried if pathway.by_id[name].exam}
        self.week, self.given = Week(pathway, learner, self.again), pathway
        self.pathway = evolve(pathway, steps=tuple(map(self._as_it_is, pathway.steps)))
        resting = {
            first + timedelta(ahead)
            for first, end in self.breaks
            for ahead in range((end - first).days)
        }
        start = min([self.first_day, *self.begun.values()]).toordinal()
        days = map(date.fromordinal, range(start, start + CENTURY)) if resting else ()
        self.study_days = [day for day in days if day not in resting]

    def _as_it_is(self, step: Step) -> Step:
        """Return a step with its hours, what is left of it, and what is waited for."""
        step = self._left_of(self.week.paid_slowly(self.week.studied(step)))
        if step.id in self.begun:
            return evolve(self.week.waiting(step), before=())
        return self.week.waiting(step)

    # Rule 11: what was tried and not passed.

    def _left_of(self, step: Step) -> Step:
        """Return a step, or its exam alone where that was failed."""
        times = len(self.failed.get(step.id, ()))
        if not times or step.exam is None or step.id in self.begun:
            return step
        costs = self._next_try(step, times)
        left = evolve(step, costs=costs, duration=None, study_hours=None, waiting=None)
        if step.kind not in {Kind.PROGRAM, Kind.COURSE}:
            return left
        # Of lessons the exam is left, which is studied for no more and has no term.
        return evolve(left, kind=Kind.EXAM, intakes=None)

    @staticmethod
    def _next_try(step: Step, times: int) -> tuple[Cost, ...]:
        assert step.exam is not None
        in_price = 1 if step.exam.attempts is None else step.exam.attempts
        fee = step.exam.retake_fee
        if times < in_price or (fee is None and times % in_price):
            return ()
        exams = tuple(cost for cost in step.costs if cost.kind is CostKind.EXAM)
        if fee is UNKNOWN and exams and all(cost.amount is not UNKNOWN for cost in exams):
            return exams
        if fee is not None:
            return (Cost(CostKind.EXAM, fee),)
        return exams or (Cost(CostKind.EXAM, UNKNOWN),)

    def again_from(self, step: Step) -> date | None:
        """Return the first day of another try, where the pathway names one."""
        if step.id not in self.again:
            wait = self._retake_wait(step)
            if step.id not in self.failed or not isinstance(wait, Duration):
                return None
            return later(self.failed[step.id][-1], wait.likely, wait.unit)
        last = self.failed[step.id][-1]
        wait = self._retake_wait(step)
        days = [later(last, wait.likely, wait.unit)] if isinstance(wait, Duration) else []
        return max(last, *days, self.anew(step, last) or self.over(step, last, chain_of(step)))

    def over(self, step: Step, first: date, spans: list[Duration]) -> date:
        """Return when all is waited for that counts from a day, and one has revised."""
        day, revision = first, revision_of(step)
        for span in spans:
            day = later(day, span.likely, span.unit)
        return max(day, later(first, revision.likely, revision.unit)) if revision else day

    def anew(self, step: Step, met: date) -> date | None:
        """Return when it is over where it counts anew, as it would be over long before."""
        over = self.over(step, met, chain_of(step))
        if not step.before or over >= self.first_day - timedelta(days=90):
            return None
        return self.over(step, self.own_first_day(step), told_of(step))

    def met_by_held(self, need: Requirement, step: Step) -> date | None:
        """Return since when what is held is all that a step requires; None where it is not."""
        if isinstance(need, Needs):
            known = self.known_day(need.step) if need.step in self.held else None
            return known or (self.own_first_day(step) if need.step in self.held else None)
        if cpsat_sums.adds_up(need):
            return None
        asking = [part for part in need.of if cpsat_sums.asks_for_anything(part)]
        count = need.count - (len(need.of) - len(asking))
        days = sorted(filter(None, (self.met_by_held(part, step) for part in asking)))
        return days[count - 1] if 0 < count <= len(days) else None

    def _retake_wait(self, step: Step) -> object:
        """Return the wait that the most failed tries ask for, else that of the exam."""
        if step.exam is None:
            return None
        tried = len(self.failed.get(step.id, ()))
        told = {one.after: one.retake_wait for one in step.exam.further if one.retake_wait}
        return next((told[n] for n in range(tried, 0, -1) if n in told), step.exam.retake_wait)

    # Rules 1 and 8: what is asked for, and of whom.

    def requirement(self, step: Step) -> Requirement:
        """Return what must be done before the step; nothing more once it was begun."""
        if step.id in self.begun:
            return NOTHING
        advice = [one.requirement for one in step.recommends] if self.learner.recommended else []
        more = [*advice, *self.joint.get(step.id, ()), *self.first.get(step.id, ())]
        return AllOf((step.requires, *more)) if more else step.requires

    def _insisted_first(self, pathway: Pathway) -> dict[str, list[Needs]]:
        """Return what is insisted on and comes before steps, as far as there is no circle."""
        found: dict[str, list[Needs]] = {}
        arrows = DiGraph()
        arrows.add_nodes_from(pathway.by_id)
        for step in pathway.steps:
            advice = [one.requirement for one in step.recommends]
            for need in [step.requires, *(advice if self.learner.recommended else [])]:
                arrows.add_edges_from((name, step.id) for name in steps_in(need))
        insisted = {*self.learner.insist}
        for step in pathway.steps if insisted else ():
            needs = [step.requires, *(one.requirement for one in step.recommends)]
            parts = [part for need in needs for part in needs_in(need)]
            together = {part.step for part in parts if part.corequisite}
            names = {part.step for part in parts}
            if (step.exam or step.kind == Kind.EXAM) and step.id in {*self.goal} - insisted:
                names |= {one.id for one in pathway.steps if one.kind == Kind.COURSE}
            for name in sorted((names & insisted) - together - self.held.keys()):
                if name not in {step.id, *descendants(arrows, step.id)}:
                    arrows.add_edge(name, step.id)
                    found.setdefault(step.id, []).append(Needs(name))
        return found

    def time_open(self, step: Step) -> bool:
        """Tell whether the time of a step counts as open (rule 10)."""
        if lasts_unknown(step):
            return True
        if self.learner.savings is None and self.learner.budget is None:
            return False
        if step.dues and step.dues.amount is UNKNOWN:
            return True
        return step.id not in self.begun and UNKNOWN in [cost.amount for cost in step.costs]

    def open_times(self, steps: Iterable[str]) -> int:
        """Return how many times of a way are open."""
        return sum(self.time_open(self.pathway.by_id[name]) for name in steps)

    def counts_nowhere(self, step: Step) -> bool:
        """Tell whether the step is for other states than the learner's."""
        return bool(self.learner.state and step.states) and self.learner.state not in step.states

    def of_age(self, step: Step) -> date | None:
        """Return the day from which the learner is old enough; None when always."""
        born, age = self.learner.birth_date, step.minimum_age
        if born is None or age is None:
            return None
        return later(born, age, Unit.YEARS)

    # Rule 3: what is waited for.

    def own_first_day(self, step: Step) -> date:
        """Return the day from which the learner may wait for a step."""
        return next((o.on for o in self.learner.applied if o.step == step.id), self.first_day)

    def known_day(self, name: str) -> date | None:
        """Return since when a held step is done, as far as that is known."""
        decided = [o.on for o in self.learner.overrides if o.step == name and o.on]
        return self.held[name] or next((on for on in decided if on <= self.first_day), None)

    # Rules 4 to 6: days.

    def days_of(self, step: Step, start: date) -> int | None:
        """Return how many days the step takes from a day, breaks left out; None: for ever."""
        if is_study(step) and not self.hours and step.id not in self.begun:
            return None
        if isinstance(step.duration, Duration) and step.duration.likely:
            days = (later(start, step.duration.likely, step.duration.unit) - start).days
            if not is_stretched(step):
                return days
            if not self.hours:
                return None
            return max(days, ceil(Fraction(hours_of(step)) * 7 / self.hours))
        if not hours_of(step):
            return 0
        return ceil(Fraction(hours_of(step)) * 7 / self.hours) if self.hours else None

    def finish_of(self, step: Step, start: date) -> date | None:
        """Return the day after the last one that the step takes."""
        days = self.days_of(step, start)
        if days is None:
            return None
        finish = start + timedelta(days)
        if days and self.study_days and is_study(step):
            here = bisect_left(self.study_days, start)
            finish = self.study_days[here + days - 1] + timedelta(1)
        if finish > start and step.kind in ENDS_ON_WORKING_DAYS:
            finish = self.week.opens(finish)
        waits = [wait.span for wait in step.after if isinstance(wait.span, Duration)]
        for span in waits:
            finish = later(finish, span.likely, span.unit)
        finish = self.week.opens(finish) if waits else finish
        return max(finish, self.first_day) if step.id in self.begun else finish

    def load_of(self, step: Step, start: date) -> Fraction:
        """Return the hours per week that the step takes while it lasts."""
        spans = isinstance(step.duration, Duration) and step.duration.likely
        days = self.days_of(step, start)
        if not hours_of(step) or not days:
            return Fraction(0) if days == 0 or not hours_of(step) else self.hours
        return Fraction(hours_of(step)) * 7 / days if spans else self.hours

    def begins_any_day(self, step: Step) -> bool:
        """Tell whether the step may begin on a day off, intakes aside (rule 14)."""
        return is_self_paced(self.given.by_id[step.id])

    def may_start(self, step: Step, day: date) -> bool:
        """Tell whether the calendar lets the step start, but for what comes before it."""
        of_age, intakes = self.of_age(step), step.intakes
        if day < self.first_day or (of_age and day < of_age):
            return False
        if is_study(step) and any(first <= day < end for first, end in self.breaks):
            return False
        if is_study(step) and not self.hours:
            return False
        if intakes is None:
            return self.begins_any_day(step) or self.week.is_open(day)
        ahead = intakes.apply_before
        if ahead and later(day, -ahead.likely, ahead.unit) < self.own_first_day(step):
            return False
        yearly = (one.in_year(day.year) for one in intakes.yearly)
        return day in intakes.dates or day in yearly
