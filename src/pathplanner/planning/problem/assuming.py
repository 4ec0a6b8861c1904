"""What is waited for before a step and after it, with what is assumed (planning rule 13)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve, frozen

from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import UNKNOWN, Duration, Estimate, Unknown
from pathplanner.model.requirement import Worked
from pathplanner.model.shared_days import sharing_days
from pathplanner.model.step import Kind, Step, is_studied
from pathplanner.model.waits import (
    TABLE,
    AssumptionKind,
    Wait,
    WaitKind,
    assumed_spans,
    country_of,
)
from pathplanner.model.workdays import WorkDays, work_days, work_days_of_moves
from pathplanner.planning.problem.problem import Week
from pathplanner.planning.schedule.timing import Pauses
from pathplanner.planning.schedule.worked import Reckon

KINDS = {WaitKind(kind): kind for kind in TABLE}
"""What is assumed of each kind of wait, if anything is."""

LEFT = (WaitKind.REVISION, WaitKind.BOOKING)
"""What is waited for before an exam that is taken again."""


NO_WORK = Fraction(0)


def work_of(step: Step) -> Fraction:
    """Return the hours of work that a step takes from each week, as far as they are known."""
    hours = step.work_hours
    return Fraction(hours.likely) if isinstance(hours, Estimate) else NO_WORK


@frozen(eq=False)
class Waits:
    """What is waited for around a step.

    Attributes:
        before, after: What is waited for, with what is assumed.
        duration: The step's own span; none where what is assumed takes its place.
        assumed: What of it is assumed.
    """

    before: tuple[Wait, ...]
    after: tuple[Wait, ...]
    duration: Duration | Unknown | None
    assumed: tuple[AssumptionKind, ...]


@frozen(eq=False)
class Assuming:
    """What a plan assumes where no source speaks.

    Attributes:
        learner: For whom.
        spans: How long each kind of wait is taken to be.
        pathway: Whose steps they are.
        pauses: When the learner does not study.
        workdays: The days on which things start; None where every day is one.
        week: The hours of the learner's week.
        shared: The steps that may share a day with others.
    """

    learner: Learner
    spans: Mapping[AssumptionKind, Duration]
    pathway: Pathway
    pauses: Pauses
    workdays: WorkDays | None
    week: Week
    shared: frozenset[str]

    @classmethod
    def of(cls, pathway: Pathway, learner: Learner) -> Assuming:
        """Return what is assumed of a pathway for a learner."""
        country = country_of(pathway.country, learner.state)
        week = Week.of(learner, learner.start)
        by_period = any(one.from_ for one in learner.hours)
        is_whole = bool(by_period or pathway.terms or pathway.offers or learner.moves)
        off = any(one.what is AssumptionKind.WORKING_DAYS for one in learner.assumptions)
        return cls(
            learner,
            assumed_spans(country, learner.assumptions),
            pathway,
            Pauses.of(learner.breaks),
            _work_days(country, learner) if country and not off else None,
            week,
            frozenset() if is_whole else sharing_days(pathway.steps),
        )

    def reckon(self, need: Worked) -> Reckon:
        """Return hours of work that are asked for, as the planner sees them."""
        learner, start = self.learner, self.learner.start.toordinal()
        held = {one.step for one in learner.holds} | {
            one.step for one in learner.set_aside_everywhere
        }
        steps = [self.pathway.by_id[part.step] for part in need.of]
        rates = {one.id: work_of(one) for one in steps}
        begun = {one.step: one.begun.toordinal() for one in learner.under_way}
        worked = {n: rates[n] * (start - begun[n]) / 7 for n in rates if n in begun}
        worked |= {o.step: Fraction(o.hours) for o in learner.worked if o.step in worked}
        return Reckon(
            need.key, Fraction(need.hours), rates, worked, frozenset(held & rates.keys()), start
        )

    def waits(self, step: Step, *, again: bool, begun: bool) -> Waits:
        """Return what is waited for before a step and after it.

        Args:
            step: The step, or what is left of it.
            again: Whether it is an exam that is taken again.
            begun: Whether it is under way, so that nothing is waited for before it.
        """
        told = [wait for wait in step.before if not again or wait.kind in LEFT]
        told = [] if begun else told
        used: list[AssumptionKind] = []
        before = [self._filled(wait, used) for wait in told]
        after = [self._filled(wait, used) for wait in step.after]
        for kind in [] if begun else self._before(step, {w.kind for w in told}, again=again):
            self._add(step, kind, before, used)
        kinds, duration = {wait.kind for wait in after}, step.duration
        for kind in self._after(step):
            if WaitKind(kind) in kinds or kind not in self.spans:
                continue
            if kind is not AssumptionKind.RESULT:
                duration = None
            self._add(step, kind, after, used)
        return Waits(tuple(before), tuple(after), duration, tuple(dict.fromkeys(used)))

    def _filled(self, wait: Wait, used: list[AssumptionKind]) -> Wait:
        """Return a wait, with what is assumed of its kind where nobody has found its span."""
        kind = KINDS.get(wait.kind)
        span = self.spans.get(kind) if kind else None
        if wait.span is not UNKNOWN or kind is None or span is None:
            return wait
        used.append(kind)
        return Wait(wait.kind, span)

    def _add(
        self, step: Step, kind: AssumptionKind, waits: list[Wait], used: list[AssumptionKind]
    ) -> None:
        span = self.spans.get(kind)
        if span is None:
            return
        within = step.exam.schedule_within if step.exam else None
        if kind is AssumptionKind.REVISION and within is not None:
            start = self.learner.start
            is_longer = span.after(start) > within.after(start)
            if is_longer:
                span = evolve(within, basis=span.basis, said=span.said, source=())
        used.append(kind)
        waits.append(Wait(WaitKind(kind.value), span))

    def _before(self, step: Step, told: set[WaitKind], *, again: bool) -> list[AssumptionKind]:
        """Return what is assumed before a step."""
        is_bare = step.waiting is None and told <= {WaitKind.REVISION} and not again
        if is_exam(step):
            studies = is_studied(step) and not again
            if not studies and (again or self.pathway.follows_learning(step.id)):
                return [] if WaitKind.REVISION in told else [AssumptionKind.REVISION]
            if not studies and is_bare:
                return [AssumptionKind.BOOKING]
        if not is_bare:
            return []
        if step.kind is Kind.JOB:
            return [AssumptionKind.HIRING]
        applies = step.intakes is not None and step.intakes.apply_before is not None
        return [AssumptionKind.ADMISSION] if step.kind is Kind.PROGRAM and not applies else []

    def _after(self, step: Step) -> list[AssumptionKind]:
        """Return what is assumed after a step."""
        found = [AssumptionKind.RESULT] if is_exam(step) else []
        if not isinstance(step.duration, Duration):
            if step.kind is Kind.LICENSE:
                found.append(AssumptionKind.LICENSE)
            elif step.kind is Kind.MEMBERSHIP:
                found.append(AssumptionKind.MEMBERSHIP)
        return found


def _work_days(country: str, learner: Learner) -> WorkDays:
    if not learner.moves:
        return work_days(country, learner.state)
    later = ((one.on.toordinal(), one.state) for one in learner.moves)
    return work_days_of_moves(country, ((0, learner.state), *later))


def is_exam(step: Step) -> bool:
    """Tell whether a step is an exam, or has one."""
    return step.kind is Kind.EXAM or step.exam is not None
