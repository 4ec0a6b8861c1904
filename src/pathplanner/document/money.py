"""The money: what is paid when, by whom, and what it adds up to."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pathplanner.document.blocks import (
    Block,
    Bullets,
    Column,
    Notice,
    Section,
    Subheading,
    Table,
    Text,
    without_empty,
)
from pathplanner.document.facts import PlanFacts, payment_name, unknown_prices
from pathplanner.document.wording import DASH, format_date, sentence
from pathplanner.document.words import _
from pathplanner.model.learner import Funding
from pathplanner.model.plan import Payment, Plan
from pathplanner.model.quantity import Estimate


def money(facts: PlanFacts) -> Section | None:
    """Return every payment with the totals; nothing when nothing is paid."""
    if not facts.tells_prices:
        return None
    payments = [
        (payment, step.title, str(step.number))
        for step in facts.plan.steps
        for payment in step.payments
    ]
    payments += [(payment, step.title, "") for step in facts.plan.held for payment in step.payments]
    if not payments:
        return None
    payments.sort(key=lambda entry: entry[0].on)
    rows = tuple(_row(*entry, facts) for entry in payments)
    return Section("money", _("Money"), tuple(_blocks(rows, facts)))


def _blocks(rows: tuple[tuple[str | Text, ...], ...], facts: PlanFacts) -> Iterator[Block]:
    cost = facts.plan.cost
    columns = (
        Column(_("When"), 19),
        Column(_("Step"), 8),
        Column(_("What"), 22),
        Column(_("Low to high"), 20, number=True),
        Column(_("Likely"), 14, number=True),
        Column(_("Others pay"), 13, number=True),
        Column(_("You pay"), 13, number=True),
    )
    sums = (cost.likely, cost.funded, cost.out_of_pocket)
    ends = _ends(cost.low, cost.high, facts)
    totals = (_("Total"), "", "", ends, *(facts.money(amount) for amount in sums))
    yield without_empty(Table(columns, rows, (totals,)))
    if cost.unknown:
        yield Notice(_("Not known"), unknown_prices(cost.unknown))
    if facts.plan.learner.funding:
        yield Subheading(_("Money from others"))
        yield Bullets(tuple(_funding(item, facts) for item in facts.plan.learner.funding))


def _row(payment: Payment, title: str, number: str, facts: PlanFacts) -> tuple[str | Text, ...]:
    what = f"{title}: {payment_name(payment)}" if not number else payment_name(payment)
    others = sum((part.amount for part in payment.funded), Decimal(0))
    day = format_date(payment.on)
    if not isinstance(payment.amount, Estimate):
        unknown = _("not known")
        return (day, number, facts.sourced(what, payment.source), "", unknown, "", unknown)
    amount = payment.amount
    return (
        day,
        number,
        facts.sourced(what, payment.source, amount.source),
        _ends(amount.low, amount.high, facts),
        facts.money(amount.likely),
        facts.money(others) if others else "",
        facts.money(payment.out_of_pocket),
    )


def _ends(low: Decimal, high: Decimal, facts: PlanFacts) -> str:
    """Return the ends of a range; nothing when they are one."""
    return "" if low == high else f"{facts.money(low)} {DASH} {facts.money(high)}"


def _payments(plan: Plan) -> Iterator[Payment]:
    for step in plan.steps:
        yield from step.payments
    for held in plan.held:
        yield from held.payments


def _funding(funding: Funding, facts: PlanFacts) -> str:
    used = sum(
        (
            part.amount
            for payment in _payments(facts.plan)
            for part in payment.funded
            if part.funding == funding.name
        ),
        Decimal(0),
    )
    parts = [_("{amount} used").format(amount=facts.money(used))]
    if funding.amount is not None:
        parts.append(_("up to {amount} in all").format(amount=facts.money(funding.amount)))
    if funding.arrives:
        parts.append(_("there from {day}").format(day=format_date(funding.arrives)))
    parts += filter(None, (funding.status, funding.note))
    return sentence(f"{funding.name}: {', '.join(parts)}")
