"""Steps that several pathway files share: `uses` names a file, `shared` takes a step of it.

Why: a diploma is one step, whichever career it leads to. Written once, it cannot differ,
so that pathways which share it can be merged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Mapping as MappingType
from contextlib import suppress
from importlib import resources
from pathlib import Path
from typing import Any

from attrs import define, evolve, field, frozen

from pathplanner.errors import InputError
from pathplanner.formats.bundled import is_file
from pathplanner.formats.forms.kinds import FAILED, harmless
from pathplanner.formats.forms.reader import Reader
from pathplanner.formats.loaded import Loaded, join
from pathplanner.formats.syntax.nodes import Entry, Mapping, Place, Scalar, key_path
from pathplanner.formats.syntax.notebook import Notebook
from pathplanner.model.evidence import evidence_of
from pathplanner.model.listed import leaves_of, lists_in
from pathplanner.model.marks import cited, steps_named
from pathplanner.model.merging import ALIKE
from pathplanner.model.pathway import Pathway
from pathplanner.model.state_facts import joined_states
from pathplanner.model.step import Step

WORD = "shared"
KEY = "uses"
FOLDERS = ("data/shared", "data")
"""Where files for `uses` lie that come with pathplanner, and are named without a folder."""

SUFFIX = ".yaml"


@frozen
class SharedSteps:
    """What one file takes from others.

    Attributes:
        files: The names behind `uses`.
        order: Ids of all steps of the file, in its order, the shared ones among them.
        steps: Ids of the steps that are taken.
        place: Where `uses` stands.
    """

    files: tuple[str, ...]
    order: tuple[str, ...]
    steps: frozenset[str]
    place: Place


def split(node: Mapping, reader: Reader) -> tuple[Mapping, SharedSteps | None]:
    """Return a pathway's block without what it takes from other files, and what that is."""
    uses = node.entries.get(KEY)
    if uses is None:
        return node, None
    files = reader.items(str, uses.value, KEY)
    steps = node.entries.get("steps")
    if steps is None or not isinstance(steps.value, Mapping):
        return node.without(KEY), SharedSteps(
            files if files is not FAILED else (), (), frozenset(), uses
        )
    own = steps.value
    # A step whose name is lost, as to an anchor, can be no step at all; the reader says so.
    taken = frozenset(name for name, entry in own.entries.items() if name and _is_shared(entry))
    for name in taken:
        entry = own.entries[name]
        reader.notes.at[key_path("steps", name)] = entry
    rest = Entry(steps.line, steps.column, own.without(*taken))
    found = SharedSteps(files if files is not FAILED else (), tuple(own.entries), taken, uses)
    return Mapping(node.line, node.column, {**node.without(KEY).entries, "steps": rest}), found


def _is_shared(entry: Entry) -> bool:
    return isinstance(entry.value, Scalar) and entry.value.text.strip() == WORD


def find(name: str, file: str) -> tuple[bytes | None, str]:
    """Return what a bundled file for `uses` holds, or else the path of the file meant.

    A path counts from the folder of the file that names it.
    """
    if name and not Path(name).suffix and not any(mark in name for mark in "/\\"):
        for folder in FOLDERS:
            entry = resources.files("pathplanner").joinpath(folder, name + SUFFIX)
            with suppress(OSError, ValueError):
                return entry.read_bytes(), name
    return None, str(Path(file).parent / name)


def _bundled() -> list[str]:
    """Return the names of the files for `uses` that come with pathplanner."""
    folders = (resources.files("pathplanner").joinpath(folder) for folder in FOLDERS)
    names = (entry.name for folder in folders if folder.is_dir() for entry in folder.iterdir())
    return sorted(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX))


def with_shared_steps(
    pathway: Pathway,
    shared: SharedSteps,
    others: MappingType[str, Loaded[Pathway]],
    notes: Notebook,
) -> Pathway:
    """Return a pathway with the shared steps in their places, and all that they refer to.

    A shared step brings the steps that it names, right before it, unless the file has a
    step of that id. Bodies, occupations and sources come along when something names them.
    """
    parts = {name: one.value for name, one in others.items()}
    try:
        pool = join(others.values())
    except InputError as error:
        for fault in error.faults:
            notes.fault(fault.message, KEY, fault.hint, shared.place)
        return without_shared_steps(pathway, shared)
    for name, why in ALIKE.items():
        if getattr(pool, name) != getattr(pathway, name):
            message = f"The {name} of {pool.id} is {getattr(pool, name)}, here it is another."
            notes.fault(message, KEY, why, shared.place)
    homes = {name: file for file, part in parts.items() for name in part.by_id}
    steps = (
        _Steps(pathway.by_id, shared, pool, homes, notes).all() if shared.steps else pathway.steps
    )
    whole = evolve(pathway, steps=steps)
    stages = (step.stage for step in steps if step.id in pool.by_id and step.stage)
    whole = evolve(whole, stages=tuple(dict.fromkeys((*pathway.stages, *stages))))
    taken = {step.id for step in steps if step.id in pool.by_id}
    more = joined_states([pool.states], taken)
    whole = evolve(whole, states=joined_states([whole.states, more]))
    whole = _with(whole, "bodies", pool, _bodies_of(whole))
    whole = _with(whole, "occupations", pool, {step.occupation for step in steps})
    whole = _with(whole, "lists", pool, {name for s in steps for name in lists_in(s.requires)})
    whole = _with(whole, "scales", pool, {step.scale for step in steps} | _scales_of(steps, pool))
    whole = _with_evidence(whole, pool, [step for step in steps if step.id in pool.by_id])
    return _with(whole, "sources", pool, cited(whole))


