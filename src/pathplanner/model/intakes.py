"""The days on which a step can start, where it cannot start on every day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import field, frozen

from pathplanner.errors import InputError
from pathplanner.model.coerce import several, to_date, to_texts
from pathplanner.model.marks import Prose
from pathplanner.model.quantity import Duration, lasting


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
class Intakes:
    """The only days on which a step can start.

    Attributes:
        dates: Days that come once.
        yearly: Days that come every year.
        apply_before: How long before the start day one must apply.
        source, note: As everywhere.
    """

    dates: tuple[date, ...] = field(default=(), converter=_days)
    yearly: tuple[MonthDay, ...] = field(default=(), converter=_month_days)
    apply_before: Duration | None = field(default=None, validator=lasting)
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)

    def __attrs_post_init__(self) -> None:
        if not self.dates and not self.yearly:
            raise InputError("give at least one date")
