"""The command line: click only here; it reads the clock, opens files and maps errors.

Exit status: 0 done; 1 valid input but no plan possible; 2 bad input or usage; 3 a
needed component is missing; 4 the search stopped before it found a plan, and there may be
one; 130 stopped by Ctrl-C; 141 the reader of the output went away. A command is loaded
when it is run or asked for its own help, so that the others start fast and work where a
library is missing.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, NoReturn

import click

from pathplanner.cli.edge import version_of
from pathplanner.cli.terminal.guard import guarded

__all__ = ["main", "program"]

# In the order in which people need them; each with its module and what it does in short.
_COMMANDS = {
    "start": ("start", "Begin: a few questions, then a roadmap."),
    "plan": ("plan", "Make a personal roadmap."),
    "done": ("progress", "Record that a step is done."),
    "begun": ("progress", "Record that a step is begun."),
    "failed": ("progress", "Record that a step was tried and not passed."),
    "dropped": ("progress", "Record that a step was given up."),
    "applied": ("progress", "Record that a step was applied for."),
    "found": ("progress", "Record what was found out, such as a price."),
    "ask": ("ask", "Say which questions are worth asking first."),
    "undo": ("progress", "Take back what was recorded last."),
    "hold": ("hold", "Find what badges and other records say is done."),
    "why": ("why", "Say why a step is in the plan, or not."),
    "why-not": ("why", "Say what stands in the way of a goal."),
    "compare": ("compare", "Put ways or circumstances beside each other."),
    "reach": ("reach", "List what is within reach."),
    "batch": ("batch", "Plan for everybody in a spreadsheet or folder."),
    "list": ("pathways", "List the bundled pathways."),
    "show": ("pathways", "Show a pathway's steps."),
    "new": ("new", "Start a pathway or a learner file."),
    "import": ("imports", "Read a pathway from another format."),
    "check": ("check", "Check pathway, learner and plan files."),
    "renderers": ("renderers", "List the formats a plan can be written in."),
    "mcp": ("mcp", "Serve assistants that speak MCP."),
    "completion": ("completion", "Let your shell complete words."),
    "dev": ("", "For those who look after pathways and installations."),
}
_FOR_MAINTAINERS = {
    "coverage": ("dev", "Count the facts of pathways and their sources."),
    "translate": ("dev", "Start or update a translation."),
    "schema": ("dev", "Print the JSON Schema of a kind of file."),
    "doctor": ("doctor", "Say what is installed and what is missing."),
}


class Commands(click.Group):
    """A group whose commands are loaded when they are asked for.

    Args:
        known: Name to the module and the short help, in the order in which they are listed.
        hidden: More commands, which are not listed.
    """

    def __init__(
        self,
        *args: Any,
        known: Mapping[str, tuple[str, str]],
        hidden: Mapping[str, tuple[str, str]] | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(*args, **extra)
        self._known, self._hidden = known, hidden or {}

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run a command and leave Python with its exit status, never with a traceback."""
        extra["standalone_mode"] = False
        run = super().main
        sys.exit(guarded(lambda: run(*args, **extra)))

    def list_commands(self, _: click.Context) -> list[str]:
        """Return the names in the order in which people need them."""
        return list(self._known)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return the command of a name, loaded now."""
        module, _ = self._known.get(name) or self._hidden.get(name) or ("", "")
        if module and name not in self.commands:
            found = vars(import_module(f"{__name__}.commands.{module}")).values()
            own = (one for one in found if isinstance(one, click.Command))
            self.commands[name] = next(one for one in own if one.name == name)
        return super().get_command(context, name)

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands; none is loaded for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in self._known.items()])


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001
    if wanted and not context.resilient_parsing:
        click.echo(f"pathplanner {version_of('pathplanner')}")
        context.exit()


@click.group(
    "pathplanner",
    cls=Commands,
    known=_COMMANDS,
    hidden=_FOR_MAINTAINERS,
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


@program.group("dev", cls=Commands, known=_FOR_MAINTAINERS)
def dev() -> None:
    """Look after pathways, their translations and this installation."""


def main() -> None:
    """Run the command line and leave Python with its exit status."""
    # A command makes many small values that live to its end. To look through them for
    # garbage again and again, and once more as Python ends, takes a fifth of its time.
    gc.set_threshold(100_000)
    try:
        program(prog_name="pathplanner")
    finally:
        gc.freeze()
