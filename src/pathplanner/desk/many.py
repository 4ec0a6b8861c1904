"""Many people in one go: each is planned by itself, and what is wrong with one stops no other.

With several workers the work is spread over processes of this machine, and with a scheduler
over those of a cluster. What they share, such as pathways, each of them reads once. Only so
many people are handed out as keep the workers busy, so that ten thousand take no more memory
than a hundred.
"""

from __future__ import annotations

import gc
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import islice
from multiprocessing import get_context, parent_process
from os import PathLike, _exit
from pathlib import Path
from threading import Thread
from typing import Any, Generic, TypeVar

from attrs import evolve, field, frozen

from pathplanner.desk.allowed import Allowed, Sharer, with_allowed
from pathplanner.desk.case import open_case
from pathplanner.desk.offices import read_office
from pathplanner.desk.pathways import Shelf, Source
from pathplanner.desk.plans import plan
from pathplanner.desk.request import Request, quietly
from pathplanner.desk.sharing import Given, alone, share
from pathplanner.errors import (
    Fault,
    InputError,
    MissingComponent,
    PathplannerError,
    needs_extra,
)
from pathplanner.formats.people import file_name
from pathplanner.model.learner import Learner
from pathplanner.model.office import Office
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan

T = TypeVar("T")
R = TypeVar("R")

Work = Callable[[T, Shelf], R]
"""What is done for one person, with the pathways that were read before. With several
workers it must be a function of a module, or a `partial` of one."""

_AHEAD = 3
"""So many people are handed out for each worker."""

_shelf: Shelf = {}
"""The pathways that this process has read, where it is a worker."""


@frozen
class Outcome:
    """What came of one person.

    Attributes:
        place: Their place among the people, from 0.
        plan: The plan; None where there are faults.
        faults: What is wrong with what was told of them.
        notes: What should be known of how it was understood.
        given: What they got of what all share; None where nothing is shared.
    """

    place: int
    plan: Plan | None = None
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    given: Given | None = None


@frozen
class _Asked:
    """How every person is planned for, as far as they do not say it themselves."""

    usual: tuple[Source, ...]
    request: Request = field(factory=Request)

    def of(self, person: Request | Learner | str | PathLike[str]) -> Request:
        if isinstance(person, Request):
            return person
        return evolve(self.request, learner=person)


def plan_many(
    people: Iterable[Request | Learner | str | PathLike[str]],
    pathways: Source | Iterable[Source] = (),
    *,
    workers: int = 1,
    scheduler: str = "",
    in_order: bool = True,
    request: Request | None = None,
) -> Iterator[Outcome]:
    """Yield the plan of each person as it is made; pathways are read once.

    What is wrong with a person is a value, and the others go on. People may come from a
    generator: they are asked for as they are needed. Where the office of the request has
    purses or seats, all are asked for at first, and what is shared is handed out among them.

    Args:
        people: Learners, learner files or whole requests.
        pathways: For those who name none; a name, a file, a value or several.
        workers: Processes of this machine. With more than one, a program must protect its
            own start by `if __name__ == "__main__":`.
        scheduler: Address of a Dask scheduler, such as `tcp://10.0.0.5:8786`, whose workers
            do the work instead; they must see the same files.
        in_order: Whether to yield them in the order of the people. As they are ready is sooner.
        request: What else is asked of every learner, such as `today` and `language`.

    Raises:
        ValueError: There is not at least one worker.
        InputError: There is no scheduler at that address.
        MissingComponent: Dask is not installed.
    """
    one = isinstance(pathways, Pathway | str | PathLike)
    usual: Any = (pathways,) if one else tuple(pathways)  # type: ignore[arg-type]
    asked = _Asked(usual, request or Request())
    spread = partial(each, workers=workers, scheduler=scheduler, in_order=in_order)
    office, given = _office_of(asked.request), dict[str, Given]()
    requests: Iterator[tuple[str, Request]]
    requests = ((str(place), asked.of(person)) for place, person in enumerate(people))
    if office:
        asked = evolve(asked, request=evolve(asked.request, office=office))
        sharers = _sharers(people, asked)
        given = dict(share(sharers, office, usual, spread).given)
        requests = iter([(one.key, one.request) for one in sharers])
    keys: dict[int, str] = {}

    def tasks() -> Iterator[tuple[Request, str, Allowed | None]]:
        for place, (key, one) in enumerate(requests):
            keys[place] = key
            had = given[key].allowed if key in given else Allowed()
            yield one, key, had if office else None

    for place, found in spread(_Planned(usual, office), tasks()):
        told = given.get(keys.pop(place))
        yield (
            evolve(found, place=place, given=told)
            if isinstance(found, Outcome)
            else Outcome(place, None, found)
        )


