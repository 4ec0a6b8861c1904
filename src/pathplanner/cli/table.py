"""Tables: with lines and colors where a person reads, plain columns everywhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Sequence
from typing import TextIO

import click

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


def print_table(rows: Sequence[Sequence[str]], *, numbers: Collection[int] = ()) -> None:
    """Print rows in columns; the first row holds the heads, the last column has no end.

    Args:
        rows: The cells.
        numbers: Columns, from 0, that are set flush right.
    """
    from pathplanner.cli.say import plain

    texts = [[plain(cell) for cell in row] for row in rows]
    if is_rich():
        _print_rich(texts, numbers)
        return
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for row in texts:
        cells = [
            cell.rjust(width) if place in numbers else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(cells).rstrip().encode("utf-8", "replace"))


def _print_rich(rows: Sequence[Sequence[str]], numbers: Collection[int]) -> None:
    # Loaded only here: a start in a pipe has no use for it.
    from rich.box import ROUNDED
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=ROUNDED, header_style="bold", row_styles=("", "dim"))
    for place, title in enumerate(rows[0]):
        least = LAST if place == len(rows[0]) - 1 else None
        side = "right" if place in numbers else "left"
        table.add_column(Text(title), justify=side, min_width=least)  # type: ignore[arg-type]
    for row in rows[1:]:
        table.add_row(*(Text(cell) for cell in row))
    Console(highlight=False).print(table)
