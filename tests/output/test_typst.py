"""The roadmap through Typst: it says what the PDF renderer says, and keeps PDF/UA-1."""

import io
import re

import attrs
import pytest
from pypdf import PdfReader
from tests.output import plans
from tests.output.leading import leads
from tests.output.printed import PLANS, opened, pages, printed
from tests.output.test_views import private
from tests.output.verapdf import faults

import pathplanner as pp
from pathplanner.document import (
    View,
    compose,
)

pytestmark = pytest.mark.slow


def letters(text):
    """Return a text without what a line break may change."""
    return re.sub(r"[\s\u00ad]+", "", text)


def said_by(plan, renderer, **options):
    """Return the letters of a rendered plan, without the foot of each page."""
    return letters("".join(pages(printed(plan, renderer, **options))))


def test_it_keeps_the_standard_for_everyone(tmp_path):
    """veraPDF finds nothing: shortest, longest, impossible, Spanish, and on A4."""
    files = []
    for name, sample in PLANS.items():
        for language in ("en", "es"):
            file = tmp_path / f"{name}-{language}.pdf"
            paper = "a4" if language == "es" else "letter"
            file.write_bytes(printed(sample(), "typst", language=language, paper=paper))
            files.append(file)
    assert faults(files, ("ua1",)) == []


def test_the_form_keeps_both_standards(tmp_path):
    """veraPDF finds nothing in a form to fill in, in usual and in large print, and in Spanish."""
    files = []
    for number, large in enumerate(("no", "yes")):
        file = tmp_path / f"{number}.pdf"
        language = ("en", "es")[number]
        file.write_bytes(
            printed(plans.coder(), "typst", form="yes", large_print=large, language=language)
        )
        files.append(file)
    assert faults(files) == []


def test_it_is_tagged_titled_and_linked():
    """The file has a title, a language, a tree of tags, bookmarks and links."""
    plan = plans.coder()
    with opened(printed(plan, "typst", paper="a4")) as pdf:
        assert str(pdf.docinfo["/Title"]).startswith(plan.titles[plan.goal[0]])
        assert str(pdf.Root.Lang).startswith("en")
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert "/Outlines" in pdf.Root
        width = float(pdf.pages[0].mediabox[2])
        assert round(width * 25.4 / 72) == 210
        links = {str(a.A.URI) for page in pdf.pages for a in page.get("/Annots", [])}
        assert {step.url for step in plan.steps if step.url} <= links


def test_a_copy_for_others_says_less():
    """What an employer is not told is not in the words."""
    plan = private()
    assert "8,642" in said_by(plan, "typst")
    assert "8,642" not in said_by(plan, "typst", audience="employer")


def test_letters_that_cannot_be_drawn_are_named():
    """No box stands in the place of a letter."""
    plan = attrs.evolve(plans.coder(), learner=attrs.evolve(plans.coder().learner, name="Ana ⚒"))
    with pytest.raises(pp.InputError, match="⚒"):
        pp.render(plan, "typst")


def real(*goals, **more):
    """Return a plan through a bundled pathway."""
    pathway = pp.load_pathway("medical-biller-and-coder", language=more.pop("language", ""))
    learner = pp.Learner(start="2027-01-04", hours_per_week=12, **more)
    return pp.plan(pathway, learner, goals)


GRANT = pp.model.Funding(
    "Workforce grant", 1000, pp.model.FundingKind.WORKFORCE, arrives="2027-03-01"
)

REAL = {
    "one goal": lambda: real(
        "cpc", holds=["high-school-diploma"], savings=600, monthly=150, funding=[GRANT]
    ),
    "two goals": lambda: real("cpc", "rhia"),
    "three goals": lambda: real("cpc", "rhia", "health-services-manager-job"),
}


def pages_of(plan, **options):
    """Return the letters of each page, without its foot."""
    foot = letters(compose(plan, View(options.get("language", ""))).footer)
    found = pages(printed(plan, "typst", **options))
    # What the foot says may stand at the head of the first page, too.
    parts = [letters(page).rpartition(foot) for page in found]
    assert all(part[1] for part in parts)
    return [part[0] for part in parts]


@pytest.mark.parametrize("plan", REAL)
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_nothing_that_leads_to_more_ends_a_page(plan, paper):
    """No heading, no introduction and no title of a notice stands last on a page."""
    plan = REAL[plan]()
    above = tuple(map(letters, leads(compose(plan))))
    assert len(above) > 10
    pages = pages_of(plan, paper=paper)
    assert [page[-80:] for page in pages if page.endswith(above)] == []


@pytest.mark.parametrize("plan", REAL)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_map_is_on_one_page(plan, language):
    """The heading of the map, its last stop and its legend stand on the same page."""
    plan = REAL[plan]()
    document = compose(plan, View(language))
    section = next(one for one in document.sections if one.id == "route")
    block = section.blocks[0]
    wanted = [section.title, block.stops[-1].detail, block.legend[2]]
    pages = pages_of(plan, language=language)
    assert any(all(letters(words) in page for words in wanted) for page in pages)


def test_the_words_at_the_head_stand_on_the_colour():
    """The field of colour is as high as its words: they are white, and paper is white, too."""
    plan = real(
        "health-services-manager-job", language="es", name="María Ángeles de la Cruz Rodríguez"
    )
    data = pp.render(plan, "typst", language="es", paper="a4")
    page = PdfReader(io.BytesIO(data)).pages[0]
    document = compose(plan, View("es"))
    words, corners = [], []

    def see_text(text, cm, tm, _font, _size):
        if letters(text):
            words.append((letters(text), cm[5]))

    def see_path(operator, operands, cm, _tm):
        if operator in {b"m", b"l"}:
            corners.append(cm[5] + float(operands[1]) * cm[3])

    page.extract_text(visitor_text=see_text, visitor_operand_before=see_path)
    below = [text for text, _y in words].index(letters(document.sections[0].title))
    head = words[:below]
    assert letters(document.meta).endswith(head[-1][0])
    # The field is the first that is drawn: its four corners come first.
    assert min(corners[:4]) < min(y for _text, y in head)
