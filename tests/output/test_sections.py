"""What each section of the roadmap says, and when it is left out."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest
from attrs import evolve
from tests.cli.running import invoke
from tests.output import plans
from tests.output.test_document import texts, words
from tests.output.test_views import private

import pathplanner as pp
from pathplanner.document import (
    Bullets,
    Document,
    Facts,
    Lines,
    Section,
    Signatures,
    Table,
    View,
    compose,
)
from pathplanner.document.sections.reviews import review_days
from pathplanner.model.forecast import ExamBranch, Forecast
from pathplanner.model.learner import Funding, FundingKind
from pathplanner.model.plan import Plan
from pathplanner.model.quantity import UNKNOWN
from pathplanner.model.step import Renewal, RenewalOption
from pathplanner.renderers import render

FULL = (
    "summary route timeline start wishes goal steps exams money options exits advancement "
    "if-things-change upkeep reviews agreement assumptions stale bodies sources notices glossary"
)


def section(plan: Plan, name: str) -> Section:
    found = compose(plan).section(name)
    assert found
    return found


def said(part: Any) -> str:
    return " ".join(" ".join(texts(part)).split())


def table(part: Section, heading: str) -> list[list[str]]:
    """Return the rows of the table that has a column of that heading."""
    found = next(
        block
        for block in part.blocks
        if isinstance(block, Table) and heading in [column.title for column in block.columns]
    )
    return [[" ".join(cell.text.split()) for cell in row] for row in found.rows]


def test_the_sections_stand_in_the_order_of_a_reader() -> None:
    """The full roadmap has its sections in one order, from the summary to the glossary."""
    assert " ".join(one.id for one in compose(plans.coder()).sections) == FULL


@pytest.mark.parametrize("plan", [plans.one_step, plans.held_goal, plans.impossible])
def test_a_section_with_nothing_to_say_is_not_printed(plan: Any) -> None:
    """A plan without exams, renewals, funding or other ways has none of their sections."""
    ids = {one.id for one in compose(plan()).sections}
    assert not ids & {"exams", "upkeep", "options", "exits", "advancement", "timeline", "stale"}
    assert all(one.blocks for one in compose(plan()).sections)


def test_cards_have_room_for_what_happened() -> None:
    """Each card has the planned dates, and room for the actual ones and for notes."""
    for card in compose(plans.coder()).cards():
        assert card.dates
        assert card.blanks == ("Started on", "Finished on", "Notes")
    assert "Started on: ____" in render(plans.coder(), "checklist").decode()


def test_exams_are_in_one_table() -> None:
    """An exam has its day, price, form, pass mark, and wait and price of another try."""
    rows = table(section(plans.coder(), "exams"), "Another try")
    assert rows == [
        [
            "6. Certified Professional Coder \u2013 Apprentice (CPC-A)",
            "May 2, 2028",
            "$499",
            "100 questions; 4 hours; Multiple choice, watched, open code books",
            "70 percent",
            "2 tries in the price; wait 45 days before another; another try: price not known",
        ]
    ]


def test_what_is_not_known_of_an_exam_is_said() -> None:
    """An exam of which nothing is known says so, and never shows a price of nothing."""
    plan = plans.coder()
    bare = attrs.evolve(
        plan.steps[5],
        exam=pp.model.Exam(),
        payments=(attrs.evolve(plan.steps[5].payments[0], amount=UNKNOWN),),
    )
    row = table(section(attrs.evolve(plan, steps=(bare,)), "exams"), "Another try")[0]
    assert row[2:] == ["not known"] * 4


def test_money_from_others_stands_in_the_order_of_use() -> None:
    """Workforce funds come last, with status and what is used, whatever the order given."""
    plan = plans.coder()
    funding = (
        Funding("County fund", 900, FundingKind.WORKFORCE, status="applied"),
        *plan.learner.funding,
    )
    plan = attrs.evolve(plan, learner=attrs.evolve(plan.learner, funding=funding))
    rows = table(section(plan, "money"), "Status")
    assert rows == [
        ["Pell Grant", "awarded", "", "$2,500", "$2,500"],
        ["County fund", "applied", "", "$900", "$0"],
    ]
    assert "County fund is not sure yet (status: applied)" in said(
        section(plan, "if-things-change")
    )


def test_what_is_left_to_find_is_said_with_what_is_not_known() -> None:
    """What others do not pay is left to find, and unknown prices stand beside it."""
    money = section(plans.coder(), "money")
    facts = [block for block in money.blocks if isinstance(block, Facts)]
    told = {item.label: item.value.text.replace("\u00a0", " ") for item in facts[0].items}
    assert told == {
        "All costs": "$5,278.75 + 1 unknown price",
        "Paid by others": "$2,500",
        "Left to find": "$2,778.75 + 1 unknown price",
    }


def test_the_months_follow_the_rules_of_money() -> None:
    """Month by month the money is what planning rule 7 says, and quiet months are one row."""
    exam = pp.Step(
        "exam", "Exam", costs=(pp.Cost(pp.model.CostKind.EXAM, pp.Estimate.exactly(300)),)
    )
    learner = pp.Learner("2027-01-04", savings=100, monthly=80)
    made = pp.plan(pp.Pathway("one", "One", [exam]), learner)
    assert table(section(made, "money"), "Left") == [
        ["January 2027 \u2013 March 2027", "$260", "", "$0", "$260"],
        ["April 2027", "$80", "", "$300", "$40"],
    ]


def test_money_that_comes_late_is_paid_first_by_the_learner() -> None:
    """A grant that arrives after the payment comes in later, and the sums stay true."""
    exam = pp.Step(
        "exam", "Exam", costs=(pp.Cost(pp.model.CostKind.EXAM, pp.Estimate.exactly(300)),)
    )
    work = pp.Step(
        "work",
        "Work",
        requires=pp.Needs("exam"),
        duration=pp.Duration.exactly(3, pp.model.Unit.MONTHS),
    )
    learner = pp.Learner(
        "2027-01-04", savings=350, funding=[pp.model.Funding("Grant", 200, arrives="2027-03-09")]
    )
    made = pp.plan(pp.Pathway("one", "One", [exam, work]), learner, "work")
    rows = table(section(made, "money"), "Left")
    assert rows[0] == ["January 2027", "$350", "", "$300", "$50"]
    assert rows[-1] == ["February 2027 \u2013 April 2027", "$200", "", "$0", "$250"]


def test_without_savings_only_months_with_payments_are_listed() -> None:
    """When savings are not given, the months say what is paid and nothing of what is left."""
    rows = table(section(plans.coder(), "money"), "Month")
    assert rows[0] == ["January 2027", "", "$255 + 1 unknown price"]
    assert rows[2] == ["June 2027", "$2,500", "$1,167.25"]
    assert len(rows) == 6


@pytest.mark.parametrize("goal", ["cpc", "ccs", "rhit"])
def test_the_last_month_agrees_with_the_plan(goal: str) -> None:
    """In a real plan the months add up to what the plan costs, and nothing is overdrawn."""
    learner = pp.Learner(
        "2027-01-04", hours_per_week=12, holds=["high-school-diploma"], savings=500, monthly=150
    )
    made = pp.plan(pp.load_pathway("medical-biller-and-coder"), learner, goal)
    rows = table(section(made, "money"), "Left")
    paid = [Decimal(row[3].split()[0][1:].replace(",", "")) for row in rows]
    assert sum(paid) == made.cost.out_of_pocket
    assert not [row for row in rows if row[4].startswith("-")]


def test_moving_up_names_pay_and_who_says_so() -> None:
    """Each job with a pay has its day, its pay and the publisher that states it."""
    rows = table(section(plans.coder(), "advancement"), "Who says so")
    assert rows == [
        ["August 2, 2028", "First job as a coder", "$43,000", "Bureau of Labor Statistics"]
    ]


def test_pay_of_a_job_without_its_own_is_that_of_the_occupation() -> None:
    """A job without a pay of its own shows the occupation's middle, with area and time."""
    plan = plans.coder()
    job = attrs.evolve(plan.steps[6], pay=None)
    plan = attrs.evolve(plan, steps=(*plan.steps[:6], job, *plan.steps[7:]))
    rows = table(section(plan, "advancement"), "Who says so")
    assert rows[0][2] == "$50,250"
    assert rows[0][3].endswith("the middle of all workers, United States, May 2024")


