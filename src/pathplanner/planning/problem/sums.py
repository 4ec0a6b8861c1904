"""What requirements come to for one learner: what is shared, and what is insisted on first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from pathplanner.model.graph import is_met
from pathplanner.model.listed import joint_of
from pathplanner.model.pathway import Pathway
from pathplanner.model.requirement import AllOf, Needs, needs_in, steps_in
from pathplanner.model.step import Kind
from pathplanner.planning.problem.assuming import is_exam
from pathplanner.planning.problem.offers import Ways


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


def insisted_before(
    ways: Ways, targets: Iterable[str], held: Collection[str]
) -> dict[str, tuple[Needs, ...]]:
    """Return what steps wait for as the learner insists on it (rule 1).

    They name it in what they require, not as a co-requisite, or in what is recommended for them;
    or it is a course and they are an exam that is the goal. What would go around in a circle is
    left out.
    """
    learner = ways.learner
    insisted = {name for name in learner.insist if not {name, *ways.targets((name,))} & {*held}}
    if not insisted:
        return {}
    steps = [step for step in ways.pathway.steps if step.id not in ways.gates]
    courses = {ways.plain(step.id) for step in steps if step.kind is Kind.COURSE}
    goals = {*map(ways.plain, targets)}.difference(learner.insist)
    asked: dict[str, set[str]] = {ways.plain(step.id): set() for step in steps}
    named: dict[str, set[str]] = {name: set() for name in asked}
    for step in steps:
        name = ways.plain(step.id)
        advised = [one.requirement for one in step.recommends]
        for need in (step.requires, *(advised if learner.recommended else ())):
            asked[name].update(map(ways.plain, steps_in(need)))
        parts = [leaf for need in (step.requires, *advised) for leaf in needs_in(need)]
        beside = {leaf.step for leaf in parts if leaf.corequisite}
        named[name].update(ways.plain(leaf.step) for leaf in parts if leaf.step not in beside)
        if name in goals and is_exam(step):
            named[name] |= courses - {ways.plain(one) for one in beside}
    found: dict[str, tuple[Needs, ...]] = {}
    for name, those in named.items():
        for one in sorted(those & insisted):
            if name not in _all_before(one, asked):
                asked[name].add(one)
                found[name] = (*found.get(name, ()), *map(Needs, ways.targets((one,))))
    return found


def _all_before(name: str, asked: Mapping[str, Collection[str]]) -> set[str]:
    """Return a step and all that may come before it."""
    found, todo = set[str](), [name]
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo += asked[one]
    return found
