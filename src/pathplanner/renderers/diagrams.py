"""Pathways and routes as drawings in the languages of Mermaid and Graphviz.

A drawing is boxes by stage and lines between them. No text can add to it: boxes are named
by numbers, and every sign that a language could take for its own is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from pathplanner.document import Document, Mark, RouteMap, Stop, visible
from pathplanner.document.words.counting import (
    amount_in_words,
    limits_in_words,
    limits_itself,
)
from pathplanner.model.pathway import Pathway
from pathplanner.model.requirement import AllOf, AtLeast, Needs, Requirement, Total, Worked

CHOICE = "choice"
"""The kind of a box that says how many of the steps before it are needed."""

ROUTE, NEEDED, ADVISED = "route", "needed", "advised"
"""Kinds of lines."""


@frozen
class Node:
    """A box.

    Attributes:
        id: Its name, of letters and numbers only.
        lines: The text in it.
        kind: A `Mark`, `CHOICE`, or an empty text for a plain box.
    """

    id: str
    lines: tuple[str, ...]
    kind: str = ""


@frozen
class Group:
    """The nodes of a stage; `id` is as that of a node, `title` is empty for those of none."""

    id: str
    title: str
    nodes: tuple[Node, ...]


@frozen
class Drawing:
    """What is drawn.

    Attributes:
        title: What it shows, or an empty text.
        groups: The boxes in order, by stage.
        links: Ids from what comes first to what it opens, and the kind of the line.
        asides: For each way set aside, the id of the step it would have replaced, and text.
    """

    title: str
    groups: tuple[Group, ...]
    links: tuple[tuple[str, str, str], ...]
    asides: tuple[tuple[str, str], ...] = ()


def draw_route(document: Document, *, asides: bool) -> Drawing:
    """Return the drawing of a document's route; a box with its title when there is none."""
    section = document.section("route")
    maps = [block for block in section.blocks if isinstance(block, RouteMap)] if section else []
    if not maps:
        said = next((part.title for part in document.sections), "")
        only = Node("s0", tuple(filter(None, (document.title, said))), Mark.GOAL)
        return Drawing(document.title, (Group("g0", "", (only,)),), ())
    stops = maps[0].stops
    ways = ((f"s{stop.number}", other.text) for stop in stops for other in stop.asides)
    return Drawing(
        document.title,
        tuple(_stages(stops)),
        tuple((f"s{one}", f"s{stop.number}", ROUTE) for stop in stops for one in stop.after),
        tuple(ways) if asides else (),
    )


def _stages(stops: tuple[Stop, ...]) -> Iterator[Group]:
    parts: list[tuple[str, list[Node]]] = []
    for stop in stops:
        if stop.stage or not parts:
            parts.append((stop.stage, []))
        name = f"{stop.number} · {stop.title}" if stop.number else stop.title
        lines = tuple(filter(None, (name, stop.detail)))
        parts[-1][1].append(Node(f"s{stop.number}", lines, stop.mark))
    yield from (Group(f"g{n}", title, tuple(nodes)) for n, (title, nodes) in enumerate(parts))


def draw_pathway(pathway: Pathway) -> Drawing:
    """Return the drawing of a pathway: every step, what it needs and what is advised for it."""
    titles = {step.id: step.title for step in pathway.steps}
    net = _Net({step.id: f"n{number}" for number, step in enumerate(pathway.steps)}, titles)
    for step in pathway.steps:
        net.connect(step.requires, net.names[step.id], NEEDED)
        for advice in step.recommends:
            net.connect(advice.requirement, net.names[step.id], ADVISED)
    groups: list[Group] = []
    for stage in dict.fromkeys((*pathway.stages, *(step.stage for step in pathway.steps))):
        steps = [step for step in pathway.steps if step.stage == stage]
        nodes = tuple(Node(net.names[step.id], (visible(step.title),)) for step in steps)
        if nodes:
            groups.append(Group(f"s{len(groups)}", visible(stage), nodes))
    return Drawing("", (*groups, Group("", "", tuple(net.gates))), tuple(net.links))


@frozen
class _Net:
    """The lines of a pathway as they are found, and the boxes that they meet in.

    Attributes:
        names: The id of the box of each step.
        gates: Boxes that say how many of the steps before them are needed.
        titles: The title of each step.
        links: As those of a drawing.
    """

    names: dict[str, str]
    titles: dict[str, str]
    gates: list[Node] = field(factory=list)
    links: list[tuple[str, str, str]] = field(factory=list)

    def connect(self, requirement: Requirement, target: str, kind: str) -> None:
        """Add what leads from a requirement to a box."""
        if isinstance(requirement, Needs):
            self.links.append((self.names[requirement.step], target, kind))
            return
        words = "all" if target.startswith("g") or limits_itself(requirement) else ""
        if isinstance(requirement, Total):
            words = amount_in_words(requirement.amount, requirement.unit)
        elif not isinstance(requirement, AllOf):
            is_counted = isinstance(requirement, AtLeast)
            words = f"at least {requirement.count}" if is_counted else "any"
        if isinstance(requirement, Worked):
            words = f"{requirement.hours:f} hours"
        if words and (len(requirement.of) > 1 or isinstance(requirement, Total | Worked)):
            limits = limits_in_words(requirement, lambda step: visible(self.titles[step]))
            lines = (words, *filter(None, limits.split("; ")))
            gate = Node(f"g{len(self.gates)}", lines, CHOICE)
            self.gates.append(gate)
            self.links.append((gate.id, target, kind))
            target, kind = gate.id, NEEDED
        for part in requirement.of:
            self.connect(part, target, kind)


