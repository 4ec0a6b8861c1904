"""What stands beside a pathway that came from CTDL: its nodes, in today's words.

It is a CTDL document itself, so that any tool can read it, with the ids of the steps.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pathplanner.ctdl.expansion import Node
from pathplanner.ctdl.words import CONTEXT_URL, LINKS, MANY, OWN, PLAIN, TEXTS, short

STEPS = f"{OWN}steps"
"""The word under which the ids of steps stand, by the addresses of their nodes."""

_VOCABULARY = "https://purl.org/ctdl/"


def keep(nodes: Mapping[str, Node], addresses: Mapping[str, str], pathway: str) -> str:
    """Return nodes as the text of a document, with the ids of the steps."""
    tree = {
        "@context": [CONTEXT_URL, {STEPS: {"@type": "@json"}}],
        STEPS: {"pathway": pathway, "steps": dict(addresses)},
        "@graph": [compact(node) for node in nodes.values()],
    }
    return text_of(tree)


def text_of(tree: Any) -> str:
    """Return a document as JSON text that ends with a line break."""
    return json.dumps(tree, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def compact(node: Node) -> dict[str, Any]:
    """Return a node as it is written, with short words."""
    found: dict[str, Any] = {}
    if "@id" in node:
        found["@id"] = node["@id"]
    if kinds := node.get("@type"):
        found["@type"] = kinds[0] if len(kinds) == 1 else list(kinds)
    for word, values in node.items():
        if not word.startswith("@") and values:
            found[word] = _compact_values(word, values)
    return found


def _compact_values(word: str, values: list[Any]) -> Any:
    if all("@language" in value for value in values):
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


def _is_typed(word: str, value: Any) -> bool:
    return word in PLAIN and "@language" not in value or (word in LINKS and isinstance(value["@value"], str) and ":" in value["@value"])


_ = TEXTS
