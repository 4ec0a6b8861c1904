"""What estimates come from: named facts, and facts that the steps of a pathway state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
from attrs import field, frozen
from attrs.converters import optional

from pathplanner.errors import Fault, InputError, did_you_mean
from pathplanner.model.adjust import value_at
from pathplanner.model.coerce import not_blank, to_text, to_texts
from pathplanner.model.marks import PLAIN, Prose, parts_of
from pathplanner.model.quantity import Duration, Estimate, Grade, to_known_estimate
from pathplanner.model.step import Step

SAME_AGAIN = "Another attempt is taken to cost what the first does."
"""Why the price of another attempt is estimated as it is (planning rule 11)."""


@frozen
class NamedFact:
    """A fact from which estimates are made, such as the average tuition of public colleges.

    Attributes:
        id: Stable name in lower case with hyphens; the path, for a fact of a step.
        title: What it is.
        amount: In the pathway's currency, for a price.
        hours: In hours, for an effort.
        span: For a length. At most one of the three is given; a rule in words has none.
        source: Ids of the sources that state it.
        note: What to know about it.
    """

    id: str = field(converter=to_text, validator=not_blank)
    title: Prose = field(converter=to_text, validator=not_blank)
    amount: Estimate | None = field(default=None, converter=optional(to_known_estimate))
    hours: Estimate | None = field(default=None, converter=optional(to_known_estimate))
    span: Duration | None = None
    source: tuple[str, ...] = field(default=(), converter=to_texts)
    note: Prose = ""

    def __attrs_post_init__(self) -> None:
        values = [one for one in (self.amount, self.hours, self.span) if one is not None]
        if len(values) > 1:
            raise InputError("give one of amount, hours and span")
        if any(one.grade is Grade.ESTIMATED for one in values):
            raise InputError("a named fact must be stated by a source, not estimated")


def fact_named(steps: Mapping[str, Step], facts: Sequence[NamedFact], name: str) -> NamedFact:
    """Return the fact from which an estimate comes.

    Args:
        steps: The steps of the pathway by id.
        facts: Its named facts.
        name: The id of a named fact, or the path of a fact that a step states.

    Raises:
        InputError: There is none, nobody has found it, or it is not the word of a source.
    """
    known = {fact.id: fact for fact in facts}
    if name in known:
        return known[name]
    step, _, inside = name.partition(".")
    if step not in steps or not inside:
        hint = did_you_mean(name, (*known, *steps)) or "Add it under facts."
        raise InputError([Fault(f"There is no fact {name!r}.", hint=hint)])
    value = value_at(steps, name)
    if not isinstance(value, Estimate | Duration):
        said = f"{name} is not known, so nothing can be estimated from it."
        raise InputError([Fault(said, hint="Name a fact that a source states.")])
    if value.grade is Grade.ESTIMATED:
        said = f"{name} is an estimate itself."
        raise InputError([Fault(said, hint="Name the stated facts that it comes from.")])
    source = value.source or _around(steps, name)
    if isinstance(value, Duration):
        return NamedFact(name, steps[step].title, span=value, source=source)
    if inside.endswith("hours"):
        return NamedFact(name, steps[step].title, hours=value, source=source)
    return NamedFact(name, steps[step].title, amount=value, source=source)


def _around(steps: Mapping[str, Step], path: str) -> tuple[str, ...]:
    """Return the sources of what a fact stands in: a price may have none of its own."""
    step, _, inside = path.partition(".")
    if inside.startswith("costs"):
        for place, cost in enumerate(steps[step].costs):
            names = (f"costs.{cost.kind}", f"costs.{cost.label}", f"costs[{place}]")
            if cost.source and inside in names:
                return cost.source
    return steps[step].source


def estimates_in(value: Any, path: str = "") -> Iterator[tuple[str, Estimate | Duration]]:
    """Yield every estimate in a value of the model, with the path at which it stands."""
    if isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from estimates_in(item, f"{path}[{place}]")
    elif isinstance(value, Estimate | Duration):
        if value.basis:
            yield path, value
    elif attrs.has(type(value)):
        for one in attrs.fields(type(value)):
            part = getattr(value, one.name)
            if part.__class__ not in PLAIN:
                yield from estimates_in(part, f"{path}.{one.name}".lstrip("."))


def evidence_of(value: Any) -> list[str]:
    """Return the names of the facts from which the estimates in a value come, each once."""
    bases = [getattr(part, "basis", None) for part in parts_of(value)]
    return list(dict.fromkeys(name for basis in bases if basis for name in basis.facts))


def find_faults(steps: Sequence[Step], facts: Sequence[NamedFact]) -> Iterator[Fault]:
    """Yield every fault of named facts and of what estimates say that they come from."""
    seen: set[str] = set()
    for fact in facts:
        if fact.id in seen:
            yield Fault(f"Two facts have the id {fact.id}.", f"facts.{fact.id}", "Rename one.")
        seen.add(fact.id)
        if not fact.source and not (fact.amount or fact.hours or fact.span or fact).source:
            said = "A fact that estimates are made from needs a source."
            yield Fault(said, f"facts.{fact.id}", "Add source.")
    by_id = {step.id: step for step in steps}
    for step in steps:
        # Most steps have no estimate, and looking for the places of one is slow.
        if not evidence_of(step):
            continue
        for path, value in estimates_in(step, f"steps.{step.id}"):
            yield from _faults_of(value, path, by_id, facts)


def _faults_of(
    value: Estimate | Duration, path: str, steps: Mapping[str, Step], facts: Sequence[NamedFact]
) -> Iterator[Fault]:
    for place, name in enumerate(value.basis.facts if value.basis else ()):
        try:
            fact_named(steps, facts, name)
        except InputError as error:
            for fault in error.faults:
                yield attrs.evolve(fault, path=f"{path}.basis.facts[{place}]")
