"""Put one question to the planner and to the CP-SAT model, and say where they differ."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

import cpsat
import cpsat_parts
import cpsat_question
import cpsat_solver
import medium_cases
from attrs import frozen

from pathplanner.model.plan import Plan, Status
from pathplanner.planning import plan
from pathplanner.verification import verify

EFFORT = 100_000
LIMIT = 60.0
"""Seconds for each question to CP-SAT."""


@frozen
class Outcome:
    """What came of one case: its kind for counting, what differs, and the seconds taken."""

    seed: int
    kind: str
    differences: tuple[str, ...] = ()
    ours: float = 0.0
    theirs: float = 0.0
    steps: int = 0


@contextmanager
def patient(seconds: float) -> Iterator[None]:
    """Raise TimeoutError when what is inside takes longer; for ever when 0."""

    def stop(*_: object) -> None:
        raise TimeoutError

    if not seconds:
        yield
        return
    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def points_of(answer: Plan, question: medium_cases.Question) -> list[tuple]:
    """Return the places on the front of a plan, earliest first."""
    asked = cpsat_question.Question(*question)
    return sorted(
        (asked.open_times(a.steps), a.finish, a.unknown_prices, a.out_of_pocket)
        for a in answer.alternatives
    )


def exact(question: medium_cases.Question, *, front: bool, lean: bool, limit: float) -> list[tuple]:
    """Return the fastest and the cheapest place by CP-SAT, or the whole front."""
    solver = cpsat_solver.Solver(cpsat.Model(*question, lean=lean), limit)
    if front:
        return [point.place for point in solver.front()]
    ends = (solver.fastest(), solver.cheapest())
    return list(dict.fromkeys(point.place for point in ends if point is not None))


def compare(
    seed: int,
    *,
    low: int = 20,
    high: int = 60,
    front: bool = True,
    lean: bool = False,
    limit: float = LIMIT,
    effort: int = EFFORT,
    patience: float = 0,
    week: bool = False,
    make: Callable[..., medium_cases.Question] = medium_cases.make,
) -> Outcome:
    """Plan the medium case with this seed twice and compare."""
    question = make(seed, low=low, high=high, week=week)
    begun = perf_counter()
    try:
        points = exact(question, front=front, lean=lean, limit=limit)
    except cpsat_parts.NotProvedError:
        return Outcome(seed, "not proved by CP-SAT within the limit")
    theirs = perf_counter() - begun
    begun = perf_counter()
    try:
        with patient(patience):
            answer = plan(*question, effort=effort)
    except TimeoutError:
        return Outcome(seed, "planner slower than its patience", steps=len(question[0].steps))
    except Exception as error:
        return Outcome(seed, "crash", (f"{type(error).__name__}: {error}",))
    ours = perf_counter() - begun
    found = (
        *differences(answer, question, points, front=front),
        *(f"verify: {fault}" for fault in verify(answer, question[0])),
    )
    if not found and answer.steps and answer.status in (Status.OPTIMAL, Status.OPEN):
        found = tuple(ties(answer, question, lean=lean, limit=limit))
    kind = f"equal, front of {len(points)}" if points else "equal, impossible"
    if (
        found
        and not found[0].startswith(("verify", "ties"))
        and answer.status is not Status.FEASIBLE
    ):
        other = exact(question, front=front, lean=not lean, limit=limit)
        if not any(differences(answer, question, other, front=front)):
            kind = f"equal only {'without' if lean else 'under'} rule 2 as it is worded"
            return Outcome(seed, kind, found, ours, theirs, len(question[0].steps))
    if found:
        kind = "different"
    elif answer.status is Status.FEASIBLE or undecided(answer):
        kind = "not proved by the planner"
    return Outcome(seed, kind, found, ours, theirs, len(question[0].steps))


def ties(
    answer: Plan, question: medium_cases.Question, *, lean: bool, limit: float
) -> Iterator[str]:
    """Yield in words where another plan is as fast and as cheap and has less in it."""
    chosen = next(one for one in answer.alternatives if one.chosen)
    place = (
        cpsat_question.Question(*question).open_times(chosen.steps),
        chosen.finish,
        chosen.unknown_prices,
        chosen.out_of_pocket,
    )
    solver = cpsat_solver.Solver(cpsat.Model(*question, lean=lean), limit)
    least = solver.fewest(place)
    mine = (answer.study_hours, len(answer.steps))
    if mine != least:
        yield f"ties: {mine[0]} hours, {mine[1]} steps; CP-SAT {least[0]} hours, {least[1]} steps"


def undecided(answer: Plan) -> bool:
    """Tell whether the planner gave up before it found anything."""
    return any(reason.kind == "undecided" for reason in answer.reasons)


def differences(
    answer: Plan, question: medium_cases.Question, points: list[tuple], *, front: bool
) -> Iterator[str]:
    """Yield in words where the planner's answer is not CP-SAT's."""
    mine = points_of(answer, question)
    if undecided(answer):
        return
    if bool(mine) is not bool(points):
        yield f"worse: status {answer.status}, CP-SAT {readable(points)}"
        return
    if not front:
        mine = list(dict.fromkeys((mine[0], mine[-1]))) if mine else []
    beaten = [point for point in mine if any(beats(other, point) for other in points)]
    winning = [point for point in mine if not any(covers(other, point) for other in points)]
    missing = [point for point in points if point not in mine]
    if answer.status is Status.FEASIBLE:
        if winning and front:
            yield f"better {readable(winning)}, CP-SAT {readable(points)}"
    elif winning and not missing:
        yield f"better {readable(winning)}, CP-SAT {readable(points)}"
    elif missing or beaten:
        yield f"worse {readable(mine)}, CP-SAT {readable(points)}"


def covers(mine: tuple, point: tuple) -> bool:
    """Tell whether one place is as fast and as cheap as another."""
    return mine[:2] <= point[:2] and mine[2:] <= point[2:]


def beats(mine: tuple, point: tuple) -> bool:
    """Tell whether one place is as fast and as cheap as another, and not the same."""
    return mine != point and covers(mine, point)


def readable(points: list[tuple]) -> list[str]:
    """Return places on a front as short texts."""
    return [f"{a}?/{b}/{c}?/{d}" for a, b, c, d in points]
