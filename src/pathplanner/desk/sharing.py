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

from attrs import evolve, frozen

from pathplanner.desk.allowed import (
    CENTS,
    MOST_OPTIONS,
    Allowed,
    Options,
    Outcome,
    Sharer,
    Trial,
    Try,
    amounts_of,
    purse_key,
    seat_key,
)
from pathplanner.desk.pathways import Source, holders_of
from pathplanner.errors import Fault, InputError
from pathplanner.formats.people import file_name
from pathplanner.model.limits import HandOut
from pathplanner.model.office import Office
from pathplanner.planning.handout import Option, choose, fits


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
        self.left = amounts_of(office)

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
        purses = {one.name: Decimal(self.left[purse_key(one.name)]) / CENTS
                  for one in self.office.purses}  # fmt: skip
        seats = {
            step: tuple(day for day in days if self.left[seat_key(step, day)])
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
