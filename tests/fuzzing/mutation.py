"""Changes files at random: the same seed, the same file; nothing that harms other software.

Texts are short, numbers are of the size that people mistype, and depth is small, so that an
input is hard for the readers of pathplanner and for nobody else.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

import yaml

SCALARS: tuple[Any, ...] = (
    "", " ", "x", "-", "unknown", "shared", "cpc", "course", "badge", "none", "ja", "ü", "\u202e",
    "a\0b", "2027-01-04", "2027-02-30", "0001-01-01", "9999-12-31", "2027-01-04T10:00:00",
    "yesterday", "3 months", "1 day", "2 days", "0 weeks", "-2 years", "6-12 months", "1.5 years",
    "10 000", "$5", "1,5", "100-50", "https://example.org/", "javascript:alert(1)", "<b>x</b>",
    "=1+1", "y" * 400, None, True, False, 0, 1, -1, 2, 7, 0.1, 1e300, 10**12,
    float("inf"), float("nan"), [], {}, [[]], [None], {"any": []}, {"all": ["course"]},
    {"at_least": 2, "of": ["course", "job"]}, {"amount": "unknown"}, {"span": "1 day"},
    {"low": 5, "likely": 3, "high": 1}, {"every": "2 days", "fee": 5},
)  # fmt: skip
"""Values that stand in the place of others."""

SNIPPETS = (
    "&a: shared", "&a shared", "*a", "<<: *a", "!!str 1", "!x y", "---", "...", "? a", ": b", "- ",
    "  - x", "{", "}", "[", "]", "'", '"', "#", "|", ">", "%YAML 1.1", "\t", "\r", "\ufeff", "@",
    "`", "~", "0x1F", "1_000", "1:30", "yes", "NULL", ".inf", "2027-01-04", "null: 1", "true: 1",
    "1: 1", "format: pathplanner/pathway/9",
)  # fmt: skip
"""Pieces of YAML and JSON that stand anywhere."""


def value(random: Random) -> Any:
    """Return a value of any kind, which nobody else has."""
    return deepcopy(random.choice(SCALARS))


def changed_text(random: Random, text: str) -> str:
    """Return a text with a few lines or letters that are otherwise."""
    lines = text.splitlines() or [""]
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        place = random.randrange(len(lines))
        line = lines[place]
        at = random.randrange(len(line) + 1)
        how = random.randrange(9)
        if how == 0 and len(lines) > 1:
            del lines[place]
        elif how == 1:
            lines.insert(place, lines[random.randrange(len(lines))])
        elif how == 2:
            lines[place] = " " * random.randrange(5) + line.lstrip()
        elif how == 3:
            lines[place] = line[:at] + random.choice(SNIPPETS) + line[at:]
        elif how == 4:
            lines[place] = line[:at] + line[at + random.randrange(1, 6) :]
        elif how == 5:
            key, colon, _ = line.partition(":")
            shown = json.dumps(value(random)) if random.random() < 0.5 else str(value(random))
            lines[place] = f"{key}{colon} {shown}"
        elif how == 6:
            other = random.randrange(len(lines))
            lines[place], lines[other] = lines[other], line
        elif how == 7:
            lines[place] = line[:at] + chr(random.randrange(1, 0x250)) + line[at:]
        else:
            lines.insert(place, " " * random.randrange(7) + random.choice(SNIPPETS))
    return "\n".join(lines) + "\n"


def _places(node: Any, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Return each container of a document with each key in it."""
    keys = node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    for key in keys:
        found.append((node, key))
        _places(node[key], found)
    return found


def changed_tree(random: Random, document: Any) -> Any:
    """Return a document with a few of its parts left out, repeated, moved or otherwise."""
    tree = json.loads(json.dumps(document, default=str))
    for _ in range(random.choice((1, 1, 2, 3, 5))):
        places = _places(tree, [])
        if not places:
            return value(random)
        holder, key = random.choice(places)
        how = random.randrange(6)
        if how == 0:
            del holder[key]
        elif how <= 2:
            holder[key] = value(random)
        elif how == 3:
            other, place = random.choice(places)
            holder[key] = json.loads(json.dumps(other[place])) if _has(other, place) else None
        elif how == 4 and isinstance(holder, list):
            holder.append(json.loads(json.dumps(holder[key])))
        elif how == 4:
            holder[str(value(random))] = json.loads(json.dumps(holder[key]))
        elif isinstance(holder[key], int | float) and not isinstance(holder[key], bool):
            holder[key] = holder[key] * random.choice((-1, 0, 2, 10, 100, 0.5)) + random.choice(
                (0, 1)
            )
        else:
            holder[key] = [holder[key]]
    return tree


def _has(holder: Any, key: Any) -> bool:
    return key in holder if isinstance(holder, dict) else key < len(holder)


def changed(
    random: Random, text: str, load: Callable[[str], Any], dump: Callable[[Any], str]
) -> str:
    """Return a text that is changed as a text, as a document, or as both."""
    if random.random() < 0.6:
        text = dump(changed_tree(random, load(text)))
    return text if random.random() < 0.4 else changed_text(random, text)


def changed_yaml(random: Random, text: str) -> str:
    """Return a YAML file that is changed."""
    dump = lambda tree: yaml.dump(tree, sort_keys=False, allow_unicode=True)  # noqa: E731
    return changed(random, text, yaml.safe_load, dump)


def changed_json(random: Random, text: str) -> str:
    """Return a JSON file that is changed."""
    return changed(random, text, json.loads, lambda tree: json.dumps(tree, indent=1))


def changed_bytes(random: Random, data: bytes) -> bytes:
    """Return bytes some of which are otherwise, gone, there twice, or cut off."""
    found = bytearray(data)
    for _ in range(random.choice((1, 2, 4, 16))):
        at = random.randrange(len(found) + 1)
        how = random.randrange(5)
        if how == 0:
            del found[at : at + random.choice((1, 8, 400))]
        elif how == 1:
            found[at:at] = found[at : at + random.choice((1, 8, 400))]
        elif how == 2 and random.random() < 0.2:
            del found[at:]
        else:
            found[at : at + 1] = bytes([random.randrange(256)])
    return bytes(found)
