"""What was recorded of a step, in a sentence."""

from __future__ import annotations

from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import format_date
from pathplanner.model.plan import Plan
from pathplanner.model.progress import Progress, ProgressKind


def recorded(entry: Progress, name: str) -> str:
    """Return what was recorded."""
    words = {
        ProgressKind.DONE: _("Done on {day}: {name}."),
        ProgressKind.BEGUN: _("Begun on {day}: {name}."),
        ProgressKind.FAILED: _("Not passed on {day}: {name}."),
        ProgressKind.DROPPED: _("Dropped on {day}: {name}."),
        ProgressKind.APPLIED: _("Applied for on {day}: {name}."),
    }[entry.kind]
    return words.format(day=_day(entry), name=name)


def taken_back(entry: Progress, name: str) -> str:
    """Return what was taken back."""
    words = {
        ProgressKind.DONE: _("Taken back: done on {day}: {name}."),
        ProgressKind.BEGUN: _("Taken back: begun on {day}: {name}."),
        ProgressKind.FAILED: _("Taken back: not passed on {day}: {name}."),
        ProgressKind.DROPPED: _("Taken back: dropped on {day}: {name}."),
        ProgressKind.APPLIED: _("Taken back: applied for on {day}: {name}."),
    }[entry.kind]
    return words.format(day=_day(entry), name=name)


def step_name(step: str, title: str, plan: Plan) -> str:
    """Return a step by its number on the page, if it has one, its title and its id."""
    number = next((one.number for one in plan.steps if one.id == step), None)
    if number is None:
        return _("“{title}” ({step})").format(title=title, step=step)
    return _("step {number}, “{title}” ({step})").format(number=number, title=title, step=step)


def _day(entry: Progress) -> str:
    return format_date(entry.on) if entry.on else _("an unknown day")
