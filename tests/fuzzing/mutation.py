"""Changes files at random: the same seed, the same file; nothing that harms other software.

Texts are short, numbers are of the size that people mistype, and depth is small, so that an
input is hard for the readers of pathplanner and for nobody else.
"""

from __future__ import annotations

import json
import re
from copy import deepcopy
from functools import cache
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


def changed_tree(random: Random, tree: Any) -> Any:
    """Change a document: a few of its parts are left out, repeated, moved or otherwise."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        places = _places(tree, [])
        if not places:
            return value(random)
        holder, key = random.choice(places)
        how = random.randrange(12)
        if how == 0:
            del holder[key]
        elif how <= 2:
            holder[key] = value(random)
        elif how == 3:
            other, place = random.choice(places)
            holder[key] = deepcopy(other[place])
        elif how == 4 and isinstance(holder, list):
            holder.append(deepcopy(holder[key]))
        elif how == 4:
            holder[str(value(random))] = deepcopy(holder[key])
        elif how == 5:
            holder[key] = [holder[key]]
        else:
            holder[key] = _near(random, holder[key], places)
    return tree


def _near(random: Random, old: Any, places: list[tuple[Any, Any]]) -> Any:
    """Return a value that may well stand where another stands."""
    if isinstance(old, bool):
        return not old
    if isinstance(old, int | float):
        return old * random.choice((-1, 0, 2, 10, 100, 0.5)) + random.choice((0, 0, 1))
    if isinstance(old, list) and old:
        return random.sample(old, random.randrange(len(old) + 1))
    if isinstance(old, dict):
        return dict(random.sample(list(old.items()), len(old)))
    text = str(old)
    digits = [place for place, letter in enumerate(text) if letter.isdecimal()]
    if digits:
        at = random.choice(digits)
        return text[:at] + str(random.randrange(10)) + text[at + 1 :]
    _, key = random.choice(places)
    return key if isinstance(key, str) and random.random() < 0.7 else f"{text}s"


def changed_yaml(random: Random, text: str) -> str:
    """Return a YAML file that is changed as a text, as a document, or as both."""
    if random.random() < 0.8:
        tree = changed_tree(random, json.loads(_as_json(text)))
        # JSON is YAML, too, and written in a tenth of the time.
        text = json.dumps(tree) if random.random() < 0.6 else _block(tree)
        return text if random.random() < 0.85 else changed_text(random, text)
    return changed_text(random, text)


def changed_json(random: Random, text: str) -> str:
    """Return a JSON file that is changed as a text, as a document, or as both."""
    if random.random() < 0.8:
        tree = changed_tree(random, json.loads(text))
        text = json.dumps(tree, indent=random.choice((None, None, 1)))
        return text if random.random() < 0.9 else changed_text(random, text)
    return changed_text(random, text)


@cache
def _as_json(text: str) -> str:
    return json.dumps(yaml.load(text, _Plain))  # noqa: S506 - a loader that is safe


class _Plain(yaml.SafeLoader):
    """Leaves days and words such as `on` as they are written: they may be keys."""


_Plain.yaml_implicit_resolvers = {
    first: [one for one in found if one[0].rpartition(":")[2] not in ("timestamp", "bool")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])


def _block(tree: Any) -> str:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return yaml.dump(tree, Dumper=dumper, sort_keys=False, allow_unicode=True)


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
