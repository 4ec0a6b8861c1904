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
    Fact,
    Facts,
    Section,
    Signatures,
    StepCard,
    Table,
    View,
    compose,
    cut_of,
)
from pathplanner.document.sections.reviews import review_days
from pathplanner.model.forecast import ExamBranch, Forecast
from pathplanner.model.learner import Funding, FundingKind
from pathplanner.model.plan import Plan
from pathplanner.model.price import Renewal, RenewalOption
from pathplanner.model.quantity import UNKNOWN
from pathplanner.model.workdays import work_days
from pathplanner.renderers import render

PRINTED = (
    "summary route timeline steps money if-things-change upkeep advancement start "
    "reviews agreement assumptions notices glossary sources"
)
ON_SCREEN = "options background goal stale bodies"


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
    """The roadmap has its sections in one order; what is looked up on a screen comes last."""
    document = compose(plans.coder())
    assert " ".join(one.id for one in document.printed().sections) == PRINTED
    rest = [one.id for one in document.sections if not one.on_paper]
    assert " ".join(rest) == ON_SCREEN
    assert [one.id for one in document.sections][-len(rest) :] == rest


@pytest.mark.parametrize("plan", [plans.one_step, plans.held_goal, plans.impossible])
def test_a_section_with_nothing_to_say_is_not_printed(plan: Any) -> None:
    """A plan without exams, renewals, funding or other ways has none of their sections."""
    ids = {one.id for one in compose(plan()).sections}
    assert not ids & {"upkeep", "options", "advancement", "timeline", "stale", "set-aside"}
    assert all(one.blocks for one in compose(plan()).sections)


def test_cards_have_room_for_what_happened() -> None:
    """Each card has the planned dates, and room for the actual ones and for notes."""
    for card in compose(plans.coder()).cards():
        assert card.dates
        assert card.blanks == ("Started on", "Finished on", "Notes")
    assert "Started on: ____" in render(plans.coder(), "checklist").decode()


def exam_on_card(plan: Plan) -> dict[str, str]:
    card = compose(plan).cards()[0]
    return {item.label: " ".join(item.value.text.split()) for item in card.facts}


def test_exam_facts_are_on_the_card() -> None:
    """A card has the exam's form, pass mark, and wait and price of another try, once."""
    coder = plans.coder()
    found = exam_on_card(attrs.evolve(coder, steps=(coder.steps[5],)))
    assert found["Exam"] == "100 questions; 4 hours; Multiple choice, watched, open code books"
    assert found["To pass"] == "70 percent"
    assert found["Tries"] == (
        "2 tries in the price; wait 45 days before another; another try: price not known"
    )
    text = words(compose(coder))
    assert text.count("wait 45 days before another") == 1
    exam = next(card for card in compose(coder).cards() if card.number == 6)
    marked = [item.label for item in exam.facts if item.value.marks]
    assert "Exam" in marked
    assert "To pass" not in marked  # its source is that of the exam, one line above


def test_what_is_not_known_of_an_exam_is_not_made_up() -> None:
    """An exam of which nothing is known has no facts, and no price of nothing."""
    plan = plans.coder()
    bare = attrs.evolve(
        plan.steps[5],
        exam=pp.model.Exam(),
        payments=(attrs.evolve(plan.steps[5].payments[0], amount=UNKNOWN),),
    )
    plan = attrs.evolve(plan, steps=(bare,))
    assert not {"Exam", "To pass", "Tries"} & set(exam_on_card(plan))
    assert table(section(plan, "money"), "You pay")[0][2:] == ["not known"]


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


def test_what_others_pay_and_what_is_left_is_in_one_row() -> None:
    """The table of payments closes with all costs, what others pay and what is left to pay."""
    money = section(plans.coder(), "money")
    found = next(block for block in money.blocks if isinstance(block, Table))
    total = [cell.text for cell in found.totals[0]]
    assert total[:5] == ["Total", "", "at least $5,278.75", "$2,500", "at least $2,778.75"]
    assert "1 price is not known and not in this sum." in said(money)


