"""Tables: with lines and colors where a person reads, plain columns everywhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Sequence
from typing import TextIO

import click

from pathplanner.cli.terminal.screen import head, plain, say

LAST = 28
"""The last column, which holds sentences, is never narrower."""


def is_rich(stream: TextIO | None = None) -> bool:
    """Tell whether a person reads the output on a terminal that can show more than text.

    Args:
        stream: Where it goes; else standard output.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return (stream or sys.stdout).isatty()


def print_table(
    rows: Sequence[Sequence[str]], *, numbers: Collection[int] = (), name: int = 0
) -> None:
    """Print rows in columns; the first row holds the heads, the last column has no end.

    Args:
        rows: The cells.
        numbers: Columns, from 0, that are set flush right.
        name: The column that names a row, where it is too narrow for columns.
    """
    if print_lined(rows, numbers=numbers):
        return
    if is_rich():
        _print_stacked(rows, name)
        return
    texts = _plain(rows)
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for row in texts:
        cells = [
            cell.rjust(width) if place in numbers else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(cells).rstrip().encode("utf-8", "replace"))


def print_lined(
    rows: Sequence[Sequence[str]], *, numbers: Collection[int] = (), heads: Collection[int] = ()
) -> bool:
    """Print rows in columns with lines between; return whether there is a screen for it.

    It must show more than text, and be so wide that no word is broken: people copy ids.

    Args:
        rows: The cells; the first row holds the heads.
        numbers: Columns, from 0, that are set flush right.
        heads: Rows, from 0, that head those after them.
    """
    if not is_rich():
        return False
    # Loaded only here: a start in a pipe has no use for it.
    from rich.box import ROUNDED
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    texts, console = _plain(rows), Console(highlight=False)
    lines = len(texts[0]) + 1
    widths = _widths(texts, console.width - lines - 2 * len(texts[0]))
    space = 1 if widths else 0
    widths = widths or _widths(texts, console.width - lines)
    if not widths:
        return False
    dimmed = () if heads else ("", "dim")
    table = Table(box=ROUNDED, padding=(0, space), header_style="bold", row_styles=dimmed)
    for place, (title, width) in enumerate(zip(texts[0], widths, strict=True)):
        side = "right" if place in numbers else "left"
        table.add_column(Text(title), justify=side, width=width)  # type: ignore[arg-type]
    for place, row in enumerate(texts[1:], 1):
        style = "bold" if place in heads else None
        table.add_row(*map(Text, row), style=style, end_section=place + 1 in heads)
    console.print(table)
    return True


def _plain(rows: Sequence[Sequence[str]]) -> list[list[str]]:

    return [[plain(cell) for cell in row] for row in rows]


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Return how wide each column is, so that no word is broken; nothing where that is too wide."""
    from rich.cells import cell_len

    columns = list(zip(*rows, strict=True))
    most = [max(map(cell_len, column)) for column in columns]
    least = [max(cell_len(word) for cell in one for word in (*cell.split(), "")) for one in columns]
    least[-1] = max(least[-1], min(LAST, most[-1]))
    spare = room - sum(least)
    if spare < 0:
        return []
    widths, last = least, len(least) - 1
    for _ in range(spare):
        tight = [place for place, width in enumerate(widths) if width < most[place]]
        if not tight:
            break
        # The last column takes what the others leave: its sentences may go on and on.
        place = max(tight, key=lambda place: (place != last, most[place] / widths[place]))
        widths[place] += 1
    return widths


def _print_stacked(rows: Sequence[Sequence[str]], name: int) -> None:

    heads = rows[0]
    for row in rows[1:]:
        head(row[name])
        for place, cell in enumerate(row):
            if place != name:
                say(cell, indent=2, first=f"{heads[place]}: ")
