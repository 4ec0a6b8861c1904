"""Which step is meant: it has an id, a title, and a number on the page of a plan.

A step may be named with its pathway, such as `medical-biller-and-coder/cpc`. Why: a
learner's file may be used with several pathways, and a goal says which one it is of. What
is done for one career is not a fault when another one is planned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from pathplanner.errors import Fault, InputError, did_you_mean
from pathplanner.model.learner import Learner, Numbered
from pathplanner.model.marks import steps_named
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan
from pathplanner.model.renaming import renamed
from pathplanner.model.step import Step

MARK = "/"

DONE = (
    "holds",
    "under_way",
    "failed",
    "dropped",
    "applied",
    "avoid",
    "facts",
    "paid",
    "proofs",
    "offers",
)
"""What a learner says of steps that may belong to another career."""


@frozen
class Joined:
    """Pathways as one.

    Attributes:
        names: What each is called: its name, its file, or its id.
        whole: All of them as one, in the language that was asked for.
        scopes: What may stand before the name of a step, with the pathway that it says.
        untranslated: Those that are in another language here, as they were written.
    """

    names: tuple[str, ...]
    whole: Pathway
    scopes: Mapping[str, Pathway]
    untranslated: tuple[Pathway, ...] = ()


def find_step(
    text: str, pathways: Joined, plan: Plan | None = None, numbers: Iterable[Numbered] = ()
) -> str | None:
    """Return the id of the step that a person means; None when there is no such step.

    Args:
        text: Its id, its id with its pathway, its title, a name that only its title holds
            (`GED`), or its number in the plan. Titles count in the language of the answer and
            in that of the pathway.
        pathways: The pathways that it is in.
        plan: The plan whose page has the number; without one a number says nothing.
        numbers: The numbers that the learner's steps have; they are the same on all pages.

    Raises:
        InputError: No step has such a number, or the page and the learner have another for it.
    """
    text = text.strip()
    scope, mark, name = text.rpartition(MARK)
    if mark and scope in pathways.scopes:
        name = pathways.scopes[scope].new_ids.get(name, name)
        if name in pathways.scopes[scope].by_id:
            return name
    if text in pathways.whole.by_id:
        return text
    if text in pathways.whole.new_ids:
        return pathways.whole.new_ids[text]
    if text.isascii() and text.isdigit():
        kept = {one.number: one.step for one in numbers if one.step in pathways.whole.by_id}
        if plan or kept:
            return _numbered(int(text), plan, kept)
    same, first = text.casefold(), [one for part in pathways.untranslated for one in part.steps]
    for steps in (pathways.whole.steps, first):
        for names in (_whole_names, names_in):
            found = {one.id for one in steps if same in names(one)}
            if found:
                return found.pop() if len(found) == 1 else None
    return None


def _whole_names(step: Step) -> set[str]:
    return {step.id.casefold(), step.title.casefold()}


def names_in(step: Step) -> set[str]:
    """Return the names that a step's title holds, in small letters.

    `High school diploma or GED` holds both; `CPC (Certified Professional Coder)` likewise.
    """
    parts = re.split(r"\(|\)|\bor?\b|/", step.title.casefold())
    return {part.strip(" ,") for part in parts} - {""}


def _numbered(number: int, plan: Plan | None, kept: Mapping[int, str]) -> str:
    known = {one: step for step, one in plan.numbers.items()} if plan else {}
    if number in known and known[number] == kept.get(number, known[number]):
        return known[number]
    if number in known:
        said = f"On the page of the plan, {number} is {known[number]}; "
        said += f"in what is kept of the learner, it is {kept[number]}."
        hint = "The page is of another plan. Give the id of the step."
        raise InputError([Fault(said, "step", hint)])
    if number in kept:
        return kept[number]
    last = max([*known, *kept], default=0)
    count = f"numbers 1 to {last}" if last else "no steps"
    hint = "Look at the page of the plan, or give the id of the step."
    raise InputError([Fault(f"The plan has {count}; there is no step {number}.", "step", hint)])


def need_step(
    text: str, pathways: Joined, plan: Plan | None = None, numbers: Iterable[Numbered] = ()
) -> str:
    """Return the id of the step that a person means; see `find_step`.

    Raises:
        InputError: There is no such step.
    """
    found = find_step(text, pathways, plan, numbers)
    if found is None:
        titles = {step.id: step.title for step in pathways.whole.steps}
        hint = did_you_mean(text, titles) or f"See: pathplanner show {pathways.names[0]}."
        said = f"The pathway {pathways.whole.id} has no step {text!r}."
        raise InputError([Fault(said, "step", hint)])
    return found


def plain_names(
    learner: Learner, scopes: Mapping[str, Pathway]
) -> tuple[Learner, tuple[Fault, ...]]:
    """Return a learner whose steps are named without their pathways, and what is wrong.

    A name with a pathway that is not among the scopes stays as it is.
    """
    if not any(MARK in name for name in steps_named(learner)):
        return learner, ()
    faults: list[Fault] = []

    def plain(name: str, path: str) -> str:
        scope, _, step = name.rpartition(MARK)
        if scope not in scopes:
            return name
        step = scopes[scope].new_ids.get(step, step)
        if step not in scopes[scope].by_id:
            hint = did_you_mean(step, scopes[scope].by_id)
            faults.append(Fault(f"There is no step {step!r} in {scope}.", path, hint))
        return step

    return renamed(learner, plain), tuple(faults)


def with_numbers(learner: Learner, pathway: Pathway, plan: Plan | None) -> Learner:
    """Return a learner with the numbers that steps of a pathway have on the page of a plan.

    What the learner has beats the page.
    """
    own = {one.step: one.number for one in learner.numbers if one.step in pathway.by_id}
    for step, number in plan.numbers.items() if plan else ():
        if step in pathway.by_id and step not in own and number not in own.values():
            own[step] = number
    return evolve(learner, numbers=own)


def elsewhere(learner: Learner, pathway: Pathway) -> Iterator[str]:
    """Yield the steps that a learner has done, begun or ruled out and that are not here."""
    for name in DONE:
        for item in getattr(learner, name):
            step = item if isinstance(item, str) else item.step
            if step not in pathway.by_id:
                yield step


def without(learner: Learner, steps: Iterable[str]) -> Learner:
    """Return a learner who says nothing of some steps."""
    gone = set(steps)
    kept: dict[str, Any] = {
        name: [
            item
            for item in getattr(learner, name)
            if (item if isinstance(item, str) else item.step) not in gone
        ]
        for name in DONE
    }
    return evolve(learner, **kept)
