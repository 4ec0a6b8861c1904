"""`verify` finds planted faults: one thing of every kind is broken in a good plan."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from pathplanner.model.history import Held
from pathplanner.model.learner import Funding, Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Status, StepTitle
from pathplanner.model.price import Cost, CostKind, Discount, Dues, Renewal, RenewalOption
from pathplanner.model.quantity import Duration, Estimate, Unit
from pathplanner.model.requirement import AllOf, Needs
from pathplanner.model.step import Kind, Step
from pathplanner.planning import plan
from pathplanner.verification import verify

DAY = timedelta(days=1)


def price(amount, **facts):
    """Return a cost with an exact amount."""
    return Cost(CostKind.TUITION, Estimate.exactly(amount), **facts)


PATHWAY = Pathway(
    "small",
    "Small",
    [
        Step("diploma", "Diploma", kind=Kind.DIPLOMA),
        Step(
            "course",
            "Course",
            kind=Kind.COURSE,
            requires=Needs("diploma"),
            duration=Duration.exactly(30),
            study_hours=Estimate.exactly(40),
            costs=(price(100, every=Duration.exactly(10)),),
        ),
        Step("member", "Member", kind=Kind.MEMBERSHIP,
             dues=Dues(Estimate.exactly(5), Duration.exactly(20))),
        Step(
            "work",
            "Work",
            kind=Kind.EXPERIENCE,
            requires=Needs("course"),
            duration=Duration.exactly(40),
        ),
        Step("exam", "Exam", kind=Kind.CREDENTIAL, requires=Needs("course"),
             costs=(price(200, discounts=(Discount("member", Estimate.exactly(100)),)),),
             renewal=Renewal(Duration.exactly(25),
                             (RenewalOption("pay", fee=Estimate.exactly(3)),))),
        Step("job", "Job", kind=Kind.JOB, requires=AllOf((Needs("exam"), Needs("work"))),
             waiting=Duration.exactly(5)),
        Step("other", "Other"),
    ],
    destinations=["job"],
)  # fmt: skip
LEARNER = Learner(
    start=date(2027, 1, 4),
    holds=[Held("diploma", date(2026, 6, 1))],
    savings=600,
    budget=1000,
    funding=[Funding("Grant", 50)],
    horizon_years=1,
)
GOOD = plan(PATHWAY, LEARNER)
PLACES = {step.id: place for place, step in enumerate(GOOD.steps)}


def changed(step, **facts):
    """Return the good plan with one step changed."""
    steps = list(GOOD.steps)
    steps[PLACES[step]] = evolve(steps[PLACES[step]], **facts)
    return evolve(GOOD, steps=steps)


def moved(step, days):
    """Return the good plan with one step moved, and nothing else."""
    there = GOOD.steps[PLACES[step]]
    by = timedelta(days=days)
    return changed(step, start=there.start + by, finish=there.finish + by)


def step_at(name):
    """Return a step of the good plan."""
    return GOOD.steps[PLACES[name]]


def payment(**facts):
    """Return the good plan with the exam's payment changed."""
    (there,) = [p for p in step_at("exam").payments if p.kind is CostKind.TUITION]
    others = tuple(p for p in step_at("exam").payments if p is not there)
    return changed("exam", payments=(evolve(there, **facts), *others))


def test_good_plan_has_no_fault():
    """The plan that the others are made from holds."""
    assert verify(GOOD, PATHWAY) == ()
    assert set(PLACES) == {"course", "member", "work", "exam", "job"}


