"""Put one catalogue to the planner and to the CP-SAT model, and say where they differ."""

from __future__ import annotations

from time import process_time

import catalog_cases
import cpsat
import cpsat_parts
import cpsat_solver
from attrs import frozen

from pathplanner.planning.problem.builder import pose
from pathplanner.planning.problem.problem import money
from pathplanner.planning.search.front import choose
from pathplanner.planning.search.front_search import solve

PREFERENCES = ("fastest", "cheapest", "balanced")
LIMIT = 60.0
"""Seconds for each question to CP-SAT."""


@frozen
class Outcome:
    """What came of one case: its kind for counting, what differs, and the CPU seconds taken."""

    seed: int
    wish: str
    kind: str
    words: str = ""
    ours: float = 0.0
    theirs: float = 0.0


def ask_planner(question: catalog_cases.Question) -> tuple[tuple | None, bool, float]:
    """Return the place of the planner's plan, whether it is proved, and the CPU seconds."""
    learner = question[1]
    begun = process_time()
    wish = learner.prefer if learner.prefer != "balanced" else None
    answer = solve(pose(*question), only=wish)
    took = process_time() - begun
    if not answer.front:
        return None, answer.proved, took
    best = choose(answer.front, learner.prefer)
    place = (best.time[0], best.schedule.finish, best.cost[0], money(best.schedule.cost))
    return place, answer.is_proved(learner.prefer), took


def ask_cpsat(question: catalog_cases.Question, limit: float) -> tuple[tuple | None, float]:
    """Return the place of CP-SAT's plan, and the CPU seconds to build and solve the model."""
    begun = process_time()
    solver = cpsat_solver.Solver(cpsat.Model(*question), limit)
    wish = question[1].prefer
    ask = {"fastest": solver.fastest, "cheapest": solver.cheapest, "balanced": solver.balanced}
    point = ask[wish]()
    took = process_time() - begun
    if point is None:
        return None, took
    unknown, finish = point.time
    return (unknown, finish.toordinal(), *point.cost), took


def compare(seed: int, wish: str, *, full: bool = False, limit: float = LIMIT) -> Outcome:
    """Plan the catalogue with this seed twice and compare."""
    return compare_question(catalog_cases.make(seed, wish, full=full), seed, wish, limit=limit)


def compare_question(
    question: catalog_cases.Question, seed: int, wish: str, *, limit: float = LIMIT
) -> Outcome:
    """Plan a catalogue twice and compare."""
    mine, proved, ours = ask_planner(question)
    try:
        exact, theirs = ask_cpsat(question, limit)
    except cpsat_parts.NotProvedError:
        kind = "not proved by CP-SAT" if proved else "not proved by either"
        return Outcome(seed, wish, kind, f"{mine}", ours)
    if not proved:
        kind = "not proved by the planner"
        kind += ", equal" if mine == exact else ", different"
    else:
        kind = "equal" if mine == exact else "different"
    words = "" if mine == exact else f"{mine} and {exact}"
    return Outcome(seed, wish, kind, words, ours, theirs)
