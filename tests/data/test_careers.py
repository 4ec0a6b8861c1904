"""What the rules of each trade ask for: which ways lead in, and what goes together."""

import pytest
from attrs import evolve
from tests.data.reading import pathway

from pathplanner.formats.bundled import bundled_pathways
from pathplanner.formats.files import load_pathway
from pathplanner.model.learner import Learner
from pathplanner.model.quantity import UNKNOWN
from pathplanner.model.requirement import steps_in
from pathplanner.model.step import Kind
from pathplanner.planning import plan
from pathplanner.verification import verify

CODING = "medical-biller-and-coder"
TYPING = "medical-transcriptionist"
RECORDS = "health-information-technician"
NURSE = "registered-nurse"
PILLS = "pharmacy-technician"
TRUCK = "truck-driver-cdl-a"
WIRES = "electrician"
DIPLOMA = Learner(start="2027-01-04", holds=("high-school-diploma",))


def opens(name, step):
    """Return what a step requires: how many of its parts, and the ids in them."""
    needed = pathway(name).by_id[step].requires
    return getattr(needed, "count", 1), set(steps_in(needed))


@pytest.mark.parametrize(
    ("name", "step", "count", "ways"),
    [
        (TYPING, "medical-transcriptionist-job", 1,
         {"transcription-certificate", "transcription-associate-degree",
          "transcription-refresher"}),
        (TYPING, "transcription-refresher", 1, {"healthcare-work-experience"}),
        (TYPING, "chds", 2, {"rhds", "transcription-experience-2-years"}),
        (RECORDS, "rhia", 1,
         {"him-bachelor-degree", "him-master-degree", "him-post-degree-certificate"}),
        (RECORDS, "rhit", 1, {"hit-associate-degree"}),
        (PILLS, "cpht", 1, {"pharmacy-technician-program", "pharmacy-work-500-hours"}),
        (TRUCK, "cdl-class-a", 4,
         {"driver-physical-exam", "commercial-learners-permit", "permit-held-14-days",
          "truck-driving-school", "truck-driving-short-course"}),
    ],
)  # fmt: skip
def test_the_ways_in_are_those_of_the_trade(name, step, count, ways):
    """A step opens by so many of the ways that the trade's own rules name."""
    assert opens(name, step) == (count, ways)


def test_the_three_ways_to_lose_the_a():
    """Two years of work, or one with course or practice, or course and practice, open the CPC."""
    cpc = pathway(CODING).by_id["cpc"]
    ways = cpc.requires.of[1]
    assert ways.count == 1
    assert [sorted(set(steps_in(way))) for way in ways.of] == [
        ["coder-apprentice-2-years", "coding-experience-2-years"],
        [
            "aapc-80-hour-course",
            "coder-apprentice-1-year",
            "coding-experience-1-year",
            "practicode",
        ],
        ["aapc-80-hour-course", "practicode"],
    ]
    assert [way.count for way in ways.of] == [1, 2, 2]
    assert cpc.supersedes == ("cpc-a",)
    assert cpc.renewal.counts_from == "cpc-a"
    assert pathway(TYPING).by_id["chds"].supersedes == ("rhds",)


def test_ahima_recommends_five_ways_to_the_ccs_and_requires_none():
    """One of five ways is advised by AHIMA, and advice is no requirement."""
    (advice,) = (one for one in pathway(CODING).by_id["ccs"].recommends if one.by == "AHIMA")
    assert advice.requirement.count == 1
    assert len(advice.requirement.of) == 5


def test_every_aapc_credential_needs_membership():
    """Who has a credential of AAPC is a member; those without an A need the one with it."""
    credentials = [
        step
        for step in pathway(CODING).steps
        if step.body == "aapc" and step.kind is Kind.CREDENTIAL and step.id not in ("cpc", "coc")
    ]
    assert len(credentials) >= 10
    for step in credentials:
        assert "aapc-membership" in steps_in(step.requires), step.id


def test_units_of_several_credentials():
    """Each further credential asks for a part of its units, up to the body's most."""
    bodies = {body.id: body for body in pathway(CODING).bodies}
    for body, rise, alone in (("aapc", 4, None), ("ahima", 10, None), ("ahima", 10, 30)):
        first, *more = bodies[body].unit_totals
        start, most = alone or first, more[-1]
        asked = (start,) if alone else ()
        told = [bodies[body].units_for(count, *asked) for count in range(1, 8)]
        assert told == [min(start + rise * count, most) for count in range(7)]


