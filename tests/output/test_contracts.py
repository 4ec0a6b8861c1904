"""What the core does before a renderer is called: it refuses, leaves out, composes once."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.cli.running import invoke
from tests.output import plans
from tests.output.test_views import EMPLOYER_TOO, PRIVATE, private

from pathplanner.document import Audience, Document, Variant, View
from pathplanner.formats import plan_to_json
from pathplanner.model.plan import Plan
from pathplanner.renderers import (
    DataRenderer,
    DocumentRenderer,
    PlanWriter,
    load_renderer,
    render,
    render_comparison,
    writing,
)

OLD = """
class R:
    name = "mine"
    media_type = "text/plain"
    suffixes = (".mine",)
    class options: __attrs_attrs__ = ()
    def render(self, plan, options): return b"old"
    def render_comparison(self, plans, options): return b"old"
renderer = R()
"""
UNKNOWN = """
from pathplanner.renderers import Renderer
class R(Renderer):
    name, media_type, suffixes = "mine", "text/plain", (".mine",)
    def render(self, pictures, options): return b"pictures"
renderer = R()
"""
NOTHING = "renderer = object()"
CLASS = """
from pathplanner.renderers import DataRenderer
class renderer(DataRenderer):
    name, media_type, suffixes = "mine", "text/plain", (".mine",)
    def render(self, plan, options): return b"a class"
"""
NAMELESS = """
from pathplanner.renderers import DataRenderer
class R(DataRenderer):
    name = "mine"
    def render(self, plan, options): return b"x"
renderer = R()
"""


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, code: str | Any) -> None:
    """Install a distribution `mine` with a renderer `mine`, as pip would: code, or an object."""
    info = folder / "mine-1.5.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1.5\n")
    (info / "entry_points.txt").write_text("[pathplanner.renderers]\nmine = mine_module:renderer\n")
    monkeypatch.syspath_prepend(str(folder))
    module = ModuleType("mine_module")
    if isinstance(code, str):
        (folder / "mine_module.py").write_text(code)
        monkeypatch.delitem(sys.modules, "mine_module", raising=False)
    else:
        module.renderer = code  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "mine_module", module)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (OLD, "keeps the old contract of renderers: derive its class from"),
        (UNKNOWN, "keeps no known contract of renderers: derive its class from"),
        (NOTHING, "keeps no known contract of renderers: derive its class from"),
        (CLASS, "is a class: offer an object of it, and derive its class from"),
        (NAMELESS, "has no media_type and no suffixes: set it in its class."),
    ],
)
def test_a_renderer_of_another_contract_is_told_in_one_sentence_what_to_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, said: str
) -> None:
    """The command ends with an error of one sentence that names who and what, and no traceback."""
    install(tmp_path, monkeypatch, code)
    result = invoke("plan", "electrician-texas", "--start", "2027-01-04", "-t", "mine")
    assert result.exit_code not in (0, 1)
    assert not result.stdout
    told = " ".join(result.stderr.split())
    assert "The renderer 'mine' (from mine 1.5) " + said in told
    if "derive" in said:
        for word in (
            "pathplanner.renderers.DataRenderer, whose render gets a plan",
            "DocumentRenderer, whose render gets a document",
        ):
            assert word in told
    assert "Traceback" not in told
    assert told.count(". ") == 0


class Data(DataRenderer):
    """Keeps what it is given."""

    name, media_type, suffixes = "mine", "text/plain", (".mine",)

    def __init__(self) -> None:
        self.given: list[Any] = []

    def render(self, plan: Plan, _options: Any, /) -> bytes:
        self.given.append(plan)
        return b"data"


class Pages(DocumentRenderer):
    """Keeps what it is given."""

    name, media_type, suffixes = "mine", "text/plain", (".mine",)

    def __init__(self) -> None:
        self.given: list[Any] = []

    def render(self, document: Document, _options: Any, /) -> bytes:
        self.given.append(document)
        return b"pages"


NOT_PRINTED = ("hours worked", "offer", "income", "seat", "residence")
HIDDEN = {
    Audience.PARTICIPANT: {},
    Audience.FUNDER: PRIVATE,
    Audience.EMPLOYER: PRIVATE | EMPLOYER_TOO,
}


def private_in(value: object) -> set[str]:
    """Return which private things of `private` stand anywhere in a value."""
    text = plan_to_json(value) if isinstance(value, Plan) else repr(value).replace("\\xa0", " ")
    return {
        key
        for key, words in (PRIVATE | EMPLOYER_TOO).items()
        if any(word in text for word in words)
    }


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("kind", [Data, Pages])
def test_no_renderer_is_given_what_its_reader_need_not_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Any], audience: Audience
) -> None:
    """A plan, or a document with its plan, lost what is private before a renderer sees it."""
    found = kind()
    install(tmp_path, monkeypatch, found)
    render(private(), "mine", audience=audience)
    [given] = found.given
    hidden = HIDDEN[audience]
    assert private_in(given).isdisjoint(hidden)
    # What no page prints, such as a seat that was given, stands only in a document's plan.
    told = private_in(given if kind is Data else given.plan)
    assert told == {*(PRIVATE | EMPLOYER_TOO)} - {*hidden}
    if kind is Pages:
        assert private_in(given) - {*NOT_PRINTED} == told - {*NOT_PRINTED}
        assert private_in(given.plan).isdisjoint(hidden)
        assert given.plan.learner.name == given.name == private().learner.name


@pytest.mark.parametrize("audience", [Audience.FUNDER, Audience.EMPLOYER])
def test_no_renderer_is_given_more_of_plans_beside_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, audience: Audience
) -> None:
    """The same is true of plans beside each other, and of what they are called."""
    found = Pages()
    install(tmp_path, monkeypatch, found)
    named = [("", plans.coder()), ("savings=8642.15", private())]
    render_comparison(named, "mine", audience=audience)
    [given] = found.given
    assert private_in(given).isdisjoint(HIDDEN[audience])
    assert given.plan is None


def test_a_document_says_what_a_file_needs_besides_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its plan, its first day, its variant and whose it is stand in it."""
    found = Pages()
    install(tmp_path, monkeypatch, found)
    plan = plans.coder()
    render(plan, "mine", variant="brief")
    [given] = found.given
    assert (given.plan, given.start, given.name) == (plan, plan.start, plan.learner.name)
    assert given.variant is Variant.BRIEF


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> list[View]:
    """Return a list that gets the view of each document that is composed."""
    views: list[View] = []
    for name in ("compose", "compose_comparison"):
        make = getattr(writing, name)

        def counted(plans: Any, view: View, make: Any = make) -> Document:
            views.append(view)
            found: Document = make(plans, view)
            return found

        monkeypatch.setattr(writing, name, counted)
    return views


