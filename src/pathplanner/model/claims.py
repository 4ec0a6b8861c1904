"""What a plan claims whatever the facts are that nobody has found, and what is worth asking."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import frozen

from pathplanner.model.coerce import Word
from pathplanner.model.marks import Prose, StepId
from pathplanner.model.moves import Moved
from pathplanner.model.offer import Taken
from pathplanner.model.quantity import Unit


@frozen
class Alternative:
    """A way to the goal: a point of the trade-off front, or one that could be better.

    Attributes:
        finish: When its goal is reached.
        out_of_pocket: What it costs the learner.
        steps: Ids of its steps in order.
        study_hours: Hours of study in all.
        unknown_prices, unknown_lengths: How many of each it contains. Routes with
            fewer count as cheaper, and as faster, than routes with more.
        chosen: True for the plan itself.
        offers: The offers that it takes for its steps.
        moved: The steps that hang on where the learner lives and begin after a move.
    """

    finish: date
    out_of_pocket: Decimal
    steps: tuple[StepId, ...]
    study_hours: int
    unknown_prices: int = 0
    unknown_lengths: int = 0
    chosen: bool = False
    offers: tuple[Taken, ...] = ()
    moved: tuple[Moved, ...] = ()


@frozen
class Claims:
    """What holds whatever the unknown facts are (planning rule 12).

    A claim is True where it holds whatever they are, False where it is open, and None where
    the learner did not ask for it.

    Attributes:
        best: Whether no way is better by what is wished for.
        in_time: Whether the deadline is kept.
        within_budget: Whether the budget is.
        affordable: Whether the savings pay all of it in time.
        finish_not_before: Whether the finish is only the earliest that can be.
        cost_at_least: Whether the sums of money are only the least that can be.
        hours_at_least: Whether the study hours are.
        finish_about, cost_about: Whether they rest on estimates.
        finish_low, finish_high: When the same steps end if all their times are at the low, and
            at the high, end of what is known of them; None when that is `Plan.finish`.
        unknown: The facts of the plan that nobody has found, by their paths.
        could_be_better: Ways that would be better by what is wished for if what is not known
            of them were nothing; the best first.
    """

    best: bool = True
    in_time: bool | None = None
    within_budget: bool | None = None
    affordable: bool | None = None
    finish_not_before: bool = False
    cost_at_least: bool = False
    hours_at_least: bool = False
    finish_about: bool = False
    cost_about: bool = False
    finish_low: date | None = None
    finish_high: date | None = None
    unknown: tuple[str, ...] = ()
    could_be_better: tuple[Alternative, ...] = ()

    @property
    def hold(self) -> bool:
        """Whether all that is claimed holds whatever the unknown facts are."""
        return self.best and False not in (self.in_time, self.within_budget, self.affordable)


class Tip(Word):
    """What changes where a fact passes its tipping value."""

    OTHER = "other"
    """Another way is best."""
    LATER = "later"
    """The same way ends later, as it cannot be paid in time."""
    NONE = "none"
    """No way holds any more."""


@frozen
class FactQuestion:
    """A fact that is open or estimated, and the value at which the choice tips.

    Attributes:
        step: Id of the step it is about.
        fact: What of it, such as `costs.tuition`, `study_hours` or `duration`: with the step
            the path that `pathplanner found` takes.
        tips_at: The value at which the choice tips: an amount of money, hours, or a count
            of `unit`. At that value the choice is the plan's own.
        above: Whether another choice is best above that value, or else below it.
        tip: What changes then.
        instead: The steps of the way that is best then; none where no way holds.
        rival: Whether the fact is one of another way that could be better, and not of the plan.
        unit: The unit of a length; None for money and hours.
        low, high: What it may be, where it is estimated; None where nothing is known.
        days, money: What is at stake: by how much that way is later and dearer than the plan,
            as far as it is known, and with the fact at its best, or worst, for it.
        body, provider, url: Whom to ask.
    """

    step: StepId
    fact: str
    tips_at: Decimal
    above: bool
    tip: Tip
    instead: tuple[StepId, ...] = ()
    rival: bool = False
    unit: Unit | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    days: int = 0
    money: Decimal = Decimal(0)
    body: str = ""
    provider: Prose = ""
    url: str = ""

    @property
    def path(self) -> str:
        """The step and what of it, such as `cpc.costs.exam`."""
        return f"{self.step}.{self.fact}"
