"""The flags of `plan` that describe the learner, and how they override a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import evolve

from pathplanner.cli.faults import Faults
from pathplanner.errors import did_you_mean
from pathplanner.formats.forms import scalars as words
from pathplanner.model.learner import STATE, Attempt, Dropped, Held, Learner, Prefer, UnderWay

if TYPE_CHECKING:
    from datetime import date

S = TypeVar("S", Held, UnderWay, Attempt, Dropped)

_DATED = {"under_way": "began", "failed": "failed", "dropped": "was dropped"}
"""Flags of steps with days: what happened on that day."""


def _prefer(text: str) -> Prefer:
    if text not in list(Prefer):
        raise words.Misread(f"There is no preference {text!r}.", did_you_mean(text, Prefer))
    return Prefer(text)


def _state(text: str) -> str:
    if not STATE.fullmatch(text.upper()):
        raise words.Misread(f"{text!r} is not a state.", "Write country and state, such as US-TX.")
    return text.upper()


_SINGLE: dict[str, tuple[str, Callable[[str], Any]]] = {
    "name": ("name", str),
    "start": ("start", words.day),
    "hours": ("hours_per_week", words.decimal),
    "savings": ("savings", words.decimal),
    "monthly": ("monthly", words.decimal),
    "budget": ("budget", words.decimal),
    "deadline": ("deadline", words.day),
    "state": ("state", _state),
    "birth_date": ("birth_date", words.day),
    "prefer": ("prefer", _prefer),
}
"""Flags with one value: the learner's field, and what reads the text."""


def apply_flags(given: Mapping[str, Any], base: Learner, faults: Faults) -> Learner:
    """Return the learner with every flag in place; wrong flags are written down.

    Single values and the goal take the place of those in the file. Steps that are held,
    under way, failed, dropped, to avoid or to insist on are added to those in the file.
    """
    learner = base
    for flag, (name, parse) in _SINGLE.items():
        if given.get(flag) is not None:
            learner = _with_value(learner, name, parse, given[flag], f"--{flag}", faults)
    if given.get("recommended") is not None:
        learner = evolve(learner, recommended=given["recommended"])
    if goal := _split(given.get("goal", ()), "--goal", faults):
        learner = evolve(learner, goal=goal)
    avoid = _split(given.get("avoid", ()), "--avoid", faults)
    insist = _split(given.get("insist", ()), "--insist", faults)
    learner = evolve(learner, avoid=(*learner.avoid, *avoid), insist=(*learner.insist, *insist))
    return _with_steps(given, learner, faults)


def _with_value(
    learner: Learner, name: str, parse: Callable[[str], Any], text: str, flag: str, faults: Faults
) -> Learner:
    flag = flag.replace("_", "-")
    try:
        return evolve(learner, **{name: parse(text.strip())})
    except words.Misread as error:
        faults.add(error.message, flag, error.hint)
    except ValueError as error:
        message = str(error).removeprefix(f"{name} ")
        faults.add(f"{message[:1].upper()}{message[1:]}.", flag)
    return learner


def _with_steps(given: Mapping[str, Any], learner: Learner, faults: Faults) -> Learner:
    """Return the learner with what became of steps; the flags win over the file."""
    held: dict[str, Held] = {}
    for part in _split(given.get("have", ()), "--have", faults):
        step, equals, day = part.partition("=")
        since = _day(day, f"--have {step}", faults) if equals else None
        held[step.strip()] = Held(step.strip(), since)
    dated = {
        flag: list(_dated(given.get(flag, ()), f"--{flag.replace('_', '-')}", what, faults))
        for flag, what in _DATED.items()
    }
    begun, failed, dropped = ({step for step, _ in found} for found in dated.values())
    for step in sorted(set(held) & begun):
        faults.add(f"{step!r} cannot be both done and under way.", "--under-way", "Choose one.")

    def kept(old: Iterable[S], *settled: Iterable[str]) -> list[S]:
        return [one for one in old if one.step not in {step for names in settled for step in names}]

    return evolve(
        learner,
        holds=(*kept(learner.holds, begun, failed, dropped), *held.values()),
        under_way=(
            *kept(learner.under_way, held, begun, failed, dropped),
            *(UnderWay(step, day) for step, day in dated["under_way"]),
        ),
        failed=(
            *kept(learner.failed, held),
            *(Attempt(step, day) for step, day in dated["failed"]),
        ),
        dropped=(
            *kept(learner.dropped, held, begun),
            *(Dropped(step, day) for step, day in dated["dropped"]),
        ),
    )


def _dated(
    values: tuple[str, ...], flag: str, what: str, faults: Faults
) -> Iterator[tuple[str, date]]:
    """Yield the steps of a flag with their days; what has none is written down."""
    for part in _split(values, flag, faults):
        step, equals, day = part.partition("=")
        if not equals:
            faults.add(
                f"{step!r} has no day on which it {what}.", flag, f"Write {flag} {step}=2027-01-04."
            )
        elif found := _day(day, f"{flag} {step}", faults):
            yield step.strip(), found


def _day(text: str, flag: str, faults: Faults) -> date | None:
    try:
        return words.day(text.strip())
    except words.Misread as error:
        faults.add(error.message, flag, error.hint)
        return None


def _split(values: tuple[str, ...], flag: str, faults: Faults) -> tuple[str, ...]:
    """Return the parts of every value between its commas."""
    parts = [part.strip() for value in values for part in value.split(",")]
    if any(not part or part.startswith("=") for part in parts):
        faults.add("A step's name is missing.", flag, f"Write {flag} and a step.")
    return tuple(part for part in parts if part and not part.startswith("="))
