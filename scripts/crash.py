"""Kill each command that writes at every system call that writes, and look at what it leaves.

Run as `python scripts/crash.py`; needs Linux and strace. Each command runs once to its end, and
then again in a fresh folder for each call that writes, with SIGKILL in place of that call.
Every file must then hold what it held before or what it holds after the whole command, and the
same command must go through afterwards. It ends with status 1 where one does not.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
from attrs import frozen

CALLS = (
    "write,writev,pwrite64,rename,renameat,renameat2,link,linkat,unlink,unlinkat,"
    "ftruncate,truncate,mkdir,mkdirat,symlink,symlinkat,fsync,fchmod,fchmodat"
)

PATHWAY = """\
format: pathplanner/pathway/1
id: small
title: Small
destinations: [badge]
steps:
  course: {title: A course, kind: course, study_hours: 20, costs: {tuition: 100}}
  badge: {title: A badge, kind: credential, requires: course, costs: {exam: 50}}
"""
LEARNER = """\
# my own words
format: pathplanner/learner/1
start: 2026-01-05
hours_per_week: 10
goal: badge
"""
PEOPLE = "Name,Start,Hours\nAna,2027-01-04,10\nBen,2027-02-01,20\n"
BEFORE = {
    "small.yaml": PATHWAY,
    "me.yaml": LEARNER,
    "past.yaml": LEARNER + "holds:\n  - {step: course, since: 2026-01-02}\n",
    "people.csv": PEOPLE,
    "list.json": '["A course"]',
    "old.md": "old\n",
}

ME = ("small.yaml", "--learner", "me.yaml")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("plan", *ME, "-o", "old.md", "-o", "new.json", "-o", "new.ics"),
    ("done", "course", *ME, "--on", "2026-02-01", "-o", "old.md"),
    ("begun", "course", *ME, "--on", "2026-02-01"),
    ("failed", "badge", *ME, "--on", "2026-02-01", "--anyway", "-o", "new.md", "-o", "new.json"),
    ("dropped", "course", *ME, "--on", "2026-02-01"),
    ("undo", "small.yaml", "--learner", "past.yaml"),
    ("found", "course.costs.tuition", "120", *ME, "--from", "school", "--on", "2026-01-06"),
    ("hold", "list.json", "--pathway", "small.yaml", "--learner", "me.yaml", "--guesses", "yes"),
    ("new", "pathway", "mine"),
    ("new", "learner", "my"),
    ("start", "--yes", "--pathway", "small.yaml", "--name", "Cy", "-o", "cy.md"),
    ("import", "node-link", "graph.json", "-o", "made.yaml"),
    ("batch", "people.csv", "--pathway", "small.yaml", "-O", "out", "-t", "checklist"),
    ("show", "small.yaml", "--format", "json"),
)
"""Each leaves files, but for the last, which tells whether the counting finds nothing."""


DONE = ("already", "Nothing with a day is recorded", "is there already")
"""What a command says that has been done whole when it was killed."""


@frozen
class Tried:
    """What came of a command.

    Attributes:
        calls: System calls that write, as it runs to its end.
        kills: How often it was killed.
        faults: What it left that it must not.
    """

    calls: int
    kills: int
    faults: tuple[str, ...]


def main() -> int:
    """Try every command and print what came of it."""
    bad = False
    with tempfile.TemporaryDirectory() as name:
        shown = run(("show", "small.yaml", "--format", "node-link"), fresh(Path(name) / "one"))
    BEFORE["graph.json"] = shown.stdout
    for command in COMMANDS:
        tried = attempt(command)
        click.echo(f"{tried.kills:4} kills  {len(tried.faults)} faults  {' '.join(command)}")
        for fault in tried.faults:
            click.echo(f"      {fault}")
        bad = bad or bool(tried.faults)
    return int(bad)


def attempt(command: Sequence[str]) -> Tried:
    """Return what a command leaves when it is killed at each call in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = fresh(Path(name) / "whole")
        log = Path(name) / "log"
        run(command, folder, "-o", str(log), "-e", f"trace={CALLS}")
        after = contents(folder)
        calls = sum("(" in line and "+++" not in line for line in log.read_text().splitlines())
        faults: list[str] = []
        kills = 0
        for number in range(1, calls + 1):
            place = fresh(Path(name) / str(number))
            inject = f"inject={CALLS}:signal=SIGKILL:when={number}"
            run(command, place, "-o", os.devnull, "-e", f"trace={CALLS}", "-e", inject)
            kills += 1
            faults += [f"at call {number}: {one}" for one in wrong(place, after)]
            again = run(command, place)
            if again.returncode not in (0, 1) and not any(one in again.stderr for one in DONE):
                faults.append(
                    f"after call {number} it does not go on: {again.stderr.strip()[-300:]}"
                )
            shutil.rmtree(place)
        return Tried(calls, kills, tuple(faults))


def fresh(folder: Path) -> Path:
    """Return a new folder with the files that all commands begin with."""
    folder.mkdir()
    for name, text in BEFORE.items():
        (folder / name).write_text(text)
    return folder


def run(command: Sequence[str], folder: Path, *tracing: str) -> subprocess.CompletedProcess[str]:
    """Run a command of pathplanner in a folder, under strace when that has something to do."""
    called = [sys.executable, "-m", "pathplanner", *command]
    if tracing:
        called = ["strace", "-f", "--seccomp-bpf", *tracing, *called]
    env: Mapping[str, str] = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(  # noqa: S603
        called,
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name; what is not yet a file of anybody is left out."""
    found = (one for one in folder.rglob("*") if one.is_file())
    return {
        str(one.relative_to(folder)): one.read_bytes()
        for one in found
        if not one.name.startswith(".")
    }


def wrong(folder: Path, after: Mapping[str, bytes]) -> Iterator[str]:
    """Yield which files are neither as before nor as after the whole command."""
    now = contents(folder)
    for name, text in BEFORE.items():
        if name not in now:
            yield f"{name} is gone"
        elif now[name] not in (text.encode(), after.get(name)):
            yield f"{name} is neither the old one nor the new one"
    for name in sorted(now.keys() - BEFORE.keys()):
        # The list of a caseload grows line by line, and tells how many seconds each took.
        if name not in after:
            yield f"{name} is left over"
        elif now[name] != after[name] and not name.endswith("manifest.jsonl"):
            yield f"{name} is not whole"


if __name__ == "__main__":
    sys.exit(main())
