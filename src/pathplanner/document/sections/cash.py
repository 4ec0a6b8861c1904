"""The money month by month: what comes in, what is paid, what is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import define

from pathplanner.document.blocks import Block, Column, Paragraph, Subheading, Table
from pathplanner.document.lookup import PlanFacts, with_unknown
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import DASH, format_month
from pathplanner.model.plan import Plan
from pathplanner.model.planned import Payment
from pathplanner.model.quantity import Unit, Unknown, add

ZERO = Decimal(0)


@define
class _Month:
    """What moves in a month, in the plan's currency; `unknown` counts prices not known."""

    come: Decimal = ZERO
    others: Decimal = ZERO
    own: Decimal = ZERO
    unknown: int = 0


def payments_of(plan: Plan) -> Iterator[Payment]:
    """Yield every payment of a plan."""
    for step in plan.steps:
        yield from step.payments
    for held in plan.held:
        yield from held.payments


def cash_flow(facts: PlanFacts) -> Iterator[Block]:
    """Yield the table of months; nothing when nothing is paid.

    Months in which nothing is paid are one row. Money that comes after the payment it is
    for is paid by the learner first and comes in later (planning rule 7).
    """
    plan = facts.plan
    payments = list(payments_of(plan))
    if not payments or plan.finish is None:
        return
    knows = plan.learner.savings is not None
    last = max(plan.finish, *(payment.on for payment in payments))
    rows = tuple(_rows(_months(plan, last), facts, knows=knows))
    columns = [Column(_("Month"), 30), Column(_("Others pay"), 16, number=True)]
    columns.append(Column(_("You pay"), 20, number=True))
    if knows:
        columns.insert(1, Column(_("Comes in"), 16, number=True))
        columns.append(Column(_("Left"), 18, number=True))
    yield Subheading(_("Month by month"))
    if knows:
        words = _(
            "You begin with {savings}, and {monthly} comes in after each whole month. "
            "What is left is counted at the end of the month."
        )
        learner = plan.learner
        yield Paragraph(
            words.format(
                savings=facts.money(learner.savings or ZERO), monthly=facts.money(learner.monthly)
            )
        )
    yield Table(tuple(columns), rows)


def _months(plan: Plan, last: date) -> dict[date, _Month]:
    """Return what moves in each month from the plan's first to the last."""
    months: dict[date, _Month] = defaultdict(_Month)
    day = _first(plan.start)
    while day <= last:
        months[day] = _Month()
        day = add(day, 1, Unit.MONTHS)
    if plan.learner.savings is not None:
        months[_first(plan.start)].come += plan.learner.savings
        count = 1
        while (day := add(plan.start, count, Unit.MONTHS)) <= last:
            months[_first(day)].come += plan.learner.monthly
            count += 1
    for payment in payments_of(plan):
        month = months[_first(payment.on)]
        others, late = shares_of(payment, plan)
        month.others += others
        month.own += payment.out_of_pocket + sum(amount for _day, amount in late)
        month.unknown += isinstance(payment.amount, Unknown)
        for day, amount in late:
            months[_first(day)].come += amount
    return months


def shares_of(payment: Payment, plan: Plan) -> tuple[Decimal, list[tuple[date, Decimal]]]:
    """Return what others pay on the day, and when they pay back what comes too late for it."""
    arrives = {one.name: one.arrives for one in plan.learner.funding}
    others, late = ZERO, []
    for share in payment.funded:
        day = arrives.get(share.funding)
        if day and day > payment.on:
            late.append((day, share.amount))
        else:
            others += share.amount
    return others, late


def _rows(months: dict[date, _Month], facts: PlanFacts, *, knows: bool) -> Iterator[list[str]]:
    left, come, since = ZERO, ZERO, None
    days = sorted(months)
    for place, day in enumerate(days):
        month = months[day]
        left += month.come - month.own
        come += month.come
        since = since or day
        moves = month.own or month.others or month.unknown
        after = months[days[place + 1]] if place + 1 < len(days) else None
        quiet = after is not None and not (after.own or after.others or after.unknown)
        if not moves and quiet:
            continue
        if moves or knows:
            paid = with_unknown(facts.money(month.own), month.unknown)
            row = [_span(since, day), facts.money(month.others) if month.others else "", paid]
            if knows:
                row.insert(1, facts.money(come) if come else "")
                row.append(facts.money(left))
            yield row
        come, since = ZERO, None


def _span(first: date, last: date) -> str:
    if first == last:
        return format_month(first)
    return f"{format_month(first)} {DASH} {format_month(last)}"


def _first(day: date) -> date:
    return day.replace(day=1)
