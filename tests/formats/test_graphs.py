"""Graphs and curricula: out and in by networkx, and CSV of Curricular Analytics in."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
import pytest

import pathplanner as pp
from pathplanner.formats.curricula import read_curriculum
from pathplanner.formats.graphs import read_graph, write_graph
from pathplanner.formats.yaml_text import pathway_to_yaml
from pathplanner.model import Fate

FORMS = ("graphml", "node-link")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", pp.bundled_pathways())
def test_a_pathway_comes_back_from_its_graph(name: str, form: str) -> None:
    """A graph of ours holds the whole pathway."""
    pathway = pp.load_pathway(name)
    text, _ = write_graph(pathway, form)
    again, report = read_graph(text, form=form)
    assert again == pathway
    assert {loss.fate for loss in report.losses} == {Fate.TAKEN}


@pytest.mark.parametrize("name", pp.bundled_pathways())
def test_a_pathway_comes_back_from_yaml(name: str) -> None:
    """What is written as YAML is read back to the same pathway."""
    pathway = pp.load_pathway(name)
    assert pp.read_pathway(pathway_to_yaml(pathway)) == pathway


def test_networkx_reads_what_is_written() -> None:
    """Other programs find steps, gates and the direction of the edges."""
    steps = [pp.Step(name, name.upper()) for name in "abc"]
    goal = pp.Step("goal", "Goal", requires=("a", pp.AtLeast(1, ("b", "c"))), study_hours=20)
    pathway = pp.Pathway("p", "P", [*steps, goal], destinations="goal")
    graph = nx.parse_graphml(write_graph(pathway)[0])
    assert set(nx.ancestors(graph, "goal")) == {"a", "b", "c", "goal/2"}
    assert graph.nodes["goal/2"]["gate"] == "at least"
    assert graph.nodes["goal"]["study_hours"] == 20.0


@pytest.mark.parametrize("form", FORMS)
def test_edges_that_were_changed_win(form: str) -> None:
    """A requirement that another program took out of the graph is gone."""
    steps = [pp.Step("a", "A"), pp.Step("b", "B"), pp.Step("goal", "Goal", requires=("a", "b"))]
    text, _ = write_graph(pp.Pathway("p", "P", steps, destinations="goal"), form)
    if form == "graphml":
        graph = nx.parse_graphml(text)
        graph.remove_edge("b", "goal")
        text = "\n".join(nx.generate_graphml(graph))
    else:
        tree = json.loads(text)
        tree["edges"] = [edge for edge in tree["edges"] if edge["source"] != "b"]
        text = json.dumps(tree)
    again, report = read_graph(text, form=form)
    assert again.by_id["goal"].requires == pp.Needs("a")
    assert "GR203" in {loss.code for loss in report.losses}


def test_a_graph_from_elsewhere_is_read() -> None:
    """Nodes are steps, edges are asked for, and what cannot be taken is named."""
    graph = nx.DiGraph([(1, 3), (2, 3)])
    nx.set_node_attributes(graph, {1: {"label": "First Course", "weight": 2}})
    pathway, report = read_graph("\n".join(nx.generate_graphml(graph)))
    assert [(step.id, step.title) for step in pathway.steps] == [
        ("first-course", "First Course"), ("3", "3"), ("2", "2"),
    ]  # fmt: skip
    assert pathway.destinations == ("3",)
    assert pathway.by_id["3"].requires == pp.AllOf(("first-course", "2"))
    assert {loss.code for loss in report.losses} == {"GR001", "GR201", "GR202", "GR302"}


@pytest.mark.parametrize(
    ("form", "text", "said"),
    [
        ("graphml", "", "GraphML"),
        ("graphml", "<a>", "GraphML"),
        ("graphml", "<!DOCTYPE a [<!ENTITY b 'c'>]><graphml/>", "declare"),
        ("graphml", "<graphml xmlns='http://graphml.graphdrawing.org/xmlns'/>", "GraphML"),
        ("node-link", "{", "not JSON"),
        ("node-link", "[]", "node-link"),
        ("node-link", "[" * 300_000, "deep"),
        ("node-link", '{"nodes": [{"id": {"x": 1}}], "edges": []}', "node-link"),
        ("node-link", '{"nodes": [{"id": 1}], "edges": [{"source": 1}]}', "node-link"),
        ("node-link", '{"nodes": [], "edges": []}', "no nodes"),
        ("node-link", '{"directed": false, "nodes": [{"id": "a"}], "edges": []}', "no direction"),
        (
            "node-link",
            '{"directed": true, "nodes": [{"id": "a"}, {"id": "b"}],'
            ' "edges": [{"source": "a", "target": "b"}, {"source": "b", "target": "a"}]}',
            "circle",
        ),
    ],
)
def test_what_is_no_graph_is_refused(form: str, text: str, said: str) -> None:
    """A text that is no directed graph without circles is refused with a reason."""
    with pytest.raises(pp.InputError, match=said):
        read_graph(text, "g", form)


HEAD = "Course ID,Course Name,Prefix,Number,Prerequisites,Corequisites,Strict-Corequisites,Credit Hours,Institution,Canonical Name,Term"  # noqa: E501
PLAN = f"""\
Curriculum,Weaving,,,,
Institution,Made-up State,,,
Degree Type,AA,,,
CIP,50.0712,,,
Courses,,,
{HEAD}
1,Baskets I,BW,101,,,,3,,,1
3,Calculus,MA,116,9,4,,4,,,2
4,Forms,BW,111,1,3,5,3,,,2
5,Forms Lab,BW,111L,,,,1,,,2
6,Advanced,BW,201,"4;5",3,,3,,,3
Additional Courses,,,
{HEAD}
9,Precalculus,MA,110,77,,,3,,,1
"""


def test_a_degree_plan_is_read() -> None:
    """Prerequisites, co-requisites, credits and terms are taken, and the report says how."""
    pathway, report = read_curriculum(PLAN)
    found: dict[str, Any] = {step.id: step for step in pathway.steps}
    calculus = pp.Needs("ma-116", corequisite="loose")
    lab = pp.Needs("bw-111l", corequisite="strict")
    assert found["bw-201"].requires == pp.AllOf(("bw-111", "bw-111l", calculus))
    forms = pp.Needs("bw-111", corequisite="loose")
    assert found["ma-116"].requires == pp.AllOf(("ma-110", forms))
    assert found["bw-111"].requires == pp.AllOf(("bw-101", calculus, lab))
    assert found["bw-111"].credits == pp.Estimate.exactly(3)
    assert found["bw-111"].amounts == {"credits": 3}
    assert pathway.stages == ("Term 1", "Term 2", "Term 3")
    assert found["degree"].requires == pp.AllOf(("bw-101", "ma-116", "bw-111", "bw-111l", "bw-201"))
    assert {loss.code for loss in report.losses} == {"CA001", "CA202", "CA301", "CA302"}
    lost = {loss.what for loss in report.losses if loss.fate is Fate.LEFT_OUT}
    assert not lost & {"corequisites", "strict-corequisites", "credit hours", "term", "cip"}
    assert pathway.codes == ("cip:50.0712",)
    [taken] = [
        loss for loss in report.losses if loss.what == "prerequisites" and loss.code[2] == "0"
    ]
    assert len(taken.places) == 3
    [kept] = [one for one in read_curriculum(PLAN.replace("50.0712", "arts"))[1].losses
              if one.what == "cip"]  # fmt: skip
    assert kept.code == "CA301"
    plan = pp.plan(pathway, pp.Learner(start="2027-01-04", hours_per_week=40))
    days = {step.id: step.start for step in plan.steps}
    assert days.keys() == set(found)
    assert days["bw-111"] == days["bw-111l"] == days["ma-116"]


def test_what_must_be_first_is_not_at_the_same_time() -> None:
    """A co-requisite that a prerequisite contradicts becomes advice, and the report says so."""
    text = f"Courses\n{HEAD}\n1,A,,,,2,,3\n2,B,,,1,,,three\n3,C,,,2,2\n"
    pathway, report = read_curriculum(text)
    found: dict[str, Any] = {step.id: step for step in pathway.steps}
    assert found["a"].requires == pp.AllOf(())
    assert [one.requirement.step for one in found["a"].recommends] == ["b"]
    assert found["b"].note == "Credits: three."
    assert found["c"].requires == pp.AllOf(("b",))
    assert {loss.code for loss in report.losses} == {
        "CA001",
        "CA101",
        "CA201",
        "CA202",
        "CA203",
        "CA301",
    }


@pytest.mark.parametrize("form", FORMS)
def test_co_requisites_come_back_from_their_graph(form: str) -> None:
    """An edge says that it is a co-requisite's, and steps that name each other make no fault."""
    lab = pp.Step("lab", "Lab", requires=pp.Needs("talk", corequisite="strict"))
    talk = pp.Step("talk", "Talk", requires=(pp.Needs("lab", corequisite="loose"), "first"))
    pathway = pp.Pathway("p", "P", [pp.Step("first", "First"), lab, talk], destinations="talk")
    again, report = read_graph(write_graph(pathway, form)[0], form=form)
    assert again == pathway
    assert {loss.fate for loss in report.losses} == {Fate.TAKEN}
    assert pathway.graph.edges["talk", "lab"]["corequisite"] == "strict"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n", "no line Courses"),
        ("Courses\n", "no courses"),
        ("Courses\nName,Number\n1,2\n", "no column course id"),
        (f"Courses\n{HEAD}\n,Nameless\n", "line 3"),
        (f"Courses\n{HEAD}\n1,A\n1,B\n", "two courses 1"),
        (f"Courses\n{HEAD}\n1,A,,,2\n2,B,,,1\n", "circle"),
    ],
)
def test_what_is_no_curriculum_is_refused(text: str, said: str) -> None:
    """A file without courses, with two of one id or in a circle is refused."""
    with pytest.raises(pp.InputError) as error:
        read_curriculum(text, "c.csv")
    assert said in str(error.value).replace("c.csv:3:1", "line 3")
