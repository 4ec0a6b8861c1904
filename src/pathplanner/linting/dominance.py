"""PP201: alternatives that are never the best for anyone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from attrs import frozen

from pathplanner.linting.findings import Finding
from pathplanner.linting.rules import found
from pathplanner.model.marks import steps_named
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration, Estimate, Unit, Unknown
from pathplanner.model.requirement import AnyOf, Needs, Requirement
from pathplanner.model.step import Step

_DAYS = {Unit.DAYS: Decimal(1), Unit.WEEKS: Decimal(7)}
_DAYS |= {Unit.MONTHS: Decimal(365) / 12, Unit.YEARS: Decimal(365)}


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
    return span.likely * _DAYS[span.unit] if span else Decimal(0)
