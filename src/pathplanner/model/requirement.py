"""What must be done before a step can start.

A requirement is a step, or all of, any of, or at least k of several
requirements, nested to any depth. In CTDL this is a `ceterms:ComponentCondition`
with its `requiredNumber`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import field, frozen
from attrs.converters import optional

from pathplanner.errors import InputError
from pathplanner.model.coerce import Word, to_text, to_texts, whole_from
from pathplanner.model.marks import Prose, StepId


def to_requirement(value: Requirement | str | Iterable[Requirement | str]) -> Requirement:
    """Return a requirement; the id of a step, and several of which all are asked for, are one."""
    if isinstance(value, Needs | AllOf | AnyOf | AtLeast):
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


class Corequisite(Word):
    """How a step goes together with the one that names it (planning rule 19)."""

    LOOSE = "loose"
    """It starts no later than the other."""
    STRICT = "strict"
    """Both start on the same day."""


@frozen
class Needs:
    """Met when the step with the id `step` is done or held.

    Attributes:
        step: The step that is asked for.
        corequisite: For a step that may be taken at the same time, in which of two ways; then
            this is met on the day on which it starts. None for a step that must be done first.
    """

    step: StepId = field(converter=to_text)
    corequisite: Corequisite | None = field(
        default=None, converter=optional(Corequisite), kw_only=True
    )


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


Gate = AllOf | AnyOf | AtLeast
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


def leaves_in(requirement: Requirement) -> Iterator[Needs]:
    """Yield the leaves of a requirement, left to right, repeats included."""
    if isinstance(requirement, Needs):
        yield requirement
    else:
        for part in requirement.of:
            yield from leaves_in(part)


def beside(requirement: Requirement, way: Corequisite | None = None) -> frozenset[str]:
    """Return the ids of the co-requisites in a requirement, of both ways or of one."""
    return frozenset(
        leaf.step
        for leaf in leaves_in(requirement)
        if leaf.corequisite is not None and way in (None, leaf.corequisite)
    )
