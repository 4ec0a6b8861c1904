"""What to do when things change, in neutral words, and how sure the dates and costs are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pathplanner.document.blocks import (
    Block,
    Column,
    Fact,
    Facts,
    Paragraph,
    Section,
    Table,
    Text,
    joined,
)
from pathplanner.document.lookup import PlanFacts, with_unknown
from pathplanner.document.sections.exams import retake_terms
from pathplanner.document.sections.timeline import busiest, study_loads
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.numbers import format_number
from pathplanner.document.words.wording import (
    capitalized,
    format_about,
    format_date,
    format_hours,
    format_month,
    join_words,
)
from pathplanner.model.forecast import ExamBranch
from pathplanner.model.plan import Alternative, Status
from pathplanner.model.planned import PlannedStep
from pathplanner.model.step import Kind

MOST = 4
"""More programs or exits than this are not told here; their cards tell more."""

BLANK = 3


def what_if_section(facts: PlanFacts) -> Section | None:
    """Return what each likely change would mean, and what could be done."""
    if not facts.plan.steps or facts.for_employer:
        return None
    return Section("if-things-change", _("If things change"), tuple(_blocks(facts)))


def _blocks(facts: PlanFacts) -> Iterator[Block]:
    parts: tuple[tuple[str, Iterator[str | Text]], ...] = (
        (_("You do not pass an exam"), _exams(facts)),
        (_("You have less time"), _time(facts)),
        (_("You have less money"), _money(facts)),
        (_("A program changes or is full"), _programs(facts)),
        (_("You want to stop or rest"), _exits(facts)),
    )
    yield Facts(tuple(Fact(title, joined(items)) for title, found in parts if (items := [*found])))
    words = _("Plans change, and that is all right. Ask for a new plan; it says what is different.")
    yield Paragraph(words)
    if facts.is_own:
        columns = (
            Column(_("What could get in the way"), 36),
            Column(_("What would help"), 34),
            Column(_("Who"), 16),
            Column(_("By when"), 14),
        )
        yield Table(columns, (), blank=BLANK)


def _exams(facts: PlanFacts) -> Iterator[str | Text]:
    branches = {one.step: one for one in facts.plan.forecast.exams} if facts.plan.forecast else {}
    for step in facts.plan.steps:
        if not step.exam:
            continue
        known = _("its card says what another try takes")
        if not [*retake_terms(step.exam, facts)]:
            known = _("what another try takes was not found: ask before you sign up")
        words = _("{exam}: {known}.").format(exam=facts.name(step.id), known=known)
        if branch := branches.get(step.id):
            words = f"{words} {_branch(branch)}"
        yield capitalized(words)


def _branch(branch: ExamBranch) -> str:
    again_on = format_date(branch.again_on)
    if branch.wait is None and branch.finish:
        words = _("How long to wait is not known; without a wait you then finish on {finish}.")
        return words.format(finish=format_date(branch.finish))
    if branch.finish is None:
        return _("The next try is on or after {again}.").format(again=again_on)
    words = _("The next try is on or after {again}, and you then finish on {finish}.")
    return words.format(again=again_on, finish=format_date(branch.finish))


def _time(facts: PlanFacts) -> Iterator[str | Text]:
    plan = facts.plan
    if loads := study_loads(plan):
        day, most = busiest(loads)
        words = _("The busiest time begins in {day}: about {hours} of study a week.")
        yield words.format(day=format_month(day), hours=format_hours(most))
    if free := [step for step in plan.steps if step.slack and not step.critical]:
        words = _("These may be late without moving your finish, one at a time: {steps}.")
        told = [
            _("{step} (up to {days})").format(
                step=facts.name(step.id), days=format_about(step.slack)
            )
            for step in free[:MOST]
        ]
        yield words.format(steps=join_words(told))
    critical = sum(step.critical for step in plan.steps)
    if critical:
        yield plural(
            "{n} step moves your finish as soon as it is late; its card says so.",
            "{n} steps move your finish as soon as they are late; their cards say so.",
            critical,
        )
    other = min(plan.alternatives, key=lambda one: one.study_hours, default=None)
    if other and other.study_hours < plan.study_hours and not _hours_unknown(facts):
        words = _("Another way takes {hours} of study in all: {way}.")
        yield words.format(hours=format_hours(other.study_hours), way=_way(other, facts))


def _hours_unknown(facts: PlanFacts) -> bool:
    return any(step.study_hours is None for step in facts.plan.steps)


def _money(facts: PlanFacts) -> Iterator[str | Text]:
    plan = facts.plan
    chosen = next((one for one in plan.alternatives if one.chosen), None)
    others = [one for one in plan.alternatives if not one.chosen]
    lower = [one for one in others if chosen and one.out_of_pocket < chosen.out_of_pocket]
    sure = [one for one in lower if chosen and one.unknown_prices <= chosen.unknown_prices]
    if sure:
        other = min(sure, key=lambda one: one.out_of_pocket)
        yield _("Another way costs less: {way}.").format(way=_way(other, facts))
    elif chosen and not lower and plan.status is Status.OPTIMAL:
        yield _("No other way that fits costs less, as far as prices are known.")
    for one in plan.learner.funding:
        if one.status and one.status.lower() not in ("awarded", "granted", "paid"):
            words = _("{name} is not sure yet (status: {status}). Ask by when you will know.")
            yield words.format(name=one.name, status=one.status)


def _way(other: Alternative, facts: PlanFacts) -> str:
    own = {step.id for step in facts.plan.steps}
    new = [facts.title(step) for step in other.steps if step not in own]
    money = with_unknown(facts.money(other.out_of_pocket), other.unknown_prices)
    words = _("you finish by {finish} and pay {money}")
    told = words.format(finish=facts.day(other.finish), money=money)
    if not new:
        return told
    return _("{told}, with {steps}").format(told=told, steps=join_words(new[:MOST]))


def _programs(facts: PlanFacts) -> Iterator[str | Text]:
    kinds = (Kind.PROGRAM, Kind.COURSE)
    steps = [step for step in facts.plan.steps if step.kind in kinds and step.why.instead_of]
    for step in steps[:MOST]:
        if told := _instead(step, facts):
            words = _("In place of {step}: {others}.")
            yield words.format(step=facts.name(step.id), others=told)


def _instead(step: PlannedStep, facts: PlanFacts) -> str:
    fits = [other for other in step.why.instead_of if other.days is not None and other.steps]
    told = []
    for other in fits[:2]:
        days = other.days or 0
        words = (
            _("{titles} (finish {days} later)")
            if days > 0
            else _("{titles} (finish {days} sooner)")
            if days < 0
            else _("{titles} (same finish)")
        )
        titles = join_words([facts.title(name) for name in other.steps])
        told.append(words.format(titles=titles, days=format_about(abs(days))))
    return _(" or ").join(told)


def _exits(facts: PlanFacts) -> Iterator[str | Text]:
    for place in facts.plan.exits[:MOST]:
        words = _("You have {title} {when}. It stays yours, and you can go on later.")
        yield words.format(when=facts.on(place.on), title=facts.title(place.step))


def forecast_section(facts: PlanFacts) -> Section | None:
    """Return what holds in most of the simulated futures, if that was asked for."""
    found = facts.plan.forecast
    if found is None:
        return None
    words = _(
        "We tried this plan in {count} made-up futures, in which times and prices vary between "
        "the lowest and the highest that the sources give. Where only one number is known, "
        "nothing varies, so real life may differ more."
    ).format(count=format_number(found.futures))
    rows = [(_("You finish by"), _when(found.finish_half), _when(found.finish_most))]
    if facts.tells_prices:
        paid = _paid(facts, found.cost_half), _paid(facts, found.cost_most)
        rows.append((_("You pay at most"), *paid))
    columns = (Column("", 30), Column(_("In half"), 35), Column(_("In four of five"), 35))
    kept = (
        (_("The deadline is kept in {count} of them."), found.on_time),
        (_("The budget is kept in {count} of them."), found.in_budget),
        (_("Your savings are enough in {count} of them."), found.in_savings),
    )
    lines = tuple(
        Paragraph(text.format(count=format_number(n))) for text, n in kept if n is not None
    )
    blocks: tuple[Block, ...] = (Paragraph(words), Table(columns, tuple(rows)), *lines)
    if sure := [facts.title(one.step) for one in found.exams if one.pass_rate is None]:
        words = _("How many pass is not known, so no future fails it: {exams}.")
        blocks += (Paragraph(words.format(exams=join_words(sure))),)
    return Section("sureness", _("How sure are these dates"), blocks)


def _when(day: date | None) -> str:
    return format_date(day) if day else _("not reached")


def _paid(facts: PlanFacts, amount: Decimal | None) -> str:
    return _("not reached") if amount is None else facts.money(amount)
