"""Every exam of the plan in one table."""

from __future__ import annotations

from decimal import Decimal

from pathplanner.document.blocks import Column, Section, Table, Text
from pathplanner.document.lookup import PlanFacts, with_unknown
from pathplanner.document.sections.exams import again, shape
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import format_date, unbroken
from pathplanner.model.planned import PlannedStep
from pathplanner.model.quantity import Estimate
from pathplanner.model.step import CostKind, Exam


def exam_table(facts: PlanFacts) -> Section | None:
    """Return the exams with day, price, form, pass mark and what another try takes."""
    found = [(step, step.exam) for step in facts.plan.steps if step.exam]
    if not found:
        return None
    columns = [
        Column(_("Exam"), 17),
        Column(_("When"), 22),
        Column(_("What it is like"), 20),
        Column(_("To pass"), 12),
        Column(_("Another try"), 16),
    ]
    if facts.tells_prices:
        columns.insert(2, Column(_("Price"), 13, number=True))
    rows = tuple(_row(step, exam, facts) for step, exam in found)
    return Section("exams", _("Your exams"), (Table(tuple(columns), rows),))


def _row(step: PlannedStep, exam: Exam, facts: PlanFacts) -> list[str | Text]:
    unknown = _("not known")
    parts = list(again(exam, facts))
    # The day of a step with an exam is the day on which it is done.
    row: list[str | Text] = [
        facts.sourced(_numbered(step), exam.source or step.source),
        format_date(step.finish),
        "; ".join(shape(exam)) or unknown,
        exam.pass_mark or unknown,
        "; ".join(parts) or unknown,
    ]
    if facts.tells_prices:
        row.insert(2, _price(step, facts))
    return row


def _numbered(step: PlannedStep) -> str:
    return _("{number}. {title}").format(number=step.number, title=step.title)


def _price(step: PlannedStep, facts: PlanFacts) -> str:
    paid = [payment for payment in step.payments if payment.kind is CostKind.EXAM]
    if not paid:
        return ""
    unknown = sum(not isinstance(payment.amount, Estimate) for payment in paid)
    if unknown == len(paid):
        return unbroken(_("not known"))
    known = [one.amount.likely for one in paid if isinstance(one.amount, Estimate)]
    return with_unknown(facts.money(sum(known, Decimal(0))), unknown)
