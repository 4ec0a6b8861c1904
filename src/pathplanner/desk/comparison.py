"""Several answers at once: all goals within reach, and plans beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from attrs import evolve, frozen

from pathplanner.desk.case import Case, open_case
from pathplanner.desk.pathways import Shelf, Source
from pathplanner.desk.plans import WORDS, make
from pathplanner.desk.request import Request
from pathplanner.document.comparison import (
    Compared,
    compare_plans,
    compare_ways,
    comparison_heads,
    ways_not_looked_for,
)
from pathplanner.errors import Faults
from pathplanner.formats.bundled import bundled_pathways
from pathplanner.model.plan import Plan, Reached
from pathplanner.planning.reachable import goals_of
from pathplanner.planning.reachable import reach as reach_goals


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
        note: That there may be more ways than the rows tell, in words; else nothing.
    """

    plans: tuple[tuple[str, Plan], ...]
    rows: tuple[Compared, ...]
    heads: tuple[str, ...]
    note: str = ""


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
    note = ways_not_looked_for(made) if alone else ""
    return Comparison(tuple(plans), rows, comparison_heads(made), note)


def open_all(*requests: Request | Case) -> tuple[Case, ...]:
    """Return the cases of several requests; what they share is read once.

    A request that names no pathway, and whose person does not, is about those of the first.

    Raises:
        InputError: Something is wrong with a request; every fault is told.
    """
    shelf, faults = Shelf(), Faults()

    def case_of(one: Request | Case, usual: Sequence[Source] | None = None) -> Case:
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
