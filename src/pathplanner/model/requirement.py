"""What must be done before a step can start.

A requirement is a step, hours of work in one, or all of, any of, or at least k of several
requirements, nested to any depth; or a total of what several steps give, such as
credits. In CTDL this is a `ceterms:ComponentCondition` with its `requiredNumber`.

What counts can be limited: no more than so many of some parts (`counting`), and nothing for
two parts (`apart`), or for two parts only so much (`share_at_most`). Whether such a
requirement is met is worked out in `pathplanner.model.sums`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from attrs import Attribute, evolve, field, frozen
from attrs.converters import optional

from pathplanner.errors import InputError
from pathplanner.model.coerce import (
    Word,
    refused,
    several,
    to_decimal,
    to_text,
    to_texts,
    whole_from,
    yes_or_no,
)
from pathplanner.model.marks import Prose, StepId
from pathplanner.model.quantity import LARGEST, Duration, lasting_some

MOST = Decimal(10**9)
"""More of a unit than anything gives."""


def to_requirement(value: Requirement | str | Iterable[Requirement | str]) -> Requirement:
    """Return a requirement; the id of a step, and several of which all are asked for, are one."""
    if isinstance(value, Needs | AllOf | AnyOf | AtLeast | Total | Worked):
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


class Until(Word):
    """What of a step must come before something runs out."""

    START = "start"
    FINISH = "finish"


def above_zero(_: object, attribute: Attribute[Any], value: Decimal | None) -> None:
    """Raise an InputError unless the amount in a field is more than nothing."""
    if value is not None and not 0 < value <= MOST:
        raise refused(attribute, f"must be more than 0 and at most {MOST:,}, not {value}")


def to_grade(value: Any) -> str:
    """Return a grade or score as a text."""
    return str(value) if isinstance(value, int | Decimal) else to_text(value)


@frozen
class Needs:
    """Met when the step with the id `step` is done or held.

    Attributes:
        step: The step that is named.
        within: How long after its finish what requires it may start at most.
        until: What must come within that time: the start of what requires it, or its finish.
        current: Whether the step that is named must be valid all along, from the start of what
            requires it to its finish.
        minimum: The least grade or score that counts, on the step's scale; any when empty.
        corequisite: For a step that may be taken at the same time, in which of two ways; then
            this is met on the day on which it starts. None for a step that must be done first.
    """

    step: StepId = field(converter=to_text)
    within: Duration | None = field(default=None, validator=lasting_some, kw_only=True)
    until: Until = field(default=Until.START, converter=Until, kw_only=True)
    current: bool = field(default=False, validator=yes_or_no, kw_only=True)
    minimum: str = field(default="", converter=to_grade, kw_only=True)
    corequisite: Corequisite | None = field(
        default=None, converter=optional(Corequisite), kw_only=True
    )

    def __attrs_post_init__(self) -> None:
        if self.until is Until.FINISH and self.within is None:
            raise InputError("until says what must come within a time; give within, too")


@frozen
class Cap:
    """Of some parts of a requirement no more than so much counts; more may be taken.

    Attributes:
        at_most: How many of them count; in a total, how much of its unit.
        of: Ids of steps that are parts of the requirement.
        list: Id of the list of the pathway that `of` is, if it is one.
        source, note: As everywhere.
    """

    at_most: Decimal = field(converter=to_decimal, validator=above_zero)
    of: tuple[StepId, ...] = field(default=(), converter=to_texts)
    list: str = field(default="", kw_only=True)
    source: tuple[str, ...] = field(default=(), converter=to_texts, kw_only=True)
    note: Prose = field(default="", kw_only=True)


def _caps(value: Cap | Iterable[Cap]) -> tuple[Cap, ...]:
    return several(Cap, value)


@frozen
class AllOf:
    """Met when every one of `of` is met; with nothing in it, always met.

    Attributes:
        of: The parts.
        list: Id of the list of the pathway that `of` is, if it is one.
        apart: Whether what counts for one part counts for no other.
        share_at_most: How much may count for two parts; None for any.
        source, note: As everywhere.
    """

    of: tuple[Requirement, ...] = field(default=(), converter=_parts)
    source: tuple[str, ...] = field(default=(), converter=to_texts, kw_only=True)
    note: Prose = field(default="", kw_only=True)
    list: str = field(default="", kw_only=True)
    apart: bool = field(default=False, kw_only=True, validator=yes_or_no)
    share_at_most: int | None = field(default=None, kw_only=True, validator=whole_from(0))

    @property
    def count(self) -> int:
        """How many of `of` must be met."""
        return len(self.of)


@frozen
class AnyOf:
    """Met when at least one of `of` is met.

    Attributes:
        of: The parts.
        list: Id of the list of the pathway that `of` is, if it is one.
        source, note: As everywhere.
    """

    of: tuple[Requirement, ...] = field(converter=_parts)
    source: tuple[str, ...] = field(default=(), converter=to_texts, kw_only=True)
    note: Prose = field(default="", kw_only=True)
    list: str = field(default="", kw_only=True)

    @property
    def count(self) -> int:
        """How many of `of` must be met."""
        return 1


@frozen
class AtLeast:
    """Met when at least `count` of `of` are met.

    Attributes:
        count: How many.
        of: The parts.
        list: Id of the list of the pathway that `of` is, if it is one.
        counting: Of which parts only so many count.
        apart: Whether what counts for one part counts for no other.
        source, note: As everywhere.
    """

    count: int = field(validator=whole_from(1))
    of: tuple[Requirement, ...] = field(converter=_parts)
    source: tuple[str, ...] = field(default=(), converter=to_texts, kw_only=True)
    note: Prose = field(default="", kw_only=True)
    list: str = field(default="", kw_only=True)
    counting: tuple[Cap, ...] = field(default=(), converter=_caps, kw_only=True)
    apart: bool = field(default=False, kw_only=True, validator=yes_or_no)


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
    def list(self) -> str:
        """No list: hours are asked of steps by their names."""
        return ""

    @property
    def key(self) -> str:
        """The same for all who ask for these hours of these steps; no id of a step."""
        return f"{self.hours.normalize():f} hours of {' '.join(part.step for part in self.of)}"


@frozen
class Total:
    """Met when what the done ones of `of` give of a unit adds up to `amount`.

    Attributes:
        amount: How much.
        unit: Of what, such as `credits`.
        of: The steps that count.
        list: Id of the list of the pathway that `of` is, if it is one.
        counting: Of which steps only so much counts.
        gives: How much each of `of` gives; the pathway tells, from its steps.
        source, note: As everywhere.
    """

    amount: Decimal = field(converter=to_decimal, validator=above_zero)
    unit: str = field(converter=to_text)
    of: tuple[Requirement, ...] = field(converter=_parts)
    source: tuple[str, ...] = field(default=(), converter=to_texts, kw_only=True)
    note: Prose = field(default="", kw_only=True)
    list: str = field(default="", kw_only=True)
    counting: tuple[Cap, ...] = field(default=(), converter=_caps, kw_only=True)
    gives: tuple[Decimal, ...] = field(default=(), kw_only=True)

    @property
    def count(self) -> int:
        """The fewest of `of` that can be enough; one more than there are when none are."""
        left = self.amount
        for number, most in enumerate(sorted(self.gives, reverse=True), start=1):
            left -= most
            if left <= 0:
                return number
        return len(self.of) + 1


Gate = AllOf | AnyOf | AtLeast | Total | Worked
"""A requirement made of others."""

Requirement = Needs | Gate

NOBODY: frozenset[str] = frozenset()

NOTHING = AllOf()
"""The requirement of a step that anyone can start."""


def needs_in(requirement: Requirement) -> Iterator[Needs]:
    """Yield what a requirement says of single steps, left to right, repeats included."""
    if isinstance(requirement, Needs):
        yield requirement
    elif not isinstance(requirement, Worked):
        for part in requirement.of:
            yield from needs_in(part)


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


def has_corequisite(requirement: Requirement) -> bool:
    """Tell whether there is any co-requisite in a requirement."""
    if isinstance(requirement, Needs):
        return requirement.corequisite is not None
    # It is asked of all requirements of all pathways, and of hardly any is it so.
    return any(map(has_corequisite, requirement.of))


def beside(requirement: Requirement, way: Corequisite | None = None) -> frozenset[str]:
    """Return the ids of the co-requisites in a requirement, of both ways or of one."""
    if not has_corequisite(requirement):
        return NOBODY
    return frozenset(
        leaf.step
        for leaf in leaves_in(requirement)
        if leaf.corequisite is not None and way in (None, leaf.corequisite)
    )


def hours_in(requirement: Requirement) -> Iterator[Worked]:
    """Yield what a requirement asks of hours of work, left to right."""
    if isinstance(requirement, Worked):
        yield requirement
    elif not isinstance(requirement, Needs):
        for part in requirement.of:
            yield from hours_in(part)


def without(requirement: Requirement, is_gone: Callable[[Needs], bool]) -> Requirement:
    """Return a requirement in which some of what it says of single steps is never met."""
    if isinstance(requirement, Needs):
        return AtLeast(1, ()) if is_gone(requirement) else requirement
    if isinstance(requirement, Worked):
        return requirement
    parts = tuple(without(part, is_gone) for part in requirement.of)
    return requirement if parts == requirement.of else evolve(requirement, of=parts)
