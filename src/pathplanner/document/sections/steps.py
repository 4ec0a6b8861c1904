"""The steps as cards: all that is known about each, in one place."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from pathplanner.document.blocks import (
    Block,
    Bullets,
    Fact,
    Item,
    Link,
    Section,
    StepCard,
    Subheading,
    Text,
)
from pathplanner.document.lookup import PlanFacts, cost_in_words, payment_name, step_kind
from pathplanner.document.sections.assumed import waits_of
from pathplanner.document.sections.counting import counting_notes
from pathplanner.document.sections.exams import exam_facts, retake_note
from pathplanner.document.sections.offers import offer_facts, offer_notes
from pathplanner.document.sections.old_prices import age_note, price_sources
from pathplanner.document.sections.personal_rules import rule_words
from pathplanner.document.sections.running_out import limit_facts, ran_out_note
from pathplanner.document.sections.why import ON_A_CARD, why_sentences
from pathplanner.document.words.messages import _
from pathplanner.document.words.numbers import format_number
from pathplanner.document.words.week import (
    goes_on,
    hours_to_work,
    not_together,
    stands_still,
)
from pathplanner.document.words.wording import (
    format_about,
    format_date,
    format_duration,
    format_effort,
    format_hours,
    join_choices,
    join_words,
    sentence,
)
from pathplanner.model.places import state_name
from pathplanner.model.plan import NotTaken
from pathplanner.model.planned import Payment, PlannedStep
from pathplanner.model.quantity import Duration, Estimate, Grade, Unknown
from pathplanner.model.requirement import AnyOf, Requirement

LONG = 160
"""Advice of more letters is told in short on a card, and in full on a screen."""


def steps_section(facts: PlanFacts) -> Section | None:
    """Return the steps of the plan."""
    cards = tuple(step_card(step, facts) for step in facts.plan.steps)
    return Section("steps", _("Your steps"), cards) if cards else None


def step_card(step: PlannedStep, facts: PlanFacts) -> StepCard:
    """Return the card of a step."""
    label = step_kind(step.kind)
    if step.stage:
        label = _("{kind} · {stage}").format(kind=label, stage=step.stage)
    links = (Link(_("Read more"), step.url),) if step.url else ()
    return StepCard(
        step.id,
        step.number,
        step.title,
        label,
        facts.span(step.start, step.finish),
        cost_in_words(step, facts) if facts.tells_prices else "",
        facts.own_words(step.summary, step.source),
        (*_time_facts(step, facts), *_other_facts(step, facts)),
        why_sentences(step, facts, ON_A_CARD),
        tuple(_notes(step, facts)),
        links,
        (_("Started on"), _("Finished on"), _("Notes")),
        facts.lang(step.title),
    )


def payment_line(payment: Payment, facts: PlanFacts) -> Item:
    """Return a payment as a line to tick off."""
    price = facts.price(payment.amount)
    text = _("{what}: {price}").format(what=payment_name(payment), price=price)
    more = []
    if payment.full_price is not None:
        words = _("instead of {price}")
        if payment.discount:
            words = _("instead of {price}, thanks to {step}")
        more.append(
            words.format(price=facts.money(payment.full_price), step=facts.name(payment.discount))
        )
    if payment.funded:
        parts = [
            _("{who} pays {amount}").format(who=part.funding, amount=facts.money(part.amount))
            for part in payment.funded
        ]
        parts.append(_("you pay {amount}").format(amount=facts.money(payment.out_of_pocket)))
        more.append(join_words(parts))
    if age := age_note(price_sources(payment), facts):
        more.append(age)
    if payment.note:
        more.append(payment.note)
    price_source = payment.amount.source if isinstance(payment.amount, Estimate) else ()
    day = _("due {day}").format(day=format_date(payment.on))
    return Item(text, facts.sourced("; ".join([day, *more]), payment.source, price_source))


def _entry_facts(step: PlannedStep, facts: PlanFacts) -> Iterator[Fact]:
    if step.under_way:
        yield Fact(_("State"), _("under way"))
    if step.term:
        yield Fact(_("Term"), step.term)
    if step.apply_by:
        yield Fact(_("Apply by"), format_date(step.apply_by))
    if not step.under_way and any(one.step == step.id for one in facts.plan.learner.seats):
        yield Fact(_("Seat"), _("kept for you on {day}").format(day=format_date(step.start)))
    if step.applied:
        yield Fact(_("Applied"), _("on {day}").format(day=format_date(step.applied)))


def _time_facts(step: PlannedStep, facts: PlanFacts) -> Iterator[Fact]:
    yield from _entry_facts(step, facts)
    waits_open = any(isinstance(wait.span, Unknown) for wait in (*step.before, *step.after))
    if isinstance(step.duration, Unknown) or (step.length_unknown and not waits_open):
        yield Fact(_("Length"), _("not known; planned as if it took no time"))
    elif step.duration:
        text = format_duration(step.duration)
        if step.duration.note:
            text = f"{text}; {step.duration.note}"
        yield Fact(_("Length"), facts.sourced(text, facts.sources_of(step.duration, step.source)))
    if study := _study(step):
        sources = step.hours.source if isinstance(step.hours, Estimate) else ()
        yield Fact(_("Study"), facts.sourced(study, sources))
    if step.waiting and step.waiting.likely:
        told = facts.sourced(format_duration(step.waiting), facts.sources_of(step.waiting))
        yield Fact(_("Wait before"), told)
    yield from waits_of(step, facts)
    yield from limit_facts(step, facts)
    if isinstance(step.work_hours, Estimate):
        told = facts.sourced(format_effort(step.work_hours), facts.sources_of(step.work_hours))
        yield Fact(_("Work a week"), told)
    if step.open_ended:
        yield Fact(_("Length"), goes_on())


def _evidence(step: PlannedStep, facts: PlanFacts) -> Iterator[Text]:
    """Yield what each estimate of a step comes from, with the marks of those facts' sources."""
    values: list[tuple[str, object]] = [
        (_("Length"), step.duration),
        (_("Study"), step.hours),
        (_("Wait before"), step.waiting),
        (_("Pay"), step.pay),
    ]
    if facts.tells_prices:
        values += [(payment_name(paid), paid.amount) for paid in step.payments]
    seen = set()
    for what, value in values:
        if not isinstance(value, Estimate | Duration) or not value.basis:
            continue
        if (what, value.basis) not in seen:
            told = facts.evidence(value.basis)
            words = _("{what} is an estimate from: {facts}").format(what=what, facts=told.text)
            yield evolve(told, text=words)
        seen.add((what, value.basis))


