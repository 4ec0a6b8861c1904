"""Put the plan together from what the search found."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve

from pathplanner.model.claims import Alternative, Claims, FactQuestion
from pathplanner.model.evidence import evidence_of
from pathplanner.model.graph import is_met
from pathplanner.model.listed import written_out
from pathplanner.model.marks import Parts, cited, parts_of, steps_named
from pathplanner.model.occupation import Topic
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import (
    Bound,
    Exit,
    Gap,
    NotTaken,
    PathwayFacts,
    Plan,
    PlanCost,
    Status,
    with_titles,
)
from pathplanner.model.planned import ZERO, DroppedStep, HeldStep, Payment, PlannedStep, SetAside
from pathplanner.model.step import Kind
from pathplanner.model.waits import SENTENCES, Assumption, AssumptionKind
from pathplanner.model.week import RULE_SOURCES, RULES
from pathplanner.planning.assembly.earnings import first_pay_of, may_pay_of, paid_so_far
from pathplanner.planning.assembly.in_time import is_undated, renewal_missed
from pathplanner.planning.assembly.planned_steps import (
    in_order,
    payments_of,
    planned_steps_of,
    total,
)
from pathplanner.planning.assembly.tallies import least_grades
from pathplanner.planning.explain.claims import Outlook
from pathplanner.planning.explain.reasons import Needed, needs_met
from pathplanner.planning.money.bills import counted_held
from pathplanner.planning.money.upkeep import upkeep_of
from pathplanner.planning.problem.assuming import Assuming
from pathplanner.planning.problem.problem import Problem, money
from pathplanner.planning.schedule.placing import Schedule
from pathplanner.planning.search.front import Answer, Candidate
from pathplanner.planning.search.superfluous import price_of

ASSUMED = "assumptions."
"""How the names of facts begin that only plans assume."""

EXITS = (Kind.CREDENTIAL, Kind.LICENSE, Kind.JOB)
"""The kinds of steps at which one could stop."""


def plan_of(
    problem: Problem,
    answer: Answer,
    chosen: Candidate,
    aside: Mapping[str, Sequence[SetAside]],
    outlook: Outlook,
    questions: tuple[FactQuestion, ...] = (),
) -> Plan:
    """Return the plan for the chosen point of the front.

    Args:
        problem: The problem.
        answer: What the search found.
        chosen: The point.
        aside: For each step the alternatives that were set aside for it.
        outlook: What the plan claims, and what could be better.
        questions: What is worth asking for.
    """
    made = chosen.schedule
    payments = payments_of(made)
    needed = needs_met(problem, made)
    steps = planned_steps_of(problem, chosen, needed, payments, aside)
    held = _held(problem, made, needed, payments)
    paid = [p for step in steps for p in step.payments]
    paid += [p for owned in held for p in owned.payments]
    plan = Plan(
        status=status_of(answer, problem, outlook.claims),
        objective=problem.prefer,
        pathway=bare_facts(problem.pathway),
        learner=problem.learner,
        goal=problem.goal,
        start=problem.learner.start,
        finish=date.fromordinal(made.finish),
        study_hours=math.ceil(chosen.study[1]),
        cost=_cost(problem, made, paid),
        steps=steps,
        held=held,
        renewals=upkeep_of(problem, made),
        alternatives=_alternatives(problem, answer.front, chosen),
        exits=_exits(problem, steps, paid),
        not_taken=_not_taken(problem, chosen),
        dropped=dropped(problem),
        assumptions=assumptions_of(problem, [step.id for step in steps]),
        claims=claims_of(problem, outlook),
        questions=questions,
        bound=None
        if answer.is_proved(problem.prefer)
        else Bound(
            finish=date.fromordinal(answer.best_time[1]),
            out_of_pocket=money(answer.best_cost[1]),
        ),
        gap=_gap(answer),
        paid=paid_so_far(problem),
        may_pay=may_pay_of(problem, made),
    )
    plan = evolve(plan, first_pay=first_pay_of(problem, steps, plan.cost.out_of_pocket))
    return with_facts(problem.pathway, plan)


def claims_of(problem: Problem, outlook: Outlook) -> Claims:
    """Return what the plan claims, with the ways that could be better."""
    rivals = tuple(as_alternative(problem, one) for one in outlook.rivals)
    return evolve(outlook.claims, could_be_better=rivals)


def status_of(answer: Answer, problem: Problem, claims: Claims) -> Status:
    """Return how good a plan is that was found."""
    if not answer.is_proved(problem.prefer):
        return Status.FEASIBLE
    return Status.OPTIMAL if claims.hold else Status.OPEN


def dropped(problem: Problem) -> tuple[DroppedStep, ...]:
    """Return what the learner gave up, in the order in which it was told."""
    return tuple(DroppedStep(item.step, item.on) for item in problem.learner.dropped)


def assumptions_of(problem: Problem, planned: Sequence[str]) -> tuple[Assumption, ...]:
    """Return what was assumed of the planned steps, in the order of the table."""
    assuming = Assuming.of(problem.pathway, problem.learner)
    found = []
    for kind in AssumptionKind:
        steps = tuple(name for name in planned if kind in problem.tasks[name].assumed)
        if steps:
            found.append(Assumption(kind, assuming.spans[kind], SENTENCES[kind], steps))
    if assuming.workdays and planned:
        found.append(
            Assumption(AssumptionKind.WORKING_DAYS, None, SENTENCES[AssumptionKind.WORKING_DAYS])
        )
    return tuple(found)


def _cost(problem: Problem, made: Schedule, paid: Sequence[Payment]) -> PlanCost:
    of_all = total(paid, made.unknown_prices)
    own = sum((payment.out_of_pocket for payment in paid), ZERO)
    return PlanCost(
        currency=problem.pathway.currency,
        low=of_all.low,
        likely=of_all.likely,
        high=of_all.high,
        funded=sum((share.amount for payment in paid for share in payment.funded), ZERO),
        out_of_pocket=own,
        unknown=of_all.unknown,
    )


def _held(
    problem: Problem, made: Schedule, needed: Needed, payments: Mapping[str, Sequence[Payment]]
) -> tuple[HeldStep, ...]:
    counted = counted_held(problem, made.starts, made.bills)
    planned = in_order(made)
    minimum = least_grades(problem, made.starts)
    return tuple(
        held_step(
            problem,
            name,
            opens=tuple(
                other
                for other in planned
                if name in needed[other]
                or any(bill.step == other and bill.discount == name for bill in made.bills)
            ),
            payments=tuple(payments.get(name, ())),
            minimum=minimum.get(name, ""),
        )
        for name in sorted(problem.held, key=problem.place.__getitem__)
        if name in counted or name in problem.goal
    )


def held_step(
    problem: Problem,
    name: str,
    opens: tuple[str, ...] = (),
    payments: tuple[Payment, ...] = (),
    minimum: str = "",
) -> HeldStep:
    """Return a held step with what it is good for."""
    step = problem.pathway.by_id[name]
    owned = {held.step: held for held in problem.learner.holds}
    aside = problem.learner.set_aside_everywhere
    overrides = (o for o in aside if o.step == name and name not in owned)
    return HeldStep(
        id=name,
        title=step.title,
        kind=step.kind,
        since=problem.held[name],
        opens=opens,
        override=next(overrides, None),
        payments=payments,
        minimum=minimum,
        grade=problem.grades.told.get(name, "") if problem.grades else "",
        ran_out=renewal_missed(problem, owned.get(name)),
        undated=is_undated(problem, owned.get(name)),
    )


def _alternatives(
    problem: Problem, front: Sequence[Candidate], chosen: Candidate
) -> tuple[Alternative, ...]:
    """Return the trade-off front, with the chosen plan in the place of one like it."""
    beside = [p for p in front if (p.time, p.cost) != (chosen.time, chosen.cost)]
    beside.append(chosen)
    return tuple(
        evolve(as_alternative(problem, point), chosen=point is chosen)
        for point in sorted(beside, key=lambda c: (c.schedule.finish, c.cost))
    )


def _gap(answer: Answer) -> Gap | None:
    """Return the ways between which the trade-off front may not be all there."""
    if answer.gap is None:
        return None
    faster, slower = answer.gap
    return Gap(
        faster=date.fromordinal(faster.schedule.finish) if faster else None,
        dearer=money(faster.schedule.cost) if faster else None,
        slower=date.fromordinal(slower.schedule.finish) if slower else None,
        cheaper=money(slower.schedule.cost) if slower else None,
    )


def as_alternative(problem: Problem, point: Candidate) -> Alternative:
    """Return a plan in the few words in which it stands beside another."""
    made = point.schedule
    _, _, (unknown, cost) = price_of(problem, made, made.starts)
    return Alternative(
        finish=date.fromordinal(made.finish),
        out_of_pocket=money(cost),
        steps=tuple(in_order(made)),
        study_hours=math.ceil(point.ties[0]),
        unknown_prices=unknown,
        unknown_lengths=unknown_lengths(problem, made.starts),
    )


def unknown_lengths(problem: Problem, steps: Iterable[str]) -> int:
    """Return of how many steps nobody has found how long they take."""
    return sum(problem.tasks[name].length_unknown for name in steps)


def _exits(
    problem: Problem, steps: Sequence[PlannedStep], paid: Sequence[Payment]
) -> tuple[Exit, ...]:
    pay = {o.id: o.pay.median for o in problem.pathway.occupations if o.pay}
    return tuple(
        Exit(
            step=step.id,
            on=step.finish,
            spent=sum((p.out_of_pocket for p in paid if p.on <= step.finish), ZERO),
            occupation=step.occupation,
            pay=step.pay or pay.get(step.occupation),
        )
        for step in steps
        if step.kind in EXITS and step.id not in problem.goal
    )


def _not_taken(problem: Problem, chosen: Candidate) -> tuple[NotTaken, ...]:
    done = frozenset(problem.held) | chosen.steps
    return tuple(
        NotTaken(
            step=name,
            requirement=written_out(advice.requirement),
            by=advice.by,
            note=advice.note,
            source=advice.source,
        )
        for name in in_order(chosen.schedule)
        for advice in problem.pathway.by_id[name].recommends
        if not is_met(advice.requirement, done)
    )


def bare_facts(pathway: Pathway) -> PathwayFacts:
    """Return what every plan of a pathway keeps of it."""
    return PathwayFacts(
        id=pathway.id,
        title=pathway.title,
        summary=pathway.summary,
        language=pathway.language,
        country=pathway.country,
        updated=pathway.updated,
        stages=pathway.stages,
        note=pathway.note,
        foreign=pathway.foreign,
    )


def with_facts(pathway: Pathway, plan: Plan) -> Plan:
    """Return the plan with the titles, occupations, bodies, sources and evidence it refers to.

    The occupations are those of its steps; for a plan without a job among its steps,
    that of the first job that people come for and those of the jobs that it opens.
    """
    names = [step.id for step in plan.steps] + [held.id for held in plan.held]
    steps = [pathway.by_id[name] for name in names]
    codes = [step.occupation for step in steps if step.occupation]
    codes = list(dict.fromkeys(codes or _opened(pathway, set(names))))
    known = {occupation.id: occupation for occupation in pathway.occupations}
    codes = codes or list(known)[:1]
    occupations = tuple(known[code] for code in codes if code in known)
    awarding = {step.body for step in steps} | {one.body for one in plan.questions}
    bodies = tuple(body for body in pathway.bodies if body.id in awarding)
    about = [one.id for one in occupations] + [one.id for one in bodies]
    parts = Parts(parts_of(plan))
    facts_named = [name for name in evidence_of(parts) if not name.startswith(ASSUMED)]
    evidence = tuple(RULES.get(name) or pathway.fact(name) for name in facts_named)
    news = tuple(_news_of(pathway, [step.id for step in plan.steps]))
    told = (evidence, news)
    used = cited(parts).union(cited(told), *(pathway.sources_of[name] for name in about))
    known_sources = {source.id: source for source in (*RULE_SOURCES, *pathway.sources)}
    sources = tuple(source for source in known_sources.values() if source.id in used)
    facts = evolve(plan.pathway, occupations=occupations, bodies=bodies, sources=sources)
    planned = {step.id for step in plan.steps}
    states = tuple(
        state.id for state in pathway.states if any(one.id in planned for one in state.steps)
    )
    facts = evolve(facts, facts=evidence, news=news, states=states)
    named = set(steps_named(Parts([*parts, *parts_of(facts)]))) & pathway.by_id.keys()
    in_order = sorted(named, key=pathway.place.__getitem__)
    titles = {name: pathway.by_id[name].title for name in in_order}
    return with_titles(evolve(plan, pathway=facts), titles, named)


def _news_of(pathway: Pathway, planned: Sequence[str]) -> Iterator[Topic]:
    """Yield the news about planned steps, each about these alone."""
    for one in pathway.news:
        if about := [name for name in planned if name in one.steps]:
            yield evolve(one, steps=about)


def _opened(pathway: Pathway, done: set[str]) -> Iterator[str]:
    """Yield the occupation of the first job, then of those that need no more than is done."""
    jobs = [pathway.by_id[name] for name in pathway.destinations]
    for place, job in enumerate(job for job in jobs if job.occupation):
        if not place or is_met(job.requires, done):
            yield job.occupation
