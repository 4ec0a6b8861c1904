"""The plan as boxes to tick and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from pathplanner.document.blocks import Checklist, Item, Section
from pathplanner.document.lookup import PlanFacts, cost_in_words, payment_name, payments_of
from pathplanner.document.sections.summary import nothing_to_do
from pathplanner.document.sections.upkeep import due_line, next_due, rules_of
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import capitalized, format_date
from pathplanner.model.plan import Status
from pathplanner.model.planned import PlannedStep


def steps_to_tick(facts: PlanFacts) -> Section | None:
    """Return a box for each step; a line in their place when there is none to take."""
    plan = facts.plan
    if plan.steps:
        items = tuple(item for step in plan.steps for item in _items(step, facts))
        return Section("steps", _("Your steps"), (Checklist(items),))
    return None if plan.status is Status.IMPOSSIBLE else nothing_to_do(facts)


def _items(step: PlannedStep, facts: PlanFacts) -> Iterator[Item]:
    if step.apply_by:
        by = _("by {day}").format(day=format_date(step.apply_by))
        yield Item(_("Apply for {title}").format(title=step.title), by, step.number)
    parts = [facts.span(step.start, step.finish)]
    if step.payments and facts.tells_prices:
        parts.append(cost_in_words(step, facts))
    yield Item(step.title, " · ".join(parts), step.number, facts.lang(step.title))


def payments_to_tick(facts: PlanFacts) -> Section | None:
    """Return a box for each payment, by date."""
    found = sorted(payments_of(facts.plan), key=lambda entry: entry[1].on)
    if not found or not facts.tells_prices:
        return None
    items = tuple(
        Item(
            _("{day}: {what}").format(day=capitalized(facts.day(one.on)), what=payment_name(one)),
            f"{step.title} · {facts.price(one.amount)}",
            facts.numbers.get(step.id, 0),
        )
        for step, one in found
    )
    return Section("payments", _("To pay"), (Checklist(items),))


def upkeep_to_tick(facts: PlanFacts) -> Section | None:
    """Return a box for each renewal and each payment of dues that comes next."""
    due = facts.plan.renewals
    if not due:
        return None
    items = tuple(due_line(next_due(group), facts) for group in rules_of(due))
    return Section("upkeep", _("Keep it current"), (Checklist(items),))
