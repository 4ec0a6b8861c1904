"""Offers as steps, so that the search chooses among them; and the plan with its steps again.

A step with several offers is taken out of the problem. In its place stands one step for each
offer, and whoever asked for the step asks for any of these. So a plan is the best over all
choices of offers (planning rule 21) by the same search as over all other choices.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

import attrs
from attrs import evolve, field, frozen

from pathplanner.model.claims import Alternative
from pathplanner.model.history import Applied
from pathplanner.model.learner import Funding, Learner
from pathplanner.model.limits import Seat
from pathplanner.model.marks import Mark, fields_with
from pathplanner.model.offer import Choice, Offer, Taken
from pathplanner.model.offer_choice import bound_steps, candidates, opens_again, pays_for
from pathplanner.model.own_facts import OwnFact, with_facts_that_fit, with_own_facts
from pathplanner.model.pathway import Pathway
from pathplanner.model.person import pathway_for
from pathplanner.model.plan import Plan
from pathplanner.model.planned import PlannedStep
from pathplanner.model.requirement import AnyOf, Needs, Requirement
from pathplanner.model.step import Kind, Step
from pathplanner.model.sums import plain

MOST_TOLD = 3
"""How many other offers of a step a plan tells."""

AT = "@"
"""What stands between the id of a step and that of an offer."""


@frozen(eq=False)
class Ways:
    """A question in which each offer is a step of its own.

    Attributes:
        pathway, learner: With such steps.
        given, asking: The pathway and the learner without.
        offers: The offer of each such step, by its id.
        gates: Steps that stand for any of a goal's offers, with the goal.
        later: The day from which a step may be taken as the pathway has it, when the days of
            all its offers come once only, by its id.
    """

    pathway: Pathway
    learner: Learner
    given: Pathway
    asking: Learner
    offers: Mapping[str, Offer] = field(factory=dict)
    gates: Mapping[str, str] = field(factory=dict)
    later: Mapping[str, int] = field(factory=dict)

    def plain(self, name: str) -> str:
        """Return the id of the step that a step of this question stands for."""
        found = self.offers.get(name)
        return found.step if found else self.gates.get(name, name)

    def is_choice(self, names: Collection[str]) -> bool:
        """Tell whether some steps are all offers of one."""
        return len(names) > 1 and len({self.plain(name) for name in names}) == 1

    @property
    def seats(self) -> list[Seat]:
        """The days on which the learner has seats, for each offer of a step, too."""
        return [
            evolve(seat, step=name)
            for seat in self.learner.seats
            for name in self.pathway.by_id
            if self.plain(name) == seat.step and name not in self.gates
        ]

    def targets(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """Return goals, each as the step that stands for any of its offers."""
        of_goal = {goal: gate for gate, goal in self.gates.items()}
        return tuple(of_goal.get(name, name) for name in wanted)


def ways_of(pathway: Pathway, learner: Learner, wanted: Sequence[str]) -> Ways:
    """Return a question with each offer among which the plan chooses as a step of its own.

    Args:
        pathway: The pathway; it and the learner have no faults.
        learner: The learner.
        wanted: The goals, and what the learner insists on.
    """
    general = [fact for fact in learner.facts if fact.of_office]
    own = [fact for fact in learner.facts if not fact.of_office]
    there = with_own_facts(pathway_for(pathway, learner), general)
    told = with_own_facts(there, own)
    chosen = _offered(pathway, there, learner, own) if pathway.offers else {}
    if not chosen:
        return Ways(told, learner, pathway, learner)
    later = _later(chosen, learner)
    several = {step: ways for step, ways in chosen.items() if len(ways) > 1 or step in later}
    alone = {step: ways[0] for step, ways in chosen.items() if step not in several}
    names = {
        step: (*(f"{step}{AT}{offer.id}" for offer, _ in ways), *([step] if step in later else ()))
        for step, ways in several.items()
    }
    offers = {step: offer for step, (offer, _) in alone.items()}
    steps: list[Step] = []
    gates: dict[str, str] = {}
    for step in told.steps:
        # With several offers it stays: it may be asked for later, and has facts to look up.
        steps.append(_asking_any(alone[step.id][1] if step.id in alone else step, names))
        for offer, one in several.get(step.id, ()):
            name = f"{step.id}{AT}{offer.id}"
            offers[name] = offer
            steps.append(_asking_any(evolve(one, id=name), names))
        if step.id in several and step.id in wanted:
            gates[f"{step.id}{AT}"] = step.id
            gate = AnyOf(tuple(map(Needs, names[step.id])))
            steps.append(Step(f"{step.id}{AT}", step.title, Kind.OTHER, requires=gate))
    asked = evolve(
        learner, funding=_funds(learner, steps, offers), applied=_applied(learner, names)
    )
    # The parts of lists stand in the steps already, with their offers.
    there = evolve(told, steps=tuple(steps), lists=())
    return Ways(there, asked, pathway, learner, offers, gates, later)


def _later(chosen: Mapping[str, Sequence[tuple[Offer, Step]]], learner: Learner) -> dict[str, int]:
    """Return from when on steps may be taken without an offer, for those of which one may be."""
    named = {one.step for one in learner.offers}
    last = {
        step: opens_again([offer for offer, _ in ways])
        for step, ways in chosen.items()
        if step not in named
    }
    return {step: day.toordinal() + 1 for step, day in last.items() if day}


def _offered(
    pathway: Pathway, there: Pathway, learner: Learner, own: Sequence[OwnFact]
) -> dict[str, list[tuple[Offer, Step]]]:
    """Return the offers among which a plan chooses, each with its step, by the step's id."""
    named = {one.step: one.offer for one in learner.offers}
    settled = {held.step for held in learner.holds} | {
        one.step for one in learner.set_aside_everywhere
    }
    settled |= {*learner.avoid, *(one.step for one in learner.dropped)}
    settled |= {seat.step for seat in learner.seats if not seat.days}
    begun = {one.step for one in learner.under_way} | {one.step for one in learner.failed}
    found: dict[str, list[tuple[Offer, Step]]] = {}
    for offer in pathway.offers:
        if offer.step in settled:
            continue
        if offer.step in named:
            is_one = offer.id == named[offer.step]
        else:
            is_one = offer.step not in begun and offer.is_for(learner.state)
            is_one = is_one and offer.is_open(learner.start)
        if is_one:
            step = with_facts_that_fit(offer.of(there.by_id[offer.step]), own)
            found.setdefault(offer.step, []).append((offer, step))
    # Who has hours a week for a step has them for one, wherever it is taken.
    bound = bound_steps(pathway) | {one.step for one in learner.hours} - {""}
    return {name: candidates(ways, learner, is_bound=name in bound) for name, ways in found.items()}


