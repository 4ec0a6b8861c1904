"""What counts for totals, limits and grades is told on the page and on the screen."""

from __future__ import annotations

import pytest
from tests.cli.running import invoke

from pathplanner.document import compose
from pathplanner.formats import read_pathway
from pathplanner.model.history import Held
from pathplanner.model.learner import Learner
from pathplanner.planning import plan
from pathplanner.renderers import render

TEXT = """format: pathplanner/pathway/1
id: sums
title: Sums
destinations: [goal]
scales: {letters: [F, D, C, B, A]}
lists: {labs: {title: Labs, of: [bio-lab, chem-lab]}}
steps:
  bio: {title: Biology, kind: course, gives: {credits: 3}, costs: {tuition: 300}}
  chem:
    title: Chemistry
    kind: course
    gives: {credits: 4}
    costs: {tuition: 500}
    requires: {step: bio, minimum: B}
  bio-lab: {title: Biology lab, gives: {credits: 1}, costs: {tuition: 50}}
  chem-lab: {title: Chemistry lab, gives: {credits: 1}, costs: {tuition: 60}}
  goal:
    title: Goal
    kind: credential
    requires:
      - total: 8
        unit: credits
        of: [bio, chem, bio-lab, chem-lab]
        counting: [{at_most: 1, of: {list: labs}}]
      - {apart: true, all: [{any: {list: labs}}, {any: [bio, chem]}]}
"""
SAID = (
    "This asks for 8 credits in all. Your plan has 8 credits: Biology (3), Chemistry (4) and "
    "Biology lab (1).",
    "Of Labs, 1 credit counts at most.",
    "What counts for one part here does not count for another.",
    "Reach at least B: a step of this plan asks for it.",
)


def page(form: str, **more: object) -> str:
    """Return a plan in a format, with its line breaks and no-break spaces as spaces."""
    made = plan(read_pathway(TEXT), Learner("2027-01-04", prefer="cheapest", **more))
    return " ".join(render(made, form).decode().replace("\u00a0", " ").split())


@pytest.mark.parametrize("form", ["text", "checklist", "web"])
def test_each_page_says_what_counts(form: str) -> None:
    """Formats that people read say each sentence on what counts."""
    found = page(form)
    for words in SAID:
        assert words in found


def test_the_plan_says_which_grades_it_counts_on() -> None:
    """Grades that nobody told, or that are still to be reached, are taken for granted in words."""
    assert "We took it that you reach the grades that later steps ask for" in page("text")
    held = page("text", holds=["bio"])
    assert "You told no grade; we took it that yours is as good as what is asked for" in held
    low = page("text", holds=[Held("bio", grade="D")])
    assert "You have it with D. A step of this plan asks for at least B" in low


def test_a_document_keeps_the_words_for_those_who_draw_it_themselves() -> None:
    """Renderers of documents get the sentences as notes of a card."""
    document = compose(plan(read_pathway(TEXT), Learner("2027-01-04", prefer="cheapest")))
    notes = [
        getattr(note, "text", note)
        for section in document.sections
        for block in section.blocks
        for note in getattr(block, "notes", ())
    ]
    assert any("does not count for another" in str(note) for note in notes)


def test_the_screen_and_drawings_of_a_pathway_say_it(tmp_path) -> None:
    """`show` says a total, its limits and a grade in one line, and a drawing in its boxes."""
    file = tmp_path / "sums.yaml"
    file.write_text(TEXT, encoding="utf-8")
    shown = " ".join(invoke("show", str(file)).output.split())
    assert "8 credits of: bio (3), chem (4), bio-lab (1), chem-lab (1)" in shown
    assert "of bio-lab, chem-lab, 1 credit counts at most" in shown
    assert "none of them counts twice" in shown
    assert "Needs: bio (at least B)" in shown
    drawn = invoke("show", str(file), "-t", "mermaid").output
    assert "8 credits" in drawn
    assert "none of them counts twice" in drawn
