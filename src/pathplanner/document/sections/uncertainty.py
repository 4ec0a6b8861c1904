"""What to do when things change, in neutral words, and how sure the dates and costs are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pathplanner.document.blocks import Block, Column, Fact, Facts, Paragraph, Section, Table, Text
from pathplanner.document.lookup import PlanFacts, at_least, not_before
from pathplanner.document.sections.claims import claims_of, hours_open, way_words
from pathplanner.document.sections.exams import retake_terms
from pathplanner.document.sections.timeline import busiest, study_loads
from pathplanner.document.shaping import joined
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
from pathplanner.model.learner import Prefer
from pathplanner.model.plan import Status
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
        rows = tuple(
            (one.what, one.help, one.who, format_date(one.by) if one.by else "")
            for one in facts.plan.learner.support.barriers
        )
        yield Table(columns, rows, blank=0 if rows else BLANK)


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
        words = _("The busiest time begins in {day}: {hours} of study a week.")
        busy = format_hours(most)
        busy = at_least(busy) if claims_of(facts).hours_at_least else busy
        yield words.format(day=format_month(day), hours=busy)
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
    if other and other.study_hours < plan.study_hours and not hours_open(facts):
        words = _("Another way takes {hours} of study in all: {way}.")
        yield words.format(hours=format_hours(other.study_hours), way=way_words(facts, other))


def _money(facts: PlanFacts) -> Iterator[str | Text]:
    plan = facts.plan
    claims = claims_of(facts)
    chosen = next((one for one in plan.alternatives if one.chosen), None)
    others = [one for one in (*plan.alternatives, *claims.could_be_better) if not one.chosen]
    others = sorted(others, key=lambda one: (one.unknown_prices, one.out_of_pocket))
    # What the plan costs is the least that it can cost, so a known sum below it is less.
    less = [o for o in others if chosen and o.out_of_pocket < chosen.out_of_pocket]
    same = [o for o in others if chosen and o.out_of_pocket == chosen.out_of_pocket]
    if sure := [one for one in less if not one.unknown_prices]:
        yield _("Another way costs less: {way}.").format(way=way_words(facts, sure[0]))
    elif chosen and (maybe := less or (same if chosen.unknown_prices else ())):
        yield _("Another way could cost less: {way}.").format(way=way_words(facts, maybe[0]))
    elif plan.objective is Prefer.CHEAPEST and claims.best and plan.status is not Status.FEASIBLE:
        yield _("No other way that fits costs less.")
    for one in plan.learner.funding:
        if not one.is_sure:
            words = _("{name} is not sure yet (status: {status}). Ask by when you will know.")
            yield words.format(name=one.name, status=one.status)


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
    jobs = {step.id for step in facts.plan.steps if step.kind is Kind.JOB}
    for place in facts.plan.exits[:MOST]:
        words = _("You have {title} {when}. It stays yours, and you can go on later.")
        if place.step in jobs:
            words = _("You have a job {when}: {title}. You can stay in it, and go on later.")
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
    claims = claims_of(facts)
    title = _("You finish") if claims.finish_not_before else _("You finish by")
    rows = [(title, _when(facts, found.finish_half), _when(facts, found.finish_most))]
    if facts.tells_prices:
        paid = _paid(facts, found.cost_half), _paid(facts, found.cost_most)
        title = _("You pay") if claims.cost_at_least else _("You pay at most")
        rows.append((title, *paid))
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
    if claims.finish_not_before or claims.cost_at_least:
        words = _("What is not known varies in none of them and counts as nothing.")
        blocks += (Paragraph(words),)
    if sure := [facts.title(one.step) for one in found.exams if one.pass_rate is None]:
        words = _("How many pass is not known, so no future fails it: {exams}.")
        blocks += (Paragraph(words.format(exams=join_words(sure))),)
    return Section("sureness", _("How sure are these dates"), blocks)


def _when(facts: PlanFacts, day: date | None) -> str:
    if day is None:
        return _("not reached")
    told = format_date(day)
    return not_before(told) if claims_of(facts).finish_not_before else told


def _paid(facts: PlanFacts, amount: Decimal | None) -> str:
    if amount is None:
        return _("not reached")
    told = facts.money(amount)
    return at_least(told) if claims_of(facts).cost_at_least else told
