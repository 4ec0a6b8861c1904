"""Steps and their requirements as a graph.

**Edge direction, said once:** an edge runs from what comes first to what it
opens. So `networkx.ancestors(graph, "cpc")` is all that can matter for `cpc`.

`build` makes the graph of requirements. Its nodes are step ids, with `step` as data, and
gates. A gate stands for one requirement that is not simply "all of these": its id is the
step's id, a slash and its place, its `gate` is `all`, `any`, `at least` or `total`, and its
`count` says how many of its incoming edges must be met at least. A step node asks for all its
incoming edges. The `count` of a `total` is the fewest that can be enough: its `amount` and
`unit` say what is asked for, and `gives` of an edge into it how much that step gives. The edge
into a gate of which a part counts only within a limit has `within`, the name of that limit, and
`limits` of the gate says how much each counts at most. `share` of a gate is how much may count
for two of its parts. An edge from a co-requisite has `corequisite` as data, `loose` or `strict`:
what it runs from need only be begun. Only such edges may go around in a circle.

`build_steps` makes the graph of steps alone, for measures that count nodes and edges. What a
gate says is left out there, but for one thing: `every_way` of an edge is True when the
later step cannot start without the earlier, whatever else is done.

networkx takes a third of a second to import, so it is imported only when a graph is built;
everything else here gets by without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from pathplanner.model.requirement import (
    AllOf,
    AnyOf,
    AtLeast,
    Corequisite,
    Gate,
    Needs,
    Requirement,
    Total,
    Worked,
    beside,
    has_corequisite,
    leaves_in,
    steps_in,
)
from pathplanner.model.step import Step
from pathplanner.model.sums import has_limits, plain

if TYPE_CHECKING:
    import networkx as nx


MOST_CIRCLES = 20
"""Circles that are named before the search for more stops."""


def _of_steps(steps: Iterable[Step]) -> nx.DiGraph[str]:
    """Return a graph of steps without edges."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    for step in steps:
        graph.add_node(step.id, step=step, label=step.title)
    return graph


def build(steps: Iterable[Step]) -> nx.DiGraph[str]:
    """Return the frozen graph of steps and gates.

    Raises:
        ImportError: networkx is not installed.
    """
    import networkx as nx

    steps = list(steps)
    graph = _of_steps(steps)
    for step in steps:
        is_list = isinstance(step.requires, AllOf) and not has_limits(step.requires)
        parts = step.requires.of if is_list else (step.requires,)  # type: ignore[union-attr]
        for place, part in enumerate(parts, start=1):
            _connect(graph, part, step.id, f"{step.id}/{place}")
    nx.freeze(graph)
    return graph


def _connect(
    graph: nx.DiGraph[str], requirement: Requirement, target: str, gate: str, **told: Any
) -> None:
    if isinstance(requirement, Needs):
        more = {"minimum": requirement.minimum} if requirement.minimum else {}
        way = requirement.corequisite
        more |= {"corequisite": way.value} if way else {}
        graph.add_edge(requirement.step, target, **told, **more)
        return
    word = {AllOf: "all", AnyOf: "any", Total: "total", Worked: "worked"}.get(
        type(requirement), "at least"
    )
    label = f"{word} {requirement.count}"
    if isinstance(requirement, Total):
        label = f"{requirement.amount} {requirement.unit}"
    count = requirement.count
    if isinstance(requirement, Worked):
        label, count = f"{requirement.hours} hours", int(requirement.hours)
    graph.add_node(gate, gate=word, count=count, label=label, **_limits(requirement))
    graph.add_edge(gate, target, **told)
    caps = requirement.counting if isinstance(requirement, AtLeast | Total) else ()
    gives = requirement.gives if isinstance(requirement, Total) else ()
    for place, part in enumerate(requirement.of, start=1):
        within = [
            number
            for number, cap in enumerate(caps, start=1)
            if isinstance(part, Needs) and part.step in cap.of
        ]
        more = {"within": str(within[0])} if within else {}
        more |= {"gives": str(gives[place - 1])} if place <= len(gives) else {}
        _connect(graph, part, gate, f"{gate}.{place}", **more)


def _limits(gate: Gate) -> dict[str, Any]:
    """Return what a gate says beside its word and its count, as GraphML can take it."""
    told: dict[str, Any] = {}
    if isinstance(gate, Total):
        told |= {"amount": str(gate.amount), "unit": gate.unit}
    caps = gate.counting if isinstance(gate, AtLeast | Total) else ()
    if caps:
        told["limits"] = " ".join(f"{n}:{cap.at_most}" for n, cap in enumerate(caps, start=1))
    if not isinstance(gate, AnyOf | Total) and has_limits(gate) and not caps:
        told["share"] = gate.share_at_most or 0 if isinstance(gate, AllOf) else 0
    return told


