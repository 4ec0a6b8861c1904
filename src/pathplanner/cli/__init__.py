"""The command line: click only here; it reads the clock, opens files and maps errors.

Exit status: 0 done; 1 valid input but no plan possible; 2 bad input or usage; 3 a
needed component is missing; 130 stopped by Ctrl-C; 141 the reader of the output went
away. Every command imports what it needs when it runs, so that the others start fast
and work where a library is missing.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, MutableMapping
from importlib import import_module

import click

from pathplanner.cli.terminal.guard import Program
from pathplanner.cli.versions import version_of

__all__ = ["main", "program"]

# In the order in which people need them; each with the module that it is in.
_COMMANDS = {
    "start": "start",
    "plan": "plan",
    "done": "progress",
    "begun": "progress",
    "failed": "progress",
    "dropped": "progress",
    "undo": "progress",
    "why": "why",
    "why-not": "why",
    "compare": "compare",
    "reach": "reach",
    "list": "pathways",
    "show": "pathways",
    "new": "new",
    "import": "imports",
    "check": "check",
    "coverage": "coverage",
    "translate": "translate",
    "renderers": "renderers",
    "schema": "schema",
    "doctor": "doctor",
    "completion": "completion",
}


class _Commands(MutableMapping[str, click.Command]):
    """The commands by name, each loaded when it is asked for; `plan` needs no other."""

    def __init__(self) -> None:
        self._known: dict[str, click.Command | None] = dict.fromkeys(_COMMANDS)

    def __getitem__(self, name: str) -> click.Command:
        found = self._known[name]
        if found is None:
            module = import_module(f"{__name__}.commands.{_COMMANDS[name]}")
            own = (one for one in vars(module).values() if isinstance(one, click.Command))
            found = self._known[name] = next(one for one in own if one.name == name)
        return found

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._known[name] = command

    def __delitem__(self, name: str) -> None:
        del self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001
    if wanted and not context.resilient_parsing:
        click.echo(f"pathplanner {version_of('pathplanner')}")
        context.exit()


@click.group(
    "pathplanner",
    cls=Program,
    commands=_Commands(),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
@click.pass_context
def program(context: click.Context) -> None:
    """Plan a route to a credential or job: dates, costs and a printable roadmap.

    Start with: pathplanner list
    """
    if os.environ.get("NO_COLOR"):
        context.color = False


def main() -> None:
    """Run the command line and leave Python with its exit status."""
    # A command makes many small values that live to its end. To look through them for
    # garbage again and again, and once more as Python ends, takes a seventh of its time.
    gc.set_threshold(100_000)
    try:
        program(prog_name="pathplanner")
    finally:
        gc.freeze()
