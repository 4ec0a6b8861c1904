"""What stands in the way of any plan, and what would make one possible."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pathplanner.document.blocks import Bullets, Paragraph, Section, Text
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.words.messages import _, plural, translatable
from pathplanner.document.words.numbers import format_number
from pathplanner.document.words.wording import (
    before,
    format_date,
    format_duration,
    format_hours,
    join_words,
)
from pathplanner.model.places import state_name
from pathplanner.model.plan import Status
from pathplanner.model.refusal import Change, ChangeKind, Reason, ReasonKind

MOST_TOLD = 5
"""More steps than this with one trouble are counted and not told one by one."""


def refusal_sections(facts: PlanFacts) -> Iterator[Section]:
    """Yield the sections of a plan that cannot be; nothing for one that can."""
    plan = facts.plan
    if plan.status is not Status.IMPOSSIBLE:
        return
    if [reason.kind for reason in plan.reasons] == [ReasonKind.UNDECIDED] and not plan.changes:
        yield Section("summary", _("No plan found yet"), (Paragraph(_(_UNDECIDED)),))
        return
    title = _("No plan fits yet")
    words = (
        _(
            "With what you told us, there is no way yet to reach {goal}. "
            "That can change. Below is what stands in the way and what would help."
        )
        if plan.changes or plan.change_pairs
        else _(
            "With what you told us, there is no way yet to reach {goal}. "
            "That can change. Below is what stands in the way."
        )
    )
    yield Section("summary", title, (Paragraph(words.format(goal=facts.goal)),))
    if plan.reasons:
        items = tuple(_reasons(facts))
        yield Section("reasons", _("What stands in the way"), (Bullets(items),))
    if plan.changes or plan.change_pairs:
        yield Section("changes", _("What would make it possible"), tuple(_changes(facts)))
    elif facts.is_own:
        words = _("No single change is enough. Try changing two or more of your limits at once.")
        yield Section("changes", _("What you can try"), (Paragraph(words),))


def _changes(facts: PlanFacts) -> Iterator[Paragraph | Bullets]:
    plan = facts.plan
    if len(plan.changes) == 1:
        words = _("This one change is enough. It was planned to make sure.")
    elif plan.changes:
        words = _("Any one of these is enough. Each was planned to make sure.")
    elif len(plan.change_pairs) == 1:
        words = _("No single change is enough, but two are. They were planned to make sure.")
    else:
        words = _("No single change is enough, but each of these pairs is. All were planned.")
    yield Paragraph(words)
    offers = [(_change(change, facts), change) for change in plan.changes]
    for pair in plan.change_pairs:
        first, second = _change(pair.first, facts), _change(pair.second, facts)
        second = second[:1].lower() + second[1:]
        both = before(_("{first}, and {second}"), second).format(first=first, second=second)
        offers.append((both, pair.first))
    words = _("{change}. You would finish on {finish} and pay {money} in known prices.")
    yield Bullets(
        tuple(
            Text(
                words.format(
                    change=told,
                    finish=format_date(change.finish),
                    money=facts.money(change.out_of_pocket),
                )
            )
            for told, change in offers
        )
    )
    if not all(change.proved for _told, change in offers):
        words = _("There was no time to prove that less is not enough, or to find the best plans.")
        yield Paragraph(words)


def _reasons(facts: PlanFacts) -> Iterator[Text]:
    """Yield what stands in the way; of many steps with one trouble those that ask for most."""
    by_kind: dict[ReasonKind, list[Reason]] = {}
    for reason in facts.plan.reasons:
        by_kind.setdefault(reason.kind, []).append(reason)
    for found in by_kind.values():
        if len(found) > MOST_TOLD + 1:
            found.sort(key=lambda reason: reason.need or 0, reverse=True)
            told, more = found[:MOST_TOLD], len(found) - MOST_TOLD
        else:
            told, more = found, 0
        for reason in told:
            yield _reason(reason, facts)
        if more:
            words = plural("And {n} more step like this.", "And {n} more steps like these.", more)
            yield Text(words)


def _reason(reason: Reason, facts: PlanFacts) -> Text:
    """Return a reason with its numbers, or without them when it has none."""
    kind = reason.kind
    title = facts.title(reason.step) if reason.step else facts.goal
    money = kind in (ReasonKind.BUDGET, ReasonKind.SAVINGS)
    days = reason.have_date and reason.need_date
    numbers = reason.have is not None and reason.need is not None
    words = _WITH_DAYS.get(kind) if days else None
    if kind is ReasonKind.WINDOW and not reason.other:
        words = _NOT_TAKEN_IN_TIME
    elif kind is ReasonKind.WINDOW and numbers:
        words = _WITH_NUMBERS[kind]
    words = words or (_WITH_NUMBERS.get(kind) if numbers else None)
    words = words or (_OF_THE_GOAL.get(kind) if reason.step and title == facts.goal else None)
    said = _(words or _PLAIN[kind])
    if reason.beside:
        said, title = _(_TOGETHER), join_words([title, *map(facts.title, reason.beside)])
    return Text(
        (facts.of_state(said) if kind in OF_STATES else said).format(
            title=title,
            goal=facts.goal,
            have=_number(reason.have, facts, money=money, hours=kind in HOURS),
            need=_number(reason.need, facts, money=money, hours=kind in HOURS),
            have_date=format_date(reason.have_date) if reason.have_date else "",
            need_date=format_date(reason.need_date) if reason.need_date else "",
            state=state_name(facts.plan.learner.state),
            other=facts.title(reason.other) if reason.other else "",
            span=format_duration(reason.span) if reason.span else "",
        )
    )


def _number(number: Decimal | None, facts: PlanFacts, *, money: bool, hours: bool) -> str:
    if number is None:
        return ""
    if money:
        return facts.money(number)
    return format_hours(number) if hours else format_number(number)


OF_STATES = (ReasonKind.STATE, ReasonKind.MOVE)
"""What is said with the own word of a country for a state."""

HOURS = (ReasonKind.HOURS, ReasonKind.WORK_HOURS, ReasonKind.WINDOW)
"""Reasons whose numbers are hours a week."""

_UNDECIDED = translatable(
    "The search stopped before it had tried everything. There may be a plan after all: "
    "let it search longer, or try fewer limits or a goal that is nearer."
)

_NOT_TAKEN_IN_TIME = translatable(
    "{title} must be taken within {span} of being approved, and no day in that time fits."
)

_PLAIN = {
    ReasonKind.UNDECIDED: _UNDECIDED,
    ReasonKind.AVOIDED: translatable(
        "Every road to {goal} leads over {title}, which you want to avoid."
    ),
    ReasonKind.DROPPED: translatable("Every road to {goal} leads over {title}, which you dropped."),
    ReasonKind.STATE: translatable("{title} does not count in your state."),
    ReasonKind.MOVE: translatable(
        "As you move, there is no way to {title}: what a state gives counts in that state only."
    ),
    ReasonKind.AGE: translatable("You reach the minimum age for {title} too late."),
    ReasonKind.TOO_OLD: translatable("You are too old for {title} before you could begin it."),
    ReasonKind.HOURS: translatable("{title} asks for more study hours a week than you have."),
    ReasonKind.WORK_HOURS: translatable("{title} asks for more hours of work than you have."),
    ReasonKind.CREDITS: translatable("{title} has more credits than you may begin in one term."),
    ReasonKind.INTAKE: translatable(
        "The last start date of {title} is over before you could begin it."
    ),
    ReasonKind.WINDOW: translatable(
        "{other} counts for {span} only, and {title} cannot come that soon after it."
    ),
    ReasonKind.TRIES: translatable("You tried {title} as often as one may."),
    ReasonKind.SEATS: translatable("There is no free seat for you in {title}."),
    ReasonKind.DEADLINE: translatable("The soonest finish is after the date that you set."),
    ReasonKind.BUDGET: translatable("The lowest cost is above the limit that you set."),
    ReasonKind.SAVINGS: translatable("The money is not there when it has to be paid."),
    ReasonKind.UNREACHABLE: translatable(
        "Nobody can reach {title} in this pathway as it is written, or not within 30 years."
    ),
}
_TOGETHER = translatable(
    "{title} start on the same day. Together they ask for {need} of study a week. You have {have}."
)
_OF_THE_GOAL = {
    ReasonKind.AVOIDED: translatable("You want to avoid the goal itself: {title}."),
    ReasonKind.DROPPED: translatable("You dropped the goal itself: {title}."),
}
_WITH_NUMBERS = {
    ReasonKind.AGE: translatable("{title} asks for an age of {need}. You would be {have}."),
    ReasonKind.TOO_OLD: translatable(
        "{title} is for those who are {need} or younger when it starts. You would be {have}."
    ),
    ReasonKind.HOURS: translatable("{title} asks for {need} of study a week. You have {have}."),
    ReasonKind.WORK_HOURS: translatable("{title} asks for {need} of work a week. You have {have}."),
    ReasonKind.CREDITS: translatable(
        "{title} has {need} credits. No more than {have} may be begun in one term."
    ),
    ReasonKind.WINDOW: translatable(
        "At {have} a week, {other} runs out before {title} can follow; {need} would do."
    ),
    ReasonKind.BUDGET: translatable("The lowest cost is {need}. Your limit is {have}."),
    ReasonKind.SAVINGS: translatable(
        "The money is not there when it has to be paid. You have {have} at the start; "
        "{need} would do."
    ),
}
_WITH_DAYS = {
    ReasonKind.WINDOW: translatable(
        "{other} runs out on {have_date}. {title} could follow on {need_date} at the soonest."
    ),
    ReasonKind.AGE: translatable(
        "You may start {title} on {need_date} at the soonest; that is too late."
    ),
    ReasonKind.INTAKE: translatable(
        "{title} last starts on {have_date}. You could begin on {need_date} at the soonest."
    ),
    ReasonKind.DEADLINE: translatable(
        "The soonest finish is {need_date}. You asked for {have_date}."
    ),
}


def _change(change: Change, facts: PlanFacts) -> str:
    amount = change.amount or Decimal(0)
    day = format_date(change.on) if change.on else ""
    return {
        ChangeKind.HOURS: _("Study up to {hours} a week").format(hours=format_hours(amount)),
        ChangeKind.WORK_HOURS: _("Work up to {hours} a week").format(hours=format_hours(amount)),
        ChangeKind.CREDITS: _("Begin up to {n} credits in a term").format(n=format_number(amount)),
        ChangeKind.SAVINGS: _("Have {money} saved at the start").format(money=facts.money(amount)),
        ChangeKind.MONTHLY: _("Put aside {money} each month").format(money=facts.money(amount)),
        ChangeKind.BUDGET: _("Raise your limit to {money}").format(money=facts.money(amount)),
        ChangeKind.DEADLINE: _("Allow until {day}").format(day=day),
        ChangeKind.START: _("Start on {day}").format(day=day),
        ChangeKind.AVOID: _("No longer avoid {title}").format(title=facts.title(change.step)),
        ChangeKind.TAKE_UP: _("Take up {title} again").format(title=facts.title(change.step)),
    }[change.kind]
