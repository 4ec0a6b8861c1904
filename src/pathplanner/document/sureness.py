"""How sure the dates and costs are, and what a failed exam leads to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pathplanner.document.blocks import Block, Column, Paragraph, Section, Table
from pathplanner.document.facts import PlanFacts
from pathplanner.document.numbers import format_number
from pathplanner.document.wording import format_date, format_duration, format_price
from pathplanner.document.words import _
from pathplanner.model.forecast import ExamBranch


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
    exams = tuple(Paragraph(_branch(facts, branch)) for branch in found.exams)
    blocks: tuple[Block, ...] = (Paragraph(words), Table(columns, rows), *lines, *exams)
    return Section("sureness", _("How sure are these dates"), blocks)


def _when(day: date | None) -> str:
    return format_date(day) if day else _("not reached")


def _paid(facts: PlanFacts, amount: Decimal | None) -> str:
    return _("not reached") if amount is None else facts.money(amount)


def _branch(facts: PlanFacts, branch: ExamBranch) -> str:
    rate = (
        _("How many pass is not known, so no future above fails it.")
        if branch.pass_rate is None
        else _("{rate} of 100 pass.").format(rate=branch.pass_rate)
    )
    wait = format_duration(branch.wait) if branch.wait else _("not known")
    words = _(
        "If you do not pass {exam}: wait: {wait}; price of the next try: {fee}; next try on or "
        "after {again}; you then finish on {finish}."
    )
    return " ".join((
        words.format(
            exam=branch.title,
            wait=wait,
            fee=format_price(branch.fee, facts.plan.cost.currency),
            again=format_date(branch.again_on),
            finish=_when(branch.finish),
        ),
        rate,
    ))  # fmt: skip
