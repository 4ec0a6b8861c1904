"""Offers: a plan chooses among them, exactly, and says which (planning rule 21)."""

from __future__ import annotations

import os
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

import attrs
import pytest

sys.path.insert(0, str(Path(__file__).parent))

import random_offers

import pathplanner as pp
from pathplanner.model import Funding, FundingKind, Offer, Status, Unit
from pathplanner.model.intakes import Intakes, MonthDay
from pathplanner.model.offer_choice import candidates
from pathplanner.model.own_facts import OwnFact
from pathplanner.model.requirement import Total
from pathplanner.verification.offers import Open

START = date(2027, 1, 4)
BLOCK = 50
CASES = int(os.environ.get("PATHPLANNER_OFFER_CASES", "200"))


def months(count: int) -> pp.Duration:
    """Return a length."""
    return pp.Duration.exactly(count, Unit.MONTHS)


COURSE = pp.Step(
    "course",
    "Course",
    pp.Kind.COURSE,
    duration=months(9),
    study_hours=300,
    costs=[pp.Cost("tuition", 2500), pp.Cost("books", 200)],
)
JOB = pp.Step("job", "Job", pp.Kind.JOB, requires="course")


def offer(name: str, **facts: object) -> Offer:
    """Return an offer of the course."""
    return Offer(name, "course", f"School {name}", **facts)


def pathway(*offers: Offer, steps: tuple[pp.Step, ...] = (COURSE, JOB)) -> pp.Pathway:
    """Return a course and a job, without anything that is assumed."""
    return pp.Pathway("p", "P", steps, destinations=("job",), offers=offers)


def person(**facts: object) -> pp.Learner:
    """Return a learner with time enough."""
    told = {"start": START, "hours_per_week": 40, "assumptions": "none", **facts}
    return pp.Learner(**told)


def planned(made: pp.Plan, step: str = "course"):
    """Return a planned step."""
    return next(one for one in made.steps if one.id == step)


def checked(way: pp.Pathway, learner: pp.Learner, *goal: str) -> pp.Plan:
    """Return the plan, which the verifier finds nothing wrong with."""
    made = pp.plan(way, learner, goal or None)
    assert pp.verify(made, way) == ()
    return made


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, CASES, BLOCK))
def test_planner_is_the_best_over_all_choices(first):
    """No choice of offers that an oracle lists has a better plan, or another front."""
    outcomes = [random_offers.compare(seed) for seed in range(first, first + BLOCK)]
    assert [one for one in outcomes if one.differences] == []
    assert sum(one.kind == "2 choices" for one in outcomes) > BLOCK / 8


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, CASES // 2, BLOCK))
def test_offers_of_what_runs_out(first):
    """Where a step counts for a time only, each of its offers may be the one in time."""
    outcomes = [random_offers.compare(seed, windows=True) for seed in range(first, first + BLOCK)]
    assert [one for one in outcomes if one.differences] == []
    assert sum(one.kind == "2 choices" for one in outcomes) > BLOCK / 8


def test_the_wish_chooses_the_offer():
    """The soonest offer is taken by one who is in a hurry, the cheapest by one who is not."""
    way = pathway(
        offer("quick", price=4000, duration=months(4), attendance="full-time"),
        offer("cheap", price=1200, duration=months(12), attendance="part-time"),
    )
    fast = checked(way, person(prefer="fastest"))
    cheap = checked(way, person(prefer="cheapest"))
    assert planned(fast).offer.id == "quick"
    assert planned(cheap).offer.id == "cheap"
    assert [one.id for one in planned(fast).other_offers] == ["cheap"]
    assert planned(cheap).provider == "School cheap"
    assert cheap.cost.out_of_pocket == 1200
    told = [(one.out_of_pocket, one.offers[0].offer) for one in fast.alternatives]
    assert told == [(4000, "quick"), (1200, "cheap")]


def test_an_offer_on_days_of_its_own_beats_none_that_begins_at_any_time():
    """Though it is cheaper, it may be too late; both count, for planner and verifier."""
    days = Intakes(dates=[START + timedelta(days=700)])
    cheap, any_time = offer("cheap", price=100, intakes=days), offer("free", price=900)
    way = pathway(cheap, any_time)
    assert Open(way, person()).to("course") == [cheap, any_time]
    assert planned(checked(way, person(prefer="fastest"))).offer == any_time
    assert planned(checked(way, person(prefer="cheapest"))).offer == cheap


