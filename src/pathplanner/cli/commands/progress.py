"""`pathplanner done`, `begun`, `failed`, `dropped` and `undo`: what became of steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from pathplanner.cli import complete
from pathplanner.cli.person import many

F = TypeVar("F", bound=Callable[..., Any])

_SHARED = (
    click.argument("pathway", required=False, shell_complete=complete.pathways),
    click.option(
        "--learner", type=click.Path(), metavar="FILE", required=True,
        help="The learner file in which it is recorded.",
    ),
    many(
        "--with", "others", metavar="PATHWAY", shell_complete=complete.pathways,
        help="Another pathway to plan on.",
    ),
    click.option(
        "--previous", type=click.Path(), metavar="PLAN",
        help="The plan before, as PDF or JSON: its numbers count, and what changed is told.",
    ),
    click.option("--language", metavar="TAG", help="Language of the plan, such as es."),
    many(
        "-o", "--output", type=click.Path(allow_dash=True),
        help="File to print again; a plan that is there is the plan before.",
    ),
    click.option(
        "-t", "--to", "format_", metavar="FORMAT", shell_complete=complete.formats,
        help="Format of standard output, or of a file whose ending does not say it.",
    ),
    many("-O", "--option", metavar="NAME=VALUE", help="Option of a format, such as paper=a4."),
    click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs."),
)  # fmt: skip

_DATED = (
    click.option("--on", metavar="DATE", help="The day, such as 2027-01-04.  [default: today]"),
    click.option(
        "--anyway", is_flag=True, help="Record it although what the step needs is not done."
    ),
)


def _with(*flags: Callable[[F], F]) -> Callable[[F], F]:
    def add(command: F) -> F:
        for flag in reversed(flags):
            command = flag(command)
        return command

    return add


def _command(kind: str, what: str, more: str = "") -> click.Command:
    """Return the command that records one kind of progress."""

    @click.pass_context
    def run(context: click.Context, /, **given: Any) -> None:
        from pathplanner.cli.recording import record

        context.exit(record(given, kind))

    text = (
        f"Record that STEP {what}, plan again and say what changed.\n\n"
        "STEP is an id, or the number on the page of the plan before. PATHWAY may be left out "
        "when the plan before or the goal of the learner file names a bundled one. The file "
        f"keeps its comments and its order.{more}"
    )
    step = click.argument("step", shell_complete=complete.steps)
    made = _with(step, *_SHARED[:2], *_DATED, *_SHARED[2:])(run)
    return click.command(kind, help=text, short_help=f"Record that a step {what}.")(made)


done = _command("done", "is done")
begun = _command("begun", "is begun")
failed = _command("failed", "was tried and not passed", " An exam may be failed several times.")
dropped = _command("dropped", "was given up", " No plan takes it then.")


@click.command(short_help="Take back what was recorded last.")
@click.argument("step", required=False, shell_complete=complete.steps)
@_with(*_SHARED)
@click.pass_context
def undo(context: click.Context, /, **given: Any) -> None:
    """Take back the last thing recorded, or the last of STEP; plan again.

    The last is the one with the latest day. If several steps have that day, STEP must be
    named. What was so before, such as when a step was begun, comes back from the history
    that recording left in the file. The start of the plan stays where it is. PATHWAY may
    stand alone.
    """
    from pathplanner.cli.recording import take_back

    context.exit(take_back(given))
