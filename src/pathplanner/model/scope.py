"""Steps named with their pathway, such as `medical-biller-and-coder/cpc`.

Why: a learner's file may be used with several pathways, and a goal shall say which one
it is of. What is done for one career is no fault when another one is planned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs
from attrs import evolve

from pathplanner.errors import Fault, did_you_mean
from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway

MARK = "/"

DONE = ("holds", "under_way", "failed", "dropped", "avoid")
"""What a learner says of steps that may belong to another career."""


def plain_names(learner: Learner, parts: Iterable[Pathway]) -> tuple[Learner, tuple[Fault, ...]]:
    """Return a learner whose steps are named without their pathways, and what is wrong.

    A name with a pathway that is not among the parts stays as it is. The parts are not
    looked at when no step is named with its pathway.
    """
    if not any(MARK in name for name in _names(learner)):
        return learner, ()
    known = {part.id: part for part in parts}
    faults: list[Fault] = []

    def plain(name: str, path: str) -> str:
        scope, mark, step = name.partition(MARK)
        if not mark or scope not in known:
            return name
        if step not in known[scope].by_id:
            hint = did_you_mean(step, known[scope].by_id)
            faults.append(Fault(f"There is no step {step!r} in {scope}.", path, hint))
        return step

    changes: dict[str, Any] = {}
    for field in attrs.fields(Learner):
        value = getattr(learner, field.name)
        if field.name in ("goal", "insist", "avoid"):
            changes[field.name] = tuple(plain(name, field.name) for name in value)
        elif isinstance(value, tuple):
            changes[field.name] = tuple(_renamed(one, field.name, plain) for one in value)
    return evolve(learner, **changes), tuple(faults)


def _names(learner: Learner) -> Iterator[str]:
    """Yield every step that a learner names."""
    yield from (*learner.goal, *learner.insist, *learner.avoid)
    for field in attrs.fields(Learner):
        value = getattr(learner, field.name)
        for item in value if isinstance(value, tuple) else ():
            yield from (getattr(item, "step", ""), *getattr(item, "steps", ()))


def _renamed(item: Any, path: str, plain: Callable[[str, str], str]) -> Any:
    """Return something a learner says of a step or of several, with their plain names."""
    if hasattr(item, "step"):
        return evolve(item, step=plain(item.step, path))
    if hasattr(item, "steps"):
        return evolve(item, steps=tuple(plain(name, path) for name in item.steps))
    return item


def elsewhere(learner: Learner, pathway: Pathway) -> Iterator[str]:
    """Yield the steps that a learner has done, begun or ruled out and that are not here."""
    for name in DONE:
        for item in getattr(learner, name, ()):
            step = item if isinstance(item, str) else item.step
            if step not in pathway.by_id:
                yield step


def without(learner: Learner, steps: set[str]) -> Learner:
    """Return a learner who says nothing of some steps."""
    changes: dict[str, Any] = {
        name: tuple(
            item
            for item in getattr(learner, name, ())
            if (item if isinstance(item, str) else item.step) not in steps
        )
        for name in DONE
        if hasattr(learner, name)
    }
    return evolve(learner, **changes)
