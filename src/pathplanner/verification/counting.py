"""What counts for a requirement that limits it (rule 17): by adding up, and by a network of flows.

Whether parts can be met without a step counting twice is asked as a question of flows: what
steps give flows to the parts that they may count for, and each part needs its fill.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import cast

from pathplanner.model.requirement import AllOf, AtLeast, Gate, Needs, Requirement, Total

Network = dict[object, dict[object, Decimal]]
"""How much may still flow from one place to another."""

ENTRY, EXIT, SPARE = "entry", "exit", "spare"

Met = Callable[[Requirement, Collection[str]], bool]


def is_counting(requirement: Requirement) -> bool:
    """Tell whether a requirement adds up, or limits what counts."""
    if isinstance(requirement, AllOf):
        return requirement.apart or requirement.share_at_most is not None
    if isinstance(requirement, AtLeast):
        return requirement.apart or bool(requirement.counting)
    return isinstance(requirement, Total)


def is_reached(gate: Gate, done: Collection[str], met: Met) -> bool:
    """Tell whether steps that are done meet a requirement that adds up or limits what counts."""
    if isinstance(gate, AtLeast) and gate.apart:
        return any(_all_filled(some, done, 0) for some in combinations(gate.of, gate.count))
    if isinstance(gate, AllOf):
        return _all_filled(gate.of, done, 0 if gate.apart else gate.share_at_most or 0)
    worth = gate.gives if isinstance(gate, Total) else [Decimal(1)] * len(gate.of)
    got = [(part, each) for part, each in zip(gate.of, worth, strict=True) if met(part, done)]
    counts, limited = Decimal(0), list[Requirement]()
    for cap in _limits(gate):
        inside = [one for one in got if isinstance(one[0], Needs) and one[0].step in cap[1]]
        counts += min(cap[0], sum((each for _, each in inside), Decimal(0)))
        limited += [part for part, _ in inside]
    counts += sum((each for part, each in got if part not in limited), Decimal(0))
    return counts >= (gate.amount if isinstance(gate, Total) else gate.count)


def _limits(gate: Requirement) -> Iterator[tuple[Decimal, frozenset[str]]]:
    if isinstance(gate, AtLeast | Total):
        yield from ((cap.at_most, frozenset(cap.of)) for cap in gate.counting)


def _all_filled(parts: Sequence[Requirement], done: Collection[str], shared: int) -> bool:
    """Tell whether all parts can be met at once when only so much counts for two of them."""
    network: Network = {}

    def let(start: object, end: object, amount: Decimal) -> None:
        network.setdefault(start, {})[end] = network.get(start, {}).get(end, Decimal(0)) + amount
        network.setdefault(end, {}).setdefault(start, Decimal(0))

    let(ENTRY, SPARE, Decimal(shared))
    asked, users = Decimal(0), dict[str, int]()
    worth: dict[str, Decimal] = {}
    for place, part in enumerate(parts):
        need, gives = _asks(part)
        asked += need
        let(("part", place), EXIT, need)
        for number, (most, _) in enumerate(_limits(part)):
            let(("limit", place, number), ("part", place), most)
        for step, each in gives.items():
            if step in done:
                inside = [n for n, (_, names) in enumerate(_limits(part)) if step in names]
                end = ("limit", place, inside[0]) if inside else ("part", place)
                let(("step", step), end, each)
                users[step] = users.get(step, 0) + 1
                worth[step] = each
    for step, each in worth.items():
        let(ENTRY, ("step", step), each)
        let(SPARE, ("step", step), each * (users[step] - 1))
    return _most_flow(network) >= asked


def _asks(part: Requirement) -> tuple[Decimal, Mapping[str, Decimal]]:
    """Return how much a part asks for, and how much each of its steps gives."""
    if isinstance(part, Needs):
        return Decimal(1), {part.step: Decimal(1)}
    steps = [one.step for one in part.of if isinstance(one, Needs)]
    if isinstance(part, Total):
        both = zip(part.of, part.gives, strict=True)
        return part.amount, {one.step: each for one, each in both if isinstance(one, Needs)}
    return Decimal(part.count), dict.fromkeys(steps, Decimal(1))


def _most_flow(network: Network) -> Decimal:
    """Return how much can flow from the entry to the exit (by shortest ways that are left)."""
    flow = Decimal(0)
    while True:
        came: dict[object, object] = {ENTRY: ENTRY}
        todo = deque[object]([ENTRY])
        while todo and EXIT not in came:
            here = todo.popleft()
            for there, left in network[here].items():
                if left > 0 and there not in came:
                    came[there] = here
                    todo.append(there)
        if EXIT not in came:
            return flow
        way, end = list[tuple[object, object]](), cast("object", EXIT)
        while end != ENTRY:
            way.append((came[end], end))
            end = came[end]
        most = min(network[start][stop] for start, stop in way)
        for start, stop in way:
            network[start][stop] -= most
            network[stop][start] += most
        flow += most
