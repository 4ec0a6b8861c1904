"""Rule 7: every payment of a plan, and all sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pathplanner.errors import Fault
from pathplanner.model.learner import Prefer
from pathplanner.model.plan import Status
from pathplanner.model.planned import Payment
from pathplanner.model.quantity import Estimate
from pathplanner.model.step import Kind
from pathplanner.verification.drafts import Draft
from pathplanner.verification.money import ZERO, Bill, is_for, is_sure, shortfalls
from pathplanner.verification.structure import unknown_prices

LEVELS = ("low", "likely", "high")
Row = tuple[object, ...]


def sums(amounts: Iterable[object]) -> dict[str, Decimal]:
    """Return the low, likely and high sums; unknown amounts count as nothing."""
    known = [amount for amount in amounts if isinstance(amount, Estimate)]
    return {level: sum((getattr(a, level) for a in known), ZERO) for level in LEVELS}


def _amount(amount: object) -> object:
    if isinstance(amount, Estimate):
        return tuple(getattr(amount, level) for level in LEVELS)
    return "unknown"


def _expected(draft: Draft, bill: Bill, parts: dict[int, Decimal]) -> Row:
    names = [(draft.case.learner.funding[place].name, part) for place, part in parts.items()]
    rest = bill.likely - sum(parts.values(), ZERO)
    amount = _amount(bill.amount)
    return bill.on, bill.kind, amount, bill.full_price, bill.discount, tuple(sorted(names)), rest


def _stated(payment: Payment) -> Row:
    names = tuple(sorted((share.funding, share.amount) for share in payment.funded))
    return (
        payment.on, payment.kind, _amount(payment.amount), payment.full_price,
        payment.discount, names, payment.out_of_pocket,
    )  # fmt: skip


def _words(row: Row) -> str:
    day, kind, amount, _, giver, names, rest = row
    likely = amount[1] if isinstance(amount, tuple) else amount
    parts = [f"{kind} of {likely} on {day}"]
    parts += [f"with the discount of {giver}"] if giver else []
    if isinstance(names, tuple):
        parts += [f"{part} paid by {name}" for name, part in names]
    return ", ".join([*parts, f"{rest} out of pocket"])


def payment_faults(
    draft: Draft, step: str, payments: tuple[Payment, ...], path: str
) -> Iterator[Fault]:
    """Yield payments of a step that are missing, and those that should not be there."""
    expected = Counter(
        _expected(draft, bill, parts)
        for bill, parts in zip(draft.bills, draft.shares, strict=True)
        if bill.step == step
    )
    stated = Counter(map(_stated, payments))
    for row in (expected - stated).elements():
        yield Fault(f"by the rules there is a {_words(row)} (rule 7)", path)
    for row in (stated - expected).elements():
        yield Fault(f"by the rules there is no {_words(row)} (rule 7)", path)


def money_faults(draft: Draft) -> Iterator[Fault]:
    """Yield what is wrong with payments, sums, savings and budget."""
    for place, step in draft.planned:
        yield from payment_faults(draft, step.id, step.payments, f"steps[{place}].payments")
        bills = [bill for bill in draft.bills if bill.step == step.id]
        expected: dict[str, object] = {**sums(b.amount for b in bills)}
        expected["unknown"] = unknown_prices(bills)
        yield from _compare(step.cost, expected, f"steps[{place}].cost")
    for place, held in enumerate(draft.plan.held):
        yield from payment_faults(draft, held.id, held.payments, f"held[{place}].payments")
    total = sums(bill.amount for bill in draft.bills)
    funded = sum((part for parts in draft.shares for part in parts.values()), ZERO)
    everything: dict[str, object] = {
        **total,
        "currency": draft.case.pathway.currency,
        "unknown": unknown_prices(draft.bills),
        "funded": funded,
        "out_of_pocket": total["likely"] - funded,
    }
    yield from _compare(draft.plan.cost, everything, "cost")
    yield from _limits(draft, total["likely"] - funded)
    yield from _waiting_faults(draft)
    yield from _cash_flow_faults(draft, total["likely"] - funded)


def _cash_flow_faults(draft: Draft, out_of_pocket: Decimal) -> Iterator[Fault]:
    """Yield what is wrong with what was paid, what comes back and what others may pay (rule 15)."""
    case, plan = draft.case, draft.plan
    paid = sum((one.amount for one in case.learner.paid if one.step in case.pathway.by_id), ZERO)
    if plan.paid != paid:
        yield Fault(f"is {plan.paid}, but by the rules it is {paid} (rule 15)", "paid")
    told = plan.first_pay
    jobs = [step for step in plan.steps if case.pathway.by_id[step.id].kind is Kind.JOB]
    first = min(jobs, key=lambda step: step.finish) if jobs else None
    if (told and (told.step, told.on)) != (first and (first.id, first.finish)):
        yield Fault("is not the first job that is finished (rule 15)", "first_pay")
    if told and told.months is not None and told.pay is not None:
        month = Fraction(told.pay.likely) / 12
        owed = Fraction(out_of_pocket + paid)
        if not (told.months - 1) * month < owed <= told.months * month and owed:
            yield Fault(f"{told.months} months do not earn back {owed} (rule 15)", "first_pay")
    for place, source in enumerate(case.learner.funding):
        used = sum((parts.get(place, ZERO) for parts in draft.shares), ZERO)
        left = None if source.amount is None else source.amount - used
        prices = {
            (bill.step, bill.place)
            for bill in draft.bills
            if not isinstance(bill.amount, Estimate)
            and is_for(source, bill, case.offers.get(bill.step))
        }
        wanted = [(source.name, left, len(prices))] if prices and left != 0 else []
        found = [
            (one.name, one.amount, one.prices) for one in plan.may_pay if one.name == source.name
        ]
        same = [other for other in case.learner.funding if other.name == source.name]
        if len(same) == 1 and found != wanted:
            yield Fault(f"is {found}, but by the rules it is {wanted} (rule 15)", "may_pay")


def _waiting_faults(draft: Draft) -> Iterator[Fault]:
    """Yield what cannot be so of what is told of a plan that waits for money (rule 15)."""
    plan, told, case = draft.plan, draft.plan.waiting, draft.case
    if told is None:
        return
    if case.learner.savings is None:
        yield Fault("is told, though there are no savings to wait for (rule 15)", "waiting")
        return
    days = [start for name, (start, _) in draft.times.items() if name not in case.begun]
    if told.until != min(days, default=None):
        yield Fault(f"is {told.until}, and no first step begins then (rule 15)", "waiting.until")
    elif (told.until - plan.start).days <= 31:
        yield Fault("is told of 31 days or fewer (rule 15)", "waiting")
    yield from _sooner_faults(draft, told.until, told.start, told.finish, "start")
    if told.funded_start or told.funded_finish:
        if all(map(is_sure, case.learner.funding)):
            yield Fault("all money from others is sure (rule 15)", "waiting.funded_start")
        yield from _sooner_faults(
            draft, told.until, told.funded_start, told.funded_finish, "funded_start"
        )
    there = {"savings": case.learner.savings, "monthly": case.learner.monthly}
    for name, have in there.items():
        amount = getattr(told, name)
        if amount is not None and (amount <= have or amount % 1):
            words = f"{amount} is not more than {have} in whole units of money (rule 15)"
            yield Fault(words, f"waiting.{name}")


def _sooner_faults(
    draft: Draft, until: date, begins: date | None, ends: date | None, name: str
) -> Iterator[Fault]:
    """Yield why a plan with more money could not begin and finish on two days."""
    plan, path = draft.plan, f"waiting.{name}"
    if begins is None or ends is None or not plan.start <= begins <= ends or begins >= until:
        yield Fault(f"from {begins} to {ends} is no sooner than {until} (rule 15)", path)
        return
    is_best = plan.objective is Prefer.FASTEST and plan.status is Status.OPTIMAL
    is_known = not any(step.length_unknown for step in plan.steps)
    if is_best and is_known and plan.finish and ends > plan.finish:
        yield Fault(f"{ends} is later than with less money (rule 15)", path)


def _compare(stated: object, expected: dict[str, object], path: str) -> Iterator[Fault]:
    for name, value in expected.items():
        there = getattr(stated, name)
        if there != value:
            yield Fault(f"is {there}, but by the rules it is {value} (rule 7)", f"{path}.{name}")


def _limits(draft: Draft, out_of_pocket: Decimal) -> Iterator[Fault]:
    for day, paid, there in shortfalls(draft.case, draft.times, draft.bills, draft.shares):
        yield Fault(f"by {day} {paid} is paid, and there is {there} (rule 7)", "cost")
    budget = draft.case.learner.budget
    if budget is not None and out_of_pocket > budget:
        yield Fault(f"{out_of_pocket} is more than the budget of {budget} (rule 7)", "cost")
