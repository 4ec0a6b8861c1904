"""Office files: offers in them and in lists beside them, funds with rules, and faults in place."""

from __future__ import annotations

import csv
import io
import json
from cProfile import Profile
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from tests.cli.running import invoke

from pathplanner.desk import pathways
from pathplanner.desk.case import open_case
from pathplanner.desk.plans import plan
from pathplanner.desk.request import Request
from pathplanner.errors import InputError
from pathplanner.formats import load_pathway
from pathplanner.formats.local_pay import area_of
from pathplanner.formats.offer_tables import MOST_FAULTS, open_offers
from pathplanner.model.learner import Funding, FundingKind, Learner
from pathplanner.model.offer_choice import candidates
from pathplanner.model.own_facts import OwnFact, with_facts_that_fit

HEAD = "id,step,provider,place,states,tuition,books,duration,attendance,intakes,paid_by,from,on\n"
ROW = (
    'acc,coding-certificate,City College,"Austin, TX",TX,1800,100,9 months,part-time,'
    "2027-01-19;08-23,workforce;Pell,state list,2026-10-01\n"
)
OFFICE = "format: pathplanner/office/1\nname: Center\noffers_from: [offers.csv]\n"
PLAN = ("plan", "medical-biller-and-coder", "--goal", "coding-certificate", "--start", "2027-01-04")


def office(folder: Path, rows: str = ROW, more: str = "", head: str = HEAD) -> str:
    """Write an office file with a list of offers beside it, and return its name."""
    (folder / "offers.csv").write_text(head + rows, "utf-8")
    (folder / "office.yaml").write_text(OFFICE + more, "utf-8")
    return str(folder / "office.yaml")


