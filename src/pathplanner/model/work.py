"""Steps in which one works as long as hours are asked for: what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pathplanner.errors import Fault
from pathplanner.model.quantity import Estimate
from pathplanner.model.requirement import Worked, hours_in
from pathplanner.model.step import Step

OF_ITS_OWN = ("duration", "study_hours", "credits", "contact_hours", "after", "dues", "renewal")
"""What an open-ended step does not have, as its end comes from hours of work."""


def faults_of(step: Step, path: str) -> Iterator[Fault]:
    """Yield what is wrong with a step that goes on until its hours are worked."""
    if step.id in (*step.stops, *step.not_with):
        field = "stops" if step.id in step.stops else "not_with"
        yield Fault("A step cannot name itself here.", f"{path}.{field}", "Take it out.")
    if not step.open_ended:
        return
    hours = step.work_hours
    if not isinstance(hours, Estimate) or not hours.likely:
        said = "A step that is open-ended says how many hours a week one works in it."
        yield Fault(said, f"{path}.open_ended", "Add work_hours, such as 40.")
    for field in OF_ITS_OWN:
        if getattr(step, field):
            said = f"A step that is open-ended has no {field}: it ends when its hours are worked."
            yield Fault(said, f"{path}.{field}", "Take it out, or open_ended.")


def faults_among(steps: Mapping[str, Step]) -> Iterator[Fault]:
    """Yield where hours are asked of steps, or steps stopped, that are not open-ended."""
    for step in steps.values():
        where = f"steps.{step.id}"
        asked = [(f"{where}.requires", need) for need in hours_in(step.requires)]
        for place, advice in enumerate(step.recommends):
            path = f"{where}.recommends[{place}]"
            asked += [(path, need) for need in hours_in(advice.requirement)]
        for path, need in asked:
            yield from _not_open(steps, need, path)
        for place, name in enumerate(step.stops):
            if name in steps and not steps[name].open_ended:
                said = f"{name} is not open-ended, so nothing can make it stand still."
                yield Fault(said, f"{where}.stops[{place}]", "Write open_ended: true on it.")


def _not_open(steps: Mapping[str, Step], need: Worked, path: str) -> Iterator[Fault]:
    for part in need.of:
        if part.step in steps and not steps[part.step].open_ended:
            said = f"Hours are asked of {part.step}, which is not open-ended."
            yield Fault(said, path, "Write open_ended: true on it, and its work_hours.")
