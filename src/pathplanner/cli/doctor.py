"""`pathplanner doctor`: what is installed, what is missing and how to get it."""

from __future__ import annotations

import platform
import sys
from importlib import import_module
from pathlib import Path

import click

PACKAGES = ("pathplanner", "attrs", "click", "networkx", "PyYAML", "weasyprint")
GET_PANGO = (
    "On Debian or Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0. On macOS: brew install pango."
)


@click.command(short_help="Say what is installed and what is missing.")
@click.pass_context
def doctor(context: click.Context) -> None:
    """Say what is installed, what is missing and how to get it."""
    from pathplanner.cli.guard import DONE, MISSING
    from pathplanner.cli.say import head, say

    head("Installed")
    say(f"Python {platform.python_version()} ({sys.executable})", indent=2)
    missing = [*_packages(), *_pdf(), *_fonts(), *_renderers()]
    say()
    head("Missing" if missing else "Everything is there. PDF works.")
    for problem in missing:
        say(problem, indent=2, first="- ")
    context.exit(MISSING if missing else DONE)


def _packages() -> list[str]:
    """Print the packages; return what is missing."""
    from importlib.util import find_spec

    from pathplanner.cli.say import say
    from pathplanner.cli.versions import version_of

    modules = {"attrs": "attrs", "PyYAML": "yaml"}
    missing = []
    for package in PACKAGES:
        say(f"{package} {version_of(package)}", indent=2)
        if find_spec(modules.get(package, package)) is None:
            missing.append(f"The package {package}. Install it: pip install {package}")
    return missing


def _pdf() -> list[str]:
    """Print whether the libraries for PDF load; return what is missing."""
    from pathplanner.cli.say import say

    try:
        import_module("weasyprint")
    except OSError as error:
        return [f"The Pango library, for PDF only ({error}). {GET_PANGO}"]
    except ImportError:
        return []  # told as a missing package
    say("Pango: found", indent=2)
    return []


def _fonts() -> list[str]:
    from importlib.util import find_spec

    from pathplanner.cli.say import say

    found = find_spec("pathplanner_pdf")
    folders = list(found.submodule_search_locations or ()) if found else []
    fonts = [font for folder in folders for font in Path(folder).glob("fonts/*.ttf")]
    say(f"Fonts that come with it: {len(fonts)}", indent=2)
    return [] if fonts else ["The fonts of the PDF. Install again: pip install pathplanner"]


def _renderers() -> list[str]:
    from pathplanner.cli.say import say
    from pathplanner.renderers import renderer_names

    names = renderer_names()
    say(f"Renderers: {', '.join(names) or 'none'}", indent=2)
    wanted = [name for name in ("checklist", "json", "pdf") if name not in names]
    return [f"The renderer {name}. Install again: pip install pathplanner" for name in wanted]
