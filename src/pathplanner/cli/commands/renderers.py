"""`pathplanner renderers`: which formats there are, and their options."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

import click

from pathplanner.cli.options import JSON, complete_formats
from pathplanner.cli.terminal import head, print_json, say, work_through
from pathplanner.renderers import (
    Renderer,
    find_trouble,
    installed_renderers,
    load_renderer,
    renderer_info,
    renderer_options,
)


@click.command()
@click.argument("name", required=False, shell_complete=complete_formats)
@JSON
def renderers(name: str | None, *, as_json: bool) -> None:
    """List the installed renderers, or the options of the one called NAME."""
    if as_json:
        _print_json(name)
        return
    if name is not None:
        _describe(load_renderer(name))
        return
    found = installed_renderers()
    troubles = work_through(
        found, lambda one: find_trouble(one.name), lambda one: f"Trying {one.name}"
    )
    for info, trouble in zip(found, troubles, strict=True):
        said = f"from {info.distribution} {info.version}"
        if trouble:
            said += f" (broken) {trouble}"
        say(said, first=f"{info.name}: ")
    if not found:
        say("No renderer is installed. Install pathplanner with: pip install pathplanner")


def _print_json(name: str | None) -> None:
    """Print the renderers, or the one of that name with its options."""
    rows: list[dict[str, Any]] = []
    for info in installed_renderers():
        if name in (None, info.name):
            row = {"name": info.name, "distribution": info.distribution, "version": info.version}
            rows.append({**row, "trouble": find_trouble(info.name) or ""})
    if name is not None:
        renderer = load_renderer(name)
        kind = {"media_type": renderer.media_type, "suffixes": renderer.suffixes}
        rows = [{**row, **kind, "options": list(_options(renderer))} for row in rows]
    print_json("renderers", {"renderers": rows})


def _options(renderer: Renderer) -> Iterator[dict[str, Any]]:
    for option in renderer_options(renderer):
        yield {
            "name": option.name,
            "values": _choices(option.kind),
            "default": option.default,
            "meaning": option.meaning,
        }


def _describe(renderer: Renderer) -> None:
    head(renderer.name)
    say(f"Writes {renderer.media_type} to files that end in {', '.join(renderer.suffixes)}.")
    info = renderer_info(renderer.name)
    say(f"It comes from {info.distribution} {info.version}.")
    for option in renderer_options(renderer):
        default = option.default
        shown = default.value if isinstance(default, Enum) else default
        if isinstance(shown, bool):
            shown = "yes" if shown else "no"
        default_said = f"default: {shown}" if shown != "" else "empty by default"
        say(f"{_choices(option.kind)} ({default_said})", indent=2, first=f"-O {option.name}=")
        if option.meaning:
            say(option.meaning, indent=6)


def _choices(kind: Any) -> str:
    """Return what may be given for an option of that type."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "|".join(str(member.value) for member in kind)
    return {bool: "yes|no", int: "NUMBER"}.get(kind, "TEXT")
