"""Compare the planner with an exact CP-SAT model on random catalogues.

Run as `PYTHONPATH=src python scripts/compare_catalogues.py --cases 1000 --jobs 2`. Each case is
asked for three preferences. With `--resume FILE` what is done is kept there, a line each, and
not asked again. It needs OR-Tools (`pip install ortools`, or the dependency group `test`).
"""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import product
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "planning")]

from comparing_catalogs import LIMIT, PREFERENCES, Outcome, compare  # noqa: E402


@click.command()
@click.option("--cases", default=100, show_default=True)
@click.option("--seed", default=0, show_default=True)
@click.option("--jobs", default=2, show_default=True)
@click.option("--full", is_flag=True, help="With savings, discounts, intakes, breaks, funding.")
@click.option("--limit", default=LIMIT, show_default=True, help="Seconds for a CP-SAT solve.")
@click.option("--resume", type=click.Path(path_type=Path), help="Where what is done is kept.")
def main(
    cases: int, seed: int, jobs: int, limit: float, resume: Path | None, *, full: bool
) -> None:
    """Compare and print counts; exit with 1 when anything differs."""
    done = resume.read_text().splitlines() if resume and resume.exists() else []
    kinds = Counter(line.split("\t")[2] for line in done)
    known = {tuple(line.split("\t")[:2]) for line in done}
    asked = [
        (number, wish)
        for number, wish in product(range(seed, seed + cases), PREFERENCES)
        if (str(number), wish) not in known
    ]
    ask = partial(compare, full=full, limit=limit)
    with ProcessPoolExecutor(jobs) as pool:
        for outcome in pool.map(ask, *zip(*asked, strict=True)) if asked else ():
            kinds[outcome.kind] += 1
            if outcome.kind != "equal":
                click.echo(line_of(outcome))
            if resume:
                with resume.open("a") as file:
                    file.write(line_of(outcome) + "\n")
    for kind, number in sorted(kinds.items()):
        click.echo(f"{number:8} {kind}")
    sys.exit(any(kind.startswith("different") for kind in kinds))


def line_of(outcome: Outcome) -> str:
    """Return one case in a line."""
    took = f"{outcome.ours:.4f}\t{outcome.theirs:.4f}"
    return f"{outcome.seed}\t{outcome.wish}\t{outcome.kind}\t{took}\t{outcome.words}"


if __name__ == "__main__":
    main()
