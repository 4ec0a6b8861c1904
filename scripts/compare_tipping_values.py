"""Compare the tipping values of questions with brute force on small random cases.

Run as `PYTHONPATH=src python scripts/compare_tipping_values.py --cases 1000 --seed 0 --jobs 2`.
"""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "planning")]

from tipping import Outcome, compare  # noqa: E402


@click.command()
@click.option("--cases", default=1000, show_default=True)
@click.option("--seed", default=0, show_default=True)
@click.option("--jobs", default=2, show_default=True)
def main(cases: int, seed: int, jobs: int) -> None:
    """Compare and print counts; exit with 1 when anything differs."""
    counts: Counter[str] = Counter()
    wrong: list[Outcome] = []
    questions = 0
    with ProcessPoolExecutor(jobs) as pool:
        for outcome in pool.map(compare, range(seed, seed + cases), chunksize=10):
            counts[outcome.kind] += 1
            questions += outcome.questions
            wrong += [outcome] if outcome.differences else []
    for kind, count in sorted(counts.items()):
        click.echo(f"{count:8} {kind}")
    click.echo(f"{questions:8} questions")
    click.echo(f"{len(wrong):8} cases that differ")
    for outcome in wrong:
        for line in outcome.differences:
            click.echo(f"seed {outcome.seed}: {line}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
