"""No plan is faster or cheaper than the search's bounds say: one that is would be lost unseen.

The plans are found without bounds: of small random cases full of discounts and funding, all
sets of steps are scheduled. The bounds are asked about parts of these plans, as the search
asks: with ever more steps chosen and refused, and with the day of the goal moved to and fro.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from oracle import subsets
from random_cases import Maker

from pathplanner.model.graph import is_met
from pathplanner.model.price import Discount
from pathplanner.model.quantity import Estimate
from pathplanner.planning.bounds.combined import Bounds
from pathplanner.planning.bounds.landmarks import Partial
from pathplanner.planning.problem.builder import pose
from pathplanner.planning.problem.problem import Problem, cents
from pathplanner.planning.schedule.conflicts import Conflicts
from pathplanner.planning.schedule.earliest import Effort, best_schedule
from pathplanner.planning.schedule.placing import Schedule
from pathplanner.planning.schedule.timing import NEVER
from pathplanner.planning.search.routes import waits
from pathplanner.planning.search.superfluous import is_lean
from pathplanner.planning.search.uses import Uses

CASES = 600
BLOCK = 100
SHARES = {
    "discounts": 1, "prices": 1, "funding": 0.5, "unknown": 0.5, "dues": 0.4, "every": 0.4,
    "begun": 0.3, "held": 0.3, "avoid": 0.3, "recommended": 0.4, "nesting": 0.5, "failed": 0.3,
    "savings": 0, "renewals": 0, "hours": 0.4,
}  # fmt: skip
"""How often a case has what the bounds on prices look at."""


class Discounted(Maker):
    """Makes cases in which most prices have discounts, often by several steps."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.on |= {name: self.random.random() < share for name, share in SHARES.items()}

    def discounts(self, before: list[str]) -> tuple[Discount, ...]:
        """Return lower prices that some steps before give."""
        givers = self.random.sample(before, k=min(len(before), self.random.choice((0, 1, 2, 3))))
        return tuple(Discount(giver, Estimate.exactly(self.money())) for giver in givers)


def plans(problem: Problem) -> Iterator[Schedule]:
    """Yield plans with every set of steps; without and with all the waiting for discounts."""
    tasks, targets = problem.tasks, set(problem.targets)
    requires = {name: task.requires for name, task in tasks.items()}
    budget = problem.learner.budget
    most = NEVER if budget is None else cents(budget)
    for steps in (targets.union(more) for more in subsets([n for n in tasks if n not in targets])):
        done = steps | problem.held.keys()
        if not steps <= tasks.keys() or not all(is_met(requires[n], done) for n in steps):
            continue
        route = Conflicts.of(problem, steps)
        for waiting in {frozenset(), frozenset(waits(problem, steps))}:
            effort = Effort(2_000)
            made = best_schedule(route, waiting, (0, 0), effort, lambda _: True).schedule
            # What costs more than the budget is no plan, and its steps need not be of use.
            if made is not None and made.price[1] <= most and is_lean(problem, made):
                yield made


def parts(problem: Problem, steps: frozenset[str], random: Random) -> Iterator[Partial]:
    """Yield sets that lead to a plan, from nothing on."""
    partial = Partial()
    for name in random.sample(list(problem.tasks), k=len(problem.tasks)):
        yield partial
        chosen = Partial(partial.steps | {name}, partial.out, partial)
        partial = chosen if name in steps else partial.refuse(name)
    yield partial


def broken(problem: Problem, seed: int) -> Iterator[str]:
    """Yield each bound that a plan is better than."""
    random = Random(seed)
    bounds, found = Bounds(problem), list(plans(problem))
    uses = Uses(problem)
    days = [problem.last, *sorted({made.finish for made in found})]
    for day in random.choices(days, k=4):
        bounds.by(day)
        for made in [made for made in found if made.finish <= day]:
            steps = frozenset(made.starts)
            time = sum(problem.tasks[name].time_open for name in steps), made.finish
            for partial in parts(problem, steps, random):
                pairs = {
                    "finish": (bounds.time.finish(partial), time),
                    "cost": (bounds.cost(partial.steps), made.price),
                    "full cost": (bounds.full_cost(partial), made.price),
                    "money": (bounds.money(partial.steps), made.cost),
                }
                for name, (bound, true) in pairs.items():
                    if bound > true:
                        yield f"seed {seed}, {name}: {bound} > {true}, {sorted(partial.steps)}"
            if bounds.cost_of(steps) > made.price:
                yield f"seed {seed}, just these: {sorted(steps)}"
            if idle := uses.idle(steps):
                yield f"seed {seed}, {idle} are of use: {sorted(steps)}"


@pytest.mark.parametrize("first", range(0, CASES, BLOCK))
def test_no_plan_is_better_than_the_bounds(first: int) -> None:
    """Every bound is at most what the best plan that it speaks of comes to."""
    posed = {seed: pose(*Discounted(seed).question()) for seed in range(first, first + BLOCK)}
    problems = {seed: problem for seed, problem in posed.items() if problem.targets}
    assert [word for seed, problem in problems.items() for word in broken(problem, seed)] == []
