"""What a learner says of several careers, for the pathways that are planned on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathplanner.cli.faults import Faults
    from pathplanner.model.learner import Learner
    from pathplanner.model.pathway import Pathway


def in_scope(learner: Learner, pathway: Pathway, names: Sequence[str], faults: Faults) -> Learner:
    """Return a learner who speaks of the steps of a pathway only.

    A step may be named with the id of its pathway before it, as in `baker/bread`. What is
    done or ruled out in another bundled pathway is set aside, and that is said.
    """
    from pathplanner.cli.terminal.say import note
    from pathplanner.formats.files import load_pathway
    from pathplanner.formats.source import bundled_pathways
    from pathplanner.model.scope import elsewhere, plain_names, without

    parts = (load_pathway(name) for name in names)
    learner, wrong = plain_names(learner, parts)
    faults.found.extend(wrong)
    strange = set(elsewhere(learner, pathway))
    for name in bundled_pathways() if strange else ():
        other = load_pathway(name)
        theirs = {step for step in strange if step.removeprefix(f"{other.id}/") in other.by_id}
        if theirs and name not in names:
            said = ", ".join(sorted(theirs))
            note(f"Set aside: {said}. To count it, plan with {name}, too.")
            learner = without(learner, theirs)
            strange -= theirs
    return learner
