"""How what a learner holds, has begun, applied for, failed or dropped may stand in a file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from pathplanner.formats.forms import scalars
from pathplanner.formats.forms.kinds import (
    FAILED,
    Form,
    any_of,
    by_key,
    list_of,
    text_or_block,
)
from pathplanner.formats.syntax.nodes import Mapping, Node, Scalar, Sequence, key_path
from pathplanner.model.coerce import Word
from pathplanner.model.learner import (
    Applied,
    Attempt,
    Dropped,
    Held,
    HoursDone,
    Numbered,
    Percent,
    UnderWay,
)
from pathplanner.model.limits import Places, Seat
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


def _read_holds(reader: Reader, node: Node, path: str) -> Any:
    """Read what is done: a list, or days or blocks by id."""
    if not isinstance(node, Mapping):
        return reader.items(Held, node, path)
    found = []
    for key, entry in node.entries.items():
        below = key_path(path, key)
        if not isinstance(entry.value, Mapping):
            when = reader.read(date | None, entry.value, below)
            found += [Held(key, when)] if when is not FAILED else []
            continue
        more = reader.read(HeldSince, entry.value, below)
        if more is not FAILED:
            told = {"grade": more.grade}
            one = reader.make(Held, entry.value, below, key, more.since, more.renewed, **told)
            found += [one] if one is not FAILED else []
    return tuple(found)


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


def _read_hours_done(reader: Reader, node: Node, path: str) -> Any:
    """Read hours of work so far: by the ids of steps, or a list of blocks."""
    if not isinstance(node, Mapping):
        return reader.items(HoursDone, node, path)
    found = []
    for key, entry in node.entries.items():
        below = key_path(path, key)
        hours = reader.read(Decimal, entry.value, below)
        if hours is not FAILED:
            one = reader.make(HoursDone, entry.value, below, key, hours)
            found += [one] if one is not FAILED else []
    return tuple(found)


def _by_step(kind: Any) -> Form:
    """Return the form of a list of steps, each with the day on which something became of it."""
    return Form(
        partial(_read_by_step, kind, date),
        lambda make: any_of(by_key(make.of(date)), list_of(make.block(kind))),
    )


def _read_numbers(reader: Reader, node: Node, path: str) -> Any:
    """Read the numbers of steps: by their ids, or a list of blocks."""
    if not isinstance(node, Mapping):
        return reader.items(Numbered, node, path)
    found = []
    for key, entry in node.entries.items():
        number = reader.read(int, entry.value, key_path(path, key))
        if number is not FAILED:
            one = reader.make(Numbered, entry.value, key_path(path, key), key, number)
            found += [one] if one is not FAILED else []
    return tuple(found)


def _read_percent(reader: Reader, node: Node, path: str) -> Any:
    """Read a part of a whole: `20`, `20%` or `20 percent`."""
    return reader.word(scalars.percent, node, path, "a percentage", "Write such as 20 percent.")


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


def _read_seats(reader: Reader, node: Node, path: str) -> Any:
    """Read the seats of a person: blocks, or one day or several by step."""
    if not isinstance(node, Mapping):
        return reader.items(Seat, node, path)
    found = []
    for key, entry in node.entries.items():
        below = key_path(path, key)
        if isinstance(entry.value, Sequence):
            days: Any = reader.items(date, entry.value, below)
        else:
            days = (reader.read(date, entry.value, below),)
        found += [] if FAILED in days else [Seat(key, days)]
    return tuple(found)


def _read_places(reader: Reader, node: Node, path: str) -> Any:
    """Read how many seats there are: blocks, or numbers by step and day."""
    if not isinstance(node, Mapping):
        return reader.items(Places, node, path)
    found = []
    for step, entry in node.entries.items():
        below = key_path(path, step)
        if not isinstance(entry.value, Mapping):
            hint = "Write such as {2027-02-01: 12, 2027-06-01: 8}."
            reader.expected("seats by day", entry.value, below, hint)
            continue
        for text, one in entry.value.entries.items():
            where = key_path(below, text)
            day = reader.read(date, Scalar(one.line, one.column, text, plain=True), where)
            seats = reader.read(int, one.value, where)
            if FAILED not in (day, seats):
                made = reader.make(Places, one.value, where, step, day, seats)
                found += [made] if made is not FAILED else []
    return tuple(found)


FORMS: dict[Any, Form] = {
    Held: text_or_block(Held),
    tuple[Attempt, ...]: Form(
        _read_failed,
        lambda make: any_of(
            by_key(any_of(make.of(date), list_of(make.of(date)))), list_of(make.block(Attempt))
        ),
    ),
    Percent: Form(_read_percent, lambda make: any_of(make.of(Decimal), make.of(str))),
    tuple[Numbered, ...]: Form(
        _read_numbers, lambda make: any_of(by_key(make.of(int)), list_of(make.block(Numbered)))
    ),
    tuple[HoursDone, ...]: Form(
        _read_hours_done,
        lambda make: any_of(by_key(make.of(Decimal)), list_of(make.block(HoursDone))),
    ),
    tuple[Held, ...]: Form(
        _read_holds,
        lambda make: any_of(
            list_of(make.of(Held)),
            by_key(any_of(make.of(date | None), make.block(HeldSince))),
            make.of(str),
        ),
    ),
    tuple[Applied, ...]: _by_step(Applied),
    tuple[Dropped, ...]: _by_step(Dropped),
    tuple[Seat, ...]: Form(
        _read_seats,
        lambda make: any_of(
            by_key(any_of(make.of(date), list_of(make.of(date)))), list_of(make.block(Seat))
        ),
    ),
    tuple[Places, ...]: Form(
        _read_places,
        lambda make: any_of(by_key(by_key(make.of(int))), list_of(make.block(Places))),
    ),
    tuple[UnderWay, ...]: _by_step(UnderWay),
}
