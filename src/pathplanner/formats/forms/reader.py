"""Nodes to values, driven by the types of the model.

The reader looks at a class's attrs fields and their types and reads one node
for each. What a type accepts beyond that, such as `222` for an estimate, is a
*form*: a function in a table from type to form, see `forms.py`.

No fault stops it. A fault is written down, a harmless value takes the place of
what could not be read, and the rest is read too, so that all faults show at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Mapping as MappingType
from datetime import date
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin

import attrs

from pathplanner.formats.forms import scalars as words
from pathplanner.formats.forms.kinds import (
    FAILED,
    Facts,
    Failed,
    harmless,
    has_id,
    is_union,
    sentence,
    type_hints,
    unknown_key,
)
from pathplanner.formats.loaded import Place
from pathplanner.formats.syntax.faults import Notebook
from pathplanner.formats.syntax.nodes import (
    Broken,
    Mapping,
    Node,
    Scalar,
    Sequence,
    describe,
    item_path,
    key_path,
)
from pathplanner.formats.syntax.text import show
from pathplanner.model.quantity import UNKNOWN, Unknown

T = TypeVar("T")
Form = Callable[["Reader", Node, str], Any]

_WORDS: dict[Any, tuple[str, Callable[[str], Any]]] = {
    int: ("a whole number", words.integer),
    Decimal: ("a number", words.decimal),
    date: ("a date", words.day),
    bool: ("true or false", words.truth),
}
_LIKE_UNKNOWN = frozenset({"unknown", "unkown", "tbd", "tba", "n/a", "na", "none", "varies", "?"})


class Reader:
    """Reads nodes and writes down faults."""

    def __init__(self, forms: MappingType[Any, Form], notes: Notebook) -> None:
        self._forms = forms
        self.notes = notes
        self._loose: list[Facts] = []

    def read(self, kind: Any, node: Node, path: str) -> Any:
        """Return the value of type `kind` that stands at a node, or `FAILED`."""
        self.notes.at.setdefault(path, Place(node.line, node.column))
        if isinstance(node, Broken):
            return FAILED
        if form := self._forms.get(kind):
            value = form(self, node, path)
        elif kind is str:
            value = self.text(node, path)
        elif kind in _WORDS:
            what, parse = _WORDS[kind]
            value = self.word(parse, node, path, what)
        elif is_union(kind):
            value = self._union(kind, node, path)
        elif get_origin(kind) is tuple:
            value = self.items(get_args(kind)[0], node, path)
        elif issubclass(kind, Enum):
            value = self._choice(kind, node, path)
        else:
            value = self.fields(kind, node, path)
        return value

    def fault(self, message: str, node: Node, path: str, hint: str = "") -> Failed:
        """Write down a fault and return `FAILED`."""
        self.notes.fault(message, path, hint, Place(node.line, node.column))
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
        except words.Misread as error:
            return self.fault(error.message, node, path, error.hint)

    def make(
        self, function: Callable[..., T], node: Node, path: str, /, *given: Any, **named: Any
    ) -> T | Failed:
        """Return what a class makes of its parts, or write down why it refuses them."""
        try:
            return function(*given, **named)
        except ValueError as error:
            return self.fault(sentence(str(error)), node, path)

    def _choice(self, kind: type[Enum], node: Node, path: str) -> Any:
        if not isinstance(node, Scalar) or node.is_null:
            return self.expected("a word", node, path)
        word = node.text.strip()
        known = [member.value for member in kind]
        if word in known:
            return kind(word)
        near = word.lower() if word.lower() in known else word
        hint = self.notes.suggest(near, known)
        return self.fault(f"{show(word)} is not one of the words allowed here.", node, path, hint)

    def _union(self, kind: Any, node: Node, path: str) -> Any:
        kinds = get_args(kind)
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
            facts = self.fields(Facts, node.without(key), path)
            if facts is not FAILED:
                self._loose.append(facts)
            return UNKNOWN
        [inner] = [part for part in kinds if part not in (NoneType, Unknown)]
        return self.read(inner, node, path)

    def items(self, kind: Any, node: Node, path: str) -> tuple[Any, ...] | Failed:
        """Return the values of a list; one word alone counts as a list of one."""
        if isinstance(node, Mapping) and has_id(kind):
            return self._by_id(kind, node, path)
        if isinstance(node, Scalar) and not node.is_null:
            return self._usable(kind, [self.read(kind, node, path)])
        if not isinstance(node, Sequence):
            hint = "Write [] for an empty list."
            if isinstance(node, Mapping):
                hint = "Start each item with a dash."
            return self.expected("a list", node, path, hint)
        values = []
        for place, item in enumerate(node.items):
            where = item_path(path, place)
            value = self.read(kind, item, where)
            if has_id(kind) and value is not FAILED:
                self.notes.aliases[key_path(path, value.id)] = where
            values.append(value)
        return self._usable(kind, values)

    def _usable(self, kind: Any, values: Iterable[Any]) -> tuple[Any, ...]:
        """Return the values, with harmless ones for what failed, so that places stay."""
        if not (attrs.has(kind) or is_union(kind)):
            return tuple(value for value in values if value is not FAILED)
        safe = [harmless(kind) if value is FAILED else value for value in values]
        return tuple(value for value in safe if value is not FAILED)

    def _by_id(self, kind: Any, node: Mapping, path: str) -> tuple[Any, ...]:
        values = []
        for key, entry in node.entries.items():
            where, inner = key_path(path, key), entry.value
            self.notes.at[where] = Place(entry.line, entry.column)
            if isinstance(inner, Mapping) and "id" in inner.entries:
                other = self.read(str, inner.entries["id"].value, key_path(where, "id"))
                if other not in (key, FAILED):
                    message = f"The id {show(other)} is not the key {show(key)}."
                    self.fault(message, inner.entries["id"].value, key_path(where, "id"))
                inner = inner.without("id")
            at_key = Scalar(key, plain=True, line=entry.line, column=entry.column)
            self._is_valid(attrs.fields_dict(kind)["id"], key, at_key, where)
            value = self.fields(kind, inner, where, id=key)
            # Even with its fields broken it exists, so that others may refer to it.
            values.append(harmless(kind, id=key) if value is FAILED else value)
        return tuple(value for value in values if value is not FAILED)

    def fields(self, kind: Any, node: Node, path: str, /, **given: Any) -> Any:
        """Return an object whose fields stand as keys; `given` fields do not."""
        self.notes.at.setdefault(path, Place(node.line, node.column))
        if not isinstance(node, Mapping):
            return self.expected("a block of keys", node, path, "Write key: value lines.")
        before, loose = len(self.notes.faults), len(self._loose)
        hints = type_hints(kind)
        self._refuse_unknown_keys(node, [name for name in hints if name not in given], path)
        values, is_complete = dict(given), True
        for field in attrs.fields(kind):
            if field.name in given:
                continue
            value = self._field(field, hints[field.name], node, path)
            if value is FAILED and field.default is attrs.NOTHING:
                value = harmless(hints[field.name])
            if value is not FAILED:
                values[field.name] = value
            is_complete = is_complete and (
                value is not FAILED or field.default is not attrs.NOTHING
            )
        self._place_loose(values, hints, loose)
        if not is_complete:
            return FAILED
        if len(self.notes.faults) == before:
            return self.make(kind, node, path, **values)
        try:
            return kind(**values)
        except ValueError:
            return FAILED

    def _field(self, field: Any, hint: Any, node: Mapping, path: str) -> Any:
        """Return one field's value; FAILED when it is not there or cannot be read."""
        where = key_path(path, field.name)
        entry = node.entries.get(field.name)
        if entry is None:
            if field.default is attrs.NOTHING:
                self.fault(f"The key {field.name!r} is missing.", node, where, f"Add {field.name}.")
            return FAILED
        value = self.read(hint, entry.value, where)
        if field.name == "source" and value is not FAILED:
            self._cite(entry.value, where)
        if value is FAILED or not self._is_valid(field, value, entry.value, where):
            return FAILED
        return value

    def _cite(self, node: Node, path: str) -> None:
        count = len(node.items) if isinstance(node, Sequence) else 0
        paths = [item_path(path, place) for place in range(count)] or [path]
        self.notes.cited += [where for where in paths if where in self.notes.texts]

    def _is_valid(self, field: Any, value: Any, node: Node, path: str) -> bool:
        """Run a field's own check, so that every bad field of an object is named."""
        if field.validator is None:
            return True
        try:
            field.validator(None, field, value)
        except ValueError as error:
            self.fault(sentence(str(error), field.name, value), node, path)
            return False
        return True

    def _refuse_unknown_keys(self, node: Mapping, known: list[str], path: str) -> None:
        for key, entry in node.entries.items():
            if key not in known:
                hint = self.notes.suggest(key, known)
                place = Place(entry.line, entry.column)
                message = f"There is no key {show(key)} here."
                self.notes.fault(message, key_path(path, key), hint, place)

    def _place_loose(
        self, values: dict[str, Any], hints: MappingType[str, Any], start: int
    ) -> None:
        """Put notes and sources of unknown amounts on the object that owns the amounts."""
        for facts in self._loose[start:]:
            if "note" in hints:
                notes = (values.get("note", ""), facts.note)
                values["note"] = " ".join(note for note in notes if note)
            if "source" in hints:
                both = (*values.get("source", ()), *facts.source)
                values["source"] = tuple(dict.fromkeys(both))
        del self._loose[start:]
