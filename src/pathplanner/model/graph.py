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
for two of its parts.

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
    Gate,
    Needs,
    Requirement,
    Total,
    Worked,
    steps_in,
)
from pathplanner.model.step import Step
from pathplanner.model.sums import has_limits, plain

if TYPE_CHECKING:
    import networkx as nx


MOST_CIRCLES = 20
"""Circles that are named before the search for more stops."""


def build(steps: Iterable[Step]) -> nx.DiGraph[str]:
    """Return the frozen graph of steps and gates.

    Raises:
        ImportError: networkx is not installed.
    """
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    steps = list(steps)
    for step in steps:
        graph.add_node(step.id, step=step, label=step.title)
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
        minimum = {"minimum": requirement.minimum} if requirement.minimum else {}
        graph.add_edge(requirement.step, target, **told, **minimum)
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

    graph: nx.DiGraph[str] = nx.DiGraph()
    steps = list(steps)
    for step in steps:
        graph.add_node(step.id, step=step, label=step.title)
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
    for name in in_order({step.id: steps_in(step.requires) for step in steps.values()}):
        needed[name] = _needed(steps[name].requires, needed)
    return needed[goal]


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
    `MOST_CIRCLES`.
    """
    steps = list(steps)
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
    reached: set[str] = set()
    waiting = list(steps)
    while waiting:
        current = waiting.pop()
        if current in reached or current not in steps:
            continue
        if is_met(steps[current].requires, reached):
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
