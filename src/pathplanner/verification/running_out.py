"""Rule 16: what has run out, by a day or before the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from pathplanner.model.history import Held
from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration
from pathplanner.model.requirement import AllOf, AtLeast, Needs, Requirement, Worked
from pathplanner.model.step import Step

if TYPE_CHECKING:
    from pathplanner.verification.case import Case


@frozen
class Limit:
    """How long what a requirement names counts.

    Attributes:
        span: How long.
        to_the_end: Whether what requires it must finish by then, and not only start.
        since: The day from which it counts, if that is not the finish.
    """

    span: Duration
    to_the_end: bool
    since: date | None = None

    def last_day(self, finish: date) -> date:
        """Return the last day on which it counts."""
        return self.span.after(self.since or finish)


def leaves(requirement: Requirement) -> Iterator[Needs]:
    """Yield all that a requirement says of single steps."""
    if isinstance(requirement, Needs):
        yield requirement
        return
    if isinstance(requirement, Worked):
        return
    for part in requirement.of:
        yield from leaves(part)


def limits(pathway: Pathway, leaf: Needs, held: Held | None) -> Iterator[Limit]:
    """Yield what limits how long a step counts that is planned, or held as told."""
    named = pathway.by_id[leaf.step]
    without_day = held is not None and held.since is None
    if leaf.within is not None and not without_day:
        yield Limit(leaf.within, leaf.until == "finish")
    if named.valid_for is None or named.renewal is not None:
        return
    renewed = held.renewed if held else None
    if renewed or not without_day:
        yield Limit(named.valid_for, leaf.current, renewed)


def could_renew_until(step: Step, held: Held) -> date | None:
    """Return the last day on which a held step could be renewed, if that is known."""
    known = held.renewed or held.since
    if step.renewal is None or known is None:
        return None
    if held.renewed:
        period = step.renewal.every
    else:
        period = step.valid_for or step.renewal.first or step.renewal.every
    last = period.after(known)
    return step.renewal.grace.after(last) if step.renewal.grace else last


def further(step: Step, failed: Mapping[str, Sequence[date]]) -> list[tuple[Requirement, date]]:
    """Return what another try of a step needs, and since when it must be done."""
    tried = sorted(failed.get(step.id, ()))
    return [
        (one.requires, tried[one.after - 1])
        for one in (step.exam.further if step.exam else ())
        if len(tried) >= one.after
    ]


def no_more_tries(step: Step, failed: Sequence[date]) -> bool:
    """Tell whether an exam was tried as often as it may be."""
    exam = step.exam
    if exam is None or exam.most_attempts is None or exam.attempts_within:
        return False
    return len(failed) >= exam.most_attempts


def next_try_from(step: Step, failed: Sequence[date]) -> date | None:
    """Return the first day of another try where there are only so many in a time."""
    exam = step.exam
    if exam is None or exam.most_attempts is None or exam.attempts_within is None:
        return None
    if len(failed) < exam.most_attempts:
        return None
    return exam.attempts_within.after(sorted(failed)[-exam.most_attempts])


@frozen
class Before:
    """What was held before the plan.

    Attributes:
        pathway: With all that is otherwise in the learner's state or was found out.
        learner: The person.
        goal: The ids that are to be reached.
        failed: The days of failed attempts.
        begun: What is under way.
        again: What is planned again though it may still count.
    """

    pathway: Pathway
    learner: Learner
    goal: Sequence[str]
    failed: Mapping[str, Sequence[date]]
    begun: frozenset[str]
    again: frozenset[str]

    def held(self) -> dict[str, date | None]:
        """Return what still counts as held, with its day where that is known."""
        found, holds = self._all_held(), self._all_told()
        left, holds = self._without(found, holds, set())
        gone = {step for step in self.again if step in self.can_run_out(left, holds)}
        return self._without(left, holds, gone)[0] if gone else left

    def _all_told(self) -> dict[str, Held]:
        return {one.step: one for one in self.learner.holds if one.step in self.pathway.by_id}

    def _all_held(self) -> dict[str, date | None]:
        found: dict[str, date | None] = {
            one.step: None
            for one in self.learner.overrides
            if one.step in self.pathway.by_id and not one.for_
        }
        found.update({step: one.since for step, one in self._all_told().items()})
        return found

    def _without(
        self, found: dict[str, date | None], holds: dict[str, Held], gone: set[str]
    ) -> tuple[dict[str, date | None], dict[str, Held]]:
        """Return what is held but for some steps, and for all that has run out then."""
        while True:
            found = {step: day for step, day in found.items() if step not in gone}
            holds = {step: one for step, one in holds.items() if step not in gone}
            gone = self._run_out(found, holds) if holds else set()
            if not gone:
                return found, holds

    def that_can_run_out(self) -> list[str]:
        """Return the held steps that still count and can run out, in the pathway's order."""
        left, holds = self._without(self._all_held(), self._all_told(), set())
        some = self.can_run_out(left, holds)
        return [step.id for step in self.pathway.steps if step.id in some]

    def can_run_out(self, found: Mapping[str, date | None], holds: Mapping[str, Held]) -> set[str]:
        """Return the held steps of which something that matters limits how long they count."""
        return {
            leaf.step
            for name in self._matters(found)
            for leaf, since in self._leaves(name)
            if leaf.step in holds
            and (
                any(limits(self.pathway, leaf, holds[leaf.step]))
                or self.is_over(leaf, holds[leaf.step], since)
            )
        }

    def requirement(self, step: Step, need: Requirement, holds: Mapping[str, Held]) -> Requirement:
        """Return what a step requires, without what held steps met once and meet no more."""

        def left(need: Requirement, since: date | None) -> Requirement:
            if isinstance(need, Needs):
                one = holds.get(need.step)
                return AtLeast(1, ()) if one and self.is_over(need, one, since) else need
            if isinstance(need, Worked):
                return need
            return evolve(need, of=tuple(left(part, since) for part in need.of))

        parts = [left(need, None)]
        if step.id not in self.begun:
            parts += [left(more, since) for more, since in further(step, self.failed)]
        return AllOf(parts) if len(parts) > 1 else parts[0]

    def _asked(self, step: Step) -> list[tuple[Requirement, date | None]]:
        if step.id in self.begun:
            return []
        found: list[tuple[Requirement, date | None]] = [(step.requires, None)]
        if self.learner.recommended:
            found += [(advice.requirement, None) for advice in step.recommends]
        return [*found, *further(step, self.failed)]

    def _leaves(self, name: str) -> Iterator[tuple[Needs, date | None]]:
        for need, since in self._asked(self.pathway.by_id[name]):
            for leaf in leaves(need):
                yield leaf, since

    def _run_out(self, found: Mapping[str, date | None], holds: Mapping[str, Held]) -> set[str]:
        """Return the held steps that have run out for all that matters and names them."""
        good: set[str] = set()
        over: set[str] = set()
        for name in self._matters(found):
            for leaf, since in self._leaves(name):
                if one := holds.get(leaf.step):
                    (over if self.is_over(leaf, one, since) else good).add(leaf.step)
        return over - good

    def is_over(self, leaf: Needs, one: Held, since: date | None) -> bool:
        """Tell whether a held step counts no more on the plan's first day."""
        first = self.learner.start
        if since is not None and (one.since is None or one.since < since):
            return True
        known = one.since or first
        if any(limit.last_day(known) < first for limit in limits(self.pathway, leaf, one)):
            return True
        last = could_renew_until(self.pathway.by_id[leaf.step], one)
        return leaf.current and last is not None and last < first

    def _matters(self, found: Mapping[str, date | None]) -> set[str]:
        """Return the steps that matter and are not held."""
        todo = {*self.goal, *self.learner.insist}
        seen: set[str] = set()
        while todo:
            name = todo.pop()
            if name in seen:
                continue
            seen.add(name)
            step = self.pathway.by_id[name]
            more = set(self._ends_renewals(step))
            if name not in found:
                more |= {leaf.step for leaf, _ in self._leaves(name)}
                more |= {one.holding for cost in step.costs for one in cost.discounts}
            if name in self.begun:
                more |= {leaf.step for leaf in leaves(step.requires) if leaf.step in found}
            todo |= more - seen
        return seen - found.keys()

    def _ends_renewals(self, step: Step) -> Iterator[str]:
        if step.renewal is None or all(option.fee is None for option in step.renewal.options):
            return
        yield from (one.holding for option in step.renewal.options for one in option.discounts)
        yield from (other.id for other in self.pathway.steps if step.id in other.supersedes)
        if step.renewal.counts_from:
            yield step.renewal.counts_from


def is_over(case: Case, leaf: Needs, done: Mapping[str, date], when: tuple[date, date]) -> bool:
    """Tell whether what a requirement names has run out for a step on two days (rule 16)."""
    day = case.held.get(leaf.step) or done.get(leaf.step)
    start, finish = when
    return any(
        (day is not None or limit.since is not None)
        and limit.last_day(day or start) < (finish if limit.to_the_end else start)
        for limit in case.limits(leaf)
    )
