"""Small random cases of people who move, and the best over all choices of stays and offers.

The best is found as rule 24 says it: for each choice of a stay for every local step, and of an
offer where there are any, the oracle lists the routes of the pathway that is so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from random import Random

import random_cases
import random_offers
import random_people
import random_windows
from attrs import evolve
from comparing import Outcome
from oracle import Route, TooLarge, routes, subsets

from pathplanner.model.moves import Move, Moved
from pathplanner.model.offer import Taken
from pathplanner.model.pathway import Pathway
from pathplanner.model.price import Cost, CostKind
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.requirement import Needs
from pathplanner.model.state_facts import StateFacts, StepThere
from pathplanner.model.step import Kind, Step
from pathplanner.verification.case import Case
from pathplanner.verification.offers import Open

STATES = ("US-TX", "US-OH", "US-AL")
MOST_CHOICES = 40
"""Choices beyond which a case is too large for the oracle."""

BASES = (
    lambda seed: random_cases.make(seed, largest=5),
    lambda seed: random_cases.make(seed, largest=5),
    random_people.make,
    lambda seed: random_windows.make(seed) or random_cases.make(seed, largest=5),
    random_offers.make,
)


def make(seed: int) -> random_cases.Question:
    """Return the case with this seed."""
    pathway, learner, goal = BASES[seed % len(BASES)](seed)
    random = Random(f"moves {seed}")
    steps = [_step(step, random) for step in pathway.steps]
    there = [StateFacts(state, steps=_there(steps, random)) for state in STATES]
    found: Pathway = evolve(pathway, steps=steps, states=[one for one in there if one.steps])
    days = sorted(random.sample(range(1, 25), random.choice((1, 1, 1, 2))))
    moves = [
        Move(
            learner.start + timedelta(days),
            random.choice(STATES),
            residence=random.choice(((), ("in-district",))),
        )
        for days in days
    ]
    home = learner.state if learner.state in STATES else random.choice(STATES)
    # Where what runs out is waited for, the oracle does not always find the first day.
    is_plain = any(step.valid_for for step in steps) or random.random() < 0.5
    person = evolve(
        learner,
        state=home,
        moves=moves,
        assumptions="none" if is_plain else learner.assumptions,
    )
    return (pathway if found.faults else found), person, goal


def _step(step: Step, random: Random) -> Step:
    """Return a step that is a license, or counts in some states only, every now and then."""
    is_exam = step.exam is not None or step.kind in (Kind.PROGRAM, Kind.COURSE, Kind.JOB)
    if not is_exam and random.random() < 0.35:
        step = evolve(step, kind=Kind.LICENSE)
    if random.random() < 0.2:
        step = evolve(step, states=random.sample(STATES, random.choice((1, 1, 2))))
    return step


def _there(steps: list[Step], random: Random) -> Iterator[StepThere]:
    """Yield what is otherwise in a state."""
    for place, step in enumerate(steps):
        if random.random() > 0.25:
            continue
        before = [one.id for one in steps[:place]]
        facts: list[dict[str, object]] = [
            {"duration": Duration.exactly(random.randint(1, 9))},
            {"study_hours": Estimate.exactly(random.randint(1, 12))},
            {"costs": [Cost(CostKind.FEE, random.choice((0, 15, 40)))]},
            {"waiting": Duration.exactly(random.randint(1, 9))},
            *([{"requires": Needs(random.choice(before))}] if before else []),
        ]
        yield StepThere(step.id, **random.choice(facts))


Chosen = tuple[tuple[Taken, ...], tuple[Moved, ...]]


def choices(question: random_cases.Question) -> Iterator[Chosen]:
    """Yield each choice of a stay for every local step, and of an offer for every step with any."""
    pathway, learner, _ = question
    local = Case(*question).stays
    ways = []
    for step in pathway.steps:
        stays = range(len(learner.moves) + 1) if step.id in local else (0,)
        may = []
        for stay in stays:
            moved = Moved(step.id, learner.moves[stay - 1].on) if stay else None
            known = Open(pathway, learner.living(stay))
            offers: list[Taken | None] = [
                Taken(step.id, offer.id, offer.where) for offer in known.to(step.id)
            ]
            offers += [None] if not offers or known.last_day(step.id) else []
            may += [(taken, moved) for taken in offers]
        ways.append(may)
    for chosen in product(*ways):
        yield (
            tuple(taken for taken, _ in chosen if taken),
            tuple(moved for _, moved in chosen if moved),
        )


def compare(seed: int) -> Outcome:
    """Plan a case and say where the plan is not the best over all choices."""
    question = make(seed)
    if question[0].faults:
        return Outcome(seed, "a fault")
    every = list(choices(question))
    if len(every) > MOST_CHOICES:
        return Outcome(seed, "too many choices")
    try:
        found = found_in(question, every)
    except TooLarge:
        return Outcome(seed, "too large for the oracle")
    kind = f"{min(len(every), 9)} choices" if found else "impossible"
    return Outcome(seed, kind, tuple(random_offers.differences(question, found)))


def found_in(question: random_cases.Question, every: list[Chosen]) -> list[Route]:
    """Return the routes of all choices, with as few held steps done again as must be."""
    some = Case(*question).before.that_can_run_out()[:4]
    for again in map(frozenset, subsets(some)):
        cases = [Case(*question, taken, again, moved) for taken, moved in every]
        if found := [route for case in cases for route in routes(case)]:
            return found
    return []
