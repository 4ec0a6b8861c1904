"""What a caseload shares, in words: who got how much, whose seats were taken, what it cost them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from attrs import frozen

from pathplanner.document.blocks import Block, Column, Paragraph, Table
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.numbers import format_number
from pathplanner.document.words.wording import format_date, format_money


@frozen
class PurseUse:
    """What became of a purse.

    Attributes:
        name: What it is called.
        amount: How much there is.
        given: How much was given out.
        wanted: How much all would use, if each had it to themselves.
        people: How many got some of it.
    """

    name: str
    amount: Decimal
    given: Decimal
    wanted: Decimal
    people: int


@frozen
class StartUse:
    """What became of the seats of a start.

    Attributes:
        title: Of the step.
        on: The day.
        seats: How many there are.
        taken: How many are taken.
        wanted: How many would be, if each person were alone.
    """

    title: str
    on: date
    seats: int
    taken: int
    wanted: int


@frozen
class Loss:
    """What sharing costs somebody.

    Attributes:
        person: Their name.
        days: How much later they finish.
        money: How much more they pay.
        plan: Whether they have no plan for it.
    """

    person: str
    days: int = 0
    money: Decimal = Decimal()
    plan: bool = False


@frozen
class SharedOut:
    """All that was handed out.

    Attributes:
        in_order: Whether each in turn took of what was left; else it went where it brings
            most people to their goal soonest.
        proved: Whether no other way is better by that rule.
        spare: How many days fewer another way could take in all, where that is not proved.
        purses: The purses.
        starts: The starts.
        losses: What sharing costs whom.
    """

    in_order: bool
    proved: bool
    spare: int | None
    purses: tuple[PurseUse, ...]
    starts: tuple[StartUse, ...]
    losses: tuple[Loss, ...]


def shared_blocks(shared: SharedOut, currency: str, *, names: bool) -> Iterator[Block]:
    """Yield what was handed out, and what it cost people.

    Args:
        shared: What was handed out.
        currency: Of the money.
        names: Whether people are named.
    """
    yield Paragraph(_rule(shared))
    rows = [
        (
            one.name,
            *(format_money(sum_, currency) for sum_ in (one.amount, one.given, one.wanted)),
            str(one.people),
        )
        for one in shared.purses
    ]
    if rows:
        columns = (
            Column(_("Shared money"), 4), Column(_("There is"), 2, number=True),
            Column(_("Given out"), 2, number=True), Column(_("All would use"), 2, number=True),
            Column(_("People"), 1, number=True),
        )  # fmt: skip
        yield Table(columns, tuple(rows))
    seats = [
        (one.title, format_date(one.on), str(one.seats), str(one.taken), str(one.wanted))
        for one in shared.starts
    ]
    if seats:
        columns = (
            Column(_("Step"), 4), Column(_("Starts"), 3), Column(_("Seats"), 1, number=True),
            Column(_("Taken"), 1, number=True), Column(_("All would take"), 2, number=True),
        )  # fmt: skip
        yield Table(columns, tuple(seats))
    yield from _losses(shared.losses, currency, names=names)


def _rule(shared: SharedOut) -> str:
    if shared.in_order:
        return _("Each person, in the order of the list, got the best of what was left.")
    words = _("It was handed out so that most people reach their goal, in the fewest days in all.")
    if shared.proved:
        return words + " " + _("No other way to give each share whole or not at all is better.")
    if shared.spare is None:
        return words + " " + _("Another way may be better; not all of them were tried.")
    more = plural(
        "Another way may take up to {n} day less in all; not all of them were tried.",
        "Another way may take up to {n} days less in all; not all of them were tried.",
        shared.spare,
    )
    return f"{words} {more}"


def _losses(losses: Sequence[Loss], currency: str, *, names: bool) -> Iterator[Block]:
    """Yield what sharing costs people: one by one where they are named, else in sums."""
    if names:
        rows = [
            (
                one.person,
                _("no plan") if one.plan else format_number(one.days),
                "-" if one.plan else format_money(one.money, currency),
            )
            for one in losses
            if one.plan or one.days or one.money
        ]
        columns = (
            Column(_("Name"), 4), Column(_("Days later"), 2, number=True),
            Column(_("Pays more"), 2, number=True),
        )  # fmt: skip
        yield from [Table(columns, tuple(rows))] if rows else []
    late = [one.days for one in losses if one.days > 0]
    dear = [one.money for one in losses if one.money > 0]
    without = sum(one.plan for one in losses)
    if late:
        yield Paragraph(
            plural(
                "Sharing makes {n} person finish later, by {days} days.",
                "Sharing makes {n} people finish later, by {days} days in all.",
                len(late),
            ).format(days=format_number(sum(late)))
        )
    if dear:
        yield Paragraph(
            plural(
                "Sharing makes {n} person pay {money} more.",
                "Sharing makes {n} people pay {money} more in all.",
                len(dear),
            ).format(money=format_money(sum(dear, Decimal()), currency))
        )
    if without:
        yield Paragraph(
            plural(
                "Sharing leaves {n} person without a plan.",
                "Sharing leaves {n} people without a plan.",
                without,
            )
        )
    if not (late or dear or without):
        yield Paragraph(_("Nobody finishes later or pays more because of sharing."))
