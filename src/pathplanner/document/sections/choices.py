"""The roads not taken, the places on the way where one could stop, and what each step up pays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pathplanner.document.blocks import Column, Paragraph, Section, Table, Text
from pathplanner.document.lookup import PlanFacts, at_least, not_before, payments_of
from pathplanner.document.sections.claims import claims_of
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import format_date, join_words
from pathplanner.model.claims import Alternative
from pathplanner.model.occupation import Pay
from pathplanner.model.planned import PlannedStep
from pathplanner.model.quantity import Unknown


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
    return Section(
        "options", _("Other ways to get there"), (Paragraph(words), Table(columns, rows))
    )


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
    parts = [_("with {steps}").format(steps=_few(more))] if more else []
    if less:
        parts.append(_("without {steps}").format(steps=_few(less)))
    return "; ".join(parts) or _("the same steps at other times")


def _few(titles: list[str], most: int = 3) -> str:
    """Return the first titles in words, and how many more there are."""
    if len(titles) <= most + 1:
        return join_words(titles)
    more = plural("{n} more", "{n} more", len(titles) - most)
    return join_words([*titles[:most], more])


def _unknown(option: Alternative) -> str:
    parts = []
    if option.unknown_prices:
        parts.append(plural("{n}\u00a0price", "{n}\u00a0prices", option.unknown_prices))
    if option.unknown_lengths:
        parts.append(plural("{n}\u00a0length", "{n}\u00a0lengths", option.unknown_lengths))
    return join_words(parts)


def exits_section(facts: PlanFacts) -> Section | None:
    """Return the credentials and jobs on the way."""
    found = facts.plan.exits
    if not found:
        return None
    columns = [Column(_("When"), 22), Column(_("What you have then"), 40)]
    rows: list[list[str | Text]] = [
        [format_date(place.on), facts.title(place.step)] for place in found
    ]
    if facts.tells_prices:
        columns.append(Column(_("Paid by then"), 16, number=True))
        columns.append(Column(_("Yearly pay"), 18, number=True))
        unknown = [p.on for _, p in payments_of(facts.plan) if isinstance(p.amount, Unknown)]
        first_open = min(unknown, default=date.max)
        for row, place in zip(rows, found, strict=True):
            pay = facts.sourced(facts.price(place.pay), place.pay.source) if place.pay else ""
            spent = facts.money(place.spent)
            row += [at_least(spent) if place.on >= first_open else spent, pay]
    table = Table(tuple(columns), tuple(rows))
    words = _("You can stop or rest at each of these and keep what you have earned.")
    return Section("exits", _("Good places on the way"), (Paragraph(words), table))


def advancement_section(facts: PlanFacts) -> Section | None:
    """Return the pay of the jobs and credentials on the way, where a source states one."""
    rows = [row for step in facts.plan.steps if (row := _row(step, facts))]
    if not rows or facts.for_employer:
        return None
    columns = (
        Column(_("From"), 22),
        Column(_("With"), 30),
        Column(_("Pay a year"), 18, number=True),
        Column(_("Who says so"), 30),
    )
    words = _("Pay as the sources state it for those who hold each of these. Yours may differ.")
    table = Table(columns, tuple(rows))
    return Section("advancement", _("How you move up"), (Paragraph(words), table))


def _row(step: PlannedStep, facts: PlanFacts) -> tuple[str | Text, ...] | None:
    if step.pay:
        pay, sources, about = step.pay, step.pay.source or step.source, ""
    elif found := _of_occupation(step.occupation, facts):
        pay, sources = found.median, found.source
        about = ", ".join(filter(None, (_("the middle of all workers"), found.area, found.period)))
    else:
        return None
    publishers = [one.publisher for one in facts.plan.pathway.sources if one.id in sources]
    said = "; ".join(filter(None, (", ".join(dict.fromkeys(publishers)), about)))
    return (
        format_date(step.finish),
        step.title,
        facts.price(pay),
        facts.sourced(said, sources),
    )


def _of_occupation(code: str, facts: PlanFacts) -> Pay | None:
    return next((one.pay for one in facts.plan.pathway.occupations if one.id == code), None)
