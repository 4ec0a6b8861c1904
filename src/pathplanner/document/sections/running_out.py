"""What runs out, in sentences: by when, what had run out before, and what to tell us."""

from __future__ import annotations

from collections.abc import Iterator

from pathplanner.document.blocks import Fact
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import format_date, format_duration
from pathplanner.model.planned import HeldStep, PlannedStep, TimeLimit
from pathplanner.model.requirement import NOTHING, Until
from pathplanner.model.step import Exam


def limit_facts(step: PlannedStep, facts: PlanFacts) -> Iterator[Fact]:
    """Yield how long a step counts, and by when it must start or finish."""
    if step.valid_for:
        told = facts.sourced(
            format_duration(step.valid_for), facts.sources_of(step.valid_for, step.source)
        )
        yield Fact(_("Good for"), told)
    for limit in step.limits:
        label = _("Start by") if limit.until is Until.START else _("Finish by")
        yield Fact(label, facts.sourced(_limit(limit, facts), facts.sources_of(limit.span)))


def _limit(limit: TimeLimit, facts: PlanFacts) -> str:
    if not limit.step:
        words = _("{day}: within {time} of being approved")
        return words.format(day=format_date(limit.last), time=format_duration(limit.span))
    words = _("{day}: {other} counts for {time}")
    other = facts.name(limit.step)
    return words.format(day=format_date(limit.last), other=other, time=format_duration(limit.span))


def ran_out_note(step: PlannedStep) -> str:
    """Return that a step was held before and ran out, or nothing."""
    if step.ran_out is None:
        return ""
    words = _("You had this before; it ran out on {day}. If you renewed it since, tell us the day.")
    return words.format(day=format_date(step.ran_out))


def held_note(step: HeldStep) -> str:
    """Return what is not sure of a held step, or nothing."""
    if step.ran_out:
        words = _(
            "It ran out on {day}, unless you renewed it. If you did, tell us the day. If you did "
            "not, take it out of what you have, and it is planned again."
        )
        return words.format(day=format_date(step.ran_out))
    if step.undated:
        return _("It may have run out. Tell us the day on which you finished it.")
    return ""


def to_tell(facts: PlanFacts) -> Iterator[str]:
    """Yield what to find out of things that may have run out, a sentence each."""
    for held in facts.plan.held:
        if note := held_note(held):
            yield _("{step}: {note}").format(step=held.title, note=note)
    for step in facts.plan.steps:
        if note := ran_out_note(step):
            yield _("{step}: {note}").format(step=step.title, note=note)


def tries_terms(exam: Exam, facts: PlanFacts) -> Iterator[str]:
    """Yield how many tries of an exam there are, and what another one needs."""
    if exam.most_attempts is not None:
        most = plural("{n}\u00a0try at most", "{n}\u00a0tries at most", exam.most_attempts)
        if exam.attempts_within:
            words = _("{tries} in {time}")
            most = words.format(tries=most, time=format_duration(exam.attempts_within))
        yield most
    for one in exam.further:
        if one.retake_wait:
            words = plural(
                "after {n}\u00a0failed try wait {time}",
                "after {n}\u00a0failed tries wait {time}",
                one.after,
            )
            yield words.replace("{time}", format_duration(one.retake_wait))
        if one.requires == NOTHING:
            continue
        words = plural(
            "after {n}\u00a0failed try first: {steps}",
            "after {n}\u00a0failed tries first: {steps}",
            one.after,
        )
        yield words.replace("{steps}", facts.requirement(one.requires))
