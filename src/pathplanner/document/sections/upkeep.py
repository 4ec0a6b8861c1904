"""What falls due again and again once something is earned."""

from __future__ import annotations

from collections.abc import Iterator

from pathplanner.document.blocks import (
    Block,
    Bullets,
    Checklist,
    Column,
    Item,
    Paragraph,
    Section,
    Subheading,
    Table,
    Text,
)
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.sections.old_prices import age_note
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import format_date, join_words, sentence
from pathplanner.model.planned import Upkeep, UpkeepKind
from pathplanner.model.quantity import Estimate
from pathplanner.model.step import RenewalOption

BLANK = 8
"""Empty rows to write in what was learned."""


def upkeep_section(facts: PlanFacts) -> Section | None:
    """Return renewals and dues by date, then the ways to renew each credential."""
    if not facts.plan.renewals:
        return None
    return Section("upkeep", _("Keep it current"), tuple(_blocks(facts)))


def _blocks(facts: PlanFacts) -> Iterator[Block]:
    due = facts.plan.renewals
    until = format_date(due[-1].due)
    yield Paragraph(_("What falls due, up to {day}.").format(day=until))
    yield Checklist(tuple(due_line(item, facts) for item in due))
    seen: dict[str, Upkeep] = {}
    for item in due:
        if item.kind is UpkeepKind.RENEWAL and item.options:
            seen.setdefault(item.step, item)
    for item in seen.values():
        yield Subheading(_("Ways to renew {title}").format(title=facts.title(item.step)))
        yield Bullets(tuple(_option(option, item, facts) for option in item.options))
        if item.note:
            yield Paragraph(facts.sourced(sentence(item.note), item.source))
    if any(item.units for item in due):
        yield Subheading(_("What you have learned for it"))
        columns = (
            Column(_("Day"), 14),
            Column(_("What"), 32),
            Column(_("Given by"), 22),
            Column(_("Units"), 16),
            Column(_("For which credential"), 20),
        )
        yield Table(columns, (), blank=BLANK)


def due_line(item: Upkeep, facts: PlanFacts) -> Item:
    """Return what falls due as a line to tick off."""
    words = (
        _("{day}: renew {title}")
        if item.kind is UpkeepKind.RENEWAL
        else _("{day}: pay the dues of {title}")
    )
    text = words.format(day=format_date(item.due), title=facts.title(item.step))
    parts = []
    if item.units:
        words = units_to_earn(item.units)
        if len(item.credentials) > 1:
            words += " " + _("for {titles} together").format(
                titles=join_words([facts.title(step) for step in item.credentials])
            )
        parts.append(words)
    if item.fee is not None and facts.tells_prices:
        parts.append(facts.price(item.fee))
        if isinstance(item.fee, Estimate):
            age = age_note((*item.source, *item.fee.source), facts)
            parts += [age] if age else []
    if item.counted and facts.tells_prices:
        parts.append(_("in the cost of this plan"))
    if item.late_until:
        words = _("late until {day}")
        if item.late_fee is not None and facts.tells_prices:
            words = _("late until {day} for {price} more")
        parts.append(
            words.format(day=format_date(item.late_until), price=facts.price(item.late_fee))
        )
    if item.kind is UpkeepKind.DUES and item.note:
        parts.append(item.note)
    fee = getattr(item.fee, "source", ())
    return Item(text, facts.sourced("; ".join(parts), item.source, fee))


def units_to_earn(units: int) -> str:
    """Return how many units are to be earned."""
    return plural("{n}\u00a0unit to earn by then", "{n}\u00a0units to earn by then", units)


def option_name(option: RenewalOption) -> str:
    """Return a way to renew, with its units where the title does not say them."""
    if not option.units or str(option.units) in option.title:
        return option.title
    return f"{option.title} ({units_to_earn(option.units)})"


def _option(option: RenewalOption, item: Upkeep, facts: PlanFacts) -> Text:
    text = option_name(option)
    if option.fee is not None and facts.tells_prices:
        text += f": {facts.price(option.fee)}"
    text = sentence(text)
    if option.note:
        text = f"{text} {sentence(option.note)}"
    return facts.sourced(text, option.source or item.source, getattr(option.fee, "source", ()))
