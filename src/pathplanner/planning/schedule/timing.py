"""When a step can start and when it finishes (planning rules 3 to 6 and 8).

Days are ordinals of `datetime.date`, so that they compare and subtract as whole
numbers. A day that never comes is `NEVER`. Steps that share a day with others begin and
end at an hour: a `Fraction`, which compares and adds with whole numbers, and so goes by
the name of `int` here too; `floor` and `ceil` make a day of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import cast

from attrs import field, frozen

from pathplanner.model.intakes import Intakes
from pathplanner.model.learner import Break
from pathplanner.model.quantity import Duration, Unit, add
from pathplanner.model.workdays import WorkDays
from pathplanner.planning.schedule.week_hours import WeeksOfStudy

NEVER = 10**9
"""Later than every day; also the answer when a date would lie beyond `LAST`."""

LAST = date(2200, 12, 31).toordinal()
"""The last day that is planned for."""


def after(span: Duration, day: int, times: int = 1) -> int:
    """Return the day that lies `times` likely spans after `day`, or NEVER."""
    return _later(span.likely * times, span.unit, day)


# The same steps are placed on the same days again and again, and the calendar is slow.
@lru_cache(maxsize=1 << 14)
def _later(count: int, unit: Unit, day: int) -> int:
    if day > LAST:
        return NEVER
    try:
        return min(add(date.fromordinal(day), count, unit).toordinal(), NEVER)
    except OverflowError:
        return NEVER


LEAST_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 28, Unit.YEARS: 365}
MOST_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 31, Unit.YEARS: 366}


def least_days_of(span: Duration) -> int:
    """Return the days that a span lasts at least, whenever it begins."""
    return int(span.likely * LEAST_DAYS[span.unit])


def most_days_of(span: Duration) -> int:
    """Return the days that a span lasts at most, whenever it begins."""
    return int(span.likely * MOST_DAYS[span.unit])


def before(span: Duration, day: int) -> int:
    """Return the day that lies one likely span before `day`."""
    return add(date.fromordinal(day), -span.likely, span.unit).toordinal()


@frozen
class Window:
    """How long a step counts once it is done.

    Attributes:
        span: How long.
        whole: Whether what requires it must be done within that time, and not only begun.
        since: The day from which it counts, where that is not the day it is done.
    """

    span: Duration
    whole: bool = False
    since: int | None = None

    def last(self, done: int) -> int:
        """Return the last day on which a step counts that is done on a day."""
        return after(self.span, done if self.since is None else self.since)


@frozen
class Pauses:
    """The learner's breaks, merged and in order, as half-open spans of days."""

    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, breaks: tuple[Break, ...]) -> Pauses:
        """Merge breaks that touch or overlap."""
        merged: list[tuple[int, int]] = []
        for start, finish in sorted((b.start.toordinal(), b.finish.toordinal()) for b in breaks):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], finish))
            else:
                merged.append((start, finish))
        return cls(tuple(merged))

    def resume(self, day: int) -> int:
        """Return the first day from `day` on that is not in a break."""
        for start, finish in self.spans:
            if start <= day < finish:
                return finish
        return day

    def next(self, day: int) -> int:
        """Return the first day of the first break after a day, or NEVER."""
        return next((start for start, _ in self.spans if start > day), NEVER)

    def last_study(self, first: int, end: int) -> int:
        """Return the last day from `first` on, before `end`, that is not in a break, or 0."""
        day = end - 1
        for start, finish in reversed(self.spans):
            if start <= day < finish:
                day = start - 1
        return day if day >= first else 0

    def between(self, start: int, end: int) -> int:
        """Return how many days of breaks lie between two days."""
        return sum([max(0, min(b, end) - max(a, start)) for a, b in self.spans])

    def finish(self, start: int, days: int) -> int:
        """Return the finish of `days` days of study begun on `start`."""
        finish = start + days
        for pause_start, pause_finish in self.spans:
            if pause_finish > start and pause_start < finish:
                finish += pause_finish - max(pause_start, start)
        return finish


