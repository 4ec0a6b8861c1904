"""A planning question as an exact model for OR-Tools CP-SAT, written from the rules.

It follows `docs/explanation/planning-rules.md` and shares nothing with the planner, nor with
`pathplanner.verification`: it has its own reading of days (`cpsat_question`). Days are
counted from the plan's first day, money in hundredths.

How the rules become constraints:

- A step is a boolean with an optional interval. What it requires is a tree of booleans,
  each of which says "I rely on this part". Relying on a step means that it is planned and
  finished, waiting time included, before one starts; so *any of* is met when the first
  chosen part is, and *k of* when k chosen parts are.
- A length that depends on the calendar (months, breaks) is piecewise: one boolean for each
  run of start days with the same length.
- Weekly hours are a cumulative resource. Loads are fractions, scaled to whole numbers.
- A lower price is a boolean that needs its giver to be finished when it is paid.
- Unknown lengths and prices weigh more than everything known (rule 10).

Rule 2 (no step without need) is left out unless `lean` is asked for: a step without need
costs, so it can only stay where it makes the goal earlier. That happens: with "A needs P
or Q, B needs Q", P may let A start earlier although Q alone would do.

A route is scheduled as early as it can be, so a plan never waits longer only to save a
price that is paid again and again; the model does, where breaks or months allow it.

- With savings, what is paid before each day on which money comes in must be there by then: a
  payment counts unless a boolean says that it is made later.

Not modelled, and refused with `Unmodelled`: savings with funding that arrives later or with
what is paid again and again, renewal fees, and upkeep of held steps. `ignoring` leaves the last
two out of the model instead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor, lcm

import cpsat_sums
import cpsat_windows
from attrs import Factory, define, frozen
from cpsat_question import Question, hours_of, hours_unknown, is_study, later
from cpsat_week import ENDS_ON_WORKING_DAYS, chain_of, is_stretched, revision_of
from ortools.sat.python import cp_model

from pathplanner.model.learner import Funding, Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration, Estimate, Unit, Unknown
from pathplanner.model.requirement import AllOf, Needs, Requirement, steps_in
from pathplanner.model.step import Cost, CostKind, Discount, Kind, Step

Axis = tuple[int, int]
"""How many are unknown, and the known sum: days or hundredths."""

LONGEST_YEARS = 30
LARGEST_NUMBER = 2**50
MOST_DAYS_OFF = 6
"""No country of the cases is closed for more days one after the other."""
SEED = 1


class Unmodelled(Exception):
    """The question has something that this model cannot say."""


class NotProvedError(Exception):
    """CP-SAT did not prove its answer within the limit."""


@frozen
class Point:
    """An answer: when the goal is reached, what it costs, with which steps on which days."""

    time: tuple[int, date]
    cost: tuple[int, Decimal]
    times: dict[str, tuple[date, date]]

    @property
    def place(self) -> tuple[int, date, int, Decimal]:
        """Its place on the trade-off front."""
        return (*self.time, *self.cost)


@frozen
class Run:
    """Start days (both ends included) from which a step lasts equally long."""

    first: int
    last: int
    length: int
    load: Fraction


@define
class Item:
    """A step in the model: whether it is planned, and its days from the first day."""

    step: Step
    planned: cp_model.IntVar
    start: cp_model.LinearExprT
    finish: cp_model.LinearExprT
    loads: list[tuple[cp_model.LinearExprT, Fraction]] = Factory(list)
    interval: cp_model.IntervalVar | None = None
    turn: cp_model.IntVar | None = None
    """Which turn it has among the steps of its day, if it starts and finishes on one."""


@frozen
class Paid:
    """A payment in the model: its amount and whether nobody has found that."""

    step: str
    order: tuple[int, int, int]
    kind: CostKind
    amount: cp_model.LinearExprT
    most: int
    on: cp_model.LinearExprT
    unknown: cp_model.LinearExprT | None = None


def cents(amount: Decimal) -> int:
    """Return money in hundredths."""
    return int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP))


def relevant(case: Question) -> list[str]:
    """Return the ids of the steps that can matter, in the pathway's order."""
    found: set[str] = set()
    todo = list(case.wanted)
    while todo:
        name = todo.pop()
        if name in found or name in case.held:
            continue
        found.add(name)
        step = case.pathway.by_id[name]
        todo += steps_in(case.requirement(step))
        todo += [discount.holding for discount in discounts_of(step)]
    return [step.id for step in case.pathway.steps if step.id in found]


def _is_sure(fund: Funding) -> bool:
    """Tell whether money from others is sure (rule 7)."""
    status = fund.status.strip().lower()
    words = "approved awarded granted paid promised received"
    return status in words.split() or (not status and fund.apply_by is None)


def discounts_of(step: Step) -> Iterator[Discount]:
    """Yield the discounts on the prices of a step."""
    for cost in step.costs:
        yield from cost.discounts


