"""Plans for a request: the best one, the one after an old one, several side by side."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from pathplanner.desk.case import Case, open_case, opened
from pathplanner.desk.pathways import Shelf, Source, translated
from pathplanner.desk.request import File, Request
from pathplanner.document.comparison import (
    Compared,
    compare_plans,
    compare_ways,
    comparison_heads,
)
from pathplanner.errors import Faults
from pathplanner.formats.files import load_plan
from pathplanner.formats.source import bundled_pathways
from pathplanner.model.plan import Plan, Reached
from pathplanner.model.refusal import Change, ChangeKind
from pathplanner.planning import plan as best_plan
from pathplanner.planning.forecast.simulation import forecast
from pathplanner.planning.reachable import goals_of
from pathplanner.planning.reachable import reach as reach_goals
from pathplanner.planning.search.front_search import EFFORT
from pathplanner.revision import revise as revised

WORDS = "Looking for the best plan"


def plan(request: Request | Case) -> Plan:
    """Return the best plan; after a plan before, with what changed since.

    Raises:
        InputError: Something is wrong with the request; every fault is told.
    """
    case = opened(request)
    made = make(case)
    futures, working = case.request.futures, case.request.meanwhile
    if futures and made.steps:
        words = "Simulating futures"
        with working(words, futures) as begin:
            found = forecast(made, case.pathway, futures, before_each=lambda: begin(words))
        made = evolve(made, forecast=found)
    return revised(case.previous, made) if case.previous else made


def make(case: Case, **changes: Any) -> Plan:
    """Return the best plan for the person with changed circumstances.

    Advice to start on a day that is over is left out.
    """
    request = case.request
    learner = evolve(case.learner, **changes)
    with request.meanwhile(WORDS, 0):
        made = best_plan(case.pathway, learner, effort=request.effort or EFFORT)

    def is_over(change: Change) -> bool:
        starts = change.kind is ChangeKind.START and change.on
        return bool(starts and request.today and starts < request.today)

    return evolve(made, changes=tuple(one for one in made.changes if not is_over(one)))


def revise(old: Plan | File, request: Request | None = None) -> Plan:
    """Return the plan after an old one, with what changed: its person, goal and pathway count.

    Args:
        old: A plan, or the JSON or the PDF roadmap that holds it.
        request: What is otherwise now.

    Raises:
        InputError: Something is wrong with either; every fault is told.
    """
    asked = request or Request()
    before = old if isinstance(old, Plan) else load_plan(old)
    source = before if asked.learner is None else None
    return plan(evolve(asked, from_plan=source, previous=before))


def in_language(old: Plan | File, language: str, pathways: Sequence[File] = ()) -> Plan:
    """Return a plan with its texts in another language, as far as they are translated.

    Args:
        old: A plan, or the JSON or the PDF roadmap that holds it.
        language: BCP 47 tag, such as `es`.
        pathways: Where its pathways are; bundled ones need not be named.

    Raises:
        InputError: The plan or a translation is faulty.
    """
    made = old if isinstance(old, Plan) else load_plan(old)
    known = bundled_pathways()
    names = [os.fspath(name) for name in pathways]
    names = names or [name for name in made.pathway.id.split("+") if name in known]
    faults = Faults()
    found = translated(made, language, names, faults)
    faults.stop()
    return found


def reach(request: Request | Case) -> tuple[Reached, ...]:
    """Return every goal and whether it is in reach; of all bundled pathways if none is named.

    Raises:
        InputError: Something is wrong with the request; every fault is told.
    """
    case = request if isinstance(request, Case) else open_to_reach(request)
    pathway, working = case.pathway, case.request.meanwhile
    with working("", len(goals_of(pathway))) as begin:
        return reach_goals(
            pathway, case.learner, before_each=lambda goal: begin(f"Planning {goal.id}")
        )


def open_to_reach(request: Request) -> Case:
    """Return the case of a request for what is in reach: the goal of the person is not looked at.

    Raises:
        InputError: Something is wrong with the request; every fault is told.
    """
    names = request.pathways or bundled_pathways()
    return open_case(evolve(request, pathways=names), has_goal=False)


@frozen
class Comparison:
    """Plans beside each other.

    Attributes:
        plans: Each with the name of the person; the first is what the others are compared with.
        rows: What each takes and what is different from the first, in words. They are the
            ways to the goal where there is one plan alone.
        heads: The heads of the cells of a row.
    """

    plans: tuple[tuple[str, Plan], ...]
    rows: tuple[Compared, ...]
    heads: tuple[str, ...]


def compare(*requests: Request | Case) -> Comparison:
    """Return the plans of requests beside each other; of one alone, the ways to its goal.

    Raises:
        InputError: Something is wrong with a request; every fault is told.
    """
    cases = open_all(*requests)
    first, plans = cases[0], []
    with first.request.meanwhile("", len(cases)) as begin:
        for case in cases:
            name = _name(case, first)
            begin(f"{WORDS}: {name or case.request.label}")
            plans.append((name, make(case)))
    made = plans[0][1]
    alone = len(plans) == 1 and made.alternatives
    rows = compare_ways(made) if alone else compare_plans(plans)
    return Comparison(tuple(plans), rows, comparison_heads(made))


def open_all(*requests: Request | Case) -> tuple[Case, ...]:
    """Return the cases of several requests; what they share is read once.

    A request that names no pathway, and whose person does not, is about those of the first.

    Raises:
        InputError: Something is wrong with a request; every fault is told.
    """
    shelf, faults = Shelf(), Faults()

    def case_of(one: Request | Case, usual: Sequence[Source] = ()) -> Case:
        return one if isinstance(one, Case) else open_case(one, shelf, usual)

    first = case_of(requests[0])
    usual = first.request.pathways or first.pathways.names
    others = [faults.of(lambda: case_of(one, usual)) for one in requests[1:]]  # noqa: B023
    faults.stop()
    return (first, *filter(None, others))


def _name(case: Case, first: Case) -> str:
    """Return whose plan it is; nothing where it is called by what is different in it."""
    if case is first:
        return case.learner.name
    if case.request.learner == first.request.learner:
        return ""
    return case.learner.name or (Path(case.file.name).stem if case.file else "")
