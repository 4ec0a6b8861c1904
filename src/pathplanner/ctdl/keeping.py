"""Nodes as text: the document that is written, and the one that stands beside a pathway.

What is kept beside a pathway that came from CTDL is a CTDL document itself, in today's words,
so that any tool can read it. The ids of the steps, and all that CTDL has no word for, stand
at the pathway's node as texts under words of our own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from pathplanner.ctdl.expansion import Node
from pathplanner.ctdl.words import CONTEXT_URL, LINKS, MANY, OWN, PLAIN, short

STEPS, FACTS = f"{OWN}steps", f"{OWN}facts"
"""Words for the ids of steps by their addresses, and for the pathway as its file says it."""

_FIRST = {"ceterms:ctid": "1", "ceterms:name": "2", "ceterms:description": "3"}
_VOCABULARY = "https://purl.org/ctdl/"


def keep(nodes: Mapping[str, Node], addresses: Mapping[str, str], pathway: str) -> str:
    """Return nodes as the text of a document, with the ids of the steps.

    Args:
        nodes: By address.
        addresses: Those of the steps' nodes, by the ids of steps.
        pathway: The address of the pathway's node.
    """
    top = {**nodes[pathway], STEPS: ids_value(addresses)}
    several = (top if name == pathway else node for name, node in nodes.items())
    # A node a line: quick to write, and a change of one node is a change of one line.
    lines = [json.dumps(compact(node), ensure_ascii=False, allow_nan=False) for node in several]
    body = ",\n".join(lines)
    return f'{{"@context": "{CONTEXT_URL}",\n"@graph": [\n{body}\n]}}\n'


def ids_value(addresses: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the addresses of the steps' nodes, by the ids of steps, as a value."""
    return [{"@value": json.dumps(dict(addresses), ensure_ascii=False)}]


def document_of(nodes: Iterable[Node]) -> str:
    """Return nodes as the text of a document that ends with a line break."""
    return text_of({"@context": CONTEXT_URL, "@graph": [compact(node) for node in nodes]})


def ids_in(nodes: Mapping[str, Node]) -> dict[str, str]:
    """Return the ids of steps by the addresses of their nodes, as `keep` wrote them."""
    for node in nodes.values():
        for value in node.get(STEPS, ()):
            found = json_in(value)
            if isinstance(found, dict):
                pairs = ((str(address), str(step)) for step, address in found.items())
                return dict(pairs)
    return {}


def json_in(value: Mapping[str, Any]) -> Any:
    """Return what the text of a value holds as JSON, or None."""
    try:
        return json.loads(value["@value"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def text_of(tree: Any) -> str:
    """Return a document as JSON text that ends with a line break."""
    text = json.dumps(tree, indent=1, ensure_ascii=False, allow_nan=False)
    # Half a character, which only a program can put there, is written as JSON writes it.
    return text.encode("utf-8", "backslashreplace").decode() + "\n"


def compact(node: Node) -> dict[str, Any]:
    """Return a node as it is written, with short words."""
    found: dict[str, Any] = {}
    if "@id" in node:
        found["@id"] = node["@id"]
    if kinds := node.get("@type"):
        found["@type"] = kinds[0] if len(kinds) == 1 else list(kinds)
    for word in _in_order(tuple(node)):
        if values := node[word]:
            found[word] = _compact_values(word, values)
    return found


@lru_cache(maxsize=1_000)
def _in_order(words: tuple[str, ...]) -> list[str]:
    """Return the words of a node in their order: what tells a reader most stands first."""
    plain = (word for word in words if not word.startswith("@"))
    return sorted(plain, key=lambda word: (word not in _FIRST, _FIRST.get(word, word)))


def _compact_values(word: str, values: list[Any]) -> Any:
    # Most words have one value, or values of one kind.
    if "@language" in values[0] and all("@language" in value for value in values):
        return _by_language(values)
    several = [_compact_value(word, value) for value in values]
    return several[0] if len(several) == 1 and word not in MANY else several


def _by_language(values: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for value in values:
        tag, text = value["@language"], value["@value"]
        known = found.get(tag)
        if known is None:
            found[tag] = text
        else:
            found[tag] = [*known, text] if isinstance(known, list) else [known, text]
    return found


def _compact_value(word: str, value: Any) -> Any:
    if "@place" in value:
        return compact(value)
    if "@value" in value:
        is_plain = set(value) == {"@value"} and word not in LINKS
        return value["@value"] if is_plain or _is_typed(word, value) else dict(value)
    name = value["@id"]
    name = short(name) if name.startswith(_VOCABULARY) else name
    return name if word in LINKS else {"@id": name}


def _is_typed(word: str, value: Mapping[str, Any]) -> bool:
    """Tell whether a reader of the document knows what a bare value means."""
    if word in PLAIN:
        return "@language" not in value
    return word in LINKS and isinstance(value["@value"], str) and ":" in value["@value"]
