"""Steps of a route that go together (planning rule 19)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pathplanner.model.graph import in_order_of, knots
from pathplanner.planning.problem.problem import Problem, Task


def in_turn(problem: Problem, route: Sequence[str]) -> Sequence[str]:
    """Return a route so that each step comes after what it names, where it may.

    In the whole pathway a step may hang on another through a third that is not on the route.
    """
    if not problem.beside:
        return route
    return in_order_of({name: problem.tasks[name].requires for name in route})


class Pairs:
    """Which steps of a route are co-requisites, and which must be placed together.

    Attributes:
        named: The steps of the route that others of it name as co-requisites.
        begun: Those of them that are under way.
        group: For each step whose day hangs on others that hang on it: all of them, with the
            first of them in the route; nothing with the others.
        joined: For each of these the steps with which it starts on the same day.
    """

    def __init__(self, tasks: Sequence[Task]) -> None:
        names = {task.id for task in tasks}
        asked = frozenset[str]().union(*(task.beside for task in tasks))
        self.named: Collection[str] = [task.id for task in tasks if task.id in asked]
        self.begun = [task for task in tasks if task.id in asked and task.begun is not None]
        self.group: dict[str, Mapping[str, Task]] = {}
        self.joined: dict[str, list[str]] = {}
        # What is under way was begun when it was, whatever goes with it.
        free = {task.id: task for task in tasks if task.begun is None}
        links = {
            name: [other for other in task.beside if other in names] for name, task in free.items()
        }
        same = {
            name: [other for other in task.joined if other in free] for name, task in free.items()
        }
        for name, others in same.items():
            for other in others:
                links[other].append(name)
                self.joined.setdefault(name, []).append(other)
                self.joined.setdefault(other, []).append(name)
        knot = knots(links)
        for name in free:
            if len(knot[name]) > 1 and name not in self.group:
                # In the order of the route, so that every run places them alike.
                members = {other: task for other, task in free.items() if other in knot[name]}
                self.group |= {other: {} for other in members}
                self.group[name] = members
                for other in members:
                    self.joined.setdefault(other, [])


NO_PAIRS = Pairs(())
"""The pairs of a route in which no step goes together with another."""
