"""How long what a requirement names counts (rule 16), for an integer program.

Written from the rules page alone. Of held steps and of `schedule_within` it knows nothing, so it is
asked about cases without these.
"""

from __future__ import annotations

from collections.abc import Iterator

from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration
from pathplanner.model.requirement import Needs


def limits(pathway: Pathway, need: Needs) -> Iterator[tuple[Duration, bool]]:
    """Yield spans after a planned step's finish; the finish must come, too, where that is true."""
    if need.within is not None:
        yield need.within, need.until == "finish"
    named = pathway.by_id[need.step]
    if named.valid_for is not None and named.renewal is None:
        yield named.valid_for, need.current
