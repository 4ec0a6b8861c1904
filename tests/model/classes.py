"""Walks the classes of the model."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

import attrs


def classes_in(kind: Any, seen: set[type]) -> set[type]:
    """Return the classes of the model that a value of a class may hold."""
    for part in get_args(kind):
        classes_in(part, seen)
    if attrs.has(kind) and kind not in seen:
        seen.add(kind)
        for hint in get_type_hints(kind).values():
            classes_in(hint, seen)
    return seen
