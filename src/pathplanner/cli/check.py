"""`pathplanner check`: all faults of files, and whether a saved plan holds."""

from __future__ import annotations

import re
from pathlib import Path

import click

from pathplanner.cli import complete

_HEADER = re.compile(rb"pathplanner/(pathway|learner|plan)/[0-9]")
_START = 4096


@click.command(short_help="Check pathway, learner and plan files.")
@click.argument("files", nargs=-1, required=True, shell_complete=complete.pathways)
@click.option(
    "--plan", "plan_file", type=click.Path(), metavar="PLAN",
    help="Check that this saved plan keeps the rules of the one pathway that is named.",
)  # fmt: skip
@click.pass_context
def check(context: click.Context, files: tuple[str, ...], plan_file: str | None) -> None:
    """Name every fault in FILES, which are pathways, learners or plans.

    With --plan, check that a saved plan holds for the pathway: exit status 1 if not.
    """
    from pathplanner.cli.guard import BAD_INPUT, DONE

    if plan_file is None:
        faulty = sum(not _is_good(file) for file in files)
        context.exit(BAD_INPUT if faulty else DONE)
    if len(files) != 1:
        raise click.UsageError("Name one pathway to check a plan against.", context)
    context.exit(_verify(plan_file, files[0]))


def _is_good(file: str) -> bool:
    """Print a file's faults, or that it is ok."""
    from pathplanner.cli.say import plain
    from pathplanner.errors import InputError

    try:
        kind = _read(file)
    except InputError as error:
        for fault in error.faults:
            click.echo(plain(str(fault)).encode("utf-8", "replace"))
        return False
    click.echo(f"{plain(file)}: ok ({kind})".encode("utf-8", "replace"))
    return True


def _read(file: str) -> str:
    """Read a file as what its first lines say it is, and return that word."""
    from pathplanner.formats.files import (
        bundled_pathways,
        load_learner,
        load_pathway,
        load_plan,
    )

    if file in bundled_pathways() and not Path(file).exists():
        load_pathway(file)
        return "pathway"
    kind = _kind(file)
    if kind == "learner":
        from pathplanner.cli.clock import today

        load_learner(Path(file), today())
    elif kind == "plan":
        load_plan(file)
    else:
        load_pathway(Path(file))
    return kind


def _kind(file: str) -> str:
    from pathplanner.formats.attached import is_pdf

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


def _verify(plan_file: str, source: str) -> int:
    """Print how a plan breaks the rules, or that it holds; return the exit status."""
    from pathplanner.cli.faults import Faults
    from pathplanner.cli.guard import DONE, NO_PLAN
    from pathplanner.cli.say import plain
    from pathplanner.formats.files import load_pathway, load_plan
    from pathplanner.verification import verify

    faults = Faults()
    pathway = faults.of(lambda: load_pathway(source))
    plan = faults.of(lambda: load_plan(plan_file))
    faults.stop()
    assert pathway is not None  # noqa: S101 - else there was a fault
    assert plan is not None  # noqa: S101 - the same
    broken = verify(plan, pathway)
    for fault in broken:
        click.echo(plain(f"{plan_file}: {fault}").encode("utf-8", "replace"))
    if not broken:
        click.echo(f"{plain(plan_file)}: ok (the plan holds)".encode("utf-8", "replace"))
    return NO_PLAN if broken else DONE
