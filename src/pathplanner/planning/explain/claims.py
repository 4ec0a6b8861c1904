"""What a plan claims whatever the facts are that nobody has found (planning rule 12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from pathplanner.model.claims import Claims
from pathplanner.model.learner import Prefer
from pathplanner.model.quantity import LARGEST, UNKNOWN, Duration, Estimate, Grade
from pathplanner.planning.money.bills import DUES, RENEWAL, Bill, counted_held
from pathplanner.planning.problem.changed_facts import (
    at_nothing,
    open_prices,
    open_times,
    path_of_price,
    without,
)
from pathplanner.planning.problem.problem import Problem, Task, money
from pathplanner.planning.schedule.placing import Schedule
from pathplanner.planning.schedule.timing import NEVER
from pathplanner.planning.search.front import Answer, Candidate
from pathplanner.planning.search.no_choice import required_steps
from pathplanner.planning.search.wishes import find_best, just_less

EFFORT = 5_000
"""Effort spent for each way that could be better."""

MOST_RIVALS = 3
"""How many ways that could be better are shown."""


@frozen(eq=False)
class Outlook:
    """A plan, and what could be better than it.

    Attributes:
        claims: What the plan claims, but for the ways that could be better.
        rivals: These ways, as they are with everything open at nothing.
    """

    claims: Claims
    rivals: Sequence[Candidate]


def look_out(problem: Problem, answer: Answer, chosen: Candidate) -> Outlook:
    """Return what the chosen plan claims, and what it leaves open."""
    unknown = Open.of(problem, chosen)
    learner = problem.learner
    rivals: tuple[Candidate, ...] = ()
    is_sure = True
    if answer.learned is not None:
        rivals, is_sure = find_rivals(problem, answer, chosen)
    tasks = [problem.tasks[name] for name in chosen.schedule.starts]
    certain = answer.learned is None or (is_sure and not rivals and unknown.keeps_best(problem))
    claims = Claims(
        best=certain and answer.is_proved(problem.prefer),
        in_time=None if learner.deadline is None else not unknown.finish,
        within_budget=None if learner.budget is None else not unknown.cost,
        affordable=None if learner.savings is None else not unknown.cost,
        finish_not_before=unknown.finish,
        cost_at_least=unknown.cost,
        hours_at_least=unknown.hours,
        finish_about=any(map(_is_time_estimated, tasks)),
        cost_about=any(_is_estimated(bill.price) for bill in chosen.schedule.bills),
        unknown=unknown.facts,
    )
    return Outlook(claims, rivals)


def _is_estimated(value: object) -> bool:
    return isinstance(value, Estimate | Duration) and value.grade is Grade.ESTIMATED


def _is_time_estimated(task: Task) -> bool:
    """Tell whether how long a step takes rests on an estimate, or on what is assumed."""
    step, waits = task.step, (*task.before, *task.after)
    values = (step.duration, step.study_hours, step.waiting, *(wait.span for wait in waits))
    return bool(task.assumed) or any(map(_is_estimated, values))


@frozen
class Open:
    """What of a plan hangs on facts that nobody has found.

    Attributes:
        facts: Their paths, in the order of the plan's steps.
        prices: The steps with a price that is open.
        finish: Whether the finish could be later.
        cost: Whether the cost could be more.
        hours: Whether the study hours could be more.
        may_repeat: Whether the cost could be more as something is paid again with time.
    """

    facts: tuple[str, ...]
    prices: frozenset[str]
    finish: bool
    cost: bool
    hours: bool
    may_repeat: bool

    @classmethod
    def of(cls, problem: Problem, chosen: Candidate) -> Open:
        """Return what of a plan is open."""
        made = chosen.schedule
        tasks = [problem.tasks[name] for name in made.starts]
        prices = [bill for bill in made.bills if bill.price is UNKNOWN]
        times = [path for task in tasks for path in open_times(task)]
        # What costs more than there is must be waited for.
        finish = bool(times) or bool(prices and problem.learner.savings is not None)
        again = finish and _repeats(problem, made)
        facts = [*times, *(path_of(problem, bill) for bill in prices)]
        return cls(
            facts=tuple(dict.fromkeys(facts)),
            prices=frozenset(bill.step for bill in prices),
            finish=finish,
            cost=bool(prices) or again,
            hours=any(task.hours_unknown for task in tasks),
            may_repeat=again,
        )

    def keeps_best(self, problem: Problem) -> bool:
        """Tell whether what is wished for is as planned whatever of the plan is open."""
        wish = problem.prefer
        if wish is Prefer.BALANCED:
            return not any(any(all_open(problem, task)) for task in problem.tasks.values())
        if wish is Prefer.FEWEST_HOURS:
            return not self.hours
        if wish is not Prefer.CHEAPEST:
            return not self.finish
        return not self.cost or (not self.may_repeat and self._are_shared(problem))

    def _are_shared(self, problem: Problem) -> bool:
        """Tell whether all ways pay the open prices of this one once, in the same way."""
        learner = problem.learner
        if learner.funding or learner.savings is not None:
            return False
        return self.prices <= required_steps(problem) and not any(
            cost.discounts or cost.every
            for name in self.prices
            for cost in problem.tasks[name].step.costs
        )


def _repeats(problem: Problem, made: Schedule) -> bool:
    """Tell whether something of a plan is paid again as time passes."""
    steps = [problem.tasks[name].step for name in made.starts]
    kept = [problem.pathway.by_id[n] for n in counted_held(problem, made.starts, made.bills)]
    return any(
        step.dues or step.renewal or any(cost.every for cost in step.costs)
        for step in (*steps, *kept)
    )


def path_of(problem: Problem, bill: Bill) -> str:
    """Return the path of the price that a bill is for."""
    place, step = bill.order[1], problem.pathway.by_id[bill.step]
    if place == DUES:
        return f"{bill.step}.dues.amount"
    if place == RENEWAL:
        options = step.renewal.options if step.renewal else ()
        return f"{bill.step}.renewal.options[{[o.title for o in options].index(bill.label)}]"
    return path_of_price(problem, problem.tasks[bill.step], place)


def all_open(problem: Problem, task: Task) -> Iterator[str]:
    """Yield the paths of all facts of a step that matter and that nobody has found."""
    yield from open_times(task)
    yield from open_prices(problem, task)


def find_rivals(
    problem: Problem, answer: Answer, chosen: Candidate
) -> tuple[tuple[Candidate, ...], bool]:
    """Return the ways that could be better than the chosen one, and whether these are all.

    They are better by what is wished for if everything open is nothing. *All* means that it is
    certain that there is none where none is returned.
    """
    is_both = problem.prefer is Prefer.BALANCED
    every = (Prefer.FASTEST, Prefer.CHEAPEST) if is_both else (problem.prefer,)
    wishes = tuple(wish for wish in every if _may_be_beaten(problem, answer, chosen, wish))
    if not wishes:
        return (), True
    # Each of the others tells by its open facts that it is another way.
    hopeful = at_nothing(problem, [p for t in problem.tasks.values() for p in all_open(problem, t)])
    found: list[Candidate] = []
    # Rivals that are dearer than any budget can be are not looked for.
    is_sure = money(chosen.schedule.cost) <= LARGEST or Prefer.CHEAPEST not in wishes
    for wish in wishes:
        asked = _with_less(evolve(hopeful, prefer=wish), chosen)
        while len(found) < MOST_RIVALS:
            answer, best = find_best(asked, EFFORT, alone=True)
            is_sure = is_sure and (answer.is_proved(wish) if best else answer.proved)
            if best is None:
                break
            if best.steps == chosen.steps:
                # The same steps could be better, such as without waiting for a discount.
                is_sure = False
                break
            if best.steps not in [one.steps for one in found] and _is_open(problem, best):
                found.append(best)
            own = _own(problem, best, chosen)
            if is_both or not own:
                break
            asked = without(asked, own[:1])
    return tuple(found), is_sure


def _is_open(problem: Problem, way: Candidate) -> bool:
    """Tell whether something is open in a way; else it is better already, or it is not."""
    return any(any(all_open(problem, problem.tasks[name])) for name in way.schedule.starts)


def _own(problem: Problem, other: Candidate, chosen: Candidate) -> list[str]:
    """Return the steps of another way that have open facts and are not in the plan."""
    tasks = [problem.tasks[name] for name in other.schedule.starts if name not in chosen.steps]
    return [task.id for task in tasks if any(all_open(problem, task))]


def _with_less(problem: Problem, chosen: Candidate) -> Problem:
    """Return the problem in which a plan must have less of what is wished for than one."""
    wish, made = problem.prefer, chosen.schedule
    if wish is Prefer.CHEAPEST:
        # A budget can't be larger.
        budget = min(money(made.cost - 1), LARGEST)
        return evolve(problem, learner=evolve(problem.learner, budget=budget))
    if wish is Prefer.FEWEST_HOURS:
        return evolve(problem, hours_within=(0, just_less(problem, chosen.study[1])))
    if wish is Prefer.FIRST_PAY:
        return evolve(problem, pay_within=(0, min(chosen.pay[1], problem.last) - 1))
    return evolve(problem, last=made.finish - 1)


def _may_be_beaten(problem: Problem, answer: Answer, chosen: Candidate, wish: Prefer) -> bool:
    """Tell whether another way may have less of what is wished for if it is lucky."""
    others = [task for name, task in problem.tasks.items() if name not in chosen.steps]
    if wish is Prefer.CHEAPEST:
        return chosen.schedule.cost > 0 and any(any(open_prices(problem, task)) for task in others)
    if wish is Prefer.FEWEST_HOURS:
        return chosen.study[1] > 0 and any(task.hours_unknown for task in others)
    if not any(task.time_open for task in others):
        return False
    soonest = answer.learned.bounds.time.always.finishes if answer.learned else {}
    least = max(soonest.get(name, NEVER) for name in problem.targets)
    return wish is Prefer.FIRST_PAY or least < chosen.schedule.finish
