"""What is tried with each kind of input, through the public doors alone.

Each target takes its random numbers and an empty folder, and returns in a word what became of
the input: `refused` with an error for the user, or `taken`. Anything else that it raises is a
fault of pathplanner, and so is an output that other code of its own does not agree with.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from attrs import asdict
from click.testing import CliRunner
from tests.cli.running import SMALL
from tests.fuzzing.mutation import changed_bytes, changed_json, changed_yaml, value

import pathplanner as pp
from pathplanner.cli import program
from pathplanner.errors import BrokenRenderer, MissingComponent

ROOT = Path(__file__).parents[2]
DATA = Path(pp.__file__).parent / "data"
START = date(2027, 1, 4)
REFUSED = 2
"""The status from which on a command has done nothing; 1 says that no plan is possible."""
LIGHT = ("checklist", "text", "csv", "ics", "json", "mermaid", "dot", "web")
USING = """\
format: pathplanner/pathway/1
id: mine
title: Mine
stages: [Learn]
destinations: [goal]
uses: common.yaml
steps:
  course: shared
  job: shared
  badge: shared
  goal: {title: The goal, requires: [badge], stage: Learn, costs: 20}
"""
PERSON = """\
format: pathplanner/learner/1
name: Ana
start: 2027-01-04
hours_per_week: 6
holds: {job: 2026-05-01}
savings: 200
monthly: 20
"""


class Disagreement(Exception):
    """Two parts of pathplanner do not say the same."""


@cache
def pathways() -> tuple[str, ...]:
    """The pathway files to start from, short ones more often."""
    files = [ROOT / "src/pathplanner/starters/pathway.yaml", *sorted(DATA.glob("*.yaml"))]
    texts = [file.read_text("utf-8") for file in files if file.exists()]
    short = sorted(texts, key=len)[:4]
    return (*(SMALL,) * 12, *short * 2, *texts[:2])


@cache
def plans() -> tuple[str, ...]:
    """The plan files to start from."""
    small = pp.plan(pp.read_pathway(SMALL), pp.read_learner(PERSON))
    written = (ROOT / "tests/output/coder.json").read_text("utf-8")
    return (*(pp.plan_to_json(small),) * 4, written)


@cache
def pdfs() -> tuple[bytes, ...]:
    """The roadmaps to start from."""
    return tuple(pp.render(pp.read_plan(text), "pdf") for text in plans()[3:4])


def learner_for(random: Random, pathway: pp.Pathway) -> pp.Learner:
    """Return a person, with anything that a person may say about steps of the pathway."""
    steps = [step.id for step in pathway.steps]
    some = lambda most: random.sample(steps, min(len(steps), random.randrange(most + 1)))  # noqa: E731
    day = lambda: START + timedelta(days=random.randrange(-900, 900))  # noqa: E731
    more: dict[str, Any] = {}
    for name, make in {
        "savings": lambda: random.choice((0, 1, 500, 10**6)),
        "monthly": lambda: random.choice((0, 5, 300)),
        "budget": lambda: random.choice((0, 50, 4000)),
        "deadline": lambda: START + timedelta(days=random.randrange(2000)),
        "birth_date": lambda: START - timedelta(days=365 * random.randrange(1, 40)),
        "avoid": lambda: some(2),
        "insist": lambda: some(2),
        "holds": lambda: {step: random.choice((None, START - timedelta(30))) for step in some(3)},
        "under_way": lambda: {step: START - timedelta(days=9) for step in some(1)},
        "failed": lambda: {step: START - timedelta(days=40) for step in some(1)},
        "dropped": lambda: some(1),
        "recommended": lambda: True,
        "state": lambda: random.choice(("US-TX", "US-OH")),
        "breaks": lambda: [pp.model.Break(one := day(), one + timedelta(days=30))],
        "prefer": lambda: random.choice(list(pp.Prefer)),
    }.items():
        if random.random() < 0.15:
            more[name] = make()
    hours = random.choice((0, 0.5, 5, 12, 40))
    return pp.Learner(start=START, hours_per_week=hours, **more)


def use(random: Random, pathway: pp.Pathway, learner: pp.Learner | None = None) -> str:
    """Plan, check the plan by other code, write it, and read it back."""
    pp.lint(pathway, today=START)
    try:
        goal = random.choice([(), random.choice(pathway.steps).id]) if pathway.steps else ()
        plan = pp.plan(pathway, learner or learner_for(random, pathway), goal or None)
    except pp.InputError:
        return "refused"
    if faults := pp.verify(plan, pathway):
        raise Disagreement(f"verify: {faults[0]}")
    return print_one(random, plan)


def print_one(random: Random, plan: pp.Plan) -> str:
    """Write a plan in one format, and as JSON there and back."""
    if pp.read_plan(pp.plan_to_json(plan)) != plan:
        raise Disagreement("the plan is not what was written")
    try:
        pp.render(plan, random.choice(LIGHT) if random.random() < 0.97 else "pdf")
    except BrokenRenderer as error:
        raise Disagreement(str(error)) from error
    return "taken"


def of_pathway(random: Random, _folder: Path) -> str:
    """Try a pathway file."""
    return use(random, pp.read_pathway(changed_yaml(random, random.choice(pathways()))))


def of_uses(random: Random, folder: Path) -> str:
    """Try a pathway that uses steps of another file."""
    texts = {"mine.yaml": USING, "common.yaml": SMALL}
    for name in random.choice((("mine.yaml",), ("common.yaml",), tuple(texts))):
        texts[name] = changed_yaml(random, texts[name])
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8", newline="")
    return use(random, pp.load_pathway(folder / "mine.yaml"))


def of_learner(random: Random, _folder: Path) -> str:
    """Try a learner file."""
    maria = (ROOT / "examples/learner-file/maria.yaml").read_text("utf-8")
    text = random.choice((PERSON, PERSON, maria))
    learner = pp.read_learner(changed_yaml(random, text), today=START)
    name = SMALL if text == PERSON else (DATA / "medical-biller-and-coder.yaml").read_text("utf-8")
    return use(random, _read(name), learner)


@cache
def _read(text: str) -> pp.Pathway:
    return pp.read_pathway(text)


def of_plan(random: Random, _folder: Path) -> str:
    """Try a plan file."""
    plan = pp.read_plan(changed_json(random, random.choice(plans())))
    pp.verify(plan, _read(SMALL))
    return print_one(random, plan)


def of_pdf(random: Random, _folder: Path) -> str:
    """Try a roadmap that is given as the plan before."""
    return print_one(random, pp.read_plan(changed_bytes(random, random.choice(pdfs()))))


def of_ctdl(random: Random, _folder: Path) -> str:
    """Try a document in the field's own format."""
    pathway, _ = pp.read_ctdl(changed_json(random, _ctdl()))
    pp.write_ctdl(pathway)
    return use(random, pathway)


