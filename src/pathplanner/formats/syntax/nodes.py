"""The tree that a file is: texts, lists and blocks of keys, each with its place.

The classes are not frozen, though nothing changes them once they are made: a file makes
thousands, and a frozen one takes three times as long.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingType

from attrs import define

from pathplanner.formats.syntax.text import LONGEST_SHOWN, show

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@define(eq=False)
class Place:
    """A line and a column of a file, counted from 1."""

    line: int
    column: int


@define(eq=False)
class Scalar(Place):
    """One word, number or text, still as it was written.

    Attributes:
        text: What stands there, without quotes.
        plain: True when it stands there without quotes.
    """

    text: str
    plain: bool

    @property
    def is_null(self) -> bool:
        """True when nothing stands there, or the word for nothing."""
        return self.plain and self.text in _NULLS


@define(eq=False)
class Sequence(Place):
    """A list."""

    items: tuple[Node, ...]


@define(eq=False)
class Entry(Place):
    """What stands behind a key, and the key's place."""

    value: Node


@define(eq=False)
class Mapping(Place):
    """A block of keys, in the order of the file."""

    entries: MappingType[str, Entry]

    def without(self, *keys: str) -> Mapping:
        """Return the same block without these keys."""
        rest = {key: entry for key, entry in self.entries.items() if key not in keys}
        return Mapping(self.line, self.column, rest)

    def only(self, *keys: str) -> Mapping:
        """Return the same block with no other keys than these."""
        return self.without(*(key for key in self.entries if key not in keys))


@define(eq=False)
class Broken(Place):
    """A place whose fault is recorded already, so nothing more is said about it."""


Node = Scalar | Sequence | Mapping | Broken


def key_path(path: str, key: str) -> str:
    """Return the path of a key in the block at `path`."""
    name = key if key.isprintable() and 0 < len(key) <= LONGEST_SHOWN else show(key)
    return f"{path}.{name}" if path else name


def item_path(path: str, place: int) -> str:
    """Return the path of the item at `place`, from 0, in the list at `path`."""
    return f"{path}[{place}]"


def describe(node: Node) -> str:
    """Return what stands there, in words for a message."""
    if isinstance(node, Sequence):
        return "a list"
    if isinstance(node, Mapping):
        return "a block of keys"
    if isinstance(node, Scalar) and not node.is_null:
        return show(node.text)
    return "nothing"
