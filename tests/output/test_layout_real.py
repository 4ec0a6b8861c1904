"""What a reader sees on the pages of plans through bundled pathways, in large print, too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

import pathplanner as pp
from pathplanner.document import Document, Table, View, compose
from pathplanner_pdf.engine import Look

from .leading import leads
from .printed import laid_out
from .test_layout import boxes, texts

pytestmark = pytest.mark.slow

CODER = ("medical-biller-and-coder",)
GRANT = pp.model.Funding(
    "Workforce grant", 1000, pp.model.FundingKind.WORKFORCE, arrives="2027-03-01"
)
HAVE = {"holds": ["high-school-diploma"]}

PLANS: dict[str, tuple[tuple[str, ...], tuple[str, ...], dict[str, Any]]] = {
    "one step": (CODER, ("medical-biller-job",), HAVE),
    "two steps": (CODER, ("rhia",), HAVE),
    "one goal": (CODER, ("cpc",), HAVE | {"savings": 600, "monthly": 150, "funding": [GRANT]}),
    "two goals": (CODER, ("cpc", "rhia"), {}),
    "two pathways": (
        ("health-information-technician", *CODER),
        ("health-services-manager-job",),
        {"name": "Wolfeschlegelsteinhausenbergerdorff Anna"},
    ),
    "failed": (CODER, ("cpc",), HAVE | {"failed": {"cpc-a": "2026-11-20"}}),
    "nurse": (("registered-nurse",), ("nurse-practitioner-job",), {}),
}

LARGE = Look("letter", large=True)
LOOKS = (Look("letter"), Look("a4"), LARGE, Look("a4", large=True))


@cache
def made(name: str) -> pp.Plan:
    """Return a plan; each is planned once for all looks of it."""
    pathways, goals, more = PLANS[name]
    pathway = pp.merge(*map(pp.load_pathway, pathways))
    learner = pp.Learner(start="2027-01-04", hours_per_week=30, **more)
    return pp.plan(pathway, learner, goals)


@cache
def seen(name: str, language: str, look: Look) -> tuple[Document, list[Any]]:
    """Return what is said of a plan, and its pages."""
    return compose(made(name), View(language)), laid_out(made(name), look, language)


@pytest.fixture(params=[(n, t, s) for n in PLANS for t in ("en", "es") for s in LOOKS], ids=str)
def page_set(request: pytest.FixtureRequest) -> tuple[Document, list[Any]]:
    return seen(*request.param)


OWN = frozenset({"BlockBox", "InlineBox", "InlineBlockBox", "TableBox"})
"""Kinds of boxes that an element has for itself; lines and texts in it name it, too."""


def with_class(page: Any, name: str) -> Iterator[Any]:
    """Yield the boxes of a page whose element has a class."""
    for box in boxes(page._page_box):
        element = getattr(box, "element", None)
        if type(box).__name__ not in OWN or element is None:
            continue
        if name in (element.get("class") or "").split():
            yield box


TEXT_BOXES = frozenset({"BlockBox", "InlineBlockBox", "TableCellBox"})
"""Kinds of boxes of such elements."""

TEXTS = frozenset({"h2", "h3", "p", "li", "th", "td"})
"""Elements that hold text."""


def words_in(box: Any) -> str:
    """Return the text in a box, with single spaces."""
    found = [one.text for one in boxes(box) if type(one).__name__ == "TextBox"]
    return " ".join(" ".join(found).split())


def test_no_text_is_cut(page_set: tuple[Document, list[Any]]) -> None:
    """Every text is whole on its page, with some room to the edge: foot and tables, too."""
    _document, pages = page_set
    for number, page in enumerate(pages, 1):
        for box in texts(page):
            place = (number, box.text)
            assert box.position_x >= 10, place
            assert box.position_x + box.width <= page.width - 10, place
            assert box.position_y + box.height <= page.height - 4, place


def test_nothing_that_leads_to_more_ends_a_page(page_set: tuple[Document, list[Any]]) -> None:
    """No heading, no introduction and no title of a notice stands last on a page."""
    document, pages = page_set
    above = {" ".join(text.split()) for text in leads(document)}
    assert len(above) > 3
    for number, page in enumerate(pages, 1):
        foot = page.height - page._page_box.margin_bottom
        blocks = [
            box
            for box in boxes(page._page_box)
            if type(box).__name__ in TEXT_BOXES and box.element_tag in TEXTS
        ]
        found = [box for box in blocks if box.position_y + box.height <= foot and words_in(box)]
        last = max(found, key=lambda box: box.position_y + box.height)
        # A cell that says the same, such as a name to sign beside, leads to nothing.
        assert last.element_tag in {"li", "th", "td"} or words_in(last) not in above, number


def test_the_legend_of_the_map_is_one_line_on_paper_of_usual_print() -> None:
    """What the marks of the map mean stands on one line, with marks of one height."""
    for language in ("en", "es"):
        for look in LOOKS[:2]:
            _document, pages = seen("one goal", language, look)
            keys = [box for page in pages for box in with_class(page, "key-of")]
            marks = [
                box
                for page in pages
                for name in ("key-step", "key-exit", "key-goal")
                for box in with_class(page, name)
            ]
            assert len(keys) == len(marks) == 3
            assert len({round(box.position_y) for box in keys}) == 1
            middles = [box.position_y + box.margin_height() / 2 for box in marks]
            assert max(middles) - min(middles) < 1


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("look", LOOKS[2:])
def test_only_wide_sections_lie_on_their_side(language: str, look: Look) -> None:
    """In large print no other section begins on a page that lies on its side, or ends there."""
    for name in PLANS:
        document, pages = seen(name, language, look)
        money = document.section("money")
        blocks = money.blocks if money else ()
        broad = any(isinstance(one, Table) and len(one.columns) > 4 for one in blocks)
        wide = {"timeline"} | ({"money"} if broad else set())
        for page in pages:
            sections = {
                box.element.get("class").split()[1]
                for box in with_class(page, "section")
                if box.element_tag == "div"
            }
            assert sections
            assert sections <= wide if page.width > page.height else not sections & wide
        first = next(with_class(pages[0], "section"))
        assert "summary" in first.element.get("class")


def discs(page: Any) -> list[str]:
    """Return the numbers of the stops of the whole map on a page."""
    sections = [box for box in with_class(page, "route") if "section" in box.element.get("class")]
    found = [disc for section in sections for disc in boxes(section) if _is_disc(disc)]
    return [words_in(box) for box in found]


def _is_disc(box: Any) -> bool:
    element = getattr(box, "element", None)
    is_own = type(box).__name__ in OWN and element is not None
    return is_own and (element.get("class") or "").startswith("disc")


def test_a_map_that_fits_is_on_one_page(page_set: tuple[Document, list[Any]]) -> None:
    """A map is split only in large print, and then its last stop is not alone."""
    document, pages = page_set
    large = round(pages[0].width) < 600
    steps = next(one for one in document.sections if one.id == "route").blocks[0].stops[1:]
    parts = [found for page in pages if (found := discs(page))]
    assert sum(map(len, parts)) == len(steps) + 1
    if not large or len(steps) <= 2:
        assert len(parts) == 1
    assert all(len(part) > 1 for part in parts)


def test_a_source_fills_its_lines() -> None:
    """The text of a source does not break after its first word."""
    for name, language, look in (("nurse", "en", LOOKS[0]), ("one goal", "es", LOOKS[1])):
        _document, pages = seen(name, language, look)
        for page in pages:
            for table in with_class(page, "references"):
                lines = [box for box in boxes(table) if type(box).__name__ == "LineBox"]
                assert lines
                for line in lines:
                    found = [box.text for box in boxes(line) if type(box).__name__ == "TextBox"]
                    first = re.fullmatch(r"\[\d+\]", found[0]) if found else None
                    assert not first or len(" ".join(found).split()) > 2, found


def numbers(table: Table) -> Iterator[str]:
    """Yield what stands in the columns of numbers."""
    for row in (*table.rows, *table.totals):
        for column, cell in zip(table.columns, row, strict=True):
            if column.number:
                yield cell.text


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_word_of_a_head_or_number_is_broken(language: str) -> None:
    """The heads of tables, and what stands in columns of numbers, break between words alone."""
    for name in PLANS:
        for look in LOOKS:
            document, pages = seen(name, language, look)
            words = {
                word
                for section in document.sections
                for block in section.blocks
                if isinstance(block, Table)
                for cell in (*(one.title for one in block.columns), *numbers(block))
                for word in cell.split()
            }
            cells = [
                cell
                for page in pages
                for table in with_class(page, "rows")
                for cell in boxes(table)
                if type(cell).__name__ == "TableCellBox"
                and (cell.element_tag == "th" or "number" in (cell.element.get("class") or ""))
            ]
            heads = [box.text for cell in cells for box in boxes(cell) if hasattr(box, "text")]
            assert {word for head in heads for word in head.split()} <= words, look


def test_the_dates_of_bars_stay_on_their_scale(page_set: tuple[Document, list[Any]]) -> None:
    """No dates reach into the column of steps or of costs, however short their bar is."""
    _document, pages = page_set
    for number, page in enumerate(pages, 1):
        for cell in boxes(page._page_box):
            kinds = (getattr(cell.element, "attrib", {}).get("class") or "").split()
            if type(cell).__name__ != "TableCellBox" or "when" not in kinds:
                continue
            for box in boxes(cell):
                if type(box).__name__ == "TextBox" and box.text.strip("\u00a0 "):
                    assert box.position_x >= cell.position_x - 1, (number, box.text)
                    end = box.position_x + box.width
                    assert end <= cell.position_x + cell.width + 1, (number, box.text)
