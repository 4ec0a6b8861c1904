"""The plan for a request, the one after an old plan, and an old one in another language."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from attrs import evolve

from pathplanner.desk.case import Case, opened
from pathplanner.desk.pathways import translated
from pathplanner.desk.request import File, Request
from pathplanner.errors import Faults
from pathplanner.formats.bundled import bundled_pathways, is_bundled
from pathplanner.formats.files import load_pathway, load_plan
from pathplanner.model.plan import Plan
from pathplanner.model.refusal import Change, ChangeKind
from pathplanner.model.translation import pathway_texts
from pathplanner.planning import plan as best_plan
from pathplanner.planning.search.front_search import EFFORT
from pathplanner.revision import revise as revised

WORDS = "Looking for the best plan"


def plan(request: Request | Case) -> Plan:
    """Return the best plan; after a plan before, with what changed since.

    Raises:
        InputError: Something is wrong with the request; every fault is told.
    """
    case = opened(request)
    made = make(case, asks=True)
    futures, working = case.request.futures, case.request.meanwhile
    if futures and made.steps:
        from pathplanner.planning.futures.simulation import forecast

        words = "Simulating futures"
        with working(words, futures) as begin:
            found = forecast(made, case.pathway, futures, before_each=lambda: begin(words))
        made = evolve(made, forecast=found)
    return revised(case.previous, made) if case.previous else made


def make(case: Case, *, asks: bool = False, **changes: Any) -> Plan:
    """Return the best plan for the person with changed circumstances.

    Advice to start on a day that is over is left out.

    Args:
        case: The case.
        asks: Whether to look for the facts that are worth asking for.
        **changes: Fields of the learner.
    """
    request = case.request
    learner = evolve(case.learner, **changes)
    with request.meanwhile(WORDS, 0):
        made = best_plan(case.pathway, learner, effort=request.effort or EFFORT, questions=asks)

    def is_over(change: Change) -> bool:
        starts = change.kind is ChangeKind.START and change.on
        return bool(starts and request.today and starts < request.today)

    # A plan that is made again from itself is the same plan: only odd numbers are kept apart.
    usual = {step.id: place for place, step in enumerate(made.steps, 1)}
    numbers = {} if made.numbers == usual else made.numbers
    return evolve(
        made,
        learner=evolve(made.learner, numbers=numbers),
        changes=tuple(one for one in made.changes if not is_over(one)),
        change_pairs=tuple(
            one for one in made.change_pairs if not (is_over(one.first) or is_over(one.second))
        ),
    )


def revise(old: Plan | File, request: Request | None = None) -> Plan:
    """Return the plan after an old one, with what changed: its person, goal and pathway count.

    Args:
        old: A plan, or the JSON or the PDF roadmap that holds it.
        request: What is different now.

    Raises:
        InputError: Something is wrong with either; every fault is told.
    """
    asked = request or Request()
    source = old if asked.learner is None else None
    return plan(evolve(asked, from_plan=source, previous=old))


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
    # The texts of those that come with pathplanner are all translated.
    written = [load_pathway(name) for name in pathways if not is_bundled(os.fspath(name))]
    own = {text: one.language for one in written for text in pathway_texts(one)}
    found = translated(made, language, names, own, faults)
    faults.stop()
    return found
