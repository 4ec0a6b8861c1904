"""How each kind of block looks in a browser, where it is not as in print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import cycle

from pathplanner.document import Fact, Item, Lines, RouteMap, StepCard, Stop, Table
from pathplanner.renderers.html import (
    LEGEND,
    HtmlWriter,
    Lanes,
    Markup,
    join,
    stop_words,
    tag,
    with_marks,
)

_CELL = re.compile(r"<td\b")


class WebWriter(HtmlWriter):
    """Writes blocks; every box and every field gets a name of its own, to be kept by.

    Attributes:
        section: The id of the section that is written.
        more: What opens the rest of a step.
    """

    section = ""
    more = ""

    def _name(self) -> str:
        return f"{self.section}-{next(self.boxes)}"

    def box(self, label: str, *, step: int = 0) -> Markup:
        """Return a box that stays ticked; that of a step is named by its number."""
        name = f"done-{step}" if step else self._name()
        return tag("input", type_="checkbox", id=name, aria_label=label, data_keep=name)

    def item(self, item: Item) -> Markup:
        """Return a line to tick off."""
        return tag("li", self.box(item.text), tag("span", *self.item_words(item)))

    def card(self, step: StepCard) -> Markup:
        """Return a step, to which the stops of the map lead."""
        title = tag(
            "h3",
            self.box(f"{step.number}. {step.title}", step=step.number),
            tag("span", f"{step.number}", class_="number"),
            Markup(" "),
            tag("span", step.title, lang=step.lang),
            id=f"step-{step.number}-title",
        )
        known = (_fact(item) for item in step.facts)
        return tag(
            "article",
            title,
            tag("p", tag("b", step.dates), *self._cost(step), class_="when"),
            tag(
                "details",
                tag("summary", self.more),
                tag("p", step.label, class_="label"),
                *self.card_details(step),
                *known,
                *map(self._field, step.blanks),
            ),
            class_="card",
            id=f"step-{step.number}",
            aria_labelledby=f"step-{step.number}-title",
            tabindex="-1",
        )

    @staticmethod
    def _cost(step: StepCard) -> Iterator[Markup]:
        if step.cost:
            yield tag("span", f" · {step.cost}")

    def _field(self, label: str, rows: int = 1) -> Markup:
        name = self._name()
        area = tag("textarea", id=name, rows=f"{rows}", data_keep=name)
        return tag("p", tag("label", label, for_=name), area, class_="field")

    def lines(self, block: Lines) -> Markup:
        """Return a field of some lines."""
        return self._field(block.label, max(2, block.count))

    def table(self, block: Table) -> Markup:
        """Return a table; on a small screen each row stands by itself, with its headings."""
        return _labelled(super().table(block), [column.title for column in block.columns])

    def route(self, block: RouteMap) -> Markup:
        """Return the map as a list; each stop leads to its step, and the lines are boxes."""
        lanes = Lanes.of(block)
        stops = (_stop(stop, lanes) for stop in block.stops)
        keys = (
            tag("li", tag("span", class_=f"key-{mark}", aria_hidden="true"), words)
            for mark, words in zip(LEGEND, block.legend, strict=False)
        )
        return join(
            tag("ol", *stops, class_="route", aria_label=block.label),
            tag("ul", *keys, class_="legend"),
        )


def _labelled(table: Markup, titles: Sequence[str]) -> Markup:
    """Return a table in which each cell says under which heading it stands."""
    places = cycle(titles)
    return Markup(_CELL.sub(lambda _found: f'<td data-label="{escape(next(places))}"', table))


def _fact(item: Fact) -> Markup:
    label = tag("b", f"{item.label}:")
    return tag("p", label, Markup(" "), with_marks(item.value), class_="fact")


def _stop(stop: Stop, lanes: Lanes) -> Markup:
    number = f"{stop.number}" if stop.number else "\u00a0"
    title = tag("span", stop.title)
    if stop.number:
        after = " ".join(map(str, stop.after))
        link = f"#step-{stop.number}"
        title = tag("a", stop.title, href=link, data_after=after, lang=stop.lang)
    return tag(
        "li",
        tag("div", *lanes.lines(stop), aria_hidden="true"),
        tag("span", number, **lanes.disc(stop), aria_hidden="true"),
        *stop_words(stop, title),
        style=f"padding-left: {lanes.text:.2f}mm",
        data_stop=f"{stop.number}" if stop.number else "",
        class_="stop",
    )
