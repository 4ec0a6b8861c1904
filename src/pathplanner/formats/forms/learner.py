"""How what a learner holds, has begun, applied for, failed or dropped may stand in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from pathplanner.formats.forms import scalars
from pathplanner.formats.forms.kinds import (
    FAILED,
    Form,
    Maker,
    ReadOne,
    Schema,
    any_of,
    by_key,
    by_key_or_list,
    list_of,
    text_or_block,
)
from pathplanner.formats.syntax.nodes import Mapping, Node, Scalar, Sequence, key_path
from pathplanner.model.coerce import Word
from pathplanner.model.history import Applied, Attempt, Dropped, Held, HoursDone, Numbered, UnderWay
from pathplanner.model.learner import Percent
from pathplanner.model.limits import Places, Seat
from pathplanner.model.moves import Move
from pathplanner.model.offer import Choice
from pathplanner.model.progress import ProgressKind
from pathplanner.model.requirement import to_grade

if TYPE_CHECKING:
    from pathplanner.formats.forms.reader import Reader


class Became(Word):
    """What a command recorded."""

    DONE = "done"
    BEGUN = "begun"
    FAILED = "failed"
    DROPPED = "dropped"
    APPLIED = "applied"
    FOUND = "found"


@frozen
class Noted:
    """One thing that a command recorded; `undo` takes back the last one.

    Attributes:
        step: Id of the step, as it is named in the file, or the path of what was found out.
        became: What became of it.
        on: The day.
        paid: What was paid, and recorded with it.
    """

    step: str
    became: Became
    on: date | None = None
    paid: Decimal | None = None


@frozen
class Settled:
    """What was so of a step until something else became of it; `undo` brings it back.

    Attributes:
        step: Id of the step.
        was: What was so: begun, dropped, applied for or done.
        since: Since when; None where it was done since an unknown day.
        became: What became of the step then.
        until: The day on which it did.
        renewed, grade: Of what was done.
    """

    step: str
    was: ProgressKind
    since: date | None
    became: ProgressKind
    until: date | None = None
    renewed: date | None = None
    grade: str = field(default="", converter=to_grade)


@frozen
class HeldSince:
    """What stands behind the id of a step that is done, where it is more than a day."""

    since: date | None = None
    renewed: date | None = None
    grade: str = field(default="", converter=to_grade)


def _held(reader: Reader, key: str, node: Node, path: str) -> Iterator[Any]:
    """Read since when a step is done, or a block of what is told of that."""
    if not isinstance(node, Mapping):
        when = reader.read(date | None, node, path)
        if when is not FAILED:
            yield Held(key, when)
        return
    more = reader.read(HeldSince, node, path)
    if more is not FAILED:
        yield reader.make(Held, node, path, key, more.since, more.renewed, grade=more.grade)


def _on_days(kind: Any, day: Any = date) -> ReadOne:
    """Return how to read what became of a step on a day."""

    def read_one(reader: Reader, key: str, node: Node, path: str) -> Iterator[Any]:
        when = reader.read(day, node, path)
        if when is not FAILED:
            yield kind(key, when)

    return read_one


def _made_of(kind: Any, of: Any) -> ReadOne:
    """Return how to read what is said of a step with a value that is checked."""

    def read_one(reader: Reader, key: str, node: Node, path: str) -> Iterator[Any]:
        value = reader.read(of, node, path)
        if value is not FAILED:
            yield reader.make(kind, node, path, key, value)

    return read_one


def _read_percent(reader: Reader, node: Node, path: str) -> Any:
    """Read a part of a whole: `20`, `20%` or `20 percent`."""
    return reader.word(scalars.percent, node, path, "a percentage", "Write such as 20 percent.")


def _days(reader: Reader, node: Node, path: str) -> tuple[Any, ...]:
    """Read one day or several."""
    if isinstance(node, Sequence):
        return tuple(reader.items(date, node, path))  # type: ignore[arg-type]
    return (reader.read(date, node, path),)


def _attempts(reader: Reader, key: str, node: Node, path: str) -> Iterator[Any]:
    """Read the days on which a step was not passed."""
    return (Attempt(key, day) for day in _days(reader, node, path) if day is not FAILED)


def _seats(reader: Reader, key: str, node: Node, path: str) -> Iterator[Any]:
    """Read the days for which somebody has a seat."""
    days = _days(reader, node, path)
    if FAILED not in days:
        yield Seat(key, days)


def _moved(reader: Reader, day: str, node: Node, path: str) -> Iterator[Any]:
    """Read in which state somebody lives from a day on."""
    on = reader.read(date, Scalar(node.line, node.column, day, plain=True), path)
    state = reader.text(node, path)
    if FAILED not in (on, state):
        yield reader.make(Move, node, path, on, state)


def _places(reader: Reader, step: str, node: Node, path: str) -> Iterator[Any]:
    """Read how many seats there are on each day."""
    if not isinstance(node, Mapping):
        hint = "Write such as {2027-02-01: 12, 2027-06-01: 8}."
        reader.expected("seats by day", node, path, hint)
        return
    for text, one in node.entries.items():
        where = key_path(path, text)
        day = reader.read(date, Scalar(one.line, one.column, text, plain=True), where)
        seats = reader.read(int, one.value, where)
        if FAILED not in (day, seats):
            yield reader.make(Places, one.value, where, step, day, seats)


def _one_day_or_several(make: Maker) -> Schema:
    return any_of(make.of(date), list_of(make.of(date)))


def _of(kind: Any) -> Callable[[Maker], Schema]:
    return lambda make: make.of(kind)


FORMS: dict[Any, Form] = {
    Held: text_or_block(Held),
    Percent: Form(_read_percent, lambda make: any_of(make.of(Decimal), make.of(str))),
    tuple[Attempt, ...]: by_key_or_list(Attempt, _attempts, _one_day_or_several),
    tuple[Numbered, ...]: by_key_or_list(Numbered, _made_of(Numbered, int), _of(int)),
    tuple[HoursDone, ...]: by_key_or_list(HoursDone, _made_of(HoursDone, Decimal), _of(Decimal)),
    tuple[Held, ...]: evolve(
        by_key_or_list(Held, _held, _of(date | None)),
        schema=lambda make: any_of(
            list_of(make.of(Held)),
            by_key(any_of(make.of(date | None), make.block(HeldSince))),
            make.of(str),
        ),
    ),
    tuple[Applied, ...]: by_key_or_list(Applied, _on_days(Applied), _of(date)),
    tuple[Dropped, ...]: by_key_or_list(Dropped, _on_days(Dropped), _of(date)),
    tuple[Choice, ...]: by_key_or_list(Choice, _made_of(Choice, str), _of(str)),
    tuple[Move, ...]: by_key_or_list(Move, _moved, _of(str), date),
    tuple[Seat, ...]: by_key_or_list(Seat, _seats, _one_day_or_several),
    tuple[Places, ...]: by_key_or_list(Places, _places, lambda make: by_key(make.of(int))),
    tuple[UnderWay, ...]: by_key_or_list(UnderWay, _on_days(UnderWay), _of(date)),
}
