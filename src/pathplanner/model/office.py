"""What an office knows and keeps for all the learners that it helps."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from pathplanner.model.coerce import several, to_text, to_texts
from pathplanner.model.learner import Funding
from pathplanner.model.limits import HandOut, Places, Purse, to_places, to_purses
from pathplanner.model.offer import Offer
from pathplanner.model.own_facts import OwnFact, to_own_facts
from pathplanner.model.support import NOBODY, Support
from pathplanner.model.waits import OwnAssumption, to_assumptions


def _offers(value: Offer | Iterable[Offer]) -> tuple[Offer, ...]:
    return several(Offer, value)


def _funds(value: Funding | Iterable[Funding]) -> tuple[Funding, ...]:
    return several(Funding, value)


@frozen
class Office:
    """What an office found out for many learners; a learner's own facts beat it.

    Attributes:
        name: What it is called.
        facts: What it found out.
        assumptions: What it assumes in place of what plans assume.
        logo: A PNG or JPEG file beside this one, which is printed at the head of each plan.
        support: Its name and address, notices, counselor and words for who does what.
        offers: Who does steps where, for how much.
        offers_from: Files beside this one with more offers: spreadsheets, one offer a row.
        funds: Money from others that its learners may ask for, with the rules for it.
        purses: Money that all the people of a caseload share.
        seats: How many of them can begin a step on a day.
        hand_out: The rule by which purses and seats are handed out.
    """

    name: str = ""
    facts: tuple[OwnFact, ...] = field(default=(), converter=to_own_facts)
    assumptions: tuple[OwnAssumption, ...] = field(default=(), converter=to_assumptions)
    logo: str = field(default="", converter=to_text)
    support: Support = NOBODY
    offers: tuple[Offer, ...] = field(default=(), converter=_offers)
    offers_from: tuple[str, ...] = field(default=(), converter=to_texts)
    funds: tuple[Funding, ...] = field(default=(), converter=_funds)
    purses: tuple[Purse, ...] = field(default=(), converter=to_purses)
    seats: tuple[Places, ...] = field(default=(), converter=to_places)
    hand_out: HandOut = field(default=HandOut.ORDER, converter=HandOut)

    @property
    def shares(self) -> bool:
        """Whether there is something that the people of a caseload share."""
        return bool(self.purses or self.seats)
