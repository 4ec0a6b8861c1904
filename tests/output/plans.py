"""Sample plans, made by hand, for the tests of what is printed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from attrs import evolve

import pathplanner as pp
from pathplanner.formats import read_plan
from pathplanner.model.learner import Learner, Prefer
from pathplanner.model.plan import Bound, PathwayFacts, Plan, PlanCost, Status, StepTitle
from pathplanner.model.planned import HeldStep, Payment, PlannedStep, StepCost, Why, WhyKind
from pathplanner.model.price import CostKind
from pathplanner.model.quantity import UNKNOWN, Estimate, Unknown
from pathplanner.model.refusal import Change, ChangeKind, Reason, ReasonKind
from pathplanner.model.step import Exam, Kind

AFTER_EVERYTHING = Why(WhyKind.REQUIRED)


def payment(
    on: date, kind: CostKind, label: str, amount: str | Estimate | Unknown, **more: object
) -> Payment:
    """Return a payment that nobody funds, unless `more` says so."""
    price = Estimate.exactly(amount) if isinstance(amount, str) else amount
    more.setdefault("out_of_pocket", Decimal(0) if isinstance(price, Unknown) else price.likely)
    return Payment(on, kind, label, price, **more)  # type: ignore[arg-type]


def step(
    number: int, title: str, kind: Kind, days: tuple[date, date], **more: object
) -> PlannedStep:
    """Return a step whose cost is the sum of its payments."""
    paid: tuple[Payment, ...] = more.pop("payments", ())  # type: ignore[assignment]
    known = [part.amount for part in paid if isinstance(part.amount, Estimate)]
    cost = StepCost(
        sum((part.low for part in known), Decimal(0)),
        sum((part.likely for part in known), Decimal(0)),
        sum((part.high for part in known), Decimal(0)),
        len(paid) - len(known),
    )
    facts = {"id": f"step-{number}", "study_hours": 0, "why": AFTER_EVERYTHING} | more
    return PlannedStep(
        number=number,
        title=title,
        kind=kind,
        start=days[0],
        finish=days[1],
        cost=cost,
        payments=paid,
        **facts,  # type: ignore[arg-type]
    )


def total(steps: tuple[PlannedStep, ...], funded: str = "0") -> PlanCost:
    """Return the cost of a plan that consists of these steps."""
    likely = sum((one.cost.likely for one in steps), Decimal(0))
    return PlanCost(
        "USD",
        sum((one.cost.low for one in steps), Decimal(0)),
        likely,
        sum((one.cost.high for one in steps), Decimal(0)),
        Decimal(funded),
        likely - Decimal(funded),
        sum(one.cost.unknown for one in steps),
    )


@cache
def coder() -> Plan:
    """Return a realistic plan with eleven steps, which is written down in a file."""
    return read_plan((Path(__file__).parent / "coder.json").read_text("utf-8"))


@cache
def one_step() -> Plan:
    """Return a plan of one step without a name, a price or hours."""
    only = step(
        1,
        "Food handler card",
        Kind.CREDENTIAL,
        (date(2027, 1, 4), date(2027, 1, 4)),
        study_hours=None,
        why=Why(WhyKind.GOAL),
        payments=(payment(date(2027, 1, 4), CostKind.FEE, "", UNKNOWN),),
    )
    return Plan(
        Status.FEASIBLE,
        Prefer.CHEAPEST,
        PathwayFacts("food", "Food service"),
        Learner("2027-01-04"),
        ("step-1",),
        date(2027, 1, 4),
        date(2027, 1, 4),
        0,
        total((only,)),
        (only,),
        bound=Bound(date(2027, 1, 4), Decimal(0)),
    )


@cache
def held_goal() -> Plan:
    """Return the plan of somebody who is there already."""
    return evolve(
        one_step(),
        status=Status.OPTIMAL,
        bound=None,
        steps=(),
        cost=PlanCost("USD"),
        held=(HeldStep("step-1", "Food handler card", Kind.CREDENTIAL, date(2026, 1, 9)),),
    )


@cache
def impossible() -> Plan:
    """Return an answer without a plan, with a reason and a change of every kind."""
    day, other = date(2027, 6, 1), date(2029, 8, 2)
    reasons = tuple(
        Reason(
            kind,
            "cpc",
            Decimal(17),
            Decimal(18),
            day,
            other,
        )
        for kind in ReasonKind
    )
    changes = tuple(
        Change(kind, other, Decimal("2778.75"), Decimal(15), other, "cpc") for kind in ChangeKind
    )
    return evolve(
        coder(),
        status=Status.IMPOSSIBLE,
        finish=None,
        steps=(),
        renewals=(),
        alternatives=(),
        exits=(),
        not_taken=(),
        cost=PlanCost("USD"),
        study_hours=0,
        reasons=reasons,
        changes=changes,
    )


@cache
def long(count: int = 40) -> Plan:
    """Return a plan with many steps, a name of 300 letters and titles full of markup."""
    first = date(2027, 1, 4)
    steps = tuple(
        step(
            number,
            f"<b>Step</b> & **{number}** [x](javascript:alert(1)) {'very ' * (number % 7)}long",
            list(Kind)[number % len(Kind)],
            (first + timedelta(30 * number), first + timedelta(30 * number + number % 5 * 20)),
            study_hours=number * 3,
            critical=number % 3 == 0,
            summary="What it is and what it is for, said in words. " * (number % 4),
            payments=tuple(
                payment(first + timedelta(30 * number), CostKind.FEE, f"Part {part}", f"{number}.5")
                for part in range(number % 4)
            ),
            why=Why(WhyKind.REQUIRED, (f"step-{min(number + 1, count)}",)),
            url="https://example.org/" + "path" * 40,
        )
        for number in range(1, count + 1)
    )
    plan = coder()
    return evolve(
        plan,
        learner=evolve(plan.learner, name="Wolfeschlegelsteinhausenbergerdorff " * 6 + "X" * 90),
        steps=steps,
        finish=steps[-1].finish,
        goal=(steps[-1].id,),
        cost=total(steps),
        exits=(),
        alternatives=(),
        not_taken=(),
    )


def hostile(text: str) -> Plan:
    """Return the realistic plan with `text` in every place where an author can write."""
    plan = coder()
    first = evolve(
        plan.steps[3],
        title=f"Program {text}",
        summary=text,
        provider=text,
        proof=text,
        note=text,
        url=text,
        stage=text,
        payments=tuple(evolve(part, label=text, note=text) for part in plan.steps[3].payments),
        exam=Exam(questions=text, pass_mark=text, format=text, note=text),
    )
    facts = evolve(
        plan.pathway,
        title=text,
        summary=text,
        note=text,
        sources=tuple(
            evolve(source, publisher=text, title=text, url=text, note=text)
            for source in plan.pathway.sources
        ),
        bodies=tuple(evolve(body, name=text, about=text, url=text) for body in plan.pathway.bodies),
        titles=(*plan.pathway.titles, StepTitle("goal", text)),
    )
    return evolve(
        plan,
        pathway=facts,
        learner=evolve(plan.learner, name=text),
        goal=("goal",),
        steps=(*plan.steps[:3], first, *plan.steps[4:]),
    )


@cache
def maria(goal: str = "cpc") -> Plan:
    """Return the plan of Maria, who has a diploma and some money, through a bundled pathway."""
    learner = pp.Learner(
        name="Maria Lopez",
        start="2027-01-04",
        hours_per_week=12,
        holds=["high-school-diploma"],
        savings=900,
        monthly=100,
        funding=[pp.model.Funding("Workforce board", 200, arrives="2027-04-01")],
        assumptions="none",
    )
    return pp.plan(pp.load_pathway("medical-biller-and-coder"), learner, goal)
