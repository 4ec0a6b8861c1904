"""Prices, lengths and renewals as CTDL says them, to those of a step."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from attrs import frozen

from pathplanner.ctdl.expansion import Node, inner, links, texts
from pathplanner.ctdl.log import Log
from pathplanner.ctdl.words import name_of
from pathplanner.model.quantity import LARGEST, LARGEST_SPAN, UNKNOWN, Duration, Estimate, Unit
from pathplanner.model.step import Cost, CostKind, Renewal, RenewalOption

COST_KINDS: Mapping[str, CostKind] = MappingProxyType(
    {
        "Tuition": CostKind.TUITION,
        "Application": CostKind.FEE,
        "EnrollmentFee": CostKind.FEE,
        "GraduationFee": CostKind.FEE,
        "MixedFees": CostKind.FEE,
        "ProcessingFee": CostKind.FEE,
        "ProgramSpecificFee": CostKind.FEE,
        "StudentServicesFee": CostKind.FEE,
        "TechnologyFee": CostKind.FEE,
        "BackgroundCheck": CostKind.FEE,
        "ScoringFee": CostKind.FEE,
        "LearningResource": CostKind.BOOKS,
        "Consumables": CostKind.SUPPLIES,
        "Equipment": CostKind.SUPPLIES,
        "StandaloneAssessment": CostKind.EXAM,
        "RenewalFee": CostKind.RENEWAL,
    }
)
"""Kinds of cost by the name of CTDL's; all others are `other`."""

NOT_PAID_FIRST = frozenset({"RenewalFee", "ReexaminationFee", "ReschedulingFee"})
"""Prices that not everybody pays on the day a step starts."""

_SPANS = ("ceterms:exactDuration", "ceterms:minimumDuration", "ceterms:maximumDuration")
_ISO = re.compile(
    r"P(?:(\d+(?:[.,]\d+)?)Y)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)W)?"
    r"(?:(\d+(?:[.,]\d+)?)D)?"
    r"(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?"
)
_CURRENCIES = {
    "us dollar": "USD", "us dollars": "USD", "dollar": "USD", "dollars": "USD", "$": "USD",
    "us$": "USD", "united states dollar": "USD", "euro": "EUR", "euros": "EUR", "€": "EUR",
    "pound sterling": "GBP", "british pound": "GBP", "£": "GBP", "canadian dollar": "CAD",
    "australian dollar": "AUD",
}  # fmt: skip


@frozen
class Span:
    """A length as ISO 8601 says it, in whole or broken parts."""

    years: Decimal
    months: Decimal
    weeks: Decimal
    days: Decimal
    hours: Decimal

    @property
    def is_time_of_day(self) -> bool:
        """Whether it is only hours and minutes."""
        return not (self.years or self.months or self.weeks or self.days)


def read_span(text: str) -> Span | None:
    """Return a length such as `P2Y`, `P10W` or `PT90M`, or None when it is none.

    Weeks beside other units are read too: publishers write them.
    """
    found = _ISO.fullmatch(text.strip()) if len(text) < 60 else None
    if not found or not any(found.groups()):
        return None
    numbers = [Decimal((one or "0").replace(",", ".")) for one in found.groups()]
    hours = numbers[4] + numbers[5] / 60 + numbers[6] / 3600
    years, months, weeks, days = numbers[:4]
    return Span(years, months, weeks, days, hours)


