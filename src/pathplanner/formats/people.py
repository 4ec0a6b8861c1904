"""People from a spreadsheet or from a folder of learner files, one after the other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from pathplanner.errors import Fault, Faults, InputError
from pathplanner.formats.bundled import is_file, is_folder
from pathplanner.formats.columns import KEYS, MEANT, Column, node_of, plain_heading, understood
from pathplanner.formats.forms.reader import Reader
from pathplanner.formats.forms.scalars import Misread
from pathplanner.formats.syntax.nodes import Entry, Scalar, Sequence
from pathplanner.formats.syntax.nodes import Mapping as Block
from pathplanner.formats.syntax.notebook import Notebook
from pathplanner.formats.tables import TABLES, Row, Table, Unusable, Value, open_table, to_csv
from pathplanner.model.learner import Learner

LEARNER_FILES = (".yaml", ".yml", ".json")
LEFT_OUT = "-"
"""What a heading is said to mean when its column is not to be read."""

_HEADING_AMONG = 20
"""The headings stand in one of so many first rows in which something stands."""

_ALIKE = 0.85
_OWN = ("id", "first_name", "last_name", "pathway", "language", "variant", "formats")
"""Columns that are not of the learner file."""

_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
_LONGEST_NAME = 80


@frozen
class Person:
    """One person, as a row of a sheet or a learner file tells of them.

    Attributes:
        key: What they are called among the others, fit to be the name of a file.
        name: As it is printed.
        source: The sheet, or their learner file.
        row: Their row in the sheet, from 1; 0 for a learner file.
        learner: Their circumstances; None for a learner file, and where the row is faulty.
        headings: The headings of the sheet by the number of the column.
        pathways, language, variant, formats: What the row says of their plan and its files.
        faults: What is wrong with the row.
    """

    key: str
    name: str
    source: str
    row: int = 0
    learner: Learner | None = None
    headings: Mapping[int, Column] = field(factory=dict)
    pathways: tuple[str, ...] = ()
    language: str = ""
    variant: str = ""
    formats: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


@frozen
class People:
    """People who can be gone through any number of times.

    Attributes:
        source: The sheet or the folder, as the user gave it.
        notes: What a user should know of how it is read.
    """

    source: str
    notes: tuple[str, ...]
    _table: Table | None = None
    _columns: tuple[Column, ...] = ()
    _head: int = 0
    _files: tuple[str, ...] = ()

    @property
    def is_sheet(self) -> bool:
        """Whether they stand in the rows of a sheet."""
        return self._table is not None

    def count(self) -> int:
        """Return how many there are."""
        if self._table is None:
            return len(self._files)
        return sum(number > self._head for number, _ in self._table.rows())

    def read(self, today: date | None = None) -> Iterator[Person]:
        """Yield each person; a faulty row is one whose person has faults.

        Args:
            today: The first day of those for whom none is told.

        Raises:
            InputError: The sheet cannot be read on.
        """
        taken: dict[str, str] = {}
        for person in self._rows(today) if self._table else self._learner_files():
            yield _with_own_key(person, taken)

    def _learner_files(self) -> Iterator[Person]:
        for file in self._files:
            yield Person(key=Path(file).stem, name=Path(file).stem, source=file)

    def _rows(self, today: date | None) -> Iterator[Person]:
        assert self._table is not None  # noqa: S101 - read asks for it
        for number, cells in self._table.rows():
            if number > self._head:
                yield _person(self._table.file, self._columns, number, cells, today)


def open_people(source: str, sheet: str = "", meant: Mapping[str, str] | None = None) -> People:
    """Return the people of a spreadsheet, or of a folder of learner files.

    Args:
        source: The file or the folder.
        sheet: The sheet of a workbook.
        meant: What headings mean that are not known, by the heading: a key or `-` for nothing.

    Raises:
        InputError: It cannot be read, or its headings are wrong; every fault is told.
        MissingComponent: It is a workbook, and openpyxl is not installed.
    """
    if is_folder(source):
        return _folder(source)
    if Path(source).suffix.lower() in LEARNER_FILES:
        return People(source, (), files=(source,))
    if is_file(source) and Path(source).suffix.lower() not in TABLES:
        hint = f"Save it as .xlsx or .csv. Read are {', '.join(TABLES)} and folders."
        raise InputError(
            [Fault("This is no spreadsheet that can be read.", hint=hint, file=source)]
        )
    table = open_table(source, sheet)
    head, columns, unused = _headings(table, meant or {})
    notes = (f"Not used: {', '.join(unused)}.",) if unused else ()
    return People(source, (*table.notes, *notes), table, columns, head)


def _folder(source: str) -> People:
    files = sorted(
        one for one in Path(source).iterdir() if one.suffix.lower() in LEARNER_FILES
        if one.is_file() and not one.name.startswith(".")
    )  # fmt: skip
    if not files:
        said = "There is no learner file in this folder."
        hint = f"Their names end in {', '.join(LEARNER_FILES)}."
        raise InputError([Fault(said, hint=hint, file=source)])
    return People(source, (), files=tuple(map(str, files)))


def _headings(table: Table, meant: Mapping[str, str]) -> tuple[int, tuple[Column, ...], list[str]]:
    """Return the row of the headings, what the columns mean, and the headings that say nothing."""
    said = {plain_heading(heading): key for heading, key in meant.items()}
    best: tuple[int, list[Column], Row] | None = None
    for row in islice(table.rows(), _HEADING_AMONG):
        found = [
            column
            for place, value in enumerate(row[1], 1)
            if isinstance(value, str)
            if (column := understood(place, value, said.get(plain_heading(value), "")))
        ]
        if found and (best is None or len(found) > len(best[1])):
            best = row[0], found, row
    if best is None:
        hint = f"Name columns as in `pathplanner batch --example`: {', '.join(KEYS)}. Or use --map."
        raise InputError([Fault("No row has headings that are known.", hint=hint, file=table.file)])
    number, columns, (_, cells) = best
    kept = tuple(one for one in columns if said.get(plain_heading(one.heading)) != LEFT_OUT)
    unused = [
        value
        for place, value in enumerate(cells, 1)
        if isinstance(value, str) and place not in {one.number for one in kept}
    ]
    faults = Faults([*_twice(kept, table.file, number)])
    faults.found += _near(unused, said, table.file, number)
    heads = {plain_heading(value) for value in cells if isinstance(value, str)}
    for heading, key in meant.items():
        if plain_heading(heading) not in heads:
            faults.add(f"No column has the heading {heading!r}.", "--map", "Look at its spelling.")
        elif key != LEFT_OUT and understood(1, heading, key) is None:
            hint = f"Known: {', '.join(KEYS)}, and - for a column not to read."
            faults.add(f"No column can mean {key!r}.", "--map", hint)
    faults.stop()
    return number, kept, [one for one in unused if plain_heading(one) not in said]


def _twice(columns: tuple[Column, ...], file: str, row: int) -> Iterator[Fault]:
    first: dict[str, Column] = {}
    for column in columns:
        other = first.setdefault(column.key, column)
        if other is not column:
            said = (
                f"Columns {other.letter} ({other.heading}) and {column.letter} "
                f"({column.heading}) both mean {column.key}."
            )
            hint = f"Take one out, or add: --map '{column.heading}=-'."
            if other.heading == column.heading:
                hint = "Take one of them out."
            yield Fault(said, column.key, hint, file, row, column.number)


def _near(unused: list[str], said: Mapping[str, str], file: str, row: int) -> Iterator[Fault]:
    """Yield headings that are nearly known: to leave them out might make a wrong plan."""
    for heading in unused:
        plain = plain_heading(heading)
        near = get_close_matches(plain, MEANT, n=1, cutoff=_ALIKE) if plain not in said else []
        if near:
            message = f"There is no column {heading!r}."
            hint = f"Did you mean {near[0]}? If not, add: --map '{heading}=-'."
            yield Fault(message, "", hint, file, row)


def _person(
    file: str, columns: tuple[Column, ...], row: int, cells: tuple[Value, ...], today: date | None
) -> Person:
    """Return the person of a row, with all that is wrong with it."""
    notes, entries = Notebook(file), dict[str, Entry]()
    for column in columns:
        value = cells[column.number - 1] if column.number <= len(cells) else None
        place = Scalar(row, column.number, "", plain=False)
        if isinstance(value, Unusable):
            notes.fault(value.message, column.key, value.hint, place)
            continue
        try:
            node = node_of(column, value, row)
        except Misread as error:
            notes.fault(error.message, column.key, error.hint, place)
            continue
        if node is not None:
            entries[column.key] = Entry(row, column.number, node)
    told = {key: _texts(entries[key].value) for key in _OWN if key in entries}
    single = {key: texts[0] for key, texts in told.items() if texts}
    parts = [single[key] for key in ("first_name", "last_name") if key in single]
    names = next((one for one in columns if one.key == "name"), None)
    if parts and "name" not in entries and names is None:
        first = next(one for one in columns if one.key in ("first_name", "last_name"))
        whole = Scalar(row, first.number, " ".join(parts), plain=False)
        entries["name"] = Entry(row, first.number, whole)
    name = " ".join(_texts(entries["name"].value)) if "name" in entries else ""
    called = single.get("id") or name
    at = next((one for one in columns if one.key in ("id", "name", "first_name")), None)
    if at and not called:
        hint = "Fill it in, or take the row out if it is about nobody. Merged cells count once."
        place = Scalar(row, at.number, "", plain=False)
        notes.fault("This row has no name.", at.key, hint, place)
    block = Block(row, 1, {key: one for key, one in entries.items() if key not in _OWN})
    broken = {fault.path for fault in notes.faults}
    given: dict[str, Any] = {"start": today} if today and "start" not in block.entries else {}
    if "start" in broken:
        given = {"start": today or date(2200, 1, 1)}
    if not given and "start" not in block.entries:
        hint = "Fill it in, or add --start."
        notes.fault("This row has no first day.", "start", hint, block)
        given = {"start": date(2200, 1, 1)}
    learner = Reader(notes).fields(Learner, block, "", **given)
    whole_row = isinstance(learner, Learner) and not notes.faults
    return Person(
        key=file_name(called) or f"row-{row}",
        name=name or called,
        source=file,
        row=row,
        learner=learner if whole_row else None,
        headings={one.number: one for one in columns},
        pathways=tuple(told.get("pathway", ())),
        language=single.get("language", ""),
        variant=single.get("variant", ""),
        formats=tuple(told.get("formats", ())),
        faults=tuple(notes.faults),
    )


def _texts(node: Any) -> list[str]:
    if isinstance(node, Sequence):
        return [text for item in node.items for text in _texts(item)]
    return [node.text] if isinstance(node, Scalar) and node.text else []


def file_name(text: str) -> str:
    """Return a text as the name of a file, without its ending, that cannot leave its folder."""
    kept = unicodedata.normalize("NFC", text)
    name = re.sub(r"[\W_]+", "-", kept).strip("-").casefold()
    while len(name.encode()) > _LONGEST_NAME:
        name = name[:-1]
    return f"{name}-" if _RESERVED.fullmatch(name) else name


def _with_own_key(person: Person, taken: dict[str, str]) -> Person:
    """Return a person whose key nobody before them has; two of one id are a fault."""
    where = f"row {person.row}" if person.row else person.source
    key = person.key if person.row else file_name(person.key) or "person"
    has_id = any(one.key == "id" for one in person.headings.values())
    faults = person.faults
    if key in taken and has_id:
        at = next(one.number for one in person.headings.values() if one.key == "id")
        said = f"The id of this row is that of {taken[key]}, too."
        hint = "Give each person an id of their own."
        faults = (*faults, Fault(said, "id", hint, person.source, person.row, at))
    count = 1
    while (own := key if count == 1 else f"{key}-{count}") in taken:
        count += 1
    taken[own] = where
    learner = None if faults else person.learner
    return evolve(person, key=own, faults=faults, learner=learner)


def fault_in_words(fault: Fault, person: Person) -> str:
    """Return a fault of a person with its place as a spreadsheet shows it."""
    if not person.row or fault.file not in ("", person.source):
        return str(fault)
    column = person.headings.get(fault.column)
    cell = f", column {column.letter} ({column.heading})" if column and fault.path else ""
    text = f"{person.source}, row {person.row}{cell}: {fault.message}"
    return f"{text} {fault.hint}" if fault.hint else text


def located(fault: Fault, person: Person) -> Fault:
    """Return a fault that was found later at its place in the sheet."""
    if fault.file or not person.row:
        return fault
    key = re.split(r"[.\[]", fault.path.removeprefix("options."))[0]
    key = {"pathways": "pathway"}.get(key, key)
    column = next((one.number for one in person.headings.values() if one.key == key), 0)
    return evolve(fault, file=person.source, line=person.row, column=column)


EXAMPLE = (
    ("Id", "Name", "Pathway", "Goal", "Start", "Hours per week", "Holds", "Under way", "Savings",
     "Monthly", "Budget", "Deadline", "Funding", "State", "Prefer", "Language", "Variant"),
    ("c-001", "Ana Alvarez", "medical-biller-and-coder", "cpc", "2027-01-04", "12",
     "high-school-diploma", "", "$1,500.00", "$200", "", "", "", "Texas", "fastest", "Spanish",
     "full"),
    ("c-002", "Ben Brooks", "pharmacy-technician", "cpht", "2027-02-01", "20",
     "high-school-diploma=2020-06-01", "", "", "", "$2,500", "2028-06-30",
     "Workforce grant=1000", "US-OH", "cheapest", "", "brief"),
)  # fmt: skip
"""A sheet of people to begin with."""


def example() -> bytes:
    """Return a sheet of people to begin with, as CSV that spreadsheet programs open."""
    return to_csv(iter(EXAMPLE))
