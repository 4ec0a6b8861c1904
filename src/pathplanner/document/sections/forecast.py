"""How sure the dates and costs are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pathplanner.document.blocks import Block, Column, Paragraph, Section, Table
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.words.messages import _
from pathplanner.document.words.numbers import format_number
from pathplanner.document.words.wording import format_date, join_words


def sureness(facts: PlanFacts) -> Section | None:
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
