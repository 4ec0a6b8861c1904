"""A caseload: everybody of a sheet planned into one folder, with a list of what came of each.

The list is `manifest.jsonl`, one line for each person. A person's files take their places
before the line that tells of them is written, so that a run that was stopped in any way
can be begun again: who has a line, with the same hash of all that went in, is done.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from attrs import asdict, evolve, frozen

from pathplanner.desk.case import open_case
from pathplanner.desk.manifest import MANIFEST, PLANS, Came, Entry, append, entries_of
from pathplanner.desk.many import each
from pathplanner.desk.pathways import Shelf, Source, name_of, of_goals
from pathplanner.desk.plans import plan
from pathplanner.desk.request import Request, quietly
from pathplanner.desk.sharing import Allowed, Shared, Sharer, alone, share, told_of, with_allowed
from pathplanner.desk.tries import Tries, write_shared
from pathplanner.errors import Fault, InputError, OutputError, PathplannerError
from pathplanner.files import only_one, write_bytes_safely, written_together
from pathplanner.formats.files import files_behind, load_learner
from pathplanner.formats.forms.writer import plan_hash, plan_to_json, tree_of
from pathplanner.formats.people import Person, located
from pathplanner.formats.source import BUNDLED, bytes_of
from pathplanner.formats.translations import translation_behind
from pathplanner.model.limits import HandOut
from pathplanner.model.office import Office
from pathplanner.model.plan import Plan, Status
from pathplanner.model.refusal import ReasonKind

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


@frozen
class Result:
    """What came of a person in this run."""

    person: Person
    entry: Entry
    faults: tuple[Fault, ...] = ()
    unchanged: bool = False


@frozen
class _Made:
    """What a worker has made of a task."""

    status: Came
    plan: str
    files: tuple[tuple[str, bytes], ...]
    notes: tuple[str, ...]
    seconds: float
    finish: str
    out_of_pocket: str
    currency: str


@frozen
class _Making:
    """Makes the files of one person; it can be sent to a worker."""

    make: Make
    usual: tuple[Source, ...]
    clock: Callable[[], float]
    office: Office | None

    def __call__(self, task: Task, shelf: Shelf) -> _Made:
        try:
            return self._made(task, shelf)
        except PathplannerError:
            raise
        except Exception as error:
            # A mistake of ours in one plan must not stop those of a thousand others.
            said = f"pathplanner itself failed here: {type(error).__name__}: {error}."
            raise InputError([Fault(said, hint="Please report it, with this row.")]) from error

    def _made(self, task: Task, shelf: Shelf) -> _Made:
        begun = self.clock()
        case = open_case(task.request, shelf, self.usual)
        if task.allowed and self.office:
            case = with_allowed(case, self.office, task.key, task.allowed)
        made = plan(case)
        own = (f"{PLANS}/{task.key}.json", plan_to_json(made).encode())
        files = tuple((task.key + end, data) for end, data in self.make(made, task))
        return _Made(
            _came(made),
            plan_hash(made),
            (own, *files),
            case.notes,
            round(self.clock() - begun, 3),
            made.finish.isoformat() if made.finish else "",
            f"{made.cost.out_of_pocket:f}" if made.steps else "",
            made.cost.currency,
        )


def _came(made: Plan) -> Came:
    if made.status is not Status.IMPOSSIBLE:
        return Came.DONE
    kinds = {reason.kind for reason in made.reasons}
    return Came.UNDECIDED if ReasonKind.UNDECIDED in kinds else Came.IMPOSSIBLE


def run_caseload(
    people: Iterable[Person],
    folder: str | Path,
    settings: Settings,
    workers: int = 1,
    scheduler: str = "",
) -> Iterator[Result]:
    """Yield what came of each person, once all of it is in the folder.

    Whoever has a line in the list of the folder already, and for whom nothing has changed,
    is not planned for again. When all are through, the list has one line for each, in order.

    Args:
        people: The people.
        folder: Where to write; made if it is not there.
        settings: What they have in common.
        workers: Processes of this machine.
        scheduler: Address of a Dask scheduler, whose workers do the work instead; this process
            alone writes the files.

    Raises:
        InputError: There is no scheduler at that address.
        OutputError: The folder cannot be written, or another run is at work there.
        MissingComponent: What a format needs is not installed.
    """
    with _folder(Path(folder)) as place:
        yield from _Run(place, settings, workers, scheduler).go(people)


@contextmanager
def _folder(folder: Path) -> Iterator[Path]:
    try:
        (folder / PLANS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"Cannot write {folder}: {error.strerror or error}.") from error
    with only_one(folder):
        # Of a run that was killed as it wrote.
        for part in (*folder.glob(".*.part"), *(folder / PLANS).glob(".*.part")):
            with suppress(OSError):
                part.unlink()
        yield folder


class _Run:
    """One run in a folder that is ours alone."""

    def __init__(self, folder: Path, settings: Settings, workers: int, scheduler: str) -> None:
        self.folder, self.settings = folder, settings
        self.workers, self.scheduler = workers, scheduler
        self.before = {entry.person: entry for entry in entries_of(folder)}
        self.lines: dict[str, str] = {}
        self.ready: deque[Result] = deque()
        self.working: dict[int, tuple[Person, str]] = {}
        self.handed_out = 0
        self.facts: dict[tuple[str, ...], str] = {}
        told = settings.request.office
        self.office = told if isinstance(told, Office) and told.shares else None
        self.shared = Shared({})

    def go(self, people: Iterable[Person]) -> Iterator[Result]:
        """Yield what came of each person, and then put the list in order."""
        told = self.settings
        making = _Making(told.make, told.pathways, told.clock, self.office)
        if self.office:
            people = tuple(people)
            self.shared = self._share(people, self.office)
        tasks = self._tasks(people)
        spread = each(making, tasks, workers=self.workers, scheduler=self.scheduler, in_order=False)
        for place, made in spread:
            yield from self._settled()
            person, input_ = self.working.pop(place)
            if isinstance(made, _Made):
                yield self._kept_or_locked(person, input_, made)
            else:
                yield self._faulty(person, tuple(located(fault, person) for fault in made))
        yield from self._settled()
        text = "".join(f"{line}\n" for line in self.lines.values())
        write_bytes_safely(self.folder / MANIFEST, text.encode())
        write_shared(self.folder, self.office, self.shared)

    def _share(self, people: Iterable[Person], office: Office) -> Shared:
        """Return what each person gets of what all share."""
        sharers, inputs = [], {}
        for person in people:
            with suppress(InputError):  # it is told when their turn comes
                if not person.faults:
                    task = task_of(person, self.settings)
                    inputs[person.key] = self._hash(person, task)
                    sharers.append(Sharer(person.key, task.request))
        with Tries(self.folder, inputs, self.workers, self.scheduler) as tries:
            return share(sharers, office, self.settings.pathways, tries.spread)

    def _settled(self) -> Iterator[Result]:
        while self.ready:
            yield self.ready.popleft()

    def _tasks(self, people: Iterable[Person]) -> Iterator[Task]:
        """Yield what is to be done; who is settled without a plan is put aside."""
        for person in people:
            self.lines[person.key] = ""  # the list has the order of the people
            if person.faults:
                self.ready.append(self._faulty(person, person.faults))
                continue
            try:
                given = self.shared.given.get(person.key)
                task = task_of(person, self.settings)
                if self.office:
                    task = evolve(task, allowed=given.allowed if given else Allowed())
                input_ = self._hash(person, task)
            except InputError as error:
                faults = tuple(located(fault, person) for fault in error.faults)
                self.ready.append(self._faulty(person, faults))
                continue
            old = self.before.get(person.key)
            if old and not self.settings.again and self._still_holds(old, input_):
                now = evolve(old, name=person.name, source=person.source, row=person.row)
                now = evolve(now, shared=told_of(given) if given else {})
                self.lines[person.key] = now.line()
                self.ready.append(Result(person, now, unchanged=True))
                continue
            self.working[self.handed_out] = person, input_
            self.handed_out += 1
            yield task

    def _hash(self, person: Person, task: Task) -> str:
        """Return the hash of all that the files of a person come from."""
        names, language = _named(person, self.settings), task.request.language
        if (*names, language) not in self.facts:
            self.facts[(*names, language)] = _facts(names, language)
        told = _told(person, task, self.settings) | {"facts": self.facts[(*names, language)]}
        return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()

    def _still_holds(self, old: Entry, input_: str) -> bool:
        """Tell whether a line still says what is so; advice of another day does not."""
        fresh = old.status is Came.DONE or old.day == _day(self.settings.request.today)
        whole = old.files and all((self.folder / name).is_file() for name in old.files)
        return bool(old.input == input_ and old.status is not Came.FAULTY and fresh and whole)

    def _kept_or_locked(self, person: Person, input_: str, made: _Made) -> Result:
        """Keep the files of a person; one that another program holds open stops no other."""
        try:
            return self._kept(person, input_, made)
        except OutputError as error:
            if not isinstance(error.__cause__, PermissionError | IsADirectoryError):
                raise  # a disk that is full is full for everybody
            hint = "Is it open in another program? Close it there, and run this again."
            return self._faulty(person, (Fault(str(error), hint=hint),))

    def _kept(self, person: Person, input_: str, made: _Made) -> Result:
        """Put the files of a person in their places, and then the line that tells of them."""
        entry = Entry(
            person=person.key,
            name=person.name,
            source=person.source,
            row=person.row,
            status=made.status,
            input=input_,
            plan=made.plan,
            files=tuple(name for name, _ in made.files),
            seconds=made.seconds,
            day=_day(self.settings.request.today),
            versions=dict(self.settings.versions),
            notes=made.notes,
            finish=made.finish,
            out_of_pocket=made.out_of_pocket,
            currency=made.currency,
            shared=told_of(given) if (given := self.shared.given.get(person.key)) else {},
        )
        with written_together([(self.folder / name, data) for name, data in made.files]):
            pass
        self._write(entry)
        old = self.before.get(person.key)
        for name in set(old.files if old else ()) - set(entry.files):
            _remove(self.folder, name)
        return Result(person, entry)

    def _faulty(self, person: Person, faults: tuple[Fault, ...]) -> Result:
        """Write down what is wrong; files of a plan before stay, and are told of."""
        old = self.before.get(person.key)
        entry = Entry(
            person=person.key,
            name=person.name,
            source=person.source,
            row=person.row,
            status=Came.FAULTY,
            files=old.files if old else (),
            day=_day(self.settings.request.today),
            versions=dict(self.settings.versions),
            faults=tuple(asdict(fault) for fault in faults),
        )
        self._write(entry)
        return Result(person, entry, faults)

    def _write(self, entry: Entry) -> None:
        self.lines[entry.person] = entry.line()
        append(self.folder, entry)


def _remove(folder: Path, name: str) -> None:
    """Remove a file that an older run made; a name that leads out of the folder is no such."""
    path = folder / name
    if path.resolve().is_relative_to(folder.resolve()):
        with suppress(OSError):
            path.unlink()


def _day(today: date | None) -> str:
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


def _named(person: Person, settings: Settings) -> tuple[str, ...]:
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


def _told(person: Person, task: Task, settings: Settings) -> dict[str, Any]:
    """Return all but pathways that the files of a person come from."""
    request = task.request
    who: Any = tree_of(person.learner)
    if person.learner is None:
        data = bytes_of(person.source)
        who = [hashlib.sha256(data).hexdigest(), b"start:" in data or _day(request.today)]
    return {
        "who": who,
        "key": person.key,
        "language": request.language,
        "effort": request.effort,
        "start": request.start and str(request.start),
        "office": tree_of(_own_office(settings.request.office, task.allowed)),
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


def _facts(names: tuple[str, ...], language: str) -> str:
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
