"""The route as a diagram for documents and wikis: in the languages of Mermaid and Graphviz."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from pathplanner.document import Audience, View, compose
from pathplanner.model.plan import Plan
from pathplanner_diagram.dot import to_dot
from pathplanner_diagram.drawing import Drawing, draw
from pathplanner_diagram.mermaid import to_mermaid


class Direction(StrEnum):
    """Where the route runs."""

    DOWN = "down"
    RIGHT = "right"


@frozen
class DiagramOptions:
    """How the route is drawn.

    Attributes:
        direction: Where the route runs.
        asides: Whether the ways that were set aside are drawn, too.
        language: BCP 47 tag of the words; that of the pathway when empty.
        audience: Who reads it.
    """

    direction: Direction = Direction.DOWN
    asides: bool = True
    language: str = ""
    audience: Audience = Audience.PARTICIPANT


@frozen
class MermaidRenderer:
    """Writes the route as a Mermaid flowchart."""

    name: str = "mermaid"
    media_type: str = "text/vnd.mermaid"
    suffixes: tuple[str, ...] = (".mmd", ".mermaid")
    options: type[DiagramOptions] = DiagramOptions

    def render(self, plan: Plan, options: DiagramOptions, /) -> bytes:
        """Return the flowchart in UTF-8."""
        return to_mermaid(_drawing(plan, options), down=_is_down(options)).encode()


@frozen
class DotRenderer:
    """Writes the route as a Graphviz graph."""

    name: str = "dot"
    media_type: str = "text/vnd.graphviz"
    suffixes: tuple[str, ...] = (".dot", ".gv")
    options: type[DiagramOptions] = DiagramOptions

    def render(self, plan: Plan, options: DiagramOptions, /) -> bytes:
        """Return the graph in UTF-8."""
        return to_dot(_drawing(plan, options), down=_is_down(options)).encode()


def _drawing(plan: Plan, options: DiagramOptions) -> Drawing:
    view = View(options.language, audience=options.audience)
    return draw(compose(plan, view), asides=options.asides)


def _is_down(options: DiagramOptions) -> bool:
    return options.direction is Direction.DOWN


mermaid = MermaidRenderer()
dot = DotRenderer()