class Model:
    """The model of one question.

    Args:
        pathway, learner, goal: The question.
        lean: Whether rule 2 is kept as it is worded.
        ignoring: `renewals` or `held upkeep`, to leave them out instead of refusing;
            `calendar`, to let each span of months last equally long from every day.
    """

    def __init__(
        self,
        pathway: Pathway,
        learner: Learner,
        goal: Sequence[str],
        *,
        lean: bool = False,
        ignoring: Collection[str] = (),
    ) -> None:
        self.case = Question(pathway, learner, tuple(goal))
        self.ignoring = ignoring
        self.names = relevant(self.case)
        self._refuse()
        self.model = cp_model.CpModel()
        self.first = self.case.first_day
        self.last = self._last_day()
        self.runs_of: dict[object, list[Run]] = {}
        self.open_days: cp_model.Domain | None = None
        self.horizon = self._horizon()
        self.discounted: dict[str, list[cp_model.IntVar]] = {}
        held = [self.case.known_day(name) for name in self.case.held]
        known = [self.first, *filter(None, held), *(one.on for one in learner.applied)]
        self.earliest = (min(known) - self.first).days
        self.items = {name: self._item(self.case.pathway.by_id[name]) for name in self.names}
        for item in self.items.values():
            self._require(item)
        self.reached = self.model.new_int_var(0, self.horizon, "reached")
        self._goals()
        self._load()
        self.time, self.cost = self._axes()
        self.ties = self._ties()
        if lean:
            self._lean()

    # What is modelled, and how far ahead.

    def _refuse(self) -> None:
        case = self.case
        if case.learner.savings is not None and any(f.arrives for f in case.learner.funding):
            raise Unmodelled("savings and funding that arrives later")
        paid_again = [
            name
            for name in self.names
            if (step := case.pathway.by_id[name]).dues or any(cost.every for cost in step.costs)
        ]
        if case.learner.savings is not None and paid_again:
            raise Unmodelled("savings and what is paid again and again")
        steps = [case.pathway.by_id[name] for name in self.names]
        if "renewals" not in self.ignoring and any(step.renewal for step in steps):
            raise Unmodelled("renewals")
        owned = [case.pathway.by_id[name] for name, since in case.held.items() if since]
        if "held upkeep" not in self.ignoring and any(s.dues or s.renewal for s in owned):
            raise Unmodelled("upkeep of held steps")

    def _last_day(self) -> int:
        last = later(self.first, LONGEST_YEARS, Unit.YEARS)
        return (min(last, self.case.learner.deadline or last) - self.first).days

    def _horizon(self) -> int:
        """Return a day by which every plan worth a look is over.

        In a schedule without idle time every start is an intake, a birthday, the end of a
        break, the first day, or follows another step at once.
        """
        fixed, total = [0], 0
        for name in self.names:
            step = self.case.pathway.by_id[name]
            if name in self.case.begun:
                finish = self.case.finish_of(step, self.case.begun[name])
                fixed.append((finish - self.first).days if finish else 0)
                continue
            total += self.case.days_of(step, self.first) or 0
            if isinstance(step.duration, Duration) and self._by_month(step.duration):
                total += 4 + step.duration.likely // 12
            total += self._waited_at_most(step)
            if step.intakes:
                fixed += [(day - self.first).days for day in step.intakes.dates]
                total += 2 * 366 if step.intakes.yearly else 0
            if of_age := self.case.of_age(step):
                fixed.append((of_age - self.first).days)
            if again := self.case.again_from(step):
                fixed.append((again - self.first).days)
        fixed.append(self._all_saved())
        for first, end in self.case.breaks:
            fixed.append((end - self.first).days)
            total += (end - first).days
        if self._wages():
            total *= 2  # Who waits for pay may still have all to do that the job does not need.
        return max(0, min(self.last, max(fixed) + total))

    def _waited_at_most(self, step: Step) -> int:
        """Return how many days may pass before and after a step, days off included."""
        afterwards = [wait.span for wait in step.after if isinstance(wait.span, Duration)]
        spans = [span for span in (*chain_of(step), revision_of(step), *afterwards) if span]
        days = [(later(self.first, one.likely, one.unit) - self.first).days + 4 for one in spans]
        return sum(days) + (3 * MOST_DAYS_OFF if self.case.week.has_holidays else 0)

    def _wages(self) -> dict[str, int]:
        """Return what is set aside of the pay of each job in a month, in hundredths."""
        learner, found = self.case.learner, {}
        if learner.savings is None or not learner.set_aside:
            return found
        stated = {one.id: one.pay for one in self.case.pathway.occupations}
        for name in self.names:
            step = self.case.pathway.by_id[name]
            pay, other = step.entry_pay, stated.get(step.occupation)
            if pay is None and other is not None:
                pay = other.low if other.entry is None else other.entry
            if step.kind is Kind.JOB and pay is not None:
                found[name] = floor(Fraction(pay.likely) * Fraction(learner.set_aside) / 12)
        return {name: wage for name, wage in found.items() if wage > cents(learner.monthly)}

    @property
    def counted(self) -> date:
        """The day on which the savings were counted."""
        return self.case.learner.savings_on or self.first

    def _gone(self) -> int:
        """Return what was paid from the counting day on, in hundredths."""
        paid = self.case.learner.paid
        return sum(cents(one.amount) for one in paid if one.on and one.on >= self.counted)

    def _all_saved(self) -> int:
        """Return the day on which there is money for all steps that are not paid again."""
        learner = self.case.learner
        rates = [rate for rate in (cents(learner.monthly), *self._wages().values()) if rate]
        if learner.savings is None or not rates:
            return 0
        prices = [
            cost.amount.likely
            for name in self.names
            for cost in self.case.pathway.by_id[name].costs
            if isinstance(cost.amount, Estimate)
        ]
        missing = cents(sum(prices) - learner.savings) + self._gone()
        months = max(0, ceil(missing / min(rates)) + 1)
        if months > 12 * LONGEST_YEARS:
            return self.last
        return (later(self.first, months, Unit.MONTHS) - self.first).days

    def _by_month(self, span: Duration) -> bool:
        """Tell whether a span follows the calendar; else all such spans are equally long."""
        return "calendar" not in self.ignoring and _by_month(span)

    def day(self, ahead: int) -> date:
        """Return the date that lies so many days after the first."""
        return self.first + timedelta(days=ahead)

    # Steps and their days (rules 4, 6 and 8).

    def _item(self, step: Step) -> Item:
        planned = self.model.new_bool_var(step.id)
        if step.id in self.case.unwanted or self.case.counts_nowhere(step):
            self.model.add(planned == 0)
            return Item(step, planned, 0, 0)
        if step.id in self.case.begun:
            return self._begun(step, planned)
        runs = self._runs(step)
        days = self._start_days(step)
        spare = cp_model.Domain.from_intervals([[run.first, run.last] for run in runs])
        days = days.intersection_with(spare)
        if days.is_empty():
            self.model.add(planned == 0)
            return Item(step, planned, 0, 0)
        start = self.model.new_int_var_from_domain(days, f"{step.id} start")
        if len(runs) == 1:
            item = self._fixed(step, planned, start, runs[0])
            item.turn = None if runs[0].length else self.model.new_int_var(0, len(self.names), "")
            return item
        return self._piecewise(step, planned, start, runs, days)

    def _begun(self, step: Step, planned: cp_model.IntVar) -> Item:
        begun = self.case.begun[step.id]
        finish = self.case.finish_of(step, begun)
        if finish is None:
            self.model.add(planned == 0)
            return Item(step, planned, 0, 0)
        start, end = (begun - self.first).days, (finish - self.first).days
        item = Item(step, planned, start, end)
        item.loads = [(planned, self.case.load_of(step, begun))]
        if end > 0:
            item.interval = self.model.new_optional_fixed_size_interval_var(0, end, planned, "")
        return item

    def _fixed(
        self, step: Step, planned: cp_model.IntVar, start: cp_model.IntVar, run: Run
    ) -> Item:
        if run.load > self.case.hours:
            self.model.add(planned == 0)
        item = Item(step, planned, start, start + run.length, [(planned, run.load)])
        if run.load or work_of(step):
            item.interval = self.model.new_optional_fixed_size_interval_var(
                start, run.length, planned, step.id
            )
        return item

    def _piecewise(
        self,
        step: Step,
        planned: cp_model.IntVar,
        start: cp_model.IntVar,
        runs: list[Run],
        days: cp_model.Domain,
    ) -> Item:
        model = self.model
        lengths = sorted({run.length for run in runs})
        length = model.new_int_var_from_domain(cp_model.Domain.from_values(lengths), "")
        finish = model.new_int_var(0, self.horizon + lengths[-1], f"{step.id} finish")
        model.add(finish == start + length)
        item = Item(step, planned, start, finish)
        chosen = []
        for run in runs:
            inside = cp_model.Domain(run.first, run.last).intersection_with(days)
            if inside.is_empty():
                continue
            here = model.new_bool_var("")
            chosen.append(here)
            model.add_linear_expression_in_domain(start, inside).only_enforce_if(here)
            model.add(length == run.length).only_enforce_if(here)
            if run.load > self.case.hours:
                model.add_implication(here, planned.negated())
            else:
                item.loads.append((here, run.load))
        model.add_exactly_one(chosen)
        if not all(run.length for run in runs):
            item.turn = model.new_int_var(0, len(self.names), "")
        if work_of(step) or any(run.load for run in runs):
            item.interval = model.new_optional_interval_var(start, length, finish, planned, step.id)
        return item

    def _runs(self, step: Step) -> list[Run]:
        """Return the runs of days from which the step lasts equally long."""
        case = self.case
        length = case.days_of(step, self.first)
        if length is None:
            return []
        paused = is_study(step) and bool(case.breaks)
        span = step.duration if isinstance(step.duration, Duration) else None
        waits = [wait.span for wait in step.after if isinstance(wait.span, Duration)]
        monthly = bool(span and length and self._by_month(span))
        monthly = monthly or any(map(self._by_month, waits))
        official = bool(length) and step.kind in ENDS_ON_WORKING_DAYS
        opens = case.week.has_holidays and (bool(waits) or official)
        if not paused and not monthly and not opens:
            finish = case.finish_of(step, self.first)
            assert finish is not None
            return [
                Run(0, self.horizon, (finish - self.first).days, case.load_of(step, self.first))
            ]
        key = (
            span and (span.likely, span.unit), hours_of(step), paused, official, is_stretched(step),
            tuple((wait.likely, wait.unit) for wait in waits), self._works(step),
        )  # fmt: skip
        if key not in self.runs_of:
            self.runs_of[key] = list(self._list_runs(step))
        return self.runs_of[key]

    def _list_runs(self, step: Step) -> Iterator[Run]:
        run: Run | None = None
        days_off = self._works(step)
        for ahead in range(self.horizon + 1):
            day = self.day(ahead)
            if days_off and not self.case.week.is_open(day):
                continue  # It does not begin on such a day, so how long it would last is no matter.
            finish = self.case.finish_of(step, day)
            assert finish is not None
            here = Run(ahead, ahead, (finish - day).days, self.case.load_of(step, day))
            if run and (run.length, run.load) == (here.length, here.load):
                run = Run(run.first, ahead, run.length, run.load)
            else:
                if run:
                    yield run
                run = here
        if run:
            yield run

    def _works(self, step: Step) -> bool:
        """Tell whether the step begins on working days only."""
        free = step.intakes or self.case.begins_any_day(step)
        return self.case.week.has_holidays and not free

    def _start_days(self, step: Step) -> cp_model.Domain:
        """Return the days on which the step may start, other steps left aside."""
        intakes = step.intakes
        if intakes is None:
            of_age = self.case.of_age(step)
            low = max(0, (of_age - self.first).days) if of_age else 0
            days = cp_model.Domain(low, max(self.horizon, low))
            if is_study(step):
                off = [
                    [(a - self.first).days, (b - self.first).days - 1] for a, b in self.case.breaks
                ]
                days = days.intersection_with(cp_model.Domain.from_intervals(off).complement())
            if self._works(step):
                days = days.intersection_with(self._open_days())
            return days
        years = range(self.first.year, self.day(self.horizon).year + 1)
        opened = {each.in_year(year) for each in intakes.yearly for year in years}
        opened |= set(intakes.dates)
        return cp_model.Domain.from_values(
            sorted(
                (day - self.first).days
                for day in opened
                if 0 <= (day - self.first).days <= self.horizon and self.case.may_start(step, day)
            )
        )

    def _open_days(self) -> cp_model.Domain:
        """Return the working days up to the horizon (rule 14)."""
        if self.open_days is None:
            days = range(self.horizon + 1)
            opened = [ahead for ahead in days if self.case.week.is_open(self.day(ahead))]
            self.open_days = cp_model.Domain.from_values(opened)
        return self.open_days

    # What comes first (rules 1 and 3).

    def _require(self, item: Item) -> None:
        if item.step.id in self.case.begun:
            return
        if cpsat_windows.must_be_taken_in_time(item.step, self.case):
            self._take_in_time(item)
        if again := self.case.again_from(item.step):
            ahead = (again - self.first).days
            self.model.add(item.start >= ahead).only_enforce_if(item.planned)
        chain, revision = chain_of(item.step), revision_of(item.step)
        if item.step.id in self.case.again:
            chain, revision = [], None  # They count from the last try: see `again_from`.
        if not chain and not (revision and revision.likely):
            self._rely(item, self.case.requirement(item.step), item.planned, item.start)
            return
        met = self.model.new_int_var(self.earliest, self.horizon, "")
        over: cp_model.LinearExprT = met
        for span in chain:
            over = self._later(over, span)
        self.model.add(item.start >= over).only_enforce_if(item.planned)
        if revision:
            ready = self._later(met, revision)
            self.model.add(item.start >= ready).only_enforce_if(item.planned)
        need = self.case.requirement(item.step)
        if asks_for_anything(need):
            self._rely(item, need, item.planned, met)
        else:
            own = (self.case.own_first_day(item.step) - self.first).days
            self.model.add(met >= own).only_enforce_if(item.planned)

    def _take_in_time(self, item: Item) -> None:
        """Have an exam taken within its time of being approved (rule 16)."""
        need, within = self.case.requirement(item.step), item.step.exam.schedule_within
        met = self.model.new_int_var(self.earliest, self.horizon, "")
        self._not_met_before(need, item.planned, met)
        day: cp_model.LinearExprT = met
        for span in cpsat_windows.until_approved(item.step):
            day = self._later(day, span)
        last = self._later(day, within)
        self.model.add(item.start <= last).only_enforce_if(item.planned)

    def _not_met_before(
        self, need: Requirement, when: cp_model.IntVar, day: cp_model.LinearExprT
    ) -> None:
        """Make `when` mean that a requirement is not met before a day."""
        if isinstance(need, Needs):
            if need.step in self.case.held:
                self.model.add(when == 0)
                return
            other, late = self.items[need.step], self.model.new_bool_var("")
            self.model.add_bool_or([when.negated(), other.planned.negated(), late])
            self.model.add(other.finish >= day).only_enforce_if(late)
            return
        parts = [self.model.new_bool_var("") for _ in need.of]
        for literal, part in zip(parts, need.of, strict=True):
            self._not_met_before(part, literal, day)
        self.model.add(sum(parts) >= len(parts) - need.count + 1).only_enforce_if(when)

    def _place(self, item: Item) -> cp_model.LinearExprT:
        """Return the place of a step that takes no time among all such steps of all days."""
        assert item.turn is not None
        return item.start * (len(self.names) + 1) + item.turn

    def _later(self, day: cp_model.LinearExprT, span: Duration, times: int = 1) -> cp_model.IntVar:
        """Return the day that lies a span after another."""
        key = ("later", span.likely * times, span.unit)
        if key not in self.runs_of:
            runs: list[Run] = []
            for ahead in range(self.earliest, self.horizon + 1):
                length = (
                    later(self.day(ahead), span.likely * times, span.unit) - self.day(ahead)
                ).days
                if runs and runs[-1].length == length:
                    runs[-1] = Run(runs[-1].first, ahead, length, Fraction())
                else:
                    runs.append(Run(ahead, ahead, length, Fraction()))
            self.runs_of[key] = runs
        runs = self.runs_of[key]
        most = max(run.last + run.length for run in runs)
        over = self.model.new_int_var(0, most, "")
        chosen = []
        for run in runs:
            here = self.model.new_bool_var("")
            chosen.append(here)
            inside = cp_model.Domain(run.first, run.last)
            self.model.add_linear_expression_in_domain(day, inside).only_enforce_if(here)
            self.model.add(over == day + run.length).only_enforce_if(here)
        self.model.add_exactly_one(chosen)
        return over

    def _rely(
        self,
        item: Item,
        need: Requirement,
        when: cp_model.IntVar,
        day: cp_model.LinearExprT,
    ) -> None:
        """Make `when` mean that what a step requires is met by a day."""
        model = self.model
        if isinstance(need, Needs):
            self._rely_on_step(item, need, when, day)
            return
        if cpsat_sums.adds_up(need):
            cpsat_sums.rely(model, need, when, lambda part: self._done(item, part, day))
            return
        if isinstance(need, AllOf):
            for part in need.of:
                self._rely(item, part, when, day)
            return
        # What asks for nothing is met before everything else.
        count = need.count - sum(not asks_for_anything(part) for part in need.of)
        if count <= 0:
            return
        asking = [part for part in need.of if asks_for_anything(part)]
        parts = [self._done(item, part, day) for part in asking]
        if count == 1:
            model.add_bool_or([*parts, when.negated()])
        else:
            model.add(sum(parts) >= count).only_enforce_if(when)

    def _done(self, item: Item, part: Requirement, day: cp_model.LinearExprT) -> cp_model.IntVar:
        """Return the boolean that means that a part is met by a day."""
        literal = self.model.new_bool_var("")
        self._rely(item, part, literal, day)
        return literal

    def _rely_on_step(
        self, item: Item, need: Needs, when: cp_model.IntVar, day: cp_model.LinearExprT
    ) -> None:
        model = self.model
        if need.step in self.case.held:
            since = self.case.known_day(need.step) or self.case.own_first_day(item.step)
            model.add(day >= (since - self.first).days).only_enforce_if(when)
            return
        other = self.items[need.step]
        model.add_implication(when, other.planned)
        model.add(day >= other.finish).only_enforce_if(when)
        # Rule 16: what is named must not have run out.
        for span, whole in cpsat_windows.limits(self.case.pathway, need):
            last = self._later(other.finish, span)
            model.add((item.finish if whole else item.start) <= last).only_enforce_if(when)
        if other.turn is not None and item.turn is not None:
            model.add(self._place(item) > self._place(other)).only_enforce_if(when)

    def _goals(self) -> None:
        for name in self.case.wanted:
            item = self.items[name]
            self.model.add(item.planned == 1)
            self.model.add(self.reached >= item.finish)
        self.model.add(self.reached <= self.last)

    # Weekly hours (rule 5).

    def _work(self) -> None:
        """See to it that there is not too much work, or work and study, on any day."""
        own = self.case.learner.work_hours
        if not any(work_of(item.step) for item in self.items.values()):
            return
        full = Fraction(60 if own is None else own)
        busy, demands = [], []
        for item in self.items.values():
            parts = [(item.planned, work_of(item.step))]
            parts += item.loads if own is None else []
            if item.interval is not None and any(load for _, load in parts):
                busy.append(item.interval)
                demands.append(parts)
        scale = lcm(full.denominator, *(one.denominator for d in demands for _, one in d))
        if full * scale * self.horizon * len(busy) > LARGEST_NUMBER:
            raise Unmodelled(f"hours in parts of 1/{scale}")
        most = int(sum(load for parts in demands for _, load in parts) * scale)
        sums = []
        for parts in demands:
            taken = self.model.new_int_var(0, most, "")
            self.model.add(taken == sum(when * int(load * scale) for when, load in parts))
            sums.append(taken)
        self.model.add_cumulative(busy, sums, int(full * scale))

    def _load(self) -> None:
        self._work()
        busy = [item for item in self.items.values() if item.interval is not None]
        busy = [item for item in busy if any(load for _, load in item.loads)]
        if not busy:
            return
        all_loads = [load for item in busy for _, load in item.loads] + [self.case.hours]
        scale = lcm(*(load.denominator for load in all_loads))
        full = int(self.case.hours * scale)
        if full * self.horizon * len(busy) > LARGEST_NUMBER:
            raise Unmodelled(f"loads in parts of 1/{scale} hour")
        demands, work = [], []
        for item in busy:
            loads = [(when, int(load * scale)) for when, load in item.loads]
            if len(loads) == 1:
                demands.append(loads[0][1])
                if item.step.id not in self.case.begun:
                    work.append((item, loads[0][1]))
            else:
                demand = self.model.new_int_var(0, full, "")
                self.model.add(demand == sum(when * load for when, load in loads))
                demands.append(demand)
        self.model.add_cumulative([item.interval for item in busy], demands, full)
        # Follows from the above, and helps: the work must fit before the goal is reached.
        area = []
        for item, load in work:
            runs = self._runs(item.step)
            if len(runs) == 1:
                area.append(item.planned * (load * runs[0].length))
        if area:
            self.model.add(sum(area) <= full * self.reached)

    # Money (rules 7, 9 and 10).

    def _axes(self) -> tuple[cp_model.IntVar, cp_model.IntVar]:
        paid = sorted(self._payments(), key=lambda one: one.order)
        most = sum(one.most for one in paid)
        out = self.model.new_int_var(0, most, "out of pocket")
        own = self._funded(paid)
        self.model.add(out == sum(own))
        self._save(paid, own)
        if self.case.learner.budget is not None:
            self.model.add(out <= cents(self.case.learner.budget))
        # An unknown price that is paid again and again is one price.
        unknown: dict[tuple[str, int], list[cp_model.LinearExprT]] = {}
        for one in paid:
            if one.unknown is not None:
                unknown.setdefault((one.step, one.order[1]), []).append(one.unknown)
        counted: list[cp_model.LinearExprT] = []
        for times in unknown.values():
            any_time = self.model.new_bool_var("")
            for one_time in times:
                self.model.add(any_time >= one_time)
            counted.append(any_time)
        lengths = [i.planned for i in self.items.values() if self.case.time_open(i.step)]
        self.day_weight, self.money_weight = self.horizon + 1, most + 1
        time = self.model.new_int_var(0, (len(lengths) + 1) * self.day_weight, "time")
        cost = self.model.new_int_var(0, (len(counted) + 1) * self.money_weight, "cost")
        self.model.add(time == self.day_weight * sum(lengths) + self.reached)
        self.model.add(cost == self.money_weight * sum(counted) + out)
        return time, cost

    def _ties(self) -> cp_model.IntVar:
        """Return the study hours and the steps of the plan, as one number."""
        self.tie_weight = len(self.items) + 1
        weights = {
            name: ceil(hours_of(item.step)) * self.tie_weight + 1
            for name, item in self.items.items()
        }
        ties = self.model.new_int_var(0, sum(weights.values()), "ties")
        self.model.add(ties == sum(weights[n] * i.planned for n, i in self.items.items()))
        return ties

    # Wishes for something else than time and money.

    def study(self) -> cp_model.IntVar:
        """Return the steps of unknown study hours and the known hours, as one number."""
        hours = {name: Fraction(hours_of(item.step)) for name, item in self.items.items()}
        parts = lcm(1, *(one.denominator for one in hours.values()))
        self.study_weight = int(sum(hours.values()) * parts) + 1
        weights = {
            name: int(hours[name] * parts) + self.study_weight * hours_unknown(item.step)
            for name, item in self.items.items()
        }
        study = self.model.new_int_var(0, sum(weights.values()), "study")
        self.model.add(study == sum(weights[n] * i.planned for n, i in self.items.items()))
        return study

    def first_pay(self) -> cp_model.IntVar:
        """Return the unknown lengths before the first job and its day, as one number."""
        jobs = [item for item in self.items.values() if item.step.kind is Kind.JOB]
        most = (len(self.items) + 1) * self.day_weight
        pay = self.model.new_int_var(0, most, "pay")
        if any(self.case.pathway.by_id[name].kind is Kind.JOB for name in self.case.held):
            self.model.add(pay == 0)
            return pay
        firsts = [self.model.new_bool_var("") for _ in jobs]
        self.model.add(pay >= most).only_enforce_if([~first for first in firsts])
        for first, job in zip(firsts, jobs, strict=True):
            self.model.add_implication(first, job.planned)
            unknown = sum(
                before
                for name, before in self._before(job, first).items()
                if self.case.time_open(self.items[name].step)
            )
            self.model.add(pay >= unknown * self.day_weight + job.finish).only_enforce_if(first)
        self.model.add(sum(firsts) <= 1)
        return pay

    def _before(self, job: Item, first: cp_model.IntVar) -> dict[str, cp_model.IntVar]:
        """Return which steps are planned and come before a job, if it is the first."""
        found = {job.step.id: first}
        for name in reversed(list(self._in_order())):
            users = [
                found[user]
                for user, item in self.items.items()
                if user in found and name in set(steps_in(self.case.requirement(item.step)))
            ]
            if users and name not in found:
                found[name] = self.model.new_bool_var("")
                for user in users:
                    self.model.add_implication(user, found[name]).only_enforce_if(
                        self.items[name].planned
                    )
        return found

    def _in_order(self) -> Iterator[str]:
        """Yield the steps, each after all that its requirement names."""
        left = dict.fromkeys(self.items)
        while left:
            for name in list(left):
                need = self.case.requirement(self.items[name].step)
                if not left.keys() & set(steps_in(need)) - {name}:
                    del left[name]
                    yield name

    def _payments(self) -> Iterator[Paid]:
        place = {step.id: number for number, step in enumerate(self.case.pathway.steps)}
        for item in self.items.values():
            step = item.step
            for nth, cost in enumerate(step.costs):
                for turn, (on, when) in enumerate(self._price_days(item, cost)):
                    yield self._price(item, cost, (place[step.id], nth, turn), on, when)
            if step.dues:
                yield from self._dues(item, place[step.id])

    def _price_days(
        self, item: Item, cost: Cost
    ) -> Iterator[tuple[cp_model.LinearExprT, cp_model.IntVar]]:
        """Yield the day of each payment of a price, and the boolean that says it is made."""
        begun = self.case.begun.get(item.step.id)
        if begun is None:
            yield item.start, item.planned
        every = cost.every
        if every is None:
            return
        if begun is not None:
            times, finish = 1, self.first + timedelta(days=int(item.finish))
            while (day := later(begun, every.likely * times, every.unit)) < finish:
                if day >= self.first:
                    yield (day - self.first).days, item.planned
                times += 1
            return
        runs = self._runs(item.step)
        longest, times = max((run.length for run in runs), default=0), 1
        while _shortest(every, times) < longest:
            on = (
                self._later(item.start, every, times)
                if self._by_month(every)
                else item.start + _shortest(every, times)
            )
            when = self.model.new_bool_var("")
            self.model.add_implication(when, item.planned)
            self.model.add(on < item.finish).only_enforce_if(when)
            self.model.add(on >= item.finish).only_enforce_if(item.planned, when.negated())
            yield on, when
            times += 1

    def _price(
        self,
        item: Item,
        cost: Cost,
        order: tuple[int, int, int],
        on: cp_model.LinearExprT,
        when: cp_model.IntVar,
    ) -> Paid:
        """Return the payment of a price: the full one, or that of a discount that applies."""
        full = cents(cost.amount.likely) if isinstance(cost.amount, Estimate) else None
        offers: list[tuple[int, Item]] = []
        for discount in cost.discounts:
            price = cents(discount.price.likely)
            if full is not None and price >= full:
                continue
            if discount.holding in self.case.held:
                full = price
            elif discount.holding in self.items:
                offers.append((price, self.items[discount.holding]))
        whole = self.model.new_bool_var("")
        taken = [(price, self._offer(item, giver, on)) for price, giver in offers]
        self.model.add(whole + sum(literal for _, literal in taken) == when)
        if full is None:
            # A known price must be taken where it applies: it counts for the budget.
            for _, giver in offers:
                late = self.model.new_bool_var("")
                self.model.add(giver.finish > on).only_enforce_if(late)
                after = self.model.new_bool_var("")
                if giver.turn is not None and item.turn is not None:
                    places = self._place(giver), self._place(item)
                    self.model.add(places[0] > places[1]).only_enforce_if(after)
                else:
                    self.model.add(after == 0)
                self.model.add_bool_or([~when, ~giver.planned, late, after, ~whole])
        return Paid(
            step=item.step.id,
            order=order,
            kind=cost.kind,
            amount=sum(price * literal for price, literal in taken) + (full or 0) * whole,
            most=max([full or 0, *(price for price, _ in offers)]),
            on=on,
            unknown=whole if full is None else None,
        )

    def _offer(self, item: Item, giver: Item, on: cp_model.LinearExprT) -> cp_model.IntVar:
        """Return the boolean that says that a discount is used."""
        used = self.model.new_bool_var("")
        self.model.add_implication(used, giver.planned)
        self.model.add(giver.finish <= on).only_enforce_if(used)
        if giver.turn is not None and item.turn is not None:
            self.model.add(self._place(item) > self._place(giver)).only_enforce_if(used)
        self.discounted.setdefault(giver.step.id, []).append(used)
        return used

    def _dues(self, item: Item, place: int) -> Iterator[Paid]:
        dues = item.step.dues
        assert dues is not None
        price = cents(dues.amount.likely) if isinstance(dues.amount, Estimate) else 0
        times = 0
        while _shortest(dues.every, times) <= self.horizon:
            when = item.planned if times == 0 else self.model.new_bool_var("")
            on = item.finish
            if times:
                on = self._dues_day(item, dues.every, times)
                self.model.add_implication(when, item.planned)
                unpaid = [item.planned, when.negated()]
                self.model.add(on >= self.reached).only_enforce_if(unpaid)
            yield Paid(
                step=item.step.id,
                order=(place, len(item.step.costs), times),
                kind=CostKind.MEMBERSHIP,
                amount=price * when,
                most=price,
                on=on,
                unknown=when if isinstance(dues.amount, Unknown) else None,
            )
            times += 1

    def _dues_day(self, item: Item, every: Duration, times: int) -> cp_model.LinearExprT:
        if item.step.id in self.case.begun:
            return (
                later(self.day(int(item.finish)), every.likely * times, every.unit) - self.first
            ).days
        if self._by_month(every):
            return self._later(item.finish, every, times)
        return item.finish + _shortest(every, times)

    def _funded(self, paid: Sequence[Paid]) -> list[cp_model.LinearExprT]:
        """Return what of each payment is paid out of pocket, or with no savings of all."""
        funds = [
            (None if fund.amount is None else cents(fund.amount), fund)
            for fund in sorted(self.case.learner.funding, key=lambda f: f.kind == "workforce")
            if _is_sure(fund)
        ]
        covered = [
            [
                place
                for place, one in enumerate(paid)
                if (not fund.covers or one.kind in fund.covers)
                and (not fund.steps or one.step in fund.steps)
            ]
            for _, fund in funds
        ]
        if not funds:
            return [one.amount for one in paid]
        everything = sum(one.most for one in paid)
        ends = any(fund.until for _, fund in funds)
        if (
            not ends
            and self.case.learner.savings is None
            and all(found == covered[0] for found in covered)
        ):
            # All pay for the same, so only their sum matters.
            amounts = [everything if amount is None else amount for amount, _ in funds]
            total = self.model.new_int_var(0, min(everything, sum(amounts)), "funded")
            self.model.add(total <= sum(paid[place].amount for place in covered[0]))
            return [*(one.amount for one in paid), -total]
        left = [one.amount for one in paid]
        for (amount, fund), places in zip(funds, covered, strict=True):
            purse: cp_model.LinearExprT = min(everything, everything if amount is None else amount)
            for place in places:
                share = self.model.new_int_var(0, paid[place].most, "")
                asked = left[place]
                if fund.until:
                    asked = self._by(paid[place], left[place], (fund.until - self.first).days)
                self.model.add_min_equality(share, [purse, asked])
                left[place], purse = left[place] - share, purse - share
        return left

    def _by(self, one: Paid, amount: cp_model.LinearExprT, last: int) -> cp_model.LinearExprT:
        """Return an amount if it is paid by a day, else nothing."""
        early, asked = self.model.new_bool_var(""), self.model.new_int_var(0, one.most, "")
        self.model.add(one.on <= last).only_enforce_if(early)
        self.model.add(one.on > last).only_enforce_if(~early)
        self.model.add(asked == amount).only_enforce_if(early)
        self.model.add(asked == 0).only_enforce_if(~early)
        return asked

    def _come_in(self, month: int) -> cp_model.LinearExprT:
        """Return what comes in within a month: the monthly money, or the pay of one job."""
        monthly = cents(self.case.learner.monthly)
        begins = (later(self.counted, month - 1, Unit.MONTHS) - self.first).days
        working = []
        for name, wage in self._wages().items():
            item, works = self.items[name], self.model.new_bool_var("")
            self.model.add_implication(works, item.planned)
            self.model.add(item.finish <= begins).only_enforce_if(works)
            working.append((wage - monthly, works))
        if working:
            self.model.add(sum(works for _, works in working) <= 1)
        return monthly + sum(more * works for more, works in working)

    def _save(self, paid: Sequence[Paid], own: Sequence[cp_model.LinearExprT]) -> None:
        """See to it that on no day is more paid than is there (rule 7)."""
        learner = self.case.learner
        if learner.savings is None:
            return
        monthly, months = cents(learner.monthly), 1
        least = cents(learner.savings)
        while later(self.counted, months, Unit.MONTHS) <= self.first:
            least, months = least + monthly, months + 1
        least -= min(self._gone(), least)
        there: cp_model.LinearExprT = least
        most = sum(one.most for one in paid)
        late: list[cp_model.IntVar | None] = [None] * len(paid)
        while least < most:
            comes = (later(self.counted, months, Unit.MONTHS) - self.first).days
            ends = comes > self.horizon or not (monthly or self._wages())
            spent = []
            for place, one in enumerate(paid):
                part = self.model.new_int_var(0, one.most, "")
                if ends:
                    self.model.add(part >= own[place])
                else:
                    before, late[place] = late[place], self.model.new_bool_var("")
                    self.model.add(one.on >= comes).only_enforce_if(late[place])
                    self.model.add(part >= own[place]).only_enforce_if(~late[place])
                    if before is not None:
                        self.model.add_implication(late[place], before)
                spent.append(part)
            self.model.add(sum(spent) <= there)
            if ends:
                return
            there, least, months = there + self._come_in(months), least + monthly, months + 1

    # Rule 2, as it is worded.

    def _lean(self) -> None:
        users: dict[str, list[Item]] = {name: [] for name in self.items}
        for item in self.items.values():
            if item.step.id not in self.case.begun:
                for name in set(steps_in(self.case.requirement(item.step))) & set(users):
                    users[name].append(item)
        for name, item in self.items.items():
            if name in self.case.wanted:
                continue
            reasons = list(self.discounted.get(name, ()))
            for user in users[name]:
                needed = self.model.new_bool_var("")
                self.model.add_implication(needed, user.planned)
                self._open_without(self.case.requirement(user.step), name, needed)
                reasons.append(needed)
            self.model.add_bool_or([*reasons, item.planned.negated()])

    def _open_without(self, need: Requirement, name: str, when: cp_model.IntVar) -> None:
        """Make `when` mean that the requirement is not met without the step `name`."""
        if isinstance(need, Needs):
            if need.step in self.case.held:
                self.model.add(when == 0)
            elif need.step != name:
                self.model.add_implication(when, self.items[need.step].planned.negated())
            return
        parts = [self.model.new_bool_var("") for _ in need.of]
        for literal, part in zip(parts, need.of, strict=True):
            self._open_without(part, name, literal)
        self.model.add(sum(parts) >= len(parts) - need.count + 1).only_enforce_if(when)


