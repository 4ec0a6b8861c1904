"""A request with all that it is about, read and checked: what every answer starts from."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import reduce
from pathlib import Path
from typing import TypeGuard

from attrs import evolve, frozen

from pathplanner.desk.circumstances import with_changes, with_ids, with_office
from pathplanner.desk.naming import Joined, elsewhere, plain_names, with_numbers, without
from pathplanner.desk.offices import OpenOffice, far_away, files_beside, open_office, with_funds
from pathplanner.desk.pathways import (
    Shelf,
    Source,
    default_for,
    files_of_id,
    holders_of,
    in_plain_words,
    name_of,
    of_goals,
    of_plan,
    read_pathways,
    translated,
)
from pathplanner.desk.request import File, Request, quietly
from pathplanner.errors import Fault, Faults, InputError
from pathplanner.formats.bundled import bundled_pathways, bytes_of, is_bundled, new_name
from pathplanner.formats.documents import loaded_learner
from pathplanner.formats.files import files_behind, load_pathway, load_plan
from pathplanner.formats.loaded import Loaded, Places
from pathplanner.formats.local_pay import to_area, with_local_pay
from pathplanner.formats.translations import translation_behind
from pathplanner.model.foreign import languages_of
from pathplanner.model.learner import Learner
from pathplanner.model.own_facts import find_faults as find_own_faults
from pathplanner.model.own_facts import in_future
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan
from pathplanner.model.renaming import with_new_ids
from pathplanner.planning.problem.faults import find_faults

_UNCLEAR = "It is not clear which pathway this is about."
_NAME_IT = (
    "Name one that `pathplanner list` shows, or a file. A learner file can name it with the goal,"
    " such as medical-biller-and-coder/cpc."
)


@frozen
class LearnerFile:
    """A learner file as it was read."""

    name: str
    data: bytes
    loaded: Loaded[Learner]


@frozen
class Case:
    """All that is known before an answer is looked for.

    Attributes:
        request: What was asked, its steps by their ids.
        pathways: The pathways in the language of the answer.
        learner: The person, with what the request changes and the plain ids of steps.
        told: The person as the file or the value has it: some steps name their pathway.
        file: The learner file, if there is one.
        previous: The plan before, in the language of the pathways.
        notes: What the person should know of how the request was understood.
    """

    request: Request
    pathways: Joined
    learner: Learner
    told: Learner
    file: LearnerFile | None
    previous: Plan | None
    notes: tuple[str, ...]

    @property
    def pathway(self) -> Pathway:
        """All pathways as one."""
        return self.pathways.whole

    @property
    def goal(self) -> tuple[str, ...]:
        """The steps to reach."""
        return self.learner.goal or self.pathway.destinations[:1]


def open_case(
    request: Request,
    shelf: Shelf | None = None,
    usual: Sequence[Source] | None = None,
    *,
    about: str = "",
    has_goal: bool = True,
) -> Case:
    """Return a request with all that it is about.

    Args:
        request: What is asked.
        shelf: Pathways that were read for other requests; those read now are added.
        usual: The pathways where the request, a goal and a plan name none; when None, the
            built-in default or the only bundled one that has the steps that are named.
        about: The step that it is about, to say which pathways have it.
        has_goal: False where the goal of the person does not matter.

    Raises:
        InputError: Something is wrong with it, or with what it names; every fault is told.
    """
    faults = Faults()
    office = faults.of(lambda: open_office(request.office)) or open_office(None)
    old = _plan(request.from_plan, faults)
    previous = old if request.previous is request.from_plan else _plan(request.previous, faults)
    file, told = _learner(request, old, faults)
    request = _in_plain_words(request, told, faults)
    sources = _sources(request, told, file, (old, previous), about, faults) or tuple(usual or ())
    if not (sources or old or faults.found) and usual is None:
        sources = _default(request, told, about, faults)
    if not (sources or old) and (told or not faults.found):
        homes = [name for step in (*request.goal, about) if step for name in holders_of(step)]
        known = f"It may be {' or '.join(dict.fromkeys(homes))}. " if homes else ""
        faults.add(_UNCLEAR, "pathways", known + _NAME_IT)
    joined = sources and read_pathways(
        (*sources, *request.others),
        request.language or (old.pathway.language if old else ""),
        _written(told, file),
        {} if shelf is None else shelf,
        request.meanwhile,
        faults,
    )
    if joined:
        kept = told.numbers if told else ()
        request = with_ids(request, joined, previous or old, kept, faults)
    learner = with_changes(told or _nobody(request), request, faults)
    if joined:
        previous = previous and _comparable(previous, request, joined, faults)
        learner, wrong = plain_names(learner, joined.scopes)
        learner = with_new_ids(learner, joined.whole)
        joined, nowhere = _paid_there(joined, learner, shelf)
        learner = _without_others(learner, joined, faults)
        learner = _without_expired(learner, faults)
        strange = [fact for fact in office.value.facts if fact.step not in joined.whole.by_id]
        learner = with_office(learner, office.value, joined.whole)
        learner = with_funds(learner, office.value.funds, joined.whole)
        if office.value.shares:
            said = "Purses and seats of the office are for a caseload; this plan counts on none."
            faults.notes.append(said)
        learner = with_numbers(learner, joined.whole, previous or old)
        goal = learner.goal if has_goal else (joined.whole.steps[0].id,)
        goal = goal or joined.whole.destinations[:1]
        joined = _with_offers(joined, learner, goal, office, old, faults)
        told_of = {fault.path for fault in faults.found}
        found = [*nowhere, *find_faults(joined.whole, learner, goal, None)]
        found = [fault for fault in found if fault.path not in told_of]
        found += in_future(learner.facts, request.today) if request.today else ()
        faults.found += [_placed(fault, request, file, office) for fault in (*wrong, *found)]
        # An office helps with many careers; only what is in none of them is a slip.
        slips = find_own_faults(joined.whole, [one for one in strange if not holders_of(one.step)])
        faults.found += [office.locate(fault) for fault in slips]
    faults.stop()
    if not joined or not told:
        raise AssertionError("what is missing has a fault")
    return Case(request, joined, learner, told, file, previous, tuple(faults.notes))


def _in_plain_words(request: Request, told: Learner | None, faults: Faults) -> Request:
    """Return a request with the names of pathways that it tells in plain words.

    Words that name a goal, too, give it to who has none.

    Raises:
        InputError: It is not clear what words mean.
    """
    has_goal = bool(request.goal or (told is not None and told.goal))
    named = faults.of(lambda: in_plain_words(request.pathways, faults.notes, has_goal=has_goal))
    if named is None:
        faults.stop()
        raise AssertionError("what is unclear has a fault")
    sources, goals = named
    return evolve(request, pathways=sources, goal=request.goal or goals)


def _paid_there(
    joined: Joined, learner: Learner, shelf: Shelf | None
) -> tuple[Joined, Sequence[Fault]]:
    """Return pathways whose jobs pay what they do where a person lives, and what is wrong."""
    faults = Faults()
    # Who moves wants to know what the work pays where they will live.
    living = learner.living(len(learner.moves))
    area = faults.of(lambda: to_area(living.area)) if living.area else None
    places = [place for place in (living.state, area) if place]
    if not places:
        return joined, faults.found
    known = {} if shelf is None else shelf
    name = " ".join((*joined.names, joined.whole.language, *places))
    if name not in known:
        there = reduce(with_local_pay, places, joined.whole)
        known[name] = Loaded(there, Places(name))
    return evolve(joined, whole=known[name].value), faults.found


def opened(request: Request | Case, about: str = "") -> Case:
    """Return the case of a request, or the case that is opened already."""
    return request if isinstance(request, Case) else open_case(request, about=about)


def files_of(request: Request) -> tuple[str, ...]:
    """Return the files that a request names, and those that these use, such as translations.

    What cannot be read is named all the same: it may be fixed while it is watched.
    """
    names = [name_of(one) for one in (*request.pathways, *request.others)]
    languages = [request.language]
    with suppress(InputError):
        names = list(open_case(evolve(request, meanwhile=quietly)).pathways.names)
    plans = (request.from_plan, request.previous)
    for plan in plans:
        with suppress(InputError):
            languages += [load_plan(plan).pathway.language] if _is_file(plan) else []
    found = [file for name in names for file in files_behind(name)]
    for tag in filter(None, languages):
        found += [file for name in names for file in translation_behind(name, tag)]
    told = (request.learner, request.office, *plans)
    read = [os.fspath(one) for one in told if _is_file(one)]
    read += files_beside(request.office) if _is_file(request.office) else ()
    return (*found, *(file for file in read if Path(file).is_file()))


def _is_file(source: object) -> TypeGuard[File]:
    return isinstance(source, str | os.PathLike)


def as_written(case: Case, learner: Learner) -> Learner:
    """Return a learner as the file has it, as one whose steps have their plain ids."""
    plain = with_new_ids(plain_names(learner, case.pathways.scopes)[0], case.pathway)
    return _without_others(plain, case.pathways, Faults())


def _plan(source: Plan | File | None, faults: Faults) -> Plan | None:
    if source is None or isinstance(source, Plan):
        return source
    return faults.of(lambda: load_plan(source))


def _nobody(request: Request) -> Learner:
    return Learner(start=request.today or date(2200, 1, 1))


def _learner(
    request: Request, old: Plan | None, faults: Faults
) -> tuple[LearnerFile | None, Learner | None]:
    """Return the learner file, if there is one, and the person as told; None if it is faulty."""
    who = request.learner
    if who is not None and request.from_plan is not None:
        said = "A learner and a plan both tell of a person."
        faults.add(said, "from_plan", "Give one of them.")
    if isinstance(who, Learner):
        return None, who
    if who is not None:
        file = faults.of(lambda: _file(os.fspath(who), request.today))
        return file, file.loaded.value if file else None
    if request.from_plan is not None:
        return None, evolve(old.learner, goal=old.goal) if old else None
    if request.today is None and request.start is None:
        faults.add("No first day is told.", "start", "Give one, such as 2027-01-04, or today.")
    return None, _nobody(request)


def _file(name: str, today: date | None) -> LearnerFile:
    data = bytes_of(name)
    return LearnerFile(name, data, loaded_learner(data, name, today))


def _sources(
    request: Request,
    told: Learner | None,
    file: LearnerFile | None,
    plans: tuple[Plan | None, Plan | None],
    about: str,
    faults: Faults,
) -> tuple[Source, ...]:
    """Return the pathways that are named, by the request, a plan or a goal; none if unclear."""
    old, previous = plans
    if request.pathways:
        return request.pathways
    if old:
        return of_plan(old) or _lying_by(old, request.from_plan, faults)
    asked = of_goals((*request.goal, about), Path()) or _written(told, file)
    return tuple(asked.values()) or (of_plan(previous) if previous else ())


def _default(
    request: Request, told: Learner | None, about: str, faults: Faults
) -> tuple[Source, ...]:
    """Return the pathway that is meant where none is named, and note which that is."""
    steps = filter(None, (*request.goal, about, *(told.goal if told else ())))
    found = default_for(steps)
    for name in found:
        faults.notes.append(
            f"No pathway is named, so this is {name}. To see the others: pathplanner list"
        )
    return found


def _lying_by(plan: Plan, source: Plan | File | None, faults: Faults) -> tuple[Source, ...]:
    """Return the pathways of a plan, of which some are files where people keep them.

    That is beside the plan, and in the folder in which one works.
    """
    folders = {Path(): None}
    if _is_file(source):
        folders[Path(source).parent] = None
    found: list[Source] = []
    for name in plan.pathway.id.split("+"):
        files = [name] if is_bundled(name) else files_of_id(name, folders)
        found += files
        if not files:
            said = f"The pathway {name!r} of the plan is not a bundled one."
            faults.add(said, "from_plan", "Name its file as PATHWAY.")
        elif len(files) > 1:
            said = f"The pathway {name!r} of the plan may be {' or '.join(files)}."
            faults.add(said, "from_plan", "Name the one as PATHWAY.")
        elif files != [name]:
            faults.notes.append(f"Taken: {files[0]}, the pathway {name!r} of the plan.")
    return tuple(found) if not faults.found else ()


def _written(told: Learner | None, file: LearnerFile | None) -> dict[str, str]:
    """Return the pathways before the goals of a person; files count from that of the person."""
    return of_goals(told.goal if told else (), Path(file.name).parent if file else Path())


def _comparable(previous: Plan, request: Request, joined: Joined, faults: Faults) -> Plan:
    """Return the plan before in the language of the pathways; another one is a fault."""
    before = "+".join(map(new_name, previous.pathway.id.split("+")))
    if before == joined.whole.id:
        own = languages_of(joined.whole.foreign)
        return translated(previous, joined.whole.language, joined.names, own, faults)
    source = request.previous
    what = os.fspath(source) if _is_file(source) else "The plan before"
    said = f"{what} is a plan of the pathway {previous.pathway.id!r}, not of {joined.whole.id!r}."
    faults.add(said, "previous", "Name a plan of the same pathway.")
    return previous


def _without_others(learner: Learner, joined: Joined, faults: Faults) -> Learner:
    """Return a learner without the steps that only other bundled pathways have."""
    strange = set(elsewhere(learner, joined.whole))
    for name in bundled_pathways() if strange else ():
        other = load_pathway(name)
        theirs = {step for step in strange if step.removeprefix(f"{other.id}/") in other.by_id}
        if theirs and name not in joined.names:
            said = ", ".join(sorted(theirs))
            faults.notes.append(f"Set aside: {said}. To count it, plan with {name}, too.")
            learner = without(learner, theirs)
            strange -= theirs
    return learner


def _without_expired(learner: Learner, faults: Faults) -> Learner:
    """Return a learner without what a record says to count until the first day only."""
    since = {held.step: held.since for held in learner.holds}
    over = {
        one.step: one.until
        for one in learner.proofs
        if one.until
        and one.step in since
        and one.until <= learner.start
        # What was done again since then is not what the record is of.
        and (since[one.step] or date.min) < one.until
    }
    for step, until in over.items():
        faults.notes.append(f"Set aside: {step}, for it counts until {until} only.")
    return evolve(learner, holds=tuple(one for one in learner.holds if one.step not in over))


def _with_offers(
    joined: Joined,
    learner: Learner,
    goal: Sequence[str],
    office: OpenOffice,
    old: Plan | None,
    faults: Faults,
) -> Joined:
    """Return pathways with the offers of an office that matter, or those that a plan tells."""
    whole, ends = joined.whole, (*goal, *learner.insist)
    near = faults.of(lambda: office.near(whole, learner, ends)) or ()
    faults.notes += far_away(near, learner, whole)
    for step in sorted(office.steps.keys() - whole.by_id.keys() - whole.new_ids.keys()):
        if not holders_of(step):
            faults.notes.append(
                f"Set aside: the offers of {step!r}, which is a step of no pathway."
            )
    known = {(offer.step, offer.id) for offer in (*whole.offers, *near)}
    told = [one for step in old.steps if step.offer for one in (step.offer, *step.other_offers)
            if step.id in whole.by_id] if old else []  # fmt: skip
    near = (*near, *(one for one in told if (one.step, one.id) not in known))
    return evolve(joined, whole=evolve(whole, offers=(*whole.offers, *near))) if near else joined


def _placed(fault: Fault, request: Request, file: LearnerFile | None, office: OpenOffice) -> Fault:
    """Return a fault with the file of a plan, or the line of a learner file, that told it."""
    if request.says(fault.path):
        return fault
    told = file.loaded.value.facts if file else ()
    is_office = fault.path in {f"facts.{one.path}" for one in office.value.facts}
    if is_office and fault.path not in {f"facts.{one.path}" for one in told}:
        return office.locate(fault)
    if _is_file(request.from_plan):
        return evolve(fault, file=os.fspath(request.from_plan))
    return file.loaded.places.locate(fault) if file else fault
