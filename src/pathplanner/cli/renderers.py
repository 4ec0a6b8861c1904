"""`pathplanner renderers`: which formats there are, and their options."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

import click

from pathplanner.cli import complete

if TYPE_CHECKING:
    from pathplanner.renderers import Renderer


@click.command(short_help="List the formats a plan can be written in.")
@click.argument("name", required=False, shell_complete=complete.formats)
def renderers(name: str | None) -> None:
    """List the installed renderers, or the options of the one called NAME."""
    from pathplanner.cli.say import say
    from pathplanner.renderers import find_trouble, installed_renderers, load_renderer

    if name is not None:
        _describe(load_renderer(name))
        return
    found = installed_renderers()
    for info in found:
        said = f"from {info.distribution} {info.version}"
        if trouble := find_trouble(info.name):
            said += f" (broken) {trouble}"
        say(said, first=f"{info.name}: ")
    if not found:
        say("No renderer is installed. Install pathplanner with: pip install pathplanner")


def _describe(renderer: Renderer) -> None:
    import attrs

    from pathplanner.cli.say import head, say
    from pathplanner.options import option_meanings
    from pathplanner.renderers import renderer_info

    head(renderer.name)
    say(f"Writes {renderer.media_type} to files that end in {', '.join(renderer.suffixes)}.")
    info = renderer_info(renderer.name)
    say(f"It comes from {info.distribution} {info.version}.")
    options = attrs.fields(attrs.resolve_types(renderer.options))
    meanings = option_meanings(renderer.options)
    for option in options:
        default = option.default
        shown = default.value if isinstance(default, Enum) else default
        if isinstance(shown, bool):
            shown = "yes" if shown else "no"
        default_said = f"default: {shown}" if shown != "" else "empty by default"
        say(f"{_choices(option.type)} ({default_said})", indent=2, first=f"-O {option.name}=")
        if meaning := meanings.get(option.name):
            say(meaning, indent=6)
    if not options:
        say("It has no options.")


def _choices(kind: Any) -> str:
    """Return what may be given for an option of that type."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "|".join(str(member.value) for member in kind)
    return {bool: "yes|no", int: "NUMBER"}.get(kind, "TEXT")
