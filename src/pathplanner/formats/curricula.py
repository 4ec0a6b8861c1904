"""A curriculum or degree plan in the CSV of Curricular Analytics to a pathway.

Rows of facts come first (`Curriculum`, `Institution`, `Degree Type` ...), then a line
`Courses`, the names of the columns, and a row for each course; a degree plan has terms, and
may have `Additional Courses`, which are taken only where something needs them.

A co-requisite comes before or at the same time, a strict one at the same time. A file tells no
length of a course; it is estimated from the system of its terms. The last step is the degree,
which needs all courses.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

from attrs import define, field

from pathplanner.errors import Fault, InputError
from pathplanner.formats.documents import read_pathway
from pathplanner.formats.forms.writer import tree_of
from pathplanner.formats.header import header
from pathplanner.formats.syntax.text import decode
from pathplanner.model.codes import FORMS
from pathplanner.model.graph import circles
from pathplanner.model.losses import Fate, Loss, LossReport, Place
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import LARGEST
from pathplanner.model.requirement import AllOf, Corequisite, Needs
from pathplanner.model.step import Step

_FACTS = ("curriculum", "degree plan", "institution", "degree type", "system type", "cip")
_COLUMNS = ("course id", "course name", "prefix", "number", "prerequisites", "corequisites",
            "strict-corequisites", "credit hours", "term")  # fmt: skip
_NEEDED = ("course id", "course name")
_SOURCE = "curriculum"
_TERM = "term-length"
_RULE = "34-cfr-600-2-terms"
_LENGTHS = {"semester": "15 weeks", "quarter": "10-12 weeks"}
"""How long a course lasts, by the system of terms (34 CFR 600.2, credit hour)."""


@define
class _Course:
    """One row."""

    cells: dict[str, str]
    line: int
    is_additional: bool
    id: str = ""
    needs: list[str] = field(factory=list)
    beside: dict[str, Corequisite] = field(factory=dict)
    advice: list[str] = field(factory=list)

    @property
    def key(self) -> str:
        return self.cells.get("course id", "")

    @property
    def requires(self) -> tuple[Needs, ...]:
        first = (Needs(name) for name in self.needs if name not in self.beside)
        return (*first, *(Needs(name, corequisite=way) for name, way in self.beside.items()))


def read_curriculum(data: bytes | str, file: str = "") -> tuple[Pathway, LossReport]:
    """Return the pathway that a curriculum or degree plan is, and what became of everything.

    Args:
        data: The text of the file.
        file: What it is called in messages.

    Raises:
        InputError: It is no such file, or its courses wait for each other in a circle.
    """
    reader = _Reading(file)
    reader.rows(decode(data, file))
    return reader.pathway()


@define
class _Reading:
    """Reads one file."""

    _file: str
    _facts: dict[str, str] = field(factory=dict, init=False)
    _courses: list[_Course] = field(factory=list, init=False)
    _keys: set[str] = field(factory=set, init=False)
    _faults: list[Fault] = field(factory=list, init=False)
    _losses: dict[tuple[str, Fate, str, str], list[Place]] = field(factory=dict, init=False)

    def rows(self, text: str) -> None:
        """Read all rows."""
        columns: list[str] = []
        part = ""
        lines = csv.reader(io.StringIO(text), strict=False)
        try:
            for cells in lines:
                row = [cell.strip() for cell in cells]
                first = row[0].lower() if row else ""
                if not any(row):
                    continue
                if first in ("courses", "additional courses"):
                    part, columns = first, []
                elif part and not columns:
                    columns = self._columns(row, lines.line_num)
                elif part:
                    self._course(dict(zip(columns, row, strict=False)), lines.line_num, part)
                else:
                    self._fact(first, row, lines.line_num)
        except csv.Error as error:
            raise InputError([self._fault(f"This is not CSV: {error}.", lines.line_num)]) from None
        if not part:
            said = "This is no curriculum of Curricular Analytics: it has no line Courses."
            self._faults.append(self._fault(said, 1))
        elif not self._courses and not self._faults:
            self._faults.append(self._fault("There are no courses in it.", lines.line_num))
        if self._faults:
            raise InputError(self._faults)

    def _fault(self, said: str, line: int, hint: str = "") -> Fault:
        return Fault(said, "", hint, self._file, line, 1)

    def _note(self, code: str, fate: Fate, what: str, why: str, line: int) -> None:
        place = Place(file=self._file, line=line)
        self._losses.setdefault((code, fate, what, why), []).append(place)

    def _fact(self, first: str, row: list[str], line: int) -> None:
        # Older files write "Curriculum Name".
        name = first.removesuffix(" name")
        value = next((cell for cell in row[1:] if cell), "")
        if name == "cip" and value and not FORMS["cip"].fullmatch(value):
            why = "Not the form of a CIP code, such as 11.0701."
            self._note("CA301", Fate.LEFT_OUT, name, why, line)
        elif name in _FACTS and value:
            self._facts[name] = value
            self._note("CA001", Fate.TAKEN, name, "Taken.", line)
        elif value:
            self._note("CA301", Fate.LEFT_OUT, row[0], "A pathway has no place for it.", line)

    def _columns(self, row: list[str], line: int) -> list[str]:
        columns = [cell.lower() for cell in row]
        missing = [name for name in _NEEDED if name not in columns]
        if missing:
            said = f"There is no column {' and no column '.join(missing)}."
            self._faults.append(self._fault(said, line, "The names of columns stand here."))
        for name in columns:
            if name and name not in _COLUMNS:
                why = "A pathway has no place for it."
                self._note("CA301", Fate.LEFT_OUT, name, why, line)
        return columns

    def _course(self, cells: dict[str, str], line: int, part: str) -> None:
        course = _Course(cells, line, part != "courses")
        if not course.key or not cells.get("course name"):
            self._faults.append(self._fault("A course needs an id and a name.", line))
        elif course.key in self._keys:
            self._faults.append(self._fault(f"There are two courses {course.key}.", line))
        else:
            self._keys.add(course.key)
            self._courses.append(course)

    def pathway(self) -> tuple[Pathway, LossReport]:
        """Return the pathway and the report."""
        keys = self._named()
        for course in self._courses:
            self._note("CA001", Fate.TAKEN, "course", "Taken.", course.line)
            course.needs = self._others(course, "prerequisites", keys)
            if course.needs:
                self._note("CA001", Fate.TAKEN, "prerequisites", "Taken.", course.line)
            self._corequisites(course, keys)
        self._open_circles()
        title = self._facts.get("curriculum") or "Curriculum"
        steps = [self._step(course) for course in self._courses]
        wanted = [course.id for course in self._courses if not course.is_additional]
        degree = self._facts.get("degree type", "")
        called = f"{title} ({degree})" if degree else title
        last = {"id": "degree", "title": called, "kind": "program", "requires": wanted}
        tree = {
            "format": header("pathway"),
            "id": _slug(title) or "curriculum",
            "title": title,
            "summary": self._facts.get("degree plan", ""),
            "codes": [f"cip:{self._facts['cip']}"] if "cip" in self._facts else [],
            "destinations": ["degree"],
            "stages": list(dict.fromkeys(step["stage"] for step in self._by_term(steps))),
            "sources": [self._source(title), self._rule()],
            "facts": [self._term()],
            "steps": [*steps, {**last, "source": _SOURCE}],
        }
        pathway = read_pathway(json.dumps(tree), self._file)
        losses = tuple(
            Loss(code, fate, what, why, tuple(places))
            for (code, fate, what, why), places in sorted(self._losses.items())
        )
        return pathway, LossReport(losses)

    def _named(self) -> dict[str, str]:
        """Give each course its id; return them by the ids of the file."""
        taken = {"degree"}
        for course in self._courses:
            code = f"{course.cells.get('prefix', '')} {course.cells.get('number', '')}"
            base = _slug(code) or _slug(course.cells["course name"]) or f"course-{course.line}"
            found, number = base, 1
            while found in taken:
                number += 1
                found = f"{base}-{number}"
            taken.add(found)
            course.id = found
        return {course.key: course.id for course in self._courses}

    def _others(self, course: _Course, column: str, keys: dict[str, str]) -> list[str]:
        found = []
        for key in re.split(r"[;,]", course.cells.get(column, "")):
            name = key.strip()
            if not name:
                continue
            if name in keys:
                found.append(keys[name])
            else:
                why = f"There is no course {name} in the file, so it is not asked for."
                self._note("CA302", Fate.LEFT_OUT, column, why, course.line)
        return list(dict.fromkeys(found))

    def _corequisites(self, course: _Course, keys: dict[str, str]) -> None:
        for column, way in (
            ("corequisites", Corequisite.LOOSE),
            ("strict-corequisites", Corequisite.STRICT),
        ):
            found = [one for one in self._others(course, column, keys) if one != course.id]
            course.beside |= dict.fromkeys(found, way)
            if found:
                self._note("CA001", Fate.TAKEN, column, "Taken.", course.line)
        if both := [one for one in course.needs if one in course.beside]:
            # What must be done first cannot be at the same time.
            why = "It is a prerequisite, too, and that is what counts."
            self._note("CA201", Fate.GUESSED, "corequisites", why, course.line)
            for one in both:
                del course.beside[one]

    def _open_circles(self) -> None:
        """Where what is at the same time must also be done first, the former becomes advice."""
        by_id = {course.id: course for course in self._courses}
        for _ in range(len(self._courses)):
            rings = circles(
                Step(one.id, "x", requires=AllOf(one.requires)) for one in self._courses
            )
            mended = False
            for ring in rings:
                names = set(ring)
                for course in (by_id[name] for name in ring):
                    if back := [one for one in course.beside if one in names]:
                        del course.beside[back[0]]
                        course.advice.append(back[0])
                        why = "It would have to be done first, too: it is only advised."
                        self._note("CA203", Fate.GUESSED, "corequisites", why, course.line)
                        mended = True
                        break
            if not mended:
                return  # What circles are left are told by the reader of pathways.

    def _step(self, course: _Course) -> dict[str, Any]:
        cells = course.cells
        code = f"{cells.get('prefix', '')} {cells.get('number', '')}".strip()
        name = cells["course name"]
        step: dict[str, Any] = {
            "id": course.id,
            "title": f"{code}: {name}" if code else name,
            "kind": "course",
            "requires": tree_of(course.requires),
            "recommends": course.advice,
            "duration": self._length(),
            "costs": [{"kind": "tuition", "amount": "unknown"}],
            "source": _SOURCE,
            "stage": f"Term {cells['term']}" if cells.get("term") else "",
        }
        if _is_number(told := cells.get("credit hours", "")):
            step["credits"] = float(told)
            self._note("CA001", Fate.TAKEN, "credit hours", "Taken.", course.line)
        elif told:
            step["note"] = f"Credits: {told}."
            why = "No number: written into a note for people to read; no plan checks it."
            self._note("CA101", Fate.KEPT, "credit hours", why, course.line)
        if step["stage"]:
            why = "Taken as a part of the road; a plan says itself when a course is taken."
            self._note("CA001", Fate.TAKEN, "term", why, course.line)
        return step

    @property
    def _system(self) -> str:
        told = self._facts.get("system type", "semester").lower()
        return told if told in _LENGTHS else "semester"

    def _length(self) -> dict[str, Any]:
        reason = f"A course lasts one {self._system}."
        return {"estimate": _LENGTHS[self._system], "from": _TERM, "reason": reason}

    def _term(self) -> dict[str, Any]:
        why = f"No file tells it: a {self._system} is taken to have {_LENGTHS[self._system]}."
        self._note("CA202", Fate.GUESSED, "length of a course", why, 1)
        title = f"A credit of a {self._system} is reckoned over {_LENGTHS[self._system]}"
        return {"id": _TERM, "title": title, "source": _RULE}

    def _rule(self) -> dict[str, str]:
        return {
            "id": _RULE,
            "publisher": "Code of Federal Regulations",
            "title": "34 CFR 600.2, Definitions: credit hour",
            "url": "https://www.ecfr.gov/current/title-34/section-600.2",
        }

    def _by_term(self, steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
        def term(step: dict[str, Any]) -> tuple[int, str]:
            found = re.search(r"\d+", step["stage"])
            return (int(found[0]) if found else 0), step["stage"]

        return sorted((step for step in steps if step["stage"]), key=term)

    def _source(self, title: str) -> dict[str, str]:
        publisher = self._facts.get("institution") or "Not stated"
        note = "Read from a curriculum file; what it does not state is unknown."
        return {
            "id": _SOURCE,
            "publisher": publisher,
            "title": f"Curriculum: {title}",
            "note": note,
        }


def _is_number(text: str) -> bool:
    try:
        return 0 <= float(text) < LARGEST
    except ValueError:
        return False


def _slug(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))[:60].strip("-")
