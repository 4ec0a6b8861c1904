"""Small random cases in which requirements add up what steps give, or limit what counts.

Each is a case of `random_cases` whose requirements are made anew: totals of credits, at most so
many of some, parts that may not share a step, two steps that may share only so much, and lists.
The same seed, the same case.
"""

from __future__ import annotations

from decimal import Decimal
from random import Random

import medium_cases
import random_cases
from attrs import evolve
from comparing import Outcome, compared

from pathplanner.model.history import Held
from pathplanner.model.learner import Learner
from pathplanner.model.listed import RequirementList, Scale, Sharing
from pathplanner.model.pathway import Pathway
from pathplanner.model.requirement import (
    AllOf,
    AnyOf,
    AtLeast,
    Cap,
    Needs,
    Requirement,
    Total,
    steps_in,
)
from pathplanner.model.step import Amount, Step

GRADES = ("F", "D", "C", "B", "A")
AMOUNTS = ("1", "1", "2", "3", "4", "0.5", "1.5")
TRIES = 30
"""How often a requirement is made anew that nothing could meet."""


class Sums:
    """Makes the requirements of one case anew."""

    def __init__(self, seed: int, *, share: float = 0.35, last: bool = True) -> None:
        self.random = Random(f"sums {seed}")
        self.share, self.last = share, last
        self.grades = Random(f"grades {seed}")

    def pathway(self, pathway: Pathway) -> Pathway:
        """Return the pathway with requirements that add up, or limit what counts."""
        random = self.random
        alike = random.random() < 0.2
        steps = [
            evolve(step, gives=[Amount("credits", "3" if alike else random.choice(AMOUNTS))])
            for step in pathway.steps
        ]
        gives = {step.id: step.amounts["credits"] for step in steps}
        made = [
            self.step(
                step,
                [one.id for one in steps[:place]][-9:],
                gives,
                self.last and place == len(steps) - 1,
            )
            for place, step in enumerate(steps)
        ]
        lists, made = self.listed(made)
        made = [evolve(step, requires=self.graded(step.requires)) for step in made]
        sharing, scales = self.sharing(made), [Scale("letters", GRADES)]
        return evolve(pathway, steps=made, lists=lists, sharing=sharing, scales=scales)

    def graded(self, need: Requirement) -> Requirement:
        """Return a requirement in which some steps need a least grade."""
        if isinstance(need, Needs):
            asks = self.grades.random() < 0.4
            return evolve(need, minimum=self.grades.choice(GRADES)) if asks else need
        return need if need.list else evolve(need, of=tuple(map(self.graded, need.of)))

    def learner(self, learner: Learner, names: list[str], goal: tuple[str, ...]) -> Learner:
        """Return the learner with grades of some of what is held, now and then of more."""
        random = self.grades
        held = [one.step for one in (*learner.holds, *learner.overrides)]
        taken = {*held, *goal, *learner.insist, *learner.avoid}
        others = (*learner.under_way, *learner.failed, *learner.dropped)
        taken |= {one.step for one in others}
        free = [name for name in names if name not in taken]
        if len(free) > 2 and random.random() < 0.5:
            more = [Held(name) for name in random.sample(free, random.choice((1, 2)))]
            learner = evolve(learner, holds=[*learner.holds, *more])
        holds = [
            evolve(held, grade=random.choice(GRADES)) if random.random() < 0.7 else held
            for held in learner.holds
        ]
        return evolve(learner, holds=holds)

    def step(self, step: Step, before: list[str], gives: dict[str, Decimal], last: bool) -> Step:
        """Return the step with another requirement, if it is one of those."""
        if len(before) < 2 or not (last or self.random.random() < self.share):
            return step
        for _ in range(TRIES):
            requires = self.requirement(before, gives)
            tried = Pathway("t", "T", [*(Step(n, n, gives=gives_of(gives, n)) for n in before),
                                       Step("u", "U", requires=requires)])  # fmt: skip
            if not tried.faults:
                return evolve(step, requires=requires)
        return step

    def requirement(self, before: list[str], gives: dict[str, Decimal]) -> Requirement:
        """Return a requirement that adds up or limits what counts."""
        random = self.random
        kind = random.choice(("total", "total", "capped", "capped total", "apart", "share", "many"))
        names = self.some(before, 2, 6)
        if kind == "total":
            return self.total(names, gives)
        if kind == "capped total":
            return evolve(self.total(names, gives), counting=self.caps(names, gives))
        if kind == "capped":
            return AtLeast(random.randint(1, len(names)), names, counting=self.caps(names))
        parts = tuple(self.part(before, gives) for _ in range(random.randint(2, 3)))
        if kind == "share":
            return AllOf(parts, share_at_most=random.randint(0, 2))
        if kind == "many":
            return AtLeast(random.randint(1, len(parts)), parts, apart=True)
        return AllOf(parts, apart=True)

    def part(self, before: list[str], gives: dict[str, Decimal]) -> Requirement:
        """Return a part that can be kept apart."""
        random, names = self.random, self.some(before, 1, 4)
        roll = random.random()
        if roll < 0.15:
            return Needs(names[0])
        if roll < 0.45:
            return AnyOf(names)
        if roll < 0.7:
            return AtLeast(random.randint(1, len(names)), names)
        if roll < 0.8 and len(names) > 1:
            return AtLeast(random.randint(1, len(names)), names, counting=self.caps(names))
        return self.total(names, gives) if roll < 0.95 else AllOf(names)

    def total(self, names: list[str], gives: dict[str, Decimal]) -> Total:
        """Return a total that mostly not all of the steps are needed for."""
        most = sum(gives[name] for name in names)
        amount = max(Decimal("0.5"), most * self.random.choice((1, 2, 3, 4)) / 4)
        return Total(amount, "credits", names)

    def caps(self, names: list[str], gives: dict[str, Decimal] | None = None) -> list[Cap]:
        """Return one or two limits on what counts."""
        random = self.random
        shuffled = random.sample(names, len(names))
        cut = random.randint(1, len(names))
        groups = [shuffled[:cut]] if random.random() < 0.7 else [shuffled[:cut], shuffled[cut:]]
        found = []
        for group in filter(None, groups):
            most = sum(gives[name] for name in group) if gives else Decimal(len(group))
            limits = [Decimal(n) / (2 if gives else 1) for n in range(1, 10)]
            limits = [limit for limit in limits if limit < most]
            if limits:
                found.append(Cap(random.choice(limits), group))
        return found

    def some(self, before: list[str], low: int, high: int) -> list[str]:
        """Return some of the steps before."""
        count = min(len(before), self.random.randint(low, high))
        return sorted(self.random.sample(before, count))

    def listed(self, steps: list[Step]) -> tuple[list[RequirementList], list[Step]]:
        """Return some lists, and the steps of which one names a list in place of its parts."""
        gates = [s for s in steps if not isinstance(s.requires, Needs) and s.requires.of]
        if not gates or self.random.random() < 0.6:
            return [], steps
        one = self.random.choice(gates)
        named = evolve(one, requires=evolve(one.requires, of=(), list="these"))
        return (
            [RequirementList("these", one.requires.of)],
            [named if step is one else step for step in steps],
        )

    def sharing(self, steps: list[Step]) -> list[Sharing]:
        """Return a limit on what counts for both of two steps, if they can have one."""
        several = [step.id for step in steps if len(set(steps_in(step.requires))) > 1]
        if len(several) < 2 or self.random.random() < 0.6:
            return []
        pair = Sharing(self.random.sample(several, 2), at_most=self.random.choice((0, 0, 1)))
        return [] if Pathway("t", "T", steps, sharing=[pair]).faults else [pair]


def medium(seed: int, **how: object) -> medium_cases.Question:
    """Return the medium case with this seed; `how` is that of `medium_cases.make`."""
    pathway, learner, goal = medium_cases.make(seed, **how)
    return Sums(seed, share=0.15, last=False).pathway(pathway), learner, goal


def gives_of(gives: dict[str, Decimal], name: str) -> list[Amount]:
    """Return what a step gives."""
    return [Amount("credits", gives[name])]


def make(seed: int, **how: object) -> random_cases.Question:
    """Return the case with this seed; `how` is that of `random_cases.make`."""
    pathway, learner, goal = random_cases.make(seed, **how)
    sums, names = Sums(seed), [step.id for step in pathway.steps]
    return sums.pathway(pathway), sums.learner(learner, names, goal), goal


def compare(seed: int, **how: object) -> Outcome:
    """Plan the case with this seed twice and compare."""
    question = make(seed, **how)
    if question[0].faults:
        return Outcome(seed, "faulty", tuple(fault.message for fault in question[0].faults))
    return compared(seed, question)
