"""What an assistant may tell each tool: typed arguments, and the request that they make.

The names and meanings are those of the command line's options, so that a question means the
same in both. What is not told is not guessed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    ValidationError,
)

from pathplanner.errors import Fault, InputError, did_you_mean

_MOST_TEXT, _MOST_ITEMS = 500, 100


def _several(value: Any) -> Any:
    """Return a list: one thing alone, or the JSON of a list, is what some assistants send."""
    if not isinstance(value, str):
        return value
    try:
        read = json.loads(value)
    except (ValueError, RecursionError):
        read = None
    return read if isinstance(read, list) else [value] if value else []


def _plainly(value: Any) -> Any:
    """Return a number as a person writes it: 15, not 15.0."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value:.15g}" if is_number else value


Word = Annotated[StrictStr, Field(max_length=_MOST_TEXT)]
Words = Annotated[list[Word], BeforeValidator(_several), Field(max_length=_MOST_ITEMS)]
Number = Annotated[StrictStr | StrictInt | StrictFloat, BeforeValidator(_plainly)]


class Arguments(BaseModel):
    """The arguments of a tool; an unknown one is refused, for it would change nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def told(self) -> dict[str, Any]:
        """Return what was told, by argument; lists as tuples."""
        found = self.model_dump(exclude_unset=True, exclude_none=True)
        return {k: tuple(v) if isinstance(v, list) else v for k, v in found.items()}


class Listing(Arguments):
    """What to look for."""

    words: Word = Field("", description="Words to look for, such as: medical coder, nurse, GED.")
    soc: Word = Field("", description="SOC or O*NET code of an occupation, such as 29-2072.")


class Showing(Arguments):
    """Which pathway, and which step of it."""

    pathway: Word = Field(description="Name of a pathway from `list`, or a file in the folder.")
    step: Word = Field("", description="Id or title of one step, to see all that is known of it.")


class Person(Arguments):
    """A person's circumstances; what is left out is not known and not assumed."""

    learner: Word | None = Field(None, description="A learner file in the folder.")
    start: Word | None = Field(None, description="First day, as 2027-01-04; today if left out.")
    hours: Number | None = Field(None, description="Hours for study each week.")
    have: Words = Field([], description="Steps that are done, each STEP or STEP=DATE.")
    under_way: Words = Field([], description="Steps that are begun, each STEP=DATE.")
    failed: Words = Field([], description="Steps that were not passed, each STEP=DATE.")
    dropped: Words = Field([], description="Steps that were given up, each STEP=DATE.")
    applied: Words = Field([], description="Steps applied for, each STEP=DATE.")
    savings: Number | None = Field(None, description="Money there is at the start.")
    monthly: Number | None = Field(None, description="Money that is added each month.")
    budget: Number | None = Field(None, description="The most that can be paid in all.")
    deadline: Word | None = Field(None, description="The last day to reach the goal.")
    avoid: Words = Field([], description="Steps not to take.")
    insist: Words = Field([], description="Steps to take.")
    state: Word | None = Field(None, description="Where the person lives, such as US-TX.")
    move: Words = Field([], description="States moved to, each STATE=DATE, such as TX=2027-06-01.")
    area: Word | None = Field(None, description="Town or area whose pay counts.")
    work_hours: Number | None = Field(None, description="Hours for work each week.")
    birth_date: Word | None = Field(None, description="For steps with a minimum age.")
    recommended: StrictBool | None = Field(None, description="Take what is only advised, too.")
    prefer: Word | None = Field(
        None, description="fastest, cheapest, balanced, fewest-hours or first-pay."
    )
    fact: Words = Field(
        [], description="What was found out, each PATH=VALUE, such as cpc.costs.exam=425."
    )
    assume: Words = Field(
        [], description="What to count on where no source says, each WHAT=LENGTH or none."
    )
    office: Word | None = Field(None, description="An office file in the folder.")


class Question(Person):
    """A person's circumstances, and on which pathways."""

    pathway: Word | None = Field(
        None, description="Name of a pathway from `list`, or a file in the folder."
    )
    also: Words = Field([], description="More pathways to plan on, too.")
    goal: Words = Field([], description="Ids or titles of the steps to reach.")
    from_plan: Word | None = Field(
        None, description="A plan in the folder, PDF or JSON: its person and goal count."
    )
    language: Word | None = Field(None, description="Language to answer in, such as es.")


class Planning(Question):
    """What to plan."""

    previous: Word | None = Field(
        None, description="The plan before, in the folder, to say what changed."
    )


class Asking(Question):
    """Which step."""

    step: Word = Field(description="Id or title of the step or goal that is asked about.")


class Reaching(Person):
    """On which pathways."""

    pathways: Words = Field([], description="Names of pathways; all that are bundled if empty.")


class Comparing(Question):
    """What to change."""

    what_if: Words = Field(
        [],
        description="Other circumstances, each as hours=20 or start=2027-08-01,budget=3000;"
        " without any, the ways to the goal are compared.",
    )


class Checking(Arguments):
    """What to check."""

    file: Word = Field(description="A pathway, learner or plan file in the folder, or a name.")
    plan: Word | None = Field(None, description="A plan file: does it hold for that pathway?")


class Rendering(Planning):
    """What to write."""

    output: Word = Field(description="Name of the new file in the folder, such as roadmap.pdf.")
    format: Word | None = Field(None, description="Where two formats have that ending, which.")
    option: Words = Field([], description="Options of the format, each NAME=VALUE: paper=a4.")
    name: Word | None = Field(None, description="Whose plan it is, for the page.")


A = TypeVar("A", bound=Arguments)


def read_arguments(kind: type[A], given: Mapping[str, Any]) -> A:
    """Return the arguments of a call.

    Raises:
        InputError: One is unknown, missing or of another type; every fault is told.
    """
    try:
        return kind.model_validate(dict(given))
    except ValidationError as error:
        raise InputError(list(_faults(kind, error))) from None


def _faults(kind: type[Arguments], error: ValidationError) -> Iterator[Fault]:
    seen = set()
    for one in error.errors(include_url=False, include_input=False):
        name = str(one["loc"][0]) if one["loc"] else ""
        if name in seen:
            continue  # each type that an argument may have says that it is not it
        seen.add(name)
        if one["type"] == "extra_forbidden":
            yield Fault("There is no such argument.", name, did_you_mean(name, kind.model_fields))
            continue
        said = "This argument is missing" if one["type"] == "missing" else one["msg"]
        yield Fault(f"{said}.", name, kind.model_fields[name].description or "")
