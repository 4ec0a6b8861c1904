"""Small random cases in which much is otherwise for some people (rule 20), alone and with pairs,
terms and short steps; the same seed, the same case."""

from __future__ import annotations

from datetime import date
from random import Random

import random_cases
import random_pairs
import random_short
from attrs import evolve

from pathplanner.model.history import Held
from pathplanner.model.pathway import Pathway
from pathplanner.model.price import Cost, CostKind
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.requirement import Needs
from pathplanner.model.step import Otherwise, Step
from pathplanner.model.when import When

BASES = (
    random_cases.make,
    random_pairs.make,
    lambda seed: random_pairs.make(seed, terms=True),
    random_short.make,
)


def make(seed: int) -> random_cases.Question:
    """Return the case with this seed."""
    pathway, learner, goal = BASES[seed % len(BASES)](seed)
    random = Random(f"people {seed}")
    ids = [step.id for step in pathway.steps]
    free = [name for name in ids if name not in goal]
    steps = [
        _for_some(step, ids[:place], random) if random.random() < 0.6 else step
        for place, step in enumerate(pathway.steps)
    ]
    held = [Held(random.choice(free))] if free and random.random() < 0.3 else []
    told = (learner.holds, learner.under_way, learner.overrides, learner.failed, learner.dropped)
    taken = {one.step for some in told for one in some}
    found: Pathway = evolve(pathway, steps=steps)
    person = evolve(
        learner,
        birth_date=random.choice((None, date(2010, 2, 1), date(1990, 6, 1))),
        residence=random.choice(((), ("in-district",))),
        income=random.choice((None, 10_000, 50_000)),
        holds=[*learner.holds, *(one for one in held if one.step not in taken)],
    )
    return (pathway if found.faults else found), person, goal


def _for_some(step: Step, before: list[str], random: Random) -> Step:
    """Return a step of which one fact is otherwise for one sort of people or two."""
    whens = [
        When(age=random.choice(("17 or more", "under 19", "18-30"))),
        When(residence="in-district"),
        When(income_below=20_000),
        *([When(holds=random.choice(before))] if before else []),
    ]
    facts: list[dict[str, object]] = [
        {"duration": Duration.exactly(random.randint(1, 9))},
        {"study_hours": Estimate.exactly(random.randint(1, 12))},
        {"costs": [Cost(CostKind.FEE, random.choice((0, 15, 40)))]},
        {"waiting": Duration.exactly(random.randint(1, 9))},
        {"minimum_age": 17},
        *([{"requires": Needs(random.choice(before))}] if before else []),
    ]
    chosen = random.sample(facts, random.choice((1, 1, 2)))
    return evolve(step, otherwise=[Otherwise(random.choice(whens), **one) for one in chosen])
