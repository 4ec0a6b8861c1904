"""What a program asks of the week where no source states its hours of study (planning rule 4)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from pathplanner.model.evidence import NamedFact
from pathplanner.model.quantity import Basis, Duration, Estimate, Unit
from pathplanner.model.source import Authority, Source
from pathplanner.model.step import Attendance, Kind, Step

HOURS_OF_LIFE = 60
"""Hours a week for study and work together, where nobody says how many are for work."""

CREDIT_HOURS = 45
"""Hours in a credit: one of class and two of other work a week, for fifteen weeks."""

OUT_OF_CLASS = 3
"""Hours of study in all for an hour of class, at most."""

CREDIT_HOUR, FULL_TIME = "federal-credit-hour", "federal-full-time"

RULES = {
    CREDIT_HOUR: NamedFact(
        CREDIT_HOUR,
        "Federal credit hour: each week one hour of class and at least two of other work, for "
        "about fifteen weeks",
        source=("34-cfr-600-2",),
    ),
    FULL_TIME: NamedFact(
        FULL_TIME,
        "Federal full-time load: at least twelve credits a term, or 24 hours of class a week",
        source=("34-cfr-668-2",),
    ),
}
"""The facts by which hours of study are estimated, by their names."""

RULE_SOURCES = (
    Source(
        "34-cfr-600-2",
        "Code of Federal Regulations",
        "34 CFR 600.2, Definitions: credit hour",
        "https://www.ecfr.gov/current/title-34/section-600.2",
        authority=Authority.PRIMARY,
    ),
    Source(
        "34-cfr-668-2",
        "Code of Federal Regulations",
        "34 CFR 668.2, General definitions: full-time student",
        "https://www.ecfr.gov/current/title-34/section-668.2",
        authority=Authority.PRIMARY,
    ),
)

BY_CREDITS = "45 hours of study for each credit."
BY_CLASS = "The hours of class, and up to two hours of other work for each."
BY_ATTENDANCE = {
    Attendance.FULL_TIME: "36 hours a week, as for twelve credits a term.",
    Attendance.PART_TIME: "18 hours a week, as for half of a full load.",
}

_WEEKLY = {Attendance.FULL_TIME: (24, 36), Attendance.PART_TIME: (12, 18)}
"""Hours a week at least, and likely."""

WEEKS = {
    Unit.DAYS: Fraction(1, 7),
    Unit.WEEKS: Fraction(1),
    Unit.MONTHS: Fraction(52, 12),
    Unit.YEARS: Fraction(52),
}
"""How many weeks a unit of time counts as."""


def counted_hours(step: Step) -> Estimate | None:
    """Return the hours of study that follow from what a step states; None where none do.

    Args:
        step: A step; only a program or a course without known hours has any.
    """
    if step.kind not in (Kind.PROGRAM, Kind.COURSE) or isinstance(step.study_hours, Estimate):
        return None
    if isinstance(step.credits, Estimate):
        count = step.credits
        parts = [part * CREDIT_HOURS for part in (count.low, count.likely, count.high)]
        return _estimate(parts, Basis((CREDIT_HOUR,), BY_CREDITS))
    if isinstance(step.contact_hours, Estimate):
        count = step.contact_hours
        most = count.high * OUT_OF_CLASS
        return _estimate((count.low, count.likely, most), Basis((CREDIT_HOUR,), BY_CLASS))
    if step.attendance in _WEEKLY and isinstance(step.duration, Duration):
        low, likely = _WEEKLY[step.attendance]
        span, basis = step.duration, Basis((FULL_TIME,), BY_ATTENDANCE[step.attendance])
        week = WEEKS[span.unit]
        hours = (span.low * week * low, span.likely * week * likely, span.high * week * likely)
        return _estimate(hours, basis)
    return None


def _estimate(parts: Iterable[Fraction | Decimal], basis: Basis) -> Estimate:
    low, likely, high = (Decimal(math.ceil(part)) for part in parts)
    return Estimate(low=low, likely=likely, high=high, basis=basis)


def with_counted_hours(step: Step) -> Step:
    """Return a step with the hours of study that follow from what it states."""
    hours = counted_hours(step)
    return step if hours is None else evolve(step, study_hours=hours)