@cache
def _ctdl() -> str:
    return pp.write_ctdl(_read(SMALL))[0]


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
    "--format": ("json", "sarif", "mermaid", "ctdl", "x"),
}
"""The flags that are tried, and their values; none waits, asks, or takes long by itself."""

COMMANDS: Mapping[str, str] = {
    "plan small.yaml": "--start --hours --goal --have --budget --savings --monthly --deadline -o",
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
}
"""Whole commands, each with flags that go with it; others are tried, too."""


def _own_files(folder: Path) -> None:
    (folder / "small.yaml").write_text(SMALL, "utf-8")
    (folder / "me.yaml").write_text(PERSON, "utf-8")
    (folder / "plan.json").write_text(plans()[0], "utf-8")


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


@cache
def warm() -> None:
    """Make what all inputs begin with, so that no single one has to."""
    for make in (pathways, plans, pdfs, _ctdl):
        make()


TARGETS: Mapping[str, Callable[[Random, Path], str]] = {
    "pathway": of_pathway,
    "uses": of_uses,
    "learner": of_learner,
    "plan": of_plan,
    "pdf": of_pdf,
    "ctdl": of_ctdl,
    "options": of_options,
    "living": of_living,
}


def outcome(kind: str, seed: int, number: int, folder: Path) -> str:
    """Return what becomes of one input: `taken`, or `refused` with an error for the user."""
    try:
        return TARGETS[kind](Random(f"{seed} {kind} {number}"), folder)
    except (BrokenRenderer, MissingComponent):
        raise
    except pp.PathplannerError:
        return "refused"
