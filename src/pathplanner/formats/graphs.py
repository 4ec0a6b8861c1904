"""A pathway as a graph of other programs, by networkx: GraphML and node-link JSON, out and in.

An edge runs from what comes first to what it opens. Steps are nodes; what asks for any or for
at least k of several is a node of its own, with `gate` and `count`; an edge from a co-requisite
has `corequisite`. So that nothing is lost,
each node also holds its step as a pathway file says it, in `step`, and the graph holds the
rest in `pathway`. Both are read again; edges that another program changed win over them.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pathplanner.errors import Fault, InputError
from pathplanner.formats.documents import read_pathway
from pathplanner.formats.forms.writer import pathway_to_json, tree_of
from pathplanner.formats.header import format_name
from pathplanner.formats.syntax.text import decode
from pathplanner.model.graph import build
from pathplanner.model.losses import Fate, Loss, LossReport, Place
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.requirement import (
    AllOf,
    AnyOf,
    AtLeast,
    Corequisite,
    Needs,
    Requirement,
    Total,
    Worked,
)
from pathplanner.model.step import Step

_GATES: dict[Any, type[AnyOf | AllOf]] = {"any": AnyOf, "all": AllOf}
_NAMES = ("title", "label", "name", "Label", "Name")
_DEEPEST = 15
_WAYS = frozenset(way.value for way in Corequisite)


def write_graph(pathway: Pathway, form: str = "graphml") -> tuple[str, LossReport]:
    """Return a pathway as the text of a graph, and what became of everything in it.

    Args:
        pathway: What to write.
        form: `graphml`, or `node-link` for JSON.
    """
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    for name, data in pathway.graph.nodes(data=True):
        graph.add_node(name, **_attributes(data))
    graph.add_edges_from(pathway.graph.edges(data=True))
    tree = json.loads(pathway_to_json(pathway))
    del tree["steps"]
    graph.graph["pathway"] = json.dumps(tree, ensure_ascii=False)
    graph.graph["name"] = pathway.title
    if form == "graphml":
        text = "\n".join(nx.generate_graphml(graph, named_key_ids=True)) + "\n"
    else:
        found = nx.node_link_data(graph, edges="edges")
        text = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
    places = tuple(Place(f"steps.{step.id}") for step in pathway.steps)
    why = "A node with its facts, and an edge from each step that must come first."
    return text, LossReport((Loss("GR001", Fate.TAKEN, "step", why, places),))


def _attributes(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a node says: for all programs, and for us."""
    step = data.get("step")
    if not isinstance(step, Step):
        return dict(data)
    found: dict[str, Any] = {"label": step.title, "kind": step.kind.value}
    if isinstance(step.study_hours, Estimate):
        found["study_hours"] = float(step.study_hours.likely)
    if isinstance(step.duration, Duration):
        found["duration"] = f"{step.duration.likely} {step.duration.unit}"
    amounts = [one.amount for one in step.costs]
    known = [one.likely for one in amounts if isinstance(one, Estimate)]
    if known and len(known) == len(amounts):
        found["cost"] = float(sum(known))
    return {**found, "step": json.dumps(tree_of(step), ensure_ascii=False)}


def read_graph(
    data: bytes | str, file: str = "", form: str = "graphml"
) -> tuple[Pathway, LossReport]:
    """Return the pathway that a directed graph is, and what became of everything in it.

    Args:
        data: The text of the graph.
        file: What it is called in messages.
        form: `graphml`, or `node-link` for JSON.

    Raises:
        InputError: It is no such graph, its edges have no direction, or its steps wait
            for each other in a circle.
    """
    text = decode(data, file)
    graph = _graphml(text, file) if form == "graphml" else _node_link(text, file)
    if not graph.is_directed():
        hint = "Give a directed graph: an edge runs from what comes first."
        raise InputError([Fault("The edges of this graph have no direction.", "", hint, file)])
    return _Reading(graph, file).pathway()


