"""A plan as every command makes it: with what a person sees meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathplanner.model.learner import Learner
    from pathplanner.model.pathway import Pathway
    from pathplanner.model.plan import Plan
    from pathplanner.model.refusal import Change

WORDS = "Looking for the best plan"


def make_plan(pathway: Pathway, learner: Learner, *, effort: int = 0, futures: int = 0) -> Plan:
    """Return the best plan, with a forecast when `futures` are asked for."""
    from pathplanner.cli.terminal.waiting import working
    from pathplanner.planning import plan
    from pathplanner.planning.search.front_search import EFFORT

    with working(WORDS):
        made = from_today(plan(pathway, learner, effort=effort or EFFORT))
    return _with_forecast(made, pathway, futures) if futures and made.steps else made


def _with_forecast(made: Plan, pathway: Pathway, futures: int) -> Plan:
    from attrs import evolve

    from pathplanner.cli.terminal.waiting import working
    from pathplanner.planning.forecast.simulation import forecast

    words = "Simulating futures"
    with working(words, futures) as begin:
        found = forecast(made, pathway, futures, before_each=lambda: begin(words))
    return evolve(made, forecast=found)


def from_today(made: Plan) -> Plan:
    """Return the plan without advice to start on a day that is over."""
    from attrs import evolve

    from pathplanner.cli.clock import today
    from pathplanner.model.refusal import ChangeKind

    def is_over(change: Change) -> bool:
        return change.kind is ChangeKind.START and change.on is not None and change.on < today()

    return evolve(made, changes=tuple(c for c in made.changes if not is_over(c)))
