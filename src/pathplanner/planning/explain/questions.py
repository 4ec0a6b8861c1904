"""The few facts worth asking for, and at which value of each the choice tips.

"What to ask first" on the page of the rules says what these are.

A tipping value is found by planning, and is exact on the scale of its fact (hundredths of
money, hours, whole months): the plan is the same at it, and another one step further on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from pathplanner.model.claims import FactQuestion, Tip
from pathplanner.model.learner import Prefer
from pathplanner.model.own_facts import split_path
from pathplanner.model.quantity import Duration, Estimate, Unit
from pathplanner.model.step import Step
from pathplanner.planning.assembly.planned_steps import in_order
from pathplanner.planning.explain.claims import Outlook, all_open
from pathplanner.planning.money.funding import Purse, room_from
from pathplanner.planning.problem.changed_facts import (
    Facts,
    nothing,
    path_of_cost,
    with_facts,
    without,
)
from pathplanner.planning.problem.problem import LESSONS, Problem, cents, money
from pathplanner.planning.schedule.earliest import Effort
from pathplanner.planning.schedule.placing import Axis
from pathplanner.planning.search.front import Answer, Candidate, Scale
from pathplanner.planning.search.no_choice import required_steps
from pathplanner.planning.search.wishes import find_best

EFFORT = 5_000
"""Effort spent for each plan that is made to find a tipping value."""

MOST_PLANS = 100
"""How many plans are made for all questions; then no more is asked."""

IN_ALL = 30_000
"""Effort spent on all of them."""

MOST_QUESTIONS = 5
"""How many questions are kept, those with most at stake."""

LONGEST = 120
"""Months that an unknown length is tried up to; longer, nobody would wait."""

MOST_HOURS = 5_000
"""Study hours that are tried where they are not known."""

MOST_GUESSES = 3
"""How often it is guessed where a choice tips before it is found by halves."""

MOST_MONEY = 1_000_000_00
"""Hundredths that are tried where a price is not known."""


def find_questions(
    problem: Problem, answer: Answer, chosen: Candidate, outlook: Outlook
) -> tuple[FactQuestion, ...]:
    """Return the few facts that could change the choice or break a limit, by what is at stake."""
    asking = _Asking(problem, chosen, answer.is_proved(problem.prefer))
    found = [
        *_of_the_plan(asking, outlook),
        *_of_rivals(asking, outlook),
        *_of_estimates(asking),
    ]
    once = {one.path: one for one in reversed(found)}.values()
    is_money = problem.prefer in (Prefer.CHEAPEST, Prefer.BALANCED)

    def stake(one: FactQuestion) -> tuple[Any, ...]:
        stakes = abs(one.money), abs(one.days)
        # What teaches is what takes time and money.
        is_small = problem.pathway.by_id[one.step].kind not in LESSONS
        return one.tip is not Tip.NONE, *(-x for x in stakes[:: 1 if is_money else -1]), is_small

    ranked = sorted(once, key=lambda one: (*stake(one), one.path))
    # Each way that could be better has its first question before any has its second.
    turns: dict[tuple[str, ...], int] = {}
    turn: dict[str, int] = {}
    for one in ranked:
        turn[one.path] = turns[one.instead] = turns.get(one.instead, 0) + 1
    return tuple(sorted(ranked, key=lambda one: turn[one.path])[:MOST_QUESTIONS])


@frozen(eq=False)
class _Scale:
    """The values of a fact as whole numbers: hundredths of money, hours, or units of time.

    Attributes:
        path: The fact.
        unit: The unit of a length.
        is_money: Whether it is money.
    """

    path: str
    unit: Unit | None = None
    is_money: bool = False

    @classmethod
    def of(cls, path: str, value: object) -> _Scale:
        """Return the scale of a fact."""
        if path.endswith(".duration"):
            return cls(path, value.unit if isinstance(value, Duration) else Unit.MONTHS)
        return cls(path, None, not path.endswith(".study_hours"))

    def at(self, count: int) -> Estimate | Duration:
        """Return the value that a whole number stands for."""
        if self.unit is not None:
            return Duration.exactly(count, self.unit)
        return Estimate.exactly(money(count) if self.is_money else count)

    def count(self, value: Decimal | int) -> int:
        """Return the whole number for a value."""
        return cents(Decimal(value)) if self.is_money else int(value)

    def told(self, count: int) -> Decimal:
        """Return a whole number as the value of a question."""
        return money(count) if self.is_money else Decimal(count)

    @property
    def most(self) -> int:
        """The largest number that is tried where nothing is known."""
        if self.unit is not None:
            return LONGEST
        return MOST_MONEY if self.is_money else MOST_HOURS


@frozen(eq=False)
class _Asking:
    """The planning that questions take; no plan is made twice, and not too many.

    Attributes:
        problem: The problem.
        chosen: The plan.
        is_proved: Whether it is certain that it is best.
    """

    problem: Problem
    chosen: Candidate
    is_proved: bool
    seen: list[tuple[Facts, Candidate]] = field(factory=list)
    """The plans that came up, each with the facts for which it was made."""
    _made: dict[object, Candidate | None] = field(factory=dict)
    _effort: Effort = field(factory=lambda: Effort(IN_ALL))

    def step_of(self, path: str) -> Step:
        """Return the step of a fact."""
        return self.problem.pathway.by_id[split_path(path)[0]]

    def may_crowd(self, path: str) -> bool:
        """Tell whether less of a fact may make others wait: in less time it fills the week."""
        task = self.problem.tasks[split_path(path)[0]]
        return path.endswith(".duration") and bool(task.pace.hours)

    def best(self, facts: Facts, out: Sequence[str] = ()) -> Candidate | None:
        """Return the best plan with some facts as they are given, or None where none holds.

        Args:
            facts: The facts.
            out: Steps that may not be taken.

        Raises:
            _NotSure: It is not proved, or enough plans were made.
        """
        key = tuple(facts.items()), tuple(out)
        if key not in self._made:
            if len(self._made) >= MOST_PLANS or self._effort.left < 0:
                raise _NotSure
            problem = with_facts(self.problem, facts)
            problem = without(problem, out) if out else problem
            # Mostly the same plan is best, or one that was best before.
            steps = dict.fromkeys([self.chosen.steps, *(b.steps for b in self._made.values() if b)])
            answer, best = find_best(problem, EFFORT, alone=True, or_good=False, hints=[*steps])
            self._effort.spend(answer.spent)
            if not (answer.is_proved(problem.prefer) if best else answer.proved):
                raise _NotSure
            self._made[key] = best
            self.seen.extend((facts, one) for one in answer.front)
        return self._made[key]


class _NotSure(Exception):
    """Nothing can be said for certain with the effort that there is."""


@frozen(eq=False)
class _Change:
    """What is best as one fact changes and all else stays.

    Attributes:
        asking: Makes the plans.
        scale: The values of the fact.
        rest: What else is taken to be so.
    """

    asking: _Asking
    scale: _Scale
    rest: Facts

    def best(self, count: int) -> Candidate | None:
        """Return the best plan at a value of the fact."""
        return self.asking.best({**self.rest, self.scale.path: self.scale.at(count)})

    def _first(self, start: int) -> Candidate | None:
        """Return the best plan at the start: that of the question where nothing is otherwise."""
        value = dict(estimates_of(self.asking.step_of(self.scale.path))).get(self.scale.path)
        is_same = value is not None and self.scale.at(start).likely == value.likely
        if is_same and not self.rest and self.asking.is_proved:
            return self.asking.chosen
        return self.best(start)

    def question(
        self, start: int, end: int, value: object, *, is_rival: bool = False
    ) -> FactQuestion | None:
        """Return what to ask: at which value the choice tips between two.

        Args:
            start: A value at which the plan is best.
            end: The last value that is looked at.
            value: What is known of the fact.
            is_rival: Whether the fact is one of another way.
        """
        first, last = self._first(start), self.best(end)
        about = split_path(self.scale.path)[0]
        if first is None or (about in first.steps) == is_rival or self._keeps(last, first):
            return None
        step = 1 if end > start else -1
        kept, lost, turns = start, end, 0
        tries = [
            one + shift for one in self._hints(start, first, last) for shift in (0, -step, step)
        ]
        while abs(lost - kept) > 1:
            if not tries and turns < MOST_GUESSES:
                turns += 1
                tries = self._guessed(kept, lost, first)
            count = tries.pop(0) if tries else (kept + lost) // 2
            if not min(kept, lost) < count < max(kept, lost):
                continue
            if self._keeps(self.best(count), first):
                kept = count
            else:
                lost = count
        return self._told((kept, lost), (first, last), value, is_rival=is_rival)

    def _guessed(self, kept: int, lost: int, first: Candidate) -> list[int]:
        """Return the two values between which a balanced choice tips among the plans seen.

        A price that one of them pays makes that one as much dearer as it is more.
        """
        if not self.scale.is_money or self.asking.problem.prefer is not Prefer.BALANCED:
            return []
        path, rest = self.scale.path, self.rest
        name = split_path(path)[0]
        plans: dict[frozenset[str], tuple[Axis, Axis, int]] = {}
        for facts, seen in self.asking.seen:
            if {p: v for p, v in facts.items() if p != path} == rest:
                value = facts.get(path)
                at = self.scale.count(value.likely) if value is not None else kept
                slope = int(name in seen.steps)
                plans[seen.steps] = seen.time, (seen.cost[0], seen.cost[1] - slope * at), slope

        def keeps(count: int) -> bool:
            points = [(t, (c[0], c[1] + s * count), n) for n, (t, c, s) in plans.items()]
            scale = Scale.of_points([(time, cost) for time, cost, _ in points])
            best = min(points, key=lambda point: (scale.far(*point[:2]), point[0]))
            return best[2] == first.steps

        if not keeps(kept) or keeps(lost):
            return []
        while abs(lost - kept) > 1:
            middle = (kept + lost) // 2
            kept, lost = (middle, lost) if keeps(middle) else (kept, middle)
        return [kept, lost]

    def _keeps(self, best: Candidate | None, first: Candidate) -> bool:
        """Tell whether the best plan is the same way, and no later for want of money."""
        if best is None or best.steps != first.steps:
            return False
        is_waiting = self.scale.is_money and self.asking.problem.learner.savings is not None
        return not is_waiting or best.schedule.finish <= first.schedule.finish

    def _hints(self, start: int, first: Candidate, last: Candidate | None) -> Iterator[int]:
        """Yield values near which the choice may tip."""
        learner, made = self.asking.problem.learner, first.schedule
        if self.scale.is_money:
            if last is not None:
                # Where the fact is in one of the two only, they cost as much there.
                yield start + (last.schedule.cost - made.cost if start == 0 else 0)
                yield made.cost - last.schedule.cost
            if learner.budget is not None:
                yield start + cents(learner.budget) - made.cost
            purse, name = Purse.of(self.asking.problem), split_path(self.scale.path)[0]
            if purse is not None and name in made.starts:
                yield start + room_from(purse, made.bills, made.shares, made.starts[name])
        elif self.scale.unit is None:
            name = split_path(self.scale.path)[0]
            if name in made.starts:
                weeks = Decimal(made.finishes[name] - made.starts[name]) / 7
                yield int(weeks * learner.hours_per_week)
        elif last is not None:
            days = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 30.44, Unit.YEARS: 365.25}
            yield int(abs(last.schedule.finish - made.finish) / days[self.scale.unit])

    def _told(
        self,
        tips: tuple[int, int],
        ends: tuple[Candidate, Candidate | None],
        value: object,
        *,
        is_rival: bool,
    ) -> FactQuestion:
        kept, lost = tips
        scale, other = self.scale, self.best(lost)
        step, fact = split_path(scale.path)
        about = self.asking.problem.pathway.by_id[step]
        first, last = ends
        tip = Tip.NONE
        if other is not None:
            tip = Tip.LATER if other.steps == first.steps else Tip.OTHER
        known = value if isinstance(value, Estimate | Duration) else None
        far = last if is_rival or known else other
        return FactQuestion(
            step=step,
            fact=fact,
            tips_at=scale.told(kept),
            above=lost > kept,
            tip=tip,
            instead=tuple(in_order(other.schedule)) if other else (),
            rival=is_rival,
            unit=scale.unit,
            low=Decimal(known.low) if known else None,
            high=Decimal(known.high) if known else None,
            days=far.schedule.finish - first.schedule.finish if far else 0,
            money=money(far.schedule.cost - first.schedule.cost) if far else Decimal(0),
            body=about.body,
            provider=about.provider,
            url=about.url,
        )


def _of_the_plan(asking: _Asking, outlook: Outlook) -> Iterator[FactQuestion]:
    """Yield a question for each open fact of the plan that could make another way best."""
    problem = asking.problem
    every = [p for task in problem.tasks.values() for p in all_open(problem, task)]
    musts = required_steps(problem)
    for path in outlook.claims.unknown:
        step = split_path(path)[0]
        if not _matters(problem, path):
            continue
        with suppress(_NotSure):
            other = None
            if step in problem.tasks and step not in musts:
                other = asking.best({p: nothing(p) for p in every}, [step])
            change = _beside(asking, path, outlook.claims.unknown, other)
            if told := change.question(0, change.scale.most, None):
                yield told


def _of_rivals(asking: _Asking, outlook: Outlook) -> Iterator[FactQuestion]:
    """Yield a question for each open fact of a way that could be better than the plan."""
    problem = asking.problem
    for rival in outlook.rivals:
        for name in rival.schedule.starts:
            for path in all_open(problem, problem.tasks[name]):
                if name in asking.chosen.steps or not _matters(problem, path):
                    continue
                with suppress(_NotSure):
                    change = _beside(asking, path, outlook.claims.unknown, rival)
                    if told := change.question(change.scale.most, 0, None, is_rival=True):
                        yield told


def _beside(asking: _Asking, path: str, own: Sequence[str], other: Candidate | None) -> _Change:
    """Return how the plan and another way compare by one fact, what else is open at nothing."""
    problem = asking.problem
    steps = other.schedule.starts if other else ()
    theirs = [p for name in steps for p in all_open(problem, problem.tasks[name])]
    rest = {p: nothing(p) for p in (*own, *theirs) if p != path}
    return _Change(asking, _Scale.of(path, None), rest)


def _of_estimates(asking: _Asking) -> Iterator[FactQuestion]:
    """Yield a question for each estimate that, at one of its ends, makes another way best."""
    problem, chosen = asking.problem, asking.chosen
    for is_own in (True, False):
        tasks = [t for name, t in problem.tasks.items() if (name in chosen.steps) == is_own]
        found = {
            path: value
            for task in tasks
            for path, value in estimates_of(problem.pathway.by_id[task.id])
            if _matters(problem, path)
        }
        if not is_own:
            alone = [path for path in found if asking.may_crowd(path)]
            tipping = _tipping(asking, {p: v for p, v in found.items() if p not in alone})
            found = {p: v for p, v in found.items() if p in alone or p in tipping}
        for path, value in found.items():
            scale = _Scale.of(path, value)
            ends = (value.high, value.low) if is_own else (value.low,)
            change = _Change(asking, scale, {})
            for end in ends:
                with suppress(_NotSure):
                    start = scale.count(value.likely)
                    told = change.question(start, scale.count(end), value, is_rival=not is_own)
                    if told:
                        yield told
                        break


def _tipping(
    asking: _Asking, found: Mapping[str, Estimate | Duration]
) -> Mapping[str, Estimate | Duration]:
    """Return the estimates of steps beside the plan with which another may be best.

    Others are better off with many estimates at their low ends than with one of these: where
    the plan is best then, none of them need be asked for alone.
    """
    if not found or _is_best_anyway(asking, found):
        return {}
    # How far a balanced plan is from the ends changes with the ends.
    if len(found) == 1 or asking.problem.prefer is Prefer.BALANCED:
        return found
    paths = [*found]
    halves = paths[: len(paths) // 2], paths[len(paths) // 2 :]
    kept = [_tipping(asking, {path: found[path] for path in half}) for half in halves]
    return {**kept[0], **kept[1]}


def _is_best_anyway(asking: _Asking, found: Mapping[str, Estimate | Duration]) -> bool:
    """Tell whether the plan is best even where other ways are as good as they are estimated."""
    lucky = {}
    for path, value in found.items():
        scale = _Scale.of(path, value)
        lucky[path] = scale.at(scale.count(value.low))
    try:
        best = asking.best(lucky)
    except _NotSure:
        return False
    return best is not None and best.steps == asking.chosen.steps


def estimates_of(step: Step) -> Iterator[tuple[str, Estimate | Duration]]:
    """Yield the estimates of a step that are ranges, by their paths."""
    values: list[tuple[str, object]] = [
        (f"{step.id}.duration", step.duration),
        (f"{step.id}.study_hours", step.study_hours),
    ]
    values += [(path_of_cost(step, n), cost.amount) for n, cost in enumerate(step.costs)]
    values += [(f"{step.id}.dues.amount", step.dues.amount)] if step.dues else []
    for path, value in values:
        if isinstance(value, Estimate | Duration) and value.basis and value.low < value.high:
            yield path, value


def _matters(problem: Problem, path: str) -> bool:
    """Tell whether what is wished for or a limit hangs on a fact of this kind."""
    wish, learner = problem.prefer, problem.learner
    if path.endswith(".study_hours") and wish is Prefer.FEWEST_HOURS:
        return True
    if path.endswith((".study_hours", ".duration")):
        is_time = wish not in (Prefer.CHEAPEST, Prefer.FEWEST_HOURS)
        return is_time or learner.deadline is not None
    is_money = wish in (Prefer.CHEAPEST, Prefer.BALANCED)
    return is_money or learner.budget is not None or learner.savings is not None
