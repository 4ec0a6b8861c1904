"""JSON Schemas of the files, made from the model's classes, so that they cannot disagree.

`python -m pathplanner.formats.schema` writes the shipped copies anew.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import attrs

from pathplanner.formats.documents import HISTORY, RECORDED
from pathplanner.formats.forms.kinds import (
    AboutUnknown,
    Schema,
    any_of,
    has_id,
    is_union,
    key_of,
    list_of,
    type_hints,
)
from pathplanner.formats.forms.learner import Noted, Settled
from pathplanner.formats.forms.reader import FORMS
from pathplanner.formats.forms.step import Parts
from pathplanner.formats.forms.writer import GRADED, must_be_written
from pathplanner.formats.header import KEYS, format_name
from pathplanner.model.intakes import MonthDay
from pathplanner.model.learner import Learner, Percent
from pathplanner.model.office import Office
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan
from pathplanner.model.quantity import Grade, Unknown
from pathplanner.model.requirement import Requirement
from pathplanner.model.when import Ages

Kind = Literal["pathway", "learner", "office", "plan"]
KINDS: tuple[Kind, ...] = ("pathway", "learner", "office", "plan")

_ROOTS: dict[str, Any] = {"pathway": Pathway, "learner": Learner, "office": Office, "plan": Plan}
_NUMBER = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"
_DAY = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_IN_FILES: dict[Any, Schema] = {
    # YAML readers take 2025 for a number, where the model means a text.
    str: {"type": ["string", "number"]},
    int: {"type": "integer"},
    Decimal: {"anyOf": [{"type": "number"}, {"type": "string", "pattern": _NUMBER}]},
    bool: {"type": "boolean"},
    date: _DAY,
}
_IN_PLANS: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    Decimal: {"type": "string", "pattern": _NUMBER},
    bool: {"type": "boolean"},
    date: _DAY,
}
_IN_PLANS[Percent] = _IN_PLANS[Decimal]
_IN_PLANS[Ages] = _IN_PLANS[str]


def schema_of(kind: Kind) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a kind of file."""
    return _Maker(kind).whole()


