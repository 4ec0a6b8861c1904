"""Every folder in examples/ does what it says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest

import pathplanner as pp

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[1] / "examples"


def run(
    *call: str, folder: Path, python_path: tuple[Path, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder; `pathplanner` is that of this Python."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    modules = [*map(str, python_path), os.environ.get("PYTHONPATH", "")]
    return subprocess.run(
        call,
        cwd=folder,
        env=os.environ
        | {"PATH": path, "NO_COLOR": "1", "PYTHONPATH": os.pathsep.join(filter(None, modules))},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def example(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of an example, so that running it leaves nothing behind."""
    folder = tmp_path / str(request.param)
    shutil.copytree(EXAMPLES / request.param, folder)
    return folder


def test_every_example_is_listed() -> None:
    """The list of examples names every folder."""
    listed = (EXAMPLES / "README.md").read_text("utf-8")
    folders = [path.name for path in EXAMPLES.iterdir() if path.is_dir()]
    assert [name for name in folders if f"[{name}](" not in listed] == []


@pytest.mark.parametrize("example", ["learner-file"], indirect=True)
def test_the_learner_file(example: Path) -> None:
    """The learner file makes a checklist that starts as its README says."""
    done = run(
        *("pathplanner", "plan", "medical-biller-and-coder"),
        *("--learner", "maria.yaml", "-o", "maria.md"),
        folder=example,
    )
    assert done.returncode == 0, done.stderr
    [said] = re.findall(r"```text\n(.*?)```", (example / "README.md").read_text("utf-8"), re.DOTALL)
    assert (example / "maria.md").read_text("utf-8").startswith(said)
    assert pp.load_learner(example / "maria.yaml").funding[0].arrives is not None


@pytest.mark.parametrize("example", ["library"], indirect=True)
def test_planning_in_python(example: Path) -> None:
    """The script prints every step, finds no fault in the plan, and says why not."""
    done = run(sys.executable, "-W", "error", "plan_in_python.py", folder=example)
    assert done.returncode == 0, done.stderr
    assert "Done on 20" in done.stdout
    assert "The plan is wrong" not in done.stdout
    assert "No plan: deadline" in done.stdout
    assert "It would work with another deadline" in done.stdout
    assert (example / "checklist.md").read_text("utf-8").startswith("# ")


