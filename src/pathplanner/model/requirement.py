"""What must be done before a step can start.

A requirement is a step, or all of, any of, or at least k of several
requirements, nested to any depth. In CTDL this is a `ceterms:ComponentCondition`
with its `requiredNumber`.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen


@frozen
class Needs:
    """Met when the step with the id `step` is done or held."""

    step: str


@frozen
class AllOf:
    """Met when every one of `of` is met; with nothing in it, always met."""

    of: tuple[Requirement, ...] = ()
    source: tuple[str, ...] = ()
    note: str = ""

    @property
    def count(self) -> int:
        """How many of `of` must be met."""
        return len(self.of)


@frozen
class AnyOf:
    """Met when at least one of `of` is met."""

    of: tuple[Requirement, ...]
    source: tuple[str, ...] = ()
    note: str = ""

    @property
    def count(self) -> int:
        """How many of `of` must be met."""
        return 1


@frozen
class AtLeast:
    """Met when at least `count` of `of` are met."""

    count: int = field()
    of: tuple[Requirement, ...]
    source: tuple[str, ...] = ()
    note: str = ""

    @count.validator
    def _check_count(self, _: object, value: int) -> None:
        if value < 1:
            raise ValueError("must be at least 1")


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
