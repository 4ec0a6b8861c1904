"""Rule 24: which steps are local to a learner who moves, and what counts in which stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from attrs import evolve

from pathplanner.model.learner import Learner
from pathplanner.model.moves import Moved
from pathplanner.model.offer import Offer
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan
from pathplanner.model.requirement import AnyOf, Needs, Requirement, Total, Worked, steps_in
from pathplanner.model.step import Step
from pathplanner.verification.offers import Open, told_steps

NOTHING_COUNTS = AnyOf(())
"""What is never met."""


def first_days(learner: Learner) -> list[date]:
    """Return the first day of each stay."""
    return [learner.start, *(one.on for one in learner.moves)]


def stay_of(learner: Learner, day: date) -> int:
    """Return the number of the stay in which a day is."""
    return sum(one.on <= day for one in learner.moves)


def state_of(learner: Learner, stay: int) -> str:
    """Return the state in which the learner lives in a stay."""
    return (learner.state, *(one.state for one in learner.moves))[stay]


def who_lived(learner: Learner, stay: int) -> Learner:
    """Return the learner as if they had always lived where they do in a stay."""
    if stay == 0:
        return evolve(learner, moves=())
    there = learner.moves[stay - 1]
    return evolve(learner, state=there.state, area=there.area, residence=there.residence, moves=())


def stays_in(moved: Iterable[Moved], learner: Learner) -> dict[str, int]:
    """Return the stays that are told of steps; no others have any but the first."""
    return {one.step: stay_of(learner, one.on) for one in moved}


def moved_steps(given: Pathway, learner: Learner, plan: Plan) -> tuple[Moved, ...]:
    """Return the local steps of a plan that start after a move, with the day of that move."""
    if not learner.moves:
        return ()
    local = local_steps(given, learner)
    stays = [(step.id, stay_of(learner, step.start)) for step in plan.steps if step.id in local]
    days = first_days(learner)
    return tuple(Moved(name, days[stay]) for name, stay in stays if stay)


def local_steps(given: Pathway, learner: Learner) -> frozenset[str]:
    """Return the local steps."""
    people = [who_lived(learner, stay) for stay in range(len(learner.moves) + 1)]
    told = [told_steps(given, who, {}) for who in people]
    known = [Open(given, who) for who in people]
    never = _never(given, learner, told, known)
    placed = {s.id for s in told[0].steps if s.kind == "license" or s.states} - never
    found = set(placed)
    for step in told[0].steps:
        versions = [one.by_id[step.id] for one in told]
        offers = [[offer.id for offer in one.to(step.id)] for one in known if given.offers]
        if any(one != step for one in versions) or any(one != offers[0] for one in offers):
            found.add(step.id)
        asks = {name for one in versions for name in _asked(one, learner)}
        if asks & placed:
            found.add(step.id)
    return frozenset(found - never)


def _asked(step: Step, learner: Learner) -> Iterator[str]:
    yield from steps_in(step.requires)
    if learner.recommended:
        for advice in step.recommends:
            yield from steps_in(advice.requirement)


def _never(
    given: Pathway, learner: Learner, told: Sequence[Pathway], known: Sequence[Open]
) -> set[str]:
    """Return the steps that are settled or hang together with others."""
    found = {one.step for one in learner.holds} | {one.step for one in learner.under_way}
    found |= {one.step for one in learner.failed} | {one.step for one in learner.dropped}
    found |= {one.step for one in learner.overrides if not one.for_} | {*learner.avoid}
    found |= {one.step for one in learner.seats if not one.days}
    for there in told:
        found |= {step.id for step in there.steps if step.open_ended}
        found |= {step.renewal.counts_from for step in there.steps if step.renewal}
        found |= Open(evolve(given, steps=there.steps), learner).bound
    return found.union(*(one.bound for one in known))


def in_each_stay(given: Pathway, learner: Learner, taken: Mapping[str, Offer]) -> list[Pathway]:
    """Return the pathway as it is in each stay of a learner who moves."""
    stays = range(len(learner.moves) + 1) if learner.moves else ()
    return [told_steps(given, who_lived(learner, stay), taken) for stay in stays]


def as_lived(
    given: Pathway, learner: Learner, taken: Mapping[str, Offer], stays: Mapping[str, int]
) -> Pathway:
    """Return the pathway with each step as it is in its stay."""
    told = in_each_stay(given, learner, taken)
    steps = tuple(told[stays.get(step.id, 0)].by_id[step.id] for step in told[0].steps)
    return evolve(told[0], steps=steps)


def counting_there(
    requirement: Requirement, stays: Mapping[str, int], stay: int, learner: Learner,
    by_id: Mapping[str, Step],
) -> Requirement:  # fmt: skip
    """Return a requirement of a step in a stay, of which what does not count there is not met.

    Args:
        requirement: What is required.
        stays: The stays of the local steps, and of no others.
        stay: That of the step which requires it.
        learner: Who moves.
        by_id: The steps.
    """
    if isinstance(requirement, Needs):
        name = requirement.step
        if name not in stays:
            return requirement
        step, here = by_id[name], state_of(learner, stay)
        counts = here in step.states if step.states else True
        if step.kind == "license" and not step.states:
            counts = state_of(learner, stays[name]) == here
        return requirement if counts else NOTHING_COUNTS
    if isinstance(requirement, Total | Worked):
        return requirement
    parts = [counting_there(one, stays, stay, learner, by_id) for one in requirement.of]
    return requirement if parts == list(requirement.of) else evolve(requirement, of=parts)


def day_faults(step: str, stays: Mapping[str, int], learner: Learner, start: date) -> Iterator[str]:
    """Yield that a local step starts on no day of its stay."""
    if step not in stays:
        return
    first, after = first_days(learner)[stays[step]], first_days(learner)[stays[step] + 1 :]
    if start < first:
        yield f"starts on {start}, before the learner moves on {first} (rule 24)"
    if after and start >= after[0]:
        last = after[0] - timedelta(days=1)
        yield f"starts on {start}, but as one that starts by {last}, before the move (rule 24)"
