"""Nodes as one pathway is read from them: their texts, and what of them was used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from attrs import define, field

from pathplanner.ctdl.expansion import Node, inner, links, texts
from pathplanner.ctdl.log import Log
from pathplanner.ctdl.words import PATHWAY, UNPREFIXED
from pathplanner.model.losses import Place

_PROXIES = ("ceterms:proxyFor", "ceterms:sourceData", "ceterms:proxyForItems")


@define
class View:
    """The nodes of some documents, and what was used of each.

    Attributes:
        nodes: By address.
        log: Where it is noted what became of everything.
        used: The words of a node that were used, by the identity of the node.
        on_path: The identities of nodes that belong to the pathway.
        pathways: All pathways in the documents.
        language: The tag of the texts that are taken.
    """

    nodes: dict[str, Node]
    log: Log
    used: dict[int, set[str]] = field(factory=dict)
    on_path: set[int] = field(factory=set)
    pathways: list[Node] = field(init=False)
    _told: dict[tuple[str, str], list[Place]] = field(factory=dict, init=False)
    language: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.pathways = [node for node in self.nodes.values() if PATHWAY in node["@type"]]
        found: Counter[str] = Counter()
        for node in self.nodes.values():
            found.update(tag for tag, _ in texts(node, "ceterms:name") if tag)
        most = max(found.values(), default=0)
        best = [tag for tag, count in found.items() if count == most]
        english = (tag for tag in best if tag.startswith("en"))
        self.language = next(english, best[0] if best else "")

    def mark(self, node: Node, *words: str) -> None:
        """Note that words of a node were used."""
        used = self.used.get(id(node))
        if used is None:
            self.used[id(node)] = set(words)
        else:
            used.update(words)

    def text(self, node: Node, word: str) -> str:
        """Return the text under a word in the pathway's language, or the nearest one."""
        found = texts(node, word)
        if not found:
            return ""
        self.mark(node, word)
        if len(found) == 1:
            return found[0][1]
        main = self.language.partition("-")[0]
        near = [
            [text for tag, text in found if tag == self.language],
            [text for tag, text in found if tag.partition("-")[0] == main],
            [text for tag, text in found if not tag],
            [text for _, text in found],
        ]
        best = next(ones for ones in near if ones)
        if any(text not in best for _, text in found):
            self.log.note("CT111", word, node["@place"])
        return best[0]

    def resources(self, node: Node) -> list[Node]:
        """Return what a part stands for, where the documents describe it."""
        found: list[Node] = []
        for word in _PROXIES:
            named = links(node, word)
            here = [one for one in map(self._named, named) if one is not None]
            if len(here) < len(named):
                self.log.note("CT114", word, node["@place"])
            for known in here:
                if known is not node and known not in found:
                    found.append(known)
                    self.mark(node, word)
        return found

    def _named(self, name: str) -> Node | None:
        # Registry documents are named by /graph/, what is in them by /resources/.
        return self.nodes.get(name) or self.nodes.get(name.replace("/graph/", "/resources/"))

    def profiles(self, nodes: Iterable[Node], word: str) -> list[Node]:
        """Return what stands under a word of several nodes."""
        found = []
        for node in nodes:
            profiles = inner(self.nodes, node, word)
            if profiles:
                self.mark(node, word)
            found += profiles
        return found

    def account(self, parts: Iterable[str] = ()) -> None:
        """Note of every word of every node what became of it."""
        seen: set[int] = set()
        known = set(parts)
        for name, node in self.nodes.items():
            on_path = id(node) in self.on_path or name in known or PATHWAY in node["@type"]
            self._account_of(node, seen, on_path=on_path or id(node) in self.used)
        for (code, called), places in self._told.items():
            self.log.note(code, called, places)

    def _account_of(self, node: Node, seen: set[int], *, on_path: bool) -> None:
        other = "CT103" if self.pathways else "CT305"
        waiting = [node]
        while waiting:
            one = waiting.pop()
            if id(one) in seen:
                continue
            seen.add(id(one))
            used = self.used.get(id(one), set())
            for word, values in one.items():
                if word.startswith("@"):
                    continue
                called = word.removeprefix(UNPREFIXED)
                if not self.log.is_kept(called, one["@place"]):
                    code = "CT001" if word in used else "CT101" if on_path else other
                    self._told.setdefault((code, called), []).append(one["@place"])
                waiting += [value for value in values if "@place" in value]
