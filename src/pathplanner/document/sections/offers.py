"""Where a step is taken: the chosen offer, and a few of those that were not chosen."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pathplanner.document.blocks import Fact, Text
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import (
    format_date,
    format_duration,
    format_money,
    found_by,
    join_words,
)
from pathplanner.model.claims import Alternative
from pathplanner.model.offer import Offer
from pathplanner.model.planned import PlannedStep
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.step import Attendance

MOST_DAYS = 4
"""Start days of an offer that are told."""


def offer_facts(step: PlannedStep) -> Iterator[Fact]:
    """Yield what is to be known of the offer at which a step is taken."""
    offer = step.offer
    if offer is None:
        return
    if days := _days(offer, step):
        yield Fact(_("Starts on"), days)
    if offer.attendance is not None:
        yield Fact(_("Attended"), _attended(offer.attendance))
    if offer.paid_by:
        yield Fact(_("May be paid by"), join_words(offer.paid_by))
    if offer.from_ or offer.on:
        yield Fact(_("Offer"), found_by(offer.said))


def _attended(how: Attendance) -> str:
    if how is Attendance.FULL_TIME:
        return _("full-time")
    return _("part-time") if how is Attendance.PART_TIME else _("at your own pace")


def _days(offer: Offer, step: PlannedStep) -> str:
    intakes = offer.intakes
    if intakes is None:
        return ""
    later = [day for day in sorted(intakes.dates) if day >= step.start]
    years = (step.start.year, step.start.year + 1)
    later += [one.in_year(year) for one in intakes.yearly for year in years]
    found = sorted({day for day in later if day >= step.start})
    return join_words([format_date(day) for day in found[:MOST_DAYS]])


def offer_notes(step: PlannedStep, facts: PlanFacts) -> Iterator[Text]:
    """Yield what the provider says, and where else the step could be taken."""
    if step.offer and step.offer.note:
        yield facts.own_words(step.offer.note)
    others = [_told(one, facts) for one in step.other_offers]
    if others:
        yield Text(_("Also offered by: {offers}.").format(offers="; ".join(others)))


def _told(offer: Offer, facts: PlanFacts) -> str:
    """Return an offer in one line: who, where, for how much and how long."""
    parts = []
    if facts.tells_prices:
        prices = [offer.price] if offer.price is not None else []
        prices += [cost.amount for cost in offer.costs]
        known = [one.likely for one in prices if isinstance(one, Estimate)]
        if prices and len(known) == len(prices):
            parts.append(format_money(sum(known, Decimal(0)), facts.plan.cost.currency))
    if isinstance(offer.duration, Duration):
        parts.append(format_duration(_bare(offer.duration)))
    return f"{offer.where} ({', '.join(parts)})" if parts else offer.where


def _bare(span: Duration) -> Duration:
    """Return a span without who said it, which stands beside the chosen offer."""
    return Duration(span.low, span.likely, span.high, span.unit)


def places_of(option: Alternative, own: Alternative | None, facts: PlanFacts) -> str:
    """Return at which other offers a way takes the steps that the plan takes, too."""
    mine = {one.step: one.offer for one in own.offers} if own else {}
    other = [one for one in option.offers if mine.get(one.step, one.offer) != one.offer]
    told = [
        _("{step} at {school}").format(step=facts.title(one.step), school=one.where)
        for one in other
    ]
    return join_words(told)
