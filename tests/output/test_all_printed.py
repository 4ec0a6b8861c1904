"""Everything that a document says is in the PDF's text, section by section in its order."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
import pytest
from tests.output.measured import on_paper
from tests.output.printed import PLANS, pages, printed

from pathplanner.document import Text, View, compose

pytestmark = pytest.mark.slow

UNSEEN = {"id", "url", "mark", "place", "after"}
"""Fields that steer a renderer and are not words."""

SPOKEN = {"Section": UNSEEN, "Stop": UNSEEN, "StepCard": UNSEEN, "RouteMap": {"label"}}
MUCH = {"pdf": 40, "typst": None}
"""Letters of a text that are looked for; in a PDF what is longer may go on on the next page."""


def said(value: object) -> Iterator[str]:
    """Yield every text in a block, in no order that matters."""
    if isinstance(value, Text):
        yield value.text
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from said(part)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            if field.name not in SPOKEN.get(type(value).__name__, {"url", "id", "place"}):
                yield from said(getattr(value, field.name))


def packed(text: str) -> str:
    return re.sub(r"[\s\u00ad]+", "", text)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("renderer", ["pdf", "typst"])
def test_every_text_is_printed_and_sections_keep_their_order(
    renderer: str, name: str, language: str
) -> None:
    """Nothing that the document says is missing, and headings come one after another.

    What one way of printing says, the other says, too. What only screens show is left out:
    ways that were set aside, the notes of sources and sections to look things up in.
    """
    plan = PLANS[name]()
    document = compose(plan, View(language=language)).printed()
    text = packed("".join(pages(printed(plan, renderer, language=language))))
    for one in map(packed, (document.title, document.subtitle, document.meta)):
        assert one in text
    place = 0
    for section in document.sections:
        title = packed(section.title)
        assert title in text[place:], section.title
        place = text.index(title, place)
        for one in filter(None, map(packed, said(tuple(map(on_paper, section.blocks))))):
            assert one[: MUCH[renderer]] in text, (section.id, one)