PLAN = ("medical-biller-and-coder", "--start", "2027-01-04", "--goal", "cpc")
FILES = ("a.pdf", "b.md", "c.txt", "d.html", "e.mmd", "f.dot")


def test_several_outputs_are_composed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, composed: list[View]
) -> None:
    """Six documents of one plan are one composition, and data needs none."""
    monkeypatch.chdir(tmp_path)
    outputs = [part for file in (*FILES, "g.csv", "h.json") for part in ("-o", file)]
    assert invoke("plan", *PLAN, *outputs).exit_code == 0
    assert composed == [View()]
    assert all((tmp_path / file).stat().st_size for file in FILES)


def test_what_differs_is_composed_for_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, composed: list[View]
) -> None:
    """Pages in brief and a drawing, which has no variants, are two compositions."""
    monkeypatch.chdir(tmp_path)
    outputs = ("-o", "b.md", "-o", "c.txt", "-o", "e.mmd", "-O", "variant=brief")
    assert invoke("plan", *PLAN, *outputs).exit_code == 0
    assert composed == [View(variant=Variant.BRIEF), View()]


def test_a_refusal_on_the_screen_is_composed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, composed: list[View]
) -> None:
    """What the terminal says of a plan that cannot be is the document that was written."""
    monkeypatch.chdir(tmp_path)
    never = ("--deadline", "2027-01-05", "-o", "b.md", "-o", "c.txt")
    assert invoke("plan", *PLAN, *never).exit_code == 1
    assert composed == [View()]


def test_a_comparison_in_several_formats_is_composed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, composed: list[View]
) -> None:
    """Plans beside each other go through the same door."""
    monkeypatch.chdir(tmp_path)
    outputs = ("-o", "a.pdf", "-o", "b.md", "-o", "d.html", "-O", "audience=funder")
    assert invoke("compare", *PLAN, "--what-if", "hours=20", *outputs).exit_code == 0
    assert composed == [View(audience=Audience.FUNDER)]


def test_documents_and_data_come_from_one_writer() -> None:
    """What a writer writes is what `render` writes, whatever it wrote before."""
    plan = private()
    writer = PlanWriter(plan)
    for audience in (*Audience, Audience.PARTICIPANT):
        for name in ("text", "json", "csv", "ics", "mermaid"):
            assert writer.write(name, audience=audience) == render(plan, name, audience=audience)
    assert writer.document() is writer.document(View())


def test_a_copy_of_a_calendar_is_for_its_reader_too() -> None:
    """Each data renderer that comes with pathplanner can be told who reads it."""
    for name in ("csv", "ics", "json", "xlsx"):
        assert isinstance(load_renderer(name), DataRenderer)
        assert render(private(), name, audience="employer")
