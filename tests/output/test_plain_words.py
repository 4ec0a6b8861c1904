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
    some = sum(step.critical for step in coder.steps)
    assert 1 < some < len(coder.steps)
    assert f"A delay in {some} of them" in said(section(coder, "summary"))


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
