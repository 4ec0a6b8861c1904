"""The money: what is paid when, by whom, what it adds up to, and how it moves by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import define

from pathplanner.document.blocks import (
    Block,
    Column,
    Fact,
    Facts,
    Notice,
    Paragraph,
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
    payments_of,
    unknown_prices,
    with_unknown,
)
from pathplanner.document.sections.claims import claims_of, paid_words, sum_words
from pathplanner.document.sections.old_prices import age_note, price_sources
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import DASH, NBSP, format_date, format_month, unbroken
from pathplanner.model.learner import Funding, FundingKind
from pathplanner.model.plan import Plan
from pathplanner.model.planned import HeldStep, Payment, PlannedStep
from pathplanner.model.quantity import Estimate, Grade, Unit, Unknown, add

ZERO = Decimal(0)


def money_section(facts: PlanFacts) -> Section | None:
    """Return every payment with the totals; nothing when nothing is paid."""
    if not facts.tells_prices:
        return None
    payments = sorted(payments_of(facts.plan), key=lambda entry: entry[1].on)
    if not payments:
        return None
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
    ends = _ends(cost.low, cost.high, facts)
    sums = (sum_words(facts, cost.likely), facts.money(cost.funded))
    totals = (_("Total"), "", "", ends, *sums, sum_words(facts, cost.out_of_pocket))
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
    paid = [one.amount for _step, one in payments_of(facts.plan)]
    return sum(isinstance(one, Estimate) and one.grade is Grade.ESTIMATED for one in paid)


def _row(
    step: PlannedStep | HeldStep, payment: Payment, facts: PlanFacts
) -> tuple[str | Text, ...]:
    number, what = str(facts.numbers.get(step.id, "")), payment_name(payment)
    if not number:
        what = f"{step.title}: {what}"
    others = sum((part.amount for part in payment.funded), ZERO)
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
            for _step, payment in payments_of(facts.plan)
            for part in payment.funded
            if part.funding == funding.name
        ),
        ZERO,
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
    yield Fact(_("All costs"), paid_words(facts, cost.likely))
    yield Fact(_("Paid by others"), facts.money(cost.funded))
    yield Fact(_("Left to find"), paid_words(facts, cost.out_of_pocket))
    if facts.plan.learner.savings is not None:
        words = (
            _("Whether your savings and what you put aside pay this in time is open.")
            if claims_of(facts).affordable is False
            else _("Your savings and what you put aside pay this in time, by the likely prices.")
        )
        yield Fact(_("How"), words)


@define
class Month:
    """What moves in a month, in the plan's currency; `unknown` counts prices not known."""

    come: Decimal = ZERO
    others: Decimal = ZERO
    own: Decimal = ZERO
    unknown: int = 0


def cash_flow(facts: PlanFacts) -> Iterator[Block]:
    """Yield the table of months; nothing when nothing is paid.

    Months in which nothing is paid are one row. Money that comes after the payment it is
    for is paid by the learner first and comes in later (planning rule 7).
    """
    plan = facts.plan
    payments = [payment for _step, payment in payments_of(plan)]
    if not payments or plan.finish is None:
        return
    knows = plan.learner.savings is not None
    last = max(plan.finish, *(payment.on for payment in payments))
    rows = tuple(_rows(months_of(plan, last), facts, knows=knows))
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


def _rows(months: dict[date, Month], facts: PlanFacts, *, knows: bool) -> Iterator[list[str]]:
    left, come, since, is_less = ZERO, ZERO, None, False
    days = sorted(months)
    for place, day in enumerate(days):
        month = months[day]
        left += month.come - month.own
        is_less = is_less or bool(month.unknown)
        had = facts.money(left)
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
                row.append(_("at most {amount}").format(amount=had) if is_less else had)
            yield row
        come, since = ZERO, None


def _span(first: date, last: date) -> str:
    if first == last:
        return format_month(first)
    return f"{format_month(first)} {DASH} {format_month(last)}"


def _first(day: date) -> date:
    return day.replace(day=1)
