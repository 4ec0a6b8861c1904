"""The money: what is paid when, by whom, and what it adds up to."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pathplanner.document.blocks import (
    Block,
    Column,
    Fact,
    Facts,
    Notice,
    Section,
    Subheading,
    Table,
    Text,
    without_empty,
)
from pathplanner.document.lookup import (
    PlanFacts,
    grade_note,
    payment_name,
    unknown_prices,
    with_unknown,
)
from pathplanner.document.sections.cash import cash_flow, payments_of
from pathplanner.document.sections.old_prices import age_note, price_sources
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import DASH, NBSP, format_date, unbroken
from pathplanner.model.learner import Funding, FundingKind
from pathplanner.model.planned import Payment
from pathplanner.model.quantity import Estimate, Grade


def money_section(facts: PlanFacts) -> Section | None:
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
        Column(_("When"), 22),
        Column(_("Step"), 8),
        Column(_("What"), 21),
        Column(_("Low to high"), 16, number=True),
        Column(_("Likely"), 12, number=True),
        Column(_("Others pay"), 11, number=True),
        Column(_("You pay"), 11, number=True),
    )
    sums = (cost.likely, cost.funded, cost.out_of_pocket)
    ends = _ends(cost.low, cost.high, facts)
    totals = (_("Total"), "", "", ends, *(facts.money(amount) for amount in sums))
    yield without_empty(Table(columns, rows, (totals,)))
    if cost.unknown:
        yield Notice(_("Not known"), unknown_prices(cost.unknown))
    if estimated := _estimated(facts):
        words = plural(
            "{n}\u00a0payment is an estimate. No source states it, so ask for the price.",
            "{n}\u00a0payments are estimates. No source states them, so ask for the prices.",
            estimated,
        )
        yield Notice(_("Estimates"), words)
    if facts.plan.learner.funding:
        yield Subheading(_("Money from others, in the order in which it is used"))
        yield _sources(facts)
    yield Subheading(_("What is left to find"))
    yield Facts(tuple(_left(facts)))
    yield from cash_flow(facts)


def _estimated(facts: PlanFacts) -> int:
    paid = [one.amount for one in payments_of(facts.plan)]
    return sum(isinstance(one, Estimate) and one.grade is Grade.ESTIMATED for one in paid)


def _row(payment: Payment, title: str, number: str, facts: PlanFacts) -> tuple[str | Text, ...]:
    what = f"{title}: {payment_name(payment)}" if not number else payment_name(payment)
    others = sum((part.amount for part in payment.funded), Decimal(0))
    if age := age_note(price_sources(payment), facts):
        what = _("{what} ({note})").format(what=what, note=age)
    if note := grade_note(payment.amount):
        what = _("{what} ({note})").format(what=what, note=note)
    day = format_date(payment.on)
    if not isinstance(payment.amount, Estimate):
        unknown = unbroken(_("not known"))
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
    return "" if low == high else f"{facts.money(low)}{NBSP}{DASH} {facts.money(high)}"


def _sources(facts: PlanFacts) -> Table:
    """Return who pays what; workforce funds pay last (planning rule 7)."""
    columns = (
        Column(_("From"), 28),
        Column(_("Status"), 22),
        Column(_("There from"), 22),
        Column(_("At most"), 14, number=True),
        Column(_("Used"), 14, number=True),
    )
    funding = facts.plan.learner.funding
    last = [one for one in funding if one.kind is FundingKind.WORKFORCE]
    rows = [_source(one, facts) for one in (*(one for one in funding if one not in last), *last)]
    total = (_("Total"), "", "", "", facts.money(facts.plan.cost.funded))
    return Table(columns, rows, (total,))


def _source(funding: Funding, facts: PlanFacts) -> tuple[str, ...]:
    used = sum(
        (
            part.amount
            for payment in payments_of(facts.plan)
            for part in payment.funded
            if part.funding == funding.name
        ),
        Decimal(0),
    )
    status = "; ".join(filter(None, (funding.status, funding.note)))
    return (
        funding.name,
        status or _("ask"),
        format_date(funding.arrives) if funding.arrives else "",
        _("no limit") if funding.amount is None else facts.money(funding.amount),
        facts.money(used),
    )


def _left(facts: PlanFacts) -> Iterator[Fact]:
    """Yield what is left to find when all that is planned from others has come."""
    cost = facts.plan.cost
    yield Fact(_("All costs"), with_unknown(facts.money(cost.likely), cost.unknown))
    yield Fact(_("Paid by others"), facts.money(cost.funded))
    yield Fact(_("Left to find"), with_unknown(facts.money(cost.out_of_pocket), cost.unknown))
    if facts.plan.learner.savings is not None:
        words = _("Your savings and what you put aside pay this in time, by the likely prices.")
        yield Fact(_("How"), words)
