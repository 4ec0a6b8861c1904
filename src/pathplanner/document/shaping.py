"""What is done with blocks: texts are joined and found, tables narrowed, cards cut in two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from math import ceil

import attrs

from pathplanner.document.blocks import StepCard, Table, Text

LEFT, RIGHT, BESIDE_CODE = 52, 43, 25
"""About how many letters fit in a line of a card's left side, of its right side, and there beside
a code for a camera, which is as high as `CODE` lines."""

CODE, APART = 5.0, 0.25
"""Lines that a code takes, and the room between two parts of a card in lines."""


def cut_of(card: StepCard) -> tuple[int, float]:
    """Return where a card is cut in two sides that are about as high as each other.

    Its parts are what it is, why, its notes, its links and its facts, in this order, so that
    it is read down the left side, then down the right one.

    Returns:
        How many parts stand on the left, and about how many lines the higher side takes.
    """
    why = sum(len(one.text) + 1 for one in card.why)
    texts = [len(one.text) for one in card.notes]
    texts += [len(one.text) + len(one.url) + 2 for one in card.links]
    texts += [len(one.label) + len(one.value.text) + 2 for one in card.facts]
    first = [len(card.summary.text)] * bool(card.summary.text) + [why] * bool(why)
    parts = [*first, *texts]
    least = min(len(first), 1)
    ends = [*range(max(least, 1), len(parts) + 1)] or [0]
    heights = [max(_high(parts[:end]), _beside(parts[end:], code=bool(card.links))) for end in ends]
    usual = len(parts) - len(card.facts)
    # Where it makes no difference the facts begin the right side.
    best = min(range(len(ends)), key=lambda at: (round(heights[at]), abs(ends[at] - usual)))
    return ends[best], heights[best]


def _high(letters: Iterable[int], width: int = LEFT) -> float:
    return sum(ceil(one / width) + APART for one in letters)


def _beside(letters: Iterable[int], *, code: bool) -> float:
    """Return how high the right side is, where lines are shorter beside a code."""
    high = 0.0
    for one in letters:
        high += ceil(one / (BESIDE_CODE if code and high < CODE else RIGHT)) + APART
    return max(high, CODE * code)


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
