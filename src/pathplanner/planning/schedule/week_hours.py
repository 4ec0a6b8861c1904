"""Hours of study a week that are not always the same (planning rule 18).

A learner may have other hours from a day on. What takes all of them, or so many at most, goes
on faster or slower then; what takes the same hours in every week fits into some weeks only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from attrs import field, frozen

from pathplanner.model.learner import Learner

if TYPE_CHECKING:
    from pathplanner.planning.schedule.timing import Pauses

NEVER, LAST = 10**9, 803_533
"""As in `timing`, which builds on this."""


@frozen
class WeeksOfStudy:
    """From which day on there are how many hours a week.

    Attributes:
        since: The days, in order; before the first of them the first hours hold.
        hours: As many numbers and one more.
    """

    since: tuple[int, ...]
    hours: tuple[Fraction, ...]
    most: Fraction = field(init=False)
    """The most hours of any week."""
    least: Fraction = field(init=False)
    """The fewest hours of any week."""

    @most.default
    def _most(self) -> Fraction:
        return max(self.hours)

    @least.default
    def _least(self) -> Fraction:
        return min(self.hours)

    @classmethod
    def of(cls, learner: Learner, start: date) -> WeeksOfStudy | None:
        """Return the weeks of a learner from a day on; None where all of them are alike."""
        told = {one.from_: one.per_week for one in learner.hours if one.from_}
        turns = {day.toordinal(): hours for day, hours in told.items() if day > start}
        if not turns:
            return None
        since = tuple(sorted(turns))
        return cls(since, (cls.first(learner, start), *(Fraction(turns[day]) for day in since)))

    @staticmethod
    def first(learner: Learner, start: date) -> Fraction:
        """Return the hours a week on a day."""
        told = {one.from_: one.per_week for one in learner.hours if one.from_}
        begun = [day for day in told if day <= start]
        return Fraction(told[max(begun)] if begun else learner.hours_per_week)

    def on(self, day: int) -> Fraction:
        """Return the hours a week on a day."""
        return self.hours[bisect_right(self.since, day)]

    def turn(self, day: int) -> int:
        """Return the first day after a day on which there are other hours, or NEVER."""
        place = bisect_right(self.since, day)
        return self.since[place] if place < len(self.since) else NEVER

    def finish(self, start: int, hours: Fraction, cap: Fraction | None, pauses: Pauses) -> int:
        """Return the first day on which so many hours are done, or NEVER.

        Args:
            start: The day on which they are begun.
            hours: How many.
            cap: How many a week at most; None for all that there are.
            pauses: When no one studies.
        """
        day, left = start, hours * 7
        while left > 0:
            day = pauses.resume(day)
            rate = self.on(day) if cap is None else min(cap, self.on(day))
            until = min(self.turn(day), pauses.next(day))
            if rate and (days := ceil(left / rate)) <= until - day:
                return day + days if day + days <= LAST else NEVER
            if until >= NEVER:
                return NEVER
            left -= rate * (until - day)
            day = until
        return day

    def too_few(self, start: int, finish: int, load: Fraction, pauses: Pauses) -> int:
        """Return the last day from a day on, before another, with fewer hours than a load, or 0."""
        day, found = start, 0
        while day < finish:
            until = min(self.turn(day), finish)
            if self.on(day) < load and (last := pauses.last_study(day, until)):
                found = last
            day = until
        return found


Load = tuple[str, int, int, Fraction, Fraction | None]
"""A step, its start and finish, its hours a week; or, where it takes what there is, how many at
most (the other number is the most then)."""


def taken(load: Load, there: Fraction) -> Fraction:
    """Return the hours a week that a step takes where there are so many."""
    return load[3] if load[4] is None else min(load[4], there)


def crowd_of(
    loads: Sequence[Load], days: Iterable[int], weeks: WeeksOfStudy
) -> tuple[list[str], int] | None:
    """Return a smallest set of steps that together ask for too many hours, and on which day."""
    for day in sorted(days):
        there = weeks.on(day)
        crowd = [(item, taken(item, there)) for item in loads if item[1] <= day < item[2]]
        if sum([hours for _, hours in crowd]) <= there:
            continue
        for item in sorted(crowd, key=lambda item: item[1]):
            rest = [other for other in crowd if other is not item]
            if sum([hours for _, hours in rest]) > there:
                crowd = rest
        return [item[0] for item, _ in crowd], day
    return None
