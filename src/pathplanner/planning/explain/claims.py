"""What a plan claims whatever the facts are that nobody has found (planning rule 12)."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from pathplanner.model.claims import Claims
from pathplanner.model.quantity import UNKNOWN
from pathplanner.planning.money.bills import DUES, RENEWAL, Bill
from pathplanner.planning.problem.problem import Problem, Task
from pathplanner.planning.search.front import Answer, Candidate


def claims_of(problem: Problem, answer: Answer, chosen: Candidate) -> Claims:
    """Return what the chosen plan claims, and what it leaves open."""
    unknown = Open.of(problem, chosen)
    learner = problem.learner
    return evolve(
        Claims(),
        best=is_best(problem, answer),
        in_time=None if learner.deadline is None else not unknown.finish,
        within_budget=None if learner.budget is None else not unknown.cost,
        affordable=None if learner.savings is None else not unknown.cost,
        finish_not_before=unknown.finish,
        cost_at_least=unknown.cost,
        hours_at_least=unknown.hours,
        unknown=unknown.facts,
    )


@frozen
class Open:
    """What of a plan hangs on facts that nobody has found.

    Attributes:
        facts: Their paths, in the order of the plan's steps.
        finish: Whether the finish does.
        cost: Whether what is paid does.
        hours: Whether the study hours do.
    """

    facts: tuple[str, ...]
    finish: bool
    cost: bool
    hours: bool

    @classmethod
    def of(cls, problem: Problem, chosen: Candidate) -> Open:
        """Return what of a plan is open."""
        made = chosen.schedule
        tasks = [problem.tasks[name] for name in made.starts]
        prices = [bill for bill in made.bills if bill.price is UNKNOWN]
        lengths = [task.length_unknown for task in tasks]
        hours = [task.hours_unknown for task in tasks]
        # What costs more than there is must be waited for.
        finish = any(lengths) or any(hours) or bool(prices and problem.learner.savings is not None)
        again = any(bill.turn or bill.order[1] in (DUES, RENEWAL) for bill in made.bills)
        facts = [path for task in tasks for path in times_open(task)]
        facts += [price_path(problem, bill) for bill in prices]
        return cls(
            facts=tuple(dict.fromkeys(facts)),
            finish=finish,
            cost=bool(prices) or (finish and again),
            hours=any(hours),
        )


def times_open(task: Task) -> Iterator[str]:
    """Yield the paths of the length and the hours of a step that nobody has found."""
    if task.step.duration is UNKNOWN:
        yield f"{task.id}.duration"
    if task.hours_unknown or (task.length_unknown and task.step.study_hours is UNKNOWN):
        yield f"{task.id}.study_hours"


def price_path(problem: Problem, bill: Bill) -> str:
    """Return the path of the price that a bill is for."""
    place = bill.order[1]
    if place == DUES:
        return f"{bill.step}.dues.amount"
    step = problem.pathway.by_id[bill.step]
    if place == RENEWAL:
        options = step.renewal.options if step.renewal else ()
        nth = [option.title for option in options].index(bill.label)
        return f"{bill.step}.renewal.options[{nth}]"
    if bill.step in problem.tasks and problem.tasks[bill.step].step.costs is not step.costs:
        return f"{bill.step}.exam.retake_fee"
    kinds = [cost.kind for cost in step.costs]
    alone = kinds.count(bill.kind) == 1
    return f"{bill.step}.costs.{bill.kind}" if alone else f"{bill.step}.costs[{place}]"


def is_best(problem: Problem, answer: Answer) -> bool:
    """Tell whether the plan is best by the wish whatever is not known."""
    if answer.learned is None:
        return True  # there is no other way
    return not any(
        task.length_unknown or task.hours_unknown or any(_prices_open(task))
        for task in problem.tasks.values()
    )


def _prices_open(task: Task) -> Iterator[bool]:
    yield from (cost.amount is UNKNOWN for cost in task.step.costs)
    if task.step.dues:
        yield task.step.dues.amount is UNKNOWN
