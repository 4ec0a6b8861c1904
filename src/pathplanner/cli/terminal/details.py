"""All that a pathway knows: of one step, and of the work, the bodies and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from pathplanner.cli.terminal.screen import head, say
from pathplanner.document.lookup import cost_kind, step_kind
from pathplanner.document.sections.exams import exam_form
from pathplanner.document.sections.sources import source_in_words
from pathplanner.document.words.wording import (
    format_duration,
    format_effort,
    format_marks,
    format_price,
    join_words,
    requirement_in_words,
    sentence,
)
from pathplanner.model.marks import cited, parts_of
from pathplanner.model.occupation import Body, Occupation, Topic
from pathplanner.model.pathway import Pathway
from pathplanner.model.price import Discount, Renewal
from pathplanner.model.quantity import Duration, Estimate, Unknown
from pathplanner.model.requirement import NOTHING, steps_in
from pathplanner.model.step import Exam, FurtherTry, Step

Line = tuple[str, str]
"""What stands before a text, and the text."""


def print_step(pathway: Pathway, step: Step) -> None:
    """Print all that a pathway knows of a step, with its sources."""
    head(f"{step.title} ({step.id})")
    told = _Told(pathway)
    for first, text in told.step(step):
        say(text, first=f"{first}: " if first else "")
    told.print_sources()


def print_about(pathway: Pathway) -> None:
    """Print what a pathway knows beside its steps: note, work, bodies, news and sources."""
    told = _Told(pathway)
    _print_part("Please note", [("", pathway.note)] if pathway.note else [])
    for one in pathway.occupations:
        _print_part(f"{one.title} ({one.id})", told.occupation(one))
    _print_part("Who is who", [line for body in pathway.bodies for line in told.body(body)])
    _print_part("What changed", [("", told.topic(one)) for one in pathway.news])
    for source in pathway.sources:
        told.marks.setdefault(source.id, len(told.marks) + 1)
    told.print_sources()


def _print_part(title: str, lines: Iterable[Line]) -> None:
    found = list(lines)
    if found:
        say()
        head(title)
        for first, text in found:
            say(text, indent=2, first=f"{first}: " if first else "- ")


def _each(notes: Iterable[str]) -> str:
    return " ".join(sentence(one) for one in dict.fromkeys(notes) if one)


@frozen
class _Told:
    """Turns facts into lines; sources get their numbers in the order in which they are named."""

    pathway: Pathway
    marks: dict[str, int] = field(factory=dict, init=False)

    def sourced(self, text: str, *sources: tuple[str, ...]) -> str:
        """Return a text with the marks of its sources."""
        names = dict.fromkeys(name for group in sources for name in group)
        marks = [self.marks.setdefault(name, len(self.marks) + 1) for name in names]
        return f"{text} {format_marks(marks)}" if marks else text

    def print_sources(self) -> None:
        """Print the sources that were named, by number."""
        known = {source.id: source for source in self.pathway.sources}
        lines = []
        for name, mark in self.marks.items():
            source = known[name]
            lines.append((str(mark), " ".join(filter(None, (source_in_words(source), source.url)))))
        _print_part("Sources", lines)

    def topic(self, one: Topic) -> str:
        """Return a thing that is said, with its note."""
        return self.sourced(_each((one.text, one.note)), one.source)

    def value(self, value: Estimate | Duration | Unknown | None, *, hours: bool = False) -> str:
        """Return a price, hours or a length with its note and what an estimate comes from."""
        if isinstance(value, Duration):
            text = format_duration(value)
        elif hours and isinstance(value, Estimate):
            text = format_effort(value)
        else:
            text = "not known" if hours else format_price(value, self.pathway.currency)
        if not isinstance(value, Estimate | Duration):
            return text
        if value.basis:
            facts = [self.pathway.fact(name) for name in value.basis.facts]
            names = join_words([self.sourced(fact.title, fact.source) for fact in facts])
            return f"{text}. {sentence(value.basis.reason)} From: {sentence(names)}"
        more = f". {sentence(value.note)}" if value.note else ""
        return self.sourced(f"{text}{more}", value.source)

    def step(self, step: Step) -> Iterator[Line]:
        """Yield the lines about a step."""
        what = " \u00b7 ".join(filter(None, (step_kind(step.kind), step.stage)))
        if step.summary:
            yield "", self.sourced(step.summary, step.source)
        yield "What it is", what if step.summary else self.sourced(what, step.source)
        yield from self._offered(step)
        yield from self._needs(step)
        yield from self._time(step)
        yield from self._money(step)
        if step.exam:
            yield from self._exam(step.exam)
        if step.renewal:
            yield from self._renewal(step.renewal)
        lines = [
            ("Minimum age", str(step.minimum_age or "")),
            ("Counts only in", join_words(step.states) if step.states else ""),
            ("Takes the place of", self._names(step.supersedes) if step.supersedes else ""),
            ("Pay", f"{self.value(step.pay)} a year" if step.pay else ""),
            ("Proof", step.proof),
            ("Good to know", step.note),
        ]
        news = [one for one in self.pathway.news if step.id in one.steps]
        lines += [("What changed", self.topic(one)) for one in news]
        yield from (line for line in (*lines, ("Read more", step.url)) if line[1])
        yield from self._opens(step)

    def _time(self, step: Step) -> Iterator[Line]:
        if step.duration:
            yield "Length", self.value(step.duration)
        for first, hours in (
            ("Study", step.study_hours),
            ("Credits", step.credits),
            ("Hours of class", step.contact_hours),
            ("Study a week", step.weekly_hours),
            ("Work a week", step.work_hours),
        ):
            if hours is not None:
                text = self.value(hours, hours=True)
                yield first, text.replace(" hours", "") if first == "Credits" else text
        if step.valid_for:
            yield "Good for", self.value(step.valid_for)
        if step.attendance:
            yield "Attended", step.attendance
        if step.waiting:
            yield "Wait before", self.value(step.waiting)
        for when, waits in (("before", step.before), ("after", step.after)):
            for wait in waits:
                yield f"Wait {when} ({wait.kind})", self.value(wait.span)

    def _offered(self, step: Step) -> Iterator[Line]:
        bodies = {body.id: body for body in self.pathway.bodies}
        if step.provider:
            yield "Offered by", step.provider
        if step.body in bodies:
            yield "Body", self._who(bodies[step.body])
        jobs = {one.id: one.title for one in self.pathway.occupations}
        if step.occupation in jobs:
            yield "Occupation", f"{jobs[step.occupation]} ({step.occupation})"

    def _needs(self, step: Step) -> Iterator[Line]:
        if needs := requirement_in_words(step.requires):
            parts = list(parts_of(step.requires))
            notes = _each(getattr(part, "note", "") for part in reversed(parts))
            words = " ".join(filter(None, (sentence(needs), notes)))
            yield "Needs", self.sourced(words, tuple(sorted(cited(step.requires))))
        for advice in step.recommends:
            by = f" (advised by {advice.by})" if advice.by else ""
            words = _each((requirement_in_words(advice.requirement) + by, advice.note))
            yield "Advised", self.sourced(words, advice.source)

    def _opens(self, step: Step) -> Iterator[Line]:
        after = [one.id for one in self.pathway.steps if step.id in steps_in(one.requires)]
        if after:
            yield "Counts for", self._names(after)

    def _names(self, ids: Iterable[str]) -> str:
        steps = [self.pathway.by_id[name] for name in ids]
        return join_words([f"{step.title} ({step.id})" for step in steps])

    def _money(self, step: Step) -> Iterator[Line]:
        for cost in step.costs:
            every = f", again after each {format_duration(cost.every)}" if cost.every else ""
            words = f"{self.value(cost.amount)}{every}{self._lower(cost.discounts)}"
            words = " ".join(filter(None, (words, cost.note)))
            name = cost.label or cost_kind(cost.kind)
            yield f"Price ({name})", self.sourced(words, cost.source)
        if step.dues:
            words = f"{self.value(step.dues.amount)}, every {format_duration(step.dues.every)}"
            yield "Dues", self.sourced(words, step.dues.source)
            if step.dues.note:
                yield "About the dues", step.dues.note

    def _lower(self, discounts: Iterable[Discount]) -> str:
        lower = [
            f"; {self.value(one.price)} for those who hold {one.holding}"
            + (f" ({one.note})" if one.note else "")
            for one in discounts
        ]
        return "".join(lower)

    def _further(self, one: FurtherTry) -> str:
        told = [f"wait {self.value(one.retake_wait)}"] if one.retake_wait else []
        told += [] if one.requires == NOTHING else [requirement_in_words(one.requires)]
        return ", ".join(told)

    def _exam(self, exam: Exam) -> Iterator[Line]:
        lines = [
            ("Exam", "; ".join(exam_form(exam))),
            ("To pass", exam.pass_mark),
            ("Pass at the first try", f"{exam.pass_rate}%" if exam.pass_rate else ""),
            ("Tries in the price", str(exam.attempts or "")),
            ("Wait before another try", exam.retake_wait and self.value(exam.retake_wait)),
            ("Another try costs", exam.retake_fee and self.value(exam.retake_fee)),
            ("Tries at most", str(exam.most_attempts or "")),
            ("Counted within", exam.attempts_within and self.value(exam.attempts_within)),
            *((f"After {one.after} failed tries", self._further(one)) for one in exam.further),
            ("Take it within", exam.schedule_within and self.value(exam.schedule_within)),
            ("About the exam", exam.note),
        ]
        told = [(first, text) for first, text in lines if text]
        for place, (first, text) in enumerate(told):
            yield first, self.sourced(text, exam.source) if place == 0 else text

    def _renewal(self, renewal: Renewal) -> Iterator[Line]:
        ways = []
        for option in renewal.options:
            units = f"{option.units} units" if option.units else ""
            fee = f"fee {self.value(option.fee)}{self._lower(option.discounts)}"
            parts = (option.title or units, fee if option.fee is not None else "", option.note)
            ways.append("; ".join(filter(None, parts)))
        words = f"every {format_duration(renewal.every)}: {' or '.join(ways)}"
        yield "To keep it", self.sourced(words, renewal.source)
        if renewal.counts_from:
            yield "Periods count from", renewal.counts_from
        if renewal.grace:
            yield "Late by at most", self.value(renewal.grace)
        if renewal.late_fee:
            yield "Late fee", self.value(renewal.late_fee)
        if renewal.note:
            yield "About the renewal", renewal.note

    def occupation(self, one: Occupation) -> Iterator[Line]:
        """Yield the lines about an occupation."""
        if one.entry_education:
            yield "Education to begin with", self.sourced(one.entry_education, one.source)
        if pay := one.pay:
            parts = [("middle", pay.median), ("lowest tenth", pay.low), ("highest tenth", pay.high)]
            parts += [("at first", pay.entry), ("an hour", pay.hourly)]
            told = [f"{what} {self.value(amount)}" for what, amount in parts if amount]
            where = " ".join(filter(None, (pay.period, pay.area)))
            words = " ".join(filter(None, (sentence(", ".join([*told, where])), pay.note)))
            yield "Pay a year", self.sourced(words, pay.source or one.source)
        if outlook := one.outlook:
            numbers = [
                (outlook.jobs, "jobs"), (outlook.change, "more or fewer"),
                (outlook.openings, "openings a year"),
            ]  # fmt: skip
            told = [f"{count:,} {what}" for count, what in numbers if count is not None]
            where = f" in {outlook.area}" if outlook.area else ""
            growth = f"{outlook.growth} percent from {outlook.period}{where}"
            yield "Outlook", self.sourced(", ".join([growth, *told]), outlook.source or one.source)
        for part in one.settings:
            share = f" {part.percent}%" if part.percent is not None else ""
            pay_there = f", {self.value(part.pay)} a year" if part.pay else ""
            words = _each((f"{part.name}{share}{pay_there}", part.note))
            yield "Where", self.sourced(words, part.source)
        for topic in one.duties:
            yield "Duty", self.topic(topic)
        for topic in one.skills:
            yield "Skill", self.topic(topic)
        if one.note:
            yield "Good to know", one.note

    def body(self, body: Body) -> Iterator[Line]:
        """Yield the lines about a body."""
        yield "", self._who(body)
        if body.note:
            yield "About it", body.note

    def _who(self, body: Body) -> str:
        text = " ".join(filter(None, (sentence(body.name), body.about, body.url)))
        if body.unit_totals:
            totals = ", ".join(map(str, body.unit_totals))
            text += f" Units for one, two and more credentials: {totals}."
        return self.sourced(text, body.source)
