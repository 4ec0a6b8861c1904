"""Files to values and back: the only place that knows syntax."""

from pathplanner.formats.files import (
    bundled_pathways,
    load_learner,
    load_pathway,
    load_plan,
    read_learner,
    read_pathway,
    read_plan,
)
from pathplanner.formats.write import pathway_to_json, plan_to_json

__all__ = [
    "bundled_pathways",
    "load_learner",
    "load_pathway",
    "load_plan",
    "pathway_to_json",
    "plan_to_json",
    "read_learner",
    "read_pathway",
    "read_plan",
]
