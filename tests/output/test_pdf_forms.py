"""The roadmap to fill in on the screen, and in large print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from tests.output import plans
from tests.output.printed import PLANS, laid_out, opened, printed

from pathplanner.document import (
    Column,
    Document,
    Lines,
    Section,
    Signature,
    Signatures,
    StepCard,
    Table,
    compose,
)
from pathplanner_pdf.engine import Look, print_pdf
from pathplanner_pdf.html import to_html
from pathplanner_typst import engine as typst
from pathplanner_typst.fields import with_fields

pytestmark = pytest.mark.slow


def fields(data: bytes) -> list[Any]:
    with opened(data) as pdf:
        form = pdf.Root.get("/AcroForm")
        assert form is None or "/NeedAppearances" not in form
        return [
            (str(one.FT), str(one.T), str(one.TU)) for one in (form.Fields if form else ())
        ]  # fmt: skip


def with_room() -> Document:
    """Return a document with every kind of room to write."""
    columns = (Column("Day"), Column("What <b>&"))
    card = StepCard("x", 1, "Sign up", "Course", "today", "$5", blanks=("Started", "Finished"))
    blocks = (
        card,
        Lines("Notes", 2),
        Signatures((Signature("Counselor", "Signature", "Date"),)),
        Table(columns, (("1", "2"),), blank=2),
    )
    document = compose(plans.one_step())
    return evolve(document, sections=(Section("room", "Room", blocks),))


def filled_in(document: Document) -> bytes:
    return print_pdf(to_html(document, form=True), Look(form=True))


def test_every_box_is_a_field_that_tells_its_step() -> None:
    """Each step, price and date to tick is a tick box with a name of its own and a label."""
    plan = plans.coder()
    found = fields(printed(plan, form="yes"))
    assert len({name for _, name, _ in found}) == len(found)
    labels = [label for kind, _, label in found if kind == "/Btn"]
    for step in plan.steps:
        assert f"{step.number} {step.title}" in labels
    assert all(labels)
    assert len([one for one in labels if "1. Course" in one and "$255" in one]) == 1


def test_room_to_write_becomes_text_fields() -> None:
    """Lines, signatures, dates and empty rows are text fields, labelled in reading order."""
    found = [label for kind, _, label in fields(filled_in(with_room())) if kind == "/Tx"]
    assert found == [
        "1 Sign up: Started", "1 Sign up: Finished", "Notes", "Notes",
        "Counselor: Signature", "Counselor: Date",
        "Day 1", "What <b>& 1", "Day 2", "What <b>& 2",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
def test_typst_has_the_same_fields(language: str) -> None:
    """Each box and each line of the form has the same name and label in the same order."""
    plan = plans.coder()
    found = fields(printed(plan, "typst", form="yes", language=language))
    assert len(found) > 50
    assert found == fields(printed(plan, form="yes", language=language))


def test_typst_makes_fields_of_all_room_to_write() -> None:
    """Lines, signatures, dates and empty rows are the same fields as in the other form."""
    document = with_room()
    made = typst.to_pdf(document, typst.Look(form=True))
    assert fields(made) == fields(filled_in(document))


def test_a_box_that_typst_drew_can_be_ticked() -> None:
    """A box is empty, has a look for both of its states, and is tagged as a field of a form."""
    with opened(printed(plans.coder(), "typst", form="yes")) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            tag = pdf.Root.StructTreeRoot.ParentTree.Nums[2 * int(field.StructParent) + 1]
            assert str(tag.S) == "/Form"
            if str(field.FT) == "/Btn":
                assert str(field.AS) == str(field.V) == "/Off"
                assert b" l S" in field.AP.N.Yes.read_bytes()
                assert field.AP.N.Off.read_bytes().strip() == b""


def test_a_file_that_typst_did_not_write_is_refused() -> None:
    """A file whose objects are not in a table is not made a worse one."""
    made = printed(plans.one_step(), "typst")
    assert with_fields(made) == made
    place = made.rindex(b"xref\n0 ")
    with pytest.raises(RuntimeError, match="not in a table"):
        with_fields(made[:place] + b"none" + made[place + 4 :])


@pytest.mark.parametrize("renderer", ["pdf", "typst"])
def test_a_printed_roadmap_has_no_fields(renderer: str) -> None:
    """Nothing is a field unless that is asked for."""
    assert fields(printed(plans.coder(), renderer)) == []


@pytest.mark.parametrize("renderer", ["pdf", "typst"])
def test_a_title_full_of_markup_is_a_label(renderer: str) -> None:
    """What looks like a field or a quote in the data stays text."""
    evil = '"><input name="evil"></p><span class="box" data-field="evil"></span>'
    names = fields(printed(plans.hostile(evil), renderer, form="yes"))
    assert all(name.startswith(("box-", "line-")) for _, name, _ in names)
    assert f"4 Program {evil}" in [label for _, _, label in names]


def texts(box: Any) -> Iterator[Any]:
    if type(box).__name__ == "TextBox":
        yield box
    for child in getattr(box, "children", ()):
        yield from texts(child)


@pytest.mark.parametrize("name", ["coder", "long", "impossible"])
def test_large_print_has_no_text_below_18_points_and_none_outside(name: str) -> None:
    """Every text, at the foot of the page too, is 18 pt or more and on the page."""
    look = Look(large=True)
    for page in laid_out(PLANS[name](), look):
        for box in texts(page._page_box):
            assert box.style["font_size"] * 0.75 * look.zoom >= 17.99, box.text
            assert box.position_x >= 0, box.text
            assert box.position_x + box.width <= page.width + 0.01, box.text


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595.28, 841.89))])
def test_large_print_is_on_the_same_paper(paper: str, size: tuple[float, float]) -> None:
    """A page has the size of its paper, upright or on its side."""
    with opened(printed(plans.coder(), large_print="yes", paper=paper)) as pdf:
        boxes = [tuple(float(length) for length in page.mediabox[2:]) for page in pdf.pages]
    assert boxes[0] == pytest.approx(size, abs=0.1)
    assert {tuple(sorted(map(round, box))) for box in boxes} == {tuple(map(round, size))}
