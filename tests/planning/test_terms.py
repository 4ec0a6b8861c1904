"""Terms: intakes by term, every second year, credits in a term, a latest term (rule 19)."""

from __future__ import annotations

import os
import sys
import time
from datetime import date
from pathlib import Path
from random import Random

import attrs
import pytest

sys.path.insert(0, str(Path(__file__).parent))

import random_pairs
from comparing import compare

import pathplanner as pp
from pathplanner.formats.yaml_text import pathway_to_yaml

CASES = int(os.environ.get("PATHPLANNER_PAIR_CASES", "200"))
BLOCK = 50

SCHOOL = """
format: pathplanner/pathway/1
id: school
title: School
destinations: [done]
terms:
  spring: {starts: 01-11, title: Spring term}
  fall: {starts: 08-24}
PATHWAY
steps:
  basics: {title: Basics, kind: course, duration: 15 weeks, credits: 3, intakes: {terms: [fall]}}
  topics:
    title: Topics
    kind: course
    duration: 15 weeks
    credits: 4
    intakes: {terms: [fall], every: 2 years, from: 2026}
  other: {title: Other, kind: course, duration: 15 weeks, credits: 4, intakes: {terms: [spring]}}
  done: {title: Done, kind: diploma, requires: [basics, topics, other]}
"""


def school(pathway: str = "", **steps: str) -> pp.Pathway:
    """Return the pathway of a school, with more said of it and of some steps."""
    text = SCHOOL.replace("PATHWAY", pathway)
    for name, more in steps.items():
        text = text.replace(f"  {name}: {{", f"  {name}: {{{more}, ")
    return pp.read_pathway(text)


def starts(pathway: pp.Pathway, start: str, **told: object) -> dict[str, date]:
    """Return when steps start in the plan of somebody, which holds and is read back."""
    plan = pp.plan(pathway, pp.Learner(start, hours_per_week=40, **told))
    assert pp.verify(plan, pathway) == ()
    assert pp.read_plan(pp.plan_to_json(plan)) == plan
    return {step.id: step.start for step in plan.steps}


@pytest.mark.parametrize(
    ("start", "topics", "basics"),
    [
        ("2026-01-05", date(2026, 8, 24), date(2026, 8, 24)),
        ("2026-09-01", date(2028, 8, 24), date(2027, 8, 24)),
        ("2028-08-24", date(2028, 8, 24), date(2028, 8, 24)),
        ("2030-09-01", date(2032, 8, 24), date(2031, 8, 24)),
        ("2020-01-05", date(2026, 8, 24), date(2020, 8, 24)),
    ],
)
def test_a_course_in_fall_of_even_years(start: str, topics: date, basics: date) -> None:
    """What comes every second year comes in these years for ever, and not before the first."""
    found = starts(school(), start)
    assert (found["topics"], found["basics"]) == (topics, basics)


def test_days_of_a_term_may_differ_from_year_to_year() -> None:
    """A term with dates starts on these, and a yearly day of an intake stands beside it."""
    text = SCHOOL.replace("PATHWAY", "").replace(
        "fall: {starts: 08-24}", "fall: {dates: [2027-08-23, 2028-08-28]}"
    )
    text = text.replace("intakes: {terms: [spring]}", "intakes: {terms: [spring], yearly: [02-01]}")
    found = starts(pp.read_pathway(text), "2027-01-20")
    assert found["basics"] == date(2027, 8, 23)
    assert found["topics"] == date(2028, 8, 28)
    assert found["other"] == date(2027, 2, 1)


def test_credits_in_a_term_are_limited_by_the_pathway_and_by_the_learner() -> None:
    """The smaller limit counts: courses that are too many for one term go to another."""
    free = starts(school(), "2028-01-05")
    assert free["basics"] == free["topics"] == date(2028, 8, 24)
    tight = starts(school("credits_per_term: 6"), "2028-01-05")
    assert {tight["basics"], tight["topics"]} == {date(2028, 8, 24), date(2029, 8, 24)}
    own = starts(school("credits_per_term: 9"), "2028-01-05", credits_per_term=4)
    assert own == tight
    assert starts(school("credits_per_term: 7"), "2028-01-05") == free


