"""A pathway: steps that lead to one or more destinations, and the facts around them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import Attribute, evolve, field, fields, frozen
from attrs.converters import optional

from pathplanner.errors import Fault, InputError, UnknownStep
from pathplanner.model import evidence, graph, offer, state_facts, sum_faults
from pathplanner.model.adjust import adjusted
from pathplanner.model.checks import find_faults, term_faults, unknown_in_news
from pathplanner.model.codes import in_form
from pathplanner.model.coerce import not_blank, refused, several, to_date, to_text, to_texts
from pathplanner.model.display import html_table
from pathplanner.model.evidence import NamedFact
from pathplanner.model.foreign import Foreign
from pathplanner.model.intakes import Term
from pathplanner.model.listed import RequirementList, Scale, Sharing, filled_in, filled_lists
from pathplanner.model.marks import Prose, StepId, cited
from pathplanner.model.occupation import Body, Occupation, Topic
from pathplanner.model.offer import Offer
from pathplanner.model.quantity import Estimate, to_known_estimate
from pathplanner.model.source import Source
from pathplanner.model.state_facts import StateFacts, steps_at
from pathplanner.model.step import Step, is_studied

if TYPE_CHECKING:
    import networkx as nx


def _above_zero(_: object, attribute: Attribute[Any], value: Estimate | None) -> None:
    if value is not None and value.low <= 0:
        raise refused(attribute, "must be more than 0")


@frozen
class Exemption:
    """A finding of the linter that is known and is to stay, and why.

    Attributes:
        code: The code of the rule, such as PP102.
        at: Where, such as `steps.cpc.costs`: that place and all inside it. A star stands
            for any run of letters, so `*` is everywhere and `steps.*.pay` every step's pay.
        why: Why the rule does not hold there. Somebody will ask.
    """

    code: str = field(validator=not_blank)
    at: str = field(validator=not_blank)
    why: str = field(validator=not_blank)


def _currency(_: object, attribute: Attribute[Any], value: str) -> None:
    if not (len(value) == 3 and value.isascii() and value.isalpha() and value.isupper()):
        message = "must be an ISO 4217 code of three capital letters, such as USD"
        raise refused(attribute, message)


def _steps(value: Step | Iterable[Step]) -> tuple[Step, ...]:
    return several(Step, value)


def _occupations(value: Occupation | Iterable[Occupation]) -> tuple[Occupation, ...]:
    return several(Occupation, value)


def _bodies(value: Body | Iterable[Body]) -> tuple[Body, ...]:
    return several(Body, value)


def _sources(value: Source | Iterable[Source]) -> tuple[Source, ...]:
    return several(Source, value)


def _foreign(value: Foreign | Iterable[Foreign]) -> tuple[Foreign, ...]:
    return several(Foreign, value)


def _topics(value: Topic | Iterable[Topic]) -> tuple[Topic, ...]:
    return several(Topic, value)


def _facts(value: NamedFact | Iterable[NamedFact]) -> tuple[NamedFact, ...]:
    return several(NamedFact, value)


def _states(value: StateFacts | Iterable[StateFacts]) -> tuple[StateFacts, ...]:
    return several(StateFacts, value)


def _lists(value: RequirementList | Iterable[RequirementList]) -> tuple[RequirementList, ...]:
    return several(RequirementList, value)


def _scales(value: Scale | Iterable[Scale]) -> tuple[Scale, ...]:
    return several(Scale, value)


def _sharing(value: Sharing | Iterable[Sharing]) -> tuple[Sharing, ...]:
    return several(Sharing, value)


def _offers(value: Offer | Iterable[Offer]) -> tuple[Offer, ...]:
    return several(Offer, value)


def _terms(value: Term | Iterable[Term]) -> tuple[Term, ...]:
    return several(Term, value)


def _exemptions(value: Exemption | Iterable[Exemption]) -> tuple[Exemption, ...]:
    return several(Exemption, value)


@frozen(slots=False, repr=False)
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
        updated: When its facts were last checked; the data version.
        occupations: Job families it leads to.
        codes: Its codes in lists, such as `soc:29-2072` or `cip:51.0713`.
        bodies: Professional bodies, schools and agencies.
        sources: Where its facts come from.
        news: What changed since an older edition or description, and on which steps to say so.
        note: What to know about it.
        exceptions: Findings of the linter that are to stay, each with the reason.
        facts: Named facts from which its estimates are made.
        states: What of its steps is otherwise in some states; see `at`.
        terms: The terms of its school, in which steps may start.
        credits_per_term: The most credits that may be begun in one term; `likely` counts.
        lists: Requirements that several steps choose from, named once.
        scales: The grades that requirements ask for, from the lowest to the highest.
        sharing: How much may count for two of its steps, such as a major and a minor.
        offers: Who does its steps where, for how much; a plan chooses among them.
        foreign: Texts that are not in `language`, as nobody has translated them yet.
    """

    id: str = field(converter=to_text, validator=not_blank)
    title: Prose
    steps: tuple[Step, ...] = field(converter=_steps)
    destinations: tuple[StepId, ...] = field(default=(), converter=to_texts)
    summary: Prose = ""
    stages: tuple[Prose, ...] = field(default=(), converter=to_texts)
    language: str = "en"
    country: str = ""
    currency: str = field(default="USD", validator=_currency)
    updated: date | None = field(default=None, converter=optional(to_date))
    occupations: tuple[Occupation, ...] = field(default=(), converter=_occupations)
    codes: tuple[str, ...] = field(default=(), converter=to_texts, validator=in_form)
    bodies: tuple[Body, ...] = field(default=(), converter=_bodies)
    sources: tuple[Source, ...] = field(default=(), converter=_sources)
    news: tuple[Topic, ...] = field(default=(), converter=_topics)
    note: Prose = ""
    exceptions: tuple[Exemption, ...] = field(default=(), converter=_exemptions)
    facts: tuple[NamedFact, ...] = field(default=(), converter=_facts)
    states: tuple[StateFacts, ...] = field(default=(), converter=_states)
    terms: tuple[Term, ...] = field(default=(), converter=_terms)
    credits_per_term: Estimate | None = field(
        default=None, converter=optional(to_known_estimate), validator=_above_zero
    )
    lists: tuple[RequirementList, ...] = field(default=(), converter=_lists)
    scales: tuple[Scale, ...] = field(default=(), converter=_scales)
    sharing: tuple[Sharing, ...] = field(default=(), converter=_sharing)
    offers: tuple[Offer, ...] = field(default=(), converter=_offers)
    foreign: tuple[Foreign, ...] = field(default=(), converter=_foreign)

    def __attrs_post_init__(self) -> None:
        # What requirements leave to other parts of the pathway is filled in once.
        object.__setattr__(self, "lists", filled_lists(self.steps, self.lists))
        object.__setattr__(self, "steps", filled_in(self.steps, self.lists))

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled: the fields, not what was worked out from them."""
        return {one.name: getattr(self, one.name) for one in fields(type(self))}

    def __repr__(self) -> str:
        return f"Pathway({self.id!r}, {len(self.steps)} steps)"

    def _repr_html_(self) -> str:
        caption = f"{self.title} ({self.id}): {len(self.steps)} steps"
        rows = ((step.id, step.title, step.kind) for step in self.steps)
        return html_table(caption, ("Id", "Step", "Kind"), rows)

    def __getitem__(self, step: str) -> Step:
        return self.step(step)

    def __contains__(self, step: object) -> bool:
        return step in self.by_id

    def step(self, name: str) -> Step:
        """Return the step with an id; `pathway["cpc"]` says the same.

        Raises:
            UnknownStep: There is none; the nearest ids are named. It is a `KeyError`, too.
        """
        try:
            return self.by_id[name]
        except (KeyError, TypeError):
            raise UnknownStep(name, self.by_id) from None

    def with_(self, changes: Mapping[str, Any] = MappingProxyType({}), /, **more: Any) -> Pathway:
        """Return the pathway with some facts of its steps changed.

        So a price, a length, hours or a whole step is changed::

            pathway.with_({"cpc.costs.exam": 425, "ccs.study_hours": 60})
            pathway.with_(cpc={"costs": {"exam": 425}, "duration": Duration.exactly(3, "months")})

        Args:
            changes: Path of a fact to its new value. A path is the id of a step, its field
                and what is in it, as in `cpc.exam.pass_rate`. A price is found by its kind
                or label, or by its place, as in `cpc.costs[0]`. A mapping as a value holds
                the paths below it. A `Step` takes the place of the one with its id or is
                added; None takes out a step, a price or another fact that need not be there.
            **more: The same, for ids that are names in Python.

        Raises:
            InputError: A path leads nowhere, a value is wrong, or the pathway has a fault
                that it did not have before; every fault is named.
        """
        changed = evolve(self, steps=adjusted(self.steps, {**changes, **more}))
        if faults := [fault for fault in changed.faults if fault not in self.faults]:
            raise InputError(faults)
        return changed

    def at(self, state: str) -> Pathway:
        """Return the pathway as it is in one state; itself where nothing is otherwise there.

        Args:
            state: Its ISO 3166-2 code, such as `US-TX`.
        """
        return self._at.get(state, self)

    @cached_property
    def _at(self) -> Mapping[str, Pathway]:
        return {one.id: evolve(self, steps=steps_at(self.steps, one)) for one in self.states}

    @cached_property
    def by_id(self) -> Mapping[str, Step]:
        """The steps by id."""
        return MappingProxyType({step.id: step for step in self.steps})

    @cached_property
    def new_ids(self) -> Mapping[str, str]:
        """The ids that steps had before, each with the one that it has now."""
        old = {name: step.id for step in self.steps for name in step.formerly}
        return MappingProxyType({name: new for name, new in old.items() if name not in self.by_id})

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The place of each step in the pathway, by id."""
        return MappingProxyType({step.id: number for number, step in enumerate(self.steps)})

    def follows_learning(self, name: str) -> bool:
        """Tell whether a step's requirement names something that is studied, or theirs do."""
        # Asked of few steps, so not worked out for all of a large pathway.
        return graph.follows_some(self.by_id, name, is_studied)

    @cached_property
    def graph(self) -> nx.DiGraph[str]:
        """The frozen graph of steps and gates; see `pathplanner.model.graph`.

        An edge runs from what comes first to what it opens.
        """
        return graph.build(self.steps)

    @cached_property
    def step_graph(self) -> nx.DiGraph[str]:
        """The frozen graph of steps alone, for network measures.

        An edge runs from what comes first to what it opens. Its `every_way` is True when the
        later step cannot start without the earlier, and False when there is another way.
        """
        return graph.build_steps(self.steps)

    def needed_for(self, goal: str) -> frozenset[str]:
        """Return the ids of the steps that every way to a goal takes, without the goal.

        Those on some way are `networkx.ancestors(pathway.step_graph, goal)`.

        Raises:
            InputError: There is no such step, or the pathway has faults.
        """
        if self.faults:
            raise InputError(self.faults)
        return graph.needed_for(self.by_id, self.step(goal).id)

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
        return tuple(self._find_faults())

    def _find_faults(self) -> Iterator[Fault]:
        others = {
            "body": {body.id for body in self.bodies},
            "occupation": {occupation.id for occupation in self.occupations},
            "stage": set(self.stages),
        }
        found = [
            *find_faults(self.steps, self.destinations, others),
            *evidence.find_faults(self.steps, self.facts),
            *unknown_in_news(self.by_id, self.news),
            *term_faults(self.steps, self.terms, self.credits_per_term),
            *sum_faults.find_faults(self.steps, self.lists, self.scales, self.sharing),
        ]
        yield from found
        yield from self._faults_of_rules(found, others)
        if self.offers:
            bases = {step.renewal.counts_from for step in self.steps if step.renewal}
            yield from offer.find_faults(self.by_id, self.offers, self.currency, bases)
        yield from state_facts.find_faults(self.by_id, self.states)
        for state in self.states:
            there = filled_in(steps_at(self.steps, state), self.lists)
            # What is wrong everywhere was said already.
            for fault in (
                *find_faults(there, (), others),
                *evidence.find_faults(there, self.facts),
                *sum_faults.find_faults(there, self.lists, self.scales, self.sharing),
            ):
                if fault not in found:
                    yield evolve(fault, path=f"states.{state.id}.{fault.path}")

    def _faults_of_rules(
        self, known: Collection[Fault], others: Mapping[str, Collection[str]]
    ) -> Iterator[Fault]:
        """Yield what is wrong with steps as they are for some people, and not for everyone."""
        for place, step in enumerate(self.steps):
            for number, rule in enumerate(step.otherwise):
                path = f"steps.{step.id}.otherwise[{number}]"
                try:
                    there = evolve(step, **rule.told, otherwise=())
                except InputError as error:
                    yield from (evolve(fault, path=path) for fault in error.faults)
                    continue
                steps = (*self.steps[:place], there, *self.steps[place + 1 :])
                for fault in find_faults(steps, (), others):
                    is_new = fault not in known and ".otherwise[" not in fault.path
                    # What names no step was told already, where it stands.
                    if is_new and not fault.message.startswith("There is no step"):
                        yield evolve(fault, path=path)

    def entry_pay(self, step: Step) -> Estimate | None:
        """Return what those earn in a year who begin in a job, as far as a source states it.

        That is what the job says, or else its occupation; never the median of all workers.
        """
        if step.entry_pay is not None:
            return step.entry_pay
        pay = next((one.pay for one in self.occupations if one.id == step.occupation), None)
        return pay.at_first if pay else None

    def fact(self, name: str) -> NamedFact:
        """Return a fact from which estimates come: a named one, or that at a path of a step.

        Raises:
            InputError: There is none, or no source states it.
        """
        return evidence.fact_named(self.by_id, self.facts, name)
