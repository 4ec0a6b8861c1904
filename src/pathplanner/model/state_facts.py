"""What is otherwise in one state: the same steps, with that state's prices and rules.

Why: a license has one name and one place on the road everywhere, and what it asks for and
costs is up to each state. So it stays one step, and a state is one short block beside it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs
from attrs import Attribute, evolve, field, frozen
from attrs.converters import optional

from pathplanner.errors import Fault, did_you_mean
from pathplanner.model.coerce import not_blank, refused, several, to_text, to_texts, whole_from
from pathplanner.model.marks import Prose, StepId
from pathplanner.model.places import STATE, STATE_NAMES
from pathplanner.model.price import Cost, Dues, Renewal
from pathplanner.model.quantity import Duration, Estimate, Unknown, lasting, to_estimate
from pathplanner.model.requirement import NOTHING, Requirement, to_requirement
from pathplanner.model.step import Exam, Step
from pathplanner.model.waits import Wait, to_waits


def _is_state(_: object, attribute: Attribute[Any], value: str) -> None:
    if not STATE.fullmatch(value):
        raise refused(attribute, "must be country and state, such as US-TX")
    if value.startswith("US-") and value not in STATE_NAMES:
        raise refused(attribute, f"is {value}, and there is no such state")


def _costs(value: Cost | Iterable[Cost]) -> tuple[Cost, ...]:
    return several(Cost, value)


@frozen
class StepThere:
    """What of a step is otherwise in one state; what is left out is as everywhere.

    Attributes:
        id: The step. The other fields are those of a step.
        source: Ids of the sources for every fact here that names none of its own.
    """

    id: StepId = field(converter=to_text, validator=not_blank)
    title: Prose = ""
    summary: Prose = ""
    body: str = ""
    provider: Prose = ""
    requires: Requirement = field(default=NOTHING, converter=to_requirement)
    waiting: Duration | None = field(default=None, validator=lasting)
    before: tuple[Wait, ...] = field(default=(), converter=to_waits)
    after: tuple[Wait, ...] = field(default=(), converter=to_waits)
    duration: Duration | Unknown | None = field(default=None, validator=lasting)
    study_hours: Estimate | Unknown | None = field(default=None, converter=optional(to_estimate))
    costs: tuple[Cost, ...] = field(default=(), converter=_costs)
    dues: Dues | None = None
    minimum_age: int | None = field(default=None, validator=whole_from(0, 130))
    exam: Exam | None = None
    renewal: Renewal | None = None
    proof: Prose = ""
    url: str = ""
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)

    def of(self, step: Step) -> Step:
        """Return the step as it is there."""
        told = {
            one.name: getattr(self, one.name)
            for one in attrs.fields(StepThere)
            if one.name != "id" and getattr(self, one.name) != one.default
        }
        own = told.pop("source", ())
        changes = {name: sourced(value, own) for name, value in told.items()}
        both = tuple(dict.fromkeys((*step.source, *own)))
        return evolve(step, **changes, source=both)


def sourced(value: Any, source: tuple[str, ...]) -> Any:
    """Return a fact that names its sources; a text or a number has no place for them."""
    if isinstance(value, tuple):
        return tuple(sourced(item, source) for item in value)
    if isinstance(value, Wait):
        return evolve(value, span=sourced(value.span, source))
    if isinstance(value, Estimate | Duration):
        return value if value.source or value.basis else evolve(value, source=source)
    if isinstance(value, Cost | Dues | Exam | Renewal) and not value.source:
        return evolve(value, source=source)
    return value


def _steps(value: StepThere | Iterable[StepThere]) -> tuple[StepThere, ...]:
    return several(StepThere, value)


@frozen
class StateFacts:
    """The steps that are otherwise in one state.

    Attributes:
        id: Its ISO 3166-2 code, such as `US-TX`.
        name: What people call it.
        steps: What of them is otherwise there.
        note: What to know about it.
    """

    id: str = field(converter=to_text, validator=_is_state)
    name: Prose = ""
    steps: tuple[StepThere, ...] = field(default=(), converter=_steps)
    note: Prose = ""


def steps_at(steps: Sequence[Step], there: StateFacts) -> tuple[Step, ...]:
    """Return steps as they are in one state."""
    known = {one.id: one for one in there.steps}
    return tuple(known[step.id].of(step) if step.id in known else step for step in steps)


def joined_states(
    groups: Iterable[Sequence[StateFacts]], among: Container[str] | None = None
) -> tuple[StateFacts, ...]:
    """Return what several pathways say of states, one block for each state.

    Args:
        groups: What each pathway says.
        among: Ids of the steps that matter; all do when None.
    """
    found: dict[str, StateFacts] = {}
    for state in (one for group in groups for one in group):
        before = found.get(state.id, evolve(state, steps=()))
        known = {one.id for one in before.steps}
        more = (
            one for one in state.steps if one.id not in known and (among is None or one.id in among)
        )
        found[state.id] = evolve(before, steps=(*before.steps, *more))
    return tuple(one for one in found.values() if one.steps or among is None)


def find_faults(steps: Mapping[str, Step], states: Sequence[StateFacts]) -> Iterator[Fault]:
    """Yield every fault of what states say that does not show in their steps."""
    seen: set[str] = set()
    for state in states:
        here = f"states.{state.id}"
        if state.id in seen:
            yield Fault(f"Two blocks are about {state.id}.", here, "Make them one.")
        seen.add(state.id)
        for one in state.steps:
            path = f"{here}.steps.{one.id}"
            if one.id not in steps:
                said = f"There is no step {one.id!r}."
                yield Fault(said, path, did_you_mean(one.id, steps))
