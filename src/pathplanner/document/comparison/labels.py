"""What a plan beside another one is called: what the person would do otherwise, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pathplanner.document.lookup import PlanFacts
from pathplanner.document.sections.changes import choice
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import format_date, format_hours, join_words
from pathplanner.model.plan import Plan


def otherwise(facts: PlanFacts, plan: Plan) -> dict[str, str]:
    """Return what is otherwise in a plan, by the field of the learner.

    Left out is what has no short words, such as a break.

    Args:
        facts: The first plan.
        plan: The other one.
    """
    return dict(_said(facts, plan))


def _said(facts: PlanFacts, plan: Plan) -> Iterator[tuple[str, str]]:
    old, new = facts.plan.learner, plan.learner
    if plan.goal != facts.plan.goal:
        yield "goal", _("reach {goal}").format(goal=PlanFacts(plan).goal)
    if new.start != old.start:
        yield "start", _("start on {day}").format(day=format_date(new.start))
    if new.hours_per_week != old.hours_per_week:
        words = _("study {hours} a week")
        yield "hours_per_week", words.format(hours=format_hours(new.hours_per_week))
    for field, words in (
        ("savings", _("have {amount} at the start")),
        ("monthly", _("add {amount} each month")),
        ("budget", _("pay {amount} at most")),
    ):
        amount = getattr(new, field)
        if amount is not None and amount != getattr(old, field):
            yield field, words.format(amount=facts.money(amount))
    if new.deadline and new.deadline != old.deadline:
        yield "deadline", _("finish by {day}").format(day=format_date(new.deadline))
    if new.prefer != old.prefer:
        yield "prefer", _("look for {choice}").format(choice=choice("prefer", new.prefer))
    if new.state and new.state != old.state:
        yield "state", _("live in {state}").format(state=new.state)
    yield from _steps(facts, plan)


def _steps(facts: PlanFacts, plan: Plan) -> Iterator[tuple[str, str]]:
    titles = {**plan.titles, **facts.plan.titles}

    def more(new: Iterable[str], old: Iterable[str]) -> str:
        known = {*old}
        return join_words([titles.get(one, facts.title(one)) for one in new if one not in known])

    old, new = facts.plan.learner, plan.learner
    for field, words, steps in (
        ("avoid", _("avoid {steps}"), more(new.avoid, old.avoid)),
        ("insist", _("take {steps}"), more(new.insist, old.insist)),
        (
            "holds",
            _("have done {steps}"),
            more((one.step for one in new.holds), (one.step for one in old.holds)),
        ),
    ):
        if steps:
            yield field, words.format(steps=steps)
