"""What must be done before a step can start.

A requirement is a step, or all of, any of, or at least k of several
requirements, nested to any depth. In CTDL this is a `ceterms:ComponentCondition`
with its `requiredNumber`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from pathplanner.errors import InputError
from pathplanner.model.coerce import Word, to_text, to_texts, whole_from, yes_or_no
from pathplanner.model.marks import Prose, StepId
from pathplanner.model.quantity import Duration, lasting_some


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


class Until(Word):
    """What of a step must come before something runs out."""

    START = "start"
    FINISH = "finish"


@frozen
class Needs:
    """Met when the step with the id `step` is done or held.

    Attributes:
        step: The step that is named.
        within: How long after its finish what requires it may start at most.
        until: What must come within that time: the start of what requires it, or its finish.
        current: Whether the step that is named must be valid all along, from the start of what
            requires it to its finish.
    """

    step: StepId = field(converter=to_text)
    within: Duration | None = field(default=None, validator=lasting_some, kw_only=True)
    until: Until = field(default=Until.START, converter=Until, kw_only=True)
    current: bool = field(default=False, validator=yes_or_no, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.until is Until.FINISH and self.within is None:
            raise InputError("until says what must come within a time; give within, too")


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


def needs_in(requirement: Requirement) -> Iterator[Needs]:
    """Yield what a requirement says of single steps, left to right, repeats included."""
    if isinstance(requirement, Needs):
        yield requirement
    else:
        for part in requirement.of:
            yield from needs_in(part)


def steps_in(requirement: Requirement) -> Iterator[str]:
    """Yield the step ids in a requirement, left to right, repeats included."""
    if isinstance(requirement, Needs):
        yield requirement.step
    else:
        for part in requirement.of:
            yield from steps_in(part)
