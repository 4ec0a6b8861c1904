"""How requirements, prices, renewals and things said of a step may stand in a file."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import define, field, fields

from pathplanner.formats.forms.kinds import (
    FAILED,
    Form,
    Maker,
    Schema,
    any_of,
    by_key,
    harmless,
    list_of,
    text_or_block,
)
from pathplanner.formats.syntax.nodes import (
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
    item_path,
    key_path,
)
from pathplanner.formats.syntax.text import show
from pathplanner.model.listed import RequirementList, Scale
from pathplanner.model.occupation import Topic
from pathplanner.model.price import Cost, CostKind, Discount, Renewal, RenewalOption
from pathplanner.model.quantity import Estimate, Unknown
from pathplanner.model.requirement import (
    AllOf,
    AnyOf,
    AtLeast,
    Cap,
    Needs,
    Requirement,
    Total,
    Worked,
    above_zero,
)
from pathplanner.model.step import Amount, Recommendation
from pathplanner.model.when import Ages

if TYPE_CHECKING:
    from pathplanner.formats.forms.reader import Reader


@define(eq=False)
class Parts:
    """The parts of a requirement: those that are written, or the name of a list."""

    of: tuple[Requirement, ...] = ()
    list: str = ""


@define(eq=False)
class AllOfThese:
    """Met when every one of `all` is met."""

    all: Parts
    source: tuple[str, ...] = ()
    note: str = ""
    apart: bool = False
    share_at_most: int | None = field(default=None, validator=fields(AllOf).share_at_most.validator)


@define(eq=False)
class AnyOfThese:
    """Met when one of `any` is met."""

    any: Parts
    source: tuple[str, ...] = ()
    note: str = ""


@define(eq=False)
class AtLeastOfThese:
    """Met when at least `at_least` of `of` are met."""

    at_least: int = field(validator=fields(AtLeast).count.validator)
    of: Parts
    source: tuple[str, ...] = ()
    note: str = ""
    counting: tuple[Cap, ...] = ()
    apart: bool = False


@define(eq=False)
class WorkedInThese:
    """Met when so many hours were `worked` in the steps of `of`."""

    worked: Decimal = field(validator=fields(Worked).hours.validator)
    of: tuple[str, ...]
    source: tuple[str, ...] = ()
    note: str = ""


@define(eq=False)
class TotalOfThese:
    """Met when what the done ones of `of` give of `unit` adds up to `total`."""

    total: Decimal = field(validator=above_zero)
    of: Parts
    unit: str = ""
    source: tuple[str, ...] = ()
    note: str = ""
    counting: tuple[Cap, ...] = ()


_GATES = {
    "all": AllOfThese,
    "any": AnyOfThese,
    "at_least": AtLeastOfThese,
    "total": TotalOfThese,
    "worked": WorkedInThese,
}
_LEAF = "step"
_LIST = "list"
_OPTION_KEYS = ("title", "units", "fee", "discounts")
_ENOUGH = [{"required": [key]} for key in ("title", "units", "fee")]
"""What a way to renew must say at least one of, for its schema."""


def _read_requirement(reader: Reader, node: Node, path: str) -> Any:
    """Read a requirement: an id alone or with more said of it, a list, or a gate."""
    if isinstance(node, Sequence):
        return AllOf(reader.items(Requirement, node, path))  # type: ignore[arg-type]
    if not isinstance(node, Mapping):
        step = reader.text(node, path)
        return FAILED if step is FAILED else Needs(step)
    words = [word for word in (*_GATES, _LEAF) if word in node.entries]
    if not words and _LIST in node.entries:
        words = ["all"]
        node = Mapping(
            node.line,
            node.column,
            {
                "all": Entry(node.line, node.column, node.only(_LIST)),
                **node.without(_LIST).entries,
            },
        )
    if len(words) != 1:
        hint = "Write one of all:, any:, at_least:, total: or worked: with of:, or step:."
        said = "A requirement says one of all, any or at_least, or else total, worked or step."
        return reader.fault(said, node, path, hint)
    if words == [_LEAF]:
        return reader.fields(Needs, node, path)
    return _gate(reader.fields(_GATES[words[0]], node, path))


def _gate(read: Any) -> Any:
    if read is FAILED:
        return FAILED
    about: dict[str, Any] = {"source": read.source, "note": read.note}
    if isinstance(read, AllOfThese):
        about |= {"apart": read.apart, "share_at_most": read.share_at_most}
        return AllOf(read.all.of, list=read.all.list, **about)
    if isinstance(read, AnyOfThese):
        return AnyOf(read.any.of, list=read.any.list, **about)
    if isinstance(read, WorkedInThese):
        return Worked(read.worked, read.of, **about)
    about |= {"list": read.of.list, "counting": read.counting}
    if isinstance(read, AtLeastOfThese):
        return AtLeast(read.at_least, read.of.of, apart=read.apart, **about)
    return Total(read.total, read.unit, read.of.of, **about)


def _requirement_schema(make: Maker) -> Schema:
    gates = map(make.block, _GATES.values())
    return any_of(
        make.of(str),
        list_of(make.of(Requirement)),
        *gates,
        make.block(Needs),
        _list_schema(),
    )


def _list_schema() -> Schema:
    return {
        "type": "object",
        "properties": {_LIST: {"type": "string"}},
        "required": [_LIST],
        "additionalProperties": False,
    }


def _read_parts(reader: Reader, node: Node, path: str) -> Any:
    """Read the parts of a requirement: a list, or `list:` with the name of one."""
    if isinstance(node, Mapping) and _LIST in node.entries:
        reader.notes.at.setdefault(path, node)
        if len(node.entries) > 1:
            hint = "Write what is said of it outside, beside of."
            return reader.fault("A list is named here, and more is said.", node, path, hint)
        name = reader.read(str, node.entries[_LIST].value, key_path(path, _LIST))
        return FAILED if name is FAILED else Parts(list=name)
    if isinstance(node, Mapping):
        known = [*_GATES, _LEAF]
        if any(word in node.entries for word in known):
            one = reader.read(Requirement, node, path)
            return FAILED if one is FAILED else Parts((one,))
    parts = reader.items(Requirement, node, path)
    return FAILED if parts is FAILED else Parts(parts)


def _parts_schema(make: Maker) -> Schema:
    return any_of(list_of(make.of(Requirement)), make.of(str), _list_schema())


def _read_cap(reader: Reader, node: Node, path: str) -> Any:
    """Read a limit on what counts; its steps may be a list's."""
    if isinstance(node, Mapping) and (entry := node.entries.get("of")):
        inner = entry.value
        if isinstance(inner, Mapping) and _LIST in inner.entries:
            where = key_path(path, "of")
            reader.notes.at.setdefault(where, inner)
            name = reader.read(str, inner.entries[_LIST].value, where)
            if name is not FAILED:
                return reader.fields(Cap, node.without("of"), path, of=(), list=name)
    return reader.fields(Cap, node, path)


