"""What the modules of sections share: names of steps, marks of sources, the currency."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from attrs import evolve, field, frozen

from pathplanner.document.blocks import Text
from pathplanner.document.redaction import redact
from pathplanner.document.view import Audience, View
from pathplanner.document.words.areas import in_own_words
from pathplanner.document.words.counting import (
    limits_in_words,
    limits_itself,
    total_in_words,
    with_grade,
    without_limits,
)
from pathplanner.document.words.language import tag_beside
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.week import hours_of_work
from pathplanner.document.words.wording import (
    DASH,
    capitalized,
    format_date,
    format_days_between,
    format_duration,
    format_effort,
    format_money,
    format_month,
    format_months_between,
    format_price,
    join_choices,
    join_words,
    sentence,
)
from pathplanner.model.evidence import SAME_AGAIN, NamedFact
from pathplanner.model.foreign import languages_of
from pathplanner.model.own_facts import split_path
from pathplanner.model.plan import Plan
from pathplanner.model.planned import HeldStep, Payment, PlannedStep
from pathplanner.model.price import CostKind
from pathplanner.model.quantity import Basis, Duration, Estimate, Grade, Unknown
from pathplanner.model.requirement import (
    AtLeast,
    Corequisite,
    Needs,
    Requirement,
    Total,
    Worked,
    steps_in,
)
from pathplanner.model.step import Kind
from pathplanner.model.waits import country_of

_OWN = View()

EXACT_DAYS = 90
"""So many days after its start a plan names days; later ones are likely months."""


_PRICES = ("costs", "dues", "renewal", "exam")
"""How the paths of what is paid begin, behind the step."""


@frozen(init=False)
class PlanFacts:
    """A plan as one reader is told of it, with the look-ups that its wording needs.

    A source gets its number as it is first cited, so that the numbers of a page run from 1
    in the order of reading.

    This is the one place where a plan loses what its reader has no need to know: all words
    are made of a `PlanFacts`, and all data that others get is its `plan`.
    """

    plan: Plan
    view: View
    numbers: dict[str, int] = field(init=False)
    marks: dict[str, int] = field(init=False, factory=dict)
    slips_from: date | None = field(init=False)
    _foreign: dict[str, str] = field(init=False)

    def __init__(self, plan: Plan, view: View = _OWN) -> None:
        """Leave out of the plan what the audience of the view has no need to know."""
        self.__attrs_init__(redact(plan, view.audience), view)

    @numbers.default
    def _numbers(self) -> dict[str, int]:
        return {step.id: step.number for step in self.plan.steps}

    @slips_from.default
    def _slips_from(self) -> date | None:
        """Return the first day that hangs on what is not known, and all after it with it."""
        claims = self.plan.claims
        if claims is None or not claims.finish_not_before:
            return None
        named = [split_path(path) for path in claims.unknown]
        open_ = {step for step, fact in named if not fact.startswith(_PRICES)}
        days = [step.finish for step in self.plan.steps if step.id in open_]
        if claims.affordable is not None:
            paid = payments_of(self.plan)
            days += [one.on for _step, one in paid if isinstance(one.amount, Unknown)]
        return min(days, default=None)

    @_foreign.default
    def _languages(self) -> dict[str, str]:
        return languages_of(self.plan.pathway.foreign)

    def may_slip(self, day: date) -> bool:
        """Tell whether a planned day may turn out to be later, as something is not known."""
        return self.slips_from is not None and day >= self.slips_from

    @property
    def for_employer(self) -> bool:
        """Whether the reader is an employer."""
        return self.view.audience is Audience.EMPLOYER

    @property
    def tells_prices(self) -> bool:
        """Whether the reader is told what anything costs."""
        return not self.for_employer

    @property
    def is_own(self) -> bool:
        """Whether the reader is the person the plan is for."""
        return self.view.audience is Audience.PARTICIPANT

    @property
    def currency(self) -> str:
        """The currency of every amount."""
        return self.plan.cost.currency

    @property
    def goal(self) -> str:
        """What the plan leads to."""
        return join_words([self.title(name) for name in self.plan.goal])

    def money(self, amount: Decimal) -> str:
        """Return an amount in the plan's currency."""
        return format_money(amount, self.currency)

    def price(self, amount: Estimate | Unknown | None) -> str:
        """Return a price with its range."""
        return format_price(amount, self.currency)

    def sourced(self, text: str, *sources: Iterable[str]) -> Text:
        """Return a text with the marks of its sources."""
        known = {source.id for source in self.plan.pathway.sources}
        ids = (name for group in sources for name in group if name in known)
        numbers = {self.marks.setdefault(name, len(self.marks) + 1) for name in ids}
        return Text(text, tuple(sorted(numbers)))

    def is_exact(self, day: date) -> bool:
        """Return whether a planned day is near enough to be named; later it is a month."""
        return day <= self.plan.start + timedelta(EXACT_DAYS)

    def rough(self, day: date) -> str:
        """Return a day: the day, or where it is far away the month."""
        return format_date(day) if self.is_exact(day) else format_month(day)

    def day(self, day: date) -> str:
        """Return a planned day as far as it is sure: the day, the month, or not before it."""
        return not_before(self.rough(day)) if self.may_slip(day) else self.rough(day)

    def on(self, day: date) -> str:
        """Return `on January 4, 2027`, or `in July 2027` for a day that is not that sure."""
        if self.may_slip(day):
            return self.day(day)
        words = _("on {day}") if self.is_exact(day) else _("in {day}")
        return words.format(day=self.rough(day))

    def by(self, day: date) -> str:
        """Return `by January 4, 2027`, or `by July 2027` for a day that is not that sure."""
        if self.may_slip(day):
            return self.day(day)
        if self.is_exact(day):
            return _("by {day}").format(day=self.rough(day))
        return _("by {month}").format(month=self.rough(day))

    def span(self, start: date, finish: date) -> str:
        """Return when something begins and ends, as far as it is sure: words that stand alone."""
        if start == finish or self.may_slip(start):
            told = self.day(start)
            return capitalized(told) if self.may_slip(start) else told
        if self.may_slip(finish):
            return f"{self.rough(start)} {DASH} {self.day(finish)}"
        if self.is_exact(finish):
            return format_days_between(start, finish)
        if self.is_exact(start):
            return f"{format_date(start)} {DASH} {format_month(finish)}"
        return format_months_between(start, finish)

    @property
    def foreign(self) -> str:
        """The language of the pathway's texts where it is not the one that is spoken."""
        return tag_beside(self.plan.pathway.language)

    def of_state(self, text: str) -> str:
        """Return a text about a state with the word that its country has for one."""
        plan = self.plan
        return in_own_words(text, country_of(plan.pathway.country, plan.learner.state))

    def lang(self, text: str) -> str:
        """Return the language of a text of the pathway where it is not the one that is spoken."""
        return tag_beside(self._foreign.get(text, self.plan.pathway.language)) if text else ""

    @property
    def left(self) -> tuple[str, ...]:
        """The languages of what nobody has translated in a pathway that is translated in part."""
        tags = dict.fromkeys(tag_beside(own) for own in self._foreign.values())
        return () if self.foreign else tuple(filter(None, tags))

    def own_words(
        self, text: str, *sources: Iterable[str], put: Callable[[str], str] = str
    ) -> Text:
        """Return a text of the pathway with the marks of its sources and its language.

        Args:
            text: The text as the pathway has it.
            *sources: The ids of its sources.
            put: How it is written here, such as with a full stop.
        """
        return evolve(self.sourced(put(text), *sources), lang=self.lang(text))

    def sources_of(
        self, value: Estimate | Duration | Unknown | None, *wider: Iterable[str]
    ) -> tuple[str, ...]:
        """Return the ids of the sources that state a value; none for one that no source states.

        Args:
            value: The value.
            *wider: Ids of sources of what it stands in; the first that has any speaks for it.
        """
        if isinstance(value, Estimate | Duration) and value.grade is not Grade.STATED:
            return ()
        own = value.source if isinstance(value, Estimate | Duration) else ()
        return next((tuple(group) for group in (own, *wider) if group), ())

    def evidence(self, basis: Basis) -> Text:
        """Return what an estimate comes from and why, with the marks of those facts' sources."""
        known = {fact.id: fact for fact in self.plan.pathway.facts}
        facts = [known[name] for name in basis.facts if name in known]
        reason = basis.reason
        if reason == SAME_AGAIN:
            reason = _("Another try is taken to cost what the first one does.")
        told = _("{facts}. {reason}").format(
            facts=join_words([self._fact(fact) for fact in facts]), reason=sentence(reason)
        )
        return self.sourced(told if facts else sentence(reason), *(_sources(one) for one in facts))

    def _fact(self, fact: NamedFact) -> str:
        value = ""
        if fact.amount:
            value = self.price(fact.amount)
        elif fact.hours:
            value = format_effort(fact.hours)
        elif fact.span:
            value = format_duration(fact.span)
        plain = re.escape(value.replace("\u00a0", " "))
        if not value or re.search(rf"(?<!\w){plain}(?!\w)", fact.title):
            return fact.title
        return _("{what}, {value}").format(what=fact.title, value=value)

    def title(self, name: str) -> str:
        """Return the title of a step; words made of its id when the plan has no title."""
        return self.plan.titles.get(name) or name.replace("-", " ")

    def name(self, step: str) -> str:
        """Return `step 3 (Title)` for a planned step, else its title."""
        title = self.title(step)
        if number := self.numbers.get(step):
            return _("step\u00a0{number}, “{title}”").format(number=number, title=title)
        return title

    def names(self, steps: Sequence[str]) -> str:
        """Return the names of steps as a list in words."""
        return join_words([self.name(step) for step in steps])

    def numbered(self, steps: Sequence[str]) -> str:
        """Return `steps 1-3` for planned steps, and the titles of those that are not."""
        numbers = [self.numbers[step] for step in steps if step in self.numbers]
        titles = [self.title(step) for step in steps if step not in self.numbers]
        return join_words([*titles, *([step_numbers(numbers)] if numbers else [])])

    def requirement(self, requirement: Requirement) -> str:
        """Return a requirement in words."""
        return with_titles(requirement, self.title)

    def body(self, name: str) -> str:
        """Return the name of a body."""
        return next((body.name for body in self.plan.pathway.bodies if body.id == name), name)

    def site(self, body: str) -> str:
        """Return the address of a body, or an empty text."""
        return next((one.url for one in self.plan.pathway.bodies if one.id == body), "")


