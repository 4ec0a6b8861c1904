"""Put one random case to the planner and its questions to brute force (see the rules page).

Each tipping value is looked at by listing all routes: at the value, one step further, and where
the fact begins. What the planner asks nothing about is looked at at both of its ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random

import random_cases
from attrs import evolve, frozen
from oracle import Route, TooLarge, best_of, front_of, routes

from pathplanner.model.claims import FactQuestion, Tip
from pathplanner.model.evidence import NamedFact
from pathplanner.model.learner import Learner, Prefer
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan, Status
from pathplanner.model.price import Cost, CostKind
from pathplanner.model.quantity import UNKNOWN, Basis, Duration, Estimate, Unit
from pathplanner.model.requirement import AnyOf, Needs
from pathplanner.model.source import Source
from pathplanner.model.step import Step
from pathplanner.planning import plan
from pathplanner.verification.case import Case

Facts = dict[str, Estimate | Duration]
WISHES = (Prefer.CHEAPEST, Prefer.FASTEST, Prefer.CHEAPEST, Prefer.BALANCED, Prefer.FEWEST_HOURS)
MUCH = {"costs": Estimate.exactly(1_000_000), "study_hours": Estimate.exactly(5_000)}
LONG = Duration.exactly(120, Unit.MONTHS)


@frozen
class Outcome:
    """What came of one case: how many questions there were, and what is wrong with them."""

    seed: int
    kind: str
    questions: int = 0
    differences: tuple[str, ...] = ()


def make(seed: int) -> random_cases.Question:
    """Return a small case with open facts and estimates, and with ways to choose from."""
    random = Random(f"tipping {seed}")
    pathway, learner, goal = random_cases.make(seed, largest=5)
    steps = [_step(step, random) for step in pathway.steps]
    others = [step.id for step in steps if step.id not in goal]
    if len(others) > 1:
        first, second = random.sample(others, 2)
        place = next(n for n, step in enumerate(steps) if step.id == goal[0])
        before = {step.id for step in steps[:place]}
        if {first, second} <= before:
            choice = AnyOf((Needs(first), Needs(second)))
            steps[place] = evolve(steps[place], requires=choice)
    fact = NamedFact("elsewhere", "The same elsewhere", amount=10, source=("source",))
    pathway = evolve(
        pathway, steps=steps, facts=(fact,), sources=(Source("source", "A page", "https://a.org"),)
    )
    # Waiting for money makes many schedules, so only some cases have savings.
    if random.random() < 0.7:
        learner = evolve(learner, savings=None, monthly=0)
    wish = random.choice(WISHES)
    return pathway, evolve(learner, prefer=wish, funding=()), goal


def _step(step: Step, random: Random) -> Step:
    costs = step.costs or (Cost(CostKind.FEE, Estimate.exactly(random.choice((5, 20, 40)))),)
    costs = (evolve(costs[0], amount=_amount(costs[0].amount, random)), *costs[1:])
    changes: dict[str, object] = {"costs": costs}
    chance = random.random()
    if chance < 0.15:
        changes["duration"] = UNKNOWN
    elif chance < 0.4:
        low = random.randint(1, 20)
        basis = Basis(("elsewhere",), "as elsewhere")
        changes["duration"] = Duration.between(low, low + 15, Unit.DAYS, basis=basis)
    return evolve(step, **changes)


def _amount(amount: object, random: Random) -> object:
    chance = random.random()
    if chance < 0.35:
        return UNKNOWN
    if chance < 0.65:
        low = random.choice((0, 5, 10))
        return Estimate.between(low, low + 40, basis=Basis(("elsewhere",), "as elsewhere"))
    return amount


def compare(seed: int) -> Outcome:
    """Ask what is worth asking in the case with this seed, and try each value by brute force."""
    question = make(seed)
    made = plan(*question, questions=True)
    if made.status in (Status.IMPOSSIBLE, Status.FEASIBLE) or not made.steps:
        return Outcome(seed, "no plan")
    try:
        found = tuple(_wrong(question, made))
    except TooLarge:
        return Outcome(seed, "too large for the oracle")
    return Outcome(
        seed, "asked" if made.questions else "nothing to ask", len(made.questions), found
    )


def questions(seed: int) -> tuple[FactQuestion, ...]:
    """Return what is asked in the case with this seed."""
    return plan(*make(seed), questions=True).questions


def best(question: random_cases.Question, facts: Facts, out: tuple[str, ...] = ()) -> Route | None:
    """Return the best route of all, with some facts as given and without some steps."""
    pathway, learner, goal = question
    learner = evolve(learner, avoid=(*learner.avoid, *out))
    found = list(routes(Case(pathway.with_(facts) if facts else pathway, learner, goal)))
    return best_of(front_of(found), learner.prefer, found) if found else None


def _wrong(question: random_cases.Question, made: Plan) -> Iterator[str]:
    for one in made.questions:
        yield from _differing(question, made, one)
    if made.learner.prefer is Prefer.CHEAPEST and len(made.questions) < 5:
        yield from _missing(question, made)


def open_facts(pathway: Pathway, learner: Learner, steps: Iterator[str] | tuple[str, ...]) -> Facts:
    """Return all open facts of some steps, each at nothing."""
    case, found = Case(pathway, learner, ()), Facts()
    for name in steps:
        step = case.pathway.by_id[name]
        if step.duration is UNKNOWN:
            found[f"{name}.duration"] = Duration.exactly(0)
        lessons = step.kind in ("program", "course") and not case.is_retake(step)
        if step.study_hours is UNKNOWN or (step.study_hours is None and lessons):
            found[f"{name}.study_hours"] = Estimate.exactly(0)
        told = pathway.by_id[name]
        again = [cost.amount for cost in step.costs] if case.is_retake(step) else []
        is_again = UNKNOWN in again and told.exam and told.exam.retake_fee is not None
        exams = [cost for cost in told.costs if cost.kind is CostKind.EXAM]
        if is_again or (UNKNOWN in again and not exams):
            found[f"{name}.exam.retake_fee"] = Estimate.exactly(0)
        for place, cost in enumerate(() if name in case.begun else told.costs):
            is_paid = not case.is_retake(step) or (UNKNOWN in again and cost in exams)
            if cost.amount is UNKNOWN and is_paid and not is_again:
                found[f"{name}.{_of_cost(told, place)}"] = Estimate.exactly(0)
        if told.dues and told.dues.amount is UNKNOWN:
            found[f"{name}.dues.amount"] = Estimate.exactly(0)
        for place, option in enumerate(told.renewal.options if told.renewal else ()):
            if option.fee is UNKNOWN:
                found[f"{name}.renewal.options[{place}]"] = Estimate.exactly(0)
    return found


def own_facts(pathway: Pathway, learner: Learner, made: Plan) -> Facts:
    """Return the open facts of a plan, each at nothing: no full price of what it pays for less."""
    found = open_facts(pathway, learner, tuple(step.id for step in made.steps))
    for planned in made.steps:
        step = pathway.by_id[planned.id]
        cheaper = {paid.kind for paid in planned.payments if paid.discount}
        for place, cost in enumerate(step.costs):
            if cost.kind in cheaper and cost.discounts:
                found.pop(f"{step.id}.{_of_cost(step, place)}", None)
    return found


def _of_cost(step: Step, place: int) -> str:
    kinds = [cost.kind for cost in step.costs]
    return f"costs.{kinds[place]}" if kinds.count(kinds[place]) == 1 else f"costs[{place}]"


def _rest(question: random_cases.Question, made: Plan, one: FactQuestion) -> Facts:
    """Return what else counts as nothing where a question is asked."""
    pathway, learner, _ = question
    if one.low is not None:
        return {}
    own = own_facts(pathway, learner, made)
    if one.rival:
        ways = made.claims.could_be_better if made.claims else ()
        theirs = next((way.steps for way in ways if one.step in way.steps), ())
    else:
        every = open_facts(pathway, learner, tuple(pathway.by_id))
        other = best(question, every, (one.step,))
        theirs = tuple(other.times) if other else ()
    rest = {**own, **open_facts(pathway, learner, theirs)}
    rest.pop(one.path, None)
    return rest


def _at(one: FactQuestion, value: Decimal) -> Estimate | Duration:
    if one.unit is not None:
        return Duration.exactly(int(value), one.unit)
    return Estimate.exactly(value)


def _differing(question: random_cases.Question, made: Plan, one: FactQuestion) -> Iterator[str]:
    """Yield in words what is not so of a tipping value."""
    rest = _rest(question, made, one)
    is_money = one.unit is None and one.fact != "study_hours"
    step = (Decimal("0.01") if is_money else 1) * (1 if one.above else -1)
    kept = best(question, {**rest, one.path: _at(one, one.tips_at)})
    lost = best(question, {**rest, one.path: _at(one, one.tips_at + step)})
    name = f"{one.path} at {one.tips_at}"
    if kept is None or (one.step in kept.times) == one.rival:
        yield f"{name}: the step is {'in' if kept and one.rival else 'not in'} the plan"
    elif lost is None:
        if one.tip is not Tip.NONE:
            yield f"{name}: nothing holds further on, told {one.tip}"
    elif set(lost.times) == set(kept.times):
        if one.tip is not Tip.LATER or lost.finish <= kept.finish:
            yield f"{name}: further on it is the same way, told {one.tip}"
    elif one.tip is not Tip.OTHER or set(one.instead) != set(lost.times):
        yield f"{name}: further on {sorted(lost.times)}, told {one.tip} {sorted(one.instead)}"
    if one.low is not None and not one.low <= one.tips_at <= one.high:
        yield f"{name}: is not from {one.low} to {one.high}"


def _missing(question: random_cases.Question, made: Plan) -> Iterator[str]:
    """Yield the open prices of a plan that are not asked for and change the cheapest way."""
    pathway, learner, _ = question
    asked = {one.path for one in made.questions}
    own = own_facts(pathway, learner, made)
    every = open_facts(pathway, learner, tuple(pathway.by_id))
    for path in made.claims.unknown if made.claims else ():
        name, _, fact = path.partition(".")
        if path in asked or not fact.startswith("costs"):
            continue
        other = best(question, every, (name,))
        theirs = open_facts(pathway, learner, tuple(other.times) if other else ())
        rest = {**own, **theirs}
        rest.pop(path)
        first = best(question, {**rest, path: Estimate.exactly(0)})
        last = best(question, {**rest, path: Estimate.exactly(1_000_000)})
        if first is None or name not in first.times:
            continue
        if last is None or set(last.times) != set(first.times):
            yield f"{path} is not asked for, but with it very high another way is best"
