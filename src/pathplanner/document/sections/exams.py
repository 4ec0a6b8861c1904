"""What is known about exams: on the card of a step, and of another try."""

from __future__ import annotations

from collections.abc import Iterator

from pathplanner.document.blocks import Fact
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.sections.running_out import tries_terms
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import (
    format_date,
    format_duration,
    format_minutes,
    join_words,
)
from pathplanner.model.plan import Plan
from pathplanner.model.planned import PlannedStep
from pathplanner.model.price import CostKind
from pathplanner.model.step import Exam, Kind


def exam_facts(exam: Exam, step: PlannedStep, facts: PlanFacts) -> Iterator[Fact]:
    """Yield the exam's facts; those that nobody has found are left out.

    The marks of its sources stand beside the first, as they are the same for all.
    """
    source: tuple[str, ...] = exam.source or step.source
    own = (exam.pass_mark, exam.note)
    for label, told in _exam_facts(exam, facts):
        yield Fact(label, (facts.own_words if told in own else facts.sourced)(told, source))
        source = ()


def _exam_facts(exam: Exam, facts: PlanFacts) -> Iterator[tuple[str, str]]:
    if parts := exam_form(exam):
        yield _("Exam"), "; ".join(parts)
    if exam.pass_mark:
        yield _("To pass"), exam.pass_mark
    if exam.pass_rate is not None:
        told = _("{percent}% pass at the first try").format(percent=exam.pass_rate)
        yield _("Who passes"), told
    if tries := "; ".join((*tries_terms(exam, facts), *retake_terms(exam, facts))):
        yield _("Tries"), tries
    if exam.schedule_within:
        words = _("within {time} of being approved")
        yield _("Take it"), words.format(time=format_duration(exam.schedule_within))
    if exam.note:
        yield _("Good to know"), exam.note


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


def is_bought(step: PlannedStep) -> bool:
    """Tell whether all there is to a step is to buy books; which count hangs on an exam's day."""
    kinds = {payment.kind for payment in step.payments}
    return step.kind is Kind.OTHER and kinds == {CostKind.BOOKS}


def exam_after(step: PlannedStep, plan: Plan) -> PlannedStep | None:
    """Return the first planned exam for which a step is needed, by way of others or not."""
    after = {step.id}
    for one in plan.steps:
        if after.intersection(one.needs):
            after.add(one.id)
            if one.exam:
                return one
    return None
