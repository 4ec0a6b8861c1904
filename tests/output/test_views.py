"""What each variant says, and what each audience is not told."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pypdf
import pytest
from attrs import evolve
from tests.output import plans
from tests.output.printed import pages, printed
from tests.output.printed import words as printed_words
from tests.output.test_document import texts, words

from pathplanner.document import (
    Audience,
    Checklist,
    Notice,
    Paragraph,
    Subheading,
    Variant,
    View,
    compose,
    redact,
)
from pathplanner.document.sections.upkeep import rules_of
from pathplanner.formats.forms.writer import plan_to_json
from pathplanner.model.difference import Difference, DifferenceKind
from pathplanner.model.forecast import Forecast
from pathplanner.model.learner import Break, Funding, Learner, Override, WeekHours
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan
from pathplanner.model.refusal import Change, ChangeKind, Reason, ReasonKind
from pathplanner.model.requirement import NOTHING, AnyOf, Needs
from pathplanner.model.step import Step
from pathplanner.planning import plan
from pathplanner.renderers import render
from pathplanner.revision import revise

OTHERS = (Audience.FUNDER, Audience.EMPLOYER)

PRIVATE = {
    "birth date": ("1991-11-23", "November 23, 1991"),
    "savings": ("8642.15", "8,642.15"),
    "monthly": ("97.31", "97.31"),
    "budget": ("7531.42", "7,531.42"),
    "break": ("2027-10-07", "October 7, 2027"),
    "seat": ("2029-02-03",),
    "offer": ("night-school-for-parents",),
    "income": ("38761.5", "38,761.50"),
    "residence": ("in-the-shelter",),
    "own hours": ("6.125",),
    "hours worked": ("611.5",),
    "most credits": ("7.375",),
    "note on funding": ("asked through the shelter",),
    "reason": ("Illness in 2024",),
}
"""What only the person themself is told, as data and as words."""

EMPLOYER_TOO = {
    "funding": ("Scholarship of Hope",),
    "amount": ("1357.9", "1,357.90"),
    "deadline": ("2030-01-31", "January 31, 2030"),
    "state": ("US-TX", "Texas"),
    "who decided": ("Ms. Rivera",),
}
"""What an employer is not told either."""


def private() -> Plan:
    """Return the realistic plan of a person about whom there is much to keep private."""
    plan = plans.coder()
    funding = Funding(
        "Scholarship of Hope", "1357.9", status="awarded", note="asked through the shelter"
    )
    override = Override("typing", by="Ms. Rivera", why="Illness in 2024")
    learner = attrs.evolve(
        plan.learner,
        birth_date="1991-11-23",
        savings="8642.15",
        monthly="97.31",
        budget="7531.42",
        deadline="2030-01-31",
        state="US-TX",
        avoid=("night-classes",),
        breaks=(Break("2027-10-07", "2027-10-19"),),
        seats={"typing": ["2029-02-03"]},
        offers={"typing": "night-school-for-parents"},
        income="38761.5",
        residence="in-the-shelter",
        hours=[WeekHours("6.125", step="typing")],
        worked={"typing": "611.5"},
        credits_per_term="7.375",
        funding=(funding,),
        overrides=(override,),
    )
    paid = plan.steps[3].payments[0]
    share = attrs.evolve(paid.funded[0], funding=funding.name, amount=Decimal("1357.9"))
    payments = (
        attrs.evolve(paid, funded=(share,), out_of_pocket=Decimal("1842.1")),
        *plan.steps[3].payments[1:],
    )
    steps = (*plan.steps[:3], attrs.evolve(plan.steps[3], payments=payments), *plan.steps[4:])
    held = (plan.held[0], attrs.evolve(plan.held[1], override=override))
    money = Difference(
        DifferenceKind.CIRCUMSTANCE,
        field="budget",
        amount_before=Decimal("7531.42"),
        amount_after=Decimal("8642.15"),
    )
    born = Difference(DifferenceKind.CIRCUMSTANCE, field="birth_date", on_after=date(1991, 11, 23))
    forecast = Forecast(100, 1, plan.finish, plan.finish, Decimal(3000), Decimal(3100), 98, 97, 96)
    return attrs.evolve(
        plan,
        learner=learner,
        steps=steps,
        held=held,
        differences=(money, born),
        forecast=forecast,
    )


def rendered(audience: Audience) -> dict[str, str]:
    """Return what each renderer writes for an audience, as text."""
    plan = private()
    found = {name: render(plan, name, audience=audience).decode() for name in ("checklist", "json")}
    pdf = printed(plan, audience=audience)
    inside = [
        bytes(part)
        for parts in pypdf.PdfReader(io.BytesIO(pdf)).attachments.values()
        for part in parts
    ]
    return found | {
        "pdf": printed_words(pdf),
        "inside": b"".join(inside).decode(),
        "raw": pdf.decode("latin-1"),
    }


def told(hidden: dict[str, tuple[str, ...]], outputs: dict[str, str]) -> dict[str, list[str]]:
    """Return which of the hidden things stand in which output."""
    return {
        name: [key for key, words in hidden.items() if any(word in text for word in words)]
        for name, text in outputs.items()
    }


def test_the_person_is_told_everything() -> None:
    """What others are not told stands in the person's own outputs, so it could be found."""
    outputs = rendered(Audience.PARTICIPANT)
    hidden = PRIVATE | EMPLOYER_TOO
    assert told(hidden, outputs)["json"] == list(hidden)
    assert told(hidden, outputs)["inside"] == list(hidden)
    printed = told(hidden, outputs)
    for name in ("checklist", "pdf"):
        assert {"savings", "monthly", "break", "reason", "funding", "state"} <= {*printed[name]}


