"""`pathplanner plan --watch`: print again when a file changes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.cli.running import SMALL, START, environment, invoke

CODE = "import sys; from pathplanner.cli import main; sys.argv[0] = 'pathplanner'; main()"


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so, for 30 seconds at most."""
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_it_prints_again_and_goes_on_after_errors(place: Path) -> None:
    """A change is printed, a fault is told and watching goes on, and Ctrl-C ends it."""
    out, said = place / "p.md", place / "said.txt"
    args = ("plan", "small.yaml", *START, "-o", "p.md", "--watch")
    with said.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", CODE, *args],
            cwd=place, env=environment(place.parent / "elsewhere"), stderr=errors,
        )  # fmt: skip
    try:
        until(lambda: "Watching small.yaml. Ctrl-C stops." in said.read_text())
        assert "A course" in out.read_text("utf-8")
        (place / "small.yaml").write_text(SMALL.replace("A course", "Another course: new"))
        until(lambda: "small.yaml:8" in said.read_text())
        assert "A course" in out.read_text("utf-8")
        (place / "small.yaml").write_text(SMALL.replace("A course", "Another course"))
        until(lambda: "Another course" in out.read_text("utf-8"))
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert "Traceback" not in said.read_text()
    finally:
        process.kill()
        process.wait()


def test_there_must_be_a_file_to_watch(place: Path) -> None:
    """A bundled pathway alone never changes."""
    done = invoke("plan", "medical-biller-and-coder", "--watch")
    assert (done.exit_code, "There is no file to watch." in done.stderr) == (2, True)


def test_files_that_are_used_are_watched(place: Path) -> None:
    """A change in a file behind `uses` is printed, and it is named at the start."""
    (place / "small.yaml").rename(place / "common.yaml")
    (place / "mine.yaml").write_text(
        "format: pathplanner/pathway/1\nid: mine\ntitle: Mine\nstages: [Learn]\n"
        "destinations: [course]\nuses: common.yaml\nsteps:\n  course: shared\n"
    )
    out, said = place / "p.md", place / "said.txt"
    args = ("plan", "mine.yaml", *START, "-o", "p.md", "--watch")
    with said.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", CODE, *args],
            cwd=place, env=environment(place.parent / "elsewhere"), stderr=errors,
        )  # fmt: skip
    try:
        until(lambda: "Watching mine.yaml, common.yaml." in said.read_text())
        (place / "common.yaml").write_text(SMALL.replace("A course", "Another course"))
        until(lambda: "Another course" in out.read_text("utf-8"))
    finally:
        process.kill()
        process.wait()
