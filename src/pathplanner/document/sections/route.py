"""The route at a glance: every stop of the chosen way, and what was set aside for it.

The stops stand one below the other. A line leaves a stop downwards in the stop's own
lane and ends at the last stop that needs it; on its way it branches off to each other
one. This is the way in which version control draws its history.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from pathplanner.document.blocks import Mark, Place, RouteMap, Section, Stop
from pathplanner.document.lookup import PlanFacts, cost_in_short, number_runs
from pathplanner.document.sections.cash_flow import first_words
from pathplanner.document.view import Variant
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import capitalized, format_about, join_words, unbroken
from pathplanner.model.planned import PlannedStep, SetAside

START = ""
"""Stands for what the learner has already; no step has an empty id."""

MOST_ASIDE = 2
"""More alternatives than this are counted; the steps' cards tell more of them."""


SHORT = 20
"""A cost with no more letters is kept on one line."""

MOST_STOPS, MOST_STAGES = 13, 6
"""A route of more steps is folded on the first page, into no more parts than these, and stands
whole on a page of its own. What is to be known first takes the room of stops."""


def folded_section(facts: PlanFacts) -> Section | None:
    """Return the map of a long route with a stop for each stage; nothing for a short one."""
    if not is_long(facts):
        return None
    return Section("stages", _("Your route at a glance"), (_folded(facts),))


def route_section(facts: PlanFacts) -> Section | None:
    """Return the map of the route, if it is short enough for the first page."""
    return None if is_long(facts) else _route(facts)


def long_route_section(facts: PlanFacts) -> Section | None:
    """Return the whole map of a long route."""
    return _route(facts) if is_long(facts) else None


def is_long(facts: PlanFacts) -> bool:
    """Tell whether the whole map has no room on the first page."""
    notes = len([*first_words(facts)]) + 3 * bool(facts.plan.bound)
    return len(facts.plan.steps) + notes > MOST_STOPS


def _folded(facts: PlanFacts) -> RouteMap:
    """Return a stop for each stage, one below the other, and the last step by itself."""
    steps = facts.plan.steps
    held = [step.title for step in facts.plan.held if step.opens]
    have = _("You have: {steps}").format(steps=join_words(held)) if held else ""
    stops = [Stop(0, _("You start here"), have, Mark.START, Place(0, goes_on=True))]
    for stage, group in _stages(steps[:-1]):
        first, last = group[0], group[-1]
        numbers = number_runs([one.number for one in group])
        titles = first.title if first is last else stage or _and_more(group)
        # Of words of ours with a title in them no language can be told.
        lang = facts.lang(titles) if titles in (first.title, stage) else ""
        when = facts.span(min(one.start for one in group), max(one.finish for one in group))
        place = Place(0, (0,), (), goes_on=True)
        cost = cost_in_short(group, facts) if facts.tells_prices else ""
        detail = " · ".join(filter(None, (when, cost)))
        mark = Mark.EXIT if _exits(facts).intersection(one.id for one in group) else Mark.STEP
        stops.append(Stop(first.number, titles, detail, mark, place, steps=numbers, lang=lang))
    last = steps[-1]
    detail = _detail(last, facts)
    goal = Mark.GOAL if last.id in facts.plan.goal else Mark.STEP
    lang = facts.lang(last.title)
    stops.append(Stop(last.number, last.title, detail, goal, Place(0, (0,)), lang=lang))
    label = _("A map of the stages of your route, from where you start to your goal")
    legend = (_("steps of your route"), _("with a place where you could stop"), _("your goal"))
    return RouteMap(tuple(stops), 1, label, tuple(map(capitalized, legend)))


