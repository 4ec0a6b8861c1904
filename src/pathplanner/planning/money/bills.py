"""What is paid, and when (planning rules 7, 9 and 10)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from math import ceil, floor

from attrs import frozen

from pathplanner.model.graph import met_by
from pathplanner.model.price import CostKind
from pathplanner.model.quantity import UNKNOWN, Duration, Estimate, Grade, Unknown
from pathplanner.model.step import Step
from pathplanner.planning.money.renewals import best_price, falls_due
from pathplanner.planning.problem.problem import Problem, Task, cents
from pathplanner.planning.schedule.timing import after

DUES, RENEWAL = 1_000, 1_001
"""Where dues and renewal fees stand among the prices of a step."""


@frozen(eq=False)
class Bill:
    """One payment that a schedule makes.

    Attributes:
        step: Id of the step it is for.
        order: Place of the step, of the price in the step, and the day: the order in
            which funding takes payments.
        on: The day.
        turn: How many times its price has been paid before.
        kind, label, price, note, source: As in the model.
        cost: The likely price in hundredths; 0 when unknown.
        full: The price before the discount, when one was used.
        discount: Id of the step that gave the discount.
        counts_from: Id of the step from whose finish its day is counted, if another's.
    """

    step: str
    order: tuple[int, int, int]
    on: int
    kind: CostKind
    label: str
    price: Estimate | Unknown
    cost: int
    full: int | None = None
    discount: str = ""
    turn: int = 0
    counts_from: str = ""
    note: str = ""
    source: tuple[str, ...] = ()


def bills_of(
    problem: Problem, starts: Mapping[str, int], finishes: Mapping[str, int], finish: int
) -> list[Bill]:
    """Return every payment of a schedule until the goal is reached, in funding order.

    Steps that start and finish on one day come in the order of `starts`.
    """
    holders = {**problem.held_since, **finishes}
    found: list[Bill] = []
    for name, start in starts.items():
        task = problem.tasks[name]
        # What shares days is paid for, and done, by the day.
        end, shares = finishes[name], task.pace.by_hour
        days = (floor(start), ceil(end)) if shares else (start, end)
        if task.is_bought_cheaper:
            found += _purchases(problem, task, days, holders, after_it(name, starts, finishes))
        else:
            if days not in task.bills:
                task.bills[days] = [*_purchases(problem, task, days, holders)]
            found += task.bills[days]
        if task.is_kept_up:
            days = finishes[name], finish
            if not task.is_kept_alone or name in problem.superseders:
                found += _upkeep(problem, task.step, task.place, *days, holders)
            else:
                if days not in task.upkeep:
                    task.upkeep[days] = [*_upkeep(problem, task.step, task.place, *days, holders)]
                found += task.upkeep[days]
    if any(_falls_due(problem, name) for name in problem.held):
        for name in counted_held(problem, starts, found):
            if _falls_due(problem, name):
                step, since = problem.pathway.by_id[name], problem.held_since[name]
                found += _upkeep(problem, step, problem.place[name], since, finish, holders)
    return sorted(found, key=lambda bill: bill.order)


def _purchases(
    problem: Problem,
    task: Task,
    days: tuple[int, int],
    holders: Mapping[str, int],
    too_late: Collection[str] = (),
) -> Iterator[Bill]:
    """Yield what is paid for a step that starts and finishes on two days, upkeep aside."""
    start, finish = days
    for nth, cost in enumerate(task.step.costs):
        for turn, on in enumerate(_paid_on(cost.every, start, finish)):
            if task.begun is not None and (on == start or on < problem.start):
                continue
            price, by = best_price(cost.amount, cost.discounts, holders, on, too_late)
            yield Bill(
                step=task.id,
                order=(task.place, nth, on),
                on=on,
                kind=cost.kind,
                label=cost.label,
                price=price,
                cost=_likely(price),
                full=_likely(cost.amount) if by and cost.amount is not UNKNOWN else None,
                discount=by,
                turn=turn,
                note=cost.note,
                source=_source(price, cost.source, task.step.source),
            )


def after_it(name: str, starts: Mapping[str, int], finishes: Mapping[str, int]) -> Collection[str]:
    """Return the steps that start and finish on the day of a step that does, and come after it."""
    day = starts[name]
    if finishes[name] != day:
        return ()
    rest = iter(starts.items())
    for other, _ in rest:
        if other == name:
            break
    return {other for other, start in rest if start == day == finishes[other]}


def _falls_due(problem: Problem, held: str) -> bool:
    """Tell whether dues or a renewal of a held step fall due on days that are known."""
    step = problem.pathway.by_id[held]
    return problem.held_since[held] >= 0 and not (step.dues is None and step.renewal is None)


def counted_held(problem: Problem, planned: Collection[str], paid: Iterable[Bill]) -> list[str]:
    """Return the held steps that satisfy a planned step or make one cheaper, in order."""
    used = {bill.discount for bill in paid if bill.order[1] != RENEWAL}
    done = frozenset(problem.held) | set(planned)
    for name in planned:
        task = problem.tasks[name]
        # What a step that is under way once asked for must be kept until it is done.
        requires = task.requires if task.begun is None else task.step.requires
        used |= set(met_by(requires, done))
    return sorted((n for n in used if n in problem.held), key=lambda n: problem.place[n])


def _paid_on(every: Duration | None, start: int, finish: int) -> Iterator[int]:
    yield start
    times = 1
    while every is not None and start < (day := after(every, start, times)) < finish:
        yield day
        times += 1


def _upkeep(
    problem: Problem,
    step: Step,
    place: int,
    reached: int,
    finish: int,
    holders: Mapping[str, int],
) -> Iterator[Bill]:
    """Yield what is paid to keep a step until the goal is reached."""
    for due in falls_due(problem, step, reached, holders, finish):
        if due.fee is None:
            continue
        renewal, option, dues = step.renewal, due.option, step.dues
        if option is not None and renewal is not None:
            full = option.fee if due.by and isinstance(option.fee, Estimate) else None
            yield Bill(
                step=step.id,
                order=(place, RENEWAL, due.on),
                on=due.on,
                kind=CostKind.RENEWAL,
                label=option.title,
                price=due.fee,
                cost=_likely(due.fee),
                full=_likely(full) if full else None,
                discount=due.by,
                turn=due.turn,
                counts_from=renewal.counts_from,
                note=option.note,
                source=_source(due.fee, option.source, renewal.source, step.source),
            )
        elif dues is not None:
            yield Bill(
                step=step.id,
                order=(place, DUES, due.on),
                on=due.on,
                kind=CostKind.MEMBERSHIP,
                label="",
                price=due.fee,
                cost=_likely(due.fee),
                turn=due.turn,
                note=dues.note,
                source=_source(due.fee, dues.source, step.source),
            )


def _likely(price: Estimate | Unknown) -> int:
    return 0 if price is UNKNOWN else cents(price.likely)


def _source(price: Estimate | Unknown, *wider: tuple[str, ...]) -> tuple[str, ...]:
    if price is not UNKNOWN and price.grade is not Grade.STATED:
        return ()  # nobody who speaks for the rest of the step states it
    own = () if price is UNKNOWN else price.source
    return next((source for source in (own, *wider) if source), ())


def unknown_prices(paid: Iterable[Bill]) -> int:
    """Return how many prices nobody has found; one paid again and again counts once."""
    return len({(bill.step, bill.order[1]) for bill in paid if bill.price is UNKNOWN})