def _study(step: PlannedStep) -> str | None:
    if step.study_hours is None:
        return _("hours not known")
    if not step.study_hours:
        return None
    text = format_hours(step.study_hours)
    if isinstance(step.hours, Estimate) and (
        step.hours.low != step.hours.high or step.hours.grade is not Grade.STATED
    ):
        text = format_effort(step.hours)
    if step.shares_days:
        text += ", " + _("on the same day as other lessons where hours are left")
    elif step.hours_per_week:
        weekly = format_hours(step.hours_per_week)
        text += ", " + _("about {hours} a week").format(hours=weekly)
    return text


def _other_facts(step: PlannedStep, facts: PlanFacts) -> Iterator[Fact]:
    yield from _place_facts(step, facts)
    at_work = {name for one in step.worked for name in one.steps}
    later = {*at_work, *step.beside}
    if needs := [name for name in step.needs if name not in later]:
        yield Fact(_("Do first"), facts.numbered(needs))
    if step.beside:
        yield Fact(_("Together with"), beside_words(step, facts))
    for one in step.worked:
        where = join_choices([facts.title(name) for name in one.steps])
        yield Fact(_("Hours of work"), hours_to_work(one.hours, where, one.on))
    if step.pay:
        words = _("{pay} a year").format(pay=facts.price(step.pay))
        yield Fact(_("Pay"), facts.sourced(words, facts.sources_of(step.pay, step.source)))
    if step.exam:
        yield from exam_facts(step.exam, step, facts)
    if step.proof:
        yield Fact(_("Proof"), facts.own_words(step.proof))
    if step.critical:
        yield Fact(_("If late"), _("your finish moves too"))
    elif step.slack:
        words = _("by up to {days}, your finish stays the same, if nothing else is late")
        yield Fact(_("If late"), words.format(days=format_about(step.slack)))


def _place_facts(step: PlannedStep, facts: PlanFacts) -> Iterator[Fact]:
    """Yield who offers a step, and where the person lives then if they move."""
    where = step.offer.where if step.offer else step.provider
    offered = where or (facts.body(step.body).partition(" (")[0] if step.body else "")
    if offered:
        yield Fact(_("Offered by"), facts.own_words(offered, () if step.summary else step.source))
    yield from offer_facts(step)
    if step.state:
        yield Fact(facts.of_state(_("State")), state_name(step.state))


