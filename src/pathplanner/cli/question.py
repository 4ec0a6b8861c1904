"""A pathway and a person for commands that answer a question about their plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click
from attrs import frozen

from pathplanner.cli import complete
from pathplanner.cli.person import check_steps, many, person_flags, read_pathways, read_person

if TYPE_CHECKING:
    from pathplanner.cli.faults import Faults
    from pathplanner.model.learner import Learner
    from pathplanner.model.pathway import Pathway
    from pathplanner.model.plan import Plan

F = TypeVar("F", bound=Callable[..., Any])

_FLAGS = (
    click.argument("pathway", required=False, shell_complete=complete.pathways),
    many("--goal", metavar="STEP", shell_complete=complete.steps, help="What to reach."),
    click.option(
        "--from", "source", type=click.Path(), metavar="PLAN",
        help="A plan, as PDF or JSON, whose person, goal and pathway it is about.",
    ),
    person_flags,
    many(
        "--with", "others", metavar="PATHWAY", shell_complete=complete.pathways,
        help="Another pathway to plan on.",
    ),
    click.option("--language", metavar="TAG", help="Language of the answer, such as es."),
    click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs."),
)  # fmt: skip


def question_flags(command: F) -> F:
    """Add the flags of `plan` that say what the plan is about."""
    for flag in reversed(_FLAGS):
        command = flag(command)
    return command


@frozen
class Question:
    """What a plan is about.

    Attributes:
        given: The flags.
        names: The pathways as they were named.
        pathway: All of them as one, in the language of the answer.
        learner: The person, with the plain names of steps.
    """

    given: Mapping[str, Any]
    names: tuple[str, ...]
    pathway: Pathway
    learner: Learner

    def plan(self, **changes: Any) -> Plan:
        """Return the best plan for the person, with changed circumstances."""
        from attrs import evolve

        from pathplanner.cli.making import make_plan

        return make_plan(self.pathway, evolve(self.learner, **changes))

    def step(self, name: str, plan: Plan | None = None) -> str:
        """Return the id of a step, which may be named by its number in a plan.

        Raises:
            InputError: There is no such step.
        """
        from pathplanner.cli.numbered import by_number
        from pathplanner.errors import Fault, InputError, did_you_mean

        plain = name.strip().rpartition("/")[2]
        if plain in self.pathway.by_id:
            return plain
        if plan and (numbered := by_number(plain, plan, "Give its id, or a number of the plan.")):
            return numbered
        hint = did_you_mean(name, self.pathway.by_id) or f"See: pathplanner show {self.names[0]}."
        said = f"The pathway {self.pathway.id} has no step {name!r}."
        raise InputError([Fault(said, "STEP", hint)])


def read_question(given: Mapping[str, Any]) -> Question:
    """Return what is asked about.

    Raises:
        InputError: Something is wrong with the input; every fault is named.
    """
    from pathplanner.cli.again import learner_of, read_source
    from pathplanner.cli.faults import Faults
    from pathplanner.cli.scope import in_scope

    faults = Faults()
    source = read_source(given, faults) if given["source"] else None
    learner = read_person(given, faults, learner_of(source) if source else None)
    names = named_pathways(given, learner, source, faults)
    language = given["language"] or (source.pathway.language if source else "")
    pathway = read_pathways(names, faults, language) if names else None
    if pathway is not None:
        learner = in_scope(learner, pathway, names, faults)
        goal = learner.goal or pathway.destinations[:1]
        check_steps(given, pathway, learner, goal, faults)
    faults.stop()
    assert pathway is not None  # noqa: S101 - else there was a fault
    return Question(given, names, pathway, learner)


def named_pathways(
    given: Mapping[str, Any], learner: Learner | None, source: Plan | None, faults: Faults
) -> tuple[str, ...]:
    """Return the pathways: those named, or those of a plan, or of the goal of a learner."""
    from pathplanner.cli.again import UNCLEAR, pathways_of_goal
    from pathplanner.formats.source import bundled_pathways

    known = bundled_pathways()
    if given["pathway"]:
        return (given["pathway"], *given["others"])
    if source and all(name in known for name in source.pathway.id.split("+")):
        return (*source.pathway.id.split("+"), *given["others"])
    if scopes := pathways_of_goal(learner):
        return (*scopes, *given["others"])
    if learner or not faults.found:
        faults.add(*UNCLEAR)
    return ()
