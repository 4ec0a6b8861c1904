"""Offers as steps, so that the search chooses among them; and the plan with its steps again.

A step with several offers is taken out of the problem. In its place stands one step for each
offer, and whoever asked for the step asks for any of these. So a plan is the best over all
choices of offers (planning rule 21) by the same search as over all other choices.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import attrs
from attrs import evolve, field, frozen

from pathplanner.model.history import Applied
from pathplanner.model.learner import Funding, Learner
from pathplanner.model.limits import Seat
from pathplanner.model.marks import Mark, fields_with
from pathplanner.model.offer import Offer
from pathplanner.model.offer_choice import bound_steps, candidates, opens_again, pays_for
from pathplanner.model.own_facts import OwnFact, with_facts_that_fit, with_own_facts
from pathplanner.model.pathway import Pathway
from pathplanner.model.person import pathway_for
from pathplanner.model.requirement import AnyOf, Needs, Requirement
from pathplanner.model.step import Kind, Step
from pathplanner.model.sums import plain
from pathplanner.planning.problem.moves import counting, local_steps, ordinals, stays_of

AT = "@"
"""What stands between the id of a step, that of an offer, and the number of a stay."""

MOST_ONCE = 2
"""Steps of stays of which two may be one."""

NO_NAMES: Mapping[str, Sequence[str]] = MappingProxyType({})


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
        stays: The step that is begun in a stay, and the stay, by the id of such a step.
        gone: Steps that nobody can take, as they count nowhere where they are asked for.
    """

    pathway: Pathway
    learner: Learner
    given: Pathway
    asking: Learner
    offers: Mapping[str, Offer] = field(factory=dict)
    gates: Mapping[str, str] = field(factory=dict)
    later: Mapping[str, int] = field(factory=dict)
    stays: Mapping[str, tuple[str, int]] = field(factory=dict)
    gone: frozenset[str] = frozenset()

    def plain(self, name: str) -> str:
        """Return the id of the step that a step of this question stands for."""
        if name in self.stays:
            return self.stays[name][0]
        found = self.offers.get(name)
        return found.step if found else self.gates.get(name, name)

    def days(self, name: str, never: int) -> tuple[int, int]:
        """Return the first and the last day on which a step may start; 0 and `never` for any."""
        first, last = 0, never
        if name in self.stays:
            first, last = ordinals(self.asking, self.stays[name][1], never)
        return max(first, self.later.get(name, 0)), last

    def person(self, name: str) -> Learner:
        """Return the learner as they are where a step is begun."""
        return self.asking.living(self.stays[name][1]) if name in self.stays else self.asking

    def is_twice(self, names: Collection[str]) -> bool:
        """Tell whether some steps have one in them that is begun in two stays."""
        if len(self.stays) < MOST_ONCE:
            return False
        plain = [self.stays[name][0] for name in names if name in self.stays]
        return len(plain) > len(set(plain))

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
            if self.plain(name) == seat.step and name not in self.gates and name not in self.gone
        ]

    def targets(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """Return goals, each as the step that stands for any of its offers."""
        of_goal = {goal: gate for gate, goal in self.gates.items()}
        return tuple(of_goal.get(name, name) for name in wanted)


@frozen
class _Way:
    """A way to do a step: at an offer or at none, in a stay or in any.

    Attributes:
        name: Its id as a step of the question.
        step: The step as it is so.
        offer: The offer; None for none.
        stay: The stay in which it starts; None where that is all the same.
        from_: The first day on which it may start, if there is one.
    """

    name: str
    step: Step
    offer: Offer | None = None
    stay: int | None = None
    from_: int = 0


def ways_of(
    pathway: Pathway,
    learner: Learner,
    wanted: Sequence[str],
    moved: Mapping[str, int] | None = None,
) -> Ways:
    """Return a question with each offer among which the plan chooses as a step of its own.

    So is each stay in which the plan may do a step that hangs on where the learner lives.

    Args:
        pathway: The pathway; it and the learner have no faults.
        learner: The learner.
        wanted: The goals, and what the learner insists on.
        moved: In which stays steps are begun, where that is settled; in the first, if it does not
            say it. None to choose.
    """
    general = [fact for fact in learner.facts if fact.of_office]
    own = [fact for fact in learner.facts if not fact.of_office]
    people = [learner.living(stay) for stay in range(len(learner.moves) + 1)]
    there = [with_own_facts(pathway_for(pathway, who), general) for who in people]
    told = [with_own_facts(one, own) for one in there]
    offered = [
        _offered(pathway, one, who, own) if pathway.offers else {}
        for one, who in zip(there, people, strict=True)
    ]
    local = local_steps(told, offered, learner) if learner.moves else frozenset[str]()
    if not local and not offered[0]:
        return Ways(told[0], learner, pathway, learner)
    ways: dict[str, list[_Way]] = {}
    for step in told[0].steps:
        found = list(_ways_in(step.id, told, offered, learner, local, moved))
        if found != [_Way(step.id, step)]:
            ways[step.id] = found
    return _with_ways(Ways(told[0], learner, pathway, learner), ways, wanted)


def _ways_in(
    name: str,
    told: Sequence[Pathway],
    offered: Sequence[Mapping[str, Sequence[tuple[Offer, Step]]]],
    learner: Learner,
    local: Collection[str],
    moved: Mapping[str, int] | None,
) -> Iterator[_Way]:
    """Yield the ways to do a step."""
    if name in local:
        stays = stays_of(name, told, learner)
        if moved is not None:
            stays = [stay for stay in stays if stay == moved.get(name, 0)]
    is_one = name not in local or moved is not None
    for stay in stays if name in local else (0,):
        chosen = offered[stay].get(name, ())
        later = _later({name: chosen}, learner).get(name) if chosen else None
        is_alone = is_one and len(chosen) == 1 and later is None
        mark = "" if is_one else f"{AT}{stay}"
        number = stay if name in local else None
        for offer, step in chosen:
            own = name if is_alone else f"{name}{AT}{offer.id}{mark}"
            yield _Way(own, step, offer, number)
        if not chosen or later is not None:
            bare = name if is_one else f"{name}{AT}{mark}"
            yield _Way(bare, told[stay].by_id[name], None, number, later or 0)


def _with_ways(bare: Ways, ways: Mapping[str, Sequence[_Way]], wanted: Sequence[str]) -> Ways:
    """Return a question in which some steps stand for those that have several ways."""
    told, learner = bare.pathway, bare.asking
    names = {step: tuple(way.name for way in found) for step, found in ways.items() if found}
    names = {step: found for step, found in names.items() if found != (step,)}
    offers = {w.name: w.offer for found in ways.values() for w in found if w.offer is not None}
    stays = {w.name: (n, w.stay) for n, found in ways.items() for w in found if w.stay is not None}
    later = {w.name: w.from_ for found in ways.values() for w in found if w.from_}
    gone = {step for step, found in ways.items() if not found}
    steps: list[Step] = []
    gates: dict[str, str] = {}
    for step in told.steps:
        found = {way.name: way for way in ways.get(step.id, ())}
        if step.id not in found:
            # It stays all the same: it may be asked for later, and has facts to look up. But
            # nobody takes it so where it has ways, to save the renewals of another either.
            kept = evolve(step, supersedes=()) if step.id in names else step
            steps.append(_asking_any(kept, names))
        for name, way in found.items():
            asked = {} if way.stay is None else _counting_in(way.stay, ways, learner)
            steps.append(_asking_any(evolve(way.step, id=name), names, asked))
        if step.id in names and step.id in wanted:
            gates[f"{step.id}{AT}"] = step.id
            gate = AnyOf(tuple(map(Needs, names[step.id])))
            steps.append(Step(f"{step.id}{AT}", step.title, Kind.OTHER, requires=gate))
        if any(way.stay is not None for way in found.values()):
            # It stands for what was begun where it does not count.
            elsewhere = f"{step.id}{AT}{AT}"
            stays[elsewhere] = step.id, 0
            gone.add(elsewhere)
            steps.append(Step(elsewhere, step.title, Kind.OTHER))
    stands_for = {way.name: step for step, found in ways.items() for way in found}
    funding = _funds(learner, steps, offers, stands_for)
    asked_of = evolve(learner, funding=funding, applied=_applied(learner, names))
    # The parts of lists stand in the steps already, with their offers.
    there = evolve(told, steps=tuple(steps), lists=())
    given, asking = bare.given, bare.asking
    return Ways(there, asked_of, given, asking, offers, gates, later, stays, frozenset(gone))


def _counting_in(
    stay: int, ways: Mapping[str, Sequence[_Way]], learner: Learner
) -> dict[str, tuple[str, ...]]:
    """Return what counts for a step that is begun in a stay, in the place of each local step."""
    found = {}
    for step, known in ways.items():
        begun = {way.stay for way in known if way.stay is not None}
        if begun:
            good = counting(known[0].step, begun, stay, learner)
            names = tuple(way.name for way in known if way.stay in good)
            found[step] = names or (f"{step}{AT}{AT}",)
    return found


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


def _asking_any(
    step: Step, names: Mapping[str, Sequence[str]], asked: Mapping[str, Sequence[str]] = NO_NAMES
) -> Step:
    """Return a step that asks for any offer of what it asked for.

    Args:
        step: The step.
        names: The ids that stand for each step.
        asked: Those that count for the step in its stay, where these are others.
    """
    if not names and not asked:
        return step
    # What limits what counts says so of steps; any of some offers is no step.
    requires = plain(step.requires)
    asking: Step = _with_all(evolve(step, requires=requires), lambda name: names.get(name, (name,)))
    if not asked:
        return asking
    here = {**names, **asked}
    return evolve(
        asking,
        requires=_with_all(requires, lambda name: here.get(name, (name,))),
        recommends=_with_all(step.recommends, lambda name: here.get(name, (name,))),
    )


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
    learner: Learner,
    steps: Sequence[Step],
    offers: Mapping[str, Offer],
    stands_for: Mapping[str, str],
) -> tuple[Funding, ...]:
    """Return the funds of a learner, each for the offers that it may pay."""
    found = []
    for fund in learner.funding:
        ids = [step.id for step in steps]
        if fund.steps:
            ids = [name for name in ids if stands_for.get(name, name) in fund.steps]
        paid = tuple(name for name in ids if name not in offers or pays_for(fund, offers[name]))
        is_all = not fund.steps and len(paid) == len(steps)
        found.append(fund if is_all else evolve(fund, steps=paid or (AT,)))
    return tuple(found)


def _applied(learner: Learner, names: Mapping[str, Sequence[str]]) -> tuple[Applied, ...]:
    return tuple(
        Applied(name, one.on)
        for one in learner.applied
        for name in names.get(one.step, (one.step,))
    )