def _cap_schema(make: Maker) -> Schema:
    found = make.fields(Cap, "list")
    of = found["properties"]["of"]
    found["properties"]["of"] = any_of(of, _list_schema())
    return found


def _read_amounts(reader: Reader, node: Node, path: str) -> Any:
    """Read how much a step gives: a block of amounts by unit."""
    if isinstance(node, Scalar) and not node.is_null:
        hint = f"Write gives: {{credits: {node.text.strip()}}}, or another unit."
        return reader.fault("This amount has no unit.", node, path, hint)
    if not isinstance(node, Mapping):
        return reader.items(Amount, node, path)
    read = []
    for place, (unit, entry) in enumerate(node.entries.items()):
        where = key_path(path, unit)
        reader.notes.aliases[item_path(path, place)] = where
        amount = reader.read(Decimal, entry.value, where)
        if amount is not FAILED:
            made = reader.make(Amount, entry.value, where, unit, amount)
            read += [] if made is FAILED else [made]
    return tuple(read)


def _named(kind: Any, key: str) -> Form:
    """Return the form of things with names that hold a list: `name: [...]`, or a block."""

    def read(reader: Reader, node: Node, path: str) -> Any:
        if not isinstance(node, Mapping):
            return reader.items(kind, node, path)
        entries = {
            name: entry
            if isinstance(entry.value, Mapping)
            else Entry(
                entry.line,
                entry.column,
                Mapping(entry.value.line, entry.value.column, {key: entry}),
            )
            for name, entry in node.entries.items()
        }
        for name, entry in node.entries.items():
            if not isinstance(entry.value, Mapping):
                where = key_path(path, name)
                reader.notes.aliases[key_path(where, key)] = where
        return reader.items(kind, Mapping(node.line, node.column, entries), path)

    def schema(make: Maker) -> Schema:
        alone = make.fields(kind)["properties"][key]
        return any_of(by_key(any_of(alone, make.block(kind, "id"))), list_of(make.block(kind)))

    return Form(read, schema)


def _read_recommendation(reader: Reader, node: Node, path: str) -> Any:
    """Read a recommendation: a requirement, or a block with `requirement` in it."""
    if isinstance(node, Mapping) and not any(word in node.entries for word in (*_GATES, _LEAF)):
        return reader.fields(Recommendation, node, path)
    advised = reader.read(Requirement, node, path)
    return FAILED if advised is FAILED else Recommendation(advised)


