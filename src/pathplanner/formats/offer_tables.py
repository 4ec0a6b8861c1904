"""Offers in a spreadsheet: many thousands of rows, of which a plan looks at a few.

A list of offers stands beside an office file as CSV. Every row is checked as it is read, and
noted by the days on which it starts: of rows that are alike in all but prices and days, those
that count for a learner are the cheapest of some day. Only these become an `Offer`.
"""

from __future__ import annotations

import csv
import gc
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from attrs import define, field

from pathplanner.errors import Fault, InputError, did_you_mean
from pathplanner.formats.columns import plain_heading
from pathplanner.formats.forms import scalars
from pathplanner.formats.forms.scalars import Misread
from pathplanner.formats.local_pay import area_of
from pathplanner.formats.offer_index import Alike, Kind, Opens, looked_at
from pathplanner.formats.tables import LONGEST_CELL, open_table
from pathplanner.model.intakes import Intakes, MonthDay
from pathplanner.model.learner import Learner
from pathplanner.model.offer import Offer
from pathplanner.model.places import to_state
from pathplanner.model.price import Cost, CostKind
from pathplanner.model.quantity import UNKNOWN, Duration, Estimate, Unknown
from pathplanner.model.step import Attendance, Step

MOST_FAULTS = 20
"""Faults that are told of one list; then it is not read further."""

MOST_ROWS = 1_000_000
"""Rows beyond which a list is not believed to be one of offers."""

PRICES = ("price", *(kind.value for kind in CostKind))
_HOURS = ("study_hours", "contact_hours", "credits")
_MUST = ("id", "step", "provider")
_TEXTS = ("id", "step", "provider", "place", "url", "note", "from", "currency")


def _amount(text: str) -> Estimate | Unknown:
    if text == UNKNOWN.value:
        return UNKNOWN
    if sign := next((one for one in "€£¥" if one in text), ""):
        # Without its sign it would count as so many dollars.
        raise Misread(
            f"{text[:40]!r} is in other money ({sign}).",
            "Write a number, in the currency of the pathway.",
        )
    low, high = scalars.amounts(text)
    return Estimate.exactly(low) if low == high else Estimate.between(low, high)


def _span(text: str) -> Duration | Unknown:
    if text == UNKNOWN.value:
        return UNKNOWN
    low, high, unit = scalars.span(text)
    return Duration.exactly(low, unit) if low == high else Duration.between(low, high, unit)


def _wait(text: str) -> Duration:
    low, high, unit = scalars.span(text)
    return Duration.exactly(low, unit) if low == high else Duration.between(low, high, unit)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


@lru_cache(maxsize=1000)
def _states(text: str) -> tuple[str, ...]:
    try:
        return tuple(sorted({to_state(part) for part in _parts(text)}))
    except InputError as error:
        raise Misread(f"{error.faults[0].message}.") from None


def _starts(text: str) -> tuple[tuple[date, ...], tuple[MonthDay, ...]]:
    days = _parts(text)
    once = tuple(scalars.day(day) for day in days if len(day) > len("09-01"))
    yearly = tuple(scalars.month_day(day) for day in days if len(day) <= len("09-01"))
    return once, yearly


def _attendance(text: str) -> Attendance:
    known = [word.value for word in Attendance]
    if text not in known:
        raise Misread(f"{text[:40]!r} is not a way to attend.", did_you_mean(text, known))
    return Attendance(text)


_READ: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(_TEXTS, str),
    **dict.fromkeys((*PRICES, *_HOURS), _amount),
    "duration": _span,
    "states": _states,
    "attendance": _attendance,
    "intakes": _starts,
    "apply_before": _wait,
    "paid_by": lambda text: tuple(_parts(text)),
    "on": scalars.day,
}
COLUMNS = tuple(_READ)
"""The columns that a list of offers may have: the keys of an offer, and the kinds of prices."""