def test_too_few_credits_in_a_term_are_named_with_what_would_do() -> None:
    """Where a course alone is too large for a term, the plan says so and offers more."""
    pathway = school()
    learner = pp.Learner("2028-01-05", hours_per_week=40, credits_per_term=3)
    plan = pp.plan(pathway, learner)
    assert plan.status == "impossible"
    assert [(one.kind, one.step, one.have, one.need) for one in plan.reasons] == [
        ("credits", "topics", 3, 4),
        ("credits", "other", 3, 4),
    ]
    assert [one.amount for one in plan.changes if one.kind == "credits"] == [4]
    text = " ".join(pp.render(plan, "text").decode().replace("\u00a0", " ").split())
    assert "Topics has 4 credits. No more than 3 may be begun in one term." in text
    late = pp.plan(pathway, attrs.evolve(learner, credits_per_term=4, deadline="2028-12-31"))
    assert [one.amount for one in late.changes if one.kind == "credits"] == [7]


def test_a_latest_term_counts_the_terms_of_the_learner() -> None:
    """What must be begun in the first two terms is, or there is no plan."""
    pathway = school("credits_per_term: 4", basics="latest_term: 2")
    found = starts(pathway, "2028-01-05")
    assert found["basics"] == date(2028, 8, 24)
    assert found["topics"] == date(2030, 8, 24)
    learner = pp.Learner("2028-01-05", hours_per_week=40)
    never = school("credits_per_term: 4", basics="latest_term: 1")
    assert pp.plan(never, learner).status == "impossible"
    plan = pp.plan(pathway, learner)
    moved = [
        attrs.evolve(step, start=date(2029, 8, 24), finish=date(2029, 12, 7))
        if step.id == "basics"
        else step
        for step in plan.steps
    ]
    assert any(
        "(rule 19)" in f.message for f in pp.verify(attrs.evolve(plan, steps=moved), pathway)
    )


def test_too_many_credits_in_a_term_do_not_hold() -> None:
    """A plan for a wider limit does not hold by a smaller one."""
    pathway = school()
    plan = pp.plan(pathway, pp.Learner("2028-01-05", hours_per_week=40))
    tight = attrs.evolve(plan.learner, credits_per_term=6)
    assert any("7 credits" in fault.message for fault in pp.verify(plan, pathway, tight))


def test_the_page_names_the_term_and_the_limit() -> None:
    """A card says in which term a step starts, and the page how many credits go in one."""
    plan = pp.plan(school(), pp.Learner("2028-01-05", hours_per_week=40, credits_per_term=7))
    text = " ".join(pp.render(plan, "text").decode().replace("\u00a0", " ").split())
    assert "Term: Spring term" in text
    assert "Term: fall" in text
    assert "no more than 7 credits in one term" in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("terms: [fall]}}", "terms: [autumn]}}", "There is no term 'autumn'"),
        ("every: 2 years, from: 2026", "every: 2 years", "say from which year"),
        ("every: 2 years, from: 2026", "every: 2 months, from: 2026", "whole number of years"),
        ("fall: {starts: 08-24}", "fall: {title: Fall}", "say when the term starts"),
        ("fall: {starts: 08-24}", "fall: {starts: 13-24}", "13-24"),
        ("PATHWAY", "credits_per_term: 0", "more than 0"),
    ],
)
def test_terms_that_cannot_be_are_refused(old: str, new: str, said: str) -> None:
    """A term that is not there, without a first day, or in no year is a fault."""
    with pytest.raises(pp.InputError) as error:
        pp.read_pathway(SCHOOL.replace(old, new).replace("PATHWAY", ""))
    assert said.casefold() in str(error.value).replace('"', "'").casefold()


def test_what_counts_terms_needs_terms() -> None:
    """Without terms there is nothing to count credits or a latest term in."""
    text = SCHOOL.partition("terms:")[0] + "credits_per_term: 9\n"
    text += "steps:\n  done: {title: Done, kind: diploma, latest_term: 2}\n"
    with pytest.raises(pp.InputError) as error:
        pp.read_pathway(text)
    assert "credits_per_term" in str(error.value)
    assert "steps.done.latest_term" in str(error.value)


def test_terms_stay_in_files() -> None:
    """YAML of a pathway keeps terms, intakes by term and limits."""
    pathway = school("credits_per_term: 9", basics="latest_term: 2")
    assert pp.read_pathway(pathway_to_yaml(pathway)) == pathway


