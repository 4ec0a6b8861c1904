"""The table, the plain text and the diagrams of a plan."""

from __future__ import annotations

import csv
import io
import re
import warnings
from decimal import Decimal
from itertools import pairwise
from typing import get_args

import pydot
import pytest
from attrs import evolve

import pathplanner as pp
from pathplanner.document import Block
from pathplanner.renderers.diagrams import escape_for_mermaid as escape
from pathplanner.testing import PAYLOADS, SAMPLES, hostile_plan, sample_plan
from pathplanner_csv import inert
from pathplanner_text.lines import WIDTH, WRITER, WRITERS


def rows(plan: pp.Plan) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(pp.render(plan, "csv").decode(), newline="")))


def test_the_table_has_the_numbers_of_the_plan() -> None:
    """Each row is a step, with its money and what is paid out of pocket."""
    plan = sample_plan("bundled")
    found = rows(plan)
    assert [row["id"] for row in found] == [step.id for step in plan.steps]
    assert [row["finish"] for row in found] == [str(step.finish) for step in plan.steps]
    for column in ("cost_likely", "out_of_pocket"):
        known = [Decimal(row[column]) for row in found if row[column] != "unknown"]
        total = plan.cost.likely if column == "cost_likely" else plan.cost.out_of_pocket
        assert sum(known) == total
    assert any(row["source_ids"] for row in found)
    urls = {source.id: source.url for source in plan.pathway.sources}
    for row in found:
        wanted = [urls[name] for name in row["source_ids"].split() if urls[name]]
        assert row["source_urls"].split() == wanted


def test_unknown_is_a_word_and_not_zero() -> None:
    """A step without a known price or length says so; known parts are summed."""
    course, exam = rows(sample_plan("unknown"))
    assert course["cost_likely"] == course["out_of_pocket"] == "unknown"
    assert course["study_hours"] == "unknown"
    assert (course["unknown_prices"], exam["unknown_prices"]) == ("1", "1")
    assert exam["cost_likely"] == "20"
    [free, job] = rows(sample_plan("no-costs"))
    assert (free["cost_likely"], job["cost_likely"]) == ("0", "0")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r\n=1", "\uff1d1", " =1"])
def test_a_formula_becomes_text(text: str) -> None:
    """What a spreadsheet would take for a formula gets a quote in front."""
    assert inert(text).startswith("'")
    assert inert("80-hour course (=A)") == "80-hour course (=A)"


def test_the_byte_order_mark_is_an_option() -> None:
    """It stands in front only when it is asked for."""
    plan = sample_plan("spanish")
    with_mark = pp.render(plan, "csv", bom="yes")
    assert with_mark == b"\xef\xbb\xbf" + pp.render(plan, "csv")
    assert "Título" in with_mark.decode("utf-8-sig")


@pytest.mark.parametrize("sample", SAMPLES)
def test_lines_of_text_are_short(sample: str) -> None:
    """No line is longer than the width, unless it is one long word; none holds a drawing."""
    text = pp.render(sample_plan(sample), "text").decode()
    for line in text.splitlines():
        assert len(line) <= WIDTH or " " not in line.strip()
        assert sample == "hostile" or not re.search(r"[|│─┌┐└┘├┤]|\S {3,}\S", line)
        assert line == line.rstrip()


def test_headings_are_numbered_and_underlined() -> None:
    """Each section has a number and a line below that is as long as its heading."""
    lines = pp.render(sample_plan("bundled"), "text").decode().splitlines()
    numbers = []
    for heading, line in pairwise(lines):
        if (found := re.fullmatch(r"(\d+)\. .+", heading)) and re.fullmatch("-+", line):
            assert len(line) == len(heading)
            numbers.append(int(found[1]))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 8


def test_every_kind_of_block_is_written_as_text() -> None:
    """A new kind of block must be given its lines."""
    assert set(get_args(Block)) == {*WRITERS, *WRITER.how}


