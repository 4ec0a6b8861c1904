"""The tree that a file is: texts, lists and blocks of keys, each with its place."""

from __future__ import annotations

from collections.abc import Mapping as MappingType

from attrs import frozen

from pathplanner.formats.syntax.text import LONGEST_SHOWN, show

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@frozen
class Scalar:
    """One word, number or text, still as it was written.

    Attributes:
        text: What stands there, without quotes.
        plain: True when it stands there without quotes.
        line, column: Its place, counted from 1.
    """

    text: str
    plain: bool
    line: int
    column: int

    @property
    def is_null(self) -> bool:
        """True when nothing stands there, or the word for nothing."""
        return self.plain and self.text in _NULLS


@frozen
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


@frozen
class Entry:
    """What stands behind a key, and the key's place."""

    value: Node
    line: int
    column: int


@frozen
class Mapping:
    """A block of keys, in the order of the file."""

    entries: MappingType[str, Entry]
    line: int
    column: int

    def without(self, *keys: str) -> Mapping:
        """Return the same block without these keys."""
        rest = {key: entry for key, entry in self.entries.items() if key not in keys}
        return Mapping(rest, self.line, self.column)

    def only(self, *keys: str) -> Mapping:
        """Return the same block with no other keys than these."""
        return self.without(*(key for key in self.entries if key not in keys))


@frozen
class Broken:
    """A place whose fault is recorded already, so nothing more is said about it."""

    line: int
    column: int


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
