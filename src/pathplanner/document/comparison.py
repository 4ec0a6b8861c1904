"""Plans beside each other, in words: what each takes, and only what is different.

On a page each is one row, so that any number of them fits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

import attrs
from attrs import frozen

from pathplanner.document.answers import difference_words
from pathplanner.document.blocks import (
    Block,
    Bullets,
    Column,
    Document,
    Paragraph,
    Section,
    Subheading,
    Table,
)
from pathplanner.document.composer import compose_page, speaking_for
from pathplanner.document.lookup import PlanFacts, not_before, with_unknown
from pathplanner.document.sections.alternatives import missing_ways
from pathplanner.document.sections.changes import choice, circumstance
from pathplanner.document.sections.claims import claims_of, hours_open, paid_words
from pathplanner.document.sections.why import dearer_words, later_words
from pathplanner.document.view import Audience, View
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import (
    capitalized,
    format_date,
    format_hours,
    join_words,
)
from pathplanner.model.claims import Alternative, Claims
from pathplanner.model.learner import Learner
from pathplanner.model.plan import Plan, Status
from pathplanner.model.refusal import ReasonKind

_WIDTHS = ((0, 4), (1, 5), (2, 4))
_ALL = View()


def compose_comparison(plans: Sequence[tuple[str, Plan]], view: View = _ALL) -> Document:
    """Return plans beside each other, each with what it is called; only differences are told.

    A plan without a name is called by what the person would do differently.

    One plan alone is compared with its other ways, if its reader is told of them.

    Raises:
        InputError: There are no words in the language that the view asks for.
    """
    told = [(name, PlanFacts(plan, view).plan) for name, plan in plans]
    first = told[0][1]
    with speaking_for(first, view.language):
        named = [(_name(n, one, view.audience), one[1]) for n, one in enumerate(told, 1)]
        alone = len(named) == 1 and first.alternatives
        found = compare_ways(first, view.language) if alone else compare_plans(named, view)
        facts = PlanFacts(first, view)
        blocks = tuple(_blocks(found, facts))
        if alone:
            blocks += tuple(map(Paragraph, missing_ways(facts)))
        section = Section("compared", _("What is different"), blocks)
        return compose_page(first, view, _("Plans beside each other"), (section,))


def _name(number: int, named: tuple[str, Plan], audience: Audience) -> str:
    """Return what a plan is called; a name such as `with $500` is not told to others.

    Without a name, one is made of what others are told of the plan.
    """
    name, plan = named
    if audience is Audience.PARTICIPANT or name in ("", plan.learner.name):
        return name
    return _("way {number}").format(number=number)


def _blocks(found: Sequence[Compared], facts: PlanFacts) -> Iterator[Block]:
    """Yield what fits side by side as a table, and below it the sentences about each.

    Large print has room for three columns; a fourth would run off the page.
    """
    titles = comparison_heads(facts.plan, facts.view.language)
    widths = _WIDTHS if facts.tells_prices else _WIDTHS[:2]
    columns = tuple(Column(titles[place], width) for place, width in widths)
    yield Table(columns, tuple(tuple(one.cells[place] for place, _w in widths) for one in found))
    for one in found:
        if one.different:
            yield Subheading(capitalized(one.name))
            yield Bullets(one.different)


@frozen
class Compared:
    """One of several plans or ways.

    Attributes:
        name: What it is called.
        finish: When the goal is reached; None where no plan fits.
        out_of_pocket: What the person pays.
        unknown_prices: How many prices come on top.
        unknown_lengths: How many times nobody has found, so that it may be later.
        finish_not_before, cost_at_least: Whether it may be later, and dearer, as something is
            not known.
        steps: Ids of its steps.
        different: What is different from the first one, in sentences, or that no plan fits.
        cells: The row of the table, in words.
    """

    name: str
    finish: date | None
    out_of_pocket: Decimal
    unknown_prices: int
    unknown_lengths: int
    finish_not_before: bool
    cost_at_least: bool
    steps: tuple[str, ...]
    different: tuple[str, ...]
    cells: tuple[str, ...]


def comparison_heads(plan: Plan, language: str = "") -> tuple[str, ...]:
    """Return the heads of the columns."""
    with speaking_for(plan, language):
        return (
            _("Way"), _("You finish on"), _("You pay"), _("Steps"), _("What is different"),
        )  # fmt: skip


def compare_ways(plan: Plan, language: str = "") -> tuple[Compared, ...]:
    """Return the ways of which none is beaten on finish and cost, the chosen one first."""
    with speaking_for(plan, language):
        facts = PlanFacts(plan)
        ways = sorted(plan.alternatives, key=lambda one: not one.chosen)
        return tuple(_way(number, one, ways[0], facts) for number, one in enumerate(ways, 1))


def ways_not_looked_for(plan: Plan, language: str = "") -> str:
    """Return that there may be more ways than are compared; nothing where there are none."""
    with speaking_for(plan, language):
        return "".join(missing_ways(PlanFacts(plan)))


def _way(number: int, way: Alternative, first: Alternative, facts: PlanFacts) -> Compared:
    name = _("your plan") if way.chosen else _("way {number}").format(number=number)
    lines: list[str] = []
    if way is not first:
        parts = [later_words((way.finish - first.finish).days)]
        if way.unknown_prices == first.unknown_prices:
            parts.append(dearer_words(way.out_of_pocket - first.out_of_pocket, facts))
        if told := join_words([*filter(None, parts)]):
            lines.append(_("You would {difference}.").format(difference=told))
        lines += _steps(*({step: facts.title(step) for step in one.steps} for one in (first, way)))
    unknown = way.unknown_prices, way.unknown_lengths
    claims = Claims(finish_not_before=unknown[1] > 0, cost_at_least=unknown[0] > 0)
    paid = with_unknown(facts.money(way.out_of_pocket), way.unknown_prices)
    if way.chosen:
        claims, paid = claims_of(facts), paid_words(facts, way.out_of_pocket)
    return _compared(
        name, way.finish, way.out_of_pocket, unknown, claims, way.steps, lines, paid,
    )  # fmt: skip


def compare_plans(plans: Sequence[tuple[str, Plan]], view: View = _ALL) -> tuple[Compared, ...]:
    """Return several plans with their names, each with what is different from the first.

    Without a name, one is called by what the person would do differently.
    """
    facts = PlanFacts(plans[0][1], view)
    with speaking_for(facts.plan, view.language):
        return tuple(_plan(number, *named, facts) for number, named in enumerate(plans, 1))


def _plan(number: int, name: str, plan: Plan, facts: PlanFacts) -> Compared:
    first, is_first = facts.plan, number == 1
    said = {} if name or is_first else label_parts(facts, plan)
    if not name and is_first:
        name = _("your plan")
    name = name or join_words([*said.values()]) or _("way {number}").format(number=number)
    lines = [] if is_first else [*_learner(first, plan, said), *_plans(facts, plan, said)]
    if is_first and plan.status is Status.IMPOSSIBLE:
        lines = [_no_plan(plan)]
    cost = plan.cost
    lengths = sum(one.unknown_lengths for one in plan.alternatives if one.chosen)
    told = PlanFacts(plan)
    return _compared(
        name, plan.finish, cost.out_of_pocket, (cost.unknown, lengths), claims_of(told),
        tuple(step.id for step in plan.steps), lines, paid_words(told, cost.out_of_pocket),
    )  # fmt: skip


def _compared(
    name: str,
    finish: date | None,
    amount: Decimal,
    unknown: tuple[int, int],
    claims: Claims,
    steps: tuple[str, ...],
    lines: Sequence[str],
    paid: str,
) -> Compared:
    numbers = ("-", "-", "-")
    if finish:
        day = format_date(finish)
        when = not_before(day) if claims.finish_not_before else day
        numbers = (when, paid, str(len(steps)))
    cells = (name, *numbers, " ".join(lines) or "-")
    flags = claims.finish_not_before, claims.cost_at_least
    return Compared(name, finish, amount, *unknown, *flags, steps, tuple(lines), cells)


def _learner(first: Plan, plan: Plan, said: Collection[str]) -> list[str]:
    """Return what is different in the circumstances and not said yet, as short as can be."""
    names = [
        circumstance(field.name)
        for field in attrs.fields(Learner)
        if field.name not in said
        and field.name not in ("name", "hours_per_week", "start", "budget", "savings", "monthly")
        and getattr(first.learner, field.name) != getattr(plan.learner, field.name)
        and circumstance(field.name) != field.name
    ]
    return [_("Other circumstances: {names}.").format(names=join_words(names))] if names else []


def _plans(facts: PlanFacts, plan: Plan, said: Collection[str]) -> list[str]:
    first = facts.plan
    if plan.status is Status.IMPOSSIBLE:
        return [_no_plan(plan)]
    if first.status is Status.IMPOSSIBLE:
        return [_("There is a plan that fits.")]
    lines = [_("You would {difference}.").format(difference=difference_words(facts, plan))]
    hours = first.learner.hours_per_week, plan.learner.hours_per_week
    if hours[0] != hours[1] and (unknown := hours_open(PlanFacts(plan))):
        words = _(
            "The study hours of {steps} are not known, so what more or fewer hours a week do to "
            "the finish is open."
        )
        lines.append(words.format(steps=join_words([facts.title(step) for step in unknown])))
    if first.goal != plan.goal and "goal" not in said:
        lines.append(_("Another goal: {goal}.").format(goal=PlanFacts(plan).goal))
    old, new = ({step.id: step.title for step in one.steps} for one in (first, plan))
    return lines + _steps(old, new)


def _no_plan(plan: Plan) -> str:
    if ReasonKind.UNDECIDED in {reason.kind for reason in plan.reasons}:
        return _("No plan was found yet.")
    return _("No plan fits.")


def _steps(old: dict[str, str], new: dict[str, str]) -> list[str]:
    lines = []
    if more := [title for step, title in new.items() if step not in old]:
        lines.append(_("With: {steps}.").format(steps=join_words(more)))
    if less := [title for step, title in old.items() if step not in new]:
        lines.append(_("Without: {steps}.").format(steps=join_words(less)))
    if not lines:
        lines.append(_("The same steps."))
    return lines


def label_parts(facts: PlanFacts, plan: Plan) -> dict[str, str]:
    """Return what is different in a plan, in words, by the field of the learner.

    Left out is what has no short words, such as a break.

    Args:
        facts: The first plan.
        plan: The other one.
    """
    return dict(_parts(facts, plan))


def _parts(facts: PlanFacts, plan: Plan) -> Iterator[tuple[str, str]]:
    old, new = facts.plan.learner, plan.learner
    if plan.goal != facts.plan.goal:
        yield "goal", _("reach {goal}").format(goal=PlanFacts(plan).goal)
    if new.start != old.start:
        yield "start", _("start on {day}").format(day=format_date(new.start))
    if new.hours_per_week != old.hours_per_week:
        words = _("study {hours} a week")
        yield "hours_per_week", words.format(hours=format_hours(new.hours_per_week))
    for field, words in (
        ("savings", _("have {amount} at the start")),
        ("monthly", _("add {amount} each month")),
        ("budget", _("pay {amount} at most")),
    ):
        amount = getattr(new, field)
        if amount is not None and amount != getattr(old, field):
            yield field, words.format(amount=facts.money(amount))
    if new.deadline and new.deadline != old.deadline:
        yield "deadline", _("finish by {day}").format(day=format_date(new.deadline))
    if new.prefer != old.prefer:
        yield "prefer", _("look for {choice}").format(choice=choice("prefer", new.prefer))
    if new.state and new.state != old.state:
        yield "state", _("live in {state}").format(state=new.state)
    yield from _label_steps(facts, plan)


def _label_steps(facts: PlanFacts, plan: Plan) -> Iterator[tuple[str, str]]:
    titles = {**plan.titles, **facts.plan.titles}

    def more(new: Iterable[str], old: Iterable[str]) -> str:
        known = {*old}
        return join_words([titles.get(one, facts.title(one)) for one in new if one not in known])

    old, new = facts.plan.learner, plan.learner
    for field, words, steps in (
        ("avoid", _("avoid {steps}"), more(new.avoid, old.avoid)),
        ("insist", _("take {steps}"), more(new.insist, old.insist)),
        (
            "holds",
            _("have done {steps}"),
            more((one.step for one in new.holds), (one.step for one in old.holds)),
        ),
    ):
        if steps:
            yield field, words.format(steps=steps)