@frozen
class Doors:
    """The days on which a step can start: its intakes (rule 6), or working days (rule 14)."""

    intakes: Intakes | None
    opening: int
    """The plan's first day, before which nobody can apply."""
    workdays: WorkDays | None = None
    """The days on which it can start where it has no intakes; every day when None."""

    def next(self, day: int) -> int:
        """Return the first day from `day` on that is open, or NEVER."""
        if self.intakes is None:
            return self.workdays.next(day) if self.workdays and day <= LAST else day
        for start in self._days(day):
            if start >= day and self._in_time(start):
                return start
        return NEVER

    def last(self, day: int) -> int:
        """Return the last day up to `day` that is open, where there are no intakes."""
        return self.workdays.last(day) if self.workdays else day

    def _days(self, day: int) -> Iterator[int]:
        if self.intakes is None or day > LAST:
            return
        once = sorted(start.toordinal() for start in self.intakes.dates)
        yield_from = iter(once[bisect_left(once, day) :])
        upcoming = next(yield_from, NEVER)
        first = date.fromordinal(day).year
        turn = self.intakes.every.likely if self.intakes.every else 1
        for year in range(first, first + 12 * turn if self.intakes.yearly else first):
            if not self.intakes.is_year(year):
                continue
            for start in sorted(y.in_year(year).toordinal() for y in self.intakes.yearly):
                while upcoming <= start:
                    yield upcoming
                    upcoming = next(yield_from, NEVER)
                yield start
        while upcoming < NEVER:
            yield upcoming
            upcoming = next(yield_from, NEVER)

    def _in_time(self, start: int) -> bool:
        intakes = self.intakes
        if intakes is None or intakes.apply_before is None:
            return True
        return before(intakes.apply_before, start) >= self.opening


