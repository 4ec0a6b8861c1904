"""Files to values and back: the only place that knows syntax."""

from pathplanner.formats.archive import with_one_day
from pathplanner.formats.attached import ATTACHED_PLAN
from pathplanner.formats.files import (
    bundled_pathways,
    load_learner,
    load_pathway,
    load_plan,
    read_learner,
    read_pathway,
    read_plan,
)
from pathplanner.formats.write import pathway_to_json, plan_hash, plan_to_json

__all__ = [
    "ATTACHED_PLAN",
    "bundled_pathways",
    "load_learner",
    "load_pathway",
    "load_plan",
    "pathway_to_json",
    "plan_hash",
    "plan_to_json",
    "read_learner",
    "read_pathway",
    "read_plan",
    "with_one_day",
]
