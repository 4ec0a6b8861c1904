"""One thing a person does or earns, and every fact a plan needs about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from attrs import Attribute, field, fields, frozen
from attrs.converters import optional

from pathplanner.errors import InputError
from pathplanner.model.codes import in_form
from pathplanner.model.coerce import (
    Word,
    must_be,
    not_blank,
    refused,
    several,
    to_decimal,
    to_text,
    to_texts,
    whole_from,
    yes_or_no,
)
from pathplanner.model.intakes import Intakes
from pathplanner.model.marks import Prose, StepId
from pathplanner.model.price import (
    Cost,
    Dues,
    Renewal,
    to_costs,
)
from pathplanner.model.quantity import (
    Duration,
    Estimate,
    Unknown,
    lasting,
    lasting_some,
    to_estimate,
    to_known_estimate,
)
from pathplanner.model.requirement import NOTHING, Requirement, above_zero, to_requirement
from pathplanner.model.waits import Wait, to_waits
from pathplanner.model.when import When


class Kind(Word):
    """What sort of thing a step is; each names its nearest CTDL class."""

    DIPLOMA = "diploma"
    """High school diploma or equivalent (`ceterms:CredentialComponent`)."""
    PROGRAM = "program"
    """A certificate, diploma or degree program (`ceterms:CredentialComponent`)."""
    COURSE = "course"
    """A single course or exam preparation (`ceterms:CourseComponent`)."""
    EXAM = "exam"
    """A test that is a step by itself (`ceterms:AssessmentComponent`)."""
    CREDENTIAL = "credential"
    """A certification; its exam is part of it (`ceterms:CredentialComponent`)."""
    LICENSE = "license"
    """A license from a state (`ceterms:CredentialComponent`)."""
    MEMBERSHIP = "membership"
    """Membership in a professional body (`ceterms:BasicComponent`)."""
    EXPERIENCE = "experience"
    """Time at work, which takes no study hours (`ceterms:WorkExperienceComponent`)."""
    JOB = "job"
    """A job that one can now hold (`ceterms:JobComponent`)."""
    OTHER = "other"
    """Anything else (`ceterms:BasicComponent`)."""


class Attendance(Word):
    """How a program or a course is attended."""

    FULL_TIME = "full-time"
    """It takes the hours that it takes in every week."""
    PART_TIME = "part-time"
    """It lasts longer for those who have fewer hours a week."""
    SELF_PACED = "self-paced"
    """Nobody teaches it at a given hour; it may begin on any day."""


def _some(_: object, attribute: Attribute[Any], value: Estimate | None) -> None:
    if value is not None and value.low <= 0:
        raise refused(attribute, "must be more than nothing")


def _words(value: str | int) -> str:
    return str(value) if isinstance(value, int) else to_text(value)


@frozen
class FurtherTry:
    """What another attempt at an exam needs.

    Attributes:
        after: After so many failed attempts.
        requires: What must be done after the last of these, before the exam is taken again.
        note, source: As everywhere.
        retake_wait: Time to wait from then on before another attempt, in place of the exam's.
    """

    after: int = field(validator=whole_from(1))
    requires: Requirement = field(default=NOTHING, converter=to_requirement)
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)
    retake_wait: Duration | None = field(default=None, validator=lasting)

    def __attrs_post_init__(self) -> None:
        if self.requires == NOTHING and self.retake_wait is None:
            raise InputError("say what another try needs: requires or retake_wait")


def _further(value: FurtherTry | Iterable[FurtherTry]) -> tuple[FurtherTry, ...]:
    return several(FurtherTry, value)


@frozen
class Exam:
    """Facts about an exam; None or an empty text where a fact was not found.

    Attributes:
        questions: Number of questions, in words if it needs them ("97 scored and 10 not").
        minutes: Time allowed, in minutes.
        pass_mark: Score to pass, in words ("70 percent").
        format: How it is held ("multiple choice, proctored, open code books").
        attempts: Attempts that the price includes.
        retake_wait: Time to wait before another attempt.
        retake_fee: Price of another attempt.
        pass_rate: Percent of first-time takers who pass.
        schedule_within: Time in which to take it once approved.
        most_attempts: How many attempts there are at most.
        attempts_within: The time within which there are so many, where that is not in all.
        further: What another attempt needs after some failed ones.
        note, source: As everywhere.
    """

    questions: Prose = field(default="", converter=_words)
    minutes: int | None = field(default=None, validator=whole_from(1))
    pass_mark: Prose = field(default="", converter=_words)
    format: Prose = ""
    attempts: int | None = field(default=None, validator=whole_from(1))
    retake_wait: Duration | None = field(default=None, validator=lasting)
    retake_fee: Estimate | Unknown | None = field(default=None, converter=optional(to_estimate))
    pass_rate: int | None = field(default=None, validator=whole_from(0))
    schedule_within: Duration | None = field(default=None, validator=lasting)
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)
    most_attempts: int | None = field(default=None, validator=whole_from(1))
    attempts_within: Duration | None = field(default=None, validator=lasting_some)
    further: tuple[FurtherTry, ...] = field(default=(), converter=_further)

    def __attrs_post_init__(self) -> None:
        if self.attempts_within is not None and self.most_attempts is None:
            raise InputError("attempts_within needs most_attempts beside it")


@frozen
class Recommendation:
    """Something an authority advises but does not require.

    Attributes:
        requirement: What is advised.
        by: Who advises it.
        note, source: As everywhere.
    """

    requirement: Requirement = field(converter=to_requirement)
    by: Prose = ""
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)


def _recommendations(
    value: Recommendation | Iterable[Recommendation],
) -> tuple[Recommendation, ...]:
    return several(Recommendation, value)


@frozen
class Otherwise:
    """What of a step is otherwise for some people; what is left out is as for everyone.

    Attributes:
        when: For whom. The other fields are those of a step.
        note, source: As everywhere.
    """

    when: When
    requires: Requirement = field(default=NOTHING, converter=to_requirement)
    waiting: Duration | None = field(default=None, validator=lasting)
    duration: Duration | Unknown | None = field(default=None, validator=lasting)
    study_hours: Estimate | Unknown | None = field(default=None, converter=optional(to_estimate))
    costs: tuple[Cost, ...] = field(default=(), converter=to_costs)
    dues: Dues | None = None
    minimum_age: int | None = field(default=None, validator=whole_from(0, 130))
    maximum_age: int | None = field(default=None, validator=whole_from(0, 130))
    exam: Exam | None = None
    renewal: Renewal | None = None
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)

    def __attrs_post_init__(self) -> None:
        if not self.told:
            raise InputError("say what is otherwise for them, such as duration or costs")

    @property
    def told(self) -> dict[str, Any]:
        """The facts of the step that are otherwise, by their fields."""
        mine = {one.name: getattr(self, one.name) for one in fields(Otherwise)}
        return {
            one.name: mine[one.name]
            for one in fields(Otherwise)
            if one.name not in ("when", "note", "source") and mine[one.name] != one.default
        }


def _otherwise(value: Otherwise | Iterable[Otherwise]) -> tuple[Otherwise, ...]:
    return several(Otherwise, value)


CREDITS = "credits"
"""The unit that the credits of a step are counted in."""


@frozen
class Amount:
    """How much of a unit a step gives, for requirements that ask for a total of it."""

    unit: str = field(converter=to_text, validator=not_blank)
    amount: Decimal = field(converter=to_decimal, validator=above_zero)


def _amounts(
    value: Mapping[str, Decimal | int | float | str] | Amount | Iterable[Amount],
) -> tuple[Amount, ...]:
    if isinstance(value, Mapping):
        value = [Amount(unit, amount) for unit, amount in value.items()]
    return several(Amount, value)


def _is(kind: type[Any]) -> Callable[[object, Any, Any], None]:
    def check(_: object, attribute: Attribute[Any], value: Any) -> None:
        if value is not None:
            must_be(kind, value, field=attribute.name)

    return check


@frozen
class Step:
    """One thing a person does or earns.

    Attributes:
        id: Stable name in lower case with hyphens, unique in the pathway.
        title: What a person calls it.
        kind: What sort of thing it is.
        summary: What it is and what it is for, in a sentence or two.
        stage: The part of the road it belongs to, one of the pathway's stages.
        body: Id of the body that awards or offers it.
        provider: Who offers it, when that is not the body.
        requires: What must be done first.
        recommends: What is advised first.
        waiting: Time to wait after the requirement is met.
        before: What else is waited for before it starts, one after the other; revision is
            done meanwhile.
        after: What is waited for after its last day until it counts as done.
        duration: Calendar span; None when it takes no time of its own, or when it
            follows from `study_hours`; `UNKNOWN` when nobody has found it.
        study_hours: Hours of study in all. With no `duration` the step lasts as long
            as the learner's weekly hours make it.
        credits: Semester credits of a program or a course.
        contact_hours: Hours of lessons in all.
        attendance: How it is attended.
        work_hours: Hours of work a week, of a job or of time at work.
        open_ended: Whether it has no length of its own and goes on as long as hours of work in
            it are asked for; see `Worked`.
        stops: Ids of open-ended steps that stand still while this one runs.
        not_with: Ids of steps that may not run at the same time.
        weekly_hours: Hours of study a week that it takes at most, where it has hours and no
            duration; all that the learner has when None.
        intakes: The only days on which it can start.
        costs: Prices paid for it.
        dues: Price to keep it, from the day it is reached.
        minimum_age: In years, on the day it starts.
        states: States in which it counts, such as `US-TX`; everywhere when empty.
        exam: Facts about its exam.
        renewal: How it is kept.
        valid_for: How long it counts once it is done, if it does not count for ever. With a
            `renewal` it is kept by renewing; without one it must be done again.
        supersedes: Ids of steps that this one replaces and whose renewals it ends.
        occupation: Id (SOC code) of the occupation a job belongs to.
        codes: Its codes in lists, such as `cip:51.0713` or `onet:29-2072.00`.
        pay: Yearly pay that a source states for those who hold this step.
        entry_pay: Yearly pay that a source states for those who begin in this job; else
            that of its occupation counts.
        proof: What one has in hand when it is done.
        url: Where to read more or apply.
        note: What to know about it.
        formerly: Ids that it had before; who did it under one of them has done it.
        source: Ids of the sources for every fact here that names none of its own.
        gives: How much it gives of which units, where its credits do not say it.
        scale: Id of the scale of the pathway on which it is graded, where there are several.
        otherwise: What of it is otherwise for some people; the first that holds counts.
        maximum_age: In years, on the day it starts.
        latest_term: In which of the learner's terms it is begun at the latest, counted from 1.
        shares_days: Whether it begins and ends at an hour, so that several such steps fit in a
            day; it has `study_hours` and nothing that goes by whole days.
        chosen_by: Who must choose the person for it, such as "an employer". It may be planned,
            but nobody can count on it.
    """

    id: str = field(converter=to_text, validator=not_blank)
    title: Prose = field(converter=to_text, validator=not_blank)
    kind: Kind = field(default=Kind.OTHER, converter=Kind)
    summary: Prose = ""
    stage: Prose = ""
    body: str = ""
    provider: Prose = ""
    requires: Requirement = field(default=NOTHING, converter=to_requirement)
    recommends: tuple[Recommendation, ...] = field(default=(), converter=_recommendations)
    waiting: Duration | None = field(default=None, validator=lasting)
    before: tuple[Wait, ...] = field(default=(), converter=to_waits)
    after: tuple[Wait, ...] = field(default=(), converter=to_waits)
    duration: Duration | Unknown | None = field(default=None, validator=lasting)
    study_hours: Estimate | Unknown | None = field(default=None, converter=optional(to_estimate))
    credits: Estimate | Unknown | None = field(default=None, converter=optional(to_estimate))
    contact_hours: Estimate | Unknown | None = field(default=None, converter=optional(to_estimate))
    attendance: Attendance | None = field(default=None, converter=optional(Attendance))
    work_hours: Estimate | Unknown | None = field(default=None, converter=optional(to_estimate))
    intakes: Intakes | None = field(default=None, validator=_is(Intakes))
    costs: tuple[Cost, ...] = field(default=(), converter=to_costs)
    dues: Dues | None = field(default=None, validator=_is(Dues))
    minimum_age: int | None = field(default=None, validator=whole_from(0, 130))
    states: tuple[str, ...] = field(default=(), converter=to_texts)
    exam: Exam | None = field(default=None, validator=_is(Exam))
    renewal: Renewal | None = field(default=None, validator=_is(Renewal))
    supersedes: tuple[StepId, ...] = field(default=(), converter=to_texts)
    occupation: str = ""
    codes: tuple[str, ...] = field(default=(), converter=to_texts, validator=in_form)
    pay: Estimate | None = field(default=None, converter=optional(to_known_estimate))
    proof: Prose = ""
    url: str = ""
    note: Prose = ""
    formerly: tuple[str, ...] = field(default=(), converter=to_texts)
    source: tuple[str, ...] = field(default=(), converter=to_texts)
    entry_pay: Estimate | None = field(default=None, converter=optional(to_known_estimate))
    valid_for: Duration | None = field(default=None, validator=lasting_some)
    weekly_hours: Estimate | None = field(
        default=None, converter=optional(to_known_estimate), validator=_some
    )
    open_ended: bool = field(default=False, validator=yes_or_no)
    stops: tuple[StepId, ...] = field(default=(), converter=to_texts)
    not_with: tuple[StepId, ...] = field(default=(), converter=to_texts)
    gives: tuple[Amount, ...] = field(default=(), converter=_amounts)
    scale: str = ""
    otherwise: tuple[Otherwise, ...] = field(default=(), converter=_otherwise)
    maximum_age: int | None = field(default=None, validator=whole_from(0, 130))
    latest_term: int | None = field(default=None, validator=whole_from(1, 99))
    chosen_by: Prose = ""
    shares_days: bool = field(default=False, validator=yes_or_no)

    def __attrs_post_init__(self) -> None:
        low, high = self.minimum_age, self.maximum_age
        if low is not None and high is not None and low > high:
            raise InputError(f"nobody is {low} or older and {high} or younger")

    @property
    def amounts(self) -> dict[str, Decimal]:
        """How much it gives, by unit; nothing is counted of credits that nobody has found."""
        own = self.credits
        found = {CREDITS: own.likely} if isinstance(own, Estimate) and own.likely > 0 else {}
        return found | {one.unit: one.amount for one in self.gives}


def is_studied(step: Step) -> bool:
    """Tell whether one studies in a step: a program, a course, or known hours of study."""
    hours = step.study_hours
    has_hours = isinstance(hours, Estimate) and hours.likely > 0
    return has_hours or step.kind in (Kind.PROGRAM, Kind.COURSE)
