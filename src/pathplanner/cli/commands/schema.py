"""`pathplanner schema`: the JSON Schemas of the files."""

from __future__ import annotations

import json
from typing import cast

import click

from pathplanner.formats.schema import Kind
from pathplanner.formats.schema import schema as make_schema


@click.command()
@click.argument("kind", type=click.Choice(["pathway", "learner", "plan"]))
def schema(kind: str) -> None:
    """Print the JSON Schema of pathway, learner or plan files, for editors and tools."""
    click.echo(json.dumps(make_schema(cast("Kind", kind)), indent=2))
