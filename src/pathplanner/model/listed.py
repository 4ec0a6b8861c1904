"""What requirements of a pathway have in common: lists named once, scales of grades, sharing.

A requirement may name a list in place of its parts, and a total counts what its steps give; so
the pathway fills in both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import Attribute, evolve, field, frozen

from pathplanner.errors import InputError
from pathplanner.model.coerce import not_blank, refused, to_decimal, to_text, to_texts, whole_from
from pathplanner.model.marks import Prose, StepId
from pathplanner.model.requirement import (
    AllOf,
    AtLeast,
    Cap,
    Needs,
    Requirement,
    Total,
    Worked,
    to_requirement,
)
from pathplanner.model.step import Step
from pathplanner.model.sums import has_limits


def _parts(value: Any) -> tuple[Requirement, ...]:
    many = to_requirement(value)
    return many.of if isinstance(many, AllOf) and not isinstance(value, AllOf) else (many,)


@frozen
class RequirementList:
    """Requirements that several steps choose from, named once.

    Attributes:
        id: Its name, by which requirements refer to it.
        of: What is in it.
        title: What people call it.
        source, note: As everywhere.
    """

    id: str = field(converter=to_text, validator=not_blank)
    of: tuple[Requirement, ...] = field(converter=_parts)
    title: Prose = ""
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)


def _grades(_: object, attribute: Attribute[Any], value: tuple[str, ...]) -> None:
    if len(value) < 2:
        raise refused(attribute, "must name at least two grades, the lowest first")
    if twice := [grade for grade, count in Counter(value).items() if count > 1]:
        raise refused(attribute, f"must name each grade once, not {twice[0]} twice")


@frozen
class Scale:
    """The grades of a scale, from the lowest to the highest.

    Attributes:
        id: Its name.
        grades: The grades, such as F, D, C, B, A. Numbers need no scale.
    """

    id: str = field(converter=to_text, validator=not_blank)
    grades: tuple[str, ...] = field(converter=to_texts, validator=_grades)


@frozen
class Sharing:
    """How much may count for both of two steps of the pathway, such as a major and a minor.

    Attributes:
        between: Ids of the two steps.
        at_most: How many steps may count for both; where they ask for totals, how much.
        source, note: As everywhere.
    """

    between: tuple[StepId, ...] = field(converter=to_texts)
    at_most: int = field(default=0, validator=whole_from(0))
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)

    @between.validator
    def _two(self, attribute: Attribute[Any], value: tuple[str, ...]) -> None:
        if len(set(value)) != 2 or len(value) != 2:
            raise refused(attribute, "must name two steps")

    @property
    def parts(self) -> tuple[str, str]:
        """The two steps."""
        return self.between[0], self.between[1]


def scale_for(step: Step, minimum: str, scales: Sequence[Scale]) -> Scale | None:
    """Return the scale on which a least grade of a step stands; None for a number or for none."""
    if step.scale:
        return next((one for one in scales if one.id == step.scale), None)
    return next((one for one in scales if minimum in one.grades), None)


def is_enough(grade: str, minimum: str, scale: Scale | None) -> bool | None:
    """Tell whether a grade is as good as another; None where they cannot be compared."""
    if scale is not None and minimum in scale.grades:
        known = scale.grades
        return known.index(grade) >= known.index(minimum) if grade in known else None
    have, asked = number_of(grade), number_of(minimum)
    return None if have is None or asked is None else have >= asked


def number_of(grade: str) -> Decimal | None:
    """Return the number that a grade is, such as a score, or None."""
    try:
        return to_decimal(grade)
    except InputError:
        return None


def filled_lists(
    steps: Sequence[Step], lists: Sequence[RequirementList]
) -> tuple[RequirementList, ...]:
    """Return lists with what totals in them count."""
    if not any(_asks(part) for one in lists for part in one.of):
        return tuple(lists)
    gives = {step.id: step.amounts for step in steps}
    # A list within a list stays as it is, so that none goes around in a circle.
    return tuple(evolve(one, of=[_with_parts(part, {}, gives) for part in one.of]) for one in lists)


def filled_in(steps: Sequence[Step], lists: Sequence[RequirementList]) -> tuple[Step, ...]:
    """Return steps with the parts of lists and with what totals count, in their requirements."""
    if not any(map(_is_to_fill, steps)):
        return tuple(steps)
    gives = {step.id: step.amounts for step in steps}
    known = {one.id: one.of for one in lists}
    return tuple(_filled(step, known, gives) if _is_to_fill(step) else step for step in steps)


def _is_to_fill(step: Step) -> bool:
    """Tell whether a requirement of a step names a list or asks for a total."""
    return _asks(step.requires) or any(_asks(advice.requirement) for advice in step.recommends)


def _asks(requirement: Requirement) -> bool:
    if isinstance(requirement, Needs):
        return False
    caps = requirement.counting if isinstance(requirement, AtLeast) else ()
    return (
        isinstance(requirement, Total)
        or bool(requirement.list)
        or any(cap.list for cap in caps)
        or any(map(_asks, requirement.of))
    )


def _filled(
    step: Step,
    lists: Mapping[str, tuple[Requirement, ...]],
    gives: Mapping[str, Mapping[str, Decimal]],
) -> Step:
    requires = _with_parts(step.requires, lists, gives)
    advised = [_with_parts(advice.requirement, lists, gives) for advice in step.recommends]
    if all(new is one.requirement for new, one in zip(advised, step.recommends, strict=True)):
        return step if requires is step.requires else evolve(step, requires=requires)
    both = zip(step.recommends, advised, strict=True)
    return evolve(
        step, requires=requires, recommends=[evolve(one, requirement=new) for one, new in both]
    )


def _with_parts(
    requirement: Requirement,
    lists: Mapping[str, tuple[Requirement, ...]],
    gives: Mapping[str, Mapping[str, Decimal]],
) -> Requirement:
    if isinstance(requirement, Needs | Worked):
        return requirement
    told = lists.get(requirement.list, requirement.of) if requirement.list else requirement.of
    inside = {} if requirement.list else lists
    parts = tuple([_with_parts(part, inside, gives) for part in told])
    if isinstance(requirement, AtLeast | Total) and requirement.counting:
        caps = tuple(_with_steps(cap, lists) for cap in requirement.counting)
        if caps != requirement.counting:
            requirement = evolve(requirement, counting=caps)
    if parts != requirement.of:
        requirement = evolve(requirement, of=parts)
    # What is said in plain words has no unit, and its amounts are known.
    if not isinstance(requirement, Total) or not requirement.unit:
        return requirement
    unit, none = requirement.unit, Decimal(0)
    # What a part is worth that is no step, its fault says.
    each = tuple(
        gives.get(part.step, {}).get(unit, none) if isinstance(part, Needs) else none
        for part in parts
    )
    return requirement if each == requirement.gives else evolve(requirement, gives=each)


def _with_steps(cap: Cap, lists: Mapping[str, tuple[Requirement, ...]]) -> Cap:
    if cap.list not in lists:
        return cap
    return evolve(cap, of=[one.step for one in lists[cap.list] if isinstance(one, Needs)])


def written_out(requirement: Requirement) -> Requirement:
    """Return a requirement that needs no pathway to be understood: without names of lists."""
    if isinstance(requirement, Needs):
        return requirement
    bare: dict[str, Any] = {"of": tuple(map(written_out, requirement.of)), "list": ""}
    if isinstance(requirement, AtLeast | Total):
        bare["counting"] = [evolve(cap, list="") for cap in requirement.counting]
    if isinstance(requirement, Total):
        bare["gives"] = ()
    return evolve(requirement, **bare)


def parts_of(step: Step) -> tuple[Requirement, ...]:
    """Return the parts of what a step requires, all of which must be met."""
    requires = step.requires
    if isinstance(requires, AllOf) and not has_limits(requires):
        return requires.of
    return (requires,)


def joint_of(pair: Sharing, steps: Mapping[str, Step]) -> AllOf:
    """Return what two steps require together when so much may count for both."""
    parts = [part for name in pair.between for part in parts_of(steps[name])]
    return AllOf(parts, share_at_most=pair.at_most)


def leaves_of(requirement: Requirement) -> Iterator[Needs]:
    """Yield what a requirement asks for step by step."""
    if isinstance(requirement, Needs):
        yield requirement
    else:
        for part in requirement.of:
            yield from leaves_of(part)


def lists_in(requirement: Requirement) -> Iterator[str]:
    """Yield the ids of the lists that a requirement and its parts name."""
    if isinstance(requirement, Needs):
        return
    caps = requirement.counting if isinstance(requirement, AtLeast | Total) else ()
    yield from filter(None, (requirement.list, *(cap.list for cap in caps)))
    for part in requirement.of:
        yield from lists_in(part)