_MERMAID_SHAPES = {
    "": ("[", "]"),
    CHOICE: ("{", "}"),
    Mark.START: ("([", "])"),
    Mark.STEP: ("[", "]"),
    Mark.EXIT: ("{{", "}}"),
    Mark.GOAL: ("[[", "]]"),
}
_MERMAID_LINES = {ROUTE: "==>", NEEDED: "-->", ADVISED: "-.->"}
_MERMAID_STYLES = (
    "classDef start fill:#ffffff,stroke:#1f2937,color:#111827",
    "classDef step fill:#eef2ff,stroke:#1e3a8a,stroke-width:2px,color:#111827",
    "classDef exit fill:#fef3c7,stroke:#92400e,stroke-width:2px,color:#111827",
    "classDef goal fill:#dcfce7,stroke:#166534,stroke-width:3px,color:#111827",
    "classDef aside fill:#ffffff,stroke:#6b7280,stroke-dasharray:4 3,color:#4b5563",
)
_SAFE = frozenset(" .,:·–-()'/$+!?¿¡")  # noqa: RUF001 - dashes of dates


def to_mermaid(drawing: Drawing, *, down: bool) -> str:
    """Return a Mermaid flowchart; strong lines are a route, dashed ones are not needed."""
    return "\n".join(_mermaid(drawing, "TB" if down else "LR")) + "\n"


def escape_for_mermaid(text: str) -> str:
    """Return a text in which each sign that Mermaid could take for its own is a number."""
    text = text.replace("\u00a0", " ")
    return "".join(sign if sign.isalnum() or sign in _SAFE else f"#{ord(sign)};" for sign in text)


def _mermaid(drawing: Drawing, direction: str) -> Iterator[str]:
    yield f"flowchart {direction}"
    if drawing.title:
        yield f"  accTitle: {escape_for_mermaid(drawing.title)}"
    for group in drawing.groups:
        margin = "  "
        if group.title:
            yield f'  subgraph {group.id}["{escape_for_mermaid(group.title)}"]'
            margin = "    "
        for node in group.nodes:
            before, after = _MERMAID_SHAPES[node.kind]
            text = "<br/>".join(map(escape_for_mermaid, node.lines))
            style = f":::{node.kind}" if node.kind not in ("", CHOICE) else ""
            yield f'{margin}{node.id}{before}"{text}"{after}{style}'
        if group.title:
            yield "  end"
    yield from (f"  {one} {_MERMAID_LINES[kind]} {other}" for one, other, kind in drawing.links)
    for number, (step, text) in enumerate(drawing.asides):
        yield f'  a{number}["{escape_for_mermaid(text)}"]:::aside'
        yield f"  a{number} -.- {step}"
    if any(node.kind not in ("", CHOICE) for group in drawing.groups for node in group.nodes):
        yield from (f"  {style}" for style in _MERMAID_STYLES)


_DOT_SHAPES = {
    "": "shape=box",
    CHOICE: "shape=diamond",
    Mark.START: 'shape=ellipse, color="#1f2937"',
    Mark.STEP: 'shape=box, style=filled, fillcolor="#eef2ff", color="#1e3a8a", penwidth=2',
    Mark.EXIT: 'shape=hexagon, style=filled, fillcolor="#fef3c7", color="#92400e", penwidth=2',
    Mark.GOAL: 'shape=box, peripheries=2, style=filled, fillcolor="#dcfce7", color="#166534", '
    "penwidth=2",
}
_DOT_ASIDE = 'shape=box, style=dashed, color="#6b7280", fontcolor="#4b5563"'
_DOT_LINES = {ROUTE: " [penwidth=2]", NEEDED: "", ADVISED: " [style=dashed]"}


def to_dot(drawing: Drawing, *, down: bool) -> str:
    """Return a Graphviz graph; strong lines are a route, dashed ones are not needed."""
    return "\n".join(_dot(drawing, "TB" if down else "LR")) + "\n"


def _quoted(*lines: str) -> str:
    """Return lines as one text in quotes; a backslash or a quote in them means itself."""
    safe = (line.replace("\u00a0", " ").replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(safe) + '"'


def _dot(drawing: Drawing, direction: str) -> Iterator[str]:
    yield "digraph route {"
    yield f"  graph [rankdir={direction}, label={_quoted(drawing.title)}, labelloc=t];"
    yield '  node [fontname="sans-serif"];'
    for number, group in enumerate(drawing.groups):
        margin = "  "
        if group.title:
            yield f"  subgraph cluster_{number} {{"
            yield f"    label={_quoted(group.title)};"
            margin = "    "
        for node in group.nodes:
            yield f"{margin}{node.id} [label={_quoted(*node.lines)}, {_DOT_SHAPES[node.kind]}];"
        if group.title:
            yield "  }"
    yield from (f"  {one} -> {other}{_DOT_LINES[kind]};" for one, other, kind in drawing.links)
    for number, (step, text) in enumerate(drawing.asides):
        yield f"  a{number} [label={_quoted(text)}, {_DOT_ASIDE}];"
        yield f'  a{number} -> {step} [style=dashed, color="#6b7280", arrowhead=none];'
    yield "}"
