"""From a plan in which each way to do a step is a step of its own to one of the pathway's steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs
from attrs import evolve

from pathplanner.model.claims import Alternative
from pathplanner.model.marks import Mark, fields_with
from pathplanner.model.moves import Moved, stay_on
from pathplanner.model.offer import Choice, Taken
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan
from pathplanner.model.planned import PlannedStep
from pathplanner.model.requirement import AnyOf
from pathplanner.planning.problem.offers import AT, Ways, ways_of

MOST_TOLD = 3
"""How many other offers of a step a plan tells."""


def at_offers(ways: Ways, plan: Plan) -> Pathway:
    """Return the pathway in which each planned step is as its offer, and its stay, has it."""
    taken = {one.step: one for one in ways.asking.offers}
    for step in plan.steps:
        if step.offer is not None:
            taken[step.id] = Choice(step.id, step.offer.id)
    asking = evolve(ways.asking, offers=tuple(taken.values()))
    return ways_of(ways.given, asking, (), stays_in(plan)).pathway


def stays_in(plan: Plan) -> dict[str, int] | None:
    """Return in which stays the steps of a plan begin; None where the person does not move."""
    moves = plan.learner.moves
    return {step.id: stay_on(moves, step.start) for step in plan.steps} if moves else None


def folded(ways: Ways, plan: Plan) -> Plan:
    """Return a plan of such a question as one of the pathway: with its steps and their offers."""
    if not ways.offers and not ways.stays:
        return plan
    changes: dict[str, Any] = {
        one.name: _plain(getattr(plan, one.name), ways)
        for one in attrs.fields(Plan)
        if one.name not in ("learner", "pathway", "steps", "goal")
    }
    changes["steps"] = tuple(_planned(plan, ways))
    changes["goal"] = tuple(map(ways.plain, plan.goal))
    changes["learner"] = ways.asking
    changes["reasons"] = tuple(dict.fromkeys(changes["reasons"]))
    changes["exits"] = tuple(one for one in changes["exits"] if one.step not in changes["goal"])
    return evolve(plan, **changes)


def _planned(plan: Plan, ways: Ways) -> Iterator[PlannedStep]:
    """Yield the planned steps with their offers, numbered anew."""
    known = {one.step: one.number for one in ways.asking.numbers}
    last = max([0, *known.values()])
    gates = {step.id: step for step in plan.steps if step.id in ways.gates}
    for step in plan.steps:
        if step.id in gates:
            continue
        name = ways.plain(step.id)
        last += name not in known
        one = _plain(step, ways)
        for gate in gates.values():
            if step.id in gate.needs:
                kind = gate.why.kind
                opens = tuple(opened for opened in one.why.opens if opened != name)
                one = evolve(one, why=evolve(one.why, kind=kind, opens=opens))
        offer = ways.offers.get(step.id)
        others = [
            other
            for key, other in ways.offers.items()
            if offer
            and other.step == name
            and other != offer
            and ways.stays.get(key) == ways.stays.get(step.id)
        ]
        yield evolve(
            one,
            id=name,
            number=known.get(name, last),
            offer=offer,
            other_offers=tuple(others[:MOST_TOLD]),
        )


def _plain(value: Any, ways: Ways) -> Any:
    """Return a value in which steps have the names that they have in the pathway."""
    if isinstance(value, tuple):
        if value and all(isinstance(one, str) for one in value):
            return tuple(dict.fromkeys(_plain_path(one, ways) for one in value))
        return tuple(_plain(one, ways) for one in value)
    if not attrs.has(type(value)):
        return value
    changes: dict[str, Any] = {}
    marked = fields_with(Mark.STEP, value.__class__)
    for one in attrs.fields(type(value)):
        old = getattr(value, one.name)
        if one.name in marked and isinstance(old, str):
            new: Any = ways.plain(old)
        elif isinstance(old, tuple) or attrs.has(type(old)):
            new = _plain(old, ways)
        else:
            continue
        if new != old:
            changes[one.name] = new
    if isinstance(value, Alternative):
        changes["offers"] = tuple(
            Taken(ways.offers[name].step, ways.offers[name].id, ways.offers[name].where)
            for name in value.steps
            if name in ways.offers
        )
        changes["moved"] = tuple(_moved(value.steps, ways))
    found = evolve(value, **changes) if changes else value
    if isinstance(found, AnyOf) and len(set(found.of)) == 1 and changes:
        return found.of[0]
    return found


def _moved(names: Sequence[str], ways: Ways) -> Iterator[Moved]:
    """Yield the steps of a way that are begun after a move, and would be otherwise before it."""
    for name in names:
        step, stay = ways.stays.get(name, ("", 0))
        if stay:
            yield Moved(step, ways.asking.moves[stay - 1].on)


def _plain_path(path: str, ways: Ways) -> str:
    """Return a step, or the path of a fact, with the name that the step has in the pathway."""
    if AT not in path:
        return path
    for name in (*ways.offers, *ways.stays):
        if path == name or path.startswith(f"{name}."):
            return f"{ways.plain(name)}{path[len(name) :]}"
    return ways.plain(path)
