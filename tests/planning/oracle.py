"""A planner for tiny cases, written as naively as the rules are worded.

It lists all sets of steps, all sets of discounts to wait for, all orders in which
steps that share the week's hours could be taken, and all days on which money
comes in. It shares the reading of single rules with `pathplanner.verification`
(when a step finishes, what is paid when), and nothing with the planner.

Where steps could wait to save dues or renewal fees, all days are not listed; steps
are moved one by one. So its finish is exact, and its cost there is one that can be
reached: a plan may be cheaper than the oracle's, never dearer.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from itertools import chain, combinations, permutations, product

from attrs import frozen
from running_out import TooLarge, in_time

from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration, Estimate, Unit, add
from pathplanner.model.requirement import steps_in
from pathplanner.model.step import Kind, Step
from pathplanner.verification import money, short_steps, structure, terms, timing, upkeep
from pathplanner.verification.case import Case, Times
from pathplanner.verification.in_time import late_faults

MOST_POLISHED = 8
"""How many schedules of a route are made cheaper day by day."""
MONTHS_OF_WORK = 6
"""Months that a job may be away in these cases."""
LONG = 400
"""Days after which the search for a free day is given up."""
MOST_SCHEDULES = 2500
"""Cases with more schedules for one route are too large for an oracle."""
MOST_LOOKS = int(os.environ.get("PATHPLANNER_ORACLE_LOOKS", "2500"))
"""Cases that ask for more prices and days of schedules are too large; a sweep takes 100000."""
looks: list[str] = []
"""What was asked for in the case at hand, once for each time."""
asked: list[Case] = []
"""The case that was asked about last, by itself."""
answers: dict[tuple[str, date], bool] = {}
"""Whether its steps could start on a day: each order of the steps asks again."""
CENTURY = 36525
"""Days by which an open time counts on the axis of `balanced`."""
TEN_MILLION = 10_000_000

Waits = frozenset[tuple[str, str]]
"""Pairs of a step and the step whose discount it waits for."""


@frozen
class Route:
    """The best schedule of one set of steps with the discounts it waits for."""

    finish: date
    out_of_pocket: Decimal
    open_times: int
    unknown_prices: int
    hours: Fraction
    times: Times
    study: tuple[int, Fraction] = (0, Fraction())
    pay: tuple[int, date] = (0, date.max)

    @property
    def fast(self) -> tuple[int, date]:
        """What `fastest` looks at first."""
        return self.open_times, self.finish

    @property
    def cheap(self) -> tuple[int, Decimal]:
        """What `cheapest` looks at first."""
        return self.unknown_prices, self.out_of_pocket

    @property
    def ties(self) -> tuple[Fraction, int, list[str]]:
        """What decides between routes that are equally fast and cheap."""
        return self.hours, len(self.times), sorted(self.times)

    @property
    def point(self) -> tuple[int, date, int, Decimal]:
        """Its place on the trade-off front."""
        return (*self.fast, *self.cheap)


def subsets(items: Sequence) -> Iterator[tuple]:
    """Yield all subsets, small ones first."""
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def step_sets(case: Case) -> Iterator[frozenset[str]]:
    """Yield the sets of steps that are complete, and in which every step may be of use."""
    helps = {name for step in case.pathway.steps for name in _changing_prices(case, step)}
    open_steps = [
        step.id
        for step in case.pathway.steps
        if step.id not in case.held and step.id not in case.unwanted and not case.wrong_state(step)
    ]
    for chosen in subsets(open_steps):
        planned = set(chosen)
        wanted = case.wanted()
        if not structure.is_complete(case, planned, wanted):
            continue
        named = {
            leaf
            for name in planned
            for leaf in steps_in(case.requirement(case.pathway.by_id[name]))
        }
        if planned <= named | wanted | helps:
            yield frozenset(planned)


def _changing_prices(case: Case, step: Step) -> Iterator[str]:
    """Yield the steps that can change what is paid for a step."""
    for cost in step.costs:
        yield from (discount.holding for discount in cost.discounts)
    if step.renewal:
        for option in step.renewal.options:
            yield from (discount.holding for discount in option.discounts)
        yield step.renewal.counts_from
        yield from (other.id for other in case.pathway.steps if step.id in other.supersedes)


def wait_sets(case: Case, planned: frozenset[str]) -> Iterator[Waits]:
    """Yield all sets of discounts that purchases could wait for."""
    pairs = {
        (step, discount.holding)
        for step in planned
        if step not in case.begun
        for cost in case.pathway.by_id[step].costs
        for discount in cost.discounts
        if discount.holding in planned
    }
    return map(frozenset, subsets(sorted(pairs)))


def start_days(case: Case, step: Step, first: date) -> Iterator[date]:
    """Yield the days from `first` on which the step could start, other steps left aside."""
    if step.intakes is None:
        days = (first + timedelta(days=ahead) for ahead in range(LONG))
    else:
        years = range(first.year, first.year + 9)
        named = [term for term in case.given.terms if term.id in step.intakes.terms]
        each_year = [*step.intakes.yearly, *(term.starts for term in named if term.starts)]
        yearly = {each.in_year(year) for each in each_year for year in years}
        yearly |= {day for term in named for day in term.dates}
        days = iter(sorted(day for day in yearly | {*step.intakes.dates} if day >= first))
    return (day for day in days if may_start(case, step, day))


def may_start(case: Case, step: Step, day: date) -> bool:
    """Tell whether the step could start on a day, other steps left aside."""
    if not asked or asked[0] is not case:
        asked[:] = [case]
        answers.clear()
    known = answers.get((step.id, day))
    if known is None:
        known = answers[step.id, day] = not any(timing.start_faults(case, step, day))
    return known


def first_start(
    case: Case,
    step: Step,
    done: dict[str, tuple[date, date]],
    release: date,
    waits: Waits,
    beside: dict[str, date],
) -> tuple[date, date] | None:
    """Return the earliest start and finish of the step beside what is placed already.

    Co-requisites in `beside` are met on its day.
    """
    days = {other: finish for other, (_, finish) in done.items()}
    if step.id in case.short:
        # Short ones may be done by the hour on their last day; that is looked at for each day.
        days |= {n: done[n][1] - timedelta(1) for n in days.keys() & case.short}
    ready = timing.ready_on(case, step, days, begun=beside)
    givers = [giver for buyer, giver in waits if buyer == step.id]
    if ready is None or not set(givers) <= set(done):
        return None
    first = max([ready, release, *(done[giver][1] for giver in givers)])
    born = case.learner.birth_date
    if born and step.minimum_age is not None:
        first = max(first, timing.birthday(born, step.minimum_age))
    loaded = is_busy(case, step)
    for day in start_days(case, step, first):
        finish = finish_on(case, done, step, day)
        if finish is None:
            return None
        if step.id in case.short and not fits_in(case, done, step, (day, finish), beside):
            continue
        if not loaded or not too_much(case, {**done, step.id: (day, finish)}):
            return day, finish
        if not timing.known_hours(step) and too_much(case, {step.id: (day, finish)}):
            return None
        is_steady = not case.week.turns and not _by_month(step)
        if is_steady and timing.load_of(case, step, day) > case.week.there_is(step, day):
            return None
    return None


def finish_on(case: Case, times: Times, step: Step, day: date) -> date | None:
    """Return when a step is done that starts on a day after all that does, too (rule 18)."""
    if step.id not in case.short:
        return timing.finish_of(case, step, day)
    before = {n: when for n, when in times.items() if n != step.id and when[0] <= day}
    return short_steps.finish_of(case, step.id, {**before, step.id: (day, date.max)})


def fits_in(
    case: Case, times: Times, step: Step, when: tuple[date, date], begun: dict[str, date]
) -> bool:
    """Tell whether a short step may start on a day, as all short ones end when they did."""
    times = {**times, step.id: when}
    done = {n: finish for n, (_, finish) in times.items() if n != step.id}
    done = short_steps.done_for(case, step.id, times, done)
    ready = timing.ready_on(case, step, done, begun=begun)
    return ready is not None and ready <= when[0] and are_short(case, times)


def are_short(case: Case, times: Times) -> bool:
    """Tell whether short steps end when their hours are studied."""
    ends = short_steps.hours_of(case, times)
    return all(short_steps.finish_of(case, name, times) == times[name][1] for name in ends)


def is_busy(case: Case, step: Step) -> bool:
    """Tell whether a step takes hours of the week, or credits of a term, from others."""
    counted = case.given.credits_per_term or case.learner.credits_per_term
    if counted and isinstance(step.credits, Estimate) and case.given.terms:
        return True
    return timing.known_hours(step) > 0 or timing.known_work(step) > 0


def too_much(case: Case, times: Times) -> bool:
    """Tell whether the steps ask for more hours of a week than there are."""
    if any(terms.crowded(case, times)):
        return True
    return any(timing.overloads(case, times)) or any(timing.overworked(case, times))


def _by_month(step: Step) -> bool:
    return timing.has_span(step) and step.duration.unit in (Unit.MONTHS, Unit.YEARS)


def settle(
    case: Case,
    planned: frozenset[str],
    done: dict[str, tuple[date, date]],
    release: dict[str, date],
    waits: Waits,
    beside: dict[str, date],
) -> dict[str, tuple[date, date]]:
    """Place all steps that take no study hours as early as what is placed allows."""
    done = dict(done)
    changed = True
    while changed:
        changed = False
        for name in sorted(planned):
            step = case.pathway.by_id[name]
            if name in case.begun or is_busy(case, step):
                continue
            soonest = release.get(name, case.first_day)
            when = first_start(case, step, done, soonest, waits, beside)
            if when is not None and when != done.get(name):
                done[name] = when
                changed = True
    return done


def look(what: str) -> None:
    """Count what takes time; raise TooLarge where there is too much of it."""
    looks.append(what)
    if len(looks) > MOST_LOOKS:
        raise TooLarge


def schedules(
    case: Case, planned: frozenset[str], waits: Waits
) -> Iterator[dict[str, tuple[date, date]]]:
    """Yield schedules of the steps: all orders, all days to wait for money."""
    fixed = {}
    for name in planned & set(case.begun):
        finish = timing.finish_of(case, case.pathway.by_id[name], case.begun[name])
        if finish is None:
            return
        fixed[name] = (case.begun[name], finish)
    free = sorted(planned - set(fixed))
    busy = [name for name in free if is_busy(case, case.pathway.by_id[name])]
    orders = list(permutations(busy))
    releases = list(release_days(case, planned))
    if len(orders) * len(releases) > MOST_SCHEDULES:
        raise TooLarge
    # What goes together is begun at any time at first, and then later where it must (rule 19).
    beside = dict.fromkeys(planned, date.min)
    for given, order in product(releases, orders):

        def placed(release: dict[str, date], order: Sequence[str] = order) -> Times | None:
            late: dict[str, date] | None = {}
            while late is not None:
                release = {**release, **late}
                done = in_this_order(case, planned, fixed, release, order, waits, beside)
                late = too_soon(case, done) if set(done) == planned else None
                if late == {}:
                    return done
            return None

        yield from in_time(case, placed, given)


def in_this_order(
    case: Case,
    planned: frozenset[str],
    fixed: dict[str, tuple[date, date]],
    release: dict[str, date],
    order: Sequence[str],
    waits: Waits,
    beside: dict[str, date],
) -> dict[str, tuple[date, date]]:
    """Return the days of steps that are placed one after another; fewer steps if one never can."""
    done = settle(case, planned, fixed, release, waits, beside)
    for name in order:
        step = case.pathway.by_id[name]
        soonest = release.get(name, case.first_day)
        look("day")
        when = first_start(case, step, done, soonest, waits, beside)
        if when is None:
            break
        done = settle(case, planned, {**done, name: when}, release, waits, beside)
    return done


def too_soon(case: Case, times: Times) -> dict[str, date] | None:
    """Return the steps that start before what they go together with, and how late they may.

    Returns None where one would start years after the first day.
    """
    done = {name: finish for name, (_, finish) in times.items()}
    begun = {name: start for name, (start, _) in times.items()}
    found: dict[str, date] = {}
    for name in times.keys() - case.begun.keys():
        there = short_steps.done_for(case, name, times, done)
        ready = timing.ready_on(case, case.pathway.by_id[name], there, begun=begun)
        if ready is not None and ready > begun[name]:
            found[name] = ready
    for pair in terms.apart(case, times):
        first, then = sorted(pair, key=begun.__getitem__)
        found[first] = max(begun[then], found.get(first, begun[then]))
    if any((day - case.first_day).days > 2 * LONG for day in found.values()):
        return None
    return found


def release_days(case: Case, planned: frozenset[str]) -> Iterator[dict[str, date]]:
    """Yield all ways to let steps that cost money wait for days on which money comes in."""
    if case.learner.savings is None:
        yield {}
        return
    comes = money_days(case, planned)
    choices = {}
    for name in sorted(planned - set(case.begun)):
        step = case.pathway.by_id[name]
        if not step.costs and not step.dues and not step.renewal:
            continue
        paid_on = list(payments(case, step))
        days = {
            first
            for day in comes
            for paid in paid_on
            if (first := least(paid, day, case.first_day))
        }
        choices[name] = [case.first_day, *sorted(day for day in days if day > case.first_day)]
    total = 1
    for days in choices.values():
        total *= len(days)
    if total > MOST_SCHEDULES:
        raise TooLarge
    for chosen in product(*choices.values()):
        yield dict(zip(choices, chosen, strict=True))


Paid = Callable[[date], date | None]
"""From the day on which a step starts to the day of one of its payments."""


def payments(case: Case, step: Step) -> Iterator[Paid]:
    """Yield when the step may be paid for: its first eight payments, or fewer of its upkeep."""
    yield lambda start: start
    for cost in step.costs:
        for times in range(1, 8 if cost.every else 1):
            yield partial(_later, lambda start: start, cost.every, times)

    @cache
    def finish(start: date) -> date | None:
        return timing.finish_of(case, step, start)

    for times in range(4 if step.dues else 0):
        yield partial(_later, finish, step.dues.every, times)
    for times in range(3 if step.renewal else 0):
        first = step.renewal.first or step.renewal.every
        yield partial(_later, partial(_later, finish, first, 1), step.renewal.every, times)


def _later(paid: Paid, every: Duration, times: int, start: date) -> date | None:
    day = paid(start)
    return None if day is None else every.after(day, times)


def least(paid: Paid, day: date, soonest: date) -> date | None:
    """Return the first start, not sooner than a day, for which a payment is on a day or after."""
    start = day
    while start > soonest and (on := paid(start - timedelta(days=1))) is not None and on >= day:
        start -= timedelta(days=1)
    return start if paid(start) is not None else None


def money_days(case: Case, planned: frozenset[str]) -> list[date]:
    """Return the days after the first on which money comes in, as long as any is missing."""
    days = {f.arrives for f in case.learner.funding if f.arrives}
    steps = [case.pathway.by_id[name] for name in planned]
    # Prices with `every` and dues may be paid many times; ten is more than these cases know.
    prices = [
        (price, 10 if cost.every else 1)
        for step in steps
        for cost in step.costs
        for price in (cost.amount, *(discount.price for discount in cost.discounts))
    ]
    prices += [(step.dues.amount, 10) for step in steps if step.dues]
    prices += [(Estimate.exactly(50), 5) for step in steps if step.renewal]
    need = sum((p.likely * times for p, times in prices if isinstance(p, Estimate)), Decimal(0))
    counted = case.learner.savings_on or case.first_day
    jobs = [money.set_aside(case, step.id) for step in steps if step.kind is Kind.JOB]
    rates = [rate for rate in (case.learner.monthly, *jobs) if rate]
    need += sum(one.amount for one in case.learner.paid)
    months, there, waited = 0, case.learner.savings, 0
    # Until a job is there and pays less may come in: some months more are looked at.
    while rates and (there < need or waited < (MONTHS_OF_WORK if any(jobs) else 0)):
        waited += there >= need
        months, there = months + 1, there + min(rates)
        days.add(add(counted, months, Unit.MONTHS))
    # What money ends on may be left to others by paying a day later.
    days |= {f.until + timedelta(days=1) for f in case.learner.funding if f.until}
    return sorted(day for day in days if day > case.first_day)


def in_order(case: Case, times: Times, waits: Waits) -> bool:
    """Tell whether every step may start when it does, load and money left aside."""
    done = {name: finish for name, (_, finish) in times.items()}
    begun = {name: start for name, (start, _) in times.items()}
    if any(terms.apart(case, times)):
        return False
    for name, (start, _) in times.items():
        step = case.pathway.by_id[name]
        if name in case.begun:
            continue
        there = short_steps.done_for(case, name, times, done)
        ready = timing.ready_on(case, step, there, begun=begun)
        if ready is None or start < ready or any(timing.start_faults(case, step, start)):
            return False
        if any(late_faults(case, step, there, times[name], begun)):
            return False
    if not are_short(case, times):
        return False
    return all(times[buyer][0] >= times[giver][1] for buyer, giver in waits)


def affordable(case: Case, times: Times) -> bool:
    """Tell whether the money is there every day, and the goal by the deadline.

    The budget is looked at when the cheapest schedule of a route is known.
    """
    finish = case.reached_on(times)
    assert finish is not None
    if case.learner.deadline and finish > case.learner.deadline:
        return False
    bills = upkeep.all_bills(case, times, finish)
    shares = money.funding_of(case, bills)
    return not any(money.shortfalls(case, times, bills, shares))


def feasible(case: Case, times: Times, waits: Waits) -> bool:
    """Tell whether the schedule keeps rules 3 to 8."""
    return (
        in_order(case, times, waits)
        and not too_much(case, times)
        and affordable(case, in_turn(case, times, waits))
    )


def in_turn(case: Case, times: Times, waits: Waits) -> Times:
    """Return the schedule in an order in which its steps can come one after another.

    Raises:
        StopIteration: There is none: what is waited for needs what waits for it.
    """
    days = {name: finish for name, (_, finish) in times.items()}
    begun = {name: start for name, (start, _) in times.items()}
    left, turned = sorted(times, key=lambda name: (times[name], name)), dict[str, tuple]()

    def is_next(name: str) -> bool:
        start, finish = times[name]
        if start < finish or name in case.begun:
            return True
        done = {n: day for n, day in days.items() if n in turned or day < start}
        done |= {n: day for n, day in days.items() if begun[n] < day == start}
        ready = timing.ready_on(case, case.pathway.by_id[name], done, begun=begun)
        givers = [giver for buyer, giver in waits if buyer == name]
        return ready is not None and ready <= start and all(giver in done for giver in givers)

    while left:
        name = next(filter(is_next, left))
        left.remove(name)
        turned[name] = times[name]
    return turned


def can_come(case: Case, times: Times, waits: Waits) -> bool:
    """Tell whether the steps of each day can come one after another."""
    try:
        return bool(in_turn(case, times, waits)) or not times
    except StopIteration:
        return False


def best_schedule(
    case: Case, candidates: list[Times], waits: Waits, *, by_pay: bool = False
) -> Times | None:
    """Return the earliest schedule, and of all with its finish the cheapest found.

    With `by_pay` the first job comes before the finish.
    """

    def soon(times: Times) -> tuple:
        return (first_pay(case, times), case.reached_on(times))[not by_pay :]

    def key(times: Times) -> tuple:
        return price_at(case, times, waits), sorted(times.items())

    latest = [push(case, times, waits) for times in candidates if may_wait(case, times)]
    listed = [times for times in candidates + latest if can_come(case, times, waits)]
    good = [times for times in listed if feasible(case, times, waits)]
    if not good:
        return None
    best = min(map(soon, good))
    good = sorted((times for times in good if soon(times) == best), key=key)
    if not may_wait(case, good[0]):
        return good[0]
    polished = [polish(case, times, waits, soon) for times in good[:MOST_POLISHED]]
    return min(polished, key=key)


def price_at(case: Case, times: Times, waits: Waits) -> tuple[int, Decimal]:
    """Return what the schedule costs, unknown prices first."""
    look("price")
    return structure.price_of(case, in_turn(case, times, waits), case.reached_on(times))


def may_wait(case: Case, times: Times) -> bool:
    """Tell whether anything could become cheaper by waiting."""
    steps = [case.pathway.by_id[name] for name in times]
    # A step that ends on a working day, or runs over a break, lasts longer from some days, and
    # what is paid again and again while it lasts may be paid more often.
    ends_later = case.closed is not None or bool(case.learner.breaks)
    again = any(cost.every for step in steps for cost in step.costs)
    return any(step.dues or step.renewal for step in steps) or (ends_later and again)


def moves(case: Case, times: Times, name: str) -> Iterator[Times]:
    """Yield the schedule with one step on each other day, the latest first."""
    step, last = case.pathway.by_id[name], case.reached_on(times)
    for ahead in range((last - case.first_day).days, -1, -1):
        day = case.first_day + timedelta(days=ahead)
        finish = finish_on(case, times, step, day)
        if day != times[name][0] and finish is not None and finish <= last:
            yield {**times, name: (day, finish)}


def push(case: Case, times: Times, waits: Waits) -> Times:
    """Move every step as late as it can without a later goal, the last steps first."""
    for name in sorted(times, key=lambda name: times[name], reverse=True):
        if name in case.begun:
            continue
        for moved in moves(case, times, name):
            look("move")
            if moved[name][0] < times[name][0]:
                break
            if in_order(case, moved, waits) and not too_much(case, moved):
                times = moved
                break
    return times


def polish(case: Case, times: Times, waits: Waits, soon: Callable[[Times], tuple]) -> Times:
    """Move single steps to other days as long as that makes the schedule cheaper."""
    changed = True
    while changed:
        changed = False
        for name in sorted(set(times) - set(case.begun)):
            price, reached = price_at(case, times, waits), soon(times)
            cheaper = (
                moved
                for moved in moves(case, times, name)
                if can_come(case, moved, waits)
                and price_at(case, moved, waits) < price
                and feasible(case, moved, waits)
                and soon(moved) == reached
            )
            better = next(cheaper, None)
            if better is not None:
                times, changed = better, True
    return times


def case_and_routes(
    pathway: Pathway,
    learner: Learner,
    goal: Sequence[str],
    by: Callable[[Case], Iterator[Route]] | None = None,
) -> tuple[Case, list[Route]]:
    """Return the case in which as few held steps are done again as must be, and its routes."""
    first = Case(pathway, learner, tuple(goal))
    by = by or routes
    found = list(by(first))
    if found:
        return first, found
    some = first.before.that_can_run_out()[:4]
    for again in list(subsets(some))[1:]:
        case = Case(pathway, learner, tuple(goal), again=frozenset(again))
        if found := list(by(case)):
            return case, found
    return first, []


def routes(case: Case) -> Iterator[Route]:
    """Yield every route with its best schedule."""
    looks.clear()
    for planned in step_sets(case):
        for waits in wait_sets(case, planned):
            seen: dict[tuple, Times] = {}
            for times in schedules(case, planned, waits):
                if can_come(case, times, waits):
                    seen[tuple(sorted(times.items()))] = times
            for by_pay in (False, case.learner.prefer == "first-pay"):
                times = best_schedule(case, list(seen.values()), waits, by_pay=by_pay)
                if times is None:
                    break
                finish = case.reached_on(times)
                route = route_of(case, in_turn(case, times, waits), finish)
                budget = case.learner.budget
                if budget is not None and route.out_of_pocket > budget:
                    continue
                # What could be left out makes no plan better, but for a job without need.
                is_paid = case.learner.prefer == "first-pay" or case.learner.set_aside
                if not is_paid or not structure.idle(case, route.times, finish):
                    yield route


def route_of(case: Case, times: Times, finish: date) -> Route:
    """Return a schedule with all that decides how good it is."""
    steps = [case.pathway.by_id[name] for name in times]
    prices, cost = structure.price_of(case, times, finish)
    return Route(
        finish=finish,
        out_of_pocket=cost,
        open_times=sum(timing.time_open(case, step) for step in steps),
        unknown_prices=prices,
        hours=sum(map(timing.known_hours, steps), Fraction()),
        times=times,
        study=(
            sum(timing.hours_unknown(case, step) for step in steps),
            sum(map(timing.known_hours, steps), Fraction()),
        ),
        pay=first_pay(case, times),
    )


def first_pay(case: Case, times: Times) -> tuple[int, date]:
    """Return the open times before the first job of a schedule, and its day."""
    if any(case.pathway.by_id[name].kind is Kind.JOB for name in case.held):
        return 0, case.first_day
    jobs = [name for name in times if case.pathway.by_id[name].kind is Kind.JOB]
    days = [(unknown_before(case, set(times), name), times[name][1]) for name in jobs]
    return min(days, default=(len(case.pathway.steps) + 1, date.max))


def unknown_before(case: Case, planned: set[str], name: str) -> int:
    """Return how many times are open of a step and the planned ones that come before."""
    found, todo = set(), {name}
    while todo:
        found |= todo
        needs = [case.requirement(case.pathway.by_id[other]) for other in todo]
        todo = {leaf for need in needs for leaf in steps_in(need) if leaf in planned} - found
    return sum(timing.time_open(case, case.pathway.by_id[other]) for other in found)


def front_of(found: Sequence[Route]) -> list[Route]:
    """Return the routes that none beats on finish and cost, one for each point."""
    front = {}
    for route in sorted(found, key=lambda route: (route.fast, route.cheap, route.ties)):
        if all(route.cheap < other.cheap for other in front.values()):
            front[route.point] = route
    return list(front.values())


def best_of(front: Sequence[Route], prefer: str, found: Sequence[Route]) -> Route:
    """Return the best route by the rules, which for some wishes is not on the front."""
    if prefer == "fewest-hours":
        return min(found, key=lambda route: (route.study, route.fast, route.cheap, route.ties))
    if prefer == "first-pay":
        return min(found, key=lambda route: (route.pay, route.fast, route.cheap, route.ties))
    if prefer == "fastest":
        return front[0]
    if prefer == "cheapest":
        return front[-1]
    x = [r.open_times * CENTURY + r.finish.toordinal() for r in front]
    y = [r.unknown_prices * TEN_MILLION + Fraction(r.out_of_pocket) for r in front]
    wide, high = (max(x) - min(x)) or 1, (max(y) - min(y)) or 1
    squares = [
        (Fraction(a - min(x)) / wide) ** 2 + (Fraction(b - min(y)) / high) ** 2
        for a, b in zip(x, y, strict=True)
    ]
    return front[squares.index(min(squares))]


def all_schedules(
    case: Case, planned: frozenset[str], waits: Waits, days: int
) -> Iterator[dict[str, tuple[date, date]]]:
    """Yield every feasible schedule whose starts lie within `days`: the second, naiver oracle."""
    free = sorted(planned - set(case.begun))
    fixed = {
        name: (case.begun[name], timing.finish_of(case, case.pathway.by_id[name], case.begun[name]))
        for name in planned & set(case.begun)
    }
    options = []
    for name in free:
        step = case.pathway.by_id[name]
        starts = (case.first_day + timedelta(days=ahead) for ahead in range(days))
        good = [day for day in starts if not any(timing.start_faults(case, step, day))]
        options.append([(day, timing.finish_of(case, step, day)) for day in good])
    for chosen in product(*options):
        times = {**fixed, **dict(zip(free, chosen, strict=True))}
        if all(finish for _, finish in times.values()) and feasible(case, times, waits):
            yield times