def test_an_offer_to_apply_for_earlier_beats_none_that_waits_longer():
    """On the same days the cheaper one may be too late to apply for; both count."""
    days = [START + timedelta(days=ahead) for ahead in (30, 400)]
    early = Intakes(dates=days, apply_before=pp.Duration.exactly(60))
    cheap = offer("cheap", price=100, intakes=early)
    late = offer("late", price=900, intakes=Intakes(dates=days))
    way = pathway(cheap, late)
    assert Open(way, person()).to("course") == [cheap, late]
    assert planned(checked(way, person(prefer="fastest"))).offer == late
    assert planned(checked(way, person(prefer="cheapest"))).offer == cheap


def test_an_offer_of_a_goal_is_that_goal():
    """A step that is the goal itself is planned once, at one of its offers, as the goal."""
    way = pathway(offer("a", price=900), offer("b", price=800, duration=months(10)))
    made = checked(way, person(goal="course", prefer="cheapest"), "course")
    assert [one.id for one in made.steps] == ["course"]
    assert (made.steps[0].number, made.steps[0].why.kind, made.goal) == (1, "goal", ("course",))
    assert (planned(made).offer.id, made.exits) == ("b", ())


def test_a_price_in_all_replaces_all_prices_and_one_by_kind_only_its_kind():
    """What an offer does not price stays as the pathway has it, unless it prices all."""
    in_all = checked(pathway(offer("a", price=1000)), person())
    by_kind = checked(pathway(offer("b", costs=[pp.Cost("tuition", 1000)])), person())
    assert (in_all.cost.likely, by_kind.cost.likely) == (1000, 1200)


def test_hours_of_an_offer_replace_the_span_and_a_span_alone_leaves_the_hours():
    """An offer that tells hours is as long as these; one that tells a span keeps the hours."""
    by_hours = checked(pathway(offer("a", study_hours=80)), person())
    by_span = checked(pathway(offer("b", duration=months(3))), person())
    assert planned(by_hours).finish == START + timedelta(days=14)
    assert (planned(by_span).finish, planned(by_span).study_hours) == (date(2027, 4, 4), 300)


def test_offers_of_other_states_do_not_count():
    """An offer for people of one state is taken by one who lives there or names no state."""
    way = pathway(offer("texas", price=100, states="TX"), offer("all", price=300))
    chosen = [planned(checked(way, person(state=s))).offer.id for s in ("TX", "OH", "")]
    assert chosen == ["texas", "all", "texas"]


def test_without_a_usable_offer_the_step_is_as_the_pathway_has_it():
    """Where no offer is for the learner, the step has its own price and no offer."""
    made = checked(pathway(offer("texas", price=100, states="TX")), person(state="OH"))
    assert planned(made).offer is None
    assert made.cost.likely == 2700


def test_after_the_last_known_day_the_pathway_speaks_again():
    """When all days of the offers come once, later the step is as the pathway has it."""
    first = pp.Step("first", "First", duration=pp.Duration.exactly(3, Unit.MONTHS))
    course = attrs.evolve(COURSE, requires="first")
    days = Intakes(dates=["2027-02-01", "2027-03-01"])
    way = pathway(offer("a", price=100, intakes=days), steps=(first, course, JOB))
    made = checked(way, person())
    assert (planned(made).offer, planned(made).start) == (None, date(2027, 4, 4))
    yearly = Intakes(yearly=[MonthDay(2, 1)])
    again = pathway(offer("a", price=100, intakes=yearly), steps=(first, course, JOB))
    assert planned(checked(again, person())).start == date(2028, 2, 1)


def test_the_verifier_refuses_a_step_without_an_offer_before_that_day():
    """A plan that skips the offers of a step while these are open does not hold."""
    days = Intakes(dates=["2027-02-01"])
    way = pathway(offer("a", price=100, intakes=days))
    bare = pp.plan(attrs.evolve(way, offers=()), person())
    said = [str(fault) for fault in pp.verify(bare, way)]
    assert any("rule 21" in one for one in said)


