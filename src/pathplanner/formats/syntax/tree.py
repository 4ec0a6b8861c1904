"""Text to a tree of nodes, by a loop over YAML events.

Why not `yaml.safe_load`: it loses line numbers, keeps the last of two equal
keys, guesses types (`NO` becomes false, `09-01` a text, `2027-01-04` a date),
and can be made to eat all memory. Here nothing is guessed, and depth and size are
bounded, so that no file can make it fail in any other way than by a fault.
JSON comes through the same door, since it is YAML too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as MappingType
from typing import Any

import yaml
from attrs import frozen

from pathplanner.errors import Fault, InputError
from pathplanner.formats.syntax.nodes import (
    Broken,
    Entry,
    Mapping,
    Node,
    Place,
    Scalar,
    Sequence,
    item_path,
    key_path,
)
from pathplanner.formats.syntax.text import decode, show

DEEPEST = 40
MOST_NODES = 200_000
MOST_FAULTS = 500
"""After so many faults the rest are not looked for: fixing these comes first."""

_CORE = "tag:yaml.org,2002:"
_TEXT = f"{_CORE}str"
_TAGS = frozenset(_CORE + name for name in ("str", "int", "float", "bool", "null", "seq", "map"))
_HALVES = re.compile("[\ud800-\udfff]")
_SCALAR: Any = yaml.ScalarEvent
_ALIAS: Any = yaml.AliasEvent
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HINTS = {
    "mapping values are not allowed": "A text with a colon in it must stand in quotes.",
    "cannot start any token": "Indent with spaces, not tabs, and put texts with @ or ` in quotes.",
    "did not find expected ',' or": "A bracket may be missing, or a comma.",
    "did not find expected '-'": "Check that the lines of the list start in one column.",
    "did not find expected key": "Check that the keys of the block start in one column.",
    "could not find expected ':'": "Write the key, a colon, a space and the value.",
    "expected alphabetic or numeric": "A text that starts with * or & must stand in quotes.",
    "unexpected end of stream": "A closing quote is missing.",
    "unknown escape character": "Use single quotes around a text with a backslash.",
}


@frozen
class Tree:
    """What a file holds, and the faults that did not stop the reading."""

    root: Node
    faults: tuple[Fault, ...]


@frozen
class _Anchored:
    """A node with a name, and how many nodes and levels it holds; None while it is open."""

    node: Node | None
    count: int = 1
    height: int = 0


def read_tree(data: bytes | str, file: str = "") -> Tree:
    """Return the tree that a YAML or JSON file is.

    Raises:
        InputError: It cannot be read to its end.
    """
    text = decode(data, file)
    composer = _Composer(file)
    try:
        root = composer.compose(_LOADER(text).get_event)
    except yaml.YAMLError as error:
        raise InputError([*composer.faults, _syntax_fault(error, file)]) from None
    if root is None or (isinstance(root, Scalar) and root.is_null):
        raise InputError([Fault("The file is empty.", file=file, line=1, column=1)])
    return Tree(root, tuple(composer.faults))


class _Composer:
    """Builds the tree from events."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self._get: Callable[[], Any]
        self._done = 0
        """Finished nodes, those behind aliases counted each time."""
        self._deepest = 0
        """The most levels of lists and blocks in the part of the tree that is looked at."""
        self._path: list[str | int | None] = []
        """For each open list or block, the place or the key of what is read; None for a key."""
        self._anchors: dict[str, _Anchored] = {}

    def compose(self, get_event: Callable[[], Any]) -> Node | None:
        """Return the node of a text's one document."""
        self._get = get_event
        root = None
        while (event := get_event()) is not None:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self._stop("The file holds several documents.", "Keep one.", _place(event))
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event)
        return root

    def _node(self, event: Any, key: Place | None = None) -> Node:
        """Return the node that starts with an event.

        Args:
            event: The first one of the node.
            key: The key that it stands behind, if it does.
        """
        node: Node
        count = 1
        if type(event) is _SCALAR:
            mark, text = event.start_mark, event.value
            node = Scalar(mark.line + 1, mark.column + 1, text, not event.style)
            if event.tag or event.anchor or not text.isascii():
                node = self._odd_scalar(event, node)
        elif type(event) is _ALIAS:
            node, count = self._alias(event.anchor, _place(event))
        else:
            node = self._collection(event, key or _place(event))
        self._done += count
        if self._done > MOST_NODES:
            message = f"The file holds more than {MOST_NODES:,} values."
            hint = "Leave some out; what a word such as *name repeats counts each time."
            self._stop(message, hint, node)
        return node

    def _odd_scalar(self, event: yaml.ScalarEvent, found: Scalar) -> Node:
        """Return a text that has a tag, an anchor or letters beyond ASCII."""
        node: Node = found
        found.plain = found.plain and event.tag != _TEXT
        if self._is_foreign(event.tag, found):
            node = Broken(found.line, found.column)
        elif _HALVES.search(found.text):
            self._fault("This text holds half a character.", "Write it anew.", found)
            node = Broken(found.line, found.column)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(node)
        return node

    def _alias(self, anchor: str, at: Place) -> tuple[Node, int]:
        """Return the node that an alias stands for, and how many nodes that is."""
        found = self._anchors.get(anchor)
        alias, mark = show(f"*{anchor}"), show(f"&{anchor}")
        if found is not None and found.node is not None:
            self._deepen(found.height, found.node)
            return found.node, found.count
        if found is None:
            message = f"{alias} stands for nothing: no {mark} is above it."
            hint = "Write the value out, or put a text that starts with * in quotes."
            self._fault(message, hint, at)
        else:
            message = f"{alias} repeats {mark}, which it is a part of."
            self._fault(message, "Write the value out.", at)
        return Broken(at.line, at.column), 1

    def _collection(self, event: Any, at: Place) -> Node:
        """Return a list or a block. People look for a block at its key, not at its first line."""
        self._is_foreign(event.tag, at)
        before, deepest, self._deepest = self._done, self._deepest, 0
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(None)
        self._path.append(None)
        self._deepen(0, at)
        is_list = isinstance(event, yaml.SequenceStartEvent)
        node = self._list(at) if is_list else self._block(at)
        self._path.pop()
        if event.anchor:
            height = self._deepest - len(self._path)
            self._anchors[event.anchor] = _Anchored(node, self._done - before + 1, height)
        self._deepest = max(deepest, self._deepest)
        return node

    def _list(self, at: Place) -> Sequence:
        items: list[Node] = []
        while type(event := self._get()) is not yaml.SequenceEndEvent:
            self._path[-1] = len(items)
            items.append(self._node(event))
        return Sequence(at.line, at.column, tuple(items))

    def _block(self, at: Place) -> Mapping:
        entries: dict[str, Entry] = {}
        while type(event := self._get()) is not yaml.MappingEndEvent:
            self._path[-1] = None
            if key := self._key(entries, self._node(event)):
                self._path[-1] = key.text
                value = self._node(self._get(), key)
                entries[key.text] = Entry(key.line, key.column, value)
            else:
                self._node(self._get())
        return Mapping(at.line, at.column, entries)

    def _key(self, known: MappingType[str, Entry], node: Node) -> Scalar | None:
        """Return the key, or None when its value is to be left out."""
        if not isinstance(node, Scalar):
            if not isinstance(node, Broken):
                self._fault("A key must be a plain word.", "Write it as text.", node, "?")
        elif node.plain and node.text == "<<":
            message = "Keys cannot be taken over from elsewhere with <<."
            self._fault(message, "Write them out here.", node, node.text)
        elif node.text in known:
            first = known[node.text].line
            message = f"The key {show(node.text)} stands here and in line {first}."
            self._fault(message, "Keep one.", node, node.text)
        else:
            return node
        return None

    def _is_foreign(self, tag: str | None, at: Place) -> bool:
        if tag is None or tag in _TAGS:
            return False
        name = tag.replace(_CORE, "!!")
        self._fault(f"The tag {show(name)} is not allowed.", "Leave it out.", at)
        return True

    def _deepen(self, more: int, at: Place) -> None:
        """Write down how deep the tree is with something that has some levels itself."""
        self._deepest = max(self._deepest, len(self._path) + more)
        if self._deepest > DEEPEST:
            self._stop(f"More than {DEEPEST} levels deep.", "Nest less.", at)

    def _fault(self, message: str, hint: str, at: Place, key: str = "") -> None:
        if len(self.faults) < MOST_FAULTS:
            path = ""
            for part in (*self._path, key or None):
                if isinstance(part, int):
                    path = item_path(path, part)
                elif part is not None:
                    path = key_path(path, part)
            self.faults.append(Fault(message, path, hint, self.file, at.line, at.column))

    def _stop(self, message: str, hint: str, at: Place) -> None:
        fault = Fault(message, "", hint, self.file, at.line, at.column)
        raise InputError([*self.faults, fault])


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)


def _syntax_fault(error: yaml.YAMLError, file: str) -> Fault:
    """Return the fault for a YAML error; nothing after it could be read."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    hint = next((hint for words, hint in _HINTS.items() if words in problem), "")
    message = f"This cannot be read as YAML: {problem}." if problem else "This is not YAML."
    # From PyYAML 6.0.4 on the parser itself stops at so many brackets in a row.
    if "nesting depth" in problem:
        message, hint = "Too many levels deep.", "Nest less."
    return Fault(message, "", hint, file, line, column)
