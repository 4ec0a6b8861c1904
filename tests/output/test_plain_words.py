"""No number that says nothing, and no word of the program, on what a learner reads."""

from __future__ import annotations

import attrs

import pathplanner as pp
from pathplanner.document import Variant, View, compose
from pathplanner.model.learner import Override
from pathplanner.model.quantity import UNKNOWN

from . import plans
from .test_sections import said, section


def unpriced() -> pp.Plan:
    """Return a plan of two licenses whose prices nobody has found."""
    first = pp.Cost(pp.model.CostKind.LICENSE, UNKNOWN, "License fee")
    second = pp.Cost(pp.model.CostKind.EXAM, UNKNOWN, "Exam fee")
    step = pp.Step("license", "A license", costs=(first, second))
    job = pp.Step("job", "The job", requires=pp.Needs("license"))
    pathway = pp.Pathway("work", "Work", (step, job), ("job",))
    return pp.plan(pathway, pp.Learner(start="2027-01-04"))


def test_a_sum_of_prices_that_nobody_has_found_is_not_zero() -> None:
    """Where no price is known nothing says that the total is $0."""
    summary = said(section(unpriced(), "summary"))
    assert "You pay not known" in summary
    assert "All costs" not in summary
    assert "$0 + 2 prices" not in said(section(unpriced(), "route"))
    assert "2 prices not known" in said(section(unpriced(), "route"))


def test_a_delay_is_told_as_people_would() -> None:
    """One step, every step and some of the steps each have their own words."""
    one = plans.one_step()
    late = attrs.evolve(one, steps=(attrs.evolve(one.steps[0], critical=True),))
    assert "If it is late, so is your finish." in said(section(late, "summary"))
    assert "A delay in any of them" in said(section(unpriced(), "summary"))
    coder = plans.coder()
    some = sum(step.slack < 7 for step in coder.steps)
    assert 1 < some < len(coder.steps)
    assert f"A week's delay in {some} of them" in said(section(coder, "summary"))
    # A day that is free because the next thing waits for a working day is no time to spare.
    nearly = [attrs.evolve(step, critical=False, slack=2) for step in coder.steps]
    tight = attrs.evolve(coder, steps=nearly)
    assert "A week's delay in any of them" in said(section(tight, "summary"))
    free = attrs.evolve(coder, steps=[attrs.evolve(step, slack=9) for step in nearly])
    assert "delay in" not in said(section(free, "summary"))


def test_how_many_pass_is_not_told_as_the_mark_to_pass() -> None:
    """The share of those who pass has a label of its own."""
    assert "Who passes 65% pass at the first try" in said(section(plans.coder(), "steps"))


def test_no_units_are_not_told() -> None:
    """A renewal for which nothing is to be learned speaks of no units."""
    plan = plans.coder()
    free = tuple(attrs.evolve(one, units=0, options=()) for one in plan.renewals)
    upkeep = said(section(attrs.evolve(plan, renewals=free), "upkeep"))
    assert "Renew" in upkeep
    assert "unit" not in upkeep


def test_a_line_about_a_step_outside_the_plan_begins_as_a_sentence() -> None:
    """The words made of an id have a large first letter where they begin a line."""
    plan = plans.coder()
    waived = Override("night-classes", by="The dean")
    plan = attrs.evolve(plan, learner=attrs.evolve(plan.learner, overrides=(waived,)))
    assert "Night classes: not asked of you" in said(section(plan, "start"))


def test_the_head_and_the_foot_have_no_id() -> None:
    """The day of the facts stands in words, and nothing where the pathway names none."""
    plan = plans.coder()
    page = compose(plan)
    assert plan.pathway.id not in page.meta + page.footer
    assert page.footer.endswith(" · facts of November\u00a01,\u00a02026")
    undated = compose(attrs.evolve(plan, pathway=attrs.evolve(plan.pathway, updated=None)))
    assert undated.meta == page.meta.rpartition(" · ")[0]
    assert undated.footer == plan.learner.name


def test_the_legend_names_no_mark_that_is_not_on_the_map() -> None:
    """Ways set aside are explained only where the map has some."""
    words = "Another way, set aside"
    assert words in said(section(plans.coder(), "route"))
    assert words not in said(section(plans.one_step(), "route"))
    brief = compose(plans.coder(), View(variant=Variant.BRIEF)).section("route")
    assert words not in said(brief)


def test_books_are_got_and_the_edition_is_asked_for() -> None:
    """Nobody starts a book, and which edition counts hangs on the day of the exam."""
    book = pp.Step("books", "Code books", costs=pp.Cost(pp.model.CostKind.BOOKS, 90))
    weeks = pp.Duration.exactly(60, "weeks")
    course = pp.Step("course", "A course", requires="books", duration=weeks, study_hours=100)
    exam = pp.model.Exam()
    card = pp.Step("card", "A card", pp.Kind.CREDENTIAL, requires="course", exam=exam)
    job = pp.Step("job", "Work as a coder", pp.Kind.JOB, requires="card")
    plan = pp.plan(
        pp.Pathway("work", "Work", (book, course, card, job), "job"), pp.Learner("2027-01-04")
    )
    summary = said(section(plan, "summary"))
    assert "Get Code books" in summary
    assert "what does it cost today; which edition counts for an exam in February 2028?" in summary
    assert "Start Work as a coder" not in summary


def test_what_is_to_be_done_reads_as_a_person_would_say_it() -> None:
    """A job and a thing to do have titles that say what is done; nobody is asked for nothing."""
    form = pp.Step("form", "Ask for student aid")
    job = pp.Step("job", "Work as a coder", pp.Kind.JOB, requires="form")
    plan = pp.plan(pp.Pathway("work", "Work", (form, job), "job"), pp.Learner("2027-01-04"))
    words = said(section(plan, "summary"))
    assert "Ask for student aid on January 4, 2027. Work as a coder on January 4, 2027." in words


def test_books_that_are_used_later_are_bought_later() -> None:
    """Books of this year may not count any more for an exam two years on."""
    book = pp.Step("books", "Code books", costs=pp.Cost(pp.model.CostKind.BOOKS, 90))
    year = pp.Duration.exactly(1, "years")
    work = pp.Step("work", "A year of work", pp.Kind.EXPERIENCE, duration=year)
    both = ["books", "work"]
    card = pp.Step("card", "A card", pp.Kind.CREDENTIAL, requires=both, exam=pp.model.Exam())
    plan = pp.plan(pp.Pathway("work", "Work", (book, work, card), "card"), pp.Learner("2027-01-04"))
    assert [step.id for step in plan.steps] == ["work", "books", "card"]
    summary = said(section(plan, "summary"))
    assert "Start A year of work on January 4, 2027. Ask" in summary
    assert "Get Code books by January 2028. Ask: what does it cost today; which" in summary
    assert summary.index("A year of work") < summary.index("Get Code books")


def test_an_outlook_of_the_country_says_where_the_states_is() -> None:
    """Who lives in a state is told that a figure is the country's, and where to look."""
    plan = plans.coder()
    words = "a year (the whole country; for your state look at projectionscentral.org)"
    assert "projectionscentral" not in said(section(plan, "start"))
    there = attrs.evolve(plan, learner=attrs.evolve(plan.learner, state="US-TX"))
    assert words in said(section(there, "start"))
