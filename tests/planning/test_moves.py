"""People who move to another state (planning rule 24)."""

from __future__ import annotations

import os
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

sys.path.insert(0, str(Path(__file__).parent))

import random_moves

import pathplanner as pp
from pathplanner.formats.documents import read_learner
from pathplanner.model.moves import Move, Moved

CASES = int(os.environ.get("PATHPLANNER_MOVE_CASES", "300"))

PLUMBER = """
format: pathplanner/pathway/1
id: plumber
title: Plumber
country: US
destinations: [job]
steps:
  card: {title: National card, kind: credential, duration: 14 days, costs: {fee: 90}}
  school: {title: School, kind: course, duration: 30 days, costs: {tuition: 900}}
  license: {title: License, kind: license, requires: [card, school], duration: 40 days, costs: {license: 80}}
  job: {title: Plumber, kind: job, requires: license}
states:
  US-TX:
    steps:
      license: {costs: {license: 55}, duration: 20 days}
      school: {costs: {tuition: 100}}
"""  # noqa: E501


def pathway(text: str = PLUMBER) -> pp.Pathway:
    """Return a pathway from its text."""
    return pp.read_pathway(text)


def person(**told: object) -> pp.Learner:
    """Return somebody who lives in Ohio and moves to Texas."""
    usual = {"start": "2027-05-10", "state": "OH", "moves": {"2027-07-01": "TX"}}
    return pp.Learner(**{"assumptions": "none", **usual, **told})


def checked(way: pp.Pathway, learner: pp.Learner, **how: object) -> pp.Plan:
    """Return a plan that the other program finds no fault with."""
    made = pp.plan(way, learner, **how)
    assert pp.verify(made, way) == ()
    return made


def page(made: pp.Plan) -> str:
    """Return a plan as text in one line."""
    return " ".join(pp.render(made, "text").decode().replace("\u00a0", " ").split())


def starts(made: pp.Plan) -> dict[str, date]:
    """Return on which day each step of a plan starts."""
    return {step.id: step.start for step in made.steps}


def test_what_can_be_done_in_time_is_done_before_the_move():
    """Who has two months more is done in the old state, at its prices."""
    made = checked(pathway(), person(moves={"2027-09-01": "TX"}))
    assert made.finish == date(2027, 7, 19)
    assert made.cost.likely == 90 + 900 + 80
    assert {step.id: step.state for step in made.steps} == {
        "card": "",
        "school": "US-OH",
        "license": "US-OH",
        "job": "US-OH",
    }


def test_a_license_of_the_old_state_does_not_count_for_a_job_after_the_move():
    """The license is begun on the day of the move, not in June; the national card is kept."""
    made = checked(pathway(), person())
    assert starts(made)["license"] == date(2027, 7, 1)
    assert starts(made)["job"] == date(2027, 7, 21)
    assert starts(made)["card"] == date(2027, 5, 10)
    assert made.cost.likely == 90 + 900 + 55
    (chosen,) = (one for one in made.alternatives if one.chosen)
    assert chosen.moved == (Moved("license", date(2027, 7, 1)), Moved("job", date(2027, 7, 1)))


def test_a_step_waits_for_the_prices_of_the_new_state_where_that_is_wished_for():
    """The cheapest plan takes the course in Texas; the fastest does not wait for it."""
    made = checked(pathway(), person(prefer="cheapest"))
    assert starts(made)["school"] >= date(2027, 7, 1)
    assert made.cost.likely == 90 + 100 + 55
    points = [(one.out_of_pocket, [each.step for each in one.moved]) for one in made.alternatives]
    assert (Decimal(245), ["school", "license", "job"]) in points
    assert (Decimal(1045), ["license", "job"]) in points


def test_a_license_that_names_states_counts_in_these():
    """A license for Ohio and Texas is taken at once, and counts for the job in Texas."""
    way = pathway(PLUMBER.replace("kind: license,", "kind: license, states: [US-OH, US-TX],"))
    made = checked(way, person())
    assert starts(made)["license"] == date(2027, 6, 9)
    assert starts(made)["job"] == date(2027, 7, 19)


