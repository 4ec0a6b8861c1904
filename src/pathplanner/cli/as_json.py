"""JSON for other programs, as every command that reports prints it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import click


def print_json(kind: str, tree: Mapping[str, Any]) -> None:
    """Print a tree; `kind` says in its first key what it is."""
    whole = {"schema": f"pathplanner/{kind}/1", **tree}
    text = json.dumps(whole, indent=2, ensure_ascii=False).replace("\u00a0", " ")
    click.echo(text.encode("utf-8", "replace"))
