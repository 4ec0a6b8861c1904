"""Put one random case to the planner and to the oracle, and say where they differ."""

from __future__ import annotations

import random_cases
from attrs import frozen
from oracle import Route, TooLarge, best_of, front_of, routes

from pathplanner.model.plan import Plan, Status
from pathplanner.planning import plan
from pathplanner.verification import verify
from pathplanner.verification.case import Case


@frozen
class Outcome:
    """What came of one case: its kind for counting, and what differs."""

    seed: int
    kind: str
    differences: tuple[str, ...] = ()


def compare(seed: int, *, largest: int = 7) -> Outcome:
    """Plan the case with this seed twice and compare."""
    question = random_cases.make(seed, largest=largest)
    try:
        found = front_of(list(routes(Case(*question))))
    except TooLarge:
        return Outcome(seed, "too large for the oracle")
    kind = f"front of {len(found)}" if found else "impossible"
    try:
        return Outcome(seed, kind, tuple(differences(question, found)))
    except Exception as error:
        return Outcome(seed, kind, (f"crash: {type(error).__name__}: {error}",))


def differences(question: random_cases.Question, front: list[Route]) -> list[str]:
    """Return in words where the planner's answer is not the oracle's."""
    pathway, learner, goal = question
    answer = plan(pathway, learner, goal)
    found = [f"verify: {fault}" for fault in verify(answer, pathway)]
    if not front or answer.status is Status.IMPOSSIBLE:
        expected = Status.IMPOSSIBLE if not front else Status.OPTIMAL
        if answer.status is not expected:
            found.append(f"status {answer.status}, oracle {[r.point for r in front]}")
        return found
    if answer.status is not Status.OPTIMAL:
        found.append(f"status {answer.status}")
    best = best_of(front, learner.prefer)
    mine = [(str(r.finish), str(r.out_of_pocket), *sorted(r.times)) for r in [best]]
    if (answer.finish, answer.cost.out_of_pocket) != (best.finish, best.out_of_pocket):
        found.append(f"plan {answer.finish} {answer.cost.out_of_pocket} {ids(answer)}, {mine}")
    elif ids(answer) != sorted(best.times):
        found.append(f"steps {ids(answer)}, oracle {sorted(best.times)}")
    points = [r.point for r in front]
    theirs = [
        (a.unknown_lengths, a.finish, a.unknown_prices, a.out_of_pocket)
        for a in answer.alternatives
    ]
    if sorted(theirs) != sorted(points) and best.times:
        found.append(f"front {readable(theirs)}, oracle {readable(points)}")
    return found


def ids(answer: Plan) -> list[str]:
    """Return the ids of the planned steps, sorted."""
    return sorted(step.id for step in answer.steps)


def readable(points: list[tuple]) -> list[str]:
    """Return points of a front as short texts."""
    return [f"{a}?/{b}/{c}?/{d}" for a, b, c, d in points]
