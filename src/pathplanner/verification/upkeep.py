"""Rule 9: dues and renewals, and every bill of a plan together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import count

from attrs import frozen

from pathplanner.model.planned import UpkeepKind
from pathplanner.model.price import CostKind, Renewal, RenewalOption
from pathplanner.model.quantity import Duration, Estimate, Unit, add
from pathplanner.model.step import Step
from pathplanner.verification.case import Case, Times, met, satisfying
from pathplanner.verification.money import Amount, Bill, price_bills, price_on

DUES_PLACE = 1_000_000
"""The place of dues among a step's bills: after all prices; renewal fees come next."""


@frozen
class Due:
    """Dues or a renewal that falls due on a day.

    Attributes:
        step, kind, due, fee, units, counted: As in `pathplanner.model.plan.Upkeep`.
        full_price, discount: As in a bill.
    """

    step: str
    kind: UpkeepKind
    due: date
    fee: Amount | None
    counted: bool
    units: int | None = None
    full_price: Decimal | None = None
    discount: str = ""


def _days(first: date, every: Duration, last: date) -> Iterator[date]:
    """Yield `first` and each day a whole number of periods later, up to `last`."""
    for times in count():
        day = every.after(first, times)
        if day > last:
            return
        yield day
        if every.likely < 1:
            return


def _owned_since(case: Case, times: Times, step: str) -> date | None:
    return times[step][1] if step in times else case.held.get(step)


def _ended_on(case: Case, times: Times, step: str) -> date | None:
    """Return the day on which the step is superseded, or None."""
    ends = [
        times[other.id][1]
        for other in case.pathway.steps
        if step in other.supersedes and other.id in times
    ]
    if any(step in case.pathway.by_id[held].supersedes for held in case.held):
        ends.append(case.first_day)
    return min(ends, default=None)


def _fee(
    case: Case, times: Times, options: tuple[RenewalOption, ...], day: date
) -> tuple[Amount | None, str, RenewalOption | None]:
    """Return the fee of the cheapest option on `day`; an unknown fee never is the cheapest."""
    priced = []
    for option in options:
        fee: Amount | None = option.fee
        giver = ""
        if fee is not None:
            fee, giver = price_on(case, times, fee, option.discounts, day)
        unknown = fee is not None and not isinstance(fee, Estimate)
        likely = fee.likely if isinstance(fee, Estimate) else 0
        priced.append(((unknown, likely), fee, giver, option))
    if not priced:
        return None, "", None
    _, fee, giver, option = min(priced, key=lambda item: item[0])
    return fee, giver, option


def _credentials(case: Case, times: Times, body: str, day: date) -> list[int]:
    """Return what each credential of the body that is owned on `day` asks for alone."""
    owned = []
    for step in case.pathway.steps:
        since = _owned_since(case, times, step.id)
        here = since is not None and since < day if step.id in times else step.id in case.held
        ended = _ended_on(case, times, step.id)
        if step.body == body and step.renewal and here and (ended is None or ended >= day):
            asked = [o.units for o in step.renewal.options if o.units is not None]
            owned.append(asked[0] if asked else 0)
    return owned


def _units(
    case: Case, times: Times, step: Step, option: RenewalOption | None, day: date, *, first: bool
) -> int | None:
    renewal = step.renewal
    units = option.units if option else None
    if renewal is None or units is None:
        return None
    if first and renewal.first_units is not None:
        return renewal.first_units
    body = next((body for body in case.pathway.bodies if body.id == step.body), None)
    if body is None:
        return units
    owned = _credentials(case, times, body.id, day)
    total = body.units_for(len(owned), max(owned, default=0))
    return units if total is None else total


def renewal_days(renewal: Renewal, base: date, last: date) -> Iterator[date]:
    """Yield the days on which a renewal counted from `base` falls due, up to `last`."""
    if renewal.first is not None:
        yield from _days(renewal.first.after(base), renewal.every, last)
    else:
        days = _days(base, renewal.every, last)
        next(days, None)
        yield from days


def upkeep_of(case: Case, times: Times, step: Step, finish: date, last: date) -> Iterator[Due]:
    """Yield the dues and renewals of a planned or held step, up to `last`."""
    since = _owned_since(case, times, step.id)
    if since is None:
        return
    planned = step.id in times
    if step.dues:
        for day in _days(since, step.dues.every, max(last, since)):
            if planned or day >= case.first_day:
                counted = day < finish or (planned and day == since)
                yield Due(step.id, UpkeepKind.DUES, day, step.dues.amount, counted)
    if step.renewal is None:
        return
    base = _owned_since(case, times, step.renewal.counts_from) or since
    ended = _ended_on(case, times, step.id)
    told = case.told_of.get(step.id)
    if told is not None and told.renewed:
        # The first period is over, and the others are counted from the renewal.
        later = list(_days(told.renewed, step.renewal.every, max(last, told.renewed)))[1:]
        days = [(place, day) for place, day in enumerate(later, 1) if day <= last]
    else:
        days = list(enumerate(renewal_days(step.renewal, base, last)))
    for place, day in days:
        if (day <= since if planned else day < case.first_day) or (ended and day >= ended):
            continue
        fee, giver, option = _fee(case, times, step.renewal.options, day)
        full = option.fee.likely if option and giver and isinstance(option.fee, Estimate) else None
        units = _units(case, times, step, option, day, first=place == 0)
        yield Due(step.id, UpkeepKind.RENEWAL, day, fee, day < finish, units, full, giver)


def _bills(dues: Iterator[Due]) -> Iterator[Bill]:
    for due in dues:
        if due.counted and due.fee is not None:
            renewal = due.kind is UpkeepKind.RENEWAL
            kind = CostKind.RENEWAL if renewal else CostKind.MEMBERSHIP
            full = due.full_price
            yield Bill(due.step, DUES_PLACE + renewal, due.due, kind, due.fee, full, due.discount)


def counting_held(case: Case, times: Times) -> set[str]:
    """Return the held steps that satisfy a planned step or make one cheaper."""
    owned = {*times, *case.held}
    found: set[str] = set()
    for step in times:
        asked = case.pathway.by_id[step]
        requires = asked.requires if step in case.begun else case.requirement(asked)
        # A step may be under way though what it once asked for is not all there.
        if met(requires, owned):
            found.update(satisfying(requires, owned))
    found.update(bill.discount for bill in price_bills(case, times) if bill.discount)
    return found & set(case.held)


def kept_steps(case: Case, times: Times) -> list[Step]:
    """Return the planned steps and the held ones whose upkeep belongs to the plan."""
    kept = {*times, *counting_held(case, times)}
    return [step for step in case.pathway.steps if step.id in kept]


def all_upkeep(case: Case, times: Times, finish: date) -> list[Due]:
    """Return the dues and renewals up to the horizon, by date."""
    last = add(finish, case.learner.horizon_years, Unit.YEARS)
    found = [
        due
        for step in kept_steps(case, times)
        for due in upkeep_of(case, times, step, finish, last)
    ]
    return sorted(found, key=lambda due: due.due)


def all_bills(case: Case, times: Times, finish: date) -> list[Bill]:
    """Return all payments of the plan, in the order in which funding takes them."""
    bills = list(price_bills(case, times))
    for step in kept_steps(case, times):
        bills += _bills(upkeep_of(case, times, step, finish, finish))
    order = {step.id: place for place, step in enumerate(case.pathway.steps)}
    return sorted(bills, key=lambda bill: (order[bill.step], bill.place, bill.on))
