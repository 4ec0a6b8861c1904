"""When so many hours of work are worked in steps that go on until then (planning rule 18)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil

from attrs import frozen

NEVER = 10**9
"""As in `timing`, which builds on this."""

Span = tuple[int, int]
"""A first day and the day after the last."""


@frozen(eq=False)
class Reckon:
    """Hours of work that are asked for.

    Attributes:
        key: Names them; no id of a step.
        hours: How many.
        rates: The hours a week that one works in each of the steps.
        worked: How many of them were worked in each step that is under way, by the first day.
        held: Those of the steps that are held.
        start: The plan's first day.
    """

    key: str
    hours: Fraction
    rates: Mapping[str, Fraction]
    worked: Mapping[str, Fraction]
    held: frozenset[str]
    start: int

    def soonest(self, done: Mapping[str, int]) -> int:
        """Return a day before which they are not worked, or NEVER.

        Args:
            done: A day before which each step is not begun; of those that are held, the day
                on which they were done.
        """
        days = {name: day for name in self.rates if (day := done.get(name, NEVER)) < NEVER}
        if not days:
            return NEVER
        held = [day for name, day in days.items() if name in self.held]
        if held:
            return min(held)
        left = self.left(days)
        rate = sum([self.rates[name] for name in days])
        return min(days.values()) + max(0, ceil(left * 7 / rate))

    def left(self, steps: Iterable[str]) -> Fraction:
        """Return how many are left to work as the plan begins, with some steps under way."""
        return self.hours - sum([self.worked.get(name, Fraction(0)) for name in steps])

    def day(self, starts: Mapping[str, int], still: Mapping[str, Sequence[Span]]) -> int:
        """Return the first day by which they are worked, or NEVER.

        Args:
            starts: The days on which the steps begin; only some of them may be there.
            still: When each of the steps stands still.
        """
        begins = {n: max(starts[n], self.start) for n in self.rates if starts.get(n, NEVER) < NEVER}
        left = self.left(begins) * 7
        if not begins:
            return NEVER
        day = min(begins.values())
        while left > 0:
            running = [n for n, first in begins.items() if first <= day and not _in(still, n, day)]
            rate = sum([self.rates[name] for name in running], Fraction(0))
            turns = [first for first in begins.values() if first > day]
            turns += [edge for n in begins for span in still.get(n, ()) for edge in span]
            until = min([turn for turn in turns if turn > day], default=NEVER)
            if rate and (days := ceil(left / rate)) <= until - day:
                return day + days
            if until >= NEVER:
                return NEVER
            left -= rate * (until - day)
            day = until
        return day


def _in(still: Mapping[str, Sequence[Span]], name: str, day: int) -> bool:
    return any(first <= day < end for first, end in still.get(name, ()))


def apart(span: Span, out: Iterable[Span]) -> list[Span]:
    """Return a span of days without others, as spans in order."""
    found, (day, last) = list[Span](), span
    for first, end in sorted(out):
        if first >= last:
            break
        if first > day:
            found.append((day, first))
        day = max(day, end)
    return [*found, (day, last)] if day < last else found


def days_in(spans: Iterable[Span]) -> int:
    """Return how many days lie in any of some spans."""
    total, until = 0, 0
    for first, end in sorted(spans):
        total += max(0, end - max(first, until))
        until = max(until, end)
    return total