def _office_of(request: Request) -> Office | None:
    """Return the office of a request where all share something; else None."""
    office = read_office(request.office)
    return office if office.shares else None


def _sharers(people: Iterable[Any], asked: _Asked) -> list[Sharer]:
    """Return those who share, each called by their name or that of their file."""
    found: dict[str, Sharer] = {}
    for person in people:
        request = asked.of(person)
        who = request.learner
        name = who.name if isinstance(who, Learner) else Path(who).stem if who else ""
        key = file_name(name) or "person"
        count = 1
        while (own := key if count == 1 else f"{key}-{count}") in found:
            count += 1
        found[own] = Sharer(own, evolve(request, office=alone(request.office), meanwhile=quietly))
    return list(found.values())


@frozen
class _Planned:
    """Plans for one person; it can be sent to a worker."""

    usual: tuple[Source, ...]
    office: Office | None

    def __call__(self, task: tuple[Request, str, Allowed | None], shelf: Shelf) -> Outcome:
        request, key, allowed = task
        case = open_case(evolve(request, meanwhile=quietly), shelf, self.usual)
        if self.office and allowed:
            case = with_allowed(case, self.office, key, allowed)
        return Outcome(0, plan(case), (), case.notes)


def each(
    work: Work[T, R],
    items: Iterable[T],
    *,
    workers: int = 1,
    scheduler: str = "",
    in_order: bool = True,
) -> Iterator[tuple[int, R | tuple[Fault, ...]]]:
    """Yield what the work makes of each item with the item's place; or the faults it told.

    Args:
        work: What is done.
        items: What it is done for; asked for as needed.
        workers: Processes of this machine; the work is done in this one when 1.
        scheduler: Address of a Dask scheduler, whose workers do the work instead.
        in_order: Whether to yield in the order of the items.

    Raises:
        ValueError: There is not at least one worker.
        InputError: There is no scheduler at that address.
        MissingComponent: Dask is not installed.
    """
    if workers < 1:
        raise ValueError("there must be at least one worker")
    if workers == 1 and not scheduler:
        shelf: Shelf = {}
        for place, item in enumerate(items):
            yield place, _tried(work, item, shelf)
        return
    found = (
        _on_cluster(work, enumerate(items), scheduler)
        if scheduler
        else _Spread(work, enumerate(items), workers).found()
    )
    if not in_order:
        yield from found
        return
    waiting: dict[int, R | tuple[Fault, ...]] = {}
    following = 0
    for place, made in found:
        waiting[place] = made
        while following in waiting:
            yield following, waiting.pop(following)
            following += 1


def _tried(work: Work[T, R], item: T, shelf: Shelf) -> R | tuple[Fault, ...]:
    try:
        return work(item, shelf)
    except MissingComponent:
        raise  # it would be missing for everybody
    except InputError as error:
        return error.faults
    except PathplannerError as error:
        return (Fault(str(error)),)


def _in_worker(work: Work[T, R], item: T) -> R | tuple[Fault, ...]:
    return _tried(work, item, _shelf)


