"""The roads not taken, the places on the way where one could stop, and what each step up pays."""

from __future__ import annotations

from pathplanner.document.blocks import Column, Paragraph, Section, Table, Text, without_empty
from pathplanner.document.lookup import PlanFacts, few, in_short, payments_of
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import format_date, join_words
from pathplanner.model.occupation import Pay
from pathplanner.model.plan import Alternative, Exit
from pathplanner.model.planned import PlannedStep
from pathplanner.model.quantity import Unknown


def options_section(facts: PlanFacts) -> Section | None:
    """Return the routes of which none is better on time and money together."""
    found = facts.plan.alternatives
    if len(found) < 2:
        return None
    columns = (
        Column(_("Finish"), 22),
        Column(_("You pay"), 14, number=True),
        Column(_("What is different"), 46),
        Column(_("Not known"), 18),
    )
    rows = tuple(
        (
            format_date(option.finish),
            facts.money(option.out_of_pocket),
            _difference(option, facts),
            _unknown(option),
        )
        for option in found
    )
    words = _("None of these is both sooner and cheaper than another.")
    if any(option.unknown_prices or option.unknown_lengths for option in found):
        words += " " + _(
            "A way with fewer unknown prices counts as cheaper, and one with fewer unknown "
            "lengths as sooner, as what is not known may be large."
        )
    blocks = (Paragraph(words), Table(columns, rows))
    return Section("options", _("Other ways to get there"), blocks, on_paper=False)


def _difference(option: Alternative, facts: PlanFacts) -> str:
    if option.chosen:
        return _("This plan")
    own = [step.id for step in facts.plan.steps]
    more = [facts.title(step) for step in option.steps if step not in own]
    less = [facts.title(step) for step in own if step not in option.steps]
    parts = [_("with {steps}").format(steps=few(more))] if more else []
    if less:
        parts.append(_("without {steps}").format(steps=few(less)))
    return "; ".join(parts) or _("the same steps at other times")


def _unknown(option: Alternative) -> str:
    parts = []
    if option.unknown_prices:
        parts.append(plural("{n}\u00a0price", "{n}\u00a0prices", option.unknown_prices))
    if option.unknown_lengths:
        parts.append(plural("{n}\u00a0length", "{n}\u00a0lengths", option.unknown_lengths))
    return join_words(parts)


def advancement_section(facts: PlanFacts) -> Section | None:
    """Return the places on the way where one could stop, and what each step up pays."""
    exits = {place.step: place for place in facts.plan.exits}
    rows: list[tuple[str | Text, ...]] = []
    for step in facts.plan.steps:
        found = None if facts.for_employer else _pay(step, facts)
        place = exits.get(step.id)
        if found or place:
            pay, who = found or ("", Text(""))
            spent = _spent(place, facts) if place and facts.tells_prices else ""
            rows.append((facts.day(step.finish), step.title, spent, pay, who))
    if not rows:
        return None
    columns = (
        Column(_("From"), 24),
        Column(_("What you have then"), 30),
        Column(_("Paid by then"), 16, number=True),
        Column(_("Pay a year"), 14, number=True),
        Column(_("Who says so"), 28),
    )
    words = _("You can stop or rest at each of these and keep what you have earned.")
    if any(row[3] for row in rows):
        words += " " + _("Pay is as the sources state it. Yours may differ.")
    blocks = (without_empty(Table(columns, tuple(rows))), Paragraph(words))
    return Section("advancement", _("How you move up"), blocks)


def _spent(place: Exit, facts: PlanFacts) -> str:
    """Return what is paid by the day of a place to stop, with what is not known said aloud."""
    paid = [one for _step, one in payments_of(facts.plan) if one.on <= place.on]
    unknown = sum(isinstance(one.amount, Unknown) for one in paid)
    return in_short(facts.money(place.spent), unknown)


def _pay(step: PlannedStep, facts: PlanFacts) -> tuple[str, Text] | None:
    """Return what those are paid who hold a step, and who says so."""
    if step.pay:
        pay, sources, about = step.pay, step.pay.source or step.source, ""
    elif found := _of_occupation(step.occupation, facts):
        pay, sources = found.median, found.source
        about = ", ".join(filter(None, (_("the middle of all workers"), found.area, found.period)))
    else:
        return None
    publishers = [one.publisher for one in facts.plan.pathway.sources if one.id in sources]
    said = "; ".join(filter(None, (", ".join(dict.fromkeys(publishers)), about)))
    return facts.price(pay), facts.sourced(said, sources)


def _of_occupation(code: str, facts: PlanFacts) -> Pay | None:
    return next((one.pay for one in facts.plan.pathway.occupations if one.id == code), None)
