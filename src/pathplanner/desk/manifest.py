"""The list of a caseload, one line of JSON for each person, and the plans that lie beside it.

A person's files take their places before the line that tells of them is written. Half a
line, as a program leaves it that was killed, is none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any

from attrs import asdict, field, frozen

from pathplanner.errors import Fault, InputError, OutputError
from pathplanner.formats.files import load_plan
from pathplanner.model.coerce import to_texts
from pathplanner.model.plan import Plan

SCHEMA = "pathplanner/batch/1"
MANIFEST, PLANS = "manifest.jsonl", "plans"


class Came(StrEnum):
    """What came of a person."""

    DONE = "done"
    IMPOSSIBLE = "impossible"
    UNDECIDED = "undecided"
    FAULTY = "faulty"


def _blocks(value: Iterable[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    return tuple(value)


@frozen
class Entry:
    """A line of the list.

    Attributes:
        person: What they are called among the others; the names of their files begin so.
        name: As it is printed.
        source, row: Where they are told of; no row for a learner file.
        status: What came of them.
        input: Hash of all that went in: the person, the pathways, versions and options.
        plan: Hash of the plan.
        files: What lies in the folder for them; the plan as JSON is always among them.
        seconds: How long it took.
        day: From when it counts: the day of the run, or the first day that it was given.
        versions: Of pathplanner and of what wrote the files.
        faults: What is wrong: `message`, `hint`, `path`, `file`, `line` and `column`.
        notes: What should be known of how it was understood.
        finish, out_of_pocket, currency: The end of the plan and what the person pays.
        shared: What they got of what all share, and what they lost by sharing.
    """

    person: str
    name: str
    source: str = ""
    row: int = 0
    status: Came = field(default=Came.DONE, converter=Came)
    input: str = ""
    plan: str = ""
    files: tuple[str, ...] = field(default=(), converter=to_texts)
    seconds: float = 0.0
    day: str = ""
    versions: Mapping[str, str] = field(factory=dict)
    faults: tuple[Mapping[str, Any], ...] = field(default=(), converter=_blocks)
    notes: tuple[str, ...] = field(default=(), converter=to_texts)
    finish: str = ""
    out_of_pocket: str = ""
    currency: str = ""
    shared: Mapping[str, Any] = field(factory=dict)

    def line(self) -> str:
        """Return it as a line of JSON."""
        told = {key: value for key, value in asdict(self).items() if value not in ("", (), {}, [])}
        return json.dumps({"schema": SCHEMA, **told}, ensure_ascii=True)


def append(folder: Path, entry: Entry) -> None:
    """Add the line of a person; it is on the disk when this returns.

    Raises:
        OutputError: It cannot be written.
    """
    path = folder / MANIFEST
    try:
        with path.open("ab+") as file:
            if file.tell() and _last_byte(file) != b"\n":
                file.write(b"\n")
            file.write(entry.line().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(f"Cannot write {path}: {error.strerror or error}.") from error


def _last_byte(file: Any) -> bytes:
    file.seek(-1, os.SEEK_END)
    return bytes(file.read(1))


def entries_of(folder: str | Path) -> Iterator[Entry]:
    """Yield the last line of each person in the list of a folder; half a line is none."""
    path = Path(folder) / MANIFEST
    found: dict[str, Entry] = {}
    known = set(Entry.__annotations__)
    with suppress(FileNotFoundError), path.open("rb") as lines:
        for line in lines:
            with suppress(ValueError, TypeError):
                told = json.loads(line)
                entry = Entry(**{key: told[key] for key in told if key in known})
                found[entry.person] = entry
    yield from found.values()


def answers_in(folder: str | Path) -> Iterator[tuple[Entry, Plan | None]]:
    """Yield each person of a folder with the answer: a plan, or why there is none.

    None stands for those whose row was faulty.

    Raises:
        InputError: It is no folder of a caseload, or a plan in it is faulty.
    """
    if not (Path(folder) / MANIFEST).is_file():
        hint = "Make one first: pathplanner batch PEOPLE -o FOLDER."
        raise InputError([Fault("This is no folder of a caseload.", hint=hint, file=str(folder))])
    for entry in entries_of(folder):
        file = Path(folder) / PLANS / f"{Path(entry.person).name}.json"
        yield entry, None if entry.status is Came.FAULTY else load_plan(file)


def plans_in(folder: str | Path) -> Iterator[tuple[Entry, Plan]]:
    """Yield each person of a folder for whom there is a plan, with the plan.

    Raises:
        InputError: It is no folder of a caseload, or a plan in it is faulty.
    """
    for entry, plan in answers_in(folder):
        if plan and entry.status is Came.DONE:
            yield entry, plan
