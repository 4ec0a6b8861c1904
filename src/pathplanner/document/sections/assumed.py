"""What was assumed because no source states it, and what is waited for around a step."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from pathplanner.document.blocks import Bullets, Fact, Section, Text
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import format_duration
from pathplanner.model.planned import PlannedStep
from pathplanner.model.quantity import Duration, Grade
from pathplanner.model.waits import Assumption, AssumptionKind, Wait, WaitKind


def assumed_section(facts: PlanFacts) -> Section | None:
    """Return what was assumed because no source states it."""
    items = tuple(assumed_in_words(one, facts) for one in facts.plan.assumptions)
    if not items:
        return None
    return Section("assumed", _("What we assumed"), (Bullets(items),))


def assumed_in_words(assumption: Assumption, facts: PlanFacts) -> str:
    """Return an assumption as sentences: what, how long, and for which steps."""
    words = _sentence(assumption.what)
    span, steps = assumption.span, facts.numbered(assumption.steps)
    if span is None:
        return words
    if span.grade is Grade.YOURS:
        span = evolve(span, said=None)
        told = _("{why} You count with {span}: {steps}.")
    else:
        told = _("{why} No source says how long, so we took {span}: {steps}.")
    return told.format(why=words, span=format_duration(span), steps=steps)


def _sentence(kind: AssumptionKind) -> str:
    return {
        AssumptionKind.ADMISSION: _("It takes some weeks to apply to a school and be let in."),
        AssumptionKind.REVISION: _("You go over what you learned before you take an exam."),
        AssumptionKind.BOOKING: _("There is not always a seat for an exam right away."),
        AssumptionKind.RESULT: _("The result of an exam is not always there on the same day."),
        AssumptionKind.LICENSE: _("An office takes some weeks to give a license."),
        AssumptionKind.MEMBERSHIP: _("It takes some days until you are a member."),
        AssumptionKind.HIRING: _("It takes some weeks to find a job and start it."),
        AssumptionKind.WORKING_DAYS: _(
            "Schools, offices and employers are open on working days only: not on weekends, and "
            "not on public holidays."
        ),
    }[kind]


def waits_of(step: PlannedStep, facts: PlanFacts) -> Iterator[Fact]:
    """Yield what is waited for before a step starts, and until it counts."""
    for wait in filter(_is_long, step.before):
        yield Fact(_("Before you start"), _told(wait, facts))
    for wait in filter(_is_long, step.after):
        yield Fact(_("Until it counts"), _told(wait, facts))


def _is_long(wait: Wait) -> bool:
    """Tell whether there is anything to wait for: a source may say that there is not."""
    return not isinstance(wait.span, Duration) or wait.span.high > 0


def _told(wait: Wait, facts: PlanFacts) -> Text:
    what = _kind(wait.kind)
    if not isinstance(wait.span, Duration):
        words = _("{what}: not known; planned as if it took no time")
        return Text(words.format(what=what))
    words = _("{what}: {span}").format(what=what, span=format_duration(wait.span))
    if wait.span.note:
        words = f"{words}; {wait.span.note}"
    return facts.sourced(words, facts.sources_of(wait.span))


def _kind(kind: WaitKind) -> str:
    return {
        WaitKind.ADMISSION: _("being let in"),
        WaitKind.APPLICATION: _("your application is looked at"),
        WaitKind.APPROVAL: _("approval"),
        WaitKind.BACKGROUND_CHECK: _("background check"),
        WaitKind.BOOKING: _("a free seat"),
        WaitKind.HIRING: _("finding the job"),
        WaitKind.REVISION: _("going over what you learned"),
        WaitKind.RESULT: _("the result"),
        WaitKind.LICENSE: _("the license is made out"),
        WaitKind.MEMBERSHIP: _("you become a member"),
        WaitKind.OTHER: _("a wait"),
    }[kind]
