"""Rule 7: what is paid on which day, by whom, and whether the money is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import count

from attrs import frozen

from pathplanner.model.learner import FundingKind
from pathplanner.model.quantity import Estimate, Unit, Unknown, add
from pathplanner.model.step import Cost, CostKind, Discount, Step
from pathplanner.verification.case import Case, Times

Amount = Estimate | Unknown
ZERO = Decimal(0)


@frozen
class Bill:
    """A payment that the rules ask for.

    Attributes:
        step, on, kind, amount, full_price, discount: As in `pathplanner.model.plan.Payment`.
        place: Which of the step's prices it is; dues and renewal fees come after prices.
    """

    step: str
    place: int
    on: date
    kind: CostKind
    amount: Amount
    full_price: Decimal | None = None
    discount: str = ""

    @property
    def likely(self) -> Decimal:
        """The likely amount; an unknown one counts as nothing."""
        return self.amount.likely if isinstance(self.amount, Estimate) else ZERO


def price_on(
    case: Case,
    times: Times,
    amount: Amount,
    discounts: Iterable[Discount],
    day: date,
    later: Collection[str] = (),
) -> tuple[Amount, str]:
    """Return the lowest price that applies on `day` and the step that gives it, if any.

    `later` names steps that come after the purchase though they are done that day.
    """
    best, giver = amount, ""
    for discount in discounts:
        planned = times.get(discount.holding)
        is_done = planned is not None and planned[1] <= day and discount.holding not in later
        applies = discount.holding in case.held or is_done
        if applies and (not isinstance(best, Estimate) or discount.price.likely < best.likely):
            best, giver = discount.price, discount.holding
    return best, giver


def price_days(case: Case, step: Step, cost: Cost, start: date, finish: date) -> Iterator[date]:
    """Yield the days on which a price of a planned step is paid and counts."""
    if step.id not in case.begun:
        yield start
    if cost.every is None or cost.every.likely < 1:
        return
    for times in count(1):
        day = cost.every.after(start, times)
        if day >= finish:
            return
        if day >= case.first_day:
            yield day


def price_bills(case: Case, times: Times) -> Iterator[Bill]:
    """Yield the payments of all prices of all planned steps (not dues, not renewals)."""
    for step in case.pathway.steps:
        if step.id not in times:
            continue
        start, finish = times[step.id]
        later = after_it(times, step.id)
        for place, cost in enumerate(step.costs):
            for day in price_days(case, step, cost, start, finish):
                amount, giver = price_on(case, times, cost.amount, cost.discounts, day, later)
                full = cost.amount.likely if isinstance(cost.amount, Estimate) else None
                yield Bill(step.id, place, day, cost.kind, amount, full if giver else None, giver)


def after_it(times: Times, step: str) -> list[str]:
    """Return what comes after a step though it starts and finishes on its one day (rule 3)."""
    names = list(times)
    start, finish = times[step]
    if start != finish:
        return []
    rest = names[names.index(step) + 1 :]
    return [other for other in rest if times[other] == (start, start)]


def funding_of(case: Case, bills: Sequence[Bill]) -> list[dict[int, Decimal]]:
    """Return for every bill what each funding source pays of it, by the source's place.

    `bills` are in the order in which funding takes them.
    """
    sources = list(enumerate(case.learner.funding))
    sources.sort(key=lambda item: item[1].kind is FundingKind.WORKFORCE)
    shares: list[dict[int, Decimal]] = [{} for _ in bills]
    for place, source in sources:
        left = source.amount
        for bill, paid in zip(bills, shares, strict=True):
            if source.covers and bill.kind not in source.covers:
                continue
            if source.steps and bill.step not in source.steps:
                continue
            unpaid = bill.likely - sum(paid.values(), ZERO)
            part = unpaid if left is None else min(unpaid, left)
            if part > 0:
                paid[place] = part
                left = None if left is None else left - part
    return shares


def savings_on(case: Case, day: date) -> Decimal | None:
    """Return the money that is there by `day`, or None when that is not asked about."""
    if case.learner.savings is None:
        return None
    first = case.first_day
    months = (day.year - first.year) * 12 + day.month - first.month
    while add(first, months, Unit.MONTHS) > day:
        months -= 1
    return case.learner.savings + case.learner.monthly * months


def shortfalls(
    case: Case, bills: Sequence[Bill], shares: Sequence[dict[int, Decimal]]
) -> Iterator[tuple[date, Decimal, Decimal]]:
    """Yield days on which more is paid than is there: the day, what is paid, what is there."""
    if case.learner.savings is None:
        return
    arrives = [source.arrives or case.first_day for source in case.learner.funding]
    for day in sorted({bill.on for bill in bills}):
        paid = ZERO
        for bill, parts in zip(bills, shares, strict=True):
            if bill.on <= day:
                paid += bill.likely
                paid -= sum((p for source, p in parts.items() if arrives[source] <= day), ZERO)
        there = savings_on(case, day)
        if there is not None and paid > there:
            yield day, paid, there
