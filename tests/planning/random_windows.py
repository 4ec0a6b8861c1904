"""Small random cases in which things run out; the same seed, the same case."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import medium_cases
import random_cases
from attrs import evolve

from pathplanner.model.history import Held
from pathplanner.model.price import Renewal, RenewalOption
from pathplanner.model.quantity import Duration, Estimate, Unit
from pathplanner.model.requirement import Needs, Requirement
from pathplanner.model.step import Exam, FurtherTry, Step

Question = random_cases.Question


class Windows:
    """Adds to a case what runs out."""

    def __init__(self, seed: int) -> None:
        self.random = Random(f"windows {seed}")
        self.share = self.random.choice((0.2, 0.4, 0.7))

    def happens(self, share: float = 1.0) -> bool:
        """Tell whether something happens here."""
        return self.random.random() < self.share * share

    def span(self, low: int = 1, high: int = 40) -> Duration:
        """Return how long something counts."""
        if self.random.random() < 0.15:
            return Duration.exactly(1, Unit.MONTHS)
        return Duration.exactly(self.random.randint(low, high))

    def requirement(self, need: Requirement, kept: set[str]) -> Requirement:
        """Return a requirement in which some of what is named counts for a time only."""
        if not isinstance(need, Needs):
            return evolve(need, of=tuple(self.requirement(part, kept) for part in need.of))
        if self.happens(0.7):
            need = evolve(
                need,
                within=self.span(),
                until=self.random.choice(("start", "start", "finish")),
            )
        if need.step in kept and self.happens(0.7):
            need = evolve(need, current=True)
        return need

    def step(self, step: Step, kept: set[str], before: list[str]) -> Step:
        """Return a step with what runs out."""
        random, exam = self.random, step.exam or Exam()
        valid = (
            self.span(3) if step.id in kept and (not step.renewal or self.happens(0.5)) else None
        )
        if self.happens(0.4):
            exam = evolve(exam, schedule_within=self.span())
        if self.happens(0.5):
            exam = evolve(
                exam,
                most_attempts=random.choice((1, 2, 3)),
                attempts_within=random.choice((None, self.span(10, 60))),
            )
        most = exam.most_attempts if exam.attempts_within is None else None
        if before and self.happens(0.5):
            after = random.choice((1, 2))
            if most is None or after < most:
                needs = Needs(random.choice(before))
                exam = evolve(exam, further=(FurtherTry(after, needs),))
        return evolve(
            step,
            requires=self.requirement(step.requires, kept),
            valid_for=valid,
            exam=None if exam == Exam() else exam,
        )

    def kept_up(self, step: Step) -> Step:
        """Return a step that is kept by renewing, sometimes with grace."""
        random = self.random
        option = RenewalOption("pay", fee=Estimate.exactly(random.choice((0, 5, 10))))
        grace = random.choice((None, None, Duration.exactly(random.randint(1, 10))))
        first = random.choice((None, None, self.span(3, 15)))
        return evolve(step, renewal=Renewal(self.span(3, 30), (option,), first=first, grace=grace))

    def held(self, one: Held, first: object) -> Held:
        """Return what is held with days of finish and of renewal."""
        random = self.random
        since = random.choice((None, *(first - timedelta(days=random.randint(1, 60)),) * 4))
        renewed = None
        if random.random() < 0.3:
            renewed = first - timedelta(days=random.randint(0, 30))
            renewed = max(renewed, since or renewed)
        return Held(one.step, since, renewed)

    def question(self, question: Question) -> Question:
        """Return a question in which things run out."""
        pathway, learner, goal = question
        ids = [step.id for step in pathway.steps]
        kept = {name for name in ids if self.happens()}
        steps = []
        for place, step in enumerate(pathway.steps):
            is_renewed = step.id in kept and self.happens(0.5)
            renewed = self.kept_up(step) if is_renewed else step
            steps.append(self.step(renewed, kept, ids[:place]))
        # What is to be current can run out, one way or the other.
        can = {step.id for step in steps if step.valid_for or step.renewal}
        steps = [evolve(step, requires=_only_current(step.requires, can)) for step in steps]
        holds = [self.held(one, learner.start) for one in learner.holds]
        goal_set = {*goal, *learner.insist, *learner.avoid}
        free = [n for n in ids if n not in goal_set and n not in _taken(learner)]
        if free and self.happens(1.5):
            holds.append(self.held(Held(self.random.choice(free)), learner.start))
        changed = evolve(pathway, steps=steps)
        return changed, evolve(learner, holds=holds), goal


def _taken(learner: object) -> set[str]:
    lists = (learner.holds, learner.under_way, learner.failed, learner.dropped, learner.overrides)
    return {one.step for each in lists for one in each}


def _only_current(need: Requirement, can: set[str]) -> Requirement:
    if isinstance(need, Needs):
        return need if need.step in can else evolve(need, current=False)
    return evolve(need, of=tuple(_only_current(part, can) for part in need.of))


def make(seed: int, **how: object) -> Question | None:
    """Return the case with this seed; None where nothing could ever be done in it."""
    question = Windows(seed).question(random_cases.make(seed, **how))
    return None if question[0].faults else question


def medium(seed: int, **how: object) -> Question:
    """Return a medium case in which planned steps run out; what is held has no day."""
    pathway, learner, goal = medium_cases.make(seed, **how)
    random = Random(f"medium windows {seed}")

    def span() -> Duration:
        return Duration.exactly(random.randint(5, 150))

    def narrowed(need: Requirement) -> Requirement:
        if isinstance(need, Needs):
            until = random.choice(("start", "start", "finish"))
            return evolve(need, within=span(), until=until) if random.random() < 0.25 else need
        return evolve(need, of=tuple(map(narrowed, need.of)))

    steps = [
        evolve(
            step,
            requires=narrowed(step.requires),
            valid_for=span() if random.random() < 0.1 else None,
        )
        for step in pathway.steps
    ]
    holds = [Held(one.step) for one in learner.holds]
    changed = evolve(pathway, steps=steps)
    # What can never be in time is a fault, so it runs out later.
    while changed.faults:
        paths = {fault.path.split(".")[1] for fault in changed.faults}
        steps = [
            evolve(step, requires=_free(step.requires)) if step.id in paths else step
            for step in changed.steps
        ]
        unkept = evolve(changed, steps=steps)
        if unkept == changed:
            steps = [evolve(step, valid_for=None) for step in steps]
        changed = evolve(changed, steps=steps)
    return changed, evolve(learner, holds=holds), goal


def _free(need: Requirement) -> Requirement:
    if isinstance(need, Needs):
        return Needs(need.step)
    return evolve(need, of=tuple(map(_free, need.of)))
