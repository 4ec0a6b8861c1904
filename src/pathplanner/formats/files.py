"""Pathway, learner and plan files to values; the public door of this package."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import date
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from pathplanner.errors import Fault, InputError, did_you_mean
from pathplanner.formats.attached import ATTACHED_PLAN, LARGEST_PDF, is_pdf, plan_inside
from pathplanner.formats.faults import Notebook, stop_on
from pathplanner.formats.forms import FORMS
from pathplanner.formats.header import check_header
from pathplanner.formats.nodes import Mapping
from pathplanner.formats.read import Reader
from pathplanner.formats.sharing import Lender, find, lend, load_all, split, without_lenders
from pathplanner.formats.text import LARGEST_FILE
from pathplanner.formats.tree import MOST_FAULTS, read_tree
from pathplanner.model.checks import find_faults
from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan

T = TypeVar("T")

_SUFFIX = ".yaml"
BUNDLED = "data"

# A fault in the part on the left makes checks with these endings say what is only
# its consequence.
_CONSEQUENCES = {"stages": ".stage", "bodies": ".body", "occupations": ".occupation"}


def bundled_pathways() -> tuple[str, ...]:
    """Return the names of the pathways that come with pathplanner."""
    folder = resources.files("pathplanner").joinpath(BUNDLED)
    if not folder.is_dir():
        return ()
    names = (item.name for item in folder.iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


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
    pathway = _load_original(source)
    if not language:
        return pathway
    from pathplanner.formats.translations import in_language

    return in_language(pathway, source, language)


def _load_original(source: str | os.PathLike[str]) -> Pathway:
    return read_pathway(*_bytes_and_name(source))


def _bytes_and_name(source: str | os.PathLike[str]) -> tuple[bytes, str]:
    known = bundled_pathways()
    if isinstance(source, str) and source in known:
        data = resources.files("pathplanner").joinpath(BUNDLED, source + _SUFFIX).read_bytes()
        return data, source
    name = os.fspath(source)
    if isinstance(source, str) and not _is_file_name(name):
        hint = did_you_mean(name, known)
        if known and not hint.startswith("Known"):
            hint = f"{hint} Known: {', '.join(known)}.".strip()
        raise InputError([Fault(f"There is no bundled pathway {name!r}.", hint=hint)])
    return bytes_of(name), name


def read_pathway(data: bytes | str, file: str = "") -> Pathway:
    """Return the pathway that a text in YAML or JSON describes.

    Paths behind `uses` count from the folder of `file`.

    Raises:
        InputError: Something is wrong with it or with a file that it uses; every fault
            is named.
    """
    return _pathway_with_notes(data, file)[0]


def _pathway_with_notes(
    data: bytes | str, file: str, users: tuple[str, ...] = ()
) -> tuple[Pathway, Notebook]:
    notes, node = _open(data, file, "pathway")
    reader = Reader(FORMS, notes)
    node, lent = split(node, reader)
    pathway = reader.read(Pathway, node, "")
    if isinstance(pathway, Pathway) and lent:
        read = load_all(lent, notes, lambda name: _lender(name, file, (*users, file)))
        if len(read) == len(lent.files):
            pathway = lend(pathway, lent, read, notes)
        else:
            pathway = without_lenders(pathway, lent)
    if isinstance(pathway, Pathway):
        notes.faults += list(islice(_cross_faults(pathway, notes), MOST_FAULTS))
    stop_on(notes.faults)
    return _sure(pathway, Pathway), notes


def _lender(name: str, file: str, users: tuple[str, ...]) -> Lender:
    """Return a pathway whose steps another file shares, with the places in its file.

    Raises:
        InputError: It is faulty, or it uses the file that uses it.
    """
    data, path = find(name, file)
    if path in users:
        around = " -> ".join((*users[users.index(path) :], path))
        hint = "Take one of them out of uses."
        raise InputError(
            [Fault(f"These files use each other in a circle: {around}.", "uses", hint)]
        )
    return _pathway_with_notes(bytes_of(path) if data is None else data, path, users)


def files_behind(source: str) -> tuple[str, ...]:
    """Return the file of a pathway and the files behind `uses`, and theirs in turn.

    Files that come with pathplanner are left out. A file that cannot be read is named,
    though what it uses is not known.
    """
    found: dict[str, None] = {}
    todo = [source] if source not in bundled_pathways() and Path(source).is_file() else []
    while todo:
        name = todo.pop()
        if name not in found:
            found[name] = None
            todo += _used_by(name)
    return tuple(found)


def _used_by(name: str) -> list[str]:
    try:
        notes, node = _open(bytes_of(name), name, "pathway")
    except InputError:
        return []
    _, lent = split(node, Reader(FORMS, notes))
    places = [find(one, name) for one in lent.files] if lent else []
    return [path for data, path in places if data is None]


def locate_in_pathway(source: str | os.PathLike[str], fault: Fault) -> Fault:
    """Return a fault of a pathway, found beside others, with its place in the file.

    Raises:
        InputError: The file cannot be read, or faults are in it.
    """
    return load_with_places(source)[1].locate(fault)


def load_with_places(source: str | os.PathLike[str]) -> tuple[Pathway, Notebook]:
    """Return a pathway, and the notebook that knows where everything in it stands.

    Raises:
        InputError: The file cannot be read, or faults are in it.
    """
    return _pathway_with_notes(*_bytes_and_name(source))


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


def read_learner(data: bytes | str, file: str = "", today: date | None = None) -> Learner:
    """Return the learner that a text in YAML or JSON describes.

    Raises:
        InputError: Something is wrong with it; every fault is named.
    """
    notes, node = _open(data, file, "learner")
    given = {"start": today} if today and "start" not in node.entries else {}
    learner = Reader(FORMS, notes).fields(Learner, node, "", **given)
    stop_on(notes.faults)
    return _sure(learner, Learner)


def locate_in_learner(path: str | os.PathLike[str], fault: Fault) -> Fault:
    """Return a fault of a learner, found beside its pathway, with its place in the file.

    Raises:
        InputError: The file cannot be read.
    """
    name = os.fspath(path)
    notes, node = _open(bytes_of(name), name, "learner")
    Reader(FORMS, notes).fields(Learner, node, "")
    return notes.locate(fault)


def load_plan(path: str | os.PathLike[str]) -> Plan:
    """Return a plan from a JSON file, or from a PDF roadmap that holds it.

    Raises:
        InputError: The file cannot be read, or faults are in it.
    """
    name = os.fspath(path)
    return read_plan(bytes_of(name), name)


def read_plan(data: bytes | str, file: str = "") -> Plan:
    """Return the plan that `plan_to_json` wrote, alone or inside a PDF roadmap.

    Raises:
        InputError: Something is wrong with it; every fault is named.
    """
    if isinstance(data, bytes) and is_pdf(data):
        data, file = plan_inside(data, file), f"{file} ({ATTACHED_PLAN})".strip()
    notes, node = _open(data, file, "plan")
    plan = Reader(FORMS, notes).read(Plan, node, "")
    stop_on(notes.faults)
    return _sure(plan, Plan)


def _open(data: bytes | str, file: str, kind: str) -> tuple[Notebook, Mapping]:
    tree = read_tree(data, file)
    notes = Notebook(file, tree.faults)
    return notes, check_header(tree.root, kind, notes)


def _sure(value: Any, kind: type[T]) -> T:
    if not isinstance(value, kind):
        raise AssertionError(f"a {kind.__name__} that cannot be read has a fault")  # noqa: TRY004
    return value


def _cross_faults(pathway: Pathway, notes: Notebook) -> Iterator[Fault]:
    """Yield what is wrong with a pathway as a whole, at its place in the file."""
    known = [source.id for source in pathway.sources]
    broken = {fault.path for fault in notes.faults}
    for path in notes.cited if "sources" not in broken else ():
        name = notes.texts[path]
        if name not in known:
            message = f"There is no source {name!r}."
            hint = notes.suggest(name, known) or "Add it under sources."
            yield notes.locate(Fault(message, path, hint))
    if "steps" in broken:
        return
    endings = tuple(end for part, end in _CONSEQUENCES.items() if part in broken)
    for fault in find_faults(pathway):
        is_consequence = fault.path.endswith(endings) or notes.is_broken(fault.path)
        if not is_consequence:
            yield notes.locate(fault)


def _is_file_name(name: str) -> bool:
    if not name:
        return False
    return bool(Path(name).suffix) or any(mark in name for mark in "/\\") or Path(name).exists()


def bytes_of(name: str) -> bytes:
    """Return what a file holds, but never much more than the limit."""
    try:
        # Looking first matters: to open a pipe would wait for its other end.
        mode = Path(name).stat().st_mode
        if stat.S_ISDIR(mode):
            raise InputError([Fault("This is a folder, not a file.", file=name)])
        if not stat.S_ISREG(mode):
            raise InputError([Fault("This is not a regular file.", file=name)])
        with Path(name).open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
            more = file.read(LARGEST_PDF - LARGEST_FILE) if is_pdf(data) else b""
            return data + more
    except FileNotFoundError:
        raise InputError([Fault("There is no such file.", file=name)]) from None
    except OSError as error:
        raise InputError([Fault(f"Cannot be read: {error.strerror}.", file=name)]) from None
    except ValueError:
        # A NUL character in the name.
        if isinstance(name, str) and "\0" not in name:
            raise
        raise InputError([Fault("This cannot be the name of a file.")]) from None