def test_what_careers_share_is_one_step():
    """The same value stands in each pathway that has it."""
    shared = {
        (CODING, RECORDS, TYPING): ("anatomy-and-physiology", "medical-terminology"),
        (CODING, RECORDS): ("ahima-membership", "rhit", "rhia", "health-services-manager-job"),
        (CODING, RECORDS, TYPING, PILLS, TRUCK, WIRES): ("high-school-diploma",),
    }
    for names, steps in shared.items():
        for step in steps:
            first, *others = (pathway(name).by_id[step] for name in names)
            assert all(other == first for other in others), step


def test_what_only_texas_has_is_for_texas_only():
    """The licenses of wiremen and masters, and the work for them, are told of Texas alone."""
    bound = {step.id for step in pathway(WIRES).steps if step.states}
    assert bound == {
        "residential-work-4000-hours", "residential-wireman", "journeyman-license-held-2-years",
        "supervised-work-12000-hours", "master-electrician",
    }  # fmt: skip
    assert {step.states for step in pathway(WIRES).steps if step.states} == {("US-TX",)}


LARGE = ("US-CA", "US-FL", "US-NY", "US-OH", "US-PA", "US-TX")


@pytest.mark.parametrize("name", [PILLS, WIRES, NURSE])
def test_five_large_states_or_more_are_known(name):
    """Careers whose license is the state's tell what it is in five of the largest states."""
    known = {state.id for state in pathway(name).states}
    assert len(known & set(LARGE)) >= 5


@pytest.mark.parametrize("state", ["", "US-CA", "US-GA", "US-TX", "US-WY"])
@pytest.mark.parametrize(
    ("name", "goal"),
    [
        (WIRES, "electrician-job"),
        (PILLS, "pharmacy-technician-job"),
        (NURSE, "registered-nurse-job"),
    ],
)
def test_the_way_is_there_wherever_one_lives(name, goal, state):
    """Who lives in a state that nobody looked up, or names none, gets the same way."""
    who = evolve(DIPLOMA, state=state, hours_per_week=30)
    made = plan(pathway(name), who, goal)
    assert made.finish is not None
    assert verify(made, pathway(name)) == ()
    assert not any(step.state_assumed for step in made.steps)


def test_a_license_is_that_of_the_state():
    """The price, the renewal and the name are those of the state that a person lives in."""
    told = {}
    for state in ("US-NY", "US-OH", "US-GA"):
        made = plan(pathway(NURSE), evolve(DIPLOMA, state=state, hours_per_week=30))
        (step,) = [one for one in made.steps if one.id == "registered-nurse-license"]
        (price,) = step.payments
        told[state] = (step.title, price.amount.likely, price.amount.grade.value)
    assert told == {
        "US-NY": ("Registered nurse license of New York", 143, "stated"),
        "US-OH": ("Registered nurse license of Ohio", 75, "stated"),
        "US-GA": ("Registered nurse license", 110, "estimated"),
    }


def test_nobody_works_in_a_pharmacy_without_what_the_state_asks():
    """In Texas a trainee registers first; in California and New York a course comes before that."""
    first = {}
    for state in ("US-TX", "US-CA", "US-NY"):
        made = plan(pathway(PILLS), evolve(DIPLOMA, state=state), "pharmacy-technician-job")
        first[state] = [step.id for step in made.steps][:-1]
    assert first == {
        "US-TX": ["pharmacy-state-registration"],
        "US-CA": ["pharmacy-technician-program", "pharmacy-state-registration"],
        "US-NY": ["pharmacy-technician-program", "cpht", "pharmacy-state-registration"],
    }


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (NURSE, "registered-nurse-license-texas", "registered-nurse-license"),
        (NURSE, "practical-nurse-license-texas", "practical-nurse-license"),
        (WIRES, "texas-apprentice-license", "electrical-apprentice-registration"),
    ],
)
def test_who_did_a_step_under_its_old_id_has_done_it(name, old, new):
    """Learner files that name a step by the id that it had before still count."""
    who = evolve(DIPLOMA, holds=("high-school-diploma", old), hours_per_week=30, state="US-TX")
    made = plan(pathway(name), who)
    assert new not in {step.id for step in made.steps}
    assert old not in {step.id for step in made.steps}


def test_the_old_name_of_the_electrician_is_understood():
    """A pathway that has another name now is found by the one that it had."""
    assert load_pathway("electrician-texas") == load_pathway("electrician")
    assert "electrician-texas" not in bundled_pathways()


def test_who_holds_a_credential_for_coders_takes_no_course_for_beginners():
    """With the CPC-A the CCS asks for its own preparation and nothing else."""
    held = evolve(DIPLOMA, holds=("high-school-diploma", "cpc-a", "medical-coder-job"))
    made = plan(pathway(CODING), held, "ccs", "fastest")
    assert [step.id for step in made.steps] == ["ccs-exam-preparation", "ccs"]


