"""`pathplanner plan --watch`: print again when a file changes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.cli.running import SMALL, START, environment, invoke

pytestmark = pytest.mark.slow

CODE = "import sys; from pathplanner.cli import main; sys.argv[0] = 'pathplanner'; main()"


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so, for 30 seconds at most."""
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


@contextmanager
def watching(place: Path, pathway: str, *more: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run `plan --watch` to p.md meanwhile; what it says is in said.txt."""
    with (place / "said.txt").open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", CODE, "plan", pathway, *START, "-o", "p.md", "--watch", *more],
            cwd=place, env=environment(), stderr=errors,
        )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_it_prints_again_and_goes_on_after_errors(place: Path) -> None:
    """A change is printed, a fault is told and watching goes on, and Ctrl-C ends it."""
    out, said = place / "p.md", place / "said.txt"
    with watching(place, "small.yaml") as process:
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


def test_a_file_that_comes_back_is_still_watched(place: Path) -> None:
    """A learner file that is gone for a while is told, and read again when it is there."""
    me, out, said = place / "me.yaml", place / "p.md", place / "said.txt"
    words = "format: pathplanner/learner/1\nstart: 2027-01-04\nname: "
    me.write_text(f"{words}Ana\n")
    with watching(place, "small.yaml", "--learner", "me.yaml"):
        until(lambda: "Watching small.yaml, me.yaml." in said.read_text())
        me.unlink()
        until(lambda: "me.yaml: There is no such file." in said.read_text())
        me.write_text(f"{words}Bea\n")
        until(lambda: "Bea" in out.read_text("utf-8"))


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
    with watching(place, "mine.yaml"):
        until(lambda: "Watching mine.yaml, common.yaml." in said.read_text())
        (place / "common.yaml").write_text(SMALL.replace("A course", "Another course"))
        until(lambda: "Another course" in out.read_text("utf-8"))


def translate(place: Path, words: str) -> None:
    """Write the Spanish of `A course`."""
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (place / "small.es.po").write_text(f'{head}msgid "A course"\nmsgstr "{words}"\n', "utf-8")


def test_the_translation_in_use_is_watched(place: Path) -> None:
    """A change in the PO file beside the pathway is printed, a fault in it is told."""
    translate(place, "Un curso")
    out, said = place / "p.md", place / "said.txt"
    with watching(place, "small.yaml", "--language", "es-MX"):
        until(lambda: "Watching small.yaml, small.es.po." in said.read_text())
        assert "Un curso" in out.read_text("utf-8")
        translate(place, "Otro curso")
        until(lambda: "Otro curso" in out.read_text("utf-8"))
        (place / "small.es.po").write_text("mgid")
        until(lambda: "small.es.po:1:1" in said.read_text())
        translate(place, "Un curso nuevo")
        until(lambda: "Un curso nuevo" in out.read_text("utf-8"))


def test_the_translation_of_the_plan_before_is_watched(place: Path) -> None:
    """With --from the language is that of the plan; without a language no PO file is watched."""
    translate(place, "Un curso")
    said = place / "said.txt"
    assert invoke("plan", "small.yaml", *START, "--language", "es", "-o", "p.json").exit_code == 0
    with watching(place, "small.yaml", "--from", "p.json"):
        until(lambda: "Watching small.yaml, small.es.po, p.json." in said.read_text())
    with watching(place, "small.yaml"):
        until(lambda: "Watching small.yaml. " in said.read_text())
