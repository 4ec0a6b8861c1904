"""How many people a minute: `pathplanner batch` next to the ways that people have without it.

    python benchmarks/caseload.py --count 40            # ratios, on a busy machine
    python benchmarks/caseload.py --only memory         # 100 to 10,000 people

All people differ in hours, money, start and goal, and each gets a plan and a PDF. The peers, on
the same people and in the same run:

- the shell loop of examples/counsellor, `pathplanner plan` for one file after the other;
- mail-merges, which print pages that are written already (the very pages of the renderer `pdf`,
  as HTML with its style sheet): Chromium's `--print-to-pdf`, one process a page as scripts do;
  Chromium kept open by Playwright; and the WeasyPrint command, one process a page.

CPU seconds are those of all processes of a way, orphans included; on a shared machine wall time
says little. Each ratio says for what it stands.
"""

from __future__ import annotations

import csv
import ctypes
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from importlib.resources import files
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


def write_people(folder: Path, count: int, goals: Sequence[tuple[str, str]] = GOALS) -> None:
    """Write so many people as a sheet and as learner files."""
    (folder / "learners").mkdir()
    with (folder / "people.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(HEADS)
        for number in range(count):
            pathway, goal = goals[number % len(goals)]
            start = f"2027-{1 + number % 12:02}-{1 + number % 28:02}"
            person = (f"Person {number}", pathway, goal, start, 8 + number % 20)
            money = (1_000 + 7 * (number % 200), 200)
            table.writerow((f"p-{number:05}", *person, "high-school-diploma", *money))
            text = f"# {pathway}\nformat: pathplanner/learner/1\nname: Person {number}\n"
            text += f"start: {start}\ngoal: {goal}\nhours_per_week: {8 + number % 20}\n"
            text += f"holds: [high-school-diploma]\nsavings: {money[0]}\nmonthly: {money[1]}\n"
            (folder / "learners" / f"p-{number:05}.yaml").write_text(text)


def measure(folder: Path, *call: str) -> tuple[float, float, int]:
    """Return the CPU and the wall seconds of a process and all below it, and its peak memory."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    before, begun = getrusage(RUSAGE_CHILDREN), perf_counter()
    child = subprocess.Popen(
        call, cwd=folder, env=os.environ | {"PATH": path}, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    status, used = os.wait4(child.pid, 0)[1:]
    wall = perf_counter() - begun
    if os.waitstatus_to_exitcode(status):
        raise click.ClickException(f"{' '.join(call)[:80]} ended with {status}")
    with suppress(ChildProcessError):
        while True:  # orphans come to us, see `adopt_orphans`
            os.wait()
    after = getrusage(RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, wall, used.ru_maxrss // 1024


def adopt_orphans() -> None:
    """Become the parent of processes whose own has ended, so that their CPU time is counted."""
    set_child_subreaper = 36
    ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def write_pages(folder: Path) -> None:
    """Write the pages of the plans that lie in `one-json` as HTML for the mail-merges."""
    import pathplanner as pp
    from pathplanner.document import compose
    from pathplanner_pdf import engine
    from pathplanner_pdf.html import to_html

    (folder / "pages").mkdir()
    text = Path(engine.__file__).with_name("style.css").read_text("utf-8")
    fonts = files("pathplanner.renderers").joinpath("fonts")
    style = f"<style>@page {{size: letter}}\n{text}</style></head>"
    style = style.replace("pathplanner-pdf:fonts", Path(str(fonts)).as_uri())
    for plan in sorted((folder / "one-json" / "plans").iterdir()):
        page = to_html(compose(pp.load_plan(plan))).replace("</head>", style)
        (folder / "pages" / f"{plan.stem}.html").write_text(page, "utf-8")


CHROMIUM = """
for file in pages/*.html; do
    chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer \\
        --print-to-pdf="${file%.html}-c.pdf" "$file"
done
"""
WEASYPRINT = """
for file in pages/*.html; do
    python -m weasyprint --pdf-variant pdf/ua-1 "$file" "${file%.html}-w.pdf"
done
"""
KEPT_OPEN = """
import shutil
from pathlib import Path
from playwright.sync_api import sync_playwright
with sync_playwright() as play:
    browser = play.chromium.launch(
        executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    page = browser.new_page()
    for file in sorted(Path("pages").resolve().glob("*.html")):
        page.goto(file.as_uri())
        page.pdf(path=file.with_suffix(".k.pdf"), format="Letter", tagged=True)
    browser.close()
"""


class Table:
    """Rows of what was measured, and ratios between them."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder, self.count = folder, count
        self.found: dict[str, tuple[float, float, int]] = {}
        click.echo(f"{count} people; CPU seconds, a person, wall seconds, MB of the first process")

    def row(self, words: str, *call: str) -> None:
        """Measure a way and print it."""
        cpu, wall, memory = self.found[words] = measure(self.folder, *call)
        click.echo(f"{words:30} {cpu:8.1f} {cpu / self.count:8.3f} {wall:8.1f} {memory:6}")

    def ratio(self, slow: str, quick: str, aim: str, by: int = 0) -> None:
        """Print by how much one way is quicker than another, by CPU (0) or by wall time (1)."""
        found = self.found[slow][by] / self.found[quick][by]
        what = ("CPU", "wall")[by]
        click.echo(f"  {quick} next to {slow}: {found:.2f} times by {what} time (aim: {aim})")


@click.command()
@click.option("--count", default=200, show_default=True, help="People.")
@click.option("--workers", default=2, show_default=True, help="Processes of the last rows.")
@click.option("--only", type=click.Choice(("ratios", "memory")), default="ratios")
@click.option("--many", default=10_000, show_default=True, help="People of the most.")
def main(count: int, workers: int, only: str, many: int) -> None:
    """Print the seconds of each way and the ratios between them."""
    adopt_orphans()
    with tempfile.TemporaryDirectory() as name:
        if only == "ratios":
            ratios(Path(name), count, workers)
        else:
            memory(Path(name), many)


def ratios(folder: Path, count: int, workers: int) -> None:
    """Print how the ways compare on the same people."""
    write_people(folder, count)
    table = Table(folder, count)
    many = ("--workers", str(workers))
    table.row("shell loop, pdf", "sh", "-c", LOOP)
    for target in ("json", "pdf", "typst"):
        call = ("pathplanner", "batch", "people.csv", "-t", target, "-o")
        table.row(f"batch, {target}", *call, f"one-{target}")
        table.row(f"batch, {target}, {workers} workers", *call, f"two-{target}", *many)
    table.row("batch, json, unchanged", "pathplanner", "batch", "people.csv", "-t", "json", "-o",
              "one-json")  # fmt: skip
    write_pages(folder)
    table.row("merge, chromium a page", "sh", "-c", CHROMIUM)
    table.row("merge, chromium kept open", sys.executable, "-c", KEPT_OPEN)
    table.row("merge, weasyprint a page", "sh", "-c", WEASYPRINT)
    both = f", {workers} workers"
    for by in (0, 1):
        table.ratio("shell loop, pdf", f"batch, pdf{both}", "6 by wall time", by)
        table.ratio("shell loop, pdf", f"batch, typst{both}", "25 by wall time", by)
    table.ratio("batch, pdf", f"batch, pdf{both}", "1.8", 1)
    for merge in ("chromium a page", "chromium kept open", "weasyprint a page"):
        table.ratio(f"merge, {merge}", "batch, typst", "5")
        pages = table.found["batch, typst"][0] - table.found["batch, json"][0]
        times = table.found[f"merge, {merge}"][0] / pages
        click.echo(f"    and {times:.2f} times where what planning takes is left out")


def memory(folder: Path, many: int) -> None:
    """Print memory and time for a hundred people and for very many, plans as JSON.

    Their goal is one that is planned quickly: what is asked is what grows.
    """
    found = {}
    for count in (100, many // 10, many):
        place = folder / str(count)
        place.mkdir()
        write_people(place, count, GOALS[1:2])
        table = Table(place, count)
        call = ("pathplanner", "batch", "people.csv", "-t", "json", "-o", "out")
        table.row("batch, json", *call)
        table.row("batch, json, unchanged", *call)
        found[count] = table.found["batch, json"]
    few, most = found[100], found[many]
    click.echo(f"memory: {most[2] / few[2]:.2f} times that of 100 (aim: at most 1.3)")
    click.echo(f"CPU a person: {most[0] / many / (few[0] / 100):.2f} times that of 100")


if __name__ == "__main__":
    main()
