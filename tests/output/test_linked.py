"""What other programs read of the page in a browser: programs in the words of schema.org."""

from __future__ import annotations

import json
import re
from typing import Any

import attrs
import pytest
from tests.output import plans

import pathplanner as pp

BLOCK = re.compile(rb'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
PATHWAY = """\
format: pathplanner/pathway/1
id: barber
title: Barber
occupations: {39-5011: {title: Barbers}}
destinations: [license]
steps:
  school:
    title: TITLE
    kind: program
    provider: Ohio Barber College
    summary: You learn to cut hair.
    url: https://example.org/school
    duration: LENGTH
    costs: {tuition: 4321}
  course: {title: Shaving, kind: course, study_hours: 10}
  license: {title: License, kind: license, requires: [school, course]}
"""


def blocks(title: str = "Barber school", length: str = "9 months", **options: Any) -> list[Any]:
    """Return the blocks of data in a page."""
    text = PATHWAY.replace("TITLE", json.dumps(title)).replace("LENGTH", length)
    learner = pp.Learner(
        start="2027-01-04", name="Ana Lopez", savings=9876, birth_date="1990-02-03"
    )
    plan = pp.plan(pp.read_pathway(text), learner)
    page = pp.render(plan, "web", **options)
    return [json.loads(found) for found in BLOCK.findall(page)]


def test_a_program_is_told_in_the_words_of_schema_org() -> None:
    """Name, school, length and occupations of a program are those of the pathway."""
    [block] = blocks()
    told = {node["@type"]: node for node in block["@graph"]}
    program, course = told["EducationalOccupationalProgram"], told["Course"]
    assert block["@context"] == "https://schema.org"
    assert program["name"] == "Barber school"
    assert program["provider"] == {"@type": "Organization", "name": "Ohio Barber College"}
    assert program["timeToComplete"] == "P9M"
    assert program["occupationalCategory"][0]["codeValue"] == "39-5011"
    assert course["name"] == "Shaving"


@pytest.mark.parametrize(
    "length", ["6-12 months", "unknown", "{estimate: 6-12 months, from: [a], reason: R}"]
)
def test_a_length_that_no_source_states_exactly_is_not_told(length: str) -> None:
    """A range, an estimate and what is unknown have no word there, so nothing is said."""
    facts = (
        "facts: {a: {title: A, span: 9 months, source: s}}\nsources: {s: {publisher: P, title: T}}"
    )
    text = PATHWAY.replace("TITLE", "School").replace("LENGTH", length)
    plan = pp.plan(pp.read_pathway(f"{text}{facts}\n"), pp.Learner(start="2027-01-04"))
    [block] = BLOCK.findall(pp.render(plan, "web"))
    assert "timeToComplete" not in json.loads(block)["@graph"][0]


@pytest.mark.parametrize("audience", ["participant", "funder", "employer"])
def test_nothing_of_the_person_is_in_it(audience: str) -> None:
    """No name, day, price or sum of the person stands in the data, whoever reads the page."""
    [block] = blocks(audience=audience)
    for own in ("Ana", "4321", "9876", "1990", "2027", "2026"):
        assert own not in json.dumps(block).replace("2018", "")


@pytest.mark.parametrize(
    "title",
    ["</script><script>alert(1)</script>", "<!--<script>", "a & b", "\u2028x", '"\\'],
)
def test_no_text_gets_out_of_the_block(title: str) -> None:
    """Whatever a title is, the block is whole, and the page has no more scripts than before."""
    [block] = blocks(title)
    assert title.strip() in {node["name"].strip() for node in block["@graph"]}


def test_a_plan_without_programs_has_no_block() -> None:
    """Where nothing is taught, and where there is no plan, the page has no such block."""
    maria = plans.maria()
    bare = attrs.evolve(maria, steps=())
    assert BLOCK.findall(pp.render(bare, "web")) == []
