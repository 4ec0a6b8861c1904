"""Short answers for assistants: at most 4 KB, with sources, and with what nobody knows.

Each is a tree for JSON. Numbers are those of the command line's JSON; sums are exact texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve

from pathplanner import desk
from pathplanner.cli.assistant.short import (
    Tree,
    graded,
    in_short,
    is_estimate,
    source_of,
    sources_in,
    told,
)
from pathplanner.desk.checking import Checked
from pathplanner.document import answers as words
from pathplanner.document.lookup import cost_kind, step_kind
from pathplanner.document.words.language import speaking
from pathplanner.document.words.wording import (
    format_duration,
    format_effort,
    format_price,
    requirement_in_words,
)
from pathplanner.errors import Fault
from pathplanner.model.finder import Hit
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan, Reached, Status
from pathplanner.model.planned import PlannedStep
from pathplanner.model.quantity import Duration, Estimate, Unknown
from pathplanner.model.step import Step


def listed(pathways: Mapping[str, Pathway]) -> str:
    """Return the pathways with their goals."""
    rows = [
        {
            "pathway": name,
            "title": one.title,
            "goals": {goal: one.by_id[goal].title for goal in one.destinations},
            "updated": one.updated,
        }
        for name, one in pathways.items()
    ]
    return in_short({"pathways": rows}, "pathways")


def found(hits: Iterable[Hit]) -> str:
    """Return what fits words or a code, the best first."""
    rows = [
        {"pathway": hit.pathway, "step": hit.id, "title": hit.title, "where": hit.where}
        | ({"also_in": list(hit.also)} if hit.also else {})
        for hit in hits
    ]
    if not rows:
        return in_short({"found": "Nothing fits. Call list without arguments for all pathways."})
    return in_short({"found": rows}, "found")


def shown(pathway: Pathway, name: str, address: str) -> str:
    """Return what a pathway is about and its steps by their ids."""
    steps = [f"{step.id}: {step.title}" for step in pathway.steps]
    unknown = [step.id for step in pathway.steps if _unknown_of(step)]
    tree = {
        "pathway": name, "title": pathway.title, "summary": pathway.summary,
        "updated": pathway.updated, "country": pathway.country, "goals": pathway.destinations,
        "steps": steps, "steps_with_something_unknown": unknown, "whole": address,
    }  # fmt: skip
    return in_short(tree, "steps_with_something_unknown", "steps", "goals")


def step_shown(pathway: Pathway, step: Step, address: str) -> str:
    """Return all that is known of a step, with the sources that say it."""
    currency = pathway.currency
    with speaking(pathway.language):
        costs = [
            {
                "what": cost.label or cost_kind(cost.kind),
                "price": format_price(cost.amount, currency),
                "source": source_of(cost.amount) or cost.source or step.source,
                "note": cost.note,
            }
            for cost in step.costs
        ]
        tree = {
            "pathway": pathway.id, "step": step.id, "title": step.title,
            "kind": step_kind(step.kind), "summary": step.summary,
            "needs": requirement_in_words(step.requires),
            "advised": [requirement_in_words(one.requirement) for one in step.recommends],
            "takes": _span(step.duration), "study_hours": _effort(step.study_hours),
            "costs": [told(one) for one in costs],
            "unknown": _unknown_of(step), "estimated": _estimated_of(step),
            "provider": step.provider, "occupation": step.occupation,
            "codes": step.codes, "url": step.url,
            "note": step.note, "source": step.source,
        }  # fmt: skip
    named = [*step.source, *(name for cost in costs for name in cost["source"])]
    tree |= {"sources": sources_in(pathway.sources, named), "whole": address}
    return in_short(tree, "sources", "advised", "estimated", "unknown", "costs")


def _span(span: Duration | Unknown | None) -> str:
    if isinstance(span, Unknown):
        return "not known"
    return format_duration(span) if span else ""


def _effort(hours: Estimate | Unknown | None) -> str:
    if isinstance(hours, Unknown):
        return "not known"
    return format_effort(hours) if hours else ""


def _unknown_of(step: Step) -> list[str]:
    """Return what of a step exists and nobody has found."""
    named = {"how long it takes": step.duration, "hours of study": step.study_hours}
    costs = [
        f"price: {cost.label or cost_kind(cost.kind)}"
        for cost in step.costs
        if isinstance(cost.amount, Unknown)
    ]
    return [*(name for name, value in named.items() if isinstance(value, Unknown)), *costs]


def _estimated_of(step: Step) -> list[Tree]:
    named = {"how long it takes": step.duration, "hours of study": step.study_hours}
    named |= {f"price: {cost.label or cost_kind(cost.kind)}": cost.amount for cost in step.costs}
    return [graded(what, value) for what, value in named.items() if is_estimate(value)]


def planned(plan: Plan, address: str, notes: Iterable[str] = (), taken: Iterable[str] = ()) -> str:
    """Return a plan in short: its end, its price, its steps, and what is not known.

    Args:
        plan: The plan.
        address: Of the resource that holds the whole plan.
        notes: What should be known of how the question was understood.
        taken: What was taken for the person, of whom it was not told.
    """
    tree: Tree = {
        "pathway": plan.pathway.id,
        "goal": {name: plan.titles.get(name, name) for name in plan.goal},
        **sums(plan),
        "objective": plan.objective,
        "start": plan.start,
        "notes": list(notes),
    }
    if plan.status is Status.IMPOSSIBLE:
        tree |= {"because": words.why_not(plan), "changes": plan.changes, "whole": address}
        return in_short(tree, "changes", "because")
    todo = [f"{item.text}: {item.detail.text}" for item in words.what_is_next(plan)]
    unknown, estimated = _open_in(plan)
    used = [name for step in plan.steps for name in _named_in(step)]
    tree |= {
        "steps": [_planned_step(step) for step in plan.steps],
        "held": [one.id for one in plan.held],
        "next": todo,
        "changed": words.what_changed(plan) if plan.differences else (),
        "unknown": unknown,
        "estimated": estimated,
        "assumed": [*_assumed_in(plan), *taken],
        "ways": [_way(one) for one in plan.alternatives],
        "first_upkeep": [_upkeep(one) for one in plan.renewals if not one.counted],
        "sources": sources_in(plan.pathway.sources, used),
        "whole": address,
    }
    return in_short(
        tree, "first_upkeep", "ways", "sources", "next", "estimated", "unknown", "steps"
    )


def sums(plan: Plan) -> Tree:
    """Return what a plan comes to."""
    cost = plan.cost
    found: Tree = {"status": plan.status, "finish": plan.finish}
    if plan.status is Status.IMPOSSIBLE:
        return found
    lengths = sum(step.length_unknown for step in plan.steps)
    found |= {
        "you_pay": cost.out_of_pocket, "others_pay": cost.funded, "currency": cost.currency,
        "price_range": [cost.low, cost.high], "study_hours": plan.study_hours,
        "unknown_prices": cost.unknown, "unknown_lengths": lengths,
    }  # fmt: skip
    if cost.unknown:
        found["price_means"] = "at least: unknown prices are counted as nothing"
    if lengths:
        found["finish_means"] = "not before: unknown lengths are counted as no time"
    if plan.claims and not plan.claims.hold:
        found["best_by_what_is_known"] = True
        found["open"] = [
            name
            for name in ("best", "in_time", "within_budget", "affordable")
            if getattr(plan.claims, name) is False
        ]
    return found


def _planned_step(step: PlannedStep) -> Tree:
    return told({
        "number": step.number, "step": step.id, "title": step.title, "start": step.start,
        "finish": step.finish,
        "price_at_least" if step.cost.unknown else "price": step.cost.likely,
        "unknown_prices": step.cost.unknown or None,
        "length": "unknown" if step.length_unknown else None,
        "apply_by": step.apply_by, "source": list(dict.fromkeys(_named_in(step))),
    })  # fmt: skip


def _named_in(step: PlannedStep) -> Iterator[str]:
    for payment in step.payments:
        yield from source_of(payment.amount) or payment.source
    yield from step.source


def _open_in(plan: Plan) -> tuple[list[str], list[Tree]]:
    """Return what nobody has found in a plan, and what is an estimate."""
    unknown, estimated = [], []
    with speaking(plan.pathway.language):
        for step in plan.steps:
            values: list[tuple[str, Any]] = [
                ("how long it takes", step.duration), ("hours of study", step.hours),
                *((f"price: {one.label or cost_kind(one.kind)}", one.amount)
                  for one in step.payments),
            ]  # fmt: skip
            for what, value in values:
                said = f"{step.id}, {what}"
                if isinstance(value, Unknown):
                    unknown.append(said)
                elif is_estimate(value):
                    estimated.append(graded(said, value))
    return list(dict.fromkeys(unknown)), estimated


def _assumed_in(plan: Plan) -> Iterator[str]:
    for step in plan.steps:
        if step.age_assumed:
            yield f"{step.id}: the minimum age of {step.minimum_age} is taken as reached"
        if step.state_assumed:
            yield f"{step.id}: it is for {', '.join(step.states)}, and no state was told"
        if step.minimum:
            yield f"{step.id}: a grade of {step.minimum} or better is taken as reached"
    for held in plan.held:
        if held.minimum and not held.grade:
            yield f"{held.id}: a grade of {held.minimum} or better is taken as held"


def _way(one: Any) -> Tree:
    return {"finish": one.finish, "you_pay": one.out_of_pocket, "steps": len(one.steps),
            "unknown_prices": one.unknown_prices, "unknown_lengths": one.unknown_lengths,
            "chosen": one.chosen}  # fmt: skip


def _upkeep(one: Any) -> Tree:
    fee = one.fee if isinstance(one.fee, Unknown | None) else one.fee.likely
    return {"step": one.step, "kind": one.kind, "due": one.due, "fee": fee}


def answered(answer: desk.Answer, address: str) -> str:
    """Return why a step is in a plan or not, or what stands in the way of a goal."""
    plan = answer.plan
    by_id = {step.id: step for step in plan.steps}
    used = _named_in(by_id[answer.step]) if answer.step in by_id else ()
    tree = {
        "pathway": plan.pathway.id, "step": answer.step, "title": answer.title,
        "holds": answer.holds, "answer": answer.sentences, "plan": sums(plan),
        "unknown": [one for one in _open_in(plan)[0] if one.startswith(f"{answer.step}, ")],
        "changes": plan.changes, "sources": sources_in(plan.pathway.sources, used),
        "whole": address,
    }  # fmt: skip
    return in_short(tree, "sources", "changes", "answer")


def questions(answer: desk.Answer, address: str) -> str:
    """Return what is worth asking before a plan is followed, and what the plan claims."""
    plan = answer.plan
    rows = [
        {"question": sentence, "path": one.path, "tips_at": one.tips_at, "url": one.url}
        for sentence, one in zip(answer.sentences, plan.questions, strict=False)
    ]
    tree = {
        "pathway": plan.pathway.id, "goal": answer.title, "plan": sums(plan),
        "questions": [told(row) for row in rows],
        "answer": answer.sentences if not rows else (),
        "then": "Give what was found out as fact: PATH=VALUE." if rows else "",
        "whole": address,
    }  # fmt: skip
    return in_short(tree, "questions")


def reached(goals: Iterable[Reached], pathway: Pathway) -> str:
    """Return what is in reach, and what is not."""
    goals = tuple(goals)
    inside = [
        told({
            "step": one.step, "title": one.title, "held": one.held or None, "finish": one.finish,
            "you_pay": one.out_of_pocket, "steps": one.steps,
            "unknown_prices": one.unknown_prices or None,
            "unknown_lengths": one.unknown_lengths or None,
            "yearly_pay": one.pay.likely if one.pay else None,
        })
        for one in goals
        if one.in_reach
    ]  # fmt: skip
    outside = [one.step for one in goals if not one.in_reach and not one.undecided]
    tree = {
        "pathway": pathway.id, "currency": pathway.currency, "in_reach": inside,
        "out_of_reach": outside, "not_decided": [one.step for one in goals if one.undecided],
        "means": "Unknown prices and lengths are counted as nothing: it is at least that."
        " Call plan or show for the sources of a goal.",
    }  # fmt: skip
    return in_short(tree, "out_of_reach", "not_decided", "in_reach")


def compared(rows: Iterable[Mapping[str, Any]], plans: Iterable[tuple[str, Plan]]) -> str:
    """Return plans beside each other: what each takes and what is different from the first."""
    made = [plan for _, plan in plans]
    used = [name for plan in made for step in plan.steps for name in _named_in(step)]
    known = [source for plan in made for source in plan.pathway.sources]
    tree = {
        "pathway": made[0].pathway.id, "currency": made[0].cost.currency,
        "compared": [told(row) for row in rows], "sources": sources_in(known, used),
    }  # fmt: skip
    return in_short(tree, "sources", "compared")


def checked(one: Checked) -> str:
    """Return what is wrong with a file."""
    findings = [
        told({"code": f.code, "severity": f.severity, "path": f.path, "line": f.line or None,
               "message": f.message})
        for f in one.findings
    ]  # fmt: skip
    tree = {"file": one.file, "kind": one.kind, "count": len(findings), "findings": findings}
    return in_short(tree, "findings")


def verified(plan: str, faults: Iterable[Fault]) -> str:
    """Return whether a plan holds."""
    lines = [str(evolve(fault, file="")) for fault in faults]
    return in_short({"plan": plan, "holds": not lines, "faults": lines}, "faults")
