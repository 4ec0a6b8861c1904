"""Files to values and back: the only place that knows syntax.

Each name is loaded when it is first asked for, as in the facade.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathplanner.formats.archive import with_one_day
    from pathplanner.formats.attached import ATTACHED_PLAN
    from pathplanner.formats.documents import read_learner, read_pathway, read_plan
    from pathplanner.formats.files import load_learner, load_pathway, load_plan
    from pathplanner.formats.forms.writer import pathway_to_json, plan_hash, plan_to_json
    from pathplanner.formats.source import bundled_pathways

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

_HOMES = {
    "archive": "with_one_day",
    "attached": "ATTACHED_PLAN",
    "documents": "read_learner read_pathway read_plan",
    "files": "load_learner load_pathway load_plan",
    "source": "bundled_pathways",
    "forms.writer": "pathway_to_json plan_hash plan_to_json",
}
_HOME = {name: module for module, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """Import a name from its home."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
