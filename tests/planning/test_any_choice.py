"""Choices of any shape end within the effort: a plan that is proved, or with a stated gap."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from time import process_time

import pytest
from attrs import evolve

sys.path.insert(0, str(Path(__file__).parent))

import catalog_cases

import pathplanner as pp
from pathplanner.verification import verify

WISHES = ("fastest", "cheapest", "balanced")


def courses(count: int, *, alike: bool = False) -> tuple[pp.Step, ...]:
    """Return courses of some hours and prices, or of the same."""
    return tuple(
        pp.Step(
            f"c{n:03}",
            f"Course {n}",
            pp.Kind.COURSE,
            study_hours=5 if alike else 4 + n * 7 % 13,
            costs=(pp.Cost("tuition", 20 if alike else 10 + n * 31 % 97),),
        )
        for n in range(count)
    )


def level(name: str, asked: int, *members: str) -> pp.Step:
    """Return a level that asks for some of its members."""
    return pp.Step(name, name.title(), requires=pp.AtLeast(asked, tuple(map(pp.Needs, members))))


def pathway(*steps: pp.Step) -> pp.Pathway:
    """Return a pathway to the last of some steps."""
    return pp.Pathway("shape", "Shape", steps, destinations=(steps[-1].id,))


def ids(steps: tuple[pp.Step, ...]) -> list[str]:
    """Return the ids of steps."""
    return [step.id for step in steps]


def one_of_many() -> pp.Pathway:
    """Return a goal that one of 500 courses is enough for."""
    some = courses(500)
    return pathway(*some, level("goal", 1, *ids(some)))


def sixty_of_alike() -> pp.Pathway:
    """Return a goal that asks for 60 of 120 courses which are all alike."""
    some = courses(120, alike=True)
    return pathway(*some, level("goal", 60, *ids(some)))


def one_in_another() -> pp.Pathway:
    """Return levels of which each counts for the next beside the courses of the one before."""
    some = courses(30)
    names = ids(some)
    return pathway(
        *some,
        level("first", 4, *names[:12]),
        level("second", 6, "first", *names[:20]),
        level("third", 8, "first", "second", *names),
        level("goal", 2, "first", "second", "third"),
    )


SHAPES = {shape.__name__: shape for shape in (one_of_many, sixty_of_alike, one_in_another)}
PERSON = pp.Learner(start="2027-01-04", hours_per_week=10)


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_best_plan_or_how_far_off_it_may_be(shape: str, wish: str) -> None:
    """Whatever the shape, the plan is proved to be the best, or says how far off it may be."""
    question = SHAPES[shape]()
    begun = process_time()
    plan = pp.plan(question, PERSON, prefer=wish)
    assert process_time() - begun < 30
    assert verify(plan, question) == ()
    if plan.status is pp.Status.FEASIBLE:
        assert plan.bound.finish <= plan.finish
        assert plan.bound.out_of_pocket <= plan.cost.out_of_pocket
        assert plan.gap is not None
    else:
        assert plan.status is pp.Status.OPTIMAL


def test_steps_after_a_row_may_start_on_certain_days_only() -> None:
    """Two courses in a row, each with an exam on few days: the better order is found and proved."""

    def exam(name: str, after: str, first: int, then: int) -> pp.Step:
        days = tuple(PERSON.start + timedelta(days=day) for day in (first, then))
        return pp.Step(
            name,
            name.title(),
            requires=pp.Needs(after),
            duration=pp.Duration.exactly(5, "days"),
            intakes=pp.model.Intakes(dates=days),
        )

    one, other = (pp.Step(name, name, study_hours=40) for name in ("one", "other"))
    exams = exam("exam-one", "one", 40, 90), exam("exam-other", "other", 30, 70)
    needs = pp.AllOf((pp.Needs("exam-one"), pp.Needs("exam-other")))
    either_way = pp.AllOf((needs, pp.AnyOf((pp.Needs("one"), pp.Needs("other")))))
    goal = pp.Step("goal", "Goal", requires=either_way)
    question = pathway(one, other, *exams, goal)
    plan = pp.plan(question, PERSON, effort=200)
    assert (plan.status, (plan.finish - plan.start).days) == ("optimal", 75)
    assert verify(plan, question) == ()


def test_to_ask_for_none_or_for_too_many_is_a_fault() -> None:
    """A level that asks for none of its members, or for more than there are, says so."""
    some = courses(3)
    with pytest.raises(pp.InputError, match="must be at least 1, not 0"):
        pathway(*some, level("goal", 0, *ids(some)))
    with pytest.raises(pp.InputError, match="Asks for at least 4 of only 3"):
        pp.plan(pathway(*some, level("goal", 4, *ids(some))), PERSON)


RUN = """
import test_any_choice as shapes
from pathplanner import plan
for make in shapes.SHAPES.values():
    made = plan(make(), shapes.PERSON, prefer="balanced")
    print(made, made.bound, made.gap, made.alternatives)
"""


def test_every_run_gives_the_same_answer_for_each_shape() -> None:
    """Neither the plan nor the gap depends on the order that Python gives sets."""

    def told(seed: str) -> str:
        settings = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", RUN],
            cwd=Path(__file__).parent,
            env=settings,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    assert len({told("1"), told("2")}) == 1


@pytest.mark.parametrize("effort", [300, 1_000, 3_000])
def test_ways_that_were_not_looked_for_lie_in_the_gap(effort: int) -> None:
    """A front that is not all there says between which of its ways more may be."""
    missing = 0
    for seed in range(4):
        question = catalog_cases.make(seed)
        whole, part = pp.plan(*question), pp.plan(*question, effort=effort)
        points = [[(o.finish, o.out_of_pocket) for o in p.alternatives] for p in (whole, part)]
        assert whole.gap is None
        for finish, cost in set(points[0]) - set(points[1]):
            missing += 1
            assert part.gap.faster is None or part.gap.faster < finish
            assert part.gap.slower is None or finish < part.gap.slower
            assert part.gap.dearer is None or cost < part.gap.dearer
            assert part.gap.cheaper is None or part.gap.cheaper < cost
        assert verify(part, question[0]) == ()
    assert missing


def test_a_gap_between_other_ways_is_a_fault() -> None:
    """A plan whose gap has ends that are no ways of its front does not hold."""
    question = catalog_cases.make(0)
    plan = pp.plan(*question, effort=1_000)
    assert plan.status is pp.Status.OPTIMAL
    other = evolve(plan, gap=evolve(plan.gap, slower=plan.gap.faster))
    assert [fault.path for fault in verify(other, question[0])] == ["gap.slower"]


def test_a_person_is_told_that_ways_may_be_missing() -> None:
    """The page and the comparison say between which ways there was no time to look."""
    plan = pp.plan(*catalog_cases.make(0), effort=1_000)
    words = "Between the way that ends on March 29, 2027 and the one that ends on June 20, 2027"
    assert words in " ".join(pp.render(plan, "text").decode().replace("\u00a0", " ").split())
    assert pp.read_plan(pp.plan_to_json(plan)).gap == plan.gap
    whole = pp.render(pp.plan(*catalog_cases.make(0)), "text").decode()
    assert "there was no time" not in " ".join(whole.split())
