"""What is in the wheel and the sdist, and that a wheel alone is enough to work with."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.cli.running import PATHWAY, START, environment

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel, built once."""
    folder = tmp_path_factory.mktemp("dist")
    call = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> ZipFile:
    """The wheel, opened."""
    [file] = built.glob("*.whl")
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
        r"pathplanner/renderers/fonts/.*\.ttf",
        r"pathplanner/renderers/fonts/OFL\.txt",
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


def test_every_file_is_in_the_sdist(built: Path) -> None:
    """Whoever has the sdist has all that git has, so that it can be tested and built anew."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("this is no checkout of git")
    call = ["git", "-c", "safe.directory=*", "ls-files", "-z"]  # whoever owns the checkout
    listed = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True)
    tracked = {name for name in listed.stdout.split("\0") if (ROOT / name).is_file()}
    assert "pyproject.toml" in tracked
    [file] = built.glob("*.tar.gz")
    with tarfile.open(file) as sdist:
        shipped = {name.partition("/")[2] for name in sdist.getnames()}
    assert sorted(tracked - shipped) == []


def test_the_wheel_works_alone(built: Path, tmp_path: Path) -> None:
    """In an environment of its own and from any folder the command plans, as pipx has it.

    The environment sees the libraries of this one, so that nothing is fetched; its own
    packages come first.
    """
    [file] = built.glob("*.whl")
    venv.create(tmp_path / "env", with_pip=False)
    tools = tmp_path / "env" / "bin"
    into = (sys.executable, "-m", "pip", "--python", str(tools / "python"), "install")
    subprocess.run([*into, "--quiet", "--no-index", "--no-deps", str(file)], check=True)
    [site] = (tmp_path / "env").glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    away = tmp_path / "away"
    away.mkdir()
    for call in (
        (str(tools / "pathplanner"), "plan", PATHWAY, *START, "-o", "a.pdf", "-o", "a.md"),
        (str(tools / "python"), "-c", "import pathplanner_pdf; print(pathplanner_pdf.__file__)"),
    ):
        done = subprocess.run(
            call, cwd=away, env=environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(site))
    assert (away / "a.pdf").read_bytes().startswith(b"%PDF")
    assert (away / "a.md").read_text("utf-8").startswith("# ")