def test_a_beaten_offer_is_never_taken():
    """Of offers that are alike the first is taken, and none that is dearer or longer."""
    way = pathway(offer("a", price=900), offer("b", price=900), offer("c", price=950))
    made = checked(way, person())
    assert (planned(made).offer.id, planned(made).other_offers) == ("a", ())
    tampered = attrs.evolve(
        made, steps=[attrs.evolve(one, offer=way.offers[2]) if one.offer else one
                     for one in made.steps]
    )  # fmt: skip
    assert any("rule 21" in str(fault) for fault in pp.verify(tampered, way))


def test_the_verifier_refuses_an_offer_that_is_only_longer():
    """Of offers at one price none is taken that is longer, with more hours in all and a week."""
    longer = offer("long", price=900, duration=months(12), study_hours=500)
    made = checked(pathway(longer), person())
    both = pathway(longer, offer("short", price=900))
    assert planned(checked(both, person())).offer.id == "short"
    assert any("rule 21" in str(fault) for fault in pp.verify(made, both))


def test_who_chose_an_offer_has_it():
    """A learner's own choice counts, even where another offer is better; a wrong one is told."""
    way = pathway(offer("a", price=900), offer("b", price=950))
    made = checked(way, person(offers={"course": "b"}))
    assert planned(made).offer.id == "b"
    with pytest.raises(pp.InputError, match="no offer 'c' of course"):
        pp.plan(way, person(offers={"course": "c"}))


def test_what_is_under_way_goes_on_where_it_was_begun():
    """A step under way has no offer unless the learner says where it was begun."""
    way = pathway(offer("a", price=900), offer("b", duration=months(2)))
    begun = {"under_way": {"course": "2027-01-01"}}
    assert planned(checked(way, person(**begun))).offer is None
    at_b = checked(way, person(**begun, offers={"course": "b"}))
    assert planned(at_b).finish == date(2027, 3, 1)


def test_own_facts_beat_offers_and_offers_beat_the_office():
    """What the learner found out wins over an offer, and that over what the office says."""
    way = pathway(offer("a", costs=[pp.Cost("tuition", 1000)]))
    own = OwnFact("course", "costs.tuition", 700)
    office = attrs.evolve(own, of_office=True)
    costs = [checked(way, person(facts=[one])).cost.likely for one in (own, office)]
    assert costs == [900, 1200]


def test_a_choosy_fund_pays_only_listed_offers():
    """A workforce fund makes the listed offer the cheaper one, and never pays another."""
    fund = Funding("WIOA", 3000, FundingKind.WORKFORCE)
    way = pathway(
        offer("listed", price=2000, paid_by=("workforce",)),
        offer("other", price=1500, paid_by=("loan",)),
    )
    with_it = checked(way, person(prefer="cheapest", funding=[fund]))
    without = checked(way, person(prefer="cheapest"))
    assert (planned(with_it).offer.id, with_it.cost.out_of_pocket) == ("listed", 0)
    assert (planned(without).offer.id, without.cost.out_of_pocket) == ("other", 1500)


def test_impossible_plans_name_the_step_and_not_its_offers():
    """Why there is no plan is said of the steps of the pathway, once each."""
    way = pathway(offer("a", price=900), offer("b", price=800, duration=months(10)))
    made = pp.plan(way, person(budget=100))
    assert (made.status, made.goal) == (Status.IMPOSSIBLE, ("job",))
    assert {one.step for one in made.reasons} <= {"", "course", "job"}
    assert made.learner == person(budget=100)


MONTHLY = (pp.Cost("fee", 90, every=pp.Duration.exactly(1, Unit.MONTHS)),)
WEEKLY = (pp.Cost("supplies", 15, every=pp.Duration.exactly(2, Unit.WEEKS)),)


