"""What is to be done for each person of a caseload, and all that their files come from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from pathplanner.desk.allowed import Allowed
from pathplanner.desk.pathways import Source, name_of, of_goals
from pathplanner.desk.request import Request, quietly
from pathplanner.desk.sharing import alone
from pathplanner.formats.bundled import BUNDLED, bytes_of
from pathplanner.formats.files import files_behind, load_learner
from pathplanner.formats.forms.writer import tree_of
from pathplanner.formats.people import Person
from pathplanner.formats.translations import translation_behind
from pathplanner.model.limits import HandOut
from pathplanner.model.office import Office
from pathplanner.model.plan import Plan

_MOVED = ("under_way", "failed", "dropped", "applied")
_DAY_OF = {"under_way": "begun"}


@frozen
class Task:
    """What is done for one person.

    Attributes:
        key: What they are called among the others.
        request: Their plan.
        formats: The renderers that write it, by name.
        options: Options of the renderers, as far as these have them.
        allowed: What they have of what all share; None where nothing is shared.
    """

    key: str
    request: Request
    formats: tuple[str, ...]
    options: Mapping[str, str]
    allowed: Allowed | None = None


Make = Callable[[Plan, Task], tuple[tuple[str, bytes], ...]]
"""Returns the files of a plan: how each name ends, such as `.pdf`, and what is in it."""


@frozen
class Settings:
    """How everybody is planned for, as far as they do not say it themselves.

    Attributes:
        pathways: For those who name none.
        request: What else is asked, such as `today` and `language`.
        formats, options: As of a task.
        versions: Of all that has a part in the files.
        make: Writes the files; a function of a module.
        clock: Tells seconds.
        again: Whether to plan for those, too, for whom nothing has changed.
    """

    pathways: tuple[Source, ...]
    request: Request
    formats: tuple[str, ...]
    options: Mapping[str, str]
    versions: Mapping[str, str]
    make: Make
    clock: Callable[[], float]
    again: bool = False


def day_or_blank(today: date | None) -> str:
    """Return a day as a text; nothing if there is none."""
    return today.isoformat() if today else ""


def task_of(person: Person, settings: Settings) -> Task:
    """Return what is to be done for a person."""
    base, learner = settings.request, person.learner
    own: dict[str, Any] = {"learner": person.source}
    if learner is not None:
        # By a request, steps may be named by their titles, too.
        own = {name: getattr(learner, name) for name in ("goal", "avoid", "insist")}
        for name in _MOVED:
            day = _DAY_OF.get(name, "on")
            own[name] = tuple((one.step, getattr(one, day)) for one in getattr(learner, name))
        own["holds"] = learner.holds
        without: dict[str, Any] = dict.fromkeys(own, ())
        own["learner"] = evolve(learner, **without)
    request = evolve(
        base,
        office=alone(base.office),
        pathways=person.pathways,
        language=person.language or base.language,
        meanwhile=quietly,
        **own,
    )
    options = {"variant": person.variant} if person.variant else {}
    return Task(
        person.key, request, person.formats or settings.formats, {**settings.options, **options}
    )


def pathways_of(person: Person, settings: Settings) -> tuple[str, ...]:
    """Return the pathways that a person is planned on, as far as the sheet tells."""
    if person.learner is None:
        data, today = bytes_of(person.source), settings.request.today
        # One slash stands in its first line. To read every file would take long.
        goals = load_learner(person.source, today).goal if data.count(b"/") > 1 else ()
        home = Path(person.source).parent
    else:
        goals, home = person.learner.goal, Path()
    named = person.pathways or tuple(of_goals(goals, home).values()) or settings.pathways
    return tuple(map(name_of, named))


def inputs_of(person: Person, task: Task, settings: Settings) -> dict[str, Any]:
    """Return all but pathways that the files of a person come from."""
    request = task.request
    who: Any = tree_of(person.learner)
    if person.learner is None:
        data = bytes_of(person.source)
        who = [hashlib.sha256(data).hexdigest(), b"start:" in data or day_or_blank(request.today)]
    return {
        "who": who,
        "key": person.key,
        "language": request.language,
        "effort": request.effort,
        "start": request.start and str(request.start),
        "office": tree_of(_own_office(settings.request.office, task.allowed)),
        "lists": _hashes_of(settings.request.office),
        "allowed": repr(task.allowed) if task.allowed else None,
        "formats": task.formats,
        "options": dict(sorted(task.options.items())),
        "versions": dict(sorted(settings.versions.items())),
    }


def _own_office(office: Any, allowed: Allowed | None) -> Office | None:
    """Return an office with that alone of what all share which touches a person."""
    if not isinstance(office, Office):
        return None
    own = allowed.purses if allowed else {}
    purses = tuple(
        evolve(one, amount=one.amount if one.name in own else 0, people=()) for one in office.purses
    )
    return evolve(office, purses=purses, seats=(), hand_out=HandOut.ORDER)


def _hashes_of(office: Any) -> list[str]:
    """Return the hash of each list of offers of an office."""
    lists = office.offers_from if isinstance(office, Office) else ()
    seen = [(file, Path(file).stat()) for file in lists if Path(file).is_file()]
    return [_hash_of(file, about.st_mtime_ns, about.st_size) for file, about in seen]


@lru_cache(maxsize=8)
def _hash_of(file: str, _: int, __: int) -> str:
    return hashlib.sha256(Path(file).read_bytes()).hexdigest()


def hash_of_facts(names: tuple[str, ...], language: str) -> str:
    """Return the hash of pathways with all that they use, and of those that are bundled."""
    files = [file for name in names for file in files_behind(name)]
    if language:
        files += [file for name in names for file in translation_behind(name, language)]
    found = hashlib.sha256("\n".join(names).encode())
    for name in files:
        found.update(bytes_of(name))
    todo = [resources.files("pathplanner").joinpath(BUNDLED)]
    while todo:
        one = todo.pop()
        if one.is_dir():
            todo += sorted(one.iterdir(), key=lambda inner: inner.name)
        else:
            found.update(one.read_bytes())
    return found.hexdigest()
