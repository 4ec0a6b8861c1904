"""PP201 to PP203 and PP208 to PP210: steps and ways that nobody needs, takes or can take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from attrs import frozen

from pathplanner.linting.facts import DAYS
from pathplanner.linting.rules import Finding, found
from pathplanner.model import graph
from pathplanner.model.evidence import evidence_of
from pathplanner.model.marks import steps_named
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration, Estimate, Unknown
from pathplanner.model.requirement import AnyOf, Needs, Requirement
from pathplanner.model.step import Kind, Step

MANY = 300
"""Choices that are compared, each with each; a gate with more is not looked at."""


def dead_alternatives(pathway: Pathway, _: date) -> Iterator[Finding]:
    """Yield choices that another choice beside them beats in everything.

    A choice is dead when it is good for nothing else and another one asks for no more, costs
    no more, takes no longer and needs no more study, and less of one of these. A person
    who has done it already, or for whom somebody pays it, may still take it.
    """
    uses = _uses(pathway)
    for step in pathway.steps:
        for path, gate in _choices(step.requires, f"steps.{step.id}.requires"):
            for place, one in enumerate(gate if len(gate) <= MANY else ()):
                better = next((two for two in gate if _beats(pathway, two, one)), "")
                if better and uses.get(one) == 1 and one not in pathway.destinations:
                    said = f"{one} is never best: {better} costs, takes and asks no more."
                    yield found("PP201", f"{path}[{place}]", said)


def _uses(pathway: Pathway) -> dict[str, int]:
    """Return how often each step is named by others."""
    uses: dict[str, int] = {}
    for step in pathway.steps:
        for name in steps_named(step):
            uses[name] = uses.get(name, 0) + 1
    return uses


def _choices(requirement: Requirement, path: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield each `any` of plain steps, with its path."""
    if isinstance(requirement, Needs):
        return
    if isinstance(requirement, AnyOf):
        yield path, [part.step if isinstance(part, Needs) else "" for part in requirement.of]
    for place, part in enumerate(requirement.of):
        yield from _choices(part, f"{path}[{place}]")


@frozen
class _Effort:
    """What a step takes by itself."""

    price: Decimal
    days: Decimal
    hours: Decimal
    age: int

    def is_under(self, other: _Effort) -> bool:
        return (
            self.price <= other.price
            and self.days <= other.days
            and self.hours <= other.hours
            and self.age <= other.age
        )


def _beats(pathway: Pathway, one: str, other: str) -> bool:
    """Tell whether one choice is better than another in something and worse in nothing."""
    if not one or not other:
        return False
    better, worse = pathway.by_id[one], pathway.by_id[other]
    left, right = _effort(better), _effort(worse)
    if left is None or right is None or not left.is_under(right):
        return False
    if better.intakes or better.dues or better.renewal or not _counts_where(better, worse):
        return False
    asks, others = _plain(better.requires), _plain(worse.requires)
    if asks is None or others is None:
        return better.requires == worse.requires and left != right
    return asks <= others and (left != right or asks != others)


def _counts_where(better: Step, worse: Step) -> bool:
    """Tell whether a step counts in every state in which another one does."""
    return not better.states or (bool(worse.states) and set(worse.states) <= set(better.states))


def _plain(requirement: Requirement) -> set[str] | None:
    """Return the steps that a requirement asks for; None when there is a choice."""
    if isinstance(requirement, Needs):
        return {requirement.step}
    parts = [_plain(part) for part in requirement.of]
    if requirement.count < len(parts) or None in parts:
        return None
    return {name for part in parts if part for name in part}


def _effort(step: Step) -> _Effort | None:
    """Return what a step takes; None where somebody would have to guess."""
    amounts = [cost.amount for cost in step.costs]
    known = [amount for amount in amounts if isinstance(amount, Estimate)]
    if len(known) < len(amounts) or any(cost.every or cost.discounts for cost in step.costs):
        return None
    span, study = step.duration, step.study_hours
    if isinstance(span, Unknown) or isinstance(study, Unknown):
        return None
    if span is None and study is None:
        return None
    price = sum((amount.likely for amount in known), Decimal(0))
    hours = study.likely if study else Decimal(0)
    return _Effort(price, _days(span) + _days(step.waiting), hours, step.minimum_age or 0)


def _days(span: Duration | None) -> Decimal:
    return span.likely * DAYS[span.unit] if span else Decimal(0)


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
        intakes = step.intakes and step.intakes.on(pathway.terms)
        if intakes and not intakes.yearly and intakes.dates and max(intakes.dates) < today:
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
    """Yield stages, bodies and occupations that no step names, and facts that no estimate does."""
    stages = {step.stage for step in pathway.steps}
    for place, stage in enumerate(pathway.stages):
        if stage not in stages:
            yield found("PP210", f"stages[{place}]", f"No step is in the stage {stage}.")
    there = {step.body for state in pathway.states for step in state.steps}
    bodies = there | {step.body for step in pathway.steps}
    for body in pathway.bodies:
        if body.id not in bodies:
            yield found("PP210", f"bodies.{body.id}", "No step names this body.")
    occupations = {step.occupation for step in pathway.steps}
    for one in pathway.occupations:
        if one.id not in occupations:
            yield found("PP210", f"occupations.{one.id}", "No step names this occupation.")
    evidence = evidence_of(pathway)
    for fact in pathway.facts:
        if fact.id not in evidence:
            hint = "Estimate something from it, or take it out."
            yield found("PP210", f"facts.{fact.id}", "No estimate comes from this fact.", hint)


ELSEWHERE = "elsewhere"
"""Stands for every state that the pathway does not name."""

States = frozenset[str]


def impossible(pathway: Pathway, _: date) -> Iterator[Finding]:
    """Yield requirements, and choices in them, that no state allows.

    What waits for itself in a circle, and gates that ask for more than they list, are refused
    when the file is read. What is left are steps that count in certain states only: a person
    lives in one state, so two steps of different states never go together.
    """
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
        requires = {step.id: step.requires for step in pathway.steps}
        for name in graph.in_order_of(requires):
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
            # Of two that name each other one is not known yet.
            return self._known.get(requirement.step, self._everywhere)
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
            where = f"it counts in {_names(allowed)}, not in {_names(context)}"
            yield found("PP203", path, f"Nobody can meet this: {where}.")
            return
        for place, part in enumerate(getattr(requirement, "of", ())):
            yield from self._of(part, context & allowed, f"{path}[{place}]")

    def _arises_here(self, requirement: Requirement) -> bool:
        if isinstance(requirement, Needs):
            return False
        return all(self._requirement(part) for part in requirement.of)


def _names(states: States) -> str:
    return ", ".join(sorted(states))
