"""What counts for requirements that add up or limit what counts, in a plan (rule 17)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from pathplanner.model.graph import is_met
from pathplanner.model.listed import is_enough, leaves_of, scale_for
from pathplanner.model.pathway import Pathway
from pathplanner.model.planned import Tally, TallyLimit
from pathplanner.model.requirement import (
    AllOf,
    AnyOf,
    AtLeast,
    Cap,
    Gate,
    Needs,
    Requirement,
    Total,
    steps_in,
)
from pathplanner.model.sums import Counted, has_limits
from pathplanner.planning.problem.problem import Problem


def tallies_of(
    pathway: Pathway, requirement: Requirement, have: Collection[str]
) -> tuple[Tally, ...]:
    """Return what counts for each part of a requirement that adds up or limits what counts.

    Args:
        pathway: Its lists have titles.
        requirement: What a planned step requires.
        have: The steps that are done when it starts.
    """
    return tuple(_tallies(pathway, requirement, have))


def _tallies(pathway: Pathway, need: Requirement, have: Collection[str]) -> Iterator[Tally]:
    if isinstance(need, Needs):
        return
    if isinstance(need, Counted):
        need = need.asked
    if isinstance(need, Total) or has_limits(need):
        yield _tally(pathway, need, have)
    for part in need.of:
        yield from _tallies(pathway, part, have)


def _tally(pathway: Pathway, gate: Gate, have: Collection[str]) -> Tally:
    parts = gate.of
    gives = gate.gives if isinstance(gate, Total) else (Decimal(1),) * len(parts)
    got = [(part, each) for part, each in zip(parts, gives, strict=True) if is_met(part, have)]
    caps = gate.counting if isinstance(gate, AtLeast | Total) else ()
    counts, limits = sum((each for _, each in got), Decimal(0)), []
    for cap in caps:
        inside = [
            each for part, each in got if isinstance(part, Needs | AnyOf) and _names(part, cap.of)
        ]
        counts -= max(Decimal(0), sum(inside, Decimal(0)) - cap.at_most)
        limits.append(TallyLimit(cap.at_most, cap.of, _title(pathway, cap)))
    steps = [name for part, _ in got for name in dict.fromkeys(steps_in(part)) if name in have]
    worth = {name: each for part, each in got for name in steps_in(part)}
    names = tuple(dict.fromkeys(steps))
    return Tally(
        asked=gate.amount if isinstance(gate, Total) else Decimal(gate.count),
        counts=counts,
        unit=gate.unit if isinstance(gate, Total) else "",
        steps=names,
        gives=tuple(worth[name] for name in names) if isinstance(gate, Total) else (),
        of=len(parts),
        title=_title(pathway, gate),
        limits=tuple(limits),
        shared=_shared(gate),
    )


def _names(part: Requirement, steps: Collection[str]) -> bool:
    """Tell whether a part is one of some steps, or any offer of one of them."""
    return all(name in steps for name in steps_in(part))


def _shared(gate: Gate) -> int | None:
    if isinstance(gate, AllOf):
        return 0 if gate.apart else gate.share_at_most
    return 0 if isinstance(gate, AtLeast) and gate.apart else None


def _title(pathway: Pathway, one: Gate | Cap) -> str:
    known = {each.id: each.title for each in pathway.lists}
    return known.get(one.list, "")


def least_grades(problem: Problem, steps: Collection[str]) -> dict[str, str]:
    """Return the highest grade that planned steps ask for of each step, where any does."""
    found: dict[str, str] = {}
    for name in steps:
        task = problem.tasks[name]
        for leaf in leaves_of(task.step.requires) if task.begun is None else ():
            if leaf.minimum:
                scale = scale_for(
                    problem.pathway.by_id[leaf.step], leaf.minimum, problem.pathway.scales
                )
                known = found.setdefault(leaf.step, leaf.minimum)
                if not is_enough(known, leaf.minimum, scale):
                    found[leaf.step] = leaf.minimum
    return found
