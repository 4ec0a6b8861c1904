"""What is done with blocks: texts are joined and found, and tables are narrowed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

import attrs

from pathplanner.document.blocks import Table, Text


def joined(values: Iterable[str | Text]) -> Text:
    """Return sentences as one text, with the marks of all."""
    texts = [one if isinstance(one, Text) else Text(one) for one in values]
    marks = {mark for text in texts for mark in text.marks}
    return Text(" ".join(text.text for text in texts), tuple(sorted(marks)))


def without_empty(table: Table) -> Table:
    """Return the table without the columns in which no row says anything."""
    kept = [place for place in range(len(table.columns)) if any(r[place].text for r in table.rows)]

    def narrow(rows: tuple[tuple[Text, ...], ...]) -> tuple[tuple[Text, ...], ...]:
        return tuple(tuple(row[place] for place in kept) for row in rows)

    columns = tuple(table.columns[place] for place in kept)
    return Table(columns, narrow(table.rows), narrow(table.totals), ticks=table.ticks)


def texts_of(value: object) -> Iterator[str]:
    """Yield every text in blocks and sections."""
    if isinstance(value, str):
        if not isinstance(value, Enum):
            yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_of(part)
    elif attrs.has(kind := type(value)):
        for one in attrs.fields(kind):
            yield from texts_of(getattr(value, one.name))
