"""What the reader and the schemas both know: the types of the model, and forms of writing them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as MappingType
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, Final, Protocol, Union, get_args, get_origin, get_type_hints

import attrs

from pathplanner.errors import Fault, InputError
from pathplanner.formats.syntax.nodes import Mapping, Node, Scalar, key_path
from pathplanner.formats.syntax.text import show
from pathplanner.model.quantity import UNKNOWN, Unknown
from pathplanner.model.requirement import NOTHING, Requirement

if TYPE_CHECKING:
    from pathplanner.formats.forms.reader import Reader


class Failed(Enum):
    """The type of `FAILED`, which stands for what could not be read."""

    FAILED = "failed"


FAILED: Final = Failed.FAILED

_HARMLESS: dict[Any, Any] = {
    str: "?",
    int: 1,
    Decimal: Decimal(0),
    date: date(2000, 1, 1),
    bool: False,
    Requirement: NOTHING,
}


@attrs.define(eq=False)
class AboutUnknown:
    """What may stand beside an unknown amount."""

    source: tuple[str, ...] = ()
    note: str = ""


Schema = dict[str, Any]


class Maker(Protocol):
    """What a form needs of the one who makes schemas."""

    def of(self, kind: Any) -> Schema:
        """Return the schema of a type."""

    def block(self, kind: Any, *without: str) -> Schema:
        """Return a reference to the schema of a class."""

    def fields(self, kind: Any, *without: str) -> Schema:
        """Return the schema of a class."""


@attrs.frozen
class Form:
    """How values of a type may be written, where there is more than a block of all fields.

    Attributes:
        read: Returns the value at a node with a path, or `FAILED`.
        schema: Returns the JSON Schema of all that `read` takes.
    """

    read: Callable[[Reader, Node, str], Any]
    schema: Callable[[Maker], Schema]


def text_or_block(kind: Any) -> Form:
    """Return the form of a class that may be written as a block, or as its first field alone."""

    def read(reader: Reader, node: Node, path: str) -> Any:
        if isinstance(node, Mapping):
            return reader.fields(kind, node, path)
        text = reader.text(node, path)
        return FAILED if text is FAILED else kind(text)

    return Form(read, lambda make: any_of(make.of(str), make.block(kind)))


ReadOne = Callable[["Reader", str, Node, str], Iterator[Any]]
"""Yields what stands at one key of a block, with its path; `FAILED` is passed over."""


def by_key_or_list(
    kind: Any, read_one: ReadOne, schema: Callable[[Maker], Schema], keys: Any = str
) -> Form:
    """Return the form of values of a class that stand by their keys, or as a list of blocks.

    Args:
        kind: The class.
        read_one: Reads what stands at a key.
        schema: Returns the schema of what stands at a key.
        keys: The type of a key.
    """

    def read(reader: Reader, node: Node, path: str) -> Any:
        if not isinstance(node, Mapping):
            return reader.items(kind, node, path)
        found: list[Any] = []
        for key, entry in node.entries.items():
            found += read_one(reader, key, entry.value, key_path(path, key))
        return tuple(one for one in found if one is not FAILED)

    def both(make: Maker) -> Schema:
        names = None if keys is str else make.of(keys)
        return any_of(by_key(schema(make), names), list_of(make.block(kind)))

    return Form(read, both)


def any_of(*choices: Schema) -> Schema:
    """Return the schema of what fits one of several."""
    return {"anyOf": list(choices)}


def list_of(one: Schema) -> Schema:
    """Return the schema of a list of things that are alike."""
    return {"type": "array", "items": one}


def by_key(value: Schema, keys: Schema | None = None) -> Schema:
    """Return the schema of a block whose values are alike, whatever its keys are."""
    names = {"propertyNames": keys} if keys else {}
    return {"type": "object", **names, "additionalProperties": value}


@cache
def type_hints(kind: Any) -> MappingType[str, Any]:
    """Return the types of an attrs class's fields by name."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in attrs.fields(kind)}


def key_of(name: str) -> str:
    """Return the key of a file for a field; `from_` stands there as `from`, a word of Python."""
    return name.removesuffix("_")


def is_union(kind: Any) -> bool:
    """Tell whether a type is `A | B`."""
    return get_origin(kind) in (Union, UnionType)


def has_id(kind: Any) -> bool:
    """Tell whether values of this class may stand as `id: fields`."""
    return attrs.has(kind) and "id" in type_hints(kind)


def harmless(kind: Any, /, **given: Any) -> Any:
    """Return some value of a type, to go on with; FAILED when there is none."""
    if kind in _HARMLESS:
        return _HARMLESS[kind]
    if is_union(kind):
        return UNKNOWN if Unknown in get_args(kind) else None
    if get_origin(kind) is tuple:
        return ()
    if not attrs.has(kind):
        return next(iter(kind)) if isinstance(kind, type) and issubclass(kind, Enum) else FAILED
    hints = type_hints(kind)
    values = {
        field.name: harmless(hints[field.name])
        for field in attrs.fields(kind)
        if field.default is attrs.NOTHING and field.name not in given
    }
    try:
        return kind(**values, **given)
    except ValueError:
        return FAILED


def unknown_key(node: Mapping) -> str:
    """Return the key of a block that says `unknown`, such as `amount`, or an empty text."""
    for key in ("amount", "span"):
        entry = node.entries.get(key)
        if entry and isinstance(entry.value, Scalar) and entry.value.text == UNKNOWN.value:
            return key
    return ""


def sentence(error: ValueError, name: str = "", value: Any = "") -> str:
    """Return why a check refuses a value as a sentence that names the field, not a class."""
    fault = error.faults[0] if isinstance(error, InputError) else Fault(str(error))
    reason, name = fault.message, name or fault.path
    if name and reason.startswith("must"):
        shown = show(value) if isinstance(value, str) else value
        return f"{name} {reason}." if ", not " in reason else f"{name} {reason}, not {shown}."
    # A field's name stays as it is written in the file.
    return f"{reason}." if name else f"{reason[:1].upper()}{reason[1:]}."
