"""The steps of a plan with their dates, payments and reasons, and what falls due later.

Words of scheduling: a step *starts* on a day and *finishes* on a day; the finish
is the first day on which the step counts as done, so the next step may start on
the finish of the one before, and an exam that takes no days of its own starts
and finishes on one day. *Slack* is how many days a step may slip before the
plan's finish slips; a step without slack is *critical*.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import field, frozen

from pathplanner.errors import Fault, InputError
from pathplanner.model.learner import Override
from pathplanner.model.marks import Prose, StepId
from pathplanner.model.offer import Offer
from pathplanner.model.price import CostKind, RenewalOption
from pathplanner.model.quantity import Duration, Estimate, Unknown
from pathplanner.model.requirement import Until
from pathplanner.model.step import Attendance, Exam, Kind
from pathplanner.model.waits import Wait
from pathplanner.model.when import When

ZERO = Decimal(0)


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
class TallyLimit:
    """Of some steps no more than so much counts.

    Attributes:
        at_most: How much.
        steps: Ids of the steps.
        title: What people call their list, if it has a name.
    """

    at_most: Decimal
    steps: tuple[StepId, ...]
    title: Prose = ""


@frozen
class Tally:
    """What counts for a requirement that adds up what steps give, or limits what counts.

    Attributes:
        asked: How much is asked for: of `unit`, or how many parts.
        counts: How much of it the plan has when the step starts.
        unit: Of what, such as `credits`; empty for parts.
        steps: Ids of the planned or held steps that are there for it.
        gives: How much each of them gives; empty for parts.
        of: Of how many parts or steps they are.
        title: What people call the list, if it has a name.
        limits: Of which steps no more than so much counts.
        shared: How much may count for two parts; None for any.
    """

    asked: Decimal
    counts: Decimal
    unit: str = ""
    steps: tuple[StepId, ...] = ()
    gives: tuple[Decimal, ...] = ()
    of: int = 0
    title: Prose = ""
    limits: tuple[TallyLimit, ...] = ()
    shared: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.unit and len(self.gives) != len(self.steps):
            said = f"{len(self.steps)} steps give {len(self.gives)} times, which must be as often."
            raise InputError([Fault(said, "gives")])


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


class RuleKind(StrEnum):
    """Whether a rule for some people holds for a learner (planning rule 20)."""

    HOLDS = "holds"
    """It does, and the step is planned by it."""
    NOT_KNOWN = "not-known"
    """It is not known, and the step is planned as if it did not."""
    LATER = "later"
    """It does not on the plan's first day, and does when the step starts."""
    NO_LONGER = "no-longer"
    """It does on the plan's first day, and does not when the step starts."""


@frozen
class ToldRule:
    """A rule for some people, and whether a step was planned by it."""

    when: When
    kind: RuleKind = field(converter=RuleKind)


@frozen
class TimeLimit:
    """A day by which a step must start or finish, as something runs out then.

    Attributes:
        step: Id of what runs out; empty for the time within which an exam must be taken.
        span: How long it counts.
        until: What must come by that day.
        last: The day.
    """

    step: StepId
    span: Duration
    until: Until
    last: date


@frozen
class HoursWorked:
    """Hours of work that a planned step asks for.

    Attributes:
        hours: How many.
        steps: Ids of the steps in which they are worked.
        on: The first day by which they are; None where they are asked for in a part of the
            requirement that is met by something else.
    """

    hours: Decimal
    steps: tuple[StepId, ...]
    on: date | None = None


