"""`pathplanner plan`: from a pathway and a person's circumstances to files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click
from attrs import evolve

from pathplanner.cli import options
from pathplanner.cli.options import Asked, asks
from pathplanner.cli.outputs import Wanted, prepare, put_all, status_of, writes
from pathplanner.cli.terminal.bars import print_timeline
from pathplanner.cli.terminal.guard import DONE
from pathplanner.cli.terminal.say import note
from pathplanner.cli.terminal.summary import print_summary, refusal
from pathplanner.cli.terminal.table import is_rich
from pathplanner.cli.terminal.watch import watch as print_again
from pathplanner.desk.case import open_case
from pathplanner.desk.plans import plan as make_plan
from pathplanner.desk.request import Request, quietly
from pathplanner.document import Document
from pathplanner.errors import InputError
from pathplanner.formats.files import files_behind, load_plan
from pathplanner.formats.translations import translation_behind
from pathplanner.renderers import PlanWriter


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
    """Make a roadmap through PATHWAY, a bundled name or a file.

    The ending of each file says its format: roadmap.pdf, checklist.md, plan.json. Without
    -o and -t a short summary is printed. Flags win over the learner file and over the plan
    of --from; steps named by --have, --under-way, --failed, --dropped,
    --applied, --avoid
    and --insist are added to those in it. A step is named by its id, its title, or its
    number in the plan of --previous or --from. PATHWAY may be left out with --from, or when
    the goal of the learner file names it.
    """
    request = asked.request
    if wanted.as_json:
        if wanted.files or wanted.format:
            raise click.UsageError("--json prints the plan; leave out -o and -t.", context)
        wanted = evolve(wanted, format="json", as_json=False)
    if not (request.pathways or request.from_plan or request.learner or request.goal):
        raise click.UsageError("Missing argument 'PATHWAY'.", context)
    if not watch:
        context.exit(_run(asked, wanted))
    if not _files(request):
        raise click.UsageError("There is no file to watch.", context)
    print_again(lambda: _run(asked, wanted), lambda: _files(request))


def _files(request: Request) -> list[str]:
    """Return the files that the plan is made from, and those that they use."""
    names = [str(name) for name in (*request.pathways, *request.others)]
    # What cannot be read just now may be mended while it is watched.
    with suppress(InputError):
        names = list(open_case(evolve(request, meanwhile=quietly)).pathways.names)
    used = [file for name in names for file in files_behind(name)]
    words = [translation_behind(name, tag) for tag in _languages(request) for name in names]
    read = [str(one) for one in (request.learner, request.from_plan, request.previous) if one]
    texts = [file for found in words for file in found]
    return [*used, *texts, *(file for file in read if Path(file).is_file())]


def _languages(request: Request) -> Iterator[str]:
    """Yield the languages of the plan and of the plans that it is made from."""
    if request.language:
        yield request.language
    for source in (request.from_plan, request.previous):
        with suppress(InputError):
            if isinstance(source, str):
                yield load_plan(source).pathway.language


def _run(asked: Asked, wanted: Wanted) -> int:
    """Make the plan and deliver it; return the exit status."""
    case, outputs = prepare(asked, wanted, open_case)
    made = make_plan(case)
    writer = PlanWriter(made)
    if outputs.targets:
        ready = outputs.write(writer)
        put_all(ready)
        for line in refusal(writer.document()) if status_of(made) != DONE else ():
            note(line)
        ready.complain()
    else:
        _print(writer.document())
    return status_of(made)


def _print(document: Document) -> None:
    print_summary(document)
    if is_rich():
        print_timeline(document)
    note("To print it, add: -o roadmap.pdf")
