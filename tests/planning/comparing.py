"""Put one random case to the planner and to the oracle, and say where they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal

import random_cases
from attrs import evolve, frozen
from oracle import (
    Route,
    TooLarge,
    best_of,
    case_and_routes,
    front_of,
    may_wait,
    route_of,
    routes,
)

from pathplanner.model.claims import Alternative
from pathplanner.model.learner import Learner, Prefer
from pathplanner.model.plan import Plan, Status
from pathplanner.planning import plan
from pathplanner.verification import timing, verify
from pathplanner.verification.case import Case


@frozen
class Outcome:
    """What came of one case: its kind for counting, and what differs."""

    seed: int
    kind: str
    differences: tuple[str, ...] = ()


def compare(
    seed: int, make: Callable = random_cases.make, by: Callable = routes, **how: object
) -> Outcome:
    """Plan the case with this seed twice and compare; `how` is for what makes the case.

    `by` is the oracle: it yields every route of a case with its best schedule.
    """
    return compared(seed, make(seed, **how), by)


def compared(seed: int, question: random_cases.Question, by: Callable = routes) -> Outcome:
    """Plan a case twice and compare."""
    try:
        case, found = case_and_routes(*question, by)
    except TooLarge:
        return Outcome(seed, "too large for the oracle")
    front = front_of(found)
    kind = f"front of {len(front)}" if found else "impossible"
    try:
        differing = tuple(differences(question, case, front, found))
        if len(differing) == 1 and differing[0].startswith("cheaper"):
            return Outcome(seed, "cheaper than the oracle's, and it holds")
        return Outcome(seed, kind, differing)
    except Exception as error:
        return Outcome(seed, kind, (f"crash: {type(error).__name__}: {error}",))


def differences(
    question: random_cases.Question, case: Case, front: list[Route], routes: list[Route]
) -> list[str]:
    """Return in words where the planner's answer is not the oracle's."""
    pathway, learner, goal = question
    answer = plan(pathway, learner, goal)
    found = [f"verify: {fault}" for fault in verify(answer, pathway)]
    if not front or answer.status is Status.IMPOSSIBLE:
        kept_up = any(step.dues or step.renewal for step in pathway.steps)
        is_limited = learner.budget is not None or _is_paid_often(answer)
        if not front and answer.steps and is_limited and kept_up:
            # The oracle moves steps one by one to save dues, and may miss what a budget allows;
            # and it waits for the money of no more than eight payments of a step.
            found.append("cheaper than any that the oracle found within the budget")
        elif front or answer.status is not Status.IMPOSSIBLE:
            found.append(f"status {answer.status}, oracle {[r.point for r in front]}")
        return found
    if answer.status not in (Status.OPTIMAL, Status.OPEN):
        found.append(f"status {answer.status}")
    best = best_of(front, learner.prefer, routes)
    theirs = [
        (open_times(case, a), a.finish, a.unknown_prices, a.out_of_pocket)
        for a in answer.alternatives
    ]
    points = [r.point for r in front]
    if best.point not in points:
        points.append(best.point)
    if not best.times:
        return found
    if wish := differing_wish(case, answer, best):
        found.append(wish)
    with suppress(TooLarge):
        found += differing_rest(question, answer, best)
    if sorted(theirs) != sorted(points):
        # Steps may wait to save fees: there a plan may be cheaper than the oracle's.
        worse = any(not any(beats(mine, point) for mine in theirs) for point in points)
        better = "cheaper" if may_save(case, front) else "front better"
        word = "front worse" if worse else better
        found.append(f"{word} {readable(theirs)}, oracle {readable(points)}")
    elif ids(answer) != sorted(best.times):
        found.append(f"steps {ids(answer)}, oracle {sorted(best.times)}")
    return found


def differing_wish(case: Case, answer: Plan, best: Route) -> str:
    """Return in words where the planner's plan is not the best by a wish off the front."""
    times = {step.id: (step.start, step.finish) for step in answer.steps}
    mine = route_of(case, times, answer.finish)
    if answer.objective is Prefer.FEWEST_HOURS:
        pair = (mine.study, mine.fast), (best.study, best.fast)
    elif answer.objective is Prefer.FIRST_PAY:
        pair = (mine.pay, mine.fast), (best.pay, best.fast)
    else:
        return ""
    return "" if pair[0] == pair[1] else f"{answer.objective} {pair[0]}, oracle {pair[1]}"