def test_the_goals_of_coders_come_first():
    """The CPC is the goal of who names none, and the others can be named."""
    goals = pathway(CODING).destinations
    assert goals[0] == "cpc"
    assert {"ccs", "cpb", "cmc", "cca", "rhit", "rhia"} < set(goals)


@pytest.mark.parametrize("goal", ["cpc", "coc", "cpb", "crc", "medical-coder-job", "practicode"])
def test_main_routes_have_known_lengths_for_those_with_a_diploma(goal):
    """The fastest way to each holds no step whose length nobody has found."""
    by_id = pathway(CODING).by_id
    made = plan(pathway(CODING), DIPLOMA, goal, "fastest")
    assert [step.id for step in made.steps if by_id[step.id].duration is UNKNOWN] == []


def test_the_cheapest_cpc_is_books_exam_and_dues():
    """It is the code books, the exam and the dues of one year; nobody is taught for nothing."""
    made = plan(pathway(CODING), DIPLOMA, "cpc", "cheapest")
    books, exam, dues = (
        pathway(CODING).by_id[step] for step in ("code-books", "cpc-a", "aapc-membership")
    )
    prices = (books.costs[0].amount, exam.costs[0].amount, dues.dues.amount)
    assert made.cost.out_of_pocket == sum(price.likely for price in prices)
    assert "practicode" not in {step.id for step in made.steps}


@pytest.mark.parametrize("prefer", ["fastest", "cheapest", "balanced"])
@pytest.mark.parametrize("goal", ["cpc", "cpc-a", "cpb", "ccs", "cca", "cmc", "crc", "cic", "coc"])
def test_nobody_takes_a_coding_exam_unprepared(goal, prefer):
    """Before the exam lie hours of study for it, and the code books lie before these hours."""
    made = plan(pathway(CODING), DIPLOMA, goal, prefer)
    begun = {step.id: step.start for step in made.steps}
    done = {step.id: step.finish for step in made.steps}
    prepared = {name for name in begun if name.endswith("-preparation") or name == "cpc-self-study"}
    exams = [step for step in made.steps if step.exam]
    assert prepared
    assert made.study_hours >= 60
    for exam in exams:
        # Who takes two exams prepares for each by itself.
        own = prepared.intersection(exam.needs) or prepared
        assert all(done[name] <= exam.start for name in own), exam.id
        assert len(exams) == 1 or prepared.intersection(exam.needs), exam.id
    if "cpc-a" in begun:
        assert all(done["code-books"] <= begun[name] for name in prepared)


def test_practicode_comes_after_training_and_asks_for_hours():
    """Its clock runs from the day it is bought, and 600 records take time."""
    made = plan(pathway(CODING), DIPLOMA, "cpc", "fastest")
    steps = {step.id: step for step in made.steps}
    assert steps["practicode"].start >= steps["aapc-80-hour-course"].finish
    assert steps["practicode"].study_hours >= 100
    assert steps["practicode"].cost.likely == 0, "it is in the price of AAPC's course"


def test_training_at_work_needs_an_offer_first():
    """Whoever is to be trained by an employer looks for one before."""
    for name in ("on-the-job-training", "coding-apprenticeship"):
        assert opens(CODING, name) == (2, {"high-school-diploma", "training-offer"})


@pytest.mark.parametrize("goal", ["cpc", "ccs", "cpb"])
def test_a_credential_leads_to_the_coders_pay_and_outlook(goal):
    """A plan without a job in it tells of the job that people come for, first of all."""
    assert plan(pathway(CODING), DIPLOMA, goal).pathway.occupations[0].id == "29-2072"


AFTER_A_DEGREE = {
    "other-bachelor-degree", "him-master-degree", "him-post-degree-certificate",
    "nurse-practitioner-program",
}  # fmt: skip
"""A Pell Grant is for those who have no bachelor's degree yet."""


@pytest.mark.parametrize("name", bundled_pathways())
def test_each_career_says_who_may_pay_for_training(name):
    """Training at a school advises board and student aid, or says in words why no aid."""
    steps = pathway(name).steps
    taught = [step for step in steps if "tuition" in kinds(step) and step.kind is Kind.PROGRAM]
    advised = {one.id: set(steps_in_advice(one)) for one in steps}
    assert any("workforce-board" in found for found in advised.values())
    for step in [one for one in taught if one.id not in AFTER_A_DEGREE]:
        assert "financial-aid-form" in advised[step.id] or "Pell Grant" in step.note, step.id


def kinds(step):
    """Return what kinds of cost a step has."""
    return {cost.kind.value for cost in step.costs}


def steps_in_advice(step):
    """Return the steps that somebody advises before a step."""
    return [found for one in step.recommends for found in steps_in(one.requirement)]
