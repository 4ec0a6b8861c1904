"""A problem in which some facts of steps are others, or are nothing where nobody knows them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import evolve

from pathplanner.model.adjust import adjusted
from pathplanner.model.own_facts import split_path
from pathplanner.model.price import CostKind
from pathplanner.model.quantity import UNKNOWN, Duration, Estimate
from pathplanner.model.step import Step
from pathplanner.model.week import with_counted_hours
from pathplanner.planning.problem.assuming import Assuming
from pathplanner.planning.problem.problem import Problem, Task
from pathplanner.planning.problem.retake import failures_of, left_of
from pathplanner.planning.problem.task import task_of
from pathplanner.planning.schedule.timing import NEVER

NO_AMOUNT = Estimate.exactly(0)
NO_TIME = Duration.exactly(0)

Facts = Mapping[str, Estimate | Duration]
"""Values of facts of steps, by their paths in the pathway."""


Changed = dict[object, tuple[Step, Task | None]]
"""Steps, and their tasks, in which facts are others, by the step's id and these facts."""


def with_facts(problem: Problem, facts: Facts, made: Changed | None = None) -> Problem:
    """Return the problem in which some facts of steps are others; all else is as it was.

    Args:
        problem: The problem.
        facts: The facts.
        made: Where what was made of this problem before is kept, so that what is told alike
            is the very same.
    """
    if not facts:
        return problem
    made = {} if made is None else made
    told: dict[str, list[tuple[str, Estimate | Duration]]] = {}
    for path, value in facts.items():
        told.setdefault(split_path(path)[0], []).append((path, value))
    new: dict[str, tuple[Step, Task | None]] = {}
    for name, values in told.items():
        key = name, frozenset(values)
        if key not in made:
            step = adjusted([problem.pathway.by_id[name]], dict(values))[0]
            task = problem.tasks.get(name)
            made[key] = step, _again(problem, task, step) if task else None
        new[name] = made[key]
    steps = tuple(new[s.id][0] if s.id in new else s for s in problem.pathway.steps)
    tasks = {
        name: (new[name][1] or task) if name in new else task
        for name, task in problem.tasks.items()
    }
    return evolve(problem, pathway=evolve(problem.pathway, steps=steps), tasks=tasks)


def _again(problem: Problem, task: Task, step: Step) -> Task:
    """Return a task whose step in the pathway is another."""
    failed = failures_of(problem.learner).get(task.id, [])
    counted = with_counted_hours(step)
    left = counted if task.begun is not None else left_of(counted, len(failed))
    made = task_of(
        left,
        task.place,
        task.requires,
        Assuming.of(problem.pathway, problem.learner),
        task.begun,
        failed,
        task.since,
        problem.ways.days(task.id, NEVER) if problem.ways else (0, NEVER),
    )
    if not task.windows and task.approved is None:
        return made
    return evolve(made, windows=task.windows, approved=task.approved)


def without(problem: Problem, names: Collection[str]) -> Problem:
    """Return the problem in which some steps may not be taken."""
    tasks = {name: task for name, task in problem.tasks.items() if name not in names}
    barred = {**problem.barred, **dict.fromkeys(names, "avoid")}
    return evolve(problem, tasks=tasks, barred=barred)


def at_nothing(problem: Problem, paths: Iterable[str]) -> Problem:
    """Return the problem in which some open facts count as nothing and as known."""
    return with_facts(problem, {path: nothing(path) for path in paths})


def nothing(path: str) -> Estimate | Duration:
    """Return no amount, or no time, for what a path names."""
    is_time = path.endswith(".duration") or split_path(path)[1].startswith(("before.", "after."))
    return NO_TIME if is_time else NO_AMOUNT


def open_times(task: Task) -> Iterator[str]:
    """Yield the paths of the times and of the hours of a step that nobody has found."""
    if task.step.duration is UNKNOWN and task.length_unknown:
        yield f"{task.id}.duration"
    if task.hours_unknown:
        yield f"{task.id}.study_hours"
    if task.step.work_hours is UNKNOWN:
        yield f"{task.id}.work_hours"
    for where, waits in (("before", task.before), ("after", task.after)):
        for wait in waits:
            if wait.span is UNKNOWN:
                yield f"{task.id}.{where}.{wait.kind}"


def open_prices(problem: Problem, task: Task) -> Iterator[str]:
    """Yield the paths of the prices of a step that are to be paid and nobody has found."""
    step = problem.pathway.by_id[task.id]
    if task.begun is None:
        for place, cost in enumerate(task.step.costs):
            if cost.amount is UNKNOWN:
                yield path_of_price(problem, task, place)
    if step.dues and step.dues.amount is UNKNOWN:
        yield f"{task.id}.dues.amount"
    for place, option in enumerate(step.renewal.options if step.renewal else ()):
        if option.fee is UNKNOWN:
            yield f"{task.id}.renewal.options[{place}]"


def path_of_price(problem: Problem, task: Task, place: int) -> str:
    """Return the path in the pathway of a price of a task: of another attempt, if it is one."""
    step = problem.pathway.by_id[task.id]
    if not task.is_again:
        return path_of_cost(step, place)
    exams = [n for n, cost in enumerate(step.costs) if cost.kind is CostKind.EXAM]
    if exams and step.exam and step.exam.retake_fee is None:
        return path_of_cost(step, exams[place])
    return f"{task.id}.exam.retake_fee"


def path_of_cost(step: Step, place: int) -> str:
    """Return the path of a price of a step: by its kind, where that names one."""
    kinds = [cost.kind for cost in step.costs]
    alone = kinds.count(kinds[place]) == 1
    return f"{step.id}.costs.{kinds[place]}" if alone else f"{step.id}.costs[{place}]"
