"""The texts of pathway, learner and plan files to values; every fault in one is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from pathplanner.errors import Fault, InputError
from pathplanner.formats.attached import ATTACHED_PLAN, is_pdf, plan_inside
from pathplanner.formats.bundled import bytes_of
from pathplanner.formats.forms.learner import Noted, Settled
from pathplanner.formats.forms.reader import Reader
from pathplanner.formats.header import check_header
from pathplanner.formats.loaded import Loaded
from pathplanner.formats.plan_1 import to_format_2
from pathplanner.formats.shared_steps import (
    find,
    load_all,
    split,
    with_shared_steps,
    without_shared_steps,
)
from pathplanner.formats.syntax.nodes import Mapping
from pathplanner.formats.syntax.notebook import Notebook, stop_on
from pathplanner.formats.syntax.text import other_than_text
from pathplanner.formats.syntax.tree import MOST_FAULTS, read_tree
from pathplanner.model.learner import Learner
from pathplanner.model.office import Office
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan

HISTORY = "history"
"""The key of a learner file for what is no longer so; no plan looks at it."""

RECORDED = "recorded"
"""The key for what commands recorded, the last at the end; no plan looks at it."""

# A fault in the part on the left makes checks with these endings say what is only
# its consequence.
_CONSEQUENCES = {"stages": ".stage", "bodies": ".body", "occupations": ".occupation"}


def read_pathway(data: bytes | str, file: str = "") -> Pathway:
    """Return the pathway that a text in YAML or JSON describes.

    Paths behind `uses` count from the folder of `file`.

    Raises:
        InputError: Something is wrong with it or with a file that it uses; every fault
            is named.
    """
    return loaded_pathway(data, file).value


def loaded_pathway(
    data: bytes | str, file: str = "", users: tuple[str, ...] = ()
) -> Loaded[Pathway]:
    """Return the pathway that a text describes, and where everything in it stands.

    Args:
        data: The text.
        file: What it is called; paths behind `uses` count from its folder.
        users: The files that use it.

    Raises:
        InputError: Something is wrong with it or with a file that it uses; every fault
            is named.
    """
    notes, node = _open(data, file, "pathway")
    reader = Reader(notes)
    node, shared = split(node, reader)
    pathway = reader.read(Pathway, node, "")
    if isinstance(pathway, Pathway) and shared:
        read = load_all(shared, notes, lambda name: _sharing_pathway(name, file, (*users, file)))
        if len(read) == len(shared.files):
            pathway = with_shared_steps(pathway, shared, read, notes)
        else:
            pathway = without_shared_steps(pathway, shared)
    if isinstance(pathway, Pathway):
        notes.faults += list(islice(_cross_faults(pathway, notes), MOST_FAULTS))
    stop_on(notes.faults)
    assert isinstance(pathway, Pathway)  # noqa: S101 - else there is a fault
    return Loaded(pathway, notes)


def _sharing_pathway(name: str, file: str, users: tuple[str, ...]) -> Loaded[Pathway]:
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
    return loaded_pathway(bytes_of(path) if data is None else data, path, users)


def used_by(name: str) -> list[str]:
    """Return the files behind `uses` that do not come with pathplanner; none if it is faulty."""
    try:
        notes, node = _open(bytes_of(name), name, "pathway")
    except InputError:
        return []
    _, shared = split(node, Reader(notes))
    places = [find(one, name) for one in shared.files] if shared else []
    return [path for data, path in places if data is None]


def read_learner(data: bytes | str, file: str = "", today: date | None = None) -> Learner:
    """Return the learner that a text in YAML or JSON describes.

    Raises:
        InputError: Something is wrong with it; every fault is named.
    """
    return loaded_learner(data, file, today).value


def loaded_learner(data: bytes | str, file: str = "", today: date | None = None) -> Loaded[Learner]:
    """Return the learner that a text describes, and where everything in it stands.

    Args:
        data: The text.
        file: What it is called.
        today: The start of the plan when the text names none.

    Raises:
        InputError: Something is wrong with it; every fault is named.
    """
    return learner_with_history(data, file, today)[0]


def learner_with_history(
    data: bytes | str, file: str, today: date | None
) -> tuple[Loaded[Learner], tuple[Settled, ...]]:
    """Return the learner that a text describes, and what was so before; see `loaded_learner`.

    Raises:
        InputError: Something is wrong with it; every fault is named.
    """
    notes, node = _open(data, file, "learner")
    reader, past = Reader(notes), node.entries.get(HISTORY)
    history = reader.read(tuple[Settled, ...], past.value, HISTORY) if past else ()
    if told := node.entries.get(RECORDED):
        reader.read(tuple[Noted, ...], told.value, RECORDED)
    given = {"start": today} if today and "start" not in node.entries else {}
    learner = reader.fields(Learner, node.without(HISTORY, RECORDED), "", **given)
    stop_on(notes.faults)
    assert isinstance(learner, Learner)  # noqa: S101 - else there is a fault
    return Loaded(learner, notes), history


def recorded_in(data: bytes | str, file: str = "") -> tuple[Noted, ...]:
    """Return what commands recorded in a learner file, the last at the end.

    Raises:
        InputError: Something is wrong with it; every fault is named.
    """
    notes, node = _open(data, file, "learner")
    told = node.entries.get(RECORDED)
    found = Reader(notes).read(tuple[Noted, ...], told.value, RECORDED) if told else ()
    stop_on(notes.faults)
    return found if isinstance(found, tuple) else ()


def loaded_office(data: bytes | str, file: str = "") -> Loaded[Office]:
    """Return what an office found out for many learners, and where everything in it stands.

    Raises:
        InputError: Something is wrong with it; every fault is named.
    """
    notes, node = _open(data, file, "office")
    office = Reader(notes).fields(Office, node, "")
    stop_on(notes.faults)
    assert isinstance(office, Office)  # noqa: S101 - else there is a fault
    return Loaded(office, notes)


def read_plan(data: bytes | str, file: str = "") -> Plan:
    """Return the plan that `plan_to_json` wrote, alone or inside a PDF roadmap.

    Raises:
        InputError: Something is wrong with it; every fault is named.
    """
    if isinstance(data, bytes) and is_pdf(data):
        data, file = plan_inside(data, file), f"{file} ({ATTACHED_PLAN})".strip()
    notes, node = _open(data, file, "plan")
    plan = Reader(notes).read(Plan, node, "")
    stop_on(notes.faults)
    assert isinstance(plan, Plan)  # noqa: S101 - else there is a fault
    return plan


def _open(data: bytes | str, file: str, kind: str) -> tuple[Notebook, Mapping]:
    if what := other_than_text(data):
        hint = "Give a roadmap that pathplanner wrote, or its JSON." if kind == "plan" else ""
        raise InputError([Fault(f"This is {what}, not a {kind}.", hint=hint, file=file)])
    tree = read_tree(data, file)
    notes = Notebook(file, tree.faults)
    node, version = check_header(tree.root, kind, notes)
    if kind == "plan" and version == 1:
        node = to_format_2(node, Reader(notes))
    return notes, node


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
    for fault in pathway.faults:
        is_consequence = fault.path.endswith(endings) or notes.is_broken(fault.path)
        if not is_consequence:
            yield notes.locate(fault)
