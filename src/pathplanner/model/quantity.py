"""Amounts of money, hours and calendar time, each a range with a likely value and a grade.

A value is stated by a source, estimated from facts that are, or somebody's own. Unknown is
a value of its own: `UNKNOWN`. It is never read as zero by a person who looks at a plan;
planning rule 10 in `docs/explanation/planning-rules.md` says how each counts.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from attrs import Attribute, field, frozen
from attrs.converters import optional

from pathplanner.errors import Fault, InputError
from pathplanner.model.coerce import (
    Word,
    must_be,
    not_blank,
    refused,
    to_date,
    to_decimal,
    to_text,
    to_texts,
    whole,
)
from pathplanner.model.marks import Prose

LARGEST = Decimal(10_000_000)
"""The largest amount of money or hours that is believed."""

LARGEST_SPAN = 1200
"""The largest number of days, weeks, months or years that is believed."""


class Unknown(Enum):
    """The type of `UNKNOWN`: the fact exists, but nobody has found it."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN


class Grade(Word):
    """How a value is known. What is not known at all is `UNKNOWN`."""

    STATED = "stated"
    """A source says so."""
    ESTIMATED = "estimated"
    """Worked out from facts that sources state; no source says it."""
    YOURS = "yours"
    """Found out by the person, or by the office that helps."""


def _facts(_: object, attribute: Attribute[Any], value: tuple[str, ...]) -> None:
    if not value:
        raise refused(attribute, "must name at least one fact")


@frozen
class Basis:
    """Where an estimate comes from.

    Attributes:
        facts: Ids of named facts of the pathway, or paths of stated facts in it, such as
            `coding-course.costs.tuition`.
        reason: How the estimate follows from them.
    """

    facts: tuple[str, ...] = field(converter=to_texts, validator=_facts)
    reason: Prose = field(converter=to_text, validator=not_blank)


@frozen
class Said:
    """Who found a value out, and when.

    Attributes:
        by: Who said it, such as "school, phone"; empty when the person just knows it.
        on: The day on which it was said, if that is known.
    """

    by: str = field(default="", converter=to_text)
    on: date | None = field(default=None, converter=optional(to_date))


def _is(kind: type[Any]) -> Callable[[object, Any, Any], None]:
    def check(_: object, attribute: Attribute[Any], value: Any) -> None:
        if value is not None:
            must_be(kind, value, field=attribute.name)

    return check


def _amount(_: object, attribute: Attribute[Any], value: Decimal) -> None:
    if not value.is_finite() or not 0 <= value <= LARGEST:
        raise refused(attribute, f"must be from 0 to {LARGEST:,}")


def amount_or_none(_: object, attribute: Attribute[Any], value: Decimal | None) -> None:
    """Raise an InputError unless the value of a field is from 0 to `LARGEST`, or None."""
    if value is not None and not 0 <= value <= LARGEST:
        raise refused(attribute, f"must be from 0 to {LARGEST:,}, not {value}")


class _Graded:
    """What amounts and spans have in common: their order, and how they are known."""

    __slots__ = ()

    def __attrs_post_init__(self: Any) -> None:
        if not self.low <= self.likely <= self.high:
            raise InputError("low, likely and high must be in that order")
        if self.basis and self.said:
            raise InputError([Fault("an estimate is nobody's word; give basis or said", "said")])
        if self.basis and self.source:
            said = "an estimate has no source of its own, only the facts that it comes from"
            raise InputError([Fault(said, "source")])

    @property
    def grade(self: Any) -> Grade:
        """How the value is known."""
        if self.basis:
            return Grade.ESTIMATED
        return Grade.YOURS if self.said else Grade.STATED


@frozen
class Estimate(_Graded):
    """An amount (of money in the pathway's currency, or of hours) that may be a range.

    Attributes:
        low, likely, high: With `low <= likely <= high`. Plans are made on `likely`.
        middle: True when the source gives only a range and `likely` is its middle.
        source: Ids of the sources that state it.
        note: What to know about it.
        basis: Where it comes from, if no source states it: then it is an estimate.
        said: Who found it out, if it is somebody's own.
    """

    low: Decimal = field(converter=to_decimal, validator=_amount)
    likely: Decimal = field(converter=to_decimal, validator=_amount)
    high: Decimal = field(converter=to_decimal, validator=_amount)
    middle: bool = False
    source: tuple[str, ...] = field(default=(), converter=to_texts)
    note: Prose = ""
    basis: Basis | None = field(default=None, validator=_is(Basis))
    said: Said | None = field(default=None, validator=_is(Said))

    @classmethod
    def exactly(cls, amount: Decimal | int | float | str, **facts: Any) -> Estimate:
        """Return an estimate whose low, likely and high are all `amount`."""
        return cls(low=amount, likely=amount, high=amount, **facts)

    @classmethod
    def between(
        cls, low: Decimal | int | float | str, high: Decimal | int | float | str, **facts: Any
    ) -> Estimate:
        """Return a range planned at its middle, rounded to a hundredth."""
        low, high = to_decimal(low), to_decimal(high)
        middle = ((low + high) / 2).quantize(Decimal("0.01")).normalize()
        return cls(low=low, likely=Decimal(f"{middle:f}"), high=high, middle=True, **facts)


