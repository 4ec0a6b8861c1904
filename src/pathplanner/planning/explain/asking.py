"""Plans that are made to find out what would be best if some facts were others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import field, frozen

from pathplanner.model.own_facts import split_path
from pathplanner.model.step import Step
from pathplanner.planning.bounds.soonest import Earliest
from pathplanner.planning.problem.problem import Problem
from pathplanner.planning.problem.retold import Facts, Retold, retold, without
from pathplanner.planning.schedule.conflicts import Conflicts
from pathplanner.planning.schedule.earliest import Effort, best_schedule
from pathplanner.planning.schedule.placing import Schedule, Wait
from pathplanner.planning.search.front import Answer, Before, Candidate, Kept, choose
from pathplanner.planning.search.no_choice import FREE
from pathplanner.planning.search.routes import Steps
from pathplanner.planning.search.wishes import find_best

EFFORT = 5_000
"""Effort spent for each plan that is made to find a tipping value."""

FOR_A_GUESS = 500
"""Effort spent on the schedule of a route to guess one."""

MOST_PLANS = 100
"""How many plans are made for all questions; then no more is asked."""

IN_ALL = 30_000
"""Effort spent on all of them."""


@frozen(eq=False)
class Asking:
    """The planning that questions take; no plan is made twice, and not too many.

    Attributes:
        problem: The problem.
        chosen: The plan.
        is_proved: Whether it is certain that it is best.
        kept: The schedules of routes.
        time: The bounds on the finish where no time is another.
    """

    problem: Problem
    chosen: Candidate
    is_proved: bool
    kept: Kept
    time: Earliest | None
    seen: list[tuple[Facts, Candidate]] = field(factory=list)
    """The plans that came up, each with the facts for which it was made."""
    _made: dict[object, Candidate | None] = field(factory=dict)
    _retold: Retold = field(factory=dict)
    _effort: Effort = field(factory=lambda: Effort(IN_ALL))

    def step_of(self, path: str) -> Step:
        """Return the step of a fact."""
        return self.problem.pathway.by_id[split_path(path)[0]]

    def may_crowd(self, path: str) -> bool:
        """Tell whether less of a fact may make others wait: in less time it fills the week."""
        task = self.problem.tasks[split_path(path)[0]]
        return path.endswith(".duration") and bool(task.pace.hours)

    @classmethod
    def of(cls, problem: Problem, answer: Answer, chosen: Candidate) -> Asking:
        """Return the planning beside what a search has found out already."""
        kept, time = (a.kept, a.bounds.time) if (a := answer.learned) else (Kept(), None)
        return cls(problem, chosen, answer.is_proved(problem.prefer), kept, time)

    def best(self, facts: Facts, out: Sequence[str] = ()) -> Candidate | None:
        """Return the best plan with some facts as they are given, or None where none holds.

        Args:
            facts: The facts.
            out: Steps that may not be taken.

        Raises:
            NotSure: It is not proved, or enough plans were made.
        """
        key = tuple(facts.items()), tuple(out)
        if key not in self._made:
            if len(self._made) >= MOST_PLANS or self._effort.left < 0:
                raise NotSure
            problem = retold(self.problem, facts, self._retold)
            problem = without(problem, out) if out else problem
            # Mostly the same plan is best, or one that was best before.
            steps = dict.fromkeys([self.chosen.steps, *(b.steps for b in self._made.values() if b)])
            is_as_long = not out and all(_is_price(path) for path in facts)
            before = Before(self.kept, self.time if is_as_long else None)
            answer, best = find_best(
                problem, EFFORT, alone=True, or_good=False, hints=[*steps], before=before
            )
            self._effort.spend(answer.spent)
            if not (answer.is_proved(problem.prefer) if best else answer.proved):
                raise NotSure
            self._made[key] = best
            self.seen.extend((facts, one) for one in answer.front)
        return self._made[key]

    def best_of(self, facts: Facts, routes: Iterable[Steps]) -> Candidate | None:
        """Return the best of the plans with just the steps of some routes; it may not be proved.

        That takes far less than to look for the best of all.
        """
        problem = retold(self.problem, facts, self._retold)
        found = [made for steps in routes if (made := self._with(problem, steps))]
        return (
            choose([Candidate.of(problem, made) for made in found], problem.prefer)
            if found
            else None
        )

    def _with(self, problem: Problem, steps: Steps) -> Schedule | None:
        """Return the best schedule of a route that waits for no discount."""
        waiting, always = frozenset[Wait](), lambda _: True
        outcome = self.kept.outcome(problem, steps, waiting, always)
        if outcome is None:
            effort = Effort(FOR_A_GUESS)
            conflicts = Conflicts.of(problem, steps)
            outcome = best_schedule(conflicts, waiting, FREE, effort, always, or_good=False)
            self._effort.spend(FOR_A_GUESS - effort.left)
            if effort.left >= 0 and outcome.is_best:
                self.kept.keep(problem, steps, waiting, always, outcome)
        return outcome.schedule


def _is_price(path: str) -> bool:
    return split_path(path)[1].startswith(("costs", "dues.amount", "renewal.options"))


class NotSure(Exception):
    """Nothing can be said for certain with the effort that there is."""
