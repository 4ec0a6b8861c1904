"""How each kind of block is written in a Word document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph

from pathplanner.document import blocks, format_marks

BOX = "\u2610 "
"""A box to tick, as a character: it can be ticked by hand and in every program."""

WRITE_HERE = "_" * 40
"""Where something is written in by hand."""

ROOM = Mm(9)
"""The height of a row in which something is written by hand."""

ON_A_PAGE = 12
"""A table with no more rows than this is kept on one page."""

WIDE = 3
"""The share of a column of labels is one, that of what they say is this."""


def _text(text: blocks.Text) -> str:
    return f"{text.text} {format_marks(text.marks)}".strip()


class Writer:
    """Adds blocks to the end of a Word document."""

    def __init__(self, word: WordDocument) -> None:
        self.word = word
        self.how: dict[type[blocks.Block], Callable[[Any], None]] = {
            blocks.Bullets: lambda block: self._bullets(map(_text, block.items)),
            blocks.Checklist: lambda block: self._ticks(block.items),
            blocks.Facts: lambda block: self._facts(block.items),
            blocks.Figures: self._figures,
            blocks.Lines: self._lines,
            blocks.Links: lambda block: self._links(block.items),
            blocks.Notice: self._notice,
            blocks.Paragraph: lambda block: self._labelled("", _text(block.text)),
            blocks.References: self._references,
            blocks.RouteMap: self._route,
            blocks.Signatures: self._signatures,
            blocks.StepCard: self._card,
            blocks.Subheading: lambda block: self._heading(block.text, 2),
            blocks.Table: self._table,
            blocks.Timeline: self._timeline,
        }

    def write(self, block: blocks.Block) -> None:
        """Add a block."""
        self.how[type(block)](block)

    def keep_with_next(self) -> None:
        """Let the last paragraph stand on the page of what comes next."""
        self.word.paragraphs[-1].paragraph_format.keep_with_next = True

    def _heading(self, text: str, level: int) -> None:
        self.word.add_heading(text, level)

    def _paragraph(self, text: str, style: str | None = None) -> WordParagraph:
        return self.word.add_paragraph(text, style=style)

    def _labelled(self, label: str, value: str, style: str | None = None) -> None:
        found = self._paragraph("", style)
        if label:
            found.add_run(f"{label}: " if value else label).bold = True
        found.add_run(value)

    def _lines(self, block: blocks.Lines) -> None:
        self._labelled(block.label, "\n".join([WRITE_HERE] * block.count))

    def _bullets(self, items: Iterable[str]) -> None:
        for item in items:
            self._paragraph(item, "List Bullet")

    def _ticks(self, items: Iterable[blocks.Item]) -> None:
        for item in items:
            found = self._paragraph(BOX, "List")
            found.add_run(item.text).bold = True
            found.add_run(f" {_text(item.detail)}".rstrip())

    def _links(self, items: Iterable[blocks.Link]) -> None:
        for item in items:
            found = self._paragraph(f"{item.text}: ")
            self._link(found, item.url)

    def _link(self, paragraph: WordParagraph, url: str) -> None:
        """Add an address that can be clicked, when it is one of the web."""
        run = paragraph.add_run(url)
        if not url.startswith(("https://", "http://")):
            return
        run.font.underline = True
        name = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), name)
        paragraph._p.append(link)
        link.append(run._r)

    def _facts(self, items: Sequence[blocks.Fact]) -> None:
        if items:
            rows = [(fact.label, _text(fact.value)) for fact in items]
            grid = self._grid(rows, (1, WIDE))
            for row in grid.rows:
                _bold(row.cells[0])

    def _figures(self, block: blocks.Figures) -> None:
        rows = [(figure.label, figure.value, figure.note) for figure in block.items]
        grid = self._grid(rows, (2, 2, WIDE))
        for row in grid.rows:
            _bold(row.cells[1])

    def _notice(self, block: blocks.Notice) -> None:
        self._labelled(block.title, _text(block.text), "Intense Quote")

    def _references(self, block: blocks.References) -> None:
        for source in block.items:
            found = self._paragraph(f"[{source.number}] {source.text} ")
            self._link(found, source.url)

    def _route(self, block: blocks.RouteMap) -> None:
        for stop in block.stops:
            if stop.stage:
                self._heading(stop.stage, 3)
            number = f"{stop.number}. " if stop.number else ""
            self._labelled(f"{number}{stop.title}", stop.detail)
            aside = [part for part in (stop.gate, "; ".join(map(_text, stop.asides))) if part]
            if aside:
                self._paragraph(" ".join(aside), "List Continue")

    def _signatures(self, block: blocks.Signatures) -> None:
        rows = [(item.who, f"{item.sign}: ", f"{item.day}: ") for item in block.items]
        for row in self._grid(rows, (2, WIDE, 2), lined=True).rows:
            row.height = ROOM

    def _card(self, card: blocks.StepCard) -> None:
        self._heading(f"{BOX}{card.number}. {card.title}", 2)
        self._paragraph(card.label, "Caption").paragraph_format.keep_with_next = True
        dates = self._paragraph("")
        dates.add_run(card.dates).bold = True
        dates.add_run(f" · {card.cost}" if card.cost else "")
        if card.summary.text:
            self._paragraph(_text(card.summary))
        for why in card.why:
            self._paragraph(_text(why))
        self._facts(card.facts)
        for note in card.notes:
            self._paragraph(_text(note))
        self._links(card.links)
        for blank in card.blanks:
            self._labelled(blank, WRITE_HERE)

    def _table(self, block: blocks.Table) -> None:
        heads = [column.title for column in block.columns]
        rows = [tuple(map(_text, row)) for row in (*block.rows, *block.totals)]
        rows += [("",) * len(heads)] * block.blank
        grid = self._grid(rows, [column.width for column in block.columns], heads, lined=True)
        self._numbers(grid, block.columns)
        closing = len(grid.rows) - block.blank
        for row in grid.rows[closing:]:
            row.height = ROOM
        for row in grid.rows[closing - len(block.totals) : closing]:
            for cell in row.cells:
                _bold(cell)

    @staticmethod
    def _numbers(grid: WordTable, columns: Sequence[blocks.Column]) -> None:
        for place, column in enumerate(columns):
            if column.number:
                for cell in grid.columns[place].cells:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _timeline(self, block: blocks.Timeline) -> None:
        rows = [(f"{bar.number}. {bar.title}", bar.dates) for bar in block.bars]
        self._grid(rows, (WIDE, WIDE), block.heads[:2], lined=True)
        for series in block.series:
            self._labelled(series.label, series.words)

    def _grid(
        self,
        rows: Sequence[Sequence[str]],
        shares: Sequence[int],
        heads: Sequence[str] = (),
        *,
        lined: bool = False,
    ) -> WordTable:
        """Add a table; its heads come again on each page, and no row is split."""
        every = [heads, *rows] if heads else list(rows)
        grid: WordTable = self.word.add_table(len(every), len(shares))
        grid.style = "Table Grid" if lined else "Normal Table"
        grid.autofit = False
        section = self.word.sections[0]
        room = (section.page_width or 0) - 2 * (section.left_margin or 0)
        widths = [Emu(room * share // sum(shares)) for share in shares]
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        kept, last = lined and len(every) <= ON_A_PAGE, grid.rows[-1]._tr
        for row, texts in zip(grid.rows, every, strict=True):
            _keep_whole(row)
            for cell, text, width in zip(row.cells, texts, widths, strict=True):
                cell.width = width
                # In a narrow column a date that may not wrap would be cut in the middle.
                cell.paragraphs[0].add_run(text.replace("\u00a0", " "))
                layout = cell.paragraphs[0].paragraph_format
                layout.space_before = layout.space_after = Pt(2) if lined else 0
                # Word keeps a row with the next when its paragraphs say so.
                layout.keep_with_next = kept and row._tr is not last
        if heads:
            _head(grid.rows[0])
        self.word.add_paragraph().paragraph_format.space_after = 0
        return grid


def _bold(cell: _Cell) -> None:
    for run in cell.paragraphs[0].runs:
        run.bold = True


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _head(row: _Row) -> None:
    """Mark a row as the head of its table, for the next page and for screen readers."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in row.cells:
        _bold(cell)
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "E3F0F1")
        cell._tc.get_or_add_tcPr().append(shade)
