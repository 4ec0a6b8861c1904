"""What comes before what in the CP-SAT model, weekly hours, and no step without need."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

import cpsat_sums
import cpsat_windows
from cpsat_days import Days
from cpsat_parts import (
    LARGEST_NUMBER,
    Item,
    Run,
    Unmodelled,
    work_of,
)
from cpsat_question import later
from cpsat_week import chain_of, revision_of
from ortools.sat.python import cp_model

from pathplanner.model.quantity import Duration
from pathplanner.model.requirement import AllOf, Needs, Requirement, steps_in


class Order(Days):
    """What comes first (rules 1, 3 and 16), weekly hours (rule 5), and rule 2 as it is worded."""

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
        need = self.case.requirement(item.step)
        held = self.case.met_by_held(need, item.step)
        anew = self.case.anew(item.step, held) if held and (chain or revision) else None
        if anew:
            self.model.add(item.start >= (anew - self.first).days).only_enforce_if(item.planned)
        met = self.model.new_int_var(self.earliest, self.horizon, "")
        over: cp_model.LinearExprT = met
        for span in chain:
            over = self._later(over, span)
        self.model.add(item.start >= over).only_enforce_if(item.planned)
        if revision:
            ready = self._later(met, revision)
            self.model.add(item.start >= ready).only_enforce_if(item.planned)
        if cpsat_sums.asks_for_anything(need):
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
        count = need.count - sum(not cpsat_sums.asks_for_anything(part) for part in need.of)
        if count <= 0:
            return
        asking = [part for part in need.of if cpsat_sums.asks_for_anything(part)]
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
        begins = self.shared.begins.get(item.step.id)
        if begins is not None and need.step in self.shared.ends:
            model.add(begins >= self.shared.ends[need.step]).only_enforce_if(when)
            return
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

    def _work(self) -> None:
        """See to it that there is not too much work, or work and study, on any day."""
        own = self.case.learner.work_hours
        if not any(work_of(item.step) for item in self.items.values()):
            return
        if own is None and self.shared.days:
            raise Unmodelled("hours of work beside short steps")
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
        self.shared.keep_apart([item.interval for item in busy])
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
