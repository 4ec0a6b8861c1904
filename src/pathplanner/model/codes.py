"""Codes of occupations and programs: `soc:29-2072`, `onet:29-2072.00`, `cip:51.0713`.

A code has the name of its list before it. Here only its form is known; the linter has the
lists and says which codes do not stand in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from attrs import Attribute

from pathplanner.model.coerce import refused

FORMS = {
    "soc": re.compile(r"[0-9]{2}-[0-9]{4}"),
    "onet": re.compile(r"[0-9]{2}-[0-9]{4}\.[0-9]{2}"),
    "cip": re.compile(r"[0-9]{2}(\.[0-9]{2}([0-9]{2})?)?"),
}
"""Name of a list to the form of its codes."""

_EXAMPLES = {"soc": "soc:29-2072", "onet": "onet:29-2072.00", "cip": "cip:51.0713"}


def in_form(_: object, attribute: Attribute[Any], codes: tuple[str, ...]) -> None:
    """Raise an InputError for a code without a list, or of another form than its list has."""
    for code in codes:
        if said := _wrong(code):
            raise refused(attribute, said)


def _wrong(code: str) -> str:
    """Return what is wrong with a code, and how to write it."""
    name, mark, number = code.partition(":")
    if not mark:
        alike = [f"{one}:{code}" for one, form in FORMS.items() if form.fullmatch(code)]
        return f"{code!r} does not say its list; write {', '.join(alike or _EXAMPLES.values())}"
    if name not in FORMS:
        return f"there is no list of codes {name!r}; there are {', '.join(FORMS)}"
    if not FORMS[name].fullmatch(number):
        return f"{number!r} is not in the form of {name}; write such as {_EXAMPLES[name]}"
    return ""


def fits(codes: Iterable[str], start: str) -> bool:
    """Tell whether one of some codes begins like another that is told without its list.

    A SOC code fits the O*NET codes below it, and the other way round.
    """
    numbers = [code.partition(":")[2] for code in codes]
    soc = start.partition(".")[0] if "-" in start else start
    return any(one.startswith((start, soc)) for one in numbers)
