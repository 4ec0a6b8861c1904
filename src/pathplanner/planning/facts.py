"""What a plan keeps of its pathway: just what its steps and numbers refer to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import attrs
from attrs import evolve

from pathplanner.model.graph import is_met
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import PathwayFacts, Plan


def bare_facts(pathway: Pathway) -> PathwayFacts:
    """Return what every plan of a pathway keeps of it."""
    return PathwayFacts(
        id=pathway.id,
        title=pathway.title,
        summary=pathway.summary,
        language=pathway.language,
        country=pathway.country,
        updated=pathway.updated,
        stages=pathway.stages,
        note=pathway.note,
    )


def with_facts(pathway: Pathway, plan: Plan) -> Plan:
    """Return the plan with the occupations, bodies and sources that it refers to.

    The occupations are those of its steps; for a plan without a job among its steps,
    that of the first job that people come for and those of the jobs that it opens.
    """
    names = [step.id for step in plan.steps] + [held.id for held in plan.held]
    steps = [pathway.by_id[name] for name in names]
    codes = [step.occupation for step in steps if step.occupation]
    codes = list(dict.fromkeys(codes or _opened(pathway, set(names))))
    known = {occupation.id: occupation for occupation in pathway.occupations}
    codes = codes or list(known)[:1]
    facts = evolve(
        plan.pathway,
        occupations=tuple(known[code] for code in codes if code in known),
        bodies=tuple(b for b in pathway.bodies if b.id in {step.body for step in steps}),
    )
    used = {*cited(facts), *cited(evolve(plan, pathway=facts))}
    sources = tuple(source for source in pathway.sources if source.id in used)
    return evolve(plan, pathway=evolve(facts, sources=sources))


def _opened(pathway: Pathway, done: set[str]) -> Iterator[str]:
    """Yield the occupation of the first job, then of those that need no more than is done."""
    jobs = [pathway.by_id[name] for name in pathway.destinations]
    for place, job in enumerate(job for job in jobs if job.occupation):
        if not place or is_met(job.requires, done):
            yield job.occupation


def cited(value: Any) -> Iterator[str]:
    """Yield the ids of all sources that a value of the model refers to."""
    if isinstance(value, tuple):
        for item in value:
            yield from cited(item)
        return
    for name in _names(value.__class__):
        part = getattr(value, name)
        if name == "source":
            yield from part
        elif isinstance(part, tuple) or _names(part.__class__):
            yield from cited(part)


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of the fields of a class, if it has any."""
    return tuple(field.name for field in attrs.fields(kind)) if attrs.has(kind) else ()
