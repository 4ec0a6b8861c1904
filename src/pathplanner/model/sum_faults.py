"""Faults of requirements that count what steps give, of lists, scales and what is shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from attrs import frozen

from pathplanner.errors import Fault, did_you_mean
from pathplanner.model.graph import is_met
from pathplanner.model.listed import (
    RequirementList,
    Scale,
    Sharing,
    joint_of,
    lists_in,
    number_of,
    parts_of,
    scale_for,
)
from pathplanner.model.quantity import Estimate, Unknown
from pathplanner.model.requirement import (
    AllOf,
    AnyOf,
    AtLeast,
    Cap,
    Gate,
    Needs,
    Requirement,
    Total,
    Worked,
    steps_in,
)
from pathplanner.model.step import CREDITS, Step
from pathplanner.model.sums import ask_of, has_limits, is_too_large


def find_faults(
    steps: Sequence[Step],
    lists: Sequence[RequirementList],
    scales: Sequence[Scale],
    sharing: Sequence[Sharing],
) -> Iterator[Fault]:
    """Yield every fault of what requirements count, each with its path in the data."""
    by_id = {step.id: step for step in steps}
    looking = _Looking(by_id, {one.id: one for one in lists}, scales)
    for what, items in (("list", lists), ("scale", scales)):
        for name, count in Counter(one.id for one in items).items():
            if count > 1:
                yield Fault(f"{count} {what}s are called {name}.", f"{what}s.{name}", "Rename one.")
    for step in steps:
        yield from _of_step(step, looking)
    for one in lists:
        yield from looking.list_faults(one)
    for place, pair in enumerate(sharing):
        yield from _of_sharing(pair, by_id, f"sharing[{place}]")


def _of_step(step: Step, looking: _Looking) -> Iterator[Fault]:
    here = f"steps.{step.id}"
    if step.scale and step.scale not in (known := [one.id for one in looking.scales]):
        said = f"There is no scale {step.scale!r}."
        yield Fault(said, f"{here}.scale", did_you_mean(step.scale, known))
    if isinstance(step.credits, Estimate) and step.credits.likely != step.amounts.get(CREDITS, 0):
        yield Fault(
            f"It gives {step.amounts[CREDITS]} credits, and its credits are {step.credits.likely}.",
            f"{here}.gives",
            "Say it once.",
        )
    for name, count in Counter(one.unit for one in step.gives).items():
        if count > 1:
            yield Fault(f"It gives {name} {count} times.", f"{here}.gives", "Say it once.")
    yield from looking.faults(step.requires, f"{here}.requires")
    for place, advice in enumerate(step.recommends):
        yield from looking.faults(advice.requirement, f"{here}.recommends[{place}]")


@frozen
class _Looking:
    """Looks for what is wrong with requirements."""

    steps: Mapping[str, Step]
    lists: Mapping[str, RequirementList]
    scales: Sequence[Scale]

    def faults(self, requirement: Requirement, path: str) -> Iterator[Fault]:
        """Yield the faults of a requirement and of its parts."""
        if isinstance(requirement, Needs):
            yield from self._grade(requirement, path)
            return
        if requirement.list and requirement.list not in self.lists:
            said = f"There is no list {requirement.list!r}."
            yield Fault(said, path, did_you_mean(requirement.list, self.lists))
            return
        own = list(self._own(requirement, path))
        yield from own
        # The parts of a list are looked at where the list stands.
        for place, part in enumerate(() if requirement.list else requirement.of):
            yield from self.faults(part, _inside(requirement, path, place))

    def list_faults(self, one: RequirementList) -> Iterator[Fault]:
        """Yield the faults of a list."""
        here = f"lists.{one.id}"
        if not one.of:
            yield Fault("There is nothing in this list.", here, "Name steps in it.")
        for place, part in enumerate(one.of):
            for name in steps_in(part):
                if name not in self.steps:
                    yield Fault(
                        f"There is no step {name!r}.",
                        f"{here}.of[{place}]",
                        did_you_mean(name, self.steps),
                    )
            if any(lists_in(part)):
                yield Fault(
                    "A list names another list.", f"{here}.of[{place}]", "Write its steps here."
                )
            yield from self.faults(part, f"{here}.of[{place}]")

    def _own(self, gate: Gate, path: str) -> Iterator[Fault]:
        if any(name not in self.steps for name in steps_in(gate)):
            return  # Said already; what else is wrong may follow from it.
        if isinstance(gate, Total):
            found = list(self._total(gate, path))
            yield from found
            if found:
                return
        if isinstance(gate, Total) or has_limits(gate):
            found = [*_twice(gate, path), *self._caps(gate, path), *_apart(gate, path)]
            yield from found or self._reach(gate, path)

    def _total(self, total: Total, path: str) -> Iterator[Fault]:
        units = Counter(
            unit
            for name in steps_in(total)
            if name in self.steps
            for unit in self.steps[name].amounts
        )
        if not total.unit.strip():
            near = units.most_common(1)
            unit = near[0][0] if near else CREDITS
            yield Fault(f"The total {total.amount} has no unit.", path, f"Add unit: {unit}.")
            return
        for place, part in enumerate(total.of):
            inside = _inside(total, path, place)
            if not isinstance(part, Needs):
                hint = "Name its steps one by one, or ask for at_least so many."
                yield Fault("A total counts steps, and this is not one step.", inside, hint)
            elif fault := self._gives(part.step, total.unit, inside):
                yield fault

    def _gives(self, name: str, unit: str, path: str) -> Fault | None:
        """Return the fault of a step that counts towards a total and gives nothing of its unit."""
        step = self.steps[name]
        if unit in step.amounts or (unit == CREDITS and isinstance(step.credits, Unknown)):
            return None
        if step.amounts:
            others = ", ".join(step.amounts)
            said = f"{name!r} gives {others}, and {unit} are asked for: two units do not add up."
            near = did_you_mean(unit, step.amounts)
            hint = f"Ask for {others}, or write gives: {{{unit}: ...}} in it."
            return Fault(said, path, near if near.startswith("Did") else hint)
        hint = f"Write gives: {{{unit}: ...}} in it, or take it out of the total."
        return Fault(f"{name!r} gives no {unit}.", path, hint)

    def _caps(self, gate: Gate, path: str) -> Iterator[Fault]:
        caps = gate.counting if isinstance(gate, AtLeast | Total) else ()
        known = {part.step for part in gate.of if isinstance(part, Needs)}
        seen: set[str] = set()
        for number, cap in enumerate(caps):
            where = f"{path}.counting[{number}]"
            if cap.list and cap.list not in self.lists:
                said = f"There is no list {cap.list!r}."
                yield Fault(said, where, did_you_mean(cap.list, self.lists))
                continue
            if not cap.of:
                yield Fault("This limit is on nothing.", where, "Name steps under of.")
            for place, name in enumerate(() if cap.list else cap.of):
                if name not in known:
                    said = f"{name!r} does not count here, so it cannot be limited."
                    yield Fault(said, f"{where}.of[{place}]", did_you_mean(name, known))
            for name in sorted(set(cap.of) & seen):
                said = f"Two limits are on {name!r}."
                yield Fault(said, where, "Leave it in one of them.")
            seen.update(cap.of)
            if known.issuperset(cap.of):
                yield from _limits_nothing(gate, cap, where)

    def _grade(self, leaf: Needs, path: str) -> Iterator[Fault]:
        step, grade = self.steps.get(leaf.step), leaf.minimum
        if not grade or step is None or (step.scale and not self._scale_is(step)):
            return
        holding = [one for one in self.scales if grade in one.grades]
        scale = scale_for(step, grade, self.scales)
        if not step.scale and len(holding) > 1:
            names = " or ".join(one.id for one in holding)
            said = f"{grade!r} is a grade on two scales, and {leaf.step} does not say on which."
            yield Fault(said, path, f"Write scale: {names} in {leaf.step}.")
        elif (scale is None or grade not in scale.grades) and (
            step.scale or number_of(grade) is None
        ):
            known = scale.grades if scale else [g for one in self.scales for g in one.grades]
            said = f"{grade!r} is not a grade on {f'the scale {scale.id}' if scale else 'a scale'}."
            hint = "" if self.scales else "Name the grades, the lowest first, under scales."
            yield Fault(said, path, did_you_mean(grade, known) or hint)

    def _scale_is(self, step: Step) -> bool:
        return any(one.id == step.scale for one in self.scales)

    def _reach(self, gate: Gate, path: str) -> Iterator[Fault]:
        """Yield the fault of what all steps together do not reach."""
        if is_too_large(gate):
            said = "So many parts share steps, or are limited, that this cannot be worked out."
            yield Fault(said, path, "Name fewer parts, or take them together in lists.")
            return
        if is_met(gate, set(steps_in(gate))):
            return
        if isinstance(gate, Total):
            most = _most(gate)
            if any(isinstance(self.steps[n].credits, Unknown) for n in steps_in(gate)):
                return  # What nobody has found may make up for it.
            said = f"Asks for {gate.amount} {gate.unit}, and all these come to {most} at most."
            yield Fault(said, path, "Lower the total or add steps.")
        elif isinstance(gate, AtLeast) and gate.counting:
            most = _most(gate)
            said = f"Asks for at least {gate.count}, and of all these {most} count at most."
            yield Fault(said, path, "Lower the number, add a choice or let more count.")
        elif not isinstance(gate, AnyOf):
            said = "No steps meet all parts of this when none counts twice."
            yield Fault(said, path, "Ask for less, add a choice or let parts share.")


def _limits_nothing(gate: Gate, cap: Cap, path: str) -> Iterator[Fault]:
    gives: Mapping[str, Decimal] = {}
    if isinstance(gate, Total):
        both = zip(gate.of, gate.gives, strict=False)
        gives = {part.step: given for part, given in both if isinstance(part, Needs)}
    elif cap.at_most != int(cap.at_most):
        said = f"Parts are counted whole, so at most {cap.at_most} of them cannot be."
        yield Fault(said, f"{path}.at_most", f"Write {int(cap.at_most) or 1}.")
        return
    most = sum((gives.get(name, Decimal(not gives)) for name in cap.of), Decimal(0))
    if cap.of and cap.at_most >= most:
        what = f" {gate.unit}" if isinstance(gate, Total) else ""
        said = f"Lets at most {cap.at_most}{what} count, and these come to {most} only."
        yield Fault(said, f"{path}.at_most", "Lower it, or take this limit out.")


def _most(gate: AtLeast | Total) -> Decimal:
    """Return how much all steps together count, with the limits."""
    gives = {part: Decimal(1) for part in gate.of}
    if isinstance(gate, Total):
        gives = dict(zip(gate.of, gate.gives, strict=False))
    total = Decimal(0)
    for names, most in [(set(cap.of), cap.at_most) for cap in gate.counting]:
        inside = [part for part in gives if isinstance(part, Needs) and part.step in names]
        total += min(most, sum((gives.pop(part) for part in inside), Decimal(0)))
    return total + sum(gives.values())


def _twice(gate: Gate, path: str) -> Iterator[Fault]:
    parts = Counter(part.step for part in gate.of if isinstance(part, Needs))
    for name, count in parts.items():
        if count > 1:
            said = f"{name!r} stands here {count} times, and counts once."
            yield Fault(said, path, "Take it out where it is too many.")


def _apart(gate: Gate, path: str) -> Iterator[Fault]:
    if isinstance(gate, AnyOf | Total | Worked) or not (gate.apart or _shares(gate)):
        return
    if isinstance(gate, AllOf) and gate.apart and gate.share_at_most is not None:
        said = "Nothing may be shared (apart), and yet so much (share_at_most)."
        yield Fault(said, path, "Leave one of them out.")
    if isinstance(gate, AtLeast) and gate.counting:
        said = "Its parts are kept apart, and only so many of them count."
        yield Fault(said, path, "Put the limit into a part of its own.")
    asks = [ask_of(part) for part in gate.of]
    for place, (part, ask) in enumerate(zip(gate.of, asks, strict=True)):
        inside = _inside(gate, path, place)
        if ask is None:
            said = "What is kept apart must be a step, or so many or so much of steps."
            yield Fault(said, inside, "Name steps in it, without requirements inside it.")
        elif not isinstance(part, Needs):
            yield from _twice(part, inside)
    units = {ask.unit or "steps" for ask in asks if ask is not None}
    if len(units) > 1:
        said = f"Parts that are kept apart count in two units: {', '.join(sorted(units))}."
        yield Fault(said, path, "Ask for the same unit in all of them.")


def _shares(gate: Gate) -> bool:
    return isinstance(gate, AllOf) and gate.share_at_most is not None


def _of_sharing(pair: Sharing, steps: Mapping[str, Step], path: str) -> Iterator[Fault]:
    for place, name in enumerate(pair.between):
        if name not in steps:
            said = f"There is no step {name!r}."
            yield Fault(said, f"{path}.between[{place}]", did_you_mean(name, steps))
            return
    joint = joint_of(pair, steps)
    if steps[pair.parts[0]].requires == AllOf() or steps[pair.parts[1]].requires == AllOf():
        yield Fault("One of them requires nothing, so they share nothing.", path, "Name others.")
        return
    found = list(_apart(joint, path))
    for name in pair.between:
        asks = [ask for part in parts_of(steps[name]) if (ask := ask_of(part))]
        counts = Counter(step for ask in asks for step in ask.gives)
        if twice := next((step for step, count in counts.items() if count > 1), ""):
            said = f"{twice!r} may count twice for {name} alone."
            found.append(Fault(said, path, f"Keep the parts of {name} apart, in other steps."))
    if not found and is_too_large(joint):
        said = "They have so many parts that this cannot be worked out."
        found.append(Fault(said, path, "Take parts together in lists."))
    elif not found and not is_met(joint, set(steps_in(joint))):
        said = "No steps meet both of them when so few count for both."
        found.append(Fault(said, path, "Let more count for both."))
    yield from found


def _inside(gate: Gate, path: str, place: int) -> str:
    """Return the path of a part in a file, as it is mostly written."""
    word = {AllOf: ".all", AnyOf: ".any"}.get(type(gate), ".of")
    is_list = isinstance(gate, AllOf) and not has_limits(gate) and not (gate.source or gate.note)
    return f"{path}[{place}]" if is_list else f"{path}{word}[{place}]"
