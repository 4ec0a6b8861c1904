"""Types of the model as the reader and the schemas see them."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingType
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import attrs

from pathplanner.formats.syntax.nodes import Mapping, Scalar
from pathplanner.formats.syntax.text import show
from pathplanner.model.quantity import UNKNOWN, Unknown
from pathplanner.model.requirement import NOTHING, Requirement


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


@attrs.frozen
class Facts:
    """What may stand beside an unknown amount."""

    source: tuple[str, ...] = ()
    note: str = ""


@cache
def type_hints(kind: Any) -> MappingType[str, Any]:
    """Return the types of an attrs class's fields by name."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in attrs.fields(kind)}


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


def sentence(reason: str, name: str = "", value: Any = "") -> str:
    """Return a check's reason as a sentence that names the field, not a class."""
    if found := re.fullmatch(r"'(\w+)' must be >= (\S+): (.*)", reason, re.DOTALL):
        return f"{found[1]} must be at least {found[2]}, not {found[3]}."
    if name and reason.startswith("must"):
        return f"{name} {reason}, not {show(value) if isinstance(value, str) else value}."
    # A field's name stays as it is written in the file.
    return f"{reason}." if name else f"{reason[:1].upper()}{reason[1:]}."
