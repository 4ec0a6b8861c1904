"""How waits, and what is assumed of them, may stand in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pathplanner.formats.forms.kinds import (
    FAILED,
    Form,
    Maker,
    Schema,
    any_of,
    by_key,
    list_of,
)
from pathplanner.formats.syntax.nodes import Mapping, Node, Scalar, key_path
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


def _read_waits(reader: Reader, node: Node, path: str) -> Any:
    """Read waits: spans by what is waited for, or a list of blocks."""
    if not isinstance(node, Mapping):
        return reader.items(Wait, node, path)
    found = []
    for key, entry in node.entries.items():
        where = key_path(path, key)
        kind = _kind(reader, WaitKind, key, entry.value, where)
        span = reader.read(Duration | Unknown, entry.value, where)
        if kind is not FAILED and span is not FAILED:
            found.append(Wait(kind, span))
    return tuple(found)


def _read_assumptions(reader: Reader, node: Node, path: str) -> Any:
    """Read what is to be assumed: `none`, spans by what is assumed, or a list of blocks."""
    if _is_none(node):
        return NO_ASSUMPTIONS
    if not isinstance(node, Mapping):
        return reader.items(OwnAssumption, node, path)
    found = []
    for key, entry in node.entries.items():
        where = key_path(path, key)
        kind = _kind(reader, AssumptionKind, key, entry.value, where)
        span = None if _is_none(entry.value) else reader.read(Duration, entry.value, where)
        if kind is not FAILED and span is not FAILED:
            one = reader.make(OwnAssumption, entry.value, where, kind, span)
            found += [] if one is FAILED else [one]
    return tuple(found)


def _waits_schema(make: Maker) -> Schema:
    spans = by_key(make.of(Duration | Unknown), make.of(WaitKind))
    return any_of(spans, list_of(make.block(Wait)))


def _assumptions_schema(make: Maker) -> Schema:
    span = any_of(make.of(Duration), {"const": NONE})
    spans = by_key(span, make.of(AssumptionKind))
    return any_of({"const": NONE}, spans, list_of(make.block(OwnAssumption)))


FORMS: dict[Any, Form] = {
    tuple[Wait, ...]: Form(_read_waits, _waits_schema),
    tuple[OwnAssumption, ...]: Form(_read_assumptions, _assumptions_schema),
}
