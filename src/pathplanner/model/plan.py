"""A plan: the chosen steps, the whole of money and reasons; all that a renderer needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from attrs import evolve, frozen

from pathplanner.model.claims import Alternative, Claims, FactQuestion
from pathplanner.model.difference import Difference
from pathplanner.model.display import html_table
from pathplanner.model.evidence import NamedFact
from pathplanner.model.forecast import Forecast
from pathplanner.model.foreign import Foreign, still_said
from pathplanner.model.learner import Learner, Prefer
from pathplanner.model.marks import Prose, StepId, steps_named
from pathplanner.model.money import FirstPay, MayPay, Waiting
from pathplanner.model.occupation import Body, Occupation, Topic
from pathplanner.model.planned import (
    ZERO,
    DroppedStep,
    HeldStep,
    PlannedStep,
    StepCost,
    Upkeep,
)
from pathplanner.model.quantity import Estimate
from pathplanner.model.refusal import Change, ChangePair, Reason
from pathplanner.model.requirement import Requirement
from pathplanner.model.source import Source
from pathplanner.model.step import Kind
from pathplanner.model.waits import Assumption


class Status(StrEnum):
    """How good the answer is."""

    OPTIMAL = "optimal"
    """Proved best by the rules, and all that it claims holds whatever is not known."""
    OPEN = "open"
    """Proved best by what is known; a fact that nobody has found could change that, or
    break a limit. `Plan.claims` tells which."""
    FEASIBLE = "feasible"
    """It holds, but the time limit stopped the proof; see `Plan.bound`."""
    IMPOSSIBLE = "impossible"
    """No plan can hold; see `Plan.reasons` and `Plan.changes`."""


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
        facts: Those that its estimates come from; a fact of a step is named by its path.
        news: What changed since an older description of a planned step; `steps` names
            planned steps only.
        foreign: Its texts that are not in `language`, as nobody has translated them yet.
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
    facts: tuple[NamedFact, ...] = ()
    states: tuple[str, ...] = ()
    news: tuple[Topic, ...] = ()
    foreign: tuple[Foreign, ...] = ()


@frozen
class Bound:
    """No plan finishes before `finish`, and none costs less than `out_of_pocket`."""

    finish: date
    out_of_pocket: Decimal


@frozen
class Gap:
    """Two ways to the goal between which there may be more: the search stopped before it knew.

    They would be slower and cheaper than the one, and faster and dearer than the other. A way
    that is None is one for which it is not certain that none is faster, or none is cheaper.

    Attributes:
        faster, dearer: When the faster way finishes, and what it costs the learner.
        slower, cheaper: When the slower way finishes, and what it costs the learner.
    """

    faster: date | None = None
    dearer: Decimal | None = None
    slower: date | None = None
    cheaper: Decimal | None = None


@frozen(repr=False)
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
        steps: In order: by start, then finish, then the order in which they must come,
            then id. Their numbers are 1, 2, 3 in the first plan of a learner; later plans
            keep them, and new steps get new ones.
        held: What the learner has already that counts.
        renewals: Renewals and dues by date, up to the horizon.
        alternatives: The trade-off front, earliest finish first, and the plan itself where
            its objective is neither time nor money.
        exits: Credentials and jobs on the way, in order.
        not_taken: Recommendations not followed.
        dropped: What is not in the plan because the learner gave it up.
        assumptions: What was assumed because no source states it.
        reasons: Why there is no plan, when impossible.
        changes: What would make one possible, when impossible.
        change_pairs: Two changes that would together, when no change would alone.
        bound: When `feasible`: the earliest finish and the lowest cost that could
            still exist.
        gap: Where the trade-off front may not be all there; None when it is.
        claims: What holds whatever the facts are that nobody has found; None in a plan that
            is impossible or of an older version.
        paid: What the learner paid so far, out of their own pocket; `cost` is still to pay.
        first_pay: The first job, and when what was paid is earned back; None without a job.
        may_pay: Money from others that may pay prices that nobody has found.
        waiting: That and why it begins late, and what would let it begin now.
        fallback: The best way without the steps for which somebody must choose the learner;
            None where no such step is planned, and where no way holds without them.
        questions: The few facts that are worth asking for, what is most at stake first.
        forecast: How sure its dates and costs are, when that was asked for.
        version: 1, and one more each time it was made again from an older one.
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
    assumptions: tuple[Assumption, ...] = ()
    reasons: tuple[Reason, ...] = ()
    changes: tuple[Change, ...] = ()
    change_pairs: tuple[ChangePair, ...] = ()
    bound: Bound | None = None
    gap: Gap | None = None
    claims: Claims | None = None
    questions: tuple[FactQuestion, ...] = ()
    paid: Decimal = ZERO
    first_pay: FirstPay | None = None
    may_pay: tuple[MayPay, ...] = ()
    waiting: Waiting | None = None
    forecast: Forecast | None = None
    version: int = 1
    differences: tuple[Difference, ...] = ()
    fallback: Alternative | None = None

    def __repr__(self) -> str:
        return f"Plan({', '.join(self.goal)}: {self._in_short()})"

    def _repr_html_(self) -> str:
        goal = ", ".join(self.titles.get(name, name) for name in self.goal)
        rows = (
            (step.number, step.title, step.start, step.finish, _price(step.cost))
            for step in self.steps
        )
        heads = ("", "Step", "Start", "Finish", f"Cost ({self.cost.currency})")
        return html_table(f"{goal}: {self._in_short()}", heads, rows)

    def _in_short(self) -> str:
        if self.finish is None:
            why = ", ".join(dict.fromkeys(reason.kind for reason in self.reasons))
            return f"{self.status}, because of {why}" if why else self.status
        cost = f"{self.cost.currency} {self.cost.out_of_pocket:,}"
        unknown = f" + {self.cost.unknown} unknown" if self.cost.unknown else ""
        days = f"{self.start} to {self.finish}"
        return f"{self.status}, {days}, {len(self.steps)} steps, {cost}{unknown}"

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each step that has one on this plan or on one before it, by id."""
        known = {one.step: one.number for one in self.learner.numbers}
        return MappingProxyType(known | {one.id: one.number for one in self.steps})

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The title of each step that the plan names, by id."""
        pairs = [(one.id, one.title) for one in self.steps]
        pairs += [(one.id, one.title) for one in self.held]
        pairs += [(one.id, one.title) for one in self.pathway.titles]
        return MappingProxyType(dict(reversed(pairs)))


@frozen
class Reached:
    """One goal, and what the learner's best plan for it takes.

    Attributes:
        step: Its id.
        title: Its title.
        kind: What sort of thing it is.
        status: `impossible` when it is out of reach or not decided.
        held: Whether the learner has it already.
        undecided: Whether the effort was spent before a plan was found, so that there may be one.
        finish: When it is reached, or was; None when out of reach or not known.
        out_of_pocket: What the learner pays for it in all, as far as prices are known.
        unknown_prices, unknown_lengths: How many of its prices and times nobody has found.
        finish_not_before, cost_at_least: Whether the finish could be later, and the cost more,
            as something is not known.
        steps: How many steps the plan has.
        pay: Yearly pay that a source states for it, or for its occupation at the middle.
        by_others: Whether the plan counts on being chosen by others, such as an employer.
    """

    step: str
    title: str
    kind: Kind
    status: Status
    held: bool = False
    undecided: bool = False
    finish: date | None = None
    out_of_pocket: Decimal = ZERO
    unknown_prices: int = 0
    unknown_lengths: int = 0
    finish_not_before: bool = False
    cost_at_least: bool = False
    steps: int = 0
    pay: Estimate | None = None
    by_others: bool = False

    @property
    def in_reach(self) -> bool:
        """Whether the learner has it or a plan for it was found."""
        return self.status is not Status.IMPOSSIBLE


def _price(cost: StepCost) -> str:
    return f"{cost.likely:,}{f' + {cost.unknown} unknown' if cost.unknown else ''}"


def with_titles(plan: Plan, known: Mapping[str, str], names: Iterable[str] | None = None) -> Plan:
    """Return the plan with the title of each step that it names, and of no other.

    Likewise of the texts that nobody has translated it keeps those that it says.

    Args:
        plan: A plan, whose own steps have their titles.
        known: Titles of steps by id, in the order in which they are listed.
        names: The ids of all steps that it names, if they are known.
    """
    own = {one.id for one in plan.steps} | {one.id for one in plan.held}
    named = set(steps_named(plan) if names is None else names) - own
    titles = tuple(StepTitle(name, title) for name, title in known.items() if name in named)
    named_all = evolve(plan, pathway=evolve(plan.pathway, titles=titles))
    if not plan.pathway.foreign:
        return named_all
    foreign = still_said(plan.pathway.foreign, named_all)
    return evolve(named_all, pathway=evolve(named_all.pathway, foreign=foreign))
