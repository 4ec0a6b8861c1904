"""Catalogues of real size whose levels ask for credits of a list, some with limits.

As in the curricula of Curricular Analytics: 51 courses of 1 to 5 credits, 45 hours each credit,
some after others; a price for each credit. Levels ask for a total of a list, of which only so
much of some group may count, or for two totals that no credit may count for twice.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.price import Cost, CostKind
from pathplanner.model.quantity import Estimate
from pathplanner.model.requirement import NOTHING, AllOf, AnyOf, Cap, Needs, Requirement, Total
from pathplanner.model.step import Kind, Step

FIRST = date(2027, 1, 4)
COURSES = 51
CREDITS = (1, 1, 2, 3, 3, 3, 3, 4, 4, 5)

Question = tuple[Pathway, Learner, tuple[str, ...]]


def _course(random: Random, name: str, before: list[str]) -> Step:
    worth = random.choice(CREDITS)
    needs: Requirement = NOTHING
    if len(before) > 2 and random.random() < 0.4:
        some = tuple(map(Needs, random.sample(before[-15:], min(len(before), 2))))
        needs = random.choice((some[0], some[0], AllOf(some), AnyOf(some)))
    price = random.choice((120, 150, 150, 180, 225)) * worth + random.choice((0, 0, 40, 85))
    return Step(
        id=name,
        title=name.upper(),
        kind=Kind.COURSE,
        requires=needs,
        credits=Estimate.exactly(worth),
        costs=(Cost(CostKind.TUITION, Estimate.exactly(Decimal(price))),),
    )


def _level(random: Random, courses: list[Step], kind: str) -> Requirement:
    names = sorted(random.sample([one.id for one in courses], random.randint(14, 32)))
    worth = {one.id: one.amounts["credits"] for one in courses}
    most = sum(worth[name] for name in names)
    total = Total(int(most * random.choice((2, 3, 4, 5)) / 10), "credits", names)
    if kind == "total":
        return total
    if kind == "limit":
        group = names[: len(names) // 2]
        limit = Decimal(int(sum(worth[name] for name in group) / 4) + 1)
        return Total(total.amount, "credits", names, counting=[Cap(limit, group)])
    others = sorted(random.sample([one.id for one in courses], 16))
    second = Total(int(sum(worth[name] for name in others) / 4), "credits", others)
    return AllOf((total, second), apart=True)


def make(seed: int, prefer: str = "fastest") -> Question:
    """Return the catalogue with this seed."""
    random = Random(f"sum catalogue {seed}")
    names = [f"c{place:02}" for place in range(COURSES)]
    courses = [_course(random, name, names[:place]) for place, name in enumerate(names)]
    kinds = random.choices(("total", "total", "limit", "apart"), k=random.choice((1, 1, 2)))
    needs = [_level(random, courses, kind) for kind in kinds]
    degree = Step("degree", "Degree", Kind.PROGRAM, requires=needs, study_hours=0)
    pathway = Pathway("sums", "Sums", [*courses, degree], destinations=("degree",))
    learner = Learner(FIRST, hours_per_week=45, deadline="2030-01-04", prefer=prefer)
    return pathway, learner, ("degree",)
