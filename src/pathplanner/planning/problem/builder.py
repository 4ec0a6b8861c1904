"""From a pathway, a learner and a goal to a problem: only what can matter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from graphlib import CycleError

from attrs import evolve

from pathplanner.errors import Fault, InputError
from pathplanner.model import graph
from pathplanner.model.learner import Learner, Prefer
from pathplanner.model.limits import seated
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Unit, add
from pathplanner.model.renaming import with_new_ids
from pathplanner.model.requirement import (
    NOTHING,
    AllOf,
    Requirement,
    beside,
    has_corequisite,
    steps_in,
)
from pathplanner.model.step import Step
from pathplanner.model.sums import plain
from pathplanner.model.week import with_counted_hours
from pathplanner.planning.problem.assuming import Assuming
from pathplanner.planning.problem.faults import find_faults
from pathplanner.planning.problem.grades import Grades
from pathplanner.planning.problem.offers import Ways, ways_of
from pathplanner.planning.problem.problem import Problem, buying, renewing
from pathplanner.planning.problem.retake import failures_of, left_of
from pathplanner.planning.problem.sums import insisted_before, shared_between
from pathplanner.planning.problem.task import task_of
from pathplanner.planning.problem.validity import Past, further_tries, is_last_try_over, limited
from pathplanner.planning.schedule.timing import NEVER, Doors
from pathplanner.planning.schedule.when_met import begun_key

LONGEST_PLAN = 30
"""Years after its start by which every plan must reach the goal."""


def pose(
    pathway: Pathway,
    learner: Learner,
    goal: str | Iterable[str] | None = None,
    prefer: Prefer | str | None = None,
    again: Collection[str] = (),
    moved: Mapping[str, int] | None = None,
) -> Problem:
    """Put the problem together.

    Args:
        pathway: The steps and the facts about them.
        learner: The person's circumstances and wishes.
        goal: Id or ids of the steps to reach; else the learner's goal, else the
            pathway's first destination, else its last step.
        prefer: What the best plan is; else the learner's wish.
        again: Held steps that are planned again all the same, as their time runs out.
        moved: After how many moves steps begin, where that is settled; None to choose.

    Raises:
        InputError: The pathway is faulty, or the learner or goal names a step that
            does not exist, or something else stands for one; every fault is named.
    """
    for value, kind, how in (
        (pathway, Pathway, "load_pathway(...)"),
        (learner, Learner, "Learner"),
    ):
        if not isinstance(value, kind):
            message = f"{value!r} is not a {kind.__name__}."
            raise InputError([Fault(message, kind.__name__.lower(), f"Make one with {how}.")])
    if pathway.faults:
        raise InputError(pathway.faults)
    learner = with_new_ids(learner, pathway)
    if goal is None:
        wanted = learner.goal or pathway.destinations[:1] or (pathway.steps[-1].id,)
    else:
        asked = (goal,) if isinstance(goal, str) else tuple(goal)
        wanted = tuple(dict.fromkeys(pathway.new_ids.get(name, name) for name in asked))
    if faults := list(find_faults(pathway, learner, wanted, prefer)):
        raise InputError(faults)
    ways = ways_of(pathway, learner, (*wanted, *learner.insist), moved)
    if ways.seats:
        steps = seated(ways.pathway.steps, ways.seats)
        ways = evolve(ways, pathway=evolve(ways.pathway, steps=steps))
    return _compile(ways, ways.targets(wanted), Prefer(prefer or learner.prefer), again)


def _held(learner: Learner) -> dict[str, date | None]:
    """Return what counts as done, by id, with the day it was finished if known."""
    held = {item.step: item.since for item in learner.holds}
    for override in learner.set_aside_everywhere:
        held.setdefault(override.step, None)
    return held


def _compile(
    ways: Ways,
    goal: tuple[str, ...],
    prefer: Prefer,
    planned_again: Collection[str],
) -> Problem:
    pathway, learner = ways.pathway, ways.learner
    begun = {item.step: item.begun.toordinal() for item in learner.under_way}
    failed = failures_of(learner)
    tried = {name: days for name, days in failed.items() if name not in begun}
    again = {
        name: left_of(with_counted_hours(pathway.by_id[name]), len(days))
        for name, days in tried.items()
    }
    applied = {item.step: item.on.toordinal() for item in learner.applied}
    start = learner.start.toordinal()
    superseders = _superseders(pathway)
    past = all_held = Past.of(pathway, learner, tried)
    held, ran_out, gone = _held(learner), set[str](), set(planned_again)
    ends = dict.fromkeys(ways.targets((*goal, *learner.insist)))
    while True:
        # What is not held any more must be planned, and what that requires matters, too.
        ran_out |= gone
        held = {name: day for name, day in held.items() if name not in gone}
        past = past.without(gone) if gone else past
        targets = tuple(name for name in ends if name not in held)
        grades = Grades.of(pathway, learner, targets)
        kept = {name: day for name, day in held.items() if name not in grades.again}
        requires = _closure(ways, targets, kept, again, superseders, grades, tried)
        gone = past.ran_out(requires) if past.held else set()
        if not gone:
            break
    held, past = kept, past.without(grades.again)
    perishable = past.may_run_out(requires) if past.held else set()
    last_days = {name: all_held.last_day(name, requires) for name in sorted(ran_out)}
    if past.held or tried:
        requires = {name: past.left_of(name, needs) for name, needs in requires.items()}
    met = _met_since(learner, held)
    place = pathway.place
    barred = dict(_barred(ways, learner, requires, tried))
    assuming = Assuming.of(pathway, learner)
    tasks = {
        name: task_of(
            again.get(name) or with_counted_hours(pathway.by_id[name]),
            place[name],
            requires[name],
            assuming,
            begun.get(name),
            failed.get(name, []),
            applied.get(name, start),
            (0, NEVER) if name in begun else ways.days(name, NEVER),
        )
        for name in _order(requires, place)
        if name not in barred
    }
    for gate in ways.gates.keys() & tasks.keys():
        # It only stands for the offers of a goal, so it is done when one of them is.
        tasks[gate] = evolve(tasks[gate], doors=Doors(None, start, None))
    return Problem(
        pathway=pathway,
        learner=learner,
        goal=goal,
        targets=targets,
        prefer=prefer,
        start=start,
        last=last_day(learner),
        held=held,
        tasks={name: limited(task, past, held) for name, task in tasks.items()},
        barred=barred,
        place=place,
        held_since={name: day.toordinal() if day else -1 for name, day in held.items()},
        met_since=_days_met(met, learner, requires),
        undated=frozenset(name for name, day in met.items() if day is None),
        renewed={
            one.step: one.renewed.toordinal()
            for one in learner.holds
            if one.renewed and one.step in held
        },
        ran_out=last_days,
        may_run_out=tuple(sorted(perishable, key=place.__getitem__)),
        again=tuple(planned_again),
        superseders=_among(superseders, {*requires, *held}),
        leaves={name: frozenset(steps_in(needs)) for name, needs in requires.items()},
        grades=grades if grades.told else None,
        ways=ways,
    )


def _met_since(learner: Learner, held: Mapping[str, date | None]) -> dict[str, date | None]:
    """Return the day from which each held step meets what requires it, if that is known."""
    aside = learner.set_aside_everywhere
    decided = {o.step: o.on for o in aside if o.on and o.on <= learner.start}
    return {name: day or decided.get(name) for name, day in held.items()}


def _days_met(
    met: Mapping[str, date | None], learner: Learner, requires: Mapping[str, Requirement]
) -> dict[str, int]:
    """Return the day from which each held step meets what requires it."""
    found = {name: (day or learner.start).toordinal() for name, day in met.items()}
    asked = [beside(needs) for needs in requires.values() if has_corequisite(needs)]
    for name in frozenset[str]().union(*asked) & met.keys():
        found[begun_key(name)] = found[name]
    return found


def _barred(
    ways: Ways,
    learner: Learner,
    names: Iterable[str],
    tried: Mapping[str, Sequence[date]],
) -> Iterator[tuple[str, str]]:
    """Yield the steps that may not be taken, each with why; see `Problem.barred`."""
    dropped = {item.step for item in learner.dropped}
    begun = {item.step for item in learner.under_way}
    full = {item.step for item in learner.seats if not item.days} - begun
    pathway = ways.pathway
    for name in names:
        states, state = pathway.by_id[name].states, ways.person(name).state
        if name in learner.avoid:
            yield name, "avoid"
        elif name in dropped:
            yield name, "dropped"
        elif name in full:
            yield name, "seats"
        elif name in ways.gone or (states and state and state not in states):
            yield name, "state"
        elif name in tried and is_last_try_over(pathway.by_id[name].exam, len(tried[name])):
            yield name, "tries"


def last_day(learner: Learner) -> int:
    """Return the last day on which a learner may reach the goal."""
    last = add(learner.start, LONGEST_PLAN, Unit.YEARS)
    return min(last, learner.deadline or last).toordinal()


def _superseders(pathway: Pathway) -> dict[str, tuple[str, ...]]:
    """Return for each step the steps that supersede it."""
    found: dict[str, tuple[str, ...]] = {}
    for step in pathway.steps:
        for older in step.supersedes:
            found[older] = (*found.get(older, ()), step.id)
    return found


def _among(
    superseders: Mapping[str, tuple[str, ...]], names: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Return for each step the steps of some that supersede it, for those that have any."""
    kept = {older: tuple(n for n in later if n in names) for older, later in superseders.items()}
    return {older: later for older, later in kept.items() if later}


