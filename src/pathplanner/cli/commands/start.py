"""`pathplanner start`: a few questions, a learner file and a roadmap."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pathplanner.cli import complete
from pathplanner.cli.person import many

if TYPE_CHECKING:
    from pathplanner.model.plan import Plan


@click.command(short_help="Begin: a few questions, then a roadmap.")
@click.option(
    "--pathway",
    metavar="NAME",
    shell_complete=complete.pathways,
    help="The career, a bundled pathway or a file.",
)
@click.option("--name", metavar="NAME", help="Your name, as it shall stand on the page.")
@click.option("--goal", metavar="STEP", shell_complete=complete.steps, help="What to reach.")
@many("--have", metavar="STEP[=DATE]", shell_complete=complete.steps, help="A step you have done.")
@click.option("--start", metavar="DATE", help="First day, such as 2027-01-04.")
@click.option("--hours", metavar="NUMBER", help="Hours for study each week.")
@click.option("--budget", metavar="MONEY", help="The most you can pay in all.")
@click.option("--savings", metavar="MONEY", help="Money you have at the start.")
@click.option("--monthly", metavar="MONEY", help="Money you can add each month.")
@click.option("--state", metavar="STATE", help="Where you live, such as US-TX.")
@click.option("--prefer", metavar="WHAT", help="fastest, cheapest or balanced.")
@click.option("--language", metavar="TAG", help="Language of the questions and the roadmap.")
@click.option(
    "--file",
    type=click.Path(),
    metavar="FILE",
    help="Learner file to write.  [default: your name with .yaml]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    metavar="FILE",
    help="Roadmap to write.  [default: your name with -roadmap.pdf]",
)
@click.option("--yes", is_flag=True, help="Ask nothing; what no flag says is left open.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_context
def start(context: click.Context, /, **given: Any) -> None:
    """Answer a few questions and get a roadmap, and a file to keep your answers in.

    Enter skips a question and ? explains it. Each question is answered by a flag as well.
    Where nobody can answer, because the input is no terminal, nothing is asked.
    """  # fmt: skip
    from pathplanner.cli.interview import interview
    from pathplanner.document.words.language import find_language, speaking
    from pathplanner.errors import Fault, InputError

    asking = not given["yes"] and sys.stdin is not None and sys.stdin.isatty()
    if given["language"] and find_language(given["language"]) is None:
        said = f"There are no words in the language {given['language']!r}."
        raise InputError([Fault(said, "--language", "Known: en, es.")])
    _check_places(given)
    tag = given["language"] or _usual_language()
    if asking and not given["language"]:
        tag = _ask_language(tag)
    with speaking(tag):
        answers = interview({**given, "language": tag}, asking=asking)
        status = _finish(answers, given, asking=asking)
    context.exit(status)


def _check_places(given: Any) -> None:
    """Refuse what cannot be written before a person has answered for nothing.

    Raises:
        InputError: There is no such folder or format, or nothing may be written there.
    """
    from pathplanner.cli.faults import Faults
    from pathplanner.renderers import renderer_for_suffix

    faults = Faults()
    for flag in ("file", "output"):
        folder = Path(given[flag] or "me").parent
        if not folder.is_dir():
            said = f"Cannot write {given[flag]}: there is no folder {folder}."
            faults.add(said, f"--{flag}", "Make it first.")
        elif not os.access(folder, os.W_OK):
            faults.add(f"You may not write in {folder.resolve()}.", f"--{flag}", "Go elsewhere.")
    if given["output"]:
        renderer_for_suffix(given["output"])
    faults.stop()


def _usual_language() -> str:
    from pathplanner.document.words.language import LANGUAGE, find_language

    said = next((os.environ[name] for name in ("LC_ALL", "LANG") if os.environ.get(name)), "")
    found = find_language(re.split(r"[.@]", said)[0])
    return found.tag if found else LANGUAGE


def _ask_language(usual: str) -> str:
    from pathplanner.document.words.language import find_language

    while True:
        text = click.prompt("Language / Idioma: en, es", default=usual, err=True)
        if found := find_language(text.strip()):
            return found.tag
        click.echo("en, es", err=True)


def _finish(answers: Any, given: Any, *, asking: bool) -> int:
    """Plan, write both files and say what comes next; return the exit status."""
    from pathplanner.cli.terminal.guard import DONE, NO_PLAN
    from pathplanner.cli.terminal.say import note, say
    from pathplanner.cli.terminal.summary import print_change
    from pathplanner.cli.terminal.waiting import working
    from pathplanner.document import compose
    from pathplanner.document.interview import at_work, learner_file, what_now, wrote
    from pathplanner.files import write_bytes_safely
    from pathplanner.formats.documents import read_learner
    from pathplanner.model.plan import Status

    stem = _stem(answers.learner.name)
    file = given["file"] or f"{stem}.yaml"
    roadmap = given["output"] or f"{stem}-roadmap.pdf"
    file, roadmap = (_free(name, asking=asking) for name in (file, roadmap))
    with working(at_work()):
        made = answers.plan()
    text = learner_file(answers.learner, answers.pathway, answers.names, file).encode()
    read_learner(text, file)
    printed, data = _printed(made, roadmap, given["output"])
    if printed != roadmap:
        printed = _free(printed, asking=asking)
    write_bytes_safely(file, text)
    note(wrote(file))
    write_bytes_safely(printed, data)
    note(wrote(printed))
    if given["as_json"]:
        from pathplanner.cli.as_json import plan_to_tell, print_json

        tree = {"pathway": answers.pathway.id, "file": file, "written": [file, printed]}
        print_json("start", {**tree, **plan_to_tell(made)})
    else:
        print_change(compose(made))
        say()
        for line in what_now(answers.pathway, answers.names, file, printed):
            say(line)
    return NO_PLAN if made.status is Status.IMPOSSIBLE else DONE


def _printed(made: Plan, roadmap: str, asked: str | None) -> tuple[str, bytes]:
    """Return the roadmap and its bytes: a checklist where no PDF can be made here.

    Raises:
        MissingComponent: The format that was asked for needs something.
    """
    from pathplanner.cli.terminal.say import note
    from pathplanner.cli.terminal.waiting import working
    from pathplanner.document.interview import at_work
    from pathplanner.errors import MissingComponent
    from pathplanner.renderers import render, renderer_for_suffix

    try:
        with working(at_work()):
            return roadmap, render(made, renderer_for_suffix(roadmap))
    except MissingComponent as error:
        if asked:
            raise
        note(str(error))
        return str(Path(roadmap).with_suffix(".md")), render(made, "checklist")


def _free(name: str, *, asking: bool) -> str:
    """Return the name of a file to write; a person may write over one, or name another.

    Raises:
        InputError: It is there, and nobody can be asked.
        click.Abort: The person stops.
    """
    from pathplanner.cli.terminal.say import ask
    from pathplanner.document.interview import is_there, is_yes, other_name
    from pathplanner.errors import Fault, InputError

    while os.path.lexists(name):
        if not asking:
            said = "There is such a file already, and it stays as it is."
            hint = "Name another with --file or -o, or move it."
            raise InputError([Fault(said, hint=hint, file=name)])
        if is_yes(ask(is_there(name))):
            break
        name = ask(other_name()) or name
    return name


def _stem(name: str) -> str:
    """Return the name of a file for a person: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:40].strip("-") or "me"
