"""What a pathway says and CTDL has no word for: written along, and read again.

A document that we wrote holds the pathway as its file says it, as one text. When it is read,
what the CTDL says wins wherever another hand changed it since; all else comes from that text.
So the two never contradict each other, and nothing is lost.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from attrs import evolve, fields

from pathplanner.ctdl.expansion import Node
from pathplanner.ctdl.keeping import FACTS, json_in
from pathplanner.ctdl.log import Log
from pathplanner.errors import InputError
from pathplanner.formats import pathway_to_json, read_pathway
from pathplanner.model.pathway import Pathway
from pathplanner.model.step import Step


def facts_of(pathway: Pathway, again: Pathway, addresses: Mapping[str, str]) -> str:
    """Return the text that holds a pathway.

    Args:
        pathway: What is written.
        again: What the CTDL around it says, as it is read.
        addresses: Those of the steps' nodes, by the ids of steps.
    """
    said = {"pathway": pathway, "ctdl": again}
    tree = {name: json.loads(pathway_to_json(one)) for name, one in said.items()}
    tree["steps"] = dict(addresses)
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"))


def told_in(nodes: Mapping[str, Node]) -> dict[str, str]:
    """Return the ids of steps by the addresses of their nodes, as `facts_of` wrote them."""
    for node in nodes.values():
        for value in node.get(FACTS, ()):
            tree = json_in(value)
            if isinstance(tree, dict) and isinstance(tree.get("steps"), dict):
                return {str(name): str(step) for step, name in tree["steps"].items()}
    return {}


def with_facts(nodes: Mapping[str, Node], address: str, theirs: Pathway, log: Log) -> Pathway:
    """Return a pathway with what its document says in our own words.

    Args:
        nodes: The document.
        address: The pathway's node.
        theirs: What its CTDL says.
        log: Where it is noted.
    """
    top = nodes[address]
    for value in top.get(FACTS, ()):
        tree = json_in(value)
        try:
            told, ours = (read_pathway(json.dumps(tree[name])) for name in ("pathway", "ctdl"))
        except (InputError, KeyError, TypeError):
            log.note("CT121", FACTS, top["@place"])
            continue
        log.note("CT002", FACTS, top["@place"])
        return _merged(told, ours, theirs)
    return theirs


def _merged(told: Pathway, ours: Pathway, theirs: Pathway) -> Pathway:
    """Return a pathway as it was told, but for what others changed since it was written."""
    changed = {
        one.name: getattr(theirs, one.name)
        for one in fields(Pathway)
        if one.name != "steps" and getattr(theirs, one.name) != getattr(ours, one.name)
    }
    same = [step.id for step in ours.steps] == [step.id for step in theirs.steps]
    order = told.steps if same else theirs.steps
    steps = [
        _merged_step(told.by_id.get(step.id), ours.by_id.get(step.id), theirs.by_id[step.id])
        for step in order
    ]
    return evolve(told, steps=steps, **changed)


def _merged_step(told: Step | None, ours: Step | None, theirs: Step) -> Step:
    if told is None or ours is None:
        return theirs
    changed = {
        one.name: getattr(theirs, one.name)
        for one in fields(Step)
        if getattr(theirs, one.name) != getattr(ours, one.name)
    }
    return evolve(told, **changed)
