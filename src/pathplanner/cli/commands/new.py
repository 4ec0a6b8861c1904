"""`pathplanner new`: a file to start from."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from pathplanner.cli import terminal
from pathplanner.cli.edge import today
from pathplanner.errors import Fault, InputError
from pathplanner.files import write_new_safely
from pathplanner.formats.bundled import bundled_pathways
from pathplanner.formats.starters import Starter, schema_file, schema_name, starter


@click.command()
@click.argument("kind", type=click.Choice(["pathway", "learner"]))
@click.argument("name", metavar="ID")
def new(kind: str, name: str) -> None:
    """Write ID.yaml, a pathway or a learner file with every line explained.

    It can be checked, shown and planned at once. The JSON Schema is written beside it, so
    that an editor can complete what you type. No file that is there is written over.
    """
    what = cast("Starter", kind)
    path, schema = Path(f"{name}.yaml"), Path(schema_name(what))
    text = starter(what, name, today())
    if kind == "pathway" and name in bundled_pathways():
        said = f"{name} comes with pathplanner, and two pathways cannot have one id."
        raise InputError([Fault(said, "ID", f"Try my-{name}.")])
    if not write_new_safely(path, text.encode()):
        said = "There is such a file already, and it stays as it is."
        raise InputError([Fault(said, hint="Take another id, or move it.", file=str(path))])
    with_schema = write_new_safely(schema, schema_file(what))
    terminal.note(f"Wrote {path}{f' and {schema}' if with_schema else ''}.")
    terminal.note(f"Next: {_next(kind, path)}")


def _next(kind: str, path: Path) -> str:
    if kind == "pathway":
        return f"pathplanner show {path}"
    return f"pathplanner plan PATHWAY --learner {path}"
