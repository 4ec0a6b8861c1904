"""Time that passes before a step can start and before it counts, and what a plan assumes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from attrs import evolve, field, frozen

from pathplanner.errors import InputError
from pathplanner.model.coerce import Word, refused, several
from pathplanner.model.marks import Prose, StepId
from pathplanner.model.quantity import Basis, Duration, Said, Unit, Unknown, lasting


class WaitKind(Word):
    """What is waited for, before a step starts or until it counts."""

    ADMISSION = "admission"
    """A school looks at an application."""
    APPLICATION = "application"
    """Papers go in and are looked at."""
    APPROVAL = "approval"
    """Somebody says that one may go on."""
    BACKGROUND_CHECK = "background-check"
    BOOKING = "booking"
    """Until there is a seat."""
    HIRING = "hiring"
    """Finding a job, until its first day."""
    REVISION = "revision"
    """Going over what was learned; other waits may pass meanwhile."""
    RESULT = "result"
    """Until an exam's result is there."""
    LICENSE = "license"
    """Until a license is there."""
    MEMBERSHIP = "membership"
    """Until one is a member."""
    OTHER = "other"


class AssumptionKind(Word):
    """What a plan assumes where no source states it."""

    ADMISSION = "admission"
    REVISION = "revision"
    BOOKING = "booking"
    RESULT = "result"
    LICENSE = "license"
    MEMBERSHIP = "membership"
    HIRING = "hiring"
    WORKING_DAYS = "working-days"


def _span(_: object, attribute: Any, value: Any) -> None:
    if value is None:
        raise refused(attribute, "must be a length of time, such as 2 weeks, or unknown")
    lasting(_, attribute, value)


@frozen
class Wait:
    """One thing that is waited for.

    Attributes:
        kind: What it is.
        span: How long it takes; `UNKNOWN` when nobody has found it.
    """

    kind: WaitKind = field(converter=WaitKind)
    span: Duration | Unknown = field(validator=_span)


def to_waits(
    value: Mapping[str, Duration | Unknown] | Wait | Iterable[Wait],
) -> tuple[Wait, ...]:
    """Return waits from themselves, or from spans by their kinds; one of each kind.

    Raises:
        InputError: A kind is not known or stands twice, or a span is none.
    """
    if isinstance(value, Mapping):
        value = [Wait(WaitKind(kind), span) for kind, span in value.items()]
    waits = several(Wait, value)
    kinds = [wait.kind for wait in waits]
    if twice := [kind for kind in kinds if kinds.count(kind) > 1]:
        raise InputError(f"{twice[0]} is waited for twice; give one span for each kind")
    return waits


@frozen
class OwnAssumption:
    """What a person or an office assumes in place of what plans assume.

    Attributes:
        what: Which assumption it takes the place of.
        span: How long it is to be; None when nothing is to be assumed.
        said: Who said so, and when.
    """

    what: AssumptionKind = field(converter=AssumptionKind)
    span: Duration | None = field(default=None, validator=lasting)
    said: Said = field(factory=Said)

    def __attrs_post_init__(self) -> None:
        if self.what is AssumptionKind.WORKING_DAYS and self.span is not None:
            raise InputError("working-days has no length; write none where every day is one")

    @property
    def told(self) -> Duration | None:
        """The span with who said it."""
        return self.span and evolve(self.span, said=self.said, basis=None, source=())


NO_ASSUMPTIONS = tuple(OwnAssumption(kind) for kind in AssumptionKind)
"""What it is to assume nothing at all."""


def to_assumptions(
    value: str | Mapping[str, Duration | None] | OwnAssumption | Iterable[OwnAssumption],
) -> tuple[OwnAssumption, ...]:
    """Return assumptions from themselves, from spans by their kinds, or from "none".

    Raises:
        InputError: A kind is not known, or a value is no span.
    """
    if isinstance(value, str):
        if value != "none":
            raise InputError("assumptions are none, or spans by what is assumed")
        return NO_ASSUMPTIONS
    if isinstance(value, Mapping):
        value = [
            OwnAssumption(AssumptionKind(kind), None if span == "none" else span)
            for kind, span in value.items()
        ]
    return tuple({one.what: one for one in several(OwnAssumption, value)}.values())


@frozen
class Assumption:
    """What a plan assumed because no source states it.

    Attributes:
        what: What it is about.
        span: How long it was taken to be; None for what has no length, as working days. Its
            grade is `yours` where the learner or the office gave it.
        sentence: What was assumed, for a reader.
        steps: Ids of the planned steps whose days come from it.
    """

    what: AssumptionKind = field(converter=AssumptionKind)
    span: Duration | None = field(default=None, validator=lasting)
    sentence: Prose = ""
    steps: tuple[StepId, ...] = ()


def _weeks(low: int, likely: int, high: int, unit: Unit = Unit.WEEKS) -> Duration:
    return Duration(low, likely, high, unit)


COUNTRIES = ("US",)
"""Where the table of assumptions holds; elsewhere only what somebody says is assumed."""

TABLE = {
    AssumptionKind.ADMISSION: _weeks(2, 4, 8),
    AssumptionKind.REVISION: _weeks(1, 2, 4),
    AssumptionKind.BOOKING: _weeks(0, 1, 3),
    AssumptionKind.RESULT: _weeks(0, 1, 2),
    AssumptionKind.LICENSE: _weeks(2, 4, 8),
    AssumptionKind.MEMBERSHIP: _weeks(0, 3, 7, Unit.DAYS),
    AssumptionKind.HIRING: _weeks(4, 8, 16),
}
"""What is assumed where no source states it (planning rule 13)."""

SENTENCES = {
    AssumptionKind.ADMISSION: "It takes some weeks to apply to a school and be let in.",
    AssumptionKind.REVISION: "You go over what you learned before you take an exam.",
    AssumptionKind.BOOKING: "There is not always a seat for an exam right away.",
    AssumptionKind.RESULT: "The result of an exam is not always there on the same day.",
    AssumptionKind.LICENSE: "An office takes some weeks to give a license.",
    AssumptionKind.MEMBERSHIP: "It takes some days until you are a member.",
    AssumptionKind.HIRING: "It takes some weeks to find a job and start it.",
    AssumptionKind.WORKING_DAYS: (
        "Schools, offices and employers are open on working days only: not on weekends, and not "
        "on public holidays."
    ),
}
"""One plain sentence for each assumption."""


def fact_of(kind: AssumptionKind) -> str:
    """Return the name of the fact that estimates by an assumption come from."""
    return f"assumptions.{kind}"


@lru_cache(maxsize=64)
def assumed_spans(
    country: str, own: tuple[OwnAssumption, ...]
) -> Mapping[AssumptionKind, Duration]:
    """Return what is assumed of each kind of wait.

    Args:
        country: ISO 3166 code of the country, or nothing where it is not known.
        own: What a person or an office assumes instead.
    """
    found = {}
    if country in COUNTRIES:
        for kind, span in TABLE.items():
            found[kind] = evolve(span, basis=Basis((fact_of(kind),), SENTENCES[kind]))
    for one in own:
        found.pop(one.what, None)
        if one.told is not None:
            found[one.what] = one.told
    return MappingProxyType(found)


def country_of(country: str, state: str) -> str:
    """Return the country that a plan is for: the pathway's, else that of the learner's state."""
    return country or state.partition("-")[0]
