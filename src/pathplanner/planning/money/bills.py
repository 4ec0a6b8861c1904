"""What is paid, and when (planning rules 7, 9 and 10)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count

from attrs import frozen

from pathplanner.model.graph import met_by
from pathplanner.model.quantity import UNKNOWN, Duration, Estimate, Grade, Unknown
from pathplanner.model.step import CostKind, Discount, Renewal, RenewalOption, Step
from pathplanner.planning.problem.problem import ENDLESS, Problem, cents
from pathplanner.planning.schedule.timing import NEVER, after

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


def best_price(
    amount: Estimate | Unknown,
    discounts: Sequence[Discount],
    holders: Mapping[str, int],
    on: int,
    too_late: Collection[str] = (),
) -> tuple[Estimate | Unknown, str]:
    """Return the lowest price on a day and the id of the step that gives it.

    Args:
        amount: The full price.
        discounts: The lower ones.
        holders: The finish of each step that is held or planned.
        on: The day of the payment.
        too_late: Steps that are done on that day, but after the purchase.
    """
    best, by = amount, ""
    for discount in discounts:
        if (
            holders.get(discount.holding, NEVER) <= on
            and (best is UNKNOWN or discount.price.likely < best.likely)
            and discount.holding not in too_late
        ):
            best, by = discount.price, discount.holding
    return best, by


def cheapest_option(
    options: Iterable[RenewalOption], holders: Mapping[str, int], on: int
) -> tuple[RenewalOption, Estimate | Unknown | None, str]:
    """Return the option with the lowest known fee, the fee, and who gives its discount."""
    ranked = []
    for place, option in enumerate(options):
        fee, by = (None, "")
        if option.fee is not None:
            fee, by = best_price(option.fee, option.discounts, holders, on)
        rank = 0 if fee is None else ENDLESS if fee is UNKNOWN else cents(fee.likely)
        ranked.append((rank, place, option, fee, by))
    _, _, option, fee, by = min(ranked, key=lambda item: item[:2])
    return option, fee, by


def dues_days(step: Step, reached: int, until: int) -> Iterator[int]:
    """Yield the days on which dues fall due: when reached, then up to before `until`."""
    if step.dues is None:
        return
    day, times = reached, 0
    while day < until or times == 0:
        yield day
        times += 1
        day = after(step.dues.every, reached, times)
        if step.dues.every.likely < 1:
            return


def renewal_days(
    renewal: Renewal, base: int, reached: int, until: int
) -> Iterator[tuple[int, int]]:
    """Yield the turns and days after `reached` and before `until` of a step's renewals."""
    for turn in count():
        day = renewal_day(renewal, base, turn)
        if day >= until:
            return
        if day > reached:
            yield turn, day


def renewal_day(renewal: Renewal, base: int, turn: int) -> int:
    """Return the day on which a renewal falls due for the first (0), second (1) ... time."""
    return after(renewal.every, after(renewal.first or renewal.every, base), turn)


def renewal_base(step: Step, reached: int, holders: Mapping[str, int]) -> int:
    """Return the day from which a step's renewal periods are counted."""
    if step.renewal and step.renewal.counts_from in holders:
        since = holders[step.renewal.counts_from]
        return reached if since < 0 else since
    return reached


def renewals_end(problem: Problem, step: str, holders: Mapping[str, int]) -> int:
    """Return the day on which a step that supersedes this one is finished, or NEVER."""
    later = problem.superseders.get(step, ())
    return min((holders[other] for other in later if other in holders), default=NEVER)


def bills(
    problem: Problem, starts: Mapping[str, int], finishes: Mapping[str, int], finish: int
) -> list[Bill]:
    """Return every payment of a schedule until the goal is reached, in funding order.

    Steps that start and finish on one day come in the order of `starts`.
    """
    holders = {**problem.held_since, **finishes}
    found: list[Bill] = []
    for name, start in starts.items():
        task = problem.tasks[name]
        begun = task.begun is not None
        is_bought_cheaper = any(cost.discounts for cost in task.step.costs)
        later = after_it(name, starts, finishes) if is_bought_cheaper else ()
        for nth, cost in enumerate(task.step.costs):
            for turn, on in enumerate(_paid_on(cost.every, start, finishes[name])):
                if begun and (on == start or on < problem.start):
                    continue
                price, by = best_price(cost.amount, cost.discounts, holders, on, later)
                found.append(
                    Bill(
                        step=name,
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
                )
        found += _upkeep(problem, task.step, task.place, finishes[name], holders, finish)
    if any(_falls_due(problem, name) for name in problem.held):
        for name in counted_held(problem, starts, found):
            if _falls_due(problem, name):
                step, since = problem.pathway.by_id[name], problem.held_since[name]
                found += _upkeep(problem, step, problem.place[name], since, holders, finish)
    return sorted(found, key=lambda bill: bill.order)


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
    holders: Mapping[str, int],
    finish: int,
) -> Iterator[Bill]:
    held = step.id in problem.held
    for turn, on in enumerate(dues_days(step, reached, finish)):
        if step.dues is None or on < problem.start or (held and on >= finish):
            continue
        yield Bill(
            step=step.id,
            order=(place, DUES, on),
            on=on,
            kind=CostKind.MEMBERSHIP,
            label="",
            price=step.dues.amount,
            cost=_likely(step.dues.amount),
            turn=turn,
            note=step.dues.note,
            source=_source(step.dues.amount, step.dues.source, step.source),
        )
    if step.renewal is None:
        return
    until = min(finish, renewals_end(problem, step.id, holders))
    base = renewal_base(step, reached, holders)
    for turn, on in renewal_days(step.renewal, base, reached, until):
        option, fee, by = cheapest_option(step.renewal.options, holders, on)
        if fee is None or on < problem.start:
            continue
        full = option.fee if by and isinstance(option.fee, Estimate) else None
        yield Bill(
            step=step.id,
            order=(place, RENEWAL, on),
            on=on,
            kind=CostKind.RENEWAL,
            label=option.title,
            price=fee,
            cost=_likely(fee),
            full=_likely(full) if full else None,
            discount=by,
            turn=turn,
            counts_from=step.renewal.counts_from,
            note=option.note,
            source=_source(fee, option.source, step.renewal.source, step.source),
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
