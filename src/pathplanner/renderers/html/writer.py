"""Each kind of block as HTML: boxes to tick, tables, cards and drawings.

It is made for print by WeasyPrint: floats and fixed tables, which are laid out about twice
as fast as flex boxes and grids, and no address to fetch. For a screen, `HtmlWriter` is
derived from, and what looks different there is written anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any

from pathplanner.document import blocks, cut_of
from pathplanner.renderers.html.route import route_for_print
from pathplanner.renderers.html.tags import EMPTY, Markup, address, tag, with_marks
from pathplanner.renderers.html.timeline import timeline_table

ON_A_PAGE = 1
"""A table with no more rows than this is kept on one page."""

LONG = 400
"""An item with more letters takes the width of its section, and may go on on the next page."""

SHORT = 9
"""A card of about so many lines, less than a quarter of a page, is kept on one page."""

FEW = 4
"""A table with no more rows to write in than this is kept on one page in large print, too."""

NBSP = "\u00a0"


class HtmlWriter:
    """Writes the blocks of one document, one after the other."""

    def __init__(
        self,
        *,
        form: bool = False,
        code: Callable[[str], Markup] = lambda _: EMPTY,
    ) -> None:
        """Begin a document.

        Args:
            form: Whether boxes and room to write are fields to fill in on a screen. Each
                has a name of its own and the label of its place, which a screen reader says.
            code: Gives what stands beside a step for an address, such as a code for the
                camera of a phone.
        """
        self.form = form
        self.code = code
        self.boxes, self.rooms = count(1), count(1)
        self.how: dict[type[blocks.Block], Callable[[Any], Markup]] = {
            blocks.StepCard: self.card,
            blocks.RouteMap: self.route,
            blocks.Timeline: self.timeline,
            blocks.Figures: _figures,
            blocks.Table: self.table,
            blocks.Checklist: lambda block: self.checklist(block.items),
            blocks.References: _references,
            blocks.Facts: self.facts,
            blocks.Links: lambda block: tag("div", *map(_link, block.items)),
            blocks.Lines: self.lines,
            blocks.Signatures: self.signatures,
            blocks.Bullets: _bullets,
            blocks.Notice: _notice,
            blocks.Subheading: lambda block: tag("h3", block.text),
            blocks.Paragraph: lambda block: tag("p", with_marks(block.text)),
        }

    def write(self, block: blocks.Block) -> Markup:
        """Return a block."""
        return self.how[type(block)](block)

    def box(self, label: str) -> Markup:
        """Return a box to tick, which `label` names."""
        if not self.form:
            return tag("span", class_="box", data_field=label)
        name = f"box-{next(self.boxes)}"
        return tag("input", type_="checkbox", class_="box", name_=name, title=label)

    def room(self, element: str, label: str, text: str = NBSP, class_: str = "") -> Markup:
        """Return an element with a text and room to write behind it, which `label` names."""
        if not self.form:
            return tag(element, text, class_=class_, data_field=label)
        name = f"line-{next(self.rooms)}"
        field = tag("input", type_="text", class_="field", name_=name, title=label)
        return tag(element, "" if text == NBSP else text, field, class_=class_)

    def checklist(self, items: Sequence[blocks.Item], class_: str = "ticks") -> Markup:
        """Return lines to tick off."""
        return tag("ul", *map(self.item, items), class_=class_)

    def item(self, item: blocks.Item) -> Markup:
        """Return a line to tick off."""
        return tag("li", self.box(item.text), *self.item_words(item))

    def item_words(self, item: blocks.Item) -> Iterator[Markup]:
        """Yield the words of a line to tick off."""
        yield tag("b", item.text, lang=item.lang)
        yield Markup(" ")
        if item.detail.text:
            yield tag("span", with_marks(item.detail), class_="detail")

    def card(self, step: blocks.StepCard) -> Markup:
        """Return a step with its box; its title never stands alone at the foot of a page."""
        name = f"{step.number} {step.title}"
        top = tag(
            "div",
            self.box(name),
            tag(
                "h3",
                tag("span", f"{step.number}", class_="number"),
                Markup(" "),
                tag("span", step.title, lang=step.lang),
            ),
            tag(
                "div",
                tag("div", *self.card_times(step), class_="times"),
                tag("div", *self.card_blanks(step, name), class_="blanks"),
                class_="under",
            ),
            class_="top",
        )
        left, lines = cut_of(step)
        parts = [*self.card_details(step), *map(_fact, step.facts)]
        codes = (self.code(item.url) for item in step.links[:1])
        return tag(
            "div",
            top,
            tag(
                "div",
                tag("div", *parts[:left], class_="prose"),
                tag("div", *codes, *parts[left:], class_="known"),
                class_="halves",
            ),
            class_="card whole" if lines <= SHORT else "card",
        )

    def card_blanks(self, step: blocks.StepCard, name: str) -> Iterator[Markup]:
        """Yield room for what is filled in by hand."""
        for one in step.blanks:
            yield self.room("p", f"{name}: {one}", f"{one}:", "blank")

    def card_times(self, step: blocks.StepCard) -> Iterator[Markup]:
        """Yield the dates of a step and its kind."""
        kind = tag("span", f"\u2002{step.label}", class_="label")
        yield tag("p", tag("b", step.dates), kind, class_="when")

    def card_details(self, step: blocks.StepCard) -> Iterator[Markup]:
        """Yield what a card says below the times of its step."""
        if step.summary.text:
            yield tag("p", with_marks(step.summary))
        if step.why:
            yield tag("p", *_apart([*map(with_marks, step.why)]), class_="why")
        yield from (tag("p", with_marks(note), class_="note") for note in step.notes)
        yield from map(_link, step.links)

    def facts(self, block: blocks.Facts) -> Markup:
        """Return labels with values; short ones are a list of two columns."""
        if block.short:
            return tag("ul", *(tag("li", *_labelled(one)) for one in block.items), class_="pairs")
        return _facts(block.items)

    def lines(self, block: blocks.Lines) -> Markup:
        """Return a label with empty lines to write on."""
        rules = (self.room("p", block.label, class_="rule") for _ in range(block.count))
        return tag("div", tag("p", block.label, class_="label"), *rules, class_="lines")

    def signatures(self, block: blocks.Signatures) -> Markup:
        """Return a line to sign on for each, and one for the day."""
        rows = (
            tag(
                "tr",
                tag("th", item.who, scope="row"),
                self.room("td", f"{item.who}: {item.sign}", item.sign, "sign"),
                self.room("td", f"{item.who}: {item.day}", item.day, "sign"),
            )
            for item in block.items
        )
        return tag("table", *rows, class_="signatures")

    def table(self, block: blocks.Table) -> Markup:
        """Return a table with a head that every page repeats."""
        whole = sum(column.width for column in block.columns)
        widths = (tag("col", style=f"width: {one.width / whole:.2%}") for one in block.columns)
        heads = (
            tag("th", column.title, scope="col", class_="number" if column.number else "")
            for column in block.columns
        )
        rows = [self._row(row, block) for row in block.rows]
        rows += [self._blank(number, block.columns) for number in range(1, block.blank + 1)]
        totals = (_row(row, block.columns, "total") for row in block.totals)
        kept = "whole" if len(block.rows) <= ON_A_PAGE else ""
        written = "written" if block.blank else ""
        written += " tickable" if block.ticks else ""
        written += " small" * (0 < block.blank <= FEW)
        return tag(
            "table",
            tag("colgroup", *widths),
            tag("thead", tag("tr", *heads)),
            tag("tbody", *rows, *totals),
            class_=" ".join(filter(None, ("rows", kept, written))),
        )

    def _row(self, row: Sequence[blocks.Text], block: blocks.Table) -> Markup:
        """Return a row, with a box before its first cell where it is ticked off."""
        if not block.ticks:
            return _row(row, block.columns)
        words = [cell.text for cell in row if cell.text]
        return _row(row, block.columns, before=self.box(" ".join(words[:3])))

    def _blank(self, number: int, columns: Sequence[blocks.Column]) -> Markup:
        """Return a row to fill in."""
        cells = (self.room("td", f"{column.title} {number}".strip()) for column in columns)
        return tag("tr", *cells, class_="blank")

    def route(self, block: blocks.RouteMap) -> Markup:
        """Return the map of the route."""
        return route_for_print(block)

    def timeline(self, block: blocks.Timeline) -> Markup:
        """Return the steps as bars on a scale of time."""
        return timeline_table(block)


def _bullets(block: blocks.Bullets) -> Markup:
    return tag("ul", *(tag("li", with_marks(one), class_=_size(one.text)) for one in block.items))


def _size(text: str) -> str:
    """Return the class of an item: a long one does not stand beside another on paper."""
    return "long" if len(text) > LONG else ""


def _facts(items: Sequence[blocks.Fact]) -> Markup:
    """Return labels with values as a table without lines."""
    if not items:
        return EMPTY
    rows = (
        tag("tr", tag("th", item.label, scope="row"), tag("td", with_marks(item.value)))
        for item in items
    )
    return tag("table", *rows, class_="facts")


def _figures(block: blocks.Figures) -> Markup:
    """Return the few large numbers, beside each other."""
    cells = [
        tag(
            "div",
            tag("p", figure.label, class_="label"),
            tag("p", figure.value, class_="value"),
            tag("p", figure.note, class_="note") if figure.note else EMPTY,
            class_="figure",
        )
        for figure in block.items
    ]
    return tag("div", *cells, class_="figures")


def _link(item: blocks.Link) -> Markup:
    """Return where to read more, with the address in full."""
    return tag("p", tag("span", f"{item.text}:"), Markup(" "), address(item.url), class_="link")


def _notice(block: blocks.Notice) -> Markup:
    text = tag("p", with_marks(block.text)) if block.text.text else EMPTY
    return tag("div", tag("p", tag("b", block.title)), text, class_="notice")


def _row(
    row: Sequence[blocks.Text],
    columns: Sequence[blocks.Column],
    kind: str = "",
    before: Markup = EMPTY,
) -> Markup:
    cells = (
        tag("td", *((before,) * (not place)), with_marks(cell), class_="number" * column.number)
        for place, (cell, column) in enumerate(zip(row, columns, strict=True))
    )
    return tag("tr", *cells, class_=kind)


def _fact(item: blocks.Fact) -> Markup:
    return tag("p", *_labelled(item), class_="fact")


def _labelled(item: blocks.Fact) -> Iterator[Markup]:
    yield tag("span", f"{item.label}:", class_="label")
    yield Markup(" ")
    yield with_marks(item.value)


def _apart(parts: Sequence[Markup]) -> Iterator[Markup]:
    """Yield elements with a space between each two."""
    for place, part in enumerate(parts):
        yield from (Markup(" "), part) if place else (part,)


def _references(block: blocks.References) -> Markup:
    """Return the numbered sources."""
    items = (
        tag(
            "li",
            tag("span", f"[{source.number}]", class_="number"),
            Markup(" "),
            # Without an element of its own the text may break after its first word, as
            # WeasyPrint looks for a place before an address that is longer than the line.
            tag("span", source.text),
            Markup(" "),
            address(source.url, short=True) if source.url else EMPTY,
            class_=_size(source.text),
        )
        for source in block.items
    )
    return tag("ul", *items, class_="references")
