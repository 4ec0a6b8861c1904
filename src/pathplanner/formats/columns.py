"""What the columns of a spreadsheet of people mean, and their cells in the words of a file.

A cell becomes the text that a learner file would have in its place, so that one reader
judges both; what it cannot mean is left as it is, for that reader to say so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from attrs import frozen

from pathplanner.formats.forms.scalars import NO, YES, Misread
from pathplanner.formats.syntax.nodes import Entry, Node, Scalar, Sequence
from pathplanner.formats.syntax.nodes import Mapping as Block
from pathplanner.formats.syntax.text import show
from pathplanner.formats.tables import Value, day_of, letters
from pathplanner.model.learner import NOT_SURE, SURE

_EMPTY = frozenset({"", "-", "--", "\u2013", "\u2014", "n/a", "na", "none", "null"})

_SYNONYMS = {
    "id": "person_id learner_id client_id participant_id case case_id case_number number no",
    "name": "full_name person learner client participant student",
    "first_name": "first given_name",
    "last_name": "last surname family_name",
    "start": "start_date begin begins first_day starts starts_on",
    "hours_per_week": "hours weekly_hours hours_a_week hours_week study_hours h_week",
    "holds": "has have done completed credentials_held already_has certifications",
    "under_way": "in_progress begun enrolled enrolled_in",
    "failed": "not_passed",
    "dropped": "given_up",
    "applied": "applied_for applications",
    "savings": "money money_now saved cash",
    "monthly": "monthly_money per_month a_month each_month money_per_month monthly_savings",
    "budget": "limit max_cost most_to_pay",
    "deadline": "by finish_by due target_date must_finish_by",
    "goal": "goals target career credential_wanted",
    "prefer": "preference priority wants",
    "avoid": "not",
    "insist": "must_take must_include",
    "funding": "funds grants",
    "birth_date": "dob date_of_birth birthday birthdate born",
    "breaks": "break time_off",
    "state": "lives_in residence",
    "area": "metro metropolitan_area region town",
    "moves": "moves_to move moving",
    "work_hours": "work_hours_per_week hours_of_work weekly_work_hours",
    "income": "household_income yearly_income income_a_year",
    "set_aside": "percent_of_pay_saved",
    "offers": "offer schools school",
    "recommended": "take_recommended with_recommended",
    "horizon_years": "horizon",
    "pathway": "pathways",
    "language": "lang languages preferred_language",
    "variant": "version pages",
    "formats": "format outputs output files",
}
"""The key of each column, and other headings that mean it."""

MEANT = {word: key for key, words in _SYNONYMS.items() for word in (key, *words.split())}
"""Heading, in small letters with `_` for all between words, to the key that it means."""

KEYS = tuple(_SYNONYMS)

_HOW_DATES = re.compile(r"m{1,2}\W*d{1,2}\W*y{2,4}|d{1,2}\W*m{1,2}\W*y{2,4}|us|usa")

_LANGUAGES = {"english": "en", "spanish": "es", "espa\u00f1ol": "es", "espanol": "es"}


@frozen
class Column:
    """A column of a sheet of people.

    Attributes:
        number: Its place, from 1.
        heading: What stands above it.
        key: What it means, a key of `KEYS`.
        days_first: How its dates such as 1/4/2027 are read: the day first, the month first,
            or None where that is not told.
    """

    number: int
    heading: str
    key: str
    days_first: bool | None = None

    @property
    def letter(self) -> str:
        """Its name in a spreadsheet, such as `E`."""
        return letters(self.number)


def plain_heading(text: str) -> str:
    """Return a heading in small letters, `_` for all that is between words."""
    return "_".join(re.findall(r"[^\W_]+", text.casefold()))


def understood(number: int, heading: str, meant: str = "") -> Column | None:
    """Return what a column means; None where its heading says nothing known.

    Args:
        number: Its place, from 1.
        heading: What stands above it. What is in round brackets is no part of its name, and
            says how dates are written: `Start (MM/DD/YYYY)`, `Born (US)`.
        meant: What the user says it means, in the same form.
    """
    name, aside = _parted(meant or heading)
    key = MEANT.get(plain_heading(name)) or MEANT.get(plain_heading(meant or heading))
    if key is None:
        return None
    if meant and not aside:
        aside = _parted(heading)[1]
    return Column(number, heading, key, _days_first(aside))


def _parted(text: str) -> tuple[str, str]:
    """Return a heading and what stands beside it in brackets."""
    name, _, aside = text.partition("(")
    return name, aside.rpartition(")")[0] or aside


def _days_first(aside: str) -> bool | None:
    found = _HOW_DATES.search(aside.casefold())
    return found[0].startswith("d") if found else None


def node_of(column: Column, value: Value, row: int) -> Node | None:
    """Return a cell as it would stand in a learner file; None where it is empty.

    Raises:
        Misread: It cannot be understood; the message says why.
    """
    if isinstance(value, str) and value.casefold() in _EMPTY and column.key != "name":
        return None
    return _FORMS[column.key](_Cell(column, row), value) if value is not None else None


@frozen
class _Cell:
    """Makes what stands in a cell; all of it has the place of the cell."""

    column: Column
    row: int

    def word(self, text: str) -> Scalar:
        return Scalar(self.row, self.column.number, text, plain=False)

    def list(self, items: Iterator[Node]) -> Sequence:
        return Sequence(self.row, self.column.number, tuple(items))

    def block(self, **parts: str) -> Block:
        place = (self.row, self.column.number)
        entries = {key: Entry(*place, self.word(text)) for key, text in parts.items() if text}
        return Block(*place, entries)

    def day(self, value: Value) -> str:
        """Return a day as files have it."""
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, int | float) and (day := day_of(value)):
            return day.isoformat()
        return _day(_said(value), self.column)


def _said(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


_SLASHED = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?.*)?")


def _day(text: str, column: Column) -> str:
    """Return a day as files have it, from a text as people write it in spreadsheets.

    Raises:
        Misread: It may be one of two days.
    """
    if found := _YEAR_FIRST.fullmatch(text):
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    found = _SLASHED.fullmatch(text)
    if not found:
        return text
    one, two, year = int(found[1]), int(found[2]), found[3]
    if column.days_first is None and one <= 12:
        hint = f"Write the year first, or say it in the heading: {column.heading} (MM/DD/YYYY)."
        raise Misread(f"The date {show(text)} may be written month first or day first.", hint)
    day_first = column.days_first if column.days_first is not None else True
    month, day = (two, one) if day_first else (one, two)
    return f"{year}-{month:02}-{day:02}"


_MONEY_SIGNS = re.compile(r"^(?:usd|us\$|\$)\s*|\s*(?:usd|us\$|\$)$", re.IGNORECASE)
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_HOURS = re.compile(
    r"([0-9.,]+)\s*(?:h|hr|hrs|hour|hours)?\.?(?:\s*(?:/|a|per|each)\s*(?:w|wk|week))?",
    re.IGNORECASE,
)


def _number(text: str) -> str:
    """Return a number without commas between thousands and zeros that say nothing."""
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    return text


def _money(value: Value) -> str:
    return _number(_MONEY_SIGNS.sub("", _said(value).strip()).strip())


def _of_money(cell: _Cell, value: Value) -> Node:
    return cell.word(_money(value))


def _of_number(cell: _Cell, value: Value) -> Node:
    text = _said(value)
    found = _HOURS.fullmatch(text)
    return cell.word(_number(found[1] if found else text))


def _of_day(cell: _Cell, value: Value) -> Node:
    return cell.word(cell.day(value))


def _of_text(cell: _Cell, value: Value) -> Node:
    return cell.word(_said(value))


def _of_word(cell: _Cell, value: Value) -> Node:
    return cell.word("-".join(_said(value).casefold().split()))


def _of_language(cell: _Cell, value: Value) -> Node:
    return cell.word(_LANGUAGES.get(_said(value).casefold(), _said(value)))


def _of_truth(cell: _Cell, value: Value) -> Node:
    text = _said(value).casefold()
    if text in YES | {"1", "x", "\u2713", "\u2714", "\u2611"}:
        return cell.word("true")
    return cell.word("false" if text in NO | {"0"} else text)


def _parts(value: Value) -> Iterator[str]:
    """Yield what stands between semicolons or line breaks; between commas where is neither."""
    text = _said(value)
    mark = r"[;\n]" if re.search(r"[;\n]", text) else ","
    yield from filter(None, (part.strip() for part in re.split(mark, text)))


def _of_list(cell: _Cell, value: Value) -> Node:
    return cell.list(cell.word(part) for part in _parts(value))


_WITH_DAY = re.compile(r"(.+?)\s*(?:=|:|\bon\b|\bsince\b|\()\s*(\d[\d/.-]+)\s*\)?")
_STATUS = r"(?:[\s,]+([a-z]+))?"
_WITH_SUM = re.compile(rf"(.+?)\s*(?:=|:|\()\s*([^=:()]*\d)\s*\)?{_STATUS}", re.IGNORECASE)
# With fewer digits it is a name, such as that of chapter 33 of a law.
_SUM_BEHIND = re.compile(rf"(.+?)\s+(\$?\s?\d[\d,]{{2,}}(?:\.\d+)?){_STATUS}", re.IGNORECASE)
_STATE_AND_DAY = re.compile(r"([^\d=:(]+?)\s*(?:[=:(]|\bon\b|\bfrom\b|\s)\s*(\d[\d/.-]+)\s*\)?")
_FROM_TO = re.compile(r"(\S+)\s+(?:to|until|-|\u2013)\s+(\S+)")


def _dated(key: str) -> Callable[[_Cell, Value], Node]:
    """Return what reads steps that may have a day: `cpc=2026-05-01; hs-diploma`."""

    def read(cell: _Cell, value: Value) -> Node:
        def part(text: str) -> Node:
            found = _WITH_DAY.fullmatch(text)
            if found:
                return cell.block(step=found[1], **{key: cell.day(found[2])})
            if key != "since":
                raise Misread(f"{show(text)} has no day.", f"Write it as in {text}=2027-01-04.")
            return cell.word(text)

        return cell.list(part(text) for text in _parts(value))

    return read


def _of_funding(cell: _Cell, value: Value) -> Node:
    def part(text: str) -> Node:
        found = _WITH_SUM.fullmatch(text) or _SUM_BEHIND.fullmatch(text)
        hint = "Write such as Pell=2500 or Pell=2500 applied; a name alone has no limit."
        if not found and re.search(r"[=$]", text):
            raise Misread(f"{show(text)} does not say who pays how much.", hint)
        if not found:
            return cell.block(name=text)
        status = (found[3] or "").lower()
        if status not in SURE | NOT_SURE:
            raise Misread(f"{show(status)} does not say how sure {show(found[1])} is.", hint)
        return cell.block(name=found[1], amount=_money(found[2]), status=status)

    text = _said(value)
    parts = _parts(text) if ";" in text or "\n" in text else iter((text,))
    return cell.list(part(one) for one in parts)


def _of_breaks(cell: _Cell, value: Value) -> Node:
    def part(text: str) -> Node:
        found = _FROM_TO.fullmatch(text)
        if not found:
            hint = "Write such as 2027-06-01 to 2027-06-14; the second day is a day of study again."
            raise Misread(f"{show(text)} does not say from when to when.", hint)
        return cell.block(start=cell.day(found[1]), finish=cell.day(found[2]))

    return cell.list(part(text) for text in _parts(value))


def _of_moves(cell: _Cell, value: Value) -> Node:
    def part(text: str) -> Node:
        found = _STATE_AND_DAY.fullmatch(text)
        if not found:
            hint = "Write such as TX=2027-06-01; the state comes first."
            raise Misread(f"{show(text)} does not say where somebody moves and when.", hint)
        return cell.block(state=found[1], on=cell.day(found[2]))

    return cell.list(part(text) for text in _parts(value))


def _of_offers(cell: _Cell, value: Value) -> Node:
    told = {}
    for text in _parts(value):
        step, _, offer = (part.strip() for part in text.partition("="))
        if not (step and offer):
            hint = "Write such as coding-certificate=fast: the step, and the id of the offer."
            raise Misread(f"{show(text)} does not say where a step is taken.", hint)
        told[step] = offer
    return cell.block(**told)


def _of_percent(cell: _Cell, value: Value) -> Node:
    return cell.word(_said(value).strip().removesuffix("%").strip())


_FORMS: Mapping[str, Callable[[_Cell, Value], Node]] = {
    **dict.fromkeys(("id", "name", "first_name", "last_name", "state", "area"), _of_text),
    **dict.fromkeys(("start", "deadline", "birth_date"), _of_day),
    **dict.fromkeys(("savings", "monthly", "budget", "income"), _of_money),
    **dict.fromkeys(("hours_per_week", "work_hours", "horizon_years"), _of_number),
    **dict.fromkeys(("goal", "avoid", "insist", "pathway", "formats"), _of_list),
    **{key: _dated("on") for key in ("failed", "dropped", "applied")},
    "holds": _dated("since"),
    "under_way": _dated("begun"),
    "prefer": _of_word,
    "variant": _of_word,
    "recommended": _of_truth,
    "language": _of_language,
    "funding": _of_funding,
    "breaks": _of_breaks,
    "moves": _of_moves,
    "offers": _of_offers,
    "set_aside": _of_percent,
}
