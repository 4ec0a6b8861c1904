"""One goal in a pathway of 2,000, 20,000 and 200,000 steps: does cost follow what matters?

Run as `PYTHONPATH=src python benchmarks/large_graph.py`. Each size runs in a process of its
own, so that its peak memory is its own. The steps lie in a sparse random graph, most of it
nothing to do with the goal, for which about 30 steps matter whatever the size. They are
listed in an order in which they can come, or in none.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathplanner import Pathway

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

SIZES = ((2_000, "listed"), (20_000, "listed"), (200_000, "listed"), (200_000, "shuffled"))
MATTER = 30
SEED = 7


def build(size: int, *, shuffled: bool) -> Pathway:
    """Return a pathway of so many steps; `MATTER` of them matter for its goal."""
    from pathplanner import AllOf, AnyOf, Cost, Duration, Estimate, Kind, Needs, Pathway
    from pathplanner.model import CostKind
    from pathplanner.model.step import Step

    random = Random(SEED)

    def step(name: str, before: list[str]) -> Step:
        few = random.sample(before, min(len(before), 2))
        kind = AnyOf if len(few) == 2 and random.random() < 0.4 else AllOf
        return Step(
            id=name,
            title=name,
            kind=Kind.COURSE,
            requires=kind(tuple(map(Needs, few))),
            duration=Duration.exactly(random.choice((14, 21, 30))),
            study_hours=Estimate.exactly(random.choice((4, 8, 12))),
            costs=(Cost(CostKind.TUITION, Estimate.exactly(random.choice((50, 100, 200)))),),
        )

    near = [f"near-{place}" for place in range(MATTER - 1)]
    steps = [step(name, near[max(0, place - 6) : place]) for place, name in enumerate(near)]
    # The goal is asked for by name; all else may build on it, so the graph is one piece.
    goal = AllOf(tuple(Needs(name) for name in near[-2:]))
    steps.append(Step(id="goal", title="Goal", kind=Kind.JOB, requires=goal))
    names = [one.id for one in steps]
    for place in range(size - len(steps)):
        steps.append(step(f"far-{place}", names[-50:]))
        names.append(steps[-1].id)
    if shuffled:
        random.shuffle(steps)
    return Pathway("large", "Large", steps, destinations=("goal",))


def measure(size: int, *, shuffled: bool) -> dict[str, float]:
    """Return the seconds of each part and the peak memory in megabytes."""
    from pathplanner import Learner, plan
    from pathplanner.planning.problem.builder import pose

    took: dict[str, float] = {"steps": size}
    begun = process_time()
    pathway = build(size, shuffled=shuffled)
    took["build"] = process_time() - begun
    learner = Learner(start=date(2027, 1, 4), hours_per_week=12)
    begun = process_time()
    assert not pathway.faults
    took["check"] = process_time() - begun
    begun = process_time()
    answer = plan(pathway, learner)
    took["first plan"] = process_time() - begun
    begun = process_time()
    again = plan(pathway, learner)
    took["next plan"] = process_time() - begun
    assert answer.status == "optimal"
    assert answer.finish == again.finish
    took["relevant"] = len(pose(pathway, learner).tasks)
    took["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return took


def main() -> None:
    """Measure every size, each in a fresh process, and print a table."""
    print(f"{'steps':>8} {'relevant':>9} {'build s':>8} {'check s':>8} "
          f"{'first plan s':>13} {'next plan s':>12} {'peak MB':>8}")  # fmt: skip
    for size, order in SIZES:
        done = subprocess.run(
            [sys.executable, __file__, str(size), order], check=True, capture_output=True, text=True
        )
        found = json.loads(done.stdout)
        print(
            f"{size:8,} {found['relevant']:9} {found['build']:8.2f} {found['check']:8.2f} "
            f"{found['first plan']:13.3f} {found['next plan']:12.3f} {found['peak MB']:8.0f}"
            f"  {order}"
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(int(sys.argv[1]), shuffled=sys.argv[2] == "shuffled")))
    else:
        main()
