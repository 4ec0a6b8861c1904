"""The Word document: what Word, LibreOffice and a screen reader find in it."""

import io
import shutil
import subprocess

import docx
import pytest
from docx.oxml.ns import qn
from tests.output import plans

import pathplanner as pp
from pathplanner.document import compose


@pytest.fixture
def plan():
    """A plan with exams, money, renewals and links."""
    return plans.maria("ccs")


def opened(plan, **options):
    """Return the document as python-docx reads it."""
    return docx.Document(io.BytesIO(pp.render(plan, "docx", **options)))


def headings(word, level):
    """Return the headings of a level."""
    return [p.text for p in word.paragraphs if p.style.name == f"Heading {level}"]


def test_sections_and_steps_are_real_headings(plan):
    """A counsellor can walk through it by its headings; steps have the numbers of the plan."""
    word = opened(plan)
    assert headings(word, 1)[0] == "Your plan on one page"
    assert {"Your steps", "Money", "Sources", "Keep it current"} <= set(headings(word, 1))
    steps = [text for text in headings(word, 2) if text.startswith("\u2610")]
    assert steps == [f"\u2610 {step.number}. {step.title}" for step in plan.steps]


def test_tables_repeat_their_heads_and_keep_rows_whole(plan):
    """The first row of a table with headings is marked, and no row may split."""
    tables = opened(plan).tables
    marked = [
        table for table in tables if table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    ]
    heads = [[cell.text for cell in table.rows[0].cells] for table in marked]
    assert ["When", "Step, and what for"] in [head[:2] for head in heads]
    rows = [row for table in tables for row in table.rows]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_the_foot_counts_pages_and_names_the_person(plan):
    """Word counts the pages; the words come from the plan."""
    foot = opened(plan).sections[0].footer.paragraphs[0]
    fields = [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "Maria Lopez" in foot.text


def test_addresses_can_be_clicked(plan):
    """Each address of a source is a link to that very address."""
    word = opened(plan)
    links = {r.target_ref for r in word.part.rels.values() if r.reltype.endswith("/hyperlink")}
    sources = compose(plan).section("sources").blocks[-1].items
    assert len(sources) > 5
    assert {source.url for source in sources if source.url} <= links
    shown = {link.get(qn("r:id")) for link in word.element.iter(qn("w:hyperlink"))}
    named = {name for name, rel in word.part.rels.items() if rel.reltype.endswith("/hyperlink")}
    assert named == shown


def test_paper_language_and_properties(plan):
    """The paper is the one asked for, and the file says its language, title and day."""
    word = opened(plan, paper="a4", language="es")
    assert round(word.sections[0].page_width.mm) == 210
    assert word.core_properties.language == "es"
    assert word.core_properties.title == plan.titles[plan.goal[0]]
    assert word.core_properties.created.date() == plan.start
    langs = {tag.get(qn("w:val")) for tag in word.styles.element.iter(qn("w:lang"))}
    assert langs == {"es"}
    assert round(opened(plan).sections[0].page_width.mm) == 216


def test_there_is_room_to_write_by_hand(plan):
    """Empty rows, and those to sign in, are high enough for a hand."""
    tables = opened(plan).tables
    empty = [row for table in tables for row in table.rows if not any(c.text for c in row.cells)]
    signed = [row for table in tables for row in table.rows if "Signature: " in row.cells[1].text]
    assert (len(empty) > 6, len(signed)) == (True, 2)
    assert {round(row.height.mm) for row in (*empty, *signed) if row.height} == {9}
    assert all(row.height for row in (*empty, *signed))


def test_small_tables_and_introductions_stay_with_what_follows(plan):
    """No small table is split between pages, and no introduction is left behind by its table."""
    word = opened(plan)
    for table in word.tables:
        if table.style.name == "Table Grid" and len(table.rows) <= 12:
            kept = [
                row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows
            ]
            assert kept == [True] * (len(kept) - 1) + [False]
    words = {p.text: p.paragraph_format.keep_with_next for p in word.paragraphs}
    assert words[next(text for text in words if text.startswith("The numbers in brackets"))]


def test_every_text_is_dark_enough(plan):
    """What has a colour has that of the headings; Word's own blue is too pale to read."""
    word = opened(plan)
    for name in {paragraph.style.name for paragraph in word.paragraphs}:
        colour = word.styles[name].font.color
        assert colour is None or colour.rgb is None or str(colour.rgb) == "0B4A5A", name


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it(plan, tmp_path):
    """Another program than the one that wrote it reads every step."""
    (tmp_path / "plan.docx").write_bytes(pp.render(plan, "docx"))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "txt:Text", "plan.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "plan.txt").read_text("utf-8-sig")
    for step in plan.steps:
        assert step.title in text
