"""The order of a document's sections."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from attrs import evolve

from pathplanner.document.blocks import Document, Phrases, Section
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.sections.alternatives import advancement_section, options_section
from pathplanner.document.sections.assumed import assumed_section
from pathplanner.document.sections.changes import changes_section
from pathplanner.document.sections.checklist import (
    payments_to_tick,
    steps_to_tick,
    upkeep_to_tick,
)
from pathplanner.document.sections.glossary import glossary_section
from pathplanner.document.sections.money import money_section
from pathplanner.document.sections.notices import assumptions_section, notices_section
from pathplanner.document.sections.old_prices import old_prices_section
from pathplanner.document.sections.questions import open_section
from pathplanner.document.sections.refusal import refusal_sections
from pathplanner.document.sections.reviews import agreement_section, reviews_section
from pathplanner.document.sections.route import folded_section, long_route_section, route_section
from pathplanner.document.sections.sources import (
    bodies_section,
    contacts_section,
    more_sources_section,
    sources_section,
)
from pathplanner.document.sections.start_and_goal import goal_section, start_section
from pathplanner.document.sections.steps import background_section, steps_section
from pathplanner.document.sections.summary import summary_section
from pathplanner.document.sections.timeline import timeline_section
from pathplanner.document.sections.uncertainty import forecast_section, what_if_section
from pathplanner.document.sections.upkeep import upkeep_section
from pathplanner.document.sections.why import set_aside_section
from pathplanner.document.view import Audience, Variant, View
from pathplanner.document.words.language import LANGUAGE, find_language, region_of, speaking
from pathplanner.document.words.messages import _
from pathplanner.document.words.numbers import usual_region
from pathplanner.document.words.wording import format_date
from pathplanner.model.plan import Plan
from pathplanner.model.support import Logo

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

_Make = Callable[[PlanFacts], Section | None]

_SECTIONS: dict[Variant, tuple[_Make, ...]] = {
    Variant.FULL: (
        summary_section,
        folded_section,
        route_section,
        open_section,
        long_route_section,
        timeline_section,
        changes_section,
        steps_section,
        money_section,
        forecast_section,
        what_if_section,
        upkeep_section,
        advancement_section,
        start_section,
        reviews_section,
        agreement_section,
        assumed_section,
        assumptions_section,
        notices_section,
    ),
    Variant.BRIEF: (
        summary_section,
        folded_section,
        route_section,
        open_section,
        changes_section,
        contacts_section,
    ),
    Variant.CHECKLIST: (steps_to_tick, payments_to_tick, upkeep_to_tick),
}
"""The sections of each variant, in the order in which a reader needs them."""

_OF_NO_PLAN: tuple[_Make, ...] = (start_section, notices_section)
"""The sections of a plan that cannot be, below what stands in its way."""

_ON_SCREEN: tuple[_Make, ...] = (
    options_section,
    set_aside_section,
    background_section,
    goal_section,
    old_prices_section,
    bodies_section,
    more_sources_section,
)
"""What is not printed: for those who look something up on a screen."""


_ALL = View()


def compose(plan: Plan, view: View = _ALL) -> Document:
    """Return what is to be said about a plan, in the order of reading.

    Raises:
        InputError: There are no words in the language that the view asks for.
    """
    with speaking_for(plan, view.language) as language:
        facts = PlanFacts(plan, view)
        return _composed(facts, language, tuple(_sections(facts)))


@contextmanager
def speaking_for(plan: Plan, language: str = "") -> Iterator[str]:
    """Make all words in the `with` in a language, or in that of the pathway; give its tag.

    Raises:
        InputError: There are no words in the language that is asked for.
    """
    own = plan.pathway.language
    known = find_language(own)
    asked = language or (own if known else LANGUAGE)
    # Dates and numbers are those of the country of the pathway where nobody asks for another.
    here = not language or (known is not None and known == find_language(language))
    region = region_of(language) or (_region(own) if here else "")
    with speaking(asked, region) as spoken:
        # The words are in the language of a kind of tag, such as `en`; a pathway that says
        # more, such as `en-US`, says it of the words, too.
        is_own = known is not None and known.tag == spoken.tag and _TAG.fullmatch(own)
        is_here = region in ("", region_of(own))
        yield own if is_own and is_here else spoken.tag


def _region(tag: str) -> str:
    """Return the country of a pathway in a language; of one that is not spoken, the usual one."""
    if not _TAG.fullmatch(tag):
        return ""
    return region_of(tag) or ("" if find_language(tag) else usual_region(tag))


def _composed(facts: PlanFacts, language: str, sections: tuple[Section, ...]) -> Document:
    plan = facts.plan
    name = plan.learner.name or _("you")
    version = _version(plan)
    return Document(
        kicker=" · ".join(filter(None, (_kicker(facts.view), plan.learner.support.agency))),
        title=facts.goal or plan.pathway.title,
        subtitle=_("Made for {name}").format(name=name),
        language=language,
        meta=" · ".join(filter(None, (_meta(plan, version), _copy(facts.view)))),
        footer=" · ".join(filter(None, (_short(plan.learner.name), version))),
        page=_("Page {page} of {pages}"),
        sections=sections,
        phrases=_phrases(),
        name=plan.learner.name,
        start=plan.start,
        variant=facts.view.variant,
        plan=plan,
        foreign=_language_of_title(facts),
        logo=_logo(plan),
    )


def _language_of_title(facts: PlanFacts) -> str:
    """Return the language of the title where all that it names is in that one."""
    plan = facts.plan
    titles = [facts.title(name) for name in plan.goal] or [plan.pathway.title]
    found = {facts.lang(title) for title in titles}
    return found.pop() if len(found) == 1 else ""


def _logo(plan: Plan) -> Logo | None:
    support = plan.learner.support
    return Logo(support.logo, support.agency or _("Logo")) if support.logo else None


def _sections(facts: PlanFacts) -> Iterator[Section]:
    made = [*refusal_sections(facts)]
    variant = facts.view.variant
    refused = bool(made) and variant is not Variant.BRIEF
    made += _made(_OF_NO_PLAN if refused else _SECTIONS[variant], facts)
    yield from made
    if variant is not Variant.FULL:
        return
    explained = None if refused else glossary_section(facts, made)
    if explained:
        yield explained
    if cited := sources_section(facts):
        yield cited
    yield from _made(_ON_SCREEN, facts)


def _made(sections: tuple[_Make, ...], facts: PlanFacts) -> list[Section]:
    return [made for section in sections if (made := section(facts))]


def _kicker(view: View) -> str:
    return {
        Variant.FULL: _("Career roadmap"),
        Variant.BRIEF: _("Career roadmap in brief"),
        Variant.CHECKLIST: _("Career roadmap: boxes to tick"),
    }[view.variant]


def _meta(plan: Plan, version: str) -> str:
    words = _("{pathway} · start {day}")
    told = words.format(pathway=plan.pathway.title, day=format_date(plan.start))
    return " · ".join(filter(None, (told, version)))


def _copy(view: View) -> str:
    """Return for whom a copy is made; nothing for the person's own."""
    return {
        Audience.PARTICIPANT: "",
        Audience.FUNDER: _("copy for a funder"),
        Audience.EMPLOYER: _("copy for an employer"),
    }[view.audience]


