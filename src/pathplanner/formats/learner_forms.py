"""How what a learner holds or has begun may stand in a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from pathplanner.formats.kinds import FAILED
from pathplanner.formats.nodes import Mapping, Node, key_path
from pathplanner.formats.read import Reader
from pathplanner.model.learner import Held, UnderWay


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


def _by_step(reader: Reader, node: Mapping, path: str, kind: Any, day: Any) -> tuple[Any, ...]:
    found = []
    for key, entry in node.entries.items():
        when = reader.read(day, entry.value, key_path(path, key))
        if when is not FAILED:
            found.append(kind(key, when))
    return tuple(found)
