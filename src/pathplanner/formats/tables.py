"""Spreadsheets as rows of cells: CSV by the standard library, Excel workbooks by openpyxl.

Lists that are written may be a calendar, too.

Rows come as they are read, so that a long sheet takes no more memory than a short one.
"""

from __future__ import annotations

import csv
import hashlib
import io
import posixpath
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from attrs import frozen

from pathplanner.errors import Fault, InputError, did_you_mean, needs_extra

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
"""How the files end that are read here."""

LONGEST_CELL = 100_000
"""Characters; a cell beyond that is no answer to any question."""

LARGEST_BOOK = 500_000_000
"""The most bytes of a workbook when it is unpacked; openpyxl holds some of its parts whole."""

_FIRST_DAY = date(1899, 12, 30)
_SERIALS = range(18_264, 80_000)
"""Days since Excel's first one that may be meant as dates: 1950 to 2119."""

_MARKS = (b"\xff\xfe", b"\xfe\xff")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@frozen
class Unusable:
    """A cell that says nothing one could plan with.

    Attributes:
        message: What is wrong with it.
        hint: What to do about it.
    """

    message: str
    hint: str


Value = str | int | float | bool | date | Unusable | None
"""What stands in a cell; `None` is an empty one."""

Row = tuple[int, tuple[Value, ...]]
"""A row by its number in the sheet, from 1."""

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_SHEET = re.compile(rb'<(?:\w+:)?sheet\s[^>]*\w+:id="([^"]*)"')
_LINK = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_PART = 1 << 20
_LONGEST_MARK = 200

_UNCOUNTED = Unusable(
    "This cell holds a formula whose result was never worked out.",
    "Open the file in a spreadsheet program and save it, or put the value itself here.",
)


@frozen
class Table:
    """A sheet that can be read from the top any number of times.

    Attributes:
        file: Its name as the user gave it.
        rows: Gives the rows in which something stands.
        notes: What a user should know of how it was read.
    """

    file: str
    rows: Callable[[], Iterator[Row]]
    notes: tuple[str, ...] = ()


def open_table(file: str, sheet: str = "") -> Table:
    """Return a spreadsheet.

    Args:
        file: A CSV file, whose columns are parted by commas, semicolons or tabs, or a workbook.
        sheet: The sheet of a workbook; the first one that is not hidden when empty.

    Raises:
        InputError: It cannot be read.
        MissingComponent: It is a workbook, and openpyxl is not installed.
    """
    with _readable(file), Path(file).open("rb") as opened:
        start = opened.read(8)
    if start.startswith(b"PK"):
        return _workbook(file, sheet)
    if start.startswith(_OLD_OFFICE):
        hint = "Save it as .xlsx, without a password, or as CSV."
        raise InputError([Fault("This is an old or a locked Excel file.", hint=hint, file=file)])
    if sheet:
        said = "A CSV file has no sheets."
        raise InputError([Fault(said, "sheet", "Leave --sheet out.", file)])
    return _text(file)


