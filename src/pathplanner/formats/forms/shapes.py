"""Blocks of keys that stand in files but are no classes of the model.

The reader and the schemas treat them like the model's classes, and the forms
turn what was read into values of the model.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NewType

from attrs import field, fields, frozen
from attrs.validators import optional

from pathplanner.model.quantity import Duration, Estimate, Unit
from pathplanner.model.requirement import AtLeast, Requirement

AmountWord = NewType("AmountWord", str)
"""A text such as `222` or `250-300`."""

SpanWord = NewType("SpanWord", str)
"""A text such as `16 weeks` or `6-12 months`."""

_low_amount: Any = fields(Estimate).low.validator
_low_span: Any = fields(Duration).low.validator
_amount = optional(_low_amount)
_span = optional(_low_span)


@frozen
class Amount:
    """An amount with what to know about it.

    Attributes:
        amount: Such as 222, or a range such as 250-300 that is planned at its middle.
        source: Ids of the sources that state it.
        note: What to know about it.
    """

    amount: AmountWord
    source: tuple[str, ...] = ()
    note: str = ""


@frozen
class AmountRange:
    """An amount in its parts.

    Attributes:
        low, likely, high: In that order of size; `likely` is the middle when it is missing.
        middle: True when `likely` is only the middle of a range.
        source: Ids of the sources that state it.
        note: What to know about it.
    """

    low: Decimal | None = field(default=None, validator=_amount)
    likely: Decimal | None = field(default=None, validator=_amount)
    high: Decimal | None = field(default=None, validator=_amount)
    middle: bool = False
    source: tuple[str, ...] = ()
    note: str = ""


@frozen
class Span:
    """A span of time with what to know about it.

    Attributes:
        span: Such as 16 weeks, or a range such as 6-12 months that is planned at its middle.
        source: Ids of the sources that state it.
        note: What to know about it.
    """

    span: SpanWord
    source: tuple[str, ...] = ()
    note: str = ""


@frozen
class SpanRange:
    """A span of time in its parts.

    Attributes:
        low, likely, high: In that order of size; `likely` is the middle when it is missing.
        unit: Days, weeks, months or years.
        middle: True when `likely` is only the middle of a range.
        source: Ids of the sources that state it.
        note: What to know about it.
    """

    unit: Unit
    low: int | None = field(default=None, validator=_span)
    likely: int | None = field(default=None, validator=_span)
    high: int | None = field(default=None, validator=_span)
    middle: bool = False
    source: tuple[str, ...] = ()
    note: str = ""


@frozen
class AllOfThese:
    """Met when every one of `all` is met."""

    all: tuple[Requirement, ...]
    source: tuple[str, ...] = ()
    note: str = ""


@frozen
class AnyOfThese:
    """Met when one of `any` is met."""

    any: tuple[Requirement, ...]
    source: tuple[str, ...] = ()
    note: str = ""


@frozen
class AtLeastOfThese:
    """Met when at least `at_least` of `of` are met."""

    at_least: int = field(validator=fields(AtLeast).count.validator)
    of: tuple[Requirement, ...]
    source: tuple[str, ...] = ()
    note: str = ""
