"""How each kind of block looks in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pathplanner.document import (
    Block,
    Bullets,
    Checklist,
    Facts,
    Figures,
    Item,
    Lines,
    Links,
    Notice,
    Paragraph,
    References,
    RouteMap,
    Signatures,
    StepCard,
    Stop,
    Subheading,
    Table,
    Timeline,
)
from pathplanner_pdf import parts
from pathplanner_pdf.route import APART, LEFT, LOWER, MIDDLE, TEXT, WIDEST, lines
from pathplanner_pdf.tags import EMPTY, Markup, join, tag, with_marks
from pathplanner_pdf.timeline import timeline


class Blocks:
    """Writes blocks; every box and every field gets a name of its own, to be kept by."""

    def __init__(self) -> None:
        self.count = 0
        self.how: dict[type[Block], Callable[[Any], Markup]] = {
            StepCard: self._card,
            RouteMap: _route,
            Timeline: lambda block: _wide(timeline(block)),
            Figures: parts.figures,
            Table: lambda block: _wide(parts.table(block)),
            Checklist: lambda block: tag("ul", *map(self._item, block.items), class_="ticks"),
            References: parts.references,
            Facts: lambda block: parts.facts(block.items),
            Links: lambda block: tag("div", *(parts.link(item) for item in block.items)),
            Lines: self._lines,
            Signatures: parts.signatures,
            Bullets: lambda block: tag("ul", *(tag("li", with_marks(one)) for one in block.items)),
            Notice: _notice,
            Subheading: lambda block: tag("h3", block.text),
            Paragraph: lambda block: tag("p", with_marks(block.text)),
        }
        self.section = ""

    def write(self, block: Block, section: str) -> Markup:
        """Return a block of a section."""
        self.section = section
        return self.how[type(block)](block)

    def _name(self) -> str:
        self.count += 1
        return f"{self.section}-{self.count}"

    def _box(self, label: str, *, step: int = 0) -> Markup:
        name = f"done-{step}" if step else self._name()
        return tag("input", type_="checkbox", id=name, aria_label=label, data_keep=name)

    def _item(self, item: Item) -> Markup:
        detail = (
            tag("span", with_marks(item.detail), class_="detail") if item.detail.text else EMPTY
        )
        return tag(
            "li", self._box(item.text), tag("span", tag("b", item.text), Markup(" "), detail)
        )

    def _card(self, card: StepCard) -> Markup:
        dates = tag("b", card.dates)
        cost = tag("span", f" · {card.cost}") if card.cost else EMPTY
        name = f"{card.number}. {card.title}"
        return tag(
            "article",
            tag(
                "h3",
                self._box(name, step=card.number),
                tag("span", f"{card.number}", class_="number"),
                Markup(" "),
                card.title,
                id=f"step-{card.number}-title",
            ),
            tag("p", card.label, class_="label"),
            tag("p", dates, cost, class_="when"),
            tag("p", with_marks(card.summary)) if card.summary.text else EMPTY,
            *(tag("p", with_marks(why), class_="why") for why in card.why),
            tag("ul", *map(self._item, card.payments), class_="ticks") if card.payments else EMPTY,
            parts.facts(card.facts),
            *(tag("p", with_marks(note), class_="note") for note in card.notes),
            *(parts.link(link) for link in card.links),
            *(self._field(blank) for blank in card.blanks),
            class_="card",
            id=f"step-{card.number}",
            aria_labelledby=f"step-{card.number}-title",
            tabindex="-1",
        )

    def _field(self, label: str, rows: int = 1) -> Markup:
        name = self._name()
        area = tag("textarea", id=name, rows=f"{rows}", data_keep=name)
        return tag("p", tag("label", label, for_=name), area, class_="field")

    def _lines(self, block: Lines) -> Markup:
        return self._field(block.label, max(2, block.count))


def _wide(inside: Markup) -> Markup:
    """Return what may be wider than a small screen, in a box that moves by itself."""
    return tag("div", inside, class_="wide", tabindex="0", role="group")


def _notice(block: Notice) -> Markup:
    text = tag("p", with_marks(block.text)) if block.text.text else EMPTY
    return tag("div", tag("p", tag("b", block.title)), text, class_="notice")


def _route(block: RouteMap) -> Markup:
    """Return the map as a list; each stop leads to its step, and the lines are boxes."""
    apart = min(APART, WIDEST / max(1, block.lanes - 1))
    text = LEFT + (block.lanes - 1) * apart + TEXT
    stops = (_stop(stop, apart, text) for stop in block.stops)
    marks = ("step", "exit", "goal", "aside")
    keys = (
        tag("li", tag("span", class_=f"key-{mark}", aria_hidden="true"), words)
        for mark, words in zip(marks, block.legend, strict=False)
    )
    return join(
        tag("ol", *stops, class_="route", aria_label=block.label),
        tag("ul", *keys, class_="legend"),
    )


def _stop(stop: Stop, apart: float, text: float) -> Markup:
    middle = LOWER if stop.stage else MIDDLE
    left = LEFT + stop.place.lane * apart
    disc = tag(
        "span",
        f"{stop.number}" if stop.number else "\u00a0",
        class_=f"disc {stop.mark}",
        style=f"left: {left - 3.4:.2f}mm; top: {middle - 3.4:.2f}mm",
        aria_hidden="true",
    )
    title = tag("span", stop.title)
    if stop.number:
        after = " ".join(map(str, stop.after))
        title = tag("a", stop.title, href=f"#step-{stop.number}", data_after=after)
    asides = (tag("p", with_marks(aside), class_="aside") for aside in stop.asides)
    return tag(
        "li",
        tag("div", *lines(stop, apart, middle), aria_hidden="true"),
        disc,
        tag("p", stop.stage, class_="stage") if stop.stage else EMPTY,
        tag("p", title, class_="title"),
        tag("p", stop.detail, class_="detail") if stop.detail else EMPTY,
        tag("p", stop.gate, class_="gate") if stop.gate else EMPTY,
        *asides,
        style=f"padding-left: {text:.2f}mm",
        data_stop=f"{stop.number}" if stop.number else "",
        class_="stop",
    )
