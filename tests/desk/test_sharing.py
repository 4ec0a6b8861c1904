"""Purses and seats that a caseload shares are handed out by the rule that the office states.

What is right is worked out here from the rules page alone: a purse is money from others that
pays last, seats are the only starts of a step, and all ways to hand out are tried.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attrs import evolve, field, frozen
from tests.cli.running import invoke

import pathplanner as pp
from pathplanner.model.intakes import Intakes
from pathplanner.model.learner import Funding
from pathplanner.planning.handout import Option, choose

PATHWAY = """\
format: pathplanner/pathway/1
id: shop
title: Shop
currency: USD
destinations: [license]
steps:
  - id: course
    title: The course
    kind: course
    study_hours: 60
    costs: {tuition: 300}
  - id: self-study
    title: At home
    kind: course
    study_hours: 200
    costs: {tuition: 40}
  - id: exam
    title: The exam
    kind: exam
    requires: {any: [course, self-study]}
    duration: 1 day
    costs: {exam: 90}
  - id: license
    title: The license
    kind: license
    requires: exam
    duration: 2 days
    costs: {fee: 25}
"""
FIRST = date(2027, 1, 4)
HEADS = ("Id", "Name", "Start", "Hours", "Savings", "Monthly", "Deadline", "Prefer")


@frozen
class Drawn:
    """A caseload that was drawn: the people, a purse, and the seats of the course."""

    people: list[pp.Learner]
    amount: int
    most: int | None
    covers: str
    seats: dict[date, int] = field(factory=dict)

    def office(self, rule: str) -> str:
        """Return the file of the office."""
        most = "" if self.most is None else f", most: {self.most}"
        covers = f", covers: [{self.covers}]" if self.covers else ""
        purse = f"purses: [{{name: Fund, amount: {self.amount}{most}{covers}}}]\n"
        days = ", ".join(f"{day}: {count}" for day, count in self.seats.items())
        seats = f"seats: {{course: {{{days}}}}}\n" if days else ""
        return f"format: pathplanner/office/1\nhand_out: {rule}\n{purse}{seats}"

    def sheet(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of the sheet."""
        yield HEADS
        for place, one in enumerate(self.people):
            yield (
                f"p{place}", one.name, one.start, one.hours_per_week, one.savings, one.monthly,
                one.deadline or "", one.prefer,
            )  # fmt: skip


def drawn(seed: int) -> Drawn:
    """Return a caseload of two to four people; the same seed, the same one."""
    random = Random(seed)
    people = []
    for place in range(random.randint(2, 4)):
        savings = random.choice((0, 40, 120, 300, 500))
        start = FIRST + timedelta(random.choice((0, 3, 40)))
        tight = random.random() < 0.3
        people.append(
            pp.Learner(
                start=start, name=f"Person {place}", hours_per_week=random.choice((5, 10, 20)),
                savings=savings, monthly=random.choice((0, 30, 100)),
                prefer=random.choice(("fastest", "cheapest")),
                deadline=start + timedelta(random.choice((60, 120, 200))) if tight else None,
            )
        )  # fmt: skip
    days = [FIRST + timedelta(28), FIRST + timedelta(98), FIRST + timedelta(160)]
    chosen = random.sample(days, random.choice((0, 1, 2, 3)))
    return Drawn(
        people,
        random.choice((100, 250, 400, 700)),
        random.choice((None, None, 150, 300)),
        random.choice(("", "", "tuition")),
        {day: random.choice((0, 1, 1, 2)) for day in sorted(chosen)},
    )


@frozen
class Came:
    """What a plan comes to: whether there is none, days, hundredths, and what it takes."""

    worth: tuple[int, int, int]
    money: int
    day: date | None


def planned(one: Drawn, who: int, money: Decimal, days: tuple[date, ...]) -> Came:
    """Return what the plan of a person comes to with so much of the purse and those starts."""
    learner, pathway = one.people[who], pp.read_pathway(PATHWAY)
    amount = money if one.most is None else min(money, Decimal(one.most))
    if amount:
        fund = Funding("Fund", amount, "workforce", covers=one.covers)
        learner = evolve(learner, funding=(fund,))
    if one.seats and days:
        steps = [
            evolve(step, intakes=Intakes(days)) if step.id == "course" else step
            for step in pathway.steps
        ]
        pathway = evolve(pathway, steps=tuple(steps))
    elif one.seats:
        learner = evolve(learner, avoid=("course",))
    made = pp.plan(pathway, learner)
    took = sum((step.cost.likely for step in made.steps), Decimal()) - made.cost.out_of_pocket
    if made.finish is None:
        return Came((1, 0, 0), 0, None)
    day = next((step.start for step in made.steps if step.id == "course" and one.seats), None)
    length = (made.finish - made.start).days
    return Came((0, length, int(made.cost.out_of_pocket * 100)), int(took * 100), day)