def test_units_can_be_logged_by_hand() -> None:
    """Where units are to be earned there is a log with empty rows; else there is none."""
    upkeep = section(plans.coder(), "upkeep")
    log = next(block for block in upkeep.blocks if isinstance(block, Table))
    assert not log.rows
    assert log.blank == 8
    plan = plans.coder()
    dues = tuple(attrs.evolve(one, units=None) for one in plan.renewals)
    plan = attrs.evolve(plan, renewals=dues)
    assert not [one for one in section(plan, "upkeep").blocks if isinstance(one, Table)]


def test_changes_are_answered_with_facts_of_the_plan() -> None:
    """Each thing that may change has what the plan knows: waits, slack, other ways, exits."""
    text = said(section(plans.coder(), "if-things-change"))
    for word in (
        "Step 6, \u201cCertified Professional Coder \u2013 Apprentice (CPC-A)\u201d: 2 tries in "
        "the price; wait 45 days before another; another try: price not known.",
        "The busiest time is from June 7, 2027: about 10.7 hours of study a week.",
        "\u201c80-hour coding course\u201d (up to about 10 months)",
        "8 steps move your finish as soon as they are late; their cards say so.",
        "Another way takes 656 hours of study in all: you finish on August 2, 2030 and pay "
        "$2,483.75 + 1 unknown price, with Two years of work.",
        "Another way costs less: you finish on August 2, 2030",
        "In place of step 4, \u201cMedical coding certificate program\u201d: Associate degree "
        "(finish about 13 months later).",
        "On August 2, 2028 you have First job as a coder. It stays yours",
    ):
        assert word in text
    assert "January 14, 2029" not in text  # it costs more, and fewer unknowns are no saving


