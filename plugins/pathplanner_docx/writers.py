"""How each kind of block is written in a Word document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from attrs import evolve
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph

from pathplanner.document import Text, blocks
from pathplanner_docx.runs import put

BOX = "\u2610 "
"""A box to tick, as a character: it can be ticked by hand and in every program."""

WRITE_HERE = "_" * 40
"""Where something is written in by hand."""

ROOM = Mm(9)
"""The height of a row in which something is written by hand."""

ON_A_PAGE = 12
"""A table with no more rows than this is kept on one page."""

SHARES = (32, 26, 18, 24)
"""The widths of the large numbers: the first is a date and what is known of it."""

FIGURE = 14
"""The letters of a large number, in points."""

CRITICAL, SPARE = "0B4A5A", "8CC5C8"
"""The colours of bars that must not be late and of others."""

NARROWEST = 1.5
"""The width of the bar of a day, in percent of the scale."""

MARGINS = Pt(11)
"""Room beside the text of a cell, on both sides together."""

WIDE = 3
"""The share of a column of labels is one, that of what they say is this."""


class Writer:
    """Adds blocks to the end of a Word document.

    Args:
        word: The document.
    """

    def __init__(self, word: WordDocument) -> None:
        self.word = word
        self.how: dict[type[blocks.Block], Callable[[Any], None]] = {
            blocks.Bullets: lambda block: self._bullets(block.items),
            blocks.Checklist: lambda block: self._ticks(block.items),
            blocks.Facts: lambda block: self._facts(block.items),
            blocks.Figures: self._figures,
            blocks.Lines: self._lines,
            blocks.Links: lambda block: self._links(block.items),
            blocks.Notice: self._notice,
            blocks.Paragraph: lambda block: self._labelled("", block.text),
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

    def _heading(self, text: str | Text, level: int) -> None:
        put(self.word.add_heading("", level), text)

    def _paragraph(self, text: str | Text, style: str | None = None) -> WordParagraph:
        made = self.word.add_paragraph("", style=style)
        put(made, text)
        return made

    def _labelled(self, label: str | Text, value: str | Text, style: str | None = None) -> None:
        found = self._paragraph("", style)
        if words := _words(label):
            put(found, label, bold=True)
            put(found, ": " if _words(value) and not words.endswith(":") else "", bold=True)
        put(found, value)

    def _lines(self, block: blocks.Lines) -> None:
        self._labelled(block.label, "\n".join([WRITE_HERE] * block.count))

    def _bullets(self, items: Iterable[Text]) -> None:
        for item in items:
            self._paragraph(item, "List Bullet")

    def _ticks(self, items: Iterable[blocks.Item]) -> None:
        for item in items:
            found = self._paragraph(BOX, "List")
            put(found, item.text, bold=True, lang=item.lang)
            put(found, " " if item.detail.text else "")
            put(found, item.detail)

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
            rows = [(fact.label, fact.value) for fact in items]
            self._grid(rows, (1, WIDE), bold=(0,))

    def _figures(self, block: blocks.Figures) -> None:
        """Add the large numbers beside each other, each with its label and its note."""
        rows = zip(*((one.label, one.value, one.note) for one in block.items), strict=True)
        grid = self._grid(list(rows), SHARES[: len(block.items)])
        for cell in grid.rows[1].cells:
            for run in cell.paragraphs[0].runs:
                run.bold, run.font.size = True, Pt(FIGURE)

    def _notice(self, block: blocks.Notice) -> None:
        self._labelled(block.title, block.text, "Intense Quote")

    def _references(self, block: blocks.References) -> None:
        for source in block.items:
            found = self._paragraph(f"[{source.number}] {source.text} ")
            self._link(found, source.url)

    def _route(self, block: blocks.RouteMap) -> None:
        for stop in block.stops:
            if stop.stage:
                self._heading(Text(stop.stage, lang=stop.stage_lang), 3)
            found = self._paragraph("")
            number = stop.steps or (f"{stop.number}." if stop.number else "")
            put(found, f"{number} " if number else "", bold=True)
            put(found, stop.title, bold=True, lang=stop.lang)
            put(found, f": {stop.detail}" if stop.detail else "")
            for aside in filter(_words, (Text(stop.gate), *stop.asides)):
                self._paragraph(aside, "List Continue")

    def _signatures(self, block: blocks.Signatures) -> None:
        rows = [(item.who, f"{item.sign}: ", f"{item.day}: ") for item in block.items]
        for row in self._grid(rows, (2, WIDE, 2), lined=True).rows:
            row.height = ROOM

    def _card(self, card: blocks.StepCard) -> None:
        title = self.word.add_heading("", 2)
        put(title, f"{BOX}{card.number}. ")
        put(title, card.title, lang=card.lang)
        self._paragraph(card.label, "Caption").paragraph_format.keep_with_next = True
        dates = self._paragraph("")
        put(dates, card.dates, bold=True)
        put(dates, f" · {card.cost}" if card.cost else "")
        if card.summary.text:
            self._paragraph(card.summary)
        if card.why:
            found = self._paragraph("")
            for place, why in enumerate(card.why):
                put(found, " " if place else "")
                put(found, why)
        for note in card.notes:
            self._paragraph(note)
        self._facts(card.facts)
        self._links(card.links)
        if card.blanks:
            rows = [tuple(f"{blank}:" for blank in card.blanks)]
            for row in self._grid(rows, (1,) * len(card.blanks), lined=True).rows:
                row.height = ROOM

    def _table(self, block: blocks.Table) -> None:
        heads = [column.title for column in block.columns]
        boxes = BOX if block.ticks else ""
        rows: list[Sequence[str | Text]] = []
        for row in block.rows:
            first = evolve(row[0], text=f"{boxes}{row[0].text}") if boxes else row[0]
            rows.append((first, *row[1:]))
        rows += [*block.totals, *(("",) * len(heads) for _ in range(block.blank))]
        grid = self._grid(rows, [column.width for column in block.columns], heads, lined=True)
        self._numbers(grid, block.columns)
        closing = len(grid.rows) - block.blank
        for empty in grid.rows[closing:]:
            empty.height = ROOM
        for total in grid.rows[closing - len(block.totals) : closing]:
            for cell in total.cells:
                _bold(cell)

    @staticmethod
    def _numbers(grid: WordTable, columns: Sequence[blocks.Column]) -> None:
        for place, column in enumerate(columns):
            if column.number:
                for cell in grid.columns[place].cells:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _timeline(self, block: blocks.Timeline) -> None:
        told = len(block.heads)
        rows = [
            (Text(f"{bar.number}. {bar.title}", lang=bar.lang), bar.dates, bar.cost)[:told]
            for bar in block.bars
        ]
        grid = self._grid(rows, (WIDE, WIDE, 1)[:told], block.heads, lined=True)
        for row, bar in zip(grid.rows[1:], block.bars, strict=True):
            _draw(row.cells[1], bar)
        for label, words in ((one.label, one.words) for one in block.points):
            self._labelled(label, words)
        for series in block.series:
            self._labelled(series.label, series.words)

    def _grid(
        self,
        rows: Sequence[Sequence[str | Text]],
        shares: Sequence[int],
        heads: Sequence[str] = (),
        *,
        lined: bool = False,
        bold: Sequence[int] = (),
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
            for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                cell.width = widths[place]
                put(cell.paragraphs[0], _may_wrap(text), bold=place in bold)
                layout = cell.paragraphs[0].paragraph_format
                layout.space_before = layout.space_after = Pt(2) if lined else 0
                # Word keeps a row with the next when its paragraphs say so.
                layout.keep_with_next = kept and row._tr is not last
        if heads:
            _head(grid.rows[0])
        self.word.add_paragraph().paragraph_format.space_after = 0
        return grid


def _draw(cell: _Cell, bar: blocks.Bar) -> None:
    """Draw a bar below the dates of a step: an empty line with a colour, from where to where."""
    room = (cell.width or 0) - MARGINS
    drawn = cell.add_paragraph()
    layout = drawn.paragraph_format
    layout.keep_with_next = cell.paragraphs[0].paragraph_format.keep_with_next
    layout.space_before, layout.space_after, layout.line_spacing = 0, Pt(3), Pt(6)
    wide = max(bar.width, NARROWEST)
    left = min(bar.left, 100 - wide)
    layout.left_indent = Emu(int(room * left / 100))
    layout.right_indent = Emu(int(room * (100 - left - wide) / 100))
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), CRITICAL if bar.critical else SPARE)
    # Word reads what stands in its order alone.
    drawn._p.get_or_add_pPr().insert_element_before(shade, "w:spacing", "w:ind")


def _words(text: str | Text) -> str:
    return text if isinstance(text, str) else text.text


def _may_wrap(text: str | Text) -> str | Text:
    """Return a text for a narrow column, where a date that may not wrap would be cut."""
    if isinstance(text, str):
        return text.replace("\u00a0", " ")
    return evolve(text, text=text.text.replace("\u00a0", " "))


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
