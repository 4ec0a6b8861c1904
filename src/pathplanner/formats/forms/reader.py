"""Nodes to values, driven by the types of the model.

The reader looks at a class's attrs fields and their types and reads one node
for each. What a type accepts beyond that, such as `222` for an estimate, is a `Form`.

No fault stops it. A fault is written down, a harmless value takes the place of
what could not be read, and the rest is read too, so that all faults show at once.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from collections.abc import Mapping as MappingType
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin

import attrs

from pathplanner.formats.forms import learner, own_facts, quantity, scalars, step, waits
from pathplanner.formats.forms.kinds import (
    FAILED,
    AboutUnknown,
    Failed,
    Form,
    harmless,
    has_id,
    is_union,
    key_of,
    sentence,
    type_hints,
    unknown_key,
)
from pathplanner.formats.syntax.nodes import (
    Broken,
    Mapping,
    Node,
    Place,
    Scalar,
    Sequence,
    describe,
    item_path,
    key_path,
)
from pathplanner.formats.syntax.notebook import Notebook
from pathplanner.formats.syntax.text import show
from pathplanner.model.quantity import UNKNOWN, Unknown

T = TypeVar("T")
Read = Callable[["Reader", Node, str], Any]
"""Returns the value at a node with a path, or `FAILED`."""

FORMS: MappingType[Any, Form] = {
    **quantity.FORMS,
    **step.FORMS,
    **learner.FORMS,
    **own_facts.FORMS,
    **waits.FORMS,
}
"""The types that may be written in a shorter way than by all their fields."""

_WORDS: dict[Any, tuple[str, Callable[[str], Any]]] = {
    int: ("a whole number", scalars.integer),
    Decimal: ("a number", scalars.decimal),
    date: ("a date", scalars.day),
    bool: ("true or false", scalars.truth),
}
_PRICES = frozenset({"price", "cost", "costs", "fee", "amount"})
_PRICE_OF_EXAM = "What an exam costs stands in the costs of its step: costs: {exam: 100}."
_LIKE_UNKNOWN = frozenset({"unknown", "unkown", "tbd", "tba", "n/a", "na", "none", "varies", "?"})


@attrs.define(eq=False)
class _Field:
    """A field of a class, with all that is needed to read it."""

    name: str
    kind: Any
    read: Read
    is_required: bool
    checked: Any
    """The attrs field if it has a check of its own, else None."""


class Reader:
    """Reads nodes and writes down faults."""

    def __init__(self, notes: Notebook) -> None:
        self.notes = notes
        self._loose: list[AboutUnknown] = []

    def read(self, kind: Any, node: Node, path: str) -> Any:
        """Return the value of type `kind` that stands at a node, or `FAILED`."""
        return self._read(_reading(kind), node, path)

    def _read(self, read: Read, node: Node, path: str) -> Any:
        self.notes.at.setdefault(path, node)
        return read(self, node, path)

    def fault(self, message: str, node: Place, path: str, hint: str = "") -> Failed:
        """Write down a fault and return `FAILED`."""
        self.notes.fault(message, path, hint, node)
        return FAILED

    def expected(self, what: str, node: Node, path: str, hint: str = "") -> Failed:
        """Write down that something else stands there, and return `FAILED`."""
        if isinstance(node, Broken):
            return FAILED
        return self.fault(f"Expected {what}, found {describe(node)}.", node, path, hint)

    def text(self, node: Node, path: str) -> str | Failed:
        """Return a text just as it is written."""
        if not isinstance(node, Scalar):
            return self.expected("a text", node, path)
        if node.is_null:
            hint = 'Leave the key out, or write "" for an empty text.'
            return self.expected("a text", node, path, hint)
        self.notes.texts[path] = node.text
        return node.text

    def word(
        self, parse: Callable[[str], T], node: Node, path: str, what: str, hint: str = ""
    ) -> T | Failed:
        """Return what a function makes of the text at a node."""
        if not isinstance(node, Scalar) or node.is_null:
            return self.expected(what, node, path, hint)
        try:
            return parse(node.text.strip())
        except scalars.Misread as error:
            return self.fault(error.message, node, path, error.hint)

    def make(
        self, function: Callable[..., T], node: Node, path: str, /, *given: Any, **named: Any
    ) -> T | Failed:
        """Return what a class makes of its parts, or write down why it refuses them."""
        try:
            return function(*given, **named)
        except ValueError as error:
            return self.fault(sentence(error), node, path)

    def choice(self, kind: type[Enum], node: Node, path: str) -> Any:
        """Return the member of an enumeration whose value stands at a node."""
        if not isinstance(node, Scalar) or node.is_null:
            return self.expected("a word", node, path)
        word = node.text.strip()
        known = [member.value for member in kind]
        if word in known:
            return kind(word)
        near = word.lower() if word.lower() in known else word
        hint = self.notes.suggest(near, known)
        return self.fault(f"{show(word)} is not one of the words allowed here.", node, path, hint)

    def union(self, kinds: tuple[Any, ...], read: Read, node: Node, path: str) -> Any:
        """Return None or `UNKNOWN` if that is one of the kinds and stands there, else a value."""
        may_be_unknown = Unknown in kinds
        if isinstance(node, Scalar):
            if node.is_null and NoneType in kinds:
                return None
            word = node.text.strip()
            if may_be_unknown and word == UNKNOWN.value:
                return UNKNOWN
            if may_be_unknown and (node.is_null or word.lower() in _LIKE_UNKNOWN):
                hint = "Write unknown when nobody has found it."
                return self.expected("an amount or a span", node, path, hint)
        elif may_be_unknown and isinstance(node, Mapping) and (key := unknown_key(node)):
            facts = self.fields(AboutUnknown, node.without(key), path)
            if facts is not FAILED:
                self._loose.append(facts)
            return UNKNOWN
        return self._read(read, node, path)

    def items(self, kind: Any, node: Node, path: str) -> tuple[Any, ...] | Failed:
        """Return the values of a list; one word alone counts as a list of one."""
        if isinstance(node, Mapping) and has_id(kind):
            return self._by_id(kind, node, path)
        read = _reading(kind)
        if isinstance(node, Scalar) and not node.is_null:
            return self._usable(kind, [self._read(read, node, path)])
        if not isinstance(node, Sequence):
            hint = "Write [] for an empty list."
            if isinstance(node, Mapping):
                hint = "Start each item with a dash."
            return self.expected("a list", node, path, hint)
        values = []
        for place, item in enumerate(node.items):
            where = item_path(path, place)
            value = self._read(read, item, where)
            if has_id(kind) and value is not FAILED:
                self.notes.aliases[key_path(path, value.id)] = where
            values.append(value)
        return self._usable(kind, values)

    def _usable(self, kind: Any, values: Iterable[Any]) -> tuple[Any, ...]:
        """Return the values, with harmless ones for what failed, so that places stay."""
        found = tuple(values)
        if FAILED not in found:
            return found
        if attrs.has(kind) or is_union(kind):
            found = tuple(harmless(kind) if value is FAILED else value for value in found)
        return tuple(value for value in found if value is not FAILED)

    def _by_id(self, kind: Any, node: Mapping, path: str) -> tuple[Any, ...]:
        values = []
        for key, entry in node.entries.items():
            where, inner = key_path(path, key), entry.value
            self.notes.at[where] = entry
            if isinstance(inner, Mapping) and "id" in inner.entries:
                other = self.read(str, inner.entries["id"].value, key_path(where, "id"))
                if other not in (key, FAILED):
                    message = f"The id {show(other)} is not the key {show(key)}."
                    self.fault(message, inner.entries["id"].value, key_path(where, "id"))
                inner = inner.without("id")
            self._is_valid(attrs.fields_dict(kind)["id"], key, entry, where)
            value = self.fields(kind, inner, where, id=key)
            # Even with its fields broken it exists, so that others may refer to it.
            values.append(harmless(kind, id=key) if value is FAILED else value)
        return tuple(value for value in values if value is not FAILED)

    def fields(self, kind: Any, node: Node, path: str, /, **given: Any) -> Any:
        """Return an object whose fields stand as keys; `given` fields do not."""
        self.notes.at.setdefault(path, node)
        if not isinstance(node, Mapping):
            return self.expected("a block of keys", node, path, "Write key: value lines.")
        fields, entries = _fields(kind), node.entries
        before, loose = len(self.notes.faults), len(self._loose)
        if not entries.keys() <= fields.keys() - given.keys():
            self._refuse_unknown_keys(node, [name for name in fields if name not in given], path)
        values, is_complete = dict(given), True
        for name, field in fields.items():
            if name in given or not (name in entries or field.is_required):
                continue
            value = self._field(name, field, node, path)
            if value is FAILED and field.is_required:
                value = harmless(field.kind)
                is_complete = is_complete and value is not FAILED
            if value is not FAILED:
                values[field.name] = value
        self._place_loose(values, fields, loose)
        if not is_complete:
            return FAILED
        if len(self.notes.faults) == before:
            return self.make(kind, node, path, **values)
        try:
            return kind(**values)
        except ValueError:
            return FAILED

    def _field(self, name: str, field: _Field, node: Mapping, path: str) -> Any:
        """Return one field's value; FAILED when it is not there or cannot be read."""
        where = f"{path}.{name}" if path else name
        entry = node.entries.get(name)
        if entry is None:
            self.fault(f"The key {name!r} is missing.", node, where, f"Add {name}.")
            return FAILED
        value = self._read(field.read, entry.value, where)
        if value is FAILED:
            return FAILED
        if name == "source":
            self._cite(entry.value, where)
        if field.checked and not self._is_valid(field.checked, value, entry.value, where):
            return FAILED
        return value

    def _cite(self, node: Node, path: str) -> None:
        count = len(node.items) if isinstance(node, Sequence) else 0
        paths = [item_path(path, place) for place in range(count)] or [path]
        self.notes.cited += [where for where in paths if where in self.notes.texts]

    def _is_valid(self, field: Any, value: Any, node: Place, path: str) -> bool:
        """Run a field's own check, so that every bad field of an object is named."""
        if field.validator is None:
            return True
        try:
            field.validator(None, field, value)
        except ValueError as error:
            self.fault(sentence(error, key_of(field.name), value), node, path)
            return False
        return True

    def _refuse_unknown_keys(self, node: Mapping, known: list[str], path: str) -> None:
        for key, entry in node.entries.items():
            if key not in known:
                is_price = path.endswith(".exam") and key in _PRICES
                hint = _PRICE_OF_EXAM if is_price else self.notes.suggest(key, known)
                message = f"There is no key {show(key)} here."
                self.notes.fault(message, key_path(path, key), hint, entry)

    def _place_loose(self, values: dict[str, Any], known: Container[str], start: int) -> None:
        """Put notes and sources of unknown amounts on the object that owns the amounts."""
        for facts in self._loose[start:]:
            if "note" in known:
                notes = (values.get("note", ""), facts.note)
                values["note"] = " ".join(note for note in notes if note)
            if "source" in known:
                both = (*values.get("source", ()), *facts.source)
                values["source"] = tuple(dict.fromkeys(both))
        del self._loose[start:]