def _scales_of(steps: Sequence[Step], pool: Pathway) -> set[str]:
    """Return the scales on which the least grades stand that steps ask for."""
    asked = {leaf.minimum for step in steps for leaf in leaves_of(step.requires) if leaf.minimum}
    return {scale.id for scale in pool.scales if not asked.isdisjoint(scale.grades)}


def _bodies_of(pathway: Pathway) -> set[str]:
    there = {step.body for state in pathway.states for step in state.steps}
    return there | {step.body for step in pathway.steps}


def _with_evidence(whole: Pathway, pool: Pathway, taken: Sequence[Step]) -> Pathway:
    """Return a pathway with the facts that estimates of shared steps come from.

    A fact of a step that is not shared itself becomes a named fact under its path.
    """
    known = {fact.id for fact in whole.facts}
    more = [
        pool.fact(name)
        for name in evidence_of(tuple(taken))
        if name not in known and name.partition(".")[0] not in whole.by_id
    ]
    return evolve(whole, facts=(*whole.facts, *more))


def without_shared_steps(pathway: Pathway, shared: SharedSteps) -> Pathway:
    """Return a pathway in which steps that could not be taken exist, with nothing in them."""
    empty = (harmless(Step, id=name) for name in shared.order if name in shared.steps)
    return evolve(pathway, steps=(*pathway.steps, *empty))


def _with(whole: Pathway, name: str, pool: Pathway, names: set[str]) -> Pathway:
    """Return a pathway with the items of the pool that it names and does not have."""
    own = getattr(whole, name)
    known = {item.id for item in own}
    more = (one for one in getattr(pool, name) if one.id in names and one.id not in known)
    both: Any = (*own, *more)
    return evolve(whole, **{name: both})


@define(eq=False)
class _Steps:
    """Puts shared steps among a file's own."""

    own: MappingType[str, Step]
    shared: SharedSteps
    pool: Pathway
    homes: MappingType[str, str]
    notes: Notebook
    steps: dict[str, Step] = field(factory=dict)

    def all(self) -> tuple[Step, ...]:
        for name in self.shared.order:
            if name not in self.shared.steps:
                if name in self.own:
                    self.steps[name] = self.own[name]
            elif name in self.pool.by_id:
                self._take(name, self.notes.at[key_path("steps", name)])
            else:
                path = key_path("steps", name)
                message = f"There is no step {name!r} in {self.pool.id}."
                hint = self.notes.suggest(name, self.pool.by_id)
                self.notes.fault(message, path, hint, self.notes.at[path])
                self.steps[name] = harmless(Step, id=name)
        return tuple(self.steps.values())

    def _take(self, name: str, place: Place) -> None:
        """Put a shared step in, after the steps that it names and nobody has yet."""
        if name in self.steps:
            return
        self.notes.at.setdefault(key_path("steps", name), place)
        self.notes.shared[name] = self.homes[name]
        step = self.pool.by_id[name]
        named = set(steps_named(step)) - set(self.own) - self.shared.steps
        for other in sorted(named & set(self.pool.by_id), key=self.pool.place.__getitem__):
            self._take(other, place)
        self.steps[name] = step


Load = Callable[[str], Loaded[Pathway]]
"""Reads a file that another one uses."""


def load_all(shared: SharedSteps, notes: Notebook, load: Load) -> dict[str, Loaded[Pathway]]:
    """Return what a file uses, by name; one that is not there is written down.

    Raises:
        InputError: One of them is faulty; its own faults are named.
    """
    found = {}
    for name in shared.files:
        data, path = find(name, notes.file)
        if data is None and not is_file(path):
            hint = notes.suggest(name, _bundled())
            hint = hint or "Name one that comes with pathplanner, or a path from this file."
            notes.fault(f"There is no file {path!r} to use.", KEY, hint, shared.place)
        else:
            found[name] = load(name)
    return found