@define
class Solver:
    """Asks CP-SAT for the best points of a model: one worker, a fixed seed.

    Attributes:
        model: The model.
        limit: Seconds for each question to CP-SAT.
        solves: How many questions were asked.
    """

    model: Model
    limit: float = 30.0
    solves: int = 0
    least: int = 0

    def fastest(self) -> Point | None:
        """Return the earliest finish and the lowest cost with it, or None: impossible."""
        return self._best(self.model.time, self.model.cost)

    def cheapest(self) -> Point | None:
        """Return the lowest cost and the earliest finish with it, or None: impossible."""
        return self._best(self.model.cost, self.model.time)

    def wished(self, wish: str) -> tuple[int, Point] | None:
        """Return the least of what is wished, and the fastest plan that has no more of it."""
        wanted = self.model.study() if wish == "fewest-hours" else self.model.first_pay()
        found = self._best(wanted, self.model.time, self.model.cost)
        return found and (self.least, found)

    def front(self) -> list[Point]:
        """Return the trade-off front, earliest finish first."""
        point, found, last = self.fastest(), [], None
        if point is not None:
            found.append(point)
            last = self.cheapest()
        while last is not None and found[-1].place != last.place:
            model, before = self.model, self._raw(found[-1])
            floor = self._raw(last)
            if before[1] == floor[1]:
                break
            self._bound(model.time, before[0] + 1, floor[0])
            self._bound(model.cost, floor[1], before[1] - 1)
            point = self._best(model.time, model.cost)
            assert point is not None
            found.append(point)
            self._bound(model.time)
            self._bound(model.cost)
        return found

    def balanced(self) -> Point | None:
        """Return the point nearest to the best of both ends, or None: impossible.

        Both axes are scaled by the ends; of points equally near, the fastest.
        """
        ends = self.fastest(), self.cheapest()
        if ends[0] is None or ends[1] is None:
            return None
        model = self.model
        low, high = self._raw(ends[0]), self._raw(ends[1])
        wide, tall = high[0] - low[0], low[1] - high[1]
        if not wide or not tall:
            return ends[0]
        days = model.model.new_int_var(0, wide, "")
        money = model.model.new_int_var(0, tall, "")
        model.model.add(days >= model.time - low[0])
        model.model.add(money >= model.cost - high[1])
        self._bound(model.time, low[0], high[0])
        self._bound(model.cost, high[1], low[1])
        squares = []
        for part, most in ((days, wide), (money, tall)):
            square = model.model.new_int_var(0, most * most, "")
            model.model.add_multiplication_equality(square, [part, part])
            squares.append(square)
        far = model.model.new_int_var(0, 2 * (wide * tall) ** 2, "")
        model.model.add(far == squares[0] * tall**2 + squares[1] * wide**2)
        return self._best(far, model.time, model.cost)

    def fewest(self, place: tuple[int, date, int, Decimal]) -> tuple[int, int]:
        """Return the fewest study hours of a plan at a place on the front, and then steps."""
        model = self.model
        time, cost = self._raw(Point(place[:2], place[2:], {}))
        self._bound(model.time, time, time)
        self._bound(model.cost, cost, cost)
        solver = self._minimise(model.ties)
        self._bound(model.time)
        self._bound(model.cost)
        assert solver is not None
        return divmod(solver.value(model.ties), model.tie_weight)

    def _raw(self, point: Point) -> Axis:
        model = self.model
        days = (point.time[1] - model.first).days
        return (
            point.time[0] * model.day_weight + days,
            point.cost[0] * model.money_weight + cents(point.cost[1]),
        )

    def _bound(self, variable: cp_model.IntVar, low: int = 0, high: int = 2**60) -> None:
        domain = self.model.model.proto.variables[variable.index].domain
        domain[0], domain[1] = low, high

    def _best(self, *wanted: cp_model.IntVar) -> Point | None:
        """Return the point with the least of the first, of those the least of the next."""
        before = [(one, list(self.model.model.proto.variables[one.index].domain)) for one in wanted]
        solver = None
        for one in wanted:
            solver = self._minimise(one)
            if solver is None:
                return None
            value = solver.value(one)
            self.least = value if one is wanted[0] else self.least
            self._bound(one, self.model.model.proto.variables[one.index].domain[0], value)
            self._hint(solver)
        for one, domain in before:
            self._bound(one, *domain)
        self.model.model.clear_hints()
        assert solver is not None
        return self._point(solver)

    def _minimise(self, variable: cp_model.IntVar) -> cp_model.CpSolver | None:
        self.model.model.minimize(variable)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = SEED
        solver.parameters.max_time_in_seconds = self.limit
        self.solves += 1
        status = solver.solve(self.model.model)
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            raise NotProvedError(solver.status_name(status))
        return solver

    def _hint(self, solver: cp_model.CpSolver) -> None:
        model = self.model.model
        model.clear_hints()
        for place, value in enumerate(solver.response_proto.solution):
            model.add_hint(model.get_int_var_from_proto_index(place), value)

    def _point(self, solver: cp_model.CpSolver) -> Point:
        model = self.model
        lengths, days = divmod(solver.value(model.time), model.day_weight)
        prices, money = divmod(solver.value(model.cost), model.money_weight)
        return Point(
            time=(lengths, model.day(days)),
            cost=(prices, Decimal(money) / 100),
            times={
                name: (model.day(solver.value(item.start)), model.day(solver.value(item.finish)))
                for name, item in model.items.items()
                if solver.value(item.planned)
            },
        )


def work_of(step: Step) -> Fraction:
    """Return the hours of work that a step takes from each week, as far as they are known."""
    known = isinstance(step.work_hours, Estimate)
    return Fraction(step.work_hours.likely) if known else Fraction()


def asks_for_anything(need: Requirement) -> bool:
    """Tell whether there is anything to be done for a requirement."""
    if isinstance(need, Needs) or cpsat_sums.adds_up(need):
        return True
    return sum(not asks_for_anything(part) for part in need.of) < need.count


def _by_month(span: Duration) -> bool:
    return span.unit in (Unit.MONTHS, Unit.YEARS)


def _shortest(span: Duration, times: int) -> int:
    """Return the fewest days that a span can take; exact for days and weeks."""
    days = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 28, Unit.YEARS: 365}[span.unit]
    return span.likely * times * days