@cache
def _fields(kind: Any) -> MappingType[str, _Field]:
    """Return the fields of a class by their keys in a file."""
    hints = type_hints(kind)
    return {
        key_of(field.name): _Field(
            field.name,
            hints[field.name],
            _reading(hints[field.name]),
            field.default is attrs.NOTHING,
            field if field.validator else None,
        )
        for field in attrs.fields(kind)
    }


@cache
def _reading(kind: Any) -> Read:
    """Return what reads values of a type."""
    if kind in FORMS:
        return FORMS[kind].read
    if kind is str:
        return Reader.text
    if kind in _WORDS:
        what, parse = _WORDS[kind]
        return lambda reader, node, path: reader.word(parse, node, path, what)
    if parts := get_args(kind):
        return _reading_parts(kind, parts)
    if issubclass(kind, Enum):
        return lambda reader, node, path: reader.choice(kind, node, path)
    return lambda reader, node, path: reader.fields(kind, node, path)


def _reading_parts(kind: Any, parts: tuple[Any, ...]) -> Read:
    """Return what reads a list, or `A | None`, `A | Unknown` or both."""
    if get_origin(kind) is tuple:
        return lambda reader, node, path: reader.items(parts[0], node, path)
    [inner] = [_reading(part) for part in parts if part not in (NoneType, Unknown)]
    return lambda reader, node, path: reader.union(parts, inner, node, path)
