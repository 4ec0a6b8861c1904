"""Faults of a question: a learner and a goal that do not fit the pathway."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from pathplanner.errors import Fault, did_you_mean
from pathplanner.model.learner import Learner, Prefer
from pathplanner.model.listed import is_enough, leaves_of, scale_for
from pathplanner.model.own_facts import find_faults as find_own_faults
from pathplanner.model.pathway import Pathway
from pathplanner.model.person import as_for, pathway_for
from pathplanner.model.requirement import steps_in


def find_faults(
    pathway: Pathway, learner: Learner, goal: tuple[str, ...], prefer: Prefer | str | None
) -> Iterator[Fault]:
    """Yield every fault: unknown steps and preferences, days that cannot be."""
    if not goal:
        yield Fault("No goal is given.", "goal", "Name at least one step.")
    if prefer is not None and prefer not in list(Prefer):
        yield Fault(f"There is no preference {prefer!r}.", "prefer", did_you_mean(prefer, Prefer))
    yield from _unknown_steps(pathway, learner, goal)
    for name in sorted(set(learner.avoid) & set(learner.insist)):
        yield Fault(f"{name} is both to be avoided and insisted on.", "avoid", "Choose one.")
    since = {item.step: item.since for item in learner.holds}
    held = set(since)
    for item in learner.under_way:
        if item.step in held:
            yield Fault(f"{item.step} is both held and under way.", "under_way", "Choose one.")
    yield from _grades(pathway, learner)
    yield from _failed_otherwise(learner, since)
    yield from _dropped_otherwise(learner, held, goal)
    yield from _wrong_days(learner)
    yield from _wrong_moves(learner)
    yield from _waived_for_nothing(pathway, learner)
    yield from find_own_faults(pathway_for(pathway, learner), learner.facts)
    yield from _doubly_numbered(pathway, learner)
    yield from _unknown_offers(pathway, learner)


def _unknown_offers(pathway: Pathway, learner: Learner) -> Iterator[Fault]:
    """Yield the offers that a learner takes and nobody makes."""
    for one in learner.offers:
        known = [offer.id for offer in pathway.offers if offer.step == one.step]
        if one.step in pathway.by_id and one.offer not in known:
            hint = did_you_mean(one.offer, known) if known else "Give the office file with it."
            said = f"There is no offer {one.offer!r} of {one.step}."
            yield Fault(said, f"offers.{one.step}", hint)


def _grades(pathway: Pathway, learner: Learner) -> Iterator[Fault]:
    """Yield the grades that cannot be compared with what is asked for."""
    told = {held.step: held.grade for held in learner.holds if held.grade}
    asked = {
        leaf.step: leaf.minimum
        for step in (pathway.steps if told else ())
        for leaf in leaves_of(step.requires)
        if leaf.minimum and leaf.step in told
    }
    for name, minimum in asked.items():
        scale = scale_for(pathway.by_id[name], minimum, pathway.scales)
        if is_enough(told[name], minimum, scale) is None:
            said = f"{name} is held with {told[name]!r}, which is not a grade like {minimum}."
            hint = did_you_mean(told[name], scale.grades) if scale else "Write a number."
            yield Fault(said, "holds", hint)


def _doubly_numbered(pathway: Pathway, learner: Learner) -> Iterator[Fault]:
    """Yield the numbers that two steps of one pathway have."""
    seen: dict[int, str] = {}
    for item in learner.numbers:
        other = seen.setdefault(item.number, item.step) if item.step in pathway.by_id else ""
        if other not in ("", item.step):
            said = f"{other} and {item.step} both have the number {item.number}."
            yield Fault(said, f"numbers.{item.step}", "Give each step a number of its own.")


def _waived_for_nothing(pathway: Pathway, learner: Learner) -> Iterator[Fault]:
    """Yield what is set aside for a step that is not there or does not ask for it."""
    there = pathway.at(learner.state).by_id
    for place, one in enumerate(learner.overrides):
        path = f"overrides[{place}].for"
        if one.for_ and one.for_ not in there:
            yield Fault(
                f"The pathway {pathway.id} has no step {one.for_!r}.",
                path,
                did_you_mean(one.for_, {step.id: step.title for step in pathway.steps}),
            )
        elif one.for_ and one.step in there:
            asked = set(steps_in(as_for(there[one.for_], learner).requires))
            if one.step not in asked:
                said = f"{one.for_} does not ask for {one.step}, so nothing is set aside."
                hint = did_you_mean(one.step, asked) if asked else "It asks for nothing."
                yield Fault(said, path, hint)


def _failed_otherwise(learner: Learner, since: dict[str, date | None]) -> Iterator[Fault]:
    last: dict[str, date] = {}
    for attempt in learner.failed:
        last[attempt.step] = max(attempt.on, last.get(attempt.step, attempt.on))
    for name in sorted(since.keys() & last.keys()):
        # What was passed after the attempts that failed is held, and they stay told.
        if (passed := since[name]) is None or passed < last[name]:
            yield Fault(
                f"{name} is both held and failed.",
                "failed",
                "Give the later day on which it was passed, or leave out the failed attempts.",
            )
    for item in learner.under_way:
        day = last.get(item.step)
        if day and item.begun < day:
            yield Fault(
                f"{item.step} is under way since {item.begun}, but failed on {day}.",
                "failed",
                f"Give the day on which it was begun again, {day} or later, "
                "or leave it out of what is under way.",
            )


def _dropped_otherwise(learner: Learner, held: set[str], goal: tuple[str, ...]) -> Iterator[Fault]:
    others = {
        "held": held,
        "under way": {item.step for item in learner.under_way},
        "insisted on": set(learner.insist),
        "the goal": set(goal),
    }
    for item in learner.dropped:
        for what, names in others.items():
            if item.step in names:
                yield Fault(
                    f"{item.step} is both dropped and {what}.",
                    "dropped",
                    "Choose one; leave it out of what was dropped to take it up again.",
                )


def _unknown_steps(pathway: Pathway, learner: Learner, goal: tuple[str, ...]) -> Iterator[Fault]:
    named = {
        "goal": goal,
        "holds": [held.step for held in learner.holds],
        "under_way": [item.step for item in learner.under_way],
        "failed": dict.fromkeys(item.step for item in learner.failed),
        "dropped": [item.step for item in learner.dropped],
        "applied": [item.step for item in learner.applied],
        "paid": dict.fromkeys(item.step for item in learner.paid),
        "seats": [item.step for item in learner.seats],
        "avoid": learner.avoid,
        "insist": learner.insist,
        "offers": [one.step for one in learner.offers],
        "overrides": [override.step for override in learner.overrides],
        "worked": [one.step for one in learner.worked],
        "hours": dict.fromkeys(one.step for one in learner.hours if one.step),
        "funding": [step for fund in learner.funding for step in fund.steps],
    }
    for path, names in named.items():
        for name in names:
            if name not in pathway.by_id:
                hint = did_you_mean(name, {step.id: step.title for step in pathway.steps})
                yield Fault(f"The pathway {pathway.id} has no step {name!r}.", path, hint)


def _wrong_days(learner: Learner) -> Iterator[Fault]:
    for item in learner.under_way:
        if item.begun > learner.start:
            yield Fault(
                f"{item.step} is under way but begins on {item.begun}, after the start.",
                "under_way",
                f"Give a day up to {learner.start}.",
            )
    for held in learner.holds:
        if held.since and held.since > learner.start:
            yield Fault(
                f"{held.step} is held since {held.since}, which is after the start.",
                "holds",
                f"Give a day up to {learner.start}, or plan it as a step.",
            )
    happened = {"failed": "failed", "dropped": "was dropped", "applied": "was applied for"}
    for field, word in happened.items():
        for past in getattr(learner, field):
            if past.on > learner.start:
                yield Fault(
                    f"{past.step} {word} on {past.on}, which is after the start.",
                    field,
                    f"Give a day up to {learner.start}, or start the plan later.",
                )
    yield from _told_twice(learner)
    yield from _wrong_days_of_money(learner)
    if learner.birth_date and learner.birth_date > learner.start:
        yield Fault("The birth date is after the start.", "birth_date", "Check both dates.")


def _wrong_moves(learner: Learner) -> Iterator[Fault]:
    """Yield what is wrong with when and where a person moves."""
    if learner.moves and not learner.state:
        said = "A move is told, but not where the person lives until then."
        yield Fault(said, "moves", "Tell the state in which they live now, such as state: TX.")
    last = learner.start
    for place, one in enumerate(learner.moves):
        path = f"moves[{place}]"
        if one.on <= learner.start:
            said = f"The move on {one.on} is not after the start of the plan, {learner.start}."
            hint = f"Write state: {one.state} in its place, as the person lives there by then."
            yield Fault(said, path, hint)
        elif one.on <= last:
            said = f"The move on {one.on} comes after one on {last}."
            yield Fault(said, path, "Put the moves in the order of their days, each on its own.")
        if learner.state and one.state[:2] != learner.state[:2]:
            said = f"{one.state} is in another country than {learner.state}."
            yield Fault(said, path, "Plan what comes after the move by itself, from that day on.")
        last = max(last, one.on)


def _told_twice(learner: Learner) -> Iterator[Fault]:
    """Yield what hours a week are told twice for, and hours of work of what is not under way."""
    told = Counter(one.step or str(one.from_) for one in learner.hours)
    for what, times in told.items():
        if times > 1:
            said = f"Hours a week are told {times} times for {what}."
            yield Fault(said, "hours", "Leave one of them.")
    begun = {item.step for item in learner.under_way}
    for one in learner.worked:
        if one.step not in begun:
            said = f"Hours of work are told for {one.step}, which is not under way."
            yield Fault(said, "worked", "Add it to under_way, with the day it was begun.")


def _wrong_days_of_money(learner: Learner) -> Iterator[Fault]:
    for fund in learner.funding:
        if fund.until and fund.arrives and fund.until < fund.arrives:
            said = f"{fund.name} ends on {fund.until}, before its money arrives on {fund.arrives}."
            yield Fault(said, "funding", "Check both dates.")
    for paid in learner.paid:
        if paid.on and paid.on > learner.start:
            said = f"{paid.step} was paid for on {paid.on}, which is after the start."
            yield Fault(said, "paid", f"Give a day up to {learner.start}, or start the plan later.")
    if learner.savings_on and learner.savings_on > learner.start:
        said = f"The savings were counted on {learner.savings_on}, which is after the start."
        yield Fault(said, "savings_on", f"Give a day up to {learner.start}, or leave it out.")