def as_calendar(span: Span) -> tuple[int, Unit, bool]:
    """Return a length in one unit, and whether that is exact."""
    months = span.years * 12 + span.months
    days = span.weeks * 7 + span.days
    if span.hours:
        days += 1 if span.hours % 24 else span.hours // 24
    if not days and months == months.to_integral_value():
        if months and months % 12 == 0 and not span.months:
            return int(months // 12), Unit.YEARS, True
        return int(months), Unit.MONTHS, True
    whole_days = days.to_integral_value(rounding="ROUND_CEILING")
    if not months:
        if whole_days == days and whole_days % 7 == 0 and not span.days and not span.hours:
            return int(whole_days // 7), Unit.WEEKS, True
        return int(whole_days), Unit.DAYS, whole_days == days and not span.hours % 24
    total = months * Decimal("30.4375") + days
    return int(total.to_integral_value(rounding="ROUND_CEILING")), Unit.DAYS, False


def read_duration(stated: Mapping[str, str], node: Node, log: Log) -> Duration | None:
    """Return the calendar span that one or two texts say: exactly, or from and to.

    Args:
        stated: The texts by the words under which they stand.
        node: Where they stand.
        log: Where it is noted what was guessed, and what could not be read.
    """
    read = {word: read_span(text) for word, text in stated.items()}
    spans = [as_calendar(span) for span in read.values() if span is not None]
    if len(spans) < len(stated):
        for word, text in stated.items():
            said = f"{text[:40]!r} is not an ISO 8601 duration."
            why = "Its other end is not known." if read[word] else said
            log.note("CT104", word, node["@place"], why)
        return None
    values, word = list(stated.values()), next(iter(stated))
    units = {unit for _, unit, _ in spans}
    if len(units) > 1:
        if units == {Unit.MONTHS, Unit.YEARS}:
            spans = [
                (n * (12 if unit is Unit.YEARS else 1), Unit.MONTHS, ok) for n, unit, ok in spans
            ]
        else:
            exact = units == {Unit.WEEKS, Unit.DAYS}
            spans = [(_in_days(n, unit), Unit.DAYS, ok and exact) for n, unit, ok in spans]
    if not all(exact for _, _, exact in spans):
        log.note("CT215", word, node["@place"], f"{' to '.join(values)} is counted in days.")
    counts = sorted(count for count, _, _ in spans)
    unit = spans[0][1]
    if counts[-1] > LARGEST_SPAN:
        counts, unit = [-(-count // 365) for count in counts], Unit.YEARS
        if counts[-1] > LARGEST_SPAN:
            for one in stated:
                log.note("CT104", one, node["@place"], "A length that nobody believes.")
            return None
    if counts[0] == counts[-1]:
        return Duration.exactly(counts[0], unit)
    return Duration.between(counts[0], counts[-1], unit)


def _in_days(count: int, unit: Unit) -> int:
    lengths = {Unit.DAYS: "1", Unit.WEEKS: "7", Unit.MONTHS: "30.4375", Unit.YEARS: "365.25"}
    return math.ceil(count * Decimal(lengths[unit]))


def one_text(node: Mapping[str, Any], word: str) -> str:
    """Return the first text or number under a word, whatever its language."""
    return next((text for _, text in texts(node, word)), "")


def read_number(text: str) -> Decimal | None:
    """Return an amount of money or of hours, or None when it is none."""
    try:
        number = Decimal(text.replace(",", "").removeprefix("$").strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or not 0 <= number <= LARGEST:
        return None
    return Decimal(f"{number.normalize():f}")


def currency_of(profiles: Iterable[Node], log: Log) -> str:
    """Return the currency that most prices are in; USD when none is named."""
    found: Counter[str] = Counter()
    for node in profiles:
        found[read_currency(node, log)] += 1
    del found[""]
    return found.most_common(1)[0][0] if found else "USD"


def read_currency(profile: Node, log: Log) -> str:
    """Return the ISO 4217 code of a price, or an empty text when it names none."""
    text = one_text(profile, "ceterms:currency")
    if len(text) == 3 and text.isascii() and text.isalpha() and text.isupper():
        return text
    code = _CURRENCIES.get(text.lower().strip(), "")
    if code:
        log.note("CT216", "ceterms:currency", profile["@place"], f"{text!r} is read as {code}.")
    return code


def read_costs(
    nodes: Mapping[str, Node], profiles: Iterable[Node], currency: str, log: Log
) -> list[Cost]:
    """Return the prices of a thing; what cannot be read as an amount is unknown."""
    found: list[Cost] = []
    for node in profiles:
        place = node["@place"]
        stated = one_text(node, "ceterms:price")
        kinds = [
            name_of(name)
            for target in inner(nodes, node, "ceterms:directCostType")
            for name in links(target, "ceterms:targetNode")
        ] + [name_of(name) for name in links(node, "ceterms:directCostType")]
        kind = next((kind for kind in kinds if kind), "")
        if kind in NOT_PAID_FIRST:
            _not_used(node, "CT101", "Not a price that everybody pays at first.", log)
            continue
        named = read_currency(node, log)
        if named and named != currency:
            _not_used(node, "CT106", "", log)
            continue
        amount = read_number(stated) if stated else None
        if amount is None:
            why = f"{stated[:40]!r} is not an amount, so the price is unknown." if stated else ""
            log.note("CT105", "ceterms:price", place, why or "No price is stated: it is unknown.")
            if "ceterms:currency" in node:
                log.note("CT105", "ceterms:currency", place, "The price in it is not known.")
        label = one_text(node, "ceterms:description") or one_text(node, "ceterms:name")
        known = COST_KINDS.get(kind, CostKind.OTHER)
        value = UNKNOWN if amount is None else Estimate.exactly(amount)
        found.append(Cost(known, value, label=label))
    return found


def _not_used(node: Node, code: str, why: str, log: Log) -> None:
    """Note of all that a profile says that it is not used."""
    for word in node:
        if not word.startswith("@"):
            log.note(code, word, node["@place"], why)


def read_length(
    profiles: Iterable[Node], log: Log, *, is_exam: bool = False
) -> tuple[Duration | None, Estimate | None, int | None]:
    """Return the calendar span, the hours of study and the minutes that profiles state.

    What lasts less than a day is no time of the calendar: for an exam it is how long one
    sits, for all else hours of study.
    """
    span: Duration | None = None
    hours: Estimate | None = None
    minutes: int | None = None
    for node in profiles:
        said = {word: text for word in _SPANS if (text := one_text(node, word))}
        exact = said.get(_SPANS[0])
        stated = {_SPANS[0]: exact} if exact else said
        effort = one_text(node, "ceterms:timeRequired")
        if effort:
            read = read_span(effort)
            if read is None:
                why = f"{effort[:40]!r} is not an ISO 8601 duration."
                log.note("CT104", "ceterms:timeRequired", node["@place"], why)
            elif read.is_time_of_day and hours is None:
                hours = Estimate.exactly(_tidy(read.hours))
            else:
                log.note("CT101", "ceterms:timeRequired", node["@place"], "Effort not in hours.")
        if not stated:
            continue
        reads = [read_span(text) for text in stated.values()]
        if all(one is not None and one.is_time_of_day for one in reads):
            most = max(one.hours for one in reads if one)
            minutes = int(most * 60)
            if hours is None and most and not is_exam:
                log.note("CT215", "ceterms:estimatedDuration", node["@place"],
                         f"{list(stated.values())[-1]} is less than a day: taken as hours of "
                         "study.")  # fmt: skip
                hours = Estimate.exactly(_tidy(most))
        elif span is None:
            span = read_duration(stated, node, log)
        else:
            for word in stated:
                log.note("CT108", word, node["@place"])
    return span, hours, minutes


def _tidy(number: Decimal) -> Decimal:
    return Decimal(f"{number.quantize(Decimal('0.01')).normalize():f}")


def read_renewal(nodes: Mapping[str, Node], resource: Node, log: Log) -> Renewal | None:
    """Return how a credential is kept, when it says how often."""
    stated = one_text(resource, "ceterms:renewalFrequency")
    if not stated:
        return None
    every = read_duration({"ceterms:renewalFrequency": stated}, resource, log)
    if every is None or every.likely < 1:
        return None
    options = []
    for profile in inner(nodes, resource, "ceterms:renewal"):
        title = one_text(profile, "ceterms:description") or one_text(profile, "ceterms:name")
        units = next(
            (
                int(number)
                for value in inner(nodes, profile, "ceterms:creditValue")
                if (number := read_number(one_text(value, "schema:value"))) is not None
                and number == number.to_integral_value()
                and any(
                    "ContinuingEducation" in one for one in links(value, "ceterms:creditUnitType")
                )
            ),
            None,
        )
        options.append(RenewalOption(title or "Renew it", units=units))
    return Renewal(every, options or (RenewalOption("Renew it"),))
