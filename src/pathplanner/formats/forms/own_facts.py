"""How what a person or an office found out may stand in a file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import define

from pathplanner.formats.forms import scalars
from pathplanner.formats.forms.kinds import (
    FAILED,
    Form,
    Maker,
    Schema,
    any_of,
    by_key,
    list_of,
)
from pathplanner.formats.syntax.nodes import Mapping, Node, key_path
from pathplanner.model.own_facts import OwnFact, Value, split_path
from pathplanner.model.quantity import Duration, Estimate, Said

if TYPE_CHECKING:
    from pathplanner.formats.forms.reader import Reader

_HINT = "Write a number such as 1895, or a span such as 9 months."


@define(eq=False)
class Found:
    """What somebody found out.

    Attributes:
        value: Such as 1895, a range such as 1800-1900, or a span such as 9 months.
        from_: Who said it, such as "school, phone".
        on: The day on which it was said.
    """

    value: Value
    from_: str = ""
    on: date | None = None


def _read_value(reader: Reader, node: Node, path: str) -> Any:
    """Read an amount or a span: a word, or a block of keys."""
    if isinstance(node, Mapping):
        spans = {"unit", "span"} & node.entries.keys()
        return reader.read(Duration if spans else Estimate, node, path)
    found = reader.word(scalars.own_value, node, path, "an amount or a span", _HINT)
    if found is FAILED:
        return FAILED
    value, currency = found
    if currency:
        reader.notes.texts[key_path(path, "currency")] = currency
    return value


def _read_facts(reader: Reader, node: Node, path: str) -> Any:
    """Read what was found out: values by their paths, or a list of blocks."""
    if not isinstance(node, Mapping):
        return reader.items(OwnFact, node, path)
    facts = []
    for key, entry in node.entries.items():
        where = key_path(path, key)
        told = isinstance(entry.value, Mapping) and "value" in entry.value.entries
        if told:
            found = reader.fields(Found, entry.value, where)
        else:
            value = reader.read(Value, entry.value, where)
            found = FAILED if value is FAILED else Found(value)
        step, fact = split_path(key)
        if not step or not fact:
            hint = "Write the step and what of it, such as cpc.costs.exam."
            reader.fault(f"{key[:80]!r} names no fact of a step.", entry, where, hint)
        elif found is not FAILED and isinstance(found.value, Value):
            said = Said(found.from_, found.on)
            mark = key_path(key_path(where, "value") if told else where, "currency")
            currency = reader.notes.texts.get(mark, "")
            facts.append(OwnFact(step, fact, found.value, said, currency))
    return tuple(facts)


def _value_schema(make: Maker) -> Schema:
    return any_of(make.of(Estimate), make.of(Duration), make.of(str))


def _facts_schema(make: Maker) -> Schema:
    return any_of(by_key(any_of(make.of(Value), make.block(Found))), list_of(make.block(OwnFact)))


FORMS: dict[Any, Form] = {
    Value: Form(_read_value, _value_schema),
    tuple[OwnFact, ...]: Form(_read_facts, _facts_schema),
}