@frozen
class Pace:
    """How long a step takes from a given start, and how many weekly hours it asks for.

    Attributes:
        span: Its calendar duration, or None when there is none (or it is zero).
        hours: Its study hours, or None when there are none (or nobody knows them).
        weekly: The learner's study hours per week, the most of any week.
        studies: Whether it is a study step, which breaks pause.
        pauses: The learner's breaks.
        stretches: Whether it lasts longer where its hours take longer than its span.
        afterwards: What is waited for after its own days.
        workdays: The days on which these waits end; any day when None.
        ends_open: Whether its own days end on such a day, too.
        work: Hours of work that it takes from each week.
        cap: Hours a week that it takes at most where it has no span; all when None.
        is_own: Whether its hours a week are its own, so that other steps don't matter.
        weeks: The hours a week where they are not always the same.
        by_hour: Whether it may share a day with others, and ends when its hours are studied.
    """

    span: Duration | None
    hours: Fraction | None
    weekly: Fraction
    studies: bool
    pauses: Pauses
    stretches: bool = False
    afterwards: tuple[Duration, ...] = ()
    workdays: WorkDays | None = None
    ends_open: bool = False
    work: Fraction | int = 0
    cap: Fraction | None = None
    is_own: bool = False
    weeks: WeeksOfStudy | None = None
    by_hour: bool = False
    rate: Fraction = field(init=False)
    """The hours a week that it takes where they set its length, the most of any week."""
    alone: int = field(init=False)
    """The days that its hours take, at the fewest, when nothing else is done."""
    fixed: int | None = field(init=False)
    """Its length in days without breaks and waits, if that is the same from every start."""
    needed: int = field(init=False)
    """The days that its hours would take with all the weekly hours, where they must fit."""
    is_settled: bool = field(init=False)
    """Whether it counts as done when its own days are over, whatever day that is."""
    _finishes: dict[int, int] = field(init=False, repr=False, eq=False, factory=dict)
    """The day on which it counts as done, by the day on which it starts."""
    _lengths: dict[int, int] = field(init=False, repr=False, eq=False, factory=dict)
    """Its length in days where that differs, by the day on which it starts."""

    @rate.default
    def _rate(self) -> Fraction:
        is_free = self.span is None or self.stretches
        return self.weekly if self.cap is None or not is_free else min(self.cap, self.weekly)

    @alone.default
    def _alone(self) -> int:
        if self.hours is None:
            return 0
        return int(-(-self.hours * 7 // self.rate)) if self.rate else NEVER

    @fixed.default
    def _fixed(self) -> int | None:
        if self.is_uneven:
            return None
        if self.by_hour and self.hours is not None and self.rate:
            exact = self.hours * 7 / self.rate
            return cast("int", exact) if exact.denominator > 1 else int(exact)
        if self.span is not None:
            in_days = self.span.unit in (Unit.DAYS, Unit.WEEKS)
            days = after(self.span, 1) - 1 if in_days else None
            return max(days, self.alone) if days is not None and self.stretches else days
        return self.alone

    @needed.default
    def _needed(self) -> int:
        return 0 if self.span is None or self.stretches else self.alone

    @is_settled.default
    def _is_settled(self) -> bool:
        return not self.afterwards and not (self.ends_open and self.workdays)

    @property
    def is_uneven(self) -> bool:
        """Whether its length comes from hours that differ from week to week."""
        return bool(self.weeks and self.hours) and (self.span is None or self.stretches)

    @property
    def shared(self) -> Fraction | None:
        """Its study hours, where they are taken from the week that all steps share."""
        return None if self.is_own else self.hours

    @property
    def takes_time(self) -> bool:
        """Whether it has days of its own, waits aside."""
        return self.span is not None or self.hours is not None

    def days(self, start: int) -> int:
        """Return its length in days without breaks and waits, or NEVER."""
        if self.fixed is not None:
            return self.fixed if start + self.fixed <= LAST else NEVER
        days = self._lengths.get(start)
        if days is None:
            days = self._lengths[start] = self._length(start)
        return days

    def _length(self, start: int) -> int:
        finish = after(self.span, start) if self.span is not None else start
        days = finish - start if finish < NEVER else NEVER
        if self.is_uneven:
            return max(days, self._by_hours(start))
        return max(days, self.alone) if self.stretches else days

    def _by_hours(self, start: int) -> int:
        """Return the days that its hours take, without breaks, or NEVER."""
        if self.weeks is None or self.hours is None:
            return 0
        end = self.weeks.finish(start, self.hours, self.cap, self.pauses)
        return end - start - self.pauses.between(start, end) if end < NEVER else NEVER

    def finish(self, start: int) -> int:
        """Return the first day on which it counts as done, or NEVER."""
        # The same steps are placed on the same days again and again.
        finish = self._finishes.get(start)
        if finish is None:
            finish = self._finishes[start] = self._finish(start)
        return finish

    def _finish(self, start: int) -> int:
        days = self.days(start)
        if days >= NEVER:
            return NEVER
        finish = self.pauses.finish(start, days) if self.studies else start + days
        if not self.is_settled:
            finish = self._settled(start, finish)
        if finish.denominator == 1:
            finish = int(finish)
        return finish if finish <= LAST else NEVER

    def _settled(self, start: int, end: int) -> int:
        """Return when it counts as done, from the day on which its own days are over."""
        if end > LAST:
            return NEVER
        if self.ends_open and self.workdays and end > start:
            end = self.workdays.next(end)
        for span in self.afterwards:
            end = after(span, end)
        if self.workdays and self.afterwards and end <= LAST:
            end = self.workdays.next(end)
        return end

    def load(self, start: int) -> Fraction:
        """Return the study hours it takes from each week while it lasts, the most of any week."""
        if self.hours is None:
            return Fraction(0)
        if self.fills(start):
            return self._fullest(start)
        days = self.days(start)
        return self.hours * 7 / days if days else Fraction(NEVER)

    def fills(self, start: int) -> bool:
        """Tell whether it takes what the week has, up to its cap, and lasts as that makes it."""
        if self.span is None or not self.is_uneven:
            return self.span is None
        return self._by_hours(start) > after(self.span, start) - start

    def _fullest(self, start: int) -> Fraction:
        if self.weeks is None:
            return self.rate
        finish = self.pauses.finish(start, min(self.days(start), LAST))
        turns = [day for day in self.weeks.since if start < day < finish]
        most = max([self.weeks.on(day) for day in (start, *turns)])
        return most if self.cap is None else min(most, self.cap)

    def lacks_hours(self, start: int) -> int:
        """Return the last day on which it alone asks for more than there is, or 0."""
        if self.weeks is None or not self.studies:
            return 0
        if not self.weeks.on(start):
            return start
        if self.hours is None or self.fills(start):
            return 0
        days = self.days(start)
        if not 0 < days < NEVER:
            return 0
        finish = self.pauses.finish(start, days)
        if not self.is_settled:
            finish = self._settled(start, finish)
        return self.weeks.too_few(start, finish, self.hours * 7 / days, self.pauses)

    def start(self, day: int, doors: Doors) -> int:
        """Return the first day from `day` on that it can start, or NEVER.

        A span of months is shorter in some parts of the year than in others, so a
        step may fit the weekly hours on a later day though not on this one.
        """
        is_hopeless = self.fixed is not None and self.fixed < self.needed
        if is_hopeless or (self.studies and not self.weekly):
            return NEVER
        is_free = doors.intakes is None and (self.fixed is not None or not self.needed)
        is_free = is_free and not (self.weeks and self.studies)
        if is_free and not doors.workdays and day <= LAST:
            return self.pauses.resume(day) if self.studies else day
        last = min(day + 366 * 4, LAST) if self.needed else LAST
        if self.weeks and self.needed:
            last = min(max(day, *self.weeks.since) + 366 * 4, LAST)
        while day <= last:
            opened = doors.next(self.pauses.resume(day) if self.studies else day)
            if opened >= NEVER:
                return NEVER
            if self.studies and self.pauses.resume(opened) != opened:
                day = opened + 1
                continue
            if not self.needed or self.days(opened) >= self.needed:
                if not self.weeks or not self.lacks_hours(opened):
                    return opened
                if not self.weeks.on(opened) and self.weeks.turn(opened) >= NEVER:
                    return NEVER
            day = opened + 1
        return NEVER


def least(value: Callable[[int], int], target: int, low: int, high: int) -> int:
    """Return the least day in low..high whose `value` (never falling) reaches `target`."""
    return low + bisect_left(range(low, high + 1), target, key=value)
