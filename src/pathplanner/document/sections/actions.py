"""What to do next: the first actions of a plan by date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pathplanner.document.blocks import Item
from pathplanner.document.lookup import PlanFacts, cost_in_words
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import format_date
from pathplanner.model.planned import PlannedStep
from pathplanner.model.step import Kind


def next_actions(facts: PlanFacts, count: int = 3) -> tuple[Item, ...]:
    """Return the first `count` things to do, with their dates."""
    found = sorted(
        (action for step in facts.plan.steps for action in _actions(step, facts)),
        key=lambda action: (action[0], action[1].number),
    )
    return tuple(item for _day, item in found[:count])


def _actions(step: PlannedStep, facts: PlanFacts) -> Iterator[tuple[date, Item]]:
    if step.apply_by:
        words = _("Apply for {title}").format(title=step.title)
        by = _("by {day}").format(day=format_date(step.apply_by))
        yield step.apply_by, Item(words, by, step.number)
    if step.under_way:
        words = _("Go on with {title}").format(title=step.title)
        until = _("until {day}").format(day=format_date(step.finish))
        yield facts.plan.start, Item(words, until, step.number)
        return
    detail = _("on {day}").format(day=format_date(step.start))
    if step.payments and facts.tells_prices:
        detail = _("{when}. {cost}").format(when=detail, cost=cost_in_words(step, facts))
    yield step.start, Item(_verb(step.kind).format(title=step.title), detail, step.number)


def _verb(kind: Kind) -> str:
    return {
        Kind.EXAM: _("Take {title}"),
        Kind.CREDENTIAL: _("Earn {title}"),
        Kind.LICENSE: _("Get {title}"),
        Kind.MEMBERSHIP: _("Join: {title}"),
    }.get(kind, _("Start {title}"))
