"""Several pathways as one, where what they share is one step.

Why: a school and a professional body each describe their part of the road, and a
person's way leads through both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import attrs

from pathplanner.errors import Fault, InputError
from pathplanner.model import graph
from pathplanner.model.foreign import by_language, languages_of
from pathplanner.model.pathway import Pathway
from pathplanner.model.state_facts import joined_states

T = TypeVar("T")

SHARED = {
    "steps": "step",
    "occupations": "occupation",
    "bodies": "body",
    "sources": "source",
    "facts": "fact",
    "lists": "list",
    "scales": "scale",
}
"""Lists of things with an id, and what one of them is called."""

ALIKE = {
    "currency": "Prices of two currencies cannot be added.",
    "language": "Texts of two languages do not make one page.",
}
"""What all pathways must have in common, and why."""


Where = Callable[[Pathway, str], str]
"""Says for a message where something of a pathway is, by its path in the data."""


def _by_id(pathway: Pathway, _: str) -> str:
    return pathway.id


def merge(*pathways: Pathway, where: Where = _by_id) -> Pathway:
    """Return one pathway with all that is in several.

    A step, occupation, body or source that has one id in several of them must be
    the same in each, in every field, and is then one. Its parts may refer to each other.
    The order is that of the pathways. Where a pathway names no destination, its last
    step is one, as when it is planned alone.

    Args:
        *pathways: What to join.
        where: Names a place in one of them for messages; its id when not given.

    Raises:
        InputError: There is no pathway, or two of them define one id differently, or
            what comes out has faults, such as a circle; every fault is named.
    """
    parts = [part for place, part in enumerate(pathways) if part not in pathways[:place]]
    if not parts:
        raise InputError([Fault("There is no pathway to merge.", hint="Name at least one.")])
    if len(parts) == 1:
        return parts[0]
    if faults := [
        *_not_alike(parts),
        *_conflicts(parts, where),
        *_conflicts_there(parts, where),
    ]:
        raise InputError(faults)
    merged = _joined(parts)
    if merged.faults:
        raise InputError(_with_origin(merged, parts, where))
    return merged


def _joined(parts: Sequence[Pathway]) -> Pathway:
    days = [part.updated for part in parts]
    countries = {part.country for part in parts}
    shared: dict[str, Any] = {name: tuple(_once(parts, name)) for name in SHARED}
    return Pathway(
        id="+".join(part.id for part in parts),
        title=" + ".join(part.title for part in parts),
        destinations=_each(_goals(part) for part in parts),
        summary=" ".join(part.summary for part in parts if part.summary),
        stages=_each(part.stages for part in parts),
        language=parts[0].language,
        country=countries.pop() if len(countries) == 1 else "",
        currency=parts[0].currency,
        # All facts were checked on the oldest of these days or later.
        updated=None if None in days else min(day for day in days if day),
        news=_each(part.news for part in parts),
        note=" ".join(part.note for part in parts if part.note),
        states=joined_states([part.states for part in parts]),
        sharing=_each(part.sharing for part in parts),
        offers=_each(part.offers for part in parts),
        foreign=by_language(languages_of(_each(part.foreign for part in parts))),
        **shared,
    )


def _goals(part: Pathway) -> tuple[str, ...]:
    return part.destinations or tuple(step.id for step in part.steps[-1:])


def _each(groups: Iterable[Iterable[T]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for group in groups for item in group))


def _once(parts: Sequence[Pathway], name: str) -> Iterator[Any]:
    """Yield each item once; one that a pathway itself has twice stays a fault."""
    seen: set[str] = set()
    for part in parts:
        items = [item for item in getattr(part, name) if item.id not in seen]
        yield from items
        seen.update(item.id for item in items)


def _not_alike(parts: Sequence[Pathway]) -> Iterator[Fault]:
    first = parts[0]
    for name, why in ALIKE.items():
        for part in parts[1:]:
            one, other = getattr(first, name), getattr(part, name)
            if one != other:
                message = f"The {name} of {first.id} is {one}, and that of {part.id} is {other}."
                yield Fault(message, name, why)


def _conflicts(parts: Sequence[Pathway], where: Where) -> Iterator[Fault]:
    """Yield each id that a pathway defines unlike the first that has it."""
    for name, word in SHARED.items():
        first: dict[str, tuple[Any, Pathway]] = {}
        for part in parts:
            for item in getattr(part, name):
                one, home = first.setdefault(item.id, (item, part))
                if home is not part and one != item:
                    fields = ", ".join(_differing(one, item))
                    path = f"{name}.{item.id}"
                    yield Fault(
                        f"{where(home, path)} and {where(part, path)} define the {word} "
                        f"{item.id} differently: they differ in {fields}.",
                        path,
                        "Make both alike, rename one, or share one of them.",
                    )


def _conflicts_there(parts: Sequence[Pathway], where: Where) -> Iterator[Fault]:
    """Yield each step of a state that a pathway defines unlike the first that has it."""
    first: dict[tuple[str, str], tuple[Any, Pathway]] = {}
    for part in parts:
        for state in part.states:
            for item in state.steps:
                one, home = first.setdefault((state.id, item.id), (item, part))
                if home is not part and one != item:
                    path = f"states.{state.id}.steps.{item.id}"
                    yield Fault(
                        f"{where(home, path)} and {where(part, path)} tell differently what "
                        f"{item.id} is in {state.id}.",
                        path,
                        "Make both alike, or share one of them.",
                    )


def _differing(one: Any, other: Any) -> Iterator[str]:
    for field in attrs.fields(type(one)):
        if getattr(one, field.name) != getattr(other, field.name):
            yield field.name


def _with_origin(merged: Pathway, parts: Sequence[Pathway], where: Where) -> Iterator[Fault]:
    """Yield the faults of the whole; a circle's says where each of its steps comes from."""
    rings = {f"steps.{ring[0]}.requires": ring for ring in graph.circles(merged.steps)}
    for fault in merged.faults:
        ring = rings.get(fault.path, ())
        homes = (
            f"{name} comes from "
            + " and ".join(where(part, f"steps.{name}") for part in parts if name in part.by_id)
            for name in ring
        )
        message = f"{fault.message} {'; '.join(homes)}." if ring else fault.message
        yield attrs.evolve(fault, message=message)
