"""Sample plans, each made by the planner from a small pathway built here.

They cover what differs from plan to plan: nothing to do, one step, many steps, no plan
at all, no prices, unknown prices, much upkeep, another language, a plan made anew.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache

from attrs import evolve

import pathplanner as pp
from pathplanner.model.intakes import Intakes, MonthDay
from pathplanner.model.price import Dues, Renewal, RenewalOption
from pathplanner.model.step import Exam
from pathplanner.testing.hostile import hostile_pathway, hostile_person
from pathplanner.testing.payloads import PAYLOADS

START = "2027-01-04"
STAGES = ("Learn", "Practice", "Work")


def _dollars(
    amount: int | str, kind: pp.model.CostKind = pp.model.CostKind.FEE
) -> tuple[pp.Cost, ...]:
    return (pp.Cost(kind, pp.Estimate.exactly(amount)),)


def _years(count: int) -> pp.Duration:
    return pp.Duration.exactly(count, pp.model.Unit.YEARS)


def _chain(count: int) -> tuple[pp.Step, ...]:
    """Return steps of every kind, each of which needs the one before."""
    kinds = list(pp.Kind)
    return tuple(
        pp.Step(
            f"step-{number}",
            f"Part {number} of {count}",
            kinds[number % len(kinds)],
            summary="What it is and what it is for. " * (number % 3),
            stage=STAGES[number * 3 // (count + 1)],
            requires=pp.Needs(f"step-{number - 1}") if number > 1 else pp.AllOf(()),
            duration=pp.Duration.exactly(number % 5 * 10),
            costs=_dollars(f"{number}.50") if number % 2 else (),
            url=f"https://example.org/step/{number}",
            note="Ask first." if number % 4 == 0 else "",
        )
        for number in range(1, count + 1)
    )


def _held() -> pp.Plan:
    card = pp.Step("card", "Food handler card", pp.Kind.CREDENTIAL)
    pathway = pp.Pathway("food", "Food service", (card,), ("card",))
    return pp.plan(pathway, pp.Learner(START, holds=["card"]))


def _one_step() -> pp.Plan:
    card = pp.Step("card", "Food handler card", pp.Kind.CREDENTIAL, costs=_dollars(15))
    return pp.plan(pp.Pathway("food", "Food service", (card,), ("card",)), pp.Learner(START))


def _longest() -> pp.Plan:
    pathway = pp.Pathway(
        "long",
        "A long road",
        _chain(40),
        ("step-40",),
        "From the first part to the last.",
        STAGES,
    )
    name = "Wolfeschlegelsteinhausenbergerdorff " * 6
    return pp.plan(pathway, pp.Learner(START, name.strip(), birth_date="2001-02-03"))


def _bundled() -> pp.Plan:
    pathway = pp.load_pathway("medical-biller-and-coder")
    learner = pp.Learner(
        START,
        "María Ángeles López",
        Decimal(12),
        holds=["high-school-diploma"],
        funding=(pp.model.Funding("County grant", 900, "grant", arrives="2027-03-01"),),
        state="US-TX",
        birth_date="2004-05-06",
    )
    return pp.plan(pathway, learner, goal="cpc")


def _impossible() -> pp.Plan:
    pathway = pp.Pathway("long", "A long road", _chain(6), ("step-6",), "", STAGES)
    return pp.plan(pathway, pp.Learner(START, deadline="2027-01-05"))


def _hostile() -> pp.Plan:
    return hostile_plan(" ".join(text for name, text in PAYLOADS.items() if name != "long"))


def _spanish() -> pp.Plan:
    pathway = pp.Pathway(
        "enfermeria",
        "Enfermería: ¿cómo empezar?",
        (
            pp.Step("curso", "Curso de «primeros auxilios»", pp.Kind.COURSE, "Año uno."),
            pp.Step(
                "titulo",
                "Título de auxiliar de enfermería",
                pp.Kind.CREDENTIAL,
                stage="Formación",
                requires=pp.Needs("curso"),
                duration=pp.Duration.exactly(9, pp.model.Unit.MONTHS),
                costs=_dollars(1200, pp.model.CostKind.TUITION),
            ),
        ),
        ("titulo",),
        stages=("Formación",),
        language="es",
    )
    return pp.plan(pathway, pp.Learner(START, "Begoña Núñez"))


def _no_costs() -> pp.Plan:
    pathway = pp.Pathway(
        "free",
        "A road without prices",
        (
            pp.Step("talk", "Talk with a counselor", study_hours=pp.Estimate.exactly(2)),
            pp.Step("job", "Work as a helper", pp.Kind.JOB, requires=pp.Needs("talk")),
        ),
        ("job",),
    )
    return pp.plan(pathway, pp.Learner(START))


def _unknown() -> pp.Plan:
    pathway = pp.Pathway(
        "unknown",
        "A road with unknowns",
        (
            pp.Step(
                "course",
                "Course of unknown length",
                pp.Kind.COURSE,
                duration=pp.UNKNOWN,
                study_hours=pp.UNKNOWN,
                costs=(pp.Cost(pp.model.CostKind.TUITION, pp.UNKNOWN),),
            ),
            pp.Step(
                "exam",
                "Exam of unknown price",
                pp.Kind.EXAM,
                requires=pp.Needs("course"),
                exam=Exam(retake_fee=pp.UNKNOWN),
                costs=(pp.Cost(pp.model.CostKind.EXAM, pp.UNKNOWN), *_dollars(20)),
            ),
        ),
        ("exam",),
    )
    return pp.plan(pathway, pp.Learner(START))


def _renewed(number: int) -> pp.Step:
    options = (
        RenewalOption("Earn units", 36, pp.UNKNOWN if number % 2 else pp.Estimate.exactly(50)),
        RenewalOption("Take the exam again", None, pp.Estimate.exactly(400)),
    )
    return pp.Step(
        f"badge-{number}",
        f"Badge {number}",
        pp.Kind.CREDENTIAL,
        exam=Exam("100", 240, "70 percent"),
        intakes=Intakes(yearly=(MonthDay(3 + number, 1),), apply_before=pp.Duration.exactly(30)),
        costs=_dollars(99, pp.model.CostKind.EXAM),
        dues=Dues(pp.Estimate.exactly(25), _years(1)),
        renewal=Renewal(_years(1), options, grace=pp.Duration.exactly(30)),
    )


def _many_renewals() -> pp.Plan:
    badges = tuple(_renewed(number) for number in range(1, 6))
    pathway = pp.Pathway("badges", "Five badges", badges)
    return pp.plan(pathway, pp.Learner(START, horizon_years=20), [one.id for one in badges])


def _changed() -> pp.Plan:
    pathway = pp.load_pathway("medical-biller-and-coder")
    first = pp.Learner(START, "Sam Carter", Decimal(12), holds=["high-school-diploma"])
    later = pp.Learner("2027-04-05", "Sam Carter", Decimal(9), holds=["high-school-diploma"])
    return pp.revise(
        pp.plan(pathway, first, goal="cpc"), pp.plan(pathway, later, goal="cpc", futures=50)
    )


_MADE: dict[str, Callable[[], pp.Plan]] = {
    "held": _held,
    "one-step": _one_step,
    "longest": _longest,
    "bundled": _bundled,
    "impossible": _impossible,
    "hostile": _hostile,
    "spanish": _spanish,
    "no-costs": _no_costs,
    "unknown": _unknown,
    "many-renewals": _many_renewals,
    "changed": _changed,
}

SAMPLES = tuple(_MADE)
"""The names of the sample plans."""


@cache
def sample_plan(name: str) -> pp.Plan:
    """Return the sample plan of that name, one of `SAMPLES`; the same one every time."""
    return _MADE[name]()


COMPARISON = "comparison"
"""What `sample_comparison` is called beside the names of the sample plans."""


@cache
def sample_comparison() -> tuple[tuple[str, pp.Plan], ...]:
    """Return plans to put beside each other, with their names: one has other dates, one fails."""
    plan = sample_plan("bundled")
    pathway = pp.load_pathway("medical-biller-and-coder")
    later = pp.plan(pathway, evolve(plan.learner, start="2027-08-02"), goal="cpc")
    never = pp.plan(pathway, evolve(plan.learner, deadline="2027-01-05"), goal="cpc")
    return (
        (plan.learner.name, plan),
        ("start=2027-08-02", later),
        ("deadline=2027-01-05", never),
    )


@cache
def hostile_comparison(text: str) -> tuple[tuple[str, pp.Plan], ...]:
    """Return two plans with `text` in every place, which is what they are called, too."""
    later = pp.plan(hostile_pathway(text), hostile_person(text, "2027-08-02"), prefer="fastest")
    return (text, hostile_plan(text)), (text, later)


@cache
def hostile_plan(text: str) -> pp.Plan:
    """Return a plan that has `text` in every place where somebody from outside can write."""
    return pp.plan(hostile_pathway(text), hostile_person(text, START), prefer="fastest")
