"""Steps named by the number that they have on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathplanner.model.plan import Plan


def by_number(text: str, plan: Plan, hint: str) -> str | None:
    """Return the id of the step of a plan with a number, or None when the text is no number.

    Raises:
        InputError: The plan has no such number; `hint` says what to do.
    """
    from pathplanner.errors import Fault, InputError

    if not (text.isascii() and text.isdigit()):
        return None
    numbers = {step.number: step.id for step in plan.steps}
    if int(text) in numbers:
        return numbers[int(text)]
    count = f"numbers 1 to {len(numbers)}" if numbers else "no steps"
    raise InputError([Fault(f"The plan has {count}; there is no step {text}.", "STEP", hint)])