def curriculum(seed: int, courses: int = 51) -> pp.Pathway:
    """Return a made-up curriculum: chains of courses with labs, credits and two terms a year."""
    random = Random(seed)
    days = {"spring": pp.model.MonthDay(1, 11), "fall": pp.model.MonthDay(8, 24)}
    terms = [pp.model.Term(name, day) for name, day in days.items()]
    steps: list[pp.Step] = []
    while len(steps) < courses:
        number = len(steps)
        near = [step.id for step in steps[-9:]]
        needs: list[pp.Needs] = [
            pp.Needs(name) for name in random.sample(near, k=min(len(near), random.randint(0, 2)))
        ]
        # Of three in a row that go together the last could not come after the first.
        alone = steps and not any(leaf.corequisite for leaf in steps[-1].requires.of)
        if alone and random.random() < 0.4:
            way = random.choice(("loose", "strict"))
            needs.append(pp.Needs(steps[-1].id, corequisite=way))
            needs = [one for one in needs if one.corequisite or one.step != steps[-1].id]
        steps.append(
            pp.Step(
                f"c{number}",
                f"Course {number}",
                "course",
                requires=needs,
                duration=pp.Duration.exactly(15, "weeks"),
                credits=random.choice((1, 2, 3, 3, 3, 4, 4)),
                intakes=pp.model.Intakes(terms=["spring", "fall"]),
            )
        )
    degree = pp.Step("degree", "Degree", "diploma", requires=[step.id for step in steps])
    return pp.Pathway(
        "c", "C", [*steps, degree], destinations="degree", terms=terms, credits_per_term=20
    )


def fewest_terms(pathway: pp.Pathway) -> int:
    """Return in how many terms CP-SAT plans the courses of a curriculum."""
    cp_model = pytest.importorskip("ortools.sat.python.cp_model")
    model, most = cp_model.CpModel(), 30
    courses = pathway.steps[:-1]
    terms = {step.id: model.new_int_var(0, most - 1, step.id) for step in courses}
    last = model.new_int_var(0, most - 1, "last")
    for step in courses:
        model.add(last >= terms[step.id])
        for leaf in step.requires.of:
            first, then = terms[leaf.step], terms[step.id]
            if leaf.corequisite == "strict":
                model.add(first == then)
            else:
                model.add(then >= first + (0 if leaf.corequisite else 1))
    for number in range(most):
        chosen = []
        for step in courses:
            here = model.new_bool_var(f"{step.id} {number}")
            model.add(terms[step.id] == number).only_enforce_if(here)
            model.add(terms[step.id] != number).only_enforce_if(~here)
            chosen.append(int(step.credits.likely) * here)
        model.add(sum(chosen) <= int(pathway.credits_per_term.likely))
    model.minimize(last)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    return int(solver.objective_value) + 1


@pytest.mark.slow
@pytest.mark.parametrize(("most", "hours"), [(12, 120), (16, 120), (20, 120), (13, 40)])
@pytest.mark.parametrize("seed", range(3))
def test_a_curriculum_of_51_courses_is_planned_as_cp_sat_plans_it(
    seed: int, most: int, hours: int
) -> None:
    """A whole curriculum with labs, credits and terms takes as few terms as can be, at once.

    Three hours a week for each credit: at 40 hours no more than 13 fit in, whatever may be begun.
    """
    pathway = attrs.evolve(curriculum(seed), credits_per_term=20 if hours == 40 else most)
    learner = pp.Learner("2027-01-04", hours_per_week=hours)
    before = time.process_time()
    plan = pp.plan(pathway, learner)
    took = time.process_time() - before
    assert pp.verify(plan, pathway) == ()
    days = [date(2027 + half // 2, *((8, 24) if half % 2 else (1, 11))) for half in range(60)]
    fewest = fewest_terms(attrs.evolve(pathway, credits_per_term=most))
    assert days.index(max(step.start for step in plan.steps[:-1])) + 1 == fewest
    assert took < 3, "it takes less than half a second on an idle machine"


@pytest.mark.slow
@pytest.mark.parametrize("first", range(50_000, 50_000 + CASES, BLOCK))
def test_planner_equals_oracle_with_terms(first: int) -> None:
    """Plans of random cases with terms, credits and co-requisites are the best there are."""
    seeds = range(first, first + BLOCK)
    outcomes = [compare(seed, random_pairs.make, terms=True) for seed in seeds]
    assert [outcome for outcome in outcomes if outcome.differences] == []
