"""A planning question as an exact model for OR-Tools CP-SAT, written from the rules.

It follows `docs/explanation/planning-rules.md` and shares nothing with the planner, nor with
`pathplanner.verification`: it has its own reading of days (`cpsat_question`). Days are
counted from the plan's first day, money in hundredths.

How the rules become constraints:

- A step is a boolean with an optional interval. What it requires is a tree of booleans,
  each of which says "I rely on this part". Relying on a step means that it is planned and
  finished, waiting time included, before one starts; so *any of* is met when the first
  chosen part is, and *k of* when k chosen parts are.
- A length that depends on the calendar (months, breaks) is piecewise: one boolean for each
  run of start days with the same length.
- Weekly hours are a cumulative resource. Loads are fractions, scaled to whole numbers.
- A lower price is a boolean that needs its giver to be finished when it is paid.
- Unknown lengths and prices weigh more than everything known (rule 10).

Rule 2 (no step without need) is left out unless `lean` is asked for: a step without need
costs, so it can only stay where it makes the goal earlier. That happens: with "A needs P
or Q, B needs Q", P may let A start earlier although Q alone would do.

A route is scheduled as early as it can be, so a plan never waits longer only to save a
price that is paid again and again; the model does, where breaks or months allow it.

- With savings, what is paid before each day on which money comes in must be there by then: a
  payment counts unless a boolean says that it is made later.

It is written in parts, by rule, each of which adds to the one before: `cpsat_days` (how far ahead,
and rules 4, 6 and 8), `cpsat_order` (rules 1, 2, 3, 5, 16), `cpsat_money` (rules 7, 9 and 10), and
the wishes off the front here. `cpsat_solver` asks.

Not modelled, and refused with `Unmodelled`: savings with funding that arrives later or with
what is paid again and again, renewal fees, and upkeep of held steps. `ignoring` leaves the last
two out of the model instead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from math import ceil, lcm

from cpsat_money import Money
from cpsat_parts import (
    Item,
    Run,
    relevant,
)
from cpsat_question import Question, hours_of, hours_unknown
from cpsat_short import Shared
from ortools.sat.python import cp_model

from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.requirement import steps_in
from pathplanner.model.step import Kind


class Model(Money):
    """The model of one question.

    Args:
        pathway, learner, goal: The question.
        lean: Whether rule 2 is kept as it is worded.
        ignoring: `renewals` or `held upkeep`, to leave them out instead of refusing;
            `calendar`, to let each span of months last equally long from every day.
    """

    def __init__(
        self,
        pathway: Pathway,
        learner: Learner,
        goal: Sequence[str],
        *,
        lean: bool = False,
        ignoring: Collection[str] = (),
    ) -> None:
        self.case = Question(pathway, learner, tuple(goal))
        self.ignoring = ignoring
        self.names = relevant(self.case)
        self._refuse()
        self.model = cp_model.CpModel()
        self.shared = Shared(self.model, self.case)
        self.first = self.case.first_day
        self.last = self._last_day()
        self.runs_of: dict[object, list[Run]] = {}
        self.open_days: cp_model.Domain | None = None
        self.horizon = self._horizon()
        self.discounted: dict[str, list[cp_model.IntVar]] = {}
        held = [self.case.known_day(name) for name in self.case.held]
        known = [self.first, *filter(None, held), *(one.on for one in learner.applied)]
        self.earliest = (min(known) - self.first).days
        self.items = {name: self._item(self.case.pathway.by_id[name]) for name in self.names}
        for item in self.items.values():
            self._require(item)
        self.reached = self.model.new_int_var(0, self.horizon, "reached")
        self._goals()
        self._load()
        self.time, self.cost = self._axes()
        self.ties = self._ties()
        if lean:
            self._lean()

    def _ties(self) -> cp_model.IntVar:
        """Return the study hours and the steps of the plan, as one number."""
        self.tie_weight = len(self.items) + 1
        weights = {
            name: ceil(hours_of(item.step)) * self.tie_weight + 1
            for name, item in self.items.items()
        }
        ties = self.model.new_int_var(0, sum(weights.values()), "ties")
        self.model.add(ties == sum(weights[n] * i.planned for n, i in self.items.items()))
        return ties

    def study(self) -> cp_model.IntVar:
        """Return the steps of unknown study hours and the known hours, as one number."""
        hours = {name: Fraction(hours_of(item.step)) for name, item in self.items.items()}
        parts = lcm(1, *(one.denominator for one in hours.values()))
        self.study_weight = int(sum(hours.values()) * parts) + 1
        weights = {
            name: int(hours[name] * parts) + self.study_weight * hours_unknown(item.step)
            for name, item in self.items.items()
        }
        study = self.model.new_int_var(0, sum(weights.values()), "study")
        self.model.add(study == sum(weights[n] * i.planned for n, i in self.items.items()))
        return study

    def first_pay(self) -> cp_model.IntVar:
        """Return the unknown lengths before the first job and its day, as one number."""
        jobs = [item for item in self.items.values() if item.step.kind is Kind.JOB]
        most = (len(self.items) + 1) * self.day_weight
        pay = self.model.new_int_var(0, most, "pay")
        if any(self.case.pathway.by_id[name].kind is Kind.JOB for name in self.case.held):
            self.model.add(pay == 0)
            return pay
        firsts = [self.model.new_bool_var("") for _ in jobs]
        self.model.add(pay >= most).only_enforce_if([~first for first in firsts])
        for first, job in zip(firsts, jobs, strict=True):
            self.model.add_implication(first, job.planned)
            unknown = sum(
                before
                for name, before in self._before(job, first).items()
                if self.case.time_open(self.items[name].step)
            )
            self.model.add(pay >= unknown * self.day_weight + job.finish).only_enforce_if(first)
        self.model.add(sum(firsts) <= 1)
        return pay

    def _before(self, job: Item, first: cp_model.IntVar) -> dict[str, cp_model.IntVar]:
        """Return which steps are planned and come before a job, if it is the first."""
        found = {job.step.id: first}
        for name in reversed(list(self._in_order())):
            users = [
                found[user]
                for user, item in self.items.items()
                if user in found and name in set(steps_in(self.case.requirement(item.step)))
            ]
            if users and name not in found:
                found[name] = self.model.new_bool_var("")
                for user in users:
                    self.model.add_implication(user, found[name]).only_enforce_if(
                        self.items[name].planned
                    )
        return found

    def _in_order(self) -> Iterator[str]:
        """Yield the steps, each after all that its requirement names."""
        left = dict.fromkeys(self.items)
        while left:
            for name in list(left):
                need = self.case.requirement(self.items[name].step)
                if not left.keys() & set(steps_in(need)) - {name}:
                    del left[name]
                    yield name
