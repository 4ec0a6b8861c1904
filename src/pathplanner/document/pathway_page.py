"""A pathway without a person, for a school or a library: a map, a sheet for each goal, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from graphlib import TopologicalSorter

from attrs import evolve, field, frozen

from pathplanner.document.blocks import (
    Block,
    Column,
    Document,
    Fact,
    Facts,
    Link,
    Links,
    Mark,
    Paragraph,
    Place,
    Reference,
    References,
    RouteMap,
    Section,
    Stop,
    Table,
    Text,
)
from pathplanner.document.composer import page_about_many
from pathplanner.document.lookup import cost_kind, step_kind, with_titles
from pathplanner.document.sections.exams import exam_form
from pathplanner.document.sections.route import lay_lanes, without_detours
from pathplanner.document.sections.sources import published
from pathplanner.document.words.language import LANGUAGE, find_language, speaking, tag_beside
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import (
    capitalized,
    format_date,
    format_duration,
    format_effort,
    format_price,
    sentence,
)
from pathplanner.model.foreign import languages_of
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration, Estimate, Unknown
from pathplanner.model.requirement import NOTHING, steps_in
from pathplanner.model.step import Kind, Step


def compose_pathway(pathway: Pathway, language: str = "") -> Document:
    """Return what a pathway says, for those who look at it before they plan.

    Args:
        pathway: The pathway, with its texts in the language of the page where they are known.
        language: BCP 47 tag of the words; that of the pathway when empty.

    Raises:
        InputError: There are no words in that language.
    """
    asked = language or (pathway.language if find_language(pathway.language) else LANGUAGE)
    with speaking(asked) as spoken:
        told = _Told(pathway)
        sections = tuple(told.sections())
        day = pathway.updated or date(1970, 1, 1)
        known = _("facts of {day}").format(day=format_date(day)) if pathway.updated else ""
        count = plural("{n} step", "{n} steps", len(pathway.steps))
        meta = " · ".join(filter(None, (count, known)))
        page = page_about_many(_("Career pathway"), pathway.title, meta, spoken.tag, day, sections)
        return evolve(page, foreign=told.lang(pathway.title))


@frozen
class _Told:
    """Turns a pathway into sections; sources get their numbers in the order of the text."""

    pathway: Pathway
    marks: dict[str, int] = field(factory=dict, init=False)

    def sections(self) -> Iterator[Section]:
        """Yield the sections in the order of reading."""
        steps = self.in_order()
        yield Section("summary", _("What it leads to"), tuple(self.leads_to()))
        yield Section("route", _("The map"), (self.map(steps),))
        for goal in self.pathway.destinations:
            step = self.pathway.by_id[goal]
            yield Section(f"goal-{goal}", step.title, tuple(self.sheet(step)))
        yield Section("steps", _("Every step"), (self.table(steps),))
        if self.marks:
            words = _("The numbers in brackets point here. Ask before you pay: prices change.")
            items = tuple(self.references())
            yield Section("sources", _("Sources"), (Paragraph(words), References(items)))

    def in_order(self) -> tuple[Step, ...]:
        """Return the steps, each after all that it may need."""
        place = {step.id: number for number, step in enumerate(self.pathway.steps)}
        sorter = TopologicalSorter({one.id: self.before(one) for one in self.pathway.steps})
        sorter.prepare()
        found: list[str] = []
        while sorter.is_active():
            ready = sorted(sorter.get_ready(), key=place.__getitem__)
            found += ready
            sorter.done(*ready)
        return tuple(self.pathway.by_id[name] for name in found)

    def before(self, step: Step) -> tuple[str, ...]:
        """Return the steps of the pathway that a step may need, each once."""
        return tuple(one for one in dict.fromkeys(steps_in(step.requires)) if one != step.id)

    def lang(self, text: str) -> str:
        """Return the language of a text of the pathway where it is not the one that is spoken."""
        own = languages_of(self.pathway.foreign).get(text, self.pathway.language)
        return tag_beside(own) if text else ""

    def own_words(self, text: str, *sources: Iterable[str]) -> Text:
        """Return a text of the pathway with the marks of its sources and its language."""
        return evolve(self.sourced(text, *sources), lang=self.lang(text))

    def title(self, name: str) -> str:
        """Return the title of a step."""
        return self.pathway.by_id[name].title if name in self.pathway.by_id else name

    def leads_to(self) -> Iterator[Block]:
        """Yield what the pathway is, and its goals."""
        if self.pathway.summary:
            yield Paragraph(self.own_words(self.pathway.summary))
        goals = [self.pathway.by_id[goal] for goal in self.pathway.destinations]
        rows = tuple(
            (self.own_words(goal.title), step_kind(goal.kind), self.pay(goal)) for goal in goals
        )
        heads = (Column(_("Goal"), 4), Column(_("What it is"), 2), Column(_("Pay a year"), 3))
        yield Table(heads, rows)

    def map(self, steps: tuple[Step, ...]) -> RouteMap:
        """Return all steps as stops, with lines to all that each may need."""
        start = ""
        needs: dict[str, tuple[str, ...]] = {start: ()}
        for step in steps:
            needs[step.id] = self.before(step) or (start,)
        places = lay_lanes(without_detours(needs))
        stops = [Stop(0, _("You start here"), "", Mark.START, places[start])]
        stops += [self.stop(number, one, places[one.id]) for number, one in enumerate(steps, 1)]
        lanes = 1 + max(lane for one in places.values() for lane in (one.lane, *one.passes))
        legend = tuple(map(capitalized, (_("a step"), _("a job on the way"), _("a goal"))))
        label = _("A map of all steps, each below those that it may need")
        return RouteMap(tuple(stops), lanes, label, legend)

    def stop(self, number: int, step: Step, place: Place) -> Stop:
        """Return a step as a stop of the map."""
        is_goal = step.id in self.pathway.destinations
        detail = " · ".join(filter(None, (self.length(step), self.price(step))))
        other = Mark.EXIT if step.kind is Kind.JOB else Mark.STEP
        mark = Mark.GOAL if is_goal else other
        return Stop(number, step.title, detail, mark, place, lang=self.lang(step.title))

    def sheet(self, step: Step) -> Iterator[Block]:
        """Yield all that is to be known of a goal before one plans for it."""
        if step.summary:
            yield Paragraph(self.own_words(step.summary, step.source))
        items = [Fact(label, text) for label, text in self.facts(step) if text.text]
        yield Facts(tuple(items))
        if step.note:
            yield Paragraph(self.own_words(step.note))
        if step.url:
            yield Links((Link(_("Read more"), step.url),))

    def facts(self, step: Step) -> Iterator[tuple[str, Text]]:
        """Yield what is known of a goal by label; a text may be empty."""
        yield _("What it is"), Text(capitalized(step_kind(step.kind)))
        needs = "" if step.requires == NOTHING else with_titles(step.requires, self.title)
        yield _("Do first"), Text(sentence(needs))
        yield _("Offered by"), Text(self.offered(step))
        yield _("Length"), self.valued(self.length(step), step.duration)
        hours = step.study_hours
        study = format_effort(hours, planned=False) if isinstance(hours, Estimate) else ""
        yield _("Study"), self.valued(study, hours)
        for cost in step.costs:
            label = capitalized(cost.label or cost_kind(cost.kind))
            price = format_price(cost.amount, self.pathway.currency)
            yield label, self.valued(price, cost.amount, cost.source)
        if step.exam:
            yield _("Exam"), self.sourced(", ".join(exam_form(step.exam)), step.exam.source)
            yield _("To pass"), self.sourced(step.exam.pass_mark, step.exam.source)
        if step.renewal:
            words = _("every {time}").format(time=format_duration(step.renewal.every))
            yield _("Keep it"), self.sourced(words, step.renewal.source)
        yield _("Pay a year"), Text(self.pay(step))

    def table(self, steps: tuple[Step, ...]) -> Table:
        """Return every step in a row."""
        heads = (
            Column(_("Step"), 5), Column(_("Do first"), 8), Column(_("Length"), 4),
            Column(_("Price"), 3),
        )  # fmt: skip
        rows = (
            (
                f"{number}. {step.title}",
                "" if step.requires == NOTHING else with_titles(step.requires, self.title),
                self.length(step),
                self.price(step),
            )
            for number, step in enumerate(steps, 1)
        )
        return Table(heads, tuple(rows))

    def length(self, step: Step) -> str:
        """Return how long a step takes; nothing where nobody told it."""
        span = step.duration
        return format_duration(span, planned=False) if isinstance(span, Duration) else ""

    def price(self, step: Step) -> str:
        """Return the sum of the prices of a step, or that it is not known."""
        amounts = [cost.amount for cost in step.costs]
        if any(isinstance(one, Unknown) for one in amounts):
            return _("price not known")
        known = [one for one in amounts if isinstance(one, Estimate)]
        if not known:
            return ""
        likely = sum(one.likely for one in known)
        return format_price(Estimate.exactly(str(likely)), self.pathway.currency)

    def pay(self, step: Step) -> str:
        """Return what those earn who do the work that a step leads to."""
        jobs = {one.id: one for one in self.pathway.occupations}
        job = jobs.get(step.occupation)
        amount = step.pay or (job.pay.median if job and job.pay else None)
        return format_price(amount, self.pathway.currency) if amount is not None else ""

    def offered(self, step: Step) -> str:
        """Return who offers a step."""
        names = {one.id: one.name for one in self.pathway.bodies}
        return step.provider or names.get(step.body, "")

    def valued(
        self, text: str, value: Estimate | Duration | Unknown | None, *wider: tuple[str, ...]
    ) -> Text:
        """Return a value with the marks of the sources that state it."""
        own = value.source if isinstance(value, Estimate | Duration) else ()
        return self.sourced(text, *([own] if own else wider))

    def sourced(self, text: str, *sources: Iterable[str]) -> Text:
        """Return a text of the pathway with the marks of its sources."""
        names = dict.fromkeys(name for group in sources for name in group) if text else {}
        marks = (self.marks.setdefault(name, len(self.marks) + 1) for name in names)
        return Text(text, tuple(sorted(marks)))

    def references(self) -> Iterator[Reference]:
        """Yield the sources that were named, by number."""
        known = {source.id: source for source in self.pathway.sources}
        for name, number in self.marks.items():
            yield Reference(number, published(known[name]), known[name].url)
