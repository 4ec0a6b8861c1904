"""Try pathplanner with files, flags and habits that nobody thought of, for seconds or for hours.

Run as `python scripts/fuzz.py --inputs 20000 --seed 1`, or with `--seconds 3600`. The same seed
and number give the same input: `--kind pathway --only 4711` runs one again, with its traceback.
Kinds that cost little are tried more often (`SHARES`). Each input has 10 seconds of CPU time and
a gigabyte. What is told is how many inputs of each kind were tried, taken and refused, and each
fault once: a traceback, a hang, much memory, or two parts of pathplanner that do not agree. With
`--json FILE` the figures are kept in a file while it runs, too, so that it may be stopped at any
time. It ends with status 1 where there is any fault.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import click
from attrs import define, field, frozen

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.fuzzing.targets import SHARES, TARGETS, outcome, warm  # noqa: E402

LONGEST = 10
"""Seconds of CPU time for one input."""
SILENT = 3 * LONGEST
"""Seconds of CPU time after which a process is ended: it hangs where Python does not see it."""
MOST = 1 << 30
"""Bytes of memory for one input."""
BLOCK = 500
"""Inputs for one process; then another begins, so that no input has to pay for others."""
ROUND = 10_000
"""Inputs of one round, in which each kind has its share."""
HOWS = ("taken", "refused", "traceback", "hang", "memory")


@frozen
class Result:
    """What became of one input.

    Attributes:
        kind, number: Which input.
        how: `taken`, `refused`, `traceback`, `hang` or `memory`.
        where: For a fault, what it is and where, so that the same fault is told once.
        details: The traceback.
        seconds: CPU time.
    """

    kind: str
    number: int
    how: str
    where: str = ""
    details: str = ""
    seconds: float = 0.0

    @property
    def is_fault(self) -> bool:
        """Tell whether this must not happen."""
        return self.how not in ("taken", "refused")


class _TooLongError(BaseException):
    """The time for one input is over; no code that is tried catches it."""


def _stop(*_: object) -> None:
    raise _TooLongError


def one(kind: str, seed: int, number: int, folder: Path) -> Result:
    """Try one input in this process, in a folder that is empty before and after."""
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        how, where, details = outcome(kind, seed, number, folder), "", ""
    except _TooLongError as error:
        how, where, details = "hang", *_place(error)
    except MemoryError as error:
        how, where, details = "memory", *_place(error)
    except Exception as error:
        how, where, details = "traceback", *_place(error)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        _empty(folder)
    return Result(kind, number, how, where, details, time.process_time() - begun)


def _empty(folder: Path) -> None:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry, ignore_errors=True)
        else:
            Path(entry).unlink()


def _place(error: BaseException) -> tuple[str, str]:
    """Return what went wrong in which line of pathplanner, and the whole traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if "/pathplanner" in f.filename] or frames
    place = f"{Path(own[-1].filename).name}:{own[-1].lineno} {own[-1].name}"
    said = "" if isinstance(error, _TooLongError) else f"{type(error).__name__}: {error}"[:160]
    return f"{place} {said}".strip(), "".join(traceback.format_exception(error))


def _work(link: Connection, kind: str, seed: int, numbers: Sequence[int]) -> None:
    """Try several inputs; say of each that it begins and what became of it."""
    signal.signal(signal.SIGPROF, _stop)
    gc.freeze()
    _limit_memory()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        for number in numbers:
            link.send(number)
            link.send(one(kind, seed, number, Path(folder)))
    link.close()


def _limit_memory() -> None:
    """Let this process have a gigabyte more than it has now."""
    file = Path("/proc/self/statm")
    if file.exists():
        now = int(file.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + MOST, now + MOST))


def _used(process: int | None) -> float:
    """Return the seconds of CPU time that a process has used; 0 when it is gone."""
    file = Path(f"/proc/{process}/stat")
    words = file.read_text().rpartition(")")[2].split() if file.exists() else ()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK") if words else 0.0


def block(kind: str, seed: int, numbers: Sequence[int]) -> Iterator[Result]:
    """Yield what becomes of inputs that are tried in another process."""
    context = get_context("fork")
    while numbers:
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(theirs, kind, seed, numbers))
        process.start()
        theirs.close()
        begun, spent = None, 0.0
        while True:
            if not ours.poll(LONGEST):
                if _used(process.pid) - spent > SILENT:
                    process.kill()
                continue
            try:
                said = ours.recv()
            except EOFError:
                break
            spent = _used(process.pid)
            if isinstance(said, Result):
                yield said
                begun = None
            else:
                begun = said
        process.join()
        ours.close()
        if begun is None:
            return
        ended = (
            "was silent" if process.exitcode == -signal.SIGKILL else f"ended: {process.exitcode}"
        )
        yield Result(kind, begun, "hang", f"the process {ended}")
        numbers = numbers[numbers.index(begun) + 1 :]