@pytest.mark.parametrize("example", ["counsellor"], indirect=True)
def test_the_caseload(example: Path, tmp_path: Path) -> None:
    """Each person gets a result; a broken file is named and does not stop the others."""
    (example / "learners" / "wrong.yaml").write_text("format: pathplanner/learner/1\nhours: x\n")
    done = run("sh", str(example / "make-all.sh"), "out", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    for line in ("maria: done", "sam: no plan is possible", "tess: done"):
        assert line in done.stdout.splitlines()
    assert "wrong: the file needs mending" in done.stdout
    assert (tmp_path / "out" / "maria.md").exists()
    assert not (tmp_path / "out" / "wrong.md").exists()


@pytest.mark.parametrize("example", ["second-state"], indirect=True)
def test_the_second_state(example: Path) -> None:
    """The pathway is right, plans for a person of that state and refuses one of another."""
    checked = run("pathplanner", "check", "--strict", "registered-nurse-ohio.yaml", folder=example)
    assert checked.returncode == 0, checked.stdout
    pathway = pp.load_pathway(example / "registered-nurse-ohio.yaml")
    ohio, texas = (
        pp.plan(pathway, pp.Learner("2027-01-04", state=state, holds=["high-school-diploma"]))
        for state in ("US-OH", "US-TX")
    )
    assert "registered-nurse-license-ohio" in [step.id for step in ohio.steps]
    assert texas.status is pp.Status.IMPOSSIBLE


@pytest.mark.parametrize("example", ["notebook"], indirect=True)
def test_the_notebook(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its cells run one after the other, and it is kept without what they printed."""
    monkeypatch.chdir(example)
    cells = json.loads((example / "study-hours.ipynb").read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert len(code) > 3
    assert all(cell["outputs"] == [] for cell in code)
    names: dict[str, object] = {}
    for cell in code:
        exec("".join(cell["source"]), names)  # noqa: S102 - our own example
    assert (example / "plan.html").read_bytes().startswith(b"<!DOCTYPE html>")


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A fresh environment in which pip installed the example, and a copy of its folder.

    The environment sees the libraries of this one, so that nothing is fetched.
    """
    base = tmp_path_factory.mktemp("stranger")
    project = base / "renderer-tsv"
    shutil.copytree(EXAMPLES / "renderer-tsv", project)
    venv.create(base / "env", with_pip=False)
    python = base / "env" / "bin" / "python"
    [site] = (base / "env").glob("lib/python*/site-packages")
    lines = [f"import site; site.addsitedir({path!r})" for path in map(str, sites())]
    (site / "libraries.pth").write_text("\n".join(lines) + "\n", "utf-8")
    done = run(
        *(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
        *("--no-index", "--no-build-isolation", str(project)),
        folder=base,
    )
    assert done.returncode == 0, done.stderr
    return python, project


def sites() -> list[Path]:
    """Return the folders of installed packages that this Python looks in."""
    return [Path(path) for path in sys.path if path.endswith("-packages")]


def test_a_stranger_passes_the_checks(stranger: tuple[Path, Path]) -> None:
    """The example, installed by pip in a fresh environment, passes the conformance kit."""
    python, project = stranger
    done = run(
        *(str(python), "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider"),
        *("-W", "error", "tests"),
        folder=project,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed
    assert int(passed[1]) > 40


def test_a_stranger_on_the_command_line(stranger: tuple[Path, Path], tmp_path: Path) -> None:
    """The example is listed and described, found by both its endings, and takes its options."""
    call = (str(stranger[0]), "-m", "pathplanner")
    listed = run(*call, "renderers", folder=tmp_path)
    assert "tsv: from pathplanner-tsv 0.1.0" in listed.stdout.splitlines()
    described = run(*call, "renderers", "tsv", folder=tmp_path).stdout
    assert "-O dates=iso|words (default: iso)" in described
    assert "-O heading=yes|no (default: yes)" in described
    assert "Whether the first line names the columns." in described
    plan = (*call, "plan", "medical-biller-and-coder", "--goal", "cpc", "--start", "2027-01-04")
    options = ("-O", "dates=words", "-O", "heading=no")
    done = run(*plan, *options, "-o", "steps.tsv", "-o", "same.tab", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "steps.tsv").read_text("utf-8")
    assert text == (tmp_path / "same.tab").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    assert rows[0][2].replace("\u00a0", " ").startswith("January ")
    done = run(*plan, "-O", "dates=roman", "-o", "steps.tsv", folder=tmp_path)
    assert done.returncode == 2
    assert "iso, words" in done.stderr


def test_the_renderer_of_the_readme_passes_the_checks(tmp_path: Path) -> None:
    """What README shows as a whole renderer, with the project file beside it, passes the kit."""
    _, _, text = (EXAMPLES.parent / "README.md").read_text("utf-8").partition("## Write a renderer")
    code, project = (
        re.search(rf"```{kind}\n(.*?)```", text, re.DOTALL) for kind in ("python", "toml")
    )
    assert code
    assert project
    told = tomllib.loads(project[1])
    [(name, place)] = told["project"]["entry-points"]["pathplanner.renderers"].items()
    [module] = told["tool"]["setuptools"]["py-modules"]
    (tmp_path / f"{module}.py").write_text(code[1], "utf-8")
    info = tmp_path / "my_dates-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: my-dates\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[pathplanner.renderers]\n{name} = {place}\n")
    (tmp_path / "test_it.py").write_text(
        "from pathplanner.testing import RendererContract\n"
        f"class TestIt(RendererContract):\n    name = {name!r}\n"
    )
    call = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error")
    done = run(*call, "test_it.py", folder=tmp_path, python_path=(tmp_path,))
    assert done.returncode == 0, done.stdout + done.stderr
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed
    assert int(passed[1]) > 40
