"""What a person or an office found out, and a pathway whose values it takes the place of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs
from attrs import evolve, field, frozen

from pathplanner.errors import Fault, InputError, did_you_mean
from pathplanner.model.adjust import adjusted, value_at
from pathplanner.model.coerce import not_blank, several, to_text
from pathplanner.model.marks import StepId
from pathplanner.model.price import CostKind
from pathplanner.model.quantity import Duration, Estimate, Said, Unknown, to_known_estimate
from pathplanner.model.step import Step

if TYPE_CHECKING:
    from pathplanner.model.pathway import Pathway

_FIELDS = "|".join(one.name for one in attrs.fields(Step))
_WHERE = re.compile(rf"(.+?)\.((?:{_FIELDS})(?:[.\[].*)?)")

_SPANS = frozenset(
    {
        "duration", "waiting", "every", "first", "grace", "retake_wait", "schedule_within",
        "attempts_within", "valid_for",
    }
)  # fmt: skip
_HOURS = frozenset({"study_hours", "contact_hours", "work_hours", "weekly_hours", "credits"})
_AMOUNTS = _HOURS | {"pay", "retake_fee", "late_fee", "amount", "price", "fee"}
"""What of a step is a length of time, and what is hours or money besides its prices."""

Value = Estimate | Duration


def _value(value: Value | Decimal | int | float | str) -> Value:
    return value if isinstance(value, Duration) else to_known_estimate(value)


@frozen
class OwnFact:
    """A price, hours or a length that somebody found out; it beats what the pathway says.

    Attributes:
        step: Id of the step it is about.
        fact: What of it, such as `costs.tuition`, `study_hours` or `duration`.
        value: What it is, as an amount of money or hours or a span of time.
        said: Who said it, and when.
        currency: ISO 4217 code, if it was given; it must be that of the pathway.
        of_office: Whether an office found it out for many learners: an offer beats it.
    """

    step: StepId = field(converter=to_text, validator=not_blank)
    fact: str = field(converter=to_text, validator=not_blank)
    value: Value = field(converter=_value)
    said: Said = field(factory=Said)
    currency: str = ""
    of_office: bool = False

    @property
    def path(self) -> str:
        """The step and what of it, such as `cpc.costs.exam`."""
        return f"{self.step}.{self.fact}"

    @property
    def told(self) -> Value:
        """The value with who said it."""
        return evolve(self.value, said=self.said, basis=None, source=())


def split_path(path: str) -> tuple[str, str]:
    """Return the step that a path such as `cpc.costs.exam` names, and the rest of it."""
    found = _WHERE.fullmatch(path)
    step, fact = found.groups() if found else path.partition(".")[::2]
    return step, fact


def to_own_facts(
    value: Mapping[str, Any] | OwnFact | Iterable[OwnFact],
) -> tuple[OwnFact, ...]:
    """Return own facts from themselves, or from values by their paths; the last of one counts.

    Raises:
        InputError: A path names nothing of a step, or a value is none.
    """
    if isinstance(value, Mapping):
        value = [OwnFact(*split_path(path), one) for path, one in value.items()]
    return tuple({fact.path: fact for fact in several(OwnFact, value)}.values())


def with_own_facts(pathway: Pathway, facts: Sequence[OwnFact]) -> Pathway:
    """Return a pathway in which what somebody found out stands in place of what it said.

    The same pathway comes back where all of it stands there already.

    Raises:
        InputError: A fact is of no step or of nothing that the step has, is a length where
            hours or money are asked for, or is in another currency; every fault is named.
    """
    if faults := list(find_faults(pathway, facts)):
        raise InputError(faults)
    changes = {
        fact.path: fact.told for fact in facts if value_at(pathway.by_id, fact.path) != fact.told
    }
    return pathway.with_(changes) if changes else pathway


def with_facts_that_fit(step: Step, facts: Sequence[OwnFact]) -> Step:
    """Return a step in which what somebody found out of it stands, as far as it has such facts.

    An offer need not have each price that the pathway knows of the step.
    """
    here = {step.id: step}
    for fact in facts:
        if fact.step != step.id:
            continue
        try:
            old = value_at(here, fact.path)
        except InputError:
            continue
        if not _wrong_kind(step, fact, old):
            here = {one.id: one for one in adjusted(tuple(here.values()), {fact.path: fact.told})}
    return here[step.id]


def find_faults(pathway: Pathway, facts: Sequence[OwnFact]) -> Iterator[Fault]:
    """Yield what is wrong with own facts, each at `facts.` and its path."""
    for fact in facts:
        path = f"facts.{fact.path}"
        if fact.step not in pathway.by_id:
            hint = did_you_mean(fact.step, pathway.by_id)
            yield Fault(f"The pathway {pathway.id} has no step {fact.step!r}.", path, hint)
            continue
        step = pathway.by_id[fact.step]
        try:
            old = value_at(pathway.by_id, fact.path)
        except InputError as error:
            yield _not_there(step, fact, path, error.faults[0])
            continue
        if wrong := _wrong_kind(step, fact, old):
            yield Fault(wrong[0], path, wrong[1])
        elif fact.currency and fact.currency != pathway.currency:
            said = f"This is in {fact.currency}; the pathway counts in {pathway.currency}."
            yield Fault(said, path, f"Give it in {pathway.currency}.")


def _not_there(step: Step, fact: OwnFact, path: str, fault: Fault) -> Fault:
    """Return that a step has no such price or nothing of that name."""
    if fact.fact.startswith("costs."):
        kind = fact.fact.removeprefix("costs.")
        own = [f"{step.id}.costs.{cost.label or cost.kind}" for cost in step.costs]
        known = [str(cost.kind) for cost in step.costs] or [kind.value for kind in CostKind]
        hint = did_you_mean(kind, known) if step.costs else "It has no price at all."
        if len({str(cost.kind) for cost in step.costs}) < len(step.costs):
            hint = f"There is: {', '.join(own)}."
        return Fault(f"{step.id} has no price of the kind {kind!r}.", path, hint)
    known = ["costs", "study_hours", "duration", "waiting"]
    first = fact.fact.partition(".")[0]
    hint = did_you_mean(first, known) if first not in known else fault.hint
    said = f"{step.id} has no {fact.fact!r} to know." if fact.fact else "This names no fact."
    return Fault(said, path, hint or f"Write such as {step.id}.study_hours.")


def _wrong_kind(step: Step, fact: OwnFact, old: object) -> tuple[str, str] | None:
    """Return what is wrong with the kind of a value, and what to write; None when nothing is."""
    is_value = old is None or isinstance(old, Estimate | Duration | Unknown)
    last = fact.fact.rpartition(".")[2]
    if is_value and (last in _SPANS or re.fullmatch(r"(before|after)[.\[][^.]+", fact.fact)):
        if not isinstance(fact.value, Duration):
            return f"{fact.path} is a length of time.", "Write such as 9 months."
        return None
    if not is_value or not (last in _AMOUNTS or re.fullmatch(r"costs[.\[][^.]+", fact.fact)):
        hint = f"Name a price, such as {step.id}.costs.tuition, or study_hours or duration."
        return f"{fact.path} is not one price, hours or a length.", hint
    if isinstance(fact.value, Duration):
        what = "hours" if last in _HOURS else "an amount of money"
        return f"{fact.path} is {what}, not a length of time.", "Write a number such as 60."
    return None


def in_future(facts: Iterable[OwnFact], today: date) -> Iterator[Fault]:
    """Yield that somebody is to have said something on a day that is not yet here."""
    for fact in facts:
        if fact.said.on and fact.said.on > today:
            path = f"facts.{fact.path}"
            yield Fault(f"{fact.said.on} is in the future.", path, f"Today is {today}.")
