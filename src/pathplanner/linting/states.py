"""PP203: requirements that nobody in any state can meet.

Why states: what waits for itself in a circle, and gates that ask for more than they list,
are refused when the file is read. What is left are steps that count in certain states
only: a person lives in one state, so two steps of different states never go together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pathplanner.linting.findings import Finding
from pathplanner.linting.rules import found
from pathplanner.model import graph
from pathplanner.model.pathway import Pathway
from pathplanner.model.requirement import Needs, Requirement, steps_in

ELSEWHERE = "elsewhere"
"""Stands for every state that the pathway does not name."""

States = frozenset[str]


def impossible(pathway: Pathway, _: date) -> Iterator[Finding]:
    """Yield requirements, and choices in them, that no state allows."""
    named = {state for step in pathway.steps for state in step.states}
    if named:
        yield from _States(pathway, States({*named, ELSEWHERE})).findings()


class _States:
    """Finds the states in which each step can be planned."""

    def __init__(self, pathway: Pathway, everywhere: States) -> None:
        self._pathway = pathway
        self._everywhere = everywhere
        self._known: dict[str, States] = {}
        """The states in which each step can be planned."""

        # In this order no step is asked for before it is known, however long the chain.
        before = {step.id: tuple(steps_in(step.requires)) for step in pathway.steps}
        for name in graph.in_order(before):
            allowed = self._requirement(pathway.by_id[name].requires)
            self._known[name] = self._own(name) & allowed

    def findings(self) -> Iterator[Finding]:
        for step in self._pathway.steps:
            where = f"steps.{step.id}.requires"
            yield from self._of(step.requires, self._own(step.id), where)

    def _own(self, name: str) -> States:
        return States(self._pathway.by_id[name].states) or self._everywhere

    def _requirement(self, requirement: Requirement) -> States:
        if isinstance(requirement, Needs):
            return self._known[requirement.step]
        parts = [self._requirement(part) for part in requirement.of]
        return States(
            state
            for state in self._everywhere
            if sum(state in part for part in parts) >= requirement.count
        )

    def _of(self, requirement: Requirement, context: States, path: str) -> Iterator[Finding]:
        """Yield a requirement that fails in every state of the context, or parts that do."""
        allowed = self._requirement(requirement)
        if not allowed:
            # Said once, where it arises: not again for each step behind it.
            if self._arises_here(requirement):
                yield found("PP203", path, "Nobody can meet this: no state allows all of it.")
            return
        if not allowed & context:
            said = (
                f"Nobody can meet this: it counts in {_names(allowed)}, not in {_names(context)}."
            )
            yield found("PP203", path, said)
            return
        for place, part in enumerate(getattr(requirement, "of", ())):
            yield from self._of(part, context & allowed, f"{path}[{place}]")

    def _arises_here(self, requirement: Requirement) -> bool:
        if isinstance(requirement, Needs):
            return False
        return all(self._requirement(part) for part in requirement.of)


def _names(states: States) -> str:
    return ", ".join(sorted(states))
