"""The plans that are made to hand out what all share, spread over workers and kept for next time.

They lie in the folder of the caseload, one line of JSON each, so that a run that was stopped
does not make them again, nor does one in which others changed.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from pathplanner.desk.allowed import Options, Outcome, Trial, Try
from pathplanner.desk.many import each
from pathplanner.desk.sharing import Shared
from pathplanner.errors import Fault
from pathplanner.files import write_bytes_safely
from pathplanner.model.limits import HandOut
from pathplanner.model.office import Office

SHARED, TRIES = "shared.json", ".tries.jsonl"
SCHEMA = "pathplanner/shared/1"


class TrialPlans:
    """The plans of a run; only those that were asked for in it are kept at its end."""

    def __init__(
        self, folder: Path, inputs: Mapping[str, str], workers: int, scheduler: str
    ) -> None:
        self.file, self.inputs = folder / TRIES, inputs
        self.workers, self.scheduler = workers, scheduler
        self.known = dict(_read(self.file))
        self.used: dict[str, str] = {}
        self.opened: TextIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        if self.opened:
            self.opened.close()
        if kind is None:
            lines = (f"{_line(key, text)}\n" for key, text in self.used.items())
            write_bytes_safely(self.file, "".join(lines).encode())

    def spread(self, work: Trial | Options, tries: Iterable[Try]) -> Iterator[tuple[int, object]]:
        """Yield what each of several tries comes to, with its place; or the faults it told."""
        ready: deque[tuple[int, object]] = deque()
        asked: list[tuple[int, str]] = []

        def missing() -> Iterator[Try]:
            for place, one in enumerate(tries):
                key = self._key(work, one)
                text = self.known.get(key)
                if text is None:
                    asked.append((place, key))
                    yield one
                else:
                    self.used[key] = text
                    ready.append((place, _outcomes(text)))

        spread = each(
            work, missing(), workers=self.workers, scheduler=self.scheduler, in_order=False
        )
        for at, made in spread:
            yield from _drained(ready)
            place, key = asked[at]
            if not _is_faulty(made):
                self._keep(key, _text(made))
            yield place, made
        yield from _drained(ready)

    def _key(self, work: Trial | Options, one: Try) -> str:
        told = (type(work).__name__, self.inputs[one.who.key], repr(one.allowed))
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    def _keep(self, key: str, text: str) -> None:
        self.used[key] = self.known[key] = text
        if self.opened is None:
            self.opened = self.file.open("a", encoding="utf-8")
        self.opened.write(f"{_line(key, text)}\n")
        self.opened.flush()


def _is_faulty(made: object) -> bool:
    return isinstance(made, tuple) and any(isinstance(one, Fault) for one in made)


def _drained(ready: deque[tuple[int, object]]) -> Iterator[tuple[int, object]]:
    while ready:
        yield ready.popleft()


def _line(key: str, text: str) -> str:
    return f'{{"key": "{key}", "came": {text}}}'


def _read(file: Path) -> Iterator[tuple[str, str]]:
    """Yield what is known; what a program left that was killed, or is of no use, is passed over."""
    with suppress(FileNotFoundError), file.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            with suppress(ValueError, TypeError, KeyError, AttributeError, ArithmeticError):
                told = json.loads(line)
                text = json.dumps(told["came"])
                _outcomes(text)
                yield str(told["key"]), text


def _text(made: Any) -> str:
    return json.dumps(_tree(made) if isinstance(made, Outcome) else [_tree(one) for one in made])


def _tree(made: Outcome) -> dict[str, Any]:
    return {
        "finish": made.finish.isoformat() if made.finish else None,
        "days": made.days,
        "own": str(made.own),
        "purses": {name: str(amount) for name, amount in made.purses.items()},
        "seats": {step: day.isoformat() for step, day in made.seats.items()},
        "steps": made.steps,
        "currency": made.currency,
    }


def _outcomes(text: str) -> Outcome | tuple[Outcome, ...]:
    told = json.loads(text)
    return _outcome(told) if isinstance(told, dict) else tuple(map(_outcome, told))


def _outcome(told: Mapping[str, Any]) -> Outcome:
    return Outcome(
        date.fromisoformat(told["finish"]) if told["finish"] else None,
        int(told["days"]),
        Decimal(told["own"]),
        {str(name): Decimal(amount) for name, amount in told["purses"].items()},
        {str(step): date.fromisoformat(day) for step, day in told["seats"].items()},
        tuple(map(str, told["steps"])),
        str(told["currency"]),
    )


def write_shared(folder: Path, office: Office | None, shared: Shared) -> None:
    """Write what was handed out in all, or take away what an older run wrote.

    Raises:
        OutputError: It cannot be written.
    """
    file = folder / SHARED
    if office is None:
        for old in (file, folder / TRIES):
            old.unlink(missing_ok=True)
        return
    now = [one.now for one in shared.given.values()]
    alone = [one.alone for one in shared.given.values()]
    purses = [
        {
            "name": one.name,
            "amount": f"{one.amount:f}",
            "given": f"{sum(made.purses.get(one.name, Decimal()) for made in now):f}",
            "wanted": f"{sum(made.purses.get(one.name, Decimal()) for made in alone):f}",
            "people": sum(one.name in made.purses for made in now),
        }
        for one in office.purses
    ]
    seats = [
        {
            "step": one.step,
            "on": one.on.isoformat(),
            "seats": one.seats,
            "taken": sum(made.seats.get(one.step) == one.on for made in now),
            "wanted": sum(made.seats.get(one.step) == one.on for made in alone),
        }
        for one in sorted(office.seats, key=lambda place: (place.step, place.on))
    ]
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "hand_out": str(office.hand_out),
        "purses": purses,
        "seats": seats,
    }
    if office.hand_out is HandOut.SOONEST and shared.bound:
        best = {"without_plan": shared.bound[0], "days": shared.bound[1]}
        told |= {"proved": shared.proved, "no_better_than": best}
    write_bytes_safely(file, (json.dumps(told, indent=2) + "\n").encode())


def shared_in(folder: str | Path) -> dict[str, Any]:
    """Return what was handed out in a caseload; nothing where nothing is shared."""
    with suppress(OSError, ValueError):
        told = json.loads((Path(folder) / SHARED).read_bytes())
        return dict(told) if told.get("schema") == SCHEMA else {}
    return {}
