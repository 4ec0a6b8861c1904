"""A pathway as JSON that `load_pathway` reads back to the same pathway."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs

from pathplanner.formats.header import header
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration
from pathplanner.model.requirement import AllOf, AnyOf, AtLeast, Needs
from pathplanner.model.step import MonthDay

_GATES: dict[Any, str] = {AllOf: "all", AnyOf: "any"}
_WORDS: dict[Any, Callable[[Any], Any]] = {
    Needs: lambda needs: needs.step,
    MonthDay: lambda day: f"{day.month:02}-{day.day:02}",
    Decimal: lambda number: format(number, "f"),
    date: lambda day: day.isoformat(),
    tuple: lambda items: [_value(item) for item in items],
}


def pathway_to_json(pathway: Pathway) -> str:
    """Return the pathway as JSON; letters beyond ASCII stand as numbers."""
    return json.dumps({"format": header("pathway"), **_object(pathway)}, indent=2)


def _value(value: Any) -> Any:
    if to_data := _WORDS.get(type(value)):
        return to_data(value)
    if isinstance(value, Enum):
        return value.value
    return _object(value) if attrs.has(type(value)) else value


def _object(value: Any) -> dict[str, Any]:
    """Return the fields that say something; a gate as the word that files use."""
    kind = type(value)
    fields = {
        field.name: _value(getattr(value, field.name))
        for field in attrs.fields(kind)
        if getattr(value, field.name) != field.default
        or (kind is Duration and field.name == "unit")
    }
    if kind in _GATES:
        fields = {_GATES[kind]: fields.pop("of", []), **fields}
    elif kind is AtLeast:
        fields = {"at_least": fields.pop("count"), **fields}
    return fields
