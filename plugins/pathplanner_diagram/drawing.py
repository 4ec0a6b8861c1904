"""What is drawn: nodes by stage and lines between them, for any language of diagrams."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from pathplanner.document import Document, Mark, RouteMap, Stop


@frozen
class Node:
    """A box; `id` holds letters and numbers only, `lines` is the text in it."""

    id: str
    lines: tuple[str, ...]
    mark: Mark


@frozen
class Group:
    """The nodes of a stage; `title` is empty for those of none."""

    title: str
    nodes: tuple[Node, ...]


@frozen
class Drawing:
    """A route with what was set aside.

    Attributes:
        title: What it leads to.
        groups: The boxes in order, by stage.
        lines: Ids from which to which.
        asides: For each way set aside, the id of the step it would have replaced, and text.
    """

    title: str
    groups: tuple[Group, ...]
    lines: tuple[tuple[str, str], ...]
    asides: tuple[tuple[str, str], ...]


def draw(document: Document, *, asides: bool) -> Drawing:
    """Return the drawing of a document's route; a box with its title when there is none."""
    section = document.section("route")
    maps = [block for block in section.blocks if isinstance(block, RouteMap)] if section else []
    if not maps:
        said = next((part.title for part in document.sections), "")
        only = Node("s0", tuple(filter(None, (document.title, said))), Mark.GOAL)
        return Drawing(document.title, (Group("", (only,)),), (), ())
    stops = maps[0].stops
    return Drawing(
        document.title,
        tuple(_groups(stops)),
        tuple((f"s{one}", f"s{stop.number}") for stop in stops for one in stop.after),
        tuple((f"s{stop.number}", other.text) for stop in stops for other in stop.asides)
        if asides
        else (),
    )


def _groups(stops: tuple[Stop, ...]) -> Iterator[Group]:
    title: str = ""
    nodes: list[Node] = []
    for stop in stops:
        if stop.stage and nodes:
            yield Group(title, tuple(nodes))
            nodes = []
        title = stop.stage or title
        nodes.append(_node(stop))
    yield Group(title, tuple(nodes))


def _node(stop: Stop) -> Node:
    name = f"{stop.number} · {stop.title}" if stop.number else stop.title
    return Node(f"s{stop.number}", tuple(filter(None, (name, stop.detail))), stop.mark)