def random_many(seed: int) -> pp.Pathway:
    """Return a course with many offers."""
    random = Random(seed)
    facts = [
        {
            "price": random.randrange(0, 3000, 50),
            "duration": pp.Duration.exactly(random.randint(4, 60), Unit.WEEKS),
            "attendance": random.choice(("full-time", "part-time", None)),
            "intakes": random.choice(
                (None, None, Intakes(dates=[START + timedelta(days=random.randint(0, 900))]),
                 Intakes(yearly=[MonthDay(random.randint(1, 12), 5)]))
            ),
            "paid_by": random.choice(((), ("workforce",), ("grant",))),
            "costs": random.choice(((), (), MONTHLY, WEEKLY)),
        }
        for _ in range(random.randint(13, 60))
    ]  # fmt: skip
    return pathway(*(offer(f"o{place}", **one) for place, one in enumerate(facts)))


@pytest.mark.parametrize("seed", range(12))
def test_of_many_offers_the_same_few_count_for_planner_and_verifier(seed):
    """Rule 21 leaves the same few of many offers in both programs, and the plan keeps it."""
    way = random_many(seed)
    fund = Funding("WIOA", 3000, FundingKind.WORKFORCE)
    learner = person(hours_per_week=15, funding=[fund] if seed % 2 else [], prefer="balanced")
    ways = [(one, one.of(COURSE)) for one in way.offers]
    left = [one for one, _ in candidates(ways, learner)]
    assert left == Open(way, learner).to("course")
    assert 0 < len(left) < 20
    made = checked(way, learner)
    assert planned(made).offer in left


def test_a_forecast_is_made_of_the_chosen_offers():
    """Futures are drawn for the plan's own offers."""
    way = pathway(
        offer("a", price=900, duration=pp.Duration.between(8, 10, Unit.MONTHS)),
        offer("b", price=1900, duration=months(12), attendance="part-time"),
    )
    made = pp.plan(way, person(), futures=20)
    assert made.forecast is not None
    assert [one.step for one in made.forecast.steps] == [one.id for one in made.steps]


def test_offers_that_fit_no_step_are_faults():
    """An offer of a job, of no step, in other money, or with the id of another is refused."""
    way = pathway(
        Offer("a", "job", "Agency"),
        Offer("b", "curse", "School"),
        offer("c", currency="EUR"),
        offer("d"),
        offer("d"),
    )
    said = [str(fault) for fault in way.faults]
    words = ["has no offers: it is a job", "no step 'curse'", "is in EUR", "have the id 'd'"]
    assert len(said) == len(words)
    assert all(word in one for word, one in zip(words, said, strict=True))


def test_of_a_step_that_counts_in_a_total_one_offer_counts() -> None:
    """Two offers of one course never count twice for a total of credits."""
    course = attrs.evolve(COURSE, credits=3)
    other = pp.Step("other", "Other", pp.Kind.COURSE, credits=3, costs=[pp.Cost("tuition", 5000)])
    goal = pp.Step("goal", "Goal", requires=Total(6, "credits", ["course", "other"]))
    offers = (offer("a", price=900), offer("b", price=800), offer("c", price=700, states="OH"))
    way = pp.Pathway("p", "P", (course, other, goal), destinations=("goal",), offers=offers)
    made = checked(way, person(state="TX"), "goal")
    assert [one.id for one in made.steps if one.offer] == ["course"]
    assert planned(made).offer.id == "b"
    assert {one.id for one in made.steps} == {"course", "other", "goal"}


def test_what_saves_renewals_is_taken_at_an_offer_where_there_are_offers() -> None:
    """A step that supersedes a card is no cheaper than its cheapest offer."""
    renewal = pp.model.Renewal(months(6), [pp.model.RenewalOption("Fee", fee=300)])
    card = pp.Step("card", "Card", renewal=renewal)
    fee = [pp.Cost("fee", 1)]
    better = pp.Step("better", "Better", pp.Kind.COURSE, supersedes="card", costs=fee)
    years = pp.Step("years", "Years", requires="card", duration=months(36))
    facts = {"a": (90, months(1)), "b": (80, months(2))}
    offers = [Offer(n, "better", n, price=price, duration=d) for n, (price, d) in facts.items()]
    way = pp.Pathway("p", "P", (card, better, years), destinations=("years",), offers=offers)
    made = checked(way, person(prefer="cheapest"), "years")
    assert planned(made, "better").offer.id == "b"
    assert made.cost.likely == 80
