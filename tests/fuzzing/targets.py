"""What the fuzzer tries: each kind of input, and what must hold whatever stands in it.

A target is given a source of chance and an empty folder. It ends in a `PathplannerError`, which
is how pathplanner refuses with an error for the user, or `taken`. Anything else that it raises is a
fault of pathplanner, and so is an output that other code of its own does not agree with.

Reading an input costs a thousandth of a second, and all that can be done with it a hundred
times as much. So each input is read, and only some of what is taken is planned and printed.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tests.cli.running import SMALL
from tests.fuzzing import bases, commands
from tests.fuzzing.bases import PERSON, START, USING, Disagreement, plans, read
from tests.fuzzing.mutation import changed_bytes, changed_json, changed_text, changed_yaml, value

import pathplanner as pp
from pathplanner import desk
from pathplanner.desk import case, pathways
from pathplanner.errors import BrokenRenderer, MissingComponent
from pathplanner.formats.offer_tables import open_offers
from pathplanner.formats.people import open_people
from pathplanner.formats.records import read_record
from pathplanner.formats.tables import to_xlsx
from pathplanner.model.achievement import match
from pathplanner.renderers import registry

DATA = Path(pp.__file__).parent / "data"
LIGHT = ("checklist", "text", "csv", "ics", "json", "mermaid", "dot", "web")


@cache
def bundled() -> tuple[str, ...]:
    """The pathways that come with pathplanner, and the one that `new` begins with."""
    return tuple(one.read_text("utf-8") for one in sorted(DATA.glob("*.yaml")))


@cache
def small_ones() -> tuple[str, ...]:
    """The short pathway files: one that has nearly all that there is, and the docs' examples."""
    return (*(SMALL,) * 4, *(bases.PATHWAY,) * 4, *bases.of_docs("pathway") * 2)


@cache
def pdfs() -> tuple[bytes, ...]:
    """The roadmaps to start from."""
    return tuple(pp.render(pp.read_plan(text), "pdf") for text in (plans()[0], plans()[-2]))


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
    """Look a pathway over; for some, plan, check the plan by other code, and write it."""
    if random.random() < 0.2:
        pp.lint(pathway, today=START)
    # Each further step is another way, so a pathway with many is planned less often.
    if random.random() > min(0.2, 0.3 / (len(pathway.steps) + 1)):
        return "taken"
    goal = random.choice([(), random.choice(pathway.steps).id]) if pathway.steps else ()
    return planned(random, pathway, learner or learner_for(random, pathway), goal or None)


def planned(random: Random, pathway: pp.Pathway, learner: pp.Learner, goal: Any = None) -> str:
    """Plan, check the plan by other code, write it, and read it back."""
    plan = pp.plan(pathway, learner, goal)
    if faults := pp.verify(plan, pathway):
        raise Disagreement(f"verify: {faults[0]}")
    return print_one(random, plan)


def print_one(random: Random, plan: pp.Plan) -> str:
    """Write a plan as JSON there and back, and for some in another format."""
    if pp.read_plan(pp.plan_to_json(plan)) != plan:
        raise Disagreement("the plan is not what was written")
    chance = random.random()
    if chance < 0.2:
        try:
            pp.render(plan, "pdf" if chance < 0.002 else random.choice(LIGHT))
        except BrokenRenderer as error:
            raise Disagreement(str(error)) from error
    return "taken"


def of_pathway(random: Random, _folder: Path) -> str:
    """Try a pathway file."""
    texts = bundled() if random.random() < 0.01 else small_ones()
    return use(random, pp.read_pathway(changed_yaml(random, random.choice(texts))))


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
    text, about = random.choice(((PERSON, SMALL), (bases.LEARNER, bases.PATHWAY)))
    if random.random() < 0.1:
        text = random.choice(bases.of_docs("learner"))
    learner = pp.read_learner(changed_yaml(random, text), today=START)
    return use(random, read(about), learner)


def of_plan(random: Random, _folder: Path) -> str:
    """Try a plan file."""
    plan = pp.read_plan(changed_json(random, random.choice(plans())))
    if random.random() < 0.3:
        pp.verify(plan, read(SMALL))
    return print_one(random, plan)


