"""Plan one person's route from where they are to a credential, a job and beyond.

The pipeline, in one line::

    load_pathway(file) -> Pathway -> plan(pathway, learner, goal) -> Plan -> render(plan) -> bytes

`Pathway.graph` is the pathway as a networkx graph. `verify` checks a plan by the
rules with code that did not make it. `pathplanner.document` turns a plan into words
for those who write a renderer.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathplanner.ctdl import read_ctdl, write_ctdl
    from pathplanner.errors import (
        BrokenRenderer,
        Fault,
        InputError,
        MissingComponent,
        OutputError,
        PathplannerError,
        UnknownRenderer,
    )
    from pathplanner.formats.documents import read_learner, read_pathway, read_plan
    from pathplanner.formats.files import load_learner, load_pathway, load_plan
    from pathplanner.formats.forms.writer import (
        pathway_to_json,
        plan_hash,
        plan_to_json,
        reached_to_json,
    )
    from pathplanner.formats.source import bundled_pathways
    from pathplanner.linting import Finding, Severity, lint
    from pathplanner.model.difference import Cause, Difference, DifferenceKind
    from pathplanner.model.exemption import Exemption
    from pathplanner.model.forecast import Forecast
    from pathplanner.model.intakes import Intakes, MonthDay
    from pathplanner.model.learner import (
        Attempt,
        Break,
        Dropped,
        Funding,
        FundingKind,
        Held,
        Learner,
        Override,
        OverrideKind,
        Prefer,
        UnderWay,
    )
    from pathplanner.model.losses import Fate, Loss, LossReport, Place
    from pathplanner.model.merge import merge
    from pathplanner.model.occupation import Body, Occupation, Outlook, Pay, Share, Topic
    from pathplanner.model.pathway import Pathway
    from pathplanner.model.plan import Plan, Status
    from pathplanner.model.quantity import UNKNOWN, Duration, Estimate, Unit
    from pathplanner.model.reached import Reached
    from pathplanner.model.requirement import AllOf, AnyOf, AtLeast, Needs
    from pathplanner.model.source import Authority, Source
    from pathplanner.model.step import (
        Cost,
        CostKind,
        Discount,
        Dues,
        Exam,
        Kind,
        Recommendation,
        Renewal,
        RenewalOption,
        Step,
    )
    from pathplanner.planning import plan
    from pathplanner.planning.reachable import reach
    from pathplanner.renderers import Renderer, render, renderer_names
    from pathplanner.revision import revise, what_changed
    from pathplanner.verification import verify

__version__ = "0.1.0"

__all__ = [
    "UNKNOWN",
    "AllOf",
    "AnyOf",
    "AtLeast",
    "Attempt",
    "Authority",
    "Body",
    "Break",
    "BrokenRenderer",
    "Cause",
    "Cost",
    "CostKind",
    "Difference",
    "DifferenceKind",
    "Discount",
    "Dropped",
    "Dues",
    "Duration",
    "Estimate",
    "Exam",
    "Exemption",
    "Fate",
    "Fault",
    "Finding",
    "Forecast",
    "Funding",
    "FundingKind",
    "Held",
    "InputError",
    "Intakes",
    "Kind",
    "Learner",
    "Loss",
    "LossReport",
    "MissingComponent",
    "MonthDay",
    "Needs",
    "Occupation",
    "Outlook",
    "OutputError",
    "Override",
    "OverrideKind",
    "PathplannerError",
    "Pathway",
    "Pay",
    "Place",
    "Plan",
    "Prefer",
    "Reached",
    "Recommendation",
    "Renderer",
    "Renewal",
    "RenewalOption",
    "Severity",
    "Share",
    "Source",
    "Status",
    "Step",
    "Topic",
    "UnderWay",
    "Unit",
    "UnknownRenderer",
    "bundled_pathways",
    "lint",
    "load_learner",
    "load_pathway",
    "load_plan",
    "merge",
    "pathway_to_json",
    "plan",
    "plan_hash",
    "plan_to_json",
    "reach",
    "reached_to_json",
    "read_ctdl",
    "read_learner",
    "read_pathway",
    "read_plan",
    "render",
    "renderer_names",
    "revise",
    "verify",
    "what_changed",
    "write_ctdl",
]

# Each name is imported when it is first asked for (PEP 562), so that a command starts
# without what it does not use.
_HOMES = {
    "pathplanner.ctdl": "read_ctdl write_ctdl",
    "pathplanner.errors": (
        "BrokenRenderer Fault InputError MissingComponent OutputError "
        "PathplannerError UnknownRenderer"
    ),
    "pathplanner.formats.documents": "read_learner read_pathway read_plan",
    "pathplanner.formats.files": "load_learner load_pathway load_plan",
    "pathplanner.formats.source": "bundled_pathways",
    "pathplanner.formats.forms.writer": "pathway_to_json plan_hash plan_to_json reached_to_json",
    "pathplanner.linting": "Finding Severity lint",
    "pathplanner.model.difference": "Cause Difference DifferenceKind",
    "pathplanner.model.exemption": "Exemption",
    "pathplanner.model.forecast": "Forecast",
    "pathplanner.model.intakes": "Intakes MonthDay",
    "pathplanner.model.learner": (
        "Attempt Break Dropped Funding FundingKind Held Learner Override OverrideKind "
        "Prefer UnderWay"
    ),
    "pathplanner.model.losses": "Fate Loss LossReport Place",
    "pathplanner.model.merge": "merge",
    "pathplanner.model.occupation": "Body Occupation Outlook Pay Share Topic",
    "pathplanner.model.pathway": "Pathway",
    "pathplanner.model.plan": "Plan Status",
    "pathplanner.model.quantity": "UNKNOWN Duration Estimate Unit",
    "pathplanner.model.reached": "Reached",
    "pathplanner.model.requirement": "AllOf AnyOf AtLeast Needs",
    "pathplanner.model.source": "Authority Source",
    "pathplanner.model.step": (
        "Cost CostKind Discount Dues Exam Kind Recommendation Renewal RenewalOption Step"
    ),
    "pathplanner.planning": "plan",
    "pathplanner.planning.reachable": "reach",
    "pathplanner.renderers": "Renderer render renderer_names",
    "pathplanner.revision": "revise what_changed",
    "pathplanner.verification": "verify",
}
_HOME = {name: module for module, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """Import a public name from its home."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return all public names, imported or not."""
    return sorted({*globals(), *_HOME})
