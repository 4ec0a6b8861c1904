"""Why a step is in the best plan or not, what stands in the way, and what to ask first."""

from __future__ import annotations

from attrs import frozen

from pathplanner.desk.case import Case, opened
from pathplanner.desk.naming import need_step
from pathplanner.desk.plans import make, plan
from pathplanner.desk.request import Request
from pathplanner.document import answers
from pathplanner.model.plan import Plan, Status


@frozen
class Answer:
    """An answer in sentences.

    Attributes:
        step: Id of the step that was asked about.
        title: Its title.
        sentences: The answer.
        holds: Whether it is so: the step is in the best plan, or the goal can be reached.
        plan: The plan that shows it. For a step that the best plan does not need, the best
            one with it.
    """

    step: str
    title: str
    sentences: tuple[str, ...]
    holds: bool
    plan: Plan


def why(request: Request | Case, step: str) -> Answer:
    """Return why a step is in the best plan; else why not, and what it would change.

    Args:
        request: What the plan is about.
        step: Its id, its title, or the number that it has in that plan.

    Raises:
        InputError: Something is wrong with the request, or there is no such step.
    """
    case = opened(request, about=step)
    made, learner = make(case), case.learner
    step = need_step(step, case.pathways, made, case.told.numbers)
    told = {one.id for one in made.steps} | {one.step for one in learner.holds}
    told |= {one.step for one in learner.dropped} | set(learner.avoid)
    other = None
    if step not in told and made.status is not Status.IMPOSSIBLE:
        other = make(case, insist=(*learner.insist, step))
    title = case.pathway.by_id[step].title
    sentences = answers.why_step(made, step, title, other)
    planned = any(one.id == step for one in made.steps)
    return Answer(step, title, sentences, planned, other or made)


def ask(request: Request | Case) -> Answer:
    """Return the few questions worth asking before a plan is followed.

    They are those of `Plan.questions`, in sentences. `holds` tells whether there are any.

    Raises:
        InputError: Something is wrong with the request.
    """
    made = plan(request)
    goal = made.goal[0]
    sentences = answers.what_to_ask(made)
    return Answer(goal, made.titles[goal], sentences, bool(made.questions), made)


def why_not(request: Request | Case, goal: str) -> Answer:
    """Return what stands in the way of a goal, and which one change would be enough.

    Args:
        request: What the plan is about; its own goal is not looked at.
        goal: The id or the title of a step, or its number in the plan for its own goal.

    Raises:
        InputError: Something is wrong with the request, or there is no such step.
    """
    case = opened(request, about=goal)
    page = case.previous or (make(case) if goal.strip().isdigit() else None)
    step = need_step(goal, case.pathways, page, case.told.numbers)
    made = make(case, goal=(step,))
    title = case.pathway.by_id[step].title
    return Answer(step, title, answers.why_not(made), made.status is not Status.IMPOSSIBLE, made)
