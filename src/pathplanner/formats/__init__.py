"""Files to values and back: the only place that knows syntax."""

from pathplanner.formats.files import (
    bundled_pathways,
    load_learner,
    load_pathway,
    read_learner,
    read_pathway,
)
from pathplanner.formats.plan import plan_to_json, read_plan

__all__ = [
    "bundled_pathways",
    "load_learner",
    "load_pathway",
    "plan_to_json",
    "read_learner",
    "read_pathway",
    "read_plan",
]
