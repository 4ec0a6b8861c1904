"""Text to a tree of nodes, by a loop over YAML events.

Why not `yaml.safe_load`: it loses line numbers, keeps the last of two equal
keys, guesses types (`NO` becomes false, `09-01` a text, `2027-01-04` a date),
and can be made to eat all memory. Here nothing is guessed and the loop keeps its
own stack, so that no file can make it fail in any other way than by a fault.
JSON comes through the same door, since it is YAML too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from attrs import define, field, frozen

from pathplanner.errors import Fault, InputError
from pathplanner.formats.syntax.nodes import (
    Broken,
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
    item_path,
    key_path,
)
from pathplanner.formats.syntax.text import decode, show
from pathplanner.formats.syntax.yaml_errors import syntax_fault

DEEPEST = 40
MOST_NODES = 200_000
MOST_FAULTS = 500
"""After so many faults the rest are not looked for: mending these comes first."""

_CORE = "tag:yaml.org,2002:"
_TAGS = frozenset(_CORE + name for name in ("str", "int", "float", "bool", "null", "seq", "map"))
_HALVES = re.compile("[\ud800-\udfff]")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@frozen
class Tree:
    """What a file holds, and the faults that did not stop the reading."""

    root: Node
    faults: tuple[Fault, ...]


@define
class _Open:
    """A list or block that is still being filled."""

    line: int
    column: int
    anchor: str | None
    is_list: bool
    items: list[Node] = field(factory=list)
    entries: dict[str, Entry] = field(factory=dict)
    key: Scalar | None = None
    key_is_next: bool = True
    count: int = 1
    height: int = 0

    def node(self) -> Node:
        if self.is_list:
            return Sequence(tuple(self.items), self.line, self.column)
        return Mapping(self.entries, self.line, self.column)


@frozen
class _Anchored:
    """A node with a name, and how many nodes and levels it holds; None while it is open."""

    node: Node | None
    count: int = 0
    height: int = 0


def read_tree(data: bytes | str, file: str = "") -> Tree:
    """Return the tree that a YAML or JSON file is.

    Raises:
        InputError: It cannot be read to its end.
    """
    text = decode(data, file)
    composer = _Composer(file)
    try:
        for event in _events(text):
            composer.take(event)
    except yaml.YAMLError as error:
        raise InputError([*composer.faults, syntax_fault(error, file)]) from None
    root = composer.root
    if root is None or (isinstance(root, Scalar) and root.is_null):
        raise InputError([Fault("The file is empty.", file=file, line=1, column=1)])
    return Tree(root, tuple(composer.faults))


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=_LOADER)


class _Composer:
    """Builds the tree from events."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.root: Node | None = None
        self._documents = 0
        self._total = 0
        self._stack: list[_Open] = []
        self._anchors: dict[str, _Anchored] = {}

    def take(self, event: yaml.Event) -> None:
        """Add what one event tells to the tree."""
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop("The file holds several documents.", "Keep one.", line, column)
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line, column)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event.anchor, line, column)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event, line, column)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()

    def _scalar(self, event: yaml.ScalarEvent, line: int, column: int) -> None:
        plain = not event.style and event.tag != f"{_CORE}str"
        node: Node = Scalar(event.value, plain, line, column)
        if self._is_foreign(event.tag, line, column):
            node = Broken(line, column)
        elif not event.value.isascii() and _HALVES.search(event.value):
            self._fault("This text holds half a character.", "Write it anew.", line, column)
            node = Broken(line, column)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(node, 1, 1)
        self._add(node, 1, 1)

    def _alias(self, anchor: str | None, line: int, column: int) -> None:
        found = self._anchors.get(anchor or "")
        alias, mark = show(f"*{anchor}"), show(f"&{anchor}")
        if found is None:
            message = f"{alias} stands for nothing: no {mark} is above it."
            hint = "Write the value out, or put a text that starts with * in quotes."
            self._fault(message, hint, line, column)
        elif found.node is None:
            message = f"{alias} repeats {mark}, which it is a part of."
            self._fault(message, "Write the value out.", line, column)
        if found is None or found.node is None:
            self._add(Broken(line, column), 1, 1)
        else:
            self._add(found.node, found.count, found.height)

    def _open(self, event: yaml.CollectionStartEvent, line: int, column: int) -> None:
        self._is_foreign(event.tag, line, column)
        parent = self._stack[-1] if self._stack else None
        if parent and parent.key and not parent.key_is_next:
            # People look for a block at its key, not at its first line.
            line, column = parent.key.line, parent.key.column
        is_list = isinstance(event, yaml.SequenceStartEvent)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(None)
        self._stack.append(_Open(line, column, event.anchor, is_list))
        self._check_depth(len(self._stack), line, column)

    def _close(self) -> None:
        done = self._stack.pop()
        node = done.node()
        if done.anchor:
            self._anchors[done.anchor] = _Anchored(node, done.count, done.height + 1)
        self._add(node, done.count, done.height + 1, counted=done.count - 1)

    def _add(self, node: Node, count: int, height: int, *, counted: int = 0) -> None:
        """Put a finished node where it belongs; `counted` of its nodes were added before."""
        self._total += count - counted
        if self._total > MOST_NODES:
            message = f"The file holds more than {MOST_NODES:,} values."
            hint = "Leave some out; what a word such as *name repeats counts each time."
            self._stop(message, hint, node.line, node.column)
        # A scalar is no level of its own: only lists and blocks nest.
        levels = 0 if isinstance(node, Scalar | Broken) else height
        self._check_depth(len(self._stack) + levels, node.line, node.column)
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        parent.count += count
        parent.height = max(parent.height, levels)
        if parent.is_list:
            parent.items.append(node)
        elif parent.key_is_next:
            parent.key, parent.key_is_next = self._key(parent, node), False
        else:
            if parent.key:
                place = parent.key
                parent.entries[place.text] = Entry(node, place.line, place.column)
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

    def _is_foreign(self, tag: str | None, line: int, column: int) -> bool:
        if tag is None or tag in _TAGS:
            return False
        name = tag.replace(_CORE, "!!")
        self._fault(f"The tag {show(name)} is not allowed.", "Leave it out.", line, column)
        return True

    def _check_depth(self, depth: int, line: int, column: int) -> None:
        if depth > DEEPEST:
            self._stop(f"More than {DEEPEST} levels deep.", "Nest less.", line, column)

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
