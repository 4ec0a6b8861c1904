"""What the texts in a value stand for: words to read, ids of steps, ids of sources.

A field says it by its type: `Prose` is a text that a translation may replace, `StepId`
refers to a step of the pathway. A field called `source` holds ids of sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, get_args, get_type_hints

import attrs


class Mark(Enum):
    """What a text stands for."""

    PROSE = "prose"
    STEP = "step"


Prose = Annotated[str, Mark.PROSE]
"""Words to read, which a translation may replace."""

StepId = Annotated[str, Mark.STEP]
"""The id of a step of the pathway."""

PLAIN = frozenset((str, int, bool, type(None), date, Decimal))
"""What most fields hold. It has no parts, so it is passed over at once."""


@cache
def fields_with(mark: Mark, kind: Any) -> tuple[str, ...]:
    """Return the names of the fields of a class whose texts have a mark."""
    hints = _hints(kind)
    return tuple(one.name for one in attrs.fields(kind) if _has(mark, hints[one.name]))


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _has(mark: Mark, hint: Any) -> bool:
    return mark in getattr(hint, "__metadata__", ()) or any(
        _has(mark, one) for one in get_args(hint)
    )


def cited(value: Any) -> set[str]:
    """Return the ids of all sources that a value and its parts name.

    Args:
        value: A value of the model, or a tuple of such.
    """
    return {name for part in parts_of(value) for name in getattr(part, "source", ())}


def steps_named(value: Any) -> Iterator[str]:
    """Yield the ids of all steps that a value and its parts refer to, repeats included.

    Args:
        value: A value of the model, or a tuple of such.
    """
    for part in parts_of(value):
        for name in fields_with(Mark.STEP, part.__class__):
            ids = getattr(part, name)
            yield from filter(None, (ids,) if isinstance(ids, str) else ids)


class Parts(list[Any]):
    """All values of the model within a value, for those who ask several things of them."""


def parts_of(value: Any) -> Iterator[Any]:
    """Yield the value and all values of the model within it."""
    if isinstance(value, Parts):
        yield from value
        return
    todo = [value]
    while todo:
        part = todo.pop()
        if isinstance(part, tuple):
            todo += [item for item in part if item.__class__ not in PLAIN]
        elif read := _reader(part.__class__):
            yield part
            todo += [item for item in read(part) if item.__class__ not in PLAIN]


@cache
def _reader(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]] | None:
    """Return how to read at once the fields of a class that may hold parts, or None for others."""
    if not attrs.has(kind):
        return None
    names = [one.name for one in attrs.fields(kind) if not _is_plain(_hints(kind)[one.name])]
    # One call reads all fields in C; for a single name it would return no tuple.
    if len(names) > 1:
        return attrgetter(*names)
    return (lambda value: (getattr(value, names[0]),)) if names else lambda _: ()


def _is_plain(hint: Any) -> bool:
    """Tell whether what has a type has no parts."""
    if hint in (..., *PLAIN) or isinstance(hint, Mark):
        return True
    if isinstance(hint, type) and issubclass(hint, Enum):
        return True
    inside = get_args(hint)
    return bool(inside) and all(map(_is_plain, inside))
