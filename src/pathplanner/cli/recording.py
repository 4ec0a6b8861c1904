"""Records what became of a step in the learner file, plans again and tells what changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from pathplanner.cli.clock import today
from pathplanner.cli.faults import Faults
from pathplanner.cli.making import make_plan
from pathplanner.cli.numbered import by_number
from pathplanner.cli.person import read_pathways
from pathplanner.cli.question import named_pathways
from pathplanner.cli.recorded import deliver
from pathplanner.cli.scope import in_scope
from pathplanner.errors import Fault, InputError, did_you_mean
from pathplanner.formats.documents import read_learner
from pathplanner.formats.files import load_plan
from pathplanner.formats.forms import scalars as words
from pathplanner.formats.source import bundled_pathways, bytes_of
from pathplanner.model.progress import (
    Progress,
    ProgressKind,
    latest,
    progress_of,
    settled_by,
    with_progress,
    without_progress,
)
from pathplanner.model.scope import MARK

if TYPE_CHECKING:
    from pathplanner.model.learner import Learner
    from pathplanner.model.pathway import Pathway
    from pathplanner.model.plan import Plan


@frozen
class Case:
    """All that is known before anything is recorded.

    Attributes:
        given: The flags.
        file: The learner file.
        data: What it holds.
        learner: The same, with the names of steps as they stand there.
        names: The pathways.
        pathway: All of them as one.
        before: The plan before; None until it is asked for.
        targets, options: What is to be printed.
    """

    given: Mapping[str, Any]
    file: str
    data: bytes
    learner: Learner
    names: tuple[str, ...]
    pathway: Pathway
    before: Plan
    targets: Any
    options: Any


def record(given: Mapping[str, Any], kind: str) -> int:
    """Record what became of a step; return the exit status.

    Raises:
        InputError: Something is wrong with the input; the file is as it was.
        OutputError: It cannot be written; the file is as it was.
    """
    from pathplanner.cli.possible import check
    from pathplanner.document.sections.progress import recorded
    from pathplanner.formats.learner_text import record as write_down

    case = _open(given)
    faults = Faults()
    step = _step(given["step"], case)
    day = _day(given["on"], faults)
    faults.stop()
    entry = Progress(ProgressKind(kind), _as_in_file(step, case), day)
    settled = settled_by(case.learner, entry)
    plain = _plain(case.learner, case, faults)
    check(case.pathway, plain, evolve(entry, step=step), anyway=given["anyway"])
    start = today()
    after = with_progress(without_progress(case.learner, *settled), entry)
    made = _plan_again(evolve(after, start=max(after.start, start)), case)
    data = write_down(case.data, entry, settled, start, case.file)
    return deliver(data, made, case, entry, recorded)


def take_back(given: Mapping[str, Any]) -> int:
    """Take back what was recorded last; return the exit status.

    Raises:
        InputError: Something is wrong with the input; the file is as it was.
        OutputError: It cannot be written; the file is as it was.
    """
    from pathplanner.document.sections.progress import taken_back
    from pathplanner.formats.learner_text import take_back as write_down

    if given["step"] and not given["pathway"] and _is_pathway(given["step"]):
        given = {**given, "pathway": given["step"], "step": None}
    case = _open(given)
    entry = _last(case, given["step"])
    data = write_down(case.data, entry, today(), case.file)
    after = read_learner(data, case.file, today())
    made = _plan_again(evolve(after, start=max(after.start, today())), case)
    return deliver(data, made, case, entry, taken_back)


def _is_pathway(name: str) -> bool:
    """Tell whether a name can only be that of a pathway: no step has a dot in its name."""
    return name in bundled_pathways() or (bool(Path(name).suffix) and Path(name).is_file())


def _open(given: Mapping[str, Any]) -> Case:
    """Read all that is named; every fault is told at once."""
    from pathplanner.cli.language import as_in
    from pathplanner.cli.outputs import check_json, choose_options, choose_targets

    faults, file = Faults(), given["learner"]
    data = faults.of(lambda: bytes_of(file))
    learner = None if data is None else faults.of(lambda: read_learner(data, file, today()))
    old = _before(given, faults)
    names = named_pathways(given, learner, old, faults)
    language = given["language"] or (old.pathway.language if old else "")
    pathway = read_pathways(names, faults, language) if names else None
    inputs = tuple(filter(None, (*names, file, given["previous"])))
    targets = choose_targets(given["output"], given["format_"], inputs, faults)
    options = choose_options(given["option"], targets, faults)
    if given["as_json"]:
        check_json(targets, faults)
    if pathway and old and old.pathway.id != pathway.id:
        message = f"The plan before is for {old.pathway.id!r}, not for {pathway.id!r}."
        faults.add(message, "--previous", "Name a plan of the same pathway.")
    faults.stop()
    assert pathway is not None  # noqa: S101 - else there was a fault
    assert data is not None  # noqa: S101 - the same
    assert learner is not None  # noqa: S101 - the same
    if old is None:
        old = make_plan(pathway, _plain(learner, None, faults, pathway, names))
    else:
        old = as_in(pathway, old, names, faults)
    faults.stop()
    return Case(given, file, data, learner, names, pathway, old, targets, options)


def _before(given: Mapping[str, Any], faults: Faults) -> Plan | None:
    """Return the plan that --previous names, or else the one that is printed over."""
    if name := given["previous"]:
        return faults.of(lambda: load_plan(name))
    for file in given["output"]:
        if Path(file).suffix.lower() in (".pdf", ".json") and Path(file).is_file():
            try:
                return load_plan(file)
            except InputError:
                continue
    return None


def _plain(
    learner: Learner,
    case: Case | None,
    faults: Faults,
    pathway: Pathway | None = None,
    names: tuple[str, ...] = (),
) -> Learner:
    """Return the learner with the plain names of the steps of this pathway alone."""
    known = case.pathway if case else pathway
    assert known is not None  # noqa: S101 - one of the two is given
    found = in_scope(learner, known, case.names if case else names, faults)
    faults.stop()
    return found


def _plan_again(learner: Learner, case: Case) -> Plan:
    from pathplanner.revision import revise

    return revise(case.before, make_plan(case.pathway, _plain(learner, case, Faults())))


def _step(text: str, case: Case) -> str:
    """Return the id of a step named by its id, its title or its number on the page.

    Raises:
        InputError: There is no such step.
    """
    pathway, plan = case.pathway, case.before
    scope, mark, name = text.strip().rpartition(MARK)
    if name in pathway.by_id and (not mark or scope in case.names or scope == pathway.id):
        return name
    if text in pathway.by_id:
        return text
    hint = "Count on the page of the plan before, or give the id of the step."
    if numbered := by_number(text, plan, hint):
        return numbered
    titles = [step.id for step in pathway.steps if step.title.casefold() == text.casefold()]
    if len(titles) == 1:
        return titles[0]
    hint = did_you_mean(text, pathway.by_id) or f"See: pathplanner show {case.names[0]}."
    raise InputError([Fault(f"The pathway {pathway.id} has no step {text!r}.", "STEP", hint)])


def _day(text: str | None, faults: Faults) -> date:
    if text is None:
        return today()
    try:
        day = words.day(text.strip())
    except words.Misread as error:
        faults.add(error.message, "--on", error.hint)
        return today()
    if day > today():
        faults.add(f"{day} is in the future.", "--on", f"Today is {today()}.")
    return day


def _as_in_file(step: str, case: Case) -> str:
    """Return a step as the file names steps: some name their pathway, too."""
    named = [entry.step for entry in progress_of(case.learner)]
    scoped = [f"{name}{MARK}{step}" for name in case.names]
    for name in (step, *scoped):
        if name in named:
            return name
    return step


def _last(case: Case, text: str | None) -> Progress:
    """Return the entry to take back.

    Raises:
        InputError: There is none, or there are several of the latest day.
    """
    entries = [entry for entry in progress_of(case.learner) if text or entry.on]
    if text:
        step = _step(text, case)
        names = (step, *(f"{name}{MARK}{step}" for name in case.names))
        entries = [entry for entry in entries if entry.step in names]
    found = latest(iter(entries))
    if len({entry.step for entry in found}) == 1:
        # Only an attempt stays when more becomes of a step, so it is never the last of them.
        found = tuple(entry for entry in found if entry.kind is not ProgressKind.FAILED) or found
    if len(found) == 1:
        return found[0]
    if not found:
        what = f"Nothing is recorded of {text}." if text else "Nothing with a day is recorded."
        raise InputError([Fault(what, "STEP", file=case.file)])
    several = ", ".join(f"{entry.kind} {entry.step}" for entry in found)
    said = f"{len(found)} things are recorded on {found[0].on}: {several}."
    hint = f"Name the one: pathplanner undo {found[0].step}."
    raise InputError([Fault(said, "STEP", hint, case.file)])