@contextmanager
def _readable(file: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise InputError([Fault("There is no such file.", file=file)]) from None
    except PermissionError:
        hint = "Is it open in another program? Close it there, or ask for the right to read it."
        raise InputError([Fault("It may not be read.", hint=hint, file=file)]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError([Fault(f"Cannot be read: {reason}.", file=file)]) from None


def _text(file: str) -> Table:
    """Return a CSV file as a table."""
    encoding, notes = _encoding(file)
    mark = _delimiter(file, encoding)

    def rows() -> Iterator[Row]:
        csv.field_size_limit(LONGEST_CELL)
        with _readable(file), Path(file).open(encoding=encoding, newline="") as opened:
            number = 0
            table = csv.reader(opened, delimiter=mark)
            while True:
                number += 1
                try:
                    cells = next(table, None)
                except csv.Error as error:
                    said = f"This is not a table as CSV: {error}."
                    raise InputError([Fault(said, file=file, line=number)]) from None
                if cells is None:
                    return
                if any(cell.strip() for cell in cells):
                    yield number, tuple(cell.strip() or None for cell in cells)

    return Table(file, rows, notes)


def _encoding(file: str) -> tuple[str, tuple[str, ...]]:
    """Return how a text is encoded, and what to say of it."""
    with _readable(file), Path(file).open("rb") as opened:
        if opened.read(2) in _MARKS:
            return "utf-16", ()
    try:
        with Path(file).open(encoding="utf-8-sig") as text:
            while text.read(1 << 20):
                pass
    except UnicodeDecodeError:
        said = f"{file} is not UTF-8; it was read as Windows text (cp1252). Look at its accents."
        # The four bytes that cp1252 does not have are taken as in Latin 1 by `latin-1` alone.
        return "latin-1" if _has_holes(file) else "cp1252", (said,)
    return "utf-8-sig", ()


def _has_holes(file: str) -> bool:
    with Path(file).open("rb") as opened:
        return any(bytes([hole]) in line for line in opened for hole in b"\x81\x8d\x8f\x90\x9d")


def _delimiter(file: str, encoding: str) -> str:
    """Return what parts the columns: the mark that parts most of the first rows, and furthest."""
    with _readable(file), Path(file).open(encoding=encoding, newline="") as opened:
        lines = [opened.readline(LONGEST_CELL) for _ in range(20)]

    def parted(mark: str) -> tuple[int, int]:
        counts = [len(next(csv.reader([line], delimiter=mark), [])) for line in lines]
        return sum(count > 1 for count in counts), max(counts)

    return max(",;\t", key=parted)


def _workbook(file: str, sheet: str) -> Table:
    """Return a sheet of an Excel workbook as a table."""
    notes: list[str] = []
    with _opened(file) as book:
        shown = [one.title for one in book.worksheets if one.sheet_state == "visible"]
        names = [one.title for one in book.worksheets]
        if sheet and sheet not in names:
            hint = did_you_mean(sheet, names)
            raise InputError([Fault(f"There is no sheet {sheet!r}.", "sheet", hint, file)])
        if not names:
            raise InputError([Fault("There is no sheet with cells in it.", file=file)])
        name = sheet or (shown or names)[0]
        place = book.sheetnames.index(name)
        if len(shown) > 1 and not sheet:
            others = ", ".join(one for one in shown if one != name)
            notes.append(f"Read the sheet {name}; to read another one ({others}), add --sheet.")

    def rows() -> Iterator[Row]:
        with _opened(file) as values, _opened(file, formulas=True) as formulas:
            both = [book[name] for book in (values, formulas)]
            for one in both:
                one.reset_dimensions()  # what other programs write there may be too small
            lines = zip(*(one.iter_rows(values_only=True) for one in both), strict=True)
            with _whole(file):
                merged = _Merged(file, place)
            for number in count(1):
                with _whole(file):
                    line = next(lines, None)
                    found = tuple(map(_value, *line)) if line else ()
                if line is None:
                    return
                if any(value is not None for value in found):
                    yield number, merged.told(number, found)

    return Table(file, rows, tuple(notes))


class _Merged:
    """The merged cells of a sheet, whose rows are gone through from the top."""

    def __init__(self, file: str, place: int) -> None:
        self.left = sorted(_merged(file, place), reverse=True)
        self.now: list[tuple[int, int, int, int]] = []
        self.width = 0

    def told(self, number: int, cells: tuple[Value, ...]) -> tuple[Value, ...]:
        """Return a row in which each cell that is merged into another says so."""
        self.width = max(self.width, len(cells))
        while self.left and self.left[-1][0] <= number:
            self.now.append(self.left.pop())
        self.now = [one for one in self.now if one[2] >= number]
        if not self.now:
            return cells
        # A row ends with the last cell in which something stands.
        found = [*cells, *[None] * (self.width - len(cells))]
        for top, first, _, last in self.now:
            for place in range(first, min(last, self.width) + 1):
                if (number, place) != (top, first) and found[place - 1] is None:
                    said = f"This cell is merged with {letters(first)}{top}."
                    hint = "Merged cells count once. Split them and fill in each."
                    found[place - 1] = Unusable(said, hint)
        return tuple(found)


def letters(column: int) -> str:
    """Return how spreadsheets name a column by its number, from 1: A to Z, AA and so on."""
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _merged(file: str, place: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield the merged cells of a sheet: top row, first column, last row, last column.

    openpyxl tells of them only if it holds the whole sheet in memory.
    """
    with zipfile.ZipFile(file) as book:
        part = _part_of(book, place)
        if part not in book.namelist():
            return
        with book.open(part) as opened:
            before = b""
            while data := opened.read(_PART):
                text, end = before + data, 0
                for one in _MERGED.finditer(text):
                    end = one.end()
                    first, top, last, bottom = one.groups()
                    yield int(top), _column(first), int(bottom), _column(last)
                before = text[max(end, len(text) - _LONGEST_MARK) :]


def _part_of(book: zipfile.ZipFile, place: int) -> str:
    """Return the name of the file that a sheet is within a workbook, by its place; or nothing."""
    parts = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    if not set(parts) <= set(book.namelist()):
        return ""
    names, files = map(book.read, parts)
    ids = _SHEET.findall(names)
    links = [dict(_ATTRIBUTE.findall(one)) for one in _LINK.findall(files)]
    for one in links:
        if one.get(b"Id") in ids[place : place + 1]:
            return posixpath.join("/xl", one.get(b"Target", b"").decode())[1:]
    return ""


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - ord("A") + 1
    return number


@contextmanager
def _opened(file: str, *, formulas: bool = False) -> Iterator[Any]:
    """Open a workbook to be read from its first row to its last."""
    try:
        import openpyxl
    except ImportError as error:
        raise needs_extra("xlsx", error) from error
    with warnings.catch_warnings(), ExitStack() as stack:
        warnings.simplefilter("ignore")  # of drawings and rules that say nothing here
        with _whole(file), _readable(file):
            _stop_on_a_large_one(file)
            # openpyxl leaves a file that it opened itself open where it fails.
            opened = stack.enter_context(Path(file).open("rb"))
            book = openpyxl.load_workbook(opened, read_only=True, data_only=not formulas)
        stack.callback(book.close)
        yield book


def _stop_on_a_large_one(file: str) -> None:
    with zipfile.ZipFile(file) as parts:
        size = sum(part.file_size for part in parts.infolist())
    if size > LARGEST_BOOK:
        said = f"This workbook has more than {LARGEST_BOOK // 1_000_000} MB when it is unpacked."
        raise InputError([Fault(said, hint="Save the sheet alone, or as CSV.", file=file)])


@contextmanager
def _whole(file: str) -> Iterator[None]:
    """Say of a workbook with a part that is broken that it is; openpyxl fails in many ways."""
    try:
        yield
    except InputError:
        raise
    except Exception as error:
        said = "This cannot be read as an Excel workbook."
        hint = "Open it in a spreadsheet program and save it anew, or save it as CSV."
        raise InputError([Fault(said, hint=hint, file=file)]) from error


def _value(value: Any, behind: Any) -> Value:  # noqa: PLR0911 - one for each kind
    """Return what a cell says.

    Args:
        value: What it shows.
        behind: Its formula, if it has one.
    """
    counted = isinstance(behind, str) and behind.startswith("=")
    if value is None:
        return _UNCOUNTED if counted or type(behind).__name__.endswith("Formula") else None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, bool | date):
        return value
    if isinstance(value, time | timedelta):
        return Unusable(f"This cell holds a time of day, {value}.", "Put a day or a number here.")
    if isinstance(value, int | float):
        return int(value) if value == int(value) else value
    text = str(value).strip()
    if counted and text.startswith("#"):
        return Unusable(f"The formula in this cell ends in {text}.", "Mend the formula.")
    return text or None


def day_of(number: float) -> date | None:
    """Return the day that a spreadsheet means by a number; None where it means none."""
    whole = int(number)
    return _FIRST_DAY + timedelta(whole) if whole in _SERIALS and whole == number else None


def to_csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Return rows as CSV that spreadsheet programs open with every letter right."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


Cells = Iterable[tuple[str | int | date, ...]]


def to_xlsx(sheets: Mapping[str, Cells]) -> bytes:
    """Return sheets of rows, by name, as an Excel workbook; no text is run as a formula.

    Raises:
        MissingComponent: openpyxl is not installed.
    """
    try:
        import openpyxl
        from openpyxl.cell import WriteOnlyCell
    except ImportError as error:
        raise needs_extra("xlsx", error) from error
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
                cells.append(cell)
            sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def to_calendar(entries: Iterable[tuple[date, str, str]]) -> bytes:
    """Return days as a calendar (iCalendar, RFC 5545) that other programs open.

    Args:
        entries: The day, what stands there, and a key that no other entry has.

    Raises:
        MissingComponent: icalendar is not installed.
    """
    try:
        from icalendar import Calendar, Event
    except ImportError as error:
        raise needs_extra("ics", error) from error
    calendar = Calendar()
    calendar.add("prodid", "-//pathplanner//caseload//EN")
    calendar.add("version", "2.0")
    for day, title, key in entries:
        event = Event()
        event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@pathplanner")
        # By RFC 5545 each entry says when it was made; a clock would make no two files alike.
        event.add("dtstamp", datetime.combine(day, time(), UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(1))
        event.add("summary", title)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
