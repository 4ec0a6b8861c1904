"""What is paid in the CP-SAT model: prices, dues, funding and savings (rules 7, 9 and 10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from cpsat_order import Order
from cpsat_parts import (
    Item,
    Paid,
    cents,
    is_sure,
    shortest,
)
from cpsat_question import later
from ortools.sat.python import cp_model

from pathplanner.model.price import Cost, CostKind
from pathplanner.model.quantity import Duration, Estimate, Unit, Unknown


class Money(Order):
    """The two axes of the front, and all that is paid on the way."""

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
        while shortest(every, times) < longest:
            on = (
                self._later(item.start, every, times)
                if self._by_month(every)
                else item.start + shortest(every, times)
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
        while shortest(dues.every, times) <= self.horizon:
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
        return item.finish + shortest(every, times)

    def _funded(self, paid: Sequence[Paid]) -> list[cp_model.LinearExprT]:
        """Return what of each payment is paid out of pocket, or with no savings of all."""
        funds = [
            (None if fund.amount is None else cents(fund.amount), fund)
            for fund in sorted(self.case.learner.funding, key=lambda f: f.kind == "workforce")
            if is_sure(fund)
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
