"""How estimates, spans and days of the year may stand in a file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NewType

from attrs import define, evolve, field, fields
from attrs.validators import optional

from pathplanner.errors import InputError
from pathplanner.formats.forms import scalars
from pathplanner.formats.forms.kinds import FAILED, Form, Maker, Schema, any_of, list_of
from pathplanner.formats.syntax.nodes import Mapping, Node, Scalar, Sequence, item_path, key_path
from pathplanner.model.coerce import not_blank
from pathplanner.model.intakes import Intakes, MonthDay
from pathplanner.model.quantity import Basis, Duration, Estimate, Grade, Said, Unit

if TYPE_CHECKING:
    from pathplanner.formats.forms.reader import Reader

AmountWord = NewType("AmountWord", str)
"""A text such as `222` or `250-300`."""

SpanWord = NewType("SpanWord", str)
"""A text such as `16 weeks` or `6-12 months`."""

_low_amount: Any = fields(Estimate).low.validator
_low_span: Any = fields(Duration).low.validator
_amount = optional(_low_amount)
_span = optional(_low_span)


@define(eq=False)
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


@define(eq=False)
class AmountRange:
    """An amount in its parts.

    Attributes:
        low, likely, high: In that order of size; `likely` is the middle when it is missing.
        middle: True when `likely` is only the middle of a range.
        source: Ids of the sources that state it.
        note: What to know about it.
        basis: Where an estimate comes from.
        said: Who found it out.
        grade: How it is known; it follows from the other keys.
    """

    low: Decimal | None = field(default=None, validator=_amount)
    likely: Decimal | None = field(default=None, validator=_amount)
    high: Decimal | None = field(default=None, validator=_amount)
    middle: bool = False
    source: tuple[str, ...] = ()
    note: str = ""
    basis: Basis | None = None
    said: Said | None = None
    grade: Grade | None = None


@define(eq=False)
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


@define(eq=False)
class SpanRange:
    """A span of time in its parts.

    Attributes:
        low, likely, high: In that order of size; `likely` is the middle when it is missing.
        unit: Days, weeks, months or years.
        middle: True when `likely` is only the middle of a range.
        source: Ids of the sources that state it.
        note: What to know about it.
        basis: Where an estimate comes from.
        said: Who found it out.
        grade: How it is known; it follows from the other keys.
    """

    unit: Unit
    low: int | None = field(default=None, validator=_span)
    likely: int | None = field(default=None, validator=_span)
    high: int | None = field(default=None, validator=_span)
    middle: bool = False
    source: tuple[str, ...] = ()
    note: str = ""
    basis: Basis | None = None
    said: Said | None = None
    grade: Grade | None = None


def _from_facts(_: object, __: object, value: tuple[str, ...]) -> None:
    if not value:
        raise InputError("an estimate must name the facts that it comes from")


@define(eq=False)
class EstimatedAmount:
    """An amount that no source states, worked out from facts that sources do.

    Attributes:
        estimate: A range such as 1800-2900, planned at its middle.
        from_: Ids under `facts`, or paths of stated facts such as cpc.costs.exam.
        reason: How it follows from them.
        likely: Where in the range to plan, if not at its middle.
        note: What to know about it.
    """

    estimate: AmountWord
    from_: tuple[str, ...] = field(validator=_from_facts)
    reason: str = field(validator=not_blank)
    likely: Decimal | None = field(default=None, validator=_amount)
    note: str = ""


@define(eq=False)
class EstimatedSpan:
    """A span of time that no source states, worked out from facts that sources do.

    Attributes:
        estimate: A range such as 9-12 months, planned at its middle.
        from_: Ids under `facts`, or paths of stated facts such as cpc.duration.
        reason: How it follows from them.
        likely: Where in the range to plan, if not at its middle.
        note: What to know about it.
    """

    estimate: SpanWord
    from_: tuple[str, ...] = field(validator=_from_facts)
    reason: str = field(validator=not_blank)
    likely: int | None = field(default=None, validator=_span)
    note: str = ""


def _read_estimated(reader: Reader, node: Mapping, path: str, kind: Any) -> Any:
    """Read an estimate with the facts it comes from."""
    read = reader.fields(kind, node, path)
    if read is FAILED or not isinstance(read.estimate, Estimate | Duration):
        return FAILED
    reader.notes.aliases[key_path(path, "basis")] = path
    reader.notes.aliases[key_path(path, "facts")] = key_path(path, "from")
    if not read.from_ or not read.reason.strip():
        return FAILED
    basis = Basis(read.from_, read.reason)
    changes: dict[str, Any] = {"basis": basis, "note": read.note}
    if read.likely is not None:
        changes |= {"likely": read.likely, "middle": False}
    return reader.make(evolve, node, path, read.estimate, **changes)


def _read_amount_word(reader: Reader, node: Node, path: str) -> Any:
    """Read `222`, `250-300` or `250 to 300` as an estimate."""
    found = reader.word(scalars.amounts, node, path, "an amount", scalars.AMOUNT_HINT)
    if found is FAILED:
        return FAILED
    low, high = found
    if low == high:
        return Estimate.exactly(low)
    return reader.make(Estimate.between, node, path, low, high)


def _amount_word_schema(_: Maker) -> Schema:
    word = {"type": "string", "pattern": rf"^\s*{scalars.AMOUNT}\s*$"}
    return any_of({"type": "number", "minimum": 0}, word)


def _read_estimate(reader: Reader, node: Node, path: str) -> Any:
    """Read an estimate: a word, `amount` with its facts, or low, likely and high."""
    if not isinstance(node, Mapping):
        return _read_amount_word(reader, node, path)
    if "amount" in node.entries:
        read = reader.fields(Amount, node, path)
        if read is FAILED or not isinstance(read.amount, Estimate):
            return FAILED
        return evolve(read.amount, source=read.source, note=read.note)
    if "estimate" in node.entries:
        return _read_estimated(reader, node, path, EstimatedAmount)
    read = reader.fields(AmountRange, node, path)
    return _whole(reader, node, path, read, Estimate)


def _read_span_word(reader: Reader, node: Node, path: str) -> Any:
    """Read `16 weeks` or `6-12 months` as a span."""
    found = reader.word(scalars.span, node, path, "a span of time", scalars.SPAN_HINT)
    if found is FAILED:
        return FAILED
    low, high, unit = found
    return Duration.exactly(low, unit) if low == high else Duration.between(low, high, unit)


def _span_word_schema(_: Maker) -> Schema:
    return {"type": "string", "pattern": rf"^\s*{scalars.SPAN}\s*$"}


def _read_duration(reader: Reader, node: Node, path: str) -> Any:
    """Read a span: a word, `span` with its facts, or low, likely, high and unit."""
    if not isinstance(node, Mapping):
        return _read_span_word(reader, node, path)
    if "span" in node.entries:
        read = reader.fields(Span, node, path)
        if read is FAILED or not isinstance(read.span, Duration):
            return FAILED
        return evolve(read.span, source=read.source, note=read.note)
    if "estimate" in node.entries:
        return _read_estimated(reader, node, path, EstimatedSpan)
    read = reader.fields(SpanRange, node, path)
    return _whole(reader, node, path, read, Duration, read.unit if read is not FAILED else None)


def _is_misgraded(reader: Reader, node: Mapping, path: str, read: Any) -> bool:
    """Tell, and write down, whether a value says another grade than its other keys."""
    told = Grade.ESTIMATED if read.basis else Grade.YOURS if read.said else Grade.STATED
    if read.grade in (None, told):
        return False
    message = f"This is not {read.grade}: its keys say that it is {told}."
    reader.fault(message, node, key_path(path, "grade"), "Leave grade out.")
    return True


def _whole(reader: Reader, node: Mapping, path: str, read: Any, kind: type[Any], *unit: Any) -> Any:
    """Fill in what low, likely and high leave open."""
    if read is FAILED or _is_misgraded(reader, node, path, read):
        return FAILED
    facts = {"source": read.source, "note": read.note, "basis": read.basis, "said": read.said}
    if unit:
        facts["unit"] = unit[0]
    low, likely, high = read.low, read.likely, read.high
    if likely is None:
        if low is None or high is None:
            keys = any(name in node.entries for name in ("low", "likely", "high"))
            message = "Give likely, or both low and high." if keys else "There is no amount here."
            return reader.fault(message, node, path, "Add likely, or low and high.")
        if low == high:
            return reader.make(kind.exactly, node, path, low, **facts)
        if low > high:
            return reader.fault("low must not be above high.", node, path, "Swap them.")
        return reader.make(kind.between, node, path, low, high, **facts)
    low = likely if low is None else low
    high = likely if high is None else high
    return reader.make(
        kind, node, path, low=low, likely=likely, high=high, middle=read.middle, **facts
    )


def _read_intakes(reader: Reader, node: Node, path: str) -> Any:
    """Read start days: a block of keys, one day, or a list of days of both kinds."""
    if isinstance(node, Mapping):
        return reader.fields(Intakes, node, path)
    items = node.items if isinstance(node, Sequence) else (node,)
    days = []
    for place, item in enumerate(items):
        where = item_path(path, place) if isinstance(node, Sequence) else path
        is_short = isinstance(item, Scalar) and len(item.text.strip()) <= len("09-01")
        days.append(reader.read(MonthDay if is_short else date, item, where))
    if FAILED in days:
        return FAILED
    dates = tuple(day for day in days if isinstance(day, date))
    yearly = tuple(day for day in days if isinstance(day, MonthDay))
    return reader.make(Intakes, node, path, dates=dates, yearly=yearly)


def _intakes_schema(make: Maker) -> Schema:
    one = any_of(make.of(date), make.of(MonthDay))
    return any_of(make.block(Intakes), one, {**list_of(one), "minItems": 1})


FORMS: dict[Any, Form] = {
    AmountWord: Form(_read_amount_word, _amount_word_schema),
    Duration: Form(
        _read_duration,
        lambda make: any_of(
            _span_word_schema(make), *map(make.block, (Span, SpanRange, EstimatedSpan))
        ),
    ),
    Estimate: Form(
        _read_estimate,
        lambda make: any_of(
            _amount_word_schema(make), *map(make.block, (Amount, AmountRange, EstimatedAmount))
        ),
    ),
    Intakes: Form(_read_intakes, _intakes_schema),
    MonthDay: Form(
        lambda reader, node, path: reader.word(scalars.month_day, node, path, "a month and day"),
        lambda _: {"type": "string", "pattern": "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"},
    ),
    SpanWord: Form(_read_span_word, _span_word_schema),
}
