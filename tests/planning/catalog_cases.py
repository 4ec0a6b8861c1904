"""Random catalogues: small courses, and levels that ask for k of n of them.

Published pathways look like this: 20 to 60 courses with hours and prices, two to five levels
that each ask for 3 to 10 of 10 to 32 of them (the sets overlap, and some courses need
others), and a capstone over the levels. With `full`, each case has some of what real
questions have on top: money over time, discounts, intakes, breaks and funding. The same seed
gives the same case.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from pathplanner.model.intakes import Intakes
from pathplanner.model.learner import Break, Funding, FundingKind, Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.price import Cost, CostKind, Discount
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.requirement import NOTHING, AllOf, AnyOf, AtLeast, Needs, Requirement
from pathplanner.model.step import Kind, Step

FIRST = date(2027, 1, 4)
CAPSTONE = "capstone"
EXTRAS = ("savings", "discounts", "intakes", "breaks", "funding")

Question = tuple[Pathway, Learner, tuple[str, ...]]


def _needs(random: Random, before: list[str]) -> Requirement:
    """Return what a course needs: mostly nothing, else one or two courses before it."""
    if len(before) < 2 or random.random() > 0.25:
        return NOTHING
    some = tuple(map(Needs, random.sample(before[-12:], min(len(before), 2))))
    return random.choice((some[0], some[0], AllOf(some), AnyOf(some)))


def _course(random: Random, name: str, before: list[str], extras: set[str]) -> Step:
    price = Estimate.exactly(Decimal(random.choice((0, 20, 35, 50, 75, 99, 120, 180, 240, 310))))
    discounts = ()
    if "discounts" in extras and before and price.likely and random.random() < 0.15:
        lower = Estimate.exactly((price.likely / 2).quantize(Decimal(1)))
        discounts = (Discount(random.choice(before), lower),)
    intakes = None
    if "intakes" in extras and random.random() < 0.15:
        days = sorted(random.sample(range(900), 10))
        intakes = Intakes(dates=tuple(FIRST + timedelta(days=day) for day in days))
    return Step(
        id=name,
        title=name.upper(),
        kind=Kind.COURSE,
        requires=_needs(random, before),
        study_hours=Estimate.exactly(random.choice((4, 6, 8, 10, 12, 15, 20, 25, 30, 40, 45, 60))),
        intakes=intakes,
        costs=(Cost(CostKind.TUITION, price, discounts=discounts),),
    )


def _capstone(random: Random, levels: list[Step], extras: set[str]) -> Step:
    intakes = None
    if "intakes" in extras:
        days = range(60, 2400, random.choice((30, 60, 120)))
        intakes = Intakes(dates=tuple(FIRST + timedelta(days=day) for day in days))
    return Step(
        id=CAPSTONE,
        title="Capstone",
        kind=Kind.CREDENTIAL,
        requires=AllOf(tuple(Needs(level.id) for level in levels)),
        duration=Duration.exactly(random.choice((14, 21, 30))),
        study_hours=Estimate.exactly(random.choice((5, 10))),
        intakes=intakes,
        costs=(Cost(CostKind.EXAM, Estimate.exactly(random.choice((0, 100, 250)))),),
    )


def _learner(random: Random, extras: set[str], prefer: str) -> Learner:
    weekly = random.choice((5, 8, 10, 12, 15, 20))
    given = FundingKind.GRANT
    fund = Funding("fund", Decimal(random.choice((200, 500))), given)
    if random.random() < 0.4:
        fund = Funding("fund", Decimal(random.choice((200, 500))), given, covers=("tuition",))
    breaks = [
        Break(FIRST + timedelta(days=day), FIRST + timedelta(days=day + random.choice((6, 13))))
        for day in sorted(random.sample(range(20, 700, 30), 3))
    ]
    monthly = Decimal(random.choice((60, 120, 200)))
    return Learner(
        start=FIRST,
        hours_per_week=Decimal(weekly),
        prefer=prefer,
        savings=Decimal(random.choice((100, 300))) if "savings" in extras else None,
        monthly=monthly if "savings" in extras else Decimal(0),
        breaks=breaks if "breaks" in extras else [],
        funding=[fund] if "funding" in extras else [],
    )


def make(seed: int, prefer: str = "fastest", *, full: bool = False) -> Question:
    """Return the catalogue with this seed; with `full`, two to four of the `EXTRAS`."""
    random = Random(seed)
    extras = set(random.sample(EXTRAS, random.randint(2, 4))) if full else set()
    names = [f"c{place:02}" for place in range(random.randint(20, 60))]
    courses = [_course(random, name, names[:place], extras) for place, name in enumerate(names)]
    levels = []
    for place in range(random.randint(2, 5)):
        choice = random.sample(names, random.randint(10, min(32, len(names))))
        need: Requirement = AtLeast(random.randint(3, 10), tuple(map(Needs, sorted(choice))))
        if levels and random.random() < 0.3:
            need = AllOf((Needs(levels[-1].id), need))
        levels.append(Step(f"level{place}", f"Level {place}", Kind.CREDENTIAL, requires=need))
    steps = [*courses, *levels, _capstone(random, levels, extras)]
    pathway = Pathway("catalog", "Catalogue", steps, destinations=(CAPSTONE,))
    return pathway, _learner(random, extras, prefer), (CAPSTONE,)
