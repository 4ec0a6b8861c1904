"""Requirements that add up what steps give, or limit what counts, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from attrs import evolve

from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.numbers import format_number
from pathplanner.model.requirement import AllOf, AnyOf, AtLeast, Needs, Requirement, Total, Worked

Name = Callable[[str], str]
"""From the id of a step to what it is called."""


def amount_in_words(amount: Decimal, unit: str) -> str:
    """Return an amount of a unit; a unit that only the pathway knows stays as it is there."""
    known = {
        "credits": plural("{n} credit", "{n} credits", amount),
        "hours": plural("{n} hour", "{n} hours", amount),
        "units": plural("{n} unit", "{n} units", amount),
        "points": plural("{n} point", "{n} points", amount),
        "contact hours": plural("{n} contact hour", "{n} contact hours", amount),
    }
    return known.get(unit) or f"{format_number(amount)} {unit}".rstrip()


def with_grade(name: str, minimum: str) -> str:
    """Return what a step is called, with the least grade that is asked for in it."""
    return _("{step} (at least {grade})").format(step=name, grade=minimum) if minimum else name


def total_in_words(total: Total, name: Name) -> str:
    """Return a total with what each of its steps gives."""
    gives = total.gives or (None,) * len(total.of)
    parts = [
        f"{with_grade(name(part.step), part.minimum)} ({format_number(given)})"
        if given is not None
        else name(part.step)
        for part, given in zip(total.of, gives, strict=True)
        if isinstance(part, Needs)
    ]
    words = _("{amount} of: {list}")
    return words.format(amount=amount_in_words(total.amount, total.unit), list=", ".join(parts))


def limits_in_words(requirement: Requirement, name: Name) -> str:
    """Return what limits what counts for a requirement, as a clause; empty where nothing does."""
    return "; ".join(_limits(requirement, name))


def _limits(requirement: Requirement, name: Name) -> Iterator[str]:
    if isinstance(requirement, AtLeast | Total):
        for cap in requirement.counting:
            unit = requirement.unit if isinstance(requirement, Total) else ""
            yield at_most_in_words(cap.at_most, unit, [name(step) for step in cap.of])
    if isinstance(requirement, AllOf | AtLeast) and requirement.apart:
        yield _("none of them counts twice")
    if isinstance(requirement, AllOf) and requirement.share_at_most is not None:
        yield shared_in_words(requirement.share_at_most)


def at_most_in_words(amount: Decimal, unit: str, names: Sequence[str]) -> str:
    """Return that of some steps no more than so much counts, as a clause."""
    if unit:
        words = plural(
            "of {list}, {amount} counts at most", "of {list}, {amount} count at most", amount
        )
        return words.format(list=", ".join(names), amount=amount_in_words(amount, unit))
    words = plural("of {list}, {n} counts at most", "of {list}, {n} count at most", amount)
    return words.replace("{list}", ", ".join(names))


def shared_in_words(most: int) -> str:
    """Return how much may count for two parts, as a clause."""
    if not most:
        return _("none of them counts twice")
    return plural("{n} may count twice", "{n} may count twice", most)


def limits_itself(requirement: Requirement) -> bool:
    """Tell whether a requirement says more than how many of its parts are asked for."""
    if isinstance(requirement, Needs | AnyOf | Worked):
        return False
    if isinstance(requirement, Total):
        return True
    is_shared = isinstance(requirement, AllOf) and requirement.share_at_most is not None
    has_caps = isinstance(requirement, AtLeast) and bool(requirement.counting)
    return requirement.apart or is_shared or has_caps


def without_limits(requirement: Requirement) -> Requirement:
    """Return a requirement that asks for as many, and limits nothing."""
    if isinstance(requirement, AtLeast):
        return evolve(requirement, counting=(), apart=False)
    if isinstance(requirement, AllOf):
        return evolve(requirement, share_at_most=None, apart=False)
    return requirement
