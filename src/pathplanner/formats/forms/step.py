"""How requirements, prices and renewals may stand in a file."""

from __future__ import annotations

from typing import Any

from pathplanner.formats.forms import shapes
from pathplanner.formats.forms.kinds import FAILED, harmless
from pathplanner.formats.forms.reader import Reader
from pathplanner.formats.syntax.nodes import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    item_path,
    key_path,
)
from pathplanner.formats.syntax.text import show
from pathplanner.model.occupation import Topic
from pathplanner.model.quantity import Estimate, Unknown
from pathplanner.model.requirement import AllOf, AnyOf, AtLeast, Needs, Requirement
from pathplanner.model.step import (
    Cost,
    CostKind,
    Discount,
    Recommendation,
    Renewal,
    RenewalOption,
)

_GATES = {"all": shapes.AllOfThese, "any": shapes.AnyOfThese, "at_least": shapes.AtLeastOfThese}
_OPTION_KEYS = ("title", "units", "fee", "discounts")


def requirement(reader: Reader, node: Node, path: str) -> Any:
    """Read a requirement: an id, a list of which all are asked for, or a gate."""
    if isinstance(node, Sequence):
        return AllOf(reader.items(Requirement, node, path))  # type: ignore[arg-type]
    if not isinstance(node, Mapping):
        step = reader.text(node, path)
        return FAILED if step is FAILED else Needs(step)
    words = [word for word in _GATES if word in node.entries]
    if len(words) != 1:
        hint = "Write one of all:, any: or at_least: with of:."
        return reader.fault("A requirement says one of all, any or at_least.", node, path, hint)
    return _gate(reader.fields(_GATES[words[0]], node, path))


def _gate(read: Any) -> Any:
    if isinstance(read, shapes.AllOfThese):
        return AllOf(read.all, source=read.source, note=read.note)
    if isinstance(read, shapes.AnyOfThese):
        return AnyOf(read.any, source=read.source, note=read.note)
    if isinstance(read, shapes.AtLeastOfThese):
        return AtLeast(read.at_least, read.of, source=read.source, note=read.note)
    return FAILED


def recommendation(reader: Reader, node: Node, path: str) -> Any:
    """Read a recommendation: a requirement, or a block with `requirement` in it."""
    if isinstance(node, Mapping) and not any(word in node.entries for word in _GATES):
        return reader.fields(Recommendation, node, path)
    advised = reader.read(Requirement, node, path)
    return FAILED if advised is FAILED else Recommendation(advised)


def recommendations(reader: Reader, node: Node, path: str) -> Any:
    """Read one recommendation or a list of them."""
    if isinstance(node, Mapping):
        one = recommendation(reader, node, path)
        return () if one is FAILED else (one,)
    return reader.items(Recommendation, node, path)


def costs(reader: Reader, node: Node, path: str) -> Any:
    """Read prices: one amount, a block of amounts by kind, or a list."""
    if isinstance(node, Scalar) and not node.is_null:
        amount = reader.read(Estimate | Unknown, node, path)
        return FAILED if amount is FAILED else (Cost(CostKind.OTHER, amount),)
    if not isinstance(node, Mapping):
        return reader.items(Cost, node, path)
    if "amount" in node.entries:
        one = reader.fields(Cost, node, path)
        return FAILED if one is FAILED else (one,)
    read = []
    known = [kind.value for kind in CostKind]
    for place, (key, entry) in enumerate(node.entries.items()):
        where = key_path(path, key)
        reader.notes.aliases[item_path(path, place)] = where
        kind = CostKind.OTHER
        if key in known:
            kind = CostKind(key)
        else:
            at_key = Scalar(key, plain=True, line=entry.line, column=entry.column)
            hint = reader.notes.suggest(key, known)
            reader.fault(f"There is no kind of cost {show(key)}.", at_key, where, hint)
        cost = _cost(reader, entry.value, where, kind)
        read.append(harmless(Cost) if cost is FAILED else cost)
    return tuple(read)


def _cost(reader: Reader, node: Node, path: str, kind: CostKind) -> Any:
    """Read the price of one kind: a whole block, or only its amount."""
    is_parts = isinstance(node, Mapping) and "amount" not in node.entries
    if isinstance(node, Mapping) and not (
        is_parts and {"low", "likely", "high"} & set(node.entries)
    ):
        return reader.fields(Cost, node, path, kind=kind)
    amount = reader.read(Estimate | Unknown, node, path)
    return FAILED if amount is FAILED else Cost(kind, amount)


def discounts(reader: Reader, node: Node, path: str) -> Any:
    """Read lower prices: by the id of the step that gives them, or a list."""
    if not isinstance(node, Mapping):
        return reader.items(Discount, node, path)
    read = []
    for place, (key, entry) in enumerate(node.entries.items()):
        where = key_path(path, key)
        reader.notes.aliases[item_path(path, place)] = where
        reader.notes.texts[where] = key
        price = reader.read(Estimate, entry.value, where)
        if price is FAILED:
            price = harmless(Estimate)
        read.append(Discount(key, price))
    return tuple(read)


def renewal(reader: Reader, node: Node, path: str) -> Any:
    """Read a renewal; without `options` its own units and fee are the one option."""
    if not isinstance(node, Mapping) or "options" in node.entries:
        return reader.fields(Renewal, node, path)
    own = node.only(*_OPTION_KEYS)
    if not own.entries:
        hint = "Add options, or units, or a fee."
        reader.fault("This renewal does not say how to renew.", node, path, hint)
        option: Any = FAILED
    else:
        option = renewal_option(reader, own, path)
    reader.notes.aliases[item_path(key_path(path, "options"), 0)] = path
    # What is wrong with it has been said; the other keys are still to be read.
    options = (harmless(RenewalOption) if option is FAILED else option,)
    return reader.fields(Renewal, node.without(*_OPTION_KEYS), path, options=options)


def renewal_option(reader: Reader, node: Node, path: str) -> Any:
    """Read a way to renew; its title follows from its units when it has none."""
    if not isinstance(node, Mapping) or "title" in node.entries:
        return reader.fields(RenewalOption, node, path)
    units = node.entries.get("units")
    if units and isinstance(units.value, Scalar) and not units.value.is_null:
        count = units.value.text.strip()
        return reader.fields(RenewalOption, node, path, title=f"{count} unit{'s' * (count != '1')}")
    if "fee" in node.entries:
        return reader.fields(RenewalOption, node, path, title="Renewal fee")
    return reader.fields(RenewalOption, node, path)


def topic(reader: Reader, node: Node, path: str) -> Any:
    """Read one thing said: only its text, or a block of keys."""
    if isinstance(node, Mapping):
        return reader.fields(Topic, node, path)
    text = reader.text(node, path)
    return FAILED if text is FAILED else Topic(text)
