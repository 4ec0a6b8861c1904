"""`pathplanner start`: a few questions, a learner file and a roadmap."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from pathlib import Path

import click
from attrs import evolve

import pathplanner as pp
from pathplanner import desk
from pathplanner.cli import options, terminal
from pathplanner.cli.interview import ask_person, forget, untold_diploma
from pathplanner.cli.options import Asked, asks, complete_pathways
from pathplanner.document.interview import (
    diploma_note,
    is_yes,
    learner_file,
    next_commands,
    other_name_question,
    overwrite_question,
    waiting_words,
    wrote_words,
)
from pathplanner.document.words.language import ENGLISH, find_language, no_words_in, speaking
from pathplanner.errors import Fault, Faults, InputError, MissingComponent
from pathplanner.files import write_bytes_safely
from pathplanner.formats.documents import read_learner
from pathplanner.renderers import renderer_for_suffix


@click.command()
@asks(
    click.option(
        "--pathway", metavar="NAME", shell_complete=complete_pathways,
        help="The career, a bundled pathway or a file.",
    ),
    *options.ANSWERS,
)  # fmt: skip
@click.option(
    "--file", type=click.Path(), metavar="FILE",
    help="Learner file to write.  [default: your name with .yaml]",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE",
    help="Roadmap to write.  [default: your name with -roadmap.pdf]",
)  # fmt: skip
@click.option("--yes", is_flag=True, help="Ask nothing; what no flag says is left open.")
@options.JSON
@click.pass_context
def start(
    context: click.Context, /, asked: Asked, file: str | None, output: str | None, *,
    yes: bool, as_json: bool,
) -> None:  # fmt: skip
    """Answer a few questions and get a roadmap, and a file to keep your answers in.

    Enter skips a question and ? explains it. Answer in plain words: a number of the list,
    "medical coder", "8 hours", "$1,500", Ohio. Each question is answered by a flag as well. Who
    stops goes on later: the answers are kept in pathplanner-start.json until there is a file.
    Where nobody can answer, because the input is not a terminal, nothing is asked.
    """
    asking = not yes and sys.stdin is not None and sys.stdin.isatty()
    tag = asked.request.language
    if tag and find_language(tag) is None:
        raise InputError([no_words_in(tag)])
    _check_places(file, output)
    tag = tag or _usual_language()
    with speaking(tag):
        asked = evolve(asked, request=evolve(asked.request, language=tag))
        case = ask_person(asked, asking=asking)
        stem = _stem(case.learner.name)
        names = (file or f"{stem}.yaml", output or f"{stem}-roadmap.pdf")
        kept, roadmap = (_free(name, asking=asking) for name in names)
        with terminal.working(waiting_words()):
            made = desk.plan(case)
        writer = terminal.PlanWriter(made)
        printed = _write(case, writer, (kept, roadmap), made, asking=asking, asked=bool(output))
        if asking:
            forget()
        elif untold := untold_diploma(case):
            terminal.note(diploma_note(untold.title, untold.id))
        if as_json:
            tree = {"pathway": case.pathway.id, "file": kept, "written": [kept, printed]}
            terminal.print_json("start", {**tree, **terminal.plan_to_tell(made)})
        else:
            terminal.print_change(writer.document())
            terminal.say()
            for line in next_commands(kept, printed, case.pathways.names[0]):
                terminal.say(line)
    context.exit(terminal.status_of(made))


def _write(
    case: desk.Case,
    writer: terminal.PlanWriter,
    names: tuple[str, str],
    made: pp.Plan,
    *,
    asking: bool,
    asked: bool,
) -> str:
    """Write the learner file and the roadmap; return the name of the roadmap."""
    file, roadmap = names
    own = [fact for fact in case.learner.facts if case.request.says(f"facts.{fact.path}")]
    # An office keeps what it found out itself.
    learner = evolve(case.learner, facts=own, numbers=made.numbers)
    is_told = case.request.says("hours_per_week")
    scope = _scope(case, file)
    text = learner_file(learner, case.pathway, scope, file, tells_hours=is_told).encode()
    read_learner(text, file)
    printed, data = _printed(writer, roadmap, asked=asked)
    if printed != roadmap:
        printed = _free(printed, asking=asking)
    write_bytes_safely(file, text)
    terminal.note(wrote_words(file))
    write_bytes_safely(printed, data)
    terminal.note(wrote_words(printed))
    return printed


def _scope(case: desk.Case, file: str) -> str:
    """Return what names the pathway in a learner file: its name, or its path from there."""
    name = case.pathways.names[0]
    if name in pp.bundled_pathways():
        return name
    return Path(os.path.relpath(name, Path(file).parent)).as_posix()


def _check_places(file: str | None, output: str | None) -> None:
    """Refuse what cannot be written before a person has answered for nothing.

    Raises:
        InputError: There is no such folder or format, or nothing may be written there.
    """
    faults = Faults()
    for flag, name in (("--file", file), ("--output", output)):
        folder = Path(name or "me").parent
        if not folder.is_dir():
            said = f"Cannot write {name}: there is no folder {folder}."
            faults.add(said, flag, "Make it first.")
        elif not os.access(folder, os.W_OK):
            faults.add(f"You may not write in {folder.resolve()}.", flag, "Go elsewhere.")
    if output:
        renderer_for_suffix(output)
    faults.stop()


def _usual_language() -> str:
    said = next((os.environ[name] for name in ("LC_ALL", "LANG") if os.environ.get(name)), "")
    found = find_language(re.split(r"[.@]", said)[0])
    return found.tag if found else ENGLISH.tag


def _printed(writer: terminal.PlanWriter, roadmap: str, *, asked: bool) -> tuple[str, bytes]:
    """Return the roadmap and its bytes: a checklist where no PDF can be made here.

    Raises:
        MissingComponent: The format that was asked for needs something.
    """
    try:
        with terminal.working(waiting_words()):
            return roadmap, writer.write(renderer_for_suffix(roadmap))
    except MissingComponent as error:
        if asked:
            raise
        terminal.note(str(error))
        return str(Path(roadmap).with_suffix(".md")), writer.write("checklist")


def _free(name: str, *, asking: bool) -> str:
    """Return the name of a file to write; a person may write over one, or name another.

    Raises:
        InputError: It is there, and nobody can be asked.
        click.Abort: The person stops.
    """
    while os.path.lexists(name):
        if not asking:
            said = "There is such a file already, and it stays as it is."
            hint = "Name another with --file or -o, or move it."
            raise InputError([Fault(said, hint=hint, file=name)])
        if is_yes(terminal.ask(overwrite_question(name))):
            break
        name = terminal.ask(other_name_question()) or name
    return name


def _stem(name: str) -> str:
    """Return the name of a file for a person: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:40].strip("-") or "me"
