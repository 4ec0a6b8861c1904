"""The command line: click only here; it reads the clock, opens files and maps errors.

Exit status: 0 done; 1 valid input but no plan possible; 2 bad input or usage; 3 a
needed component is missing; 130 stopped by Ctrl-C; 141 the reader of the output went
away. Every command imports what it needs when it runs, so that the others start fast
and work where a library is missing.
"""

from __future__ import annotations

import gc
import os

import click

from pathplanner.cli.check import check
from pathplanner.cli.compare import compare
from pathplanner.cli.completion import completion
from pathplanner.cli.coverage import coverage
from pathplanner.cli.doctor import doctor
from pathplanner.cli.guard import Program
from pathplanner.cli.new import new
from pathplanner.cli.pathways import list_, show
from pathplanner.cli.plan import plan
from pathplanner.cli.progress import begun, done, dropped, failed, undo
from pathplanner.cli.reach import reach
from pathplanner.cli.renderers import renderers
from pathplanner.cli.schema import schema
from pathplanner.cli.start import start
from pathplanner.cli.translate import translate
from pathplanner.cli.versions import version_of
from pathplanner.cli.why import why, why_not

__all__ = ["main", "program"]


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001
    if wanted and not context.resilient_parsing:
        click.echo(f"pathplanner {version_of('pathplanner')}")
        context.exit()


@click.group("pathplanner", cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
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


_COMMANDS = (
    start, plan, done, begun, failed, dropped, undo, why, why_not, compare, reach, list_, show,
    new, check, coverage, translate, renderers, schema, doctor, completion,
)  # fmt: skip

for _command in _COMMANDS:
    program.add_command(_command)


def main() -> None:
    """Run the command line and leave Python with its exit status."""
    # A command makes many small values that live to its end; to look through them for
    # garbage again and again takes a tenth of its time.
    gc.set_threshold(100_000)
    program(prog_name="pathplanner")
