"""What stands in a block, item by item, each on one line: for plain text and for Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pathplanner.document import blocks, format_marks

WRITE_HERE = "_" * 12
"""Where something is written in by hand."""


class LineWriter:
    """Puts each item of a block on a line; how text is written can be said anew."""

    def __init__(self) -> None:
        """Begin a document."""
        self.how: dict[type[blocks.Block], Callable[[Any], Iterator[str]]] = {
            blocks.Bullets: lambda block: map(self.marked, block.items),
            blocks.Facts: lambda block: map(self.fact, block.items),
            blocks.Figures: self._figures,
            blocks.Links: lambda block: map(self.link, block.items),
            blocks.References: self._references,
            blocks.Signatures: self._signatures,
            blocks.Table: self._table,
            blocks.Timeline: self._timeline,
        }

    def items(self, block: blocks.Block) -> Iterator[str]:
        """Yield a line for each item of a list, a table or a timeline."""
        yield from self.how[type(block)](block)

    def plain(self, text: str) -> str:
        """Return a text as the format shows it."""
        return text

    def strong(self, text: str) -> str:
        """Return a text that a reader must not overlook."""
        return self.plain(text)

    def address(self, url: str) -> str:
        """Return an address in full."""
        return url

    def marked(self, text: blocks.Text) -> str:
        """Return a text with the marks of its sources behind it."""
        return f"{self.plain(text.text)} {format_marks(text.marks)}".strip()

    def labelled(self, label: str, value: str) -> str:
        """Return a value with its label before it, if it has one."""
        return f"{self.plain(label)}: {value}" if label else value

    def blank(self, label: str) -> str:
        """Return a label with room to write."""
        return self.labelled(label, WRITE_HERE)

    def fact(self, fact: blocks.Fact) -> str:
        """Return a label and what it says."""
        return self.labelled(fact.label, self.marked(fact.value))

    def link(self, link: blocks.Link) -> str:
        """Return where to read more."""
        return f"{self.plain(link.text)}: {self.address(link.url)}"

    def notice(self, block: blocks.Notice) -> str:
        """Return what must not be overlooked."""
        stop = "." if block.title and block.text.text else ""
        return f"{self.strong(block.title)}{stop} {self.marked(block.text)}".strip()

    def numbered(self, number: int, title: str) -> str:
        """Return a title with the number of its step, if it is of one."""
        return f"{number}. {title}" if number else title

    def _figures(self, block: blocks.Figures) -> Iterator[str]:
        for one in block.items:
            # With a full stop between, a number and its note are two sentences to who hears them.
            note = f". {self.plain(one.note)}" if one.note else ""
            yield self.labelled(one.label, f"{self.strong(one.value)}{note}")

    def _references(self, block: blocks.References) -> Iterator[str]:
        for one in block.items:
            told = " ".join(filter(None, (self.plain(one.text), self.plain(one.note))))
            yield f"[{one.number}] {told} {self.address(one.url)}".strip()

    def _signatures(self, block: blocks.Signatures) -> Iterator[str]:
        for one in block.items:
            yield f"{self.plain(one.who)}. {self.blank(one.sign)}; {self.blank(one.day)}"

    def _table(self, block: blocks.Table) -> Iterator[str]:
        """Yield each row by itself, with the heading before every cell."""
        heads = [column.title for column in block.columns]
        for row in (*block.rows, *block.totals):
            named = zip(heads, map(self.marked, row), strict=True)
            yield "; ".join(self.labelled(head, cell) for head, cell in named if cell)
        for _ in range(block.blank):
            yield "; ".join(map(self.blank, heads))

    def _timeline(self, block: blocks.Timeline) -> Iterator[str]:
        for bar in block.bars:
            title = self.numbered(bar.number, self.plain(bar.title))
            parts = [self.plain(part) for part in (bar.dates, bar.cost) if part]
            yield f"{title}: {' · '.join(parts)}"
        told = [(one.label, one.words) for one in block.points]
        told += [(one.label, one.words) for one in block.series]
        yield from (self.labelled(label, self.plain(words)) for label, words in told)
