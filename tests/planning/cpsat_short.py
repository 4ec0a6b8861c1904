"""Short steps, which may share a day, in the CP-SAT model; written from rule 18."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, lcm
from typing import TYPE_CHECKING

from cpsat_parts import Item, Unmodelled
from cpsat_question import hours_of
from ortools.sat.python import cp_model

from pathplanner.model.requirement import Needs, Requirement
from pathplanner.model.step import Step

if TYPE_CHECKING:
    from cpsat_question import Question

NEVER_SHORT = ("exam", "credential", "license", "membership", "job")


def parts_of(step: Step, case: Question) -> Fraction:
    """Return how many days the hours of a step take."""
    return Fraction(hours_of(step)) * 7 / case.hours


def short_steps(case: Question) -> set[str]:
    """Return the steps that are short."""
    steps = case.pathway.steps
    if case.given.terms or case.given.offers or any(step.open_ended for step in steps):
        return set()
    bound: set[str] = {one.step for one in case.learner.hours}
    for step in case.given.steps:
        for need in (step.requires, *(advice.requirement for advice in step.recommends)):
            for leaf in _leaves(need):
                lasting = case.pathway.by_id[leaf.step].valid_for
                if leaf.within or leaf.current or leaf.corequisite or lasting:
                    bound |= {step.id, leaf.step}
        if step.exam and step.exam.schedule_within:
            advised = [advice.requirement for advice in step.recommends]
            bound |= {leaf.step for need in (step.requires, *advised) for leaf in _leaves(need)}
        for others in (step.not_with, step.supersedes):
            bound |= {step.id, *others} if others else set()
        bound |= {discount.holding for cost in step.costs for discount in cost.discounts}
        if step.renewal:
            bound.add(step.renewal.counts_from)
            bound |= {one.holding for way in step.renewal.options for one in way.discounts}
    return {
        step.id
        for step in steps
        if step.shares_days
        and step.id not in bound
        and step.id not in case.begun
        and _says_nothing_else(step, case)
    }


def _says_nothing_else(step: Step, case: Question) -> bool:
    days = step.duration, step.intakes, step.exam, step.dues, step.renewal, step.valid_for
    hours = step.weekly_hours, step.work_hours, step.waiting
    if any(value is not None for value in (*days, *hours)) or step.before or step.after:
        return False
    if step.kind in NEVER_SHORT or any(cost.every or cost.discounts for cost in step.costs):
        return False
    return hours_of(step) > 0 and case.hours > 0


def _leaves(need: Requirement) -> Iterator[Needs]:
    if isinstance(need, Needs):
        yield need
    else:
        for part in need.of:
            yield from _leaves(part)


class Shared:
    """The days that short steps share, in so many parts that each ends with one.

    Args:
        model: The model.
        case: The question.
    """

    def __init__(self, model: cp_model.CpModel, case: Question) -> None:
        self.model, self.case = model, case
        self.names = short_steps(case)
        if self.names and case.breaks:
            raise Unmodelled("short steps and breaks")
        steps = [case.pathway.by_id[name] for name in self.names]
        self.parts = lcm(1, *(parts_of(step, case).denominator for step in steps))
        self.begins: dict[str, cp_model.IntVar] = {}
        self.ends: dict[str, cp_model.LinearExprT] = {}
        self.taken: list[cp_model.IntervalVar] = []
        self.days: list[cp_model.IntervalVar] = []

    def item(self, step: Step, planned: cp_model.IntVar, days: cp_model.Domain) -> Item:
        """Return a short step that starts on one of some days."""
        model, parts = self.model, self.parts
        most = ceil(parts_of(step, self.case)) + 1
        last = days.max() + most
        size = int(parts_of(step, self.case) * parts)
        start = model.new_int_var_from_domain(days, f"{step.id} start")
        finish = model.new_int_var(0, last, f"{step.id} finish")
        begins = self.begins[step.id] = model.new_int_var(0, last * parts, "")
        ends = self.ends[step.id] = begins + size
        model.add(begins >= start * parts)
        model.add(begins < start * parts + parts)
        model.add(finish * parts >= ends)
        model.add(finish * parts < ends + parts)
        self.taken.append(model.new_optional_fixed_size_interval_var(begins, size, planned, ""))
        length = model.new_int_var(1, most, "")
        self.days.append(model.new_optional_interval_var(start, length, finish, planned, ""))
        return Item(step, planned, start, finish, [(planned, self.case.hours)])

    def keep_apart(self, busy: list[cp_model.IntervalVar]) -> None:
        """Let one come after another, and no other step take hours on their days."""
        self.model.add_no_overlap(self.taken)
        for other in busy:
            for day in self.days:
                self.model.add_no_overlap([other, day])