class _Maker:
    """Collects the definitions that one schema needs."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._is_plan = kind == "plan"
        self._plain = _IN_PLANS if self._is_plan else _IN_FILES
        self._definitions: dict[str, Schema] = {}

    def whole(self) -> Schema:
        root = self.fields(_ROOTS[self._kind])
        key = KEYS[self._kind]
        root["properties"] = {key: {"const": format_name(self._kind)}, **root["properties"]}
        root["required"] = [key, *root["required"]]
        if self._kind == "pathway":
            root["properties"] |= self._sharing(root["properties"]["steps"])
        if self._kind == "learner":
            # The command line fills in today.
            root["required"].remove("start")
            root["properties"][HISTORY] = self.items(Settled)
            root["properties"][RECORDED] = self.items(Noted)
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": format_name(self._kind),
            **root,
            "$defs": dict(sorted(self._definitions.items())),
        }

    def of(self, kind: Any) -> Schema:
        """Return the schema of a type."""
        if self._is_short(kind):
            return self._defined(_name_of(kind), lambda: FORMS[kind].schema(self))
        if kind in self._plain:
            return dict(self._plain[kind])
        if is_union(kind):
            return self._union(kind)
        if get_origin(kind) is tuple:
            return self.items(get_args(kind)[0])
        if issubclass(kind, Enum):
            return {"enum": [member.value for member in kind]}
        return self.block(kind)

    def _is_short(self, kind: Any) -> bool:
        # Plans are written in one way only, but a requirement is not a plain class there either.
        return kind in FORMS and (kind in (Requirement, Parts) or not self._is_plan)

    def block(self, kind: Any, *without: str) -> Schema:
        """Return a reference to the schema of a class as a block of keys."""
        # A class that may also be written in a shorter way has its own name for all ways.
        name = "-".join((f"{kind.__name__}{'-keys' * self._is_short(kind)}", *without))
        return self._defined(name, lambda: self.fields(kind, *without))

    def fields(self, kind: Any, *without: str) -> Schema:
        """Return the schema of a class as a block of keys."""
        hints, words = type_hints(kind), _descriptions(kind)
        fields = [field for field in attrs.fields(kind) if field.name not in without]
        properties = {}
        for field in fields:
            about = {"description": words[field.name]} if field.name in words else {}
            properties[key_of(field.name)] = {**self.of(hints[field.name]), **about}
        if self._is_plan and kind in GRADED:
            properties["grade"] = self.of(Grade)
        required = [key_of(field.name) for field in fields if self._is_required(kind, field)]
        about = {"description": words[""]} if words[""] else {}
        return {
            **about,
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }

    def items(self, kind: Any) -> Schema:
        """Return the schema of a list, with the short ways to write it."""
        one = self.of(kind)
        many = list_of(one)
        if self._is_plan:
            return many
        if has_id(kind):
            by_id = {"type": "object", "additionalProperties": self.block(kind, "id")}
            return any_of(by_id, many)
        is_word = not attrs.has(kind) or kind is MonthDay
        return any_of(many, one) if is_word else many

    def _sharing(self, steps: Schema) -> Schema:
        """Return the keys that `shared_steps.py` reads in a file, beside the model's own."""
        by_id, many = steps["anyOf"]
        one = {"anyOf": [{"const": "shared"}, by_id["additionalProperties"]]}
        uses = {
            **self.items(str),
            "description": "Pathways whose steps stand here as `shared`: bundled names or paths.",
        }
        return {
            "uses": uses,
            "steps": {**steps, "anyOf": [{**by_id, "additionalProperties": one}, many]},
        }

    def _is_required(self, kind: Any, field: Any) -> bool:
        if self._is_plan:
            return must_be_written(kind, field)
        return field.default is attrs.NOTHING

    def _union(self, kind: Any) -> Schema:
        kinds = get_args(kind)
        choices = [self.of(part) for part in kinds if part not in (NoneType, Unknown)]
        if Unknown in kinds:
            choices.append({"const": "unknown"})
            if not self._is_plan:
                choices += [self._unknown_with_facts(key) for key in ("amount", "span")]
        if NoneType in kinds:
            choices.append({"type": "null"})
        return any_of(*choices)

    def _unknown_with_facts(self, key: str) -> Schema:
        found = self.fields(AboutUnknown)
        found["properties"] = {key: {"const": "unknown"}, **found["properties"]}
        return {**found, "required": [key]}

    def _defined(self, name: str, make: Callable[[], Schema]) -> Schema:
        if name not in self._definitions:
            self._definitions[name] = {}  # Stands in while a class that holds itself is made.
            self._definitions[name] = make()
        return {"$ref": f"#/$defs/{name}"}


def _name_of(kind: Any) -> str:
    """Return the name of a form's definition."""
    if kind == Requirement:
        return "Requirement"
    if get_origin(kind) is tuple:
        return f"{get_args(kind)[0].__name__}-list"
    if is_union(kind):
        return "-or-".join(part.__name__ for part in get_args(kind))
    return str(kind.__name__)


def _descriptions(kind: Any) -> dict[str, str]:
    """Return what a class's docstring says of it (under an empty name) and of its fields."""
    text = inspect.cleandoc(kind.__doc__ or "")
    about, _, rest = text.partition("\n\nAttributes:\n")
    found = {"": " ".join(about.split())}
    rest = re.split(r"\n\n(?=\S)", rest)[0]
    for entry in re.split(r"\n(?=    \S)", "\n" + rest):
        names, _, words = entry.strip().partition(":")
        if words.strip() and words.strip() != "As everywhere.":
            found |= {name.strip(): " ".join(words.split()) for name in names.split(",")}
    if found[""].startswith("Method generated by attrs") or found[""].startswith(
        kind.__name__ + "("
    ):
        found[""] = ""
    return found


def text_of(kind: Kind) -> str:
    """Return a schema as the text of its shipped file."""
    return json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n"


def write(folder: Path) -> None:
    """Write all schemas to a folder."""
    folder.mkdir(exist_ok=True)
    for kind in KINDS:
        (folder / f"{kind}.schema.json").write_text(text_of(kind), encoding="utf-8")


if __name__ == "__main__":
    write(Path(__file__).parents[1] / "schemas")
