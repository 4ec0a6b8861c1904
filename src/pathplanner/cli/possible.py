"""Whether what is to be recorded can be true."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from pathplanner.errors import Fault, InputError
from pathplanner.model.graph import is_met
from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.progress import Progress, ProgressKind, progress_of
from pathplanner.model.requirement import AllOf, Requirement

_DONE, _BEGUN, _FAILED, _DROPPED = ProgressKind

_SAID = {**{kind: kind.value for kind in ProgressKind}, _FAILED: "tried"}


def check(pathway: Pathway, learner: Learner, entry: Progress, *, anyway: bool) -> None:
    """Refuse an entry that cannot be true.

    Raises:
        InputError: It is recorded already, or goes against what is recorded; or what the
            step needs was not done by that day and `anyway` is false.
    """
    faults = list(_against(learner, entry))
    if not anyway and not faults and entry.kind is not _DROPPED:
        faults += _too_soon(pathway, learner, entry)
    if faults:
        raise InputError(faults)


def _against(learner: Learner, entry: Progress) -> Iterator[Fault]:
    hint = f"To change it, first: pathplanner undo {entry.step}."
    own = [old for old in progress_of(learner) if old.step == entry.step]
    for old in own:
        since = f" ({old.on})" if old.on else ""
        said = f"{entry.step} is recorded as {old.kind} already{since}."
        again = old.kind is entry.kind is _FAILED
        if old == entry or old.kind is _DONE or (old.kind is entry.kind and not again):
            yield Fault(said, "STEP", hint)
        elif old.on and entry.on and old.on > entry.on and not again:
            what = f"{entry.step} cannot be {_SAID[entry.kind]} on {entry.on}: "
            what += f"it was {_SAID[old.kind]} later"
            yield Fault(f"{what}, on {old.on}.", "--on", f"Give a day from {old.on} on.")


def _too_soon(pathway: Pathway, learner: Learner, entry: Progress) -> Iterator[Fault]:
    """Yield that what a step needs was not done by the day of the entry."""
    if any(item.step == entry.step for item in learner.under_way):
        return
    by = entry.on or date.max
    done = {one.step for one in learner.holds if one.since is None or one.since <= by}
    done |= {override.step for override in learner.overrides}
    needs = missing(pathway.by_id[entry.step].requires, done)
    if needs is None:
        return
    from pathplanner.cli.terminal.tree import in_words

    said = f"{entry.step} could not be {_SAID[entry.kind]} by {by}: it needs {in_words(needs)}"
    later = [one for one in learner.holds if one.since and one.since > by]
    told = "".join(f" ({one.step} was done on {one.since})" for one in later)
    hint = "Record that first, or add --anyway if it is so all the same."
    yield Fault(f"{said}{told}.", "STEP", hint)


def missing(requirement: Requirement, done: Collection[str]) -> Requirement | None:
    """Return what of a requirement is not met, or None when all is."""
    if is_met(requirement, done):
        return None
    if isinstance(requirement, AllOf):
        return AllOf(tuple(filter(None, (missing(part, done) for part in requirement.of))))
    return requirement
