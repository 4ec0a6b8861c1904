"""`pathplanner batch due`: what falls due for the people of a caseload, by day."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import click

from pathplanner import desk, document, formats
from pathplanner.cli import options, terminal
from pathplanner.cli.edge import today
from pathplanner.desk.circumstances import read_day
from pathplanner.errors import Faults
from pathplanner.files import write_bytes_safely

USUAL = timedelta(30)


@click.command()
@click.argument("folder", type=click.Path())
@click.option("--from", "first", metavar="DATE", help="First day.  [default: today]")
@click.option("--to", "last", metavar="DATE", help="Last day.  [default: 30 days later]")
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    metavar="FILE",
    help="Write it to due.csv, due.xlsx or due.ics.",
)
@options.LANGUAGE
@options.JSON
def due(
    folder: str,
    first: str | None,
    last: str | None,
    output: str | None,
    language: str | None,
    *,
    as_json: bool,
) -> None:
    """List what falls due for the people of FOLDER, which `batch` has filled.

    Steps that begin or end, exams, ends of applying, money that arrives, renewals, dues, reviews,
    deadlines and goals, by day. Exit status 2: the folder holds no caseload.
    """
    from_, to = _days(first, last)
    rows = list(_due_rows(folder, from_, to, language or ""))
    heads = ("day", "person", "name", "kind", "what")
    if output:
        write_bytes_safely(output, _written(output, (heads, *rows)))
        terminal.note(f"Wrote {output}")
    if as_json:
        told = [dict(zip(heads, row, strict=True)) for row in rows]
        said = {"schema": "pathplanner/due/1", "from": str(from_), "to": str(to), "due": told}
        click.echo(json.dumps(said, indent=2))
    elif rows and not output:
        terminal.print_table([("Day", "Person", "Kind", "What"), *map(_shown, rows)], name=1)
    if not rows:
        terminal.note(f"Nothing falls due from {from_} to {to}.")


def _days(first: str | None, last: str | None) -> tuple[date, date]:
    faults = Faults()
    from_ = faults.of(lambda: read_day(first, "--from")) if first else today()
    usual = (from_ or today()) + USUAL
    to = faults.of(lambda: read_day(last, "--to")) if last else usual
    if from_ and to and to < from_:
        faults.add("The last day is before the first.", "--to", "Change one of them.")
    faults.stop()
    if from_ is None or to is None:
        raise AssertionError("what is missing has a fault")
    return from_, to


def _due_rows(folder: str, first: date, last: date, language: str) -> Iterator[tuple[str, ...]]:
    """Yield day, person, name, kind and words of what falls due, by day."""
    found: list[tuple[document.Due, desk.Entry]] = []
    for entry, made in desk.plans_in(folder):
        plan = desk.in_language(made, language or "en")
        found += [(one, entry) for one in document.due_in(plan, first, last, language)]
    for one, entry in sorted(found, key=lambda pair: (pair[0].on, pair[1].person)):
        yield one.on.isoformat(), entry.person, entry.name, str(one.kind), one.what


def _written(output: str, rows: tuple[tuple[str, ...], ...]) -> bytes:
    """Return the rows in the format that the name of a file says."""
    head, *rest = rows
    if output.lower().endswith(".ics"):
        return formats.to_calendar(_entries(rest))
    if not output.lower().endswith(".xlsx"):
        return formats.to_csv(map(_inert, rows))
    dated: list[tuple[str | int | date, ...]] = [
        (date.fromisoformat(day), *more) for day, *more in rest
    ]
    return formats.to_xlsx({"Due": [(*head,), *dated]})


def _entries(rows: Iterable[tuple[str, ...]]) -> Iterator[tuple[date, str, str]]:
    """Yield the rows as entries, each with a key that stays the same when its day changes."""
    seen: Counter[tuple[str, ...]] = Counter()
    for day, person, name, kind, what in rows:
        seen[person, kind, what] += 1
        key = f"{person} {kind} {what} {seen[person, kind, what]}"
        yield date.fromisoformat(day), f"{name or person}: {what}", key


def _shown(row: tuple[str, ...]) -> tuple[str, ...]:
    day, _, name, kind, what = row
    return day, name, kind, what


def _inert(row: tuple[str, ...]) -> tuple[str, ...]:
    """Return a row that no spreadsheet program runs as a formula."""
    return tuple(
        f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell for cell in row
    )
