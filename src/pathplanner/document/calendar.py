"""The days of a plan, in words, for calendars: steps, deadlines, renewals, reviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from attrs import field, frozen

from pathplanner.document.composer import speaking_for
from pathplanner.document.lookup import PlanFacts, cost_in_words, step_kind
from pathplanner.document.safe_text import all_visible, visible
from pathplanner.document.sections.cash_flow import to_apply_for
from pathplanner.document.sections.reviews import APART, FIRST, review_days
from pathplanner.document.sections.steps import payment_line
from pathplanner.document.sections.upkeep import option_name
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import format_date, format_span, sentence
from pathplanner.model.difference import DifferenceKind
from pathplanner.model.plan import Plan
from pathplanner.model.planned import PlannedStep, Upkeep, UpkeepKind
from pathplanner.model.quantity import Unit, Unknown, add
from pathplanner.model.step import Kind

REMIND_OF_UPKEEP, REMIND_OF_DEADLINE, REMIND_OF_EXAM = 30, 14, 7
"""Days before a renewal, the end of applying and an exam on which to be reminded."""


@frozen
class Entry:
    """An entry of a calendar.

    Attributes:
        key: The same in every version of a plan, such as `step/cpc`.
        start: Its first day.
        finish: The first day after it.
        title: With the step's number in front when it is about a planned step.
        lines: What there is to know about it.
        url: Where to read more, or an empty text.
        remind: Days before its start on which to be reminded; 0 for no reminder.
        cancelled: True for a step of the older plan that is no longer in this one.
    """

    key: str
    start: date
    finish: date
    title: str = field(converter=visible)
    lines: tuple[str, ...] = field(default=(), converter=all_visible)
    url: str = field(default="", converter=visible)
    remind: int = 0
    cancelled: bool = False


@frozen
class Calendar:
    """The days of a plan; `title` says what it leads to, `language` is a BCP 47 tag."""

    title: str = field(converter=visible)
    language: str
    entries: tuple[Entry, ...]


def compose_calendar(plan: Plan, language: str = "") -> Calendar:
    """Return the days of a plan in order; nothing in it names the person.

    Args:
        plan: The plan.
        language: BCP 47 tag of the words; that of the pathway when empty.

    Raises:
        InputError: There are no words in that language.
    """
    with speaking_for(plan, language) as tag:
        facts = PlanFacts(plan)
        entries = [
            entry for make in (_steps, _funds, _upkeep, _reviews, _removed) for entry in make(facts)
        ]
        entries.sort(key=lambda entry: (entry.start, entry.key))
        return Calendar(facts.goal or plan.pathway.title, tag, tuple(entries))


def _numbered(number: int, title: str) -> str:
    return f"{number} · {title}" if number else title


def _one_day(key: str, day: date, title: str, lines: tuple[str, ...], **more: object) -> Entry:
    return Entry(key, day, day + timedelta(1), title, lines, **more)  # type: ignore[arg-type]


def _steps(facts: PlanFacts) -> Iterator[Entry]:
    for step in facts.plan.steps:
        yield from _of_step(step, facts)


def _of_step(step: PlannedStep, facts: PlanFacts) -> Iterator[Entry]:
    is_exam = step.kind is Kind.EXAM or step.exam is not None
    lasts = step.finish > step.start
    # Its result may be waited for after it; then it is taken when the step begins.
    is_short = isinstance(step.duration, Unknown | None) and not step.study_hours
    lines = tuple(_lines(step, facts))
    yield Entry(
        f"step/{step.id}",
        step.start,
        step.finish if lasts else step.start + timedelta(1),
        _numbered(step.number, step.title),
        lines,
        step.url,
        REMIND_OF_EXAM if is_exam and (is_short or not lasts) else 0,
    )
    if step.apply_by:
        yield _one_day(
            f"apply/{step.id}",
            step.apply_by,
            _numbered(step.number, _("Apply for {title}").format(title=step.title)),
            (_("The last day to apply."), *lines),
            url=step.url,
            remind=REMIND_OF_DEADLINE,
        )
    if is_exam and lasts and not is_short:
        yield _one_day(
            f"exam/{step.id}",
            step.finish,
            _numbered(step.number, _("Exam day: {title}").format(title=step.title)),
            lines,
            url=step.url,
            remind=REMIND_OF_EXAM,
        )


def _funds(facts: PlanFacts) -> Iterator[Entry]:
    for number, (day, words, _by) in enumerate(to_apply_for(facts), 1):
        lines = (_("The last day to apply."),)
        yield _one_day(f"apply/fund/{number}", day, words, lines, remind=REMIND_OF_DEADLINE)


def _lines(step: PlannedStep, facts: PlanFacts) -> Iterator[str]:
    span = format_span(step.start, step.finish)
    yield " · ".join((step_kind(step.kind), span, cost_in_words(step, facts)))
    for payment in step.payments:
        due = _("due {day}").format(day=format_date(payment.on))
        yield f"{payment_line(payment, facts).text}; {due}"
    if step.offer:
        yield _("Offered by: {who}").format(who=step.offer.where)
    if first := [name for name in step.needs if name not in step.beside]:
        yield _("Do first: {steps}").format(steps=facts.names(first))
    if step.beside:
        yield _("Together with: {steps}").format(steps=facts.names(step.beside))
    if step.summary:
        yield step.summary
    if step.note:
        yield step.note


def _upkeep(facts: PlanFacts) -> Iterator[Entry]:
    numbers = {step.id: step.number for step in facts.plan.steps}
    seen: Counter[tuple[str, str]] = Counter()
    for item in facts.plan.renewals:
        count = (item.step, item.kind)
        seen[count] += 1
        words = _("Renew {title}") if item.kind is UpkeepKind.RENEWAL else _("Pay dues: {title}")
        yield _one_day(
            # Counted and not dated, so that a renewal keeps its entry when its day moves.
            f"{item.kind}/{item.step}/{seen[count]}",
            item.due,
            _numbered(numbers.get(item.step, 0), words.format(title=facts.title(item.step))),
            tuple(_of_upkeep(item, facts)),
            remind=REMIND_OF_UPKEEP,
        )


def _of_upkeep(item: Upkeep, facts: PlanFacts) -> Iterator[str]:
    if item.units is not None:
        yield _("Units to earn by then: {count}").format(count=item.units)
    if item.fee is not None:
        yield sentence(facts.price(item.fee))
    for option in item.options:
        price = f": {facts.price(option.fee)}" if option.fee is not None else ""
        yield f"{option_name(option)}{price}"
    if item.late_until:
        yield sentence(_("late until {day}").format(day=format_date(item.late_until)))
    if item.note:
        yield item.note


def _reviews(facts: PlanFacts) -> Iterator[Entry]:
    plan = facts.plan
    lines = (
        _("Look at what is done and what has changed. If the plan no longer fits, plan again."),
    )
    title = _("Review your plan")
    # Counted and not dated, so that a review keeps its entry when its day moves.
    early = (plan.start + timedelta(FIRST), plan.start + timedelta(APART))
    for place, day in enumerate(tuple(review_days(plan))[:-1] or early):
        yield _one_day(f"review/{place * APART or FIRST}", day, title, lines)
    last = max([plan.finish or plan.start, *(item.due for item in plan.renewals)])
    years, count = 1, 1
    while (day := add(plan.start, years, Unit.YEARS)) <= last:
        if plan.finish is None or day >= plan.finish:
            yield _one_day(f"review/year/{count}", day, title, lines)
            count += 1
        years += 1


def _removed(facts: PlanFacts) -> Iterator[Entry]:
    here = {step.id for step in facts.plan.steps}
    for change in facts.plan.differences:
        if change.kind is DifferenceKind.REMOVED and change.step not in here:
            yield _one_day(
                f"step/{change.step}",
                change.on_before or facts.plan.start,
                facts.title(change.step),
                (_("No longer in your plan."),),
                cancelled=True,
            )
