"""Credits in a term: how many may be begun in each (planning rule 19)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING

from attrs import frozen

from pathplanner.model.intakes import Term, term_days
from pathplanner.model.quantity import Estimate
from pathplanner.model.step import Step
from pathplanner.planning.schedule.timing import NEVER

if TYPE_CHECKING:
    from pathplanner.planning.problem.problem import Problem

TRIES = 200
"""How many orders are tried at random where terms fill up."""

MERSENNE = 2**31 - 1
"""What numbers are drawn below."""

LARGE = 25
"""With fewer steps that have credits the search finds the best order by itself."""

YEARS_BEFORE, YEARS_AFTER = 40, 60
"""How many years around the plan's first day terms are counted."""


def last_of_term(terms: Sequence[Term], first: date, number: int) -> int:
    """Return the last day of the learner's first, second or later term; NEVER without an end."""
    days = [day for day in term_days(terms, first.year, first.year + YEARS_AFTER) if day >= first]
    return days[number].toordinal() - 1 if number < len(days) else NEVER


@frozen(eq=False)
class Terms:
    """The terms of a problem, and how many credits may be begun in each.

    Attributes:
        most: The most credits; fewer than may be where the hours of a week never do for more.
        days: The first days of all terms, in order.
        credits: The credits of each step that has any.
        allowed: How many may be begun.
    """

    most: Fraction
    days: Sequence[int]
    credits: Mapping[str, Fraction]
    allowed: Fraction

    @classmethod
    def of(cls, problem: Problem) -> Terms | None:
        """Return the terms of a problem; None where credits are not limited."""
        school = problem.pathway.credits_per_term
        limits = (school.likely if school else None, problem.learner.credits_per_term)
        most = min((Fraction(one) for one in limits if one is not None), default=None)
        year = problem.learner.start.year
        days = term_days(problem.pathway.terms, year - YEARS_BEFORE, year + YEARS_AFTER)
        found = {name: credits_of(task.step) for name, task in problem.tasks.items()}
        found = {name: count for name, count in found.items() if count}
        if most is None or not days or not found:
            return None
        parts = lcm(*(count.denominator for count in found.values()))
        each = Fraction(gcd(*(int(count * parts) for count in found.values())), parts)
        # Sums of credits are whole times what is common to all.
        least = min(most, _for_hours(problem, found)) // each * each
        return cls(least or most, [day.toordinal() for day in days], found, most)

    def number(self, day: int) -> int:
        """Return which term a day is in; below zero before the first of all."""
        return bisect_right(self.days, day) - 1

    def next_start(self, number: int) -> int:
        """Return the first day of the term after one; NEVER when there is none."""
        return self.days[number + 1] if number + 1 < len(self.days) else NEVER

    def full(self, starts: Mapping[str, int]) -> tuple[int, list[str]] | None:
        """Return the first term with too many credits, and a smallest set of steps that are."""
        by_term: dict[int, list[str]] = {}
        for name in starts.keys() & self.credits.keys():
            by_term.setdefault(self.number(starts[name]), []).append(name)
        for number in sorted(by_term):
            crowd = sorted(by_term[number], key=lambda name: (self.credits[name], name))
            if number < 0 or self._sum(crowd) <= self.most:
                continue
            for name in list(crowd):
                rest = [other for other in crowd if other != name]
                if self._sum(rest) > self.most:
                    crowd = rest
            return number, crowd
        return None

    def _sum(self, names: Iterable[str]) -> Fraction:
        return sum((self.credits[name] for name in names), Fraction(0))

    def least_finish(
        self, starts: Mapping[str, int], after: Mapping[str, int], lengths: Mapping[str, int]
    ) -> int:
        """Return the day before which a plan with some steps is not finished.

        Args:
            starts: The first days on which they can start.
            after: The least days from their finish to the goal.
            lengths: The least days that they last.
        """
        work = [
            (starts[name], self.credits[name], after[name], lengths[name])
            for name in after.keys() & self.credits.keys()
            if self.number(starts[name]) >= 0
        ]
        work.sort(reverse=True)
        best = 0
        for least in {item[2] for item in work}:
            total, shortest = Fraction(0), NEVER
            for start, count, days, length in work:
                if days < least:
                    continue
                total, shortest = total + count, min(shortest, length)
                last = self.number(start) - int(-total // self.most) - 1
                day = self.days[last] if last < len(self.days) else NEVER
                best = max(best, day + shortest + least)
        return best

    def urgencies(
        self, tails: Mapping[str, int], pairs: Sequence[tuple[str, str]]
    ) -> Iterator[Mapping[str, int]]:
        """Yield other ways to tell which steps are urgent where terms fill up.

        Args:
            tails: The least days from each step's finish to the goal.
            pairs: Steps of which the second comes after the first.
        """
        own = {name: int(self.credits.get(name, 0) * 100) for name in tails}
        # Of steps with as much after them the large ones come first, or the small.
        most = 1 + max(own.values())
        yield {name: days * most + own[name] for name, days in tails.items()}
        after: dict[str, set[str]] = {name: set() for name in tails}
        for first, then in pairs:
            after[first] |= {then, *after[then]}
        total = {name: own[name] + sum(own[n] for n in after[name]) for name in tails}
        most = 1 + max(total.values())
        yield {name: days * most + total[name] for name, days in tails.items()}
        yield total
        yield {name: days * most - own[name] for name, days in tails.items()}
        if len(tails.keys() & self.credits.keys()) < LARGE:
            return
        # Then as if at random: what comes after a step counts once to three times.
        drawn = 1
        for _ in range(TRIES):
            found: dict[str, int] = {}
            for name, count in total.items():
                # The minimal generator of Park and Miller (1988).
                drawn = drawn * 48271 % MERSENNE
                found[name] = count + 2 * count * drawn // MERSENNE
            yield found


def term_named(terms: Sequence[Term], step: Step, start: date) -> str:
    """Return what people call the term on whose first day a step starts, or an empty text."""
    for one in terms if step.intakes else ():
        is_day = start in one.dates or bool(one.starts and one.starts.in_year(start.year) == start)
        if step.intakes and one.id in step.intakes.terms and is_day:
            return one.title or one.id
    return ""


def _for_hours(problem: Problem, counted: Mapping[str, Fraction]) -> Fraction:
    """Return how many credits may be begun in a term at most, by the hours of the week alone.

    What starts on the first days of terms only is under way together with all that is begun in
    the same term.
    """
    hours = []
    for name, count in counted.items():
        task, pace = problem.tasks[name], problem.tasks[name].pace
        intakes = task.step.intakes
        is_by_term = intakes is not None and not (intakes.dates or intakes.yearly)
        is_plain = not (pace.is_own or pace.weeks or pace.stretches) and task.begun is None
        if not (is_by_term and is_plain and pace.span and pace.hours and pace.fixed):
            return Fraction(NEVER)
        hours.append(
            pace.hours * 7 / pace.fixed / count / pace.weekly if pace.weekly else Fraction(0)
        )
    return 1 / min(hours) if min(hours) else Fraction(NEVER)


def credits_of(step: Step) -> Fraction:
    """Return the credits of a step; none where nobody has found them."""
    return Fraction(step.credits.likely) if isinstance(step.credits, Estimate) else Fraction(0)
