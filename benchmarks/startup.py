"""Time whole processes beside a bare click program, in one run.

    python benchmarks/startup.py

CPU time (user and system) of the process, the least of many turns taken in rotation.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

TURNS = 15
BARE = "import click\n@click.command()\ndef main(): pass\nmain()"
WORDS = "medical-biller-and-coder --goal cpc --start 2027-01-04 --have high-school-diploma"


def cpu(command: list[str]) -> float:
    """Return the CPU milliseconds of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return used * 1000


def main() -> None:
    """Print each command's time and its ratio to the bare program."""
    ours = str(Path(sys.executable).with_name("pathplanner"))
    commands = {
        "bare click --help": [sys.executable, "-c", BARE, "--help"],
        "pathplanner --help": [ours, "--help"],
        "pathplanner list": [ours, "list"],
        "pathplanner plan -t checklist": [ours, "plan", *WORDS.split(), "-t", "checklist"],
        "pathplanner plan -t pdf": [ours, "plan", *WORDS.split(), "-t", "pdf"],
    }
    best = dict.fromkeys(commands, float("inf"))
    for _ in range(TURNS):
        for name, command in commands.items():
            best[name] = min(best[name], cpu(command))
    bare = best["bare click --help"]
    for name, least in best.items():
        print(f"{name:32}{least:8.0f} ms {least / bare:6.1f}x")


if __name__ == "__main__":
    main()
