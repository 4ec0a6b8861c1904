"""`plan --from`: the circumstances, goal and pathway of a plan made before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pathplanner.cli.faults import Faults
    from pathplanner.model.learner import Learner
    from pathplanner.model.plan import Plan


def read_source(given: Mapping[str, Any], faults: Faults) -> Plan | None:
    """Return the plan that --from names; what is wrong with it is written down.

    Raises:
        click.UsageError: Neither a pathway nor a plan is named.
    """
    from pathplanner.formats.files import load_plan

    name = given["source"]
    if not name:
        if given["pathway"] is None:
            raise click.UsageError("Missing argument 'PATHWAY'.", click.get_current_context())
        return None
    if given["learner"]:
        faults.add("Both --from and --learner tell of a person.", "--from", "Give one of them.")
    return faults.of(lambda: load_plan(name))


def pathway_names(given: Mapping[str, Any], source: Plan | None, faults: Faults) -> tuple[str, ...]:
    """Return the pathways to plan on: those named, or else those of the plan before.

    The plan tells the ids of its pathways; only a bundled one can be found by its id.
    """
    from pathplanner.formats.source import bundled_pathways

    if given["pathway"] is not None:
        return (given["pathway"], *given["others"])
    if source is None:  # the fault is written down
        return ()
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
