"""Values to JSON, in the same forms that files are written in by hand.

Numbers that must stay exact are texts ("425.50"), days are ISO dates, and a field that
says nothing new is left out, unless a reader of the JSON may count on it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from threading import local
from typing import Any

import attrs

from pathplanner.formats.forms.kinds import key_of
from pathplanner.formats.header import format_name
from pathplanner.model.intakes import MonthDay
from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan, PlanCost, Reached
from pathplanner.model.planned import Payment, StepCost
from pathplanner.model.quantity import Duration, Estimate, Grade
from pathplanner.model.requirement import AllOf, AnyOf, AtLeast, Cap, Needs, Total, Worked
from pathplanner.model.step import Step
from pathplanner.model.when import Ages

_WHOLE = frozenset({Plan, PlanCost, StepCost, Learner, Reached})
"""Classes that are written with every field, even those that say nothing new."""

_ALSO_WRITTEN = {Duration: {"unit"}, Payment: {"out_of_pocket"}}
_LATER = {
    Learner: {
        "facts", "work_hours", "assumptions", "paid", "savings_on", "set_aside", "numbers",
        "proofs", "area", "support", "hours", "worked", "residence", "income",
        "credits_per_term", "moves",
    },
    Plan: {"assumptions", "fallback"},
}  # fmt: skip
"""Fields that older plans do not have; those are read, and were named by their hash."""

GRADED = frozenset({Estimate, Duration})
"""Classes that are written with their grade, where it is not that of a source's word."""

_GATES = {AllOf: "all", AnyOf: "any", AtLeast: "of", Total: "of", Worked: "of"}
_COUNTS = {AtLeast: ("count", "at_least"), Total: ("amount", "total"), Worked: ("hours", "worked")}
"""What a gate asks for: its field, and its key in a file."""

_WORDS: dict[type[Any], Callable[[Any], str]] = {
    Enum: lambda word: word.value,
    Decimal: lambda number: format(number, "f"),
    date: lambda day: day.isoformat(),
    Ages: str,
    MonthDay: lambda day: f"{day.month:02}-{day.day:02}",
}

_last = local()
"""The plan that a thread wrote last, and its text; by which object it is, not by what is in it."""

# JSON allows these in a text. YAML, through which plans are read, does not allow most of
# them; the others turn the direction of writing, so that a person reads what is not there.
_ESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def plan_to_json(plan: Plan) -> str:
    """Return a plan as JSON text that ends with a line break; the same plan, the same text."""
    # A page asks for it to name the plan, to put it inside and to lie beside it.
    before, text = getattr(_last, "written", (None, ""))
    if before is not plan:
        text = _text({"schema": format_name("plan"), **_object(plan)})
        _last.written = plan, text
    return text


def plan_hash(plan: Plan) -> str:
    """Return a short name for exactly this plan: eight hexadecimal digits.

    They are the first of the SHA-256 of `plan_to_json`, so anyone can compute them anew.
    """
    return hashlib.sha256(plan_to_json(plan).encode()).hexdigest()[:8]


def pathway_to_json(pathway: Pathway) -> str:
    """Return a pathway as JSON text that `read_pathway` reads back to the same pathway."""
    return _text({"format": format_name("pathway"), **_object(pathway)})


def reached_to_json(found: tuple[Reached, ...], pathway: Pathway) -> str:
    """Return what `reach` found as JSON text, in its order and with every field."""
    rows = _value(found)
    names = {"pathway": pathway.id, "currency": pathway.currency}
    return _text({"schema": format_name("reach"), **names, "reached": rows})


def tree_of(value: Any) -> Any:
    """Return a value of the model as `json.dumps` takes it, in the forms of plan files."""
    return _value(value)


def _text(tree: dict[str, Any]) -> str:
    text = json.dumps(tree, indent=2, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def must_be_written(kind: Any, field: Any) -> bool:
    """Tell whether a field of a class stands in the JSON even when it says nothing new."""
    if field.name in _LATER.get(kind, ()):
        return False
    return (
        kind in _WHOLE
        or field.default is attrs.NOTHING
        or field.name in _ALSO_WRITTEN.get(kind, ())
    )


def _value(value: Any) -> Any:
    """Return a value as JSON knows it."""
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if isinstance(value, Needs):
        return value.step if value == Needs(value.step) else _object(value)
    for kind, word in _WORDS.items():
        if isinstance(value, kind):
            return word(value)
    return _object(value) if attrs.has(type(value)) else value


def _object(value: Any) -> Any:
    kind = type(value)
    fields = {
        key_of(field.name) if field.name[-1] == "_" else field.name: _value(
            getattr(value, field.name)
        )
        for field in attrs.fields(kind)
        if must_be_written(kind, field) or getattr(value, field.name) != field.default
    }
    if kind in GRADED and value.grade is not Grade.STATED:
        fields["grade"] = value.grade.value
    if kind is Needs and len(fields) == 1:
        return value.step
    if kind in _GATES:
        return _gate(kind, value, fields)
    if kind is Cap and value.list:
        del fields["list"]
        fields["of"] = {"list": value.list}
    if kind is Step and value.gives:
        fields["gives"] = {one.unit: _value(one.amount) for one in value.gives}
    return fields


def _gate(kind: type[Any], value: Any, fields: dict[str, Any]) -> dict[str, Any]:
    """Return a gate as files have it: the word that says how many comes first, with the parts."""
    told = {}
    if kind in _COUNTS:
        name, key = _COUNTS[kind]
        told[key] = fields.pop(name)
    if kind is Total:
        # What steps give, the steps say.
        fields.pop("gives", None)
        told["unit"] = fields.pop("unit")
    fields.pop("of", None)
    name = fields.pop("list", "")
    return {**told, _GATES[kind]: {"list": name} if name else _value(value.of), **fields}
