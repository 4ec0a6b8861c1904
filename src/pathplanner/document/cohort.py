"""A caseload in one report: who reaches what and when, what it costs, and what holds people back.

Nobody is named in it unless that is asked for, as it is for those who pay.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from statistics import median
from typing import TypeVar
from urllib.parse import urlsplit

from attrs import frozen

from pathplanner.document.blocks import (
    Block,
    Column,
    Document,
    Figure,
    Figures,
    Paragraph,
    Section,
    Table,
)
from pathplanner.document.composer import page_about_many
from pathplanner.document.shared import SharedOut, shared_blocks
from pathplanner.document.words.language import LANGUAGE, current_language, speaking
from pathplanner.document.words.messages import _, plural, translatable
from pathplanner.document.words.wording import (
    format_date,
    format_money,
    format_month,
    join_words,
)
from pathplanner.model.claims import FactQuestion
from pathplanner.model.plan import Plan
from pathplanner.model.planned import PlannedStep
from pathplanner.model.quantity import UNKNOWN
from pathplanner.model.refusal import ChangeKind, ReasonKind
from pathplanner.model.step import Kind

K = TypeVar("K")

MOST_ROWS = 24
"""More rows than this in one table are counted and not told."""

_SEATS = frozenset({Kind.PROGRAM, Kind.COURSE, Kind.EXAM})

_HELP = {
    ChangeKind.HOURS: translatable("More hours to study each week"),
    ChangeKind.WORK_HOURS: translatable("More hours to work each week"),
    ChangeKind.SAVINGS: translatable("More money at the start"),
    ChangeKind.MONTHLY: translatable("More money each month"),
    ChangeKind.BUDGET: translatable("A higher most to pay in all"),
    ChangeKind.DEADLINE: translatable("A later last day"),
    ChangeKind.START: translatable("Another first day"),
    ChangeKind.AVOID: translatable("Taking a step that they want to avoid"),
    ChangeKind.TAKE_UP: translatable("Taking up a step again that they dropped"),
}
_STANDS_IN_THE_WAY = {
    ReasonKind.AVOIDED: translatable("A step that they want to avoid is needed"),
    ReasonKind.DROPPED: translatable("A step that they dropped is needed"),
    ReasonKind.STATE: translatable("A step does not count in their state"),
    ReasonKind.MOVE: translatable("They move, and what they need counts in one state only"),
    ReasonKind.AGE: translatable("They are too young for a step"),
    ReasonKind.TOO_OLD: translatable("They are too old for a step"),
    ReasonKind.HOURS: translatable("Too few hours to study each week"),
    ReasonKind.WORK_HOURS: translatable("Too few hours to work each week"),
    ReasonKind.CREDITS: translatable("Too few credits may be begun in a term"),
    ReasonKind.INTAKE: translatable("The last start of a step is over"),
    ReasonKind.SEATS: translatable("There is no free seat in a step"),
    ReasonKind.DEADLINE: translatable("The last day is too early"),
    ReasonKind.BUDGET: translatable("It costs more than they can pay in all"),
    ReasonKind.SAVINGS: translatable("The money is not there when it is needed"),
    ReasonKind.UNREACHABLE: translatable("Nobody can reach the goal"),
    ReasonKind.UNDECIDED: translatable("The search stopped before a plan was found"),
}

_WHAT_COST = translatable("What does it cost?")
_HOW_LONG = translatable("How long does it take?")
_HOW_MUCH = translatable("How many hours of study does it take?")


@frozen
class Member:
    """Somebody of a caseload.

    Attributes:
        key: What their files are called.
        name: As it is printed.
        plan: Their plan, which may be one that says why there is none.
    """

    key: str
    name: str
    plan: Plan


def compose_cohort(
    members: Sequence[Member],
    day: date,
    *,
    faulty: int = 0,
    names: bool = False,
    language: str = "",
    shared: SharedOut | None = None,
) -> Document:
    """Return the report of a caseload.

    Args:
        members: All for whom there was an answer.
        day: The day of the report.
        faulty: How many more there are whose row was faulty.
        names: Whether people are named.
        language: BCP 47 tag of the words; English when empty.
        shared: What they share; None where they share nothing.

    Raises:
        InputError: There are no words in that language.
    """
    with speaking(language or LANGUAGE) as spoken:
        sections = tuple(_sections(members, faulty, shared, names=names))
        people = len(members) + faulty
        title = plural("{n} person", "{n} people", people)
        meta = _("as of {day}").format(day=format_date(day))
        kicker = _("Summary of a caseload")
        return page_about_many(kicker, title, meta, spoken.tag, day, sections)


def _sections(
    members: Sequence[Member], faulty: int, shared: SharedOut | None, *, names: bool
) -> Iterator[Section]:
    planned = [one for one in members if one.plan.finish]
    stuck = [one for one in members if not one.plan.finish]
    yield Section("in-short", _("In short"), tuple(_in_short(planned, stuck, faulty)))
    yield from _section("goals", _("Goals"), _goals(members))
    yield from _section("finish", _("When they finish"), _quarters(planned))
    yield from _section("money", _("Who pays"), _money(planned))
    if shared:
        coins = [one.plan.cost.currency for one in (*planned, *members)]
        blocks = shared_blocks(shared, coins[0] if coins else "", names=names)
        yield from _section("shared", _("What they share"), blocks)
    yield from _section("stuck", _("Who has no plan, and what would help"), _stuck(stuck))
    yield from _section("calls", _("Calls worth making"), _calls(planned))
    yield from _section("seats", _("Seats by step and month"), _seats(planned))
    if names:
        yield from _section("people", _("People"), _people(members))


def _section(name: str, title: str, blocks: Iterator[Block]) -> Iterator[Section]:
    if found := tuple(blocks):
        yield Section(name, title, found)


def _in_short(planned: Sequence[Member], stuck: Sequence[Member], faulty: int) -> Iterator[Block]:
    figures = [Figure(_("Have a plan"), str(len(planned)))]
    if stuck:
        figures.append(Figure(_("Have no plan yet"), str(len(stuck))))
    if faulty:
        figures.append(Figure(_("Have a fault in their row"), str(faulty)))
    if planned:
        days = [(one.plan.finish - one.plan.start).days for one in planned if one.plan.finish]
        months = round(median(days) / 30.4375)
        words = plural("{n} month", "{n} months", months)
        figures.append(Figure(_("Half of them finish within"), words))
    yield Figures(tuple(figures))


def _goals(members: Sequence[Member]) -> Iterator[Block]:
    found = _by(members, lambda one: (one.plan.pathway.id, one.plan.goal))
    rows = []
    for group in _largest(found.values()):
        plan = _in_our_words(group)[0].plan
        finishes = sorted(one.plan.finish for one in group if one.plan.finish)
        goal = join_words([plan.titles.get(step, step) for step in plan.goal])
        span = list(dict.fromkeys(format_month(day) for day in (*finishes[:1], *finishes[-1:])))
        when = span[0] if span else "-"
        if len(span) > 1:
            when = _("{first} to {last}").format(first=span[0], last=span[1])
        rows.append((goal, plan.pathway.title, str(len(group)), str(len(finishes)), when))
    columns = (
        Column(_("Goal"), 6), Column(_("Pathway"), 6), Column(_("People"), 2, number=True),
        Column(_("With a plan"), 2, number=True), Column(_("They finish"), 4),
    )  # fmt: skip
    yield from _table(columns, rows)


def _quarters(planned: Sequence[Member]) -> Iterator[Block]:
    found = Counter(
        (one.plan.finish.year, (one.plan.finish.month + 2) // 3)
        for one in planned
        if one.plan.finish
    )
    words = _("{year}, quarter {quarter}")
    rows = [
        (words.format(year=year, quarter=quarter), str(count))
        for (year, quarter), count in sorted(found.items())
    ]
    open_ones = sum(any(step.length_unknown for step in one.plan.steps) for one in planned)
    yield from _table((Column(_("Quarter"), 2), Column(_("People"), 1, number=True)), rows)
    if open_ones:
        words = plural(
            "{n} of them may finish later: nobody has found how long a step takes.",
            "{n} of them may finish later: nobody has found how long a step takes.",
            open_ones,
        )
        yield Paragraph(words)


def _money(planned: Sequence[Member]) -> Iterator[Block]:
    for currency, group in sorted(_by(planned, lambda one: one.plan.cost.currency).items()):
        yield from _money_of(group, currency)


def _money_of(group: Sequence[Member], currency: str) -> Iterator[Block]:
    costs = [one.plan.cost for one in group]
    total = sum((cost.likely for cost in costs), Decimal())
    own = sum((cost.out_of_pocket for cost in costs), Decimal())
    unknown = sum(cost.unknown for cost in costs)
    figures = [
        Figure(_("All plans cost"), _least(total, unknown, currency)),
        Figure(_("Others pay"), format_money(total - own, currency)),
        Figure(_("They pay themselves"), _least(own, unknown, currency)),
    ]
    yield Figures(tuple(figures))
    if unknown:
        words = _("{n} prices that nobody has found come on top.")
        yield Paragraph(words.format(n=unknown))
    rows = []
    for name, sums in sorted(_funds(group).items()):
        told = (sums.told, sums.used, max(Decimal(), sums.told - sums.used))
        given = [format_money(amount, currency) for amount in told]
        if sums.without_limit:
            given[0] = given[2] = _("no limit")
        rows.append((name, str(sums.people), *given))
    columns = (
        Column(_("Source"), 3), Column(_("People"), 2, number=True),
        Column(_("It may pay"), 2, number=True), Column(_("The plans use"), 2, number=True),
        Column(_("Not used"), 2, number=True),
    )  # fmt: skip
    yield from _table(columns, rows)


def _least(amount: Decimal, unknown: int, currency: str) -> str:
    told = format_money(amount, currency)
    return _("at least {amount}").format(amount=told) if unknown else told


@frozen
class _Sums:
    """What a source of money may pay, and what the plans use of it."""

    people: int = 0
    told: Decimal = Decimal()
    used: Decimal = Decimal()
    without_limit: bool = False


def _funds(group: Iterable[Member]) -> dict[str, _Sums]:
    """Return the sums of each source of money, by its name as it was told."""
    found: defaultdict[str, _Sums] = defaultdict(_Sums)
    for one in group:
        for fund in one.plan.learner.funding:
            old = found[fund.name]
            found[fund.name] = _Sums(
                old.people + 1,
                old.told + (fund.amount or 0),
                old.used + _used(one.plan, fund.name),
                old.without_limit or fund.amount is None,
            )
    return dict(found)


def _used(plan: Plan, fund: str) -> Decimal:
    payments = [payment for step in plan.steps for payment in step.payments]
    payments += [payment for step in plan.held for payment in step.payments]
    shares = [share for payment in payments for share in payment.funded]
    return sum((share.amount for share in shares if share.funding == fund), Decimal())


def _stuck(stuck: Sequence[Member]) -> Iterator[Block]:
    if not stuck:
        return
    why = Counter(kind for one in stuck for kind in {reason.kind for reason in one.plan.reasons})
    help_ = Counter(kind for one in stuck for kind in {change.kind for change in one.plan.changes})
    people = Column(_("People"), 1, number=True)
    yield from _table(
        (Column(_("What stands in the way"), 4), people),
        [(_(_STANDS_IN_THE_WAY[kind]), str(count)) for kind, count in why.most_common()],
    )
    yield from _table(
        (Column(_("What alone would help"), 4), people),
        [(_(_HELP[kind]), str(count)) for kind, count in help_.most_common()],
    )
    alone = sum(not one.plan.changes for one in stuck)
    if alone:
        words = plural(
            "For {n} of them no single change is enough.",
            "For {n} of them no single change is enough.",
            alone,
        )
        yield Paragraph(words)


def _calls(planned: Sequence[Member]) -> Iterator[Block]:
    """Yield what to ask of a step, by how many people hang on it.

    That is what nobody has found of the steps they take, and what their plans ask first.
    """
    found: Counter[tuple[str, str, str]] = Counter()
    known: dict[tuple[str, str], tuple[str, str]] = {}
    for one in _in_our_words(planned):
        home = one.plan.pathway.id
        for step, asked in _asked(one.plan).items():
            own, key = (one.plan.titles.get(step, step), _whom(one.plan, step)), (home, step)
            title, whom = own if _is_ours(one) else known.get(key, own)
            known.setdefault(key, own)
            found[title, " ".join(dict.fromkeys(asked)), whom] += 1
    rows = [(*call, str(count)) for call, count in found.most_common()]
    columns = (
        Column(_("Step"), 6), Column(_("What to ask"), 6), Column(_("Whom"), 6),
        Column(_("People"), 2, number=True),
    )  # fmt: skip
    yield from _table(columns, rows)


def _asked(plan: Plan) -> dict[str, list[str]]:
    """Return what to ask of each step of which anything is worth asking."""
    found = {step.id: list(_unknown(step)) for step in plan.steps}
    for one in plan.questions:
        by_fact = {"duration": _HOW_LONG, "study_hours": _HOW_MUCH}
        found.setdefault(one.step, []).append(_(by_fact.get(one.fact, _WHAT_COST)))
    return {step: asked for step, asked in found.items() if asked}


def _whom(plan: Plan, name: str) -> str:
    """Return whom to ask about a step."""
    step: PlannedStep | FactQuestion | None = next(
        (one for one in plan.steps if one.id == name),
        next((one for one in plan.questions if one.step == name), None),
    )
    if step is None:
        return "-"
    body = next((one.name for one in plan.pathway.bodies if one.id == step.body), "")
    return step.provider or body or urlsplit(step.url).netloc or "-"


def _unknown(step: PlannedStep) -> Iterator[str]:
    if any(payment.amount is UNKNOWN for payment in step.payments):
        yield _(_WHAT_COST)
    if step.length_unknown:
        yield _(_HOW_LONG)
    if step.hours is UNKNOWN:
        yield _(_HOW_MUCH)


def _seats(planned: Sequence[Member]) -> Iterator[Block]:
    found: Counter[tuple[str, int, int]] = Counter()
    known: dict[tuple[str, str], str] = {}
    for one in _in_our_words(planned):
        home = one.plan.pathway.id
        found.update(
            (known.setdefault((home, step.id), step.title), step.start.year, step.start.month)
            for step in one.plan.steps
            if step.kind in _SEATS and not step.under_way
        )
    rows = [
        (format_month(date(year, month, 1)), title, str(count))
        for (title, year, month), count in sorted(
            found.items(), key=lambda pair: (pair[0][1], pair[0][2], -pair[1], pair[0][0])
        )
    ]
    columns = (
        Column(_("Month"), 2), Column(_("Step"), 5), Column(_("People"), 1, number=True),
    )  # fmt: skip
    yield from _table(columns, rows)


def _people(members: Sequence[Member]) -> Iterator[Block]:
    rows = []
    for one in members:
        plan = one.plan
        goal = join_words([plan.titles.get(step, step) for step in plan.goal])
        when, paid = _("no plan yet"), "-"
        if plan.finish:
            when = format_date(plan.finish)
            paid = _least(plan.cost.out_of_pocket, plan.cost.unknown, plan.cost.currency)
        rows.append((one.name or one.key, goal, when, paid))
    columns = (
        Column(_("Name"), 3), Column(_("Goal"), 4), Column(_("Finish"), 3),
        Column(_("They pay themselves"), 2, number=True),
    )  # fmt: skip
    yield Table(columns, tuple(rows))


def _table(columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[Block]:
    """Yield a table of the first rows, and how many more there are."""
    if not rows:
        return
    yield Table(columns, tuple(rows[:MOST_ROWS]))
    more = len(rows) - MOST_ROWS
    if more > 0:
        yield Paragraph(
            plural("And {n} more row like these.", "And {n} more rows like these.", more)
        )


def _by(members: Iterable[Member], key: Callable[[Member], K]) -> dict[K, list[Member]]:
    found: dict[K, list[Member]] = {}
    for one in members:
        found.setdefault(key(one), []).append(one)
    return found


def _in_our_words(members: Sequence[Member]) -> list[Member]:
    """Return people in order, those first whose plan has its titles in the report's language."""
    return sorted(members, key=_is_ours, reverse=True)


def _is_ours(one: Member) -> bool:
    return one.plan.pathway.language.partition("-")[0] == current_language().tag.partition("-")[0]


def _largest(groups: Iterable[list[Member]]) -> list[list[Member]]:
    return sorted(groups, key=lambda group: (-len(group), group[0].plan.goal))