def test_an_unknown_price_is_no_saving() -> None:
    """A way with a lower sum and more unknown prices is not called cheaper, nor denied."""
    plan = plans.coder()
    unsure = attrs.evolve(plan.alternatives[2], unknown_prices=2)
    plan = attrs.evolve(plan, alternatives=(*plan.alternatives[:2], unsure))
    text = said(section(plan, "if-things-change"))
    assert "costs less" not in text
    only = attrs.evolve(plan, alternatives=plan.alternatives[:2])
    assert "No other way that fits costs less" in said(section(only, "if-things-change"))


def test_a_failed_exam_says_when_the_plan_then_ends() -> None:
    """With made-up futures the next try and the new finish stand beside the exam's facts."""
    plan = plans.coder()
    branch = ExamBranch(
        "cpc-a",
        date(2028, 6, 16),
        wait=pp.Duration.exactly(45),
        finish=date(2029, 9, 16),
    )
    forecast = Forecast(9, 1, plan.finish, plan.finish, Decimal(1), Decimal(2), exams=(branch,))
    text = said(section(attrs.evolve(plan, forecast=forecast), "if-things-change"))
    assert "on or after June 16, 2028, and you then finish on September 16, 2029." in text
    unsure = attrs.evolve(forecast, exams=(attrs.evolve(branch, wait=None),))
    text = said(section(attrs.evolve(plan, forecast=unsure), "if-things-change"))
    assert "How long to wait is not known; without a wait you then finish on" in text


def test_an_exam_without_facts_says_to_ask() -> None:
    """Where nothing is known of another try, no number is made up."""
    plan = plans.coder()
    bare = attrs.evolve(plan.steps[5], exam=pp.model.Exam())
    text = said(section(attrs.evolve(plan, steps=(bare,)), "if-things-change"))
    assert "what another try takes was not found: ask before you sign up" in text


def test_reviews_have_real_days() -> None:
    """While anything is under way the plan is looked at every 90 days, and at the finish."""
    rows = table(section(plans.coder(), "reviews"), "Done by then")
    assert [row[:3] for row in rows[:3]] == [
        ["February 3, 2027", "\u2013", "step 1"],
        ["April 4, 2027", "step 1", "step 2"],
        ["July 3, 2027", "steps 1\u20133", "step 4"],
    ]
    assert rows[-1][:3] == ["August 2, 2029", "steps 1\u201311", "\u2013"]
    days = list(review_days(plans.coder()))
    assert max(later - day for day, later in pairwise(days)) == timedelta(90)
    assert any(isinstance(block, Lines) for block in section(plans.coder(), "reviews").blocks)


def test_a_plan_that_waits_is_looked_at_when_it_begins() -> None:
    """Where nothing goes on for years, a look a year is enough, and one on the first day."""
    made = plans.coder()
    late = [
        evolve(step, start=step.start + timedelta(900), finish=step.finish + timedelta(900))
        for step in made.steps
    ]
    waiting = evolve(made, steps=late, finish=made.finish + timedelta(900))
    days = list(review_days(waiting))
    assert [(day - made.start).days for day in days[:4]] == [30, 395, 760, 900]
    assert days[3] == late[0].start


def test_both_sides_sign() -> None:
    """Learner and counselor each have what they do, and a place to sign and to date."""
    blocks = section(plans.coder(), "agreement").blocks
    signed = next(block for block in blocks if isinstance(block, Signatures))
    assert [item.who for item in signed.items] == ["María Ángeles López", "Counselor"]
    assert "Signature: ____" in render(plans.coder(), "checklist").decode()


@pytest.mark.parametrize(
    ("day", "start", "old"),
    [
        ("2026-01-04", "2027-01-04", False),
        ("2026-01-03", "2027-01-04", True),
        ("2026-01", "2027-01-04", False),
        ("2025-12", "2027-01-04", True),
        ("2026", "2027-12-31", False),
        ("2026", "2028-01-01", True),
        ("", "2027-01-04", False),
    ],
)
def test_a_price_of_over_a_year_ago_is_marked(day: str, start: str, old: bool) -> None:
    """A price is old when its source's last possible day is over a year before the start."""
    plan = plans.coder()
    sources = tuple(attrs.evolve(one, date=day) for one in plan.pathway.sources)
    plan = attrs.evolve(
        plan,
        pathway=attrs.evolve(plan.pathway, sources=sources),
        start=date.fromisoformat(start),
    )
    document = compose(plan)
    assert ("over a year old" in said(document.cards()[0])) == old
    assert ("over a year old" in said(document.section("money"))) == old
    stale = said(document.section("stale"))
    assert ("These prices were over a year old" in stale) == old
    assert "How old these prices are is not known" in stale  # some prices have no source
    if old:
        assert "Step 1, \u201cMedical terminology course\u201d, Course: $255; price of" in stale


