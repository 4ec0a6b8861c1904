"""A person with other circumstances than those of a file, a plan or a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

from attrs import evolve

from pathplanner.desk.naming import Joined, find_step
from pathplanner.desk.request import Dated, Day, Request
from pathplanner.errors import Fault, Faults, InputError, did_you_mean
from pathplanner.formats.forms import scalars
from pathplanner.formats.forms.scalars import Misread
from pathplanner.formats.forms.waits import NONE
from pathplanner.model.history import Applied, Attempt, Dropped, Held, Numbered, UnderWay
from pathplanner.model.learner import NOT_SURE, SURE, Funding, FundingKind, Learner, Prefer
from pathplanner.model.moves import Move
from pathplanner.model.offer import Choice
from pathplanner.model.office import Office
from pathplanner.model.own_facts import OwnFact, split_path
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan
from pathplanner.model.quantity import Duration, Said
from pathplanner.model.waits import NO_ASSUMPTIONS, AssumptionKind, OwnAssumption

S = TypeVar("S", Held, UnderWay, Attempt, Dropped, Applied)

_HAPPENED = {
    "under_way": "began",
    "failed": "failed",
    "dropped": "was dropped",
    "applied": "was applied for",
}
"""Fields of steps that need a day: what happened on it."""


def _prefer(text: str) -> Prefer:
    if text not in list(Prefer):
        raise Misread(f"There is no preference {text!r}.", did_you_mean(text, Prefer))
    return Prefer(text)


_SINGLE: dict[str, Callable[[str], Any]] = {
    "name": str,
    "start": scalars.day,
    "hours_per_week": scalars.hours_said,
    "savings": scalars.money_said,
    "monthly": scalars.money_said,
    "set_aside": scalars.percent,
    "budget": scalars.money_said,
    "deadline": scalars.day,
    "state": str,
    "birth_date": scalars.day,
    "area": str,
    "work_hours": scalars.hours_said,
    "prefer": _prefer,
    "recommended": scalars.truth,
}
"""Fields with one value, and what reads it from a text."""


def with_ids(
    request: Request,
    pathways: Joined,
    plan: Plan | None,
    numbers: Iterable[Numbered],
    faults: Faults,
) -> Request:
    """Return a request whose steps are named by their ids; a step that nobody knows stays."""

    def known(text: str) -> str:
        return faults.of(lambda: find_step(text, pathways, plan, numbers)) or text

    changes: dict[str, Any] = {
        name: tuple((known(step), day) for step, day in getattr(request, name))
        for name in _HAPPENED
    }
    changes["holds"] = tuple(
        evolve(one, step=known(one.step)) if isinstance(one, Held) else (known(one[0]), one[1])
        for one in request.holds
    )
    changes["offers"] = tuple((known(step), offer) for step, offer in request.offers)
    for name in ("goal", "avoid", "insist"):
        changes[name] = tuple(known(step) for step in getattr(request, name))
    return evolve(request, **changes)


def with_changes(learner: Learner, request: Request, faults: Faults) -> Learner:
    """Return the learner with all that a request says; what is wrong is written down.

    Single values and the goal take the place of those of the learner. Steps that are held,
    under way, failed, dropped, applied for, to avoid or to insist on are added.
    """
    for name, read in _SINGLE.items():
        value = getattr(request, name)
        if value is not None:
            learner = _with_value(learner, name, value, read, faults)
    return _with_steps(
        request,
        evolve(
            learner,
            goal=request.goal or learner.goal,
            avoid=(*learner.avoid, *request.avoid),
            insist=(*learner.insist, *request.insist),
            funding=(*learner.funding, *_funds(request, faults)),
            facts=(*learner.facts, *_facts(request, faults)),
            assumptions=(*learner.assumptions, *_assumptions(request, faults)),
            offers=(*learner.offers, *_choices(request)),
            moves=tuple(_moves(request, faults)) or learner.moves,
        ),
        faults,
    )


def _moves(request: Request, faults: Faults) -> Iterator[Move]:
    """Yield where a person moves; what is no state or no day is written down."""
    for state, day in _days(request.moves, "moves", "is moved to", faults):
        try:
            if day:
                yield Move(day, state)
        except InputError as error:
            faults.add(error.faults[0].message, f"moves.{state}", error.faults[0].hint)


_FUND = re.compile(r"(.*?)[\s:=]+(\$?\s*[0-9][0-9.,]*)(?:\s+([a-z]+))?", re.IGNORECASE)
_KINDS = {
    "wioa": FundingKind.WORKFORCE,
    "workforce": FundingKind.WORKFORCE,
    "scholarship": FundingKind.SCHOLARSHIP,
    "employer": FundingKind.EMPLOYER,
}
"""Words in the name of money from others that say who pays."""


def _funds(request: Request, faults: Faults) -> Iterator[Funding]:
    for one in request.funding:
        found = one if isinstance(one, Funding) else faults.of(lambda: read_fund(one))  # noqa: B023
        if found is not None:
            yield found


def read_fund(text: str) -> Funding:
    """Return money from others as it is typed: `WIOA 3000`, `Pell grant $1,500 applied`.

    Raises:
        InputError: It has no name, no amount, or a third word that does not say how sure it is.
    """
    found = _FUND.fullmatch(text.strip())
    name, amount, status = found.groups() if found else ("", "", "")
    hint = "Write a name, an amount and, if it is not sure, applied, such as WIOA 3000 applied."
    if not name:
        raise InputError([Fault(f"{text!r} does not say who pays how much.", "funding", hint)])
    kinds = [kind for word, kind in _KINDS.items() if word in name.casefold()]
    status = (status or "awarded").lower()
    if status not in SURE | NOT_SURE:
        raise InputError([Fault(f"{status!r} does not say how sure {name} is.", "funding", hint)])
    kind = kinds[0] if kinds else FundingKind.GRANT
    try:
        return Funding(name, scalars.money_said(amount), kind, status=status)
    except Misread as error:
        raise InputError([Fault(error.message, "funding", hint)]) from None
    except ValueError as error:
        raise InputError([Fault(f"{error}.", "funding", hint)]) from None


def _assumptions(request: Request, faults: Faults) -> Iterator[OwnAssumption]:
    hint = "Write what and how long, such as hiring=3 weeks or booking=none; or none alone."
    for what, span in request.assumptions:
        if span is None and what.strip().lower() == NONE:
            yield from NO_ASSUMPTIONS
        elif what not in list(AssumptionKind):
            faults.add(
                f"{what!r} is not assumed.", "assumptions", did_you_mean(what, AssumptionKind)
            )
        elif span is None:
            faults.add(f"{what!r} has no length.", "assumptions", hint)
        else:
            found = faults.of(lambda: _assumption(what, span))  # noqa: B023
            if found is not None:
                yield found


def _assumption(what: str, span: Any) -> OwnAssumption:
    if not isinstance(span, str):
        return OwnAssumption(AssumptionKind(what), span)
    if span.strip().lower() == NONE:
        return OwnAssumption(AssumptionKind(what))
    try:
        low, high, unit = scalars.span(span.strip())
        return OwnAssumption(AssumptionKind(what), Duration.between(low, high, unit))
    except Misread as error:
        raise InputError([Fault(error.message, f"assumptions.{what}", error.hint)]) from None


def _choices(request: Request) -> Iterator[Choice]:
    for step, offer in request.offers:
        yield Choice(step, str(offer))


def _facts(request: Request, faults: Faults) -> Iterator[OwnFact]:
    for path, value in request.facts:
        found = faults.of(lambda: read_fact(path, value))  # noqa: B023
        if found is not None:
            yield found


def read_fact(path: str, value: Any, said: Said = Said()) -> OwnFact:  # noqa: B008 - frozen
    """Return what was found out, whose value may be written as in a file.

    Raises:
        InputError: The path names nothing of a step, or the value is none.
    """
    step, fact = split_path(path.strip())
    if not step or not fact:
        hint = "Write the step and what of it, such as cpc.costs.exam=425."
        raise InputError([Fault(f"{path!r} names no fact of a step.", "facts", hint)])
    try:
        told, currency = scalars.own_value(value.strip()) if isinstance(value, str) else (value, "")
        return OwnFact(step, fact, told, said, currency)
    except Misread as error:
        message, hint = error.message, error.hint
        is_amount = fact.partition(".")[0] in ("costs", "dues", "study_hours")
        if is_amount and not re.search("[0-9]", value):
            message, hint = f"{value!r} is not a number.", scalars.AMOUNT_HINT
        raise InputError([Fault(message, f"facts.{path}", hint)]) from None


def with_office(learner: Learner, office: Office, pathway: Pathway) -> Learner:
    """Return the learner with what an office found out or assumes and they did not say."""
    own = {fact.path for fact in learner.facts}
    more = [
        evolve(one, of_office=True)
        for one in office.facts
        if one.path not in own and one.step in pathway.by_id
    ]
    assumed = {one.what for one in learner.assumptions}
    others = [one for one in office.assumptions if one.what not in assumed]
    return evolve(
        learner,
        facts=(*learner.facts, *more),
        assumptions=(*learner.assumptions, *others),
        support=learner.support.with_rest(office.support),
    )


def _with_value(
    learner: Learner, name: str, value: Any, read: Callable[[str], Any], faults: Faults
) -> Learner:
    try:
        found = read(value.strip()) if isinstance(value, str) else value
        return evolve(learner, **{name: found})
    except Misread as error:
        faults.add(error.message, name, error.hint)
    except ValueError as error:
        message = str(error).removeprefix(name).lstrip(": ")
        faults.add(f"{message[:1].upper()}{message[1:]}.", name)
    return learner


def _with_steps(request: Request, learner: Learner, faults: Faults) -> Learner:
    """Return the learner with what became of steps; the request wins over what was said."""
    held = {one.step: one for one in _held(request, faults)}
    dated = {
        name: list(_days(getattr(request, name), name, what, faults))
        for name, what in _HAPPENED.items()
    }
    begun, failed, dropped, _ = ({step for step, _ in found} for found in dated.values())
    for step in sorted(set(held) & begun):
        faults.add(f"{step!r} cannot be both done and under way.", "under_way", "Choose one.")

    def kept(old: Iterable[S], *settled: Iterable[str]) -> list[S]:
        return [one for one in old if one.step not in {step for names in settled for step in names}]

    return evolve(
        learner,
        holds=(
            *kept(learner.holds, begun, failed, dropped),
            *held.values(),
        ),
        under_way=(
            *kept(learner.under_way, held, begun, failed, dropped),
            *(UnderWay(step, day) for step, day in dated["under_way"] if day),
        ),
        failed=(
            *kept(learner.failed, held),
            *(Attempt(step, day) for step, day in dated["failed"] if day),
        ),
        dropped=(
            *kept(learner.dropped, held, begun),
            *(Dropped(step, day) for step, day in dated["dropped"] if day),
        ),
        applied=(
            *learner.applied,
            *(Applied(step, day) for step, day in dated["applied"] if day),
        ),
    )


def _held(request: Request, faults: Faults) -> Iterator[Held]:
    for one in request.holds:
        if isinstance(one, Held):
            yield one
        else:
            yield from (Held(*pair) for pair in _days((one,), "holds", "", faults))


_MORE = re.compile(r"\s*:\s*(grade|renewed)\s*=\s*([^:]*)", re.IGNORECASE)


def read_held(text: str) -> tuple[str, Day | None] | Held:
    """Return what is done as it is typed: `cpc`, `cpc=2027-01-04`, `algebra:grade=B`.

    Raises:
        InputError: What stands behind it is no day, or the days do not go together.
    """
    more = {name.lower(): value.strip() for name, value in _MORE.findall(text)}
    step, equals, day = _MORE.sub("", text).partition("=")
    step = step.strip()
    if not more:
        return step, day if equals else None
    for name, value in more.items():
        if not value:
            hint = f"Write such as {step}:grade=B or {step}:renewed=2027-01-04."
            raise InputError([Fault(f"The {name} of {step!r} is missing.", "holds", hint)])
    path = f"holds.{step}"
    since = read_day(day, path) if equals else None
    renewed = read_day(more["renewed"], path) if "renewed" in more else None
    try:
        return Held(step, since, renewed, grade=more.get("grade", ""))
    except ValueError as error:
        said = str(error)
        raise InputError([Fault(f"{said[:1].upper()}{said[1:]}.", path)]) from None


def _days(
    steps: Dated, name: str, needed: str, faults: Faults
) -> Iterator[tuple[str, date | None]]:
    """Yield steps with their days; a day that is wrong or needed is written down."""
    for step, day in steps:
        if day is None and needed:
            hint = f"Give it, as in {step}=2027-01-04."
            faults.add(f"{step!r} has no day on which it {needed}.", name, hint)
            continue
        found = faults.of(lambda: read_day(day, f"{name}.{step}")) if day is not None else None  # noqa: B023
        if found is not None or not needed:
            yield step, found


def read_day(day: date | str, path: str) -> date:
    """Return a day that may be written as a text such as `2027-01-04`.

    Raises:
        InputError: It is not a day; the fault has that path.
    """
    try:
        return scalars.day(day.strip()) if isinstance(day, str) else day
    except Misread as error:
        raise InputError([Fault(error.message, path, error.hint)]) from None
