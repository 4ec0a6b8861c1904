"""What a reader sees on the laid-out pages: no overlap, nothing split, no lone heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from attrs import evolve

import pathplanner as pp
from pathplanner.document import Column, Paragraph, Section, Subheading, Table, compose
from pathplanner_pdf.engine import Look, lay_out
from pathplanner_pdf.html import to_html

from . import plans
from .printed import laid_out

pytestmark = pytest.mark.slow

TOUCH = 1.5
"""Lines of text may come this near each other, in CSS pixels: their boxes hold white space."""


@cache
def sixty() -> pp.Plan:
    """Return a plan of 60 steps with many lanes."""
    steps = [pp.Step("step-0", "The first step", duration=pp.Duration(2, 2, 2, "weeks"))]
    for number in range(1, 60):
        needs = sorted({f"step-{number // 2}", f"step-{max(0, number - 3)}"} - {f"step-{number}"})
        requires = pp.AllOf(tuple(map(pp.Needs, needs))) if len(needs) > 1 else pp.Needs(needs[0])
        price = pp.Cost(pp.model.CostKind.FEE, pp.Estimate.exactly(number))
        steps.append(
            pp.Step(
                f"step-{number}",
                f"Step with a title of some length, number {number}",
                requires=requires,
                duration=pp.Duration(2, 2, 2, "weeks"),
                study_hours=pp.Estimate.exactly(10),
                stage=f"Stage {number // 20 + 1}",
                costs=(price,),
            )
        )
    goals = tuple(step.id for step in steps[-4:])
    stages = ("Stage 1", "Stage 2", "Stage 3")
    pathway = pp.Pathway("long", "A long way", tuple(steps), goals, stages=stages)
    everything = [step.id for step in steps]
    learner = pp.Learner(
        start="2027-01-04", name="Maria", goal=goals, insist=everything[:-4], hours_per_week=60
    )
    return pp.plan(pathway, learner)


@cache
def long_name() -> pp.Plan:
    """Return a plan whose names are far too long."""
    plan = plans.coder()
    learner = evolve(plan.learner, name="Maria " * 50)
    steps = tuple(evolve(step, title=f"{step.title} {'and more ' * 20}") for step in plan.steps)
    return evolve(plan, learner=learner, steps=steps)


@cache
def three_goals() -> pp.Plan:
    """Return a plan whose map, with the ways that were set aside, is as high as a page."""
    pathway = pp.load_pathway("medical-biller-and-coder")
    learner = pp.Learner(start="2027-01-04", hours_per_week=12, holds=["high-school-diploma"])
    return pp.plan(pathway, learner, ("cpc", "rhia", "health-services-manager-job"))


PLANS = {
    "coder": plans.coder,
    "three goals": three_goals,
    "one step": plans.one_step,
    "sixty steps": sixty,
    "long names": long_name,
}


@pytest.fixture(scope="module", params=[(n, p) for n in PLANS for p in ("letter", "a4")], ids=str)
def pages(request: pytest.FixtureRequest) -> list[Any]:
    """Return the laid-out pages of a plan."""
    name, paper = request.param
    return laid_out(PLANS[name](), Look(paper))


def boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        # A placeholder stands in for a box with a place of its own.
        yield from boxes(getattr(child, "_box", child))


def texts(page: Any) -> list[Any]:
    found = [box for box in boxes(page._page_box) if type(box).__name__ == "TextBox"]
    return [box for box in found if box.text.strip("\u00a0 ")]


def test_no_text_lies_on_another(pages: list[Any]) -> None:
    """No two texts of a page share a place."""
    for number, page in enumerate(pages, 1):
        found = sorted(texts(page), key=lambda box: box.position_y)
        for one, other in combinations(found, 2):
            across = min(one.position_x + one.width, other.position_x + other.width) - max(
                one.position_x, other.position_x
            )
            down = min(one.position_y + one.height, other.position_y + other.height) - max(
                one.position_y, other.position_y
            )
            middle = min(one.height, other.height) / 2
            assert across <= TOUCH or down <= middle, (number, one.text, other.text)


def test_no_page_ends_with_a_heading(pages: list[Any]) -> None:
    """What stands last on a page is never a heading."""
    for number, page in enumerate(pages, 1):
        foot = page.height - 20 / 25.4 * 96
        found = [box for box in texts(page) if box.position_y + box.height <= foot]
        last = max(found, key=lambda box: (box.position_y, box.position_x))
        assert last.element_tag not in {"h1", "h2", "h3"}, (number, last.text)


def _has_class(box: Any, start: str) -> bool:
    """Return whether a box is that of a `div` whose classes begin in this way."""
    is_own = box.element_tag == "div" and type(box).__name__ == "BlockBox"
    return is_own and (box.element.get("class") or "").startswith(start)


def test_no_stop_of_the_map_is_split(pages: list[Any]) -> None:
    """Each stop of the route map is whole, on one page, and all are there, in order."""
    seen = []
    for page in pages:
        for section in boxes(page._page_box):
            # The folded map of the first page shows several steps as one stop.
            if not _has_class(section, "section route"):
                continue
            discs = (box for box in boxes(section) if _has_class(box, "disc"))
            seen += ["".join(t.text for t in boxes(box) if hasattr(t, "text")) for box in discs]
    steps = [text for text in seen if text.strip("\u00a0")]
    assert len(seen) == len(steps) + 1
    assert steps == [f"{number}" for number in range(1, len(steps) + 1)]


@pytest.mark.parametrize("rows", [3, 30])
@pytest.mark.parametrize(("paper", "large"), [("letter", False), ("a4", False), ("letter", True)])
def test_what_introduces_a_table_stands_with_its_first_row(
    paper: str, large: bool, rows: int
) -> None:
    """Wherever a page ends, a heading and the words below it are on the page of the first row."""
    table = Table((Column("Month", 50), Column("Left", 50)), tuple(
        (f"row {number}", "$1") for number in range(rows)
    ))  # fmt: skip
    places = set()
    for above in range(5 if large else 15, 36):
        blocks = (*(Paragraph("above"),) * above, Subheading("heading"), Paragraph("words"), table)
        page = evolve(compose(plans.one_step()), sections=(Section("money", "Money", blocks),))
        sheets = lay_out(to_html(page), Look(paper, large)).pages
        on = {box.text: number for number, sheet in enumerate(sheets) for box in texts(sheet)}
        assert on["heading"] == on["words"] == on["row 0"], above
        places.add(on["heading"])
    assert len(places) > 1


@pytest.mark.parametrize(("paper", "large"), [("letter", False), ("a4", False), ("letter", True)])
def test_no_date_and_no_price_is_split(paper: str, large: bool) -> None:
    """A date in a table stands on one line, also one with a long month, and so does an amount."""
    pathway = pp.load_pathway("medical-biller-and-coder")
    grant = pp.model.Funding("A grant", 300, pp.model.FundingKind.WORKFORCE, arrives="2027-09-25")
    learner = pp.Learner(start="2027-09-25", savings=500, monthly=200, funding=[grant])
    plan = pp.plan(pathway, learner, goal="cpc")
    found = [box.text for sheet in laid_out(plan, Look(paper, large)) for box in texts(sheet)]
    assert sum("September\u00a025" in text for text in found) > 1
    assert [text for text in found if re.search(r", \d{0,3}$".replace(" ", "\u00a0"), text)] == []
    assert sum("$3,197.50" in text for text in found) > 1
    assert [text for text in found if re.search(r"\$[\d,]*(,\d{0,2}|\.\d)$", text)] == []


@pytest.mark.parametrize("large", [False, True])
def test_a_notice_of_two_pages_goes_on_on_the_next_page(large: bool) -> None:
    """All words of a long notice of an office are drawn, none of them below its page."""
    notice = " ".join(f"word{number}" for number in range(1500))
    plan = plans.one_step()
    support = pp.model.Support(notices=[notice])
    plan = evolve(plan, learner=evolve(plan.learner, support=support))
    found = []
    for page in lay_out(to_html(compose(plan)), Look("letter", large)).pages:
        foot = page.height - page._page_box.margin_bottom
        drawn = [box for box in texts(page) if "word" in box.text]
        assert all(box.position_y + box.height <= foot + 1 for box in drawn)
        found += re.findall(r"word\d+", " ".join(box.text for box in drawn))
    assert found == notice.split()
