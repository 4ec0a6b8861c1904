"""`pathplanner doctor`: what is installed, what is missing and how to get it."""

from __future__ import annotations

import json
import platform
import re
import sys
from importlib import import_module
from importlib.metadata import requires
from importlib.util import find_spec
from pathlib import Path

import click

from pathplanner.cli.edge import version_of
from pathplanner.cli.terminal.guard import DONE, MISSING
from pathplanner.cli.terminal.progress_bar import working
from pathplanner.cli.terminal.screen import head, say
from pathplanner.renderers import renderer_names

PACKAGES = ("pathplanner", "attrs", "click", "networkx", "PyYAML", "rich", "weasyprint")
GET_PANGO = (
    "On Debian or Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0. On macOS: brew install pango."
)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_context
def doctor(context: click.Context, *, as_json: bool) -> None:
    """Say what is installed, what is missing and how to get it."""
    told = [f"Python {platform.python_version()} ({sys.executable})"]
    with working("Looking at what is installed"):
        missing = [*_packages(told), *_pdf(told), *_fonts(told), *_renderers(told)]
        left_out = _extras()
    if as_json:
        tree = {"schema": "pathplanner/doctor/1", "installed": told, "missing": missing}
        click.echo(json.dumps({**tree, "left_out": left_out}, indent=2))
        context.exit(MISSING if missing else DONE)
    whole = "All that every format needs is there." if left_out else "Everything is there."
    parts = {
        "Installed": told,
        "Not installed, and needed for one format only": left_out,
        "Missing" if missing else f"{whole} PDF works.": missing,
    }
    for title, lines in parts.items():
        if lines or lines is missing:
            head(title)
            for line in lines:
                say(line, indent=2, first="" if lines is told else "- ")
            if lines is not missing:
                say()
    context.exit(MISSING if missing else DONE)


def _extras() -> list[str]:
    """Return what formats need that are left out of a plain installation, and is not there."""
    found = []
    for line in requires("pathplanner") or ():
        needed = re.match(r"([\w.-]+).*; *extra *== *['\"]([\w-]+)['\"]", line)
        if needed and needed[2] != "all" and not version_of(needed[1]):
            package, extra = needed.groups()
            found.append(f'{extra} needs {package}. Install it: pip install "pathplanner[{extra}]"')
    return found


def _packages(told: list[str]) -> list[str]:
    """Tell the packages; return what is missing."""
    modules = {"attrs": "attrs", "PyYAML": "yaml"}
    missing = []
    for package in PACKAGES:
        told.append(f"{package} {version_of(package) or 'not installed'}")
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
    found = find_spec("pathplanner.renderers")
    folders = list(found.submodule_search_locations or ()) if found else []
    fonts = [font for folder in folders for font in Path(folder).glob("fonts/*.ttf")]
    told.append(f"Fonts that come with it: {len(fonts)}")
    return [] if fonts else ["The fonts of the PDF. Install again: pip install pathplanner"]


def _renderers(told: list[str]) -> list[str]:
    names = renderer_names()
    told.append(f"Renderers: {', '.join(names) or 'none'}")
    wanted = [name for name in ("checklist", "json", "pdf") if name not in names]
    return [f"The renderer {name}. Install again: pip install pathplanner" for name in wanted]
