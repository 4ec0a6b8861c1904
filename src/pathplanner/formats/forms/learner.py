"""How what a learner holds, has begun, failed or dropped may stand in a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from pathplanner.formats.forms.kinds import FAILED
from pathplanner.formats.forms.reader import Reader
from pathplanner.formats.syntax.nodes import Mapping, Node, Sequence, key_path
from pathplanner.model.learner import Attempt, Dropped, Held, UnderWay


def held(reader: Reader, node: Node, path: str) -> Any:
    """Read a step that is done: its id, or a block with its date."""
    if isinstance(node, Mapping):
        return reader.fields(Held, node, path)
    step = reader.text(node, path)
    return FAILED if step is FAILED else Held(step)


def holds(reader: Reader, node: Node, path: str) -> Any:
    """Read what is done: ids, blocks, or dates by id."""
    if isinstance(node, Mapping):
        return _by_step(reader, node, path, Held, date | None)
    return reader.items(Held, node, path)


def under_way(reader: Reader, node: Node, path: str) -> Any:
    """Read what is begun: blocks, or dates by id."""
    if isinstance(node, Mapping):
        return _by_step(reader, node, path, UnderWay, date)
    return reader.items(UnderWay, node, path)


def failed(reader: Reader, node: Node, path: str) -> Any:
    """Read what was not passed: blocks, or one date or several by id."""
    if not isinstance(node, Mapping):
        return reader.items(Attempt, node, path)
    found = []
    for key, entry in node.entries.items():
        below = key_path(path, key)
        if isinstance(entry.value, Sequence):
            days: Any = reader.items(date, entry.value, below)
        else:
            days = (reader.read(date, entry.value, below),)
        found += [Attempt(key, day) for day in days if day is not FAILED]
    return tuple(found)


def dropped(reader: Reader, node: Node, path: str) -> Any:
    """Read what was given up: blocks, or dates by id."""
    if isinstance(node, Mapping):
        return _by_step(reader, node, path, Dropped, date)
    return reader.items(Dropped, node, path)


def _by_step(reader: Reader, node: Mapping, path: str, kind: Any, day: Any) -> tuple[Any, ...]:
    found = []
    for key, entry in node.entries.items():
        when = reader.read(day, entry.value, key_path(path, key))
        if when is not FAILED:
            found.append(kind(key, when))
    return tuple(found)
