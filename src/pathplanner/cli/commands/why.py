"""`pathplanner why` and `why-not`: the planner's reasons as answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pathplanner.cli import complete
from pathplanner.cli.question import question_flags, read_question

if TYPE_CHECKING:
    from pathplanner.model.plan import Plan


@click.command(short_help="Say why a step is in the plan, or not.")
@click.argument("step", shell_complete=complete.steps)
@question_flags
@click.pass_context
def why(context: click.Context, /, **given: Any) -> None:
    """Say why STEP is in the best plan, and what was set aside for it.

    STEP is an id, or the number that the step has in the plan.

    If it is not in the plan, say why not, and what the best plan with it would change.
    PATHWAY may be left out with --from, or when the goal of the learner file names it.
    """
    from pathplanner.cli.terminal.guard import DONE
    from pathplanner.document.answers import why_step
    from pathplanner.model.plan import Status

    question = read_question(given)
    made = question.plan()
    step = question.step(given["step"], made)
    learner = question.learner
    told = {one.id for one in made.steps} | {one.step for one in learner.holds}
    told |= {one.step for one in learner.dropped} | set(learner.avoid)
    other = None
    if step not in told and made.status is not Status.IMPOSSIBLE:
        other = question.plan(insist=(*learner.insist, step))
    title = question.pathway.by_id[step].title
    lines = why_step(made, step, title, other)
    planned = any(one.id == step for one in made.steps)
    _print(
        given, title, lines, {"step": step, "planned": planned}, made if other is None else other
    )
    context.exit(DONE)


@click.command("why-not", short_help="Say what stands in the way of a goal.")
@click.argument("goal_asked", metavar="GOAL", shell_complete=complete.steps)
@question_flags
@click.pass_context
def why_not(context: click.Context, /, **given: Any) -> None:
    """Say what stands in the way of GOAL, and which one change would be enough.

    Exit status 1: it cannot be reached with what was told. If nothing stands in the way,
    that is said, with the day and the cost.
    """
    from pathplanner.cli.terminal.guard import DONE, NO_PLAN
    from pathplanner.document.answers import why_not as answer
    from pathplanner.model.plan import Status

    question = read_question(given)
    goal = question.step(given["goal_asked"])
    made = question.plan(goal=(goal,))
    title = question.pathway.by_id[goal].title
    possible = made.status is not Status.IMPOSSIBLE
    _print(given, title, answer(made), {"step": goal, "possible": possible}, made)
    context.exit(DONE if possible else NO_PLAN)


def _print(
    given: Any, title: str, lines: tuple[str, ...], facts: dict[str, Any], plan: Plan
) -> None:
    from pathplanner.cli.terminal.say import head, say

    if given["as_json"]:
        from pathplanner.cli.as_json import plan_in_short, print_json

        whole = {**facts, "title": title, "answer": lines, "plan": plan_in_short(plan)}
        print_json("answer", {"pathway": plan.pathway.id, **whole})
        return
    head(title)
    for line in lines:
        say(line, indent=2)
