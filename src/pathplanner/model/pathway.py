"""A pathway: steps that lead to one or more destinations, and the facts around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import field, fields, frozen

from pathplanner.errors import Fault, InputError
from pathplanner.model import graph
from pathplanner.model.checks import find_faults
from pathplanner.model.coerce import several, to_date_or_none, to_texts
from pathplanner.model.exemption import Exemption
from pathplanner.model.marks import Prose, StepId, cited
from pathplanner.model.occupation import Body, Occupation, Topic
from pathplanner.model.source import Source
from pathplanner.model.step import Step

if TYPE_CHECKING:
    import networkx as nx


def _currency(_: object, __: object, value: str) -> None:
    if not (len(value) == 3 and value.isascii() and value.isalpha() and value.isupper()):
        raise InputError("must be an ISO 4217 code of three capital letters, such as USD")


def _steps(value: Step | Iterable[Step]) -> tuple[Step, ...]:
    return several(Step, value)


def _occupations(value: Occupation | Iterable[Occupation]) -> tuple[Occupation, ...]:
    return several(Occupation, value)


def _bodies(value: Body | Iterable[Body]) -> tuple[Body, ...]:
    return several(Body, value)


def _sources(value: Source | Iterable[Source]) -> tuple[Source, ...]:
    return several(Source, value)


def _topics(value: Topic | Iterable[Topic]) -> tuple[Topic, ...]:
    return several(Topic, value)


def _exemptions(value: Exemption | Iterable[Exemption]) -> tuple[Exemption, ...]:
    return several(Exemption, value)


@frozen(slots=False)
class Pathway:
    """Steps that lead to one or more destinations (`ceterms:Pathway`).

    Attributes:
        id: Stable name in lower case with hyphens.
        title: What people call it.
        steps: Every step, in the order in which a reader should meet them.
        destinations: Ids of the steps that people come for; the first is the goal
            when a learner names none.
        summary: What it leads to, in a few sentences.
        stages: Names of the parts of the road, in order.
        language: BCP 47 tag of the texts.
        country: ISO 3166 code of the country it is for.
        currency: ISO 4217 code of all its prices and pay.
        updated: When its facts were last gone over; the data version.
        occupations: Job families it leads to.
        bodies: Professional bodies, schools and agencies.
        sources: Where its facts come from.
        news: What changed since an older edition or description.
        note: What to know about it.
        exceptions: Findings of the linter that are to stay, each with the reason.
    """

    id: str
    title: Prose
    steps: tuple[Step, ...] = field(converter=_steps)
    destinations: tuple[StepId, ...] = field(default=(), converter=to_texts)
    summary: Prose = ""
    stages: tuple[Prose, ...] = field(default=(), converter=to_texts)
    language: str = "en"
    country: str = ""
    currency: str = field(default="USD", validator=_currency)
    updated: date | None = field(default=None, converter=to_date_or_none)
    occupations: tuple[Occupation, ...] = field(default=(), converter=_occupations)
    bodies: tuple[Body, ...] = field(default=(), converter=_bodies)
    sources: tuple[Source, ...] = field(default=(), converter=_sources)
    news: tuple[Topic, ...] = field(default=(), converter=_topics)
    note: Prose = ""
    exceptions: tuple[Exemption, ...] = field(default=(), converter=_exemptions)

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled: the fields, not what was worked out from them."""
        return {one.name: getattr(self, one.name) for one in fields(type(self))}

    @cached_property
    def by_id(self) -> Mapping[str, Step]:
        """The steps by id."""
        return MappingProxyType({step.id: step for step in self.steps})

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The place of each step in the pathway, by id."""
        return MappingProxyType({step.id: number for number, step in enumerate(self.steps)})

    @cached_property
    def graph(self) -> nx.DiGraph[str]:
        """The frozen graph of steps and gates; see `pathplanner.model.graph`.

        An edge runs from what comes first to what it opens.
        """
        return graph.build(self.steps)

    @cached_property
    def sources_of(self) -> Mapping[str, frozenset[str]]:
        """The ids of the sources that each occupation and each body names, by its id."""
        found: dict[str, frozenset[str]] = {}
        # An occupation and a body may have one id; then that stands for both.
        known: tuple[Occupation | Body, ...] = (*self.occupations, *self.bodies)
        for one in known:
            found[one.id] = found.get(one.id, frozenset()) | cited(one)
        return MappingProxyType(found)

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """All that is wrong with it: circles, unknown ids, steps nobody can reach."""
        return tuple(find_faults(self))