def graph(plan: pp.Plan, **options: object) -> pydot.Dot:
    """Return the graph as another program reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # pydot's way to call pyparsing
        found = pydot.graph_from_dot_data(pp.render(plan, "dot", **options).decode())
    assert found
    assert len(found) == 1
    return found[0]


def nodes(found: pydot.Graph) -> dict[str, pydot.Node]:
    """Return the nodes of a graph and of the clusters in it."""
    parts = [found, *found.get_subgraphs()]
    listed = [node for part in parts for node in part.get_nodes()]
    return {node.get_name(): node for node in listed if node.get_name()[0] in "sa"}


@pytest.mark.parametrize("sample", ["bundled", "longest", "one-step", "many-renewals"])
def test_graphviz_draws_each_step_after_what_it_needs(sample: str) -> None:
    """Step 7 is node s7, and the lines lead from what comes first."""
    plan = sample_plan(sample)
    found = graph(plan)
    drawn = nodes(found)
    numbers = {step.id: step.number for step in plan.steps}
    for step in plan.steps:
        assert f"{step.number} · {step.title}" in drawn[f"s{step.number}"].get_label()
    lines = {(edge.get_source(), edge.get_destination()) for edge in found.get_edges()}
    assert all((one, other) in lines or one[0] == "a" for one, other in lines)
    reached = {other for _, other in lines}
    assert {f"s{step.number}" for step in plan.steps} <= reached
    for step in plan.steps:
        needed = {f"s{numbers[need]}" for need in step.needs if need in numbers} or {"s0"}
        drawn_from = {one for one, other in lines if other == f"s{step.number}" and one[0] == "s"}
        assert drawn_from
        assert drawn_from <= needed


def test_exits_the_goal_and_ways_set_aside_are_marked() -> None:
    """The goal has a double line, an exit six sides, and what was set aside is dashed."""
    plan = sample_plan("bundled")
    drawn = nodes(graph(plan))
    goal = next(step for step in plan.steps if step.id in plan.goal)
    assert drawn[f"s{goal.number}"].get_peripheries() == "2"
    for exit_ in plan.exits:
        number = next(step.number for step in plan.steps if step.id == exit_.step)
        assert number == goal.number or drawn[f"s{number}"].get_shape() == "hexagon"
    aside = [node for name, node in drawn.items() if name[0] == "a"]
    assert len(aside) > 0
    assert {node.get_style() for node in aside} == {"dashed"}
    assert not [name for name in nodes(graph(plan, asides="no")) if name[0] == "a"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_adds_nothing_to_a_diagram(payload: str) -> None:
    """The graph has the same nodes and lines, and the flowchart the same commands."""
    plan, usual = hostile_plan(PAYLOADS[payload]), hostile_plan("Ordinary words")
    one, other = graph(plan), graph(usual)
    assert set(nodes(one)) == set(nodes(other))
    assert len(one.get_edges()) == len(other.get_edges())
    shapes = []
    for made in (plan, usual):
        text = pp.render(made, "mermaid").decode()
        assert "%%" not in text
        bare = re.sub(r'"[^"\n]*"', '""', text)
        shapes.append(re.sub(r"(?m)^  accTitle: .*$", "", bare))
    assert shapes[0] == shapes[1]


def test_what_mermaid_could_take_for_its_own_is_a_number() -> None:
    """Quotes, brackets, per cent, ampersand, hash and backtick are written as numbers."""
    assert escape('"%%{x}`#&;<b>') == "#34;#37;#37;#123;x#125;#96;#35;#38;#59;#60;b#62;"
    assert escape("Título 7 · (CPC)") == "Título 7 · (CPC)"


def test_the_direction_of_a_diagram() -> None:
    """A route runs down, or to the right where that is asked for."""
    plan = sample_plan("bundled")
    assert pp.render(plan, "mermaid").startswith(b"flowchart TB\n")
    assert pp.render(plan, "mermaid", direction="right").startswith(b"flowchart LR\n")
    assert graph(plan, direction="right").get_rankdir() in ("LR", None)


def test_text_lists_what_changed_in_order() -> None:
    """Each change has a dash before it, and the steps that moved one come in their order."""
    pathway = pp.load_pathway("medical-biller-and-coder")
    person = pp.Learner(start="2026-08-01", hours_per_week=12)
    done = pp.model.Held("aapc-80-hour-course", "2026-11-01")
    later = evolve(person, start="2026-11-26", hours_per_week=6, holds=[done])
    old, new = (pp.plan(pathway, learner, goal="cpc") for learner in (person, later))
    text = pp.render(pp.revise(old, new), "text").decode()
    assert "\n- Done: AAPC 80-hour coding course.\n" in text
    needs = "It needs step 3, “AAPC membership”, step 4, “AAPC Practicode” and step 5, "
    assert needs in " ".join(text.split())
