"""Conditions to requirements, by the addresses of parts.

Several conditions on one part must all hold. Inside one, parts and conditions below it are
counted together, and `requiredNumber` says how many of them; without it all are meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, evolve, field, frozen

from pathplanner.ctdl.credits import total_in
from pathplanner.ctdl.expansion import Node, inner, links
from pathplanner.ctdl.log import Log
from pathplanner.ctdl.profiles import one_text
from pathplanner.ctdl.words import name_of
from pathplanner.errors import Fault, InputError
from pathplanner.model.losses import Place
from pathplanner.model.requirement import (
    NOTHING,
    AllOf,
    AnyOf,
    AtLeast,
    Needs,
    Requirement,
    Total,
)

DEEPEST = 15
"""Conditions within each other; a pathway file can hold no more."""

MOST_PARTS = 20_000
"""Parts of one requirement, counted each time that they are repeated."""

_COMPARED = {
    "EQ": "is", "NEQ": "is not", "GT": "is more than", "LT": "is less than",
    "GTEQ": "is at least", "LTEQ": "is at most",
}  # fmt: skip
_ACTIONS = {
    "Sum": "the sum of", "Mean": "the average of", "Min": "the least of", "Max": "the most of",
    "CountDistinct": "the number of", "OneOf": "one of", "AnyOf": "any of", "AllOf": "all of",
}  # fmt: skip


@frozen
class Asked:
    """What conditions ask for.

    Attributes:
        requirement: By the addresses of parts.
        notes: What they ask for besides, in words; no plan checks it.
        size: How many parts it has, repeats included.
    """

    requirement: Requirement
    notes: tuple[str, ...] = ()
    size: int = 0


@define
class Conditions:
    """Reads the conditions of one set of nodes."""

    _nodes: Mapping[str, Node]
    _log: Log
    used: dict[int, set[str]] = field(factory=dict)

    def of(self, part: Node) -> Asked:
        """Return what all conditions of a part ask for.

        Raises:
            InputError: They stand in each other in a circle, or too deeply.
        """
        self._missing(part)
        found = [
            self._one(condition, (), str(part["@place"]))
            for condition in inner(self._nodes, part, "ceterms:hasCondition")
        ]
        parts: list[Requirement] = []
        for asked in found:
            one = asked.requirement
            is_plain = isinstance(one, AllOf) and not one.note
            parts += one.of if isinstance(one, AllOf) and is_plain else (one,)
        notes = tuple(note for asked in found for note in asked.notes)
        whole = parts[0] if len(parts) == 1 else AllOf(tuple(dict.fromkeys(parts)))
        return Asked(whole if parts else NOTHING, notes, sum(asked.size for asked in found))

    def _missing(self, node: Node) -> None:
        lost = [name for name in links(node, "ceterms:hasCondition") if name not in self._nodes]
        if lost:
            self._log.note("CT113", "ceterms:hasCondition", node["@place"])

    def _one(self, node: Node, above: tuple[int, ...], part: str) -> Asked:
        place = node["@place"]
        if id(node) in above:
            raise InputError(
                [_fault("This condition stands in itself.", place, "Take it out there.")]
            )
        if len(above) >= DEEPEST:
            said = f"More than {DEEPEST} conditions stand within each other (at {part})."
            raise InputError([_fault(said, place, "A pathway file can hold no more: nest less.")])
        self._missing(node)
        self.used.setdefault(id(node), set()).update(
            ("ceterms:requiredNumber", "ceterms:targetComponent", "ceterms:hasCondition")
        )
        below = [
            self._one(one, (*above, id(node)), part)
            for one in inner(self._nodes, node, "ceterms:hasCondition")
        ]
        targets = [Needs(name) for name in links(node, "ceterms:targetComponent")]
        several = len(node.get("ceterms:targetComponent", ()))
        if several > len(targets):
            self._log.note("CT108", "ceterms:targetComponent", place)
        inside = [asked.requirement for asked in below if asked.requirement != NOTHING]
        size = 1 + len(targets) + sum(asked.size for asked in below)
        if size > MOST_PARTS:
            said = f"It asks for more than {MOST_PARTS:,} parts, repeats counted (at {part})."
            raise InputError([_fault(said, place, "Say it with fewer.")])
        total = self._total(node)
        notes = [*self._constraints(node), *(note for asked in below for note in asked.notes)]
        requirement = self._with_total(node, total, [*targets, *inside])
        return Asked(requirement, tuple(dict.fromkeys(notes)), size)

    def _gate(self, node: Node, parts: list[Requirement]) -> Requirement:
        place = node["@place"]
        if not parts:
            return NOTHING
        number = self._number(node, len(parts))
        if number > len(parts):
            why = f"{number} of {len(parts)} are required: all are asked for."
            self._log.note("CT206", "ceterms:requiredNumber", place, why)
        if len(parts) == 1:
            return parts[0]
        note = _words(node)
        self.used[id(node)] |= {"ceterms:name", "ceterms:description"}
        if number >= len(parts):
            return AllOf(tuple(parts), note=note)
        if number == 1:
            return AnyOf(tuple(parts), note=note)
        return AtLeast(number, tuple(parts), note=note)

    def _number(self, node: Node, parts: int) -> int:
        place = node["@place"]
        stated = one_text(node, "ceterms:requiredNumber")
        says = [name_of(one).lower() for one in links(node, "ceterms:logicalOperator")]
        if says:
            self.used[id(node)].add("ceterms:logicalOperator")
        if "onlyone" in says:
            self._log.note("CT207", "logic:OnlyOne", place)
            return 1
        try:
            number = int(stated or 0)
        except ValueError:
            why = f"{stated[:40]!r} is not a number of parts."
            self._log.note("CT109", "ceterms:requiredNumber", place, why)
            number = 0
        if number < 1:
            if parts > 1 or stated:
                self._log.note("CT205", "ceterms:requiredNumber", place)
            return parts
        return number

    def _with_total(self, node: Node, total: Total | None, parts: list[Requirement]) -> Requirement:
        """Return what a condition asks for, with the total of credits if it asks for one."""
        if total is None:
            return self._gate(node, parts)
        if len(parts) > len(total.of):
            return AllOf((total, self._gate(node, parts)))
        stated = one_text(node, "ceterms:requiredNumber")
        # A number that the total needs in any case says no more than the total.
        if stated and (not stated.isdecimal() or int(stated) > total.count):
            return AllOf((total, self._gate(node, parts)))
        self.used[id(node)] |= {"ceterms:name", "ceterms:description"}
        return evolve(total, note=_words(node))

    def _total(self, node: Node) -> Total | None:
        """Return the total of credits that a condition asks for, by its only constraint."""
        constraints = inner(self._nodes, node, "ceterms:hasConstraint")
        targets = links(node, "ceterms:targetComponent")
        if len(constraints) != 1:
            return None
        total = total_in(self._nodes, constraints[0], targets)
        if total is not None:
            self.used[id(node)].add("ceterms:hasConstraint")
            self.used.setdefault(id(constraints[0]), set()).update(constraints[0])
        return total

    def _constraints(self, node: Node) -> Iterable[str]:
        if self._total(node) is not None:
            return
        for constraint in inner(self._nodes, node, "ceterms:hasConstraint"):
            said = _constraint(constraint)
            self._log.note("CT102", "ceterms:hasConstraint", node["@place"])
            self.used.setdefault(id(constraint), set()).update(constraint)
            yield said


def _words(node: Node) -> str:
    """Return the name and the description of a condition, as a note."""
    said = [one_text(node, f"ceterms:{word}") for word in ("name", "description")]
    return ": ".join(dict.fromkeys(text for text in said if text))


def _constraint(node: Node) -> str:
    """Return a constraint in words, such as `Student Grade is any of Grade A, Grade B`."""
    sides = []
    for side in ("left", "right"):
        values = [name_of(one) for one in links(node, f"ceterms:{side}Source")]
        values += [
            str(one["@value"])
            for one in node.get(f"ceterms:{side}Source", ())
            if not isinstance(one.get("@value", ""), str)
        ]
        action = next((name_of(one) for one in links(node, f"ceterms:{side}Action")), "")
        sides.append(f"{_ACTIONS.get(action, action)} {', '.join(values)}".strip())
    comparator = next((name_of(one).upper() for one in links(node, "ceterms:comparator")), "")
    compared = f"{sides[0]} {_COMPARED.get(comparator, comparator.lower())} {sides[1]}".strip()
    name = one_text(node, "ceterms:name")
    return f"{name} ({compared})" if name else compared


def _fault(said: str, place: Place, hint: str = "") -> Fault:
    return Fault(said, place.path[:200], hint, place.file, place.line, 1 if place.line else 0)
