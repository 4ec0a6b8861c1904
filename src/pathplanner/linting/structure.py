"""PP2: steps that nobody needs, and ways that nobody takes or can take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from pathplanner.linting.findings import Finding
from pathplanner.linting.rules import found
from pathplanner.model.marks import steps_named
from pathplanner.model.pathway import Pathway
from pathplanner.model.requirement import Needs, Requirement
from pathplanner.model.step import Kind

GOALS = frozenset({Kind.CREDENTIAL, Kind.LICENSE, Kind.JOB})
"""What people want for its own sake, so that it may be a goal without being a destination."""


def unneeded(pathway: Pathway, _: date) -> Iterator[Finding]:
    """Yield steps that are for nothing: no goal for anyone, and on the way to none."""
    needed: set[str] = set()
    waiting = [step.id for step in pathway.steps if step.kind in GOALS]
    waiting += pathway.destinations or [step.id for step in pathway.steps[-1:]]
    while waiting:
        name = waiting.pop()
        if name not in needed and name in pathway.by_id:
            needed.add(name)
            waiting += steps_named(pathway.by_id[name])
    for step in pathway.steps:
        if step.id not in needed:
            yield found(
                "PP202", f"steps.{step.id}", "Nothing that people come for needs this step."
            )


def intakes_over(pathway: Pathway, today: date) -> Iterator[Finding]:
    """Yield steps all of whose intake days have passed."""
    for step in pathway.steps:
        intakes = step.intakes
        if intakes and not intakes.yearly and max(intakes.dates) < today:
            said = f"The last day on which this can start was {max(intakes.dates)}."
            yield found("PP208", f"steps.{step.id}.intakes", said)


def repeated(pathway: Pathway, _: date) -> Iterator[Finding]:
    """Yield requirements that name one step twice: doing it once counts as both."""
    for step in pathway.steps:
        yield from _repeated(step.requires, f"steps.{step.id}.requires")


def _repeated(requirement: Requirement, path: str) -> Iterator[Finding]:
    if isinstance(requirement, Needs):
        return
    names = Counter(part.step for part in requirement.of if isinstance(part, Needs))
    for name, count in names.items():
        if count > 1:
            yield found("PP209", path, f"{name} stands here {count} times.")
    for place, part in enumerate(requirement.of):
        yield from _repeated(part, f"{path}[{place}]")


def unused_parts(pathway: Pathway, _: date) -> Iterator[Finding]:
    """Yield stages, bodies and occupations that no step names."""
    stages = {step.stage for step in pathway.steps}
    for place, stage in enumerate(pathway.stages):
        if stage not in stages:
            yield found("PP210", f"stages[{place}]", f"No step is in the stage {stage}.")
    bodies = {step.body for step in pathway.steps}
    for body in pathway.bodies:
        if body.id not in bodies:
            yield found("PP210", f"bodies.{body.id}", "No step names this body.")
    occupations = {step.occupation for step in pathway.steps}
    for one in pathway.occupations:
        if one.id not in occupations:
            yield found("PP210", f"occupations.{one.id}", "No step names this occupation.")
