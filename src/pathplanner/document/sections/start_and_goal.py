"""Where the person starts, and where the road leads."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from pathplanner.document.blocks import (
    Block,
    Fact,
    Facts,
    Lines,
    Paragraph,
    Section,
    Subheading,
    Text,
)
from pathplanner.document.lookup import PlanFacts, few, step_kind
from pathplanner.document.sections.running_out import held_note
from pathplanner.document.words.messages import _
from pathplanner.document.words.numbers import format_number
from pathplanner.document.words.week import hours_at_most
from pathplanner.document.words.wording import (
    DASH,
    capitalized,
    format_date,
    format_hours,
    join_words,
    sentence,
)
from pathplanner.model.learner import Override, OverrideKind
from pathplanner.model.occupation import Occupation, Outlook, Pay
from pathplanner.model.places import state_name
from pathplanner.model.planned import HeldStep

MOST_NAMED = 6
"""Of more names than this some are told, and how many there are."""

MOST_WORK = 2
"""Pay and outlook of more groups of jobs than this are told on a screen."""


def start_section(facts: PlanFacts) -> Section | None:
    """Return what the person has, what they asked for, and the work that the goal leads to."""
    work = _work(facts) if facts.plan.steps else ()
    told = [*_have(facts), *_person(facts), *_wishes(facts), *work]
    items = [evolve(one, value=_begun(one.value)) for one in told]
    blocks: list[Block] = [Facts(tuple(items))] if items else []
    if facts.is_own and facts.plan.steps:
        blocks.append(Lines(_("Why I chose this"), 1))
    title = _("Where you start and where it leads")
    return Section("start", title, tuple(blocks)) if blocks else None


def _begun(value: Text) -> Text:
    return evolve(value, text=capitalized(value.text))


def _person(facts: PlanFacts) -> Iterator[Fact]:
    support = facts.plan.learner.support
    if support.strengths:
        yield Fact(_("Good at"), join_words(support.strengths))
    if support.interests:
        yield Fact(_("Likes"), join_words(support.interests))


def _have(facts: PlanFacts) -> Iterator[Fact]:
    plan = facts.plan
    listed = {step.id for step in plan.held}
    lines = [_held(step, facts) for step in plan.held]
    lines += [
        capitalized(sentence(f"{facts.title(note.step)}: {_override(note)}"))
        for note in plan.learner.overrides
        if note.step not in listed
    ]
    if lines:
        yield Fact(_("You have"), " ".join(lines))


def _work(facts: PlanFacts) -> Iterator[Fact]:
    """Yield pay and outlook of the work; its duties and skills are told on a screen."""
    found = facts.plan.pathway.occupations
    named = {step.occupation for step in facts.plan.steps if step.occupation}
    shown = [one for one in found if one.id in named] or found[:1]
    for one in shown[:MOST_WORK]:
        if one.pay:
            yield evolve(_pay(one.pay, one, facts), label=_("Pay: {work}").format(work=one.title))
        if one.outlook:
            yield _outlook(one.outlook, one, facts)


def _held(step: HeldStep, facts: PlanFacts) -> str:
    parts = [f"{step.title} ({step_kind(step.kind).lower()})"]
    if step.override:
        parts.append(_override(step.override))
    elif step.since:
        parts.append(_("yours since {day}").format(day=format_date(step.since)))
    text = " ".join(filter(None, (sentence(", ".join(parts)), held_note(step))))
    if step.opens:
        text += " " + _("It counts for {steps}.").format(steps=facts.numbered(step.opens))
    return text


def _override(note: Override) -> str:
    """Return who set a requirement aside, when and why."""
    if note.kind is OverrideKind.SUBSTITUTE and note.instead:
        words = _("replaced by {instead}").format(instead=note.instead)
    elif note.kind is OverrideKind.SUBSTITUTE:
        words = _("replaced by something else")
    else:
        words = _("not asked of you")
    if note.by:
        words += " " + _("(decided by {who})").format(who=note.by)
    if note.on:
        words += " " + _("on {day}").format(day=format_date(note.on))
    if note.why:
        words += _(": {why}").format(why=note.why)
    return words


def goal_section(facts: PlanFacts) -> Section | None:
    """Return all that is known of the work that the goal leads to; it is not printed."""
    plan = facts.plan
    blocks: list[Block] = []
    if plan.pathway.summary:
        blocks.append(Paragraph(facts.own_words(plan.pathway.summary)))
    if plan.pathway.note:
        blocks.append(Paragraph(facts.own_words(plan.pathway.note)))
    for occupation in plan.pathway.occupations:
        blocks += _occupation(occupation, facts)
    title = _("More about the work")
    return Section("goal", title, tuple(blocks), on_paper=False) if blocks else None


def _occupation(occupation: Occupation, facts: PlanFacts) -> Iterator[Block]:
    yield Subheading(occupation.title)
    items = []
    if occupation.pay:
        items.append(_pay(occupation.pay, occupation, facts))
    if occupation.outlook:
        items.append(_outlook(occupation.outlook, occupation, facts))
    if occupation.entry_education:
        told = facts.sourced(occupation.entry_education, occupation.source)
        items.append(Fact(_("Usual schooling"), told))
    if occupation.settings:
        named = [
            f"{part.name} ({part.percent}%)" if part.percent is not None else part.name
            for part in occupation.settings
        ]
        sources = [part.source for part in occupation.settings]
        told = facts.sourced(join_words(named), occupation.source, *sources)
        items.append(Fact(_("Where people work"), told))
    for label, topics in ((_("Duties"), occupation.duties), (_("Skills"), occupation.skills)):
        if topics:
            text = "; ".join(topic.text.rstrip(".") for topic in topics)
            sources = [topic.source for topic in topics]
            items.append(Fact(label, facts.sourced(text, occupation.source, *sources)))
    items.append(Fact(_("Job code"), _("SOC {code}").format(code=occupation.id)))
    yield Facts(tuple(items))
    if occupation.note:
        yield Paragraph(facts.own_words(occupation.note, occupation.source))


def _pay(pay: Pay, occupation: Occupation, facts: PlanFacts) -> Fact:
    words = _("{median} a year in the middle").format(median=facts.money(pay.median.likely))
    if pay.hourly:
        words += " " + _("({hourly} an hour)").format(hourly=facts.money(pay.hourly.likely))
    if pay.low and pay.high:
        words += "; " + _("most earn from {low} to {high}").format(
            low=facts.money(pay.low.likely), high=facts.money(pay.high.likely)
        )
    where = ", ".join(filter(None, (pay.area, pay.period)))
    words += f" ({where})" if where else ""
    return Fact(_("Pay"), facts.sourced(words, pay.source or occupation.source))


def _outlook(outlook: Outlook, occupation: Occupation, facts: PlanFacts) -> Fact:
    parts = []
    if outlook.growth is not None:
        words = _("{percent}% more jobs") if outlook.growth >= 0 else _("{percent}% fewer jobs")
        text = words.format(percent=abs(outlook.growth))
        if outlook.period:
            text += " " + _("in {period}").format(period=outlook.period.replace("-", DASH))
        parts.append(text)
    if outlook.jobs is not None:
        parts.append(_("{jobs} jobs at the start").format(jobs=format_number(outlook.jobs)))
    if outlook.openings is not None:
        parts.append(_("about {jobs} openings a year").format(jobs=format_number(outlook.openings)))
    where = outlook.area
    if not where and facts.plan.learner.state.startswith("US-"):
        where = _("the whole country; for your state look at projectionscentral.org")
    told = "; ".join(parts) + (f" ({where})" if where else "")
    return Fact(_("Outlook"), facts.sourced(told, outlook.source or occupation.source))


def _wishes(facts: PlanFacts) -> Iterator[Fact]:
    """Yield what the person asked for."""
    if facts.for_employer:
        return
    learner = facts.plan.learner
    told = _("up to {hours} a week").format(hours=format_hours(hours_at_most(learner)))
    yield Fact(_("Study time"), told)
    if learner.deadline:
        yield Fact(_("Finish by"), format_date(learner.deadline))
    if learner.savings is not None:
        words = _("{savings} at the start and {monthly} each month")
        told = words.format(
            savings=facts.money(learner.savings), monthly=facts.money(learner.monthly)
        )
        yield Fact(_("Savings"), told)
    for pause in learner.breaks:
        words = _("from {start} until {finish}")
        told = words.format(start=format_date(pause.start), finish=format_date(pause.finish))
        yield Fact(_("No study"), told)
    for label, steps in ((_("Avoid"), learner.avoid), (_("Be sure to take"), learner.insist)):
        if steps:
            yield Fact(label, few([facts.title(step) for step in steps], MOST_NAMED))
    for item in facts.plan.dropped:
        words = _("{title}, on {day}; so it is not in this plan")
        told = words.format(title=facts.title(item.id), day=format_date(item.on))
        yield Fact(_("Dropped"), told)
    yield from _living(facts)


def _living(facts: PlanFacts) -> Iterator[Fact]:
    """Yield where the person lives, and where they move to."""
    learner = facts.plan.learner
    if learner.state:
        yield Fact(facts.of_state(_("State")), state_name(learner.state))
    if learner.area:
        yield Fact(_("Area"), learner.area)
    for one in learner.moves:
        words = _("to {state} on {day}")
        told = words.format(state=state_name(one.state), day=format_date(one.on))
        yield Fact(_("You move"), told)
