"""Rules 3 to 6 and 8: when a step may start and when it finishes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache, partial
from math import ceil
from types import MappingProxyType

from pathplanner.model.quantity import Duration, Estimate, Unit, add
from pathplanner.model.requirement import Needs, Requirement, Worked, steps_in
from pathplanner.model.step import Kind, Step
from pathplanner.verification import moves, short_steps
from pathplanner.verification.case import Case, Times, corequisites, met
from pathplanner.verification.counting import is_counting
from pathplanner.verification.running_out import is_over, leaves
from pathplanner.verification.terms import end_of_terms, is_intake

ENDING_OPEN = ("exam", "credential", "license", "membership", "job")
"""Kinds of steps that end on a working day (rule 14)."""
UNUSED = timedelta(days=90)
"""After so long what was waited for was not used (rule 3)."""

NONE = Fraction()
_fraction = lru_cache(maxsize=4096)(Fraction)
"""The same few numbers are asked for at every day that is looked at."""


def known_hours(step: Step) -> Fraction:
    """Return the likely study hours; nothing when there are none or nobody found them."""
    return _fraction(step.study_hours.likely) if isinstance(step.study_hours, Estimate) else NONE


def is_study(case: Case, step: Step) -> bool:
    """Tell whether breaks move the step."""
    is_lessons = step.kind in (Kind.PROGRAM, Kind.COURSE) and not step.open_ended
    return (is_lessons and not case.is_retake(step)) or known_hours(step) > 0


def hours_unknown(case: Case, step: Step) -> bool:
    """Tell whether there is study in the step of which nobody has found the hours."""
    if step.study_hours is None:
        is_lessons = step.kind in (Kind.PROGRAM, Kind.COURSE) and not step.open_ended
        return is_lessons and not case.is_retake(step)
    return not isinstance(step.study_hours, Estimate)


def has_span(step: Step) -> bool:
    """Tell whether the step has a known calendar span longer than nothing."""
    return isinstance(step.duration, Duration) and step.duration.likely > 0


def length_unknown(step: Step) -> bool:
    """Tell whether nobody has found how long the step takes (rule 10).

    An unknown span is unknown even where the hours of study are known, because they
    are only the least that it can take; unknown hours do no harm to a known span.
    """
    if any(not isinstance(wait.span, Duration) for wait in (*step.before, *step.after)):
        return True
    if step.duration is None or isinstance(step.duration, Duration):
        unknown_hours = step.study_hours is not None and not isinstance(step.study_hours, Estimate)
        return unknown_hours and not has_span(step)
    return True


def time_open(case: Case, step: Step) -> bool:
    """Tell whether the time of a step is open when routes are compared (rule 10)."""
    learner = case.learner
    if length_unknown(step) or (learner.savings is None and learner.budget is None):
        return length_unknown(step)
    prices = [cost.amount for cost in step.costs if step.id not in case.begun]
    prices += [step.dues.amount] if step.dues else []
    return not all(isinstance(price, Estimate) for price in prices)


def days_of(case: Case, step: Step, start: date) -> int | None:
    """Return the days that the step lasts without breaks; None when it would never end."""
    if isinstance(step.duration, Duration) and step.duration.likely > 0:
        days = (step.duration.after(start) - start).days
        if not lasts_longer(case, step):
            return days
        by_hours = days_by_hours(case, step, start)
        return None if by_hours is None else max(days, by_hours)
    return days_by_hours(case, step, start)


def days_by_hours(case: Case, step: Step, start: date) -> int | None:
    """Return the days without breaks that the hours of the step take; None for all time."""
    if not known_hours(step):
        return 0
    if case.week.turns and case.week.own(step) is None:
        end = case.week.done_on(step, known_hours(step), start, case.in_break)
        if end is None:
            return None
        days = (start + timedelta(days=ahead) for ahead in range((end - start).days))
        return sum(not case.in_break(day) for day in days)
    rate = case.week.taken_by(step, start)
    return ceil(known_hours(step) * 7 / rate) if rate else None


def lasts_longer(case: Case, step: Step) -> bool:
    """Tell whether the step lasts longer for those who have fewer hours a week."""
    part_time = step.attendance == "part-time" and step.kind in (Kind.PROGRAM, Kind.COURSE)
    return part_time and known_hours(step) > 0 and not case.is_retake(step)


def is_self_study(step: Step) -> bool:
    """Tell whether nobody teaches the step at given hours (rule 14)."""
    return step.attendance == "self-paced" and step.kind in (Kind.PROGRAM, Kind.COURSE)


def finish_of(case: Case, step: Step, start: date) -> date | None:
    """Return the first day on which a step that starts on `start` is done (rule 4)."""
    days = days_of(case, step, start)
    if days is None:
        return None
    finish = start + timedelta(days=days)
    if is_study(case, step):
        for first, end in case.breaks:
            if end > start and first < finish:
                finish += end - max(first, start)
    if finish > start and step.kind in ENDING_OPEN:
        finish = case.working_day(finish)
    for wait in step.after:
        finish = wait.span.after(finish) if isinstance(wait.span, Duration) else finish
    if any(isinstance(wait.span, Duration) for wait in step.after):
        finish = case.working_day(finish)
    return max(finish, case.first_day) if step.id in case.begun else finish


def load_of(case: Case, step: Step, start: date) -> Fraction:
    """Return the hours per week that the step takes while it lasts, the most of any week."""
    days = days_of(case, step, start)
    if not known_hours(step) or days == 0:
        return Fraction()
    if days is None or takes_what_there_is(case, step, start):
        end = last_study_day(case, start, days or 1)
        turns = [turn for turn, _ in case.week.turns if start < turn <= end]
        return max(case.week.taken_by(step, day) for day in (start, *turns))
    return known_hours(step) * 7 / days


def last_study_day(case: Case, start: date, days: int) -> date:
    """Return the last of so many days that are not in a break."""
    day = start
    while days > 0:
        days -= not case.in_break(day)
        day += timedelta(days=1)
    return day - timedelta(days=1)


def takes_what_there_is(case: Case, step: Step, start: date) -> bool:
    """Tell whether the step takes the hours of each week, up to its own limit (rules 5, 18)."""
    if not has_span(step):
        return True
    if not case.week.turns or case.week.own(step) is not None or not lasts_longer(case, step):
        return False
    by_hours, span = days_by_hours(case, step, start), step.duration
    if by_hours is None or not isinstance(span, Duration):
        return True
    return by_hours > (span.after(start) - start).days


def load_on(case: Case, step: Step, start: date, day: date) -> Fraction:
    """Return the hours per week that the step takes on a day on which it runs."""
    return load_by_day(case, step, start)(day)


def load_by_day(case: Case, step: Step, start: date) -> Callable[[date], Fraction]:
    """Return what tells the hours per week that the step takes on a day on which it runs."""
    if not known_hours(step):
        return lambda _: NONE
    if takes_what_there_is(case, step, start):
        return partial(case.week.taken_by, step)
    load = load_of(case, step, start)
    return lambda _: load


def met_on(
    case: Case,
    requirement: Requirement,
    done: Mapping[str, date],
    otherwise: date,
    when: tuple[date, date] | None = None,
    begun: Mapping[str, date] = MappingProxyType({}),
) -> date | None:
    """Return the day on which the requirement is met (rule 3), or None when it never is.

    `otherwise` stands for the days that are not known, and for no requirement at all. With the
    start and the finish of what requires it, what has run out by then is not done. Those that
    are in `begun` are met on that day where they are co-requisites (rule 19).
    """
    day = _met_on(case, requirement, done, otherwise, when, begun)
    return otherwise if day == date.min else day


def _leaf_on(
    case: Case,
    needs: Needs,
    done: Mapping[str, date],
    otherwise: date,
    begun: Mapping[str, date],
) -> date | None:
    if needs.corequisite and needs.step in begun:
        return begun[needs.step]
    if needs.step in case.held:
        return case.known_days.get(needs.step, otherwise)
    return done.get(needs.step)


def _met_on(
    case: Case,
    requirement: Requirement,
    done: Mapping[str, date],
    otherwise: date,
    when: tuple[date, date] | None,
    begun: Mapping[str, date],
) -> date | None:
    """Return the same as `met_on`, and the first of all days for what asks for nothing."""
    if isinstance(requirement, Needs):
        day = _leaf_on(case, requirement, done, otherwise, begun)
        return None if when and is_over(case, requirement, done, when) else day
    if isinstance(requirement, Worked):
        held = [part.step for part in requirement.of if part.step in case.held]
        dated = [case.known_days.get(name, otherwise) for name in held]
        return min(dated) if dated else done.get(requirement.key)
    if is_counting(requirement):
        return _counted_on(case, requirement, done, otherwise, when)
    # What asks for nothing is met before everything else.
    days = [
        date.min if not asks(part) else _met_on(case, part, done, otherwise, when, begun)
        for part in requirement.of
    ]
    known = sorted(day for day in days if day is not None)
    if len(known) < requirement.count:
        return None
    return known[requirement.count - 1] if requirement.count else date.min


def _counted_on(
    case: Case,
    requirement: Requirement,
    done: Mapping[str, date],
    otherwise: date,
    when: tuple[date, date] | None,
) -> date | None:
    """Return the first day by which so much is done that what counts of it is enough."""
    over = [leaf.step for leaf in leaves(requirement) if when and is_over(case, leaf, done, when)]
    names = set(steps_in(requirement)).difference(over)
    each = {name: met_on(case, Needs(name), done, otherwise) for name in names}
    days = {name: day for name, day in each.items() if day is not None}
    for day in sorted(set(days.values())):
        if met(requirement, {name for name, on in days.items() if on <= day}):
            return day
    return None


def asks(requirement: Requirement) -> bool:
    """Tell whether a requirement asks for anything."""
    if isinstance(requirement, Needs | Worked) or is_counting(requirement):
        return True
    return sum(not asks(part) for part in requirement.of) < requirement.count


def ready_on(
    case: Case,
    step: Step,
    done: Mapping[str, date],
    when: tuple[date, date] | None = None,
    *,
    begun: Mapping[str, date] = MappingProxyType({}),
) -> date | None:
    """Return the first day on which the step may start by its requirement and its waiting.

    Args:
        case: The question.
        step: The step.
        done: When planned steps are finished.
        when: Its start and its finish; what has run out by then counts as not done.
        begun: When planned steps start, for those that are co-requisites (rule 19).
    """
    need, first = case.requirement(step), case.own_first_day(step)
    # What is waited for counts as if co-requisites were met before everything else.
    always = dict.fromkeys({*begun, *case.held}, date.min)
    day = met_on(case, need, done, first, when, always)
    together = any(corequisites(need))
    beside = met_on(case, need, done, first, when, begun) if together else first
    if day is None or beside is None:
        return None
    again = case.is_retake(step)
    day = max(day, waited(case, step, case.failed[step.id][-1] if again else day))
    day = max(day, beside) if together else day
    return max(day, case.first_day, case.again_from(step) or day)


def waited(case: Case, step: Step, met: date) -> date:
    """Return the day on which all that is waited for before the step is over (rule 3)."""
    if is_unused(step, met, case.first_day):
        return _over(step, case.own_first_day(step), told_waits(step))
    return _over(step, met, waits_in_turn(step))


def is_unused(step: Step, met: date, day: date) -> bool:
    """Tell whether all that is waited for is over more than 90 days before a day (rule 3)."""
    told = told_waits(step) or revision_of(step)
    return bool(told) and _over(step, met, waits_in_turn(step)) < day - UNUSED


def _over(step: Step, first: date, spans: Iterable[Duration]) -> date:
    day, revision = first, revision_of(step)
    for span in spans:
        day = span.after(day)
    return max(day, revision.after(first)) if revision else day


def revision_of(step: Step) -> Duration | None:
    """Return how long one goes over what was learned before the step, if that is known."""
    spans = [wait.span for wait in step.before if wait.kind == "revision"]
    return spans[0] if spans and isinstance(spans[0], Duration) else None


def waits_in_turn(step: Step) -> list[Duration]:
    """Return what is waited for before the step, one after the other."""
    first = [step.waiting] if isinstance(step.waiting, Duration) else []
    return first + told_waits(step)


def told_waits(step: Step) -> list[Duration]:
    """Return what is told under `before`, but for revision, as far as it is known."""
    spans = [wait.span for wait in step.before if wait.kind != "revision"]
    return [span for span in spans if isinstance(span, Duration)]


def birthday(born: date, age: int) -> date:
    """Return the day on which somebody reaches an age (28 February stands for the 29th)."""
    return add(born, age, Unit.YEARS)


def apply_by(step: Step, start: date) -> date | None:
    """Return the day by which one must apply to start on `start`."""
    if step.intakes is None or step.intakes.apply_before is None:
        return None
    before = step.intakes.apply_before
    return add(start, -before.likely, before.unit)


def start_faults(case: Case, step: Step, start: date) -> Iterator[str]:
    """Yield what keeps the step from starting on `start`, other steps left aside."""
    if step.id in case.begun:
        return
    if start < case.first_day:
        yield f"starts on {start}, before the plan's first day {case.first_day} (rule 3)"
    if is_study(case, step) and case.in_break(start):
        yield f"starts on {start}, in a break (rule 4)"
    if is_study(case, step) and not case.week.there_is(step, start):
        yield f"starts on {start}, but there are no study hours (rules 4, 18)"
    if step.intakes is None and not is_self_study(step) and not case.is_working_day(start):
        yield f"starts on {start}, which is no working day (rule 14)"
    if not is_intake(case, step, start):
        yield f"starts on {start}, which is not an intake day (rule 6)"
    deadline = apply_by(step, start)
    if deadline is not None and deadline < (first := case.own_first_day(step)):
        yield f"one had to apply by {deadline}, before {first} (rule 6)"
    yield from _who_and_when(case, step, start)
    yield from moves.day_faults(step.id, case.stays, case.learner, start)


def _who_and_when(case: Case, step: Step, start: date) -> Iterator[str]:
    """Yield what age, and the terms of the learner, do not allow (rules 8 and 19)."""
    born = case.learner.birth_date
    if born and step.minimum_age is not None and start < birthday(born, step.minimum_age):
        of_age = birthday(born, step.minimum_age)
        yield f"starts on {start}, before the minimum age is reached on {of_age} (rule 8)"
    if born and step.maximum_age is not None and start >= birthday(born, step.maximum_age + 1):
        yield f"starts on {start}, when one is older than {step.maximum_age} (rule 8)"
    if step.latest_term is not None:
        end = end_of_terms(case, step.latest_term)
        if end is not None and start >= end:
            yield f"starts on {start}, after the learner's term {step.latest_term} (rule 19)"


def overloads(case: Case, times: Times) -> Iterator[tuple[date, Fraction, Fraction]]:
    """Yield days with more study hours per week than there are, both numbers (rules 5, 18).

    The load can only rise on a day on which a step starts, what there is only fall on one on
    which other hours begin, and it is looked at only outside breaks, so these days and the
    ends of breaks are enough.
    """
    steps = {name: case.pathway.by_id[name] for name in times}
    days = {max(start, case.first_day) for start, _ in times.values()}
    days |= {day for day, _ in case.week.turns if day >= case.first_day}
    days |= {finish for _, finish in case.breaks if finish >= case.first_day}
    full = set(short_steps.crowded(case, times))
    takes = {name: load_by_day(case, step, times[name][0]) for name, step in steps.items()}
    for day in sorted(days):
        if case.in_break(day):
            continue
        here = [name for name, (start, finish) in times.items() if start <= day < finish]
        loads = {name: takes[name](day) for name in here}
        # Short steps take the hours of a day one after another.
        short = [name for name in loads if name in case.short]
        short = short[1:] if day not in full else []
        shared = [
            load
            for name, load in loads.items()
            if case.week.own(steps[name]) is None and name not in short
        ]
        if shared and sum(shared, NONE) > case.week.on(day):
            yield day, sum(shared, NONE), case.week.on(day)
        for name, load in loads.items():
            own = case.week.own(steps[name])
            if own is not None and load > own:
                yield day, load, own


def known_work(step: Step) -> Fraction:
    """Return the hours of work a week; nothing when there are none or nobody found them."""
    return _fraction(step.work_hours.likely) if isinstance(step.work_hours, Estimate) else NONE


def overworked(case: Case, times: Times) -> Iterator[tuple[date, Fraction, Fraction]]:
    """Yield days with more work, or work and study, than there are hours, and both (rule 5)."""
    work = {step: known_work(case.pathway.by_id[step]) for step in times}
    if not any(work.values()):
        return
    together, limit = case.learner.work_hours is None, Fraction(case.learner.work_hours or 0)
    days = {max(start, case.first_day) for start, _ in times.values()}
    days |= {finish for step, (_, finish) in times.items() if case.step(step).stops}
    days |= {day for day, _ in case.week.turns if day >= case.first_day}
    for day in sorted(days):
        here = [step for step, (start, finish) in times.items() if start <= day < finish]
        here = [step for step in here if not _stands_still(case, times, step, day)]
        working = sum((work[step] for step in here), Fraction())
        several = [step for step in here if step in case.short][1:]
        studying = sum(
            (
                load_on(case, case.step(step), times[step][0], day)
                for step in here
                if step not in several
            ),
            Fraction(),
        )
        if working and (working + studying > 60 if together else working > limit):
            yield day, working, studying


def _stands_still(case: Case, times: Times, step: str, day: date) -> bool:
    """Tell whether an open-ended step stands still, as another one runs that stops it."""
    return any(
        step in case.step(other).stops and start <= day < finish
        for other, (start, finish) in times.items()
    )
