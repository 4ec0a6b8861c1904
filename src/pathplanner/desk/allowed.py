"""What one person's plan comes to with what is allowed to them of what all share."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from pathplanner.desk.case import Case, open_case
from pathplanner.desk.pathways import Shelf, Source
from pathplanner.desk.plans import make
from pathplanner.desk.request import Request
from pathplanner.errors import Fault, InputError
from pathplanner.formats.people import file_name
from pathplanner.model.learner import Funding, FundingKind
from pathplanner.model.limits import Purse, Seat
from pathplanner.model.office import Office
from pathplanner.model.plan import Plan

MOST_OPTIONS = 60
"""More options than this are not looked at for one person."""

CENTS = 100
EMPTY = Decimal()


@frozen
class Allowed:
    """What a person may have of what is shared.

    Attributes:
        purses: How much of each purse, by its name.
        seats: The days on which there is a seat, by step; only of steps whose seats are shared.
    """

    purses: Mapping[str, Decimal] = field(factory=dict)
    seats: Mapping[str, tuple[date, ...]] = field(factory=dict)


@frozen
class Outcome:
    """What a plan comes to with what is allowed.

    Attributes:
        finish: When the goal is reached; None without a plan.
        days: From the first day to then.
        own: What the person pays.
        purses: How much the plan takes of each purse.
        seats: The day on which it takes a seat, by step.
        steps: The steps whose seats are shared and that their pathways have.
        currency: Of the money.
    """

    finish: date | None = None
    days: int = 0
    own: Decimal = EMPTY
    purses: Mapping[str, Decimal] = field(factory=dict)
    seats: Mapping[str, date] = field(factory=dict)
    steps: tuple[str, ...] = ()
    currency: str = ""

    @property
    def uses(self) -> dict[str, int]:
        """How much it takes of each thing, by its name; money in hundredths."""
        money = {purse_key(name): int(sum_ * CENTS) for name, sum_ in self.purses.items()}
        return money | {seat_key(step, day): 1 for step, day in self.seats.items()}

    @property
    def worth(self) -> tuple[int, int, int]:
        """What is to be little: being without a plan, days, and own money."""
        if self.finish is None:
            return 1, 0, 0
        return 0, self.days, int(self.own * CENTS)


@frozen
class Sharer:
    """Somebody of those who share.

    Attributes:
        key: What they are called among the others.
        request: Their plan.
    """

    key: str
    request: Request


@frozen
class Try:
    """Somebody, with what is allowed to them; or with what others leave them, in all ways."""

    who: Sharer
    allowed: Allowed


def with_allowed(case: Case, office: Office, key: str, allowed: Allowed) -> Case:
    """Return the case of a person with what they may have of what is shared.

    Raises:
        InputError: They have money of their own that is called like a purse.
    """
    learner = case.learner
    own = {fund.name for fund in learner.funding}
    funds, faults = [], []
    for purse in office.purses:
        amount = allowed.purses.get(purse.name, EMPTY)
        amount = amount if purse.most is None else min(amount, purse.most)
        if not _may_use(case, key, purse):
            continue
        if purse.name in own:
            said = f"{purse.name!r} is money that all share, and that of this person, too."
            hint = "Give one of them another name."
            faults.append(Fault(said, "funding", hint))
        steps = tuple(one for one in purse.steps if one in case.pathway.by_id)
        if amount and (steps or not purse.steps):
            funds.append(
                Funding(
                    purse.name, amount, FundingKind.WORKFORCE, purse.covers, steps,
                    until=purse.until, note=purse.note, share_of=purse.amount,
                )
            )  # fmt: skip
    if faults:
        raise InputError(faults)
    kept = {one.step for one in learner.seats}
    seats = [
        Seat(step, days)
        for step, days in allowed.seats.items()
        if step in case.pathway.by_id and step not in kept
    ]
    return evolve(
        case,
        learner=evolve(learner, funding=(*learner.funding, *funds), seats=(*learner.seats, *seats)),
    )


def _may_use(case: Case, key: str, purse: Purse) -> bool:
    """Tell whether a purse is for a person."""
    learner = case.learner
    return (
        (not purse.people or key in map(file_name, purse.people))
        and (not purse.states or learner.state in purse.states)
        and (not purse.goals or not set(purse.goals).isdisjoint(case.goal))
    )


def outcome_of(plan: Plan, case: Case, office: Office) -> Outcome:
    """Return what a plan comes to, and what it takes of what is shared.

    Args:
        plan: A plan.
        case: Its case without what is shared.
        office: Who has what is shared.
    """
    purses = {one.name: EMPTY for one in office.purses}
    payments = [one for step in plan.steps for one in step.payments]
    payments += [one for step in plan.held for one in step.payments]
    for part in (part for payment in payments for part in payment.funded):
        if part.funding in purses:
            purses[part.funding] += part.amount
    known = dict.fromkeys(one.step for one in office.seats)
    own = {one.step for one in case.learner.seats}
    steps = tuple(step for step in known if step in case.pathway.by_id and step not in own)
    days = (plan.finish - plan.start).days if plan.finish else 0
    return Outcome(
        plan.finish,
        days,
        plan.cost.out_of_pocket,
        {name: amount for name, amount in purses.items() if amount},
        {one.id: one.start for one in plan.steps if one.id in steps and not one.under_way},
        steps,
        plan.cost.currency,
    )


@frozen
class Trial:
    """Plans for somebody with what is allowed to them; it can be sent to a worker."""

    office: Office
    usual: tuple[Source, ...]

    def __call__(self, one: Try, shelf: Shelf) -> Outcome:
        """Return what the plan comes to."""
        case = open_case(one.who.request, shelf, self.usual)
        return self.of(case, one.who.key, one.allowed)

    def of(self, case: Case, key: str, allowed: Allowed) -> Outcome:
        """Return what the plan of a case comes to with what is allowed."""
        made = make(with_allowed(case, self.office, key, allowed))
        return outcome_of(made, case, self.office)


@frozen
class Options:
    """Finds all that somebody may come to, whatever others leave; it can be sent to a worker.

    A plan that does without something is the same whether that is there or not. So it is
    enough to take away, from each plan that is found, one thing after the other that it uses.
    """

    office: Office
    usual: tuple[Source, ...]

    def __call__(self, one: Try, shelf: Shelf) -> tuple[Outcome, ...]:
        """Return what the plans come to, the best with everything first."""
        case, trial = open_case(one.who.request, shelf, self.usual), Trial(self.office, self.usual)
        found: dict[frozenset[str], Outcome] = {}
        todo: deque[frozenset[str]] = deque([frozenset()])
        while todo:
            denied = todo.popleft()
            if denied in found:
                continue
            if len(found) == MOST_OPTIONS - 1:
                denied = frozenset(amounts_of(self.office))  # nobody can be left without an option
                todo.clear()
            made = trial.of(case, one.who.key, _without(one.allowed, denied))
            found[denied] = made
            if len(found) < MOST_OPTIONS:
                todo += [denied | {name} for name in made.uses]
        by_use: dict[tuple[tuple[str, int], ...], Outcome] = {}
        for made in found.values():
            by_use.setdefault(tuple(sorted(made.uses.items())), made)
        return tuple(by_use.values())


def _without(allowed: Allowed, denied: frozenset[str]) -> Allowed:
    purses = {name: sum_ for name, sum_ in allowed.purses.items() if purse_key(name) not in denied}
    seats = {
        step: tuple(day for day in days if seat_key(step, day) not in denied)
        for step, days in allowed.seats.items()
    }
    return Allowed(purses, seats)


def amounts_of(office: Office) -> dict[str, int]:
    """Return how much there is of each thing, by its name; money in hundredths."""
    money = {purse_key(one.name): int(one.amount * CENTS) for one in office.purses}
    return money | {seat_key(one.step, one.on): one.seats for one in office.seats}


def purse_key(name: str) -> str:
    """Return the name of a purse among all that is shared."""
    return f"purse {name}"


def seat_key(step: str, day: date) -> str:
    """Return the name of the seats of a start among all that is shared."""
    return f"seat {step} {day}"
