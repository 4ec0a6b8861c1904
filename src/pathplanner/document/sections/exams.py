"""What is known about exams: on the card of a step, in one table, and of another try."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pathplanner.document.blocks import Column, Fact, Section, Table, Text
from pathplanner.document.lookup import PlanFacts, with_unknown
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import (
    format_date,
    format_duration,
    format_minutes,
    join_words,
    unbroken,
)
from pathplanner.model.planned import PlannedStep
from pathplanner.model.quantity import UNKNOWN, Estimate, Grade
from pathplanner.model.step import CostKind, Exam


def exam_facts(exam: Exam, step: PlannedStep, facts: PlanFacts) -> Iterator[Fact]:
    """Yield the exam's facts; those that nobody has found are left out."""
    source = exam.source or step.source
    if parts := exam_form(exam):
        yield Fact(_("Exam"), facts.sourced("; ".join(parts), source))
    if exam.pass_mark:
        yield Fact(_("To pass"), facts.sourced(exam.pass_mark, source))
    if exam.pass_rate is not None:
        told = _("{percent}% pass at the first try").format(percent=exam.pass_rate)
        yield Fact(_("Who passes"), facts.sourced(told, source))
    if tries := "; ".join(retake_terms(exam, facts)):
        yield Fact(_("Tries"), facts.sourced(tries, source))
    if exam.schedule_within:
        words = _("within {time} of being approved")
        told = words.format(time=format_duration(exam.schedule_within))
        yield Fact(_("Take it"), facts.sourced(told, source))
    if exam.note:
        yield Fact(_("Good to know"), facts.sourced(exam.note, source))


def exam_form(exam: Exam) -> list[str]:
    """Return what is known of its questions, its time and its form."""
    parts = []
    if exam.questions:
        is_count = exam.questions.isdecimal()
        count = int(exam.questions) if is_count else 0
        words = plural("{n} question", "{n} questions", count)
        parts.append(words if is_count else exam.questions)
    if exam.minutes:
        parts.append(format_minutes(exam.minutes))
    if exam.format:
        parts.append(exam.format)
    return parts


def retake_terms(exam: Exam, facts: PlanFacts) -> Iterator[str]:
    """Yield what is known of another try."""
    if exam.attempts:
        yield plural("{n}\u00a0try in the price", "{n}\u00a0tries in the price", exam.attempts)
    if exam.retake_wait:
        words = _("wait {time} before another")
        yield words.format(time=format_duration(exam.retake_wait))
    if exam.retake_fee is not None and facts.tells_prices:
        yield _("another try: {price}").format(price=facts.price(exam.retake_fee))


def retake_note(step: PlannedStep, facts: PlanFacts) -> str:
    """Return when the step was not passed, what is done again and what is paid again."""
    days = join_words([format_date(day) for day in step.failed])
    words = [_("You did not pass on {days}.").format(days=days)]
    if step.under_way:
        words.append(_("You have begun it again."))
    elif step.exam is None:
        words.append(_("All of it is done and paid again."))
    else:
        words.append(_("Only the exam is taken again; time to study for it is not counted."))
        prices = [paid.amount for paid in step.payments if paid.kind is CostKind.EXAM]
        paid_words = _("You pay for this try: {price}.")
        words += [paid_words.format(price=facts.price(price)) for price in prices]
        if not prices:
            words.append(_("The price that you paid includes this try."))
    return " ".join(words)


def exams_section(facts: PlanFacts) -> Section | None:
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
    parts = list(retake_terms(exam, facts))
    # The day of a step with an exam is the day on which it is done.
    row: list[str | Text] = [
        facts.sourced(_numbered(step), exam.source or step.source),
        format_date(step.finish),
        "; ".join(exam_form(exam)) or unknown,
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
    told = with_unknown(facts.money(sum(known, Decimal(0))), unknown)
    if any(one.amount is not UNKNOWN and one.amount.grade is Grade.ESTIMATED for one in paid):
        return _("about {price}").format(price=told)
    return told
