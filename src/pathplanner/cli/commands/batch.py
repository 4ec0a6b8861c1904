"""`pathplanner batch`: a roadmap for everybody in a spreadsheet, and what falls due for them."""

from __future__ import annotations

import json
import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from datetime import date
from decimal import Decimal
from functools import cache
from time import perf_counter
from typing import Any

import click
from attrs import evolve

from pathplanner import desk, document, formats
from pathplanner.cli import options, terminal
from pathplanner.cli.commands.cohort import summary
from pathplanner.cli.commands.due import due
from pathplanner.cli.edge import today, version_of
from pathplanner.cli.options import complete_formats, complete_pathways, many
from pathplanner.cli.terminal.guard import BAD_INPUT, DONE, NO_PLAN
from pathplanner.desk.caseload_tasks import Settings, Task
from pathplanner.desk.circumstances import read_day, read_fact
from pathplanner.desk.manifest import SCHEMA, Came
from pathplanner.desk.offices import read_office
from pathplanner.errors import (
    Fault,
    Faults,
    InputError,
    PathplannerError,
    UnknownRenderer,
    did_you_mean,
)
from pathplanner.model.office import Office
from pathplanner.model.plan import Plan
from pathplanner.renderers import (
    PlanWriter,
    Renderer,
    installed_renderers,
    load_renderer,
    make_options,
    renderer_options,
)

_LIBRARIES = ("weasyprint", "typst", "python-docx", "openpyxl", "icalendar")


class _Batch(click.Group):
    """A command with others inside it: `batch PEOPLE`, `batch due` and `batch summary`."""

    allow_interspersed_args = True

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Read the own options, or leave the rest to the command inside."""
        if args and args[0] in self.commands:
            context.args = list(args)
            return context.args
        return click.Command.parse_args(self, context, args)

    def invoke(self, context: click.Context) -> Any:
        """Run this command, or the one inside."""
        if context.args and context.args[0] in self.commands:
            name, *rest = context.args
            with self.commands[name].make_context(name, rest, parent=context) as inner:
                return inner.command.invoke(inner)
        return click.Command.invoke(self, context)

    def format_usage(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write both ways to call it."""
        formatter.write_usage(context.command_path, "PEOPLE -o FOLDER [OPTIONS]")
        formatter.write_usage(f"{context.command_path} due", "FOLDER [OPTIONS]")
        formatter.write_usage(f"{context.command_path} summary", "FOLDER [OPTIONS]")


class _People(click.Argument):
    """The people; they have no part in how the commands inside are called."""

    def get_usage_pieces(self, _: click.Context) -> list[str]:
        """Return nothing: how the command itself is called, it tells itself."""
        return []