@pytest.mark.parametrize("audience", OTHERS)
def test_private_things_are_in_no_byte_for_others(audience: Audience) -> None:
    """A funder's and an employer's copies hold no birth date, savings, budget or reasons."""
    outputs = rendered(audience)
    assert told(PRIVATE, outputs) == {name: [] for name in outputs}


def test_an_employer_is_told_nothing_of_funding() -> None:
    """An employer's copies hold no funding, deadline, state or who decided, and no price."""
    outputs = rendered(Audience.EMPLOYER)
    assert told(EMPLOYER_TOO, outputs) == {name: [] for name in outputs}
    for name in ("checklist", "pdf"):
        prices = set(re.findall(r"\$[\d,.]*\d", outputs[name]))
        assert prices == {"$50,250", "$24.16", "$35,780", "$80,950", "$43,000"}, "pay alone"


def test_a_funder_is_told_of_costs_funding_and_dates() -> None:
    """A funder's copy has the funding with its status, each step, the costs and the deadline."""
    text = " ".join(texts(compose(private(), View(audience=Audience.FUNDER))))
    text = " ".join(text.split())
    for word in ("Scholarship of Hope", "awarded", "$5,278.75", "January 31, 2030", "$499"):
        assert word in text


def test_every_field_is_thought_of() -> None:
    """A new field of the learner or the plan is looked at before it reaches other readers."""
    said = "decide in redaction.py who is told, then list it here"
    assert " ".join(field.name for field in attrs.fields(Learner)) == LEARNER_FIELDS, said
    assert " ".join(field.name for field in attrs.fields(Plan)) == PLAN_FIELDS, said


LEARNER_FIELDS = (
    "start name hours_per_week work_hours holds under_way failed dropped applied savings "
    "monthly budget deadline goal prefer avoid insist funding birth_date breaks seats "
    "state recommended overrides facts assumptions horizon_years paid savings_on set_aside "
    "numbers proofs area support offers hours worked residence income credits_per_term moves"
)
PLAN_FIELDS = (
    "status objective pathway learner goal start finish study_hours cost steps held renewals "
    "alternatives exits not_taken dropped assumptions reasons changes change_pairs bound gap "
    "claims questions paid first_pay may_pay waiting forecast version differences fallback"
)


def test_only_the_person_is_told_what_failed_or_was_dropped() -> None:
    """Failed attempts and what was given up stand in no copy for others, nor do their days."""
    steps = [Step("kept", "Kept", requires=AnyOf((Needs("left"), NOTHING))), Step("left", "Left")]
    pathway = Pathway("p", "P", steps, destinations=("kept",))
    person = Learner(date(2027, 1, 4))
    later = evolve(person, failed={"kept": "2026-10-17"}, dropped={"left": "2026-11-19"})
    plan_now = revise(plan(pathway, person), plan(pathway, later))
    own = plan_to_json(redact(plan_now, Audience.PARTICIPANT))
    for word in ("2026-10-17", "2026-11-19", "Left"):
        assert word in own
        for audience in OTHERS:
            assert word not in plan_to_json(redact(plan_now, audience))
    kinds = {one.kind.value for one in redact(plan_now, Audience.FUNDER).differences}
    assert not kinds & {"failed", "dropped"}
    alone = evolve(pathway, steps=[evolve(steps[0], requires=Needs("left")), steps[1]])
    refused = plan(alone, later)
    assert [one.kind.value for one in (*refused.reasons, *refused.changes)] == [
        "dropped",
        "take_up",
    ]
    for audience in OTHERS:
        copy = redact(refused, audience)
        assert (copy.reasons, copy.changes) == ((), ())