def planned(*flags: str) -> dict:
    """Return the plan that the command prints as JSON."""
    result = invoke(*PLAN, *flags, "-t", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def certificate(plan: dict) -> dict:
    """Return the step that has the offers."""
    return next(one for one in plan["steps"] if one["id"] == "coding-certificate")


def test_a_plan_takes_an_offer_of_a_list(tmp_path: Path) -> None:
    """The row's price, length, days and school are the step's, and its source is told."""
    step = certificate(planned("--office", office(tmp_path), "--state", "TX"))
    offer = step["offer"]
    assert (offer["id"], offer["provider"], offer["place"]) == ("acc", "City College", "Austin, TX")
    assert step["cost"]["likely"] == "1900"
    assert step["start"] in ("2027-08-23", "2028-08-23")
    assert (offer["from"], offer["on"]) == ("state list", "2026-10-01")


def test_the_setting_names_the_office_file(tmp_path: Path, monkeypatch) -> None:
    """PATHPLANNER_OFFICE stands for --office."""
    monkeypatch.setenv("PATHPLANNER_OFFICE", office(tmp_path))
    assert certificate(planned())["offer"]["id"] == "acc"


def test_a_learner_elsewhere_gets_the_pathway_as_it_is(tmp_path: Path) -> None:
    """An offer for people of one state says nothing to those of another."""
    there = planned("--office", office(tmp_path), "--state", "OH")
    assert certificate(there).get("offer") is None
    assert certificate(there)["cost"] == certificate(planned("--state", "OH"))["cost"]


REST = ",,8 months,part-time,,,list,2026-10-01\n"
FAR = 'elp,coding-certificate,Border School,"El Paso, TX",TX,900' + REST
HERE = 'dal,coding-certificate,Dallas School,"Dallas, TX",TX,3000' + REST
ONLINE = "web,coding-certificate,Web School,online,,2000" + REST


@pytest.mark.parametrize(
    ("rows", "flags", "taken"),
    [
        (FAR + HERE, (), "elp"),
        (FAR + HERE, ("--area", "Dallas"), "dal"),
        (FAR + HERE + ONLINE, ("--area", "Dallas"), "web"),
        (FAR, ("--area", "Dallas"), "elp"),
        (FAR + HERE, ("--area", "Dallas", "--offer", "coding-certificate=elp"), "elp"),
    ],
)
@pytest.mark.parametrize("inline", [False, True])
def test_schools_of_another_area_do_not_count(
    tmp_path: Path, rows: str, flags: tuple[str, ...], taken: str, *, inline: bool
) -> None:
    """Who names an area is not sent far away for less money, unless nobody is near or they wish."""
    name = office(tmp_path, rows)
    if inline:
        offers = csv.DictReader(io.StringIO(HEAD + rows))
        told = [{key: value for key, value in one.items() if value} for one in offers]
        kept = [{"costs": {"tuition": int(one.pop("tuition"))}} | one for one in told]
        text = {"format": "pathplanner/office/1", "name": "Center", "offers": kept}
        (tmp_path / "office.yaml").write_text(json.dumps(text), "utf-8")
    plan = planned(
        "--office", name, "--state", "TX", "--prefer", "cheapest", "--hours", "30", *flags
    )
    assert certificate(plan)["offer"]["id"] == taken


def test_who_has_no_school_near_is_told_so(tmp_path: Path) -> None:
    """The note names the step and the area."""
    done = invoke(*PLAN, "--office", office(tmp_path, FAR), "--state", "TX", "--area", "Dallas")
    said = " ".join((done.stderr + done.stdout).split())
    assert "in Dallas-Fort Worth-Arlington, TX is known; those elsewhere are taken" in said


def test_an_offer_may_be_chosen(tmp_path: Path) -> None:
    """--offer names the one that is taken, and a name that nobody offers is a fault."""
    rows = ROW + ROW.replace("acc,", "dear,").replace("1800", "2900")
    file = office(tmp_path, rows)
    chosen = planned("--office", file, "--offer", "coding-certificate=dear")
    assert certificate(chosen)["offer"]["id"] == "dear"
    wrong = invoke(*PLAN, "--office", file, "--offer", "coding-certificate=deer")
    assert wrong.exit_code == 2
    assert "no offer 'deer'" in wrong.stderr
    assert "dear" in wrong.stderr


def test_a_plan_is_made_again_with_the_offers_that_it_tells(tmp_path: Path) -> None:
    """Without the office file, a plan made before keeps the school that it names."""
    file = tmp_path / "plan.json"
    assert invoke(*PLAN, "--office", office(tmp_path), "-o", str(file)).exit_code == 0
    again = invoke("plan", "--from", str(file), "-t", "json")
    assert certificate(json.loads(again.stdout))["offer"]["id"] == "acc"


def test_funds_of_an_office_are_told_and_not_counted_on(tmp_path: Path) -> None:
    """A fund that nobody asked for pays nothing; one that the learner has pays by its rules."""
    more = "funds: [{name: WIOA, amount: 3000, kind: workforce, covers: [tuition]}]\n"
    file = office(tmp_path, more=more)
    told = planned("--office", file)
    assert [one["name"] for one in told["learner"]["funding"]] == ["WIOA"]
    assert certificate(told)["payments"][0]["out_of_pocket"] == "1800"
    held = planned("--office", file, "--funding", "WIOA 3000")
    paid = {one["kind"]: one["out_of_pocket"] for one in certificate(held)["payments"]}
    assert paid == {"tuition": "0", "books": "100"}


def test_the_page_names_the_school_and_others(tmp_path: Path) -> None:
    """The card, the money table and the other ways say where a step is taken."""
    quick = ROW.replace("acc,", "quick,").replace("City College", "Fast School")
    quick = quick.replace("1800", "4000").replace("9 months", "4 months")
    result = invoke(
        "plan",
        "health-information-technician",
        *PLAN[2:],
        "--office",
        office(tmp_path, ROW + quick),
        "-t",
        "text",
    )
    text = " ".join(result.stdout.split())
    assert "Offered by" in text
    assert "Fast School, Austin, TX" in text
    assert "Also offered by: " in text
    assert "Tuition (" in text


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (ROW.replace("1800", '"$1,800"'), "'$1,800' is not a number"),
        (ROW.replace("9 months", "9 moths"), "is not a span of time"),
        (ROW.replace(",TX,", ",Texass,"), "'Texass' is not a state"),
        (ROW.replace("part-time", "evenings"), "is not a way to attend"),
        (ROW.replace("2027-01-19", "2027-02-30"), "The calendar has no day 2027-02-30"),
        (ROW + ROW, "the other is in line 2"),
        (ROW.replace("City College", ""), "This offer has no provider"),
        (ROW.replace("City College", " "), "This offer has no provider"),
        (ROW.replace('"Austin, TX"', "Austin, TX"), "more cells than there are columns"),
    ],
)
def test_each_fault_of_a_list_is_told_with_its_line(tmp_path: Path, row: str, said: str) -> None:
    """What cannot be read is named with file and line, and no plan is made of the rest."""
    result = invoke(*PLAN, "--office", office(tmp_path, row))
    assert result.exit_code == 2
    assert said in result.stderr
    line = 3 if row == ROW + ROW else 2
    assert f"offers.csv:{line}" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (HEAD.replace("tuition", "tution"), "no column 'tution'"),
        (HEAD.replace("step", "course"), "There is no column 'step'"),
        (HEAD.replace("books", "tuition"), "Two columns are called 'tuition'"),
    ],
)
def test_other_columns_are_told(tmp_path: Path, head: str, said: str) -> None:
    """A list with columns that mean nothing, or without those that it needs, is refused."""
    result = invoke(*PLAN, "--office", office(tmp_path, head=head))
    assert (result.exit_code, said in result.stderr) == (2, True)


