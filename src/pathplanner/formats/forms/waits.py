"""How waits, and what is assumed of them, may stand in a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pathplanner.formats.forms.kinds import (
    FAILED,
    Form,
    Maker,
    Schema,
    any_of,
    by_key_or_list,
)
from pathplanner.formats.syntax.nodes import Node, Scalar
from pathplanner.model.quantity import Duration, Unknown
from pathplanner.model.waits import (
    NO_ASSUMPTIONS,
    AssumptionKind,
    OwnAssumption,
    Wait,
    WaitKind,
)

if TYPE_CHECKING:
    from pathplanner.formats.forms.reader import Reader

NONE = "none"
"""What stands where nothing is to be assumed."""


def _is_none(node: Node) -> bool:
    return isinstance(node, Scalar) and node.text.strip().lower() == NONE


def _kind(reader: Reader, kind: Any, key: str, node: Node, path: str) -> Any:
    """Return the word that a key is, or say which word is nearest."""
    return reader.choice(kind, Scalar(node.line, node.column, key, plain=True), path)


def _wait(reader: Reader, key: str, node: Node, path: str) -> Iterator[Any]:
    """Read how long is waited for something."""
    kind = _kind(reader, WaitKind, key, node, path)
    span = reader.read(Duration | Unknown, node, path)
    if kind is not FAILED and span is not FAILED:
        yield Wait(kind, span)


def _assumption(reader: Reader, key: str, node: Node, path: str) -> Iterator[Any]:
    """Read how long something is assumed to take, or that nothing is assumed of it."""
    kind = _kind(reader, AssumptionKind, key, node, path)
    span = None if _is_none(node) else reader.read(Duration, node, path)
    if kind is not FAILED and span is not FAILED:
        yield reader.make(OwnAssumption, node, path, kind, span)


def _span_or_none(make: Maker) -> Schema:
    return any_of(make.of(Duration), {"const": NONE})


_ASSUMPTIONS = by_key_or_list(OwnAssumption, _assumption, _span_or_none, AssumptionKind)


def _read_assumptions(reader: Reader, node: Node, path: str) -> Any:
    """Read what is to be assumed: `none`, spans by what is assumed, or a list of blocks."""
    return NO_ASSUMPTIONS if _is_none(node) else _ASSUMPTIONS.read(reader, node, path)


def _assumptions_schema(make: Maker) -> Schema:
    return any_of({"const": NONE}, *_ASSUMPTIONS.schema(make)["anyOf"])


FORMS: dict[Any, Form] = {
    tuple[Wait, ...]: by_key_or_list(
        Wait, _wait, lambda make: make.of(Duration | Unknown), WaitKind
    ),
    tuple[OwnAssumption, ...]: Form(_read_assumptions, _assumptions_schema),
}
