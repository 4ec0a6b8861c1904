"""`pathplanner doctor`: what is installed, what is missing and how to get it."""

from __future__ import annotations

import platform
import sys
from importlib import import_module
from pathlib import Path

import click

PACKAGES = ("pathplanner", "attrs", "click", "networkx", "PyYAML", "rich", "weasyprint")
GET_PANGO = (
    "On Debian or Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0. On macOS: brew install pango."
)


@click.command(short_help="Say what is installed and what is missing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_context
def doctor(context: click.Context, *, as_json: bool) -> None:
    """Say what is installed, what is missing and how to get it."""
    from pathplanner.cli.terminal.guard import DONE, MISSING
    from pathplanner.cli.terminal.say import head, say
    from pathplanner.cli.terminal.waiting import working

    told = [f"Python {platform.python_version()} ({sys.executable})"]
    with working("Looking at what is installed"):
        missing = [*_packages(told), *_pdf(told), *_fonts(told), *_renderers(told)]
    if as_json:
        from pathplanner.cli.as_json import print_json

        print_json("doctor", {"installed": told, "missing": missing})
    else:
        head("Installed")
        for line in told:
            say(line, indent=2)
        say()
        head("Missing" if missing else "Everything is there. PDF works.")
        for problem in missing:
            say(problem, indent=2, first="- ")
    context.exit(MISSING if missing else DONE)


def _packages(told: list[str]) -> list[str]:
    """Tell the packages; return what is missing."""
    from importlib.util import find_spec

    from pathplanner.cli.versions import version_of

    modules = {"attrs": "attrs", "PyYAML": "yaml"}
    missing = []
    for package in PACKAGES:
        told.append(f"{package} {version_of(package)}")
        if find_spec(modules.get(package, package)) is None:
            missing.append(f"The package {package}. Install it: pip install {package}")
    return missing


def _pdf(told: list[str]) -> list[str]:
    """Tell whether the libraries for PDF load; return what is missing."""
    try:
        import_module("weasyprint")
    except OSError as error:
        return [f"The Pango library, for PDF only ({error}). {GET_PANGO}"]
    except ImportError:
        return []  # told as a missing package
    told.append("Pango: found")
    return []


def _fonts(told: list[str]) -> list[str]:
    from importlib.util import find_spec

    found = find_spec("pathplanner.renderers")
    folders = list(found.submodule_search_locations or ()) if found else []
    fonts = [font for folder in folders for font in Path(folder).glob("fonts/*.ttf")]
    told.append(f"Fonts that come with it: {len(fonts)}")
    return [] if fonts else ["The fonts of the PDF. Install again: pip install pathplanner"]


def _renderers(told: list[str]) -> list[str]:
    from pathplanner.renderers import renderer_names

    names = renderer_names()
    told.append(f"Renderers: {', '.join(names) or 'none'}")
    wanted = [name for name in ("checklist", "json", "pdf") if name not in names]
    return [f"The renderer {name}. Install again: pip install pathplanner" for name in wanted]
