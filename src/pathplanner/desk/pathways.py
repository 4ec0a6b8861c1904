"""Which pathways are meant, and these read as one, in the language that is asked for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from attrs import evolve

from pathplanner.desk.naming import MARK, Joined
from pathplanner.desk.request import File, Meanwhile
from pathplanner.document.words.language import find_language, no_words_in
from pathplanner.errors import Fault, Faults, InputError
from pathplanner.formats.bundled import (
    DEFAULT,
    FORMER,
    bundled_pathways,
    is_bundled,
    is_file,
    is_file_name,
    new_name,
)
from pathplanner.formats.files import load_pathway, open_pathway
from pathplanner.formats.loaded import Loaded, Places, join
from pathplanner.formats.translations import load_translation
from pathplanner.model.finder import Career, careers_named, search
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan
from pathplanner.model.translation import (
    Translation,
    join_translations,
    main_tag,
    pathway_texts,
    translate,
    untranslated,
)

Source = Pathway | File
_ENDINGS = frozenset({".yaml", ".yml", ".json"})
_HEAD = 20_000
"""How much of a file is read to find what pathway it is."""

_MOST = 4
"""How many careers a message names."""

Shelf = dict[str, Loaded[Pathway]]
"""Pathways that were read, by name, so that none is read twice for one answer."""


def name_of(source: Source) -> str:
    """Return what a pathway is called: its name or file, or the id of a value."""
    return source.id if isinstance(source, Pathway) else os.fspath(source)


def of_goals(goals: Iterable[str], folder: Path) -> dict[str, str]:
    """Return the pathways that goals name, by what stands there; none if one is unknown.

    Args:
        goals: Steps, some with a bundled pathway or the file of one before them.
        folder: From where the paths of files count.
    """
    found = {}
    for scope in filter(None, (goal.rpartition(MARK)[0] for goal in goals)):
        if is_bundled(scope):
            found[scope] = new_name(scope)
        elif Path(scope).suffix or MARK in scope or is_file(folder / scope):
            found[scope] = str(folder / scope)
        else:
            return {}
    return found


def of_plan(plan: Plan) -> tuple[str, ...]:
    """Return the pathways of a plan, which tells only their ids; none if one is not bundled."""
    names = tuple(map(new_name, plan.pathway.id.split("+")))
    return names if all(map(is_bundled, names)) else ()


def files_of_id(name: str, folders: Iterable[Path]) -> list[str]:
    """Return the pathway files in some folders that have an id."""
    value = rf"""["']?{re.escape(name)}["']?\s*(,|#|$)"""
    called = re.compile(rf"""^\s*"?id"?\s*:\s*{value}""", re.MULTILINE)
    found: dict[Path, str] = {}
    for folder in folders:
        for file in sorted(folder.glob("*")) if folder.is_dir() else ():
            if file.suffix in _ENDINGS and file.is_file():
                with suppress(OSError, UnicodeDecodeError), file.open(encoding="utf-8") as text:
                    head = text.read(_HEAD)
                    if "pathplanner/pathway/" in head and called.search(head):
                        found.setdefault(file.resolve(), str(file))
    return list(found.values())


def holders_of(text: str) -> list[str]:
    """Return the bundled pathways that have a step of that id."""
    name = text.strip().rpartition(MARK)[2].casefold()
    return [pathway for pathway, steps in _bundled_steps().items() if name in steps]


@cache
def _bundled_steps() -> Mapping[str, frozenset[str]]:
    """Return the steps of each bundled pathway; all are read once, not for each person."""
    return {one: frozenset(load_pathway(one).by_id) for one in bundled_pathways()}


def default_for(steps: Iterable[str]) -> tuple[str, ...]:
    """Return the pathway that is meant where none is named; none where that is not clear.

    It is the built-in one, if it has the steps that are named, or else the only bundled one
    that has them.
    """
    named = set(steps)
    homes = [set(holders_of(step)) if MARK not in step else set[str]() for step in named]
    found = set.intersection(*homes) if homes else {DEFAULT}
    if DEFAULT in found:
        return (DEFAULT,)
    return tuple(found) if len(found) == 1 else ()


def find_career(words: str) -> Career | None:
    """Return the bundled career that plain words name, such as `medical coder` or `29-2061`.

    Returns:
        None where the words are a name or a file, or nothing fits.

    Raises:
        InputError: Several fit, or only steps on the way; they are named.
    """
    if not words.strip() or is_bundled(words) or is_file_name(words):
        return None
    known = {name: load_pathway(name) for name in bundled_pathways()}
    found = careers_named(known, words)
    if len(found) == 1:
        return found[0]
    ways = [f"{one.pathway}{f' --goal {one.goal}' * bool(one.goal)} ({one.title})" for one in found]
    if ways:
        raise InputError([Fault(f"{words!r} may mean several careers.", "pathways", _first(ways))])
    hits = [f"{hit.pathway} ({hit.title})" for hit in search(known, words)]
    if hits:
        raise InputError([Fault(f"No career is called {words!r}.", "pathways", _first(hits))])
    return None


def _first(ways: Sequence[str]) -> str:
    left = len(ways) - _MOST
    more = f"; and {left} more, see: pathplanner list" if left > 0 else ""
    return f"Name one: {'; '.join(ways[:_MOST])}{more}."


def in_plain_words(
    sources: Sequence[Source], notes: list[str], *, has_goal: bool
) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """Return pathways that may be told in plain words, and the goals that these name.

    Args:
        sources: Pathways, or words for careers.
        notes: Where it is written down how words were understood.
        has_goal: Whether a goal is told already, so that words name pathways only.

    Raises:
        InputError: Words may mean several careers, or only steps on the way.
    """
    found, goals = list[Source](), list[str]()
    for one in sources:
        career = find_career(one) if isinstance(one, str) else None
        found.append(career.pathway if career else one)
        if career:
            named = "" if has_goal else career.goal
            goals += [named] if named else []
            meant = f"{career.pathway}{f' --goal {named}' * bool(named)}"
            title = load_pathway(career.pathway).title if has_goal else career.title
            notes.append(f"Taken for {one!r}: {meant} ({title}).")
    return tuple(found), tuple(goals)


def read_pathways(
    sources: Sequence[Source],
    language: str,
    written: Mapping[str, str],
    shelf: Shelf,
    meanwhile: Meanwhile,
    faults: Faults,
) -> Joined | None:
    """Return pathways as one; None when something is wrong, which is written down.

    Args:
        sources: The pathways.
        language: BCP 47 tag to have their texts in, as far as there are translations.
        written: What stands before steps in a file, with the source that it means.
        shelf: Those that were read before; what is read now is added.
        meanwhile: Shows that work goes on.
        faults: Where faults are written down, and which texts stay as they are.
    """
    names = tuple(map(name_of, sources))
    with meanwhile("", len(names)) as begin:
        for name, source in zip(names, sources, strict=True):
            begin(f"Reading {name}")
            if isinstance(source, Pathway):
                shelf[name] = Loaded(source, Places(name))
            elif name not in shelf and (found := faults.of(lambda: open_pathway(source))):  # noqa: B023
                shelf[name] = found
    if not all(name in shelf for name in names):
        return None
    parts = [shelf[name] for name in names]
    written_as = [part.value for part in parts]
    if language:
        parts = _in_language(language, names, parts, faults)
    whole = faults.of(lambda: join(parts))
    if whole is None:
        return None
    scopes = {name: part.value for name, part in zip(names, parts, strict=True)}
    scopes |= {scope: scopes[name] for scope, name in written.items() if name in scopes}
    ids = {part.value.id: part.value for part in parts}
    scopes |= {old: scopes[new] for old, new in FORMER.items() if new in scopes}
    first = tuple(old for old, part in zip(written_as, parts, strict=True) if old is not part.value)
    return Joined(names, whole, {**scopes, **ids, whole.id: whole}, first)


def _in_language(
    language: str, names: Sequence[str], parts: list[Loaded[Pathway]], faults: Faults
) -> list[Loaded[Pathway]]:
    """Return pathways in a language, all with the texts of all: what they share stays one."""
    spoken = find_language(language)
    texts = _translation(language, names, faults)
    foreign = [part for part in parts if main_tag(part.value.language) != main_tag(language)]
    if texts is None and spoken is None:
        faults.found.append(no_words_in(language))
        return parts
    found = texts or Translation(spoken.tag if spoken else language, {})
    for part in foreign:
        if count := len(untranslated(part.value, found)):
            of = f"{count} of {len(pathway_texts(part.value))} texts of {part.value.id}"
            faults.notes.append(f"Not translated and still in {part.value.language!r}: {of}.")
    return [
        evolve(part, value=translate(part.value, found)) if part in foreign else part
        for part in parts
    ]


def translated(
    plan: Plan, language: str, names: Sequence[str], own: Mapping[str, str], faults: Faults
) -> Plan:
    """Return a plan in a language, with the translations that lie beside its pathways.

    Args:
        plan: The plan.
        language: BCP 47 tag.
        names: Where its pathways are.
        own: Their texts that may have no translation, with the language of each.
        faults: Where faults are written down.
    """
    before = plan.pathway.language
    if main_tag(before) == main_tag(language):
        return plan
    back = _translation(before, names, faults)
    there = _translation(language, names, faults)
    plan = translate(plan, back.back(language)) if back else plan
    return translate(plan, there, own) if there else plan


def _translation(language: str, names: Sequence[str], faults: Faults) -> Translation | None:
    read = [faults.of(lambda name=name: load_translation(name, language)) for name in names]  # type: ignore[misc]
    parts = [part for part in read if part is not None]
    return join_translations(parts[0].language, parts) if parts else None
