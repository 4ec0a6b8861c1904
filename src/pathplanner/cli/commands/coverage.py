"""`pathplanner coverage`: how well the facts of pathways are sourced."""

from __future__ import annotations

import json
from collections.abc import Sequence

import attrs
import click

from pathplanner.cli import complete
from pathplanner.cli.terminal.say import plain
from pathplanner.cli.terminal.waiting import work_through
from pathplanner.errors import Faults
from pathplanner.formats.files import load_pathway
from pathplanner.formats.source import bundled_pathways
from pathplanner.linting import Coverage
from pathplanner.linting import coverage as count

COLUMNS = ("facts", "primary", "secondary", "unsourced", "undated", "unknown", "oldest")
_FIRST = "pathway"


@click.command()
@click.argument("pathways", nargs=-1, shell_complete=complete.pathways)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text",
    show_default=True, help="How to print it.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def coverage(pathways: tuple[str, ...], format_: str, *, as_json: bool) -> None:
    """Count the facts of PATHWAYS, bundled names or files; without any, of all bundled ones.

    A fact is one number, such as a price or a length. It is primary when the awarding body
    or the government states it, and else secondary. Undated facts have no source that shows
    a date; unknown ones exist and nobody has found them. Oldest is the date of the fact
    whose newest source is the oldest.
    """
    faults = Faults()
    names = pathways or bundled_pathways()
    read = work_through(
        names, lambda name: faults.of(lambda: load_pathway(name)), lambda name: f"Reading {name}"
    )
    faults.stop()
    found = [count(pathway) for pathway in read if pathway]
    if as_json or format_ == "json":
        counted = [attrs.asdict(one) for one in found]
        tree = {"schema": "pathplanner/coverage/1", "pathways": counted}
        click.echo(json.dumps(tree, indent=2, ensure_ascii=False).encode() + b"\n", nl=False)
    else:
        _print(found)


def _print(found: Sequence[Coverage]) -> None:
    rows = [(_FIRST, *COLUMNS), *((one.pathway, *cells(one)) for one in found)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        numbers = "".join(
            f"  {text:>{width}}" for text, width in zip(rest, widths[1:], strict=True)
        )
        click.echo(plain(f"{first:<{widths[0]}}{numbers}").encode("utf-8", "replace"))


def cells(one: Coverage) -> list[str]:
    """Return the texts of a row, in the order of the columns."""
    return [str(getattr(one, name)) or "none" for name in COLUMNS]
