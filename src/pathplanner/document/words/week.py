"""What is said of hours a week that are not always the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import format_date, format_hours
from pathplanner.model.learner import Learner


def hours_of_work(hours: Decimal, where: str) -> str:
    """Return that so many hours are to be worked, and in which steps."""
    return _("{hours} of work in {steps}").format(hours=format_hours(hours), steps=where)


def hours_now(learner: Learner) -> Decimal:
    """Return the hours of study a week as the plan begins."""
    begun = [one for one in learner.hours if one.from_ and one.from_ <= learner.start]
    last = max(begun, key=lambda one: str(one.from_), default=None)
    return last.per_week if last else learner.hours_per_week


def hours_at_most(learner: Learner) -> Decimal:
    """Return the most hours of study in a week of the plan, own hours of steps aside."""
    later = [one.per_week for one in learner.hours if one.from_ and one.from_ > learner.start]
    return max([hours_now(learner), *later])


def other_hours(learner: Learner, title: Callable[[str], str]) -> Iterator[str]:
    """Yield a sentence for each time, and for each step, that has other hours a week."""
    turns = [one for one in learner.hours if one.from_ and one.from_ > learner.start]
    for one in sorted(turns, key=lambda one: str(one.from_)):
        if one.from_:
            words = _("From {day} on you study up to {hours} a week.")
            yield words.format(day=format_date(one.from_), hours=format_hours(one.per_week))
    for one in learner.hours:
        if one.step:
            words = _("You keep {hours} a week for {step} alone.")
            yield words.format(hours=format_hours(one.per_week), step=title(one.step))


def hours_to_work(hours: Decimal, where: str, on: date | None) -> str:
    """Return when so many hours of work are worked, for who asks for them."""
    if on is None:
        return _("{hours} in {steps}").format(hours=format_hours(hours), steps=where)
    words = _("{hours} in {steps}; as planned, you have them by {day}")
    return words.format(hours=format_hours(hours), steps=where, day=format_date(on))


def goes_on() -> str:
    """Return how long a step lasts that ends when its hours of work are worked."""
    return _("until you have worked the hours that later steps ask for")


def stands_still(steps: str) -> str:
    """Return that one does not work in some steps while another runs."""
    return _("While it lasts you do not work in {steps}; no hours are counted there.").format(
        steps=steps
    )


def not_together(steps: str) -> str:
    """Return that a step and some others may not run at the same time."""
    return _("It cannot run at the same time as {steps}.").format(steps=steps)