def test_offers_of_a_step_of_no_pathway_are_told(tmp_path: Path) -> None:
    """A slip in the name of a step does not pass in silence; steps of other pathways do."""
    rows = ROW + ROW.replace("coding-certificate", "coding-certificat")
    rows += ROW.replace("coding-certificate", "nursing-associate-degree")
    result = invoke(*PLAN, "--office", office(tmp_path, rows))
    assert result.exit_code == 0
    said = [line for line in result.stderr.splitlines() if "Set aside" in line]
    assert len(said) == 1
    assert "'coding-certificat'" in said[0]


def test_many_faults_stop_the_reading(tmp_path: Path) -> None:
    """Of a list that is wrong all over, twenty faults are told and not a hundred thousand."""
    rows = "".join(ROW.replace("acc", f"o{n}").replace("1800", f"x{n}") for n in range(500))
    (tmp_path / "offers.csv").write_text(HEAD + rows, "utf-8")
    with pytest.raises(InputError) as caught:
        open_offers(str(tmp_path / "offers.csv"))
    assert len(caught.value.faults) == MOST_FAULTS


def test_prices_in_other_money_are_refused(tmp_path: Path) -> None:
    """An offer in euros is no offer in a pathway that counts in dollars."""
    head = HEAD.replace("\n", ",currency\n")
    result = invoke(*PLAN, "--office", office(tmp_path, ROW.replace("\n", ",EUR\n"), head=head))
    assert result.exit_code == 2
    assert "offers.csv:2" in result.stderr
    assert "is in EUR; the pathway counts in USD" in result.stderr


def test_a_sign_of_other_money_is_no_sign_to_leave_out(tmp_path: Path) -> None:
    """900 euros must not become 900 dollars by the advice of a message."""
    row = "a,coding-certificate,X,,,€900,,,,,,,\n"
    done = invoke(*PLAN, "--office", office(tmp_path, row))
    assert done.exit_code == 2
    assert "'€900' is in other money (€). Write a number, in the" in done.stderr


def test_an_offer_of_a_step_that_has_none_is_refused(tmp_path: Path) -> None:
    """Nobody offers a job as a school offers a course."""
    file = office(tmp_path, ROW.replace("coding-certificate", "medical-coder-job"))
    result = invoke(*PLAN[:2], "--goal", "medical-coder-job", "--office", file)
    assert result.exit_code == 2
    assert "medical-coder-job has no offers: it is a job" in result.stderr
    checked = invoke("check", file, "--today", "2026-11-24")
    assert (checked.exit_code, "it is a job" in checked.stdout) == (2, True)


