"""Which facts are to be looked up again, first those on which most depends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen

from pathplanner.linting.facts import Fact, FactKind, Sources, facts_of
from pathplanner.linting.sourcing import YEARS
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration, Estimate, Unit, add
from pathplanner.model.requirement import steps_in
from pathplanner.model.source import last_day

_WORDS = {FactKind.RULE: "", FactKind.TIME: "length", FactKind.OUTLOOK: "outlook"}


@frozen
class Due:
    """A fact that is to be looked up again.

    Attributes:
        path: Where it stands, such as `steps.cpc.costs[0].amount`.
        kind: What it is about.
        known: The last day on which it is known to hold.
        since: The day from which it is due.
        goals: How many goals can depend on it: those that may take its step, or a step of its
            body or occupation, or an estimate that is made from it.
        urls: Where to look, the newest source first.
        words: What to look for on the page: the name of what it is about, and the number.
    """

    path: str
    kind: FactKind
    known: date
    since: date
    goals: int
    urls: tuple[str, ...]
    words: tuple[str, ...]


def due(pathway: Pathway, today: date) -> tuple[Due, ...]:
    """Return the facts of a pathway that are due, those on which most goals depend first.

    What an exception excuses is due, too: it still has to be looked up. What nobody has found
    and what is estimated has no source to look at, unless one says from when on there is `again`
    something to find.
    """
    sources, goals = Sources(pathway), _goals_of(pathway)
    found = list(_more_to_find(pathway, today, goals))
    for fact in facts_of(pathway):
        known = sources.day(fact)
        if not fact.is_known or fact.is_estimate or known is None:
            continue
        since = add(known, YEARS[fact.kind], Unit.YEARS)
        if since < today:
            pages = sorted(sources.of(fact), key=lambda one: one.date, reverse=True)
            urls = tuple(dict.fromkeys(page.url for page in pages if page.url))
            depend = len(goals.get(_owner(fact), frozenset()))
            found.append(
                Due(fact.path, fact.kind, known, since, depend, urls, _words(pathway, fact))
            )
    return tuple(sorted(found, key=lambda one: (-one.goals, one.since, one.path)))


def _more_to_find(
    pathway: Pathway, today: date, goals: Mapping[str, frozenset[str]]
) -> Iterator[Due]:
    """Yield sources that have more to say by now, for the goals whose steps or advice cite them."""
    for source in pathway.sources:
        if source.again is None or not source.is_due(today):
            continue
        citing = [
            step
            for step in pathway.steps
            if source.id in step.source or any(source.id in one.source for one in step.recommends)
        ]
        depend = [goals.get(f"steps.{step.id}", frozenset()) for step in citing]
        pages = [source.url, *(step.url for step in citing if source.id in step.source)]
        yield Due(
            path=f"sources.{source.id}",
            kind=FactKind.RULE,
            known=source.checked or (last_day(source.date) if source.date else source.again),
            since=source.again,
            goals=len(frozenset[str]().union(*depend)),
            urls=tuple(dict.fromkeys(filter(None, pages))),
            words=tuple(filter(None, (source.title, source.note))),
        )


def _owner(fact: Fact) -> str:
    parts = fact.path.split(".")
    return ".".join(parts[2:4] if _is_of_a_state(parts) else parts[:2])


def _is_of_a_state(parts: Sequence[str]) -> bool:
    return parts[0] == "states" and parts[2:3] == ["steps"]


def _words(pathway: Pathway, fact: Fact) -> tuple[str, ...]:
    part, _, name = _owner(fact).partition(".")
    named: Iterable[tuple[str, str]] = (
        *((f"steps.{one.id}", one.title) for one in pathway.steps),
        *((f"occupations.{one.id}", one.title) for one in pathway.occupations),
        *((f"bodies.{one.id}", one.name) for one in pathway.bodies),
        *((f"facts.{one.id}", one.title) for one in pathway.facts),
    )
    title = dict(named).get(f"{part}.{name}", name)
    parts = fact.path.split(".")
    if _is_of_a_state(parts):
        where = {one.id: one.name or one.id for one in pathway.states}
        title = f"{where.get(parts[1], parts[1])}: {title}"
    value = fact.value
    numbers = [value]
    if isinstance(value, Estimate | Duration):
        unit = f" {value.unit.value}" if isinstance(value, Duration) else ""
        numbers = [f"{one:,}{unit}" for one in dict.fromkeys((value.low, value.high))]
    elif isinstance(value, tuple):
        numbers = list(value)
    what = _WORDS.get(fact.kind, fact.kind.value)
    return (title, *filter(None, (what,)), *map(str, numbers))


def _goals_of(pathway: Pathway) -> Mapping[str, frozenset[str]]:
    """Return for each part of a pathway the goals that may depend on it."""
    found: dict[str, set[str]] = {}
    for goal in pathway.destinations or [step.id for step in pathway.steps[-1:]]:
        for name in _on_some_way(pathway, goal):
            step = pathway.by_id[name]
            owners = [f"steps.{name}", f"bodies.{step.body}", f"occupations.{step.occupation}"]
            for owner in owners:
                found.setdefault(owner, set()).add(goal)
    for fact in pathway.facts:
        users = [one for one in facts_of(pathway) if _is_from(one, fact.id)]
        goals = [found.get(_owner(one), set()) for one in users]
        found[f"facts.{fact.id}"] = set().union(*goals)
    return {name: frozenset(goals) for name, goals in found.items()}


def _is_from(fact: Fact, name: str) -> bool:
    basis = getattr(fact.value, "basis", None)
    return basis is not None and name in basis.facts


def _on_some_way(pathway: Pathway, goal: str) -> set[str]:
    todo, found = [goal], {goal}
    while todo:
        for name in steps_in(pathway.by_id[todo.pop()].requires):
            if name not in found:
                found.add(name)
                todo.append(name)
    return found