def _closure(
    ways: Ways,
    targets: Iterable[str],
    held: Mapping[str, date | None],
    again: Mapping[str, Step],
    superseders: Mapping[str, tuple[str, ...]],
    grades: Grades,
    tried: Mapping[str, Sequence[date]],
) -> dict[str, Requirement]:
    """Return what can matter, each step with what it requires of this learner.

    That is the targets, all that can come before them, and what makes one of these or a
    renewal of what is held cheaper.
    """
    pathway, learner = ways.pathway, ways.learner
    begun = {item.step for item in learner.under_way}
    shared, first = shared_between(pathway, targets, held), insisted_before(ways, targets, held)
    found: dict[str, Requirement] = {}
    waiting = list(targets)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        if name in held:
            # What is held must be renewed until the goal is reached.
            decisive = renewing(pathway.by_id[name], superseders)
            waiting.extend(other for other in decisive if other not in held)
            continue
        step = again.get(name) or pathway.by_id[name]
        needs = NOTHING if name in begun else step.requires
        if learner.recommended and name not in begun and step.recommends:
            needs = AllOf((needs, *(advice.requirement for advice in step.recommends)))
        if name in shared and name not in begun:
            needs = AllOf((needs, shared[name]))
        if ways.plain(name) in first and name not in begun and name not in ways.gates:
            needs = AllOf((needs, *first[ways.plain(name)]))
        needs = found[name] = plain(grades.asked(needs))
        waiting.extend(steps_in(needs))
        for one in further_tries(step.exam, len(tried.get(name, ()))):
            waiting.extend(steps_in(one.requires))
        if name in begun:
            waiting.extend(leaf for leaf in steps_in(step.requires) if leaf in held)
        waiting.extend(buying(step))
        waiting.extend(renewing(step, superseders))
    return found


def _order(requires: Mapping[str, Requirement], place: Mapping[str, int]) -> list[str]:
    names = sorted(requires, key=lambda name: place[name])
    try:
        return graph.in_order_of({name: requires[name] for name in names})
    except CycleError as error:
        ring = " -> ".join(error.args[1])
        raise InputError(
            [
                Fault(
                    f"What is recommended goes around in a circle: {ring}.",
                    "recommended",
                    "Plan without what is recommended.",
                )
            ]
        ) from None
