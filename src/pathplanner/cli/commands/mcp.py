"""`pathplanner mcp`: the desk's answers as tools for assistants."""

from __future__ import annotations

from pathlib import Path

import click

from pathplanner.errors import Fault, InputError, MissingComponent

_NEEDED = 'This needs {}, which is not installed. Install it: pip install "pathplanner[mcp]"'


@click.command()
@click.option(
    "--folder", type=click.Path(), metavar="FOLDER",
    help="The only folder whose files may be read, and where render writes; else none.",
)  # fmt: skip
def mcp(folder: str | None) -> None:
    """Serve assistants that speak the Model Context Protocol, on standard input and output.

    An assistant starts this program itself; docs/how-to/assistants.md says how to tell it.
    Everything stays on this machine, and nothing that is told of a person is kept.
    """
    if folder is not None and not Path(folder).is_dir():
        raise InputError([Fault("There is no such folder.", "--folder", file=folder)])
    try:
        from pathplanner.cli.assistant.server import serve
    except ImportError as error:
        raise MissingComponent(_NEEDED.format(error.name or error)) from error
    from pathplanner.cli.assistant.tools import Counter

    serve(Counter(Path(folder) if folder is not None else None))
