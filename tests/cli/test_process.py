"""What only a whole process shows: light starts, missing libraries, streams, signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.running import PATHWAY, START, environment, run

pytestmark = pytest.mark.slow

HEAVY = {"weasyprint", "networkx", "numpy", "PIL", "fontTools", "pydyf", "jsonschema", "rich"}
CHECKLIST = ("plan", PATHWAY, *START, "-t", "checklist")


@pytest.fixture
def no_pango(tmp_path: Path) -> Path:
    """Return a folder whose weasyprint fails as the real one does without Pango."""
    folder = tmp_path / "broken"
    (folder / "weasyprint").mkdir(parents=True)
    code = "raise OSError(\"cannot load library 'libpango-1.0-0'\")\n"
    (folder / "weasyprint" / "__init__.py").write_text(code)
    return folder


def without_pango(place: Path, broken: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the command where weasyprint cannot be imported."""
    return run(place, *args, PYTHONPATH=str(broken))


@pytest.mark.parametrize("args", [("--help",), ("list",), ("plan", "--help"), CHECKLIST])
def test_light_start(place: Path, args: tuple[str, ...]) -> None:
    """Help, list and a checklist import nothing heavy."""
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('MODULES', *sys.modules, file=sys.stderr))\n"
        "from pathplanner.cli import main\n"
        f"sys.argv = ['pathplanner', *{list(args)!r}]\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=place,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stderr.rpartition("MODULES ")[2].split())
    assert "pathplanner.cli" in loaded
    assert not loaded & HEAVY


@pytest.mark.parametrize("args", [("--help",), ("list",), ("renderers",), CHECKLIST])
def test_without_pango_all_else_works(place: Path, no_pango: Path, args: tuple[str, ...]) -> None:
    """Where Pango is missing, only PDF fails."""
    assert without_pango(place, no_pango, *args).returncode == 0


def test_without_pango_a_pdf_says_how_to_get_it(place: Path, no_pango: Path) -> None:
    """Status 3, the command that installs Pango, and the other files are written all the same."""
    args = ("plan", "small.yaml", *START, "-o", "a.md", "-o", "x.pdf")
    done = without_pango(place, no_pango, *args)
    assert done.returncode == 3
    assert "sudo apt-get install libpango-1.0-0" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (place / "x.pdf").exists()
    assert "A badge" in (place / "a.md").read_text("utf-8")


def test_one_missing_format_does_not_stop_the_others(place: Path, tmp_path: Path) -> None:
    """Each missing library is named with what installs it; the rest is written, and status is 3."""
    for name in ("docx", "openpyxl"):
        (tmp_path / "lib" / name).mkdir(parents=True)
        code = f"raise ModuleNotFoundError('No module named {name}', name='{name}')\n"
        (tmp_path / "lib" / name / "__init__.py").write_text(code)
    files = ("a.docx", "a.md", "a.xlsx", "a.csv")
    outputs = [part for file in files for part in ("-o", file)]
    done = without_pango(place, tmp_path / "lib", "plan", "small.yaml", *START, *outputs)
    assert done.returncode == 3, done.stderr
    assert done.stderr.startswith("Wrote a.md\nWrote a.csv\nError: 2 things are wrong.\n")
    for extra in ("docx", "xlsx"):
        assert f'pip install "pathplanner[{extra}]"' in done.stderr
    assert [file for file in files if (place / file).exists()] == ["a.md", "a.csv"]


def test_nothing_is_recorded_where_a_format_is_missing(place: Path, no_pango: Path) -> None:
    """The file and the roadmap go together: without the one the other stays as it is."""
    text = "format: pathplanner/learner/1\nstart: 2027-01-04\n"
    (place / "me.yaml").write_text(text)
    args = ("done", "course", "small.yaml", "--learner", "me.yaml", "-o", "x.pdf")
    assert without_pango(place, no_pango, *args).returncode == 3
    assert (place / "me.yaml").read_text() == text


def test_without_pango_start_writes_a_checklist(place: Path, no_pango: Path) -> None:
    """It says why; and where there is such a checklist already, nothing is written."""
    flags = ("start", "--yes", "--pathway", "small.yaml", "--name", "Zoe", *START)
    done = without_pango(place, no_pango, *flags)
    assert done.returncode == 0, done.stderr
    assert "sudo apt-get install libpango-1.0-0" in done.stderr
    assert "A badge" in (place / "zoe-roadmap.md").read_text("utf-8")
    (place / "zoe.yaml").unlink()
    again = without_pango(place, no_pango, *flags)
    assert (again.returncode, (place / "zoe.yaml").exists()) == (2, False)
    assert "zoe-roadmap.md: There is such a file already" in again.stderr


def test_without_pango_the_doctor_says_so(place: Path, no_pango: Path) -> None:
    """The doctor ends with status 3 and the command that helps."""
    done = without_pango(place, no_pango, "doctor")
    assert done.returncode == 3
    assert "sudo apt-get install libpango-1.0-0" in " ".join(done.stdout.split())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("args", [("list",), CHECKLIST, ("--help",), ("check", "small.yaml")])
def test_a_full_output(place: Path, args: tuple[str, ...]) -> None:
    """Standard output that takes nothing gives status 2 and one message."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pathplanner", *args],
            cwd=place,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "Error: Cannot read or write the output: No space left on device.\n"


def test_a_full_device_as_file(place: Path) -> None:
    """-o to a device that is full gives status 2."""
    done = run(place, "plan", "small.yaml", *START, "-o", "/dev/full", "-t", "json")
    assert done.returncode == 2
    assert "No space left on device" in done.stderr


@pytest.mark.parametrize("args", [("show", PATHWAY), CHECKLIST, ("schema", "plan")])
def test_a_reader_that_goes_away(place: Path, args: tuple[str, ...]) -> None:
    """A closed pipe ends the command quietly, with the status of a shell."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pathplanner", *args],
            cwd=place,
            env=environment(),
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")


def test_ctrl_c(place: Path) -> None:
    """Ctrl-C ends with status 130 and no traceback."""
    code = (
        "import sys\nfrom pathplanner.cli import main\n"
        "import pathplanner.formats.bundled as source\n"
        "def wait():\n  print('ready', flush=True)\n  import time\n  time.sleep(60)\n"
        "source.bundled_pathways = wait\nsys.argv = ['pathplanner', 'list']\nmain()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=place,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in errors


def test_a_narrow_encoding(place: Path) -> None:
    """A terminal without Unicode gets question marks, not a traceback."""
    done = run(place, "plan", "small.yaml", *START, "--name", "Zoë", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "Made for Zo?" in done.stdout


def test_color_only_where_wanted(place: Path) -> None:
    """Headings are bold in a terminal, and plain with NO_COLOR."""
    import pty

    seen = {}
    for no_color in ("", "1"):
        main_end, terminal = pty.openpty()
        env = {**environment(), "TERM": "xterm", "NO_COLOR": no_color}
        command = [sys.executable, "-m", "pathplanner", "list"]
        subprocess.run(command, cwd=place, env=env, stdout=terminal, check=True)
        seen[no_color] = os.read(main_end, 4096)
        os.close(main_end)
        os.close(terminal)
    assert b"\x1b[1m" in seen[""]
    assert b"\x1b" not in seen["1"]
