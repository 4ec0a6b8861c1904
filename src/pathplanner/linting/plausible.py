"""PP204 to PP207: codes, renewals, numbers and titles that cannot be meant so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from pathplanner.linting.facts import DAYS, Fact, FactKind, facts_of
from pathplanner.linting.lists import code_list
from pathplanner.linting.rules import Finding, found
from pathplanner.model.occupation import Body, Pay
from pathplanner.model.pathway import Pathway
from pathplanner.model.price import Cost, Renewal
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.requirement import steps_in
from pathplanner.model.step import Step

LONGEST_TITLE = 70
_SOC = re.compile(r"([0-9]{2})-[0-9]{4}")
MAJOR_GROUPS = frozenset(f"{number}" for number in range(11, 56, 2))
"""The 23 major groups of the Standard Occupational Classification: 11, 13, and so on to 55."""

SPLIT = {"29-2071": "29-2072 or 29-9021"}
"""Codes of 2010 that were given up in 2018, and those that took their place."""

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
        elif name not in code_list("soc"):
            said = f"The SOC of 2018 has no code {name}."
            yield found("PP204", where, said, _near(name, occupation.title))


def _near(code: str, title: str) -> str:
    """Return a hint that names the code of that title, or those that begin alike."""
    known = code_list("soc")
    same = [one for one, name in known.items() if name.casefold() == title.casefold()]
    alike = [f"{one} ({known[one]})" for one in known if one[:5] == code[:5] and one[-1] != "0"]
    return f"Did you mean {' or '.join((same or alike)[:3])}?" if same or alike else ""


_LISTS = {"soc": "the SOC of 2018", "cip": "the CIP of 2020", "onet": "the O*NET-SOC of 2019"}


def unknown_codes(pathway: Pathway, _today: date) -> Iterator[Finding]:
    """Yield codes of the pathway and of steps that do not stand in their lists."""
    given = [("codes", pathway.codes)]
    given += [(f"steps.{step.id}.codes", step.codes) for step in pathway.steps]
    for path, codes in given:
        for place, code in enumerate(codes):
            name, _, number = code.partition(":")
            if number not in code_list(name):
                what = _LISTS[name]
                yield found("PP211", f"{path}[{place}]", f"{number} does not stand in {what}.")


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
    if name == "study_hours" and not high:
        return ""  # that is how to say that nothing is to be learned
    if believed.low <= low and high <= believed.high:
        return ""
    odd = low if low < believed.low else high
    said = f"{odd:,.0f} {believed.unit}".rstrip()
    return f"{said} is not between {believed.low:,} and {believed.high:,}."


def _ends(value: object) -> tuple[Decimal, Decimal]:
    if isinstance(value, Estimate):
        return value.low, value.high
    if isinstance(value, Duration):
        return value.low * DAYS[value.unit], value.high * DAYS[value.unit]
    numbers = value if isinstance(value, tuple) else (value,)
    return Decimal(min(numbers)), Decimal(max(numbers))


def _too_much_a_week(step: Step) -> Iterator[Finding]:
    span, hours = step.duration, step.study_hours
    if not isinstance(span, Duration) or not isinstance(hours, Estimate) or not span.likely:
        return
    weekly = hours.likely * 7 / (span.likely * DAYS[span.unit])
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
    if pay.entry and pay.entry.likely > pay.median.likely:
        said = f"{pay.entry.likely:,} a year at first is more than the median."
        yield found("PP206", f"{where}.entry", said)
    if pay.hourly:
        yearly = pay.hourly.likely * _HOURS_OF_WORK
        if abs(yearly - pay.median.likely) > pay.median.likely / 50:
            said = f"{pay.hourly.likely} an hour make {yearly:,.0f} a year, not the median."
            yield found("PP206", f"{where}.hourly", said)


_DAY = date(2000, 1, 1)
"""Spans are compared from this day on, since months have no fixed length."""


def inconsistent_renewals(pathway: Pathway, _: date) -> Iterator[Finding]:
    """Yield renewals that contradict themselves, the body's totals or the steps before."""
    bodies = {body.id: body for body in pathway.bodies}
    for body in pathway.bodies:
        if list(body.unit_totals) != sorted(body.unit_totals):
            said = "Holding one more credential asks for fewer units in all."
            yield found("PP205", f"bodies.{body.id}.unit_totals", said)
    for step in pathway.steps:
        if step.renewal is None:
            continue
        where = f"steps.{step.id}.renewal"
        yield from _within(step.renewal, where)
        yield from _of_body(step, step.renewal, bodies.get(step.body), where)
        yield from _counted(step, step.renewal, pathway, where)


def _within(renewal: Renewal, where: str) -> Iterator[Finding]:
    if renewal.grace and not _is_shorter(renewal.grace, renewal.every):
        yield found("PP205", f"{where}.grace", "One can be late for a whole period or more.")
    asked = [option.units for option in renewal.options if option.units is not None]
    if renewal.first_units is not None and not asked:
        said = "The first period asks for units, and those after it for none."
        yield found("PP205", f"{where}.first_units", said)


def _of_body(step: Step, renewal: Renewal, body: Body | None, where: str) -> Iterator[Finding]:
    """Yield units below what the body asks of those who hold one credential."""
    least = body.unit_totals[0] if body and body.unit_totals else 0
    for place, option in enumerate(renewal.options):
        if option.units is not None and 0 < option.units < least:
            said = f"{option.units} units are fewer than the {least} that {step.body} asks for one."
            yield found("PP205", f"{where}.options[{place}].units", said)


def _counted(step: Step, renewal: Renewal, pathway: Pathway, where: str) -> Iterator[Finding]:
    """Yield a period counted from a step that does not come before."""
    start = renewal.counts_from
    if start and start not in _before(step, pathway):
        said = f"The periods are counted from {start}, which does not come before this step."
        yield found("PP205", f"{where}.counts_from", said)


def _before(step: Step, pathway: Pathway) -> set[str]:
    """Return the steps that can come before a step: what it requires, and so on."""
    found: set[str] = set()
    waiting = [*steps_in(step.requires), *step.supersedes]
    while waiting:
        name = waiting.pop()
        if name not in found and name in pathway.by_id:
            found.add(name)
            waiting += [*steps_in(pathway.by_id[name].requires), *pathway.by_id[name].supersedes]
    return found


def _is_shorter(one: Duration, other: Duration) -> bool:
    return one.after(_DAY) < other.after(_DAY)
