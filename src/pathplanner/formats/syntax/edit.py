"""Puts lines into a YAML or JSON text and takes lines out; all else stays to the letter.

The places come from PyYAML; the text itself is never written anew, so that comments,
quotes, order and the ends of lines stay as the person wrote them.
"""

from __future__ import annotations

import re

import yaml
from attrs import frozen

Node = yaml.MappingNode | yaml.SequenceNode | yaml.ScalarNode

_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


@frozen
class Span:
    """A part of a text, from `start` up to but not including `end`."""

    start: int
    end: int


@frozen
class Alias:
    """A word such as `*name` that repeats what `&name` marks in a line above."""

    name: str
    marked: int
    line: int
    column: int


def first_alias(text: str) -> Alias | None:
    """Return the first alias in a text that can be read, or None."""
    marks: dict[str, int] = {}
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        name, place = getattr(event, "anchor", None), event.start_mark
        if not name or not place:
            continue
        if isinstance(event, yaml.AliasEvent):
            return Alias(name, marks[name], place.line + 1, place.column + 1)
        marks[name] = place.line + 1
    return None


def root_of(text: str) -> yaml.MappingNode:
    """Return the block of keys that a text is.

    Raises:
        ValueError: It is something else.
    """
    try:
        found = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise ValueError("it cannot be read") from error
    if not isinstance(found, yaml.MappingNode):
        raise ValueError("it is not a block of keys")  # noqa: TRY004 - one error for odd files
    return found


def value_of(block: yaml.MappingNode, key: str) -> Node | None:
    """Return what stands behind a key, or None."""
    return next((value for name, value in block.value if name.value == key), None)


def end_of(node: Node) -> int:
    """Return where the last word of a node ends; a block's own mark is behind comments."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return end_of(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def line_start(text: str, index: int) -> int:
    """Return where the line of a place starts."""
    before = [found.end() for found in _ENDS.finditer(text, 0, index)]
    return before[-1] if before else int(text.startswith("\ufeff"))


def line_end(text: str, index: int) -> int:
    """Return where the line of a place ends, without its end of line."""
    found = _ENDS.search(text, index)
    return found.start() if found else len(text)


def newline_of(text: str) -> str:
    """Return the end of line that a text uses."""
    found = _ENDS.search(text)
    return found[0] if found else "\n"


def put(text: str, place: Span, new: str) -> str:
    """Return the text with something in the place of a part of it."""
    return text[: place.start] + new + text[place.end :]


def add_line(text: str, after: int, line: str) -> str:
    """Return the text with a line below the one of a place."""
    end = line_end(text, after)
    return put(text, Span(end, end), f"{newline_of(text)}{line}")


def add_to_block(text: str, block: Node, line: str) -> str:
    """Return the text with a line at the end of a block, as far in as its other lines."""
    first = block.value[0]
    mark = (first[0] if isinstance(first, tuple) else first).start_mark
    if isinstance(block, yaml.SequenceNode):
        # The mark of an item is behind its dash.
        dash = text.rindex("-", line_start(text, mark.index), mark.index)
        indent = text[line_start(text, mark.index) : dash]
    else:
        indent = text[line_start(text, mark.index) : mark.index]
    if indent.strip():
        raise ValueError("its first line holds more than one thing")
    return add_line(text, end_of(block), f"{indent}{line}")


def add_to_flow(text: str, node: Node, item: str) -> str:
    """Return the text with one more item within the brackets of a node."""
    if not node.value:
        inside = int(node.start_mark.index) + 1
        return put(text, Span(inside, inside), item)
    last = node.value[-1]
    first, end = (last[0], end_of(last[1])) if isinstance(last, tuple) else (last, end_of(last))
    start = line_start(text, first.start_mark.index)
    margin = text[start : first.start_mark.index]
    # One item a line stays one item a line.
    between = f",{newline_of(text)}{margin}" if not margin.strip() else ", "
    return put(text, Span(end, end), between + item)


def comment_at(text: str, index: int) -> str:
    """Return the comment at the end of a line, from a place in it on, without its mark."""
    _, mark, comment = text[index : line_end(text, index)].partition(" #")
    return comment.strip() if mark else ""


def cut_lines(text: str, start: int, end: int) -> str:
    """Return the text without the lines that a part is on."""
    first, last = line_start(text, start), line_end(text, end)
    found = _ENDS.match(text, last)
    return put(text, Span(first, found.end() if found else last), "")


def cut_from_flow(text: str, node: Node, place: int) -> str:
    """Return the text without an item within the brackets of a node."""
    spans = [
        Span(int((one[0] if isinstance(one, tuple) else one).start_mark.index), end_of(
            one[1] if isinstance(one, tuple) else one
        ))
        for one in node.value
    ]  # fmt: skip
    if place + 1 < len(spans):
        return put(text, Span(spans[place].start, spans[place + 1].start), "")
    start = spans[place - 1].end if place else spans[place].start
    return put(text, Span(start, spans[place].end), "")
