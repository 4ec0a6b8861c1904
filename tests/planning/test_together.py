"""Steps that are taken together: loose and strict co-requisites (planning rule 19)."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import random_pairs
from comparing import compare

import pathplanner as pp
from pathplanner.formats.yaml_text import pathway_to_yaml

CASES = int(os.environ.get("PATHPLANNER_PAIR_CASES", "200"))
BLOCK = 50

PHYSICS = """
format: pathplanner/pathway/1
id: physics-pair
title: Physics pair
destinations: [physics-done]
steps:
  mechanics: &course
    title: Mechanics
    kind: course
    duration: 10 weeks
    study_hours: 120
    intakes: [01-04, 03-29, 09-23]
  waves: {<<: *course, title: Waves, requires: [mechanics, LAB]}
  waves-lab: {<<: *course, title: Waves lab, study_hours: 40, requires: [mechanics, LECTURE]}
  physics-done: {title: Physics done, kind: diploma, requires: [waves, waves-lab]}
"""
LAB, LECTURE = "{step: waves-lab, corequisite: WAY}", "{step: waves, corequisite: WAY}"


def physics(lab: str, lecture: str = "mechanics", way: str = "loose") -> pp.Pathway:
    """Return the pathway of a lecture and its lab, with what each of the two names."""
    text = PHYSICS.replace("<<: *course, ", "kind: course, duration: 10 weeks, study_hours: 120, "
                           "intakes: [01-04, 03-29, 09-23], ")  # fmt: skip
    text = text.replace("mechanics: &course", "mechanics:")
    text = text.replace("study_hours: 120, intakes: [01-04, 03-29, 09-23], title: Waves lab, ",
                        "title: Waves lab, intakes: [01-04, 03-29, 09-23], ")  # fmt: skip
    text = text.replace("LAB", lab).replace("LECTURE", lecture).replace("WAY", way)
    return pp.read_pathway(text)


def days(plan: pp.Plan) -> dict[str, date]:
    """Return the day on which each step starts."""
    return {step.id: step.start for step in plan.steps}


def printed(plan: pp.Plan) -> str:
    """Return a plan as Markdown, without marks of emphasis and with plain spaces."""
    text = pp.render(plan, "text").decode().replace("\u00a0", " ")
    return " ".join(text.replace("**", "").split())


@pytest.mark.parametrize("way", ["loose", "strict"])
@pytest.mark.parametrize("lecture", ["mechanics", LECTURE])
def test_a_lecture_and_its_lab_are_taken_in_one_term(way: str, lecture: str) -> None:
    """A lab that goes with its lecture is in the same term, also where each names the other."""
    pathway = physics(LAB, lecture, way)
    plan = pp.plan(pathway, pp.Learner("2027-01-04", hours_per_week=40))
    assert days(plan)["waves"] == days(plan)["waves-lab"] == date(2027, 3, 29)
    assert plan.finish == date(2027, 6, 7)
    assert pp.verify(plan, pathway) == ()


def test_a_loose_lab_may_be_done_before_and_a_strict_one_may_not() -> None:
    """With few hours a week a loose lab is done first; a strict one leaves no plan."""
    learner = pp.Learner("2027-01-04", hours_per_week=12)
    loose = pp.plan(physics(LAB), learner)
    assert days(loose)["waves-lab"] < days(loose)["waves"]
    strict = pp.plan(physics(LAB, way="strict"), learner)
    assert strict.status == "impossible"
    [reason] = strict.reasons
    assert (reason.step, reason.beside, reason.need) == ("waves", ("waves-lab",), 16)
    assert [change.amount for change in strict.changes if change.kind == "hours"] == [16]
    page = printed(strict)
    assert "Waves and Waves lab start on the same day." in page
    assert "Together they ask for 16 hours of study a week. You have 12 hours." in page
    more = pp.Learner("2027-01-04", hours_per_week=16)
    assert pp.plan(physics(LAB, way="strict"), more).status == "optimal"


def test_waiting_counts_from_what_must_be_done_first() -> None:
    """Nobody waits three weeks for a step that need only be begun."""
    first = pp.Step("first", "First", duration=pp.Duration.exactly(2, "weeks"))
    beside = pp.Step("beside", "Beside", duration=pp.Duration.exactly(9, "weeks"))
    needs = (pp.Needs("first"), pp.Needs("beside", corequisite="loose"))
    wait = pp.Duration.exactly(3, "weeks")
    goal = pp.Step("goal", "Goal", requires=needs, waiting=wait)
    pathway = pp.Pathway("p", "P", [first, beside, goal], destinations="goal")
    plan = pp.plan(pathway, pp.Learner("2027-01-04"))
    assert days(plan)["goal"] == date(2027, 2, 8)
    # The goal is reached, and what goes with it is not done: so the plan goes on.
    assert plan.finish == date(2027, 3, 8)
    assert pp.verify(plan, pathway) == ()


def test_what_is_under_way_or_held_is_enough() -> None:
    """A strict co-requisite that is held or under way lets the other start on any day."""
    pathway = physics(LAB, way="strict")
    learner = pp.Learner("2027-01-04", hours_per_week=40, holds=["mechanics", "waves-lab"])
    assert days(pp.plan(pathway, learner))["waves"] == date(2027, 1, 4)
    begun = {"waves-lab": "2026-12-01"}
    learner = pp.Learner("2027-01-04", hours_per_week=40, holds=["mechanics"], under_way=begun)
    plan = pp.plan(pathway, learner)
    assert days(plan)["waves"] == date(2027, 1, 4)
    assert pp.verify(plan, pathway) == ()


def test_a_changed_plan_does_not_hold() -> None:
    """Who takes the lab of a strict pair a term later is told so by rule 19."""
    import attrs

    pathway = physics(LAB, way="strict")
    plan = pp.plan(pathway, pp.Learner("2027-01-04", hours_per_week=40))
    lab = next(step for step in plan.steps if step.id == "waves-lab")
    late = attrs.evolve(lab, start=date(2027, 9, 23), finish=date(2027, 12, 2))
    steps = [late if step.id == lab.id else step for step in plan.steps]
    faults = pp.verify(attrs.evolve(plan, steps=steps), pathway)
    assert any("(rule 19)" in fault.message for fault in faults)


@pytest.mark.parametrize(
    ("lab", "lecture", "said"),
    [
        ("{step: waves-lap, corequisite: loose}", "mechanics", "There is no step 'waves-lap'"),
        ("{step: other-school, corequisite: loose}", "mechanics", "of the same pathway"),
        ("{step: waves-lab, corequisite: tight}", "mechanics", "'tight'"),
        ("{step: waves, corequisite: loose}", "mechanics", "co-requisite of itself"),
        ("{any: [mechanics, {step: waves-lab, corequisite: strict}]}", "mechanics", "choices"),
        (LAB, "waves", "circle: waves -> waves-lab"),
        ("{step: waves-lab, corequisit: loose}", "mechanics", "corequisit"),
    ],
)
def test_what_cannot_be_is_refused(lab: str, lecture: str, said: str) -> None:
    """A co-requisite that is not there, or that would have to be done first, is a fault."""
    with pytest.raises(pp.InputError, match=r"steps\.waves") as error:
        physics(lab, lecture)
    assert said in str(error.value).replace('"', "'")


def test_a_file_and_a_plan_keep_how_steps_go_together() -> None:
    """YAML and JSON of a pathway, and JSON of a plan, say which steps are co-requisites."""
    pathway = physics(LAB, LECTURE, "strict")
    assert pp.read_pathway(pathway_to_yaml(pathway)) == pathway
    plan = pp.plan(pathway, pp.Learner("2027-01-04", hours_per_week=40))
    again = pp.read_plan(pp.plan_to_json(plan))
    assert again == plan
    beside = {step.id: (step.beside, step.same_day) for step in again.steps}
    assert beside["waves"] == (("waves-lab",), ("waves-lab",))
    assert beside["physics-done"] == ((), ())


def test_the_page_says_what_goes_together() -> None:
    """A card names the steps to take at the same time, and not as what is done first."""
    plan = pp.plan(physics(LAB, way="strict"), pp.Learner("2027-01-04", hours_per_week=40))
    page = printed(plan)
    assert "Together with: step 3: both start on the same day" in page
    assert "Do first: step 1" in page


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, CASES, BLOCK))
def test_planner_equals_oracle_where_steps_go_together(first: int) -> None:
    """Plans of random cases with co-requisites are the best there are."""
    outcomes = [compare(seed, random_pairs.make) for seed in range(first, first + BLOCK)]
    assert [outcome for outcome in outcomes if outcome.differences] == []
