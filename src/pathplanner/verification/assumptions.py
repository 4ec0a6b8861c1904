"""Rules 4 and 13: hours that follow from what a step states, and waits that are assumed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from attrs import evolve

from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import UNKNOWN, Duration, Estimate, Unit
from pathplanner.model.requirement import steps_in
from pathplanner.model.step import Kind, Step
from pathplanner.model.waits import COUNTRIES, TABLE, AssumptionKind, Wait, WaitKind

Spans = Mapping[str, Duration]
"""What is assumed, by the kind of wait."""


def with_hours(step: Step) -> Step:
    """Return the step with its hours of study where they follow from what it states."""
    if step.kind not in (Kind.PROGRAM, Kind.COURSE) or isinstance(step.study_hours, Estimate):
        return step
    found: tuple[Fraction | Decimal, ...] | None = None
    if isinstance(step.credits, Estimate):
        found = (step.credits.low * 45, step.credits.likely * 45, step.credits.high * 45)
    elif isinstance(step.contact_hours, Estimate):
        class_hours = step.contact_hours
        found = (class_hours.low, class_hours.likely, class_hours.high * 3)
    elif isinstance(step.duration, Duration) and step.attendance in ("full-time", "part-time"):
        least, usual = (24, 36) if step.attendance == "full-time" else (12, 18)
        weeks = {"days": Fraction(1, 7), "weeks": Fraction(1)}
        weeks |= {"months": Fraction(52, 12), "years": Fraction(52)}
        week, span = weeks[step.duration.unit], step.duration
        found = (span.low * week * least, span.likely * week * usual, span.high * week * usual)
    if found is None:
        return step
    low, likely, high = (Decimal(ceil(part)) for part in found)
    return evolve(step, study_hours=Estimate(low=low, likely=likely, high=high))


def with_slow_prices(step: Step, hours_a_week: Fraction) -> Step:
    """Return the step with the spans of its prices as rule 7 draws them out."""
    lasting = step.duration if isinstance(step.duration, Duration) else None
    study = step.study_hours if isinstance(step.study_hours, Estimate) else None
    taught = step.attendance == "part-time" and step.kind in (Kind.PROGRAM, Kind.COURSE)
    if not (taught and lasting and lasting.likely and study and study.likely and hours_a_week):
        return step
    days = ceil(Fraction(study.likely) * 7 / hours_a_week)
    factor = Fraction(days, 7) / _in_weeks(lasting)
    if factor <= 1:
        return step
    spans = [cost.every and min(ceil(_in_weeks(cost.every) * factor), 1200) for cost in step.costs]
    drawn = [Duration(weeks, weeks, weeks, Unit.WEEKS) if weeks else None for weeks in spans]
    every = zip(step.costs, drawn, strict=True)
    return evolve(step, costs=[evolve(cost, every=span) for cost, span in every])


def _in_weeks(span: Duration) -> Fraction:
    parts = {"days": Fraction(1, 7), "weeks": Fraction(1), "months": Fraction(13, 3)}
    return span.likely * parts.get(span.unit, Fraction(52))


def country_of(pathway: Pathway, learner: Learner) -> str:
    """Return the country of a plan, if it is known."""
    return pathway.country or learner.state[:2]


def spans_of(pathway: Pathway, learner: Learner) -> dict[str, Duration]:
    """Return what is assumed for the learner."""
    spans: dict[str, Duration] = {}
    if country_of(pathway, learner) in COUNTRIES:
        spans = {kind.value: span for kind, span in TABLE.items()}
    for own in learner.assumptions:
        if own.span is None:
            spans.pop(own.what.value, None)
        else:
            spans[own.what.value] = own.span
    return spans


def every_day_works(learner: Learner) -> bool:
    """Tell whether the learner said that working days are not assumed."""
    return any(own.what is AssumptionKind.WORKING_DAYS for own in learner.assumptions)


def follows_learning(pathway: Pathway, step: Step) -> bool:
    """Tell whether something that is studied comes before the step in some way."""
    todo, seen = list(steps_in(step.requires)), set[str]()
    while todo:
        name = todo.pop()
        if name in seen or name not in pathway.by_id:
            continue
        seen.add(name)
        other = pathway.by_id[name]
        hours = other.study_hours
        if other.kind in ("program", "course") or (isinstance(hours, Estimate) and hours.likely):
            return True
        todo += steps_in(other.requires)
    return False


def with_waits(case_start: date, spans: Spans, step: Step, *, again: bool, learned: bool) -> Step:
    """Return the step with all that is waited for before it and after it.

    Args:
        case_start: The plan's first day.
        spans: What is assumed.
        step: The step, or what is left of it.
        again: Whether it is an exam that is taken again.
        learned: Whether it follows learning.
    """
    told = [wait for wait in step.before if not again or wait.kind in ("revision", "booking")]
    before, after, duration = list(told), list(step.after), step.duration
    before += [
        Wait(WaitKind(kind), _within(step, kind, spans[kind], case_start))
        for kind in _assumed_before(step, told, again=again, learned=learned)
        if kind in spans
    ]
    for kind in _assumed_after(step):
        if kind in spans and all(wait.kind != kind for wait in step.after):
            after.append(Wait(WaitKind(kind), spans[kind]))
            duration = duration if kind == "result" else None
    return evolve(
        step,
        before=tuple(_found(wait, spans) for wait in before),
        after=tuple(_found(wait, spans) for wait in after),
        duration=duration,
    )


def has_exam(step: Step) -> bool:
    """Tell whether the step is an exam, or one with facts about its exam."""
    return bool(step.exam) or step.kind == "exam"


def _assumed_before(
    step: Step, told: Sequence[Wait], *, again: bool, learned: bool
) -> Iterator[str]:
    hours = step.study_hours
    studies = step.kind in ("program", "course") or (isinstance(hours, Estimate) and hours.likely)
    kinds = {str(wait.kind) for wait in told}
    if has_exam(step) and (again or not studies) and (again or learned):
        if "revision" not in kinds:
            yield "revision"
        return
    if again or step.waiting is not None or kinds - {"revision"}:
        return
    if has_exam(step) and not studies:
        yield "booking"
    elif step.kind == "job":
        yield "hiring"
    elif step.kind == "program" and not (step.intakes and step.intakes.apply_before):
        yield "admission"


def _assumed_after(step: Step) -> Iterator[str]:
    if has_exam(step):
        yield "result"
    if step.kind in ("license", "membership") and not isinstance(step.duration, Duration):
        yield str(step.kind)


def _within(step: Step, kind: str, span: Duration, start: date) -> Duration:
    """Return an assumed span; no revision is longer than the time to take the exam."""
    limit = step.exam.schedule_within if step.exam else None
    if kind != "revision" or limit is None:
        return span
    return min(span, limit, key=lambda one: one.after(start))


def _found(wait: Wait, spans: Spans) -> Wait:
    """Return the wait, with what is assumed where nobody has found how long it is."""
    if wait.span is UNKNOWN and wait.kind in spans:
        return Wait(wait.kind, spans[wait.kind])
    return wait
