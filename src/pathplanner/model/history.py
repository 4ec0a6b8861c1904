"""What a person did and has begun: what is held, under way, tried, applied for, dropped, paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import field, frozen
from attrs.converters import optional

from pathplanner.errors import InputError
from pathplanner.model.coerce import (
    several,
    to_date,
    to_decimal,
    to_text,
    to_texts,
    whole_from,
)
from pathplanner.model.marks import StepId
from pathplanner.model.quantity import amount_or_none
from pathplanner.model.requirement import to_grade


@frozen
class Held:
    """A step that is done.

    Attributes:
        step, since, renewed, grade: Its id, the days it was done and renewed, and its grade.
    """

    step: StepId
    since: date | None = field(default=None, converter=optional(to_date))
    renewed: date | None = field(default=None, converter=optional(to_date))
    grade: str = field(default="", converter=to_grade, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if (self.renewed or date.max) < (self.since or date.min):
            raise InputError("renewed must not be before the day since which it is held")


@frozen
class UnderWay:
    """A step that was begun on the day `begun`; its starting price is paid already."""

    step: StepId
    begun: date = field(converter=to_date)


@frozen
class HoursDone:
    """Hours of work that were worked in an open-ended step by the plan's first day."""

    step: StepId
    hours: Decimal = field(converter=to_decimal, validator=amount_or_none)


@frozen
class Attempt:
    """A step that was tried on the day `on` and not passed; see rule 11."""

    step: StepId
    on: date = field(converter=to_date)


@frozen
class Applied:
    """A step that was applied for on the day `on`; what waits for it counts from then."""

    step: StepId
    on: date = field(converter=to_date)


@frozen
class Dropped:
    """A step that was given up on the day `on`, so that no plan takes it."""

    step: StepId
    on: date = field(converter=to_date)


@frozen
class Paid:
    """Money that was paid for a step, out of the learner's own pocket.

    Attributes:
        step: Id of the step.
        amount: How much.
        on: The day; None if it is not told.
    """

    step: StepId
    amount: Decimal = field(converter=to_decimal, validator=amount_or_none)
    on: date | None = field(default=None, converter=optional(to_date))


@frozen
class Proof:
    """What shows that a held step is done, as a badge or another record says it.

    Attributes:
        step: Id of the step.
        until: The first day on which it does not count any more; None if none is told.
        by: Who gave it.
        evidence: Addresses of evidence.
    """

    step: StepId
    until: date | None = field(default=None, converter=optional(to_date))
    by: str = field(default="", converter=to_text)
    evidence: tuple[str, ...] = field(default=(), converter=to_texts)


@frozen
class Numbered:
    """The number that a step has on the pages of a learner's plans."""

    step: StepId
    number: int = field(validator=whole_from(1))


def to_held(
    value: str | Mapping[str, date | str | None] | Iterable[str | Held],
) -> tuple[Held, ...]:
    """Return what is held, from step ids, days by step id, or as it is; each step once."""
    if isinstance(value, str):
        value = (value,)
    if isinstance(value, Mapping):
        return tuple(Held(step, since) for step, since in value.items())
    items = [item if isinstance(item, Held) else Held(to_text(item)) for item in value]
    return tuple({item.step: item for item in items}.values())


def to_under_way(
    value: Mapping[str, date | str] | UnderWay | Iterable[UnderWay],
) -> tuple[UnderWay, ...]:
    """Return what is under way, from days by step id or as it is."""
    if isinstance(value, Mapping):
        return tuple(UnderWay(step, begun) for step, begun in value.items())
    return several(UnderWay, value)


def to_attempts(
    value: Mapping[str, date | str | Iterable[date | str]] | Attempt | Iterable[Attempt],
) -> tuple[Attempt, ...]:
    """Return what was not passed, from one day or several by step id or as it is; each once."""
    if isinstance(value, Mapping):
        value = [
            Attempt(step, on)
            for step, days in value.items()
            for on in ((days,) if isinstance(days, date | str) else days)
        ]
    return tuple(dict.fromkeys(several(Attempt, value)))


def to_applied(
    value: Mapping[str, date | str] | Applied | Iterable[Applied],
) -> tuple[Applied, ...]:
    """Return what was applied for, from days by step id or as it is; each step once."""
    if isinstance(value, Mapping):
        value = [Applied(step, on) for step, on in value.items()]
    return tuple({item.step: item for item in several(Applied, value)}.values())


def to_dropped(
    value: Mapping[str, date | str] | Dropped | Iterable[Dropped],
) -> tuple[Dropped, ...]:
    """Return what was dropped, from days by step id or as it is; each step once."""
    if isinstance(value, Mapping):
        value = [Dropped(step, on) for step, on in value.items()]
    return tuple({item.step: item for item in several(Dropped, value)}.values())


def to_paid(value: Mapping[str, Any] | Paid | Iterable[Paid]) -> tuple[Paid, ...]:
    """Return what was paid, from amounts by step id or as it is."""
    if isinstance(value, Mapping):
        value = [Paid(step, amount) for step, amount in value.items()]
    return several(Paid, value)


def to_proofs(value: Proof | Iterable[Proof]) -> tuple[Proof, ...]:
    """Return what shows that steps are done, one proof or several."""
    return several(Proof, value)


def to_numbers(value: Mapping[str, int] | Numbered | Iterable[Numbered]) -> tuple[Numbered, ...]:
    """Return the numbers of steps, by step id or as they are; each step once."""
    if isinstance(value, Mapping):
        value = [Numbered(step, number) for step, number in value.items()]
    return tuple({item.step: item for item in several(Numbered, value)}.values())


def to_hours_done(
    value: Mapping[str, Any] | HoursDone | Iterable[HoursDone],
) -> tuple[HoursDone, ...]:
    """Return hours of work so far, by step id or as they are; each step once."""
    if isinstance(value, Mapping):
        value = [HoursDone(step, hours) for step, hours in value.items()]
    return tuple({item.step: item for item in several(HoursDone, value)}.values())
