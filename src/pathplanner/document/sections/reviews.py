"""When to look at the plan again, what should be done by then, and who promises what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pathplanner.document.blocks import (
    Bullets,
    Column,
    Lines,
    Paragraph,
    Section,
    Signature,
    Signatures,
    Subheading,
    Table,
)
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import format_date
from pathplanner.model.plan import Plan
from pathplanner.model.planned import PlannedStep
from pathplanner.model.quantity import Unit, add

FIRST_DAYS = (30, 90)
"""Days after the start on which a plan is looked at; then once a year."""


def reviews_section(facts: PlanFacts) -> Section | None:
    """Return the days of review up to the finish, with what to look at."""
    days = tuple(review_days(facts.plan))
    if not days or facts.for_employer:
        return None
    columns = (
        Column(_("When"), 27),
        Column(_("Done by then"), 24),
        Column(_("Under way"), 20),
        Column(_("How it went"), 29),
    )
    rows = tuple((format_date(day), *_state(facts.plan, day), "") for day in days)
    asked = Bullets((
        _("Is every step done that should be done? If not: what would help?"),
        _("Do the hours a week and the money still fit?"),
        _("Has a price, a date or a rule changed?"),
        _("Is the goal still the right one?"),
    ))  # fmt: skip
    blocks = (Table(columns, rows), Paragraph(_("Ask each time:")), asked, Lines(_("Notes"), 4))
    return Section("reviews", _("How it goes: days to look at the plan"), blocks)


def review_days(plan: Plan) -> Iterator[date]:
    """Yield 30 and 90 days after the start, each year from the start, and the finish."""
    if plan.finish is None or not plan.steps or plan.finish <= plan.start:
        return
    early = [plan.start + timedelta(days) for days in FIRST_DAYS]
    yield from (day for day in early if day < plan.finish)
    count = 1
    while (day := add(plan.start, count, Unit.YEARS)) < plan.finish:
        yield day
        count += 1
    yield plan.finish


def _state(plan: Plan, day: date) -> tuple[str, str]:
    done = [step for step in plan.steps if step.finish <= day]
    going = [step for step in plan.steps if step.start <= day < step.finish]
    return _numbers(done), _numbers(going)


def _numbers(steps: Sequence[PlannedStep]) -> str:
    """Return `steps 1\u20133, 5` for steps by their numbers; a dash for none."""
    if not steps:
        return "\u2013"
    runs: list[list[int]] = []
    for number in sorted(step.number for step in steps):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = ", ".join(f"{run[0]}\u2013{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
    return plural("step {numbers}", "steps {numbers}", len(steps)).format(numbers=told)


def agreement_section(facts: PlanFacts) -> Section | None:
    """Return who does what, with places to sign."""
    if not facts.plan.steps or facts.for_employer:
        return None
    name = facts.plan.learner.name or _("Learner")
    sign, day = _("Signature"), _("Date")
    counselor = _("Counselor")
    blocks = (
        Subheading(name),
        Bullets((
            _("I take the steps of this plan, and say early when one will be late."),
            _("I say when my time, my money or my goal changes."),
            _("I keep receipts, grades and certificates."),
        )),
        Subheading(counselor),
        Bullets((
            _("I go over the plan with the learner on the days above."),
            _("I help with applications and with money from others, and say what I cannot do."),
            _("I give the learner a copy, and a new one when the plan changes."),
        )),
        Lines(_("Counselor or other contact: name, phone, mail"), 1),
        Signatures((Signature(name, sign, day), Signature(counselor, sign, day))),
    )  # fmt: skip
    return Section("agreement", _("Who does what"), blocks)
