"""How long what a requirement names counts (rule 16), for an integer program.

Written from the rules page alone. Of held steps that run out it knows nothing, so it is asked
about cases without these.
"""

from __future__ import annotations

from collections.abc import Iterator

from cpsat_question import Question

from pathplanner.model.graph import is_met
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration
from pathplanner.model.requirement import Needs
from pathplanner.model.step import Step


def limits(pathway: Pathway, need: Needs) -> Iterator[tuple[Duration, bool]]:
    """Yield spans after a planned step's finish; the finish must come, too, where that is true."""
    if need.within is not None:
        yield need.within, need.until == "finish"
    named = pathway.by_id[need.step]
    if named.valid_for is not None and named.renewal is None:
        yield named.valid_for, need.current


def must_be_taken_in_time(step: Step, case: Question) -> bool:
    """Tell whether the time within which an exam is taken counts from a planned step."""
    if step.exam is None or step.exam.schedule_within is None or step.id in case.again:
        return False
    return not is_met(case.requirement(step), set(case.held))


def until_approved(step: Step) -> Iterator[Duration]:
    """Yield what is waited for, one after the other, until an exam may be taken."""
    told = [wait.span for wait in step.before if wait.kind not in ("revision", "booking")]
    yield from (span for span in (step.waiting, *told) if isinstance(span, Duration))
