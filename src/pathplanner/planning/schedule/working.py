"""Steps in which one works until their hours are there, placed as early as they can go (rule 18).

An open-ended step ends when all hours that planned steps ask of it are worked. A step that
stops it (a block of school) moves each of these days later that comes after it, and none of
those before it. So which of the two comes first is decided, as it is decided which of two
steps comes first that do not fit a week together: for a schedule, hours only stand still for
those steps that are decided to stop them, and where others do stop them, that is a conflict.
What is decided to stop hours does so wherever it stands; so under more decisions no day is sooner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from pathplanner.planning.problem.problem import Problem, Task
from pathplanner.planning.schedule.timing import NEVER, least
from pathplanner.planning.schedule.when_met import begun_key
from pathplanner.planning.schedule.worked import Reckon, Span, apart, days_in

if TYPE_CHECKING:
    from pathplanner.planning.schedule.placing import Node, Placer, Schedule

STOPS, BEHIND = "stops", "behind"
"""A step stops hours that are asked for; a step comes after they are worked."""

Days = Mapping[str, int]


@frozen(eq=False)
class Working:
    """The open-ended steps of a route.

    Attributes:
        problem: The problem.
        reckons: The hours that steps of the route ask for, by their keys.
        asked: For each open-ended step the keys of the hours that are asked of it.
        stoppers: For each of these the steps of the route that stop it.
    """

    problem: Problem
    reckons: Mapping[str, Reckon]
    asked: Mapping[str, Sequence[str]]
    stoppers: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, problem: Problem, tasks: Sequence[Task]) -> Working:
        """Return the open-ended steps among some tasks."""
        # What is held has all its hours, from the day on which it was done.
        reckons = {one.key: one for task in tasks for one in task.worked if not one.held}
        names = [task.id for task in tasks if task.step.open_ended]
        asked = {n: [key for key, one in reckons.items() if n in one.rates] for n in names}
        stoppers = {n: [task.id for task in tasks if n in task.step.stops] for n in names}
        return cls(problem, reckons, asked, stoppers)

    def place(self, placer: Placer, node: Node) -> tuple[dict[str, int], dict[str, int]] | None:
        """Return the earliest starts and finishes under a node's decisions, as `Placer.place`."""
        starts: dict[str, int] = {}
        finishes: dict[str, int] = {}
        done = dict(self.problem.met_since)
        waits: dict[str, list[str]] = {}
        for first, then in (*node.later, *((k, n) for what, k, n in node.work if what is BEHIND)):
            waits.setdefault(then, []).append(first)
        named, joined = placer.pairs.named, placer.pairs.joined
        # What goes together could begin at any time, until it is placed (rule 19).
        done |= {begun_key(name): 0 for name in named}
        for _ in range(3 * len(placer.tasks) + 3):
            before = {**starts}, {**done}
            for task in placer.tasks:
                name = task.id
                soonest = [node.releases.get(name, 0), *self._begun_before(name, node, starts)]
                soonest += [done.get(first, NEVER) for first in waits.get(name, ())]
                beside = [starts.get(other, 0) for other in joined.get(name, ())]
                soonest += [day for day in beside if day < NEVER]
                starts[name], day = placer.earliest(task, max(soonest), done)
                if name in named:
                    done[begun_key(name)] = starts[name] if starts[name] < NEVER else 0
                if name not in self.asked:
                    done[name] = finishes[name] = day
                    continue
                if starts[name] < NEVER:
                    for key in self.asked[name]:
                        done[key] = self._placed(key, node, starts, finishes)
                days = [starts[name], *(done.get(key, NEVER) for key in self.asked[name])]
                done[name] = finishes[name] = max(self.problem.start, *days)
            if before == (starts, done):
                firsts = {first for firsts in waits.values() for first in firsts}
                is_whole = all(done.get(first, NEVER) < NEVER for first in firsts)
                return (starts, finishes) if is_whole else None
        return None

    def _begun_before(self, name: str, node: Node, starts: Days) -> Iterator[int]:
        """Yield the days on which a step that is to stop others can start at the soonest."""
        for what, stopper, key in node.work:
            if what is STOPS and stopper == name:
                steps = [n for n in self.reckons[key].rates if name in self.stoppers.get(n, ())]
                days = [starts[n] + 1 for n in steps if starts.get(n, NEVER) < NEVER]
                yield min(days, default=0)

    def _placed(self, key: str, node: Node, starts: Days, finishes: Days) -> int:
        """Return when hours are worked, if only what is decided to do so stops them."""
        reckon = self.reckons[key]
        chosen = {n for what, n, of in node.work if what is STOPS and of == key}
        workers = [name for name in reckon.rates if name in self.asked]
        placed = [n for n in chosen if finishes.get(n, NEVER) < NEVER]
        if len(workers) == 1:
            day = reckon.day(starts, {})
            first = self.problem.start
            out = [(max(starts[n], first), max(finishes[n], first)) for n in placed]
            return day + days_in(out) if day < NEVER else NEVER
        still = {
            name: [(starts[n], finishes[n]) for n in self.stoppers[name] if n in placed]
            for name in workers
        }
        return reckon.day(starts, still)

    def days(self, starts: Days, finishes: Days) -> dict[str, int]:
        """Return when all hours that are asked for are worked, by their keys."""
        return {
            key: reckon.day(starts, self._still(reckon, starts, finishes))
            for key, reckon in self.reckons.items()
        }

    def _still(self, reckon: Reckon, starts: Days, finishes: Days) -> dict[str, list[Span]]:
        return {
            name: self.still(name, starts, finishes) for name in reckon.rates if name in self.asked
        }

    def still(self, name: str, starts: Days, finishes: Days) -> list[Span]:
        """Return when an open-ended step stands still."""
        return [(starts[n], finishes[n]) for n in self.stoppers.get(name, ()) if n in starts]

    def running(self, name: str, starts: Days, finishes: Days) -> list[Span]:
        """Return when one works in an open-ended step."""
        return apart((starts[name], finishes[name]), self.still(name, starts, finishes))

    def conflict(self, node: Node, made: Schedule) -> list[Node] | None:
        """Return the nodes that end what stops hours without a decision; None when nothing does."""
        for name in self.asked:
            if self.problem.tasks[name].begun is not None:
                continue
            day = made.starts[name]
            for stopper in self.stoppers[name]:
                if made.starts[stopper] <= day < made.finishes[stopper]:
                    later = [node.after(stopper, name)]
                    if self.problem.tasks[stopper].begun is None:
                        later.append(node.from_day(stopper, day + 1))
                    return later
        real = self.days(made.starts, made.finishes)
        for key, reckon in self.reckons.items():
            if real[key] > self._placed(key, node, made.starts, made.finishes):
                return self._decisions(node, made, reckon)
        return None

    def _decisions(self, node: Node, made: Schedule, reckon: Reckon) -> list[Node]:
        """Return the nodes in which the first step that stops hours does so, or does not."""
        decided = {n for what, n, of in node.work if what is STOPS and of == reckon.key}
        end = self.days(made.starts, made.finishes)[reckon.key]
        found = [
            (made.starts[stopper], stopper, name)
            for name in reckon.rates
            for stopper in self.stoppers.get(name, ())
            if stopper not in decided
            and made.starts[stopper] < end
            and made.finishes[stopper] > made.starts[name]
        ]
        if not found:
            return []
        _, stopper, name = min(found)
        nodes = [_deciding(node, (STOPS, stopper, reckon.key))]
        if self.problem.tasks[stopper].begun is None:
            nodes.append(_deciding(node, (BEHIND, reckon.key, stopper)))
        if self.problem.tasks[name].begun is None:
            nodes.append(node.after(stopper, name))
        return nodes

    def while_still(self, node: Node, made: Schedule, crowd: Sequence[str]) -> Iterator[Node]:
        """Yield the nodes in which a step may run while work that it does not fit stands still.

        Then it starts when something has begun that stops the work, and ends before that does.
        """
        starts, finishes, tasks = made.starts, made.finishes, self.problem.tasks
        pairs = [
            (stopper, other)
            for name in crowd
            for stopper in self.stoppers.get(name, ())
            for other in crowd
            if other not in (name, stopper)
        ]
        for stopper, other in pairs:
            task = tasks[stopper]
            if starts[stopper] > starts[other] and tasks[other].begun is None:
                yield node.from_day(other, starts[stopper])
            for end in sorted({starts[other] + 1, finishes[other]}):
                if finishes[stopper] < end and task.begun is None:
                    later = least(task.pace.finish, end, starts[stopper], end)
                    yield node.from_day(stopper, later)

    def is_false(self, node: Node, made: Schedule) -> bool:
        """Tell whether hours stand still for a step that does not stop them where it stands."""
        real = self.days(made.starts, made.finishes)
        return any(real[key] < self._placed(key, node, made.starts, made.finishes) for key in real)

    def decided(self, starts: Days, finishes: Days) -> frozenset[tuple[str, str, str]]:
        """Return what a schedule decides of steps that stop others."""
        found = set()
        for key, day in self.days(starts, finishes).items():
            for name in self.reckons[key].rates:
                for stopper in self.stoppers.get(name, ()):
                    if starts[stopper] >= day:
                        found.add((BEHIND, key, stopper))
                    elif finishes[stopper] > starts[name]:
                        found.add((STOPS, stopper, key))
        return frozenset(found)


def _deciding(node: Node, decision: tuple[str, str, str]) -> Node:
    return evolve(node, work=node.work | {decision})


def done_days(problem: Problem, starts: Days, finishes: Days) -> dict[str, int]:
    """Return the day on which each step is done, and each sum of hours of work.

    Args:
        problem: The problem.
        starts: The days on which planned steps start.
        finishes: The days on which they finish; only those that count.
    """
    done = {**problem.met_since, **finishes}
    for name in problem.beside:
        if name in starts:
            done[begun_key(name)] = starts[name]
    if problem.reckons:
        tasks = [task for name, task in problem.tasks.items() if name in finishes]
        starts = {name: starts[name] for name in finishes}
        done |= Working.of(problem, tasks).days(starts, finishes)
    return done
