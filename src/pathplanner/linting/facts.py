"""The facts of a pathway: every number in it, with its sources; and how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import attrs
from attrs import frozen

from pathplanner.model.evidence import NamedFact
from pathplanner.model.intakes import Intakes
from pathplanner.model.occupation import Body, Outlook, Pay, WorkSetting
from pathplanner.model.pathway import Pathway
from pathplanner.model.price import Cost, Discount, Dues, Renewal, RenewalOption
from pathplanner.model.quantity import UNKNOWN, Grade, Unit
from pathplanner.model.requirement import Needs, Worked
from pathplanner.model.source import Authority, Source, last_day
from pathplanner.model.state_facts import StepThere
from pathplanner.model.step import Amount, Exam, FurtherTry, Otherwise, Step
from pathplanner.model.waits import Wait
from pathplanner.model.when import When


class FactKind(StrEnum):
    """What a number is about; how fast it grows old depends on it."""

    PRICE = "price"
    PAY = "pay"
    OUTLOOK = "outlook"
    TIME = "time"
    RULE = "rule"


_PRICE, _TIME, _RULE = FactKind.PRICE, FactKind.TIME, FactKind.RULE

KINDS: Mapping[type[Any], Mapping[str, FactKind]] = MappingProxyType(
    {
        Body: {"unit_totals": _RULE},
        Cost: {"amount": _PRICE, "every": _TIME},
        Discount: {"price": _PRICE},
        Dues: {"amount": _PRICE, "every": _TIME},
        NamedFact: {"amount": _PRICE, "hours": _TIME, "span": _TIME},
        Exam: {
            "minutes": _RULE,
            "attempts": _RULE,
            "retake_wait": _RULE,
            "retake_fee": _PRICE,
            "pass_rate": _RULE,
            "schedule_within": _RULE,
            "most_attempts": _RULE,
            "attempts_within": _RULE,
        },
        FurtherTry: {"after": _RULE, "retake_wait": _RULE},
        Needs: {"within": _RULE},
        Worked: {"hours": _RULE},
        Amount: {"amount": _RULE},
        Intakes: {"apply_before": _RULE, "every": _RULE, "from_": _RULE},
        Outlook: dict.fromkeys(("growth", "jobs", "change", "openings"), FactKind.OUTLOOK),
        Pay: dict.fromkeys(("median", "low", "high", "hourly", "entry"), FactKind.PAY),
        Renewal: {
            "every": _RULE,
            "first": _RULE,
            "first_units": _RULE,
            "grace": _RULE,
            "late_fee": _PRICE,
        },
        RenewalOption: {"units": _RULE, "fee": _PRICE},
        WorkSetting: {"percent": FactKind.OUTLOOK, "pay": FactKind.PAY},
        Wait: {"span": _TIME},
        StepThere: {
            "waiting": _TIME,
            "duration": _TIME,
            "study_hours": _TIME,
            "minimum_age": _RULE,
        },
        Otherwise: {
            "waiting": _TIME,
            "duration": _TIME,
            "study_hours": _TIME,
            "minimum_age": _RULE,
            "maximum_age": _RULE,
        },
        When: dict.fromkeys(("age", "income_below", "income_from"), _RULE),
        Pathway: {"credits_per_term": _RULE},
        Step: {
            "waiting": _TIME,
            "duration": _TIME,
            "study_hours": _TIME,
            "credits": _TIME,
            "contact_hours": _TIME,
            "work_hours": _TIME,
            "weekly_hours": _TIME,
            "minimum_age": _RULE,
            "maximum_age": _RULE,
            "latest_term": _RULE,
            "valid_for": _RULE,
            "pay": FactKind.PAY,
            "entry_pay": FactKind.PAY,
        },
    }
)
"""The fields that hold a number which a source must state."""


DAYS = {
    Unit.DAYS: Decimal(1), Unit.WEEKS: Decimal(7), Unit.MONTHS: Decimal(365) / 12,
    Unit.YEARS: Decimal(365),
}  # fmt: skip
"""About how many days a unit of time has, to compare spans."""


@frozen
class Fact:
    """One number of a pathway.

    Attributes:
        path: Where it stands, such as `steps.cpc.costs[0].amount`.
        kind: What it is about.
        value: The number, an `Estimate` or a `Duration`; `UNKNOWN` when nobody has found it.
        sources: Ids of the sources that speak for it: its own, or else those of what it
            is a part of.
    """

    path: str
    kind: FactKind
    value: Any
    sources: tuple[str, ...]

    @property
    def is_known(self) -> bool:
        """False for a fact that nobody has found."""
        return self.value is not UNKNOWN

    @property
    def is_estimate(self) -> bool:
        """True for what no source states, worked out from facts that are."""
        return getattr(self.value, "grade", None) is Grade.ESTIMATED

    @property
    def part(self) -> str:
        """The path of the price, exam, renewal or other part of a step that it belongs to."""
        count = 6 if self.path.startswith("states.") else 3
        return ".".join(self.path.split(".")[:count])


def facts_of(pathway: Pathway) -> Iterator[Fact]:
    """Yield every fact of a pathway, in the order of its parts; offers say who told theirs."""
    yield from _facts(attrs.evolve(pathway, offers=()) if pathway.offers else pathway, "", ())


def _facts(value: Any, path: str, around: tuple[str, ...]) -> Iterator[Fact]:
    """Yield the facts in a part of a pathway; `around` are the sources of what holds it."""
    if isinstance(value, tuple):
        for place, item in enumerate(value):
            name = getattr(item, "id", None)
            inner = f"{path}.{name}" if name else f"{path}[{place}]"
            yield from _facts(item, inner, around)
        return
    if not attrs.has(type(value)):
        return
    own = getattr(value, "source", ())
    kinds = KINDS.get(type(value), {})
    for field in attrs.fields(type(value)):
        part = getattr(value, field.name)
        where = f"{path}.{field.name}".lstrip(".")
        if field.name not in kinds:
            yield from _facts(part, where, own or around)
        elif part is not None and part != ():
            its = getattr(part, "source", ())
            # A step's sources speak only for what names none; those of a price add to its.
            more = own if not (its and isinstance(value, Step)) else ()
            sources = tuple(dict.fromkeys((*its, *more))) or around
            yield Fact(where, kinds[field.name], part, sources)


class Sources:
    """What the sources of a pathway say of a fact's age and authority."""

    def __init__(self, pathway: Pathway) -> None:
        self._by_id = {source.id: source for source in pathway.sources}
        self._updated = pathway.updated

    def of(self, fact: Fact) -> list[Source]:
        """Return the sources that speak for a fact."""
        return [self._by_id[name] for name in fact.sources if name in self._by_id]

    def is_primary(self, fact: Fact) -> bool:
        """Tell whether the awarding body or the government states it."""
        return any(source.authority is Authority.PRIMARY for source in self.of(fact))

    def is_weak(self, fact: Fact) -> bool:
        """Tell whether only weak sources speak for it."""
        found = self.of(fact)
        return bool(found) and all(source.weak for source in found)

    def stated(self, fact: Fact) -> str:
        """Return the date of the newest source that shows one, as it is written there."""
        dates = [source.date for source in self.of(fact) if source.date]
        return max(dates, key=last_day, default="")

    def day(self, fact: Fact) -> date | None:
        """Return the last day on which a fact can have been stated, or is known to hold.

        That is the newest date of its sources, or the day on which one was checked if that
        is later; where there is neither, the day on which all facts were gone over.
        """
        stated = self.stated(fact)
        checked = (source.checked for source in self.of(fact))
        days = [last_day(stated) if stated else None, *checked]
        return max((day for day in days if day), default=self._updated)


