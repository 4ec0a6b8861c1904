"""Tables in the structure of the PDF, as a screen reader walks through them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import pypdf
import pytest
from tests.output import plans

from pathplanner.document import View, compose
from pathplanner.renderers import render
from pathplanner.testing import sample_plan
from pathplanner_pdf.html import to_html

pytestmark = pytest.mark.slow


@cache
def printed(language: str) -> pypdf.PdfReader:
    """Return the roadmap of a plan whose tables take several pages."""
    return pypdf.PdfReader(io.BytesIO(render(plans.long(40), "pdf", language=language)))


def below(element: Any) -> Iterator[Any]:
    """Yield an element of the structure and all below it, in the order of reading."""
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if isinstance(found, dict) and found.get("/Type") == "/StructElem":
            yield from below(found)


def tables(language: str = "en") -> list[Any]:
    root = printed(language).trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object()
    return [one for one in below(root) if one["/S"] == "/Table"]


def of_kind(table: Any, *kinds: str) -> list[Any]:
    return [one for one in below(table) if one["/S"] in kinds]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_table_over_several_pages_is_one(language: str) -> None:
    """There are as many tables as the page has, and some have cells on more than one sheet."""
    page = to_html(compose(plans.long(40), View(language=language)))
    found = tables(language)
    assert len(found) == page.count("<table") > 5
    sheets = [{cell.raw_get("/Pg").idnum for cell in of_kind(one, "/TD")} for one in found]
    assert sum(len(one) > 1 for one in sheets) >= 2
    assert [len(of_kind(one, "/TR")) for one in found] == [
        one.count("<tr") for one in page.split("<table")[1:]
    ]


def test_a_head_is_read_once_and_drawn_on_every_page() -> None:
    """The rows of a head stand in the structure once; on later pages they are for the eye."""
    for table in tables():
        assert len(of_kind(table, "/THead")) <= 1
    reader = printed("en")
    drawn = [page for page in reader.pages if "Step, and what for" in page.extract_text()]
    assert len(drawn) > 1
    contents = drawn[1].get_contents().get_data()
    assert b"/Artifact\n\nBMC" in contents


def test_cells_know_their_heads() -> None:
    """Each head has a scope and a name of its own, and each cell names heads of its table."""
    names = []
    for table in tables():
        heads = of_kind(table, "/TH")
        own = [head["/ID"] for head in heads]
        names += own
        assert {head["/A"]["/Scope"] for head in heads} <= {"/Column", "/Row"}
        in_head = [id(one) for part in of_kind(table, "/THead") for one in of_kind(part, "/TH")]
        for head in heads:
            assert (head["/A"]["/Scope"] == "/Column") == (id(head) in in_head)
        for cell in of_kind(table, "/TD"):
            assert cell["/A"]["/Headers"]
            assert set(cell["/A"]["/Headers"]) <= set(own)
    assert len(names) == len(set(names)) > 20


def test_no_cell_spans_others() -> None:
    """WeasyPrint gives cells below a span the heads of their neighbours, so there is none."""
    for table in tables():
        for cell in of_kind(table, "/TH", "/TD"):
            assert not {"/ColSpan", "/RowSpan"} & set(cell["/A"])
    for make in (plans.coder, plans.maria, plans.impossible, plans.one_step):
        page = to_html(compose(make()), form=True, codes=True)
        assert "span=" not in page.replace("<colgroup", "")


def test_a_head_that_is_left_out_on_a_page_is_read_all_the_same() -> None:
    """Where a row fills a page, no head is drawn above it; the table has one, and cells name it."""
    reader = pypdf.PdfReader(io.BytesIO(render(sample_plan("hostile"), "pdf")))
    root = reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object()
    found = [one for one in below(root) if one["/S"] == "/Table"]
    later = 0
    for table in found:
        heads = of_kind(table, "/THead")
        assert len(heads) <= 1
        columns = [one["/ID"] for head in heads for one in of_kind(head, "/TH")]
        sheets = [one.raw_get("/Pg").idnum for one in (*heads, *of_kind(table, "/TBody"))]
        later += sheets != sorted(sheets)
        if heads:
            kinds = [one["/S"] for one in below(table) if one["/S"] in {"/THead", "/TBody"}]
            assert kinds[0] == "/THead"
        for row in of_kind(table, "/TR"):
            cells = of_kind(row, "/TH", "/TD")
            for cell, column in zip(cells, columns, strict=bool(heads)):
                if cell["/S"] == "/TD":
                    assert column in cell["/A"]["/Headers"]
    assert later
