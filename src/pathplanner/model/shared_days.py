"""Steps that share days: lessons of a few hours, on whose days nothing else hangs (rule 18)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pathplanner.errors import Fault
from pathplanner.model.requirement import Requirement, needs_in, steps_in
from pathplanner.model.step import Kind, Step

OF_WHOLE_DAYS = (
    "duration",
    "waiting",
    "before",
    "after",
    "intakes",
    "exam",
    "dues",
    "renewal",
    "valid_for",
    "work_hours",
    "weekly_hours",
    "open_ended",
    "stops",
    "not_with",
    "supersedes",
    "latest_term",
)
"""What goes by whole days, so that a step that shares days has none of it."""

DONE_AT_ONCE = (Kind.EXAM, Kind.CREDENTIAL, Kind.LICENSE, Kind.MEMBERSHIP, Kind.JOB)
"""Kinds of steps that are no lessons."""


def sharing_days(steps: Sequence[Step]) -> frozenset[str]:
    """Return those of some steps, as they are for a learner, that may share days."""
    found = {step.id for step in steps if step.shares_days}
    if not found or any(step.open_ended for step in steps):
        return frozenset()
    return frozenset(found.difference(name for name, _ in _ties(steps)))


def find_faults(steps: Sequence[Step]) -> Iterator[Fault]:
    """Yield what asks for whole days of a step that shares days, each with its place."""
    for _, fault in _ties(steps):
        yield fault


def _ties(steps: Sequence[Step]) -> Iterator[tuple[str, Fault]]:
    """Yield the steps that say they share days and cannot, each with what is in the way."""
    by_id = {step.id: step for step in steps if step.shares_days}
    if not by_id:
        return
    every = {step.id: step for step in steps}
    for step in steps:
        if step.shares_days:
            for fault in _of_itself(step):
                yield step.id, fault
        for name, path, what in _of_others(step, every):
            if name in by_id:
                said = f"{name} shares days, but {what}, which goes by whole days."
                hint = f"Take shares_days from {name}, or take this out."
                yield name, Fault(said, f"steps.{step.id}.{path}", hint)


def _of_itself(step: Step) -> Iterator[Fault]:
    path, hint = f"steps.{step.id}", "Take it out, or shares_days."
    if step.study_hours is None:
        said = "A step that shares days says how many hours of study it takes."
        yield Fault(said, f"{path}.shares_days", "Add study_hours, such as 5.")
    if step.kind in DONE_AT_ONCE:
        said = f"A step that shares days is a lesson, and no {step.kind}."
        yield Fault(said, f"{path}.kind", "Write course or other, or take out shares_days.")
    for field in OF_WHOLE_DAYS:
        if getattr(step, field) not in (None, False, ()):
            said = f"A step that shares days has no {field}: that goes by whole days."
            yield Fault(said, f"{path}.{field}", hint)
    for place, cost in enumerate(step.costs):
        for field in ("every", "discounts"):
            if getattr(cost, field):
                said = f"A price of a step that shares days has no {field}."
                yield Fault(said, f"{path}.costs[{place}].{field}", hint)


def _of_others(step: Step, every: Mapping[str, Step]) -> Iterator[tuple[str, str, str]]:
    """Yield steps on whose days more hangs than that they are done, where, and what it is."""
    asked = [("requires", step.requires)]
    asked += [(f"recommends[{n}]", one.requirement) for n, one in enumerate(step.recommends)]
    for path, need in asked:
        yield from _in_time(step, need, path, every)
        if step.exam and step.exam.schedule_within:
            for name in steps_in(need):
                yield name, "exam.schedule_within", f"{step.id} is taken within a time of it"
    for field in ("not_with", "supersedes"):
        for place, name in enumerate(getattr(step, field)):
            yield name, f"{field}[{place}]", f"{step.id} names it"
    priced = [(f"costs[{place}]", cost.discounts) for place, cost in enumerate(step.costs)]
    if step.renewal:
        if step.renewal.counts_from:
            yield step.renewal.counts_from, "renewal.counts_from", "renewals are counted from it"
        options = enumerate(step.renewal.options)
        priced += [(f"renewal.options[{place}]", option.discounts) for place, option in options]
    for where, discounts in priced:
        for place, one in enumerate(discounts):
            yield one.holding, f"{where}.discounts[{place}].holding", "it gives a discount"


def _in_time(
    step: Step, need: Requirement, path: str, every: Mapping[str, Step]
) -> Iterator[tuple[str, str, str]]:
    """Yield a step and what it asks for within a time, as current or beside it."""
    for leaf in needs_in(need):
        named = every.get(leaf.step)
        told = {
            "within": leaf.within,
            "current": leaf.current,
            "corequisite": leaf.corequisite,
            "valid_for": named and named.valid_for,
        }
        if what := next((word for word, value in told.items() if value), ""):
            for name in (step.id, leaf.step):
                yield name, path, f"{step.id} requires {leaf.step} with {what}"
