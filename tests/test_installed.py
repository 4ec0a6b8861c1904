"""The tests run what is installed: a wheel, or this checkout where that was asked for."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path

from tests.cli.running import environment

ROOT = Path(__file__).parents[1]
BUILT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
SOURCES = [ROOT / path for path in BUILT["targets"]["wheel"]["packages"]]
NAMES = [path.name for path in SOURCES]
WHERE = "import importlib, sys; [print(importlib.import_module(x).__file__) for x in sys.argv[1:]]"


def is_editable() -> bool:
    """Tell whether pip was asked for an installation that leads to a checkout."""
    origin = json.loads(distribution("pathplanner").read_text("direct_url.json") or "{}")
    return bool(origin.get("dir_info", {}).get("editable"))


def expected() -> list[Path]:
    """Return where each package must come from: the checkout if editable, else the wheel."""
    site = Path(str(distribution("pathplanner").locate_file("")))
    return [path if is_editable() else site / path.name for path in SOURCES]


def same(found: list[str | None]) -> bool:
    """Tell whether these `__init__.py` are those of the expected packages."""
    wanted = [path.resolve() / "__init__.py" for path in expected()]
    return [Path(str(file)).resolve() for file in found] == wanted


def test_this_process_has_the_installed_packages() -> None:
    """With a wheel installed, nothing is imported from the checkout."""
    found = [sys.modules[name].__file__ for name in NAMES if name in sys.modules]
    assert set(found) <= {str(path / "__init__.py") for path in expected()}
    specs = [find_spec(name) for name in NAMES]
    assert same([spec and spec.origin for spec in specs])


def test_a_command_has_the_same_packages(tmp_path: Path) -> None:
    """A command that the tests run as a process has what this process has."""
    done = subprocess.run(
        [sys.executable, "-c", WHERE, *NAMES],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert same(list(done.stdout.splitlines()))