def in_order(one: Drawn) -> list[Came]:
    """Return what each comes to when each in turn is planned for with what is left."""
    money, seats, found = one.amount * 100, dict(one.seats), []
    for who in range(len(one.people)):
        free = tuple(day for day, count in seats.items() if count)
        came = planned(one, who, Decimal(money) / 100, free)
        money -= came.money
        if came.day:
            seats[came.day] -= 1
        found.append(came)
    return found


def best(one: Drawn) -> tuple[int, int, int]:
    """Return the least sum over all ways to give each the purse or not, and a seat or none."""
    ways = [
        [
            planned(one, who, Decimal(money), days)
            for money in (one.amount, 0)
            for days in [(), *((day,) for day, count in one.seats.items() if count)]
        ]
        for who in range(len(one.people))
    ]
    sums = []
    for picks in product(*ways):
        taken = [pick.day for pick in picks if pick.day]
        full = any(taken.count(day) > count for day, count in one.seats.items())
        if not full and sum(pick.money for pick in picks) <= one.amount * 100:
            sums.append(tuple(map(sum, zip(*(pick.worth for pick in picks), strict=True))))
    found: tuple[int, int, int] = min(sums)
    return found


def handed_out(one: Drawn, rule: str, *args: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return what `batch` tells of each person, and what was handed out in all."""
    Path("shop.yaml").write_text(PATHWAY)
    Path("office.yaml").write_text(one.office(rule))
    with Path("people.csv").open("w", newline="") as file:
        csv.writer(file).writerows(one.sheet())
    call = ("batch", "people.csv", "-o", "out", "--pathway", "shop.yaml", "-t", "json")
    done = invoke(*call, "--office", "office.yaml", "--json", *args)
    assert done.exit_code in (0, 1), done.output
    lines = [json.loads(line) for line in done.stdout.splitlines()][:-1]
    lines.sort(key=lambda line: line["person"])
    return lines, json.loads(Path("out/shared.json").read_text())


def worth_of(line: dict[str, Any]) -> tuple[int, int, int]:
    """Return whether somebody has no plan, their days, and what they pay in hundredths."""
    if "finish" not in line:
        return 1, 0, 0
    plan = pp.load_plan(f"out/plans/{line['person']}.json")
    assert plan.finish == date.fromisoformat(line["finish"])
    return 0, (plan.finish - plan.start).days, int(plan.cost.out_of_pocket * 100)


def check_limits(one: Drawn, lines: list[dict[str, Any]], told: dict[str, Any]) -> None:
    """Fail where more was given than there is, or a plan takes more than its person was given."""
    given = sum(Decimal(line["shared"]["purses"].get("Fund", "0")) for line in lines)
    assert given <= one.amount
    assert told["purses"][0]["given"] == f"{given:f}"
    for day, count in one.seats.items():
        took = [line for line in lines if line["shared"]["seats"].get("course") == str(day)]
        assert len(took) <= count
    for line in lines:
        plan = pp.load_plan(f"out/plans/{line['person']}.json")
        shares = [fund.amount for fund in plan.learner.funding if fund.name == "Fund"]
        assert sum(shares) == Decimal(line["shared"]["purses"].get("Fund", "0"))
        assert not pp.verify(plan, pp.read_pathway(PATHWAY))
        starts = {step.id: str(step.start) for step in plan.steps}
        assert line["shared"]["seats"].get("course") == (
            starts.get("course") if one.seats else None
        )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("seed", range(24))
def test_in_order_of_the_file(folder: Path, seed: int) -> None:
    """Each in turn has the plan that is best with what those before left, and no other."""
    one = drawn(seed)
    lines, told = handed_out(one, "order")
    check_limits(one, lines, told)
    right = in_order(one)
    assert [worth_of(line) for line in lines] == [came.worth for came in right]
    for who, (line, came) in enumerate(zip(lines, right, strict=True)):
        assert Decimal(line["shared"]["purses"].get("Fund", "0")) * 100 == came.money
        alone = planned(one, who, Decimal(one.amount), tuple(d for d, n in one.seats.items() if n))
        check_loss(line, alone, came)


def check_loss(line: dict[str, Any], alone: Came, now: Came) -> None:
    """Fail where what somebody lost is not the difference of the two plans."""
    lost = line["shared"].get("lost")
    if alone.worth[0]:
        assert lost is None
    elif now.worth[0]:
        assert lost == {"plan": True}
    else:
        money = Decimal(now.worth[2] - alone.worth[2]) / 100
        assert lost["days"] == now.worth[1] - alone.worth[1]
        assert Decimal(lost["money"]) == money


@pytest.mark.parametrize("seed", range(24))
def test_soonest_is_the_best_of_all_ways(folder: Path, seed: int) -> None:
    """Most people have a plan, in the fewest days in all: proved, and never worse than told."""
    one = drawn(seed)
    lines, told = handed_out(one, "soonest")
    check_limits(one, lines, told)
    assert told["proved"]
    right = best(one)
    assert told["no_better_than"] == {"without_plan": right[0], "days": right[1]}
    found = tuple(map(sum, zip(*(worth_of(line) for line in lines), strict=True)))
    assert found <= right


def brute(people: list[list[Option]], limits: dict[str, int]) -> tuple[int, ...]:
    """Return the least sum of all choices that take no more than there is."""
    sums = []
    for picks in product(*people):
        taken = {name: sum(one.uses.get(name, 0) for one in picks) for name in limits}
        if all(taken[name] <= limit for name, limit in limits.items()):
            sums.append(tuple(map(sum, zip(*(one.worth for one in picks), strict=True))))
    return min(sums)


def test_choices_against_all_of_them() -> None:
    """The choice has the least sum of all; with little effort it keeps its bound."""
    random, unproved = Random(22), 0
    for _ in range(300):
        limits = {f"r{at}": random.randint(0, 6) for at in range(random.randint(1, 3))}
        people = []
        for _ in range(random.randint(1, 5)):
            options = [Option({}, (random.randint(0, 1), random.randint(0, 9)))]
            for _ in range(random.randint(0, 4)):
                names = random.sample(sorted(limits), random.randint(1, len(limits)))
                uses = {name: random.randint(1, 4) for name in names}
                options.append(Option(uses, (0, random.randint(0, 9))))
            people.append(options)
        right, full, short = (
            brute(people, limits),
            choose(people, limits),
            choose(people, limits, 2),
        )
        assert full.proved
        assert full.worth == full.bound == right
        assert short.bound <= right <= short.worth
        unproved += not short.proved
    assert unproved > 10


def test_more_people_than_can_be_tried() -> None:
    """For very many people the choice is told with a bound, and is near it."""
    random = Random(7)
    people = []
    for _ in range(400):
        need, late = random.randint(500, 3000), random.randint(30, 400)
        ways = ({"purse": need, "seat": 1}, 300), ({"purse": need}, 350), ({}, 350 + late)
        people.append([Option(uses, (0, days)) for uses, days in ways])
    made = choose(people, {"purse": 200_000, "seat": 40}, effort=20_000)
    assert made.bound <= made.worth
    assert made.worth[1] <= made.bound[1] * 1.01


ONE = Drawn(
    [pp.Learner(start=FIRST, name=f"Person {at}", savings=120, monthly=0) for at in range(3)],
    300, None, "", {FIRST + timedelta(28): 1, FIRST + timedelta(98): 5},
)  # fmt: skip


def test_who_is_unchanged_is_not_planned_again(folder: Path) -> None:
    """A second run plans nobody; more money plans those alone whose share is another."""
    handed_out(ONE, "order")
    assert all(line["unchanged"] for line in handed_out(ONE, "order")[0])
    lines, _ = handed_out(evolve(ONE, amount=350), "order")
    assert [line["unchanged"] for line in lines] == [False, True, True]
    handed_out(ONE, "order")
    Path("out/.tries.jsonl").write_text('{"key": 5}\nhalf')
    assert all(line["unchanged"] for line in handed_out(ONE, "order")[0])


def test_workers_hand_out_the_same(folder: Path) -> None:
    """With two workers each person gets what one process gives them."""
    alone = [line["shared"] for line in handed_out(ONE, "soonest")[0]]
    again = handed_out(ONE, "soonest", "--workers", "2", "--again")[0]
    assert [line["shared"] for line in again] == alone


def test_pages_tell_of_the_share(folder: Path) -> None:
    """A person's pages tell the share with the whole, and the day of the seat."""
    handed_out(ONE, "order", "-t", "text")
    text = " ".join(Path("out/p0.txt").read_text().split())
    assert "your share of $300 that many people use" in text
    assert "kept for you on February 1, 2027" in text
    handed_out(evolve(ONE, amount=300, seats={FIRST + timedelta(28): 0}), "order", "-t", "text")
    assert "kept for you" not in Path("out/p0.txt").read_text()


def test_the_summary_tells_what_was_handed_out(folder: Path) -> None:
    """It tells what there is, what was given, and what people lost; names only when asked for."""
    lines, _ = handed_out(ONE, "order")
    found = json.loads(invoke("batch", "summary", "out", "--json").stdout)["shared"]
    assert found[0][0] == {
        "Shared money": "Fund", "There is": "$300", "Given out": "$300", "All would use": "$900",
        "People": 1,
    }  # fmt: skip
    seats = [(row["Starts"], row["Seats"], row["Taken"]) for row in found[1]]
    assert seats == [("February 1, 2027", 1, 1), ("April 12, 2027", 5, 0)]
    assert "Person 1" not in invoke("batch", "summary", "out").stdout
    named = invoke("batch", "summary", "out", "--names").stdout
    late = [line for line in lines if line["shared"].get("lost", {}).get("plan")]
    assert late
    assert all(f"Name: {line['name']}; Days later: no plan" in named for line in late)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("purses: [{name: Fund, amount: -5}]", "must be from 0 to"),
        ("purses: [{name: Fund, amount: lots}]", "'lots'"),
        ("purses: [{amount: 5}]", "name"),
        ("purses: [{name: A, amount: 5}, {name: a, amount: 6}]", "2 purses are called 'a'"),
        ("purses: [{name: A, amount: 5, people: [p9]}]", "nobody called 'p9'"),
        ("purses: [{name: A, amount: 5, covers: [lunch]}]", "'lunch'"),
        ("seats: {course: 5}", "Expected seats by day"),
        ("seats: {course: {soon: 5}}", "'soon'"),
        ("seats: {course: {2027-02-01: -1}}", "at least 0"),
        ("seats: {coarse: {2027-02-01: 5}}", "No pathway of these people has a step 'coarse'"),
        ("hand_out: luck", "'luck'"),
    ],
)
def test_wrong_limits(folder: Path, text: str, words: str) -> None:
    """What is wrong with a purse or with seats is told in words, and nobody is planned for."""
    handed_out(ONE, "order")
    before = Path("out/manifest.jsonl").read_text()
    Path("office.yaml").write_text(f"format: pathplanner/office/1\n{text}\n")
    call = ("batch", "people.csv", "-o", "out", "--pathway", "shop.yaml", "-t", "json")
    done = invoke(*call, "--office", "office.yaml")
    assert done.exit_code == 2
    assert words in " ".join(done.output.split())
    assert Path("out/manifest.jsonl").read_text() == before


