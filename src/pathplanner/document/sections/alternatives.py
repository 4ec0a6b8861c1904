"""The roads not taken, the places on the way where one could stop, and what each step up pays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pathplanner.document.blocks import Column, Paragraph, Section, Table, Text
from pathplanner.document.lookup import PlanFacts, at_least, few, not_before, payments_of
from pathplanner.document.sections.claims import claims_of
from pathplanner.document.sections.offers import places_of
from pathplanner.document.shaping import without_empty
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import format_date, join_words
from pathplanner.model.claims import Alternative
from pathplanner.model.occupation import Pay
from pathplanner.model.plan import Exit
from pathplanner.model.planned import PlannedStep
from pathplanner.model.quantity import Unknown
from pathplanner.model.step import Kind


def options_section(facts: PlanFacts) -> Section | None:
    """Return the routes of which none is better on time and money together."""
    found, missing = facts.plan.alternatives, missing_ways(facts)
    lucky = [one for one in claims_of(facts).could_be_better if not _among(one, found)]
    if len(found) + len(lucky) < 2:
        text = tuple(map(Paragraph, missing))
        return Section("options", _("Other ways to get there"), text) if text else None
    columns = (
        Column(_("Finish"), 22),
        Column(_("You pay"), 14, number=True),
        Column(_("What is different"), 46),
        Column(_("Not known"), 18),
    )
    rows = tuple(
        (
            _finish(option),
            _paid(option, facts),
            _difference(option, facts),
            _unknown(option),
        )
        for option in (*found, *lucky)
    )
    words = _("None of these is both sooner and cheaper than another, as far as it is known.")
    if not lucky and not any(one.unknown_prices or one.unknown_lengths for one in found):
        words = _("None of these is both sooner and cheaper than another.")
    if any(option.unknown_prices or option.unknown_lengths for option in found):
        words += " " + _(
            "A way with fewer unknown prices counts as cheaper, and one with fewer unknown "
            "lengths as sooner, as what is not known may be large."
        )
    words = " ".join((words, *missing))
    blocks = (Paragraph(words), Table(columns, rows))
    return Section("options", _("Other ways to get there"), blocks, on_paper=False)


def missing_ways(facts: PlanFacts) -> Iterator[str]:
    """Yield that there may be more ways, and between which, where not all were looked for."""
    gap = facts.plan.gap
    if gap is None:
        return
    if gap.faster is None or gap.slower is None:
        yield _("There may be other ways: there was no time to look for all of them.")
        return
    words = _(
        "Between the way that ends on {faster} and the one that ends on {slower} there may be "
        "more: there was no time to look for all of them."
    )
    yield words.format(faster=format_date(gap.faster), slower=format_date(gap.slower))


def _among(option: Alternative, found: Sequence[Alternative]) -> bool:
    return set(option.steps) in [set(one.steps) for one in found]


def _finish(option: Alternative) -> str:
    day = format_date(option.finish)
    return not_before(day) if option.unknown_lengths else day


def _paid(option: Alternative, facts: PlanFacts) -> str:
    paid = facts.money(option.out_of_pocket)
    return at_least(paid) if option.unknown_prices else paid


def _difference(option: Alternative, facts: PlanFacts) -> str:
    if option.chosen:
        return _("This plan")
    own = [step.id for step in facts.plan.steps]
    more = [facts.title(step) for step in option.steps if step not in own]
    less = [facts.title(step) for step in own if step not in option.steps]
    parts = [_("with {steps}").format(steps=few(more))] if more else []
    if less:
        parts.append(_("without {steps}").format(steps=few(less)))
    chosen = next((one for one in facts.plan.alternatives if one.chosen), None)
    if places := places_of(option, chosen, facts):
        parts.append(places)
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
            title = facts.own_words(step.title)
            rows.append((facts.day(step.finish), title, spent, pay, who))
    if not rows:
        return None
    columns = (
        Column(_("From"), 22),
        Column(_("What you have then"), 28),
        Column(_("Paid by then"), 16, number=True),
        Column(_("Pay a year"), 14, number=True),
        Column(_("Who says so"), 38),
    )
    words = _("You can stop or rest at each of these and keep what you have earned.")
    if any(row[3] for row in rows):
        words += " " + _("Pay is as the sources state it. Yours may differ.")
    blocks = (without_empty(Table(columns, tuple(rows))), Paragraph(words))
    return Section("advancement", _("How you move up"), blocks)


def _spent(place: Exit, facts: PlanFacts) -> str:
    """Return what is paid by the day of a place to stop, with what is not known said aloud."""
    paid = [one for _step, one in payments_of(facts.plan) if one.on <= place.on]
    spent = facts.money(place.spent)
    return at_least(spent) if any(isinstance(one.amount, Unknown) for one in paid) else spent


def _pay(step: PlannedStep, facts: PlanFacts) -> tuple[str, Text] | None:
    """Return what those are paid who hold a step, and who says so."""
    if step.pay:
        pay, sources = step.pay, step.pay.source or step.source
        # A credential pays nobody; a job with it does.
        about = "" if step.kind is Kind.JOB else _("those who have it and work with it")
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
