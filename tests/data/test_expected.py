"""Expected plans: whole answers, checked by hand against the facts, as readable files.

Each file in `expected/` holds three parts, with a line `---` between them: what was checked
by hand, the learner's file, and the plan. A folder has the name of its pathway; several
names with a plus sign between them are planned together.
"""

from pathlib import Path

import pytest
from attrs import evolve

import pathplanner as pp
from pathplanner.formats.bundled import bundled_pathways
from pathplanner.model.quantity import UNKNOWN

HOME = Path(__file__).parent / "expected"
FILES = sorted(HOME.glob("*/*.txt"))
BREAK = "\n---\n"


def split(file):
    """Return the three parts of a file."""
    return file.read_text("utf-8").split(BREAK)


def made(file):
    """Return the pathway and the plan that a file is about."""
    _, learner, _ = split(file)
    pathway = pp.merge(*map(pp.load_pathway, file.parent.name.split("+")))
    person = pp.read_learner(learner, file.name)
    # What is checked by hand are the facts of the pathway; assumptions have tests of their own.
    person = person if person.assumptions else evolve(person, assumptions="none")
    return pathway, pp.plan(pathway, person)


def told(plan):
    """Return a plan as short lines."""
    return "\n".join(_lines(plan)) + "\n"


def _lines(plan):
    yield f"goal: {', '.join(plan.goal)}"
    yield f"{plan.status.value}, {plan.learner.prefer.value}"
    if plan.finish is None:
        yield from (f"because: {reason.kind.value} {_said(reason)}" for reason in plan.reasons)
        for change in plan.changes:
            yield f"would help: {change.kind.value}, {change.finish}, {change.out_of_pocket}"
        return
    yield f"finish: {plan.finish}"
    cost = plan.cost
    yield f"likely {cost.likely}, funded {cost.funded}, pays {cost.out_of_pocket}"
    yield f"low {cost.low}, high {cost.high}, unknown prices {cost.unknown}"
    yield "steps:"
    for step in plan.steps:
        length = " (unknown length)" if step.length_unknown else ""
        yield f"  {step.start} to {step.finish}  {step.id}{length}"
    payments = [
        (pay.on, step.id, pay) for step in (*plan.steps, *plan.held) for pay in step.payments
    ]
    yield "payments:" if payments else "payments: none"
    for on, step, pay in sorted(payments, key=lambda one: one[:2]):
        yield f"  {on}  {_amount(pay.amount)}, own {pay.out_of_pocket}  {pay.kind.value} of {step}"
    yield "upkeep:" if plan.renewals else "upkeep: none"
    for one in plan.renewals:
        units = f", {one.units} units" if one.units else ""
        counted = " (counted)" if one.counted else ""
        yield f"  {one.due}  {_amount(one.fee)}{units}  {one.kind.value} of {one.step}{counted}"


def _amount(amount):
    if amount is None:
        return "no fee"
    return "unknown" if amount is UNKNOWN else f"{amount.likely}"


def _said(reason):
    found = (reason.step, reason.have, reason.need, reason.have_date, reason.need_date)
    return " ".join(str(one) for one in found if one not in ("", None))


@pytest.mark.parametrize("file", FILES, ids=[f"{one.parent.name}/{one.stem}" for one in FILES])
def test_the_plan_is_the_one_that_was_checked(file):
    """The plan is the file's, word for word, and other code than the planner's agrees."""
    pathway, plan = made(file)
    assert told(plan) == split(file)[2].lstrip("\n")
    assert pp.verify(plan, pathway) == ()


@pytest.mark.parametrize("name", bundled_pathways())
def test_five_learners_or_more_for_each_pathway(name):
    """There are some for each, and each says what was checked."""
    files = list((HOME / name).glob("*.txt"))
    assert len(files) >= 5
    assert all(split(file)[0].startswith("Checked by hand") for file in files)
