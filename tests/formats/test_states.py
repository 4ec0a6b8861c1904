"""A state is one block of a pathway file that tells what is otherwise there."""

from __future__ import annotations

import pytest

import pathplanner as pp
from pathplanner.formats.documents import read_pathway
from pathplanner.formats.forms.writer import pathway_to_json

FILE = """
format: pathplanner/pathway/1
id: barber
title: Barber
country: US
bodies:
  texas-board: {name: Texas Board, source: texas}
sources:
  board: {publisher: State Board, title: Fees, url: "https://example.org"}
  texas: {publisher: Texas Board, title: Fees, url: "https://example.org/tx"}
steps:
  school:
    title: Barber school
    kind: program
    duration: 9 months
    costs: {tuition: 5000}
    source: board
  barber-license:
    title: Barber license
    kind: license
    requires: school
    costs: {license: 75}
    formerly: [texas-license]
    source: board
states:
  US-TX:
    name: Texas
    steps:
      barber-license:
        title: Barber license of Texas
        body: texas-board
        costs: {license: 55}
        renewal: {every: 2 years, fee: 40}
        source: texas
"""


def pathway(**changes: str) -> pp.Pathway:
    """Return the pathway, with some of its words changed."""
    text = FILE
    for old, new in changes.items():
        text = text.replace(old.replace("_", "-"), new)
    return read_pathway(text, "barber.yaml")


def test_a_step_is_as_the_state_tells_and_else_as_everywhere() -> None:
    """What the block names takes the place of the step's own; the rest stays."""
    there, here = pathway().at("US-TX")["barber-license"], pathway()["barber-license"]
    assert (there.title, there.body) == ("Barber license of Texas", "texas-board")
    assert there.costs[0].amount.likely == 55
    assert there.costs[0].amount.source or there.costs[0].source == ("texas",)
    assert there.renewal is not None
    assert there.requires == here.requires
    assert pathway().at("US-OH") == pathway()


def test_a_plan_is_that_of_the_learners_state_and_holds() -> None:
    """The planner and the verifier both take the state's facts."""
    for state, price in (("US-TX", 5055), ("US-OH", 5075), ("", 5075)):
        plan = pp.plan(pathway(), pp.Learner(start="2027-01-04", state=state), "barber-license")
        assert plan.cost.out_of_pocket == price
        assert pp.verify(plan, pathway()) == ()


def test_it_reads_back_as_it_was_written() -> None:
    """The JSON of a pathway holds its states."""
    assert read_pathway(pathway_to_json(pathway())) == pathway()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("US_TX:", "US-XX:", "US-XX"),
        ("      barber_license:", "      barber-licence:", "barber-licence"),
        ("        body: texas_board", "        body: texas-bord", "texas-bord"),
        ("        renewal:", "        renewel:", "renewel"),
    ],
)
def test_faults_name_what_is_wrong(old: str, new: str, said: str) -> None:
    """A state, step, body or key that does not exist is named with its place."""
    with pytest.raises(pp.InputError) as error:
        pathway(**{old: new})
    assert said in str(error.value)
    assert "barber.yaml:" in str(error.value)


def test_an_old_id_stands_for_the_step() -> None:
    """Goals and what is held may name a step by an id that it had before."""
    who = pp.Learner(start="2027-01-04", holds=["texas-license"])
    assert pp.plan(pathway(), who, "barber-license").steps == ()
    assert pp.plan(pathway(), pp.Learner(start="2027-01-04"), "texas-license").goal == (
        "barber-license",
    )


def test_pathways_that_are_joined_keep_what_they_tell_of_a_state() -> None:
    """Both blocks of one state become one; two that tell differently of a step are refused."""
    other = read_pathway(
        """
format: pathplanner/pathway/1
id: stylist
title: Stylist
country: US
sources: {board: {publisher: State Board, title: Fees, url: "https://example.org"}}
steps:
  stylist-license: {title: Stylist license, kind: license, source: board}
states:
  US-TX: {steps: {stylist-license: {costs: {license: 60}}}}
"""
    )
    (state,) = pp.merge(pathway(), other).states
    assert [step.id for step in state.steps] == ["barber-license", "stylist-license"]
    with pytest.raises(pp.InputError, match="tell differently what barber-license is in US-TX"):
        pp.merge(
            pathway(), pathway(**{"id: barber\n": "id: barbers\n", "license: 55": "license: 56"})
        )
