"""`pathplanner plan`: from a pathway and a person's circumstances to files."""

from __future__ import annotations

import click
from attrs import evolve

from pathplanner import desk
from pathplanner.cli import options, terminal
from pathplanner.cli.options import Asked, Wanted, asks, writes
from pathplanner.cli.terminal.guard import DONE


@click.command()
@asks(
    options.PATHWAY, options.GOAL, options.FROM_PLAN, options.NAME, *options.PERSON, options.WITH,
    click.option(
        "--futures", type=click.IntRange(0, 100_000), default=0, metavar="COUNT",
        help="Simulate so many futures, such as 1000, to say how sure the dates are.",
    ),
    click.option(
        "--effort", type=click.IntRange(1), metavar="NUMBER",
        help="How much may be tried before a good plan is taken for the best.  [default: 50000]",
    ),
    options.PREVIOUS, options.LANGUAGE,
)  # fmt: skip
@writes
@click.option("--watch", is_flag=True, help="Print again when a file changes, until Ctrl-C.")
@click.pass_context
def plan(context: click.Context, /, asked: Asked, wanted: Wanted, *, watch: bool) -> None:
    """Make a roadmap through PATHWAY: a bundled name, a file, or plain words ("medical coder").

    The ending of each file says its format: roadmap.pdf, checklist.md, plan.json. Without
    -o and -t a short summary is printed. Flags win over the learner file and over the plan
    of --from; steps named by --have, --under-way, --failed, --dropped,
    --applied, --avoid
    and --insist are added to those in it. A step is named by its id, its title, or its
    number in the plan of --previous or --from. PATHWAY may be left out with --from, or when
    the goal of the learner file names it; else it is medical-biller-and-coder.
    """
    request = asked.request
    if wanted.as_json:
        if wanted.files or wanted.format:
            raise click.UsageError("--json prints the plan; leave out -o and -t.", context)
        wanted = evolve(wanted, format="json", as_json=False)
    if not watch:
        context.exit(_run(asked, wanted))
    if not desk.files_of(request):
        raise click.UsageError("There is no file to watch.", context)
    terminal.watch_files(lambda: _run(asked, wanted), lambda: desk.files_of(request))


def _run(asked: Asked, wanted: Wanted) -> int:
    """Make the plan and deliver it; return the exit status."""
    case, outputs = terminal.prepare(asked, wanted, desk.open_case)
    made = desk.plan(case)
    writer = terminal.PlanWriter(made)
    status = terminal.status_of(made)
    if outputs.targets:
        ready = outputs.write(writer)
        terminal.put_all(ready)
        for line in terminal.refusal(writer.document()) if status != DONE else ():
            terminal.note(line)
        ready.complain()
        return status
    terminal.print_summary(writer.document())
    if terminal.is_rich():
        terminal.print_timeline(writer.document())
    terminal.note("To print it, add: -o roadmap.pdf")
    return status
