"""CTDL out: what was read comes out again, and in again it is the same."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

import attrs
import pytest
from tests.ctdl.documents import BASE, condition, document, part

import pathplanner as pp
from pathplanner.model import Fate

CTID = re.compile(r"ce-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def graph(text: str) -> dict[str, dict[str, Any]]:
    """Return the nodes of a document by their names or addresses."""
    nodes = json.loads(text)["@graph"]
    return {node["@id"].removeprefix(BASE): node for node in nodes}


@pytest.mark.parametrize("name", pp.bundled_pathways())
def test_bundled_pathways_come_back_whole(name: str) -> None:
    """Out, in and out again loses nothing and changes no byte."""
    pathway = pp.load_pathway(name)
    text, report = pp.write_ctdl(pathway)
    again, read = pp.read_ctdl(text)
    assert again == pathway
    assert pp.write_ctdl(again, read.kept)[0] == text
    assert report.counts()[Fate.LEFT_OUT] == 0
    assert pp.write_ctdl(pathway)[0] == text


def test_ctids_are_kept_or_made_stably() -> None:
    """A CTID that came in stays; one that is made follows from the ids alone."""
    own = "ce-" + str(uuid.UUID(int=7, version=4))
    text = document(part("a", ctid=own), part("goal", hasCondition=condition("a", number=1)))
    pathway, report = pp.read_ctdl(text)
    nodes = graph(pp.write_ctdl(pathway, report.kept)[0])
    assert nodes["a"]["ceterms:ctid"] == own
    made = nodes["goal"]["ceterms:ctid"]
    assert CTID.fullmatch(made)
    fresh = [node["ceterms:ctid"] for node in graph(pp.write_ctdl(pathway)[0]).values()]
    assert len(set(fresh)) == len(fresh) >= 3
    renamed = attrs.evolve(pathway, title="Another title")
    assert [node["ceterms:ctid"] for node in graph(pp.write_ctdl(renamed)[0]).values()] == fresh


def test_half_a_character_is_written_and_read() -> None:
    """A text made by a program may hold one; the file has bytes, and gives it back."""
    half = "\ud800"
    steps = pp.Step(f"a{half}", half), pp.Step("b", "B", requires=pp.Needs(f"a{half}"))
    made = pp.Pathway("p", f"P{half}", steps, destinations=("b",))
    again = pp.read_ctdl(pp.write_ctdl(made)[0].encode().decode())[0]
    assert [(one.id, one.title) for one in again.steps] == [(f"a{half}", half), ("b", "B")]
    assert again.title == made.title


def test_only_new_words_are_written() -> None:
    """Old classes and words come out as those of today, and mean the same."""
    goal = part("goal", isDestinationComponentFor=f"{BASE}way", hasChild=[f"{BASE}pick"],
                ceasn__isPartOf=f"{BASE}way", codedNotation="GO 1",
                hasCondition=condition("pick", number=1))  # fmt: skip
    pick = part("pick", "Selection", hasCondition=condition("a", "b", logicalOperator="logic:Or"))
    pathway, report = pp.read_ctdl(
        document(
            part("a"),
            part("b"),
            pick,
            goal,
        )
    )
    text, _ = pp.write_ctdl(pathway, report.kept)
    for old in ("DestinationComponentFor", "ceterms:hasChild", "ceasn:isPartOf", "codedNotation",
                "SelectionComponent", "logicalOperator"):  # fmt: skip
        assert old not in text
    nodes = graph(text)
    assert nodes["goal"]["ceterms:isDestinationComponentOf"] == [f"{BASE}way"]
    assert nodes["goal"]["ceterms:identifier"][0]["ceterms:identifierValueCode"] == "GO 1"
    assert nodes["pick"]["@type"] == "ceterms:BasicComponent"
    assert pp.read_ctdl(text)[0] == pathway


def test_what_a_pathway_cannot_say_comes_out_again() -> None:
    """Words, languages and constraints without a place in a pathway are written as they came."""
    goal = part("goal", pointValue={"schema:value": 3}, hasCondition=condition("a", number=1))
    goal["ceterms:name"] = {"en-US": "Goal", "es": "Meta"}
    goal["https://example.org/own"] = "mine"
    pathway, report = pp.read_ctdl(document(part("a"), goal, keyword={"en-US": ["x", "y"]}))
    nodes = graph(pp.write_ctdl(pathway, report.kept)[0])
    assert nodes["goal"]["ceterms:name"] == {"en-US": "Goal", "es": "Meta"}
    assert nodes["goal"]["https://example.org/own"] == "mine"
    assert nodes["goal"]["ceterms:pointValue"] == {"schema:value": 3}
    assert nodes["way"]["ceterms:keyword"] == {"en-US": ["x", "y"]}


def edited(pathway: pp.Pathway, step_id: str, **changes: Any) -> pp.Pathway:
    """Return a pathway with one step changed."""
    steps = [attrs.evolve(step, **changes) if step.id == step_id else step
             for step in pathway.steps]  # fmt: skip
    return attrs.evolve(pathway, steps=steps)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "New name"},
        {"summary": "What it is now."},
        {"requires": pp.AtLeast(2, ("a", "b", pp.AnyOf(("a", "b"))))},
        {"requires": pp.AllOf()},
        {"kind": pp.Kind.LICENSE},
        {"costs": (pp.Cost("exam", 99),)},
        {"duration": pp.Duration.between(2, 4, pp.model.Unit.MONTHS)},
        {"study_hours": 120},
        {"minimum_age": 18},
        {"url": "https://example.org/new"},
        {"note": "Ask first.", "proof": "A paper"},
        {"stage": ""},
    ],
    ids="-".join,
)
def test_a_change_of_the_pathway_comes_out(changes: dict[str, Any]) -> None:
    """What is changed in a pathway after it was read is written, and what was kept stays."""
    goal = part("goal", pointValue={"schema:value": 3}, hasCondition=condition("a", "b", number=1))
    goal["ceterms:name"] = {"en-US": "Goal", "es": "Meta"}
    pathway, report = pp.read_ctdl(document(part("a"), part("b"), goal))
    changed = edited(pathway, "goal", **changes)
    text, _ = pp.write_ctdl(changed, report.kept)
    again, _ = pp.read_ctdl(text)
    assert again == changed
    assert graph(text)["goal"]["ceterms:pointValue"] == {"schema:value": 3}
    assert graph(text)["goal"]["ceterms:name"]["es"] == "Meta"


def test_steps_that_come_and_go_are_written() -> None:
    """A new step gets a node, and that of a step taken out is gone."""
    goal = part("goal", hasCondition=condition("a", "b", number=2))
    pathway, report = pp.read_ctdl(document(part("a"), part("b"), goal))
    steps = [step for step in pathway.steps if step.id != "b"]
    steps = [attrs.evolve(step, requires=("a", "extra")) if step.id == "goal" else step
             for step in steps]  # fmt: skip
    changed = attrs.evolve(pathway, steps=(pp.Step("extra", "Extra"), *steps))
    text, _ = pp.write_ctdl(changed, report.kept)
    assert "b" not in graph(text)
    assert pp.read_ctdl(text)[0] == changed


def test_another_hand_wins_where_it_changed_something() -> None:
    """What other tools change in a document of ours is read; all else is as we wrote it."""
    pathway = pp.load_pathway("pharmacy-technician")
    text, _ = pp.write_ctdl(pathway)
    tree = json.loads(text)
    step = pathway.steps[0]
    [node] = [node for node in tree["@graph"] if node.get("ceterms:name") == {"en": step.title}
              and "Component" in node["@type"]]  # fmt: skip
    node["ceterms:name"] = {"en": "Renamed elsewhere"}
    again, _ = pp.read_ctdl(json.dumps(tree))
    assert again == edited(pathway, step.id, title="Renamed elsewhere")


def test_facts_of_ours_that_are_broken_are_passed_over() -> None:
    """A text of ours that cannot be read is named, and the CTDL is read without it."""
    pathway = pp.load_pathway("pharmacy-technician")
    text, _ = pp.write_ctdl(pathway)
    tree = json.loads(text)
    key = "urn:pathplanner:ctdl:facts"
    [top] = [node for node in tree["@graph"] if key in node]
    top[key] = top[key][:100]
    again, report = pp.read_ctdl(json.dumps(tree))
    assert "CT121" in {loss.code for loss in report.losses}
    assert len(again.steps) == len(pathway.steps)


def test_a_plan_of_what_was_read_can_be_made() -> None:
    """A pathway with k of n plans for a learner, and does not take what it need not."""
    goal = part("goal", hasCondition=condition("a", "b", "c", number=2))
    pathway, _ = pp.read_ctdl(document(part("a"), part("b"), part("c"), goal))
    plan = pp.plan(pathway, pp.Learner(start="2027-01-04"))
    assert len(plan.steps) == 3
    assert not pp.verify(plan, pathway)