def of_pdf(random: Random, _folder: Path) -> str:
    """Try a roadmap that is given as the plan before."""
    plan = pp.read_plan(changed_bytes(random, random.choice(pdfs())))
    return print_one(random, plan) if random.random() < 0.1 else "taken"


def of_ctdl(random: Random, _folder: Path) -> str:
    """Try a document in the field's own format."""
    pathway, _ = pp.read_ctdl(changed_json(random, _ctdl()))
    if random.random() < 0.3:
        pp.write_ctdl(pathway)
    return use(random, pathway)


@cache
def _ctdl() -> str:
    return pp.write_ctdl(read(SMALL))[0]


WHO: dict[str, Any] = {"start": START, "hours_per_week": 12}
"""A person of whom little is told."""


def of_office(random: Random, folder: Path) -> str:
    """Try what an office knows, with a list of offers beside it."""
    text = random.choice((bases.OFFICE, bases.OFFICE, *bases.of_docs("office")))
    chance = random.random()
    offers = changed_sheet(random, bases.OFFERS) if chance < 0.3 else bases.OFFERS
    # A list that was read is known by its name, its time and its size.
    name = f"offers-{random.randrange(10**9)}.csv"
    (folder / name).write_text(offers, "utf-8", newline="")
    if chance < 0.15:
        open_offers(str(folder / name))
        return "taken"
    text = changed_yaml(random, text.replace("OFFERS", name))
    (folder / "office.yaml").write_text(text, "utf-8", newline="")
    asked = desk.Request(
        read(bases.PATHWAY), office=folder / "office.yaml", start=START, state="TX"
    )
    opened = desk.open_case(asked)
    return planned(random, opened.pathway, opened.learner) if random.random() < 0.02 else "taken"


def of_people(random: Random, folder: Path) -> str:
    """Try a sheet of people: text or a workbook."""
    if random.random() < 0.1:
        file = folder / "people.xlsx"
        file.write_bytes(changed_workbook(random))
    else:
        file = folder / random.choice(("people.csv", "people.csv", "people.tsv", "people.txt"))
        text = changed_sheet(random, bases.PEOPLE)
        encoding = "utf-8" if random.random() < 0.9 else "utf-16"
        file.write_bytes(text.encode(encoding, "surrogatepass"))
    people = list(open_people(str(file)).read(START))
    for one in people if random.random() < 0.05 else ():
        if one.learner is not None:
            planned(random, read(SMALL), one.learner)
    return "taken" if any(one.learner for one in people) else "refused"


def changed_sheet(random: Random, text: str) -> str:
    """Return a sheet with a few cells that are otherwise."""
    lines = text.splitlines()
    for _ in range(random.choice((1, 1, 2, 4))):
        place = random.randrange(len(lines))
        cells = lines[place].split(",")
        cells[random.randrange(len(cells))] = str(value(random))
        lines[place] = ",".join(cells)
    if random.random() < 0.1:
        lines = [one.replace(",", random.choice((";", "\t", "|"))) for one in lines]
    text = "\n".join(lines) + "\n"
    return changed_text(random, text) if random.random() < 0.3 else text


@cache
def _workbook() -> bytes:
    rows = [one.split(",") for one in bases.PEOPLE.splitlines()]
    rows += [["c-9", "Dee", "", START, 12.5, "course", None, 1500, 0]]  # type: ignore[list-item]
    return to_xlsx({"People": rows})


def changed_workbook(random: Random) -> bytes:
    """Return a workbook one part of which is otherwise, or its own bytes."""
    if random.random() < 0.2:
        return changed_bytes(random, _workbook())
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook())) as old, zipfile.ZipFile(made, "w") as new:
        names = old.namelist()
        chosen = random.choice((*names, *[one for one in names if "sheet1" in one] * 8))
        for name in names:
            data = old.read(name)
            if name == chosen:
                data = changed_bytes(random, data)
            new.writestr(name, data)
    return made.getvalue()


def of_badge(random: Random, _folder: Path) -> str:
    """Try a record of what was achieved, by itself, signed, or in a picture."""
    text = changed_json(random, random.choice(bases.BADGES))
    data, chance = text.encode("utf-8", "surrogatepass"), random.random()
    if chance < 0.15:
        data = in_picture(data, packed=chance < 0.08)
        data = changed_bytes(random, data) if random.random() < 0.5 else data
    elif chance < 0.25:
        data = changed_bytes(random, data)
    found = read_record(data, "badge", START, random.choice(("", "a@example.org")))
    match(found, read(SMALL), {"course": ("https://example.org/a/1",)})
    return "taken"


