"""Rules 1 to 6 and 8 for the steps of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from math import ceil

from pathplanner.errors import Fault
from pathplanner.model.planned import HoursWorked, PlannedStep, TimeLimit
from pathplanner.model.quantity import add
from pathplanner.model.requirement import Until, hours_in, steps_in
from pathplanner.model.step import Step
from pathplanner.model.when import When
from pathplanner.verification import (
    in_time,
    personal_rules,
    short_steps,
    structure,
    terms,
    timing,
    work,
)
from pathplanner.verification.case import Case, Times, corequisites, met
from pathplanner.verification.drafts import Draft
from pathplanner.verification.running_out import is_over, leaves


def set_faults(draft: Draft) -> Iterator[Fault]:
    """Yield steps that are missing, superfluous or not allowed."""
    case, planned = draft.case, set(draft.times)
    places = {step.id: place for place, step in draft.planned}
    wanted = case.wanted() & set(case.pathway.by_id)
    for step in structure.incomplete(case, planned, wanted):
        if step in planned:
            yield Fault(f"what {step} requires is not met (rule 1)", f"steps[{places[step]}]")
        else:
            yield Fault(f"{step} is wanted and neither planned nor held (rule 1)", "steps")
    for step in structure.idle(case, draft.times, draft.finish):
        yield Fault(f"{step} could be left out (rule 2)", f"steps[{places[step]}]")
    for step, place in places.items():
        if step in case.unwanted:
            yield Fault(f"{step} is to be avoided or was dropped", f"steps[{place}]")
        if case.wrong_state(case.pathway.by_id[step]):
            yield Fault(
                f"{step} does not count where the learner lives (rule 8)", f"steps[{place}]"
            )


def step_faults(draft: Draft) -> Iterator[Fault]:
    """Yield what is wrong with single steps: their days and what is said of them."""
    for place, planned in draft.planned:
        step = draft.case.pathway.by_id[planned.id]
        for what, message in (*_days(draft, step, planned), *_facts(draft, step, planned)):
            yield Fault(message, f"steps[{place}].{what}")


def _days(draft: Draft, step: Step, planned: PlannedStep) -> Iterator[tuple[str, str]]:
    case = draft.case
    if step.id in case.begun:
        if planned.start != case.begun[step.id]:
            yield "start", f"starts on {planned.start}, but was begun on {case.begun[step.id]}"
    else:
        done = {n: day for n, day in work.done(case, draft.times).items() if n != step.id}
        done = short_steps.done_for(case, step.id, draft.times, done)
        begun = {name: start for name, (start, _) in draft.times.items() if name != step.id}
        ready = timing.ready_on(case, step, done, begun=begun)
        if ready is not None and planned.start < ready:
            yield (
                "start",
                f"starts on {planned.start}, but can start on {ready} only (rules 3, 11)",
            )
        elif ready is not None:
            when = planned.start, planned.finish
            for message in in_time.late_faults(case, step, done, when, begun):
                yield "start", message
        for message in timing.start_faults(case, step, planned.start):
            yield "start", message
        for message in work.start_faults(case, step, draft.times):
            yield "start", message
    finish = finish_of(case, step, planned.start, draft.times)
    if finish is None:
        yield "finish", "would never end, for there are no study hours (rule 4)"
    elif planned.finish != finish:
        yield (
            "finish",
            (f"finishes on {planned.finish}, but by the rules it finishes on {finish} (rule 4)"),
        )


def finish_of(case: Case, step: Step, start: date, times: Times) -> date | None:
    """Return the first day on which a step counts as done (rules 4 and 18)."""
    if step.open_ended:
        return work.finish_of(case, step, start, times, set(times))
    if step.id in case.short:
        return short_steps.finish_of(case, step.id, times)
    return timing.finish_of(case, step, start)


def _facts(draft: Draft, step: Step, planned: PlannedStep) -> Iterator[tuple[str, str]]:
    """Yield what the plan says of a step and the rules do not."""
    case = draft.case
    begun = step.id in case.begun
    applied = case.applied.get(step.id)
    rate = timing.load_of(case, step, planned.start)
    hours = ceil(timing.known_hours(step))
    unknown_hours = step.study_hours is not None and not hasattr(step.study_hours, "likely")
    born, state = case.learner.birth_date, case.who(step).state
    aged = step.minimum_age is not None or step.maximum_age is not None
    expected = {
        "title": step.title,
        "kind": step.kind,
        "hours_per_week": Decimal(ceil(rate * 10)) / 10,
        "study_hours": None if unknown_hours else hours,
        "length_unknown": timing.length_unknown(step),
        "under_way": begun,
        "failed": case.failed.get(step.id, ()),
        "apply_by": None if begun or applied else _apply_by(draft, step, planned.start),
        "applied": applied,
        "age_assumed": aged and born is None and not begun,
        "maximum_age": step.maximum_age,
        "term": terms.term_called(case, step, planned.start),
        "state": state if step.id in case.stays else "",
        "state_assumed": bool(step.states) and not state,
        "limits": () if begun else _limits(draft, step, planned),
        "open_ended": step.open_ended,
        "shares_days": step.id in case.short,
        "worked": () if begun else _worked(draft, step),
        "stops": tuple(other for other in step.stops if other in draft.times),
        "not_with": tuple(other for other in step.not_with if other in draft.times),
    }
    for name, value in expected.items():
        stated = getattr(planned, name)
        if stated != value and not (begun and name in ("apply_by", "age_assumed")):
            yield name, f"is {stated}, but by the rules it is {value}"
    if planned.critical != (planned.slack == 0) or planned.slack < 0:
        yield "critical", f"is {planned.critical} with a slack of {planned.slack} days"
    yield from _needs(draft, step, planned)
    yield from _together(draft, step, planned)
    yield from _rules(draft, step, planned)


def _worked(draft: Draft, step: Step) -> tuple[HoursWorked, ...]:
    """Return the hours of work that the step asks for, with their days (rule 18)."""
    needs = list(hours_in(draft.case.requirement(step)))
    found = work.days(draft.case, draft.times, needs)
    return tuple(
        HoursWorked(need.hours, tuple(part.step for part in need.of), found.get(need.key))
        for need in needs
    )


def _apply_by(draft: Draft, step: Step, start: date) -> date | None:
    """Return the day by which to apply, if there is one (rule 6)."""
    case, days = draft.case, [timing.apply_by(step, start)]
    done = {n: day for n, day in work.done(case, draft.times).items() if n != step.id}
    need, first = case.requirement(step), case.first_day
    # Nobody waits for co-requisites: those are met before everything else (rule 19).
    begun = dict.fromkeys({*done, *case.held}, date.min)
    met, sooner = (timing.met_on(case, need, done, day, begun=begun) for day in (first, date.min))
    if step.id in case.begun:
        met = None
    elif case.is_retake(step):
        met = sooner = case.failed[step.id][-1]
    late = met is not None and timing.is_unused(step, met, start)
    waits = timing.told_waits(step) if late else timing.waits_in_turn(step)
    revised = timing.revision_of(step)
    # What counts from the own first day would be met sooner if that were sooner.
    if late or ((waits or revised) and met == first and sooner != met):
        day = start
        for span in reversed(waits):
            day = add(day, -span.likely, span.unit)
        days.append(day)
        days += [add(start, -revised.likely, revised.unit)] if revised else []
    return min((day for day in days if day), default=None)


def _limits(draft: Draft, step: Step, planned: PlannedStep) -> tuple[TimeLimit, ...]:
    """Return by when the step must start or finish for what it is planned with (rule 16)."""
    case, when = draft.case, (planned.start, planned.finish)
    done = {name: finish for name, (_, finish) in draft.times.items() if name != step.id}
    found = []
    for leaf in leaves(case.requirement(step)):
        day = case.held.get(leaf.step) or done.get(leaf.step)
        if leaf.step not in case.held and (day is None or day > planned.start):
            continue
        for limit in case.limits(leaf):
            last = limit.last_day(day or planned.start)
            until = Until.FINISH if limit.to_the_end else Until.START
            if last >= when[limit.to_the_end]:
                found.append(TimeLimit(leaf.step, limit.span, until, last))
    last_start = in_time.approved_until(case, step, done)
    if last_start is not None and step.exam and step.exam.schedule_within:
        found.append(TimeLimit("", step.exam.schedule_within, Until.START, last_start))
    return tuple(dict.fromkeys(found))


def _needs(draft: Draft, step: Step, planned: PlannedStep) -> Iterator[tuple[str, str]]:
    requirement = draft.case.requirement(step)
    done = {name: finish for name, (_, finish) in draft.times.items() if name != step.id}
    when = planned.start, planned.finish
    over, good = set[str](), set[str]()
    for leaf in leaves(requirement):
        (over if is_over(draft.case, leaf, done, when) else good).add(leaf.step)
    if old := set(planned.needs) & (set(over) - good):
        yield "needs", f"names {', '.join(sorted(old))}, which has run out (rule 16)"
    named, owned = set(planned.needs), {*draft.times, *draft.case.held}
    extra = named - (owned & set(steps_in(requirement)))
    if extra and step.id not in draft.case.begun:
        yield "needs", f"names {', '.join(sorted(extra))}, which do not satisfy its requirement"
    elif met(requirement, owned) and not met(requirement, named):
        yield "needs", "does not name all that satisfies its requirement"


def _rules(draft: Draft, step: Step, planned: PlannedStep) -> Iterator[tuple[str, str]]:
    """Yield that a rule for some people is told otherwise than it is for the learner (rule 20)."""
    learner, expected = draft.case.who(step), list[tuple[When, str]]()
    first = personal_rules.first_day_of(step, learner)
    later = first if step.id in draft.case.begun else planned.start
    for rule in step.otherwise:
        now, then = (personal_rules.is_so(rule.when, learner, day) for day in (first, later))
        word = {(True, True): "holds", (True, False): "no-longer", (False, True): "later"}
        kind = "not-known" if now is None else word.get((now, bool(then)))
        expected += [(rule.when, kind)] if kind else []
    if [(one.when, str(one.kind)) for one in planned.rules] != expected:
        yield "rules", f"are not those that hold: {[kind for _, kind in expected]} (rule 20)"


def _together(draft: Draft, step: Step, planned: PlannedStep) -> Iterator[tuple[str, str]]:
    """Yield what is said otherwise of the steps with which one goes together (rule 19)."""
    need = draft.case.requirement(step)
    later = {n for n, (_, finish) in draft.times.items() if finish > planned.start}
    beside = set(corequisites(need)) & later & set(planned.needs)
    same = set(corequisites(need, strict=True)) & set(draft.times)
    for what, expected in (("beside", beside), ("same_day", same)):
        if set(getattr(planned, what)) != expected:
            names = ", ".join(sorted(expected)) or "no step"
            yield what, f"is not what by the rules it is: {names}"


def day_faults(draft: Draft) -> Iterator[Fault]:
    """Yield days with too much study, and a goal that is reached too late."""
    case = draft.case
    for day, load, there in timing.overloads(case, draft.times):
        hours = float(round(load, 2))
        yield Fault(
            f"on {day} the steps under way need {hours:g} hours per week, and there are "
            f"{float(there):g} (rule 5)",
            "steps",
        )
    for day, working, study in timing.overworked(case, draft.times):
        yield Fault(
            f"on {day} the steps under way need {float(working):g} hours of work and "
            f"{float(round(study, 2)):g} of study per week, more than there are (rule 5)",
            "steps",
        )
    for term, count, most in terms.crowded(case, draft.times):
        yield Fault(
            f"in the term from {term} on {float(count):g} credits are begun, more than the "
            f"{float(most):g} that may be (rule 19)",
            "steps",
        )
    for name, other in terms.apart(case, draft.times):
        yield Fault(f"{name} and {other} do not start on the same day (rule 19)", "steps")
    deadline = case.learner.deadline
    if deadline and draft.finish > deadline:
        yield Fault(f"the goal is reached after the deadline {deadline} (rule 8)", "finish")
