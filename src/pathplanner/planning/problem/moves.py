"""Which steps hang on where a person lives who moves, and what counts where (planning rule 24)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from pathplanner.model.learner import Learner
from pathplanner.model.moves import days_of
from pathplanner.model.offer_choice import Way, bound_steps
from pathplanner.model.pathway import Pathway
from pathplanner.model.requirement import steps_in
from pathplanner.model.step import Kind, Step


def local_steps(
    told: Sequence[Pathway],
    offered: Sequence[Mapping[str, Sequence[Way]]],
    learner: Learner,
) -> frozenset[str]:
    """Return the steps that are of the stay in which they start.

    Args:
        told: The pathway as it is in each stay.
        offered: The offers of steps in each stay.
        learner: Who moves.
    """
    free = [step.id for step in told[0].steps if step.id not in _settled(told, learner)]
    placed = {name for name in free if any(_is_placed(one.by_id[name]) for one in told)}
    return frozenset(
        name
        for name in free
        if name in placed
        or any(one.by_id[name] != told[0].by_id[name] for one in told[1:])
        or any(one.get(name) != offered[0].get(name) for one in offered[1:])
        or any(placed.intersection(_asked(one.by_id[name], learner)) for one in told)
    )


def _is_placed(step: Step) -> bool:
    return step.kind is Kind.LICENSE or bool(step.states)


def _asked(step: Step, learner: Learner) -> Iterator[str]:
    yield from steps_in(step.requires)
    for advice in step.recommends if learner.recommended else ():
        yield from steps_in(advice.requirement)


def _settled(told: Sequence[Pathway], learner: Learner) -> set[str]:
    """Return the steps that are as on the plan's first day, wherever the person lives."""
    found = {*learner.avoid, *(one.step for one in learner.set_aside_everywhere)}
    for some in (learner.holds, learner.under_way, learner.failed, learner.dropped):
        found.update(one.step for one in some)
    found.update(seat.step for seat in learner.seats if not seat.days)
    found.update(one.step for one in learner.hours)
    for pathway in told:
        found.update(bound_steps(pathway))
        found.update(step.id for step in pathway.steps if step.open_ended)
        found.update(step.renewal.counts_from for step in pathway.steps if step.renewal)
    return found


def stays_of(step: str, told: Sequence[Pathway], learner: Learner) -> list[int]:
    """Return the stays in which a step may be begun: where it counts at all, and not over."""
    found = []
    for stay, pathway in enumerate(told):
        states = pathway.by_id[step].states
        if not states or state_in(learner, stay) in states:
            found.append(stay)
    return found


def state_in(learner: Learner, stay: int) -> str:
    """Return the state in which a person lives after some moves."""
    return learner.moves[stay - 1].state if stay else learner.state


def counting(step: Step, begun: Collection[int], stay: int, learner: Learner) -> list[int]:
    """Return in which of some stays a step must be begun to count for one of another stay."""
    here = state_in(learner, stay)
    if step.states:
        return [*begun] if here in step.states else []
    if step.kind is Kind.LICENSE:
        return [one for one in begun if state_in(learner, one) == here]
    return [*begun]


def ordinals(learner: Learner, stay: int, never: int) -> tuple[int, int]:
    """Return the first and the last day of a stay; 0, or `never`, where it has no such end."""
    first, last = days_of(learner.moves, stay)
    return first.toordinal() if first else 0, last.toordinal() if last else never
