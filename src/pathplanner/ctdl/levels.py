"""Progression levels to the stages of a pathway."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from pathplanner.ctdl.expansion import Node, links
from pathplanner.ctdl.node_view import View
from pathplanner.ctdl.profiles import one_text, read_number
from pathplanner.ctdl.words import UNPREFIXED, name_of

_WORDS = ("asn:hasProgressionLevel", f"{UNPREFIXED}proficiencyLevel")


@frozen
class Levels:
    """Reads on which levels parts are."""

    _view: View

    def stage(self, node: Node) -> str:
        """Return the name of the level that a part is on, or an empty text."""
        level = self._level(node)
        if level is None:
            for word in _WORDS:
                if links(node, word):
                    self._view.log.note("CT114", word.removeprefix(UNPREFIXED), node["@place"])
            return ""
        self._view.mark(node, *_WORDS)
        self._view.mark(
            level, "skos:prefLabel", "ceterms:name", "ceterms:precedes", "ceterms:sequence"
        )
        self._view.on_path.add(id(level))
        return self._name(level)

    def stages(self, parts: Iterable[Node]) -> tuple[str, ...]:
        """Return the names of the levels that parts are on, in the order of the levels."""
        found: dict[str, Node] = {}
        for node in parts:
            level = self._level(node)
            if level is not None:
                found.setdefault(self._name(level), level)
        return tuple(sorted(found, key=lambda name: self._rank(found[name])))

    def _level(self, node: Node) -> Node | None:
        nodes = self._view.nodes
        for value in (value for word in _WORDS for value in node.get(word, ())):
            if "@place" in value:
                level: Node = value
                return level
            name = value.get("@id", value.get("@value", ""))
            if not isinstance(name, str):
                continue
            if name in nodes:
                return nodes[name]
            for other in (
                name.replace("/ce-", "/"),
                name.replace("/resources/", "/resources/ce-"),
            ):
                if other in nodes:
                    self._view.log.note("CT220", "asn:hasProgressionLevel", node["@place"])
                    return nodes[other]
        return None

    def _name(self, level: Node) -> str:
        text = self._view.text
        return (
            text(level, "skos:prefLabel")
            or text(level, "ceterms:name")
            or name_of(level.get("@id", "level"))
        )

    def _rank(self, level: Node) -> int:
        """Return the place of a level: by its number, or by how many come after it."""
        number = read_number(one_text(level, "ceterms:sequence") or "-")
        if number is not None:
            return int(number)
        seen = {level.get("@id", "")}
        waiting = [level]
        while waiting:
            for name in links(waiting.pop(), "ceterms:precedes"):
                if name not in seen and name in self._view.nodes:
                    seen.add(name)
                    waiting.append(self._view.nodes[name])
        return -len(seen)