def _stages(steps: Sequence[PlannedStep]) -> Iterator[tuple[str, Sequence[PlannedStep]]]:
    """Yield steps one after the other as groups of one stage; never more than fit a page."""
    groups: list[tuple[str, list[PlannedStep]]] = []
    for step in steps:
        if not groups or groups[-1][0] != step.stage:
            groups.append((step.stage, []))
        groups[-1][1].append(step)
    if len(groups) == 1 or len(groups) > MOST_STAGES:
        size = -(-len(steps) // MOST_STAGES)
        parts = [steps[start : start + size] for start in range(0, len(steps), size)]
        yield from ((_of_one_stage(part), part) for part in parts)
        return
    yield from groups


def _of_one_stage(steps: Sequence[PlannedStep]) -> str:
    return steps[0].stage if len({step.stage for step in steps}) == 1 else ""


def _and_more(steps: Sequence[PlannedStep]) -> str:
    more = plural("{n} more step", "{n} more steps", len(steps) - 1)
    return _("{first} and {more}").format(first=steps[0].title, more=more)


def _exits(facts: PlanFacts) -> set[str]:
    return {place.step for place in facts.plan.exits}


def _route(facts: PlanFacts) -> Section | None:
    if not facts.plan.steps:
        return None
    needs = without_detours(_needs(facts))
    places = lay_lanes(needs)
    stops = tuple(_stops(facts, places, needs))
    lanes = 1 + max(lane for place in places.values() for lane in (place.lane, *place.passes))
    legend: tuple[str, ...] = (
        _("a step of your route"),
        _("a place where you could stop"),
        _("your goal"),
        _("another way, set aside"),
    )
    legend = tuple(map(capitalized, legend))
    if not any(stop.asides for stop in stops):
        legend = legend[:-1]
    label = _("A map of the steps below, from where you start to your goal")
    long = is_long(facts)
    title = _("Your whole route") if long else _("Your route at a glance")
    return Section("route", title, (RouteMap(stops, lanes, label, legend),))


def _needs(facts: PlanFacts) -> dict[str, tuple[str, ...]]:
    """Return what each stop needs among those above it."""
    found: dict[str, tuple[str, ...]] = {START: ()}
    for step in facts.plan.steps:
        before = tuple(need for need in step.needs if need in found)
        found[step.id] = before or (START,)
    return found


def _stops(
    facts: PlanFacts, places: dict[str, Place], needs: dict[str, tuple[str, ...]]
) -> Iterator[Stop]:
    held = [step.title for step in facts.plan.held if step.opens]
    have = _("You have: {steps}").format(steps=join_words(held)) if held else ""
    yield Stop(0, _("You start here"), have, Mark.START, places[START])
    stage = ""
    exits = {place.step for place in facts.plan.exits}
    for step in facts.plan.steps:
        after = tuple(facts.numbers.get(need, 0) for need in needs[step.id])
        yield evolve(_stop(step, facts, places[step.id], exits, stage), after=after)
        stage = step.stage


def _stop(step: PlannedStep, facts: PlanFacts, place: Place, exits: set[str], stage: str) -> Stop:
    goal = step.id in facts.plan.goal
    mark = Mark.GOAL if goal else Mark.EXIT if step.id in exits else Mark.STEP
    # The brief roadmap has room for the way alone.
    others = () if facts.view.variant is Variant.BRIEF else step.why.instead_of
    told = others[:MOST_ASIDE]
    asides = [_aside(other, facts) for other in told]
    if more := len(others) - len(told):
        asides.append(plural("{n} more way", "{n} more ways", more))
    gate = ""
    if asides:
        ways = len(others) + 1
        gate = plural("One way of {n}. Or:", "One way of {n}. Or:", ways)
    return Stop(
        step.number,
        step.title,
        # The timeline next to a long map has its costs, and so has the map of its stages.
        _days(step, facts) if is_long(facts) else _detail(step, facts),
        mark,
        place,
        step.stage if step.stage != stage else "",
        gate,
        tuple(asides),
        lang=facts.lang(step.title),
        stage_lang=facts.lang(step.stage),
    )


def _detail(step: PlannedStep, facts: PlanFacts) -> str:
    days = _days(step, facts)
    cost = cost_in_short((step,), facts)
    cost = unbroken(cost) if len(cost) <= SHORT else cost
    return f"{days} · {cost}" if facts.tells_prices else days


def _days(step: PlannedStep, facts: PlanFacts) -> str:
    return facts.span(step.start, step.finish)


def _aside(other: SetAside, facts: PlanFacts) -> str:
    titles = join_words([facts.title(step) for step in other.steps])
    parts = []
    if other.days:
        words = _("{days} later") if other.days > 0 else _("{days} sooner")
        parts.append(words.format(days=format_about(abs(other.days))))
    if other.cost:
        words = _("{amount} more") if other.cost > 0 else _("{amount} less")
        parts.append(words.format(amount=facts.money(abs(other.cost))))
    return f"{titles} ({', '.join(parts)})" if parts else titles


def without_detours(needs: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return what each stop needs, without what its other needs need already.

    The keys are in an order in which every stop comes after what it needs. This is the
    transitive reduction of a graph without circles.
    """
    before: dict[str, set[str]] = {}
    kept = {}
    for name, wanted in needs.items():
        before[name] = set(wanted).union(*(before[one] for one in wanted))
        far = set[str]().union(*(before[one] for one in wanted))
        kept[name] = tuple(one for one in wanted if one not in far)
    return kept


def lay_lanes(needs: Mapping[str, Sequence[str]]) -> dict[str, Place]:
    """Return the place of each stop; the keys are in the order of the rows."""
    waiting: dict[str, set[str]] = {name: set() for name in needs}
    for name, wanted in needs.items():
        for one in wanted:
            waiting[one].add(name)
    lines: dict[int, str] = {}  # lane to the stop whose line is in it
    places = {}
    for name, wanted in needs.items():
        reaching = sorted(lane for lane, stop in lines.items() if stop in wanted)
        for one in wanted:
            waiting[one].discard(name)
        ending = [lane for lane in reaching if not waiting[lines[lane]]]
        for lane in ending:
            del lines[lane]
        lane = ending[0] if ending else _first_free(lines)
        passes = tuple(sorted(lines))
        if waiting[name]:
            lines[lane] = name
        places[name] = Place(lane, tuple(reaching), passes, bool(waiting[name]))
    return places


def _first_free(lines: Mapping[int, str]) -> int:
    return next(lane for lane in range(len(lines) + 1) if lane not in lines)
