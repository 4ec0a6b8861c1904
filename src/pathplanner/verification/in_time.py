"""Rule 16: whether a step comes in time for all that runs out for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from pathplanner.model.quantity import Duration
from pathplanner.model.step import Step
from pathplanner.verification.case import Case, met
from pathplanner.verification.timing import met_on, ready_on


def approved_until(case: Case, step: Step, done: Mapping[str, date]) -> date | None:
    """Return the last day on which an exam may be taken, or None if there is none (rule 16)."""
    within = step.exam.schedule_within if step.exam else None
    if within is None or step.id in case.begun or case.is_retake(step):
        return None
    if met(case.requirement(step), set(case.held)):
        return None
    always = dict.fromkeys({*done, *case.held}, date.min)
    day = met_on(case, case.requirement(step), done, case.first_day, begun=always)
    if day is None:
        return None
    told = [wait.span for wait in step.before if wait.kind not in ("revision", "booking")]
    for span in (step.waiting, *told):
        day = span.after(day) if isinstance(span, Duration) else day
    return within.after(day)


def late_faults(
    case: Case,
    step: Step,
    done: Mapping[str, date],
    when: tuple[date, date],
    begun: Mapping[str, date] = MappingProxyType({}),
) -> Iterator[str]:
    """Yield what has run out, or is over, when the step starts and finishes (rule 16)."""
    if step.id in case.begun:
        return
    ready = ready_on(case, step, done, when, begun=begun)
    if ready is None or ready > when[0]:
        yield f"starts on {when[0]}, when what it requires has run out or is not done (rule 16)"
    last = approved_until(case, step, done)
    if last is not None and when[0] > last:
        yield f"starts on {when[0]}, but the exam must be taken by {last} (rule 16)"