@frozen
class Coverage:
    """The facts of a pathway, counted. A fact is one number, such as a price or a length.

    Attributes:
        pathway: The id of the pathway.
        title: Its title.
        facts: How many facts it states.
        primary: Those that the awarding body or the government states.
        secondary: Those that only others state.
        unsourced: Those of which no source is named.
        undated: Those of which no source shows a date.
        weak: Those for which only weak sources speak.
        estimated: What no source states, worked out from facts that are; not among `facts`.
        unknown: Facts that exist and that nobody has found; not among `facts`.
        oldest: The date of the fact whose newest source is the oldest, as that source
            writes it; empty when no source shows a date.
        oldest_at: Where that fact stands.
        sources: How many sources the pathway names.
        recent: The facts whose newest source, or whose last check, is at most a year older than
            the day on which all were gone over.
        aging: Those for which it is more than a year, and at most three.
        old: Those for which it is longer.
    """

    pathway: str
    title: str
    facts: int
    primary: int
    secondary: int
    unsourced: int
    undated: int
    weak: int
    estimated: int
    unknown: int
    oldest: str
    oldest_at: str
    sources: int
    recent: int = 0
    aging: int = 0
    old: int = 0


def coverage(pathway: Pathway) -> Coverage:
    """Return how many facts a pathway states, and how well they are sourced."""
    every = list(facts_of(pathway))
    known = [fact for fact in every if fact.is_known and not fact.is_estimate]
    estimated = sum(fact.is_estimate for fact in every)
    sources = Sources(pathway)
    cited = [fact for fact in known if fact.sources]
    primary = sum(map(sources.is_primary, cited))
    dated = [(last_day(stated), stated, fact) for fact, stated in _dated(cited, sources)]
    ages = [_years(sources.day(fact), pathway.updated) for fact in known]
    _, oldest, where = min(dated, key=lambda one: one[0], default=(None, "", None))
    return Coverage(
        pathway=pathway.id,
        title=pathway.title,
        facts=len(known),
        primary=primary,
        secondary=len(cited) - primary,
        unsourced=len(known) - len(cited),
        undated=len(cited) - len(dated),
        weak=sum(map(sources.is_weak, cited)),
        estimated=estimated,
        unknown=len(every) - len(known) - estimated,
        oldest=oldest,
        oldest_at=where.path if where else "",
        sources=len(pathway.sources),
        recent=sum(years is not None and years < 1 for years in ages),
        aging=sum(years is not None and 1 <= years < OLD for years in ages),
        old=sum(years is not None and years >= OLD for years in ages),
    )


OLD = 3
"""Years after which a fact counts as old."""


def _years(day: date | None, updated: date | None) -> float | None:
    """Return how many years a fact was old when all were gone over; None if that is not known."""
    return None if day is None or updated is None else (updated - day).days / 365.25


def _dated(facts: list[Fact], sources: Sources) -> list[tuple[Fact, str]]:
    stated = ((fact, sources.stated(fact)) for fact in facts)
    return [(fact, day) for fact, day in stated if day]
