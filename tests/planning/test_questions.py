"""Questions: which facts are asked for, and at which value of each the choice tips."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

sys.path.insert(0, str(Path(__file__).parent))

import tipping

import pathplanner as pp
from pathplanner.model import Basis, CostKind, NamedFact, Status, Tip, Unit

START = "2027-01-04"


def course(name: str, price: object, months: object = 2, **more: object) -> pp.Step:
    """Return a course with one price and a length."""
    span = pp.Duration.exactly(months, Unit.MONTHS) if isinstance(months, int) else months
    costs = (pp.Cost(CostKind.TUITION, price),)
    return pp.Step(name, name.title(), pp.Kind.OTHER, duration=span, costs=costs, **more)


def either(*courses: pp.Step, facts: tuple[NamedFact, ...] = ()) -> pp.Pathway:
    """Return a pathway to a badge by any of some courses."""
    needs = pp.AnyOf([pp.Needs(one.id) for one in courses])
    badge = pp.Step("badge", "Badge", pp.Kind.CREDENTIAL, requires=needs)
    sources = (pp.Source("page", "A page", "https://example.org"),) if facts else ()
    return pp.Pathway("p", "P", [*courses, badge], sources=sources, facts=facts)


def guess(low: int, high: int) -> pp.Estimate:
    """Return an estimate."""
    return pp.Estimate.between(low, high, basis=Basis(("elsewhere",), "as elsewhere"))


ELSEWHERE = NamedFact("elsewhere", "The same elsewhere", amount=1, source=("page",))


def test_a_price_that_nobody_knows_has_the_price_of_the_other_way_as_its_tipping_value() -> None:
    """Above what the known way costs, the known way is cheaper; below, the other way is."""
    pathway = either(course("known", 2500), course("open", pp.UNKNOWN))
    learner = pp.Learner(START, prefer="cheapest")
    made = pp.plan(pathway, learner, questions=True)
    assert [step.id for step in made.steps] == ["known", "badge"]
    (one,) = made.questions
    assert (one.path, one.rival, one.above, one.tip) == (
        "open.costs.tuition",
        True,
        False,
        Tip.OTHER,
    )
    assert set(one.instead) == {"open", "badge"}
    for shift, expected in ((0, "known"), (Decimal("-0.01"), "open")):
        told = pp.plan(pathway.with_({one.path: one.tips_at + shift}), learner)
        assert told.steps[0].id == expected
    assert one.tips_at in (Decimal(2500), Decimal("2500.01"))


def test_an_estimate_that_could_make_another_way_cheaper_is_asked_for() -> None:
    """The value lies in the range; at it the plan is the same, one step further another one."""
    pathway = either(course("known", 2500), course("about", guess(1800, 2900)), facts=(ELSEWHERE,))
    learner = pp.Learner(START, prefer="cheapest")
    made = pp.plan(pathway, learner, questions=True)
    assert made.steps[0].id == "about"
    (one,) = made.questions
    assert (one.path, one.above, one.low, one.high) == ("about.costs.tuition", True, 1800, 2900)
    assert pp.plan(pathway.with_({one.path: one.tips_at}), learner).steps[0].id == "about"
    beyond = pathway.with_({one.path: one.tips_at + Decimal("0.01")})
    assert pp.plan(beyond, learner).steps[0].id == "known"


def test_an_estimate_that_changes_nothing_is_not_asked_for() -> None:
    """Where the whole range leaves the choice as it is, there is nothing to ask."""
    pathway = either(course("known", 9000), course("about", guess(1800, 2900)), facts=(ELSEWHERE,))
    assert pp.plan(pathway, pp.Learner(START, prefer="cheapest"), questions=True).questions == ()


def test_a_budget_is_a_tipping_value() -> None:
    """A price that nobody knows may be as high as the budget leaves room for."""
    pathway = pp.Pathway("p", "P", [course("only", pp.UNKNOWN)])
    made = pp.plan(pathway, pp.Learner(START, budget=700), questions=True)
    (one,) = made.questions
    assert (one.tips_at, one.above, one.tip, one.instead) == (700, True, Tip.NONE, ())
    assert made.claims is not None
    assert made.claims.within_budget is False
    assert made.status is Status.OPEN


def test_savings_are_a_tipping_value() -> None:
    """A price that is more than what is there on that day makes the same way later."""
    pathway = pp.Pathway("p", "P", [course("only", pp.UNKNOWN)])
    learner = pp.Learner(START, savings=300, monthly=50)
    (one,) = pp.plan(pathway, learner, questions=True).questions
    assert (one.tips_at, one.above, one.tip) == (300, True, Tip.LATER)
    before = pp.plan(pathway.with_({one.path: 300}), learner).finish
    after = pp.plan(pathway.with_({one.path: 301}), learner).finish
    assert before is not None
    assert after is not None
    assert before < after


def test_a_length_is_asked_for_where_the_soonest_way_is_wished_for() -> None:
    """A way of unknown length is sooner up to a number of months."""
    pathway = either(course("known", 10, 9), course("open", 10, pp.UNKNOWN))
    learner = pp.Learner(START, prefer="fastest")
    made = pp.plan(pathway, learner, questions=True)
    assert made.steps[0].id == "known"
    (one,) = made.questions
    assert (one.path, one.unit, one.rival) == ("open.duration", Unit.MONTHS, True)
    assert one.tips_at in (9, 10)
    span = pp.Duration.exactly(int(one.tips_at) - 1, Unit.MONTHS)
    assert pp.plan(pathway.with_({one.path: span}), learner).steps[0].id == "open"


def test_a_price_is_not_asked_for_where_nothing_hangs_on_it() -> None:
    """Who wants the soonest way and named no limit need not ask for a price."""
    pathway = either(course("soon", pp.UNKNOWN, 1), course("late", 10, 9))
    assert pp.plan(pathway, pp.Learner(START), questions=True).questions == ()


def test_questions_are_looked_for_only_when_asked() -> None:
    """Without being asked plan() looks for none; the plan is else the same."""
    pathway = either(course("known", 2500), course("open", pp.UNKNOWN))
    learner = pp.Learner(START, prefer="cheapest")
    asked = pp.plan(pathway, learner, questions=True)
    assert asked.questions
    assert pp.plan(pathway, learner) == attrs.evolve(asked, questions=())


def test_at_most_five_questions_each_other_way_first() -> None:
    """Many open prices give few questions, and each other way has one before any has two."""
    ways = [course(f"open-{place}", pp.UNKNOWN) for place in range(8)]
    pathway = either(course("known", 2500), *ways)
    made = pp.plan(pathway, pp.Learner(START, prefer="cheapest"), questions=True)
    assert made.claims is not None
    assert len(made.claims.could_be_better) == 3
    assert 3 <= len(made.questions) <= 5
    assert len({one.step for one in made.questions}) == len(made.questions)


def test_a_price_that_takes_centuries_to_save_for_ends_the_search() -> None:
    """The dearest price that is tried lies beyond all days; the question came never (405899)."""
    price = [pp.Cost("fee", pp.UNKNOWN)]
    study = pp.Step("study", "Study", pp.Kind.COURSE, study_hours=10, costs=price)
    pathway = pp.Pathway("p", "P", [study])
    for wish in ("fastest", "balanced"):
        learner = pp.Learner(START, savings=40, monthly=20, prefer=wish)
        [asked] = pp.plan(pathway, learner, questions=True).questions
        assert (asked.tips_at, asked.tip) == (40, Tip.LATER)


@pytest.mark.parametrize("seed", [*range(100), 404_123])
def test_tipping_values_are_those_of_brute_force(seed: int) -> None:
    """All routes are listed at each tipping value and one step further, in random small cases."""
    outcome = tipping.compare(seed)
    assert outcome.differences == ()


def test_the_random_cases_ask_enough() -> None:
    """Among the random cases many ask something, of all kinds."""
    found = [one for seed in range(60) for one in tipping.questions(seed)]
    assert len(found) >= 15
    assert {one.rival for one in found} == {True, False}
    assert {one.above for one in found} == {True, False}
    assert {one.low is None for one in found} == {True, False}
