"""Why no plan holds: the limits that are in the way, and no others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pathplanner as pp
from pathplanner.model.refusal import ReasonKind as Kind

EXAM = pp.Step("exam", "Exam", duration=pp.Duration.exactly(100), costs=(pp.Cost("exam", 500),))
SLOW = pp.Step("slow", "Slow", duration=pp.Duration.exactly(900), costs=(pp.Cost("fee", 100),))


def refused(*steps: pp.Step, **limits: Any) -> pp.Plan:
    """Return the plan to the last of some steps, which must be impossible."""
    pathway = pp.Pathway("p", "P", steps, destinations=(steps[-1].id,))
    plan = pp.plan(pathway, pp.Learner(start="2027-01-04", **limits))
    assert plan.status is pp.Status.IMPOSSIBLE
    return plan


def test_a_limit_that_could_be_kept_is_no_reason() -> None:
    """Only the budget and the savings are too small; the deadline is years away."""
    plan = refused(EXAM, budget=300, savings=0, deadline="2033-12-31")
    assert [reason.kind for reason in plan.reasons] == [Kind.BUDGET, Kind.SAVINGS]
    assert (plan.reasons[0].have, plan.reasons[0].need) == (Decimal(300), Decimal(500))
    assert plan.changes == ()


def test_limits_of_which_one_must_go_are_all_told_with_what_each_would_have_to_be() -> None:
    """The fast way is too dear and the cheap one too slow."""
    job = pp.Step("job", "Job", requires=pp.AnyOf((pp.Needs("exam"), pp.Needs("slow"))))
    plan = refused(EXAM, SLOW, job, budget=300, deadline="2027-12-31")
    late, dear = plan.reasons
    assert (late.kind, late.need_date) == (Kind.DEADLINE, date(2029, 6, 22))
    assert (dear.kind, dear.need) == (Kind.BUDGET, Decimal(500))


def test_limits_that_must_all_go_are_all_told() -> None:
    """Where several limits stand in the way, each is a reason."""
    plan = refused(EXAM, budget=300, savings=0, deadline="2027-02-01")
    assert [reason.kind for reason in plan.reasons] == [Kind.DEADLINE, Kind.BUDGET, Kind.SAVINGS]
    assert plan.reasons[0].need_date == date(2027, 4, 14)