def _read_recommendations(reader: Reader, node: Node, path: str) -> Any:
    """Read one recommendation or a list of them."""
    if isinstance(node, Mapping):
        one = _read_recommendation(reader, node, path)
        return () if one is FAILED else (one,)
    return reader.items(Recommendation, node, path)


def _read_costs(reader: Reader, node: Node, path: str) -> Any:
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
            at_key = Scalar(entry.line, entry.column, key, plain=True)
            hint = reader.notes.suggest(key, known)
            reader.fault(f"There is no kind of cost {show(key)}.", at_key, where, hint)
        cost = _cost(reader, entry.value, where, kind)
        read.append(harmless(Cost) if cost is FAILED else cost)
    return tuple(read)


def _cost(reader: Reader, node: Node, path: str, kind: CostKind) -> Any:
    """Read the price of one kind: a whole block, or only its amount."""
    is_parts = isinstance(node, Mapping) and "amount" not in node.entries
    if isinstance(node, Mapping) and not (
        is_parts and {"low", "likely", "high", "estimate"} & set(node.entries)
    ):
        return reader.fields(Cost, node, path, kind=kind)
    if isinstance(node, Mapping) and "estimate" in node.entries:
        reader.notes.aliases[key_path(path, "amount")] = path
    amount = reader.read(Estimate | Unknown, node, path)
    return FAILED if amount is FAILED else Cost(kind, amount)


def _costs_schema(make: Maker) -> Schema:
    amount = make.of(Estimate | Unknown)
    by_kind = by_key(any_of(amount, make.block(Cost, "kind")), make.of(CostKind))
    return any_of(list_of(make.block(Cost)), by_kind, make.block(Cost), amount)


def _read_discounts(reader: Reader, node: Node, path: str) -> Any:
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


def _read_renewal(reader: Reader, node: Node, path: str) -> Any:
    """Read a renewal; without `options` its own units and fee are the one option."""
    if not isinstance(node, Mapping) or "options" in node.entries:
        return reader.fields(Renewal, node, path)
    own = node.only(*_OPTION_KEYS)
    if not own.entries:
        hint = "Add options, or units, or a fee."
        reader.fault("This renewal does not say how to renew.", node, path, hint)
        option: Any = FAILED
    else:
        option = _read_renewal_option(reader, own, path)
    reader.notes.aliases[item_path(key_path(path, "options"), 0)] = path
    # What is wrong with it has been said; the other keys are still to be read.
    options = (harmless(RenewalOption) if option is FAILED else option,)
    return reader.fields(Renewal, node.without(*_OPTION_KEYS), path, options=options)


def _renewal_schema(make: Maker) -> Schema:
    own = make.fields(Renewal, "options")
    option = make.fields(RenewalOption)["properties"]
    own["properties"] |= {key: option[key] for key in _OPTION_KEYS}
    own["anyOf"] = _ENOUGH
    return any_of(make.block(Renewal), own)


def _read_renewal_option(reader: Reader, node: Node, path: str) -> Any:
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


def _one_or_many(kind: Any, make: Maker) -> Schema:
    return any_of(make.of(kind), list_of(make.of(kind)))


def _read_ages(reader: Reader, node: Node, path: str) -> Any:
    """Read ages: `21 or more`, `under 19`, `16-18` or `21`."""
    text = reader.text(node, path)
    return FAILED if text is FAILED else reader.make(Ages.of, node, path, text)


FORMS: dict[Any, Form] = {
    Ages: Form(_read_ages, lambda make: make.of(str)),
    Recommendation: Form(
        _read_recommendation,
        lambda make: any_of(make.of(Requirement), make.block(Recommendation)),
    ),
    Renewal: Form(_read_renewal, _renewal_schema),
    RenewalOption: Form(
        _read_renewal_option,
        lambda make: {**make.fields(RenewalOption), "required": [], "anyOf": _ENOUGH},
    ),
    Requirement: Form(_read_requirement, _requirement_schema),
    Parts: Form(_read_parts, _parts_schema),
    tuple[RequirementList, ...]: _named(RequirementList, "of"),
    tuple[Scale, ...]: _named(Scale, "grades"),
    Cap: Form(_read_cap, _cap_schema),
    Topic: text_or_block(Topic),
    tuple[Amount, ...]: Form(
        _read_amounts, lambda make: any_of(by_key(make.of(Decimal)), list_of(make.block(Amount)))
    ),
    tuple[Cost, ...]: Form(_read_costs, _costs_schema),
    tuple[Discount, ...]: Form(
        _read_discounts,
        lambda make: any_of(by_key(make.of(Estimate)), list_of(make.block(Discount))),
    ),
    tuple[Recommendation, ...]: Form(_read_recommendations, partial(_one_or_many, Recommendation)),
    tuple[Topic, ...]: Form(
        lambda reader, node, path: reader.items(Topic, node, path), partial(_one_or_many, Topic)
    ),
}
