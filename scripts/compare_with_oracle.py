"""Compare the planner with a brute-force planner on many small random cases.

Run as `PYTHONPATH=src python scripts/compare_with_oracle.py --cases 20000 --seed 0 --jobs 2`.
"""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import attrs
import click

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "planning")]

from comparing import Outcome, compare  # noqa: E402
from metamorphic import wrong  # noqa: E402
from random_cases import Question, make  # noqa: E402

FEATURES = ("troubled", "wide", "week", "lived", "chosen", "insisting")


def dump(value: object, depth: int = 0) -> str:
    """Return a value as Python, without the fields that have their default."""
    if isinstance(value, tuple):
        return "(" + "".join(f"{dump(each, depth)}, " for each in value).rstrip(" ") + ")"
    if not attrs.has(type(value)):
        return str(value) if hasattr(value, "value") else repr(value)
    parts = []
    for field in attrs.fields(type(value)):
        content = getattr(value, field.name)
        default = field.default
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
            default = None
        if content != default and field.name != "title":
            newline = "\n    " if field.name == "steps" else ""
            parts.append(f"{newline}{field.name}={dump(content, depth + 1)}")
    newline = "\n  " if type(value).__name__ == "Step" else ""
    return f"{newline}{type(value).__name__}({', '.join(parts)})"


def show(question: Question) -> str:
    """Return the whole case as readable Python."""
    pathway, learner, goal = question
    return f"pathway = {dump(pathway)}\nlearner = {dump(learner)}\ngoal = {goal!r}"


def in_other_ways(seed: int, **how: object) -> Outcome:
    """Return what is not as it must be of a case that is asked in other ways."""
    return Outcome(seed, "asked in other ways", tuple(wrong(seed, **how)))


@click.command()
@click.option("--cases", default=1000, show_default=True)
@click.option("--seed", default=0, show_default=True)
@click.option("--jobs", default=2, show_default=True)
@click.option("--largest", default=7, show_default=True, help="Most steps of a pathway.")
@click.option("--show-cases", default=3, show_default=True, help="Mismatches to print in full.")
@click.option(
    "--with",
    "features",
    type=click.Choice(FEATURES),
    multiple=True,
    help="What every case has; troubled: failed and dropped steps. May be repeated.",
)
@click.option("--changed", is_flag=True, help="Ask each question in other ways; no oracle.")
def main(
    cases: int,
    seed: int,
    jobs: int,
    largest: int,
    show_cases: int,
    features: tuple[str, ...],
    *,
    changed: bool,
) -> None:
    """Compare and print counts; exit with 1 when anything differs."""
    counts: Counter[str] = Counter()
    differing: list[Outcome] = []
    how = dict.fromkeys(features, True)
    with ProcessPoolExecutor(jobs) as pool:
        seeds = range(seed, seed + cases)
        put = partial(in_other_ways if changed else compare, largest=largest, **how)
        for outcome in pool.map(put, seeds, chunksize=20):
            counts[outcome.kind] += 1
            if outcome.differences:
                differing.append(outcome)
    for kind, number in sorted(counts.items()):
        click.echo(f"{number:8} {kind}")
    click.echo(f"{len(differing):8} mismatches")
    for outcome in differing[:show_cases]:
        question = make(outcome.seed, largest=largest, **how)
        click.echo(f"\n# seed {outcome.seed}\n{show(question)}")
    for outcome in differing:
        click.echo(f"seed {outcome.seed}: " + " | ".join(outcome.differences))
    sys.exit(bool(differing))


if __name__ == "__main__":
    main()
