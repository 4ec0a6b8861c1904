"""`merge`: what several pathways share is one, and what cannot be one is refused."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

import pathplanner as pp
from pathplanner.model.occupation import Body, Occupation

COURSE = pp.Step("course", "Course", pp.Kind.COURSE, stage="Learn")
BADGE = pp.Step("badge", "Badge", pp.Kind.CREDENTIAL, requires=pp.Needs("course"), stage="Prove")
JOB = pp.Step("job", "Job", pp.Kind.JOB, requires=pp.Needs("course"), stage="Work")
BOARD = pp.Source("board", "Board", "Fees")
ONE = pp.Pathway(
    "one",
    "One",
    [COURSE, BADGE],
    "badge",
    stages=("Learn", "Prove"),
    sources=(BOARD,),
    updated=date(2026, 5, 1),
)
TWO = pp.Pathway(
    "two",
    "Two",
    [JOB, COURSE],
    "job",
    stages=("Learn", "Work"),
    sources=(BOARD,),
    updated=date(2026, 3, 1),
)


def faults(*pathways: pp.Pathway) -> tuple[pp.Fault, ...]:
    with pytest.raises(pp.InputError) as caught:
        pp.merge(*pathways)
    return caught.value.faults


def test_what_is_shared_is_one_and_the_order_is_that_of_the_pathways() -> None:
    """Steps, goals, stages and sources come once, the first pathway's first."""
    both = pp.merge(ONE, TWO)
    assert (both.id, both.title) == ("one+two", "One + Two")
    assert [step.id for step in both.steps] == ["course", "badge", "job"]
    assert (both.destinations, both.stages) == (("badge", "job"), ("Learn", "Prove", "Work"))
    assert (both.sources, both.updated) == ((BOARD,), date(2026, 3, 1))
    assert not both.faults


def test_one_plan_leads_through_both() -> None:
    """A plan for a goal of each takes the shared step once, holds, and is read back."""
    both = pp.merge(ONE, TWO)
    made = pp.plan(both, pp.Learner("2027-01-04"), goal=["badge", "job"])
    assert sorted(step.id for step in made.steps) == ["badge", "course", "job"]
    assert pp.verify(made, both) == ()
    assert pp.read_plan(pp.plan_to_json(made)) == made
    assert pp.read_pathway(pp.pathway_to_json(both)) == both


def test_one_alone_and_the_same_twice_stay_as_they_are() -> None:
    """There is nothing to join."""
    assert pp.merge(ONE) is ONE
    assert pp.merge(ONE, evolve(ONE)) is ONE
    assert "no pathway" in faults()[0].message


def test_the_goal_stays_that_of_the_first() -> None:
    """A pathway without destinations leads to its last step, merged or not."""
    assert pp.merge(evolve(ONE, destinations=()), TWO).destinations == ("badge", "job")


def test_a_step_defined_in_two_ways_is_refused() -> None:
    """The fault names the step, both pathways and the fields in which they differ."""
    other = evolve(COURSE, title="Class", note="New")
    (fault,) = faults(ONE, evolve(TWO, steps=(JOB, other)))
    assert fault.message == (
        "one and two define the step course differently: they differ in title, note."
    )
    assert fault.path == "steps.course"


def test_every_conflict_is_named_at_once() -> None:
    """Bodies, occupations, sources and the currency are looked at like steps."""
    first = evolve(ONE, bodies=(Body("b", "B"),), occupations=(Occupation("o", "O"),))
    second = evolve(
        TWO,
        bodies=(Body("b", "C"),),
        occupations=(Occupation("o", "P"),),
        sources=(evolve(BOARD, title="Prices"),),
        currency="EUR",
    )
    found = faults(first, second)
    assert [f.path for f in found] == ["currency", "occupations.o", "bodies.b", "sources.board"]


def test_a_circle_that_only_the_whole_has_is_refused() -> None:
    """Each step of the circle is named with the pathways it comes from."""
    a = pp.Pathway("a", "A", [pp.Step("x", "X", requires=pp.Needs("y"))])
    b = pp.Pathway("b", "B", [pp.Step("y", "Y", requires=pp.Needs("x"))])
    (fault,) = faults(a, b)
    assert "in a circle" in fault.message
    assert "x comes from a; y comes from b." in fault.message


def test_a_step_that_one_pathway_has_twice_stays_a_fault() -> None:
    """Merging hides no fault of a part."""
    assert any("have the id" in f.message for f in faults(evolve(ONE, steps=(COURSE,) * 2), TWO))
