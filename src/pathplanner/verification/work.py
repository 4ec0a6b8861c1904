"""Rule 18: hours of work that add up, steps that stop others, steps that don't run together."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from fractions import Fraction

from pathplanner.model.quantity import Estimate
from pathplanner.model.requirement import Worked, hours_in
from pathplanner.model.step import Step
from pathplanner.verification.case import Case, Times

DAY = timedelta(days=1)
LONGEST = 366 * 80
"""Days after which no more work is counted."""


def rate(step: Step) -> Fraction:
    """Return the hours of work that are done in the step each day on which it runs."""
    hours = step.work_hours
    return Fraction(hours.likely) / 7 if isinstance(hours, Estimate) else Fraction()


def asked(case: Case, steps: Collection[str]) -> list[Worked]:
    """Return the hours of work that some planned steps ask for, each once."""
    needs = [need for n in sorted(steps) for need in hours_in(case.requirement(case.step(n)))]
    return list({need.key: need for need in needs}.values())


def stops(case: Case, times: Times, name: str) -> list[tuple[date, date]]:
    """Return when an open-ended step stands still, as far as it is known what runs."""
    return [
        days for other, days in times.items() if name in case.step(other).stops and other != name
    ]


def is_still(case: Case, times: Times, name: str, day: date) -> bool:
    """Tell whether an open-ended step stands still on a day."""
    return any(start <= day < finish for start, finish in stops(case, times, name))


def worked_on(case: Case, times: Times, need: Worked) -> date | None:
    """Return the first day by which so many hours are worked, or None for never.

    Args:
        case: The case.
        times: The days of the planned steps, as far as they are known.
        need: The hours, and in which steps.
    """
    names = [part.step for part in need.of]
    held = [case.known_days.get(name, case.first_day) for name in names if name in case.held]
    if held:
        return min(held)
    here = {name: times[name][0] for name in names if name in times}
    if not here:
        return None
    left = Fraction(need.hours)
    told = {one.step: Fraction(one.hours) for one in case.learner.worked}
    for name, start in here.items():
        if name in case.begun:
            counted = rate(case.step(name)) * (case.first_day - start).days
            left -= told.get(name, counted)
    still = {name: stops(case, times, name) for name in here}
    day = max(case.first_day, min(here.values()))
    for _ in range(LONGEST):
        if left <= 0:
            return day
        for name, start in here.items():
            is_off = any(first <= day < end for first, end in still[name])
            if start <= day and not is_off:
                left -= rate(case.step(name))
        day += DAY
    return None


def days(case: Case, times: Times, needs: Collection[Worked]) -> dict[str, date]:
    """Return the day by which each sum of hours is worked, by its key, where it ever is."""
    found = {need.key: worked_on(case, times, need) for need in needs}
    return {key: day for key, day in found.items() if day is not None}


def done(case: Case, times: Times) -> dict[str, date]:
    """Return the finish of each planned step, and the day of each sum of hours."""
    finishes = {name: finish for name, (_, finish) in times.items()}
    return {**finishes, **days(case, times, asked(case, times))}


def finish_of(
    case: Case, step: Step, start: date, times: Times, planned: Collection[str]
) -> date | None:
    """Return when an open-ended step ends: all hours that planned steps ask of it are worked."""
    times = {**times, step.id: (start, start)}
    needs = [n for n in asked(case, planned) if step.id in {part.step for part in n.of}]
    found = [worked_on(case, times, need) for need in needs]
    ends = [day for day in found if day is not None]
    return max([start, case.first_day, *ends]) if len(ends) == len(found) else None


def start_faults(case: Case, step: Step, times: Times) -> Iterator[str]:
    """Yield what is wrong with the day on which a step starts beside others."""
    start, finish = times[step.id]
    if step.id not in case.begun and step.open_ended and is_still(case, times, step.id, start):
        yield f"starts on {start}, while it is stopped (rule 18)"
    for other, (first, end) in times.items():
        apart = other in step.not_with or step.id in case.step(other).not_with
        if apart and other != step.id and start < end and first < finish:
            yield f"runs at the same time as {other} (rule 18)"
