"""Pathway, learner and goal, put together for planning: only what can matter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from pathplanner.model.learner import Funding, Learner, Prefer
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration
from pathplanner.model.requirement import NOBODY, Corequisite, Needs, Requirement, beside
from pathplanner.model.step import Kind, Step
from pathplanner.model.waits import AssumptionKind, Wait, WaitKind
from pathplanner.model.week import HOURS_OF_LIFE
from pathplanner.planning.problem.grades import Grades
from pathplanner.planning.problem.offers import Ways
from pathplanner.planning.schedule.terms import Terms
from pathplanner.planning.schedule.timing import NEVER, Doors, Pace, Window, after, least_days_of
from pathplanner.planning.schedule.week_hours import WeeksOfStudy
from pathplanner.planning.schedule.when_met import Met, met_on
from pathplanner.planning.schedule.worked import Reckon

if TYPE_CHECKING:
    from pathplanner.planning.money.bills import Bill

CENT = Decimal("0.01")
"""The step in which money is counted, in any currency."""

LESSONS = (Kind.PROGRAM, Kind.COURSE)
"""Kinds of steps that are studied even where no hours are stated."""

UNUSED = 90
"""Days after which what was waited for was not used, as the step has not begun (rule 3)."""
ENDLESS = NEVER**2
"""More hundredths than all that is ever paid, however often and in whatever currency."""


def cents(amount: Decimal) -> int:
    """Return an amount of money as a whole number of hundredths, halves rounded up."""
    return int(amount.quantize(CENT, ROUND_HALF_UP) * 100)


def money(hundredths: int) -> Decimal:
    """Return a whole number of hundredths as an amount of money."""
    amount = Decimal(hundredths) / 100
    return amount.quantize(CENT) if hundredths % 100 else amount.quantize(Decimal(1))


@frozen(eq=False)
class Task:
    """A step as the planner sees it. Days are ordinals, as in `timing`.

    Attributes:
        step: The pathway's step, or what is left of it after a failed exam.
        place: Its place in the pathway, for ties and for the order of payments.
        requires: What must come before it for this learner.
        pace, doors: How long it takes and when it can start.
        earliest: The first day that age and the wait after a failed exam allow.
        since: The day from which it may be waited for, where nothing known comes before it:
            the plan's first day, or the day on which it was applied for.
        begun: The day it was begun, when it is under way.
        hours: Known study hours.
        hours_unknown: Whether there is study in it of which nobody has found the hours.
        length_unknown: Whether nobody has found how long it takes.
        time_open: Whether its time counts as unknown when routes are compared (rule 10).
        failures: How many times it was tried and not passed.
        before, after: What is waited for, with what is assumed.
        assumed: Which of these waits are assumed.
        failed_on: The day of the last failed attempt, where it is an exam that is taken again;
            `earliest` has its waits then.
        latest: The last day on which it may start, by age.
        windows: For what its requirement says of a step: how long that counts, if not for ever.
        approved: How long after its requirement is met it may start at most.
        worked: What it asks of hours of work.
    """

    step: Step
    place: int
    requires: Requirement
    pace: Pace
    doors: Doors
    earliest: int
    since: int
    begun: int | None
    hours: Fraction | int
    hours_unknown: bool
    length_unknown: bool
    time_open: bool
    failures: int = 0
    before: tuple[Wait, ...] = ()
    after: tuple[Wait, ...] = ()
    assumed: tuple[AssumptionKind, ...] = ()
    failed_on: int | None = None
    latest: int = NEVER
    windows: Mapping[Needs, tuple[Window, ...]] = field(factory=dict, repr=False)
    approved: Duration | None = None
    worked: tuple[Reckon, ...] = ()
    # What is asked of a task again and again is looked up once.
    id: str = field(init=False, repr=False)
    """The step's id."""
    told_waits: tuple[Duration, ...] = field(init=False, repr=False)
    """What is told under `before`, but for revision, as far as anybody knows it."""
    waits: tuple[Duration, ...] = field(init=False, repr=False)
    """What is waited for, one after the other, once all that must come before is done."""
    revision: Duration | None = field(init=False, repr=False)
    """What is gone over meanwhile."""
    is_waited: bool = field(init=False, repr=False)
    """Whether there is any of this."""
    met_on: Met = field(init=False, repr=False)
    """Tells on which day what must come before it is done."""
    beside: frozenset[str] = field(init=False, repr=False)
    """Its co-requisites (rule 19)."""
    joined: frozenset[str] = field(init=False, repr=False)
    """Those with which it starts on the same day."""
    begins_on: Met = field(init=False, repr=False)
    """Tells the same as `met_on`, with co-requisites met on the days on which they start."""
    lasting: dict[frozenset[Needs], Met] = field(init=False, repr=False, factory=dict)
    """How to tell when its requirement is met without what has run out."""
    waited: dict[int, int] = field(init=False, repr=False, factory=dict)
    """The day on which all is waited for, by the day from which it counts."""
    openings: dict[int, int] = field(init=False, repr=False, factory=dict)
    """The first day on which it can start, by the day from which it may."""
    least_length: int = field(init=False, repr=False)
    """The least days from its start to its finish."""
    least_days: int = field(init=False, repr=False)
    """The least days from its requirement being met to its finish."""
    is_instant: bool = field(init=False, repr=False)
    """Whether it takes no time of its own."""
    is_kept_up: bool = field(init=False, repr=False)
    """Whether it has dues or renewals."""
    is_bought_cheaper: bool = field(init=False, repr=False)
    """Whether a price of it may be lower."""
    is_kept_alone: bool = field(init=False, repr=False)
    """Whether what is paid to keep it hangs on no step that is held or done."""
    bills: dict[tuple[int, int], list[Bill]] = field(init=False, repr=False, factory=dict)
    """What is paid for it, by the days on which it starts and finishes, if no price may be."""
    upkeep: dict[tuple[int, int], list[Bill]] = field(init=False, repr=False, factory=dict)
    """What is paid to keep it, by its finish and the goal's, if that hangs on no other step."""

    memo: dict[object, Any] = field(init=False, repr=False, factory=dict)
    """What others find out about it once and for all."""

    @id.default  # noqa: A003 - the attribute is called so
    def _id(self) -> str:
        return self.step.id

    @property
    def is_again(self) -> bool:
        """Whether it is an exam that is taken again."""
        return self.failed_on is not None

    @waits.default
    def _waits(self) -> tuple[Duration, ...]:
        first = self.step.waiting
        own = (first,) if isinstance(first, Duration) and self.begun is None else ()
        return (*own, *self.told_waits)

    @told_waits.default
    def _told_waits(self) -> tuple[Duration, ...]:
        told = [wait.span for wait in self.before if wait.kind is not WaitKind.REVISION]
        return () if self.begun is not None else tuple(s for s in told if isinstance(s, Duration))

    @revision.default
    def _revision(self) -> Duration | None:
        if self.begun is not None:
            return None
        told = [wait.span for wait in self.before if wait.kind is WaitKind.REVISION]
        return next((span for span in told if isinstance(span, Duration)), None)

    @is_waited.default
    def _is_waited(self) -> bool:
        return not self.is_again and (bool(self.waits) or self.revision is not None)

    def after_waits(self, met: int) -> int:
        """Return the day on which all is waited for that counts from a day, or NEVER."""
        day = self.waited.get(met)
        if day is None:
            day = met = met if met.denominator == 1 else ceil(met)
            for span in self.waits:
                day = after(span, day)
            if self.revision is not None:
                day = max(day, after(self.revision, met))
            self.waited[met] = day
        return day

    def ready(self, met: int, first: int) -> int:
        """Return the day on which all is waited for that counts from a day, or NEVER (rule 3).

        What would be over long before the plan's `first` day was not used, or the step would be
        under way: who applies, or looks for work, after years does it anew.
        """
        if not self.may_come_later(met, first):
            return self.after_waits(met)
        day = self.since
        for span in self.told_waits:
            day = after(span, day)
        return day if self.revision is None else max(day, after(self.revision, self.since))

    def may_come_later(self, met: int, start: int) -> bool:
        """Tell whether what is told under `before` counts anew, or may until the step starts."""
        is_told = bool(self.told_waits) or self.revision is not None
        return is_told and self.after_waits(met) < start - UNUSED

    def start_from(self, day: int) -> int:
        """Return the first day from `day` on that it can start, or NEVER."""
        start = self.openings.get(day)
        if start is None:
            is_day = day.denominator == 1
            start = self.pace.start(day, self.doors) if is_day else self._at_hour(day)
            start = self.openings[day] = start if start < self.latest + 1 else NEVER
        return start

    def _at_hour(self, hour: int) -> int:
        """Return the first start from an hour on: at that hour only what shares days begins."""
        day = floor(hour)
        if self.pace.by_hour and self.pace.start(day, self.doors) == day:
            return hour
        return self.pace.start(ceil(hour), self.doors)

    @property
    def least_study(self) -> int:
        """The least days that it lasts, without breaks and the waits after it."""
        if self.begun is not None:
            return 0
        pace = self.pace
        if pace.span is None and pace.is_uneven:
            days = pace.alone
        else:
            days = least_days_of(pace.span) if pace.span else pace.days(self.earliest)
        return min(max(days, pace.alone) if pace.stretches else days, NEVER)

    @least_length.default
    def _least_length(self) -> int:
        waits = sum(map(least_days_of, self.pace.afterwards)) if self.begun is None else 0
        return min(self.least_study + waits, NEVER)

    @least_days.default
    def _least_days(self) -> int:
        waits = 0
        if self.is_waited:
            waits = sum(map(least_days_of, self.waits))
            waits = max(waits, least_days_of(self.revision) if self.revision is not None else 0)
        return min(waits + self.least_length, NEVER)

    @met_on.default
    def _met_on(self) -> Met:
        return met_on(self.requires, self.worked)

    @beside.default
    def _beside(self) -> frozenset[str]:
        return beside(self.requires)

    @joined.default
    def _joined(self) -> frozenset[str]:
        return beside(self.requires, Corequisite.STRICT) if self.beside else self.beside

    @begins_on.default
    def _begins_on(self) -> Met:
        return met_on(self.requires, self.worked, begun=True) if self.beside else self.met_on

    @is_instant.default
    def _is_instant(self) -> bool:
        return not (self.pace.takes_time or self.pace.afterwards)

    @is_kept_up.default
    def _is_kept_up(self) -> bool:
        return bool(self.step.dues or self.step.renewal)

    @is_kept_alone.default
    def _is_kept_alone(self) -> bool:
        renewal = self.step.renewal
        options = renewal.options if renewal else ()
        return not (renewal and renewal.counts_from) and not any(o.discounts for o in options)

    @is_bought_cheaper.default
    def _is_bought_cheaper(self) -> bool:
        return any(cost.discounts for cost in self.step.costs)


