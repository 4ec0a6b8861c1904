"""The days on which a step can start, where it cannot start on every day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import evolve, field, frozen

from pathplanner.errors import InputError
from pathplanner.model.coerce import (
    must_be,
    not_blank,
    several,
    to_date,
    to_text,
    to_texts,
    whole_from,
)
from pathplanner.model.marks import Prose
from pathplanner.model.quantity import Duration, Unit, lasting


@frozen(order=True)
class MonthDay:
    """A day that comes every year, such as 09-01 (29 February counts as 28 in short years)."""

    month: int
    day: int

    def __attrs_post_init__(self) -> None:
        try:
            # The year 2000 has all days that a year can have.
            date(2000, self.month, self.day)
        except (TypeError, ValueError):
            message = f"there is no day {self.day!r} in month {self.month!r}"
            raise InputError(message) from None

    def in_year(self, year: int) -> date:
        """Return this day in `year`."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return date(year, 2, 28)


def _month_days(value: MonthDay | Iterable[MonthDay]) -> tuple[MonthDay, ...]:
    return several(MonthDay, value)


def _days(value: date | str | Iterable[date | str]) -> tuple[date, ...]:
    return tuple(map(to_date, (value,) if isinstance(value, date | str) else value))


@frozen
class Term:
    """A term of a school: it lasts from its first day up to that of the next term.

    Attributes:
        id: Its name, by which intakes refer to it.
        starts: Its first day, where it is the same every year.
        dates: Its first days, where each year has another.
        title: What people call it.
        source: As everywhere.
    """

    id: str = field(converter=to_text, validator=not_blank)
    starts: MonthDay | None = None
    dates: tuple[date, ...] = field(default=(), converter=_days)
    title: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)

    def __attrs_post_init__(self) -> None:
        if self.starts is not None:
            must_be(MonthDay, self.starts, field="starts")
        if self.starts is None and not self.dates:
            raise InputError("say when the term starts: starts, or dates")


@frozen
class Intakes:
    """The only days on which a step can start.

    Attributes:
        dates: Days that come once.
        yearly: Days that come every year.
        terms: Names of terms of the pathway, on whose first days it can start.
        every: For days and terms that come not every year but every second, or every third.
        from_: The first year in which they come.
        apply_before: How long before the start day one must apply.
        source, note: As everywhere.
    """

    dates: tuple[date, ...] = field(default=(), converter=_days)
    yearly: tuple[MonthDay, ...] = field(default=(), converter=_month_days)
    terms: tuple[str, ...] = field(default=(), converter=to_texts, kw_only=True)
    every: Duration | None = field(default=None, kw_only=True)
    from_: int | None = field(default=None, validator=whole_from(1900, 2200), kw_only=True)
    apply_before: Duration | None = field(default=None, validator=lasting)
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)

    def __attrs_post_init__(self) -> None:
        if not self.dates and not self.yearly and not self.terms:
            raise InputError("give at least one date")
        if self.every is not None:
            years = self.every.likely if self.every.unit is Unit.YEARS else 0
            if years < 1 or self.every.low != self.every.high:
                raise InputError("every is a whole number of years, such as 2 years")
            if self.from_ is None:
                raise InputError("say from which year: from")

    def is_year(self, year: int) -> bool:
        """Tell whether its yearly days and terms come in a year."""
        if self.from_ is None:
            return True
        turn = self.every.likely if self.every else 1
        return year >= self.from_ and (year - self.from_) % turn == 0

    def on(self, terms: Sequence[Term]) -> Intakes:
        """Return the same intakes with the days of their terms in place of their names."""
        if not self.terms:
            return self
        named = [one for one in terms if one.id in self.terms]
        once = {day for one in named for day in one.dates if self.is_year(day.year)}
        yearly = (*self.yearly, *(one.starts for one in named if one.starts))
        dates = (*self.dates, *sorted(once))
        # Of a term whose days are all told and over no day is left, and that is no fault here.
        return evolve(self, terms=(), dates=dates, yearly=yearly) if dates or yearly else self


def term_days(terms: Iterable[Term], first: int, last: int) -> list[date]:
    """Return the first days of all terms in some years, in order.

    Args:
        terms: The terms.
        first: The first year.
        last: The last year.
    """
    years = range(first, last + 1)
    days = {one.starts.in_year(year) for one in terms if one.starts for year in years}
    days |= {day for one in terms for day in one.dates if first <= day.year <= last}
    return sorted(days)