def _graphml(text: str, file: str) -> Any:
    import networkx as nx

    if re.search(r"<!\s*(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        said = "GraphML may declare nothing of its own."
        raise InputError([Fault(said, "", "Take out <!DOCTYPE.", file)])
    try:
        return nx.read_graphml(io.BytesIO(text.encode()))
    except nx.NetworkXError as error:
        raise InputError([Fault(f"This is not GraphML: {error}.", file=file)]) from None
    except (SyntaxError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        line, column = getattr(error, "position", (0, -1))  # columns count from 0 there
        said = f"This is not GraphML: {str(error)[:120] or type(error).__name__}."
        raise InputError([Fault(said, file=file, line=line, column=column + 1)]) from None


def _node_link(text: str, file: str) -> Any:
    import networkx as nx

    try:
        tree = json.loads(text)
    except json.JSONDecodeError as error:
        said = f"This is not JSON: {error.msg.lower()}."
        raise InputError([Fault(said, "", "", file, error.lineno, error.colno)]) from None
    except RecursionError:
        raise InputError([Fault("It is nested too deeply.", file=file)]) from None
    edges = "edges" if isinstance(tree, dict) and "edges" in tree else "links"
    try:
        return nx.node_link_graph(tree, directed=True, multigraph=False, edges=edges)
    except (nx.NetworkXError, KeyError, TypeError, ValueError, AttributeError) as error:
        said = f"This is not node-link JSON: {type(error).__name__} {str(error)[:80]}.".rstrip()
        hint = "It needs nodes with an id, and edges or links with source and target."
        raise InputError([Fault(said, "", hint, file)]) from None


class _Reading:
    """Reads one graph."""

    def __init__(self, graph: Any, file: str) -> None:
        self._graph, self._file = graph, file
        self._losses: dict[tuple[str, Fate, str, str], list[Place]] = {}
        self._is_gate = {name: _is_gate(data) for name, data in graph.nodes(data=True)}
        self._ids = self._names()
        self._lists: dict[str, Any] = {}

    def pathway(self) -> tuple[Pathway, LossReport]:
        """Return the pathway and the report."""
        tree = self._own(self._graph.graph.get("pathway"), "graph.pathway")
        self._lists = _lists_in(tree)
        steps = [self._step(name) for name, gate in self._is_gate.items() if not gate]
        if not steps:
            raise InputError([Fault("There are no nodes in this graph.", file=self._file)])
        whole = self._ordered(steps, tree)
        pathway = read_pathway(json.dumps(whole), self._file)
        losses = tuple(
            Loss(code, fate, what, why, tuple(places))
            for (code, fate, what, why), places in sorted(self._losses.items())
        )
        return pathway, LossReport(losses)

    def _ordered(self, steps: list[dict[str, Any]], told: dict[str, Any]) -> dict[str, Any]:
        ids = [step["id"] for step in steps]
        goals = [goal for goal in told.get("destinations", ()) if goal in ids]
        if not goals:
            ends = [self._ids[name] for name in self._is_gate
                    if not self._is_gate[name] and not self._graph.out_degree(name)]  # fmt: skip
            goals = ends
            why = "No destination is named: nodes that open nothing are taken."
            self._note("GR201", Fate.GUESSED, "destinations", why, ends)
        title = str(told.get("title") or self._graph.graph.get("name") or "Pathway")
        whole = {
            "format": format_name("pathway"),
            "id": told.get("id") or _slug(title) or "pathway",
        }
        return {**whole, "title": title, **told, "destinations": goals, "steps": steps}

    def _names(self) -> dict[Any, str]:
        found: dict[Any, str] = {}
        taken: set[str] = set()
        for name, data in self._graph.nodes(data=True):
            if self._is_gate[name]:
                continue
            plain = str(name)
            if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", plain) or plain.isdigit():
                plain = _slug(_title(data) or plain) or f"step-{len(taken) + 1}"
            base, number = plain, 1
            while plain in taken:
                number += 1
                plain = f"{base}-{number}"
            taken.add(plain)
            found[name] = plain
        return found

    def _note(self, code: str, fate: Fate, what: str, why: str, at: Iterable[Any]) -> None:
        known = self._losses.setdefault((code, fate, what, why), [])
        known += [Place(f"node {name}", self._file) for name in at]

    def _own(self, text: Any, where: str) -> dict[str, Any]:
        """Return what we wrote ourselves as a text in a graph."""
        if not isinstance(text, str):
            return {}
        try:
            tree = json.loads(text)
        except (ValueError, RecursionError):
            tree = None
        if isinstance(tree, dict):
            return tree
        why = "It is not what pathplanner writes there, so it was not used."
        self._note("GR301", Fate.LEFT_OUT, where, why, [where])
        return {}

    def _step(self, name: Any) -> dict[str, Any]:
        data = self._graph.nodes[name]
        step_id = self._ids[name]
        told = self._own(data.get("step"), "step")
        requires = self._requires(name)
        if told:
            self._note("GR001", Fate.TAKEN, "step", "Taken whole.", [name])
            told = {**told, "id": step_id}
            if self._said_by_edges(told) != requires:
                self._note("GR203", Fate.GUESSED, "edges",
                           "They differ from what the step says, and win.", [name])  # fmt: skip
                told["requires"] = tree_of(requires)
            return told
        title = _title(data)
        if not title:
            self._note("GR202", Fate.GUESSED, "label", "It has no label: named by its id.", [name])
        step: dict[str, Any] = {"id": step_id, "title": title or str(name)}
        step["requires"] = tree_of(requires)
        for word, value in data.items():
            if word in _NAMES:
                self._note("GR001", Fate.TAKEN, word, "Taken.", [name])
            elif word in ("summary", "description") and isinstance(value, str):
                step["summary"] = value
                self._note("GR001", Fate.TAKEN, word, "Taken.", [name])
            else:
                self._note("GR302", Fate.LEFT_OUT, word, "Not a word of ours.", [name])
        return step

    def _said_by_edges(self, told: dict[str, Any]) -> Requirement | None:
        """Return the requirement of a step as `_requires` would find it in its own graph."""
        try:
            asked = _read_tree(told.get("requires", []), self._lists)
        except (TypeError, ValueError, KeyError):
            return None
        graph = build([Step(told["id"], "x", requires=asked)])
        return _requirement(graph, told["id"], str)

    def _requires(self, name: Any) -> Requirement:
        return _requirement(self._graph, name, lambda one: self._ids[one])


def _lists_in(tree: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of each list of a pathway that we wrote ourselves."""
    lists = tree.get("lists", [])
    known = lists if isinstance(lists, list) else []
    return {one["id"]: one.get("of", []) for one in known if isinstance(one, dict) and "id" in one}


def _read_tree(tree: Any, lists: Mapping[str, Any], depth: int = 0) -> Requirement:
    """Return the requirement that a step says, without its notes, limits and grades.

    Raises:
        ValueError: It is none.
    """
    if depth > _DEEPEST * 2:
        raise ValueError
    if isinstance(tree, str):
        return Needs(tree)
    if isinstance(tree, dict) and "step" in tree:
        return Needs(tree["step"], corequisite=tree.get("corequisite"))
    if isinstance(tree, list):
        return AllOf(tuple(_read_tree(one, lists, depth + 1) for one in tree))
    if "worked" in tree:
        return Worked(tree["worked"], tree["of"])
    word = next((word for word in ("of", "any", "all") if word in tree), "all")
    told = tree[word]
    told = lists[told["list"]] if isinstance(told, dict) else told
    parts = tuple(_read_tree(one, lists, depth + 1) for one in told)
    if "at_least" in tree:
        return AtLeast(tree["at_least"], parts)
    return Total(tree["total"], tree["unit"], parts) if "total" in tree else _GATES[word](parts)


def _requirement(graph: Any, name: Any, called: Any, depth: int = 0) -> Requirement:
    """Return what the edges into a node ask for."""
    if depth > _DEEPEST:
        said = f"More than {_DEEPEST} gates stand before each other."
        raise InputError([Fault(said, f"node {name}")])
    parts: list[Requirement] = []
    for other in sorted(graph.predecessors(name), key=str):
        data = graph.nodes[other]
        if _is_gate(data):
            inner = _requirement(graph, other, called, depth + 1)
            of = inner.of if isinstance(inner, AllOf) else (inner,)
            parts.append(_gate(data, of))
        else:
            way = graph.edges[other, name].get("corequisite")
            parts.append(Needs(called(other), corequisite=way if way in _WAYS else None))
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _gate(data: Mapping[str, Any], of: tuple[Requirement, ...]) -> Requirement:
    word = data.get("gate")
    if word == "worked":
        return Worked(int(data.get("count", 1)), [one for one in of if isinstance(one, Needs)])
    if word in _GATES:
        return _GATES[word](of)
    if word == "total":
        return Total(data["amount"], data["unit"], of)
    return AtLeast(int(data.get("count", len(of)) or 1), of)


def _is_gate(data: Mapping[str, Any]) -> bool:
    if data.get("gate") == "total" and not {"amount", "unit"} <= data.keys():
        return False
    return data.get("gate") in ("all", "any", "at least", "total", "worked") and "step" not in data


def _title(data: Mapping[str, Any]) -> str:
    return next((str(data[name]).strip() for name in _NAMES if str(data.get(name, "")).strip()), "")


def _slug(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))[:60].strip("-")
