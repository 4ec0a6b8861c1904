"""How installed renderers are found and loaded.

A distribution offers a renderer by an entry point in the group `pathplanner.renderers`;
the entry point's name is the renderer's name. Its files end in that name (`plan.pdf`). A
renderer whose files end in something else offers the same object once more in the group
`pathplanner.suffixes`, under each suffix without its dot::

    [project.entry-points."pathplanner.renderers"]
    checklist = "pathplanner_checklist:renderer"

    [project.entry-points."pathplanner.suffixes"]
    md = "pathplanner_checklist:renderer"

So names and suffixes are known from metadata: nothing is imported until it renders. A
renderer that is broken, or whose name two distributions offer, is an error when it is
asked for, and the others go on working.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from attrs import frozen

from pathplanner.errors import (
    BrokenRenderer,
    PathplannerError,
    UnknownRenderer,
    did_you_mean,
)
from pathplanner.renderers.base import DataRenderer, DocumentRenderer, Renderer

GROUP = "pathplanner.renderers"
SUFFIXES = "pathplanner.suffixes"


@frozen
class RendererInfo:
    """Where an installed renderer comes from."""

    name: str
    distribution: str
    version: str

    def __str__(self) -> str:
        return f"renderer {self.name!r} (from {self.distribution} {self.version})"


def installed_renderers() -> tuple[RendererInfo, ...]:
    """Return the installed renderers by name, without importing any.

    Where two distributions offer one name, both are in the list.
    """
    return tuple(_info(entry) for offers in _by_name(GROUP).values() for entry in offers)


def renderer_info(name: str) -> RendererInfo:
    """Return where the renderer of that name comes from, without importing it.

    Raises:
        UnknownRenderer: None has that name.
        BrokenRenderer: Two distributions offer it.
    """
    return _info(_find(name))


def renderer_names() -> tuple[str, ...]:
    """Return the names of the installed renderers, without importing any."""
    return tuple(_by_name(GROUP))


def renderer_for_suffix(path: str | Path) -> str:
    """Return the name of the renderer that writes files that end like `path`.

    Raises:
        UnknownRenderer: No renderer writes such files.
        BrokenRenderer: Two distributions offer that suffix.
    """
    renderers = _by_name(GROUP)
    suffix = Path(path).suffix.lower().lstrip(".")
    if suffix in renderers:
        return suffix
    suffixes = _by_name(SUFFIXES)
    if suffix in suffixes:
        wanted = _only(suffixes[suffix], "files that end in").value
        for name, offers in renderers.items():
            if any(entry.value == wanted for entry in offers):
                return name
    known = [f".{name}" for name in sorted({*renderers, *suffixes})]
    said = f"Files that end in .{suffix}" if suffix else "Files without an ending"
    hint = did_you_mean(f".{suffix}", known)
    raise UnknownRenderer(f"{said} are written by no installed renderer. {hint}".rstrip())


def load_renderer(name: str) -> Renderer:
    """Import the renderer of that name.

    Raises:
        UnknownRenderer: None has that name.
        BrokenRenderer: It cannot be imported or does not keep the contract.
    """
    entry = _find(name)
    try:
        found: Renderer = entry.load()
    except PathplannerError:
        raise
    except (Exception, SystemExit) as error:
        raise BrokenRenderer(f"The {_info(entry)} cannot be loaded: {cause_of(error)}") from error
    if fault := _contract_fault(found):
        raise BrokenRenderer(f"The {_info(entry)} {fault}")
    if found.name != name:
        raise BrokenRenderer(f"The {_info(entry)} calls itself {found.name!r}; the two must agree.")
    return found


def _contract_fault(found: Any) -> str:
    """Return what to change in an object that is not a renderer; an empty text for one that is."""
    derive = (
        "derive its class from pathplanner.renderers.DataRenderer, whose render gets a plan, "
        "or from DocumentRenderer, whose render gets a document"
    )
    if isinstance(found, type):
        return f"is a class: offer an object of it, and {derive}."
    if not isinstance(found, DataRenderer | DocumentRenderer):
        is_old = not isinstance(found, Renderer) and callable(getattr(found, "render", None))
        return f"keeps {'the old' if is_old else 'no known'} contract of renderers: {derive}."
    missing = [one for one in ("name", "media_type", "suffixes") if not hasattr(found, one)]
    return f"has no {' and no '.join(missing)}: set it in its class." if missing else ""


def find_trouble(name: str) -> str:
    """Return why the renderer of that name cannot be used; an empty text when it can."""
    try:
        load_renderer(name)
    except PathplannerError as error:
        return str(error)
    return ""


def _find(name: str) -> EntryPoint:
    entries = _by_name(GROUP)
    if name not in entries:
        hint = did_you_mean(name, entries)
        if "Known:" not in hint:
            hint = f"{hint} Installed: {', '.join(entries) or 'none'}.".lstrip()
        raise UnknownRenderer(f"There is no renderer {name!r}. {hint}")
    return _only(entries[name], "the renderer")


def _only(offers: tuple[EntryPoint, ...], what: str) -> EntryPoint:
    """Return the one entry point that offers something."""
    if len(offers) > 1:
        names = " and ".join(_who(entry) for entry in offers)
        both = "Both" if len(offers) == 2 else "All of"
        raise BrokenRenderer(
            f"{both} {names} offer {what} {offers[0].name!r}. Uninstall all but one of them."
        )
    return offers[0]


def _by_name(group: str) -> dict[str, tuple[EntryPoint, ...]]:
    """Return the entry points of a group by name, in order; one for each distribution."""
    found: dict[str, list[EntryPoint]] = {}
    for entry in sorted(entry_points(group=group), key=lambda one: one.name):
        found.setdefault(entry.name, []).append(entry)
    return {name: _each_once(offers) for name, offers in found.items()}


def _each_once(offers: Sequence[EntryPoint]) -> tuple[EntryPoint, ...]:
    """Return one entry point for each distribution, in the order of their names."""
    # To ask who offers something takes long: all that is known of a distribution is read.
    if len(offers) < 2:
        return tuple(offers)
    by_who = {_who(entry): entry for entry in reversed(offers)}
    return tuple(by_who[who] for who in sorted(by_who))


def _who(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist else "an unnamed distribution"


def _info(entry: EntryPoint) -> RendererInfo:
    version = entry.dist.version if entry.dist else "of unknown version"
    return RendererInfo(entry.name, _who(entry), version)


def cause_of(error: BaseException) -> str:
    """Return what an error of other code says, with its kind."""
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
