"""Plans to JSON and back.

The JSON is `pathplanner/plan/1`: the fields of `pathplanner.model.plan.Plan` by
name. Numbers that must stay exact are texts ("425.50"), days are ISO dates.
"""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs

from pathplanner.formats.faults import Notebook, stop_on
from pathplanner.formats.forms import FORMS
from pathplanner.formats.header import check_header, header
from pathplanner.formats.read import Reader
from pathplanner.formats.tree import read_tree
from pathplanner.model.learner import Learner
from pathplanner.model.plan import Cost, Payment, Plan, StepCost
from pathplanner.model.quantity import Duration
from pathplanner.model.requirement import AllOf, AnyOf, AtLeast, Needs

_WHOLE = frozenset({Plan, Cost, StepCost, Learner})
"""Classes that are written with every field, even those that say nothing new."""

_ALSO_WRITTEN = {Duration: {"unit"}, Payment: {"out_of_pocket"}}
_GATES = {AllOf: "all", AnyOf: "any", AtLeast: "of"}

# JSON allows these in a text, but YAML, through which plans are read, does not.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def plan_to_json(plan: Plan) -> str:
    """Return a plan as JSON text that ends with a line break; the same plan, the same text."""
    tree = {"schema": header("plan"), **_object(plan)}
    text = json.dumps(tree, indent=2, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def read_plan(data: bytes | str, file: str = "") -> Plan:
    """Return the plan that `plan_to_json` wrote.

    Raises:
        InputError: Something is wrong with it; every fault is named.
    """
    tree = read_tree(data, file)
    notes = Notebook(file, tree.faults)
    node = check_header(tree.root, "plan", notes)
    plan = Reader(FORMS, notes).read(Plan, node, "")
    stop_on(notes.faults)
    if not isinstance(plan, Plan):
        raise AssertionError("a plan that cannot be read has a fault")  # noqa: TRY004
    return plan


def must_be_written(kind: Any, field: Any) -> bool:
    """Tell whether a field of a class stands in the JSON even when it says nothing new."""
    return (
        kind in _WHOLE
        or field.default is attrs.NOTHING
        or field.name in _ALSO_WRITTEN.get(kind, ())
    )


def _value(value: Any) -> Any:
    """Return a value as JSON knows it."""
    if isinstance(value, Needs):
        return value.step
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    return _object(value) if attrs.has(type(value)) else value


def _object(value: Any) -> dict[str, Any]:
    kind = type(value)
    fields = {
        field.name: _value(getattr(value, field.name))
        for field in attrs.fields(kind)
        if must_be_written(kind, field) or getattr(value, field.name) != field.default
    }
    if kind in _GATES:
        # As in files, the word that says how many comes first and holds the parts.
        gate = {"at_least": fields.pop("count")} if kind is AtLeast else {}
        fields = {**gate, _GATES[kind]: _value(value.of), **fields}
        if kind is not AtLeast:
            fields.pop("of", None)
    return fields
