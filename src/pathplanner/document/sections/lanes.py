"""Which lane of the route map each stop stands in, and which lines pass it.

The stops stand one below the other. A line leaves a stop downwards in the stop's own
lane and ends at the last stop that needs it; on its way it branches off to each other
one. This is the way in which version control draws its history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen


@frozen
class Place:
    """Where a stop stands and which lines meet in its row; lanes count from 0.

    Attributes:
        lane: The lane of the stop.
        comes_from: Lanes whose lines end or branch off here, its own among them when
            a line reaches it from straight above.
        passes: Lanes whose lines go by, or go on after they branched off.
        goes_on: True when a line leaves it.
    """

    lane: int
    comes_from: tuple[int, ...] = ()
    passes: tuple[int, ...] = ()
    goes_on: bool = False


def without_detours(needs: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return what each stop needs, without what its other needs need already.

    The keys are in an order in which every stop comes after what it needs. This is the
    transitive reduction of a graph without circles.
    """
    before: dict[str, set[str]] = {}
    kept = {}
    for name, wanted in needs.items():
        before[name] = set(wanted).union(*(before[one] for one in wanted))
        far = set[str]().union(*(before[one] for one in wanted))
        kept[name] = tuple(one for one in wanted if one not in far)
    return kept


def lay_lanes(needs: Mapping[str, Sequence[str]]) -> dict[str, Place]:
    """Return the place of each stop; the keys are in the order of the rows."""
    waiting: dict[str, set[str]] = {name: set() for name in needs}
    for name, wanted in needs.items():
        for one in wanted:
            waiting[one].add(name)
    lines: dict[int, str] = {}  # lane to the stop whose line is in it
    places = {}
    for name, wanted in needs.items():
        reaching = sorted(lane for lane, stop in lines.items() if stop in wanted)
        for one in wanted:
            waiting[one].discard(name)
        ending = [lane for lane in reaching if not waiting[lines[lane]]]
        for lane in ending:
            del lines[lane]
        lane = ending[0] if ending else _first_free(lines)
        passes = tuple(sorted(lines))
        if waiting[name]:
            lines[lane] = name
        places[name] = Place(lane, tuple(reaching), passes, bool(waiting[name]))
    return places


def _first_free(lines: Mapping[int, str]) -> int:
    return next(lane for lane in range(len(lines) + 1) if lane not in lines)
