"""Pathway, learner and plan files to values; `open_pathway` tells the places in a file, too."""

from __future__ import annotations

import os
from datetime import date

from pathplanner.formats.bundled import bytes_and_name, bytes_of, is_bundled, is_file
from pathplanner.formats.documents import (
    loaded_office,
    loaded_pathway,
    read_learner,
    read_plan,
    used_by,
)
from pathplanner.formats.loaded import Loaded
from pathplanner.formats.translations import in_language
from pathplanner.model.learner import Learner
from pathplanner.model.office import Office
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan


def load_pathway(source: str | os.PathLike[str], language: str = "") -> Pathway:
    """Return a pathway from a file, or a bundled one by its name.

    Args:
        source: A name such as `medical-coding`, or where the file is. A name that
            is not bundled counts as a file when it has a suffix or a folder, or
            when there is such a file.
        language: BCP 47 tag, such as `es`, to have its texts in that language; a text
            that nobody has translated stays as it is. Its own language when empty.

    Raises:
        InputError: There is no such pathway, faults are in it, or it has no
            translation into the language.
    """
    pathway = open_pathway(source).value
    return in_language(pathway, source, language) if language else pathway


def open_pathway(source: str | os.PathLike[str]) -> Loaded[Pathway]:
    """Return a pathway in its own language, and where everything in it stands.

    Args:
        source: As for `load_pathway`.

    Raises:
        InputError: There is no such pathway, or faults are in it.
    """
    return loaded_pathway(*bytes_and_name(source))


def files_behind(source: str) -> tuple[str, ...]:
    """Return the file of a pathway and the files behind `uses`, and theirs in turn.

    Files that come with pathplanner are left out. A file that cannot be read is named,
    though what it uses is not known.
    """
    found: dict[str, None] = {}
    todo = [source] if not is_bundled(source) and is_file(source) else []
    while todo:
        name = todo.pop()
        if name not in found:
            found[name] = None
            todo += used_by(name)
    return tuple(found)


def load_learner(path: str | os.PathLike[str], today: date | None = None) -> Learner:
    """Return a learner from a file.

    Args:
        path: Where the file is.
        today: The start of the plan when the file names none.

    Raises:
        InputError: The file cannot be read, or faults are in it.
    """
    name = os.fspath(path)
    return read_learner(bytes_of(name), name, today)


def load_office(path: str | os.PathLike[str]) -> Office:
    """Return what an office found out for many learners, from its file.

    Raises:
        InputError: The file cannot be read, or faults are in it.
    """
    name = os.fspath(path)
    return loaded_office(bytes_of(name), name).value


def load_plan(path: str | os.PathLike[str]) -> Plan:
    """Return a plan from a JSON file, or from a PDF roadmap that holds it.

    Raises:
        InputError: The file cannot be read, or faults are in it.
    """
    name = os.fspath(path)
    return read_plan(bytes_of(name), name)