@frozen
class Week:
    """The hours of a week.

    Attributes:
        study: For study, the most of any week.
        work: For work; None where there are `both` for the two.
        both: For the two together; None where each has its own.
        weeks: The hours for study where they are not always the same.
    """

    study: Fraction
    work: Fraction | None
    both: Fraction | None
    weeks: WeeksOfStudy | None = None

    @classmethod
    def of(cls, learner: Learner, start: date) -> Week:
        """Return the week of a learner from a day on."""
        weeks, work = WeeksOfStudy.of(learner, start), learner.work_hours
        study = weeks.most if weeks else WeeksOfStudy.first(learner, start)
        if work is None:
            return cls(study, None, Fraction(HOURS_OF_LIFE), weeks)
        return cls(study, Fraction(work), None, weeks)

    @property
    def least(self) -> Week:
        """The week with the fewest hours for study."""
        return Week(self.weeks.least, self.work, self.both) if self.weeks else self

    def is_over(self, study: Fraction | int, work: Fraction | int, own: Fraction | int = 0) -> bool:
        """Tell whether so many hours a week are more than there are.

        Args:
            study: Hours of study that steps share.
            work: Hours of work.
            own: Hours of study that steps have of their own.
        """
        if study > self.study:
            return True
        if self.work is not None:
            return work > self.work
        # Study alone may be more than what is for both.
        return self.both is not None and bool(work) and study + own + work > self.both