def _print_example(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001
    if wanted and not context.resilient_parsing:
        click.echo(formats.example(), nl=False)
        context.exit()


@click.group(cls=_Batch)
@click.argument("people", type=click.Path(), cls=_People)
@click.option(
    "-o", "--output", "folder", type=click.Path(), metavar="FOLDER", required=True,
    help="Folder to write to; made if it is not there.",
)  # fmt: skip
@many(
    "-t", "--to", "names", metavar="FORMAT", shell_complete=complete_formats,
    help="Format of each person's files; may be given again.  [default: pdf]",
)  # fmt: skip
@many(
    "--pathway", "pathways", metavar="PATHWAY", shell_complete=complete_pathways,
    help="For those who name none; several are joined.",
)  # fmt: skip
@many(
    "--map", "meant", metavar="HEADING=KEY",
    help="What a heading means, such as 'Hrs=hours_per_week'; - for a column not to read.",
)  # fmt: skip
@click.option("--sheet", metavar="NAME", default="", help="Sheet of a workbook.  [default: first]")
@click.option("--start", metavar="DATE", help="First day of those who tell none.  [default: today]")
@options.LANGUAGE
@many("-O", "--option", "pairs", metavar="NAME=VALUE", help="Option of a format, such as paper=a4.")
@options.FACT
@options.OFFICE
@click.option(
    "--workers", type=click.IntRange(1, 256), default=1, metavar="COUNT",
    help="Processes that work at once.  [default: 1]",
)  # fmt: skip
@click.option(
    "--scheduler", metavar="ADDRESS", default="",
    help="Dask scheduler of a cluster that does the work, such as tcp://10.0.0.5:8786.",
)  # fmt: skip
@click.option("--again", is_flag=True, help="Also plan for those for whom nothing has changed.")
@click.option(
    "--example", is_flag=True, is_eager=True, expose_value=False, callback=_print_example,
    help="Print a sheet of people to begin with, as CSV.",
)  # fmt: skip
@options.JSON
@click.pass_context
def batch(context: click.Context, /, people: str, folder: str, **given: Any) -> None:
    """Plan for everybody in PEOPLE: a CSV or Excel sheet, or a folder of learner files.

    The columns are the keys of the learner file, and `id`, `pathway`, `language`, `variant`
    and `formats`; `--example` prints such a sheet. Each person's files are named by their
    id or name, and FOLDER/manifest.jsonl tells what came of each. A faulty row stops
    no other. Run it again after it was stopped, or after a change of the sheet: who is
    unchanged is not planned for again. Exit status 1: for some there is no plan; 2: for
    nobody.
    """
    found, settings, start = _opened(people, given)
    as_json, spread = given["as_json"], (given["workers"], given["scheduler"])
    _quiet(given["scheduler"])
    if not as_json:
        for line in found.notes:
            terminal.note(line)
    counts: Counter[str] = Counter()
    shown = terminal.is_rich(sys.stderr) and not as_json
    late: list[str] = []
    say: Callable[[str], object] = late.append if shown else _say
    total = found.count() if shown else 0
    begun = perf_counter()
    gone = {one.person: None for one in desk.entries_of(folder)}
    with terminal.working("Planning", total) if shown else nullcontext(_say) as begin:
        for result in desk.run_caseload(found.read(start), folder, settings, *spread):
            gone.pop(result.entry.person, None)
            counts["unchanged" if result.unchanged else result.entry.status] += 1
            if as_json:
                click.echo(_json_of(result))
            elif not (shown and result.entry.status is Came.DONE):
                for line in _lines_of(result):
                    say(line)
            if shown:
                begin(_pace(counts, total, perf_counter() - begun))
    for line in late:
        _say(line)
    if gone and not as_json:
        terminal.note(f"No longer in {people}: {', '.join(gone)}. Their files stay in {folder}.")
    _end(counts, folder, as_json=as_json)
    context.exit(_status(counts))


def _quiet(scheduler: str) -> None:
    """Turn off the log where a cluster works: its troubles are told by us, without tracebacks."""
    if scheduler:
        logging.disable(logging.CRITICAL)


def _say(line: str) -> None:
    margin = " " * (len(line) - len(line.lstrip()))
    click.echo(margin + terminal.plain(line))


def _opened(people: str, given: Mapping[str, Any]) -> tuple[formats.People, Settings, date]:
    """Return the people and all that they have in common; every fault is told at once."""
    faults = Faults()
    meant = dict(_pairs(given["meant"], "--map", faults))
    choices = dict(_pairs(given["pairs"], "-O", faults))
    names = given["names"] or ("pdf",)
    _check_formats(names, choices, faults)
    start = faults.of(lambda: read_day(given["start"] or today(), "start")) or today()
    found = faults.of(lambda: formats.open_people(people, given["sheet"], meant))
    office = faults.of(lambda: _office(given, faults))
    faults.stop()
    if found is None:
        raise AssertionError("what is missing has a fault")
    request = desk.Request(today=today(), language=given["language"] or "", office=office)
    if not found.is_sheet:
        request = evolve(request, start=given["start"])
    versions = {"pathplanner": version_of("pathplanner")}
    settings = Settings(
        given["pathways"], request, names, choices, versions, outputs_of, perf_counter,
        given["again"],
    )  # fmt: skip
    return found, settings, start


def _office(given: Mapping[str, Any], faults: Faults) -> Office:
    """Return what was found out for everybody: what is said here beats the file of the office."""
    flags = options.fields_of({"fact": given["fact"]}, faults).get("facts", ())
    told = [read_fact(path, value) for path, value in flags]
    name, known = given["office"], {fact.path for fact in told}
    read = read_office(name or None)
    return evolve(read, facts=(*told, *(one for one in read.facts if one.path not in known)))


def _versions() -> dict[str, str]:
    """Return the versions of all that has a part in what is in a file."""
    found = {one.distribution: one.version for one in installed_renderers()}
    found |= {name: version_of(name) for name in ("pathplanner", *_LIBRARIES)}
    return {name: version for name, version in found.items() if version}


def _pairs(values: tuple[str, ...], flag: str, faults: Faults) -> Iterator[tuple[str, str]]:
    for value in values:
        name, equals, rest = value.rpartition("=")
        if equals and name.strip():
            yield name.strip(), rest.strip()
        else:
            faults.add(f"{value!r} has no name and value.", flag, "Write NAME=VALUE.")


def _check_formats(names: tuple[str, ...], choices: Mapping[str, str], faults: Faults) -> None:
    """Write down which formats there are not, and which options none of them has."""
    known: set[str] = set()
    for name in names:
        try:
            renderer = load_renderer(name)
            known |= {one.name for one in renderer_options(renderer)}
            make_options(renderer, _own(renderer, choices))
        except InputError as error:
            faults.found += error.faults
        except PathplannerError as error:
            faults.add(str(error), "-t")
    for key in choices:
        if known and key not in known:
            faults.add(
                f"No format here has an option {key!r}.", "--option", did_you_mean(key, known)
            )


def _own(renderer: Renderer, choices: Mapping[str, str]) -> dict[str, str]:
    """Return the options that a renderer has."""
    known = {one.name for one in renderer_options(renderer)}
    return {key: value for key, value in choices.items() if key in known}


def outputs_of(plan: Plan, task: Task) -> tuple[tuple[str, bytes], ...]:
    """Return the files of a person; a worker runs this."""
    writer, found = PlanWriter(plan), {}
    for name in task.formats:
        renderer = _renderer(name)
        end = ".pdf" if renderer.media_type == "application/pdf" else renderer.suffixes[0]
        # Two may write the same sort of file, such as PDF.
        end = f"-{name}{end}" if end in found else end
        found[end] = writer.write(renderer, None, **_own(renderer, task.options))
    return tuple(found.items())


@cache
def _renderer(name: str) -> Renderer:
    """Return a renderer; where a row names one that is not there, that is a fault of the row.

    To look for one takes as long as to make half a page, so a process does it once.
    """
    try:
        return load_renderer(name)
    except UnknownRenderer as error:
        raise InputError([Fault(str(error), "formats")]) from None


def _pace(counts: Counter[str], total: int, seconds: float) -> str:
    """Return how far the work is, in words: how many a minute, and how long it will take."""
    through = sum(counts.values())
    rate = through / seconds if seconds else 0.0
    left = max(0, total - through) / rate if rate else 0.0
    words = f"Planning, {rate * 60:.0f} a minute, {left:.0f} s left"
    wrong = counts[Came.FAULTY]
    return f"{words}, {wrong} faulty" if wrong else words


def _lines_of(result: desk.Result) -> Iterator[str]:
    """Yield what came of a person: one line, and one for each fault."""
    entry = result.entry
    words = "unchanged" if result.unchanged else str(entry.status)
    if entry.finish and not result.unchanged:
        money = document.format_money(Decimal(entry.out_of_pocket), entry.currency)
        words = f"{words}, finish {entry.finish}, own money {money}"
    if entry.status is Came.IMPOSSIBLE:
        words = "no plan is possible; the file says why"
    elif entry.status is Came.UNDECIDED:
        words = "no plan was found in time"
    yield f"{entry.person}: {words}"
    for fault in result.faults:
        yield f"  {formats.fault_in_words(fault, result.person)}"


def _json_of(result: desk.Result) -> str:
    told = json.loads(result.entry.line())
    return json.dumps({**told, "unchanged": result.unchanged})


def _end(counts: Counter[str], folder: str, *, as_json: bool) -> None:
    if as_json:
        told = {name: counts[name] for name in ("unchanged", *Came)}
        click.echo(json.dumps({"schema": SCHEMA, "folder": folder, "counts": told}))
        return
    words = ", ".join(f"{count} {name}" for name, count in counts.items())
    terminal.note(f"{sum(counts.values())} people: {words or 'nobody'}. They are in {folder}.")


def _status(counts: Counter[str]) -> int:
    good = counts[Came.DONE] + counts["unchanged"]
    if good + counts[Came.IMPOSSIBLE] + counts[Came.UNDECIDED] == 0:
        return BAD_INPUT
    return DONE if good == sum(counts.values()) else NO_PLAN


batch.add_command(due)
batch.add_command(summary)