def build_steps(steps: Iterable[Step]) -> nx.DiGraph[str]:
    """Return the frozen graph of steps alone, without gates.

    Raises:
        ImportError: networkx is not installed.
    """
    import networkx as nx

    steps = list(steps)
    graph = _of_steps(steps)
    for step in steps:
        needed = _needed(step.requires, {})
        for other in steps_in(step.requires):
            graph.add_edge(other, step.id, every_way=other in needed)
    nx.freeze(graph)
    return graph


def needed_for(steps: Mapping[str, Step], goal: str) -> frozenset[str]:
    """Return the steps that every way to a goal takes, without the goal itself.

    Raises:
        graphlib.CycleError: Steps wait for each other in a circle.
    """
    needed: dict[str, frozenset[str]] = {}
    order = in_order_of({step.id: step.requires for step in steps.values()})
    before = None
    # Where co-requisites name each other, what one needs the other needs, too.
    while before != needed:
        before = dict(needed)
        for name in order:
            needed[name] = _needed(steps[name].requires, needed)
    return needed[goal] - {goal}


def _needed(requirement: Requirement, before: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the steps without which a requirement cannot be met.

    Args:
        requirement: A requirement.
        before: What each step needs itself, where that is to count.
    """
    if isinstance(requirement, Needs):
        return before.get(requirement.step, frozenset()) | {requirement.step}
    if has_limits(requirement):
        return _needed(plain(requirement), before)
    parts = Counter(step for part in requirement.of for step in _needed(part, before))
    # Without a step, all parts that need it fall away; then too few may be left.
    spare = len(requirement.of) - requirement.count
    return frozenset(step for step, count in parts.items() if count > spare)


def circles(steps: Iterable[Step]) -> list[tuple[str, ...]]:
    """Return circles of steps that wait for each other, each named once.

    Every circle is a tuple of step ids in the order in which one opens the next,
    starting with the first by id. After one circle is found, its last link is
    left out and the search goes on, so that separate circles are all named, up to
    `MOST_CIRCLES`. Co-requisites alone make no circle.
    """
    steps = list(steps)
    if any(has_corequisite(step.requires) for step in steps):
        return _mixed_circles({step.id: step.requires for step in steps})
    if not _has_circle(steps):
        return []
    before = {step.id: set(steps_in(step.requires)) for step in steps}
    before = {step: {other for other in needs if other in before} for step, needs in before.items()}
    found: list[tuple[str, ...]] = []
    while len(found) < MOST_CIRCLES:
        try:
            TopologicalSorter(before).prepare()
        except CycleError as error:
            ring: list[str] = error.args[1][:-1]
            first = ring.index(min(ring))
            ring = ring[first:] + ring[:first]
            found.append(tuple(ring))
            before[ring[0]].discard(ring[-1])
        else:
            break
    return sorted(found)


def _has_circle(steps: Iterable[Step]) -> bool:
    """Tell whether there is any circle, far sooner than circles are named (depth first)."""
    needs = {step.id: step.requires for step in steps}
    closed: dict[str, bool] = {}
    for root, requires in needs.items():
        path = [] if root in closed else [(root, steps_in(requires))]
        closed.setdefault(root, False)
        while path:
            name, rest = path[-1]
            unsure = (other for other in rest if other in needs and not closed.get(other))
            other = next(unsure, None)
            if other is None:
                closed[name] = True
                path.pop()
            elif other in closed:
                return True
            else:
                closed[other] = False
                path.append((other, steps_in(needs[other])))
    return False


def _mixed_circles(requires: Mapping[str, Requirement]) -> list[tuple[str, ...]]:
    """Return circles in which some step waits for the end of another (see `circles`)."""
    opens: dict[str, set[str]] = {name: set() for name in requires}
    waiting: list[tuple[str, str]] = []
    for name, need in requires.items():
        for leaf in leaves_in(need):
            if leaf.step in opens:
                opens[leaf.step].add(name)
                if leaf.corequisite is None:
                    waiting.append((leaf.step, name))
                elif leaf.corequisite is Corequisite.STRICT:
                    opens[name].add(leaf.step)
    knot = knots(opens)
    found: set[tuple[str, ...]] = set()
    for first, then in waiting:
        if knot[first] is knot[then] and len(found) < MOST_CIRCLES:
            ring = _way(opens, then, first)
            place = ring.index(min(ring))
            found.add((*ring[place:], *ring[:place]))
    return sorted(found)


def _way(opens: Mapping[str, Collection[str]], first: str, last: str) -> tuple[str, ...]:
    """Return a shortest way along links, from one step to another that can be reached."""
    ways: dict[str, tuple[str, ...]] = {first: (first,)}
    todo = [first]
    for name in todo:
        for other in sorted(opens[name]):
            if other not in ways:
                ways[other] = (*ways[name], other)
                todo.append(other)
    return ways[last]


def knots(links: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return for each name those from which it is reached and that it reaches, itself included.

    Names of one knot have the same set, the very same object (Tarjan, 1972).
    """
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: list[str] = []
    found: dict[str, frozenset[str]] = {}
    for root in links:
        path = [] if root in number else [(root, iter(links[root]))]
        while path:
            name, rest = path[-1]
            if name not in number:
                number[name] = low[name] = len(number)
                open_.append(name)
            other = next((one for one in rest if one in links), None)
            if other is None:
                path.pop()
                if low[name] == number[name]:
                    place = open_.index(name)
                    knot = frozenset(open_[place:])
                    del open_[place:]
                    found.update(dict.fromkeys(knot, knot))
                if path:
                    above = path[-1][0]
                    low[above] = min(low[above], low[name])
            elif other not in number:
                path.append((other, iter(links[other])))
            elif other not in found:
                low[name] = min(low[name], number[other])
    return found


def together(requires: Mapping[str, Requirement]) -> dict[str, frozenset[str]]:
    """Return the steps whose days hang on each other, by each of them; see `knots`.

    Those are steps that name each other as co-requisites, and those that start on one day.
    """
    links: dict[str, list[str]] = {name: [] for name in requires}
    for name, need in requires.items():
        links[name] += sorted(beside(need))
        for other in sorted(beside(need, Corequisite.STRICT)):
            links.get(other, []).append(name)
    return knots(links)


def in_order_of(requires: Mapping[str, Requirement]) -> list[str]:
    """Return ids so that each comes after all that its requirement names.

    Steps that hang on each other (see `together`) come next to each other, as they stand.

    Raises:
        graphlib.CycleError: Steps wait for each other in a circle.
    """
    before = {name: sorted(steps_in(need)) for name, need in requires.items()}
    if not any(map(has_corequisite, requires.values())):
        return in_order(before)
    knot = together(requires)
    members: dict[frozenset[str], list[str]] = {}
    for name in requires:
        members.setdefault(knot[name], []).append(name)
    first = {name: members[knot[name]][0] for name in requires}
    asked: dict[str, dict[str, None]] = {name: {} for name in first.values()}
    for name, need in requires.items():
        for leaf in leaves_in(need):
            is_near = leaf.step in first and first[leaf.step] == first[name]
            if leaf.step in first and not (is_near and leaf.corequisite):
                asked[first[name]][first[leaf.step]] = None
    order = in_order({name: sorted(others) for name, others in asked.items()})
    return [name for one in order for name in members[knot[one]]]


def in_order(before: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the ids so that each comes after all in its `before`.

    Ids that are not keys are left out; the same mapping gives the same order.

    Raises:
        graphlib.CycleError: Steps wait for each other in a circle.
    """
    known = {step: [other for other in needs if other in before] for step, needs in before.items()}
    return list(TopologicalSorter(known).static_order())


def unreachable(steps: Mapping[str, Step]) -> set[str]:
    """Return the ids of steps that nobody can ever start, whatever they do first."""
    open_to: dict[str, list[str]] = {}
    for step in steps.values():
        for other in steps_in(step.requires):
            open_to.setdefault(other, []).append(step.id)
    near = together({name: step.requires for name, step in steps.items()})
    reached: set[str] = set()
    waiting = list(steps)
    while waiting:
        current = waiting.pop()
        if current in reached or current not in steps:
            continue
        # Those that name each other can start together.
        beside_it = near[current] - {current}
        if is_met(steps[current].requires, reached | beside_it if beside_it else reached):
            reached.add(current)
            waiting.extend(open_to.get(current, ()))
    return set(steps) - reached


def follows_some(steps: Mapping[str, Step], name: str, is_one: Callable[[Step], bool]) -> bool:
    """Tell whether a step names a step of some sort, or names one that does, and so on.

    Args:
        steps: All steps of a pathway by id; they may go around in circles.
        name: The id of the step.
        is_one: Tells whether a step is of the sort.
    """
    seen: set[str] = set()
    todo = [name]
    while todo:
        step = steps.get(todo.pop())
        for leaf in steps_in(step.requires) if step else ():
            if leaf not in seen and leaf in steps:
                if is_one(steps[leaf]):
                    return True
                seen.add(leaf)
                todo.append(leaf)
    return False


def is_met(requirement: Requirement, done: Collection[str]) -> bool:
    """Tell whether the steps in `done` satisfy the requirement, whatever their grades."""
    if isinstance(requirement, Needs):
        return requirement.step in done
    kind = requirement.__class__
    if kind is not AnyOf and has_limits(requirement):
        return is_met(plain(requirement), done)
    if isinstance(requirement, Total):
        left = requirement.amount
        for part, given in zip(requirement.of, requirement.gives, strict=False):
            left -= given if is_met(part, done) else 0
        return left <= 0
    missing = requirement.count
    for part in requirement.of if missing else ():
        if part.step in done if isinstance(part, Needs) else is_met(part, done):
            missing -= 1
            if not missing:
                return True
    return not missing


def met_by(requirement: Requirement, done: Collection[str]) -> Iterator[str]:
    """Yield the ids among `done` that help to meet the requirement.

    A part that is not met does not count, so neither do the steps in it.
    """
    if isinstance(requirement, Needs):
        if requirement.step in done:
            yield requirement.step
    elif is_met(requirement, done):
        for part in requirement.of:
            yield from met_by(part, done)
