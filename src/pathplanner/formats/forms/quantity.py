"""How estimates, spans and days of the year may stand in a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import evolve

from pathplanner.formats.forms import scalars as words
from pathplanner.formats.forms.kinds import FAILED
from pathplanner.formats.forms.reader import Reader
from pathplanner.formats.forms.shapes import (
    Amount,
    AmountRange,
    Span,
    SpanRange,
)
from pathplanner.formats.syntax.nodes import Mapping, Node, Scalar, Sequence, item_path
from pathplanner.model.intakes import Intakes, MonthDay
from pathplanner.model.quantity import Duration, Estimate


def amount_word(reader: Reader, node: Node, path: str) -> Any:
    """Read `222`, `250-300` or `250 to 300` as an estimate."""
    found = reader.word(words.amounts, node, path, "an amount", words.AMOUNT_HINT)
    if found is FAILED:
        return FAILED
    low, high = found
    if low == high:
        return Estimate.exactly(low)
    return reader.make(Estimate.between, node, path, low, high)


def estimate(reader: Reader, node: Node, path: str) -> Any:
    """Read an estimate: a word, `amount` with its facts, or low, likely and high."""
    if not isinstance(node, Mapping):
        return amount_word(reader, node, path)
    if "amount" in node.entries:
        read = reader.fields(Amount, node, path)
        if read is FAILED or not isinstance(read.amount, Estimate):
            return FAILED
        return evolve(read.amount, source=read.source, note=read.note)
    read = reader.fields(AmountRange, node, path)
    return _whole(reader, node, path, read, Estimate)


def span_word(reader: Reader, node: Node, path: str) -> Any:
    """Read `16 weeks` or `6-12 months` as a span."""
    found = reader.word(words.span, node, path, "a span of time", words.SPAN_HINT)
    if found is FAILED:
        return FAILED
    low, high, unit = found
    return Duration.exactly(low, unit) if low == high else Duration.between(low, high, unit)


def duration(reader: Reader, node: Node, path: str) -> Any:
    """Read a span: a word, `span` with its facts, or low, likely, high and unit."""
    if not isinstance(node, Mapping):
        return span_word(reader, node, path)
    if "span" in node.entries:
        read = reader.fields(Span, node, path)
        if read is FAILED or not isinstance(read.span, Duration):
            return FAILED
        return evolve(read.span, source=read.source, note=read.note)
    read = reader.fields(SpanRange, node, path)
    return _whole(reader, node, path, read, Duration, read.unit if read is not FAILED else None)


def _whole(reader: Reader, node: Node, path: str, read: Any, kind: type[Any], *unit: Any) -> Any:
    """Fill in what low, likely and high leave open."""
    if read is FAILED:
        return FAILED
    facts = {"source": read.source, "note": read.note}
    if unit:
        facts["unit"] = unit[0]
    low, likely, high = read.low, read.likely, read.high
    if likely is None:
        if low is None or high is None:
            keys = any(name in node.entries for name in ("low", "likely", "high"))  # type: ignore[union-attr]
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


def month_day(reader: Reader, node: Node, path: str) -> Any:
    """Read `09-01`."""
    return reader.word(words.month_day, node, path, "a month and day")


def intakes(reader: Reader, node: Node, path: str) -> Any:
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
