"""When to look at the plan again, what should be done by then, and who promises what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from pathplanner.document.blocks import (
    Block,
    Column,
    Fact,
    Facts,
    Lines,
    Paragraph,
    Section,
    Signature,
    Signatures,
    Table,
)
from pathplanner.document.lookup import PlanFacts, step_numbers
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import capitalized, format_date, format_days, sentence
from pathplanner.model.plan import Plan
from pathplanner.model.workdays import work_days

FIRST, APART, YEAR = 30, 90, 365
"""Days from the start to the first look back, from one to the next while anything is under way,
and at most between two when nothing is."""

MOST = 6
"""So many days of review are listed; of more the first ones and the last."""


def reviews_section(facts: PlanFacts) -> Section | None:
    """Return the days of review up to the finish, with what to look at."""
    days = review_days(facts.plan)
    if not days or facts.for_employer:
        return None
    columns = (
        Column(_("When"), 27),
        Column(_("Done by then"), 24),
        Column(_("Under way"), 20),
        Column(_("How it went"), 29),
    )
    told = days if len(days) <= MOST + 1 else (*days[: MOST - 1], days[-1])
    rows = tuple((format_date(day), *map(capitalized, _state(facts.plan, day)), "") for day in told)
    asked = _(
        "Ask each time: Is every step done that should be done, and if not, what would help? "
        "Do the hours a week and the money still fit? Has a price, a date or a rule changed? "
        "Is the goal still the right one?"
    )
    if len(told) < len(days):
        words = _("Between the last two days look at it every {days}.")
        asked = f"{words.format(days=format_days(APART))} {asked}"
    return Section(
        "reviews",
        _("How it goes: days to look at the plan"),
        (Table(columns, rows), Paragraph(asked)),
    )


def review_days(plan: Plan) -> tuple[date, ...]:
    """Return the days to look at the plan: at most 90 days apart while anything is under way.

    These are the days that were agreed, with usual ones between two that are too far apart.
    """
    usual = tuple(_usual_days(plan))
    agreed = [day for day in plan.learner.support.reviews if usual and plan.start < day < usual[-1]]
    if not agreed:
        return usual
    ends = [plan.start, *agreed, usual[-1]]
    more = [
        day
        for first, last in pairwise(ends)
        for day in usual
        if (last - first).days > APART and first < day < last
    ]
    return tuple(sorted({*agreed, *more, usual[-1]}))


def _usual_days(plan: Plan) -> Iterator[date]:
    """Yield 30 and 90 days after the start, and on, and last the finish.

    While nothing goes on there is no day until the next step begins, or for a year. Where a
    counselor's office is closed it is the last day before on which it is open.
    """
    if plan.finish is None or not plan.steps or plan.finish <= plan.start:
        return
    office = work_days(plan.pathway.country, plan.learner.state)

    def opened(day: date, before: date) -> date:
        found = date.fromordinal(office.last(day.toordinal()))
        return found if found > before else day

    day, following = (
        opened(plan.start + timedelta(FIRST), plan.start),
        plan.start + timedelta(APART),
    )
    while day < plan.finish:
        yield day
        if not any(step.start <= following and step.finish > day for step in plan.steps):
            begins = [step.start for step in plan.steps if step.start > day]
            following = min([*begins, day + timedelta(YEAR)])
        day = opened(following, day)
        following = day + timedelta(APART)
    yield plan.finish


def _state(plan: Plan, day: date) -> tuple[str, str]:
    done = [step for step in plan.steps if step.finish <= day]
    going = [step for step in plan.steps if step.start <= day < step.finish]
    return step_numbers([one.number for one in done]), step_numbers([one.number for one in going])


def agreement_section(facts: PlanFacts) -> Section | None:
    """Return who does what, with places to sign."""
    if not facts.plan.steps or facts.for_employer:
        return None
    support = facts.plan.learner.support
    name = facts.plan.learner.name or _("Learner")
    sign, day = _("Signature"), _("Date")
    counselor = support.counselor or _("Counselor")
    own = support.duties or (
        _("I take the steps of this plan, and say early when one will be late."),
        _("I say when my time, my money or my goal changes."),
        _("I keep receipts, grades and certificates."),
    )
    theirs = support.counselor_duties or (
        _("I go over the plan with the learner on the days above."),
        _("I help with applications and with money from others, and say what I cannot do."),
        _("I give the learner a copy, and a new one when the plan changes."),
    )
    promised = (
        Fact(name, " ".join(map(sentence, own))),
        Fact(counselor, " ".join(map(sentence, theirs))),
    )
    blocks: list[Block] = [Facts((*promised, *contact_facts(facts)))]
    if not support.counselor:
        blocks.append(Lines(_("Counselor or other contact: name, phone, mail"), 1))
    blocks.append(Signatures((Signature(name, sign, day), Signature(counselor, sign, day))))
    return Section("agreement", _("Who does what"), tuple(blocks))


def contact_facts(facts: PlanFacts) -> Iterator[Fact]:
    """Yield how the counselor and their agency can be reached."""
    support = facts.plan.learner.support
    if told := ", ".join(filter(None, (support.counselor, support.contact))):
        yield Fact(_("Your counselor"), told)
    if support.agency or support.address:
        place = ", ".join(filter(None, (support.agency, support.address)))
        yield Fact(_("Agency"), place)
