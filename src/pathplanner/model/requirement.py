"""What must be done before a step can start.

A requirement is a step, hours of work in one, or all of, any of, or at least k of several
requirements, nested to any depth. In CTDL this is a `ceterms:ComponentCondition`
with its `requiredNumber`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from attrs import Attribute, field, frozen

from pathplanner.errors import InputError
from pathplanner.model.coerce import refused, to_decimal, to_text, to_texts, whole_from
from pathplanner.model.marks import Prose, StepId
from pathplanner.model.quantity import LARGEST


def to_requirement(value: Requirement | str | Iterable[Requirement | str]) -> Requirement:
    """Return a requirement; the id of a step, and several of which all are asked for, are one."""
    if isinstance(value, Needs | AllOf | AnyOf | AtLeast | Worked):
        return value
    if isinstance(value, str):
        return Needs(value)
    if isinstance(value, Iterable):
        return AllOf(value)
    raise InputError(f"{value!r} is not a requirement")


def _parts(
    value: Requirement | str | Iterable[Requirement | str],
) -> tuple[Requirement, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        value = (value,)
    return tuple(map(to_requirement, value))


@frozen
class Needs:
    """Met when the step with the id `step` is done or held."""

    step: StepId = field(converter=to_text)


@frozen
class AllOf:
    """Met when every one of `of` is met; with nothing in it, always met."""

    of: tuple[Requirement, ...] = field(default=(), converter=_parts)
    source: tuple[str, ...] = field(default=(), converter=to_texts, kw_only=True)
    note: Prose = field(default="", kw_only=True)

    @property
    def count(self) -> int:
        """How many of `of` must be met."""
        return len(self.of)


@frozen
class AnyOf:
    """Met when at least one of `of` is met."""

    of: tuple[Requirement, ...] = field(converter=_parts)
    source: tuple[str, ...] = field(default=(), converter=to_texts, kw_only=True)
    note: Prose = field(default="", kw_only=True)

    @property
    def count(self) -> int:
        """How many of `of` must be met."""
        return 1


@frozen
class AtLeast:
    """Met when at least `count` of `of` are met."""

    count: int = field(validator=whole_from(1))
    of: tuple[Requirement, ...] = field(converter=_parts)
    source: tuple[str, ...] = field(default=(), converter=to_texts, kw_only=True)
    note: Prose = field(default="", kw_only=True)


def _workers(value: str | Needs | Iterable[str | Needs]) -> tuple[Needs, ...]:
    names = (value,) if isinstance(value, str | Needs) else tuple(value)
    return tuple(one if isinstance(one, Needs) else Needs(one) for one in names)


def _some_hours(_: object, attribute: Attribute[Any], value: Decimal) -> None:
    if not 0 < value <= LARGEST:
        raise refused(attribute, f"must be more than 0 and at most {LARGEST:,}, not {value}")


@frozen
class Worked:
    """Met on the day by which so many hours were worked in steps that go on until then.

    Attributes:
        hours: Hours of work, of all of the steps together.
        of: The steps, all of them open-ended; any one of them will do.
        source, note: As everywhere.
    """

    hours: Decimal = field(converter=to_decimal, validator=_some_hours)
    of: tuple[Needs, ...] = field(converter=_workers)
    source: tuple[str, ...] = field(default=(), converter=to_texts, kw_only=True)
    note: Prose = field(default="", kw_only=True)

    @property
    def count(self) -> int:
        """How many of `of` must be there."""
        return 1

    @property
    def key(self) -> str:
        """The same for all who ask for these hours of these steps; no id of a step."""
        return f"{self.hours.normalize():f} hours of {' '.join(part.step for part in self.of)}"


Gate = AllOf | AnyOf | AtLeast | Worked
"""A requirement made of others."""

Requirement = Needs | Gate

NOTHING = AllOf()
"""The requirement of a step that anyone can start."""


def steps_in(requirement: Requirement) -> Iterator[str]:
    """Yield the step ids in a requirement, left to right, repeats included."""
    if isinstance(requirement, Needs):
        yield requirement.step
    else:
        for part in requirement.of:
            yield from steps_in(part)


def hours_in(requirement: Requirement) -> Iterator[Worked]:
    """Yield what a requirement asks of hours of work, left to right."""
    if isinstance(requirement, Worked):
        yield requirement
    elif not isinstance(requirement, Needs):
        for part in requirement.of:
            yield from hours_in(part)
