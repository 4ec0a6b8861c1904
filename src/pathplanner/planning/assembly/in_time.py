"""What runs out in a plan: by when what must start or finish, and what was held too long ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pathplanner.model.history import Held
from pathplanner.model.planned import TimeLimit
from pathplanner.model.requirement import Until, needs_in
from pathplanner.planning.problem.problem import Problem, Task
from pathplanner.planning.problem.validity import kept_until
from pathplanner.planning.schedule.placing import Schedule
from pathplanner.planning.schedule.timing import LAST, NEVER
from pathplanner.planning.schedule.windows import last_start


def limits_of(problem: Problem, made: Schedule, task: Task) -> tuple[TimeLimit, ...]:
    """Return by when a planned step must start or finish for all that it is planned with."""
    if not task.windows and task.approved is None:
        return ()
    return tuple(dict.fromkeys(_limits(problem, made, task)))


def _limits(problem: Problem, made: Schedule, task: Task) -> Iterator[TimeLimit]:
    done = {**problem.met_since, **made.finishes}
    start, finish = made.starts[task.id], made.finishes[task.id]
    for leaf in needs_in(task.requires):
        day = done.get(leaf.step, NEVER)
        for window in task.windows.get(leaf, ()) if day <= start else ():
            last = window.last(day)
            if (finish if window.whole else start) <= last <= LAST:
                until = Until.FINISH if window.whole else Until.START
                yield TimeLimit(leaf.step, window.span, until, date.fromordinal(last))
    last = last_start(task, done)
    if task.approved is not None and last <= LAST:
        yield TimeLimit("", task.approved, Until.START, date.fromordinal(last))


def ran_out(problem: Problem, name: str) -> date | None:
    """Return the last day on which a step counted that was held before, if that is known."""
    day = problem.ran_out.get(name, -1)
    return date.fromordinal(day) if day >= 0 else None


def renewal_missed(problem: Problem, held: Held | None) -> date | None:
    """Return the last day on which a held step could be renewed, if that is over."""
    step = problem.pathway.by_id[held.step] if held else None
    last = kept_until(step, held) if held and step else None
    return last if last is not None and last < problem.learner.start else None


def is_undated(problem: Problem, held: Held | None) -> bool:
    """Tell whether a held step could have run out, but nobody knows since when it is held."""
    if held is None or held.since is not None:
        return False
    step = problem.pathway.by_id[held.step]
    is_kept = held.renewed is not None
    return any(
        leaf.within is not None
        or (not is_kept and step.valid_for is not None and step.renewal is None)
        or (not is_kept and leaf.current and step.renewal is not None)
        for task in problem.tasks.values()
        if held.step in problem.leaves[task.id]
        for leaf in needs_in(task.requires)
        if leaf.step == held.step
    )
