"""What runs out too soon for any plan (planning rule 16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from pathplanner.model.quantity import Duration
from pathplanner.model.refusal import ChangeKind, Reason, ReasonKind
from pathplanner.model.requirement import Needs
from pathplanner.planning.explain.smallest_changes import levers
from pathplanner.planning.explain.what_if import Circumstances, WhatIf
from pathplanner.planning.problem.problem import Problem, Task
from pathplanner.planning.schedule.placing import Schedule
from pathplanner.planning.schedule.timing import LAST, Window

MOST_TRIED = 12
"""How many things that run out are lifted, one after the other."""


@frozen(eq=False)
class _Limit:
    """One thing that runs out, or the time within which an exam must be taken (no leaf)."""

    task: Task
    leaf: Needs | None
    window: Window | None

    @property
    def span(self) -> Duration | None:
        """How long it counts."""
        return self.window.span if self.window else self.task.approved


def too_soon(what_if: WhatIf, unlimited: Circumstances) -> Iterator[Reason]:
    """Yield what runs out too soon: each thing without which there would be a plan.

    Args:
        what_if: The question.
        unlimited: That there is all the time and all the money in the world.
    """
    found = list(_limits(what_if.problem))
    if not found or not WhatIf(_without(what_if.problem, found)).find_any(**unlimited):
        return
    guilty = [
        (one, made)
        for one in found[:MOST_TRIED]
        if (made := WhatIf(_without(what_if.problem, [one])).find_any(**unlimited))
    ]
    if not guilty:
        made = WhatIf(_without(what_if.problem, found)).find_any(**unlimited)
        guilty = [(one, made) for one in found if made and _is_late(what_if.problem, one, made)]
    hours = next(one for one in levers(what_if) if one.kind is ChangeKind.HOURS)
    need = hours.find_smallest(what_if, unlimited) if guilty else None
    for one, made in guilty:
        yield _reason(what_if.problem, one, made, need)


def _limits(problem: Problem) -> Iterator[_Limit]:
    for task in problem.tasks.values():
        for leaf, windows in task.windows.items():
            yield from (_Limit(task, leaf, window) for window in windows)
        if task.approved is not None:
            yield _Limit(task, None, None)


def _without(problem: Problem, limits: list[_Limit]) -> Problem:
    """Return the problem in which some things do not run out."""
    tasks = dict(problem.tasks)
    for one in limits:
        task = tasks[one.task.id]
        if one.leaf is None:
            tasks[task.id] = evolve(task, approved=None)
            continue
        kept = tuple(window for window in task.windows[one.leaf] if window is not one.window)
        tasks[task.id] = evolve(task, windows={**task.windows, one.leaf: kept})
    return evolve(problem, tasks=tasks, may_run_out=())


def _is_late(problem: Problem, one: _Limit, made: Schedule) -> bool:
    """Tell whether something has run out in a schedule in which it was lifted."""
    last, day = _days(problem, one, made)
    return last is not None and day > last


def _days(problem: Problem, one: _Limit, made: Schedule) -> tuple[int | None, int]:
    """Return the last day on which something counts, and the day on which it must."""
    name = one.task.id
    if name not in made.starts or one.leaf is None or one.window is None:
        return None, 0
    done = {**problem.met_since, **made.finishes}.get(one.leaf.step)
    day = made.finishes[name] if one.window.whole else made.starts[name]
    return (None if done is None else one.window.last(done)), day


def _reason(problem: Problem, one: _Limit, made: Schedule | None, hours: int | None) -> Reason:
    """Return why there is no plan, with days where what runs out has its day already."""
    other = one.leaf.step if one.leaf else ""
    is_past = other in problem.held or (other in problem.tasks and problem.tasks[other].begun)
    last, day = _days(problem, one, made) if made and is_past else (None, 0)
    is_told = last is not None and last <= LAST and day > last
    return Reason(
        ReasonKind.WINDOW,
        one.task.id,
        have=problem.learner.hours_per_week if hours is not None else None,
        need=Decimal(hours) if hours is not None else None,
        have_date=date.fromordinal(last) if is_told and last is not None else None,
        need_date=date.fromordinal(day) if is_told else None,
        other=other,
        span=one.span,
    )