def test_what_counts_in_the_new_state_only_is_begun_there():
    """A step that counts in Texas only is begun after the move, and without it there is none."""
    way = pathway(PLUMBER.replace("kind: credential,", "kind: credential, states: [US-TX],"))
    made = checked(way, person())
    assert starts(made)["card"] == date(2027, 7, 1)
    none = checked(way, person(moves=()))
    assert [one.kind for one in none.reasons] == ["state"]


def test_what_is_held_counts_after_the_move_and_the_plan_says_to_ask():
    """A license that is held is not planned again; the first page says that it may not count."""
    made = checked(pathway(), person(holds="license", moves={"2027-05-12": "TX"}))
    assert [step.id for step in made.steps] == ["job"]
    assert "We took it that this counts where you move to: License." in page(made)


def test_holidays_are_those_of_the_state_on_the_day():
    """What would begin on a holiday of Texas alone waits if the learner lives there by then."""
    way = pathway(PLUMBER.replace("kind: credential,", "kind: exam, minimum_age: 18,"))
    who = person(
        start="2028-04-12",
        birth_date="2010-04-21",  # San Jacinto Day, which was a Friday in 2028
        assumptions={"booking": None, "result": None},
    )
    for state, moves, day in (
        ("OH", {"2028-06-01": "TX"}, 21),
        ("TX", {"2028-06-01": "OH"}, 24),
        ("OH", {"2028-04-18": "TX"}, 24),
        ("TX", {"2028-04-18": "OH"}, 21),
    ):
        made = checked(way, evolve(who, state=state, moves=moves), goal="card")
        assert starts(made) == {"card": date(2028, 4, day)}


def test_what_is_said_of_the_residence_after_the_move_counts_for_what_begins_then():
    """In-district prices hold where the words for the place are told with the move."""
    text = PLUMBER.replace(
        "school: {title: School,",
        "school: {title: School, "
        "otherwise: [{when: {residence: in-district}, costs: {tuition: 7}}],",
    )
    moves = [Move("2027-07-01", "OH", residence="in-district")]
    made = checked(pathway(text), person(moves=moves, prefer="cheapest"))
    assert starts(made)["school"] == date(2027, 7, 1)
    assert made.cost.likely == 90 + 7 + 80


def test_back_in_the_old_state_its_license_counts_again():
    """Who comes back begins the job with the license that they took before."""
    way = pathway(PLUMBER.replace("kind: job,", "kind: job, minimum_age: 18,"))
    moves = {"2027-06-20": "TX", "2027-06-25": "OH"}
    made = checked(way, person(birth_date="2009-08-02", moves=moves))
    assert starts(made)["license"] == date(2027, 6, 9)
    assert starts(made)["job"] == date(2027, 8, 2)


def test_one_license_in_two_states_is_no_plan_and_the_reason_says_so():
    """A job before the move and one after need two licenses, which no plan has."""
    text = PLUMBER.replace("destinations: [job]", "destinations: [second]")
    text = text.replace(
        "states:\n",
        "  second: {title: Second job, kind: job, requires: [license, year]}\n"
        "  year: {title: Year, kind: experience, requires: job, duration: 1 years}\nstates:\n",
    )
    way = pathway(text.replace("{title: Plumber,", "{title: Plumber, maximum_age: 17,"))
    young = person(birth_date="2009-07-25", moves={"2027-08-01": "TX"})
    none = checked(way, young)
    assert [one.kind for one in none.reasons] == ["move"]
    assert "what a state gives counts in that state only" in page(none)
    assert checked(way, evolve(young, moves=())).finish is not None
    assert checked(way, evolve(young, birth_date=None)).finish is not None


def test_a_plan_of_one_who_stays_is_none_for_one_who_moves():
    """The other program finds that the license does not count, and prices of the wrong state."""
    way = pathway()
    stays = checked(way, person(moves=()))
    found = [str(fault) for fault in pp.verify(stays, way, person())]
    assert any("what job requires is not met (rule 1)" in one for one in found)
    late = checked(way, person(moves={"2027-07-20": "TX"}))
    found = [str(fault) for fault in pp.verify(late, way, person(moves={"2027-06-01": "TX"}))]
    assert any("by the rules there is no license of 80" in one for one in found)


