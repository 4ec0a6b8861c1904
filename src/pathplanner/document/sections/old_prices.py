"""Prices that are old: a price moves, so one of more than a year ago is marked as such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pathplanner.document.blocks import Block, Bullets, Paragraph, Section, Text
from pathplanner.document.lookup import PlanFacts, payment_name, payments_of
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import capitalized, format_partial_date
from pathplanner.model.planned import Payment
from pathplanner.model.quantity import Estimate, Grade, Unit, add
from pathplanner.model.source import last_day


def old_since(sources: Sequence[str], facts: PlanFacts) -> str:
    """Return the date of the newest source that shows one, if it is over a year old.

    A price is old when even the last day that the date allows, such as December 31 for a
    year, lies more than a year before the plan's first day. Without a date: not known, and
    an empty text.
    """
    dates = [one.date for one in facts.plan.pathway.sources if one.id in sources and one.date]
    newest = max(dates, key=last_day, default="")
    if newest and add(last_day(newest), 1, Unit.YEARS) < facts.plan.start:
        return newest
    return ""


def price_sources(payment: Payment) -> tuple[str, ...]:
    """Return the ids of the sources of a price; none when nobody has found it."""
    if not isinstance(payment.amount, Estimate):
        return ()
    return (*payment.source, *payment.amount.source)


def age_note(sources: Sequence[str], facts: PlanFacts) -> str:
    """Return the words that stand beside an old price; empty for one that is not old."""
    if since := old_since(sources, facts):
        return _("price of {day}, over a year old").format(day=format_partial_date(since))
    return ""


def old_prices_section(facts: PlanFacts) -> Section | None:
    """Return the prices to ask for anew: the old ones, and those without a date."""
    blocks = tuple(_blocks(facts)) if facts.tells_prices else ()
    title = _("Prices to check first")
    return Section("stale", title, blocks, on_paper=False) if blocks else None


def _blocks(facts: PlanFacts) -> Iterator[Block]:
    old, undated = [], []
    dated = {one.id for one in facts.plan.pathway.sources if one.date}
    for step, payment in payments_of(facts.plan):
        if not isinstance(payment.amount, Estimate) or not payment.amount.high:
            continue
        if payment.amount.grade is not Grade.STATED:
            continue  # no source states it, so none can be old
        sources = price_sources(payment)
        label = _("{step}, {what}").format(step=facts.name(step.id), what=payment_name(payment))
        label = capitalized(label)
        if since := old_since(sources, facts):
            words = _("{what}: {price}; price of {day}").format(
                what=label, price=facts.price(payment.amount), day=format_partial_date(since)
            )
            old.append(facts.sourced(words, sources))
        elif not dated.intersection(sources):
            words = _("{what}: {price}").format(what=label, price=facts.price(payment.amount))
            undated.append(facts.sourced(words, sources))
    if old:
        yield Paragraph(_("These prices were over a year old on the plan's first day."))
        yield Bullets(_once(old))
    if undated:
        yield Paragraph(_("How old these prices are is not known: no source shows a date."))
        yield Bullets(_once(undated))


def _once(lines: Sequence[Text]) -> tuple[Text, ...]:
    """Return each line once; a price that is paid again stands in many payments."""
    return tuple(dict.fromkeys(lines))
