"""Requirements that count what steps give, said in plain words: all of, any of, at least, total.

A limit on what counts is no more than further requirements without one. Of parts of which at
most m count, and others, k are met just when k of all are, and k - m of the others. Parts that
may not share a step are met just when for each group of them there is as much in all their
steps together as they ask for together (Hall, 1935; for amounts, the cuts of a network). So
plans need to know nothing but totals, and `plain` says the rest by them.

A total of several parts that are kept apart may split a step: each credit counts once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain, combinations
from math import ceil, comb
from typing import Any

from attrs import evolve, field, frozen

from pathplanner.model.requirement import (
    AllOf,
    AnyOf,
    AtLeast,
    Gate,
    Needs,
    Requirement,
    Total,
    Worked,
)

MOST_GATES = 500
"""More plain requirements than one with limits on what counts may come to."""

MOST_PARTS = 12
"""More parts that are kept apart, or limits on what counts, than may hang together."""

ONE = Decimal(1)


class TooManyParts(ValueError):
    """A requirement has so many limits that it cannot be said in plain words."""


@frozen
class Counted(AllOf):
    """A requirement with limits on what counts, in plain words.

    Attributes:
        asked: The requirement as it is written.
    """

    asked: Gate = field(kw_only=True)


@frozen
class Ask:
    """What one part asks for.

    Attributes:
        amount: How much; steps are counted where it has no unit.
        unit: Of what; empty for steps.
        gives: How much each step gives of it.
        leaves: How it asks for each step.
        caps: Of which steps no more than so much counts.
    """

    amount: Decimal
    unit: str
    gives: Mapping[str, Decimal]
    leaves: Mapping[str, Needs]
    caps: tuple[tuple[Decimal, frozenset[str]], ...] = ()


def has_limits(requirement: Requirement) -> bool:
    """Tell whether a requirement itself, its parts aside, is more than plain words say."""
    kind = requirement.__class__
    if kind is AllOf:
        return requirement.apart or requirement.share_at_most is not None  # type: ignore[union-attr]
    if kind is AtLeast or kind is Total:
        apart = kind is AtLeast and requirement.apart  # type: ignore[union-attr]
        return bool(apart or requirement.counting)  # type: ignore[union-attr]
    return False


def ask_of(part: Requirement) -> Ask | None:
    """Return what a part asks for, or None where it does not ask for single steps only."""
    if isinstance(part, Needs):
        return Ask(ONE, "", {part.step: ONE}, {part.step: part})
    leaves = {one.step: one for one in part.of if isinstance(one, Needs)}
    if len(leaves) < len(part.of) or (has_limits(part) and not _caps_of(part)):
        return None
    amount, unit, given = Decimal(part.count), "", (ONE,) * len(leaves)
    if isinstance(part, Total):
        amount, unit = part.amount, part.unit
        given = part.gives or (Decimal(0),) * len(leaves)
    return Ask(amount, unit, dict(zip(leaves, given, strict=True)), leaves, _caps_of(part))


def _caps_of(part: Requirement) -> tuple[tuple[Decimal, frozenset[str]], ...]:
    caps = part.counting if isinstance(part, AtLeast | Total) else ()
    return tuple((cap.at_most, frozenset(cap.of)) for cap in caps)


def plain(requirement: Requirement) -> Requirement:
    """Return a requirement in plain words; itself where it has no limits and no total.

    What it comes to is `Counted`. Totals in it are left only where steps give unlike amounts.
    What has too many limits is met by nothing; see `is_too_large`.
    """
    return requirement if is_plain(requirement) else _plain(requirement)


def is_plain(requirement: Requirement) -> bool:
    """Tell whether a requirement is said in plain words: without limits and totals."""
    if isinstance(requirement, Needs | Counted | Worked):
        return True
    if requirement.__class__ is Total or has_limits(requirement):
        return False
    return all(part.__class__ is Needs or is_plain(part) for part in requirement.of)


# The same requirement is asked about again and again.
@lru_cache(maxsize=1 << 10)
def _plain(requirement: Requirement) -> Requirement:
    if isinstance(requirement, Needs | Worked):
        return requirement
    if has_limits(requirement) or isinstance(requirement, Total):
        try:
            return Counted(_limited(requirement), asked=requirement)
        except TooManyParts:
            return Counted((AnyOf(()),), asked=requirement)
    return evolve(requirement, of=tuple(map(plain, requirement.of)))


def is_too_large(gate: Gate) -> bool:
    """Tell whether a requirement has so many limits that it cannot be said in plain words."""
    try:
        _limited(gate)
    except TooManyParts:
        return True
    return False


def _limited(gate: Gate) -> tuple[Requirement, ...]:
    if isinstance(gate, AtLeast) and gate.apart:
        if comb(len(gate.of), gate.count) > MOST_GATES:
            raise TooManyParts
        ways = combinations(gate.of, gate.count)
        return (AnyOf(tuple(AllOf(tuple(_cuts(way, 0))) for way in ways)),)
    if isinstance(gate, AllOf):
        return tuple(_cuts(gate.of, 0 if gate.apart else gate.share_at_most or 0))
    if all(isinstance(part, Needs) for part in gate.of):
        return tuple(_cuts((gate,), 0))
    # Parts that are not single steps cannot be limited, so each of them counts one.
    return tuple(_of_parts(gate))


def _of_parts(gate: Gate) -> Iterator[Requirement]:
    """Yield what at least k of parts, some of them requirements, asks for with its limits."""
    caps = [(int(limit), names) for limit, names in _caps_of(gate)]
    for some in _groups(caps):
        count = gate.count - sum(limit for limit, _ in some)
        gone = frozenset[str]().union(*(names for _, names in some))
        rest = [part for part in gate.of if not (isinstance(part, Needs) and part.step in gone)]
        if count > 0:
            yield AtLeast(count, tuple(map(plain, rest)))


def _cuts(parts: Sequence[Requirement], shared: int) -> Iterator[Requirement]:
    """Yield all that must hold so that parts are met with so much shared.

    For each group of parts, and each choice of their limits: what their steps give that are
    in no chosen limit is as much as they ask for, less these limits, less what is shared.
    """
    asks = [ask for part in parts if (ask := ask_of(part)) is not None]
    made = 0
    for group in _hanging_together(asks, shared):
        spare = Decimal(shared if len(group) > 1 else 0)
        leaves = {name: leaf for ask in group for name, leaf in ask.leaves.items()}
        for caps in _groups([(ask, cap) for ask in group for cap in ask.caps], none=True):
            made += 1
            if made > MOST_GATES:
                raise TooManyParts
            amount = sum((ask.amount for ask in group), -spare) - sum(cap[0] for _, cap in caps)
            gives: dict[str, Decimal] = {}
            for ask in group:
                gone = frozenset[str]().union(*(cap[1] for its, cap in caps if its is ask))
                gives |= {name: given for name, given in ask.gives.items() if name not in gone}
            if amount > 0:
                yield sum_of(amount, gives, leaves)


def _groups(items: Sequence[Any], *, none: bool = False) -> Iterator[tuple[Any, ...]]:
    if len(items) > MOST_PARTS:
        raise TooManyParts
    sizes = range(0 if none else 1, len(items) + 1)
    return chain.from_iterable(combinations(items, size) for size in sizes)


def _hanging_together(asks: Sequence[Ask], shared: int) -> Iterator[tuple[Ask, ...]]:
    """Yield the groups of parts that say more than smaller groups do together."""
    pieces = _pieces(asks)
    yield from ((ask,) for ask in asks)
    several = [piece for piece in pieces if len(piece) > 1]
    # What may be shared is counted once for all parts, whether or not these share steps.
    if shared:
        several = [[ask for piece in several for ask in piece]]
    for piece in several:
        for group in _groups(piece):
            if len(group) > 1 and (shared or len(_pieces(group)) == 1):
                yield group


def _pieces(asks: Sequence[Ask]) -> list[list[Ask]]:
    """Return parts in pieces, of which none shares a step with another."""
    left, found = list(asks), []
    while left:
        piece = [left.pop()]
        for one in piece:
            near = [ask for ask in left if not one.gives.keys().isdisjoint(ask.gives)]
            left = [ask for ask in left if all(ask is not other for other in near)]
            piece += near
        found.append(piece)
    return found


def sum_of(
    amount: Decimal, gives: Mapping[str, Decimal], leaves: Mapping[str, Needs]
) -> Requirement:
    """Return what asks for an amount of what steps give, as plainly as it can be said."""
    steps = {name: given for name, given in gives.items() if given > 0}
    parts = tuple(leaves[name] for name in steps)
    if len(set(steps.values())) > 1 and any(given < amount for given in steps.values()):
        total = sum(steps.values())
        if total < amount:
            return AtLeast(len(parts) + 1, parts)
        if total - min(steps.values()) < amount:
            return AllOf(parts)
        return Total(amount, "", parts, gives=tuple(steps.values()))
    count = ceil(amount / min(steps.values())) if steps else 1
    if any(given >= amount for given in steps.values()):
        count = 1
    if count == 1:
        return AnyOf(parts)
    return AllOf(parts) if count == len(parts) else AtLeast(count, parts)
