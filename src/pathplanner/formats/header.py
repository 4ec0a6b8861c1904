"""The first line of a file, which says what the file is and in which version."""

from __future__ import annotations

import re

from pathplanner.formats.loaded import Place
from pathplanner.formats.syntax.faults import Notebook, stop_on
from pathplanner.formats.syntax.nodes import Mapping, Node, Scalar, describe
from pathplanner.formats.syntax.text import show

KEYS = {"pathway": "format", "learner": "format", "plan": "schema"}
VERSION = 1
_HEADER = re.compile(r"pathplanner/([a-z]+)/([0-9]{1,9})")


def header(kind: str) -> str:
    """Return the value that names a kind of file, such as `pathplanner/pathway/1`."""
    return f"pathplanner/{kind}/{VERSION}"


def check_header(root: Node, kind: str, notes: Notebook) -> Mapping:
    """Return the file's keys without its header.

    Raises:
        InputError: It is another kind of file, so that reading on would tell nothing.
    """
    key = KEYS[kind]
    place = Place(root.line, root.column)
    if not isinstance(root, Mapping):
        message = f"Expected a {kind}, a block of keys, found {describe(root)}."
        notes.fault(message, "", f"Start with {key}: {header(kind)}.", place)
        stop_on(notes.faults)
        raise AssertionError("a fault was written down")  # noqa: TRY004
    found = root.entries.get(key) or root.entries.get("format") or root.entries.get("schema")
    hint = f"Write {key}: {header(kind)}."
    if found is None:
        notes.fault(f"The key {key!r} is missing.", key, hint, place)
        return root
    place = Place(found.value.line, found.value.column)
    text = found.value.text if isinstance(found.value, Scalar) else ""
    if text == header(kind):
        return root.without(key)
    known = _HEADER.fullmatch(text)
    if known and known[1] == kind and int(known[2]) > VERSION:
        message = f"This {kind} is written in version {known[2]}; this pathplanner reads {VERSION}."
        hint = "Upgrade pathplanner."
    elif known and known[1] in KEYS and known[1] != kind:
        message = f"This is a {known[1]} file, not a {kind} file."
        hint = f"Give a {kind} file."
    else:
        shown = show(text) if text else describe(found.value)
        message = f"The format {shown} is not known."
    notes.fault(message, key, hint, place)
    stop_on(notes.faults)
    raise AssertionError("a fault was written down")
