"""The PDF as a file: two standards at once, the plan inside, and no clock."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from tests.output import plans, verapdf
from tests.output.printed import PLANS, opened, printed, words
from tests.output.test_pdf_forms import filled_in, with_room

from pathplanner.document import Audience, redact
from pathplanner.errors import InputError
from pathplanner.formats import load_plan, plan_hash, plan_to_json, read_plan
from pathplanner.renderers import render

pytestmark = pytest.mark.slow

SPACES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}


@pytest.fixture
def coder() -> bytes:
    """The realistic plan as a PDF."""
    return printed(plans.coder())


def test_it_names_both_standards(coder: bytes) -> None:
    """The metadata says PDF/A-3a and PDF/UA-1, in the one place where readers look."""
    with opened(coder) as pdf, pdf.open_metadata() as found:
        assert found[f"{{{SPACES['pdfaid']}}}part"] == "3"
        assert found[f"{{{SPACES['pdfaid']}}}conformance"] == "A"
        assert found[f"{{{SPACES['pdfuaid']}}}part"] == "1"
        raw = pdf.Root.Metadata.read_raw_bytes()
    assert raw.count(b"<rdf:RDF") == raw.count(b"</rdf:RDF>") == 1
    assert b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in raw


def test_it_has_what_both_standards_ask_for(coder: bytes) -> None:
    """Tags, language, a title that is shown, tab order and the meaning of its colours."""
    with opened(coder) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "en"
        assert root.StructTreeRoot.K
        assert root.ViewerPreferences.DisplayDocTitle
        assert "María" in str(pdf.docinfo["/Title"])
        assert [str(page.Tabs) for page in pdf.pages] == ["/S"] * len(pdf.pages)
        (intent,) = root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_the_plan_is_inside_as_the_json_renderer_writes_it(coder: bytes) -> None:
    """One file is attached, with its kind, what it is to the page, and what it is in words."""
    with opened(coder) as pdf:
        (name,) = pdf.attachments
        (entry,) = pdf.Root.AF
        assert name == str(entry.UF) == "plan.json"
        assert entry.AFRelationship == "/Source"
        assert "plan" in str(entry.Desc)
        stream = entry.EF.F
        assert stream.Subtype == "/application/json"
        assert str(stream.Params.ModDate) == "D:20261101000000Z"
        assert stream.read_bytes() == render(plans.coder(), "json")


@pytest.mark.parametrize("name", PLANS)
def test_every_roadmap_opens_again_as_its_plan(name: str, tmp_path: Path) -> None:
    """What is read from the PDF is the plan that was printed."""
    plan = PLANS[name]()
    data = printed(plan)
    (tmp_path / "roadmap.pdf").write_bytes(data)
    assert load_plan(tmp_path / "roadmap.pdf") == read_plan(data) == read_plan(plan_to_json(plan))


@pytest.mark.parametrize("audience", Audience)
def test_others_get_the_plan_that_is_for_them(audience: Audience) -> None:
    """The plan inside is without what the reader need not know, and so is its hash.

    From the hash of the whole plan a reader could guess what is left out.
    """
    plan = plans.coder()
    told = redact(plan, audience)
    data = printed(plan, audience=audience)
    assert read_plan(data) == read_plan(plan_to_json(told))
    assert f"plan {plan_hash(told)}" in words(data)
    if audience is not Audience.PARTICIPANT:
        assert read_plan(data).learner.budget is None
        assert plan_hash(plan) not in words(data)


def test_it_can_be_made_without_the_plan_inside() -> None:
    """With attach=no nothing is inside, and opening it again says so."""
    data = printed(plans.one_step(), attach="no")
    with opened(data) as pdf:
        assert not pdf.attachments
    with pytest.raises(InputError, match=r"No plan is inside this PDF\..*attach=yes"):
        read_plan(data)


def test_the_foot_of_the_page_names_the_plan_and_its_data(coder: bytes) -> None:
    """The hash is that of the plan inside, and changes with it."""
    plan = plans.coder()
    name = plan_hash(plan)
    assert re.fullmatch("[0-9a-f]{8}", name)
    assert plan_hash(evolve(plan, version=2)) != name
    assert f"facts of November 1, 2026 · plan {name}" in words(coder)


def test_a_plan_without_a_data_date_is_dated_by_its_start() -> None:
    """No clock is asked for the day of the attached file."""
    with opened(printed(plans.one_step())) as pdf:
        assert str(pdf.Root.AF[0].EF.F.Params.ModDate) == f"D:{date(2027, 1, 4):%Y%m%d}000000Z"


def test_verapdf_finds_nothing(tmp_path: Path) -> None:
    """Real veraPDF passes the shortest and the longest plan, forms and large print, twice each.

    Forms and large print pass alone and together, and so does room to write.
    """
    coder, one = plans.coder(), plans.one_step()
    made = {
        **{name: printed(plan()) for name, plan in PLANS.items() if name != "one"},
        "a4": printed(one, paper="a4"),
        "form": printed(coder, form="yes"),
        "large": printed(coder, large_print="yes", paper="a4"),
        "both": printed(one, large_print="yes", form="yes"),
        "room": filled_in(with_room()),
    }
    files = [tmp_path / f"{name}.pdf" for name in made]
    for file, data in zip(files, made.values(), strict=True):
        file.write_bytes(data)
    assert verapdf.faults(files) == []
