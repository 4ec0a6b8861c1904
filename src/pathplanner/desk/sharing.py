"""What people share, handed out: who gets how much of a purse, and whose seat is which.

Rule 22 of the planning rules. First everybody is planned for alone, with all that there is;
then what there is is handed out by the rule that the office states. Planning is spread over
workers; the handing out is not, for each in turn takes of what is left.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from attrs import evolve, field, frozen

from pathplanner.desk.case import Case, open_case
from pathplanner.desk.pathways import Shelf, Source, holders_of
from pathplanner.desk.plans import make
from pathplanner.desk.request import Request
from pathplanner.errors import Fault, InputError
from pathplanner.formats.people import file_name
from pathplanner.model.learner import Funding, FundingKind
from pathplanner.model.limits import HandOut, Purse, Seat
from pathplanner.model.office import Office
from pathplanner.model.plan import Plan
from pathplanner.planning.handout import Option, choose, fits

MOST_OPTIONS = 60
"""More options than this are not looked at for one person."""

_CENTS = 100
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
        money = {_purse(name): int(sum_ * _CENTS) for name, sum_ in self.purses.items()}
        return money | {_seat(step, day): 1 for step, day in self.seats.items()}

    @property
    def worth(self) -> tuple[int, int, int]:
        """What is to be little: being without a plan, days, and own money."""
        if self.finish is None:
            return 1, 0, 0
        return 0, self.days, int(self.own * _CENTS)


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
class Given:
    """What one person got.

    Attributes:
        allowed: Their shares, and their seats.
        alone: What their plan would be if they had all that is shared to themselves.
        now: What it is with what they got.
    """

    allowed: Allowed
    alone: Outcome
    now: Outcome


@frozen
class Shared:
    """All that was handed out.

    Attributes:
        given: What each person got, by what they are called.
        proved: Whether no other way to hand it out is better by the rule.
        bound: People without a plan and days in all that no way goes below; None where
            each in turn takes the best of what is left.
    """

    given: Mapping[str, Given]
    proved: bool = True
    bound: tuple[int, int] | None = None


@frozen
class Try:
    """Somebody, with what is allowed to them; or with what others leave them, in all ways."""

    who: Sharer
    allowed: Allowed


Spread = Callable[["Trial | Options", Iterable[Try]], Iterator[tuple[int, object]]]
"""Yields what a work makes of each item, with its place; or the faults it told."""


def share(
    people: Iterable[Sharer],
    office: Office,
    usual: Sequence[Source],
    spread: Spread,
) -> Shared:
    """Return what each person gets of what an office has for all of them.

    Who has a fault gets nothing.

    Args:
        people: Those who share, in the order that counts.
        office: What there is, and by which rule it is handed out.
        usual: Pathways for those who name none.
        spread: Does the planning, such as on several processes.

    Raises:
        InputError: What is shared is of no step and of no person among these; every fault
            is told.
    """
    return _Sharing(tuple(people), office, tuple(usual), spread).handed_out()


class _Sharing:
    """People, and what is left to share among them."""

    def __init__(
        self, people: tuple[Sharer, ...], office: Office, usual: tuple[Source, ...], spread: Spread
    ) -> None:
        self.people, self.office, self.usual, self.spread = people, office, usual, spread
        self.whole = _all_of(office)
        self.left = _amounts(office)

    def handed_out(self) -> Shared:
        """Return what each person gets."""
        if self.office.hand_out is HandOut.SOONEST:
            return self._soonest()
        alone = self._planned(range(len(self.people)), self.whole)
        self._check(alone)
        now = self._in_order(alone)
        return Shared({self.people[at].key: _given(alone[at], now[at]) for at in alone})

    def _planned(self, places: Iterable[int], allowed: Allowed) -> dict[int, Outcome]:
        """Return what the plans of some people come to, without those who have a fault."""
        order = list(places)
        work = Trial(self.office, self.usual)
        tries = (Try(self.people[at], allowed) for at in order)
        found = ((order[place], made) for place, made in self.spread(work, tries))
        return {at: made for at, made in sorted(found, key=lambda pair: pair[0])
                if isinstance(made, Outcome)}  # fmt: skip

    def _in_order(self, alone: Mapping[int, Outcome]) -> dict[int, Outcome]:
        """Let each in turn take the best of what is left.

        Who is planned for with more than is left, and uses no more than is left, has the best
        of it. So those for whom it is not enough are planned for all at once, again and again.
        """
        ready, todo, now = dict(alone), deque(alone), dict[int, Outcome]()
        while todo:
            while todo and fits(ready[todo[0]].uses, self.left):
                at = todo.popleft()
                now[at] = ready[at]
                self._take(ready[at])
            again = [at for at in todo if not fits(ready[at].uses, self.left)]
            found = self._planned(again, self._rest())
            ready |= {at: found.get(at, Outcome(steps=alone[at].steps)) for at in again}
        return now

    def _take(self, outcome: Outcome, sign: int = 1) -> None:
        for name, amount in outcome.uses.items():
            self.left[name] -= sign * amount

    def _rest(self) -> Allowed:
        """Return what is left, for the next in turn."""
        purses = {one.name: Decimal(self.left[_purse(one.name)]) / _CENTS
                  for one in self.office.purses}  # fmt: skip
        seats = {
            step: tuple(day for day in days if self.left[_seat(step, day)])
            for step, days in self.whole.seats.items()
        }
        return Allowed(purses, seats)

    def _soonest(self) -> Shared:
        """Choose an option for each, and hand out what is left then in turn."""
        options = self._options()
        alone = {at: mine[0] for at, mine in options.items()}
        self._check(alone)
        groups = [
            # Where all else is equal, those who come first do without least.
            [Option(one.uses, (*one.worth, turn * (one is not mine[0]))) for one in mine]
            for turn, mine in zip(range(len(options), 0, -1), options.values(), strict=True)
        ]
        choice = choose(groups, self.left)
        now = {at: options[at][pick] for at, pick in zip(options, choice.picks, strict=True)}
        for outcome in now.values():
            self._take(outcome)
        whole = all(len(mine) < MOST_OPTIONS for mine in options.values())
        now |= dict(self._better(now, alone))
        given = {self.people[at].key: _given(alone[at], now[at]) for at in now}
        bound = (choice.bound[0], choice.bound[1]) if choice.bound else (0, 0)
        return Shared(given, choice.proved and whole, bound)

    def _options(self) -> dict[int, tuple[Outcome, ...]]:
        """Return all that each person may come to, without those who have a fault."""
        work = Options(self.office, self.usual)
        tries = (Try(one, self.whole) for one in self.people)
        found = sorted(self.spread(work, tries), key=lambda pair: pair[0])
        return {at: made for at, made in found if isinstance(made, tuple)
                if made and isinstance(made[0], Outcome)}  # fmt: skip

    def _better(
        self, now: Mapping[int, Outcome], alone: Mapping[int, Outcome]
    ) -> Iterator[tuple[int, Outcome]]:
        """Yield who has a better plan with what is left; each in turn gives back and takes."""
        for at, old in list(now.items()):
            if alone[at].worth >= old.worth:
                continue
            self._take(old, -1)
            new = self._planned([at], self._rest()).get(at, old)
            new = new if new.worth < old.worth else old
            self._take(new)
            yield at, new

    def _check(self, alone: Mapping[int, Outcome]) -> None:
        """Raise what is wrong with that which is shared, now that all people are known."""
        faults = list[Fault]()
        known = set(chain.from_iterable(one.steps for one in alone.values()))
        for step in dict.fromkeys(one.step for one in self.office.seats if alone):
            # An office has seats for many careers.
            if step not in known and not holders_of(step):
                hint = "Write the id of the step, as `pathplanner show PATHWAY` tells it."
                said = f"No pathway of these people has a step {step!r}."
                faults.append(Fault(said, f"seats.{step}", hint))
        keys = {one.key for one in self.people}
        for purse in self.office.purses:
            for name in purse.people:
                if file_name(name) not in keys:
                    said = f"There is nobody called {name!r} to use {purse.name}."
                    hint = "Write an id of the sheet, or a name where it has no ids."
                    faults.append(Fault(said, "purses.people", hint))
            coins = {one.currency for one in alone.values() if purse.name in one.purses}
            if len(coins) > 1:
                said = f"{purse.name} would pay in {' and '.join(sorted(coins))}."
                hint = "Give each currency a purse of its own, with people or goals."
                faults.append(Fault(said, "purses", hint))
        if faults:
            raise InputError(faults)


def _given(alone: Outcome, now: Outcome) -> Given:
    seats = {step: (now.seats[step],) if step in now.seats else () for step in now.steps}
    return Given(Allowed(now.purses, seats), alone, now)


def told_of(given: Given) -> dict[str, Any]:
    """Return what a person got, and what they lost by sharing, for the list of a caseload.

    Days and money are lost where the number is above zero, and gained where it is below.
    """
    alone, now = given.alone, given.now
    told: dict[str, Any] = {
        "purses": {name: f"{amount:f}" for name, amount in now.purses.items()},
        "seats": {step: day.isoformat() for step, day in now.seats.items()},
        "alone": {
            "finish": alone.finish.isoformat() if alone.finish else None,
            "out_of_pocket": f"{alone.own:f}" if alone.finish else None,
        },
    }
    if alone.finish and now.finish:
        days, money = (now.finish - alone.finish).days, now.own - alone.own
        told["lost"] = {"days": days, "money": f"{money:f}"}
    elif alone.finish:
        told["lost"] = {"plan": True}
    return told


def alone(office: Any) -> Any:
    """Return an office, or its file, without what all share."""
    return evolve(office, purses=(), seats=()) if isinstance(office, Office) else office


def _all_of(office: Office) -> Allowed:
    """Return all that there is."""
    seats: dict[str, list[date]] = {}
    for one in office.seats:
        seats.setdefault(one.step, []).extend([one.on] if one.seats else [])
    purses = {one.name: one.amount for one in office.purses}
    return Allowed(purses, {step: tuple(sorted(days)) for step, days in seats.items()})


def _amounts(office: Office) -> dict[str, int]:
    money = {_purse(one.name): int(one.amount * _CENTS) for one in office.purses}
    return money | {_seat(one.step, one.on): one.seats for one in office.seats}


def _purse(name: str) -> str:
    return f"purse {name}"


def _seat(step: str, day: date) -> str:
    return f"seat {step} {day}"


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
        if not may_use(case, key, purse):
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


def may_use(case: Case, key: str, purse: Purse) -> bool:
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
                denied = frozenset(_amounts(self.office))  # nobody can be left without an option
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
    purses = {name: sum_ for name, sum_ in allowed.purses.items() if _purse(name) not in denied}
    seats = {
        step: tuple(day for day in days if _seat(step, day) not in denied)
        for step, days in allowed.seats.items()
    }
    return Allowed(purses, seats)