def test_the_months_follow_the_rules_of_money() -> None:
    """What is left at the end of a month is what planning rule 7 says."""
    exam = pp.Step(
        "exam", "Exam", costs=(pp.Cost(pp.model.CostKind.EXAM, pp.Estimate.exactly(300)),)
    )
    learner = pp.Learner("2027-01-04", savings=100, monthly=80)
    made = pp.plan(pp.Pathway("one", "One", [exam]), learner)
    money = section(made, "money")
    # 100, and 80 for each of three whole months, less 300 in April.
    assert table(money, "Then left") == [["April 4, 2027", "1. Exam fee", "$300", "$40"]]
    assert "You begin with $100, and $80 comes in after each whole month." in said(money)


def test_money_that_comes_late_is_paid_first_by_the_learner() -> None:
    """A grant that arrives after the payment comes in later, and the sums stay true."""
    exam = pp.Step(
        "exam", "Exam", costs=(pp.Cost(pp.model.CostKind.EXAM, pp.Estimate.exactly(300)),)
    )
    fee = pp.Cost(pp.model.CostKind.FEE, pp.Estimate.exactly(50))
    work = pp.Step(
        "work",
        "Work",
        requires=pp.Needs("exam"),
        duration=pp.Duration.exactly(3, pp.model.Unit.MONTHS),
        costs=(fee,),
    )
    grant = pp.model.Funding("Grant", 200, arrives="2027-03-09", steps=("exam",))
    learner = pp.Learner("2027-01-04", savings=400, funding=[grant])
    made = pp.plan(pp.Pathway("one", "One", [exam, work]), learner, "work")
    money = section(made, "money")
    assert [row[-1] for row in table(money, "Then left")] == ["", "$50"]
    assert "You pay Exam fee first; $200 of it comes back on March 9, 2027." in said(money)


def test_a_month_with_several_payments_has_its_sum() -> None:
    """A sum stands beside the last payment of a month; none where it would be a price again."""
    rows = table(section(plans.coder(), "money"), "In the month")
    sums = {row[0]: row[-1] for row in rows if row[-1]}
    assert sums == {"June 2027": "$1,167.25"}


@pytest.mark.parametrize("goal", ["cpc", "ccs", "rhit"])
def test_the_last_month_agrees_with_the_plan(goal: str) -> None:
    """In a real plan the months add up to what the plan costs, and nothing is overdrawn."""
    learner = pp.Learner(
        "2027-01-04", hours_per_week=30, holds=["high-school-diploma"], savings=500, monthly=150
    )
    made = pp.plan(pp.load_pathway("medical-biller-and-coder"), learner, goal)
    rows = table(section(made, "money"), "Then left")
    left = [row[-1] for row in rows if row[-1]]
    paid = [row[2].split()[-1][1:].replace(",", "") for row in rows if "$" in row[2]]
    assert sum(map(Decimal, paid)) == made.cost.out_of_pocket
    assert left
    assert not [amount for amount in left if amount.startswith("-")]


def test_moving_up_names_pay_and_who_says_so() -> None:
    """Each place to stop has its time; a job with a pay has it and the publisher that states it."""
    rows = table(section(plans.coder(), "advancement"), "Who says so")
    paid = ["at least $2,261.75"]
    assert rows == [
        ["May 2028", "Certified Professional Coder \u2013 Apprentice (CPC-A)", *paid, "", ""],
        ["August 2028", "First job as a coder", *paid, "$43,000", "Bureau of Labor Statistics"],
    ]


def test_the_pay_of_those_who_hold_a_credential_is_not_paid_for_it() -> None:
    """Newcomer A12: who earns it has no job yet, and the line says whose pay it is."""
    card = pp.Step("card", "A card", pp.Kind.CREDENTIAL, pay=58_895)
    plan = pp.plan(pp.Pathway("p", "P", card, "card"), pp.Learner("2027-01-04"))
    assert "$58,895 those who have it and work with it" in said(section(plan, "advancement"))


def test_pay_of_a_job_without_its_own_is_that_of_the_occupation() -> None:
    """A job without a pay of its own shows the occupation's middle, with area and time."""
    plan = plans.coder()
    job = attrs.evolve(plan.steps[6], pay=None)
    plan = attrs.evolve(plan, steps=(*plan.steps[:6], job, *plan.steps[7:]))
    rows = table(section(plan, "advancement"), "Who says so")
    assert rows[1][3] == "$50,250"
    assert rows[1][4].endswith("the middle of all workers, United States, May 2024")