def _is_paid_often(answer: Plan) -> bool:
    return any(len(step.payments) > 8 for step in answer.steps)


def differing_rest(question: random_cases.Question, answer: Plan, best: Route) -> Iterator[str]:
    """Yield where what a plan says beside itself is not so: rules 15 and 23."""
    pathway, learner, goal = question
    unsure = {step.id for step in pathway.steps if step.chosen_by}
    unsure -= {one.step for one in (*learner.under_way, *learner.holds)}
    without = None
    if unsure & {*best.times} and not unsure & {*goal, *learner.insist}:
        without = the_best(question, avoid=(*learner.avoid, *unsure))
    told = answer.fallback
    if (told and {*told.steps}) != (without and {*without.times}):
        yield f"fallback {told and told.steps}, oracle {without and sorted(without.times)}"
    elif told and without and told.finish != without.finish:
        yield f"fallback {told.finish}, oracle {without.finish}"
    if learner.savings is not None:
        yield from differing_waiting(question, answer)


def differing_waiting(question: random_cases.Question, answer: Plan) -> Iterator[str]:
    """Yield where what would let a plan begin that waits for money is not so (rule 15)."""
    told, begins = answer.waiting, begins_on(question[1], answer)
    if begins is None or (begins - answer.start).days <= 31:
        return
    rich = the_best(question, savings=Decimal(1_000_000))
    first = begins_on(question[1], rich)
    if rich is None or first is None or first >= begins:
        if told:
            yield f"waiting told, but with all money it begins on {first}"
        return
    if told is None:
        yield f"waiting until {begins} is not told; with all money it begins on {first}"
        return
    if (told.start, told.finish) != (first, rich.finish):
        yield f"waiting {told.start} {told.finish}, oracle {first} {rich.finish}"
    for name, amount in (("savings", told.savings), ("monthly", told.monthly)):
        for more, does in ((0, True), (-1, False)) if amount is not None else ():
            other = the_best(question, **{name: amount + more})
            starts = begins_on(question[1], other)
            good = other is not None and other.finish <= rich.finish and starts <= first
            if good != does:
                yield f"waiting: with {name} {amount + more} it begins on {starts}"


def the_best(question: random_cases.Question, **changes: object) -> Route | None:
    """Return the oracle's best route for a learner who tells something else."""
    pathway, learner, goal = question
    case, found = case_and_routes(pathway, evolve(learner, **changes), goal)
    return best_of(front_of(found), case.learner.prefer, found) if found else None


def begins_on(learner: Learner, made: Plan | Route | None) -> date | None:
    """Return the day on which the first step begins that is not under way."""
    begun = {one.step for one in learner.under_way}
    if isinstance(made, Plan):
        return min((one.start for one in made.steps if one.id not in begun), default=None)
    days = made.times.items() if made else ()
    return min((start for name, (start, _) in days if name not in begun), default=None)


def open_times(case: Case, way: Alternative) -> int:
    """Return how many times of a way are open."""
    return sum(timing.time_open(case, case.pathway.by_id[name]) for name in way.steps)


def may_save(case: Case, front: list[Route]) -> bool:
    """Tell whether the oracle's costs are only costs that can be reached."""
    return any(may_wait(case, route.times) for route in front)


def beats(mine: tuple, point: tuple) -> bool:
    """Tell whether one point of a front is as fast and as cheap as another."""
    return mine[:2] <= point[:2] and mine[2:] <= point[2:]


def ids(answer: Plan) -> list[str]:
    """Return the ids of the planned steps, sorted."""
    return sorted(step.id for step in answer.steps)


def readable(points: list[tuple]) -> list[str]:
    """Return points of a front as short texts."""
    return [f"{a}?/{b}/{c}?/{d}" for a, b, c, d in points]
