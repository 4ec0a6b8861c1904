"""Medium random cases: 20 to 60 relevant steps in stages, with real alternatives.

They keep to what an exact model can say in whole days and whole money: spans in days,
study hours, intakes on dates, discounts, funding, held and begun steps, a budget, a
deadline. The same seed gives the same case.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from attrs import evolve

from pathplanner.model.graph import in_order
from pathplanner.model.history import Held, UnderWay
from pathplanner.model.intakes import Intakes
from pathplanner.model.learner import Funding, FundingKind, Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.price import Cost, CostKind, Discount
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.requirement import (
    NOTHING,
    AllOf,
    AnyOf,
    AtLeast,
    Needs,
    Requirement,
    steps_in,
)
from pathplanner.model.step import Attendance, Exam, Kind, Step
from pathplanner.model.waits import AssumptionKind, Wait, WaitKind

FIRST = date(2027, 1, 4)
GOAL = "goal"

Question = tuple[Pathway, Learner, tuple[str, ...]]


def _requirement(random: Random, before: list[str]) -> Requirement:
    """Return a need with alternatives, mostly of the stages just before."""
    near = before[-8:]

    def one() -> Requirement:
        return Needs(random.choice(near if random.random() < 0.8 else before))

    def several(low: int, high: int) -> tuple[Requirement, ...]:
        names = random.sample(near, min(len(near), random.randint(low, high)))
        return tuple(Needs(name) for name in names)

    roll = random.random()
    if len(before) < 3 or roll < 0.08:
        return NOTHING
    if roll < 0.3:
        return one()
    if roll < 0.6:
        return AnyOf(several(2, 3))
    if roll < 0.75:
        return AllOf((one(), AnyOf(several(2, 3))))
    if roll < 0.9:
        return AnyOf((AllOf(several(2, 2)), one()))
    return AtLeast(2, several(3, 4))


def _step(random: Random, name: str, before: list[str], busy: float) -> Step:
    price = Estimate.exactly(Decimal(random.choice((0, 50, 99, 150, 300, 450, 800, 1200))))
    discounts = ()
    if before and random.random() < 0.12:
        cut = Estimate.exactly((price.likely / 2).quantize(Decimal(1)))
        discounts = (Discount(random.choice(before), cut),)
    hours = random.choice((20, 40, 60, 80, 120)) if random.random() < busy else None
    span = Duration.exactly(random.choice((7, 14, 30, 60, 90, 120)))
    if hours and random.random() < 0.4:
        span = None
    intakes = None
    if random.random() < 0.12:
        days = sorted(random.sample(range(10, 1100), 8))
        intakes = Intakes(dates=tuple(FIRST + timedelta(days=day) for day in days))
    return Step(
        id=name,
        title=name.upper(),
        kind=Kind.COURSE if hours else Kind.EXPERIENCE,
        requires=_requirement(random, before),
        duration=span,
        study_hours=Estimate.exactly(hours) if hours else None,
        waiting=Duration.exactly(random.choice((3, 10))) if random.random() < 0.1 else None,
        intakes=intakes,
        costs=(Cost(random.choice((CostKind.TUITION, CostKind.FEE)), price, discounts=discounts),),
    )


def relevant(steps: list[Step]) -> set[str]:
    """Return the ids of the steps from which the goal could be reached."""
    by_id, found, todo = {step.id: step for step in steps}, set(), [GOAL]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += steps_in(by_id[name].requires)
            todo += [d.holding for cost in by_id[name].costs for d in cost.discounts]
    return found


def _learner(random: Random, names: list[str]) -> Learner:
    taken = random.sample(names, 4)
    fund = Funding("fund", Decimal(random.choice((200, 500))), FundingKind.GRANT)
    return Learner(
        start=FIRST,
        hours_per_week=Decimal(random.choice((10, 15, 20, 30))),
        holds=[Held(taken[0])] if random.random() < 0.3 else [],
        under_way=[UnderWay(taken[1], FIRST - timedelta(days=5))] if random.random() < 0.2 else [],
        avoid=taken[2:3] if random.random() < 0.2 else [],
        insist=taken[3:] if random.random() < 0.15 else [],
        funding=[fund] if random.random() < 0.3 else [],
        budget=Decimal(random.choice((1500, 2500, 4000))) if random.random() < 0.3 else None,
        deadline=FIRST + timedelta(days=random.choice((300, 500)))
        if random.random() < 0.2
        else None,
        prefer=random.choice(("fastest", "cheapest", "balanced")),
    )


def with_week(question: Question, random: Random) -> Question:
    """Return the question with waits, assumptions, working days and hours of work."""
    pathway, learner, goal = question
    spans = {
        kind: "none" if random.random() < 0.3 else Duration.exactly(random.choice((2, 7, 10, 14)))
        for kind in AssumptionKind
        if random.random() < 0.3 and kind is not AssumptionKind.WORKING_DAYS
    }
    assumed = {**spans, "working-days": "none"} if random.random() < 0.1 else spans
    changed = evolve(
        learner,
        start=learner.start + timedelta(random.choice((0, 0, 2, 5, 6))),
        state=random.choice(("", "US-TX", "US-OH")),
        assumptions=random.choice(("none", assumed, assumed, assumed)),
        work_hours=random.choice((None, None, None, 20, 40)),
    )
    steps = [_in_week(random, step) for step in pathway.steps]
    country = random.choice(("", "US", "US", "DE"))
    return evolve(pathway, steps=steps, country=country), changed, goal


def _in_week(random: Random, step: Step) -> Step:
    def wait(*kinds: WaitKind) -> tuple[Wait, ...]:
        return (Wait(random.choice(kinds), Duration.exactly(random.choice((1, 5, 9, 20)))),)

    before = WaitKind.REVISION, WaitKind.BOOKING, WaitKind.APPLICATION
    drawn = {
        "kind": random.choice((*Kind, Kind.EXAM, Kind.EXAM)) if not step.study_hours else step.kind,
        "before": wait(*before),
        "after": wait(WaitKind.RESULT, WaitKind.LICENSE, WaitKind.OTHER),
        "exam": Exam(schedule_within=Duration.exactly(random.choice((3, 9)))),
        "attendance": random.choice(tuple(Attendance)),
        "credits": Estimate.exactly(random.choice((1, 2))),
        "work_hours": Estimate.exactly(random.choice((10, 20, 40))),
    }
    share = 0.12 if step.id != GOAL else 0
    return evolve(step, **{name: value for name, value in drawn.items() if random.random() < share})


def make(
    seed: int, *, low: int = 20, high: int = 60, busy: float = 0.4, week: bool = False
) -> Question:
    """Return the case with this seed; `low` to `high` of its steps are relevant.

    One with a week has waits, assumptions, working days and hours of work.
    """
    question = _make(seed, low, high, busy)
    return with_week(question, Random(f"week {seed}")) if week else question


def _make(seed: int, low: int, high: int, busy: float) -> Question:
    random = Random(seed)
    while True:
        count = random.randint(low, high)
        names = [f"s{place}" for place in range(count)]
        steps = [_step(random, name, names[:place], busy) for place, name in enumerate(names)]
        ends = [AnyOf(tuple(map(Needs, random.sample(names[-10:], 3)))) for _ in range(3)]
        steps.append(Step(id=GOAL, title="Goal", kind=Kind.JOB, requires=AllOf(tuple(ends))))
        used = relevant(steps)
        if low <= len(used) <= high + 1:
            break
    kept = [step for step in steps if step.id in used]
    in_order({step.id: sorted(steps_in(step.requires)) for step in kept})
    pathway = Pathway("medium", "Medium", kept, destinations=(GOAL,))
    return pathway, _learner(random, [step.id for step in kept if step.id != GOAL]), (GOAL,)
