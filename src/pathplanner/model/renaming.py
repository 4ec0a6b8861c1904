"""The steps that a learner names, named otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
from attrs import evolve

from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway

_LISTS = ("goal", "insist", "avoid")


def renamed(learner: Learner, name: Callable[[str, str], str]) -> Learner:
    """Return a learner in whom each step has the name that a function gives it.

    Args:
        learner: A person.
        name: Takes the id that stands there and the field that it stands in.
    """
    changes: dict[str, Any] = {}
    for field in attrs.fields(Learner):
        value = getattr(learner, field.name)
        if field.name in _LISTS:
            changes[field.name] = tuple(name(one, field.name) for one in value)
        elif isinstance(value, tuple):
            changes[field.name] = tuple(_renamed(one, field.name, name) for one in value)
    return evolve(learner, **changes)


def _renamed(item: Any, path: str, name: Callable[[str, str], str]) -> Any:
    """Return something a learner says of a step or of several, with their other names."""
    if hasattr(item, "step"):
        return evolve(item, step=name(item.step, path))
    if hasattr(item, "steps"):
        return evolve(item, steps=tuple(name(one, path) for one in item.steps))
    return item


def with_new_ids(learner: Learner, pathway: Pathway) -> Learner:
    """Return a learner who names steps by the ids that they have now."""
    new = pathway.new_ids
    return renamed(learner, lambda name, _: new.get(name, name)) if new else learner
