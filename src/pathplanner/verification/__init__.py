"""Check a plan by the rules, with other code than the planner's.

`verify` derives everything anew from the pathway and the learner: it takes from
the plan only which steps are in it and on which days they start and finish.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pathplanner.errors import Fault
from pathplanner.model.learner import Learner
from pathplanner.model.offer import Taken
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan, Status
from pathplanner.verification.case import Case
from pathplanner.verification.checks_of_claims import claim_faults
from pathplanner.verification.checks_of_money import money_faults
from pathplanner.verification.checks_of_offers import offer_faults
from pathplanner.verification.checks_of_plan import (
    fallback_faults,
    front_faults,
    impossible_faults,
    plan_faults,
)
from pathplanner.verification.checks_of_steps import day_faults, set_faults, step_faults
from pathplanner.verification.checks_of_upkeep import held_faults, upkeep_faults
from pathplanner.verification.drafts import Draft, draft_faults, draft_of
from pathplanner.verification.moves import moved_steps

__all__ = ["verify"]

Check = Callable[[Draft], Iterator[Fault]]

CHECKS: dict[str, Check] = {
    "steps": set_faults,
    "steps[]": step_faults,
    "days": day_faults,
    "cost": money_faults,
    "renewals": upkeep_faults,
    "held": held_faults,
    "plan": plan_faults,
    "alternatives": front_faults,
    "fallback": fallback_faults,
    "claims": claim_faults,
    "offers": offer_faults,
}


def verify(plan: Plan, pathway: Pathway, learner: Learner | None = None) -> tuple[Fault, ...]:
    """Return every way in which the plan breaks the rules; nothing when it holds.

    Args:
        plan: What to check.
        pathway: What it was made from.
        learner: Whom it was made for; `plan.learner` when None.
    """
    who = learner or plan.learner
    held = {one.step for one in who.holds}
    again = frozenset(step.id for step in plan.steps if step.id in held)
    taken = tuple(Taken(one.id, one.offer.id, one.offer.where) for one in plan.steps if one.offer)
    case = Case(pathway, who, tuple(plan.goal), taken, again, moved_steps(pathway, who, plan))
    if plan.status is Status.IMPOSSIBLE:
        return tuple(impossible_faults(plan))
    found = list[Fault]()
    with _told(found, "plan"):
        found.extend(draft_faults(case, plan))
        draft = draft_of(case, plan)
        for path, check in CHECKS.items():
            with _told(found, path):
                found.extend(check(draft))
    return tuple(found)


@contextmanager
def _told(found: list[Fault], path: str) -> Iterator[None]:
    """Write down what goes wrong while a plan is looked at.

    One that was tampered with may hold any value at all, or be of another pathway: that is a
    fault of the plan, not of the check.
    """
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        found.append(Fault(f"could not be checked: {error}", path))
