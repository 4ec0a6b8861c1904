"""What is given: the pathway, the learner and the goal, with the rules' own words for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property

from attrs import evolve, frozen

from pathplanner.model.history import Held
from pathplanner.model.learner import Learner
from pathplanner.model.limits import seated
from pathplanner.model.moves import Moved
from pathplanner.model.offer import Offer, Taken
from pathplanner.model.pathway import Pathway
from pathplanner.model.requirement import NOTHING, AllOf, Needs, Requirement, steps_in
from pathplanner.model.step import Step
from pathplanner.model.workdays import WorkDays, work_days
from pathplanner.verification import assumptions, moves, running_out
from pathplanner.verification.counting import is_counting, is_reached
from pathplanner.verification.grades import as_held, taken_again
from pathplanner.verification.hours import StudyWeek
from pathplanner.verification.offers import Open, offers_by_id, told_steps
from pathplanner.verification.retakes import again_from, as_left, failed_days
from pathplanner.verification.short_steps import which_are_short

Times = Mapping[str, tuple[date, date]]
"""Start and finish of every planned step; on one day they come in this order."""


@frozen(slots=False)
class Case:
    """One question: how does this learner reach this goal in this pathway?"""

    given: Pathway
    learner: Learner
    goal: tuple[str, ...]
    taken: tuple[Taken, ...] = ()

    again: frozenset[str] = frozenset()
    """What is held and planned again, as its time runs out."""

    moved: tuple[Moved, ...] = ()
    """The local steps that start after a move (rule 24)."""

    @cached_property
    def told(self) -> Pathway:
        """The pathway with what is otherwise in the learner's state or was found out."""
        if self.learner.moves:
            told = moves.as_lived(self.given, self.learner, self.offers, self.stays)
        else:
            told = told_steps(self.given, self.learner, self.offers)
        if not self.learner.seats:
            return told
        return evolve(told, steps=seated(told.steps, self.learner.seats))

    @cached_property
    def offers(self) -> dict[str, Offer]:
        """The offers at which steps are taken, by the steps."""
        return offers_by_id(self.given, self.taken)

    @cached_property
    def stays(self) -> dict[str, int]:
        """The stay of each local step (rule 24)."""
        if not self.learner.moves:
            return {}
        told = moves.stays_in(self.moved, self.learner)
        return {name: told.get(name, 0) for name in moves.local_steps(self.given, self.learner)}

    def who(self, step: Step) -> Learner:
        """Return the learner as they are in the stay of a step (rule 24)."""
        if not self.learner.moves:
            return self.learner
        return moves.who_lived(self.learner, self.stays.get(step.id, 0))

    def taking(self, taken: tuple[Taken, ...], moved: tuple[Moved, ...]) -> Case:
        """Return the same question with steps taken at other offers, or in other stays."""
        if (taken, moved) == (self.taken, self.moved):
            return self
        return evolve(self, taken=taken, moved=moved)

    @cached_property
    def pathway(self) -> Pathway:
        """The pathway with what is left of failed exams, and with all that is assumed."""
        told = self.told
        counted = evolve(
            told,
            steps=tuple(
                assumptions.with_slow_prices(assumptions.with_hours(step), self.week.most_for(step))
                for step in told.steps
            ),
        )
        left, spans = (
            as_left(counted, self.failed, self.begun),
            assumptions.spans_of(told, self.learner),
        )
        return evolve(
            left,
            steps=tuple(
                assumptions.with_waits(
                    self.first_day,
                    spans,
                    evolve(step, before=()) if step.id in self.begun else step,
                    again=self.is_retake(step),
                    learned=assumptions.follows_learning(told, step),
                )
                for step in left.steps
            ),
        )

    def step(self, name: str) -> Step:
        """Return a step of the pathway as it is planned."""
        return self.pathway.by_id[name]

    @cached_property
    def closed(self) -> WorkDays | None:
        """The days on which nothing is open; None where every day is a working day."""
        country = assumptions.country_of(self.given, self.learner)
        if not country or assumptions.every_day_works(self.learner):
            return None
        return work_days(country, self.learner.state)

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices, schools and employers are open on a day (rule 14)."""
        if self.closed is not None and self.learner.moves:
            state = moves.state_of(self.learner, moves.stay_of(self.learner, day))
            there = work_days(assumptions.country_of(self.given, self.learner), state)
            return not there.is_off(day.toordinal())
        return self.closed is None or not self.closed.is_off(day.toordinal())

    def working_day(self, day: date) -> date:
        """Return a day, or the first working day after it."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    @cached_property
    def failed(self) -> dict[str, tuple[date, ...]]:
        """What was tried and not passed, with the days."""
        return failed_days(self.learner)

    @cached_property
    def unwanted(self) -> set[str]:
        """What is avoided, was dropped, was tried too often, or has no seat for the learner."""
        full = {item.step for item in self.learner.seats if not item.days} - set(self.begun)
        over = {
            name
            for name, days in self.failed.items()
            if name not in self.begun
            and name in self.told.by_id
            and running_out.no_more_tries(self.told.by_id[name], days)
        }
        dropped = {item.step for item in self.learner.dropped}
        return {*self.learner.avoid, *dropped, *full, *over}

    def again_from(self, step: Step) -> date | None:
        """Return the day before which the step may not be tried again (rules 11 and 16).

        Nor may it be taken without an offer before the days of all that there are (rule 21).
        """
        if self.given.offers and step.id not in self.offers and step.id not in self.begun:
            last = Open(self.given, self.who(step)).last_day(step.id)
            if last is not None:
                return last + timedelta(days=1)
        tried = self.failed.get(step.id, ())
        rare = None if step.id in self.begun else running_out.next_try_from(step, tried)
        days = [day for day in (again_from(step, tried), rare) if day]
        return max(days, default=None)

    @cached_property
    def short(self) -> frozenset[str]:
        """The steps that may share a day with others (rule 18)."""
        return frozenset(which_are_short(self.told, self.pathway, self.learner, self.begun))

    @property
    def first_day(self) -> date:
        """The plan's first day."""
        return self.learner.start

    @cached_property
    def term_days(self) -> list[date]:
        """The first days of the pathway's terms, in order, sixty years back and forth (rule 19)."""
        terms, now = self.given.terms, self.first_day.year
        days = {one for term in terms for one in term.dates}
        for year in range(now - 60, now + 60):
            days |= {term.starts.in_year(year) for term in terms if term.starts}
        return sorted(days)

    @cached_property
    def week(self) -> StudyWeek:
        """The learner's hours of study a week."""
        return StudyWeek(self.learner)

    @cached_property
    def held(self) -> dict[str, date | None]:
        """What is done before the plan starts, with its day where that is known."""
        kept = self.before.held()
        return {step: since for step, since in kept.items() if step not in self.taken_again}

    @cached_property
    def before(self) -> running_out.Before:
        """What was held before the plan."""
        return running_out.Before(
            self.told,
            self.learner,
            tuple(name for name in self.goal if name in self.told.by_id),
            self.failed,
            frozenset(self.begun),
            self.again,
        )

    @cached_property
    def told_of(self) -> dict[str, Held]:
        """What the learner says of each step that is held."""
        return {one.step: one for one in self.learner.holds if one.step in self.held}

    def limits(self, leaf: Needs) -> list[running_out.Limit]:
        """Return what limits how long what a requirement names counts."""
        if leaf.step in self.held and leaf.step not in self.told_of:
            return []
        return list(running_out.limits(self.told, leaf, self.told_of.get(leaf.step)))

    @cached_property
    def grades(self) -> dict[str, str]:
        """The grades of held steps that are told."""
        waived = {one.step for one in self.learner.overrides if not one.for_}
        return {h.step: h.grade for h in self.learner.holds if h.grade and h.step not in waived}

    @cached_property
    def taken_again(self) -> set[str]:
        """What is held with too low a grade for every way to the goal (rule 17)."""
        if not self.grades:
            return set()
        aside = {o.step for o in self.learner.overrides if not o.for_}
        held = {h.step for h in self.learner.holds} | aside
        wanted = {*self.goal, *self.learner.insist} - held
        begun = {one.step for one in self.learner.under_way} - held
        told = told_steps(self.given, self.learner, {})
        return taken_again(told, wanted, held, begun, self.grades, met)

    @cached_property
    def known_days(self) -> dict[str, date]:
        """The known day of each held step that has one."""
        aside = [o for o in self.learner.overrides if not o.for_]
        decided = {o.step: o.on for o in aside if o.on and o.on <= self.first_day}
        days = {step: since or decided.get(step) for step, since in self.held.items()}
        return {step: day for step, day in days.items() if day}

    def own_first_day(self, step: Step) -> date:
        """Return the day on which the learner applied for a step, or the plan's first day."""
        return self.applied.get(step.id, self.first_day)

    @cached_property
    def applied(self) -> dict[str, date]:
        """What the learner applied for, with the day."""
        return {item.step: item.on for item in self.learner.applied}

    def is_retake(self, step: Step) -> bool:
        """Tell whether only the exam is left of a step (rule 11)."""
        return bool(step.exam and step.id in self.failed and step.id not in self.begun)

    @cached_property
    def begun(self) -> dict[str, date]:
        """What is under way, with the day it was begun; what is held is not under way."""
        held = {one.step for one in self.learner.holds}
        held |= {one.step for one in self.learner.overrides if not one.for_}
        return {u.step: u.begun for u in self.learner.under_way if u.step not in held}

    @cached_property
    def breaks(self) -> tuple[tuple[date, date], ...]:
        """The breaks, sorted, those that touch made one."""
        merged: list[tuple[date, date]] = []
        for start, finish in sorted((b.start, b.finish) for b in self.learner.breaks):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(finish, merged[-1][1]))
            else:
                merged.append((start, finish))
        return tuple(merged)

    def in_break(self, day: date) -> bool:
        """Tell whether `day` is a day without study."""
        return any(start <= day < finish for start, finish in self.breaks)

    def requirement(self, step: Step) -> Requirement:
        """Return what the step requires of this learner (rules 1, 16 and 17)."""
        known = self._requirements.get(step.id)
        if known is None or known[0] is not step:
            known = self._requirements[step.id] = step, self._required(step)
        return known[1]

    @cached_property
    def _requirements(self) -> dict[str, tuple[Step, Requirement]]:
        """What was worked out already: each check of a plan asks for it again."""
        return {}

    def _required(self, step: Step) -> Requirement:
        if step.id in self.begun:
            return NOTHING
        parts = [step.requires, *self.joint.get(step.id, ())]
        if self.learner.recommended:
            parts += [advice.requirement for advice in step.recommends]
        if step.id in self.stays:
            stay, by_id = self.stays[step.id], self.told.by_id
            parts = [
                moves.counting_there(part, self.stays, stay, self.learner, by_id) for part in parts
            ]
        parts += [Needs(name) for name in self.insisted_first.get(step.id, ())]
        need = AllOf(parts) if len(parts) > 1 else parts[0]
        need = as_held(self.given, need, self.grades, self.taken_again)
        return self.before.requirement(step, need, self.told_of)

    @cached_property
    def insisted_first(self) -> Mapping[str, list[str]]:
        """What comes before steps as the learner insists on it (rule 1)."""
        insisted = [name for name in self.learner.insist if name in self.wanted()]
        courses = {name for name in insisted if self.told.by_id[name].kind == "course"}
        found: dict[str, list[str]] = {}
        steps = self.told.steps if insisted else ()
        lived = self._in_each_stay if insisted else {}
        after = {
            name: {name}.union(
                *(steps_in(one.requires) for one in versions),
                *(
                    steps_in(advice.requirement)
                    for one in versions
                    for advice in one.recommends
                    if self.learner.recommended
                ),
            )
            for name, versions in lived.items()
        }
        for step in steps:
            asks = [one.requires for one in lived[step.id]]
            asks += [advice.requirement for one in lived[step.id] for advice in one.recommends]
            together = {name for ask in asks for name in corequisites(ask)}
            names = {leaf.step for ask in asks for leaf in running_out.leaves(ask)}
            is_end = step.id in self.goal and step.id not in self.learner.insist
            if is_end and (step.exam or step.kind == "exam"):
                names |= courses
            for name in sorted(names.intersection(insisted) - together):
                before = {name}
                while more := {one for each in before for one in after[each]} - before:
                    before |= more
                if step.id not in before:
                    after[step.id].add(name)
                    found.setdefault(step.id, []).append(name)
        return found

    @property
    def _in_each_stay(self) -> dict[str, list[Step]]:
        """Each step as it is in this case, and in each stay that it may be begun in (rule 24)."""
        found = {step.id: [step] for step in self.told.steps}
        for there in moves.in_each_stay(self.given, self.learner, self.offers):
            for name in self.stays:
                found[name].append(there.by_id[name])
        return found

    @cached_property
    def joint(self) -> Mapping[str, list[Requirement]]:
        """What the second of two steps waits for that may share only so much (rule 17)."""
        found: dict[str, list[Requirement]] = {}
        for pair in self.given.sharing:
            if set(pair.between) <= self._certain:
                parts: list[Requirement] = []
                for name in pair.between:
                    requires = self.pathway.by_id[name].requires
                    is_list = isinstance(requires, AllOf) and not is_counting(requires)
                    parts += requires.of if isinstance(requires, AllOf) and is_list else [requires]
                joint = AllOf(parts, share_at_most=pair.at_most)
                found.setdefault(pair.between[1], []).append(joint)
        return found

    @cached_property
    def _certain(self) -> set[str]:
        """The steps that every way to the goal takes, by what requires them."""
        found, todo = set[str](), [*self.wanted()]
        while todo:
            name = todo.pop()
            if name in self.held or name in found or name not in self.pathway.by_id:
                continue
            found.add(name)
            requires = self.pathway.by_id[name].requires
            others = {*steps_in(requires), *self.held}
            todo += [one for one in others if not met(requires, others - {one})]
        return found

    def wrong_state(self, step: Step) -> bool:
        """Tell whether the step does not count where the learner lives (rule 8)."""
        state = self.who(step).state
        return bool(step.states and state and state not in step.states)

    def wanted(self) -> set[str]:
        """Return what must be planned on any route: the goal and what is insisted on."""
        return {*self.goal, *self.learner.insist} - set(self.held)

    def reached_on(self, times: Times) -> date | None:
        """Return the day on which all goals are done, what is insisted on included."""
        wanted = self.wanted()
        if not wanted <= set(times):
            return None
        named = {leaf for step in times for leaf in corequisites(self.requirement_of(step))}
        last = wanted | (named & set(times))
        return max([times[step][1] for step in last], default=self.first_day)

    def requirement_of(self, name: str) -> Requirement:
        """Return what a step with an id requires of this learner."""
        return self.requirement(self.pathway.by_id[name])


def corequisites(requirement: Requirement, *, strict: bool = False) -> Iterator[str]:
    """Yield the co-requisites that a requirement names, or only the strict ones (rule 19)."""
    if isinstance(requirement, Needs):
        if requirement.corequisite == "strict" or (requirement.corequisite and not strict):
            yield requirement.step
        return
    for part in requirement.of:
        yield from corequisites(part, strict=strict)


def satisfying(requirement: Requirement, done: set[str]) -> Iterator[str]:
    """Yield the ids in `done` that help to meet the requirement: those in parts that are met."""
    if isinstance(requirement, Needs):
        if requirement.step in done:
            yield requirement.step
        return
    for part in requirement.of:
        if met(part, done):
            yield from satisfying(part, done)


def met(requirement: Requirement, done: Collection[str]) -> bool:
    """Tell whether the steps in `done` meet the requirement."""
    if isinstance(requirement, Needs):
        return requirement.step in done
    if is_counting(requirement):
        return is_reached(requirement, done, met)
    return sum(met(part, done) for part in requirement.of) >= requirement.count
