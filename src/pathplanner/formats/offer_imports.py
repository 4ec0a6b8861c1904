"""Offers from lists of others: College Scorecard, a state's list of eligible training, any sheet.

What comes out is a list of offers as an office file has it, and a report of what became of each
thing. A row of which something that matters cannot be read is left out whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import define, frozen

from pathplanner.errors import Fault, InputError, did_you_mean
from pathplanner.formats.columns import plain_heading
from pathplanner.formats.forms import scalars
from pathplanner.formats.forms.scalars import Misread
from pathplanner.formats.offer_matching import Ask, Log, Matcher, cip_of, level_of, text_of
from pathplanner.formats.offer_scorecard import NEEDED, Scorecard, schools_of
from pathplanner.formats.offer_tables import COLUMNS
from pathplanner.formats.tables import open_table
from pathplanner.model.losses import LossReport, Place
from pathplanner.model.offer import WITHOUT
from pathplanner.model.places import to_state
from pathplanner.model.price import CostKind
from pathplanner.model.step import Attendance

FORMS = ("scorecard", "etpl", "csv")

_SYNONYMS = {
    "id": "offer_id program_id course_id",
    "step": "pathway_step",
    "program": "program_name name_of_program training_program program_of_study course "
    "program_of_study_name program_title training_program_name course_name cipdesc name",
    "credential": "associated_credential credential_earned credential_type award creddesc",
    "cip": "cip_code cipcode program_of_study_cip_code cip_2020",
    "provider": "school training_provider name_of_eligible_training_provider provider_name "
    "institution institution_name organization college instnm entity_name name_of_provider",
    "place": "city location address_city training_city",
    "states": "state address_state stabbr training_state",
    "price": "total_cost cost program_cost total_program_cost out_of_pocket_cost total_price "
    "cost_of_program",
    "tuition": "tuition_cost cost_of_tuition tuition_and_fees in_state_tuition",
    "fee": "fees required_fees fees_cost",
    "books": "books_cost books_and_materials books_materials_cost textbooks",
    "supplies": "supplies_cost supplies_tools_cost tools materials",
    "exam": "exam_cost testing testing_cost",
    "other": "other_cost other_costs",
    "duration": "length program_length length_of_program calendar_length",
    "weeks": "program_length_weeks length_in_weeks number_of_weeks weeks_to_complete "
    "of_weeks_to_complete_program length_weeks",
    "months": "length_in_months program_length_months",
    "contact_hours": "program_length_hours total_hours_of_instruction clock_hours "
    "total_clock_hours length_in_hours hours length_hours",
    "study_hours": "hours_of_study",
    "credits": "total_credits credit_hours",
    "attendance": "schedule full_or_part_time",
    "intakes": "start_date start_dates starts next_start next_start_date begins",
    "paid_by": "funding how_paid accepted_funding",
    "url": "website link program_url web_address insturl",
    "status": "program_status approval_status etpl_status",
    "note": "description program_description notes comments",
    "on": "updated last_updated date_updated as_of",
    "from": "source",
    "currency": "",
}
MEANT = {word: key for key, words in _SYNONYMS.items() for word in (key, *words.split())}
_PRICES = tuple(kind.value for kind in CostKind)
_NOTHING = frozenset({"", "-", "--", "n/a", "na", "none", "null", "not reported", "tbd", "varies"})
_CLOSED = re.compile(r"\b(inactive|expired|removed|denied|closed|suspended|not approved)\b")
Reads = Callable[[dict[str, str], int], Iterator[dict[str, str]]]
"""Yields the offers of a row, which is told by its columns and its line."""


@frozen
class Taken:
    """What an import made.

    Attributes:
        rows: The list of offers: its columns, then a row for each offer.
        report: What became of each thing in the file.
    """

    rows: tuple[tuple[str, ...], ...]
    report: LossReport


def read_offers(form: str, files: Sequence[str], ask: Ask) -> Taken:
    """Return offers from a file of others, and what became of each thing in it.

    Args:
        form: One of `FORMS`.
        files: The file; for `scorecard` the file of institutions may follow, which has cities.
        ask: What is to be made of it.

    Raises:
        InputError: The file cannot be read, or has none of the columns that it needs; or a
            match names a step that there is not.
    """
    for code, step in ask.matches.items():
        if step not in ask.steps:
            hint = did_you_mean(step, ask.steps)
            raise InputError([Fault(f"There is no step {step!r}.", f"--match {code}", hint)])
    log = Log(files[0])
    reader: Reads
    if form == "scorecard":
        reader = Scorecard(ask, log, schools_of(files[1:])).offers
        found = list(_read(files[0], log, (NEEDED,), reader, as_is=True))
    else:
        reader = _Listed(ask, log, is_eligible=form == "etpl").offers
        found = list(_read(files[0], log, (("provider",), ("cip", "step", "program")), reader))
    rows = list(_once(found, log))
    log.found.setdefault(("OF001", "offers"), []).extend(
        Place("", files[0], int(row["line"])) for row in rows
    )
    used = [name for name in COLUMNS if any(row.get(name) for row in rows)]
    table = [tuple(used), *(tuple(row.get(name, "") for name in used) for row in rows)]
    return Taken(tuple(table), log.report())


def _read(
    file: str,
    log: Log,
    needed: Iterable[tuple[str, ...]],
    offers: Reads,
    *,
    as_is: bool = False,
) -> Iterator[dict[str, str]]:
    """Yield the offers of the rows of a sheet; a column has a name of ours, or its own."""
    rows = iter(open_table(file).rows())
    line, head = next(rows, (1, ()))
    names: dict[int, str] = {}
    for place, heading in enumerate(head):
        text = text_of(heading)
        name = text if as_is else MEANT.get(plain_heading(text), "")
        if name and name not in names.values():
            names[place] = name
            if not as_is and plain_heading(text) != name:
                log.add("OF201", f"{text} as {name}", line)
        elif text:
            log.add("OF109", text, line)
    missing = [each for each in needed if not _has(each, names.values(), every=as_is)]
    if missing:
        lost = [name for name in missing[0] if not as_is or name not in names.values()]
        near = did_you_mean(missing[0][0], [text_of(one) for one in head])
        mark = ", " if as_is else " or "
        said = f"This list has no column for {mark.join(lost)}."
        raise InputError([Fault(said, "", near or "Is it another file?", file, line)])
    if as_is:
        log.found = {key: places for key, places in log.found.items() if key[0] != "OF109"}
    for number, cells in rows:
        told = {
            names[place]: text
            for place, cell in enumerate(cells)
            if place in names and (text := text_of(cell)).casefold() not in _NOTHING
        }
        for row in offers(told, number):
            yield {**row, "line": str(number)}


def _has(each: tuple[str, ...], names: Iterable[str], *, every: bool) -> bool:
    known = set(names)
    return known.issuperset(each) if every else bool(known & set(each))


def _once(rows: Iterable[dict[str, str]], log: Log) -> Iterator[dict[str, str]]:
    """Yield each offer once, with an id that no other of its step has."""
    seen: set[tuple[tuple[str, str], ...]] = set()
    ids: set[tuple[str, str]] = set()
    for row in rows:
        same = tuple(sorted((k, v) for k, v in row.items() if k not in ("line", "id")))
        if same in seen:
            log.add("OF108", row["provider"], int(row["line"]))
            continue
        seen.add(same)
        name = row.get("id") or _slug(row["provider"], row.get("place", ""))
        number, start = 1, name
        while (row["step"], name) in ids:
            number += 1
            name = f"{start}-{number}"
        ids.add((row["step"], name))
        yield {**row, "id": name}


def _slug(*texts: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", " ".join(texts).casefold()))[:60] or "offer"


@define
class _Listed:
    """Reads rows of a list of training: a state's list, or any sheet."""

    ask: Ask
    log: Log
    is_eligible: bool

    def offers(self, told: dict[str, str], line: int) -> Iterator[dict[str, str]]:
        """Yield the offer of a row, if it is one."""
        if not told or not self._is_open(told, line):
            return
        step = self._step(told, line)
        if not step:
            return
        row = {
            "step": step,
            "provider": told["provider"],
            "from": told.get("from", self.ask.origin),
        }
        try:
            row |= self._place(told) | self._prices(told, line) | self._length(told)
            row |= {"intakes": _days(told["intakes"])} if "intakes" in told else {}
            row["on"] = _day(told["on"]) if "on" in told else self.ask.on.isoformat()
        except _Unreadable as error:
            self.log.add(error.code, error.text, line)
            return
        yield {**row, **self._rest(told)}

    def _is_open(self, told: dict[str, str], line: int) -> bool:
        """Tell whether somebody offers it still; else that is written down."""
        if _CLOSED.search(told.get("status", "").casefold()):
            self.log.add("OF103", told["status"], line)
            return False
        if "provider" not in told:
            self.log.add("OF104", told.get("program", "a row"), line)
            return False
        return True

    def _rest(self, told: dict[str, str]) -> dict[str, str]:
        """Return what is taken as it stands."""
        row: dict[str, str] = {
            name: told[name] for name in ("id", "url", "currency") if name in told
        }
        if self.is_eligible:
            row["paid_by"] = "workforce"
        elif "paid_by" in told:
            row["paid_by"] = ";".join(re.split(r"\s*[;,]\s*", told["paid_by"]))
        word = told.get("attendance", "").casefold().replace(" ", "-")
        if word in list(Attendance):
            row["attendance"] = word
        row["note"] = " ".join(filter(None, (told.get("program"), told.get("credential"))))
        return row

    def _step(self, told: dict[str, str], line: int) -> str:
        named, steps = told.get("step", ""), self.ask.steps
        if named:
            titles = {step.title.casefold(): step.id for step in steps.values()}
            found = named if named in steps else titles.get(named.casefold(), "")
            if not found:
                self.log.add("OF101", named, line)
            elif steps[found].kind in WITHOUT:
                self.log.add("OF111", named, line)
                return ""
            return found
        code, mended = cip_of(told.get("cip", ""))
        if mended:
            self.log.add("OF202", f"{told['cip']} as {code}", line)
        name = " ".join(filter(None, (told.get("program"), told.get("credential"))))
        return Matcher(self.ask, self.log).step(code, name, level_of(name), line)

    def _place(self, told: dict[str, str]) -> dict[str, str]:
        found = {"place": told.get("place", "")}
        if "states" in told:
            try:
                codes = [to_state(one) for one in re.split(r"\s*[;,]\s*", told["states"])]
            except InputError:
                raise _Unreadable("OF107", told["states"]) from None
            found["states"] = ";".join(code.removeprefix("US-") for code in codes)
            if len(codes) == 1 and found["place"] and "," not in found["place"]:
                found["place"] = f"{found['place']}, {found['states']}"
        return found

    def _prices(self, told: dict[str, str], line: int) -> dict[str, str]:
        found = {}
        for name in ("price", *_PRICES):
            if name not in told:
                continue
            amount = _money(told[name])
            if float(amount) == 0:
                self.log.add("OF203", name, line)
            else:
                found[name] = amount
        parts = sum(float(found[name]) for name in _PRICES if name in found)
        if "price" in found and parts:
            if abs(parts - float(found["price"])) > 1:
                self.log.add("OF205", f"{parts:.0f} and {found['price']}", line)
                return {"price": found["price"]}
            del found["price"]
        return found

    def _length(self, told: dict[str, str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in ("weeks", "months"):
            if name in told and (count := _number(told[name])):
                found["duration"] = f"{max(1, round(count))} {name}"
        if "duration" in told and "duration" not in found:
            found["duration"] = _span(told["duration"])
        for name in ("contact_hours", "study_hours", "credits"):
            if name in told and (count := _number(told[name])):
                found[name] = f"{count:g}"
        return found


class _Unreadable(Exception):
    """Something that matters in a row cannot be read."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code)
        self.code = code
        self.text = text


def _money(text: str) -> str:
    found = re.fullmatch(r"(?:US)?\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(?:USD)?", text.strip())
    if not found:
        raise _Unreadable("OF105", text[:40])
    cents = float(found[2] or 0)
    whole = found[1].replace(",", "").lstrip("0") or "0"
    return f"{whole}{f'{cents:.2f}'[1:] if cents else ''}"


def _number(text: str) -> float:
    found = re.fullmatch(
        r"(\d[\d,]*(?:\.\d+)?)\s*(?:weeks?|months?|hours?|credits?)?", text.strip()
    )
    if not found:
        raise _Unreadable("OF106", text[:40])
    return float(found[1].replace(",", ""))


def _span(text: str) -> str:
    plain = re.sub(r"\s*-\s*", "-", text.strip().casefold())
    try:
        scalars.span(plain)
    except Misread as error:
        mended = re.search(r"Write (\d+ (?:days|weeks|months|years))\.", error.hint)
        if not mended:
            raise _Unreadable("OF106", text[:40]) from None
        return mended[1]
    return plain


def _days(text: str) -> str:
    return ";".join(_day(one) for one in re.split(r"\s*[;|]\s*|,\s+", text) if one.strip())


def _day(text: str) -> str:
    plain = text.strip()
    if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", plain):
        month, day, year = map(int, found.groups())
        # Lists of the United States have the month first; no other reading holds for these.
        plain = f"{year}-{month:02}-{day:02}"
    try:
        if re.fullmatch(r"\d\d-\d\d", plain):
            scalars.month_day(plain)
        else:
            scalars.day(plain)
    except Misread:
        raise _Unreadable("OF110", text[:40]) from None
    return plain
