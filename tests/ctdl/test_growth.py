"""Reading and planning grow with the document, and no faster."""

from __future__ import annotations

import cProfile
from itertools import pairwise
from typing import Any

from tests.ctdl.documents import condition, document, part

import pathplanner as pp

GROUP = 10


def large(groups: int) -> str:
    """Return a degree that needs all of some groups, each a row of courses."""
    nodes: list[dict[str, Any]] = []
    for group in range(groups):
        names = [f"c{group}-{number}" for number in range(GROUP)]
        nodes.append(part(names[0]))
        nodes += [
            part(name, hasCondition=[condition(before, number=1)])
            for before, name in pairwise(names)
        ]
        nodes.append(part(f"g{group}", "Basic", hasCondition=[condition(*names, number=GROUP)]))
    every = [f"g{group}" for group in range(groups)]
    return document(*nodes, part("goal", hasCondition=[condition(*every, number=groups)]))


def calls(groups: int) -> dict[str, int]:
    """Return how many calls of functions a document takes to read and to plan."""
    found = {}
    text = large(groups)
    with cProfile.Profile() as profile:
        pathway, _ = pp.read_ctdl(text)
    found["read"] = sum(entry.callcount for entry in profile.getstats())
    with cProfile.Profile() as profile:
        plan = pp.plan(pathway, pp.Learner("2027-01-04"))
    found["plan"] = sum(entry.callcount for entry in profile.getstats())
    assert len(plan.steps) == groups * (GROUP + 1) + 1
    return found


def test_four_times_the_parts_take_four_times_the_work() -> None:
    """What is done for each part does not grow with the number of parts."""
    calls(1)
    small, big = calls(10), calls(40)
    assert {name: count < 4.6 * small[name] for name, count in big.items()} == {
        "read": True,
        "plan": True,
    }