def beside_in_words(title: str, needed: Needs) -> str:
    """Return what a requirement names, and whether it may or must be at the same time."""
    if needed.corequisite is Corequisite.STRICT:
        return _("{title} (at the same time)").format(title=title)
    if needed.corequisite is Corequisite.LOOSE:
        return _("{title} (before or at the same time)").format(title=title)
    return title


def with_titles(requirement: Requirement, title: Callable[[str], str]) -> str:
    """Return a requirement in words, with what `title` gives for the id of a step."""
    if isinstance(requirement, Needs):
        words = with_grade(title(requirement.step), requirement.minimum)
        return beside_in_words(words, requirement)
    if limits_itself(requirement):
        words = (
            total_in_words(requirement, title)
            if isinstance(requirement, Total)
            else with_titles(without_limits(requirement), title)
        )
        return "; ".join(filter(None, (words, limits_in_words(requirement, title))))
    parts = [with_titles(part, title) for part in requirement.of]
    if isinstance(requirement, Worked):
        return hours_of_work(requirement.hours, join_choices(parts))
    if len(parts) < 2 or requirement.count == len(parts):
        return join_words(parts)
    if isinstance(requirement, AtLeast):
        words = plural("at least {n} of: {list}", "at least {n} of: {list}", requirement.count)
        return words.replace("{list}", ", ".join(parts))
    grouped = [
        f"({words})" if len(set(steps_in(part))) > 1 else words
        for part, words in zip(requirement.of, parts, strict=True)
    ]
    return join_choices(grouped)


