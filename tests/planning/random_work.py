"""Small random cases of people who work and learn at once (planning rule 18)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import random_cases
from attrs import evolve

from pathplanner.model.intakes import Intakes
from pathplanner.model.learner import Break, Learner, WeekHours
from pathplanner.model.pathway import Pathway
from pathplanner.model.price import Cost, CostKind
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.requirement import AllOf, AnyOf, Needs, Requirement, Worked
from pathplanner.model.step import Kind, Step


def with_hours(seed: int, *, months: bool = False) -> random_cases.Question:
    """Return the case with this seed, with hours a week that differ by day and by step."""
    maker = random_cases.Maker(seed, largest=6)
    maker.on |= {"hours": True, "months": months or maker.on["months"]}
    pathway, learner, goal = maker.question()
    random = Random(f"hours {seed}")
    share = random.choice((0.2, 0.5, 0.9))
    steps = [_slower(step, random, share) for step in pathway.steps]
    hours = []
    for _ in range(random.choice((0, 1, 1, 2, 3))):
        day = learner.start + timedelta(days=random.choice((-9, -3, *range(1, 40))))
        hours.append(WeekHours(random.choice((0, 3, 5, 7, 10, 14, 20, 40)), from_=day))
    hours += [
        WeekHours(random.choice((0, 3, 5, 7, 14)), step=step.id)
        for step in pathway.steps
        if random.random() < share / 3
    ]
    once = {one.step or one.from_: one for one in hours}
    work = random.choice((*(learner.work_hours,) * 4, 20))
    return (
        evolve(pathway, steps=steps),
        evolve(learner, hours=tuple(once.values()), work_hours=work),
        goal,
    )


def _slower(step: Step, random: Random, share: float) -> Step:
    if random.random() > share:
        return step
    return evolve(step, weekly_hours=Estimate.exactly(random.choice((2, 3, 5, 7, 10))))


class Builder:
    """Makes a small case of work that goes on, school that stops it, and pay meanwhile."""

    def __init__(self, seed: int) -> None:
        self.random = Random(f"work {seed}")
        self.first = self.random.choice(random_cases.FIRST_DAYS)
        share = self.random.choice((0.2, 0.5))
        self.on = {
            name: self.random.random() < share
            for name in (
                "savings", "breaks", "intakes", "held", "begun", "two", "never", "waits",
                "deadline", "any", "hours",
            )
        }  # fmt: skip

    def happens(self, feature: str, share: float = 0.6) -> bool:
        """Tell whether a feature that is on happens here."""
        return self.on[feature] and self.random.random() < share

    def day(self, low: int, high: int) -> date:
        """Return a day that lies so many days after the first."""
        return self.first + timedelta(days=self.random.randint(low, high))

    def job(self, name: str) -> Step:
        """Return a step in which one works."""
        random = self.random
        return Step(
            name,
            name.upper(),
            random.choice((Kind.EXPERIENCE, Kind.JOB, Kind.PROGRAM)),
            open_ended=True,
            work_hours=random.choice((14, 21, 35, 40)),
            entry_pay=random.choice((None, 600, 2400)),
            costs=self.costs(0.2),
        )

    def costs(self, share: float) -> tuple[Cost, ...]:
        """Return a price, or none."""
        if self.random.random() > (share / 2 if self.on["savings"] else share):
            return ()
        return (Cost(CostKind.TUITION, self.random.choice((5, 10, 20, 30))),)

    def needs(self, jobs: Sequence[str], others: Sequence[str]) -> Requirement:
        """Return hours of work, with other steps most of the time."""
        random = self.random
        hours = random.choice((6, 10, 20, 35, 50, 51))
        of = jobs if random.random() < 0.3 else [random.choice(jobs)]
        parts: list[Requirement] = [Worked(hours, of)]
        if others and random.random() < 0.6:
            parts.append(Needs(random.choice(others)))
        if self.happens("any", 0.3):
            return AnyOf(parts)
        return AllOf(parts)

    def school(self, name: str, jobs: Sequence[str], others: Sequence[str]) -> Step:
        """Return a block of school, or an exam."""
        random = self.random
        stops = [job for job in jobs if random.random() < 0.6]
        hours = random.choice((None, None, 10, 20))
        asks = random.random() < 0.7
        return Step(
            name,
            name.upper(),
            random.choice((Kind.COURSE, Kind.EXAM, Kind.LICENSE, Kind.OTHER)),
            requires=self.needs(jobs, others) if asks else AllOf(()),
            duration=Duration.exactly(random.choice((0, 2, 3, 7, 10))),
            study_hours=hours,
            stops=stops,
            not_with=[o for o in (*others, *jobs) if o not in stops and self.happens("never", 0.3)],
            waiting=Duration.exactly(random.randint(1, 9)) if self.happens("waits", 0.3) else None,
            costs=self.costs(0.5),
            intakes=Intakes(dates=[self.day(0, 30), self.day(10, 60)])
            if self.happens("intakes", 0.4)
            else None,
        )

    def question(self) -> random_cases.Question:
        """Return the pathway, the learner and the goal."""
        random = self.random
        jobs = ["work", "more"][: 2 if self.on["two"] else 1]
        names = [f"s{place}" for place in range(random.choice((1, 2, 2, 3)))]
        steps = [self.job(name) for name in jobs]
        steps += [self.school(name, jobs, names[:place]) for place, name in enumerate(names)]
        last = self.needs(jobs, names)
        rest = [Needs(name) for name in names if random.random() < 0.7]
        steps.append(Step("goal", "Goal", requires=AllOf((last, *rest)), costs=self.costs(0.3)))
        goal = ("goal",)
        pathway = Pathway("random", "Random", steps, destinations=goal)
        held = [name for name in ("work", "s0") if self.happens("held", 0.3)]
        begun = [n for n in ("work", "s0") if n not in held and self.happens("begun", 0.5)]
        savings = random.choice((0, 10, 40)) if self.on["savings"] else None
        learner = Learner(
            self.first,
            hours_per_week=random.choice((10, 20, 40)),
            work_hours=random.choice((None, None, None, 20, 40)),
            savings=savings,
            monthly=random.choice((0, 10, 20)) if self.on["savings"] else 0,
            set_aside=random.choice((None, 20, 50)) if self.on["savings"] else None,
            holds={name: random.choice((None, self.day(-20, -1))) for name in held},
            under_way={name: self.day(-12, 0) for name in begun},
            breaks=[Break(day, day + timedelta(days=5)) for day in [self.day(0, 20)]]
            if self.on["breaks"]
            else (),
            deadline=self.day(10, 60) if self.happens("deadline") else None,
            hours=[WeekHours(random.choice((5, 30)), from_=self.day(1, 20))]
            if self.happens("hours", 0.4)
            else (),
            prefer=random.choice(("fastest", "cheapest", "balanced")),
            assumptions="none",
        )
        return pathway, learner, goal


def at_work(seed: int) -> random_cases.Question:
    """Return the case with this seed, with hours of work that add up."""
    return Builder(seed).question()
