"""Every folder in examples/ does what it says."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import pathplanner as pp

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


@pytest.fixture
def installed_csv(tmp_path: Path) -> tuple[Path, ...]:
    """The CSV renderer as pip would leave it: its module, and its entry points beside it."""
    folder = EXAMPLES / "renderer-csv"
    project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
    site = tmp_path / "site"
    info = site / f"pathplanner_csv-{project['version']}.dist-info"
    info.mkdir(parents=True)
    shutil.copy(folder / "pathplanner_csv.py", site)
    lines = ["Metadata-Version: 2.1", f"Name: {project['name']}", f"Version: {project['version']}"]
    (info / "METADATA").write_text("\n".join(lines) + "\n")
    points = ""
    for group, entries in project["entry-points"].items():
        points += f"[{group}]\n" + "".join(f"{key} = {what}\n" for key, what in entries.items())
    (info / "entry_points.txt").write_text(points)
    return (site,)


def test_the_csv_renderer(installed_csv: tuple[Path, ...], tmp_path: Path) -> None:
    """A stranger's renderer is listed, found by its file ending, and takes its option."""
    listed = run("pathplanner", "renderers", folder=tmp_path, python_path=installed_csv)
    assert "pathplanner-csv" in listed.stdout
    code = (
        "import pathplanner as pp\n"
        "pathway = pp.load_pathway('medical-biller-and-coder')\n"
        "learner = pp.Learner(start='2027-01-04', holds=['high-school-diploma'])\n"
        "plan = pp.plan(pathway, learner, goal='cpc')\n"
        "pp.render(plan, 'csv', 'tabs.csv', separator='tab')\n"
    )
    done = run(sys.executable, "-c", code, folder=tmp_path, python_path=installed_csv)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "tabs.csv").read_text("utf-8").startswith("number\tstep\t")
    done = run(
        *("pathplanner", "plan", "medical-biller-and-coder", "--goal", "cpc"),
        *("--start", "2027-01-04", "--have", "high-school-diploma", "-o", "steps.csv"),
        folder=tmp_path,
        python_path=installed_csv,
    )
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO((tmp_path / "steps.csv").read_text("utf-8"))))
    assert rows[-1]["step"].startswith("CPC")
    assert [int(row["number"]) for row in rows] == list(range(1, len(rows) + 1))
