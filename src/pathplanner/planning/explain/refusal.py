"""Why no plan can hold: the limits that are too tight, or what bars every way."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import floor

from attrs import evolve

from pathplanner.model.graph import knots
from pathplanner.model.learner import HOURS_IN_A_WEEK
from pathplanner.model.person import age_on
from pathplanner.model.refusal import ChangeKind, Reason, ReasonKind
from pathplanner.model.week import HOURS_OF_LIFE
from pathplanner.planning.bounds.soonest import Earliest
from pathplanner.planning.explain.running_out import too_soon
from pathplanner.planning.explain.smallest_changes import levers, with_hours
from pathplanner.planning.explain.what_if import Circumstances, WhatIf
from pathplanner.planning.problem.problem import Problem, Task
from pathplanner.planning.schedule.timing import NEVER

LIMITS = ("deadline", "budget", "savings")
"""What can be too tight although the steps themselves are possible."""


def find_reasons(what_if: WhatIf) -> Iterator[Reason]:
    """Yield the rules that stand in the way of any plan."""
    unlimited: Circumstances = dict.fromkeys(LIMITS)
    if what_if.find_any(**unlimited):
        yield from _limits(what_if)
        return
    found = list(too_soon(what_if, unlimited)) or list(_tried_too_often(what_if.problem))
    yield from found or _blocked(what_if, unlimited)


def _tried_too_often(problem: Problem) -> Iterator[Reason]:
    """Yield the exams that are needed and were tried as often as one may."""
    for name in asked_for(problem):
        if problem.barred.get(name) == "tries":
            yield Reason(ReasonKind.TRIES, name)


def _limits(what_if: WhatIf) -> Iterator[Reason]:
    """Yield the limits that are too tight: each that is so alone, else a few of which all are."""
    learner = what_if.problem.learner
    given = [name for name in LIMITS if getattr(learner, name) is not None]
    for count in range(1, len(given) + 1):
        lifted: list[Circumstances] = [dict.fromkeys(names) for names in combinations(given, count)]
        enough = [free for free in lifted if what_if.find_any(**free)]
        for free in enough if count == 1 else enough[:1]:
            for name in free:
                yield from _limit(what_if, name, free)
        if enough:
            return


def _limit(what_if: WhatIf, name: str, free: Circumstances) -> Iterator[Reason]:
    """Yield by how much a limit is too tight when some limits, it among them, are lifted."""
    learner = what_if.problem.learner
    others = {other: value for other, value in free.items() if other != name}
    kind = ChangeKind(name)
    lever = next(lever for lever in levers(what_if) if lever.kind is kind)
    # Money that comes month by month could be the answer, too, where time is no matter.
    need = lever.find_smallest(what_if, others) if name != "savings" or not others else None
    told = {} if need is None else lever.told(need)
    if kind is ChangeKind.DEADLINE:
        yield Reason(ReasonKind.DEADLINE, have_date=learner.deadline, need_date=told.get("on"))
    else:
        have = getattr(learner, name)
        yield Reason(ReasonKind(name), have=have, need=told.get("amount"))


def _blocked(what_if: WhatIf, unlimited: Circumstances) -> Iterator[Reason]:
    """Yield what bars the way even with all the time and money in the world."""
    problem = what_if.problem
    asked = asked_for(problem)
    wishes: Circumstances = {
        "avoid": (),
        "dropped": (),
        "seats": (),
        "state": "",
        "hours_per_week": HOURS_IN_A_WEEK,
        "work_hours": HOURS_IN_A_WEEK,
    }
    told = {"hours_per_week": with_hours(problem.learner, HOURS_IN_A_WEEK)}
    if problem.learner.moves:
        wishes["moves"] = ()
        told["state"] = {"state": "", "moves": ()}
    alone: dict[str, Circumstances] = {name: {name: wish} for name, wish in wishes.items()} | told
    guilty = [name for name in wishes if what_if.find_any(**unlimited, **alone[name])]
    if not guilty and what_if.find_any(**{**unlimited, **wishes, **told["hours_per_week"]}):
        guilty = list(wishes)
    if not guilty:
        yield from _too_many_credits(problem) or _closed(what_if, unlimited, asked)
        return
    barred = {
        "avoid": ReasonKind.AVOIDED,
        "dropped": ReasonKind.DROPPED,
        "seats": ReasonKind.SEATS,
        "state": ReasonKind.STATE,
    }
    found = [
        Reason(kind, name)
        for why, kind in barred.items()
        for name, bar in problem.barred.items()
        if bar == why and why in guilty and name in asked
    ]
    yield from found
    if "moves" in guilty or (problem.learner.moves and guilty == ["state"] and not found):
        yield Reason(ReasonKind.MOVE, problem.targets[0])
    if "work_hours" in guilty:
        yield from _too_much_work(problem, asked)
    if "hours_per_week" in guilty:
        yield from _too_many_hours(problem, asked)


def asked_for(problem: Problem) -> list[str]:
    """Return the steps that some requirement on a way to the goal names, in order."""
    found = set(problem.targets)
    todo = list(found)
    while todo:
        new = problem.leaves[todo.pop()] - problem.held.keys() - found
        found |= new
        todo += new
    return sorted(found, key=problem.place.__getitem__)


def _too_many_credits(problem: Problem) -> list[Reason]:
    """Return the steps that have more credits than any term may have."""
    terms, asked = problem.terms, asked_for(problem)
    if terms is None:
        return []
    names = [name for name in asked if terms.credits.get(name, 0) > terms.allowed]
    kind, have = ReasonKind.CREDITS, as_number(terms.allowed)
    return [Reason(kind, n, have=have, need=as_number(terms.credits[n])) for n in names]


def as_number(count: Fraction) -> Decimal:
    """Return credits as they are told."""
    return Decimal(count.numerator) / Decimal(count.denominator)


def _closed(what_if: WhatIf, unlimited: Circumstances, asked: Sequence[str]) -> Iterator[Reason]:
    """Yield what bars the way where nothing that a learner could change does."""
    problem = what_if.problem
    aged = any(task.latest < NEVER for task in problem.tasks.values())
    if aged and what_if.find_any(**unlimited, birth_date=None):
        yield from _too_old(problem, asked)
        return
    closed = [problem.tasks[name] for name in asked if name in problem.tasks]
    closed = [task for task in closed if task.step.intakes]
    kind = ReasonKind.INTAKE if closed else ReasonKind.UNREACHABLE
    for task in closed:
        yield Reason(kind, task.id)
    if not closed:
        yield Reason(kind, problem.targets[0])


def _too_old(problem: Problem, asked: Sequence[str]) -> Iterator[Reason]:
    """Yield the steps for which one is too old before they could start."""
    soonest = Earliest(retold_without_ages(problem)).always.starts
    born, found = problem.learner.birth_date, False
    for name in asked:
        task, day = problem.tasks.get(name), soonest.get(name, NEVER)
        age = task.step.maximum_age if task is not None else None
        if task is not None and age is not None and born and task.latest < day < NEVER:
            found = True
            have = Decimal(age_on(born, date.fromordinal(floor(day))))
            yield Reason(ReasonKind.TOO_OLD, name, have=have, need=Decimal(age))
    if not found:
        yield Reason(ReasonKind.TOO_OLD, problem.targets[0])


def retold_without_ages(problem: Problem) -> Problem:
    """Return the problem in which nobody is too old for anything."""
    tasks = {name: evolve(task, latest=NEVER) for name, task in problem.tasks.items()}
    return evolve(problem, tasks=tasks)


def same_day(problem: Problem, names: Sequence[str]) -> Iterator[list[Task]]:
    """Yield those among some steps that must start on the same day (rule 19), at least two."""
    tasks = [problem.tasks[name] for name in names if name in problem.tasks]
    joined = {task.id: [*task.joined] for task in tasks if task.begun is None}
    for name, others in list(joined.items()):
        for other in others:
            joined.get(other, []).append(name)
    groups = dict.fromkeys(knots(joined).values())
    for group in groups:
        if len(group) > 1:
            yield [task for task in tasks if task.id in group]


def _too_much_work(problem: Problem, asked: Sequence[str]) -> Iterator[Reason]:
    week, found = problem.week, False
    have = Decimal(str(problem.learner.work_hours or 0)) if week.both is None else HOURS_OF_LIFE
    for task in (problem.tasks[name] for name in asked if name in problem.tasks):
        if week.is_over(0, task.pace.work):
            found = True
            need = Decimal(math.ceil(task.pace.work))
            yield Reason(ReasonKind.WORK_HOURS, task.id, have=Decimal(have), need=need)
    if not found:
        yield Reason(ReasonKind.WORK_HOURS, problem.targets[0])


def _too_many_hours(problem: Problem, asked: Sequence[str]) -> Iterator[Reason]:
    found = False
    for task in (problem.tasks[name] for name in asked if name in problem.tasks):
        weekly = Decimal(task.pace.weekly.numerator) / task.pace.weekly.denominator
        if task.pace.hours is None and (weekly or not task.pace.studies):
            continue
        need = math.ceil(task.pace.load(problem.start)) if weekly and task.pace.span else 1
        if need > weekly:
            found = True
            yield Reason(ReasonKind.HOURS, task.id, have=weekly, need=Decimal(need))
    for task, *others in [] if found else same_day(problem, asked):
        need = math.ceil(sum(one.pace.load(problem.start) for one in (task, *others)))
        if need > weekly:
            found, names = True, tuple(one.id for one in others)
            yield Reason(ReasonKind.HOURS, task.id, have=weekly, need=Decimal(need), beside=names)
    if not found:
        yield Reason(ReasonKind.HOURS, problem.targets[0])
