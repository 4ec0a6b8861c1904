"""`pathplanner schema`: the JSON Schemas of the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

if TYPE_CHECKING:
    from pathplanner.formats.schema import Kind


@click.command(short_help="Print the JSON Schema of a kind of file.")
@click.argument("kind", type=click.Choice(["pathway", "learner", "plan"]))
def schema(kind: str) -> None:
    """Print the JSON Schema of pathway, learner or plan files, for editors and tools."""
    import json

    from pathplanner.formats.schema import schema as make_schema

    click.echo(json.dumps(make_schema(cast("Kind", kind)), indent=2))
