"""Small random cases in which steps have offers, and the best over all choices of them.

The best is found as the rule says it: for each choice of one offer a step the oracle lists
the routes of the pathway with these steps, and the best of all of them counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from random import Random

import random_cases
import random_windows
from attrs import evolve
from comparing import Outcome, readable
from oracle import Route, TooLarge, best_of, front_of, routes

from pathplanner.model.claims import Alternative
from pathplanner.model.intakes import Intakes
from pathplanner.model.learner import Funding, FundingKind, Prefer
from pathplanner.model.offer import WITHOUT, Offer, Taken
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Status
from pathplanner.model.price import Cost, CostKind
from pathplanner.model.quantity import UNKNOWN, Duration, Estimate
from pathplanner.model.step import Attendance
from pathplanner.planning import plan
from pathplanner.verification import verify
from pathplanner.verification.case import Case
from pathplanner.verification.offers import Open
from pathplanner.verification.timing import time_open

MOST_CHOICES = 24
"""Choices of offers beyond which a case is too large for the oracle."""


def make(seed: int, *, windows: bool = False) -> random_cases.Question:
    """Return a case with a few offers, in which some of what is done may run out."""
    pathway, learner, goal = random_cases.make(seed, largest=5)
    if windows:
        pathway = _with_windows(pathway, random_windows.Windows(seed))
    random = Random(f"offers {seed}")
    bases = {step.renewal.counts_from for step in pathway.steps if step.renewal}
    free = [s for s in pathway.steps if s.kind not in WITHOUT and s.id not in bases]
    offered = random.sample(free, k=min(len(free), random.choice((1, 1, 2, 2, 3))))
    offers = tuple(
        _offer(random, step.id, number, learner.start)
        for step in offered
        for number in range(random.choice((1, 2, 2, 3)))
    )
    funding = learner.funding
    if random.random() < 0.3:
        fund = Funding("board", random.choice((5, 15, None)), FundingKind.WORKFORCE)
        funding = (*funding, evolve(fund, kind=random.choice(tuple(FundingKind)), listed=True))
    chosen = {}
    if offers and random.random() < 0.2:
        chosen = {offers[0].step: offers[0].id}
    wish = random.choice((learner.prefer, learner.prefer, Prefer.FEWEST_HOURS))
    learner = evolve(learner, funding=funding, offers=chosen, prefer=wish)
    return evolve(pathway, offers=offers), learner, goal


def _with_windows(pathway: Pathway, windows: random_windows.Windows) -> Pathway:
    kept = {step.id for step in pathway.steps if not step.renewal and windows.happens()}
    steps = [
        evolve(
            step,
            requires=windows.requirement(step.requires, kept),
            valid_for=windows.span(3) if step.id in kept else None,
        )
        for step in pathway.steps
    ]
    return evolve(pathway, steps=steps)


def _offer(random: Random, step: str, number: int, start) -> Offer:
    """Return an offer, often one of the same price, length or days as another."""
    facts = {}
    if random.random() < 0.5:
        facts["price"] = random.choice((*map(Estimate.exactly, (0, 5, 10, 20)), UNKNOWN))
    elif random.random() < 0.5:
        kind = random.choice((CostKind.TUITION, CostKind.FEE))
        every = Duration.exactly(random.randint(3, 9)) if random.random() < 0.3 else None
        facts["costs"] = (Cost(kind, random.choice((5, 10, 30)), every=every),)
    if random.random() < 0.5:
        spans = (Duration.exactly(n) for n in (0, 3, 5, 14))
        facts["duration"] = random.choice((*spans, Duration.exactly(1, "weeks"), UNKNOWN))
    if random.random() < 0.2:
        facts["study_hours"] = random.choice((4, 10, UNKNOWN))
    if random.random() < 0.2:
        facts["attendance"] = random.choice(tuple(Attendance))
    if random.random() < 0.3:
        days = [start + timedelta(days=random.choice((-9, 4, 11, 20))) for _ in range(2)]
        ahead = Duration.exactly(random.choice((2, 6))) if random.random() < 0.3 else None
        facts["intakes"] = Intakes(dates=days[: random.choice((1, 2))], apply_before=ahead)
    if random.random() < 0.4:
        facts["paid_by"] = random.choice((("workforce",), ("board", "grant"), ("loan",)))
    if random.random() < 0.2:
        facts["states"] = random.choice(("TX", "OH"))
    return Offer(f"o{number}", step, f"School {number}", **facts)


def choices(question: random_cases.Question) -> Iterator[tuple[Taken, ...]]:
    """Yield each choice of one offer for every step that has any."""
    pathway, learner, _ = question
    known = Open(pathway, learner)
    ways = []
    for step in pathway.steps:
        may: list[Taken | None] = [
            Taken(step.id, offer.id, offer.where) for offer in known.to(step.id)
        ]
        may += [None] if may and known.last_day(step.id) else []
        ways.append(may)
    for chosen in product(*filter(None, ways)):
        yield tuple(filter(None, chosen))


def compare(seed: int, *, windows: bool = False) -> Outcome:
    """Plan a case and say where the plan is not the best over all choices of offers."""
    question = make(seed, windows=windows)
    if question[0].faults:
        return Outcome(seed, "a window that can never be met")
    every = list(choices(question))
    if len(every) > MOST_CHOICES:
        return Outcome(seed, "too many choices")
    try:
        found = [route for taken in every for route in routes(Case(*question, taken))]
    except TooLarge:
        return Outcome(seed, "too large for the oracle")
    kind = f"{min(len(every), 2)} choices" if found else "impossible"
    return Outcome(seed, kind, tuple(differences(question, found)))


def differences(question: random_cases.Question, found: list[Route]) -> Iterator[str]:
    """Yield where the planner's answer is not the best of some routes."""
    pathway, learner, goal = question
    answer = plan(pathway, learner, goal)
    for fault in verify(answer, pathway):
        yield f"verify: {fault}"
    if (answer.status is Status.IMPOSSIBLE) != (not found):
        yield f"status {answer.status}, oracle {[route.point for route in found]}"
        return
    if not found:
        return
    front = front_of(found)
    best = best_of(front, learner.prefer, found)
    points = [route.point for route in front]
    if best.point not in points:
        points.append(best.point)
    theirs = [_point(question, one) for one in answer.alternatives]
    if best.times and sorted(theirs) != sorted(points):
        yield f"front {readable(theirs)}, oracle {readable(points)}"
    mine = next((_point(question, one) for one in answer.alternatives if one.chosen), None)
    if best.times and mine != best.point:
        yield f"chosen {mine}, oracle {best.point}"


def _point(question: random_cases.Question, way: Alternative) -> tuple:
    case = Case(*question, way.offers, moved=way.moved)
    times = sum(time_open(case, case.pathway.by_id[name]) for name in way.steps)
    return times, way.finish, way.unknown_prices, way.out_of_pocket
