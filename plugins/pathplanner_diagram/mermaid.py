"""A drawing as a Mermaid flowchart."""

from __future__ import annotations

from collections.abc import Iterator

from pathplanner.document import Mark
from pathplanner_diagram.drawing import Drawing, Node

_SHAPES = {
    Mark.START: ("([", "])"),
    Mark.STEP: ("[", "]"),
    Mark.EXIT: ("{{", "}}"),
    Mark.GOAL: ("[[", "]]"),
}
_STYLES = (
    "classDef start fill:#ffffff,stroke:#1f2937,color:#111827",
    "classDef step fill:#eef2ff,stroke:#1e3a8a,stroke-width:2px,color:#111827",
    "classDef exit fill:#fef3c7,stroke:#92400e,stroke-width:2px,color:#111827",
    "classDef goal fill:#dcfce7,stroke:#166534,stroke-width:3px,color:#111827",
    "classDef aside fill:#ffffff,stroke:#6b7280,stroke-dasharray:4 3,color:#4b5563",
)
_SAFE = frozenset(" .,:·–-()'/$+!?¿¡")  # noqa: RUF001 - dashes of dates


def to_mermaid(drawing: Drawing, *, down: bool) -> str:
    """Return the flowchart; strong lines are the route, dashed ones were set aside."""
    return "\n".join(_lines(drawing, "TB" if down else "LR")) + "\n"


def escape(text: str) -> str:
    """Return a text in which each sign that Mermaid could take for its own is a number."""
    text = text.replace("\u00a0", " ")
    return "".join(sign if sign.isalnum() or sign in _SAFE else f"#{ord(sign)};" for sign in text)


def _lines(drawing: Drawing, direction: str) -> Iterator[str]:
    yield f"flowchart {direction}"
    yield f"  accTitle: {escape(drawing.title)}"
    for number, group in enumerate(drawing.groups):
        margin = "  "
        if group.title:
            yield f'  subgraph g{number}["{escape(group.title)}"]'
            margin = "    "
        yield from (f"{margin}{_node(node)}" for node in group.nodes)
        if group.title:
            yield "  end"
    yield from (f"  {one} ==> {other}" for one, other in drawing.lines)
    for number, (step, text) in enumerate(drawing.asides):
        yield f'  a{number}["{escape(text)}"]:::aside'
        yield f"  a{number} -.- {step}"
    yield from (f"  {style}" for style in _STYLES)


def _node(node: Node) -> str:
    before, after = _SHAPES[node.mark]
    text = "<br/>".join(map(escape, node.lines))
    return f'{node.id}{before}"{text}"{after}:::{node.mark.value}'