BROKEN = {
    "a step is missing": (evolve(GOOD, steps=[s for s in GOOD.steps if s.id != "job"]), "steps"),
    "a required step is missing": (
        evolve(GOOD, steps=[s for s in GOOD.steps if s.id != "work"]), "steps[3]"),
    "a step is superfluous": (
        evolve(GOOD, steps=(*GOOD.steps, evolve(step_at("job"), id="other", number=6))),
        "steps[5]"),
    "a step is unknown": (changed("work", id="nothing"), f"steps[{PLACES['work']}].id"),
    "a step is planned twice": (evolve(GOOD, steps=(*GOOD.steps, GOOD.steps[0])), "steps[5].id"),
    "a held step is planned": (changed("work", id="diploma"), f"steps[{PLACES['work']}].id"),
    "too early": (moved("work", -1), f"steps[{PLACES['work']}].start"),
    "no waiting": (moved("job", -5), f"steps[{PLACES['job']}].start"),
    "before the first day": (moved("course", -1), f"steps[{PLACES['course']}].start"),
    "wrong finish of a step": (
        changed("work", finish=step_at("work").finish - DAY), f"steps[{PLACES['work']}].finish"),
    "wrong finish": (evolve(GOOD, finish=GOOD.finish + DAY), "finish"),
    "no finish": (evolve(GOOD, finish=None), "finish"),
    "wrong start": (evolve(GOOD, start=GOOD.start + DAY), "start"),
    "wrong hours": (evolve(GOOD, study_hours=1), "study_hours"),
    "wrong hours of a step": (
        changed("course", study_hours=1), f"steps[{PLACES['course']}].study_hours"),
    "wrong weekly hours": (
        changed("course", hours_per_week=Decimal(1)), f"steps[{PLACES['course']}].hours_per_week"),
    "payment on another day": (
        payment(on=date(2027, 1, 5)), f"steps[{PLACES['exam']}].payments"),
    "wrong amount": (
        payment(amount=Estimate.exactly(99)), f"steps[{PLACES['exam']}].payments"),
    "no discount": (payment(discount=""), f"steps[{PLACES['exam']}].payments"),
    "wrong out of pocket": (
        payment(out_of_pocket=Decimal(1)), f"steps[{PLACES['exam']}].payments"),
    "no funding": (changed("course", payments=tuple(
        evolve(p, funded=()) for p in step_at("course").payments)),
        f"steps[{PLACES['course']}].payments"),
    "payment missing": (
        changed("course", payments=step_at("course").payments[1:]),
        f"steps[{PLACES['course']}].payments"),
    "wrong step cost": (
        changed("exam", cost=evolve(step_at("exam").cost, high=Decimal(9))),
        f"steps[{PLACES['exam']}].cost.high"),
    "wrong total": (evolve(GOOD, cost=evolve(GOOD.cost, likely=Decimal(1))), "cost.likely"),
    "wrong funded": (evolve(GOOD, cost=evolve(GOOD.cost, funded=Decimal(1))), "cost.funded"),
    "wrong unknown": (evolve(GOOD, cost=evolve(GOOD.cost, unknown=1)), "cost.unknown"),
    "wrong currency": (evolve(GOOD, cost=evolve(GOOD.cost, currency="EUR")), "cost.currency"),
    "renewal missing": (evolve(GOOD, renewals=GOOD.renewals[1:]), "renewals"),
    "renewal of nothing": (
        evolve(GOOD, renewals=(evolve(GOOD.renewals[0], step="job"), *GOOD.renewals[1:])),
        "renewals[0]"),
    "renewal not counted": (
        evolve(GOOD, renewals=(evolve(GOOD.renewals[0], counted=False), *GOOD.renewals[1:])),
        "renewals[0].counted"),
    "wrong fee": (
        evolve(GOOD, renewals=(evolve(GOOD.renewals[0], fee=None), *GOOD.renewals[1:])),
        "renewals[0].fee"),
    "wrong units": (
        evolve(GOOD, renewals=(evolve(GOOD.renewals[0], units=7), *GOOD.renewals[1:])),
        "renewals[0].units"),
    "held step not listed": (evolve(GOOD, held=()), "held"),
    "held that is not": (evolve(GOOD, held=(evolve(GOOD.held[0], id="other"),)), "held[0]"),
    "wrong number": (changed("work", number=9), f"steps[{PLACES['work']}].number"),
    "wrong order": (evolve(GOOD, steps=GOOD.steps[::-1]), "steps[1]"),
    "critical with slack": (
        changed("job", critical=True, slack=3), f"steps[{PLACES['job']}].critical"),
    "needs nothing": (changed("job", needs=()), f"steps[{PLACES['job']}].needs"),
    "exit not planned": (
        evolve(GOOD, exits=(evolve(GOOD.exits[0], step="other"),)), "exits[0]"),
    "wrong exit day": (
        evolve(GOOD, exits=(evolve(GOOD.exits[0], on=GOOD.start),)), "exits[0].on"),
    "wrong exit money": (
        evolve(GOOD, exits=(evolve(GOOD.exits[0], spent=Decimal(1)),)), "exits[0].spent"),
    "nothing chosen": (
        evolve(GOOD, alternatives=tuple(evolve(a, chosen=False) for a in GOOD.alternatives)),
        "alternatives"),
    "beaten alternative": (
        evolve(GOOD, alternatives=(*GOOD.alternatives,
               evolve(GOOD.alternatives[-1], chosen=False, finish=date(2030, 1, 1)))),
        f"alternatives[{len(GOOD.alternatives)}]"),
    "wrong goal": (evolve(GOOD, goal=("nothing",)), "goal[0]"),
    "no goal": (evolve(GOOD, goal=()), "goal"),
    "reasons though possible": (
        evolve(GOOD, reasons=("because",)), "reasons"),
    "impossible with steps": (evolve(GOOD, status=Status.IMPOSSIBLE), "steps"),
    "impossible for no reason": (evolve(GOOD, status=Status.IMPOSSIBLE), "reasons"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_planted_fault_is_found(name):
    """Each broken thing is reported at its place."""
    broken, path = BROKEN[name]
    assert path in [fault.path for fault in verify(broken, PATHWAY)]


CHANGED_LEARNERS = {
    "deadline": ({"deadline": date(2027, 2, 1)}, "finish"),
    "budget": ({"budget": 100}, "cost"),
    "savings": ({"savings": 100}, "cost"),
    "study hours": ({"hours_per_week": 5}, "steps"),
    "avoided": ({"avoid": ["work"]}, f"steps[{PLACES['work']}]"),
    "insisted": ({"insist": ["other"]}, "steps"),
    "break": (
        {"breaks": [{"start": "2027-01-10", "finish": "2027-01-12"}]},
        f"steps[{PLACES['course']}].finish",
    ),
    "start in a break": (
        {"breaks": [{"start": "2027-01-02", "finish": "2027-01-07"}]},
        f"steps[{PLACES['course']}].start",
    ),
    "horizon": ({"horizon_years": 3}, "renewals"),
    "under way": (
        {"under_way": {"course": date(2027, 1, 1)}}, f"steps[{PLACES['course']}].start"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED_LEARNERS)
def test_plan_does_not_hold_for_another_learner(name):
    """A good plan for one learner is checked by the circumstances of another."""
    from pathplanner.model.learner import Break

    facts, path = CHANGED_LEARNERS[name]
    facts = {k: [Break(**b) for b in v] if k == "breaks" else v for k, v in facts.items()}
    found = verify(GOOD, PATHWAY, evolve(LEARNER, **facts))
    assert path in [fault.path for fault in found]


CHANGED_STEPS = {
    "state": ("work", {"states": ("US-OH",)}, ""),
    "age": ("work", {"minimum_age": 90}, ".start"),
    "intake": ("work", {"intakes": "2028-01-01"}, ".start"),
    "apply before": ("course", {"intakes": "2027-01-04"}, ".start"),
    "longer": ("work", {"duration": Duration.exactly(41)}, ".finish"),
    "dearer": ("exam", {"costs": (price(201),)}, ".payments"),
}


@pytest.mark.parametrize("name", CHANGED_STEPS)
def test_plan_does_not_hold_for_another_pathway(name):
    """A good plan is checked by the facts of the pathway, not by its own copy of them."""
    from pathplanner.model.intakes import Intakes

    which, facts, path = CHANGED_STEPS[name]
    if "intakes" in facts:
        day = date.fromisoformat(facts["intakes"])
        facts = {"intakes": Intakes(dates=(day,), apply_before=Duration.exactly(1))}
    steps = [evolve(s, **facts) if s.id == which else s for s in PATHWAY.steps]
    learner = evolve(LEARNER, state="US-TX", birth_date=date(2000, 1, 1))
    found = verify(GOOD, evolve(PATHWAY, steps=steps), learner)
    assert f"steps[{PLACES[which]}]{path}" in [fault.path for fault in found]


def test_a_title_is_that_of_the_pathway():
    """Another title of a step, and one of a step that is not there, are faults."""
    for name in ("diploma", "ghost"):
        facts = evolve(GOOD.pathway, titles=(StepTitle(name, "Other"),))
        assert "pathway.titles" in [
            one.path for one in verify(evolve(GOOD, pathway=facts), PATHWAY)
        ]


def test_hostile_plan_does_not_crash():
    """Values of the wrong type are faults, not crashes."""
    for facts in ({"cost": None}, {"renewals": (None,)}, {"exits": (None,)}, {"held": (None,)},
                  {"alternatives": (None,)},
                  {"pathway": evolve(GOOD.pathway, titles=(None,))}):  # fmt: skip
        assert verify(evolve(GOOD, **facts), PATHWAY)


def test_a_plan_for_steps_of_no_pathway_does_not_hold():
    """A goal or a wish that the pathway does not have is a fault, not a crash."""
    for who in ({"goal": ("ghost",)}, {"insist": ("ghost",)}, {"holds": (Held("ghost"),)}):
        told = evolve(GOOD, goal=who.get("goal", GOOD.goal), learner=evolve(GOOD.learner, **who))
        assert verify(told, PATHWAY), who


@pytest.mark.parametrize(
    ("days", "paid", "counted"),
    [(30, 60, [True, False]), (31, 60, [True, False]), (32, 120, [True, True])],
)
def test_dues_of_the_last_day_are_no_cost_of_the_way(days, paid, counted):
    """What falls due on the day on which the goal is reached, or later, is told and not counted."""
    dues = Dues(Estimate.exactly(60), Duration.exactly(1, Unit.MONTHS))
    member = Step("m", "M", kind=Kind.MEMBERSHIP, dues=dues)
    course = Step("c", "C", requires=Needs("m"), duration=Duration.exactly(days))
    pathway = Pathway("x", "X", (member, course), ("c",))
    made = plan(pathway, Learner("2027-01-04", assumptions="none"))
    assert [one.counted for one in made.renewals[:2]] == counted
    assert made.cost.out_of_pocket == paid
    assert verify(made, pathway) == ()
