"""The route as a diagram for documents and wikis: in the languages of Mermaid and Graphviz."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from pathplanner.document import Document
from pathplanner.renderers import DocumentRenderer
from pathplanner.renderers.diagrams import draw_route, to_dot, to_mermaid


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
    """

    direction: Direction = Direction.DOWN
    asides: bool = True


class MermaidRenderer(DocumentRenderer):
    """Writes the route as a Mermaid flowchart."""

    name = "mermaid"
    media_type = "text/vnd.mermaid"
    suffixes = (".mmd", ".mermaid")
    options = DiagramOptions
    shows_pages = False

    def render(self, document: Document, options: DiagramOptions, /) -> bytes:
        """Return the flowchart in UTF-8."""
        drawing = draw_route(document, asides=options.asides)
        return to_mermaid(drawing, down=options.direction is Direction.DOWN).encode()


class DotRenderer(DocumentRenderer):
    """Writes the route as a Graphviz graph."""

    name = "dot"
    media_type = "text/vnd.graphviz"
    suffixes = (".dot", ".gv")
    options = DiagramOptions
    shows_pages = False

    def render(self, document: Document, options: DiagramOptions, /) -> bytes:
        """Return the graph in UTF-8."""
        drawing = draw_route(document, asides=options.asides)
        return to_dot(drawing, down=options.direction is Direction.DOWN).encode()


mermaid = MermaidRenderer()
dot = DotRenderer()