def _begin() -> None:
    """Make a new worker ready: Ctrl-C is the business of the one who reads its results."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Plans make many small values that live as long as they do. To look through them for
    # garbage again and again takes a fifth of the time.
    gc.set_threshold(100_000)
    parent = parent_process()
    if parent is None:
        return

    def end() -> None:
        # A program that is killed cannot tell its workers, which would wait for ever.
        parent.join()
        _exit(1)

    Thread(target=end, daemon=True).start()


def _pool(workers: int) -> ProcessPoolExecutor:
    # Not forked: this process may have threads, which a copy of it would wait for.
    return ProcessPoolExecutor(workers, get_context("spawn"), _begin)


class _Spread(Generic[T, R]):
    """Items that are handed out to workers of this machine."""

    def __init__(self, work: Work[T, R], items: Iterator[tuple[int, T]], workers: int) -> None:
        self.work, self.items, self.workers = work, items, workers
        self.pool = _pool(workers)
        self.running: dict[Future[R | tuple[Fault, ...]], tuple[int, T]] = {}
        # Those that were running when a worker died: each runs alone, for one of them did it.
        self.suspects: deque[tuple[int, T]] = deque()

    def found(self) -> Iterator[tuple[int, R | tuple[Fault, ...]]]:
        """Yield what came of each item, as it is ready."""
        try:
            self._hand_out()
            while self.running:
                yield from self._ready()
                if self.suspects and not self.running:
                    yield from self._one_by_one()
                self._hand_out()
        finally:
            self.pool.shutdown(wait=True, cancel_futures=True)

    def _hand_out(self) -> None:
        while not self.suspects and len(self.running) < self.workers * _AHEAD:
            following = next(self.items, None)
            if following is None:
                return
            self._submit(following)

    def _submit(self, item: tuple[int, T]) -> None:
        future: Future[R | tuple[Fault, ...]]
        try:
            future = self.pool.submit(_in_worker, self.work, item[1])
        except BrokenProcessPool as error:
            future = Future()
            future.set_exception(error)
        self.running[future] = item

    def _ready(self) -> Iterator[tuple[int, R | tuple[Fault, ...]]]:
        for future in wait(self.running, return_when=FIRST_COMPLETED).done:
            item = self.running.pop(future)
            try:
                yield item[0], future.result()
            except BrokenProcessPool:
                self.suspects.append(item)

    def _one_by_one(self) -> Iterator[tuple[int, R | tuple[Fault, ...]]]:
        self._renew()
        while self.suspects:
            place, item = self.suspects.popleft()
            try:
                yield place, self.pool.submit(_in_worker, self.work, item).result()
            except BrokenProcessPool:
                self._renew()
                yield place, (_DIED,)

    def _renew(self) -> None:
        self.pool.shutdown(wait=False, cancel_futures=True)
        self.pool = _pool(self.workers)


def _on_cluster(
    work: Work[T, R], items: Iterator[tuple[int, T]], address: str
) -> Iterator[tuple[int, R | tuple[Fault, ...]]]:
    """Yield what the workers of a cluster made of each item, as it is ready.

    A task whose worker dies is done by another one; Dask gives it up when it has killed several.
    """
    try:
        from distributed import Client, as_completed
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise needs_extra("cluster", error) from error
    try:
        client = Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        hint = "Start one with `dask scheduler`, and workers with `dask worker ADDRESS`."
        message = f"There is no Dask scheduler at {address!r}: {error}."
        raise InputError([Fault(message, "scheduler", hint)]) from error
    places: dict[Any, int] = {}

    def hand_out() -> Iterator[Any]:
        busy = sum(client.nthreads().values()) or 1
        for place, item in islice(items, max(0, busy * _AHEAD - len(places))):
            future = client.submit(_in_worker, work, item, pure=False)
            places[future.key] = place
            yield future

    with client, _there(address):
        ready = as_completed(list(hand_out()), loop=client.loop)
        for future in ready:
            place = places.pop(future.key)
            try:
                yield place, future.result()
            except KilledWorker:
                yield place, (_DIED,)
            future.release()
            ready.update(list(hand_out()))


@contextmanager
def _there(address: str) -> Iterator[None]:
    """Turn what is said by a connection that broke into words."""
    try:
        yield
    except (CancelledError, OSError) as error:
        if isinstance(error, PathplannerError):
            raise
        hint = "What is done is kept. Start it again, and run this again to go on."
        message = f"The Dask scheduler at {address!r} is no longer there."
        raise InputError([Fault(message, "scheduler", hint)]) from error


_DIED = Fault(
    "The worker that did this ended without a word, twice; there may be too little memory.",
    hint="Try this person alone, with one worker.",
)
