"""Rule 18: the hours of study that there are in a week, day by day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from attrs import frozen

from pathplanner.model.learner import Learner
from pathplanner.model.step import Step

CENTURIES = date(2200, 12, 31)
"""A day after which nothing is planned."""


@frozen(slots=False)
class StudyWeek:
    """What a learner says of the hours in a week."""

    learner: Learner

    @cached_property
    def turns(self) -> list[tuple[date, Fraction]]:
        """The days from which on there are other hours, in order."""
        return sorted(
            (one.from_, Fraction(one.per_week)) for one in self.learner.hours if one.from_
        )

    def on(self, day: date) -> Fraction:
        """Return the hours a week, for all steps that have none of their own, on a day."""
        begun = [hours for turn, hours in self.turns if turn <= day]
        return begun[-1] if begun else self._usual

    @cached_property
    def _usual(self) -> Fraction:
        return Fraction(self.learner.hours_per_week)

    @cached_property
    def _own(self) -> dict[str, Fraction]:
        told = [one for one in self.learner.hours if one.step]
        return {one.step: Fraction(one.per_week) for one in reversed(told)}

    def own(self, step: Step) -> Fraction | None:
        """Return the hours a week that a step has of its own."""
        return self._own.get(step.id)

    def there_is(self, step: Step, day: date) -> Fraction:
        """Return the hours a week that there are for a step on a day, if nothing else runs."""
        own = self.own(step)
        return self.on(day) if own is None else own

    def taken_by(self, step: Step, day: date) -> Fraction:
        """Return the hours a week that a step takes on a day where it takes what there is."""
        there = self.there_is(step, day)
        return min(there, Fraction(step.weekly_hours.likely)) if step.weekly_hours else there

    def most_for(self, step: Step) -> Fraction:
        """Return the most hours a week that the step takes where it takes what there is."""
        first = self.learner.start
        days = [first, *(turn for turn, _ in self.turns if turn > first)]
        return max(self.taken_by(step, day) for day in days)

    def done_on(
        self, step: Step, hours: Fraction, start: date, is_free: Callable[[date], bool]
    ) -> date | None:
        """Return the first day on which so many hours of a step are done, or None for never.

        Args:
            step: The step, which takes what there is.
            hours: Its hours of study.
            start: The day on which it is begun.
            is_free: Tells whether a day is in a break.
        """
        day, left = start, hours * 7
        while left > 0:
            if day > CENTURIES:
                return None
            left -= 0 if is_free(day) else self.taken_by(step, day)
            day += timedelta(days=1)
        return day
