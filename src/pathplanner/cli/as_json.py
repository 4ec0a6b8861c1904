"""A plan in the JSON that commands print for other programs."""

from __future__ import annotations

from typing import Any

from pathplanner.document.answers import what_changed, what_is_next
from pathplanner.formats.forms.writer import tree_of
from pathplanner.model.plan import Plan


def plan_in_short(plan: Plan) -> dict[str, Any]:
    """Return what a plan comes to, as a tree in the forms of plan files."""
    parts = ("version", "status", "finish", "cost", "differences", "reasons", "changes")
    return {name: tree_of(getattr(plan, name)) for name in parts}


def plan_to_tell(plan: Plan) -> dict[str, Any]:
    """Return what to do next, what changed in words, and the plan in short."""
    todo = [
        {"number": item.number, "text": item.text, "when": item.detail.text}
        for item in what_is_next(plan)
    ]
    return {"next": todo, "changed": what_changed(plan), "plan": plan_in_short(plan)}
