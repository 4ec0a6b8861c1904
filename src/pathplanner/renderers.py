"""What a renderer is, how installed ones are found, and how one is run.

A renderer turns a `Plan` into bytes. A distribution offers one by an entry point in
the group `pathplanner.renderers`; the entry point's name is the renderer's name. Its
files end in that name (`plan.pdf`). A renderer whose files end in something else
offers the same object once more in the group `pathplanner.suffixes`, under each suffix
without its dot::

    [project.entry-points."pathplanner.renderers"]
    checklist = "pathplanner_checklist:renderer"

    [project.entry-points."pathplanner.suffixes"]
    md = "pathplanner_checklist:renderer"

So names and suffixes are known from metadata: nothing is imported until it renders. A
renderer that is broken, or whose name two distributions offer, is told as such when it
is asked for, and the others go on working.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from attrs import frozen

from pathplanner.errors import (
    BrokenRenderer,
    Fault,
    InputError,
    PathplannerError,
    UnknownRenderer,
    did_you_mean,
)
from pathplanner.files import write_bytes_safely
from pathplanner.model.plan import Plan
from pathplanner.options import parse_options

GROUP = "pathplanner.renderers"
SUFFIXES = "pathplanner.suffixes"


@runtime_checkable
class Renderer(Protocol):
    """Turns a plan into bytes of one format."""

    @property
    def name(self) -> str:
        """The name of its entry point."""

    @property
    def media_type(self) -> str:
        """Such as `application/pdf`."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How its files end, such as `.pdf`; the usual one first."""

    @property
    def options(self) -> type[Any]:
        """An attrs class with a default for every option.

        Each option is a `str`, `int`, `bool` or `StrEnum`. What it means stands in the
        docstring of the class under `Attributes:`, from where users are told.
        """

    def render(self, plan: Plan, options: Any, /) -> bytes:
        """Return the plan in this format; the same plan always gives the same bytes.

        One plan gives one file. A format of several files returns an archive of them,
        and has the media type and the suffix of the archive.
        """


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
        found = entry.load()
    except PathplannerError:
        raise
    except (Exception, SystemExit) as error:
        raise BrokenRenderer(f"The {_info(entry)} cannot be loaded: {_cause(error)}") from error
    if isinstance(found, type) or not isinstance(found, Renderer):
        raise BrokenRenderer(
            f"The {_info(entry)} is no renderer: {entry.value} must have name, media_type, "
            "suffixes, options and render."
        )
    if found.name != name:
        raise BrokenRenderer(f"The {_info(entry)} calls itself {found.name!r}; the two must agree.")
    return found


def find_trouble(name: str) -> str:
    """Return why the renderer of that name cannot be used; an empty text when it can."""
    try:
        load_renderer(name)
    except PathplannerError as error:
        return str(error)
    return ""


def make_options(renderer: Renderer, values: Mapping[str, object] | None = None) -> Any:
    """Return the renderer's options with `values` in place; texts are parsed.

    Raises:
        InputError: An option does not exist or cannot have that value.
    """
    return parse_options(renderer.options, values or {}, renderer.name)


def render(plan: Plan, name: str, target: str | Path | None = None, **options: object) -> bytes:
    """Return the plan in the format `name`, and write it to `target` if one is given.

    Raises:
        UnknownRenderer: No renderer has that name.
        InputError: An option is wrong.
        MissingComponent: The renderer needs something that is not installed.
        BrokenRenderer: The renderer failed.
        OutputError: The file could not be written; what was there is untouched.
    """
    renderer = load_renderer(name)
    chosen = make_options(renderer, options)
    data = _run(name, lambda: renderer.render(plan, chosen))
    if target is not None:
        write_bytes_safely(target, data)
    return data


def can_compare(renderer: Renderer) -> bool:
    """Return whether a renderer offers `render_comparison(plans, options)` besides `render`."""
    return callable(getattr(renderer, "render_comparison", None))


def render_comparison(plans: Sequence[tuple[str, Plan]], name: str, **options: object) -> bytes:
    """Return plans beside each other in the format `name`, each with what it is called.

    One plan alone is compared with its other ways.

    Raises:
        UnknownRenderer: No renderer has that name.
        InputError: An option is wrong, or the format cannot show plans beside each other.
        MissingComponent: The renderer needs something that is not installed.
        BrokenRenderer: The renderer failed.
    """
    renderer: Any = load_renderer(name)
    if not can_compare(renderer):
        hint = "Choose a format that shows pages, such as pdf."
        message = f"The format {name} cannot show plans beside each other."
        raise InputError((Fault(message, "", hint=hint),))
    chosen = make_options(renderer, options)
    return _run(name, lambda: renderer.render_comparison(tuple(plans), chosen))


def _run(name: str, work: Callable[[], bytes]) -> bytes:
    """Return what a renderer gives; its failure is told as such."""
    try:
        data = work()
    except PathplannerError:
        raise
    except (Exception, SystemExit) as error:
        raise BrokenRenderer(f"The {_info(_find(name))} failed: {_cause(error)}") from error
    if not isinstance(data, bytes):
        raise BrokenRenderer(f"The {_info(_find(name))} gave no bytes but {type(data).__name__}.")
    return data


def _find(name: str) -> EntryPoint:
    entries = _by_name(GROUP)
    if name not in entries:
        hint = did_you_mean(name, entries) or "None is installed."
        known = f" Installed: {', '.join(entries)}." if entries and "Known:" not in hint else ""
        raise UnknownRenderer(f"There is no renderer {name!r}. {hint}{known}")
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


def _cause(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
