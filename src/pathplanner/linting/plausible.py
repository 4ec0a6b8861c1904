"""PP204, PP206 and PP207: codes, numbers and titles that cannot be meant so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from pathplanner.linting.facts import Fact, FactKind, facts_of
from pathplanner.linting.findings import Finding
from pathplanner.linting.rules import found
from pathplanner.model.occupation import Pay
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration, Estimate, Unit
from pathplanner.model.step import Cost, Step

LONGEST_TITLE = 70
_SOC = re.compile(r"([0-9]{2})-[0-9]{4}")
MAJOR_GROUPS = frozenset(f"{number}" for number in range(11, 56, 2))
"""The 23 major groups of the Standard Occupational Classification: 11, 13, and so on to 55."""

SPLIT = {"29-2071": "29-2072 or 29-9021"}
"""Codes of 2010 that were given up in 2018, and those that took their place."""

_DAYS = {Unit.DAYS: Decimal(1), Unit.WEEKS: Decimal(7)}
_DAYS |= {Unit.MONTHS: Decimal(365) / 12, Unit.YEARS: Decimal(365)}
_HOURS_OF_WORK = 2080
"""Hours in a year of full-time work, as the BLS counts them."""


@frozen
class Range:
    """The numbers that are believed, and their unit in words."""

    low: int
    high: int
    unit: str = ""


_BELIEVED = {
    "duration": Range(1, 12 * 365, "days"),
    "waiting": Range(0, 5 * 365, "days"),
    "every": Range(28, 15 * 365, "days"),
    "first": Range(28, 15 * 365, "days"),
    "retake_wait": Range(0, 2 * 365, "days"),
    "apply_before": Range(0, 2 * 365, "days"),
    "study_hours": Range(1, 15_000, "hours"),
    "minimum_age": Range(10, 30, "years"),
    "minutes": Range(10, 24 * 60, "minutes"),
    "attempts": Range(1, 10),
    "pass_rate": Range(1, 100, "percent"),
    "percent": Range(0, 100, "percent"),
    "units": Range(0, 300, "units"),
    "growth": Range(-90, 300, "percent"),
    "hourly": Range(2, 500, "an hour"),
}
"""By the last part of a fact's path."""

_BY_KIND = {FactKind.PRICE: Range(0, 200_000), FactKind.PAY: Range(5_000, 1_000_000, "a year")}
_MOST_HOURS_A_WEEK = 80


def soc_codes(pathway: Pathway, _: date) -> Iterator[Finding]:
    """Yield occupations whose id cannot be a SOC code."""
    for occupation in pathway.occupations:
        name = occupation.id
        match = _SOC.fullmatch(name)
        where = f"occupations.{name}"
        if name in SPLIT:
            said = f"The SOC code {name} was given up in 2018."
            yield found("PP204", where, said, f"Take {SPLIT[name]}.")
        elif match is None:
            yield found("PP204", where, f"{name} is not a SOC code: two digits, a hyphen, four.")
        elif match[1] not in MAJOR_GROUPS:
            yield found("PP204", where, f"There is no major group {match[1]} of occupations.")


def long_titles(pathway: Pathway, _: date) -> Iterator[Finding]:
    """Yield titles that do not fit on a card."""
    for step in pathway.steps:
        if len(step.title) > LONGEST_TITLE:
            said = f"The title has {len(step.title)} letters."
            yield found("PP207", f"steps.{step.id}.title", said)


def implausible(pathway: Pathway, _: date) -> Iterator[Finding]:
    """Yield numbers out of the range that is believed."""
    for fact in facts_of(pathway):
        said = _out_of_range(fact) if fact.is_known else ""
        if said:
            yield found("PP206", fact.path, said)
    for step in pathway.steps:
        yield from _too_much_a_week(step)
        for place, cost in enumerate(step.costs):
            yield from _dear_discounts(cost, f"steps.{step.id}.costs[{place}]")
    for occupation in pathway.occupations:
        if occupation.pay:
            yield from _odd_pay(occupation.pay, f"occupations.{occupation.id}.pay")


def _out_of_range(fact: Fact) -> str:
    name = fact.path.rpartition(".")[2]
    believed = _BELIEVED.get(name) or _BY_KIND.get(fact.kind)
    if believed is None:
        return ""
    low, high = _ends(fact.value)
    if believed.low <= low and high <= believed.high:
        return ""
    odd = low if low < believed.low else high
    said = f"{odd:,.0f} {believed.unit}".rstrip()
    return f"{said} is not between {believed.low:,} and {believed.high:,}."


def _ends(value: object) -> tuple[Decimal, Decimal]:
    if isinstance(value, Estimate):
        return value.low, value.high
    if isinstance(value, Duration):
        return value.low * _DAYS[value.unit], value.high * _DAYS[value.unit]
    numbers = value if isinstance(value, tuple) else (value,)
    return Decimal(min(numbers)), Decimal(max(numbers))


def _too_much_a_week(step: Step) -> Iterator[Finding]:
    span, hours = step.duration, step.study_hours
    if not isinstance(span, Duration) or not isinstance(hours, Estimate) or not span.likely:
        return
    weekly = hours.likely * 7 / (span.likely * _DAYS[span.unit])
    if weekly > _MOST_HOURS_A_WEEK:
        said = f"{hours.likely:,} hours in {span.likely} {span.unit} are {weekly:.0f} a week."
        yield found("PP206", f"steps.{step.id}.study_hours", said)


def _dear_discounts(cost: Cost, where: str) -> Iterator[Finding]:
    for place, discount in enumerate(cost.discounts):
        if isinstance(cost.amount, Estimate) and discount.price.likely > cost.amount.likely:
            said = f"With the discount it costs {discount.price.likely}, more than without."
            yield found("PP206", f"{where}.discounts[{place}]", said)


def _odd_pay(pay: Pay, where: str) -> Iterator[Finding]:
    low, high = pay.low or pay.median, pay.high or pay.median
    if not low.likely <= pay.median.likely <= high.likely:
        yield found("PP206", where, "The median pay is not between the low and the high one.")
    if pay.hourly:
        yearly = pay.hourly.likely * _HOURS_OF_WORK
        if abs(yearly - pay.median.likely) > pay.median.likely / 50:
            said = f"{pay.hourly.likely} an hour make {yearly:,.0f} a year, not the median."
            yield found("PP206", f"{where}.hourly", said)