@frozen(eq=False)
class Problem:
    """All that a plan depends on. Days are ordinals, as in `timing`.

    Attributes:
        pathway, learner: As given.
        goal: The goal's ids, as named.
        targets: The goal's and the insisted ids that are not held.
        prefer: What the best plan is.
        start: The plan's first day.
        last: The last day on which the goal may be reached.
        held: What counts as done, by id, with the day it was finished if known.
        tasks: The steps that can matter and may be taken, in the order in which they
            can come, by id.
        barred: Steps that matter but may not be taken, with `avoid`, `dropped`,
            `seats`, `state` or `tries`.
        place: The place of every step in the pathway.
        held_since: For each held step the day it was finished; -1 when that is not known.
        met_since: For each held step the day from which it meets what requires it.
        undated: The held steps of which that day is not known, so the plan's first stands.
        renewed: For each held step that was renewed, the day on which it last was.
        ran_out: The steps held before that count no more, with the last day on which they did;
            -1 where that is not known. They are planned like all others.
        may_run_out: The held steps of which the time may be over before they are needed.
        again: The held steps that are planned again though they may still count.
        superseders: For each step id, the ids of the steps that supersede it.
        leaves: For each task, the ids in its requirement.
        hours_within: No plan has more steps of unknown study hours, or as many and more
            known hours, than these; None when it does not matter.
        ways: The question as it was asked, and which steps stand for offers.
        pay_within: In every plan a job is done before which no more lengths are unknown,
            or as many and by the day, than these; None when it does not matter.
        grades: What held steps count for by their grades; None where no grade is told.
    """

    pathway: Pathway
    learner: Learner
    goal: tuple[str, ...]
    targets: tuple[str, ...]
    prefer: Prefer
    start: int
    last: int
    held: Mapping[str, date | None]
    tasks: Mapping[str, Task]
    barred: Mapping[str, str]
    place: Mapping[str, int]
    held_since: Mapping[str, int]
    met_since: Mapping[str, int]
    undated: frozenset[str]
    superseders: Mapping[str, tuple[str, ...]]
    leaves: Mapping[str, frozenset[str]]
    renewed: Mapping[str, int] = field(factory=dict)
    ran_out: Mapping[str, int] = field(factory=dict)
    may_run_out: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    hours_within: tuple[int, Fraction | int] | None = None
    pay_within: tuple[int, int] | None = None
    grades: Grades | None = None
    ways: Ways | None = None
    funding: tuple[Funding, ...] = field(init=False, repr=False)
    """The money from others that is sure."""
    wages: Mapping[str, int] = field(init=False, repr=False)
    """What is set aside of the pay of each job each month, in hundredths; rule 7."""
    beside: frozenset[str] = field(init=False, repr=False)
    """The steps that are co-requisites of others; rule 19."""
    is_ringed: bool = field(init=False, repr=False)
    """Whether some of them name each other."""
    terms: Terms | None = field(init=False, repr=False)
    """How many credits may be begun in a term; None where it is no matter."""
    week: Week = field(init=False, repr=False)
    """The hours of the learner's week."""
    reckons: frozenset[str] = field(init=False, repr=False)
    """The keys of the hours of work that are asked for."""

    @funding.default
    def _funding(self) -> tuple[Funding, ...]:
        return tuple(fund for fund in self.learner.funding if fund.is_sure)

    @beside.default
    def _beside(self) -> frozenset[str]:
        found = [task.beside for task in self.tasks.values() if task.beside]
        return NOBODY.union(*found) if found else NOBODY

    @terms.default
    def _terms(self) -> Terms | None:
        return Terms.of(self) if self.pathway.terms else None

    @is_ringed.default
    def _is_ringed(self) -> bool:
        if not self.beside:
            return False
        place = {name: number for number, name in enumerate(self.tasks)}
        return any(
            place.get(other, 0) > place[name]
            for name, task in self.tasks.items()
            for other in task.beside
        )

    @wages.default
    def _wages(self) -> Mapping[str, int]:
        learner, found = self.learner, dict[str, int]()
        if learner.savings is None or not learner.set_aside:
            return found
        for name, task in self.tasks.items():
            is_paid = task.step.kind is Kind.JOB or task.step.open_ended
            if is_paid and (pay := self.pathway.entry_pay(task.step)):
                share = Fraction(pay.likely) * Fraction(learner.set_aside)
                if wage := int(share / 12):  # percent of money is hundredths
                    found[name] = wage
        return found

    def with_grades(self, requirement: Requirement) -> Requirement:
        """Return what a requirement of the pathway comes to with the grades of what is held."""
        return self.grades.asked(requirement) if self.grades else requirement

    @property
    def asked(self) -> tuple[Pathway, Learner, tuple[str, ...]]:
        """The pathway, the learner and the goal as they were given."""
        if self.ways is None:
            return self.pathway, self.learner, self.goal
        return self.ways.given, self.ways.asking, tuple(map(self.ways.plain, self.goal))

    def person(self, name: str) -> Learner:
        """Return the learner as they are where a step is begun."""
        return self.ways.person(name) if self.ways else self.learner

    def is_local(self, name: str) -> bool:
        """Tell whether a step hangs on where the learner lives, who moves."""
        return self.ways is not None and name in self.ways.stays

    def is_twice(self, names: Collection[str]) -> bool:
        """Tell whether some steps have one in them twice: in two places where the person lives."""
        return self.ways is not None and self.ways.is_twice(names)

    @reckons.default
    def _reckons(self) -> frozenset[str]:
        return frozenset(one.key for task in self.tasks.values() for one in task.worked)

    @week.default
    def _week(self) -> Week:
        return Week.of(self.learner, self.learner.start)


def buying(step: Step) -> Iterator[str]:
    """Yield the ids of the steps that make a price of a step lower."""
    for cost in step.costs:
        for discount in cost.discounts:
            yield discount.holding


def renewing(step: Step, superseders: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Yield the ids of the steps that decide when a step is renewed, and for what fee."""
    renewal = step.renewal
    if renewal is None or all(option.fee is None for option in renewal.options):
        return
    for option in renewal.options:
        for discount in option.discounts:
            yield discount.holding
    yield from superseders.get(step.id, ())
    if renewal.counts_from:
        yield renewal.counts_from
