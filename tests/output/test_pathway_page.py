"""A pathway without a person: what a school or a library lays out."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import invoke
from tests.data.reading import NAMES

import pathplanner as pp
from pathplanner.document import RouteMap, Table, compose_pathway, texts_of


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", NAMES)
def test_the_page_has_a_map_a_sheet_for_each_goal_and_sources(name: str) -> None:
    """Each step is on the map below what it may need; each goal has its prices and its sources."""
    pathway = pp.load_pathway(name)
    document = compose_pathway(pathway)
    route = document.section("route")
    assert route
    (drawn,) = route.blocks
    assert isinstance(drawn, RouteMap)
    places = {stop.title: number for number, stop in enumerate(drawn.stops)}
    assert set(places) >= {step.title for step in pathway.steps}
    goals = [document.section(f"goal-{goal}") for goal in pathway.destinations]
    assert [one and one.title for one in goals] == [
        pathway.by_id[goal].title for goal in pathway.destinations
    ]
    rows = next(one for one in document.section("steps").blocks if isinstance(one, Table)).rows  # type: ignore[union-attr]
    assert len(rows) == len(pathway.steps)
    sources = document.section("sources")
    assert sources
    cited = {mark for one in goals for mark in _marks(one)}
    numbers = [one.number for one in sources.blocks[-1].items]  # type: ignore[union-attr]
    assert set(numbers) >= cited > set()
    assert numbers == sorted(numbers)


def _marks(value: object) -> set[int]:
    """Return the numbers of all sources that are named in blocks."""
    if hasattr(value, "marks"):
        return set(value.marks)
    if isinstance(value, tuple):
        return set().union(*map(_marks, value))
    slots = getattr(type(value), "__attrs_attrs__", ())
    return set().union(*(_marks(getattr(value, one.name)) for one in slots))


def test_what_is_not_known_is_said(place: Path) -> None:
    """A price that nobody found is told as such, and no sum is made of it."""
    text = """format: pathplanner/pathway/1
id: cook
title: Cook
country: US
currency: USD
destinations: [cook]
steps:
  school:
    title: School
    kind: program
    duration: 6-9 months
    costs: [{kind: tuition, amount: unknown}, {kind: books, amount: 20}]
  cook: {title: Cook, kind: job, requires: school}
"""
    (place / "cook.yaml").write_text(text, "utf-8")
    told = list(texts_of(compose_pathway(pp.load_pathway("cook.yaml")).sections))
    assert "price not known" in told
    assert not any("$20" in one for one in told)


def test_the_command_writes_pages(place: Path) -> None:
    """The suffix says the format, in the language and on the paper that is asked for."""
    done = invoke("show", "registered-nurse", "-o", "nurse.txt")
    assert (done.exit_code, done.output) == (0, "Wrote nurse.txt\n")
    assert "What it leads to" in Path("nurse.txt").read_text("utf-8")
    done = invoke(
        "show",
        "medical-biller-and-coder",
        "-o",
        "es.html",
        "--language",
        "es",
        "-O",
        "audience=funder",
    )
    assert done.exit_code == 0, done.output
    page = Path("es.html").read_text("utf-8")
    assert '<html lang="es"' in page
    assert "Membresía de AAPC" in page


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("-o", "x.ics"), "The tree is for the screen."),
        (("-o", "x.nothing"), "The tree is for the screen."),
        (("-o", "x.txt", "-O", "paper"), "'paper' has no value."),
        (("-o", "x.txt", "--language", "tlh"), "There are no words in the language 'tlh'."),
    ],
)
def test_what_cannot_be_written_is_refused(place: Path, more: tuple[str, ...], words: str) -> None:
    """The message says what to do, and no file is made."""
    done = invoke("show", "registered-nurse", *more)
    assert done.exit_code == 2
    assert words in done.output
    assert list(place.iterdir()) == []
