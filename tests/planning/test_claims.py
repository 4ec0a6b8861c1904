"""Claims: what a plan says of itself holds whatever the facts are that nobody has found."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import attrs
import pytest

sys.path.insert(0, str(Path(__file__).parent))

import oracle
import tipping

import pathplanner as pp
from pathplanner.model import Claims, CostKind, Dues, Funding, Prefer, Status, Unit
from pathplanner.verification.case import Case

START = "2027-01-04"


def months(count: int) -> pp.Duration:
    """Return a length."""
    return pp.Duration.exactly(count, Unit.MONTHS)


def step(name: str, price: object = None, length: object = None, **more: object) -> pp.Step:
    """Return a step with a price and a length in months."""
    costs = () if price is None else (pp.Cost(CostKind.TUITION, price),)
    span = months(length) if isinstance(length, int) else length
    kind = more.pop("kind", pp.Kind.OTHER)
    return pp.Step(name, name.title(), kind, duration=span, costs=costs, **more)


def either(*ways: pp.Step) -> pp.Pathway:
    """Return a pathway to a badge by one of some ways."""
    needs = pp.AnyOf([pp.Needs(one.id) for one in ways])
    badge = pp.Step("badge", "Badge", pp.Kind.CREDENTIAL, requires=needs)
    return pp.Pathway("p", "P", [*ways, badge])


def made(pathway: pp.Pathway, **learner: object) -> tuple[pp.Plan, Claims]:
    """Return the plan and what it claims."""
    plan = pp.plan(pathway, pp.Learner(START, **learner))
    assert plan.claims is not None
    assert pp.verify(plan, pathway) == ()
    return plan, plan.claims


def test_all_that_is_known_is_claimed() -> None:
    """With nothing open the plan is optimal, and keeps its limits for certain."""
    plan, claims = made(
        either(step("soon", 50, 1), step("late", 10, 9)), budget=60, savings=60,
        deadline="2027-12-31",
    )  # fmt: skip
    assert claims == Claims(in_time=True, within_budget=True, affordable=True)
    assert plan.status is Status.OPTIMAL


def test_what_the_learner_did_not_ask_for_is_not_claimed() -> None:
    """Without limits there is nothing to keep."""
    claims = made(either(step("soon", 50, 1)))[1]
    assert (claims.in_time, claims.within_budget, claims.affordable) == (None, None, None)


def test_a_price_that_nobody_found_leaves_the_budget_and_the_savings_open() -> None:
    """A budget of any size does not say that an unknown price is inside it."""
    plan, claims = made(pp.Pathway("p", "P", [step("one", pp.UNKNOWN, 1)]), budget=9, savings=9)
    assert (claims.within_budget, claims.affordable, claims.cost_at_least) == (False, False, True)
    assert claims.finish_not_before  # who has not enough waits
    assert claims.unknown == ("one.costs.tuition",)
    assert plan.status is Status.OPEN


def test_hours_that_nobody_found_leave_the_finish_open() -> None:
    """A program of known length and unknown hours may not fit the week: it is not before."""
    program = step("one", 5, 3, kind=pp.Kind.PROGRAM)
    plan, claims = made(pp.Pathway("p", "P", [program]), deadline="2028-01-01")
    assert (claims.finish_not_before, claims.hours_at_least, claims.in_time) == (True, True, False)
    assert claims.unknown == ("one.study_hours",)
    assert plan.status is Status.OPEN


def test_dues_are_at_least_where_the_finish_is_not_before() -> None:
    """What is paid again as time passes is more where the time is longer."""
    member = step("member", None, None, dues=Dues(20, months(12)))
    goal = step("goal", None, pp.UNKNOWN, requires=pp.Needs("member"))
    claims = made(pp.Pathway("p", "P", [member, goal], destinations=["goal"]))[1]
    assert (claims.finish_not_before, claims.cost_at_least) == (True, True)
    without = attrs.evolve(member, dues=None, costs=(pp.Cost(CostKind.FEE, 20),))
    claims = made(pp.Pathway("p", "P", [without, goal], destinations=["goal"]))[1]
    assert (claims.finish_not_before, claims.cost_at_least) == (True, False)


@pytest.mark.parametrize("wish", ["fastest", "cheapest"])
def test_the_way_that_could_be_better_is_shown(wish: str) -> None:
    """A way that is better if what is not known of it is nothing stands beside the plan."""
    lucky = step("lucky", pp.UNKNOWN, pp.UNKNOWN)
    plan, claims = made(either(step("sure", 900, 6), lucky), prefer=wish)
    assert plan.steps[0].id == "sure"
    assert not claims.best
    assert plan.status is Status.OPEN
    (way,) = claims.could_be_better
    assert way.steps == ("lucky", "badge")
    assert (way.unknown_prices, way.unknown_lengths) == (1, 1)


@pytest.mark.parametrize(
    ("wish", "open_", "refused"),
    [
        ("fastest", {"duration": pp.UNKNOWN}, True),
        ("balanced", {"duration": pp.UNKNOWN}, True),
        ("fewest-hours", {"duration": pp.UNKNOWN}, False),
        ("fewest-hours", {"study_hours": pp.UNKNOWN}, True),
    ],
)
def test_the_check_finds_a_claim_over_what_is_open(
    wish: str, open_: dict[str, object], *, refused: bool
) -> None:
    """Nothing is the best in a time or in hours that nobody knows, where there is another way."""
    pathway = either(step("soon", 50, 1), step("late", 10, 9))
    badge = attrs.evolve(pathway["badge"], **open_)
    pathway = attrs.evolve(pathway, steps=[*pathway.steps[:2], badge])
    plan, claims = made(pathway, prefer=wish)
    assert claims.best is not refused
    bold = attrs.evolve(plan, claims=attrs.evolve(claims, best=True, could_be_better=()))
    found = [fault.path for fault in pp.verify(bold, pathway)]
    assert ("claims.best" in found) is refused


def test_a_way_that_is_worse_at_any_price_is_not_shown() -> None:
    """An unknown price on top of a sum that is dearer already changes nothing."""
    dear = step("dear", pp.UNKNOWN, 1)
    dear = attrs.evolve(dear, costs=(*dear.costs, pp.Cost(CostKind.FEE, 5000)))
    plan, claims = made(either(step("sure", 900, 6), dear), prefer="cheapest")
    assert claims.best
    assert claims.could_be_better == ()
    assert plan.status is Status.OPTIMAL


def test_what_every_way_pays_does_not_open_which_is_cheapest() -> None:
    """An exam of unknown price that all ways end with makes none of them cheaper."""
    needs = pp.AnyOf([pp.Needs("one"), pp.Needs("two")])
    exam = step("exam", pp.UNKNOWN, requires=needs)
    steps = [step("one", 5, 1), step("two", 9, 1), exam]
    pathway = pp.Pathway("p", "P", steps, destinations=["exam"])
    claims = made(pathway, prefer="cheapest")[1]
    assert (claims.best, claims.cost_at_least) == (True, True)
    # A grant may pay for it on one of the ways and be used up on another.
    assert not made(pathway, prefer="cheapest", funding=[Funding("Grant", 7)])[1].best


def test_savings_do_not_flee_to_an_unknown_price() -> None:
    """Newcomer A1: the known price wins with and without savings told."""
    pathway = either(step("certificate", 2500, 9), step("diploma", pp.UNKNOWN, 15))
    for money in ({}, {"savings": 3000}, {"savings": 1500, "monthly": 120}):
        plan, claims = made(pathway, **money)
        assert plan.steps[0].id == "certificate"
        assert plan.cost.unknown == 0
    assert [way.steps[0] for way in claims.could_be_better] == ["diploma"]


def test_a_price_that_was_found_out_does_not_drive_to_an_unknown_one() -> None:
    """Newcomer A28: the course that costs $3,895 after all is waited for, not fled from."""
    pathway = either(step("course", pp.UNKNOWN, 6), step("diploma", pp.UNKNOWN, 15))
    learner = pp.Learner(START, savings=1500, monthly=120)
    assert pp.plan(pathway, learner).steps[0].id == "course"
    told = attrs.evolve(learner, facts={"course.costs.tuition": 3895})
    assert pp.plan(pathway, told).steps[0].id == "course"


def test_a_budget_does_not_flee_to_an_unknown_price() -> None:
    """A way known to be inside the budget comes before one of which nobody knows."""
    plan, claims = made(either(step("sure", 900, 9), step("open", pp.UNKNOWN, 1)), budget=1000)
    assert plan.steps[0].id == "sure"
    assert claims.within_budget is True
    assert [way.steps[0] for way in claims.could_be_better] == ["open"]


def test_a_failed_exam_is_no_saving() -> None:
    """Newcomer A14: another try of unknown price is taken to cost what the first does."""
    exam = pp.Step(
        "exam", "Exam", pp.Kind.EXAM, exam=pp.model.Exam(attempts=1, retake_fee=pp.UNKNOWN),
        costs=(pp.Cost(CostKind.EXAM, 425),),
    )  # fmt: skip
    pathway = pp.Pathway("p", "P", [exam])
    plan, claims = made(pathway, failed={"exam": ["2027-01-02"]})
    assert (plan.cost.out_of_pocket, plan.cost.unknown) == (425, 0)
    assert claims.cost_about
    assert not claims.cost_at_least


def test_percentiles_over_unknowns_claim_no_limit() -> None:
    """Newcomer A19: how many futures keep a limit is not said where the plan leaves it open."""
    plan = pp.plan(
        pp.Pathway("p", "P", [step("one", pp.UNKNOWN, 1)]),
        pp.Learner(START, savings=9, budget=9, deadline="2028-01-01"),
        futures=20,
    )
    assert plan.forecast is not None
    assert (plan.forecast.in_savings, plan.forecast.in_budget) == (None, None)
    assert plan.forecast.on_time is None


def test_the_finish_is_told_at_both_ends_of_all_times() -> None:
    """The low and the high of every length go into the finish."""
    first = step("first", None, pp.Duration(1, 2, 4, Unit.MONTHS))
    second = step("second", None, pp.Duration(1, 1, 3, Unit.MONTHS), requires=pp.Needs("first"))
    claims = made(pp.Pathway("p", "P", [first, second], destinations=["second"]))[1]
    assert (claims.finish_low, claims.finish_high) == (date(2027, 3, 4), date(2027, 8, 4))


def test_a_plan_that_is_not_proved_is_not_claimed_to_be_best() -> None:
    """Where the search stopped early the plan claims nothing of being best."""
    ways = [step(f"way-{place}", 10 + place, 20 - place) for place in range(9)]
    plan = pp.plan(either(*ways), pp.Learner(START, prefer="balanced"), effort=20)
    assert plan.status is Status.FEASIBLE
    assert plan.claims is not None
    assert not plan.claims.best


def test_reach_says_what_is_only_the_least() -> None:
    """Newcomer A3, A4: a goal of unknown length and price is not before, and at least."""
    open_ = step("degree", pp.UNKNOWN, pp.UNKNOWN, kind=pp.Kind.PROGRAM)
    sure = step("job", 5, 1, kind=pp.Kind.JOB)
    found = {
        one.step: one for one in pp.reach(pp.Pathway("p", "P", [open_, sure]), pp.Learner(START))
    }
    assert (found["degree"].finish_not_before, found["degree"].cost_at_least) == (True, True)
    assert (found["job"].finish_not_before, found["job"].cost_at_least) == (False, False)


def worlds(facts: tipping.Facts, random: Random) -> Iterator[tipping.Facts]:
    """Yield some of the values that open facts may have."""
    for _ in range(4):
        told = tipping.Facts()
        for path in facts:
            if path.endswith(".duration"):
                told[path] = pp.Duration.exactly(random.choice((0, 3, 10, 60)))
            elif path.endswith(".study_hours"):
                told[path] = pp.Estimate.exactly(random.choice((0, 5, 40)))
            else:
                told[path] = pp.Estimate.exactly(random.choice((0, 7, 40, 100_000)))
        yield told


def measure(route: oracle.Route, wish: Prefer) -> object:
    """Return what a wish is about."""
    return {
        Prefer.CHEAPEST: route.out_of_pocket,
        Prefer.FEWEST_HOURS: route.hours,
    }.get(wish, route.finish)


def broken(seed: int) -> Iterator[str]:
    """Yield each claim of a random plan that some value of an open fact breaks."""
    question = tipping.make(seed)
    pathway, learner, goal = question
    plan = pp.plan(*question)
    claims = plan.claims
    if claims is None or not plan.steps or plan.status is Status.FEASIBLE:
        return
    every = tipping.open_facts(pathway, learner, tuple(pathway.by_id))
    mine = {one.id for one in plan.steps}
    for told in worlds(every, Random(seed)):
        if not told:
            return
        found = list(oracle.routes(Case(pathway.with_(told), learner, goal)))
        own = [route for route in found if set(route.times) == mine]
        limits = {claims.in_time, claims.within_budget, claims.affordable}
        if not own:
            if limits <= {True, None} and not claims.finish_not_before:
                yield f"no plan with its steps holds with {told}"
            continue
        best = min(own, key=lambda route: measure(route, learner.prefer))
        others = [measure(route, learner.prefer) for route in found]
        is_one = claims.best and learner.prefer is not Prefer.BALANCED
        if is_one and min(others) < measure(best, learner.prefer):
            yield f"best: another way has {min(others)} with {told}"
        if not claims.finish_not_before and min(r.finish for r in own) > plan.finish:
            yield f"finish: {min(r.finish for r in own)} with {told}"
        if not claims.cost_at_least and min(r.out_of_pocket for r in own) > plan.cost.out_of_pocket:
            yield f"cost: {min(r.out_of_pocket for r in own)} with {told}"


@pytest.mark.parametrize("part", range(4))
def test_no_value_of_an_unknown_breaks_a_claim(part: int) -> None:
    """In random small cases all routes are listed for many values of all that is open."""
    wrong = []
    for seed in range(part * 60, part * 60 + 60):
        try:
            wrong += [f"{seed}: {text}" for text in broken(seed)]
        except oracle.TooLarge:
            continue
    assert wrong == []


def test_a_way_with_nothing_open_is_no_way_that_could_be_better() -> None:
    """It is faster than the balanced plan, which everybody knows, and not for what is open."""
    late = step(
        "second", requires="first", length=pp.UNKNOWN, intakes=pp.model.Intakes("2027-03-05")
    )
    way = pp.Pathway(
        "p",
        "P",
        [
            step("first", 5, pp.UNKNOWN),
            late,
            step("middle", 15, pp.Duration.exactly(8)),
            step("fast", 50),
            step("goal", requires=pp.AnyOf(["second", "middle", "fast"])),
        ],
        destinations=["goal"],
    )
    plan = pp.plan(way, pp.Learner(start="2027-01-31", prefer="balanced"))
    assert [one.id for one in plan.steps] == ["middle", "goal"]
    assert plan.claims
    assert not plan.claims.best
    assert plan.claims.could_be_better == ()
    assert pp.verify(plan, way) == ()
