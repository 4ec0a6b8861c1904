"""What the plan rests on: what was assumed, what is new, who speaks and where."""

from __future__ import annotations

from collections.abc import Iterator

from pathplanner.document.blocks import (
    Block,
    Bullets,
    Link,
    Links,
    Paragraph,
    Reference,
    References,
    Section,
)
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import format_hours, format_partial_date, sentence
from pathplanner.model.learner import DEFAULT_HOURS
from pathplanner.model.planned import PlannedStep
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.source import Authority, Source


def assumptions(facts: PlanFacts) -> Section | None:
    """Return what the plan takes for granted."""
    if not facts.plan.steps:
        return None
    items = Bullets(tuple(_assumptions(facts)))
    return Section("assumptions", _("What this plan takes for granted"), (items,))


def _assumptions(facts: PlanFacts) -> Iterator[str]:
    plan = facts.plan
    yield _("This is a plan, not a promise. Ask before you pay: prices and rules change.")
    yield _("It is made on the likely values; the low and high ones stand beside them.")
    if middles := [step for step in plan.steps if _is_middle(step)]:
        yield _("Where a source gives only a range, the middle was planned: {steps}.").format(
            steps=facts.names([step.id for step in middles])
        )
    if unknown := plan.cost.unknown:
        yield plural(
            "{n}\u00a0price was not found. It counts as nothing in the sums.",
            "{n}\u00a0prices were not found. They count as nothing in the sums.",
            unknown,
        )
    if lengths := [step.id for step in plan.steps if step.length_unknown]:
        yield _("How long this takes was not found, so it counts as no time: {steps}.").format(
            steps=facts.names(lengths)
        )
    hours = plan.learner.hours_per_week
    if hours == DEFAULT_HOURS:
        words = _("You study up to {hours} a week (also the usual assumption).")
        yield words.format(hours=format_hours(hours))
    else:
        yield _("You study up to {hours} a week, as you told us.").format(hours=format_hours(hours))
    if ages := [step.id for step in plan.steps if step.age_assumed]:
        yield _("You gave no birth date; we took it that you are old enough for {steps}.").format(
            steps=facts.names(ages)
        )
    if states := [step.id for step in plan.steps if step.state_assumed]:
        yield _("You named no state; we took it that these count where you live: {steps}.").format(
            steps=facts.names(states)
        )
    yield _("Exams are planned as passed at the first try, and jobs as found on the day.")


def _is_middle(step: PlannedStep) -> bool:
    prices = [payment.amount for payment in step.payments]
    ranges = (step.duration, step.hours, *prices)
    return any(isinstance(part, Duration | Estimate) and part.middle for part in ranges)


def bodies(facts: PlanFacts) -> Section | None:
    """Return who the schools and professional bodies are."""
    blocks: list[Block] = []
    for body in facts.plan.pathway.bodies:
        text = ": ".join(filter(None, (body.name, body.about)))
        blocks.append(Paragraph(facts.sourced(sentence(text), body.source)))
        if body.url:
            blocks.append(Links((Link(_("Web site"), body.url),)))
    return Section("bodies", _("Who is who"), tuple(blocks)) if blocks else None


def sources(facts: PlanFacts) -> Section | None:
    """Return the numbered sources."""
    found = facts.plan.pathway.sources
    if not found:
        return None
    words = _(
        "The numbers in brackets in this plan point here. A first-hand source is the body "
        "that gives the credential, or the government."
    )
    items = tuple(
        Reference(facts.marks[source.id], _source(source), source.url) for source in found
    )
    return Section("sources", _("Sources"), (Paragraph(words), References(items)))


def _source(source: Source) -> str:
    day = format_partial_date(source.date) if source.date else _("No date shown")
    first = source.authority is Authority.PRIMARY
    kind = _("first-hand") if first else _("second-hand")
    words = f"{sentence(source.publisher)} {sentence(source.title)} {day}; {kind}."
    return f"{words} {sentence(source.note)}" if source.note else words