def few(titles: Sequence[str], most: int = 3) -> str:
    """Return the first titles in words, and how many more there are."""
    if len(titles) <= most + 1:
        return join_words(titles)
    more = plural("{n} more", "{n} more", len(titles) - most)
    return join_words([*titles[:most], more])


def step_numbers(numbers: Sequence[int]) -> str:
    """Return `steps 1-3, 5` for steps by their numbers; a dash for none."""
    if not numbers:
        return DASH
    words = plural("step\u00a0{numbers}", "steps\u00a0{numbers}", len(numbers))
    return words.format(numbers=number_runs(numbers))


def number_runs(numbers: Sequence[int]) -> str:
    """Return numbers with a dash for those in a row: `1-3, 5`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}{DASH}{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def site_of(url: str) -> str:
    """Return the site of an address, short enough to type: `aapc.com`."""
    host = url.partition("://")[2].partition("/")[0].lower()
    return host.removeprefix("www.")


def _sources(fact: NamedFact) -> tuple[str, ...]:
    value = fact.amount or fact.hours or fact.span
    return (*fact.source, *(value.source if value else ()))


def grade_note(value: Estimate | Duration | Unknown) -> str:
    """Return how a value is known, for a table: empty where a source states it."""
    if isinstance(value, Unknown) or value.grade is Grade.STATED:
        return ""
    return _("estimate") if value.grade is Grade.ESTIMATED else _("found out")


def with_unknown(amount: str, count: int) -> str:
    """Return an amount; where prices are not known, that it is at least so much."""
    if not count:
        return amount
    more = plural("{n}\u00a0price not known", "{n}\u00a0prices not known", count)
    return _("at least {amount} ({more})").format(amount=amount, more=more)


def at_least(amount: str) -> str:
    """Return that something is so much or more."""
    return _("at least {amount}").format(amount=amount)


def not_before(day: str) -> str:
    """Return that something is on a day or later."""
    return _("not before {day}").format(day=day)


def unknown_prices(count: int) -> str:
    """Return the sentence that says how many prices are missing; empty for none."""
    if not count:
        return ""
    return plural(
        "{n}\u00a0price is not known and not in this sum.",
        "{n}\u00a0prices are not known and not in this sum.",
        count,
    )


def cost_in_words(step: PlannedStep, facts: PlanFacts) -> str:
    """Return what a step costs, with what is not known said aloud."""
    cost = step.cost
    if not step.payments or (not cost.high and not cost.unknown):
        return _("No cost")
    more = plural("{n}\u00a0price not known", "{n}\u00a0prices not known", cost.unknown)
    if not cost.high:
        return _("Price not known") if cost.unknown == 1 else more
    known = facts.price(Estimate(cost.low, cost.likely, cost.high))
    grades = {one.amount.grade for one in step.payments if isinstance(one.amount, Estimate)}
    if Grade.ESTIMATED in grades:
        about = step.payments[0].amount if len(step.payments) == 1 else None
        known = facts.price(about) if about else _("about {price}").format(price=known)
    return with_unknown(known, cost.unknown)


def cost_in_short(steps: Sequence[PlannedStep], facts: PlanFacts) -> str:
    """Return what steps likely cost together, with what is not known said aloud."""
    likely = sum((step.cost.likely for step in steps), Decimal(0))
    unknown = sum(step.cost.unknown for step in steps)
    if not likely:
        more = plural("{n}\u00a0price not known", "{n}\u00a0prices not known", unknown)
        return (_("Price not known") if unknown == 1 else more) if unknown else _("No cost")
    amounts = [payment.amount for step in steps for payment in step.payments]
    words = facts.money(likely)
    if any(isinstance(one, Estimate) and one.grade is Grade.ESTIMATED for one in amounts):
        words = _("about {price}").format(price=words)
    return in_short(words, unknown)


def in_short(amount: str, unknown: int) -> str:
    """Return an amount with how many unknown prices come on top, where there is little room."""
    if not unknown:
        return amount
    words = plural("{amount} + {n}\u00a0unknown", "{amount} + {n}\u00a0unknown", unknown)
    return words.format(amount=amount)


def payments_of(plan: Plan) -> Iterator[tuple[PlannedStep | HeldStep, Payment]]:
    """Yield every payment of a plan with the step that it is for."""
    steps: tuple[PlannedStep | HeldStep, ...] = (*plan.steps, *plan.held)
    for step in steps:
        yield from ((step, payment) for payment in step.payments)


def payment_name(payment: Payment) -> str:
    """Return what a payment buys."""
    return payment.label or cost_kind(payment.kind)


def cost_kind(kind: CostKind) -> str:
    """Return a kind of cost in words."""
    return {
        CostKind.TUITION: _("Tuition"),
        CostKind.FEE: _("Fee"),
        CostKind.BOOKS: _("Books"),
        CostKind.SUPPLIES: _("Supplies"),
        CostKind.EXAM: _("Exam fee"),
        CostKind.MEMBERSHIP: _("Membership"),
        CostKind.RENEWAL: _("Renewal"),
        CostKind.LICENSE: _("License fee"),
        CostKind.OTHER: _("Other"),
    }[kind]


def step_kind(kind: Kind) -> str:
    """Return a kind of step in words."""
    return {
        Kind.DIPLOMA: _("Diploma"),
        Kind.PROGRAM: _("Program"),
        Kind.COURSE: _("Course"),
        Kind.EXAM: _("Exam"),
        Kind.CREDENTIAL: _("Credential"),
        Kind.LICENSE: _("License"),
        Kind.MEMBERSHIP: _("Membership"),
        Kind.EXPERIENCE: _("Work experience"),
        Kind.JOB: _("Job"),
        Kind.OTHER: _("Step"),
    }[kind]
