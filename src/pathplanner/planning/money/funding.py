"""Who pays, and when there is enough money (planning rule 7)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from attrs import evolve, field, frozen

from pathplanner.model.learner import Funding, FundingKind
from pathplanner.model.quantity import Unit, add
from pathplanner.planning.money.bills import Bill
from pathplanner.planning.problem.problem import ENDLESS, Problem, cents
from pathplanner.planning.schedule.timing import LAST, NEVER
from pathplanner.planning.schedule.worked import apart


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
        ends = fund.until.toordinal() if fund.until else 0
        for place, bill in enumerate(paid):
            if not pays(fund, bill) or (ends and bill.on > ends):
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
        start: The day on which the savings were counted; months are counted from it.
        savings: What was there then, in hundredths.
        monthly: What is added after each month, in hundredths.
        wages: What is set aside of the pay of each job each month, in hundredths.
        stoppers: For each of these that is an open-ended step, what stops it.
        today: The plan's first day.
        paid: What was paid from the counting day on, in hundredths.
        rates: From which month on another sum is added than before, and how much.
    """

    start: int
    savings: int
    monthly: int
    wages: Mapping[str, int] = field(factory=dict)
    today: int = 0
    paid: int = 0
    rates: tuple[tuple[int, int], ...] = ()
    stoppers: Mapping[str, Sequence[str]] = field(factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether it begins with the plan and nothing but the same each month comes in."""
        return not self.wages and not self.paid and self.start == self.today

    @classmethod
    def of(cls, problem: Problem) -> Purse | None:
        """Return the learner's money, or None when it is all the same when something is paid."""
        learner = problem.learner
        if learner.savings is None:
            return None
        counted = learner.savings_on or learner.start
        paid = sum(cents(one.amount) for one in learner.paid if one.on and one.on >= counted)
        savings, monthly = cents(learner.savings), cents(learner.monthly)
        tasks = problem.tasks
        stoppers = {
            name: [other for other, task in tasks.items() if name in task.step.stops]
            for name in problem.wages
            if tasks[name].step.open_ended
        }
        return cls(
            counted.toordinal(), savings, monthly, problem.wages, problem.start, paid, (), stoppers
        )

    def earning(self, starts: Mapping[str, int], finishes: Mapping[str, int]) -> Purse:
        """Return the money with what is set aside of pay.

        That is the pay of jobs from the days on which they are done, and that of open-ended
        steps for the months in which one works in them all the time.

        Args:
            starts: The days on which steps start.
            finishes: The days on which they finish.
        """
        if not self.wages:
            return self
        spells: list[tuple[int, int, int]] = []
        for name, wage in self.wages.items():
            if name in finishes and name not in self.stoppers and finishes[name] < NEVER:
                spells.append((self._month_from(finishes[name]), NEVER, wage))
            elif name in finishes and finishes[name] < NEVER:
                out = [(starts[n], finishes[n]) for n in self.stoppers[name] if n in finishes]
                for first, end in apart((starts[name], finishes[name]), out):
                    begun = self._month_from(max(first, self.start))
                    spells.append((begun, self._months(end) + 1, wage))
        turns = sorted({month for first, end, _ in spells for month in (first, end)} - {NEVER})
        rates, now = list[tuple[int, int]](), self.monthly
        for month in turns:
            paid = [wage for first, end, wage in spells if first <= month < end]
            if (rate := max([self.monthly, *paid])) != now:
                rates.append((month, rate))
                now = rate
        return evolve(self, rates=tuple(rates))

    def _month_from(self, day: int) -> int:
        """Return the first month that begins on a day or after it."""
        months = self._months(day)
        whole = add(date.fromordinal(self.start), months, Unit.MONTHS).toordinal() == day
        return months + (1 if whole else 2)

    def holds(self, day: int) -> int:
        """Return what is there on a day, if nothing of the plan is paid."""
        return self.savings - self._taken(self.savings) + self._come(self._months(day))

    def _taken(self, savings: int) -> int:
        """Return what was paid before the plan, of what was there by its first day."""
        if not self.paid:
            return 0
        return min(self.paid, savings + self._come(self._months(self.today)))

    def _come(self, months: int) -> int:
        """Return what comes in within so many months."""
        total = 0
        for (first, rate), (following, _) in pairwise(((1, self.monthly), *self.rates, (NEVER, 0))):
            total += rate * max(0, min(months, following - 1) - first + 1)
        return total

    def _months(self, day: int) -> int:
        first, today = date.fromordinal(self.start), date.fromordinal(min(day, LAST))
        months = (today.year - first.year) * 12 + today.month - first.month
        return months - 1 if add(first, months, Unit.MONTHS) > today else months

    def savings_for(
        self, paid: Sequence[Bill], shares: Sequence[Sequence[tuple[Funding, int]]]
    ) -> int:
        """Return the least savings with which all that is paid can be, in hundredths."""
        before = self._come(self._months(self.today))
        needed = [0]
        for day, sum_ in _owed(paid, shares):
            come = self._come(self._months(day))
            # What was paid before takes no more than was there.
            if sum_ > come - (before if self.paid else 0):
                needed.append(sum_ - come + self.paid)
        return max(needed)

    def monthly_for(
        self, paid: Sequence[Bill], shares: Sequence[Sequence[tuple[Funding, int]]]
    ) -> int:
        """Return the least monthly money with which all that is paid can be, in hundredths.

        What is paid before the first month is over must be there already.
        """
        owed = [(day, sum_) for day, sum_ in _owed(paid, shares) if self._months(day)]

        def is_short(monthly: int) -> bool:
            rates = tuple((month, max(rate, monthly)) for month, rate in self.rates)
            more = evolve(self, monthly=monthly, rates=rates)
            return any(sum_ > more.holds(day) for day, sum_ in owed)

        most = max((sum_ for _, sum_ in owed), default=0) + self.paid
        return bisect_left(range(most + 1), 0, key=lambda monthly: -is_short(monthly))

    def enough_on(self, needed: int) -> int:
        """Return the first day on which `needed` has been saved, or NEVER."""
        missing = needed - self.savings + self._taken(self.savings)
        if missing <= 0:
            return self.start
        for (first, rate), (following, _) in pairwise(((1, self.monthly), *self.rates, (NEVER, 0))):
            months = first - 1 + -(-missing // rate) if rate else NEVER
            if months < following:
                # No plan lasts so long, and dates end.
                if months > 12 * 200:
                    return NEVER
                day = add(date.fromordinal(self.start), months, Unit.MONTHS).toordinal()
                return day if day <= LAST else NEVER
            missing -= rate * (following - first)
        return NEVER


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
