"""The commands that the fuzzer runs, with flags that fit and that do not, and over months."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from attrs import asdict
from click.testing import CliRunner
from tests.cli.running import SMALL
from tests.fuzzing import bases
from tests.fuzzing.bases import PERSON, START, Disagreement, plans
from tests.fuzzing.mutation import value

import pathplanner as pp
from pathplanner.cli import program

REFUSED = 2
"""The status from which on a command has done nothing; 1 says that no plan is possible."""


def run(folder: Path, *words: str) -> int:
    """Run a command in a folder, within this process; return its status.

    Raises:
        Exception: Whatever the command lets through that is no exit.
        Disagreement: The status is none that is documented, or a traceback is told.
    """
    before = Path.cwd()
    os.chdir(folder)
    try:
        result = CliRunner().invoke(program, list(words), catch_exceptions=True)
    finally:
        os.chdir(before)
    error = result.exception
    if error is not None and not isinstance(error, SystemExit | pp.PathplannerError):
        raise error
    if "Traceback" in result.output:
        raise Disagreement(f"{' '.join(words)}: {result.output[-300:]}")
    return result.exit_code


STEPS = ("course", "job", "badge", "1", "2", "9", "A course", "nothing", "", "-1", "COURSE")
FLAGS: Mapping[str, tuple[str, ...]] = {
    "--goal": STEPS,
    "--start": ("2027-01-04", "2020-01-01", "9999-12-31", "0001-01-01", "4.1.2027", ""),
    "--hours": ("0", "1", "7.5", "168", "169", "-1", "1e9", "nan", "x"),
    "--have": ("course", "job=2026-01-01", "badge=2030-01-01", "job=", "=2026-01-01", "nothing"),
    "--under-way": ("course=2026-12-01", "course", "badge=2028-01-01", "job=x"),
    "--failed": ("badge=2026-12-01", "course=2026-12-01", "badge"),
    "--dropped": ("course=2026-12-01", "job=2030-01-01"),
    "--savings": ("0", "100", "-5", "1e12", "$5", "ten"),
    "--monthly": ("0", "20", "-1", "nan"),
    "--budget": ("0", "100", "1000000000000", "x"),
    "--deadline": ("2027-01-04", "2026-01-01", "2099-01-01", "soon"),
    "--avoid": STEPS,
    "--insist": STEPS,
    "--state": ("US-TX", "TX", "us-tx", "", "US-ZZ"),
    "--birth-date": ("2000-02-29", "2030-01-01", "1800-01-01", "x"),
    "--prefer": ("fastest", "cheapest", "balanced", "best"),
    "--futures": ("0", "10", "-1", "x"),
    "--effort": ("1", "100", "0", "x"),
    "--language": ("es", "en", "de", "xx-YY", "-", "../es"),
    "--with": ("small.yaml", "truck-driver-cdl-a", "nothing.yaml"),
    "--previous": ("plan.json", "me.yaml", "nothing.json"),
    "--from": ("plan.json", "me.yaml", "nothing.pdf"),
    "--learner": ("me.yaml", "plan.json", "nothing.yaml"),
    "--what-if": ("hours=20", "hours=", "start=2028-01-01,budget=5", "x=1", "prefer=cheapest"),
    "-o": ("plan.json", "out.md", "out.txt", "out", "no/such.md", "."),
    "-t": ("json", "checklist", "mermaid", "nothing"),
    "-O": ("variant=brief", "paper=a4", "x=y", "=", "language=es", "audience=employer"),
    "--json": (),
    "--recommended": (),
    "--on": ("2026-12-31", "2030-01-01", "x"),
    "--anyway": (),
    "--strict": (),
    "--today": ("2027-01-04", "x"),
    "--plan": ("plan.json", "small.yaml"),
    "--format": ("json", "sarif", "mermaid", "ctdl", "graphml", "x"),
    "--fact": ("course.costs=1", "course.study_hours=2-3", "badge.costs.exam=x", "x.y=1", "=", "a"),
    "--office": ("office.yaml", "small.yaml", "me.yaml", "nothing.yaml"),
    "--holder": ("a@example.org", "", "x"),
    "--match": ("x=course", "=", "12.0402=nothing"),
}
"""The flags that are tried, and their values; none waits, asks, or takes long by itself."""

COMMANDS: Mapping[str, str] = {
    "plan small.yaml": "--start --hours --goal --have --budget --savings --monthly --deadline -o",
    "plan small.yaml --start 2027-01-04": "--fact --office --state --have -t --json",
    "plan --from plan.json": "--start --hours --previous --futures --language -t -O --json -o",
    "plan --learner me.yaml small.yaml": "--goal --insist --avoid --prefer --effort --json",
    "why course small.yaml": "--goal --have --under-way --json --language",
    "why-not badge small.yaml": "--budget --deadline --avoid --dropped --json",
    "compare small.yaml": "--what-if --start --hours -t -o -O --json --learner",
    "reach small.yaml": "--hours --budget --recommended --json --birth-date",
    "list": "--json --language",
    "show small.yaml": "--format --json",
    "check small.yaml me.yaml": "--plan --strict --today --format",
    "renderers": "--json",
    "done course small.yaml --learner me.yaml": "--on --anyway --previous -o -t",
    "failed badge small.yaml --learner me.yaml": "--on --anyway --json",
    "begun job small.yaml --learner me.yaml": "--on --language -o",
    "dropped course small.yaml --learner me.yaml": "--on --with",
    "undo small.yaml --learner me.yaml": "--json -o",
    "start --yes --pathway small.yaml --file new.yaml -o new.md": "--goal --hours --state --name",
    "import ctdl plan.json": "-o --json",
    "import csv offers.csv --pathway small.yaml": "--match --on -o --json",
    "found course.costs 80 small.yaml --learner me.yaml": "--on --from --office --json",
    "found badge.costs.exam 2026-01-01 small.yaml --learner me.yaml": "--on --from",
    "hold badge.json --pathway small.yaml --guesses no": "--learner --holder --json",
    "check office.yaml": "--today --strict --format",
    "batch people.csv -o out --pathway small.yaml -t checklist": "--start --office --fact --json",
}
"""Whole commands, each with flags that go with it; others are tried, too."""


def _own_files(folder: Path) -> None:
    (folder / "small.yaml").write_text(SMALL, "utf-8")
    (folder / "me.yaml").write_text(PERSON, "utf-8")
    (folder / "plan.json").write_text(plans()[0], "utf-8")
    (folder / "office.yaml").write_text(bases.OFFICE.replace("OFFERS", "offers.csv"), "utf-8")
    (folder / "offers.csv").write_text(bases.OFFERS, "utf-8")
    (folder / "people.csv").write_text(bases.PEOPLE, "utf-8")
    (folder / "badge.json").write_text(bases.BADGES[0], "utf-8")


def of_options(random: Random, folder: Path) -> str:
    """Try a command with flags and words that may or may not go together."""
    _own_files(folder)
    command, fitting = random.choice(list(COMMANDS.items()))
    words = command.split()
    if random.random() < 0.2:
        words[random.randrange(len(words))] = random.choice((*STEPS, "me.yaml", "plan.json"))
    for _ in range(random.choice((0, 1, 1, 2, 4))):
        flag = random.choice(fitting.split() if random.random() < 0.8 else sorted(FLAGS))
        words.append(flag)
        if random.random() < 0.1:
            words.append(str(value(random)).replace("\0", "").replace("/", ""))
        elif values := FLAGS.get(flag):
            words.append(random.choice(values))
    if "start" in words and "--yes" not in words:
        words.append("--yes")
    return "taken" if run(folder, *words) < REFUSED else "refused"


def _said(learner: pp.Learner) -> str:
    """Return what a learner file says, in an order of its own.

    The numbers that steps have on printed pages are left out: they stay when something is
    taken back (decision 33).
    """
    told = asdict(learner, recurse=False).items()
    return repr(sorted((name, _sorted(value)) for name, value in told if name != "numbers"))


def _sorted(value: Any) -> Any:
    return sorted(map(repr, value)) if isinstance(value, tuple) else value


def of_living(random: Random, folder: Path) -> str:
    """Try what people do with a plan over months, in any order.

    The file stays a learner file; what is refused changes nothing in it, and what is taken
    back is as if it had never been said.
    """
    _own_files(folder)
    me, ending = folder / "me.yaml", ("small.yaml", "--learner", "me.yaml")
    went = 0
    for turn in range(random.randrange(3, 9)):
        before, learner = me.read_bytes(), pp.load_learner(me, today=START)
        command = random.choice(("done", "begun", "failed", "dropped", "undo", "plan", "why"))
        words = [command, *([] if command in ("undo", "plan") else [random.choice(STEPS[:5])])]
        words += ending
        recording = command in ("done", "begun", "failed", "dropped")
        if recording:
            # What `undo` takes back is what has the latest day.
            words += ["--on", str(START - timedelta(days=200 - 15 * turn - random.randrange(15)))]
            words += random.choice(([], ["--anyway"], ["-o", "plan.json"], ["--json"]))
        status = run(folder, *words)
        went += status < REFUSED
        pp.load_learner(me, today=START)
        if status >= REFUSED and me.read_bytes() != before:
            raise Disagreement(f"{' '.join(words)}: status {status}, and the file is another")
        if recording and status < REFUSED and random.random() < 0.5:
            run(folder, "undo", *ending)
            if _said(pp.load_learner(me, today=START)) != _said(learner):
                raise Disagreement(f"{' '.join(words)}, and undo: {me.read_text('utf-8')!r}")
    return "taken" if went else "refused"
