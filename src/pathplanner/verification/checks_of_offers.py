"""Whether steps are planned at offers at which they may be (rule 21)."""

from __future__ import annotations

from collections.abc import Iterator

from pathplanner.errors import Fault
from pathplanner.model.claims import Alternative
from pathplanner.verification.case import Case
from pathplanner.verification.drafts import Draft
from pathplanner.verification.offers import Open


def offer_faults(draft: Draft) -> Iterator[Fault]:
    """Yield the steps that are planned at no offer that they may be planned at."""
    plan, case = draft.plan, draft.case
    for place, step in enumerate(plan.steps):
        if step.id not in case.given.by_id:
            continue
        known = _open_to(case, step.id)
        path, may = f"steps[{place}].offer", known.to(step.id)
        last = known.last_day(step.id)
        if step.offer is None and may and (last is None or step.start <= last):
            yield Fault(f"{step.id} takes none, but there is {may[0].id!r} (rule 21)", path)
        elif step.offer is not None and step.offer not in may:
            yield Fault(f"{step.id} may not be taken at {step.offer.id!r} (rule 21)", path)
        for other in step.other_offers:
            if other == step.offer or other not in may:
                yield Fault(f"{other.id!r} is no other offer of {step.id}", f"{path}s")
    for place, route in enumerate(plan.alternatives):
        yield from _route_faults(case, route, f"alternatives[{place}].offers")
    for place, route in enumerate(plan.claims.could_be_better if plan.claims else ()):
        yield from _route_faults(case, route, f"claims.could_be_better[{place}].offers")


def _open_to(case: Case, name: str) -> Open:
    """Return what is open to the learner where a step is begun."""
    return Open(case.given, case.who(case.given.by_id[name]))


def _route_faults(case: Case, route: Alternative, path: str) -> Iterator[Fault]:
    there = case.taking(route.offers, route.moved)
    named = {one.step: one.offer for one in route.offers}
    for step in route.steps:
        known = _open_to(there, step)
        may = [offer.id for offer in known.to(step)]
        if step not in named and known.last_day(step) is not None:
            continue
        if (may or step in named) and named.get(step) not in may:
            yield Fault(f"{step} may not be taken at {named.get(step)!r} (rule 21)", path)
