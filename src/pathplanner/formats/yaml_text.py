"""A pathway as a file that a person can go on with: YAML, in the forms of pathway files."""

from __future__ import annotations

import json
from typing import Any

import yaml

from pathplanner.formats.forms.writer import pathway_to_json
from pathplanner.model.pathway import Pathway

_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_BY_ID = ("steps", "occupations", "bodies", "sources")


def pathway_to_yaml(pathway: Pathway) -> str:
    """Return a pathway as YAML that `read_pathway` reads back to the same pathway.

    Steps, sources and the like stand under their ids; amounts and spans are short.
    """
    tree = _short(json.loads(pathway_to_json(pathway)))
    for name in _BY_ID:
        if name in tree and len({one["id"] for one in tree[name]}) == len(tree[name]):
            tree[name] = {one.pop("id"): one for one in tree[name]}
    text: str = yaml.dump(tree, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, width=95)
    return text


def _short(value: Any, key: str = "") -> Any:
    """Return a value in the short form that a person would write."""
    if isinstance(value, list):
        items = [_short(item) for item in value]
        return items[0] if key == "source" and len(items) == 1 else items
    if not isinstance(value, dict):
        return value
    keys = set(value)
    if {"low", "likely", "high"} <= keys and value["low"] == value["likely"] == value["high"]:
        if keys == {"low", "likely", "high", "unit"}:
            return f"{value['likely']} {value['unit']}"
        if keys == {"low", "likely", "high"}:
            text = str(value["likely"])
            return int(text) if text.isdigit() else text
    return {name: _short(inner, name) for name, inner in value.items()}
