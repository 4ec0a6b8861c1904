"""What requirements come to for one learner: totals and limits on what counts, in plain words."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pathplanner.model.graph import is_met
from pathplanner.model.listed import joint_of
from pathplanner.model.pathway import Pathway
from pathplanner.model.requirement import AllOf, steps_in


def shared_between(
    pathway: Pathway, targets: Iterable[str], held: Collection[str]
) -> dict[str, AllOf]:
    """Return what steps require beside their own because only so much may count for two.

    The second of the two that the pathway names waits until both can be met. It counts only
    where every way to the goal takes both.
    """
    if not pathway.sharing:
        return {}
    certain = _certain(pathway, targets, held)
    found: dict[str, AllOf] = {}
    for pair in pathway.sharing:
        if certain.issuperset(pair.between):
            joint, last = joint_of(pair, pathway.by_id), pair.parts[1]
            found[last] = AllOf((found[last], joint)) if last in found else joint
    return found


def _certain(pathway: Pathway, targets: Iterable[str], held: Collection[str]) -> set[str]:
    """Return the steps that every way to the goal takes, by what requires them."""
    found: set[str] = set()
    todo = list(targets)
    while todo:
        name = todo.pop()
        if name in found or name in held:
            continue
        found.add(name)
        requires = pathway.by_id[name].requires
        every = set(steps_in(requires))
        todo += [one for one in every if not is_met(requires, (every | set(held)) - {one})]
    return found
