"""A plan as rows of numbers and days, for spreadsheets that count with them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import field, frozen

from pathplanner.document.composer import speaking_for
from pathplanner.document.lookup import PlanFacts, grade_note, payment_name, payments_of
from pathplanner.document.safe_text import visible
from pathplanner.document.sections.money import months_of, shares_of
from pathplanner.document.words.messages import _
from pathplanner.model.plan import Plan
from pathplanner.model.planned import HeldStep, Payment, PlannedStep
from pathplanner.model.quantity import Estimate, Unit, Unknown, add

ZERO = Decimal(0)

Value = str | int | Decimal | date | None
"""What stands in a cell; `None` is an empty cell."""


def _values(rows: tuple[tuple[Value, ...], ...]) -> tuple[tuple[Value, ...], ...]:
    return tuple(tuple(visible(v) if isinstance(v, str) else v for v in row) for row in rows)


@frozen
class Sheet:
    """A sheet of a workbook.

    Attributes:
        title: Its name.
        heads: A heading for each column.
        rows: A value for each column.
    """

    title: str = field(converter=visible)
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...] = field(converter=_values)


@frozen
class Workbook:
    """A plan as sheets.

    Attributes:
        title: What it leads to.
        meta: For whom it is, when it starts and how old its facts are.
        language: BCP 47 tag.
        currency: ISO 4217 code of every amount.
        total: The word for a sum.
        steps: Number, done, title, start, finish, study hours, likely price, own money,
            prices not known. `Done` is empty, for ticking.
        payments: Day, number of the step, what for, likely price, paid by others, own money,
            and how the price is known where no source states it.
        months: The first day of each month and what comes in; all else is counted by the
            renderer: others pay, you pay, left.
        renewals: First day of the period, due, title, units to earn, earned, still to earn,
            fee, done. Those that are counted or filled in are empty.
        learned: Empty, for writing in: day, what, given by, units, for which credential.
    """

    title: str = field(converter=visible)
    meta: str = field(converter=visible)
    language: str
    currency: str
    total: str
    steps: Sheet
    payments: Sheet
    months: Sheet
    renewals: Sheet
    learned: Sheet


def compose_workbook(plan: Plan, language: str = "") -> Workbook:
    """Return a plan as sheets of numbers and days.

    Args:
        plan: The plan.
        language: BCP 47 tag of the words; that of the pathway when empty.

    Raises:
        InputError: There are no words in that language.
    """
    with speaking_for(plan, language) as tag:
        facts, name = PlanFacts(plan), plan.learner.name or _("you")
        return Workbook(
            title=facts.goal or plan.pathway.title,
            meta=_("Made for {name}").format(name=name),
            language=tag,
            currency=plan.cost.currency,
            total=_("Total"),
            steps=_steps(plan),
            payments=_payments(plan),
            months=_months(plan),
            renewals=_renewals(facts),
            learned=_learned(),
        )


def _likely(amount: Estimate | Unknown) -> Value:
    return _("not known") if isinstance(amount, Unknown) else amount.likely


def _steps(plan: Plan) -> Sheet:
    heads = (
        _("No."),
        _("Done"),
        _("Step"),
        _("Start"),
        _("Finish"),
        _("Study hours"),
        _("Likely"),
        _("You pay"),
        _("Prices not known"),
    )
    rows = tuple(
        (
            step.number,
            None,
            step.title,
            step.start,
            step.finish,
            _("not known") if step.study_hours is None else step.study_hours,
            step.cost.likely,
            sum((payment.out_of_pocket for payment in step.payments), ZERO),
            step.cost.unknown,
        )
        for step in plan.steps
    )
    return Sheet(_("Your steps"), heads, rows)


def _payments(plan: Plan) -> Sheet:
    heads = (
        _("Day"),
        _("Step"),
        _("What"),
        _("Likely"),
        _("Others pay"),
        _("You pay"),
        _("How known"),
    )
    rows = sorted(payments_of(plan), key=lambda row: row[1].on)
    numbers = {step.id: step.number for step in plan.steps}
    return Sheet(
        _("Money"),
        heads,
        tuple(_payment(one, numbers.get(one.id), paid, plan) for one, paid in rows),
    )


def _payment(
    step: PlannedStep | HeldStep, number: int | None, payment: Payment, plan: Plan
) -> tuple[Value, ...]:
    """Return a payment; what others pay back later is the learner's on the day."""
    others, late = shares_of(payment, plan)
    own = payment.out_of_pocket + sum(amount for _day, amount in late)
    what = payment_name(payment)
    if isinstance(step, PlannedStep) and step.offer:
        what = _("{what} ({note})").format(what=what, note=step.offer.provider)
    known = grade_note(payment.amount) or None
    return payment.on, number, what, _likely(payment.amount), others, own, known


def _months(plan: Plan) -> Sheet:
    """Return each month from the start to the last payment, with what comes in."""
    knows = plan.learner.savings is not None
    heads = [_("Month"), _("Others pay"), _("You pay")]
    if knows:
        heads[1:1] = [_("Comes in")]
        heads.append(_("Left"))
    paid = [payment.on for _step, payment in payments_of(plan)]
    last = max([plan.finish or plan.start, *paid])
    months = months_of(plan, last)
    rows: list[tuple[Value, ...]] = []
    month = min(months)
    while month <= max(months):
        come = months[month].come if month in months else ZERO
        rows.append((month, come) if knows else (month,))
        month = add(month, 1, Unit.MONTHS)
    return Sheet(_("Month by month"), tuple(heads), tuple(rows))


def _renewals(facts: PlanFacts) -> Sheet:
    heads = (
        _("From"),
        _("Due"),
        _("Renew or pay"),
        _("Units to earn"),
        _("Units earned"),
        _("Still to earn"),
        _("Fee"),
        _("Done"),
    )
    since = {step.id: step.finish for step in facts.plan.steps}
    since |= {held.id: held.since or facts.plan.start for held in facts.plan.held}
    rows = []
    for item in facts.plan.renewals:
        begins, since[item.step] = since.get(item.step, facts.plan.start), item.due
        fee = ZERO if item.fee is None else _likely(item.fee)
        rows.append((begins, item.due, facts.title(item.step), item.units, None, None, fee, None))
    return Sheet(_("Keep it current"), heads, tuple(rows))


def _learned() -> Sheet:
    heads = (_("Day"), _("What"), _("Given by"), _("Units"), _("For which credential"))
    return Sheet(_("What you have learned for it"), heads, ())