def to_estimate(value: Estimate | Unknown | Decimal | int | float | str) -> Estimate | Unknown:
    """Return an amount as an estimate; a plain number is one whose ends are the same."""
    return value if isinstance(value, Estimate | Unknown) else Estimate.exactly(value)


def to_known_estimate(value: Estimate | Decimal | int | float | str) -> Estimate:
    """Return a known amount as an estimate; a plain number is one whose ends are the same."""
    return value if isinstance(value, Estimate) else Estimate.exactly(value)


class Unit(Word):
    """A unit of calendar time."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


def lasting(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Raise an InputError unless the value of a field is a duration, unknown or None."""
    if value is not None and not isinstance(value, Unknown):
        name = "Duration, such as Duration.exactly(6, 'months')"
        must_be(Duration, value, name, attribute.name)


def lasting_some(_: object, attribute: Attribute[Any], value: Duration | None) -> None:
    """Raise an InputError unless the value of a field is a duration longer than none, or None."""
    lasting(_, attribute, value)
    if isinstance(value, Unknown) or (value is not None and value.likely < 1):
        told = "unknown" if isinstance(value, Unknown) else f"{value.likely} {value.unit}"
        raise refused(attribute, f"must be longer than nothing, not {told}")


def _span(_: object, attribute: Attribute[Any], value: int) -> None:
    if not 0 <= value <= LARGEST_SPAN:
        raise refused(attribute, f"must be from 0 to {LARGEST_SPAN}")


@frozen
class Duration(_Graded):
    """A span of calendar time in whole units, as `low`, `likely` and `high`.

    Months and years follow the calendar: two years from 2027-01-04 end on
    2029-01-04. A month that is too short ends on its last day.

    Attributes:
        low, likely, high: Counts of `unit`, with `low <= likely <= high`.
        unit: Days, weeks, months or years.
        middle: True when the source gives only a range and `likely` is its
            middle, rounded up to a whole unit.
        source: Ids of the sources that state it.
        note: What to know about it.
        basis: Where it comes from, if no source states it: then it is an estimate.
        said: Who found it out, if it is somebody's own.
    """

    low: int = field(validator=[whole, _span])
    likely: int = field(validator=[whole, _span])
    high: int = field(validator=[whole, _span])
    unit: Unit = field(default=Unit.DAYS, converter=Unit)
    middle: bool = False
    source: tuple[str, ...] = field(default=(), converter=to_texts)
    note: Prose = ""
    basis: Basis | None = field(default=None, validator=_is(Basis))
    said: Said | None = field(default=None, validator=_is(Said))

    @classmethod
    def exactly(cls, count: int, unit: Unit | str = Unit.DAYS, **facts: Any) -> Duration:
        """Return a duration whose low, likely and high are all `count`."""
        return cls(low=count, likely=count, high=count, unit=unit, **facts)

    @classmethod
    def between(cls, low: int, high: int, unit: Unit | str, **facts: Any) -> Duration:
        """Return a range planned at its middle, rounded up to a whole unit."""
        return cls(
            low=low, likely=-(-(low + high) // 2), high=high, unit=unit, middle=True, **facts
        )

    def after(self, day: date, times: int = 1) -> date:
        """Return the day that lies `times` times the likely span after `day`."""
        return add(day, self.likely * times, self.unit)


def add(day: date, count: int, unit: Unit) -> date:
    """Return the date `count` units after `day`, by the calendar.

    Raises:
        OverflowError: The result is later than the year 9999.
    """
    if unit in (Unit.DAYS, Unit.WEEKS):
        return day + timedelta(days=count * (7 if unit is Unit.WEEKS else 1))
    months = day.month - 1 + count * (12 if unit is Unit.YEARS else 1)
    year, month = day.year + months // 12, months % 12 + 1
    if year > date.max.year:
        raise OverflowError("date out of range")
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
