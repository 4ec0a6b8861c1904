"""A drawing as a Graphviz graph."""

from __future__ import annotations

from collections.abc import Iterator

from pathplanner.document import Mark
from pathplanner_diagram.drawing import Drawing

_SHAPES = {
    Mark.START: 'shape=ellipse, color="#1f2937"',
    Mark.STEP: 'shape=box, style=filled, fillcolor="#eef2ff", color="#1e3a8a", penwidth=2',
    Mark.EXIT: 'shape=hexagon, style=filled, fillcolor="#fef3c7", color="#92400e", penwidth=2',
    Mark.GOAL: 'shape=box, peripheries=2, style=filled, fillcolor="#dcfce7", color="#166534", '
    "penwidth=2",
}
_ASIDE = 'shape=box, style=dashed, color="#6b7280", fontcolor="#4b5563"'


def to_dot(drawing: Drawing, *, down: bool) -> str:
    """Return the graph; strong lines are the route, dashed ones were set aside."""
    return "\n".join(_lines(drawing, "TB" if down else "LR")) + "\n"


def quoted(*lines: str) -> str:
    """Return lines as one text in quotes; a backslash or a quote in them means itself."""
    safe = (line.replace("\u00a0", " ").replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(safe) + '"'


def _lines(drawing: Drawing, direction: str) -> Iterator[str]:
    yield "digraph route {"
    yield f"  graph [rankdir={direction}, label={quoted(drawing.title)}, labelloc=t];"
    yield '  node [fontname="sans-serif"];'
    for number, group in enumerate(drawing.groups):
        margin = "  "
        if group.title:
            yield f"  subgraph cluster_{number} {{"
            yield f"    label={quoted(group.title)};"
            margin = "    "
        for node in group.nodes:
            yield f"{margin}{node.id} [label={quoted(*node.lines)}, {_SHAPES[node.mark]}];"
        if group.title:
            yield "  }"
    for one, other in drawing.lines:
        yield f"  {one} -> {other} [penwidth=2];"
    for number, (step, text) in enumerate(drawing.asides):
        yield f"  a{number} [label={quoted(text)}, {_ASIDE}];"
        yield f'  a{number} -> {step} [style=dashed, color="#6b7280", arrowhead=none];'
    yield "}"
