"""From a step and a learner to a task: how long it takes, and when it can start."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import ceil

from attrs import evolve

from pathplanner.model.learner import Learner
from pathplanner.model.quantity import LARGEST_SPAN, UNKNOWN, Duration, Estimate, Unit, add
from pathplanner.model.requirement import Requirement, hours_in
from pathplanner.model.step import Attendance, Kind, Step
from pathplanner.model.week import WEEKS
from pathplanner.planning.problem.assuming import Assuming, work_of
from pathplanner.planning.problem.problem import LESSONS, Task, Week
from pathplanner.planning.problem.validity import next_try, wait_for_next
from pathplanner.planning.schedule.terms import last_of_term
from pathplanner.planning.schedule.timing import NEVER, Doors, Pace, after

OFFICIAL = (Kind.EXAM, Kind.CREDENTIAL, Kind.LICENSE, Kind.MEMBERSHIP, Kind.JOB)
"""Kinds of steps that end on a working day."""


def task_of(
    step: Step,
    place: int,
    requires: Requirement,
    assuming: Assuming,
    begun: int | None,
    failed: Sequence[date],
    since: int,
    days: tuple[int, int] = (0, NEVER),
) -> Task:
    """Return a step as the planner sees it.

    Args:
        step: The step, or what is left of it after a failed exam.
        place: Its place in the pathway.
        requires: What must come before it for this learner.
        assuming: For whom, and what is assumed.
        begun: The day it was begun, when it is under way.
        failed: The days on which it was tried and not passed, in order.
        since: The day from which it may be waited for; see `Task.since`.
        days: The first and the last day on which it can start, if all else allows these.
    """
    learner = assuming.learner
    is_again = bool(failed and step.exam and begun is None)
    failed_on = failed[-1].toordinal() if is_again else None
    waits = assuming.waits(step, again=is_again, begun=begun is not None)
    known = step.study_hours if isinstance(step.study_hours, Estimate) else None
    hours = Fraction(known.likely) if known and known.likely else None
    duration = waits.duration
    span = duration if isinstance(duration, Duration) and duration.likely else None
    lessons = step.kind in LESSONS and not is_again and not step.open_ended
    ends = [wait.span for wait in waits.after]
    workdays = assuming.workdays
    start = learner.start.toordinal()
    earliest = max(start, days[0])
    if step.minimum_age is not None and learner.birth_date is not None:
        birthday = add(learner.birth_date, step.minimum_age, Unit.YEARS)
        earliest = max(earliest, birthday.toordinal())
    latest = days[1]
    if step.maximum_age is not None and learner.birth_date is not None:
        too_old = add(learner.birth_date, step.maximum_age + 1, Unit.YEARS)
        latest = min(latest, too_old.toordinal() - 1)
    terms = assuming.pathway.terms
    if step.latest_term is not None:
        latest = min(latest, last_of_term(terms, learner.start, step.latest_term))
    if failed and step.exam and (wait := wait_for_next(step.exam, len(failed))):
        earliest = max(earliest, after(wait, failed[-1].toordinal()))
    if failed and begun is None:
        earliest = max(earliest, next_try(step.exam, failed))
    no_length = duration is UNKNOWN or (span is None and step.study_hours is UNKNOWN)
    no_length = no_length or UNKNOWN in (*ends, *(wait.span for wait in waits.before))
    own = own_hours(learner, step.id)
    is_short = step.id in assuming.shared and hours is not None and own is None
    is_short = is_short and begun is None and not (waits.before or waits.after)
    pace = Pace(
        span=span,
        hours=hours,
        weekly=assuming.week.study if own is None else own,
        studies=hours is not None or lessons,
        pauses=assuming.pauses,
        stretches=lessons and step.attendance is Attendance.PART_TIME,
        afterwards=tuple(span for span in ends if isinstance(span, Duration)),
        workdays=workdays,
        ends_open=step.kind in OFFICIAL,
        work=work_of(step),
        cap=Fraction(step.weekly_hours.likely) if step.weekly_hours else None,
        is_own=own is not None,
        weeks=assuming.week.weeks if own is None else None,
        by_hour=is_short,
    )
    if pace.takes_time and begun is None and assuming.week.is_over(0, pace.work):
        earliest = NEVER  # it asks for more work than there is in any week (rule 5)
    step = _paid_slowly(step, pace)
    if begun is not None and own is None and learner.hours:
        # What was begun before the plan took the hours that there were then.
        week = Week.of(learner, date.fromordinal(begun))
        pace = evolve(pace, weekly=week.study, weeks=week.weeks)
    task = Task(
        step=step,
        place=place,
        requires=requires,
        pace=pace,
        doors=Doors(
            step.intakes and step.intakes.on(terms),
            since,
            None if is_self_study(step) else workdays,
        ),
        earliest=earliest,
        since=since,
        begun=begun,
        hours=hours if hours and hours.denominator > 1 else int(hours or 0),
        hours_unknown=step.study_hours is UNKNOWN or (lessons and step.study_hours is None),
        length_unknown=no_length,
        time_open=no_length or _is_price_in_the_way(step, learner, begun),
        failures=len(failed),
        before=waits.before,
        after=waits.after,
        assumed=waits.assumed,
        failed_on=failed_on,
        latest=latest,
        worked=tuple(assuming.reckon(need) for need in hours_in(requires)),
    )
    # An exam that was failed is prepared for anew.
    if failed_on is None:
        return task
    return evolve(task, earliest=max(earliest, task.ready(failed_on, start)))


def _paid_slowly(step: Step, pace: Pace) -> Step:
    """Return a step whose prices come as much more rarely as it lasts longer than its span."""
    if not pace.stretches or pace.span is None or not 0 < pace.alone < NEVER:
        return step
    longer = Fraction(pace.alone, 7) / (pace.span.likely * WEEKS[pace.span.unit])
    if longer <= 1 or not any(cost.every for cost in step.costs):
        return step
    costs = [
        evolve(cost, every=_drawn_out(cost.every, longer)) if cost.every else cost
        for cost in step.costs
    ]
    return evolve(step, costs=costs)


def _drawn_out(every: Duration, longer: Fraction) -> Duration:
    weeks = ceil(every.likely * WEEKS[every.unit] * longer)
    return Duration.exactly(min(weeks, LARGEST_SPAN), Unit.WEEKS, source=every.source)


def own_hours(learner: Learner, step: str) -> Fraction | None:
    """Return the hours a week that a learner has for a step alone, if there are any."""
    own = [one.per_week for one in learner.hours if one.step == step]
    return Fraction(own[-1]) if own else None


def is_self_study(step: Step) -> bool:
    """Tell whether nobody teaches a step, so that it may begin on any day (rule 14)."""
    return step.kind in LESSONS and step.attendance is Attendance.SELF_PACED


def _is_price_in_the_way(step: Step, learner: Learner, begun: int | None) -> bool:
    """Tell whether nobody knows what a step costs, so not when it can be paid, or if at all."""
    if learner.savings is None and learner.budget is None:
        return False
    costs = step.costs if begun is None else ()
    is_due = step.dues is not None and step.dues.amount is UNKNOWN
    return is_due or any(cost.amount is UNKNOWN for cost in costs)
