"""How much longer a plan takes among 100,000 offers than among ten of the same steps.

Run as `PYTHONPATH=src python benchmarks/offers.py`. An office file has a list of offers for two
steps of the bundled pathway beside it. The ten are drawn by chance from the 100,000. CPU
seconds, the medians of some runs by turns: opening all that is asked with, and the plan.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import click

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

import pathplanner as pp  # noqa: E402

STEPS = ("aapc-80-hour-course", "coding-certificate")
START = date(2027, 1, 4)
COLUMNS = (
    "id", "step", "provider", "place", "price", "duration", "attendance", "intakes", "from", "on"
)  # fmt: skip


def rows(random: Random, count: int, *, days: bool) -> Iterator[dict[str, object]]:
    """Yield offers; with days, each begins on some of its own."""
    for number in range(count):
        own = sorted({START + timedelta(random.randrange(400)) for _ in range(3)}) if days else []
        yield {
            "id": f"offer-{number}",
            "step": STEPS[number % len(STEPS)],
            "provider": f"School {number % 3000}",
            "place": "Austin, TX",
            "price": random.randrange(300, 6000),
            "duration": f"{random.randint(6, 60)} weeks",
            "attendance": random.choice(("full-time", "part-time")),
            "intakes": ";".join(map(str, own)),
            "from": "list of the office",
            "on": "2026-11-01",
        }


def office(folder: Path, offers: list[dict[str, object]]) -> Path:
    """Write an office file with its list, and return it."""
    with (folder / "offers.csv").open("w", newline="") as file:
        sheet = csv.DictWriter(file, COLUMNS)
        sheet.writeheader()
        sheet.writerows(offers)
    made = folder / "office.yaml"
    made.write_text("format: pathplanner/office/1\nname: Office\noffers_from: [offers.csv]\n")
    return made


def took(request: pp.Request) -> tuple[float, float]:
    """Return the CPU seconds of opening what a request names, and of its plan, with an offer."""
    begun = process_time()
    case = pp.desk.open_case(request)
    opened = process_time()
    plan = pp.desk.plan(case)
    done = process_time()
    assert plan.status is pp.Status.OPTIMAL, plan.status
    assert any(step.offer for step in plan.steps)
    return opened - begun, done - opened


@click.command()
@click.option("--count", default=100_000, show_default=True, help="Offers in the long list.")
@click.option("--repeat", default=5, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--goal", default="cpc", show_default=True)
def main(count: int, repeat: int, seed: int, goal: str) -> None:
    """Measure and print."""
    random = Random(seed)
    for days in (False, True):
        many = list(rows(random, count, days=days))
        with TemporaryDirectory() as long, TemporaryDirectory() as short:
            lists = office(Path(long), many), office(Path(short), random.sample(many, 10))
            requests = [
                pp.Request(
                    "medical-biller-and-coder", start=START, hours_per_week=20, goal=goal,
                    holds=["high-school-diploma"], office=str(one),
                )
                for one in lists
            ]  # fmt: skip
            times = [[*took(requests[0]), *took(requests[1])] for _ in range(repeat)]
        read, first, _, second = (median(column) for column in zip(*times, strict=True))
        print(
            f"{'days of their own' if days else 'begun at any time'}: read in {read:.2f} s;"
            f" plan {first:.3f} s among {count:,}, {second:.3f} s among ten:"
            f" {first / second:.2f} times"
        )


if __name__ == "__main__":
    main()
