"""What money that comes in month by month says of the day of the goal.

A step is paid for when it starts, so all that has some days to come after its start must be
paid for that many days before the goal. And what can't be paid for before money comes in on
some day must be studied after that day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from math import floor

from attrs import frozen

from pathplanner.model.quantity import UNKNOWN, Estimate
from pathplanner.planning.money.funding import Purse
from pathplanner.planning.problem.problem import Problem, Task, cents
from pathplanner.planning.schedule.timing import NEVER, Pauses

MOST_SUMS = 4
"""How many sums of prices are looked at, of steps with ever more to come after them."""

LAST_MONTHS = 2
"""How many months before the goal it is asked what must be studied after them."""

SHARES = (1, 2, 3)
"""At which quarters of the steps, by study for their money, the more worthy ones begin."""


@frozen(eq=False)
class Late:
    """What must be studied after money comes in.

    Attributes:
        comes: The day on which it comes in.
        counted: What each step counts for.
        scale: What a part of study counts for.
        before: What can be paid for before, of the sum of all that is counted.
    """

    comes: int
    counted: Mapping[str, int]
    scale: int
    before: int


def first_price(task: Task, owned: Collection[str]) -> int:
    """Return the least that is paid on the day a step starts, in hundredths.

    Args:
        task: The step.
        owned: The steps whose discounts could be had.
    """
    if task.begun is not None:
        return 0
    total = 0
    for cost in task.step.costs:
        offers = [d.price for d in cost.discounts if d.holding in owned]
        known = [p for p in (cost.amount, *offers) if isinstance(p, Estimate)]
        if cost.amount is UNKNOWN:
            continue
        total += min(cents(price.likely) for price in known)
    return total


@frozen(eq=False)
class Savings:
    """Prices over time, for some of the steps of a problem.

    Attributes:
        purse: The learner's own money.
        funding: All money of others that may come on top, in hundredths.
        prices: What each step costs at least on the day it starts.
        starts: For each step the least days from its start to the goal.
        sums: Least days to the goal, and the prices of all steps with so many or more.
    """

    purse: Purse
    funding: int
    prices: Mapping[str, int]
    sums: tuple[tuple[int, Mapping[str, int]], ...]

    @classmethod
    def of(
        cls,
        problem: Problem,
        tasks: Iterable[Task],
        starts: Mapping[str, int],
        owned: Collection[str],
    ) -> Savings | None:
        """Return the prices of some steps over time; None when it does not matter.

        Args:
            problem: The problem.
            tasks: The steps.
            starts: For each step the least days from its start to the goal.
            owned: The steps whose discounts could be had.
        """
        purse, funds = Purse.of(problem), problem.funding
        if purse is None or not purse.is_plain or any(fund.amount is None for fund in funds):
            return None
        found = {task.id: price for task in tasks if (price := first_price(task, owned))}
        starts = {name: floor(days) for name, days in starts.items()}
        days = sorted({starts[name] for name in found})
        sums = [(least, {n: p for n, p in found.items() if starts[n] >= least}) for least in days]
        sums.sort(key=lambda item: sum(item[1].values()), reverse=True)
        funding = sum(cents(fund.amount) for fund in funds if fund.amount is not None)
        return cls(purse, funding, found, tuple(sums[:MOST_SUMS]))

    def floor(self, study: Mapping[str, int], pauses: Pauses, after: Mapping[str, int]) -> int:
        """Return the day before which a plan with all of the steps is not finished.

        Args:
            study: For each study step the days that it fills alone.
            pauses: When no one studies.
            after: For each step the least days from its finish to the goal.
        """
        paid = [
            min(NEVER, self.purse.enough_on(sum(prices.values()) - self.funding) + days)
            for days, prices in self.sums
        ]
        last = max(paid, default=0)
        tail = min([after[name] for name in study], default=0)
        # Of what can be paid for before money comes in, the most study for it is taken.
        by_worth = sorted(study, key=lambda name: (self.prices.get(name, 0) / study[name], name))
        total = sum([self.prices.get(name, 0) for name in study])
        comes = self.purse.start
        while (there := self.purse.holds(comes) + self.funding) < total and comes < last:
            comes = self.purse.enough_on(there - self.funding + 1)
            if comes >= NEVER:
                break
            left = 0
            for name in by_worth:
                price = self.prices.get(name, 0)
                there -= price
                if there < 0:
                    left += study[name] if there <= -price else -there * study[name] // price
            last = max(last, pauses.finish(comes, left) + tail)
        return last

    def rows(self, day: int) -> Iterator[tuple[Mapping[str, int], int]]:
        """Yield prices and how much there is for them, for a plan that ends by a day."""
        for days, prices in self.sums:
            yield prices, self.purse.holds(max(self.purse.start, day - days)) + self.funding

    def after_money(self, study: Mapping[str, int], end: int) -> Iterator[Late]:
        """Yield what must be studied after money comes in, for a plan that ends by a day.

        Args:
            study: How much study there is in each step.
            end: The day by which it must be done.
        """
        rates = sorted(
            Fraction(area, self.prices[n]) for n, area in study.items() if n in self.prices
        )
        if not rates:
            return
        there = self.purse.holds(end)
        for _ in range(LAST_MONTHS):
            comes = self.purse.enough_on(there)
            there -= self.purse.monthly
            if comes <= self.purse.start or not self.purse.monthly:
                return
            for share in SHARES:
                rate = rates[len(rates) * share // 4]
                counted = {
                    n: min(area * rate.denominator, rate.numerator * self.prices.get(n, 0))
                    for n, area in study.items()
                }
                before = rate.numerator * (there + self.funding)
                yield Late(comes, counted, rate.denominator, before)
