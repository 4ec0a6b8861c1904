"""Rule 9: the list of dues and renewals; and which held steps count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from pathplanner.errors import Fault
from pathplanner.model.planned import Upkeep
from pathplanner.model.quantity import Estimate
from pathplanner.verification.drafts import Draft
from pathplanner.verification.upkeep import Due, all_upkeep, counting_held

Key = tuple[date, str, str]


def _key(due: Due | Upkeep) -> Key:
    return due.due, due.step, due.kind.value


def _fee(fee: object) -> object:
    return (fee.low, fee.likely, fee.high) if isinstance(fee, Estimate) else fee


def upkeep_faults(draft: Draft) -> Iterator[Fault]:
    """Yield dues and renewals that are missing, too many or wrong."""
    expected = all_upkeep(draft.case, draft.times, draft.finish)
    stated = draft.plan.renewals
    missing = Counter(map(_key, expected)) - Counter(map(_key, stated))
    for day, step, kind in sorted(missing.elements()):
        yield Fault(f"{kind} of {step} on {day} is not listed (rule 9)", "renewals")
    by_key = {_key(due): due for due in expected}
    left = Counter(map(_key, expected))
    for place, upkeep in enumerate(stated):
        path, key = f"renewals[{place}]", _key(upkeep)
        if not left[key]:
            message = f"by the rules no {upkeep.kind.value} of {upkeep.step} is due on {upkeep.due}"
            yield Fault(f"{message} (rule 9)", path)
            continue
        left[key] -= 1
        yield from _wrong(draft, by_key[key], upkeep, path)
    if list(stated) != sorted(stated, key=lambda upkeep: upkeep.due):
        yield Fault("are not sorted by date", "renewals")


def _wrong(draft: Draft, due: Due, upkeep: Upkeep, path: str) -> Iterator[Fault]:
    renewal = draft.case.pathway.by_id[due.step].renewal
    is_renewal = upkeep.kind.value == "renewal"
    grace = renewal.grace.after(due.due) if is_renewal and renewal and renewal.grace else None
    pairs = {
        "fee": (_fee(upkeep.fee), _fee(due.fee)),
        "counted": (upkeep.counted, due.counted),
        "units": (upkeep.units, due.units),
        "late_until": (upkeep.late_until, grace),
    }
    for name, (there, value) in pairs.items():
        if there != value:
            yield Fault(f"is {there}, but by the rules it is {value} (rule 9)", f"{path}.{name}")


def held_faults(draft: Draft) -> Iterator[Fault]:
    """Yield held steps that count and are not listed, and those listed that do not."""
    case = draft.case
    counting = counting_held(case, draft.times)
    listed = [held.id for held in draft.plan.held]
    for step in sorted(counting - set(listed)):
        yield Fault(f"{step} is held and counts, and is not listed", "held")
    for place, held in enumerate(draft.plan.held):
        path = f"held[{place}]"
        if listed.index(held.id) != place:
            yield Fault(f"{held.id} is listed twice", path)
        elif held.id not in case.held:
            yield Fault(f"{held.id} is not held", path)
        elif held.id not in counting and held.id not in case.goal:
            yield Fault(f"{held.id} is held, but nothing in the plan asks for it", path)
        elif held.since != case.held[held.id]:
            yield Fault(f"is {held.since}, but it is held since {case.held[held.id]}", path)
        unplanned = set(held.opens) - set(draft.times)
        if unplanned:
            yield Fault(f"names {', '.join(sorted(unplanned))}, not planned", f"{path}.opens")
