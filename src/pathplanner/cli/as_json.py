"""JSON for other programs, as every command that reports prints it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pathplanner.model.plan import Plan


def print_json(kind: str, tree: Mapping[str, Any]) -> None:
    """Print a tree; `kind` says in its first key what it is."""
    whole = {"schema": f"pathplanner/{kind}/1", **tree}
    text = json.dumps(whole, indent=2, ensure_ascii=False).replace("\u00a0", " ")
    click.echo(text.encode("utf-8", "replace"))


def plan_in_short(plan: Plan) -> dict[str, Any]:
    """Return what a plan comes to, as a tree in the forms of plan files."""
    from pathplanner.formats.forms.writer import tree_of

    parts = ("version", "status", "finish", "cost", "differences", "reasons", "changes")
    return {name: tree_of(getattr(plan, name)) for name in parts}


def plan_to_tell(plan: Plan) -> dict[str, Any]:
    """Return what to do next, what changed in words, and the plan in short."""
    from pathplanner.document import Bullets, Checklist, compose

    document = compose(plan)
    summary, revision = (document.section(name) for name in ("summary", "revision"))
    todo = [
        {"number": item.number, "text": item.text, "when": item.detail.text}
        for block in (summary.blocks if summary else ())
        if isinstance(block, Checklist)
        for item in block.items
    ]
    changed = [
        text.text
        for block in (revision.blocks if revision else ())
        if isinstance(block, Bullets)
        for text in block.items
    ]
    return {"next": todo, "changed": changed, "plan": plan_in_short(plan)}
