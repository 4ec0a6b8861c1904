"""The order of a document's sections."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pathplanner.document import (
    changed,
    choices,
    money,
    route,
    sources,
    start,
    steps,
    summary,
    sureness,
    timeline,
    upkeep,
)
from pathplanner.document.blocks import Document, Section
from pathplanner.document.facts import PlanFacts
from pathplanner.document.impossible import impossible
from pathplanner.document.language import LANGUAGE, find_language, speaking
from pathplanner.document.phrases import phrases
from pathplanner.document.view import View
from pathplanner.document.wording import format_date
from pathplanner.document.words import _
from pathplanner.model.plan import Plan

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

_SECTIONS: tuple[Callable[[PlanFacts], Section | None], ...] = (
    summary.summary,
    changed.changed,
    route.route,
    timeline.timeline,
    start.start,
    start.wishes,
    steps.steps,
    money.money,
    choices.options,
    choices.exits,
    sureness.sureness,
    upkeep.upkeep,
    start.goal,
    sources.assumptions,
    sources.bodies,
    sources.sources,
)


_ALL = View()


def compose(plan: Plan, view: View = _ALL) -> Document:
    """Return what is to be said about a plan, in the order of reading.

    Raises:
        InputError: There are no words in the language that the view asks for.
    """
    own = plan.pathway.language
    asked = view.language or (own if find_language(own) else LANGUAGE)
    with speaking(asked) as spoken:
        # The words are in the language of a kind of tag, such as `en`; a pathway that says
        # more, such as `en-US`, says it of the words, too.
        is_own = find_language(own) == spoken and _TAG.fullmatch(own)
        return _composed(plan, own if is_own else spoken.tag)


def _composed(plan: Plan, language: str) -> Document:
    facts = PlanFacts(plan)
    name = plan.learner.name or _("you")
    version = _version(plan)
    return Document(
        kicker=_("Career roadmap"),
        title=facts.goal or plan.pathway.title,
        subtitle=_("Made for {name}").format(name=name),
        language=language,
        meta=_("{pathway} · start {day} · {version}").format(
            pathway=plan.pathway.title, day=format_date(plan.start), version=version
        ),
        footer=" · ".join(filter(None, (_short(plan.learner.name), version))),
        page=_("Page {page} of {pages}"),
        sections=tuple(_sections(facts)),
        phrases=phrases(),
    )


def _sections(facts: PlanFacts) -> Iterator[Section]:
    yield from impossible(facts)
    for section in _SECTIONS:
        if found := section(facts):
            yield found


def _version(plan: Plan) -> str:
    """Return the version of the data, and before it that of the plan when it was made anew."""
    data = _data(plan)
    if plan.version == 1:
        return data
    return " · ".join((_("Plan version {number}").format(number=plan.version), data))


def _data(plan: Plan) -> str:
    name = plan.pathway.id
    if plan.pathway.updated:
        # The version of the data is a name, so it stays in the form that its file has.
        return _("data {name} {version}").format(
            name=name, version=plan.pathway.updated.isoformat()
        )
    return _("data {name}").format(name=name)


def _short(name: str, longest: int = 40) -> str:
    """Return a name that fits in the line at the foot of a page."""
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"
