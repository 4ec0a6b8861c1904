"""`plan --from`: the circumstances, goal and pathway of a plan made before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pathplanner.cli.faults import Faults
    from pathplanner.model.learner import Learner
    from pathplanner.model.plan import Plan


UNCLEAR = (
    "It is not clear which pathway this is about.",
    "PATHWAY",
    "Name one that `pathplanner list` shows, or a file. A learner file can name it with the goal,"
    " such as medical-biller-and-coder/cpc.",
)
"""What is said when no pathway is named, and no plan or goal names one."""


def read_source(given: Mapping[str, Any], faults: Faults) -> Plan | None:
    """Return the plan that --from names; what is wrong with it is written down.

    Raises:
        click.UsageError: Neither a pathway nor a plan is named.
    """
    from pathplanner.formats.files import load_plan

    name = given["source"]
    if not name:
        if given["pathway"] is None and not given["learner"]:
            raise click.UsageError("Missing argument 'PATHWAY'.", click.get_current_context())
        return None
    if given["learner"]:
        faults.add("Both --from and --learner tell of a person.", "--from", "Give one of them.")
    return faults.of(lambda: load_plan(name))


def pathways_of_goal(learner: Learner | None) -> tuple[str, ...]:
    """Return the bundled pathways that the goal of a learner names; none if one is not bundled."""
    from pathplanner.formats.source import bundled_pathways
    from pathplanner.model.scope import MARK

    goals = learner.goal if learner else ()
    scopes = tuple(dict.fromkeys(goal.partition(MARK)[0] for goal in goals if MARK in goal))
    return scopes if all(name in bundled_pathways() for name in scopes) else ()


def pathway_names(
    given: Mapping[str, Any], source: Plan | None, learner: Learner | None, faults: Faults
) -> tuple[str, ...]:
    """Return the pathways to plan on: those named, or else those of the plan before or the goal.

    The plan and the goal tell ids of pathways; only a bundled one can be found by its id.
    """
    from pathplanner.formats.source import bundled_pathways

    if given["pathway"] is not None:
        return (given["pathway"], *given["others"])
    if source is None:
        scopes = pathways_of_goal(learner)
        # What is wrong with the plan or the learner file is written down.
        if not scopes and not faults.found:
            faults.add(*UNCLEAR)
        return (*scopes, *given["others"]) if scopes else ()
    names = tuple(source.pathway.id.split("+"))
    own = [name for name in names if name not in bundled_pathways()]
    for name in own:
        hint = "Name its file as PATHWAY."
        faults.add(f"The pathway {name!r} of the plan is not a bundled one.", "--from", hint)
    return () if own else (*names, *given["others"])


def learner_of(source: Plan) -> Learner:
    """Return the person of a plan, with the goal that it was made for."""
    from attrs import evolve

    return evolve(source.learner, goal=source.goal)
