"""How many people a minute: `pathplanner batch` next to the shell loop of examples/counsellor.

Run as `python benchmarks/caseload.py`. All differ in hours, money, start and goal, and each
gets a plan and a PDF. Both ways are whole processes and have the same people. CPU seconds
are those of all processes of a way; on a shared machine wall time says little.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter

import click

GOALS = (
    ("medical-biller-and-coder", "cpc"),
    ("pharmacy-technician", "cpht"),
    ("medical-biller-and-coder", "ccs"),
    ("medical-biller-and-coder", "cpb"),
)
HEADS = ("id", "name", "pathway", "goal", "start", "hours_per_week", "holds", "savings", "monthly")
LOOP = """
for file in learners/*.yaml; do
    name="$(basename "$file" .yaml)"
    pathplanner plan "$(sed -n 's/^# //p' "$file")" --learner "$file" -o "$name.pdf" </dev/null
done
"""


def write_people(folder: Path, count: int) -> None:
    """Write so many people as a sheet and as learner files."""
    (folder / "learners").mkdir()
    with (folder / "people.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(HEADS)
        for number in range(count):
            pathway, goal = GOALS[number % len(GOALS)]
            start = f"2027-{1 + number % 12:02}-{1 + number % 28:02}"
            person = (f"Person {number}", pathway, goal, start, 8 + number % 20)
            money = (1_000 + 7 * number, 200)
            table.writerow((f"p-{number:05}", *person, "high-school-diploma", *money))
            text = f"# {pathway}\nformat: pathplanner/learner/1\nname: Person {number}\n"
            text += f"start: {start}\ngoal: {goal}\nhours_per_week: {8 + number % 20}\n"
            text += f"holds: [high-school-diploma]\nsavings: {money[0]}\nmonthly: {money[1]}\n"
            (folder / "learners" / f"p-{number:05}.yaml").write_text(text)


def measure(folder: Path, *call: str) -> tuple[float, float]:
    """Return the CPU and the wall seconds of a process and all its children."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    before, begun = getrusage(RUSAGE_CHILDREN), perf_counter()
    subprocess.run(
        call, cwd=folder, env=os.environ | {"PATH": path}, check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    after = getrusage(RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, perf_counter() - begun


@click.command()
@click.option("--count", default=200, show_default=True, help="People.")
@click.option("--workers", default=2, show_default=True, help="Processes of the last rows.")
def main(count: int, workers: int) -> None:
    """Print the seconds of each way."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_people(folder, count)
        many = ("--workers", str(workers))
        ways = {"shell loop, pdf": ("sh", "-c", LOOP)}
        for target in ("pdf", "typst", "json"):
            call = ("pathplanner", "batch", "people.csv", "-t", target, "-o")
            ways[f"batch, {target}"] = (*call, f"one-{target}")
            ways[f"batch, {target}, {workers} workers"] = (*call, f"two-{target}", *many)
        ways["batch, json, unchanged"] = ways["batch, json"]
        click.echo(f"{count} people; for each: CPU seconds, people a CPU minute, wall seconds")
        for words, call in ways.items():
            cpu, wall = measure(folder, *call)
            click.echo(f"{words:28} {cpu:8.1f} {60 * count / cpu:8.0f} {wall:8.1f}")


if __name__ == "__main__":
    main()