def test_a_refusal_tells_others_no_age_and_no_money() -> None:
    """For others a refusal has no age, no birthday and no money of the person."""
    day = date(2029, 11, 23)
    reasons = tuple(Reason(kind, "cpc", Decimal(17), Decimal(18), day, day) for kind in ReasonKind)
    changes = tuple(
        Change(kind, day, Decimal(2778), Decimal(1515), day, "cpc") for kind in ChangeKind
    )
    plan = attrs.evolve(plans.impossible(), reasons=reasons, changes=changes)
    for audience in OTHERS:
        left = redact(plan, audience)
        assert ReasonKind.TRIES not in {one.kind for one in left.reasons}
        for one in left.reasons:
            if one.kind in {ReasonKind.WORK_HOURS, ReasonKind.CREDITS}:
                assert (one.have, one.need) == (None, None)
        age = next(one for one in left.reasons if one.kind is ReasonKind.AGE)
        assert (age.have, age.need, age.have_date, age.need_date) == (None, None, None, None)
        kinds = {change.kind for change in left.changes}
        assert not kinds & {ChangeKind.SAVINGS, ChangeKind.BUDGET, ChangeKind.START}
        assert not kinds & {ChangeKind.WORK_HOURS, ChangeKind.CREDITS}
        text = words(compose(plan, View(audience=audience)))
        assert "asks for an age of" not in text
        assert "at the soonest; that is too late" not in text
        assert "No single change is enough" not in text
    employer = {one.kind for one in redact(plan, Audience.EMPLOYER).reasons}
    assert not employer & {ReasonKind.BUDGET, ReasonKind.SAVINGS}


def test_the_data_of_an_employer_adds_up() -> None:
    """An employer's plan has prices as anyone pays them, and their sum as its cost."""
    plan = redact(private(), Audience.EMPLOYER)
    paid = sum(one.out_of_pocket for step in plan.steps for one in step.payments)
    assert plan.cost.out_of_pocket == plan.cost.likely == paid
    assert plan.cost.funded == 0
    assert plan.exits[0].spent == Decimal("4761.75")
    assert all(not one.funded for step in plan.steps for one in step.payments)


def test_the_person_gets_the_plan_as_it_is() -> None:
    """For the person themself nothing is left out."""
    plan = private()
    assert redact(plan, Audience.PARTICIPANT) is plan


def test_a_copy_says_for_whom_it_is() -> None:
    """The head of a copy names its readers; the person's own page does not."""
    metas = [compose(private(), View(audience=audience)).meta for audience in Audience]
    assert metas[1] == f"{metas[0]} · copy for a funder"
    assert metas[2] == f"{metas[0]} · copy for an employer"


def test_the_brief_variant_is_short() -> None:
    """The brief roadmap has the summary, the route and who to ask; one page up to 8 steps.

    A map of more steps than a page has room for is folded.
    """
    made_of = (
        (plans.long(), "stages", 2),
        (plans.coder(), "route", 2),
        (plans.maria(), "route", 1),
    )
    for made, route, most in made_of:
        document = compose(made, View(variant=Variant.BRIEF))
        ids = [one.id for one in document.sections if one.id != "open"]
        assert ids == ["summary", route, "contacts"]
        assert len(pages(printed(made, variant="brief"))) <= most


@pytest.mark.parametrize("plan", [plans.coder, plans.one_step, plans.long, private])
def test_the_checklist_variant_has_boxes_alone(plan: Any) -> None:
    """The checklist is boxes to tick: for each step, each payment and each rule of renewal."""
    made = plan()
    document = compose(made, View(variant=Variant.CHECKLIST))
    blocks = [block for section in document.sections for block in section.blocks]
    assert all(isinstance(block, Checklist) for block in blocks)
    items = [item for block in blocks if isinstance(block, Checklist) for item in block.items]
    applies = sum(step.apply_by is not None for step in made.steps)
    payments = sum(len(step.payments) for step in made.steps)
    rules = len(rules_of(made.renewals))
    assert 0 < rules < len(made.renewals) or not made.renewals
    assert len(items) == len(made.steps) + applies + payments + rules


@pytest.mark.parametrize("variant", list(Variant))
@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("plan", [plans.impossible, plans.held_goal, plans.one_step])
def test_every_variant_says_something_of_every_plan(
    plan: Any, audience: Audience, variant: Variant
) -> None:
    """A refusal, a goal that is held and a single step have words in every view."""
    document = compose(plan(), View(variant=variant, audience=audience))
    assert document.sections
    assert all(section.blocks for section in document.sections)
    kinds = (Paragraph, Checklist, Subheading, Notice)
    assert any(isinstance(block, kinds) or block for block in document.sections[0].blocks)


def test_the_data_for_others_is_a_plan_still() -> None:
    """The JSON for each audience can be read as a plan."""
    from pathplanner import read_plan

    for audience in Audience:
        data = render(private(), "json", audience=audience)
        assert read_plan(data.decode()) == redact(private(), audience)
        assert json.loads(data)["schema"]
