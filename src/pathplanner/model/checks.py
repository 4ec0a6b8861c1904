"""Faults of a pathway that only show when its parts are seen together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from attrs import evolve

from pathplanner.errors import Fault, did_you_mean
from pathplanner.model import graph, running_out, shared_days, work
from pathplanner.model.intakes import Term
from pathplanner.model.occupation import Topic
from pathplanner.model.quantity import Estimate
from pathplanner.model.requirement import (
    AllOf,
    AtLeast,
    Corequisite,
    Needs,
    Requirement,
    Total,
    Worked,
    beside,
    steps_in,
)
from pathplanner.model.step import Otherwise, Step


def find_faults(
    steps: Sequence[Step], destinations: Sequence[str], others: Mapping[str, Collection[str]]
) -> Iterator[Fault]:
    """Yield every fault of a pathway as a whole, each with its path in the data.

    Args:
        steps: Its steps.
        destinations: Ids of those that people come for.
        others: What else a step refers to by one of its fields, and the names that there are.
    """
    found = list(_faults_of_parts(steps, destinations, others))
    found += work.faults_among({step.id: step for step in steps})
    found += shared_days.find_faults(steps)
    yield from found
    rings = graph.circles(steps)
    # Without a circle and without a fault in a requirement, every step can be reached.
    by_id = {step.id: step for step in steps}
    if found or rings:
        yield from _dead_ends(by_id, rings)
    else:
        yield from running_out.find_faults(by_id)


def unknown_in_news(known: Collection[str], news: Sequence[Topic]) -> Iterator[Fault]:
    """Yield a fault for each step that news is about and that is not there."""
    for place, one in enumerate(news):
        for number, name in enumerate(one.steps):
            yield from _unknown(name, known, f"news[{place}].steps[{number}]", "step")


def _faults_of_parts(
    steps: Sequence[Step], destinations: Sequence[str], others: Mapping[str, Collection[str]]
) -> Iterator[Fault]:
    if not steps:
        yield Fault("A pathway needs at least one step.", "steps")
    known = Counter(step.id for step in steps)
    for name, count in known.items():
        if count > 1:
            yield Fault(f"{count} steps have the id {name}.", f"steps.{name}", "Rename one.")
    for place, goal in enumerate(destinations):
        yield from _unknown(goal, known, f"destinations[{place}]", "step")
    for step in steps:
        yield from _step_faults(step, known, others)


def _step_faults(
    step: Step, known: Collection[str], others: Mapping[str, Collection[str]]
) -> Iterator[Fault]:
    here = f"steps.{step.id}"
    yield from work.faults_of(step, here)
    yield from _requirement_faults(step.requires, known, f"{here}.requires")
    yield from _corequisite_faults(step, f"{here}.requires")
    for place, advice in enumerate(step.recommends):
        where = f"{here}.recommends[{place}]"
        yield from _requirement_faults(advice.requirement, known, where)
    for place, one in enumerate(step.exam.further if step.exam else ()):
        yield from _requirement_faults(one.requires, known, f"{here}.exam.further[{place}]")
    for name, path in _step_references(step):
        yield from _unknown(name, known, f"{here}.{path}", "step")
    for place, rule in enumerate(step.otherwise):
        where = f"{here}.otherwise[{place}]"
        yield from _requirement_faults(rule.requires, known, f"{where}.requires")
        for number, name in enumerate(rule.when.holds):
            yield from _unknown(name, known, f"{where}.when.holds[{number}]", "step")
        yield from _unclear(step.otherwise[:place], rule, where)
    for what, names in others.items():
        if name := getattr(step, what):
            yield from _unknown(name, names, f"{here}.{what}", what)


def term_faults(
    steps: Sequence[Step], terms: Sequence[Term], most: Estimate | None
) -> Iterator[Fault]:
    """Yield what names a term, or counts terms, where there is none."""
    known = [one.id for one in terms]
    for name, count in Counter(known).items():
        if count > 1:
            yield Fault(f"{count} terms are called {name}.", "terms", "Rename one.")
    hint = "Give the pathway terms, each with its first day."
    if most is not None and not known:
        yield Fault("There are no terms to count credits in.", "credits_per_term", hint)
    for step in steps:
        here = f"steps.{step.id}"
        for place, name in enumerate(step.intakes.terms if step.intakes else ()):
            path = f"{here}.intakes.terms[{place}]"
            said = f"There is no term {name!r}."
            if name not in known:
                yield Fault(said, path, did_you_mean(name, known) if known else hint)
        if step.latest_term is not None and not known:
            yield Fault("There are no terms to count.", f"{here}.latest_term", hint)


def _unclear(before: Sequence[Otherwise], rule: Otherwise, path: str) -> Iterator[Fault]:
    """Yield that a rule says of a fact what one before it says of the same people."""
    for one in before:
        same = one.told.keys() & rule.told.keys()
        alike = one.when.sorts == rule.when.sorts and set(one.when.holds) == set(rule.when.holds)
        if same and alike and one.when.may_meet(rule.when):
            yield Fault(
                f"Two rules for {', '.join(sorted(same))} can hold for one person.",
                f"{path}.when",
                "Change the ages, states or incomes so that they do not overlap.",
            )
            return


def _step_references(step: Step) -> Iterator[tuple[str, str]]:
    for field in ("supersedes", "stops", "not_with"):
        for place, other in enumerate(getattr(step, field)):
            yield other, f"{field}[{place}]"
    priced = [(f"costs[{place}]", cost.discounts) for place, cost in enumerate(step.costs)]
    if step.renewal:
        if step.renewal.counts_from:
            yield step.renewal.counts_from, "renewal.counts_from"
        options = enumerate(step.renewal.options)
        priced += [(f"renewal.options[{place}]", option.discounts) for place, option in options]
    for where, discounts in priced:
        for place, discount in enumerate(discounts):
            yield discount.holding, f"{where}.discounts[{place}].holding"


def _unknown(name: str, known: Collection[str], path: str, what: str) -> Iterator[Fault]:
    if name not in known:
        yield Fault(f"There is no {what} {name!r}.", path, did_you_mean(name, known))


def _requirement_faults(
    requirement: Requirement, known: Collection[str], path: str
) -> Iterator[Fault]:
    if isinstance(requirement, Needs):
        for fault in _unknown(requirement.step, known, path, "step"):
            hint = f"{fault.hint} A co-requisite is a step of the same pathway.".strip()
            yield evolve(fault, hint=hint) if requirement.corequisite else fault
        return
    if requirement.list and not requirement.of:
        return  # What is wrong with the list is said where it stands.
    if isinstance(requirement, AtLeast) and requirement.count > len(requirement.of):
        yield Fault(
            f"Asks for at least {requirement.count} of only {len(requirement.of)}.",
            path,
            "Lower the number or add a choice.",
        )
    elif requirement.count > len(requirement.of) and not isinstance(requirement, Total):
        yield Fault("Asks for any of nothing.", path, "Add a choice.")
    for part in requirement.of:
        yield from _requirement_faults(part, known, path)


def _corequisite_faults(step: Step, path: str) -> Iterator[Fault]:
    """Yield the co-requisites of a step that cannot be."""
    asked = beside(step.requires)
    if step.id in asked:
        said = f"{step.id} is a co-requisite of itself."
        yield Fault(said, path, "Take it out.")
    if _is_counted(step.requires):
        yield Fault(
            "A co-requisite stands in a total, within a limit, or among parts kept apart.",
            path,
            "Ask for it beside that.",
        )
    for name in sorted(beside(step.requires, Corequisite.STRICT) - _certain(step.requires)):
        yield Fault(
            f"The strict co-requisite {name} is one of several choices.",
            path,
            "Make it loose, or ask for it in any case: outside any: and at_least:.",
        )


def _is_counted(requirement: Requirement) -> bool:
    """Tell whether a co-requisite stands where sums and limits say what counts."""
    if isinstance(requirement, Needs):
        return False
    apart = isinstance(requirement, AllOf | AtLeast) and requirement.apart
    capped = isinstance(requirement, AtLeast) and bool(requirement.counting)
    if isinstance(requirement, Total | Worked) or apart or capped:
        return bool(beside(requirement))
    return any(map(_is_counted, requirement.of))


def _certain(requirement: Requirement) -> set[str]:
    """Return the strict co-requisites that are asked for whatever else is chosen."""
    if isinstance(requirement, Needs):
        return {requirement.step} if requirement.corequisite is Corequisite.STRICT else set()
    is_all = isinstance(requirement, AllOf) or requirement.count == len(requirement.of)
    return {name for part in requirement.of if is_all for name in _certain(part)}


def _dead_ends(steps: Mapping[str, Step], rings: Sequence[tuple[str, ...]]) -> Iterator[Fault]:
    for ring in rings:
        around = " -> ".join((*ring, ring[0]))
        yield Fault(
            f"These steps wait for each other in a circle: {around}.",
            f"steps.{ring[0]}.requires",
            "Take one of these requirements out.",
        )
    named = {step for ring in rings for step in ring}
    for step in sorted(graph.unreachable(steps) - named):
        requires = steps[step].requires
        if any(_requirement_faults(requires, steps, "")):
            continue
        if not graph.is_met(requires, set(steps_in(requires))):
            continue  # What is wrong with it by itself was said already.
        needs = dict.fromkeys(steps_in(requires))
        yield Fault(
            "Nobody can ever start this step.",
            f"steps.{step}.requires",
            f"It waits for {', '.join(needs)}, which cannot all be done.",
        )
