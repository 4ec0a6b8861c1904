"""A curriculum or degree plan in the CSV of Curricular Analytics to a pathway.

Rows of facts come first (`Curriculum`, `Institution`, `Degree Type` ...), then a line
`Courses`, the names of the columns, and a row for each course; a degree plan has terms, and
may have `Additional Courses`, which are taken only where something needs them.

A pathway knows nothing that is done at the same time. So a co-requisite, which comes before or
at the same time, is taken as what comes first; one that must be at the same time is advice.
The last step is the degree, which needs all courses.
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
from pathplanner.formats.header import header
from pathplanner.formats.syntax.text import decode
from pathplanner.model.graph import circles
from pathplanner.model.losses import Fate, Loss, LossReport, Place
from pathplanner.model.pathway import Pathway
from pathplanner.model.requirement import AllOf
from pathplanner.model.step import Step

_FACTS = ("curriculum", "degree plan", "institution", "degree type", "system type", "cip")
_COLUMNS = ("course id", "course name", "prefix", "number", "prerequisites", "corequisites",
            "strict-corequisites", "credit hours", "term")  # fmt: skip
_NEEDED = ("course id", "course name")
_SOURCE = "curriculum"


@define
class _Course:
    """One row."""

    cells: dict[str, str]
    line: int
    is_additional: bool
    id: str = ""
    needs: list[str] = field(factory=list)
    beside: list[str] = field(factory=list)
    advice: list[str] = field(factory=list)

    @property
    def key(self) -> str:
        return self.cells.get("course id", "")


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
        if name in _FACTS and value:
            self._facts[name] = value
            taken = "CA001", Fate.TAKEN, name, "Taken.", line
            kept = "CA301", Fate.LEFT_OUT, name, "A pathway has no place for it.", line
            self._note(*(kept if name in ("cip", "system type") else taken))
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
            "destinations": ["degree"],
            "stages": list(dict.fromkeys(step["stage"] for step in self._by_term(steps))),
            "sources": [self._source(title)],
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
        before = [one for one in self._others(course, "corequisites", keys) if one != course.id]
        if before:
            why = "It may be at the same time; here it is asked for first."
            self._note("CA201", Fate.GUESSED, "corequisites", why, course.line)
        course.beside = before
        course.needs += [one for one in before if one not in course.needs]
        course.advice = self._others(course, "strict-corequisites", keys)
        if course.advice:
            why = "At the same time, which a pathway cannot say: it is advised, not asked for."
            self._note("CA202", Fate.GUESSED, "strict-corequisites", why, course.line)

    def _open_circles(self) -> None:
        """Where co-requisites wait for each other, the later ones become advice."""
        by_id = {course.id: course for course in self._courses}
        for _ in range(len(self._courses)):
            rings = circles(Step(one.id, "x", requires=AllOf(one.needs)) for one in self._courses)
            mended = False
            for ring in rings:
                names = set(ring)
                for course in (by_id[name] for name in ring):
                    back = [one for one in course.beside if one in names and one in course.needs]
                    if back:
                        course.needs.remove(back[0])
                        course.advice.append(back[0])
                        why = "Asked for at the same time by each other: one way is only advised."
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
            "requires": course.needs,
            "recommends": course.advice,
            "duration": "unknown",
            "costs": [{"kind": "tuition", "amount": "unknown"}],
            "source": _SOURCE,
            "stage": f"Term {cells['term']}" if cells.get("term") else "",
        }
        if cells.get("credit hours"):
            step["note"] = f"Credits: {cells['credit hours']}."
            why = "Written into a note for people to read."
            stated = cells["credit hours"]
            if re.fullmatch(r"\d{1,3}(\.\d{1,2})?", stated) and float(stated) > 0:
                step["gives"] = {"credits": stated}
                why = "What the course gives, which a total can ask for; and in a note."
            self._note("CA101", Fate.TAKEN, "credit hours", why, course.line)
        return step

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


def _slug(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))[:60].strip("-")
