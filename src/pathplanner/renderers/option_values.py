"""Turns the texts of options into the values that a renderer's options class asks for."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

import attrs
from attrs import frozen

from pathplanner.errors import Fault, InputError, did_you_mean

_YES_NO = {"yes": True, "true": True, "on": True, "1": True}
_YES_NO |= {"no": False, "false": False, "off": False, "0": False}


@frozen
class Option:
    """An option that a user can choose.

    Attributes:
        name: Its name.
        kind: `str`, `int`, `bool` or a `StrEnum`.
        default: Its value where none is chosen.
        meaning: What it means, or an empty text.
    """

    name: str
    kind: Any
    default: Any
    meaning: str


def options_of(kind: type[Any]) -> tuple[Option, ...]:
    """Return the options of an attrs class, in order, each with its default and meaning."""
    meanings = option_meanings(kind)
    return tuple(
        Option(one.name, one.type, one.default, meanings.get(one.name, ""))
        for one in attrs.fields(attrs.resolve_types(kind))
    )


def parse_options(
    options: Iterable[Option], values: Mapping[str, object], renderer: str
) -> dict[str, Any]:
    """Return `values`, each parsed by the type of its option.

    Raises:
        InputError: Holds a fault for each wrong name and each wrong value.
    """
    known = {option.name: option for option in options}
    faults, parsed = [], {}
    for name, value in values.items():
        if name not in known:
            hint = did_you_mean(name, known) or "It has no options."
            said = f"The renderer {renderer!r} has no option {name!r}."
            faults.append(Fault(said, f"options.{name}", hint))
            continue
        try:
            parsed[name] = _parse(value, known[name].kind)
        except ValueError as error:
            faults.append(Fault(f"{value!r} does not fit.", f"options.{name}", str(error)))
    if faults:
        raise InputError(faults)
    return parsed


def option_meanings(kind: type[Any]) -> dict[str, str]:
    """Return what each option means, from the `Attributes:` of the class's docstring.

    An option that is not explained there is left out.
    """
    _, _, text = (inspect.getdoc(kind) or "").partition("Attributes:\n")
    found: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if start := re.fullmatch(r" {4}(\w+): (.*)", line):
            name = start[1]
            found[name] = start[2].strip()
        elif line.startswith(" " * 5) and name:
            found[name] += f" {line.strip()}"
        elif line.strip():
            break
    return found


def _parse(value: object, kind: Any) -> object:
    """Return `value` as `kind`; the error says what would fit."""
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        try:
            return kind(str(value))
        except ValueError:
            raise ValueError(f"Give one of: {', '.join(kind)}.") from None
    if kind is bool:
        return _parse_bool(value)
    if kind is int:
        return _parse_int(value)
    if not isinstance(value, str):
        raise ValueError("Give a text.")  # noqa: TRY004 - one kind of error for wrong values
    return value


def _parse_bool(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _YES_NO:
        return _YES_NO[value.strip().lower()]
    raise ValueError("Give yes or no.")


def _parse_int(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    try:
        return int(value) if isinstance(value, str) else int("")
    except ValueError:
        raise ValueError("Give a whole number.") from None
