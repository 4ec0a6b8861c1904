"""What is known about an exam, as labels with values."""

from __future__ import annotations

from collections.abc import Iterator

from pathplanner.document.blocks import Fact
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import format_duration, format_minutes
from pathplanner.model.planned import PlannedStep
from pathplanner.model.step import Exam


def exam_facts(exam: Exam, step: PlannedStep, facts: PlanFacts) -> Iterator[Fact]:
    """Yield the exam's facts; those that nobody has found are left out."""
    source = exam.source or step.source
    if parts := shape(exam):
        yield Fact(_("Exam"), facts.sourced("; ".join(parts), source))
    if exam.pass_mark:
        yield Fact(_("To pass"), facts.sourced(exam.pass_mark, source))
    if exam.pass_rate is not None:
        told = _("{percent}% pass at the first try").format(percent=exam.pass_rate)
        yield Fact(_("Who passes"), facts.sourced(told, source))
    if tries := "; ".join(again(exam, facts)):
        yield Fact(_("Tries"), facts.sourced(tries, source))
    if exam.schedule_within:
        words = _("within {time} of being approved")
        told = words.format(time=format_duration(exam.schedule_within))
        yield Fact(_("Take it"), facts.sourced(told, source))
    if exam.note:
        yield Fact(_("Good to know"), facts.sourced(exam.note, source))


def shape(exam: Exam) -> list[str]:
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


def again(exam: Exam, facts: PlanFacts) -> Iterator[str]:
    """Yield what is known of another try."""
    if exam.attempts:
        yield plural("{n}\u00a0try in the price", "{n}\u00a0tries in the price", exam.attempts)
    if exam.retake_wait:
        words = _("wait {time} before another")
        yield words.format(time=format_duration(exam.retake_wait))
    if exam.retake_fee is not None and facts.tells_prices:
        yield _("another try: {price}").format(price=facts.price(exam.retake_fee))
