"""What falls due again and again once something is earned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pathplanner.document.blocks import (
    Block,
    Bullets,
    Column,
    Item,
    Section,
    Subheading,
    Table,
    Text,
)
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.sections.old_prices import age_note
from pathplanner.document.shaping import without_empty
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import (
    capitalized,
    join_words,
    sentence,
)
from pathplanner.model.planned import Upkeep, UpkeepKind
from pathplanner.model.price import RenewalOption
from pathplanner.model.quantity import Estimate

BLANK = 4
"""Empty rows to write in what was learned."""


def upkeep_section(facts: PlanFacts) -> Section | None:
    """Return what falls due as rules with the next day, then the ways to renew each credential."""
    if not facts.plan.renewals:
        return None
    return Section("upkeep", _("Keep it current"), tuple(_blocks(facts)))


def _blocks(facts: PlanFacts) -> Iterator[Block]:
    due = facts.plan.renewals
    columns = [
        Column(_("What"), 34),
        Column(_("How often"), 18),
        Column(_("Next"), 22),
        Column(_("To earn"), 26),
    ]
    if facts.tells_prices:
        columns.append(Column(_("Fee"), 16, number=True))
    rows = tuple(_row(group, facts)[: len(columns)] for group in rules_of(due))
    yield without_empty(Table(tuple(columns), rows, ticks=True))
    seen: dict[str, Upkeep] = {}
    for item in due:
        if item.kind is UpkeepKind.RENEWAL and item.options:
            seen.setdefault(item.step, item)
    lines = [line for item in seen.values() for line in _ways(item, facts, named=len(seen) > 1)]
    if lines:
        yield Bullets(tuple(lines))
    if any(item.units for item in due):
        yield Subheading(_("What you have learned for it"))
        columns = [
            Column(_("Day"), 14),
            Column(_("What"), 32),
            Column(_("Given by"), 22),
            Column(_("Units"), 16),
            Column(_("For which credential"), 20),
        ]
        yield Table(tuple(columns), (), blank=BLANK)


def rules_of(due: Sequence[Upkeep]) -> tuple[tuple[Upkeep, ...], ...]:
    """Return what falls due again and again as groups that differ in nothing but the day."""
    groups: dict[tuple[object, ...], list[Upkeep]] = {}
    for item in due:
        fee = item.fee if not isinstance(item.fee, Estimate) else item.fee.likely
        groups.setdefault((item.step, item.kind, item.units, fee, item.late_fee), []).append(item)
    return tuple(tuple(group) for group in groups.values())


def _row(group: Sequence[Upkeep], facts: PlanFacts) -> tuple[str | Text, ...]:
    """Return a rule: what, how often, when next and what it takes."""
    item = next_due(group)
    renews = item.kind is UpkeepKind.RENEWAL
    words = _("Renew {title}") if renews else _("Dues of {title}")
    what = words.format(title=facts.title(item.step))
    more = [item.note] if item.note and not renews else []
    if item.counted:
        more.append(_("in the cost of this plan"))
    if facts.tells_prices and isinstance(item.fee, Estimate):
        more += filter(None, [age_note((*item.source, *item.fee.source), facts)])
    if more:
        what = _("{what} ({note})").format(what=what, note="; ".join(more))
    units = ""
    if item.units:
        units = plural("{n}\u00a0unit", "{n}\u00a0units", item.units)
        if len(item.credentials) > 1:
            told = join_words([facts.title(step) for step in item.credentials])
            units = _("{units} for {titles} together").format(units=units, titles=told)
    return (
        facts.sourced(what, item.source, getattr(item.fee, "source", ())),
        capitalized(_often(group)),
        f"{facts.day(item.due)}{_late(item, facts)}",
        units,
        "" if item.fee is None else facts.price(item.fee),
    )


def next_due(group: Sequence[Upkeep]) -> Upkeep:
    """Return what comes next after all that the plan itself pays."""
    return next((item for item in group if not item.counted), group[-1])


def _often(group: Sequence[Upkeep]) -> str:
    """Return how far apart the days of a group are; nothing for a single one."""
    if len(group) < 2:
        return _("once")
    first, second = group[0].due, group[1].due
    months = (second.year - first.year) * 12 + second.month - first.month
    if months % 12 == 0 and months:
        return plural("each year", "each {n}\u00a0years", months // 12)
    return plural("each month", "each {n}\u00a0months", months)


def _late(item: Upkeep, facts: PlanFacts) -> str:
    if not item.late_until:
        return ""
    words = _("; late until {day}")
    if item.late_fee is not None and facts.tells_prices:
        words = _("; late until {day} for {price} more")
    return words.format(day=facts.day(item.late_until), price=facts.price(item.late_fee))


def _ways(item: Upkeep, facts: PlanFacts, *, named: bool) -> Iterator[Text]:
    """Yield the ways to renew a credential, then what is to be known of it."""
    told = join_words([_option(option, facts) for option in item.options])
    words = _("{title}: {ways}.") if named or len(item.options) > 1 else _("To renew: {ways}.")
    sources = [option.source for option in item.options]
    text = words.format(title=facts.title(item.step), ways=told.rstrip("."))
    notes = [sentence(option.note) for option in item.options if option.note]
    if item.note:
        notes.append(sentence(item.note))
    yield facts.sourced(" ".join([text, *notes]), item.source, *sources)


def due_line(item: Upkeep, facts: PlanFacts) -> Item:
    """Return what falls due as a line to tick off."""
    words = (
        _("{day}: renew {title}")
        if item.kind is UpkeepKind.RENEWAL
        else _("{day}: pay the dues of {title}")
    )
    text = words.format(day=capitalized(facts.day(item.due)), title=facts.title(item.step))
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
        parts.append(words.format(day=facts.day(item.late_until), price=facts.price(item.late_fee)))
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


def _option(option: RenewalOption, facts: PlanFacts) -> str:
    text = option_name(option)
    if option.fee is not None and facts.tells_prices:
        text += f" ({facts.price(option.fee)})"
    return text
