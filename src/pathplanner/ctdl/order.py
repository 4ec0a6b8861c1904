"""What must come before each part, by the addresses of parts.

The rules, in this order; each that is used is noted:

1. What the conditions of a part ask for.
2. A part without conditions needs all parts that stand below it (`ceasn:hasChild`): in CTDL a
   child is done earlier. Where a destination itself stands below other parts and has none
   below it, the document runs the other way, and each part needs those above it.
3. Where nothing so far orders anything, each part needs those that precede it
   (`ceterms:precededBy`, `ceterms:precedes`); elsewhere these are advice, as CTDL means them.
4. A destination that still needs nothing needs all parts that nothing waits for.

A part that waits for itself through others loses the link that closes the circle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, evolve, field, frozen

from pathplanner.ctdl.conditions import Conditions
from pathplanner.ctdl.expansion import Node, links
from pathplanner.ctdl.log import Log
from pathplanner.model.losses import Place
from pathplanner.model.requirement import (
    NOTHING,
    AllOf,
    AnyOf,
    AtLeast,
    Needs,
    Requirement,
    Total,
    steps_in,
)

FINISH = "#finish"
"""Ends the address of a last step that was made because a document names none."""


@frozen
class Ordered:
    """The parts in the order of a reader, and what each needs.

    Attributes:
        parts: Addresses; what comes first stands first.
        destinations: Addresses of the goals.
        needs: Requirements by the address of a part.
        advice: Addresses of what is advised first, by that of a part.
        notes: What is asked for besides, in words, by the address of a part.
    """

    parts: tuple[str, ...]
    destinations: tuple[str, ...]
    needs: Mapping[str, Requirement]
    advice: Mapping[str, tuple[str, ...]]
    notes: Mapping[str, tuple[str, ...]]


@define
class Order:
    """Orders the parts of one pathway."""

    _nodes: Mapping[str, Node]
    _pathway: Node
    _parts: dict[str, None]
    _log: Log
    used: dict[int, set[str]] = field(factory=dict)
    _needs: dict[str, Requirement] = field(factory=dict, init=False)

    def work_out(self) -> Ordered:
        """Return the order of all parts.

        Raises:
            InputError: Conditions cannot be read.
        """
        conditions = Conditions(self._nodes, self._log, self.used)
        notes = {}
        for name in self._parts:
            asked = conditions.of(self._node(name))
            self._needs[name] = asked.requirement
            notes[name] = asked.notes
            self._mark(name, "ceterms:hasCondition")
        self._add_missing()
        goals = self._goals()
        self._by_children(goals)
        advice = self._by_precedence()
        goals = self._by_parts(goals)
        order = self._without_circles(goals)
        return Ordered(tuple(order), tuple(goals), self._needs, advice, notes)

    def _node(self, name: str) -> Node:
        return self._nodes.get(name) or {"@type": [], "@place": Place()}

    def _mark(self, name: str, word: str) -> None:
        if name in self._nodes:
            self.used.setdefault(id(self._nodes[name]), set()).add(word)

    def _place(self, name: str) -> Place:
        place: Place = self._node(name)["@place"]
        return place

    def _add_missing(self) -> None:
        """Add the parts that conditions name and no document describes."""
        for name in list(self._parts):
            for other in steps_in(self._needs[name]):
                if other not in self._parts:
                    self._parts[other] = None
                    self._needs[other] = NOTHING
                    self._log.note("CT212", other, self._place(name))

    def _goals(self) -> list[str]:
        """Return the destinations that the documents name."""
        own = self._pathway.get("@id", "")
        named = links(self._pathway, "ceterms:hasDestinationComponent")
        alone = sum("ceterms:Pathway" in node["@type"] for node in self._nodes.values()) == 1
        inverse = []
        for name in self._parts:
            of = links(self._node(name), "ceterms:isDestinationComponentOf")
            stray = alone and of and not any(one in self._nodes for one in of)
            if own in of or stray:
                inverse.append(name)
                self._mark(name, "ceterms:isDestinationComponentOf")
                if stray:
                    why = "Its pathway is not here under that address; the only one is taken."
                    self._log.note("CT211", "ceterms:isDestinationComponentOf",
                                   self._place(name), why)  # fmt: skip
        here = [name for name in named if name in self._nodes]
        if here:
            self.used.setdefault(id(self._pathway), set()).add("ceterms:hasDestinationComponent")
        place = self._pathway["@place"]
        lost = [name for name in named if name not in self._nodes]
        if lost and (here or inverse):
            why = f"{lost[0]} is not in these documents; another part says it is the destination."
            self._log.note("CT211", "ceterms:hasDestinationComponent", place, why)
            if not here:
                self._log.note("CT114", "ceterms:hasDestinationComponent", place)
        elif lost:
            for name in lost:
                self._log.note("CT212", name, place)
                self._parts.setdefault(name)
                self._needs.setdefault(name, NOTHING)
            here = lost
        if here and set(inverse) - set(here):
            places = [place, *map(self._place, inverse)]
            self._log.note("CT224", "ceterms:hasDestinationComponent", places)
        return list(dict.fromkeys([*here, *inverse]))

    def _by_children(self, goals: list[str]) -> None:
        """Give parts without conditions the order of their children."""
        below = self._children()
        children = {child for ones in below.values() for child in ones}
        turned = any(goal in children and not below[goal] for goal in goals)
        earlier: dict[str, dict[str, None]] = {name: {} for name in self._parts}
        for parent, ones in below.items():
            for child in ones:
                first, then = (parent, child) if turned else (child, parent)
                earlier[then][first] = None
        for name, before in earlier.items():
            if not before:
                continue
            self._mark(name, "ceasn:isChildOf" if turned else "ceasn:hasChild")
            for one in before:
                self._mark(one, "ceasn:hasChild" if turned else "ceasn:isChildOf")
            if self._needs[name] == NOTHING:
                self._needs[name] = _all(before)
                code = "CT223" if turned else "CT208"
                self._log.note(code, "ceasn:hasChild", self._place(name))
            elif extra := set(before) - set(steps_in(self._needs[name])):
                why = f"{len(extra)} below it that its conditions do not ask for: not required."
                self._log.note("CT101", "ceasn:hasChild", self._place(name), why)

    def _children(self) -> dict[str, dict[str, None]]:
        """Return the children of each part, said by either of both."""
        below: dict[str, dict[str, None]] = {name: {} for name in self._parts}
        for name in self._parts:
            node = self._node(name)
            for child in links(node, "ceasn:hasChild"):
                if child in below:
                    below[name][child] = None
            for parent in links(node, "ceasn:isChildOf"):
                if parent in below:
                    below[parent][name] = None
        return below

    def _by_precedence(self) -> dict[str, tuple[str, ...]]:
        """Return what is only advised first; where nothing else orders, it is required."""
        before: dict[str, dict[str, None]] = {}
        for name in self._parts:
            node = self._node(name)
            for word, turned in (("ceterms:precededBy", False), ("ceterms:precedes", True)):
                for other in links(node, word):
                    if other in self._parts and other != name:
                        first, then = (name, other) if turned else (other, name)
                        before.setdefault(then, {})[first] = None
                        self._mark(name, word)
        ordered = any(needs != NOTHING for needs in self._needs.values())
        code = "CT003" if ordered else "CT209"
        for name in before:
            self._log.note(code, "ceterms:precededBy", self._place(name))
        if not ordered:
            self._needs.update({name: _all(ones) for name, ones in before.items()})
            return {}
        asked = {name: set(steps_in(self._needs[name])) for name in before}
        found = {
            name: tuple(one for one in ones if one not in asked[name])
            for name, ones in before.items()
        }
        return {name: ones for name, ones in found.items() if ones}

    def _by_parts(self, goals: list[str]) -> list[str]:
        """Return the destinations; where nothing leads to one, all loose parts do."""
        waited_for = {one for needs in self._needs.values() for one in steps_in(needs)}
        place = self._pathway["@place"]
        loose = [name for name in self._parts if name not in waited_for and name not in goals]
        if not goals:
            if len(loose) == 1:
                self._log.note("CT211", "ceterms:hasDestinationComponent", place)
                return loose
            last = f"{self._pathway['@id']}{FINISH}"
            why = "No destination is named: a last step that needs all loose parts was made."
            self._log.note("CT211", "ceterms:hasDestinationComponent", place, why)
            self._parts[last] = None
            self._needs[last] = _all(loose)
            return [last]
        if loose and all(self._needs[goal] == NOTHING for goal in goals):
            self._log.note("CT210", "ceterms:hasPart", self._place(goals[0]))
            self._needs[goals[0]] = _all(loose)
        return goals

    def _without_circles(self, goals: list[str]) -> list[str]:
        """Return all parts, what is needed first before what needs it.

        Links that close a circle are taken out of the requirements.
        """
        done: dict[str, bool] = {}
        order: list[str] = []
        for root in [*goals, *self._parts]:
            if root in done:
                continue
            done[root] = False
            path = [(root, iter(tuple(dict.fromkeys(steps_in(self._needs[root])))))]
            while path:
                name, rest = path[-1]
                other = next((one for one in rest if not done.get(one)), None)
                if other is None:
                    done[name] = True
                    order.append(name)
                    path.pop()
                elif other in done:
                    ring = [one for one, _ in path]
                    ring = [*ring[ring.index(other) :], other]
                    why = f"These wait for each other: {' -> '.join(ring[:6])}. One link is out."
                    self._log.note("CT221", "ceterms:hasCondition", self._place(name), why)
                    self._needs[name] = without(self._needs[name], other)
                else:
                    done[other] = False
                    path.append((other, iter(tuple(dict.fromkeys(steps_in(self._needs[other]))))))
        return order


def _all(names: Iterable[str]) -> Requirement:
    parts = tuple(map(Needs, names))
    return parts[0] if len(parts) == 1 else AllOf(parts)


def without(requirement: Requirement, name: str) -> Requirement:
    """Return a requirement without one part; what is left of a gate may be nothing."""
    if isinstance(requirement, Needs):
        return NOTHING if requirement.step == name else requirement
    left = [without(part, name) for part in requirement.of]
    parts = tuple(part for part in left if part != NOTHING)
    if not parts:
        return NOTHING
    note = requirement.note
    if isinstance(requirement, Total):
        is_less = len(parts) < len(requirement.of)
        return evolve(requirement, of=parts, gives=()) if is_less else requirement
    if isinstance(requirement, AtLeast) and requirement.count < len(parts):
        return AtLeast(requirement.count, parts, note=note)
    return AnyOf(parts, note=note) if isinstance(requirement, AnyOf) else AllOf(parts, note=note)
