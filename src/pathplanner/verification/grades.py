"""Least grades (rule 17): for whom a held step counts, and what is taken again."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from attrs import evolve

from pathplanner.model.pathway import Pathway
from pathplanner.model.requirement import AllOf, AnyOf, Needs, Requirement, Worked, steps_in
from pathplanner.verification.counting import Met, is_counting


def is_too_low(pathway: Pathway, leaf: Needs, grade: str) -> bool:
    """Tell whether a grade is below what is asked for; numbers go by their size."""
    if not leaf.minimum or not grade:
        return False
    own = pathway.by_id[leaf.step].scale
    for scale in pathway.scales:
        if leaf.minimum in scale.grades and own in ("", scale.id):
            return scale.grades.index(grade) < scale.grades.index(leaf.minimum)
    return float(grade) < float(leaf.minimum)


def low_in(pathway: Pathway, need: Requirement, grades: Mapping[str, str]) -> set[str]:
    """Return the steps that a requirement asks for with a better grade than is held."""
    if isinstance(need, Needs):
        is_low = is_too_low(pathway, need, grades.get(need.step, ""))
        return {need.step} if is_low else set()
    return {step for part in need.of for step in low_in(pathway, part, grades)}


def taken_again(
    pathway: Pathway,
    wanted: Collection[str],
    held: Collection[str],
    begun: Collection[str],
    grades: Mapping[str, str],
    met: Met,
) -> set[str]:
    """Return the held steps that every way to the goal needs with a better grade."""
    again, seen, todo = set[str](), set[str](), [*wanted]
    while todo and grades:
        name = todo.pop()
        if name in seen or name in begun or name not in pathway.by_id:
            continue
        seen.add(name)
        need = pathway.by_id[name].requires
        low, every = low_in(pathway, need, grades), {*steps_in(need), *held}
        for step in set(steps_in(need)):
            if (step not in held or step in low) and not met(need, every - {step}):
                todo.append(step)
                if step in low:
                    again.add(step)
    return again


def as_held(
    pathway: Pathway, need: Requirement, grades: Mapping[str, str], again: Collection[str]
) -> Requirement:
    """Return a requirement in which what is held counts by its grade."""
    if not grades:
        return need
    if isinstance(need, Needs):
        low = is_too_low(pathway, need, grades.get(need.step, ""))
        if need.step in again:
            return need if low else AllOf()
        return AnyOf(()) if low else need
    if isinstance(need, Worked):
        return need
    if is_counting(need):
        return _without(need, low_in(pathway, need, grades).difference(again), pathway, grades)
    return evolve(need, of=[as_held(pathway, part, grades, again) for part in need.of])


def _without(
    need: Requirement, steps: Collection[str], pathway: Pathway, grades: Mapping[str, str]
) -> Requirement:
    """Return a requirement that counts, in which some steps do not count where they are low."""
    if isinstance(need, Needs):
        is_out = need.step in steps and is_too_low(pathway, need, grades.get(need.step, ""))
        return AnyOf(()) if is_out else need
    if isinstance(need, Worked):
        return need
    return evolve(need, of=[_without(part, steps, pathway, grades) for part in need.of])
