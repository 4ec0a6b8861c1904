"""Steps with some of their facts changed; each fact is named by its path, `cpc.costs.exam`.

Why: a price that a school quoted on the phone is one number, and every value is frozen. By
hand that takes a changed copy of the price, of the step and of the pathway.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs
from attrs import evolve

from pathplanner.errors import Fault, InputError, did_you_mean
from pathplanner.model.price import Cost, Discount, RenewalOption
from pathplanner.model.step import Step
from pathplanner.model.waits import Wait

Keys = tuple[str, ...]

_AMOUNTS: Mapping[type[Any], str] = {
    Cost: "amount",
    Discount: "price",
    RenewalOption: "fee",
    Wait: "span",
}
"""What a plain value changes in an item of a list."""

_NAMES = ("kind", "label", "holding", "title")
"""Fields by whose values an item of a list is found."""


def adjusted(steps: Sequence[Step], changes: Mapping[str, Any]) -> tuple[Step, ...]:
    """Return steps with some of their facts changed.

    Args:
        steps: All steps of a pathway.
        changes: Path of a fact to its new value. A path is the id of a step, its field and
            what is in it: `cpc.study_hours`, `cpc.exam.pass_rate`. An item of a list is
            found by its kind, label or title, as in `cpc.costs.exam`, or by its place, as in
            `cpc.costs[0]`; a plain value is its new price. A mapping as the value holds
            the paths below. A whole `Step` takes the place of the one with its id, or
            is added; None takes a step or an item out.

    Raises:
        InputError: A path leads nowhere, or a value cannot be; every fault is named.
    """
    found = {step.id: step for step in steps}
    faults: list[Fault] = []
    for path, value in changes.items():
        try:
            name, keys = _split(path, value, found)
            for inner, new in _leaves(keys, value):
                _change(found, name, inner, new)
        except InputError as error:
            faults += (evolve(fault, path=fault.path or path) for fault in error.faults)
    if faults:
        raise InputError(faults)
    return tuple(found.values())


def value_at(steps: Mapping[str, Step], path: str) -> Any:
    """Return the value that a path names; a price, not the item of the list that has it.

    Args:
        steps: The steps by id.
        path: As for `adjusted`, such as `cpc.costs.exam` or `cpc.study_hours`.

    Raises:
        InputError: It leads nowhere; the nearest word is named.
    """
    name, keys = _split(path, None, steps)
    value: Any = steps[name]
    for place, key in enumerate(keys):
        if isinstance(value, tuple):
            value = value[_place_of(value, key, ".".join((name, *keys[: place + 1])))]
        else:
            names = (
                [one.name for one in attrs.fields(type(value))] if attrs.has(type(value)) else []
            )
            if key not in names:
                raise _nothing(f"There is no {key!r} here.", path, key, names)
            value = getattr(value, key)
    return getattr(value, _AMOUNTS[type(value)]) if type(value) in _AMOUNTS else value


def _split(path: str, value: object, steps: Mapping[str, Step]) -> tuple[str, Keys]:
    """Return the id of a step and the keys after it; an id may have points in it."""
    parts = path.replace("[", ".[").split(".")
    for end in range(len(parts), 0, -1):
        name = ".".join(parts[:end])
        if name in steps:
            return name, tuple(parts[end:])
    if isinstance(value, Step):
        return path, ()
    raise _nothing(f"There is no step {parts[0]!r}.", path, parts[0], steps)


def _leaves(keys: Keys, value: Any) -> Iterator[tuple[Keys, Any]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves((*keys, *str(key).replace("[", ".[").split(".")), inner)
    else:
        yield keys, value


def _change(steps: dict[str, Step], name: str, keys: Keys, value: Any) -> None:
    path = ".".join((name, *keys)).replace(".[", "[")
    if keys:
        steps[name] = _changed(steps[name], keys, value, path)
    elif value is None:
        del steps[name]
    elif isinstance(value, Step) and value.id == name:
        steps[name] = value
    else:
        raise InputError([Fault("Expected the fields of the step, or a Step with this id.", path)])


def _changed(whole: Any, keys: Keys, value: Any, path: str) -> Any:
    """Return a value of the model in which the part at some keys is another one."""
    if not keys:
        return value
    if isinstance(whole, tuple):
        return _with_item(whole, keys, value, path)
    key = keys[0]
    names = [one.name for one in attrs.fields(type(whole))] if attrs.has(type(whole)) else []
    if isinstance(whole, Step) and key == "id":
        raise InputError([Fault("The id of a step is for ever.", path, "Add another step.")])
    if key not in names:
        raise _nothing(f"There is no {key!r} to change here.", path, key, names)
    inner = _changed(getattr(whole, key), keys[1:], value, path)
    try:
        return evolve(whole, **{key: inner})
    except InputError as error:
        raise InputError([evolve(fault, path=path) for fault in error.faults]) from error


def _with_item(items: tuple[Any, ...], keys: Keys, value: Any, path: str) -> tuple[Any, ...]:
    """Return the items with one changed, replaced or, for None, taken out."""
    place = _place_of(items, keys[0], path)
    item, rest = items[place], keys[1:]
    if not rest and isinstance(value, type(item)):
        new = value
    elif not rest and type(item) in _AMOUNTS and value is not None:
        new = _changed(item, (_AMOUNTS[type(item)],), value, path)
    else:
        new = _changed(item, rest, value, path)
    return (*items[:place], *(() if new is None else (new,)), *items[place + 1 :])


def _place_of(items: tuple[Any, ...], key: str, path: str) -> int:
    if key[:1] == "[" and key[1:-1].isdecimal() and int(key[1:-1]) < len(items):
        return int(key[1:-1])
    named = [{str(getattr(item, name, "")) for name in _NAMES} - {""} for item in items]
    places = [place for place, names in enumerate(named) if key in names]
    if len(places) == 1:
        return places[0]
    if not places:
        known = {name for names in named for name in names}
        raise _nothing(f"There is no {key!r} to change here.", path, key, known)
    where = path.partition(f".{key}")[0]
    hint = f"Write {' or '.join(f'{where}[{place}]' for place in places)}."
    raise InputError([Fault(f"{len(places)} of them are called {key!r}.", path, hint)])


def _nothing(message: str, path: str, word: str, known: Iterable[str]) -> InputError:
    return InputError([Fault(message, path, did_you_mean(word, known))])