@define
class Tally:
    """What was seen so far."""

    counts: dict[str, Counter[str]] = field(factory=lambda: defaultdict(Counter))
    faults: dict[tuple[str, str], list[Result]] = field(factory=lambda: defaultdict(list))
    slowest: dict[str, Result] = field(factory=dict)
    seconds: Counter[str] = field(factory=Counter)

    def add(self, result: Result) -> None:
        """Count a result."""
        self.counts[result.kind][result.how] += 1
        self.seconds[result.kind] += result.seconds  # type: ignore[assignment]
        if result.is_fault:
            self.faults[result.how, result.where].append(result)
        if result.seconds >= getattr(self.slowest.get(result.kind), "seconds", 0):
            self.slowest[result.kind] = result

    def lines(self) -> Iterator[str]:
        """Yield the report."""
        yield f"{'kind':10}" + "".join(f"{how:>11}" for how in HOWS) + "   slowest"
        for kind, counts in self.counts.items():
            worst = self.slowest[kind]
            yield (
                f"{kind:10}"
                + "".join(f"{counts[how]:>11}" for how in HOWS)
                + (f"   {worst.seconds:.2f} s ({worst.number})")
            )
        for (how, where), results in sorted(self.faults.items(), key=lambda item: -len(item[1])):
            first = ", ".join(f"{one.kind} {one.number}" for one in results[:3])
            yield f"{how}, {len(results)} times: {where}   [{first}]"
        tried = sum(map(Counter.total, self.counts.values()))
        yield f"{tried} inputs, {sum(map(len, self.faults.values()))} faults"

    def as_json(self, seed: int) -> str:
        """Return the report for other programs."""
        kinds = {
            kind: {
                "tried": counts.total(),
                **{how: counts[how] for how in HOWS},
                "seconds": round(self.seconds[kind], 1),
                "slowest": round(self.slowest[kind].seconds, 2),
                "slowest_number": self.slowest[kind].number,
            }
            for kind, counts in self.counts.items()
        }
        faults = [
            {"how": how, "where": where, "times": len(results), "first": results[0].number,
             "kind": results[0].kind}
            for (how, where), results in self.faults.items()
        ]  # fmt: skip
        tried = sum(one["tried"] for one in kinds.values())
        told = {"seed": seed, "tried": tried, "kinds": kinds, "faults": faults}
        return json.dumps(told, indent=1) + "\n"


def fuzz(
    kinds: Sequence[str],
    seed: int,
    inputs: int,
    seconds: float = 0,
    first: int = 0,
    keep: Callable[[Tally], object] = id,
) -> Tally:
    """Try inputs of each kind in turn, so many in all, or for so long.

    Args:
        kinds: Names in `TARGETS`; each has its share of the inputs.
        seed: What makes the inputs.
        inputs: How many; not looked at where `seconds` are given.
        seconds: How long, on the clock; 0 for as long as the inputs last.
        first: The number of the first round; each has its own inputs.
        keep: Called now and then with what was seen so far.
    """
    warm()
    tally, end = Tally(), time.monotonic() + seconds
    whole = sum(SHARES.get(kind, 1) for kind in kinds)
    size = ROUND if seconds else min(ROUND, inputs)
    share = {kind: -(-size * SHARES.get(kind, 1) // whole) for kind in kinds}
    for turn in count(first):
        for kind in kinds:
            numbers = range(turn * share[kind], (turn + 1) * share[kind])
            for start in range(0, len(numbers), BLOCK):
                for result in block(kind, seed, numbers[start : start + BLOCK]):
                    tally.add(result)
                keep(tally)
                if seconds and time.monotonic() > end:
                    return tally
        if not seconds and (turn + 1 - first) * size >= inputs:
            return tally
    raise AssertionError("the count has no end")


@click.command()
@click.option("--inputs", default=4000, show_default=True, help="How many in all.")
@click.option("--seconds", default=0.0, help="For how long, whatever the number.")
@click.option("--seed", default=0, show_default=True)
@click.option("--first", default=0, help="The number of the first round of 10,000 inputs.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(list(TARGETS)))
@click.option("--only", type=int, help="Run one input of --kind again, and show its traceback.")
@click.option("--json", "file", type=click.Path(path_type=Path), help="Keep the figures in FILE.")
def main(
    inputs: int,
    seconds: float,
    seed: int,
    first: int,
    kinds: tuple[str, ...],
    only: int | None,
    file: Path | None,
) -> None:
    """Try pathplanner with random input, and tell what must not happen."""
    if only is not None:
        signal.signal(signal.SIGPROF, _stop)
        warm()
        for kind in kinds:
            with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
                result = one(kind, seed, only, Path(folder))
            click.echo(
                f"{result.how} after {result.seconds:.2f} s {result.where}\n{result.details}"
            )
        return

    def keep(tally: Tally) -> None:
        if file is not None:
            file.write_text(tally.as_json(seed), "utf-8")

    tally = fuzz(kinds or tuple(TARGETS), seed, inputs, seconds, first, keep)
    click.echo("\n".join(tally.lines()))
    sys.exit(bool(tally.faults))


if __name__ == "__main__":
    main()
