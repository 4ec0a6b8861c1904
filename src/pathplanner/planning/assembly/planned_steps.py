"""The planned steps: their days, what is paid for each, and why it is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from math import ceil, floor

from attrs import frozen

from pathplanner.model.learner import Funding, Learner
from pathplanner.model.person import told_rules
from pathplanner.model.planned import (
    ZERO,
    FundingShare,
    HoursWorked,
    Payment,
    PlannedStep,
    SetAside,
    StepCost,
    Why,
)
from pathplanner.model.quantity import UNKNOWN
from pathplanner.model.requirement import hours_in
from pathplanner.planning.assembly.in_time import limits_of, ran_out
from pathplanner.planning.assembly.tallies import least_grades, tallies_of
from pathplanner.planning.explain.reasons import Needed, reasons_why
from pathplanner.planning.money.bills import Bill, unknown_prices
from pathplanner.planning.problem.problem import Problem, Task, money
from pathplanner.planning.problem.retake import failures_of
from pathplanner.planning.schedule.placing import Schedule, waits_for_itself
from pathplanner.planning.schedule.slack import slacks
from pathplanner.planning.schedule.terms import term_named
from pathplanner.planning.schedule.timing import NEVER, before
from pathplanner.planning.schedule.when_met import met_on
from pathplanner.planning.schedule.working import done_days
from pathplanner.planning.search.front import Candidate


def in_order(made: Schedule) -> list[str]:
    """Return the planned ids by start, then finish, then the order they come in."""
    starts, finishes = made.starts, made.finishes
    return sorted(starts, key=lambda n: (floor(starts[n]), ceil(finishes[n]), starts[n]))


def payments_of(made: Schedule) -> dict[str, list[Payment]]:
    """Return the payments for each step, held ones too, by date."""
    found: dict[str, list[Payment]] = {}
    for bill, shares in zip(made.bills, made.shares, strict=True):
        found.setdefault(bill.step, []).append(_payment(bill, shares))
    for paid in found.values():
        paid.sort(key=lambda payment: payment.on)
    return found


def _payment(bill: Bill, shares: Sequence[tuple[Funding, int]]) -> Payment:
    return Payment(
        on=date.fromordinal(bill.on),
        kind=bill.kind,
        label=bill.label,
        amount=bill.price,
        full_price=None if bill.full is None else money(bill.full),
        discount=bill.discount,
        funded=tuple(FundingShare(fund.name, money(amount)) for fund, amount in shares),
        out_of_pocket=money(bill.cost - sum(amount for _, amount in shares)),
        note=bill.note,
        source=bill.source,
    )


def total(paid: Sequence[Payment], unknown: int) -> StepCost:
    """Return what payments come to, of which so many prices are unknown."""
    known = [payment.amount for payment in paid if payment.amount is not UNKNOWN]
    return StepCost(
        low=sum((amount.low for amount in known), ZERO),
        likely=sum((amount.likely for amount in known), ZERO),
        high=sum((amount.high for amount in known), ZERO),
        unknown=unknown,
    )


@frozen(eq=False)
class _Told:
    """What is told of planned steps beside their days, by id."""

    why: Mapping[str, Why]
    slack: Mapping[str, int]
    needed: Needed
    payments: Mapping[str, Sequence[Payment]]
    bills: Mapping[str, Sequence[Bill]]
    minimum: Mapping[str, str]
    done: Mapping[str, int]
    """The day on which each step is done, and each sum of hours of work."""


def planned_steps_of(
    problem: Problem,
    chosen: Candidate,
    needed: Needed,
    payments: Mapping[str, Sequence[Payment]],
    aside: Mapping[str, Sequence[SetAside]],
) -> tuple[PlannedStep, ...]:
    """Return the planned steps in the order in which they start."""
    made = chosen.schedule
    why = reasons_why(problem, chosen, needed, aside)
    bills: dict[str, list[Bill]] = {}
    for bill in made.bills:
        bills.setdefault(bill.step, []).append(bill)
    minimum = least_grades(problem, made.starts)
    done = done_days(problem, made.starts, made.finishes)
    told = _Told(why, slacks(problem, made), needed, payments, bills, minimum, done)
    names = in_order(made)
    numbers = numbered(problem.learner, names)
    return tuple(_step(problem, made, name, numbers[name], told) for name in names)


def numbered(learner: Learner, steps: Sequence[str]) -> dict[str, int]:
    """Return the numbers of steps: those that they have on the pages of older plans, then new."""
    known = {one.step: one.number for one in learner.numbers}
    new = count(max(known.values(), default=0) + 1)
    return {name: known[name] if name in known else next(new) for name in steps}


def _apply_by(problem: Problem, start: int, task: Task, done: Mapping[str, int]) -> date | None:
    """Return the day by which to apply for a step, if there is one."""
    step = task.step
    days = []
    if step.intakes and step.intakes.apply_before:
        days.append(before(step.intakes.apply_before, start))
    met = (task.met_on(done) or task.since) if task.failed_on is None else task.failed_on
    is_later = task.may_come_later(met, start)
    if is_later or waits_for_itself(problem, task, done):
        day = start
        for span in reversed(task.told_waits if is_later else task.waits):
            day = before(span, day)
        days.append(day if task.revision is None else min(day, before(task.revision, start)))
    return date.fromordinal(min(days)) if days else None


def _beside(task: Task, made: Schedule) -> frozenset[str]:
    """Return the co-requisites of a step that are planned and not done before it starts."""
    start = made.starts[task.id]
    return frozenset(n for n in task.beside & made.starts.keys() if made.finishes[n] > start)


def _placed(problem: Problem, names: Iterable[str]) -> tuple[str, ...]:
    """Return steps in the order of the pathway."""
    return tuple(sorted(names, key=problem.place.__getitem__))


def _step(problem: Problem, made: Schedule, name: str, number: int, told: _Told) -> PlannedStep:
    task = problem.tasks[name]
    step, start = task.step, floor(made.starts[name])
    paid = tuple(told.payments.get(name, ()))
    bills = told.bills.get(name, ())
    load = task.pace.load(start) if made.finishes[name] > start else 0
    applied = next((item.on for item in problem.learner.applied if item.step == name), None)
    is_open = task.begun is None and applied is None
    return PlannedStep(
        id=name,
        number=number,
        title=step.title,
        kind=step.kind,
        start=date.fromordinal(start),
        finish=date.fromordinal(ceil(made.finishes[name])),
        cost=total(paid, unknown_prices(bills)),
        study_hours=None if step.study_hours is UNKNOWN else ceil(task.hours),
        why=told.why[name],
        payments=paid,
        hours_per_week=Decimal(ceil(load * 10)) / 10,
        length_unknown=task.length_unknown,
        needs=_placed(problem, told.needed[name]),
        beside=_placed(problem, _beside(task, made).intersection(told.needed[name])),
        same_day=_placed(problem, task.joined & made.starts.keys()),
        critical=told.slack[name] == 0,
        slack=told.slack[name],
        under_way=task.begun is not None,
        failed=tuple(failures_of(problem.learner).get(name, ())),
        apply_by=_apply_by(problem, start, task, told.done) if is_open else None,
        applied=applied,
        minimum_age=step.minimum_age,
        age_assumed=(step.minimum_age, step.maximum_age) != (None, None)
        and problem.learner.birth_date is None,
        states=step.states,
        state_assumed=bool(step.states) and not problem.learner.state,
        summary=step.summary,
        stage=step.stage,
        body=step.body,
        provider=step.provider,
        duration=step.duration if task.length_unknown or step.duration is not UNKNOWN else None,
        hours=step.study_hours,
        waiting=step.waiting,
        before=task.before,
        after=task.after,
        credits=step.credits,
        contact_hours=step.contact_hours,
        attendance=step.attendance,
        work_hours=step.work_hours,
        exam=step.exam,
        occupation=step.occupation,
        pay=step.pay,
        proof=step.proof,
        url=step.url,
        note=step.note,
        source=step.source,
        maximum_age=step.maximum_age,
        term=term_named(problem.pathway.terms, step, date.fromordinal(start)),
        rules=tuple(told_rules(step, problem.person(name), date.fromordinal(start))),
        minimum=told.minimum.get(name, ""),
        grade=problem.grades.told.get(name, "") if problem.grades else "",
        tallies=()
        if task.begun is not None
        else tallies_of(problem.asked[0], step.requires, told.needed[name]),
        limits=limits_of(problem, made, task),
        ran_out=ran_out(problem, name),
        valid_for=step.valid_for,
        open_ended=step.open_ended,
        shares_days=task.pace.by_hour,
        worked=_worked(task, told.done),
        stops=tuple(other for other in step.stops if other in made.starts),
        not_with=tuple(other for other in step.not_with if other in made.starts),
        chosen_by=step.chosen_by,
        state=problem.person(name).state if problem.is_local(name) else "",
    )


def _worked(task: Task, done: Mapping[str, int]) -> tuple[HoursWorked, ...]:
    """Return the hours of work that a step asks for, with the days by which they are worked."""
    if task.begun is not None or not task.worked:
        return ()
    found = []
    for need in hours_in(task.requires):
        day = met_on(need, task.worked)(done)
        on = date.fromordinal(day) if day < NEVER else None
        found.append(HoursWorked(need.hours, tuple(part.step for part in need.of), on))
    return tuple(found)