def in_picture(badge: bytes, *, packed: bool) -> bytes:
    """Return a PNG picture of no size with a badge in it."""
    text = zlib.compress(badge) if packed else badge
    parts = {b"IHDR": b"\0" * 13, b"iTXt": b"openbadges\0" + bytes((packed, 0, 0, 0)) + text}
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + b"\0\0\0\0" for kind, body in parts.items()
    )


NUMBERS = ("425", "400-500", "0", "1000000", "0.5")
SPANS = ("3 weeks", "6-9 months", "1 day", "40 years", "0 days")
PATHS: Mapping[str, tuple[str, ...]] = {
    "school.study_hours": NUMBERS, "license.study_hours": NUMBERS, "license.costs.exam": NUMBERS,
    "license.costs.license": NUMBERS, "license.costs[0]": NUMBERS, "theory.costs.tuition": NUMBERS,
    "member.dues": NUMBERS, "school.costs.supplies": NUMBERS, "apprentice.duration": SPANS,
    "school.duration": SPANS, "school.waiting": SPANS, "license.renewal.every": SPANS,
    "job.pay": NUMBERS, "license.costs": NUMBERS, "x.y": NUMBERS, "": SPANS, "a.b.c": SPANS,
    "license.costs[9]": NUMBERS, "license.costs[-1]": NUMBERS,
}  # fmt: skip
"""What a person may have found out something about, and what they may have found out."""


def of_facts(random: Random, _folder: Path) -> str:
    """Try what a person found out, as flags have it."""
    facts: dict[str, Any] = {}
    for path in random.sample(list(PATHS), random.choice((1, 1, 2, 3))):
        told: Any = random.choice(PATHS[path])
        if random.random() < 0.2:
            told = value(random)
        facts[path] = told if random.random() < 0.2 else str(told)
    opened = desk.open_case(desk.Request(read(bases.PATHWAY), facts=facts, **WHO))
    return planned(random, opened.pathway, opened.learner) if random.random() < 0.03 else "taken"


def _kept(load: Callable[[Any], pp.Pathway]) -> Callable[[Any], pp.Pathway]:
    known = {name: load(name) for name in pp.bundled_pathways()}
    return lambda name: known[name] if isinstance(name, str) and name in known else load(name)


@cache
def warm() -> None:
    """Make what all inputs begin with, so that no single one has to."""
    for make in (plans, pdfs, bundled, small_ones, _ctdl, _workbook):
        make()
    # A slip in the name of a step is looked for in all pathways that come with pathplanner; a
    # wheel has them read.
    for room in (case, pathways):
        room.load_pathway = _kept(room.load_pathway)  # type: ignore[attr-defined]
    # To find a renderer takes longer than to write a small plan, and no new one comes.
    registry.entry_points = cache(registry.entry_points)  # type: ignore[attr-defined]


TARGETS: dict[str, Callable[[Random, Path], str]] = {
    "pathway": of_pathway,
    "uses": of_uses,
    "learner": of_learner,
    "office": of_office,
    "plan": of_plan,
    "pdf": of_pdf,
    "ctdl": of_ctdl,
    "badge": of_badge,
    "people": of_people,
    "facts": of_facts,
    "options": commands.of_options,
    "living": commands.of_living,
}
SHARES: Mapping[str, int] = {
    "pathway": 60, "uses": 90, "learner": 120, "office": 90, "plan": 100, "pdf": 4, "ctdl": 20,
    "badge": 260, "people": 90, "facts": 150, "options": 12, "living": 4,
}  # fmt: skip
"""Of a thousand inputs how many are of each kind: those that cost little are tried more often."""


def outcome(kind: str, seed: int, number: int, folder: Path) -> str:
    """Return what becomes of one input: `taken`, or `refused` with an error for the user."""
    try:
        return TARGETS[kind](Random(f"{seed} {kind} {number}"), folder)
    except (BrokenRenderer, MissingComponent):
        raise
    except pp.PathplannerError:
        return "refused"
