"""`pathplanner done`, `begun`, `failed`, `dropped`, `applied`, `undo`: what became of steps."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import click
from attrs import evolve

import pathplanner as pp
from pathplanner import desk
from pathplanner.cli import options, terminal
from pathplanner.cli.options import STDOUT, Asked, Wanted, asks, complete_steps, writes
from pathplanner.cli.terminal.guard import DONE
from pathplanner.model.own_facts import split_path

_ON = click.option("--on", metavar="DATE", help="The day, such as 2027-01-04.  [default: today]")
_FROM = click.option(
    "--from", "by", metavar="WHO", default="", help='Who said it, such as "school, phone".'
)
_PAID = click.option("--paid", metavar="MONEY", help="What you paid for it yourself, such as 425.")
_GRADE = click.option("--grade", metavar="GRADE", default="", help="Its grade, such as B or 85.")
_RENEWED = click.option("--renewed", metavar="DATE", help="The day on which it was renewed.")
_ANYWAY = click.option(
    "--anyway", is_flag=True, help="Record it although what the step needs is not done."
)


def _command(kind: str, what: str, more: str = "", *flags: Callable[[Any], Any]) -> click.Command:
    """Return the command that records one kind of progress."""

    @options.STEP
    @asks(*options.RECORD[:2], _ON, *flags, _PAID, _ANYWAY, *options.RECORD[2:])
    @writes
    @click.pass_context
    def run(
        context: click.Context, /, step: str, asked: Asked, wanted: Wanted, on: str,
        paid: str | None, *, anyway: bool, **more: Any,
    ) -> None:  # fmt: skip
        case, outputs = _opened(asked, wanted, step)
        told = desk.record(case, kind, step, on, anyway=anyway, paid=paid, **more)
        context.exit(_deliver(told, outputs, wanted, is_undo=False))

    text = (
        f"Record that STEP {what}, plan again and say what changed.\n\n"
        "STEP is an id, a title, or the number on the page of the plan before: that of "
        "--previous, or of the file that is printed over. PATHWAY may be left out when the "
        "plan before or the goal of the learner file names it. The file keeps its comments and its "
        f"order.{more}"
    )
    return click.command(kind, help=text)(run)


done = _command(
    "done",
    "is done",
    " Without --on, --grade and --renewed tell more of what is done already.",
    _GRADE,
    _RENEWED,
)
begun = _command("begun", "is begun")
failed = _command("failed", "was tried and not passed", " An exam may be failed several times.")
dropped = _command("dropped", "was given up", " No plan takes it then.")
applied = _command(
    "applied",
    "was applied for",
    " Who applied in time is in time, and waiting that nothing else begins begins then.",
)


@click.command()
@click.argument("path", metavar="PATH")
@click.argument("value")
@asks(*options.RECORD[:2], _FROM, _ON, *options.RECORD[2:])
@writes
@click.pass_context
def found(
    context: click.Context, /, path: str, value: str, asked: Asked, wanted: Wanted, by: str, on: str
) -> None:
    """Record what was found out, plan again and say what changed.

    PATH is a step and what of it, such as cpc.costs.exam, cpc.study_hours or cpc.duration;
    VALUE is a number such as 425 or a span such as "9 months". It beats what the pathway
    says. The plan shows who said it and when. `pathplanner undo PATH` takes it back.
    """
    case, outputs = _opened(asked, wanted, split_path(path)[0])
    context.exit(_deliver(desk.found(case, path, value, by, on), outputs, wanted, is_undo=False))


@click.command()
@click.argument("step", required=False, default="", shell_complete=complete_steps)
@asks(*options.RECORD)
@writes
@click.pass_context
def undo(context: click.Context, /, step: str, asked: Asked, wanted: Wanted) -> None:
    """Take back the last thing recorded, or the last of STEP; plan again.

    STEP may be the path of something that was found out, such as cpc.costs.exam.

    What you wrote into the file by hand is taken back only where its STEP is named. What was
    so before, such as when a step was begun, comes back from the history that recording left
    in the file, and what was paid goes with it. The start of the plan stays where it is.
    PATHWAY may stand alone.
    """
    if step and not asked.request.pathways and _is_pathway(step):
        asked, step = evolve(asked, request=evolve(asked.request, pathways=step)), ""
    case, outputs = _opened(asked, wanted, step)
    context.exit(_deliver(desk.undo(case, step), outputs, wanted, is_undo=True))


def _is_pathway(name: str) -> bool:
    """Tell whether a name can only be that of a pathway: no step has a dot in its name."""
    return name in pp.bundled_pathways() or (bool(Path(name).suffix) and Path(name).is_file())


def _opened(asked: Asked, wanted: Wanted, step: str) -> tuple[desk.Case, terminal.Outputs]:
    """Return the case; a plan in a file that is printed over is the plan before.

    Raises:
        InputError: Something is wrong with the input; every fault is told.
    """
    request = asked.request
    if request.previous is None:
        for file in wanted.files:
            if Path(file).suffix.lower() in (".pdf", ".json") and Path(file).is_file():
                with suppress(pp.InputError):
                    request = evolve(request, previous=pp.load_plan(file))
                    break
    opening = partial(desk.open_progress, about=step)
    return terminal.prepare(evolve(asked, request=request), wanted, opening)


def _deliver(
    told: desk.Recorded, outputs: terminal.Outputs, wanted: Wanted, *, is_undo: bool
) -> int:
    """Write the file and print again, both or neither; then say what there is now.

    Raises:
        OutputError: Something cannot be written; every file is as it was.
        MissingComponent: A format needs something; nothing is recorded.
    """
    writer = terminal.PlanWriter(told.plan)
    ready = outputs.write(writer)
    ready.complain()

    def keep() -> None:
        told.save()
        terminal.note(f"{told.file}: {told.said}")

    terminal.put_all(ready, keep)
    document = writer.document()
    if wanted.as_json:
        written = [told.file, *(target.path for target in outputs.targets)]
        entry = {"taken_back": is_undo, "entry": told.entry, "said": told.said}
        tree = {"pathway": told.pathway, "file": told.file, **entry, "written": written}
        terminal.print_json("progress", {**tree, **terminal.plan_to_tell(told.plan)})
    elif all(target.path != STDOUT for target in outputs.targets):
        terminal.print_change(document)
    elif terminal.status_of(told.plan) != DONE:
        for line in terminal.refusal(document):
            terminal.note(line)
    return terminal.status_of(told.plan)