def test_money_that_is_called_like_a_purse(folder: Path) -> None:
    """Somebody whose own money has the name of a purse is told so, and the others go on."""
    Path("shop.yaml").write_text(PATHWAY)
    Path("office.yaml").write_text(ONE.office("order"))
    Path("people.csv").write_text("Name,Start,Funding\nAna,2027-01-04,Fund=50\nBo,2027-01-04,\n")
    call = ("batch", "people.csv", "-o", "out", "--pathway", "shop.yaml", "-t", "json")
    done = invoke(*call, "--office", "office.yaml")
    assert done.exit_code == 1
    assert "column C (Funding): 'Fund' is money that all share" in done.output
    assert "bo: done" in done.output


def test_who_may_use_a_purse(folder: Path) -> None:
    """A purse for some people, states or goals pays for nobody else."""
    purses = (
        "purses: [{name: Fund, amount: 900, people: [p1]}, {name: Two, amount: 9, goals: [exam]}]"
    )
    handed_out(ONE, "order")
    Path("office.yaml").write_text(f"format: pathplanner/office/1\n{purses}\n")
    call = ("batch", "people.csv", "-o", "out", "--pathway", "shop.yaml", "-t", "json")
    done = invoke(*call, "--office", "office.yaml", "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()][:-1]
    assert {line["person"]: list(line["shared"]["purses"]) for line in lines} == {
        "p0": [], "p1": ["Fund"], "p2": [],
    }  # fmt: skip