@frozen
class PlannedStep:
    """A step with its place in the plan; the facts are copied from the pathway.

    Attributes:
        number: Its number, the same in every output, and in every later plan of the learner.
        start, finish: See the module's text.
        cost: Its price until the goal is reached.
        payments: The same, payment by payment.
        study_hours: Hours of study, rounded up; None when nobody has found them.
        hours_per_week: Weekly study hours while it lasts, rounded up to a tenth.
        length_unknown: True when nobody has found how long it takes; it is planned
            as if it took no time.
        why: Why it is in the plan.
        needs: Ids of the planned or held steps that satisfy its requirement.
        beside: Those of them that are planned and need only be begun when it starts.
        same_day: Those of these that start on the same day.
        maximum_age: As in the pathway.
        rules: What holds for some people only, and whether it holds here.
        term: What people call the term on whose first day it starts.
        chosen_by: Who must choose the learner for it, so that nobody can count on it.
        state: Where the learner lives when it begins, where they move and it hangs on that.
        critical: True when the plan's finish slips as soon as this step does.
        slack: Days by which it may slip.
        before, after: What is waited for before it starts and until it counts, with what was
            assumed; its last day of work, study or an exam is `finish` less what is `after`.
        work_hours: Weekly hours of work while it lasts; None when nobody has found them.
        under_way: True when it was begun before the plan's start.
        failed: The days on which it was tried before and not passed, in order.
        apply_by: The day by which to apply, when the pathway states one and nobody did.
        applied: The day on which the learner applied, if that is told.
        limits: What runs out, and by when it must start or finish for that.
        ran_out: The last day on which it counted, where it was held before.
        valid_for: How long it counts once it is done, if not for ever.
        age_assumed, state_assumed: True when a minimum age or a state was taken
            as fitting because the learner gave none.
        minimum: The least grade that planned steps ask for of it; any when empty.
        grade: The grade with which it is held and which is too low, so that it is taken again.
        tallies: What counts for its requirement, where that adds up or limits what counts.
        offer: Where it is taken, with that provider's prices, length and days; None where
            no offer is known.
        other_offers: A few of the others among which the plan chose.
        open_ended: True when it goes on until the hours of work that are asked of it are worked.
        shares_days: True when it begins and ends at an hour, so that several fit in a day.
        worked: The hours of work that it asks for itself.
        stops: Ids of the planned steps that stand still while it runs.
        not_with: Ids of the planned steps with which it may not run at the same time.
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
    applied: date | None = None
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
    before: tuple[Wait, ...] = ()
    after: tuple[Wait, ...] = ()
    credits: Estimate | Unknown | None = None
    contact_hours: Estimate | Unknown | None = None
    attendance: Attendance | None = None
    work_hours: Estimate | Unknown | None = None
    exam: Exam | None = None
    occupation: str = ""
    pay: Estimate | None = None
    proof: Prose = ""
    url: str = ""
    note: Prose = ""
    source: tuple[str, ...] = ()
    minimum: str = ""
    grade: str = ""
    tallies: tuple[Tally, ...] = ()
    offer: Offer | None = None
    other_offers: tuple[Offer, ...] = ()
    limits: tuple[TimeLimit, ...] = ()
    ran_out: date | None = None
    valid_for: Duration | None = None
    open_ended: bool = False
    worked: tuple[HoursWorked, ...] = ()
    stops: tuple[StepId, ...] = ()
    not_with: tuple[StepId, ...] = ()
    beside: tuple[StepId, ...] = ()
    same_day: tuple[StepId, ...] = ()
    maximum_age: int | None = None
    rules: tuple[ToldRule, ...] = ()
    term: Prose = ""
    chosen_by: Prose = ""
    shares_days: bool = False
    state: str = ""


@frozen
class HeldStep:
    """A step that counts because the learner holds it (or it was waived).

    Attributes:
        id, title, kind: As in the pathway.
        since: The day it was finished, if known.
        opens: Ids of the planned steps that it satisfies, or makes cheaper.
        override: Who set it aside and why, when it is not really held.
        payments: Dues and renewal fees that keep it until the goal is reached.
        minimum: The least grade that planned steps ask for of it; any when empty.
        grade: The grade that the learner told; where none is, it is taken to be enough.
        ran_out: The last day on which it could be renewed, where that is over and nothing is
            told of a renewal; it counts as renewed.
        undated: Whether it could run out, but nobody knows since when it is held.
    """

    id: str
    title: Prose
    kind: Kind
    since: date | None = None
    opens: tuple[StepId, ...] = ()
    override: Override | None = None
    payments: tuple[Payment, ...] = ()
    minimum: str = ""
    grade: str = ""
    ran_out: date | None = None
    undated: bool = False


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
