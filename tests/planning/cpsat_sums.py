"""Totals, limits on what counts and parts kept apart (rule 17), as an integer program.

Written from the rules page alone: what counts of each step for each part is a number, and a
part is met when what counts for it is as much as it asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import lcm

from attrs import frozen
from ortools.sat.python import cp_model

from pathplanner.model.pathway import Pathway
from pathplanner.model.requirement import (
    AllOf,
    AtLeast,
    Gate,
    Needs,
    Requirement,
    Total,
    steps_in,
)

Literal = cp_model.IntVar
Done = Callable[[Requirement], Literal]
"""From a part to the boolean that makes it met by the day."""


def asks_for_anything(need: Requirement) -> bool:
    """Tell whether there is anything to be done for a requirement."""
    if isinstance(need, Needs) or adds_up(need):
        return True
    return sum(not asks_for_anything(part) for part in need.of) < need.count


def adds_up(need: Requirement) -> bool:
    """Tell whether a requirement adds up, or limits what counts for it."""
    if isinstance(need, Needs):
        return False
    has_caps = isinstance(need, AtLeast | Total) and bool(need.counting)
    is_apart = not isinstance(need, Total) and getattr(need, "apart", False)
    shares = isinstance(need, AllOf) and need.share_at_most is not None
    return isinstance(need, Total) or has_caps or is_apart or shares


@frozen
class Part:
    """What a part asks for, how much each of its steps gives, and its limits; whole numbers."""

    asks: int
    gives: Mapping[Requirement, int]
    limits: Sequence[tuple[int, Sequence[Requirement]]] = ()


def parts_of(gates: Sequence[Requirement]) -> tuple[list[Part], int]:
    """Return parts in whole numbers, and how many of these are one."""
    raw = [_raw(gate) for gate in gates]
    numbers = [n for asks, gives, limits in raw for n in (asks, *gives.values(), *limits)]
    one = lcm(1, *(Fraction(number).denominator for number in numbers))
    found = []
    for gate, (asks, gives, limits) in zip(gates, raw, strict=True):
        caps = gate.counting if isinstance(gate, AtLeast | Total) else ()
        inside = [
            [part for part in gives if isinstance(part, Needs) and part.step in cap.of]
            for cap in caps
        ]
        whole = {part: int(Fraction(given) * one) for part, given in gives.items()}
        most = [int(Fraction(limit) * one) for limit in limits]
        found.append(Part(int(Fraction(asks) * one), whole, list(zip(most, inside, strict=True))))
    return found, one


def _raw(gate: Requirement) -> tuple:
    if isinstance(gate, Needs):
        return 1, {gate: 1}, []
    caps = gate.counting if isinstance(gate, AtLeast | Total) else ()
    limits = [cap.at_most for cap in caps]
    if isinstance(gate, Total):
        return gate.amount, dict(zip(gate.of, gate.gives, strict=True)), limits
    return gate.count, dict.fromkeys(gate.of, 1), limits


def rely(model: cp_model.CpModel, need: Gate, when: Literal, done: Done) -> None:
    """Make `when` mean that what counts is enough.

    Args:
        model: The model.
        need: The requirement.
        when: The boolean.
        done: Gives the boolean of each of its parts, or of a step in them.
    """
    is_list = isinstance(need, AllOf) or (isinstance(need, AtLeast) and need.apart)
    gates = list(need.of) if is_list else [need]
    parts, one = parts_of(gates)
    shared = 0
    if isinstance(need, AllOf) and not need.apart:
        shared = (need.share_at_most or 0) * one
    is_met: list[Literal] = [when] * len(parts)
    if isinstance(need, AtLeast) and need.apart:
        is_met = [model.new_bool_var("") for _ in parts]
        model.add(sum(is_met) >= need.count).only_enforce_if(when)
    here = {leaf: done(leaf) for part in parts for leaf in part.gives}
    counted: dict[str, list[tuple[int, cp_model.IntVar]]] = {}
    for part, literal in zip(parts, is_met, strict=True):
        counts = {leaf: model.new_int_var(0, given, "") for leaf, given in part.gives.items()}
        for leaf, count in counts.items():
            model.add(count <= part.gives[leaf] * here[leaf])
            name = leaf.step if isinstance(leaf, Needs) else str(id(leaf))
            counted.setdefault(name, []).append((part.gives[leaf], count))
        for most, inside in part.limits:
            model.add(sum(counts[leaf] for leaf in inside) <= most)
        model.add(sum(counts.values()) >= part.asks).only_enforce_if(literal)
    again = []
    for uses in counted.values():
        if len(uses) > 1:
            given, more = uses[0][0], model.new_int_var(0, shared, "")
            model.add(sum(count for _, count in uses) <= given + more)
            again.append(more)
    if again:
        model.add(sum(again) <= shared)


def joint(pathway: Pathway, wanted: set[str], held: set[str]) -> dict[str, list[Requirement]]:
    """Return what the second of two steps that share waits for, where both are in every way."""
    found: dict[str, list[Requirement]] = {}
    taken, todo = set[str](), list(wanted)
    while todo and pathway.sharing:
        name = todo.pop()
        if name not in taken and name not in held:
            taken.add(name)
            todo += needed(pathway.by_id[name].requires, held)
    for pair in pathway.sharing:
        if taken.issuperset(pair.between):
            parts: list[Requirement] = []
            for name in pair.between:
                need = pathway.by_id[name].requires
                is_list = isinstance(need, AllOf) and not adds_up(need)
                parts += need.of if is_list else [need]
            together = AllOf(parts, share_at_most=pair.at_most)
            found.setdefault(pair.between[1], []).append(together)
    return found


def needed(need: Requirement, held: set[str]) -> list[str]:
    """Return the steps without which a requirement cannot be met, by solving for each."""
    found = []
    for name in dict.fromkeys(steps_in(need)):
        model = cp_model.CpModel()
        if name not in held and not _can(model, need, {*steps_in(need), *held} - {name}):
            found.append(name)
    return found


def _can(model: cp_model.CpModel, need: Requirement, done: set[str]) -> bool:
    """Tell whether steps that are done can meet a requirement."""

    def meet(part: Requirement, when: Literal) -> None:
        if isinstance(part, Needs):
            if part.step not in done:
                model.add(when == 0)
        elif adds_up(part):
            rely(model, part, when, literal)
        else:
            literals = [literal(one) for one in part.of]
            model.add(sum(literals) >= part.count).only_enforce_if(when)

    def literal(part: Requirement) -> Literal:
        found = model.new_bool_var("")
        meet(part, found)
        return found

    model.add(literal(need) == 1)
    return cp_model.CpSolver().solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