def beside_words(step: PlannedStep, facts: PlanFacts) -> str:
    """Return with what a step goes together, and how (rule 19)."""
    same = [name for name in step.beside if name in step.same_day]
    loose = [name for name in step.beside if name not in step.same_day]
    told = []
    if same:
        told.append(_("{steps}: both start on the same day").format(steps=facts.numbered(same)))
    if loose:
        words = _("{steps}, which must be begun when this one starts")
        told.append(words.format(steps=facts.numbered(loose)))
    return "; ".join(told)


def _news(step: PlannedStep, facts: PlanFacts) -> Iterator[Text]:
    """Yield what changed since an older description of a step."""
    for one in facts.plan.pathway.news:
        if step.id in one.steps:
            words = _("What changed: {news}").format(news=sentence(one.text))
            yield facts.sourced(" ".join(filter(None, (words, one.note))), one.source)


def _notes(step: PlannedStep, facts: PlanFacts) -> Iterator[Text]:
    if note := ran_out_note(step):
        yield Text(note)
    if step.failed:
        yield Text(retake_note(step, facts))
    yield from map(Text, counting_notes(step, facts))
    if step.note:
        # The sources of the step as a whole stand beside its summary.
        yield facts.own_words(step.note, () if step.summary else step.source, put=sentence)
    yield from offer_notes(step, facts)
    yield from map(Text, _for_whom(step, facts))
    for other in facts.plan.not_taken:
        if other.step == step.id:
            yield Text(_not_taken(other, _in_short(other.requirement, facts)))


def _for_whom(step: PlannedStep, facts: PlanFacts) -> Iterator[str]:
    """Yield who may take a step, and what of it is so for some people only."""
    if step.minimum_age is not None:
        words = _("Minimum age: {age}.").format(age=step.minimum_age)
        if step.age_assumed:
            words += " " + _("We took it that you are old enough, as you gave no birth date.")
        yield words
    if step.maximum_age is not None:
        words = _("Only for those who are {age} or younger when it starts.")
        words = words.format(age=step.maximum_age)
        if step.age_assumed:
            words += " " + _("We took it that you are, as you gave no birth date.")
        yield words
    for rule in step.rules:
        yield rule_words(step, rule, facts)
    if step.states:
        words = _("Counts in {states} only.").format(states=join_words(step.states))
        if step.state_assumed:
            assumed = _("We took it that you live there, as you named no state.")
            words += " " + facts.of_state(assumed)
        yield words


def _beside(step: PlannedStep, facts: PlanFacts) -> Iterator[Text]:
    """Yield what a step stops, and what it may not run with."""
    if step.stops:
        yield Text(stands_still(facts.names(step.stops)))
    if step.not_with:
        yield Text(not_together(facts.names(step.not_with)))


def _in_short(requirement: Requirement, facts: PlanFacts) -> str:
    """Return a requirement in words; of many ways the shortest one and how many there are."""
    told = facts.requirement(requirement)
    if len(told) <= LONG or not isinstance(requirement, AnyOf):
        return told
    ways = [facts.requirement(one) for one in requirement.of]
    words = _("one of {n} ways, such as {what}")
    return words.format(n=format_number(len(ways)), what=min(ways, key=len))


def _not_taken(other: NotTaken, what: str) -> str:
    words = _("Advised but not in this plan: {what}").format(what=what)
    if other.by:
        words += " " + _("(advised by {who})").format(who=other.by)
    return sentence(words)


def background_section(facts: PlanFacts) -> Section | None:
    """Return how each estimate was made, what changed, and advice in full; it is not printed."""
    blocks: list[Block] = []
    for step in facts.plan.steps:
        lines = [*_evidence(step, facts), *_news(step, facts), *_advice(step, facts)]
        if lines:
            blocks.append(Subheading(f"{step.number}. {step.title}"))
            blocks.append(Bullets(tuple(lines)))
    title = _("More about your steps")
    return Section("background", title, tuple(blocks), on_paper=False) if blocks else None


def _advice(step: PlannedStep, facts: PlanFacts) -> Iterator[Text]:
    for other in facts.plan.not_taken:
        what = facts.requirement(other.requirement)
        is_cut = what != _in_short(other.requirement, facts)
        if other.step == step.id and (other.note or other.source or is_cut):
            told = " ".join(filter(None, (_not_taken(other, what), sentence(other.note))))
            yield facts.sourced(told, other.source)
