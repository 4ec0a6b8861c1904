"""Files to start from: whole, with every line explained, and without a fault from the first."""

from __future__ import annotations

import re
from datetime import date
from importlib import resources
from typing import Literal

from pathplanner.errors import Fault, InputError

Starter = Literal["pathway", "learner"]
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 60


def starter(kind: Starter, name: str, today: date) -> str:
    """Return a new pathway or learner file.

    It says nothing that is not known: prices and lengths are `unknown`.

    Args:
        kind: What to start.
        name: The id of the pathway, or the name of the person's file.
        today: Stands for the day on which the facts were gone over, or the plan starts.

    Raises:
        InputError: The name is not an id.
    """
    check_id(name)
    text = resources.files("pathplanner").joinpath("starters", f"{kind}.yaml").read_text("utf-8")
    title = name.replace("-", " ").capitalize()
    # The places are words in capitals, which stand nowhere else in the files.
    for word, said in (("TODAY", today.isoformat()), ("TITLE", title), ("ID", name)):
        text = re.sub(rf"\b{word}\b", said, text)
    return re.sub(r"\bFILE\b", f"{name}.yaml", text)


def schema_name(kind: Starter) -> str:
    """Return the name of the schema that a starter names in its first line."""
    return f"{kind}.schema.json"


def schema_file(kind: Starter) -> bytes:
    """Return the JSON Schema of a kind of file, for the editor."""
    folder = resources.files("pathplanner").joinpath("schemas")
    return folder.joinpath(schema_name(kind)).read_bytes()


def check_id(name: str) -> None:
    """Refuse what cannot be an id.

    Raises:
        InputError: It has other letters than small ones, digits and hyphens, or too many.
    """
    if _ID.fullmatch(name) and len(name) <= _LONGEST:
        return
    better = "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:_LONGEST].strip("-")
    hint = f"Try {better}." if better else "Write such as barber."
    said = f"{name[:_LONGEST]!r} is not an id: it takes small letters, digits and hyphens."
    raise InputError([Fault(said, "ID", hint)])
