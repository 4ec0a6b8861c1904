"""What is found in a file: faults, what the linter says of a pathway, and whether a plan holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from attrs import evolve, frozen

from pathplanner.desk.offices import open_office, strange_steps
from pathplanner.errors import Fault, Faults, InputError, did_you_mean
from pathplanner.formats.attached import is_pdf
from pathplanner.formats.bundled import bundled_pathways, is_bundled
from pathplanner.formats.files import load_learner, load_pathway, load_plan, open_pathway
from pathplanner.formats.translations import load_translation, translations_of
from pathplanner.linting import RULES, Due, Finding, Severity, due, lint
from pathplanner.model.offer import WITHOUT
from pathplanner.model.step import Step
from pathplanner.verification import verify

_HEADER = re.compile(rb"pathplanner/(pathway|learner|office|plan)/[0-9]")
_START = 4096
FAULTY = "PP001"
STRANGE = "PP401"
OLD = "PP402"


@frozen
class Checked:
    """One file with what was found in it.

    Attributes:
        file: Its name as the user gave it.
        kind: What it is: a pathway, a learner, an office or a plan.
        findings: In the order of the file.
        faults: The same, where it could not be read.
    """

    file: str
    kind: str
    findings: tuple[Finding, ...] = ()
    faults: tuple[Fault, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return how many findings are so bad."""
        return sum(one.severity is severity for one in self.findings)


def check_file(file: str, today: date) -> Checked:
    """Return what is found in a file, which is what its first lines say it is."""
    kind = _kind(file)
    try:
        findings = tuple(_findings(file, kind, today))
    except InputError as error:
        found = tuple(_finding(fault, file) for fault in error.faults)
        return Checked(file, kind, found, error.faults)
    return Checked(file, kind, findings)


def due_facts(file: str, today: date) -> tuple[Due, ...]:
    """Return the facts of a pathway that are to be looked up again.

    Raises:
        InputError: The file is faulty, or no pathway.
    """
    kind = _kind(file)
    if kind != "pathway":
        raise InputError([Fault(f"{file} is a {kind}, and only a pathway states facts.", file)])
    loaded = open_pathway(_source(file))
    found = due(loaded.value, today)
    return tuple(evolve(one, path=loaded.places.file_path(one.path)) for one in found)


def check_plan(plan_file: str, pathway: str) -> tuple[Fault, ...]:
    """Return how a saved plan breaks the rules of a pathway; nothing when it holds.

    Raises:
        InputError: One of the two is faulty.
    """
    faults = Faults()
    known = faults.of(lambda: load_pathway(pathway))
    plan = faults.of(lambda: load_plan(plan_file))
    faults.stop()
    return verify(plan, known) if plan and known else ()


def _finding(fault: Fault, file: str) -> Finding:
    severity = RULES[FAULTY].severity
    where = (fault.file or file, fault.line, fault.column)
    return Finding(FAULTY, severity, fault.path, fault.message, fault.hint, *where)


def _findings(file: str, kind: str, today: date) -> Iterator[Finding]:
    """Yield what the linter says of a pathway; of other files it says nothing.

    Raises:
        InputError: The file is faulty.
    """
    if kind == "learner":
        load_learner(Path(file), today)
    elif kind == "plan":
        load_plan(file)
    elif kind == "office":
        yield from _of_office(file, today)
    else:
        yield from _linted(file, today)


def _of_office(file: str, today: date) -> Iterator[Finding]:
    """Yield what is found in an office file: offers of no step, and what is old.

    Raises:
        InputError: The file or a list beside it is faulty.
    """
    office = open_office(file)
    known = {name: step for one in bundled_pathways() for name, step in _steps_of(one).items()}
    own = {fact.step: Fault("", f"facts.{fact.path}") for fact in office.value.facts}
    strange = [
        *strange_steps(office, known),
        *(
            evolve(office.locate(place), message=f"There is no step {step!r} in any pathway.",
                   hint=did_you_mean(step, known))
            for step, place in own.items()
            if step not in known
        ),
    ]  # fmt: skip
    # A pathway of the office's own may have the step, so this is no fault of the file.
    for fault in strange:
        yield evolve(_finding(fault, file), code=STRANGE, severity=RULES[STRANGE].severity)
    for place, step in office.steps.items():
        found = known.get(place)
        if found is not None and found.kind in WITHOUT:
            said = f"{place} has no offers: it is a {found.kind}."
            hint = "Name the program, the course or the exam that comes before it."
            yield _finding(evolve(step, message=said, hint=hint), file)
    for fault in office.old(today):
        yield evolve(_finding(fault, file), code=OLD, severity=RULES[OLD].severity)


def _steps_of(name: str) -> Mapping[str, Step]:
    return load_pathway(name).by_id


def _linted(file: str, today: date) -> Iterator[Finding]:
    source = _source(file)
    loaded = open_pathway(source)
    places = loaded.places
    read = [load_translation(source, language) for language in translations_of(source)]
    found = lint(
        loaded.value,
        today,
        translations=[one for one in read if one],
        name=places.file_path,
        is_own=places.is_own,
    )
    placed = []
    for one in found:
        place = places.place_of(one.path)
        placed.append(evolve(one, file=places.file, line=place.line, column=place.column))
    yield from sorted(placed, key=lambda one: (one.line, one.column, one.code))


def _source(file: str) -> str | Path:
    # A file of the name of a bundled pathway is the file: it is there to be fixed.
    return file if is_bundled(file) and not Path(file).exists() else Path(file)


def _kind(file: str) -> str:
    path = Path(file)
    if not path.is_file():
        return "pathway"
    try:
        with path.open("rb") as stream:
            start = stream.read(_START)
    except OSError:
        return "pathway"
    found = _HEADER.search(start)
    return "plan" if is_pdf(start) else found[1].decode() if found else "pathway"