def test_units_can_be_logged_by_hand() -> None:
    """Where units are to be earned there is a log with empty rows; else there is none."""
    upkeep = section(plans.coder(), "upkeep")
    rule, log = (block for block in upkeep.blocks if isinstance(block, Table))
    assert rule.rows
    assert not log.rows
    assert log.blank == 4
    plan = plans.coder()
    dues = tuple(attrs.evolve(one, units=None) for one in plan.renewals)
    plan = attrs.evolve(plan, renewals=dues)
    tables = [one for one in section(plan, "upkeep").blocks if isinstance(one, Table)]
    assert not [one for one in tables if one.blank]


def test_changes_are_answered_with_facts_of_the_plan() -> None:
    """Each thing that may change has what the plan knows: waits, slack, other ways, exits."""
    text = said(section(plans.coder(), "if-things-change"))
    for word in (
        "Step 6, \u201cCertified Professional Coder \u2013 Apprentice (CPC-A)\u201d: its card says "
        "what another try takes.",
        "The busiest time begins in June 2027: 10.7 hours of study a week.",
        "\u201c80-hour coding course\u201d (up to about 10 months)",
        "8 steps move your finish as soon as they are late; their cards say so.",
        "Another way takes 656 hours of study in all: you finish in August 2030 and pay "
        "at least $2,483.75 (1 price not known), with Two years of work.",
        "Another way could cost less: you finish in August 2030",
        "In place of step 4, \u201cMedical coding certificate program\u201d: Associate degree "
        "(finish about 13 months later).",
        "You have a job in August 2028: First job as a coder. You can stay in it, and go on later.",
    ):
        assert word in text
    assert "January 2029" not in text  # it costs more, and fewer unknowns are no saving


def test_an_unknown_price_is_no_saving() -> None:
    """What may be cheaper or not is called neither, and no way is said to be the cheapest."""
    plan = plans.coder()
    unsure = attrs.evolve(plan.alternatives[2], unknown_prices=2)
    plan = attrs.evolve(plan, alternatives=(*plan.alternatives[:2], unsure))
    text = said(section(plan, "if-things-change"))
    assert "could cost less" in text
    assert "costs less" not in text
    only = attrs.evolve(plan, alternatives=plan.alternatives[:2], objective=pp.Prefer.CHEAPEST)
    assert "costs less" not in said(section(only, "if-things-change"))
    sure = attrs.evolve(only, claims=pp.model.Claims())
    assert "No other way that fits costs less." in said(section(sure, "if-things-change"))


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
    """The plan is looked at after 30 days, then each 90 days at most, and at the finish."""
    rows = table(section(plans.coder(), "reviews"), "Done by then")
    assert [row[:3] for row in rows] == [
        ["February 3, 2027", "\u2013", "Step 1"],
        ["April 2, 2027", "Step 1", "Step 2"],
        ["July 1, 2027", "Steps 1\u20133", "Step 4"],
        ["September 29, 2027", "Steps 1\u20133", "Step 4"],
        ["December 28, 2027", "Steps 1\u20133", "Step 4"],
        ["August 2, 2029", "Steps 1\u201311", "\u2013"],
    ]
    days = [*review_days(plans.coder())]
    assert all((later - day).days <= 90 for day, later in pairwise(days))
    assert not any(work_days("US").is_off(day.toordinal()) for day in days[:-1])
    told = said(section(plans.coder(), "reviews"))
    assert "Between the last two days look at it every 90 days." in told


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
    assert "Night classes" in said(section(plan, "start"))


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


def card(summary: int, facts: int, notes: int = 0) -> StepCard:
    """Return a card with a summary, notes and facts of so many letters."""
    return StepCard(
        "a",
        1,
        "A step",
        "Course",
        "2027",
        "",
        "x" * summary,
        tuple(Fact("Label", "y" * 40) for _ in range(facts)),
        notes=("z" * notes,) if notes else (),
    )


@pytest.mark.parametrize(
    ("shown", "left", "lines"),
    [
        # A fact takes one line on the left, two on the right: four of six stand on the left.
        (card(52, 6), 5, 6),
        # The note goes to the right, above the facts.
        (card(520, 2, 200), 1, 10),
        # Nothing to balance: the facts begin the right side.
        (card(100, 1), 1, 2),
        (card(0, 0), 0, 0),
    ],
)
def test_a_card_is_cut_where_both_sides_are_about_as_high(
    shown: StepCard, left: int, lines: int
) -> None:
    """Parts flow from the left side to the right one, in their order."""
    assert (cut_of(shown)[0], round(cut_of(shown)[1])) == (left, lines)
