"""The flags of `plan` that describe the learner, and how they override a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve

from pathplanner.cli.faults import Faults
from pathplanner.errors import did_you_mean
from pathplanner.formats import words
from pathplanner.model.learner import Held, Learner, Prefer, UnderWay

if TYPE_CHECKING:
    from datetime import date

_STATE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


def _prefer(text: str) -> Prefer:
    if text not in list(Prefer):
        raise words.Misread(f"There is no preference {text!r}.", did_you_mean(text, Prefer))
    return Prefer(text)


def _state(text: str) -> str:
    if not _STATE.fullmatch(text.upper()):
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
    under way, to avoid or to insist on are added to those in the file.
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
    """Return the learner with what is held and under way; the flags win over the file."""
    held: dict[str, Held] = {}
    begun: dict[str, UnderWay] = {}
    for part in _split(given.get("have", ()), "--have", faults):
        step, equals, day = part.partition("=")
        since = _day(day, f"--have {step}", faults) if equals else None
        held[step.strip()] = Held(step.strip(), since)
    for part in _split(given.get("under_way", ()), "--under-way", faults):
        step, equals, day = part.partition("=")
        if not equals:
            hint = f"Write --under-way {step}=2027-01-04."
            faults.add(f"{step!r} has no day on which it began.", "--under-way", hint)
        elif found := _day(day, f"--under-way {step}", faults):
            begun[step.strip()] = UnderWay(step.strip(), found)
    for step in sorted(set(held) & set(begun)):
        faults.add(f"{step!r} cannot be both done and under way.", "--under-way", "Choose one.")
    return evolve(
        learner,
        holds=(*(one for one in learner.holds if one.step not in begun), *held.values()),
        under_way=(
            *(one for one in learner.under_way if one.step not in {*held, *begun}),
            *begun.values(),
        ),
    )


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
