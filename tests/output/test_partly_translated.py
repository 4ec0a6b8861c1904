"""Some texts of a pathway have no translation: the page says so, each text its language."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from tests.language.test_translations import write_po

import pathplanner as pp
from pathplanner import desk
from pathplanner.document import Audience, View, compose, compose_pathway

PATHWAY = """\
format: pathplanner/pathway/1
id: small
title: Small
stages: [Learn, Show it]
destinations: [badge]
steps:
  course:
    title: A course
    summary: You learn it here.
    note: Bring a pen
    kind: course
    stage: Learn
    costs: {tuition: {amount: 100, note: Paid by the week}}
  badge:
    title: A badge
    kind: credential
    stage: Show it
    requires: course
    exam: {note: Nobody fails it}
"""
SPANISH = {
    "Small": "Pequeña",
    "Learn": "Aprender",
    "A badge": "Una insignia",
    "Paid by the week": "Se paga por semana",
    "Nobody fails it": "Nadie lo suspende",
}
LEFT = ("A course", "You learn it here.", "Bring a pen", "Show it")
NOTICE = (
    "Algunos nombres y notas de esta ruta están en inglés; nadie los ha puesto todavía en español."
)


@pytest.fixture
def learner() -> pp.Learner:
    """A person without needs."""
    return pp.Learner("2027-01-04", hours_per_week=10)


@pytest.fixture
def plan(place: Path, learner: pp.Learner) -> pp.Plan:
    """A plan of a pathway of which four texts have no Spanish."""
    (place / "small.yaml").write_text(PATHWAY)
    write_po(place, "small.es.po", SPANISH)
    return desk.plan(pp.Request("small.yaml", learner=learner, language="es"))


def marked(html: str) -> list[tuple[str, str]]:
    """Return the language and the words of each element that says its own, in order."""
    inside = html.partition("<body")[2]
    return re.findall(r'<\w+[^>]* lang="([^"]+)"[^>]*>([^<]*)<', inside)


def test_the_plan_knows_what_nobody_translated(place: Path, plan: pp.Plan) -> None:
    """A plan keeps its texts in another language as a value, and a file of it does."""
    assert [(one.language, set(one.texts)) for one in plan.pathway.foreign] == [("en", set(LEFT))]
    (place / "plan.json").write_bytes(pp.render(plan, "json"))
    assert pp.load_plan("plan.json") == plan


def test_the_page_says_it_once(plan: pp.Plan) -> None:
    """Every printed format says once, in the language of the page, what is not translated."""
    for renderer in ("web", "text"):
        told = pp.render(plan, renderer).decode()
        assert re.sub(r"\s+", " ", told).count(NOTICE) == 1, renderer


def test_a_whole_translation_needs_no_word(place: Path, plan: pp.Plan, learner: pp.Learner) -> None:
    """Where every text is translated, nothing is said and nothing is marked."""
    write_po(place, "small.es.po", SPANISH | {text: f"{text} (es)" for text in LEFT})
    whole = desk.plan(pp.Request("small.yaml", learner=learner, language="es"))
    assert whole.pathway.foreign == ()
    told = pp.render(whole, "web").decode()
    assert "nadie los ha puesto" not in told
    assert marked(told) == []


def test_each_text_says_its_language_on_the_screen(plan: pp.Plan) -> None:
    """The title, the stage, the summary and the note that are in English say so, no others."""
    found = marked(pp.render(plan, "web").decode())
    assert {tag for tag, _words in found} == {"en"}
    assert {words for _tag, words in found} == {*LEFT[:2], "Bring a pen.", LEFT[3]}


def test_each_text_says_its_language_in_word(plan: pp.Plan) -> None:
    """A screen reader of a Word document changes its voice for what stands in English."""
    with zipfile.ZipFile(io.BytesIO(pp.render(plan, "docx"))) as file:
        body = file.read("word/document.xml").decode()
    runs = re.findall(r"<w:r>(?:(?!</w:r>).)*</w:r>", body, re.DOTALL)
    said = {re.sub(r"<[^>]+>", "", run).strip() for run in runs if 'w:lang w:val="en"' in run}
    assert said == {*LEFT[:2], "Bring a pen.", LEFT[3], "1. A course"}


@pytest.mark.slow
@pytest.mark.parametrize("renderer", ["pdf", "typst"])
def test_each_text_says_its_language_in_print(plan: pp.Plan, renderer: str) -> None:
    """The PDF of a page in Spanish marks its English texts, and none but these."""
    with pikepdf.open(io.BytesIO(pp.render(plan, renderer))) as pdf:
        assert str(pdf.Root.Lang) == "es"
        parts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        marks = [
            str(one["/Lang"])
            for one in parts
            if one.get("/Type") == "/StructElem" and "/Lang" in one
        ]
        # Typst says of a part of a line what language it is in among what is drawn.
        drawn = b"".join(page.Contents.read_bytes() for page in pdf.pages)
        marks += [found.decode() for found in re.findall(rb"/Lang ?\((\w+)\)", drawn)]
    assert set(marks) <= {"en", "es"}
    # The course on the map and on its card, its summary and note, and a stage.
    assert marks.count("en") >= 5


def test_in_the_language_of_its_texts_the_page_is_of_one_language(plan: pp.Plan) -> None:
    """On an English page of that plan the Spanish texts are marked, and no English ones."""
    found = {card.title: card.lang for card in compose(plan, View(language="en")).cards()}
    assert found == {"A course": "", "Una insignia": "es"}


def test_without_any_translation_every_text_is_marked(
    place: Path, plan: pp.Plan, learner: pp.Learner
) -> None:
    """A pathway without a translation, asked for in Spanish, says the language of all its texts."""
    (place / "small.es.po").unlink()
    bare = desk.plan(pp.Request("small.yaml", learner=learner, language="es"))
    document = compose(bare)
    assert document.language == "es"
    assert document.foreign == "en"
    assert [card.lang for card in document.cards()] == ["en", "en"]


def test_a_copy_keeps_no_text_that_it_may_not_say(place: Path, learner: pp.Learner) -> None:
    """The title of a way that an employer is not told stands nowhere in the copy for one."""
    texts = {"Small": "Pequeña", "A badge": "Una insignia", "Learn": "Aprender"}
    write_po(place, "small.es.po", texts)
    made = desk.plan(pp.Request("small.yaml", learner=learner, language="es"))
    assert [one.texts for one in made.pathway.foreign] == [("A course", "A job")]
    told = compose(made, View(audience=Audience.EMPLOYER)).plan
    assert told is not None
    assert [one.texts for one in told.pathway.foreign] == [("A course",)]


def test_the_page_of_a_pathway_marks_them_too(place: Path, plan: pp.Plan) -> None:
    """The map of a pathway marks the titles that stand in English."""
    page = compose_pathway(pp.load_pathway("small.yaml", "es"))
    route = page.section("route")
    assert route is not None
    assert [(stop.title, stop.lang) for stop in route.blocks[0].stops[1:]] == [  # type: ignore[union-attr]
        ("A course", "en"), ("Una insignia", ""),
    ]  # fmt: skip
