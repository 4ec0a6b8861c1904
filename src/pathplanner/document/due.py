"""What falls due in a time: the days of a plan that somebody who advises many looks up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from attrs import frozen

from pathplanner.document.calendar import Entry, compose_calendar
from pathplanner.model.plan import Plan
from pathplanner.model.step import Kind


class DueKind(StrEnum):
    """Why a day matters."""

    BEGINS = "begins"
    ENDS = "ends"
    EXAM = "exam"
    APPLY = "apply"
    MONEY = "money"
    RENEWAL = "renewal"
    DUES = "dues"
    REVIEW = "review"
    DEADLINE = "deadline"
    GOAL = "goal"


@frozen
class Due:
    """Something that falls due on a day.

    Attributes:
        on: The day.
        kind: Why it matters.
        what: In words, such as the title of a step with its number.
        lines: What there is to know about it.
        url: Where to read more, or an empty text.
    """

    on: date
    kind: DueKind
    what: str
    lines: tuple[str, ...] = ()
    url: str = ""


def due_in(plan: Plan, first: date, last: date, language: str = "") -> tuple[Due, ...]:
    """Return what falls due from one day to another, both counted, in order.

    Args:
        plan: The plan.
        first: The first day.
        last: The last day.
        language: BCP 47 tag of the words; that of the pathway when empty.

    Raises:
        InputError: There are no words in that language.
    """
    found = [*_from_calendar(plan, language), *_of_person(plan)]
    return tuple(sorted((d for d in found if first <= d.on <= last), key=lambda d: (d.on, d.kind)))


def _from_calendar(plan: Plan, language: str) -> Iterator[Due]:
    exams = {step.id for step in plan.steps if step.kind is Kind.EXAM or step.exam is not None}
    for entry in compose_calendar(plan, language).entries:
        what, _, rest = entry.key.partition("/")
        if entry.cancelled:
            continue
        if what == "step":
            yield from _of_step(entry, is_exam=rest in exams)
        else:
            yield Due(entry.start, DueKind(what), entry.title, entry.lines, entry.url)


def _of_step(entry: Entry, *, is_exam: bool) -> Iterator[Due]:
    one_day = entry.finish - entry.start == timedelta(1)
    kind = DueKind.EXAM if is_exam and one_day else DueKind.BEGINS
    yield Due(entry.start, kind, entry.title, entry.lines, entry.url)
    if not one_day:
        yield Due(entry.finish, DueKind.ENDS, entry.title, entry.lines, entry.url)


def _of_person(plan: Plan) -> Iterator[Due]:
    """Yield the days that the person has told, and that of the goal."""
    learner = plan.learner
    titles = ", ".join(plan.titles.get(step, step) for step in plan.goal)
    if learner.deadline:
        yield Due(learner.deadline, DueKind.DEADLINE, titles)
    if plan.finish:
        yield Due(plan.finish, DueKind.GOAL, titles)
    for fund in learner.funding:
        if fund.arrives:
            yield Due(fund.arrives, DueKind.MONEY, fund.name)
