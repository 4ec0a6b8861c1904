"""PP205: renewals whose parts do not agree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pathplanner.linting.findings import Finding
from pathplanner.linting.rules import found
from pathplanner.model.occupation import Body
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration
from pathplanner.model.requirement import steps_in
from pathplanner.model.step import Renewal, Step

_DAY = date(2000, 1, 1)
"""Spans are compared from this day on, since months have no fixed length."""


def inconsistent_renewals(pathway: Pathway, _: date) -> Iterator[Finding]:
    """Yield renewals that contradict themselves, the body's totals or the steps before."""
    bodies = {body.id: body for body in pathway.bodies}
    for body in pathway.bodies:
        if list(body.unit_totals) != sorted(body.unit_totals):
            said = "Holding one more credential asks for fewer units in all."
            yield found("PP205", f"bodies.{body.id}.unit_totals", said)
    for step in pathway.steps:
        if step.renewal is None:
            continue
        where = f"steps.{step.id}.renewal"
        yield from _within(step.renewal, where)
        yield from _of_body(step, step.renewal, bodies.get(step.body), where)
        yield from _counted(step, step.renewal, pathway, where)


def _within(renewal: Renewal, where: str) -> Iterator[Finding]:
    if renewal.grace and not _is_shorter(renewal.grace, renewal.every):
        yield found("PP205", f"{where}.grace", "One can be late for a whole period or more.")
    asked = [option.units for option in renewal.options if option.units is not None]
    if renewal.first_units is not None and not asked:
        said = "The first period asks for units, and those after it for none."
        yield found("PP205", f"{where}.first_units", said)


def _of_body(step: Step, renewal: Renewal, body: Body | None, where: str) -> Iterator[Finding]:
    """Yield units below what the body asks of those who hold one credential."""
    least = body.unit_totals[0] if body and body.unit_totals else 0
    for place, option in enumerate(renewal.options):
        if option.units is not None and 0 < option.units < least:
            said = f"{option.units} units are fewer than the {least} that {step.body} asks for one."
            yield found("PP205", f"{where}.options[{place}].units", said)


def _counted(step: Step, renewal: Renewal, pathway: Pathway, where: str) -> Iterator[Finding]:
    """Yield a period counted from a step that does not come before."""
    start = renewal.counts_from
    if start and start not in _before(step, pathway):
        said = f"The periods are counted from {start}, which does not come before this step."
        yield found("PP205", f"{where}.counts_from", said)


def _before(step: Step, pathway: Pathway) -> set[str]:
    """Return the steps that can come before a step: what it requires, and so on."""
    found: set[str] = set()
    waiting = [*steps_in(step.requires), *step.supersedes]
    while waiting:
        name = waiting.pop()
        if name not in found and name in pathway.by_id:
            found.add(name)
            waiting += [*steps_in(pathway.by_id[name].requires), *pathway.by_id[name].supersedes]
    return found


def _is_shorter(one: Duration, other: Duration) -> bool:
    return one.after(_DAY) < other.after(_DAY)
