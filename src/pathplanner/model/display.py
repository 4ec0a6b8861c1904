"""How values show themselves in a notebook: a caption and a small table, without styles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

MOST_ROWS = 40
"""Rows that are shown; the others are only counted."""


def html_table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as HTML, in which every text is escaped.

    Args:
        caption: What the table is, in one line.
        heads: The heads of its columns.
        rows: A text or number for each head; without a row there is no table.
    """
    title = f"<p><b>{escape(caption)}</b></p>"
    lines = [_row("td", row) for row in rows]
    if not lines:
        return title
    if len(lines) > MOST_ROWS:
        lines[MOST_ROWS:] = [_row("td", [f"and {len(lines) - MOST_ROWS} more"])]
    return f"{title}<table>{_row('th', heads)}{''.join(lines)}</table>"


def _row(tag: str, cells: Iterable[object]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(str(cell))}</{tag}>' for cell in cells)}</tr>"
