"""Which sources a value of the model refers to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

import attrs

_PLAIN = frozenset((str, int, bool, type(None), date, Decimal))
"""What most fields hold. It has no parts, so it is passed over at once."""


def cited(value: Any) -> set[str]:
    """Return the ids of all sources that a value and its parts name.

    Args:
        value: A value of the model, or a tuple of such.
    """
    found: set[str] = set()
    todo = [value]
    while todo:
        part = todo.pop()
        if isinstance(part, tuple):
            todo += [item for item in part if item.__class__ not in _PLAIN]
        elif parts := _parts(part.__class__):
            found.update(getattr(part, "source", ()))
            todo += [item for item in parts(part) if item.__class__ not in _PLAIN]
    return found


@cache
def _parts(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]] | None:
    """Return how to read the fields of a class at once, or None when it has none."""
    names = [field.name for field in attrs.fields(kind)] if attrs.has(kind) else []
    # One call reads all fields in C; for a single name it would return no tuple.
    if len(names) > 1:
        return attrgetter(*names)
    return (lambda value: (getattr(value, names[0]),)) if names else None