def test_offers_are_those_of_the_state_in_which_a_step_begins():
    """Each state's schools are open to those who live there on the day that a step begins."""
    offers = [
        pp.model.Offer("lima", "school", "Lima", price=500, states="OH"),
        pp.model.Offer("waco", "school", "Waco", price=50, states="TX"),
    ]
    way = evolve(pathway(), offers=offers)
    fast = checked(way, person())
    cheap = checked(way, person(prefer="cheapest"))
    for made, place, state in ((fast, "lima", "US-OH"), (cheap, "waco", "US-TX")):
        (school,) = (step for step in made.steps if step.id == "school")
        assert (school.offer.id, school.state, school.other_offers) == (place, state, ())
    assert starts(cheap)["school"] == date(2027, 7, 1)


@pytest.mark.parametrize("name", ["registered-nurse", "electrician", "truck-driver-cdl-a"])
def test_who_moves_within_a_state_has_the_plan_of_one_who_stays(name):
    """A move from Texas to Texas changes neither days nor costs."""
    way = pp.load_pathway(name)
    usual = {"start": "2027-01-04", "state": "TX", "hours_per_week": 20}
    stays = pp.plan(way, pp.Learner(**usual))
    moves = checked(way, pp.Learner(**usual, moves={"2028-06-01": "TX"}))
    assert starts(moves) == starts(stays)
    assert moves.cost == stays.cost
    points = [(one.finish, one.out_of_pocket) for one in moves.alternatives]
    assert points == [(one.finish, one.out_of_pocket) for one in stays.alternatives]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"moves": {"2027-05-10": "TX"}}, "is not after the start of the plan"),
        ({"moves": {"2027-08-10": "TX", "2027-07-10": "OH"}}, "comes after one on 2027-08-10"),
        ({"state": ""}, "not where the person lives until then"),
        ({"moves": {"2027-08-10": "CA-ON"}}, "is in another country than US-OH"),
    ],
)
def test_a_move_that_cannot_be_is_told(told, said):
    """A move in the past, out of order, from nowhere or to another country is a fault."""
    with pytest.raises(pp.InputError, match=said):
        pp.plan(pathway(), person(**told))


def test_a_move_to_no_state_is_told_with_its_line():
    """A state that there is not is a fault of the file, at its place."""
    text = "format: pathplanner/learner/1\nstate: OH\nmoves:\n  - {on: 2027-07-01, state: Texsa}\n"
    with pytest.raises(pp.InputError, match=r"4:5: moves\[0\]: 'Texsa' is not a state"):
        read_learner(text)


def test_a_plan_with_moves_is_read_as_it_was_written():
    """The moves, the states of steps and what an alternative takes after them stay in JSON."""
    made = checked(pathway(), person(), futures=20)
    again = pp.read_plan(pp.plan_to_json(made))
    assert again == made
    assert again.learner.moves == (Move("2027-07-01", "US-TX"),)
    assert Moved("license", date(2027, 7, 1)) in again.alternatives[0].moved


def test_what_changed_says_where_they_move_to_now():
    """A later move stands among the changes since the plan before, with its state and day."""
    way = pathway()
    old, new = (checked(way, person(moves={day: "TX"})) for day in ("2027-07-01", "2027-09-01"))
    told = [one for one in pp.revise(old, new).differences if one.field == "moves"]
    assert [(one.text_before, one.text_after) for one in told] == [
        ("US-TX 2027-07-01", "US-TX 2027-09-01")
    ]


def test_the_page_says_when_they_move_and_where_each_step_is():
    """The first page names the day; the steps that hang on it name the state."""
    text = page(checked(pathway(), person()))
    assert "You move to Texas on July 1, 2027." in text
    assert "planned by where you live when a step begins" in text
    early = page(checked(pathway(), person(moves={"2027-09-01": "TX"})))
    assert "This plan ends before that. It is made for Ohio" in early


def test_random_people_who_move_have_the_best_plan():
    """Small random cases have the plan that is the best over all choices of stays."""
    for seed in range(12):
        assert random_moves.compare(seed).differences == (), seed


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1000, 1000 + CASES, 50))
def test_many_random_people_who_move_have_the_best_plan(first):
    """More of the same."""
    for seed in range(first, first + 50):
        assert random_moves.compare(seed).differences == (), seed
