"""Compare the planner with an exact CP-SAT model on medium random cases.

Run as `PYTHONPATH=src python scripts/compare_with_cpsat.py --cases 200 --seed 0 --jobs 2 --front`.
It needs OR-Tools (`pip install ortools`, or the dependency group `test`).
"""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median

import click

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "planning")]

from comparing_cpsat import EFFORT, LIMIT, Outcome, compare  # noqa: E402


@click.command()
@click.option("--cases", default=100, show_default=True)
@click.option("--seed", default=0, show_default=True)
@click.option("--jobs", default=2, show_default=True)
@click.option("--low", default=20, show_default=True, help="Fewest relevant steps.")
@click.option("--high", default=60, show_default=True, help="Most relevant steps.")
@click.option("--front", is_flag=True, help="Compare the whole trade-off front, not its ends.")
@click.option("--lean", is_flag=True, help="Keep rule 2 in the model as it is worded.")
@click.option("--limit", default=LIMIT, show_default=True, help="Seconds for a CP-SAT solve.")
@click.option("--effort", default=EFFORT, show_default=True, help="Effort of the planner.")
@click.option("--patience", default=0.0, help="Seconds for the planner; 0 for no limit.")
@click.option("--verbose", is_flag=True, help="Print every case as it is done.")
def main(  # noqa: PLR0913 - each is an option
    cases: int,
    seed: int,
    jobs: int,
    low: int,
    high: int,
    limit: float,
    effort: int,
    patience: float,
    *,
    front: bool,
    lean: bool,
    verbose: bool,
) -> None:
    """Compare and print counts; exit with 1 when anything differs."""
    counts: Counter[str] = Counter()
    done: list[Outcome] = []
    ask = partial(
        compare,
        low=low,
        high=high,
        front=front,
        lean=lean,
        limit=limit,
        effort=effort,
        patience=patience,
    )
    with ProcessPoolExecutor(jobs) as pool:
        for outcome in pool.map(ask, range(seed, seed + cases)):
            counts[outcome.kind] += 1
            done.append(outcome)
            if outcome.differences or verbose:
                click.echo(line(outcome))
    for kind, number in sorted(counts.items()):
        click.echo(f"{number:8} {kind}")
    wrong = [outcome for outcome in done if outcome.differences]
    click.echo(f"{len(wrong):8} differences")
    timed = [outcome for outcome in done if outcome.theirs and outcome.ours]
    if timed:
        ours, theirs = (sorted(getattr(o, name) for o in timed) for name in ("ours", "theirs"))
        click.echo(
            f"planner median {median(ours):.3f} s, worst {ours[-1]:.2f} s, "
            f"in all {sum(ours):.1f} s; "
            f"CP-SAT median {median(theirs):.3f} s, worst {theirs[-1]:.2f} s, "
            f"in all {sum(theirs):.1f} s"
        )
    sys.exit(bool(wrong))


def line(outcome: Outcome) -> str:
    """Return one case in a line."""
    took = f"{outcome.steps} steps, planner {outcome.ours:.3f} s, CP-SAT {outcome.theirs:.3f} s"
    return f"seed {outcome.seed}: {outcome.kind} ({took}) " + " | ".join(outcome.differences)


if __name__ == "__main__":
    main()
