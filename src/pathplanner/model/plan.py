"""A plan: the chosen steps with dates, money and reasons; all that a renderer needs.

Words of scheduling: a step *starts* on a day and *finishes* on a day; the finish
is the first day on which the step counts as done, so the next step may start on
the finish of the one before, and an exam that takes no days of its own starts
and finishes on one day. *Slack* is how many days a step may slip before the
plan's finish slips; a step without slack is *critical*.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from attrs import evolve, frozen

from pathplanner.model.difference import Difference
from pathplanner.model.forecast import Forecast
from pathplanner.model.learner import Learner, Override, Prefer
from pathplanner.model.marks import Prose, StepId, steps_named
from pathplanner.model.occupation import Body, Occupation
from pathplanner.model.quantity import Duration, Estimate, Unknown
from pathplanner.model.refusal import Change, ChangePair, Reason
from pathplanner.model.requirement import Requirement
from pathplanner.model.source import Source
from pathplanner.model.step import CostKind, Exam, Kind, RenewalOption

ZERO = Decimal(0)


class Status(StrEnum):
    """How good the answer is."""

    OPTIMAL = "optimal"
    """Proved best by the rules."""
    FEASIBLE = "feasible"
    """It holds, but the time limit stopped the proof; see `Plan.bound`."""
    IMPOSSIBLE = "impossible"
    """No plan can hold; see `Plan.reasons` and `Plan.changes`."""


class WhyKind(StrEnum):
    """Why a step is in the plan."""

    GOAL = "goal"
    REQUIRED = "required"
    INSISTED = "insisted"
    SAVES_MONEY = "saves_money"
    SAVES_TIME = "saves_time"
    RECOMMENDED = "recommended"


@frozen
class SetAside:
    """An alternative that was not taken.

    Attributes:
        steps: Ids of the steps it would have taken instead.
        days: How many days later the plan would finish with it (negative: earlier);
            None when no plan holds with it.
        cost: How much more would be paid out of pocket (negative: less); None likewise,
            and when the two have different numbers of unknown prices.
    """

    steps: tuple[StepId, ...]
    days: int | None = None
    cost: Decimal | None = None


@frozen
class Why:
    """Why a step is in the plan.

    Attributes:
        kind: The rule that put it there.
        opens: Ids of the planned steps that need it.
        instead_of: The alternatives set aside in its favour.
        saved: What it saves out of pocket, when that is why it is there.
        by: Who recommends it, when that is why it is there.
    """

    kind: WhyKind
    opens: tuple[StepId, ...] = ()
    instead_of: tuple[SetAside, ...] = ()
    saved: Decimal = ZERO
    by: Prose = ""


@frozen
class FundingShare:
    """A part of a payment that a funding source pays."""

    funding: str
    amount: Decimal


@frozen
class Payment:
    """Money paid on one day.

    Attributes:
        on: The day.
        kind: What it is spent on.
        label: What exactly is bought.
        amount: Low, likely and high, after discounts; `UNKNOWN` when no price was found.
        full_price: The likely price before the discount, when one was used.
        discount: Id of the step that gave the discount.
        funded: Who else pays a part of the likely amount.
        out_of_pocket: The rest of the likely amount.
        note: What to know about it.
        source: Ids of the sources of the price.
    """

    on: date
    kind: CostKind
    label: Prose
    amount: Estimate | Unknown
    full_price: Decimal | None = None
    discount: StepId = ""
    funded: tuple[FundingShare, ...] = ()
    out_of_pocket: Decimal = ZERO
    note: Prose = ""
    source: tuple[str, ...] = ()


@frozen
class StepCost:
    """What a step costs until the goal is reached; unknown prices count as nothing.

    Attributes:
        low, likely, high: Sums of its payments.
        unknown: How many of its prices nobody has found; one paid again counts once.
    """

    low: Decimal = ZERO
    likely: Decimal = ZERO
    high: Decimal = ZERO
    unknown: int = 0


@frozen
class PlannedStep:
    """A step with its place in the plan; the facts are copied from the pathway.

    Attributes:
        number: Its number in the plan, from 1, the same in every output.
        start, finish: See the module's text.
        cost: Its price until the goal is reached.
        payments: The same, payment by payment.
        study_hours: Hours of study, rounded up; None when nobody has found them.
        hours_per_week: Weekly study hours while it lasts, rounded up to a tenth.
        length_unknown: True when nobody has found how long it takes; it is planned
            as if it took no time.
        why: Why it is in the plan.
        needs: Ids of the planned or held steps that satisfy its requirement.
        critical: True when the plan's finish slips as soon as this step does.
        slack: Days by which it may slip.
        under_way: True when it was begun before the plan's start.
        failed: The days on which it was tried before and not passed, in order.
        apply_by: The day by which to apply, when the pathway states one.
        age_assumed, state_assumed: True when a minimum age or a state was taken
            as fitting because the learner gave none.
    """

    id: str
    number: int
    title: Prose
    kind: Kind
    start: date
    finish: date
    cost: StepCost
    study_hours: int | None
    why: Why
    payments: tuple[Payment, ...] = ()
    hours_per_week: Decimal = ZERO
    length_unknown: bool = False
    needs: tuple[StepId, ...] = ()
    critical: bool = False
    slack: int = 0
    under_way: bool = False
    failed: tuple[date, ...] = ()
    apply_by: date | None = None
    minimum_age: int | None = None
    age_assumed: bool = False
    states: tuple[str, ...] = ()
    state_assumed: bool = False
    summary: Prose = ""
    stage: Prose = ""
    body: str = ""
    provider: Prose = ""
    duration: Duration | Unknown | None = None
    hours: Estimate | Unknown | None = None
    waiting: Duration | None = None
    exam: Exam | None = None
    occupation: str = ""
    pay: Estimate | None = None
    proof: Prose = ""
    url: str = ""
    note: Prose = ""
    source: tuple[str, ...] = ()


@frozen
class HeldStep:
    """A step that counts because the learner holds it (or it was waived).

    Attributes:
        id, title, kind: As in the pathway.
        since: The day it was finished, if known.
        opens: Ids of the planned steps that it satisfies, or makes cheaper.
        override: Who set it aside and why, when it is not really held.
        payments: Dues and renewal fees that keep it until the goal is reached.
    """

    id: str
    title: Prose
    kind: Kind
    since: date | None = None
    opens: tuple[StepId, ...] = ()
    override: Override | None = None
    payments: tuple[Payment, ...] = ()


@frozen
class DroppedStep:
    """A step that is not in the plan because it was given up on the day `on`."""

    id: StepId
    on: date


class UpkeepKind(StrEnum):
    """What falls due again and again."""

    RENEWAL = "renewal"
    DUES = "dues"


@frozen
class Upkeep:
    """A renewal or dues payment that falls due on a day.

    Attributes:
        step: Id of the step it keeps.
        kind: Renewal or dues.
        due: The day.
        options: The ways to renew; empty for dues.
        units: Units to earn in the period ending on `due`, for the option whose fee is
            given, all credentials of the body taken together; None when none.
        fee: Low, likely and high of the cheapest option or of the dues, after
            discounts; None when there is no fee; `UNKNOWN` when it was not found.
        credentials: Ids of the credentials of the body that the units are for.
        late_until: The last day within the grace period, when one is stated.
        late_fee: The fee for being late.
        counted: True when it falls due before the goal is reached, so that its fee
            is part of the plan's cost.
        note, source: As everywhere.
    """

    step: StepId
    kind: UpkeepKind
    due: date
    options: tuple[RenewalOption, ...] = ()
    units: int | None = None
    fee: Estimate | Unknown | None = None
    credentials: tuple[StepId, ...] = ()
    late_until: date | None = None
    late_fee: Estimate | Unknown | None = None
    counted: bool = False
    note: Prose = ""
    source: tuple[str, ...] = ()


@frozen
class PlanCost:
    """What the whole plan costs until the goal is reached.

    Attributes:
        currency: ISO 4217 code.
        low, likely, high: Sums of all payments, before funding.
        funded: The part of `likely` that funding pays.
        out_of_pocket: The rest of `likely`.
        unknown: How many prices nobody has found; they count as nothing here.
    """

    currency: str
    low: Decimal = ZERO
    likely: Decimal = ZERO
    high: Decimal = ZERO
    funded: Decimal = ZERO
    out_of_pocket: Decimal = ZERO
    unknown: int = 0


@frozen
class Alternative:
    """A point of the trade-off front: no plan is better on finish and cost together.

    Attributes:
        finish: When its goal is reached.
        out_of_pocket: What it costs the learner.
        steps: Ids of its steps in order.
        study_hours: Hours of study in all.
        unknown_prices, unknown_lengths: How many of each it contains. Routes with
            fewer count as cheaper, and as faster, than routes with more.
        chosen: True for the plan itself.
    """

    finish: date
    out_of_pocket: Decimal
    steps: tuple[StepId, ...]
    study_hours: int
    unknown_prices: int = 0
    unknown_lengths: int = 0
    chosen: bool = False


@frozen
class Exit:
    """A credential or job reached on the way: a place where one could stop.

    Attributes:
        step: Its id.
        on: When it is reached.
        spent: What has been paid out of pocket by then.
        occupation: SOC code of the job, when the pathway states one.
        pay: Yearly pay that a source states for it.
    """

    step: StepId
    on: date
    spent: Decimal
    occupation: str = ""
    pay: Estimate | None = None


@frozen
class NotTaken:
    """A recommendation that the plan does not follow.

    Attributes:
        step: Id of the step for which something is recommended.
        requirement: What is recommended.
        by: Who recommends it.
        note, source: As everywhere.
    """

    step: StepId
    requirement: Requirement
    by: Prose = ""
    note: Prose = ""
    source: tuple[str, ...] = ()


@frozen
class StepTitle:
    """The title of a step that the plan names without taking or counting it."""

    id: str
    title: Prose


@frozen
class PathwayFacts:
    """What a plan keeps of its pathway: what its steps and numbers refer to.

    Attributes:
        titles: The titles of the steps that the plan names and that are not among its own
            `steps` and `held`, in the order of the pathway.
        bodies, occupations, sources: Those that the plan refers to.
    """

    id: str
    title: Prose
    summary: Prose = ""
    language: str = "en"
    country: str = ""
    updated: date | None = None
    stages: tuple[Prose, ...] = ()
    occupations: tuple[Occupation, ...] = ()
    bodies: tuple[Body, ...] = ()
    sources: tuple[Source, ...] = ()
    titles: tuple[StepTitle, ...] = ()
    note: Prose = ""


@frozen
class Bound:
    """No plan finishes before `finish`, and none costs less than `out_of_pocket`."""

    finish: date
    out_of_pocket: Decimal


@frozen
class Plan:
    """A person's route with dates, money, upkeep, reasons and the facts behind it.

    Attributes:
        status: Whether it is proved best, only good, or impossible.
        objective: What "best" means here.
        pathway: What it keeps of its pathway; `sources` holds all that it refers to.
        learner: Whom it is for.
        goal: Ids of the steps to reach.
        start: The plan's first day.
        finish: When the goal is reached; None when impossible.
        study_hours: Hours of study in all, rounded up.
        cost: What it costs until then.
        steps: In order of number: by start, then finish, then the order in which
            they must come, then id.
        held: What the learner has already that counts.
        renewals: Renewals and dues by date, up to the horizon.
        alternatives: The trade-off front, earliest finish first, and the plan itself where
            its objective is neither time nor money.
        exits: Credentials and jobs on the way, in order.
        not_taken: Recommendations not followed.
        dropped: What is not in the plan because the learner gave it up.
        reasons: Why there is no plan, when impossible.
        changes: What would make one possible, when impossible.
        change_pairs: Two changes that would together, when no change would alone.
        bound: When `feasible`: the earliest finish and the lowest cost that could
            still exist.
        forecast: How sure its dates and costs are, when that was asked for.
        version: 1, and one more each time it was made anew from an older one.
        differences: What changed since the version before.
    """

    status: Status
    objective: Prefer
    pathway: PathwayFacts
    learner: Learner
    goal: tuple[StepId, ...]
    start: date
    finish: date | None
    study_hours: int
    cost: PlanCost
    steps: tuple[PlannedStep, ...] = ()
    held: tuple[HeldStep, ...] = ()
    renewals: tuple[Upkeep, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    exits: tuple[Exit, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()
    dropped: tuple[DroppedStep, ...] = ()
    reasons: tuple[Reason, ...] = ()
    changes: tuple[Change, ...] = ()
    change_pairs: tuple[ChangePair, ...] = ()
    bound: Bound | None = None
    forecast: Forecast | None = None
    version: int = 1
    differences: tuple[Difference, ...] = ()

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The title of each step that the plan names, by id."""
        pairs = [(one.id, one.title) for one in self.steps]
        pairs += [(one.id, one.title) for one in self.held]
        pairs += [(one.id, one.title) for one in self.pathway.titles]
        return MappingProxyType(dict(reversed(pairs)))


def with_titles(plan: Plan, known: Mapping[str, str]) -> Plan:
    """Return the plan with the title of each step that it names, and of no other.

    Args:
        plan: A plan, whose own steps have their titles.
        known: Titles of steps by id, in the order in which they are to stand.
    """
    own = {one.id for one in plan.steps} | {one.id for one in plan.held}
    named = steps_named(plan) - own
    titles = tuple(StepTitle(name, title) for name, title in known.items() if name in named)
    return evolve(plan, pathway=evolve(plan.pathway, titles=titles))
