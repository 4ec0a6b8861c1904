"""`pathplanner hold`: what records of achievement say that a person holds."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import click

from pathplanner import ctdl
from pathplanner.cli.commands.pathways import named
from pathplanner.cli.edge import today
from pathplanner.cli.options import JSON, complete_pathways
from pathplanner.cli.terminal.screen import ask, note, say
from pathplanner.cli.terminal.summary import print_json
from pathplanner.errors import Faults, InputError, OutputError
from pathplanner.files import replace_safely
from pathplanner.formats import learner_text, read_learner
from pathplanner.formats.beside import load_kept
from pathplanner.formats.files import load_pathway
from pathplanner.formats.forms.writer import tree_of
from pathplanner.formats.learner_proofs import record_proofs
from pathplanner.formats.records import read_record
from pathplanner.formats.source import bytes_of
from pathplanner.model.achievement import Achievement, Match, Sureness, match
from pathplanner.model.learner import Proof
from pathplanner.model.pathway import Pathway
from pathplanner.model.progress import Progress, ProgressKind, settled_by


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option("--pathway", required=True, shell_complete=complete_pathways, help="Whose steps.")
@click.option("--learner", type=click.Path(), metavar="FILE", help="Record in this learner file.")
@click.option("--holder", default="", metavar="EMAIL", help="Whose records they must be.")
@click.option("--guesses", type=click.Choice(["ask", "yes", "no"]), default="ask",
              show_default=True, help="What to do with steps that are only guessed.")  # fmt: skip
@JSON
def hold(
    files: tuple[str, ...], pathway: str, learner: str | None, holder: str, guesses: str,
    *, as_json: bool,
) -> None:  # fmt: skip
    """Find the steps that FILES say are done: Open Badges, CLR, Europass, or a list.

    A list is JSON: ["GED", {"name": "CPR", "date": "2026-05-01", "expires": "2028-05-01"}].
    Steps are found by address, CTID, code or name; a guess is asked for. What expired, was
    taken back or is another person's does not count. Nothing is fetched: what could not be
    checked is said.
    """
    day = today()
    pathway = named(pathway)
    whole = load_pathway(pathway)
    faults, found = Faults(), list[Achievement]()
    for file in files:
        found += faults.of(partial(_read, file, day, holder)) or ()
    if faults.found:
        raise InputError(faults.found)
    known = {step.id: {step.url} - {""} for step in whole.steps}
    for step_id, keys in ctdl.step_keys(load_kept(pathway)).items():
        known.setdefault(step_id, set()).update(keys)
    matches = match(found, whole, known)
    if as_json:
        print_json("held", {"pathway": whole.id, "matches": tree_of(matches)})
    for one in () if as_json else matches:
        _tell(one, whole)
    taken = [one for one in matches if _counts(one, whole, "no" if as_json else guesses)]
    if learner:
        _record(Path(learner), taken, day)


def _read(file: str, day: date, holder: str) -> tuple[Achievement, ...]:
    return read_record(bytes_of(file), file, day, holder)


def _tell(one: Match, pathway: Pathway) -> None:
    found = one.achievement
    by = f" from {found.issuer}" if found.issuer else ""
    on = f", {found.on}" if found.on else ""
    if found.refused:
        say(f"{found.name}{by}{on}: does not count. {found.refused} ({found.place})")
        return
    if not one.step:
        say(f"{found.name}{by}{on}: no step of this pathway. ({found.place})")
        return
    title = pathway.by_id[one.step].title
    word = "is perhaps" if one.how is Sureness.GUESS else f"is, by its {one.how},"
    until = f" It counts until {found.expires}." if found.expires else ""
    evidence = f" Evidence: {', '.join(found.evidence)}." if found.evidence else ""
    left = " ".join(found.unchecked)
    say(f"{found.name}{by}{on}: {word} {one.step} ({title}).{until}{evidence} {left}")


def _counts(one: Match, pathway: Pathway, guesses: str) -> bool:
    if one.achievement.refused or not one.step:
        return False
    if one.how is not Sureness.GUESS or guesses == "yes":
        return True
    if guesses == "no":
        return False
    title = pathway.by_id[one.step].title
    answer = ask(f"Is {one.achievement.name} the same as {title}? (yes or no)", "no")
    return answer.casefold() in ("y", "yes")


def _record(path: Path, matches: list[Match], day: date) -> None:
    old = new = bytes_of(str(path))
    said: list[str] = []
    proofs: list[Proof] = []
    for one in matches:
        found = one.achievement
        proof = Proof(one.step, found.expires, found.issuer, found.evidence)
        if proof != Proof(one.step):
            proofs.append(proof)
        learner = read_learner(new, str(path), day)
        if one.step in {held.step for held in learner.holds} | set(said):
            continue
        entry = Progress(ProgressKind.DONE, one.step, one.achievement.on)
        new = learner_text.record(new, entry, settled_by(learner, entry), day, str(path))
        said.append(one.step)
    new = record_proofs(new, tuple(proofs), day, str(path))
    if new == old:
        note("Nothing to record.")
        return
    if not replace_safely(path, old, new):
        raise OutputError(f"{path} was changed by somebody else just now. Nothing was recorded.")
    known = list(dict.fromkeys((*said, *(one.step for one in proofs))))
    note(f"Recorded in {path}: {', '.join(known)}.")