def test_a_missing_list_is_told_where_it_is_named(tmp_path: Path) -> None:
    """The office file's own line is named when a list is not beside it."""
    (tmp_path / "office.yaml").write_text(OFFICE, "utf-8")
    result = invoke(*PLAN, "--office", str(tmp_path / "office.yaml"))
    assert result.exit_code == 2
    assert "office.yaml:3" in result.stderr
    assert "no list of offers 'offers.csv'" in result.stderr


def test_check_reads_office_files(tmp_path: Path) -> None:
    """The linter passes a sound one, and warns of steps of no pathway and of old lists."""
    assert "ok (office)" in invoke("check", office(tmp_path), "--today", "2026-11-24").stdout
    old = invoke("check", office(tmp_path), "--today", "2028-11-24", "--strict")
    assert (old.exit_code, "PP402" in old.stdout) == (1, True)
    strange = office(tmp_path, ROW.replace("coding-certificate", "coding-certificat"))
    found = invoke("check", strange, "--today", "2026-11-24", "--strict")
    assert found.exit_code == 1
    assert "PP401" in found.stdout
    assert "coding-certificate" in found.stdout


def test_a_workbook_is_a_list_too(tmp_path: Path) -> None:
    """A list may be an Excel workbook."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for line in ("id,step,provider,price", "acc,coding-certificate,City College,1900"):
        book.active.append([int(c) if c.isdigit() else c for c in line.split(",")])
    book.save(tmp_path / "offers.xlsx")
    (tmp_path / "office.yaml").write_text(OFFICE.replace("csv", "xlsx"), "utf-8")
    plan = planned("--office", str(tmp_path / "office.yaml"))
    assert certificate(plan)["cost"]["likely"] == "1900"


def test_of_a_long_list_only_a_few_offers_are_made(tmp_path: Path) -> None:
    """Of thousands of offers those are taken that the rule names, without making all of them."""
    rows = "".join(
        ROW.replace("acc", f"o{n}").replace("1800", str(1000 + n * 7 % 5000))
        .replace("9 months", f"{3 + n % 23} months")
        .replace("2027-01-19", f"2027-{n % 12 + 1:02}-05")
        for n in range(3000)
    )  # fmt: skip
    table = open_offers(office(tmp_path, rows).replace("office.yaml", "offers.csv"))
    step = load_pathway("medical-biller-and-coder").by_id["coding-certificate"]
    learner = Learner("2027-01-04", hours_per_week=20)
    found = table.offers({step.id: step}, learner)
    assert 1 < len(found) <= 12
    every = [(one, one.of(step)) for one in map(table.offer, range(len(table.rows)))]
    assert [one for one, _ in candidates(every, learner)] == [
        one for one, _ in candidates([(one, one.of(step)) for one in found], learner)
    ]


def random_rows(seed: int, number: int) -> str:
    """Return offers of a course, each with days of its own, some alike in all but the price."""
    random = Random(seed)
    lines = ["id,step,provider,place,states,price,books,duration,attendance,intakes,paid_by\n"]
    for one in range(number):
        first = date(2026, 9, 1) + timedelta(days=random.randrange(700))
        days = [str(first), str(first + timedelta(days=random.randrange(300))), "08-24", "01-11"]
        starts = "; ".join(random.sample(days, random.choice((0, 1, 1, 2))))
        town = random.choice(("Austin, TX", "Dallas, TX", "Columbus, OH", "online"))
        told = (random.randrange(500, 900, 20), random.choice((40, "", "")))
        span = f"{random.choice((3, 6, 9))} months"
        how = random.choice(("", "part-time")), starts, random.choice(("", "workforce", "grant"))
        cells = f"o{one}", "coding-certificate", "A", f'"{town}"', town[-2:].strip("ne")
        lines.append(",".join(map(str, (*cells, *told, span, *how))) + "\n")
    return "".join(lines)


@pytest.mark.parametrize("seed", range(8))
def test_of_a_long_list_the_same_count_as_of_all_offers_one_by_one(
    tmp_path: Path, seed: int
) -> None:
    """What is found by days is what the rule leaves of all, for all learners and facts."""
    (tmp_path / "offers.csv").write_text(random_rows(seed, 400), "utf-8")
    table = open_offers(str(tmp_path / "offers.csv"))
    step = load_pathway("medical-biller-and-coder").by_id["coding-certificate"]
    random = Random(seed)
    state, area = random.choice((("", ""), ("TX", ""), ("TX", "12420"), ("", "12420")))
    fund = Funding("WIOA", 3000, FundingKind.WORKFORCE)
    price = [OwnFact(step.id, "costs.tuition", 600)] if seed in (2, 5) else []
    learner = Learner(
        date(2026, 12, 1) + timedelta(days=random.randrange(300)),
        hours_per_week=random.choice((5, 20)),
        state=state,
        funding=[fund] if seed % 2 else [],
        facts=price,
    )
    every = [
        (one, with_facts_that_fit(one.of(step), price))
        for one in map(table.offer, range(len(table.rows)))
        if one.is_for(learner.state)
        and one.is_open(learner.start)
        and (not area or area_of(one.place) in ("", area))
    ]
    found = table.offers({step.id: step}, learner, area)
    ways = [(one, with_facts_that_fit(one.of(step), price)) for one in found]
    left = [one.id for one, _ in candidates(every, learner)]
    assert len(every) > 60
    assert [one.id for one, _ in candidates(ways, learner)] == left
    assert len(left) <= len(found) <= 24


def test_a_plan_is_no_slower_for_a_long_list(tmp_path: Path) -> None:
    """Among 9,000 offers with days of their own, a plan takes few more calls than among those
    that count."""
    text = random_rows(1, 9000)
    (tmp_path / "offers.csv").write_text(text, "utf-8")
    table = open_offers(str(tmp_path / "offers.csv"))
    step = load_pathway("medical-biller-and-coder").by_id["coding-certificate"]
    learner = Learner("2027-01-04", hours_per_week=15)
    kept = {f"{one.id}," for one in table.offers({step.id: step}, learner)}
    lines = text.splitlines(keepends=True)
    few = "".join(line for line in lines if line[: line.index(",") + 1] in kept)
    calls = []
    for rows in (lines[0] + few, text):
        (tmp_path / "offers.csv").write_text(rows, "utf-8")
        (tmp_path / "office.yaml").write_text(OFFICE, "utf-8")
        open_offers(str(tmp_path / "offers.csv"))
        request = Request(
            "medical-biller-and-coder",
            learner=learner,
            goal="medical-coder-job",
            office=tmp_path / "office.yaml",
        )
        profile = Profile()
        profile.runcall(plan, request)
        calls.append(sum(one.callcount for one in profile.getstats()))
    assert calls[1] < calls[0] * 1.5


@pytest.mark.parametrize("days", ["{terms: [fall]}", "{yearly: 08-23, every: 2 years, from: 2027}"])
def test_an_offer_names_days_and_no_terms(tmp_path: Path, days: str) -> None:
    """Terms and years between are of a pathway; in an offer they are a fault with its place."""
    offer = f"{{id: acc, step: coding-certificate, provider: A College, intakes: {days}}}"
    file = tmp_path / "office.yaml"
    file.write_text(f"format: pathplanner/office/1\noffers:\n  - {offer}\n", "utf-8")
    result = invoke(*PLAN, "--office", str(file))
    assert result.exit_code == 2
    assert "office.yaml:3:" in result.stderr
    assert "offers[0].intakes" in result.stderr
    assert "not terms or years" in result.stderr


def test_an_office_for_many_careers_costs_each_person_little(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That an offer is for a step of another career is known without reading all pathways again."""
    file = office(tmp_path, ROW.replace("coding-certificate", "nursing-associate-degree"))
    request = Request(pathways="medical-biller-and-coder", start="2027-01-04", office=file)
    assert open_case(request).notes == ()
    read: list[object] = []
    monkeypatch.setattr(pathways, "load_pathway", read.append)
    assert open_case(request).notes == ()
    assert read == []
