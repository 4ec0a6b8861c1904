"""The few facts worth asking for, and at which value of each the choice tips.

"What to ask first" on the page of the rules says what these are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from pathplanner.model.claims import FactQuestion, Tip
from pathplanner.model.learner import Prefer
from pathplanner.model.own_facts import split_path
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.planning.explain.asking import Asking, NotSure
from pathplanner.planning.explain.claims import Outlook, all_open
from pathplanner.planning.explain.tipping import Change, FactScale, estimates_of
from pathplanner.planning.problem.problem import LESSONS, Problem
from pathplanner.planning.problem.retold import nothing
from pathplanner.planning.search.front import Answer, Candidate
from pathplanner.planning.search.no_choice import required_steps

MOST_QUESTIONS = 5
"""How many questions are kept, those with most at stake."""


def find_questions(
    problem: Problem, answer: Answer, chosen: Candidate, outlook: Outlook
) -> tuple[FactQuestion, ...]:
    """Return the few facts that could change the choice or break a limit, by what is at stake."""
    asking = Asking.of(problem, answer, chosen)
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


def _of_the_plan(asking: Asking, outlook: Outlook) -> Iterator[FactQuestion]:
    """Yield a question for each open fact of the plan that could make another way best."""
    problem = asking.problem
    every = [p for task in problem.tasks.values() for p in all_open(problem, task)]
    musts = required_steps(problem)
    for path in outlook.claims.unknown:
        step = split_path(path)[0]
        if not _matters(problem, path):
            continue
        with suppress(NotSure):
            other = None
            if step in problem.tasks and step not in musts:
                other = asking.best({p: nothing(p) for p in every}, [step])
            change = _beside(asking, path, outlook.claims.unknown, other)
            if told := change.question(0, change.scale.most, None):
                yield told


def _of_rivals(asking: Asking, outlook: Outlook) -> Iterator[FactQuestion]:
    """Yield a question for each open fact of a way that could be better than the plan."""
    problem = asking.problem
    for rival in outlook.rivals:
        for name in rival.schedule.starts:
            for path in all_open(problem, problem.tasks[name]):
                if name in asking.chosen.steps or not _matters(problem, path):
                    continue
                with suppress(NotSure):
                    change = _beside(asking, path, outlook.claims.unknown, rival)
                    if told := change.question(change.scale.most, 0, None, is_rival=True):
                        yield told


def _beside(asking: Asking, path: str, own: Sequence[str], other: Candidate | None) -> Change:
    """Return how the plan and another way compare by one fact, what else is open at nothing."""
    problem = asking.problem
    steps = other.schedule.starts if other else ()
    theirs = [p for name in steps for p in all_open(problem, problem.tasks[name])]
    rest = {p: nothing(p) for p in (*own, *theirs) if p != path}
    return Change(asking, FactScale.of(path, None), rest)


def _of_estimates(asking: Asking) -> Iterator[FactQuestion]:
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
            scale = FactScale.of(path, value)
            ends = (value.high, value.low) if is_own else (value.low,)
            change = Change(asking, scale, {})
            for end in ends:
                with suppress(NotSure):
                    start = scale.count(value.likely)
                    told = change.question(start, scale.count(end), value, is_rival=not is_own)
                    if told:
                        yield told
                        break


def _tipping(
    asking: Asking, found: Mapping[str, Estimate | Duration]
) -> Mapping[str, Estimate | Duration]:
    """Return the estimates of steps beside the plan with which another may be best.

    Others are better off with many estimates at their low ends than with one of these: where
    the plan is best then, none of them need be asked for alone.
    """
    if not found:
        return {}
    best, is_sure = _luckiest(asking, found)
    if is_sure and best is not None and best.steps == asking.chosen.steps:
        return {}
    # How far a balanced plan is from the ends changes with the ends.
    if len(found) == 1 or asking.problem.prefer is Prefer.BALANCED:
        return found
    paths = [*found]
    parts = [paths[: len(paths) // 2], paths[len(paths) // 2 :]]
    if best is not None:
        # What this plan has may have made it best; it may be that nothing else does.
        own = [path for path in paths if split_path(path)[0] in best.steps]
        if 0 < len(own) < len(paths):
            parts = [own, [path for path in paths if path not in own]]
    tipping = [_tipping(asking, {path: found[path] for path in part}) for part in parts]
    return {path: found[path] for path in paths if any(path in part for part in tipping)}


def _luckiest(
    asking: Asking, found: Mapping[str, Estimate | Duration]
) -> tuple[Candidate | None, bool]:
    """Return the best plan where estimates are at their low ends, and whether that is certain."""
    lucky = {}
    for path, value in found.items():
        scale = FactScale.of(path, value)
        lucky[path] = scale.at(scale.count(value.low))
    try:
        return asking.best(lucky), True
    except NotSure:
        return None, False


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
