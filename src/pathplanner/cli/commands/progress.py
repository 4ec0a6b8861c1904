"""`pathplanner done`, `begun`, `failed`, `dropped`, `applied`, `undo`: what became of steps."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click
from attrs import evolve

from pathplanner.cli import options
from pathplanner.cli.options import Asked, asks, complete_steps
from pathplanner.cli.outputs import STDOUT, Outputs, Wanted, prepare, put_all, status_of, writes
from pathplanner.cli.terminal.guard import DONE
from pathplanner.cli.terminal.say import note, print_json
from pathplanner.cli.terminal.summary import plan_to_tell, print_change, refusal
from pathplanner.desk.case import Case
from pathplanner.desk.progress import Recorded, open_progress, record
from pathplanner.desk.progress import undo as take_back
from pathplanner.errors import InputError
from pathplanner.formats.files import load_plan
from pathplanner.formats.forms.writer import tree_of
from pathplanner.formats.source import bundled_pathways
from pathplanner.model.progress import ProgressKind
from pathplanner.renderers import PlanWriter

_ON = click.option("--on", metavar="DATE", help="The day, such as 2027-01-04.  [default: today]")
_ANYWAY = click.option(
    "--anyway", is_flag=True, help="Record it although what the step needs is not done."
)


def _command(kind: ProgressKind, what: str, more: str = "") -> click.Command:
    """Return the command that records one kind of progress."""

    @options.STEP
    @asks(*options.RECORD[:2], _ON, _ANYWAY, *options.RECORD[2:])
    @writes
    @click.pass_context
    def run(
        context: click.Context, /, step: str, asked: Asked, wanted: Wanted, on: str, *, anyway: bool
    ) -> None:
        case, outputs = _opened(asked, wanted, step)
        told = record(case, kind, step, on, anyway=anyway)
        context.exit(_deliver(told, outputs, wanted, is_undo=False))

    text = (
        f"Record that STEP {what}, plan again and say what changed.\n\n"
        "STEP is an id, a title, or the number on the page of the plan before: that of "
        "--previous, or of the file that is printed over. PATHWAY may be left out when the "
        "plan before or the goal of the learner file names it. The file keeps its comments and its "
        f"order.{more}"
    )
    return click.command(kind.value, help=text)(run)


done = _command(ProgressKind.DONE, "is done")
begun = _command(ProgressKind.BEGUN, "is begun")
failed = _command(
    ProgressKind.FAILED, "was tried and not passed", " An exam may be failed several times."
)
dropped = _command(ProgressKind.DROPPED, "was given up", " No plan takes it then.")
applied = _command(
    ProgressKind.APPLIED,
    "was applied for",
    " Who applied in time is in time, and waiting that nothing else begins begins then.",
)


@click.command()
@click.argument("step", required=False, default="", shell_complete=complete_steps)
@asks(*options.RECORD)
@writes
@click.pass_context
def undo(context: click.Context, /, step: str, asked: Asked, wanted: Wanted) -> None:
    """Take back the last thing recorded, or the last of STEP; plan again.

    The last is the one with the latest day. If several steps have that day, STEP must be
    named. What was so before, such as when a step was begun, comes back from the history
    that recording left in the file. The start of the plan stays where it is. PATHWAY may
    stand alone.
    """
    if step and not asked.request.pathways and _is_pathway(step):
        asked, step = evolve(asked, request=evolve(asked.request, pathways=step)), ""
    case, outputs = _opened(asked, wanted, step)
    context.exit(_deliver(take_back(case, step), outputs, wanted, is_undo=True))


def _is_pathway(name: str) -> bool:
    """Tell whether a name can only be that of a pathway: no step has a dot in its name."""
    return name in bundled_pathways() or (bool(Path(name).suffix) and Path(name).is_file())


def _opened(asked: Asked, wanted: Wanted, step: str) -> tuple[Case, Outputs]:
    """Return the case; a plan in a file that is printed over is the plan before.

    Raises:
        InputError: Something is wrong with the input; every fault is told.
    """
    request = asked.request
    if request.previous is None:
        for file in wanted.files:
            if Path(file).suffix.lower() in (".pdf", ".json") and Path(file).is_file():
                with suppress(InputError):
                    request = evolve(request, previous=load_plan(file))
                    break
    opening: Callable[..., Case] = lambda one: open_progress(one, step)  # noqa: E731
    return prepare(evolve(asked, request=request), wanted, opening)


def _deliver(told: Recorded, outputs: Outputs, wanted: Wanted, *, is_undo: bool) -> int:
    """Write the file and print again, both or neither; then say what there is now.

    Raises:
        OutputError: Something cannot be written; every file is as it was.
        MissingComponent: A format needs something; nothing is recorded.
    """
    writer = PlanWriter(told.plan)
    ready = outputs.write(writer)
    ready.complain()

    def keep() -> None:
        told.save()
        note(f"{told.file}: {told.said}")

    put_all(ready, keep)
    document = writer.document()
    if wanted.as_json:
        written = [told.file, *(target.path for target in outputs.targets)]
        entry = {"taken_back": is_undo, "entry": tree_of(told.entry), "said": told.said}
        tree = {"pathway": told.pathway, "file": told.file, **entry, "written": written}
        print_json("progress", {**tree, **plan_to_tell(told.plan)})
    elif all(target.path != STDOUT for target in outputs.targets):
        print_change(document)
    elif status_of(told.plan) != DONE:
        for line in refusal(document):
            note(line)
    return status_of(told.plan)