def test_notices_say_for_whom_the_copy_is() -> None:
    """The notices promise nothing, and say of each copy what it leaves out."""
    said_to = [
        said(compose(private(), View(audience=one)).section("notices"))
        for one in ("participant", "funder", "employer")
    ]
    assert all("This plan is no guarantee" in text for text in said_to)
    assert "You decide who sees it" in said_to[0]
    assert "a copy for a funder. It leaves out the birth date" in said_to[1]
    assert "a copy for an employer. It leaves out all that is about money" in said_to[2]


def glossary(document: Document) -> dict[str, str]:
    found = document.section("glossary")
    blocks = found.blocks if found else ()
    return {
        item.label: item.value.text
        for block in blocks
        if isinstance(block, Facts)
        for item in block.items
    }


def test_the_glossary_has_what_occurs_and_nothing_else() -> None:
    """An abbreviation is explained only where it is used, and by the pathway's own words."""
    found = glossary(compose(plans.coder()))
    assert found["CPC-A"] == "Certified Professional Coder \u2013 Apprentice"
    assert found["Pell"].startswith("the federal Pell Grant")
    assert "WIOA" not in found
    assert "NCLEX" not in found
    text = words(compose(plans.coder())).partition("Short words explained")[0]
    assert all(re.search(rf"(?<![\w-]){re.escape(term)}(?![\w-])", text) for term in found)
    assert glossary(compose(plans.one_step())) == {}


def test_a_missing_title_is_words_and_no_id() -> None:
    """A step that the plan does not name is printed as words, without hyphens of an id."""
    plan = plans.coder()
    plan = attrs.evolve(plan, learner=attrs.evolve(plan.learner, avoid=("night-classes",)))
    assert "night classes" in said(section(plan, "wishes"))


def test_a_refusal_says_that_unknown_prices_come_on_top() -> None:
    """A change that would help names what would be paid, and that more may be unknown."""
    changes = section(plans.impossible(), "changes")
    bullets = next(block for block in changes.blocks if isinstance(block, Bullets))
    assert all(item.text.endswith("in known prices.") for item in bullets.items)


@pytest.mark.parametrize("name", ["checklist", "pdf"])
def test_names_of_300_letters_are_printed(name: str) -> None:
    """A plan in which every name has 300 letters is printed by each renderer."""
    data = render(plans.hostile("Abcdefghi " * 30), name)
    assert len(data) > 1000


def test_the_command_prints_variants_and_copies(tmp_path: Path) -> None:
    """The command line takes variant and audience for every format at once."""
    target = tmp_path / "copy.md"
    call = ("plan", "medical-biller-and-coder", "--goal", "ccs", "--start", "2027-01-04")
    call += ("--have", "high-school-diploma", "--savings", "8642", "-o", str(target))
    assert invoke(*call).exit_code == 0
    whole = target.read_text("utf-8")
    assert "8,642" in whole
    assert "## Who does what" in whole
    assert invoke(*call, "-O", "variant=brief", "-O", "audience=funder").exit_code == 0
    brief = target.read_text("utf-8")
    assert "8,642" not in brief
    assert "## Who to ask" in brief
    assert len(brief) < len(whole) / 4
    wrong = invoke(*call, "-O", "variant=tiny")
    assert wrong.exit_code == 2
    assert "full, brief, checklist" in wrong.stderr


def test_a_price_that_nobody_has_found_is_not_old() -> None:
    """An unknown price has no date, though its step has an old source."""
    source = pp.Source("old", "Someone", "Some page", date="2020")
    course = pp.Step(
        "course",
        "A course",
        pp.Kind.COURSE,
        costs=(pp.Cost(pp.model.CostKind.TUITION, UNKNOWN),),
        renewal=Renewal(
            pp.Duration.exactly(1, pp.model.Unit.YEARS), (RenewalOption("Again", fee=UNKNOWN),)
        ),
        source=("old",),
    )
    pathway = pp.Pathway("some", "Some", (course,), ("course",), sources=(source,))
    document = compose(pp.plan(pathway, pp.Learner("2027-01-04")))
    words = " ".join(said(section) for section in document.sections)
    assert "price not known" in words
    assert "over a year old" not in words
