"""Plans beside each other as a page: one row for each, so that any number of them fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pathplanner.document.blocks import (
    Block,
    Bullets,
    Column,
    Document,
    Section,
    Subheading,
    Table,
)
from pathplanner.document.comparison.differences import Compared, compare_plans, compare_ways, heads
from pathplanner.document.composer import compose_page, speaking_for
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.view import Audience, View
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import capitalized
from pathplanner.model.plan import Plan

_WIDTHS = ((0, 4), (1, 5), (2, 4))
_ALL = View()


def compose_comparison(plans: Sequence[tuple[str, Plan]], view: View = _ALL) -> Document:
    """Return plans beside each other, each with what it is called; only differences are told.

    A plan without a name is called by what the person would do otherwise.

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
        blocks = tuple(_blocks(found, PlanFacts(first, view)))
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
    titles = heads(facts.plan, facts.view.language)
    widths = _WIDTHS if facts.tells_prices else _WIDTHS[:2]
    columns = tuple(Column(titles[place], width) for place, width in widths)
    yield Table(columns, tuple(tuple(one.cells[place] for place, _w in widths) for one in found))
    for one in found:
        if one.different:
            yield Subheading(capitalized(one.name))
            yield Bullets(one.different)