@define(eq=False)
class OfferTable:
    """A list of offers, read and checked.

    Attributes:
        file: Its name.
        columns: The columns that it has, by their places.
        rows: Of each offer the line and the cells.
        near: Step, then states and area, then kind, to offers that are alike.
        places: The place in `rows` of each offer, by step and id.
        steps: The steps of its offers, each with the line of the first.
        made: Offers that were asked for, by their places.
    """

    file: str
    columns: Mapping[str, int]
    rows: list[tuple[int, tuple[str, ...]]] = field(factory=list)
    near: dict[str, dict[tuple[str, str], dict[Kind, Alike]]] = field(factory=dict)
    places: dict[tuple[str, str], int] = field(factory=dict)
    steps: dict[str, int] = field(factory=dict)
    made: dict[int, Offer] = field(factory=dict)

    def offers(self, steps: Mapping[str, Step], learner: Learner, area: str = "") -> list[Offer]:
        """Return the offers among which a plan may choose, in their order.

        Args:
            steps: The steps that matter, as they are where no offer is taken, by the ids that
                they have here.
            learner: The learner.
            area: The code of the area outside which no offer counts; of a place that is in no
                known area one counts all the same.
        """
        named = {one.step: one.offer for one in learner.offers}
        found: list[int] = []
        for name, step in steps.items():
            own = self.places.get((name, named.get(step.id, "")))
            if own is not None:
                found.append(own)
                continue
            alike = self._alike(name, learner.state, area)
            found += looked_at(alike, step, learner, self.offer)
        return [self.offer(place) for place in sorted(found)]

    def _alike(self, step: str, state: str, area: str) -> list[tuple[Kind, Alike]]:
        """Return the offers of a step in a state and an area, or anywhere, by kind."""
        return [
            one
            for (states, there), kinds in self.near.get(step, {}).items()
            if (not (state and states.strip()) or state in _states(states))
            and (not (area and there) or area == there)
            for one in kinds.items()
        ]

    def few(self) -> Iterator[Offer]:
        """Yield some of the offers, from all of the list."""
        yield from map(self.offer, range(0, len(self.rows), max(1, len(self.rows) // 50)))

    def line(self, offer: Offer) -> int:
        """Return the line in which an offer of it stands."""
        return self.rows[self.places[offer.step, offer.id]][0]

    def offer(self, place: int) -> Offer:
        """Return the offer at a place in `rows`."""
        if place not in self.made:
            self.made[place] = self._offer(place)
        return self.made[place]

    def _offer(self, place: int) -> Offer:
        _, cells = self.rows[place]
        told = {
            name: _READ[name](cells[column].strip())
            for name, column in self.columns.items()
            if column < len(cells) and cells[column].strip()
        }
        for name in _TIMED:
            told.pop(name, None)
        if intakes := self.intakes(place):
            told["intakes"] = intakes
        costs = tuple(Cost(CostKind(kind), told.pop(kind)) for kind in PRICES[1:] if kind in told)
        if "from" in told:
            told["from_"] = told.pop("from")
        return Offer(costs=costs, **told)

    def intakes(self, place: int) -> Intakes | None:
        """Return the days on which the offer at a place in `rows` can start, if it tells some."""
        _, cells = self.rows[place]
        told = [
            cells[self.columns[name]].strip()
            if self.columns.get(name, len(cells)) < len(cells) else ""
            for name in _TIMED
        ]  # fmt: skip
        once, yearly = _starts(told[0])
        ahead = _wait(told[1]) if told[1] else None
        return Intakes(dates=once, yearly=yearly, apply_before=ahead) if once or yearly else None


def open_offers(file: str) -> OfferTable:
    """Return a list of offers; one that was read and is as it was is not read again.

    Raises:
        InputError: It cannot be read or is faulty; up to twenty faults are named.
    """
    try:
        about = Path(file).stat()
    except (OSError, ValueError):
        raise InputError([Fault("There is no such file.", file=file)]) from None
    return _opened(file, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=4)
def _opened(file: str, _: int, __: int) -> OfferTable:
    with _uncollected():
        return _read_table(file)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: among so many new lists it takes half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_table(file: str) -> OfferTable:
    rows = _rows(file)
    line, head = next(rows, (1, []))
    faults: list[Fault] = []
    table = OfferTable(file, _columns(head, faults, file, line))
    if faults:
        raise InputError(faults)
    _Filling(table, faults).fill(rows)
    if faults:
        raise InputError(faults)
    return table


def _rows(file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table, each with its line."""
    if not file.lower().endswith((".csv", ".tsv", ".txt")):
        for line, values in open_table(file).rows():
            yield line, ["" if value is None else str(value) for value in values]
        return
    # The usual case, kept short: a hundred thousand rows are read in half a second.
    try:
        text = Path(file).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        for line, values in open_table(file).rows():
            yield line, ["" if value is None else str(value) for value in values]
        return
    except OSError as error:
        raise InputError([Fault(f"Cannot be read: {error.strerror}.", file=file)]) from None
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            said = f"This is not a table as CSV: {error}."
            raise InputError([Fault(said, file=file, line=reader.line_num)]) from None
        if cells is None:
            return
        if any(cells):
            yield reader.line_num, cells


def _columns(head: list[str], faults: list[Fault], file: str, line: int) -> dict[str, int]:
    """Return the place of each column by its name; what is wrong with them is written down."""
    found: dict[str, int] = {}
    for place, heading in enumerate(head):
        name = plain_heading(heading)
        if not name:
            continue
        if name not in _READ:
            hint = did_you_mean(name, COLUMNS) or f"There are: {', '.join(COLUMNS)}."
            said = f"A list of offers has no column {heading.strip()[:40]!r}."
            faults.append(Fault(said, "", hint, file, line, place + 1))
        elif name in found:
            said = f"Two columns are called {name!r}."
            faults.append(Fault(said, "", "Take one out.", file, line, place + 1))
        else:
            found[name] = place
    for name in _MUST:
        if name not in found:
            hint = f"The first row names the columns: {', '.join(_MUST)} and what you know."
            faults.append(Fault(f"There is no column {name!r}.", "", hint, file, line))
    return found


_SAME = ("attendance", "duration", *_HOURS, "paid_by", "currency")
_TIMED = ("intakes", "apply_before")
"""What offers have in common of which only the cheapest matters."""


@define(eq=False)
class _Filling:
    """Reads rows into a table. What stands in many rows is understood once."""

    table: OfferTable
    faults: list[Fault]
    checked: list[tuple[str, int, dict[str, Any]]] = field(init=False)
    prices: list[tuple[int, dict[str, Any]]] = field(init=False)
    same: list[int] = field(init=False)
    timed: list[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        columns = self.table.columns
        known: dict[str, dict[str, Any]] = {name: {"": None} for name in columns}
        self.checked = [
            (name, place, known[name]) for name, place in columns.items() if name not in _TEXTS
        ]
        self.prices = [(columns[name], known[name]) for name in PRICES if name in columns]
        self.same = [columns[name] for name in _SAME if name in columns]
        self.timed = [columns[name] for name in _TIMED if name in columns]

    def fill(self, rows: Iterator[tuple[int, list[str]]]) -> None:
        """Read all rows; what is wrong with them is written down, up to a number."""
        table, checked = self.table, self.checked
        ids = [(name, table.columns[name]) for name in _MUST]
        wide, places, steps = max(table.columns.values()) + 1, table.places, table.steps
        (_, one), (_, of), (_, who) = ids
        state, town, days = (table.columns.get(name, -1) for name in ("states", "place", "intakes"))
        opened = next((read for _, place, read in checked if place == days), {})
        for line, found in rows:
            cells = found if len(found) == wide else self._fitted(found, wide, line)
            for name, place, read in checked:
                if cells[place] not in read:
                    self._understand(name, cells[place], read, line, place)
            if not (cells[one].strip() and cells[of].strip() and cells[who].strip()):
                self._miss(ids, cells, line)
            number = len(table.rows)
            step = cells[of].strip()
            if places.setdefault((step, cells[one].strip()), number) != number:
                self._repeat(step, cells[one].strip(), line)
            # Tuples of texts are no work for the collector of garbage; so many lists would be.
            table.rows.append((line, tuple(cells)))
            steps.setdefault(step, line)
            prices = [read.get(cells[place]) for place, read in self.prices]
            unpriced = tuple([price is None for price in prices])
            kind = (*[cells[place] for place in self.same], unpriced)
            starts = " ".join([cells[place] for place in self.timed])
            opens, last = (opened.get(cells[days]) if days >= 0 else None) or _ANY_DAY
            way = sum([price for price in prices if price is not None]), number, last
            where = cells[state] if state >= 0 else "", area_of(cells[town] if town >= 0 else "")
            kinds = table.near.setdefault(step, {}).setdefault(where, {})
            if kind not in kinds:
                kinds[kind] = Alike()
            kinds[kind].add(starts, opens, way)
            if len(self.faults) >= MOST_FAULTS or number >= MOST_ROWS:
                break
        if len(table.rows) > MOST_ROWS:
            said = f"These are more than {MOST_ROWS:,} offers."
            self.faults.append(Fault(said, "", "Give those of one state.", table.file))

    def _understand(
        self, name: str, text: str, read: dict[str, Any], line: int, place: int
    ) -> None:
        """Note what a text means in a column; of a price, what is likely, in hundredths."""
        try:
            value = _READ[name](text.strip()) if text.strip() else None
        except Misread as error:
            file = self.table.file
            self.faults.append(Fault(error.message, name, error.hint, file, line, place + 1))
            return
        if name in PRICES and value is not None:
            value = int(value.likely * 100) if isinstance(value, Estimate) else _NO_PRICE
        if name == "intakes" and value is not None:
            once, yearly = value
            last = date.max if yearly else max(once)
            value = (tuple(day.toordinal() for day in once), yearly), last
        read[text] = value

    def _fitted(self, cells: list[str], wide: int, line: int) -> list[str]:
        """Return a row with as many cells as there are columns."""
        if any(cells[wide:]):
            said = "This row has more cells than there are columns."
            hint = "Put quotes around a text with commas."
            self.faults.append(Fault(said, "", hint, self.table.file, line))
        return [*cells[:wide], *[""] * (wide - len(cells))]

    def _miss(self, ids: list[tuple[str, int]], cells: list[str], line: int) -> None:
        for name, place in ids:
            if not cells[place].strip():
                said, hint = f"This offer has no {name}.", f"Fill in {name}."
                self.faults.append(Fault(said, name, hint, self.table.file, line, place + 1))

    def _repeat(self, step: str, one: str, line: int) -> None:
        if step and one:
            first = self.table.rows[self.table.places[step, one]][0]
            said = f"Two offers of {step} have the id {one!r}; the other is in line {first}."
            hint = "Give one of them another id."
            self.faults.append(Fault(said, "id", hint, self.table.file, line))


_ANY_DAY: tuple[Opens, date] = (((), (None,)), date.max)
_NO_PRICE = 10**12
"""More hundredths than any price, where nobody has found it."""
