"""What a plan keeps of its pathway: just what its steps and numbers refer to."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from pathplanner.model.evidence import evidence_of
from pathplanner.model.graph import is_met
from pathplanner.model.marks import cited
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import PathwayFacts, Plan, with_titles


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
    """Return the plan with the titles, occupations, bodies, sources and evidence it refers to.

    The occupations are those of its steps; for a plan without a job among its steps,
    that of the first job that people come for and those of the jobs that it opens.
    """
    names = [step.id for step in plan.steps] + [held.id for held in plan.held]
    steps = [pathway.by_id[name] for name in names]
    codes = [step.occupation for step in steps if step.occupation]
    codes = list(dict.fromkeys(codes or _opened(pathway, set(names))))
    known = {occupation.id: occupation for occupation in pathway.occupations}
    codes = codes or list(known)[:1]
    occupations = tuple(known[code] for code in codes if code in known)
    awarding = {step.body for step in steps}
    bodies = tuple(body for body in pathway.bodies if body.id in awarding)
    about = [one.id for one in occupations] + [one.id for one in bodies]
    evidence = tuple(pathway.fact(name) for name in evidence_of(plan))
    used = cited(plan).union(cited(evidence), *(pathway.sources_of[name] for name in about))
    sources = tuple(source for source in pathway.sources if source.id in used)
    facts = evolve(plan.pathway, occupations=occupations, bodies=bodies, sources=sources)
    facts = evolve(facts, facts=evidence)
    titles = {step.id: step.title for step in pathway.steps}
    return with_titles(evolve(plan, pathway=facts), titles)


def _opened(pathway: Pathway, done: set[str]) -> Iterator[str]:
    """Yield the occupation of the first job, then of those that need no more than is done."""
    jobs = [pathway.by_id[name] for name in pathway.destinations]
    for place, job in enumerate(job for job in jobs if job.occupation):
        if not place or is_met(job.requires, done):
            yield job.occupation
