"""The money: what is paid when, by whom, what it adds up to, and how it moves by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from attrs import define, evolve

from pathplanner.document.blocks import Block, Bullets, Column, Section, Subheading, Table, Text
from pathplanner.document.lookup import (
    PlanFacts,
    in_short,
    payment_name,
    payments_of,
    unknown_prices,
)
from pathplanner.document.sections.claims import claims_of, sum_words
from pathplanner.document.sections.old_prices import age_note, price_sources
from pathplanner.document.shaping import without_empty
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import format_date, found_by, unbroken
from pathplanner.model.learner import Funding, FundingKind
from pathplanner.model.plan import Plan
from pathplanner.model.planned import HeldStep, Payment, PlannedStep
from pathplanner.model.quantity import Estimate, Grade, Unit, Unknown, add

ZERO = Decimal(0)

WIDTH, LEAST = 164, 44
"""The width of the table without some of its columns, and how much of it words have at least."""


def money_section(facts: PlanFacts) -> Section | None:
    """Return every payment with the totals; nothing when nothing is paid."""
    if not facts.tells_prices:
        return None
    payments = sorted(payments_of(facts.plan), key=lambda entry: entry[1].on)
    if not payments:
        return None
    rows = tuple(_rows(payments, facts))
    return Section("money", _("Money"), tuple(_blocks(rows, facts)))


def _blocks(rows: tuple[tuple[str | Text, ...], ...], facts: PlanFacts) -> Iterator[Block]:
    cost = facts.plan.cost
    columns = (
        Column(_("When"), 48),
        Column(_("Step, and what for"), 42),
        Column(_("Price"), 25, number=True),
        Column(_("Others pay"), 19, number=True),
        Column(_("You pay"), 26, number=True),
        Column(_("In the month"), 23, number=True),
        Column(_("Then left"), 22, number=True),
    )
    funded = facts.money(cost.funded) if cost.funded else ""
    likely, own = sum_words(facts, cost.likely), sum_words(facts, cost.out_of_pocket)
    totals = (_("Total"), "", likely, funded, own, "", "")
    yield _as_wide(_without_price(without_empty(Table(columns, rows, (totals,), ticks=True))))
    if notes := tuple(_notes(facts)):
        yield Bullets(notes)
    if facts.plan.learner.funding:
        yield Subheading(_("Money from others, in the order in which it is used"))
        yield _sources(facts)


def _without_price(table: Table) -> Table:
    """Return the table without the prices where the learner pays them all."""
    titles = [column.title for column in table.columns]
    if _("Others pay") in titles:
        return table
    gone = titles.index(_("Price"))

    def narrow(rows: tuple[tuple[Text, ...], ...]) -> tuple[tuple[Text, ...], ...]:
        return tuple((*row[:gone], *row[gone + 1 :]) for row in rows)

    columns = (*table.columns[:gone], *table.columns[gone + 1 :])
    return Table(columns, narrow(table.rows), narrow(table.totals), ticks=table.ticks)


def _as_wide(table: Table) -> Table:
    """Return the table with the room of the columns that are not there given to the words."""
    when, what, *others = table.columns
    rest = max(LEAST, WIDTH - when.width - sum(one.width for one in others))
    return evolve(table, columns=(when, evolve(what, width=rest), *others))


def _notes(facts: PlanFacts) -> Iterator[str]:
    """Yield what is to be known of the sums."""
    if unknown := facts.plan.cost.unknown:
        yield unknown_prices(unknown)
    if estimated := _estimated(facts):
        yield plural(
            "{n}\u00a0payment is an estimate. No source states it, so ask for the price.",
            "{n}\u00a0payments are estimates. No source states them, so ask for the prices.",
            estimated,
        )
    learner = facts.plan.learner
    if learner.savings is not None:
        words = _(
            "You begin with {savings}, and {monthly} comes in after each whole month. "
            "What is left is counted at the end of the month, by the likely prices."
        )
        yield words.format(
            savings=facts.money(learner.savings), monthly=facts.money(learner.monthly)
        )
        if claims_of(facts).affordable is False:
            yield _("Whether your savings and what you put aside pay this in time is open.")
    for _step, payment in payments_of(facts.plan):
        for day, amount in shares_of(payment, facts.plan)[1]:
            words = _("You pay {what} first; {amount} of it comes back {when}.")
            yield words.format(
                what=payment_name(payment), amount=facts.money(amount), when=facts.on(day)
            )


def _estimated(facts: PlanFacts) -> int:
    paid = [one.amount for _step, one in payments_of(facts.plan)]
    return sum(isinstance(one, Estimate) and one.grade is Grade.ESTIMATED for one in paid)


def _rows(
    payments: Sequence[tuple[PlannedStep | HeldStep, Payment]], facts: PlanFacts
) -> Iterator[tuple[str | Text, ...]]:
    """Yield the payments in order; the last one of a month has its sum and what is left."""
    plan = facts.plan
    last = max(plan.finish or plan.start, payments[-1][1].on)
    months, left = months_of(plan, last), _left(plan, last)
    noted: set[str] = set()
    for place, (step, payment) in enumerate(payments):
        month = _first(payment.on)
        after = payments[place + 1][1].on if place + 1 < len(payments) else None
        ends = after is None or _first(after) != month
        moved = months[month]
        several = sum(_first(one.on) == month and one.out_of_pocket > 0 for _, one in payments) > 1
        total = in_short(facts.money(moved.own), moved.unknown) if ends and several else ""
        rest = facts.money(left[month]) if ends and plan.learner.savings is not None else ""
        if rest and any(isinstance(one.amount, Unknown) for _, one in payments[: place + 1]):
            rest = _("at most {amount}").format(amount=rest)
        yield (*_row(step, payment, facts, noted), total, rest)


def _left(plan: Plan, last: date) -> dict[date, Decimal]:
    """Return what is left of the learner's money at the end of each month."""
    left, found = ZERO, {}
    for day, month in sorted(months_of(plan, last).items()):
        left += month.come - month.own
        found[day] = left
    return found


