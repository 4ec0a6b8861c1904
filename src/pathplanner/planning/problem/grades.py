"""Which held steps count for whom, by their grades (planning rule 17)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from attrs import evolve, frozen

from pathplanner.model.graph import is_met
from pathplanner.model.learner import Learner
from pathplanner.model.listed import is_enough, leaves_of, scale_for
from pathplanner.model.pathway import Pathway
from pathplanner.model.requirement import (
    NOTHING,
    AnyOf,
    Needs,
    Requirement,
    Total,
    Worked,
    steps_in,
)
from pathplanner.model.sums import has_limits

NEVER_MET = AnyOf(())
"""A requirement that nothing meets."""


@frozen
class Grades:
    """The grades of what a learner holds, and what is taken again because of them.

    Attributes:
        pathway: The steps and their scales.
        told: The grade of each held step of which it is told.
        again: The held steps that are taken again.
    """

    pathway: Pathway
    told: dict[str, str]
    again: frozenset[str] = frozenset()

    @classmethod
    def of(cls, pathway: Pathway, learner: Learner, wanted: Iterable[str]) -> Grades:
        """Return the grades of a learner who wants to reach some steps."""
        waived = {override.step for override in learner.set_aside_everywhere}
        told = {
            held.step: held.grade
            for held in learner.holds
            if held.grade and held.step not in waived
        }
        grades = cls(pathway, told)
        if not told:
            return grades
        held = {held.step for held in learner.holds} | waived
        begun = {one.step for one in learner.under_way}
        return evolve(grades, again=grades._again(wanted, held, begun))

    def is_low(self, leaf: Needs) -> bool:
        """Tell whether a step is held with a grade that is too low for one who asks for it."""
        if not leaf.minimum or leaf.step not in self.told:
            return False
        step = self.pathway.by_id[leaf.step]
        scale = scale_for(step, leaf.minimum, self.pathway.scales)
        return is_enough(self.told[leaf.step], leaf.minimum, scale) is False

    def _again(
        self, wanted: Iterable[str], held: Collection[str], begun: Collection[str]
    ) -> frozenset[str]:
        """Return the held steps that every way to the goal needs with a better grade."""
        found, seen, todo = set[str](), set[str](), [n for n in wanted if n not in held]
        while todo:
            name = todo.pop()
            if name in seen or name in begun:
                continue
            seen.add(name)
            requires = self.pathway.by_id[name].requires
            low = {leaf.step for leaf in leaves_of(requires) if self.is_low(leaf)}
            every = {*steps_in(requires), *held}
            for one in steps_in(requires):
                if (one in low or one not in held) and not is_met(requires, every - {one}):
                    todo.append(one)
                    found |= {one} & low
        return frozenset(found)

    def asked(self, requirement: Requirement) -> Requirement:
        """Return what a requirement comes to with the grades: itself where they do not matter."""
        if not self.told:
            return requirement
        if isinstance(requirement, Needs):
            if requirement.step in self.again:
                return requirement if self.is_low(requirement) else NOTHING
            return NEVER_MET if self.is_low(requirement) else requirement
        if isinstance(requirement, Worked):
            return requirement
        if isinstance(requirement, Total) or has_limits(requirement):
            return self._asked_of_limited(requirement)
        parts = tuple(map(self.asked, requirement.of))
        return requirement if parts == requirement.of else evolve(requirement, of=parts)

    def _asked_of_limited(self, requirement: Requirement) -> Requirement:
        """Return a requirement that counts, without what does not count for it."""
        if isinstance(requirement, Needs):
            is_out = self.is_low(requirement) and requirement.step not in self.again
            return NEVER_MET if is_out else requirement
        if isinstance(requirement, Worked):
            return requirement
        parts = tuple(map(self._asked_of_limited, requirement.of))
        places = [place for place, part in enumerate(parts) if part is not NEVER_MET]
        if parts == requirement.of:
            return requirement
        if isinstance(requirement, Total):
            gives = tuple(requirement.gives[place] for place in places)
            return evolve(requirement, of=[parts[place] for place in places], gives=gives)
        if requirement.count == len(parts) and len(places) < len(parts):
            return NEVER_MET
        return evolve(requirement, of=[parts[place] for place in places])
