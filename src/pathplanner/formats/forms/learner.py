"""How what a learner holds, has begun, applied for, failed or dropped may stand in a file."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import frozen

from pathplanner.formats.forms.kinds import (
    FAILED,
    Form,
    any_of,
    by_key,
    list_of,
    text_or_block,
)
from pathplanner.formats.syntax.nodes import Mapping, Node, Sequence, key_path
from pathplanner.model.learner import Applied, Attempt, Dropped, Held, UnderWay
from pathplanner.model.progress import ProgressKind

if TYPE_CHECKING:
    from pathplanner.formats.forms.reader import Reader


@frozen
class Settled:
    """What was so of a step until something else became of it; `undo` brings it back.

    Attributes:
        step: Id of the step.
        was: What was so: begun, dropped or applied for.
        since: Since when.
        became: What became of the step then.
        until: The day on which it did.
    """

    step: str
    was: ProgressKind
    since: date
    became: ProgressKind
    until: date | None = None


def _read_by_step(kind: Any, day: Any, reader: Reader, node: Node, path: str) -> Any:
    """Read what became of steps: a list, or dates by id."""
    if not isinstance(node, Mapping):
        return reader.items(kind, node, path)
    found = []
    for key, entry in node.entries.items():
        when = reader.read(day, entry.value, key_path(path, key))
        if when is not FAILED:
            found.append(kind(key, when))
    return tuple(found)


def _by_step(kind: Any) -> Form:
    """Return the form of a list of steps, each with the day on which something became of it."""
    return Form(
        partial(_read_by_step, kind, date),
        lambda make: any_of(by_key(make.of(date)), list_of(make.block(kind))),
    )


def _read_failed(reader: Reader, node: Node, path: str) -> Any:
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


FORMS: dict[Any, Form] = {
    Held: text_or_block(Held),
    tuple[Attempt, ...]: Form(
        _read_failed,
        lambda make: any_of(
            by_key(any_of(make.of(date), list_of(make.of(date)))), list_of(make.block(Attempt))
        ),
    ),
    tuple[Held, ...]: Form(
        partial(_read_by_step, Held, date | None),
        lambda make: any_of(list_of(make.of(Held)), by_key(make.of(date | None)), make.of(str)),
    ),
    tuple[Applied, ...]: _by_step(Applied),
    tuple[Dropped, ...]: _by_step(Dropped),
    tuple[UnderWay, ...]: _by_step(UnderWay),
}