def compose_page(plan: Plan, view: View, kicker: str, sections: tuple[Section, ...]) -> Document:
    """Return a document with the title and the small print of a plan, and other sections."""
    with speaking_for(plan, view.language) as language:
        page = _composed(PlanFacts(plan, view), language, sections)
        return evolve(page, kicker=kicker, subtitle="", plan=None)


def page_about_many(
    kicker: str, title: str, meta: str, language: str, day: date, sections: tuple[Section, ...]
) -> Document:
    """Return a document about many people, in the language that is spoken now."""
    return Document(
        kicker=kicker,
        title=title,
        subtitle="",
        language=language,
        meta=meta,
        footer=title,
        page=_("Page {page} of {pages}"),
        sections=sections,
        phrases=_phrases(),
        name="",
        start=day,
        variant=Variant.FULL,
        plan=None,
    )


def _phrases() -> Phrases:
    """Return the words in the language that is spoken now."""
    return Phrases(
        plan=_("plan {hash}"),
        attached=_("This plan as data, so that it can be opened and planned again."),
        code=_("Code for the camera of a phone: {url}"),
        skip=_("Skip to the plan"),
        contents=_("On this page"),
        progress=_("{done} of {all} steps done"),
        more=_("More about this step"),
        kept=_("What you tick and write here stays in this browser, on this device."),
    )


def _version(plan: Plan) -> str:
    """Return the day of the facts, and before it the plan's version when it was made anew."""
    data = _data(plan)
    if plan.version == 1:
        return data
    version = _("Plan version {number}").format(number=plan.version)
    return " · ".join(filter(None, (version, data)))


def _data(plan: Plan) -> str:
    """Return of which day the facts are; nothing where the pathway does not say it."""
    updated = plan.pathway.updated
    return _("facts of {day}").format(day=format_date(updated)) if updated else ""


def _short(name: str, longest: int = 40) -> str:
    """Return a name that fits in the line at the foot of a page."""
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"
