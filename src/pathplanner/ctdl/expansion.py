"""JSON documents to nodes by their ids, by the rules of JSON-LD; nothing is ever fetched.

PyLD does the expansion. Before it, every node gets its place as the `@index` that JSON-LD
allows for such things, contexts by their address are replaced, and what PyLD would pass over
in silence is noted. After it, each node stands once, with all that any document says of it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from attrs import define, field

from pathplanner.ctdl.documents import DEEPEST, Document
from pathplanner.ctdl.log import Log
from pathplanner.ctdl.words import TEXTS, own_context, short
from pathplanner.errors import Fault, InputError, needs_extra
from pathplanner.model.losses import Place

Node = dict[str, Any]
"""A node: `@id`, `@type` and `@place`, and for each word in its short form a list of values.

A value is `{"@value": ...}`, perhaps with `@language`, a link `{"@id": ...}`, or a node that
has no address of its own.
"""

_CTDL = re.compile(r"https?://(www\.)?credreg\.net/(ctdl|ctdlasn|qdata)/schema/context/json\b.*")
_LANGUAGE = re.compile(r"@?[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*|@none")
# Without a base PyLD takes one of its own, which would then stand in all that is written.
_BASE = "https://relative.invalid/"
_NO_LANGUAGES = frozenset({"id", "url", "key"})


def expand(documents: Iterable[Document], contexts: Mapping[str, Any], log: Log) -> dict[str, Node]:
    """Return the nodes of all documents by id, in their order.

    Args:
        documents: What was read.
        contexts: Contexts by their address; under an empty address, the one that stands
            in for every context that is not known.
        log: Where it is noted what had to be guessed, and what was left out.

    Raises:
        InputError: JSON-LD does not allow what is written, or it is nested too deeply.
        MissingComponent: PyLD is not installed.
    """
    gathered: dict[str, Node] = {}
    for several, document in enumerate(documents, start=1):
        reader = _Reader(document, contexts, log, f"_:{several}-" if several > 1 else "_:")
        for node in reader.nodes():
            _merge(gathered, node, log)
    return gathered


def _merge(gathered: dict[str, Node], node: Node, log: Log) -> None:
    known = gathered.get(node["@id"])
    if known is None:
        gathered[node["@id"]] = node
        return
    log.note("CT219", node["@id"], [known["@place"], node["@place"]])
    known["@type"] += [kind for kind in node["@type"] if kind not in known["@type"]]
    for word, values in node.items():
        if not word.startswith("@"):
            old = known.setdefault(word, [])
            old += [value for value in values if value not in old]


@lru_cache(maxsize=1_000)
def language(tag: str) -> str:
    """Return a language tag in its usual spelling, such as `en-US`."""
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *(one.upper() if len(one) == 2 else one for one in rest)])


@define
class _Reader:
    """Reads one document."""

    _document: Document
    _contexts: Mapping[str, Any]
    _log: Log
    _blank: str
    _places: list[Place] = field(factory=list, init=False)
    _own_words: set[str] = field(factory=set, init=False)
    _context: dict[str, Any] = field(factory=own_context, init=False)
    _found: list[Node] = field(factory=list, init=False)
    _line: int = field(default=0, init=False)

    def nodes(self) -> list[Node]:
        """Return the nodes that stand in the document, those within others too."""
        tree, path = self._document.tree, self._document.path
        contexts: list[Any] = [self._context]
        if isinstance(tree, dict) and "@context" in tree:
            contexts += self._known(tree["@context"], self._place(_below(path, "@context")))
        else:
            self._log.note("CT225", "@context", self._place(path))
        marked = list(self._top(tree, path))
        for number, node in enumerate(self._expanded({"@context": contexts, "@graph": marked})):
            found = self._node(node)
            if "@id" not in found:
                found["@id"] = f"{self._blank}node-{number}"
            self._found.append(found)
        return self._found

    def _top(self, tree: Any, path: str) -> Iterator[Any]:
        """Yield the nodes at the top, marked."""
        if isinstance(tree, dict) and "@graph" in tree:
            graph = tree["@graph"]
            beside = {
                key: value for key, value in tree.items() if key not in ("@context", "@graph")
            }
            if set(beside) - {"@id"}:
                yield self._mark(beside, path, 0)
            path = _below(path, "@graph")
            tree = graph if isinstance(graph, list) else [graph]
        for number, node in enumerate(tree if isinstance(tree, list) else [tree]):
            where = f"{path}[{number}]" if isinstance(tree, list) else path
            if not isinstance(node, dict):
                self._log.note("CT302", repr(node)[:40], self._place(where))
            elif "@graph" in node:
                yield from self._top(node, where)
            else:
                yield self._mark(node, where, 0)

    def _place(self, path: str, node: Any = None) -> Place:
        name = node.get("@id", node.get("id")) if isinstance(node, dict) else None
        known = self._document.lines.get(name, self._line) if isinstance(name, str) else self._line
        return Place(path.rstrip(" "), self._document.file, known)

    def _mark(self, value: Any, path: str, depth: int, word: str = "") -> Any:
        """Return a value in which each node knows its place, and nothing stands in the way."""
        if type(value) is str and value:
            return value
        if depth > DEEPEST:
            said = f"More than {DEEPEST} lists and blocks stand within each other."
            raise InputError([Fault(said, path[:200], "Nest less.", self._document.file)])
        if isinstance(value, list):
            if all(type(one) is str and one for one in value):
                return value
            inner = (self._mark(one, f"{path}[{number}]", depth + 1, word)
                     for number, one in enumerate(value))  # fmt: skip
            return [one for one in inner if one is not None]
        is_block = isinstance(value, dict) and "@value" not in value
        if is_block and _is_by_language(value, word):
            return self._by_language(value, path, word)
        why = "A text belongs here." if is_block and _is_text(word) else _no_value(value)
        if why is not None:
            self._log.note("CT304" if why else "CT301", word or path, self._place(path), why)
            return None
        return self._mark_node(value, path, depth) if is_block else value

    def _mark_node(self, node: dict[str, Any], path: str, depth: int) -> Any:
        found: dict[str, Any] = {}
        place = self._place(path, node)
        if set(node) - {"@id", "id"}:
            found["@index"] = str(len(self._places))
            self._places.append(place)
        above, self._line = self._line, place.line
        if "@context" in node:
            inside = self._place(_below(path, "@context"))
            found["@context"] = self._known(node["@context"], inside)
        for key, value in node.items():
            if key == "@context":
                continue
            name = self._named(key, path)
            if key in ("@type", "type") or name == "@type":
                kinds = value if isinstance(value, list) else [value]
                found[key] = [one.removeprefix("_:") for one in kinds if isinstance(one, str)]
            elif type(value) is str and value:  # Most are, and need no path.
                found[name] = value
            else:
                inner = self._mark(value, _below(path, key), depth + 1, name)
                if inner is not None and inner != []:
                    found[name] = inner
        self._line = above
        return found

    def _named(self, key: str, path: str) -> str:
        """Return a key of a node as it is read; notes it when it has no prefix."""
        name = key.removeprefix(":")
        if ":" not in name and not name.startswith("@") and name not in self._own_words:
            self._log.note("CT203", key, self._place(_below(path, key)))
        return name

    def _by_language(self, texts: dict[str, Any], path: str, word: str) -> Any:
        """Return texts by language as values, or as they are where PyLD reads them so."""
        is_known = word in TEXTS and word not in self._own_words
        if is_known and all(map(_is_plain, texts, texts.values())):
            return texts
        found = []
        for tag, several in texts.items():
            for text in several if isinstance(several, list) else [several]:
                where = f"{path}.{tag}"
                if not isinstance(text, str) or not text.strip():
                    self._log.note("CT301", word, self._place(where))
                elif tag == "@none":
                    found.append({"@value": text})
                else:
                    if tag.startswith("@"):
                        self._log.note("CT201", tag, self._place(where))
                    found.append({"@value": text, "@language": tag.removeprefix("@")})
        return found or None

    def _known(self, context: Any, place: Place, depth: int = 0) -> list[Any]:
        """Return contexts without addresses: what they stand for takes their place."""
        found: list[Any] = []
        for one in context if isinstance(context, list) else [context]:
            if isinstance(one, dict):
                self._own_words.update(one)
                found.append(one)
            elif not isinstance(one, str) or _CTDL.fullmatch(one):
                continue  # Its words are known; a null would take them away.
            elif depth < 5 and (given := self._contexts.get(one, self._contexts.get(""))):
                inner = given.get("@context", given) if isinstance(given, dict) else given
                found += self._known(inner, place, depth + 1)
            else:
                self._log.note("CT202", one, place)
        return found

    def _expanded(self, tree: Any) -> list[Any]:
        try:
            from pyld import jsonld
        except ImportError as error:
            raise needs_extra("ctdl", error) from error
        try:
            options = {"documentLoader": _refuse, "base": _BASE}
            return list(jsonld.expand(_Ours(tree), options))
        except jsonld.JsonLdError as error:
            raise InputError([self._json_ld_fault(error)]) from None
        except RecursionError:
            said = "It is nested too deeply for JSON-LD."
            raise InputError([Fault(said, hint="Nest less.", file=self._document.file)]) from None

    def _json_ld_fault(self, error: Any) -> Fault:
        while isinstance(getattr(error, "cause", None), type(error)):
            error = error.cause
        detail = error.details or {}
        at = next((str(value) for value in detail.values() if isinstance(value, str)), "")
        said = f"JSON-LD does not allow this: {str(error.args[0]).split(';')[-1].strip()}"
        return Fault(
            f"{said.rstrip('.')}{f' ({at[:80]})' if at else ''}.", file=self._document.file
        )

    def _node(self, expanded: dict[str, Any]) -> Node:
        """Return an expanded node with short words; nodes with an address go to `found`."""
        index = expanded.get("@index")
        node: Node = {}
        if "@id" in expanded:
            node["@id"] = self._renamed(expanded["@id"])
        node["@type"] = [short(kind) for kind in expanded.get("@type", ())]
        node["@place"] = self._places[int(index)] if index else Place(file=self._document.file)
        for word, values in expanded.items():
            if not word.startswith("@"):
                node[short(word)] = [self._value(value) for value in _members(values)]
            elif word in ("@reverse", "@included", "@graph"):
                self._log.note("CT304", word, node["@place"])
        return node

    def _value(self, value: Any) -> Any:
        if "@value" in value:
            if "@language" in value:
                return {"@value": value["@value"], "@language": language(value["@language"])}
            return {key: value[key] for key in ("@value", "@type") if key in value}
        if set(value) <= {"@id", "@index"} and "@id" in value:
            return {"@id": self._renamed(value["@id"])}
        node = self._node(value)
        if "@id" not in node:
            return node
        self._found.append(node)
        return {"@id": node["@id"]}

    def _renamed(self, name: str) -> str:
        name = name.removeprefix(_BASE)
        return self._blank + name[2:] if name.startswith("_:") else name


def _below(path: str, key: str) -> str:
    return f"{path}.{key}" if path and not path.endswith(" ") else path + key


class _Ours(dict[str, Any]):
    """A tree made for PyLD alone, which so need not copy it before it begins."""

    def __deepcopy__(self, _: Any) -> _Ours:
        return self


def _refuse(address: str, _: Any) -> Any:
    raise ValueError(f"{address} is not fetched: nothing is read from the network")


def _members(values: Any) -> Iterator[Any]:
    for value in values if isinstance(values, list) else [values]:
        if isinstance(value, dict) and "@list" in value:
            yield from value["@list"]
        elif isinstance(value, dict):
            yield value


def _is_by_language(value: dict[str, Any], word: str) -> bool:
    """Tell whether a block is texts by language, also under words that are not known."""
    known = _is_text(word)
    for key, text in value.items():
        if not _LANGUAGE.fullmatch(key) or key in ("@id", "@type", "@list", "@set"):
            return False
        if not known and (key in _NO_LANGUAGES or not isinstance(text, str | list)):
            return False
        if isinstance(text, dict):
            return False
    return bool(value)


def _is_plain(tag: str, text: Any) -> bool:
    """Tell whether JSON-LD means a tag and its text as they stand."""
    return type(text) is str and bool(text.strip()) and not tag.startswith("@")


def _no_value(value: Any) -> str | None:
    """Return why a value says nothing: an empty text where it is empty, None where it is one."""
    if value is None or value == "":
        return ""
    if isinstance(value, float) and not math.isfinite(value):
        return "It is not a number."
    return None


def _is_text(word: str) -> bool:
    return word in TEXTS or f"ceterms:{word}" in TEXTS


def texts(node: Mapping[str, Any], word: str) -> list[tuple[str, str]]:
    """Return the texts of a node under a word, each after its language."""
    if word not in node:
        return []
    found = (
        (value.get("@language", ""), str(value["@value"]).strip())
        for value in node[word]
        if "@value" in value
    )
    return [one for one in found if one[1]]


def links(node: Mapping[str, Any], word: str) -> list[str]:
    """Return the addresses that a node names under a word, repeats left out."""
    if word not in node:
        return []
    found = [value["@id"] if "@id" in value else value.get("@value") for value in node[word]]
    names = [one for one in found if isinstance(one, str)]
    return names if len(names) < 2 else list(dict.fromkeys(names))


def inner(nodes: Mapping[str, Node], node: Mapping[str, Any], word: str) -> list[Node]:
    """Return the nodes under a word, those that stand elsewhere too."""
    if word not in node:
        return []
    found = []
    for value in node[word]:
        if "@type" in value and "@place" in value:
            found.append(value)
        elif (name := value.get("@id", value.get("@value"))) in nodes:
            found.append(nodes[name])
    return found
