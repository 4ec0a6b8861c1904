"""The first line of a file, which says what the file is and in which version."""

from __future__ import annotations

import re

from pathplanner.formats.syntax.nodes import Mapping, Node, Scalar, describe
from pathplanner.formats.syntax.notebook import Notebook, stop_on
from pathplanner.formats.syntax.text import show

KEYS = {"pathway": "format", "learner": "format", "office": "format", "plan": "schema"}
VERSIONS = {"pathway": (1,), "learner": (1,), "office": (1,), "plan": (1, 2), "reach": (1,)}
"""Kind of file to the versions of its format that are read; the last is written."""

_JSON_LD = frozenset({"@context", "@graph", "@id"})
_HEADER = re.compile(r"pathplanner/([a-z]+)/(0|[1-9][0-9]{0,8})")


def header(kind: str) -> str:
    """Return the value that names a kind of file, such as `pathplanner/pathway/1`."""
    return f"pathplanner/{kind}/{VERSIONS[kind][-1]}"


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def check_header(root: Node, kind: str, notes: Notebook) -> tuple[Mapping, int]:
    """Return the file's keys without its header, and the version that the header names.

    Raises:
        InputError: It is another kind of file, so that reading on would tell nothing.
    """
    key = KEYS[kind]
    if not isinstance(root, Mapping):
        message = f"Expected {_a(kind)}, a block of keys, found {describe(root)}."
        hint = f"Start with {key}: {header(kind)}."
        if kind == "learner" and notes.file.lower().endswith((".csv", ".tsv")):
            hint = f"For people in a sheet: pathplanner batch {notes.file} -o FOLDER."
        notes.fault(message, "", hint, root)
        stop_on(notes.faults)
        raise AssertionError("a fault was written down")  # noqa: TRY004
    found = root.entries.get(key) or root.entries.get("format") or root.entries.get("schema")
    hint = f"Write {key}: {header(kind)}."
    if found is None:
        if kind == "pathway" and _JSON_LD & set(root.entries):
            hint = "Import it: pathplanner import ctdl FILE -o pathway.yaml"
            notes.fault("This is JSON-LD, such as CTDL, not a pathway file.", "", hint, root)
            stop_on(notes.faults)
        notes.fault(f"The key {key!r} is missing.", key, hint, root)
        return root, VERSIONS[kind][-1]
    text = found.value.text if isinstance(found.value, Scalar) else ""
    known = _HEADER.fullmatch(text)
    version = int(known[2]) if known and known[1] == kind else None
    if version in VERSIONS[kind]:
        return root.without(key), version
    if version is not None:
        read = " and ".join(map(str, VERSIONS[kind]))
        message = f"This {kind} is written in version {version}; this pathplanner reads {read}."
        hint = "Upgrade pathplanner." if version > VERSIONS[kind][-1] else hint
    elif known and known[1] in KEYS and known[1] != kind:
        message = f"This is {_a(known[1])} file, not {_a(kind)} file."
        hint = f"Give {_a(kind)} file."
    else:
        shown = show(text) if text else describe(found.value)
        message = f"The format {shown} is not known."
    notes.fault(message, key, hint, found.value)
    stop_on(notes.faults)
    raise AssertionError("a fault was written down")
