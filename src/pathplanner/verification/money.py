"""Rule 7: what is paid on which day, by whom, and whether the money is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import count

from attrs import frozen

from pathplanner.model.learner import Funding, FundingKind
from pathplanner.model.offer import Offer
from pathplanner.model.price import Cost, CostKind, Discount
from pathplanner.model.quantity import Estimate, Unit, Unknown, add
from pathplanner.model.step import Kind, Step
from pathplanner.verification.case import Case, Times
from pathplanner.verification.offers import pays_there
from pathplanner.verification.work import stops

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
            if not is_for(source, bill, case.offers.get(bill.step)):
                continue
            unpaid = bill.likely - sum(paid.values(), ZERO)
            part = unpaid if left is None else min(unpaid, left)
            if part > 0:
                paid[place] = part
                left = None if left is None else left - part
    return shares


def is_for(source: Funding, bill: Bill, offer: Offer | None) -> bool:
    """Tell whether a source of funding pays for a bill, as far as it has the money."""
    return (
        is_sure(source)
        and pays_there(source, offer)
        and (not source.covers or bill.kind in source.covers)
        and (not source.steps or bill.step in source.steps)
        and (source.until is None or bill.on <= source.until)
    )


def is_sure(source: Funding) -> bool:
    """Tell whether a source of funding is sure."""
    said = source.status.strip().lower()
    if said == "":
        return source.apply_by is None
    return said in ("approved", "awarded", "granted", "paid", "promised", "received")


def set_aside(case: Case, job: str) -> Decimal:
    """Return what is set aside of the pay of a job each month."""
    step, pay = case.pathway.by_id[job], None
    for occupation in case.pathway.occupations:
        if occupation.id == step.occupation and occupation.pay:
            pay = occupation.pay.entry or occupation.pay.low
    pay = step.entry_pay or pay
    if pay is None or not case.learner.set_aside:
        return ZERO
    whole = Fraction(pay.likely) * Fraction(case.learner.set_aside) / 100 / 12
    return Decimal(whole * 100 // 1) / 100


def come_in(case: Case, times: Times, day: date) -> Decimal:
    """Return what comes in from the counting day up to a day, month by month."""
    counted, total = case.learner.savings_on or case.first_day, ZERO
    steps = [case.step(name) for name in times]
    jobs = [
        (times[step.id][1], set_aside(case, step.id))
        for step in steps
        if step.kind is Kind.JOB and not step.open_ended
    ]
    running = [(step.id, set_aside(case, step.id)) for step in steps if step.open_ended]
    for month in count(1):
        if add(counted, month, Unit.MONTHS) > day:
            return total
        begins = add(counted, month - 1, Unit.MONTHS)
        ends = add(counted, month, Unit.MONTHS)
        pay = [wage for finish, wage in jobs if finish <= begins]
        pay += [wage for name, wage in running if runs_all(case, times, name, begins, ends)]
        total += max([case.learner.monthly, *pay])
    raise AssertionError("months do not end")


def runs_all(case: Case, times: Times, name: str, first: date, end: date) -> bool:
    """Tell whether one works in an open-ended step on every day from one to another (rule 18)."""
    start, finish = times[name]
    if start > first or finish < end:
        return False
    return all(b <= first or a >= end for a, b in stops(case, times, name))


def savings_on(case: Case, times: Times, day: date) -> Decimal | None:
    """Return the money that is there by `day`, or None when that is not asked about."""
    savings = case.learner.savings
    if savings is None:
        return None
    counted = case.learner.savings_on or case.first_day
    paid = [one.amount for one in case.learner.paid if one.on is not None and one.on >= counted]
    gone = min(sum(paid, ZERO), savings + come_in(case, times, case.first_day))
    return savings - gone + come_in(case, times, day)


def shortfalls(
    case: Case, times: Times, bills: Sequence[Bill], shares: Sequence[dict[int, Decimal]]
) -> Iterator[tuple[date, Decimal, Decimal]]:
    """Yield days on which more is paid than is there: the day, what is paid, what is there.

    `times` has the jobs whose pay counts, those that could be left out, too.
    """
    if case.learner.savings is None:
        return
    arrives = [source.arrives or case.first_day for source in case.learner.funding]
    for day in sorted({bill.on for bill in bills}):
        paid = ZERO
        for bill, parts in zip(bills, shares, strict=True):
            if bill.on <= day:
                paid += bill.likely
                paid -= sum((p for source, p in parts.items() if arrives[source] <= day), ZERO)
        there = savings_on(case, times, day)
        if there is not None and paid > there:
            yield day, paid, there
