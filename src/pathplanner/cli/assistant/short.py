"""An answer cut to 4 KB, and how sources and estimates are told in it."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Any

from pathplanner.formats.forms.writer import tree_of
from pathplanner.model.quantity import Grade
from pathplanner.model.source import Source

MOST_BYTES = 4096
_ROOM = 120
"""Bytes for saying what was left out."""

_LONGEST, _SHORTEST = 400, 25
"""Letters of texts that are cut when nothing else can be left out."""

Tree = dict[str, Any]


def in_short(tree: Tree, *lists: str) -> str:
    """Return an answer as JSON of at most 4 KB; what is left out of which list is counted.

    Args:
        tree: The answer.
        lists: Its lists, first the one that may lose its last items first.
    """
    tree, left = told(tree), dict[str, int]()
    for name in lists:
        items = list(tree.get(name) or ())
        if not items or _size(tree) <= MOST_BYTES - _ROOM:
            continue
        rest = {key: value for key, value in tree.items() if key != name}

        def fits(count: int, rest: Tree = rest, name: str = name, items: list[Any] = items) -> bool:
            return _size({**rest, name: items[:count]}) <= MOST_BYTES - _ROOM

        kept = bisect_left(range(1, len(items) + 1), x=True, key=lambda count: not fits(count))
        left[name] = len(items) - kept
        tree = {**rest, **({name: items[:kept]} if kept else {}), "left_out": left}
    return _text(tree if _size(tree) <= MOST_BYTES else _cut(tree))


def _text(tree: Any) -> str:
    text = json.dumps(tree, ensure_ascii=False, default=tree_of, separators=(",", ":"))
    return text.replace("\u00a0", " ").encode("utf-8", "replace").decode()


def _size(tree: Any) -> int:
    return len(_text(tree).encode())


def _cut(tree: Tree) -> Tree:
    """Return an answer whose texts are so short that it fits; each that was cut shows it.

    Where that is not enough, the largest parts are left out.
    """
    most = _LONGEST
    while _size(tree) > MOST_BYTES and most >= _SHORTEST:
        tree, most = _shortened(tree, most), most // 2
    while _size(tree) > MOST_BYTES:
        largest = max(tree, key=lambda key: _size(tree[key]))
        rest = {key: value for key, value in tree.items() if key != largest}
        tree = {**rest, "left_out": {**tree.get("left_out", {}), largest: "all"}}
    return tree


def _shortened(value: Any, most: int) -> Any:
    if isinstance(value, str):
        return value if len(value) <= most else f"{value[:most]}..."
    if isinstance(value, Mapping):
        return {key: _shortened(one, most) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_shortened(one, most) for one in value]
    return value


def told(tree: Mapping[str, Any]) -> Tree:
    """Return a tree without what says nothing."""
    return {key: value for key, value in tree.items() if value not in (None, "", (), [], {})}


def source_of(value: Any) -> tuple[str, ...]:
    """Return the sources of a value itself."""
    return getattr(value, "source", ())


def is_estimate(value: Any) -> bool:
    """Tell whether a value is an estimate."""
    return getattr(value, "grade", Grade.STATED) is Grade.ESTIMATED


def graded(what: str, value: Any) -> Tree:
    """Return an estimate with its range, and why it is so."""
    reason = value.basis.reason if value.basis else ""
    return {"what": what, "low": value.low, "likely": value.likely, "high": value.high,
            "because": reason}  # fmt: skip


def sources_in(known: Iterable[Source], named: Iterable[str]) -> list[str]:
    """Return sources in the order in which they are named, each once."""
    by_id = {one.id: one for one in known}
    return [
        f"{one.id}: {', '.join(filter(None, (one.publisher, one.title, one.date, one.url)))}"
        for one in (by_id[name] for name in dict.fromkeys(named) if name in by_id)
    ]
