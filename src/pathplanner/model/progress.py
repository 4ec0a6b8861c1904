"""What became of steps: what a learner has applied for, begun, done, failed or dropped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from attrs import evolve, field, frozen

from pathplanner.model.learner import Applied, Attempt, Dropped, Held, Learner, UnderWay


class ProgressKind(StrEnum):
    """What became of a step."""

    DONE = "done"
    BEGUN = "begun"
    FAILED = "failed"
    DROPPED = "dropped"
    APPLIED = "applied"


@frozen
class Progress:
    """What became of one step.

    Attributes:
        kind: What became of it.
        step: Its id, as the learner names it.
        on: The day; None where it is done since an unknown day.
        renewed, grade: Of what is done: when it was renewed, and its grade. Entries that differ
            in these alone are of one thing.
    """

    kind: ProgressKind
    step: str
    on: date | None = None
    renewed: date | None = field(default=None, eq=False)
    grade: str = field(default="", eq=False)


def progress_of(learner: Learner) -> Iterator[Progress]:
    """Yield all that a learner says of steps: done, begun, failed, dropped, applied for."""
    for held in learner.holds:
        yield Progress(ProgressKind.DONE, held.step, held.since, held.renewed, held.grade)
    for item in learner.under_way:
        yield Progress(ProgressKind.BEGUN, item.step, item.begun)
    for attempt in learner.failed:
        yield Progress(ProgressKind.FAILED, attempt.step, attempt.on)
    for dropped in learner.dropped:
        yield Progress(ProgressKind.DROPPED, dropped.step, dropped.on)
    for applied in learner.applied:
        yield Progress(ProgressKind.APPLIED, applied.step, applied.on)


def latest(entries: Iterator[Progress]) -> tuple[Progress, ...]:
    """Return the entries of the latest day; those without a day come before all others."""
    found = tuple(entries)
    last = max((entry.on or date.min for entry in found), default=None)
    return tuple(entry for entry in found if (entry.on or date.min) == last)


def settled_by(learner: Learner, entry: Progress, *, again: bool = False) -> tuple[Progress, ...]:
    """Return the entries that a new entry for their step ends.

    Failed attempts and applications stay for ever: they happened.

    Args:
        learner: The person.
        entry: The new entry.
        again: Whether the step counts for a time only, so that it may be done again.
    """
    ends = {ProgressKind.BEGUN, ProgressKind.DROPPED}
    if again and entry.kind is ProgressKind.DONE:
        ends.add(ProgressKind.DONE)
    if entry.kind is ProgressKind.APPLIED:
        ends = {ProgressKind.DROPPED}
    return tuple(
        old
        for old in progress_of(learner)
        if old.step == entry.step
        and old.kind in ends
        and not (old.kind is entry.kind is ProgressKind.DROPPED)
        and not (old.kind is entry.kind and not (old.on and entry.on and old.on < entry.on))
    )


def with_progress(learner: Learner, *entries: Progress) -> Learner:
    """Return the learner with more entries."""
    for entry in entries:
        if entry.kind is ProgressKind.DONE:
            held = Held(entry.step, entry.on, entry.renewed, grade=entry.grade)
            learner = evolve(learner, holds=(*learner.holds, held))
            continue
        assert entry.on is not None  # noqa: S101 - only what is done may have no day
        if entry.kind is ProgressKind.BEGUN:
            begun = (*learner.under_way, UnderWay(entry.step, entry.on))
            learner = evolve(learner, under_way=begun)
        elif entry.kind is ProgressKind.FAILED:
            learner = evolve(learner, failed=(*learner.failed, Attempt(entry.step, entry.on)))
        elif entry.kind is ProgressKind.APPLIED:
            learner = evolve(learner, applied=(*learner.applied, Applied(entry.step, entry.on)))
        else:
            learner = evolve(learner, dropped=(*learner.dropped, Dropped(entry.step, entry.on)))
    return learner


def without_progress(learner: Learner, *entries: Progress) -> Learner:
    """Return the learner without some entries."""
    gone = set(entries)
    done, begun, failed, dropped, applied = ProgressKind
    return evolve(
        learner,
        holds=[one for one in learner.holds if Progress(done, one.step, one.since) not in gone],
        under_way=[
            one for one in learner.under_way if Progress(begun, one.step, one.begun) not in gone
        ],
        failed=[one for one in learner.failed if Progress(failed, one.step, one.on) not in gone],
        dropped=[one for one in learner.dropped if Progress(dropped, one.step, one.on) not in gone],
        applied=[one for one in learner.applied if Progress(applied, one.step, one.on) not in gone],
    )
