"""How far ahead the CP-SAT model looks, and its steps and their days (rules 4, 6 and 8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from cpsat_parts import (
    LONGEST_YEARS,
    MOST_DAYS_OFF,
    Item,
    Run,
    Unmodelled,
    by_month,
    cents,
    work_of,
)
from cpsat_question import hours_of, is_study, later
from cpsat_week import ENDS_ON_WORKING_DAYS, chain_of, is_stretched, revision_of
from ortools.sat.python import cp_model

from pathplanner.model.quantity import Duration, Estimate, Unit
from pathplanner.model.step import Kind, Step


class Days:
    """What is modelled, how far ahead, and every step with the days on which it may lie."""

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
        return "calendar" not in self.ignoring and by_month(span)

    def day(self, ahead: int) -> date:
        """Return the date that lies so many days after the first."""
        return self.first + timedelta(days=ahead)

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
        if step.id in self.shared.names:
            return self.shared.item(step, planned, days)
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
