"""A plan of format 1 made over into format 2, before it is read.

Format 1 said the title of a step wherever the plan named it; format 2 says it once. The
keys that held titles are still read, so that a fault in one is named in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import evolve, frozen

from pathplanner.formats.forms.reader import Reader
from pathplanner.formats.syntax.nodes import (
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
    item_path,
    key_path,
)


@frozen
class _Titled:
    """Blocks that had titles.

    Attributes:
        place: The keys that lead to them; `*` stands for each item of a list.
        steps: The key of the steps there.
        titles: The key of their titles.
        needed: Whether the titles had to be there.
    """

    place: tuple[str, ...]
    steps: str
    titles: str
    needed: bool = True


_TITLED = (
    _Titled((), "goal", "goal_titles"),
    _Titled(("alternatives", "*"), "steps", "titles"),
    _Titled(("steps", "*", "why", "instead_of", "*"), "steps", "titles"),
    _Titled(("renewals", "*"), "step", "title"),
    _Titled(("exits", "*"), "step", "title"),
    _Titled(("not_taken", "*"), "requirement", "titles", needed=False),
    _Titled(("dropped", "*"), "id", "title"),
    _Titled(("reasons", "*"), "step", "title", needed=False),
    _Titled(("changes", "*"), "step", "title", needed=False),
    _Titled(("forecast", "exams", "*"), "step", "title"),
    _Titled(("differences", "*"), "step", "title", needed=False),
)


def to_format_2(plan: Mapping, reader: Reader) -> Mapping:
    """Return the keys of a plan of format 1 as format 2 has them.

    Args:
        plan: The keys of the file, without the one that names the format.
        reader: Writes down what is wrong with a title.
    """
    move = _Move(reader)
    for blocks in _TITLED:
        plan = move.out_of(plan, blocks.place, "", blocks)
    own = {
        name.text
        for key in ("steps", "held")
        for step in _items(plan, key)
        for name in _scalars(_value(step, "id"))
    }
    titles = [
        Mapping(
            *place, {"id": Entry(*place, evolve(title, text=step)), "title": Entry(*place, title)}
        )
        for step, title in move.titles.items()
        if step not in own and (place := (title.line, title.column))
    ]
    facts = _value(plan, "pathway")
    if not titles or not isinstance(facts, Mapping):
        return plan
    listed = Entry(facts.line, facts.column, Sequence(facts.line, facts.column, tuple(titles)))
    facts = evolve(facts, entries={**facts.entries, "titles": listed})
    return _with(plan, "pathway", facts)


class _Move:
    """Takes titles out of blocks and keeps them by the ids of their steps."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.titles: dict[str, Scalar] = {}

    def out_of(self, node: Any, place: tuple[str, ...], path: str, blocks: _Titled) -> Any:
        """Return a node without the titles of the blocks at a place in it."""
        if not place:
            return self._without(node, path, blocks) if isinstance(node, Mapping) else node
        key, inner = place[0], place[1:]
        if key == "*" and isinstance(node, Sequence):
            items = (
                self.out_of(item, inner, item_path(path, number), blocks)
                for number, item in enumerate(node.items)
            )
            return evolve(node, items=tuple(items))
        if found := _value(node, key):
            return _with(node, key, self.out_of(found, inner, key_path(path, key), blocks))
        return node

    def _without(self, block: Mapping, path: str, blocks: _Titled) -> Mapping:
        key, where = blocks.titles, key_path(path, blocks.titles)
        entry = block.entries.get(key)
        if entry is None:
            if blocks.needed:
                self._reader.fault(f"The key {key!r} is missing.", block, where, f"Add {key}.")
            return block
        self._reader.read(str if key == "title" else tuple[str, ...], entry.value, where)
        named = _scalars(_value(block, blocks.steps))
        for step, title in zip(named, _scalars(entry.value), strict=False):
            self.titles.setdefault(step.text, title)
        rest = block.without(key)
        # What changed for the learner had the name of a field where a title stood.
        is_field = path.startswith("differences") and blocks.steps not in block.entries
        return evolve(rest, entries={**rest.entries, "field": entry}) if is_field else rest


def _value(node: Node, key: str) -> Node | None:
    entry = node.entries.get(key) if isinstance(node, Mapping) else None
    return entry.value if entry else None


def _with(block: Mapping, key: str, value: Node) -> Mapping:
    return evolve(block, entries={**block.entries, key: evolve(block.entries[key], value=value)})


def _items(plan: Mapping, key: str) -> tuple[Node, ...]:
    found = _value(plan, key)
    return found.items if isinstance(found, Sequence) else ()


def _scalars(node: Node | None) -> Iterator[Scalar]:
    """Yield the texts at a node from left to right; of a requirement, the steps in it."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    elif isinstance(node, Mapping):
        for gate in ("all", "any", "of"):
            yield from _scalars(_value(node, gate))