def _row(
    step: PlannedStep | HeldStep, payment: Payment, facts: PlanFacts, noted: set[str]
) -> tuple[str | Text, ...]:
    """Return a payment; what is to be known of each part of a sum is said of the first alone."""
    number = facts.numbers.get(step.id)
    words = _("{number}. {what}") if number else _("{step}: {what}")
    what = words.format(number=number, step=step.title, what=payment_name(payment))
    others = sum((part.amount for part in payment.funded), ZERO)
    notes = [*_known(payment.amount, facts), *_discount(payment, facts)]
    if len(payment.funded) > 1 or len(facts.plan.learner.funding) > 1:
        words = _("{who} pays {amount}")
        notes += [
            words.format(who=part.funding, amount=facts.money(part.amount))
            for part in payment.funded
        ]
    notes += filter(None, (age_note(price_sources(payment), facts),))
    if payment.note:
        notes.append(payment.note)
    if isinstance(step, PlannedStep) and step.offer:
        notes.insert(0, step.offer.provider)
    whole = _("{what} ({note})").format(what=what, note="; ".join(notes))
    if notes and whole not in noted:
        noted.add(whole)
        what = whole
    day = facts.day(payment.on)
    if not isinstance(payment.amount, Estimate):
        unknown = unbroken(_("not known"))
        return (day, facts.sourced(what, payment.source), unknown, "", unknown)
    amount = payment.amount
    words = _("about {price}") if amount.grade is Grade.ESTIMATED else "{price}"
    return (
        day,
        facts.sourced(what, price_sources(payment) if amount.grade is Grade.STATED else ()),
        words.format(price=facts.money(amount.likely)),
        facts.money(others) if others else "",
        words.format(price=facts.money(payment.out_of_pocket)),
    )


def _discount(payment: Payment, facts: PlanFacts) -> Iterator[str]:
    if payment.full_price is not None:
        words = _("instead of {price}")
        if payment.discount:
            words = _("instead of {price}, thanks to {step}")
        step = facts.numbered((payment.discount,)) if payment.discount else ""
        yield words.format(price=facts.money(payment.full_price), step=step)


def _known(amount: Estimate | Unknown, facts: PlanFacts) -> Iterator[str]:
    """Yield the ends of a price that is not one number, and how it is known."""
    if isinstance(amount, Unknown):
        return
    ends = facts.money(amount.low), facts.money(amount.high)
    low, high = ends
    if amount.grade is Grade.ESTIMATED:
        words = _("estimate") if low == high else _("estimate: {low} to {high}")
        yield words.format(low=low, high=high)
    elif low != high:
        yield _("from {low} to {high}").format(low=low, high=high)
    if amount.said:
        yield found_by(amount.said)


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
            for _step, payment in payments_of(facts.plan)
            for part in payment.funded
            if part.funding == funding.name
        ),
        ZERO,
    )
    share = ""
    if funding.share_of is not None:
        whole = facts.money(funding.share_of)
        share = _("your share of {amount} that many people use").format(amount=whole)
    status = "; ".join(filter(None, (funding.status, share, funding.note)))
    return (
        funding.name,
        status or _("ask"),
        format_date(funding.arrives) if funding.arrives else "",
        _("no limit") if funding.amount is None else facts.money(funding.amount),
        facts.money(used),
    )


@define
class Month:
    """What moves in a month, in the plan's currency; `unknown` counts prices not known."""

    come: Decimal = ZERO
    others: Decimal = ZERO
    own: Decimal = ZERO
    unknown: int = 0


def months_of(plan: Plan, last: date) -> dict[date, Month]:
    """Return what moves in each month from the plan's first to the last."""
    months: dict[date, Month] = defaultdict(Month)
    day = _first(plan.start)
    while day <= last:
        months[day] = Month()
        day = add(day, 1, Unit.MONTHS)
    if plan.learner.savings is not None:
        months[_first(plan.start)].come += plan.learner.savings
        count = 1
        while (day := add(plan.start, count, Unit.MONTHS)) <= last:
            months[_first(day)].come += plan.learner.monthly
            count += 1
    for _step, payment in payments_of(plan):
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


def _first(day: date) -> date:
    return day.replace(day=1)
