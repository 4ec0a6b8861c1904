"""Text to a tree of nodes, by a loop over YAML events.

Why not `yaml.safe_load`: it loses line numbers, keeps the last of two equal
keys, guesses types (`NO` becomes false, `09-01` a text, `2027-01-04` a date),
and can be made to eat all memory. Here nothing is guessed and the loop keeps its
own stack, so that no file can make it fail in any other way than by a fault.
JSON comes through the same door, since it is YAML too.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from attrs import define, field, frozen

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
"""After so many faults the rest are not looked for: mending these comes first."""

_CORE = "tag:yaml.org,2002:"
_TEXT = f"{_CORE}str"
_TAGS = frozenset(_CORE + name for name in ("str", "int", "float", "bool", "null", "seq", "map"))
_HALVES = re.compile("[\ud800-\udfff]")
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


@define(eq=False)
class _Open(Place):
    """A list or block that is still being filled.

    Attributes:
        anchor: Its name, if it has one.
        is_list: Tells whether it is a list.
        before: How many nodes of the file are done before its own.
        height: How many levels of lists and blocks it holds.
    """

    anchor: str | None
    is_list: bool
    before: int
    items: list[Node] = field(factory=list)
    entries: dict[str, Entry] = field(factory=dict)
    key: Scalar | None = None
    key_is_next: bool = True
    height: int = 0

    def node(self) -> Node:
        if self.is_list:
            return Sequence(self.line, self.column, tuple(self.items))
        return Mapping(self.line, self.column, self.entries)


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
        composer.take_all(_LOADER(text))
    except yaml.YAMLError as error:
        raise InputError([*composer.faults, _syntax_fault(error, file)]) from None
    root = composer.root
    if root is None or (isinstance(root, Scalar) and root.is_null):
        raise InputError([Fault("The file is empty.", file=file, line=1, column=1)])
    return Tree(root, tuple(composer.faults))


class _Composer:
    """Builds the tree from events."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.root: Node | None = None
        self._documents = 0
        self._done = 0
        self._stack: list[_Open] = []
        self._anchors: dict[str, _Anchored] = {}

    def take_all(self, loader: Any) -> None:
        """Add what all events of a text tell to the tree."""
        takers = {
            yaml.ScalarEvent: self._scalar,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceEndEvent: self._close,
            yaml.MappingEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        while (event := loader.get_event()) is not None:
            if take := takers.get(type(event)):
                mark = event.start_mark
                take(event, mark.line + 1, mark.column + 1)

    def _document(self, _: Any, line: int, column: int) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop("The file holds several documents.", "Keep one.", line, column)

    def _scalar(self, event: Any, line: int, column: int) -> None:
        text, tag = event.value, event.tag
        node: Node = Scalar(line, column, text, not event.style and tag != _TEXT)
        if tag is not None and self._is_foreign(tag, line, column):
            node = Broken(line, column)
        elif not text.isascii() and _HALVES.search(text):
            self._fault("This text holds half a character.", "Write it anew.", line, column)
            node = Broken(line, column)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(node)
        self._add(node)

    def _alias(self, event: Any, line: int, column: int) -> None:
        found = self._anchors.get(event.anchor)
        alias, mark = show(f"*{event.anchor}"), show(f"&{event.anchor}")
        if found is None:
            message = f"{alias} stands for nothing: no {mark} is above it."
            hint = "Write the value out, or put a text that starts with * in quotes."
            self._fault(message, hint, line, column)
        elif found.node is None:
            message = f"{alias} repeats {mark}, which it is a part of."
            self._fault(message, "Write the value out.", line, column)
        if found is None or found.node is None:
            self._add(Broken(line, column))
        else:
            self._add(found.node, found.count, found.height)

    def _open(self, event: Any, line: int, column: int) -> None:
        if event.tag is not None:
            self._is_foreign(event.tag, line, column)
        parent = self._stack[-1] if self._stack else None
        if parent and parent.key and not parent.key_is_next:
            # People look for a block at its key, not at its first line.
            line, column = parent.key.line, parent.key.column
        is_list = isinstance(event, yaml.SequenceStartEvent)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(None)
        frame = _Open(line, column, event.anchor, is_list, self._done)
        self._stack.append(frame)
        self._check_depth(0, frame)

    def _close(self, *_: Any) -> None:
        done = self._stack.pop()
        node, height = done.node(), done.height + 1
        self._add(node, height=height)
        if done.anchor:
            self._anchors[done.anchor] = _Anchored(node, self._done - done.before, height)

    def _add(self, node: Node, count: int = 1, height: int = 0) -> None:
        """Put a finished node where it belongs; `count` nodes are new with it."""
        self._done += count
        if self._done > MOST_NODES:
            message = f"The file holds more than {MOST_NODES:,} values."
            hint = "Leave some out; what a word such as *name repeats counts each time."
            self._stop(message, hint, node.line, node.column)
        if height:
            self._check_depth(height, node)
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        parent.height = max(parent.height, height)
        if parent.is_list:
            parent.items.append(node)
        elif parent.key_is_next:
            parent.key, parent.key_is_next = self._key(parent, node), False
        else:
            if key := parent.key:
                parent.entries[key.text] = Entry(key.line, key.column, node)
            parent.key, parent.key_is_next = None, True

    def _key(self, parent: _Open, node: Node) -> Scalar | None:
        """Return the key, or None when its value is to be left out."""
        line, column = node.line, node.column
        if not isinstance(node, Scalar):
            if not isinstance(node, Broken):
                self._fault("A key must be a plain word.", "Write it as text.", line, column, "?")
        elif node.plain and node.text == "<<":
            message = "Keys cannot be taken over from elsewhere with <<."
            self._fault(message, "Write them out here.", line, column, node.text)
        elif node.text in parent.entries:
            first = parent.entries[node.text].line
            message = f"The key {show(node.text)} stands here and in line {first}."
            self._fault(message, "Keep one.", line, column, node.text)
        else:
            return node
        return None

    def _is_foreign(self, tag: str, line: int, column: int) -> bool:
        if tag in _TAGS:
            return False
        name = tag.replace(_CORE, "!!")
        self._fault(f"The tag {show(name)} is not allowed.", "Leave it out.", line, column)
        return True

    def _check_depth(self, more: int, at: Place) -> None:
        if len(self._stack) + more > DEEPEST:
            self._stop(f"More than {DEEPEST} levels deep.", "Nest less.", at.line, at.column)

    def _fault(self, message: str, hint: str, line: int, column: int, key: str = "") -> None:
        if len(self.faults) < MOST_FAULTS:
            path = key_path(self._path(), key) if key else self._path()
            self.faults.append(Fault(message, path, hint, self.file, line, column))

    def _stop(self, message: str, hint: str, line: int, column: int) -> None:
        fault = Fault(message, "", hint, self.file, line, column)
        raise InputError([*self.faults, fault])

    def _path(self) -> str:
        path = ""
        for frame in self._stack:
            if frame.is_list:
                path = item_path(path, len(frame.items))
            elif frame.key:
                path = key_path(path, frame.key.text)
        return path


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
