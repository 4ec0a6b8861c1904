"""Who pays, and when there is enough money (planning rule 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import frozen

from pathplanner.model.learner import Funding, FundingKind
from pathplanner.model.quantity import Unit, add
from pathplanner.planning.money.bills import Bill
from pathplanner.planning.problem.problem import ENDLESS, Problem, cents
from pathplanner.planning.schedule.timing import LAST, NEVER


def share_out(
    funding: Sequence[Funding], paid: Sequence[Bill]
) -> tuple[int, list[list[tuple[Funding, int]]]]:
    """Return what is left to pay out of pocket, and who pays what of each bill (rule 7).

    All of it is in hundredths.

    Args:
        funding: In the order given; workforce funds are used last all the same.
        paid: The bills in funding order.
    """
    left = [bill.cost for bill in paid]
    shares: list[list[tuple[Funding, int]]] = [[] for _ in paid]
    for fund in sorted(funding, key=lambda fund: fund.kind is FundingKind.WORKFORCE):
        rest = ENDLESS if fund.amount is None else cents(fund.amount)
        for place, bill in enumerate(paid):
            if not pays(fund, bill):
                continue
            share = min(rest, left[place])
            if share:
                left[place] -= share
                rest -= share
                shares[place].append((fund, share))
    return sum(left), shares


def pays(fund: Funding, bill: Bill) -> bool:
    """Tell whether a source of funding is for what a bill is about."""
    return (not fund.covers or bill.kind in fund.covers) and (
        not fund.steps or bill.step in fund.steps
    )


@frozen(eq=False)
class Purse:
    """The learner's own money over time.

    Attributes:
        start: The plan's first day.
        savings: What is there on that day, in hundredths.
        monthly: What is added after each month, in hundredths.
    """

    start: int
    savings: int
    monthly: int

    @classmethod
    def of(cls, problem: Problem) -> Purse | None:
        """Return the learner's money, or None when it is all the same when something is paid."""
        learner = problem.learner
        if learner.savings is None:
            return None
        return cls(problem.start, cents(learner.savings), cents(learner.monthly))

    def holds(self, day: int) -> int:
        """Return what has been saved by a day."""
        return self.savings + self.monthly * self._months(day)

    def _months(self, day: int) -> int:
        first, today = date.fromordinal(self.start), date.fromordinal(min(day, LAST))
        months = (today.year - first.year) * 12 + today.month - first.month
        return months - 1 if add(first, months, Unit.MONTHS) > today else months

    def savings_for(
        self, paid: Sequence[Bill], shares: Sequence[Sequence[tuple[Funding, int]]]
    ) -> int:
        """Return the least savings with which all that is paid can be, in hundredths."""
        owed = _owed(paid, shares)
        return max((sum_ - self.monthly * self._months(day) for day, sum_ in owed), default=0)

    def monthly_for(
        self, paid: Sequence[Bill], shares: Sequence[Sequence[tuple[Funding, int]]]
    ) -> int:
        """Return the least monthly money with which all that is paid can be, in hundredths.

        What is paid before the first month is over must be there already.
        """
        owed = [(sum_ - self.savings, self._months(day)) for day, sum_ in _owed(paid, shares)]
        return max((-(-missing // months) for missing, months in owed if months), default=0)

    def enough_on(self, needed: int) -> int:
        """Return the first day on which `needed` has been saved, or NEVER."""
        missing = needed - self.savings
        if missing <= 0:
            return self.start
        if not self.monthly:
            return NEVER
        months = -(-missing // self.monthly)
        # No plan lasts so long, and dates end.
        if months > 12 * 200:
            return NEVER
        return add(date.fromordinal(self.start), months, Unit.MONTHS).toordinal()


def _owed(
    paid: Sequence[Bill], shares: Sequence[Sequence[tuple[Funding, int]]]
) -> Iterator[tuple[int, int]]:
    """Yield for each day of payments what the learner has had to pay by then."""
    moves = {bill.on: 0 for bill in paid}
    days = set(moves)
    for bill, parts in zip(paid, shares, strict=True):
        moves[bill.on] += bill.cost
        for fund, share in parts:
            arrives = max(bill.on, fund.arrives.toordinal()) if fund.arrives else bill.on
            moves[arrives] = moves.get(arrives, 0) - share
    total = 0
    for day, moved in sorted(moves.items()):
        total += moved
        if day in days:
            yield day, total


def first_short_day(
    purse: Purse, paid: Sequence[Bill], shares: Sequence[Sequence[tuple[Funding, int]]]
) -> int | None:
    """Return the first day on which more has been paid than was there, or None.

    Args:
        purse: The learner's own money.
        paid: All bills.
        shares: Who else pays what of each bill.
    """
    return next((day for day, owed in _owed(paid, shares) if owed > purse.holds(day)), None)


def room_from(
    purse: Purse,
    paid: Sequence[Bill],
    shares: Sequence[Sequence[tuple[Funding, int]]],
    since: int,
) -> int:
    """Return how much more could be paid on a day so that later bills can still be paid."""
    before = [owed for day, owed in _owed(paid, shares) if day <= since]
    rooms = [purse.holds(day) - owed for day, owed in _owed(paid, shares) if day >= since]
    return min([purse.holds(since) - (before[-1] if before else 0), *rooms])


def carried(
    paid: Sequence[Bill],
    shares: Sequence[Sequence[tuple[Funding, int]]],
    due: Iterable[int],
    day: int,
) -> int:
    """Return what the learner has had to pay of the due bills by a day: less arrived funding."""
    return sum(
        paid[place].cost
        - sum(
            share
            for fund, share in shares[place]
            if fund.arrives is None or fund.arrives.toordinal() <= day
        )
        for place in due
    )
