"""What is in the wheel, and that the version is one and the same everywhere."""

from __future__ import annotations

import configparser
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """The wheel, built once; with the installed builder if there is one, else by pip."""
    folder = tmp_path_factory.mktemp("wheel")
    if find_spec("hatchling"):
        call = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    else:
        call = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), "."]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [file] = folder.glob("*.whl")
    return ZipFile(file)


def read(wheel: ZipFile, end: str) -> str:
    [name] = [name for name in wheel.namelist() if name.endswith(end)]
    return wheel.read(name).decode()


def test_every_file_of_the_packages_is_in_the_wheel(wheel: ZipFile) -> None:
    """Code, data, schemas, fonts and style sheets are all there, and no rubbish."""
    expected = {
        file.relative_to(base).as_posix()
        for base in (ROOT / "src", ROOT / "plugins")
        for file in base.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and ".egg-info" not in str(file)
    }
    shipped = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert shipped == expected


@pytest.mark.parametrize(
    "pattern",
    [
        r"pathplanner/py\.typed",
        r"pathplanner/data/medical-biller-and-coder\.yaml",
        r"pathplanner/schemas/(pathway|learner|plan)\.schema\.json",
        r"pathplanner_pdf/fonts/.*\.ttf",
        r"pathplanner_pdf/fonts/OFL\.txt",
        r"pathplanner_pdf/.*\.css",
        r"pathplanner_checklist/__init__\.py",
        r"pathplanner_json/__init__\.py",
        r"pathplanner-[^/]*\.dist-info/licenses/LICENSE",
    ],
)
def test_what_must_not_be_forgotten(wheel: ZipFile, pattern: str) -> None:
    """The wheel has the files without which an installed pathplanner is broken."""
    assert [name for name in wheel.namelist() if re.fullmatch(pattern, name)]


def test_entry_points_lead_somewhere(wheel: ZipFile) -> None:
    """Each entry point names a module that is in the wheel."""
    points = configparser.ConfigParser(delimiters=("=",))
    points.read_string(read(wheel, ".dist-info/entry_points.txt"))
    assert points["console_scripts"]["pathplanner"] == "pathplanner.cli:main"
    assert {
        "checklist", "csv", "dot", "ics", "json", "mermaid", "pdf", "text",
    } <= set(points["pathplanner.renderers"])  # fmt: skip
    names = set(wheel.namelist())
    for group in points.sections():
        for value in points[group].values():
            module = value.partition(":")[0].replace(".", "/")
            assert {f"{module}.py", f"{module}/__init__.py"} & names, value


def test_every_suffix_has_its_renderer() -> None:
    """What `pathplanner.suffixes` offers is a renderer that is offered too."""
    points = PROJECT["entry-points"]
    renderers = set(points["pathplanner.renderers"].values())
    assert set(points.get("pathplanner.suffixes", {}).values()) <= renderers
    assert "md" in points["pathplanner.suffixes"]


def test_the_version_is_the_same_everywhere(wheel: ZipFile) -> None:
    """Project, installed package and wheel have one version, and the changelog knows it."""
    number = version("pathplanner")
    assert PROJECT.get("version", number) == number
    assert f"\nVersion: {number}\n" in read(wheel, ".dist-info/METADATA")
    log = (ROOT / "CHANGELOG.md").read_text("utf-8")
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", log, re.MULTILINE)
    assert released[:1] in ([], [number])


def test_the_readme_is_the_description(wheel: ZipFile) -> None:
    """The page of the package shows the whole README."""
    assert (ROOT / "README.md").read_text("utf-8").strip() in read(wheel, ".dist-info/METADATA")