def _asking_any(step: Step, names: Mapping[str, Sequence[str]]) -> Step:
    """Return a step that asks for any offer of what it asked for."""
    if not names:
        return step
    # What limits what counts says so of steps; any of some offers is no step.
    told = evolve(step, requires=plain(step.requires))
    asking: Step = _with_all(told, lambda name: names.get(name, (name,)))
    return asking


def _with_all(value: Any, names: Callable[[str], Sequence[str]]) -> Any:
    """Return a value of the model in which some steps stand for each step that it names."""
    if isinstance(value, tuple):
        return tuple(item for one in value for item in _each(one, names))
    if isinstance(value, Needs):
        return _needs_any(value, names(value.step))
    if not attrs.has(type(value)):
        return value
    changes = {}
    marked = fields_with(Mark.STEP, value.__class__)
    for one in attrs.fields(type(value)):
        old = getattr(value, one.name)
        if one.name in marked:
            if isinstance(old, tuple):
                new: Any = tuple(name for each in old for name in names(each))
            else:
                new = old
        elif isinstance(old, tuple) or attrs.has(type(old)):
            new = _with_all(old, names)
        else:
            continue
        if new != old:
            changes[one.name] = new
    if "of" in changes and getattr(value, "list", None):
        # The pathway would fill in the list as it is.
        changes["list"] = ""
    return evolve(value, **changes) if changes else value


def _needs_any(value: Needs, instead: Sequence[str]) -> Requirement:
    if tuple(instead) == (value.step,):
        return value
    return AnyOf(tuple(evolve(value, step=name) for name in instead))


def _each(value: Any, names: Callable[[str], Sequence[str]]) -> Iterator[Any]:
    """Yield an item of a list, or the same of each step that stands for the one it names."""
    marked = fields_with(Mark.STEP, value.__class__) if attrs.has(type(value)) else ()
    single = [name for name in marked if isinstance(getattr(value, name), str)]
    if isinstance(value, Needs) or len(single) != 1:
        yield _with_all(value, names)
        return
    for name in names(getattr(value, single[0])):
        yield _with_all(evolve(value, **{single[0]: name}), names)


def _funds(
    learner: Learner, steps: Sequence[Step], offers: Mapping[str, Offer]
) -> tuple[Funding, ...]:
    """Return the funds of a learner, each for the offers that it may pay."""
    found = []
    for fund in learner.funding:
        ids = [step.id for step in steps]
        if fund.steps:
            ids = [name for name in ids if _step_of(name, offers) in fund.steps]
        paid = tuple(name for name in ids if name not in offers or pays_for(fund, offers[name]))
        is_all = not fund.steps and len(paid) == len(steps)
        found.append(fund if is_all else evolve(fund, steps=paid or (AT,)))
    return tuple(found)


def _step_of(name: str, offers: Mapping[str, Offer]) -> str:
    return offers[name].step if name in offers else name


def _applied(learner: Learner, names: Mapping[str, Sequence[str]]) -> tuple[Applied, ...]:
    return tuple(
        Applied(name, one.on)
        for one in learner.applied
        for name in names.get(one.step, (one.step,))
    )


def at_offers(ways: Ways, plan: Plan) -> Pathway:
    """Return the pathway in which each planned step is as its offer has it."""
    taken = {one.step: one for one in ways.asking.offers}
    for step in plan.steps:
        if step.offer is not None:
            taken[step.id] = Choice(step.id, step.offer.id)
    return ways_of(ways.given, evolve(ways.asking, offers=tuple(taken.values())), ()).pathway


def folded(ways: Ways, plan: Plan) -> Plan:
    """Return a plan of such a question as one of the pathway: with its steps and their offers."""
    if not ways.offers:
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
        others = [o for key, o in ways.offers.items() if offer and o.step == name and o != offer]
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
    found = evolve(value, **changes) if changes else value
    if isinstance(found, AnyOf) and len(set(found.of)) == 1 and changes:
        return found.of[0]
    return found


def _plain_path(path: str, ways: Ways) -> str:
    """Return a step, or the path of a fact, with the name that the step has in the pathway."""
    if AT not in path:
        return path
    for name, offer in ways.offers.items():
        if path == name or path.startswith(f"{name}."):
            return f"{offer.step}{path[len(name) :]}"
    return ways.plain(path)
