"""How fast is the planner, next to CP-SAT and to plain enumeration over networkx?

Run as `PYTHONPATH=src python benchmarks/planning.py`. It needs OR-Tools, which is in the
dependency group `test`. Two tables:

- the bundled pathway, every destination for several learners. CP-SAT builds the model of
  `tests/planning/cpsat.py` and proves the trade-off front, or the fastest plan alone;
- random pathways of 55 to 60 relevant steps, the whole front by both.

`plan()` does more than CP-SAT is asked for here: it says why each step is there, what it
costs and when, what renewals come, and how much every step may slip.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from itertools import combinations, product
from math import prod
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import click
import networkx as nx

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "planning")]

import cpsat  # noqa: E402
import cpsat_parts  # noqa: E402
import cpsat_question  # noqa: E402
import cpsat_solver  # noqa: E402
import medium_cases  # noqa: E402
from comparing_cpsat import patient, points_of  # noqa: E402

from pathplanner import Duration, Learner, Pathway, load_pathway, plan  # noqa: E402
from pathplanner.model import Funding  # noqa: E402
from pathplanner.planning.problem.builder import pose  # noqa: E402
from pathplanner.planning.search.front_search import solve  # noqa: E402

BUNDLED = "medical-biller-and-coder"
LEFT_OUT = ("renewals", "held upkeep")
LEARNERS = {
    "has a diploma, 10 hours": Learner(start="2027-01-04", holds=["high-school-diploma"]),
    "no diploma, 20 hours": Learner(start="2027-01-04", hours_per_week=20),
    "cheapest, 15 hours, a grant": Learner(
        start="2027-02-01",
        hours_per_week=15,
        holds=["high-school-diploma"],
        prefer="cheapest",
        funding=[Funding("grant", 1000)],
    ),
    "25 hours, anatomy held": Learner(
        start="2027-03-15",
        hours_per_week=25,
        holds=["high-school-diploma", "anatomy-and-physiology"],
        prefer="balanced",
    ),
}


def clocked(work: Callable[[], Any], cap: float) -> tuple[float, Any]:
    """Return the CPU seconds that `work` took and its answer; the cap and None when over it."""
    begun = process_time()
    try:
        with patient(cap):
            answer = work()
    except (TimeoutError, cpsat_parts.NotProvedError):
        return cap, None
    return process_time() - begun, answer


def by_cpsat(
    question: tuple, cap: float, *, front: bool, ignoring: Sequence[str] = LEFT_OUT
) -> tuple[float, Any]:
    """Return the seconds to build and solve the model, and its points."""

    def work() -> list[tuple]:
        solver = cpsat_solver.Solver(cpsat.Model(*question, ignoring=ignoring), cap)
        points = solver.front() if front else [solver.fastest()]
        return [point.place for point in points if point]

    return clocked(work, cap * 3)


def by_networkx(pathway: Pathway, learner: Learner, goal: str, cap: float) -> tuple[float, Any]:
    """Return the seconds for plain enumeration: all choices, the critical path of each.

    Prices are added up; hours per week, discounts, dues and funding are left out.
    """
    graph = pathway.graph

    def days(step: str) -> int:
        span = graph.nodes[step]["step"].duration if "step" in graph.nodes[step] else None
        if not isinstance(span, Duration):
            return 0
        return (span.after(learner.start) - learner.start).days

    def price(step: Any) -> float:
        return sum(float(getattr(cost.amount, "likely", 0)) for cost in step.costs)

    def work() -> tuple[int, tuple]:
        held = {owned.step for owned in learner.holds}
        small = graph.subgraph({goal, *nx.ancestors(graph, goal)} - held)
        gates = [n for n, data in small.nodes(data=True) if data.get("gate") in ("any", "at least")]
        ways = []
        for gate in gates:
            some = held & set(graph.predecessors(gate))
            count = max(0, graph.nodes[gate]["count"] - len(some))
            ways.append(list(combinations(small.predecessors(gate), count)))
        tried, best = 0, (float("inf"), float("inf"))
        for choice in product(*ways):
            kept = small.copy()
            for gate, chosen in zip(gates, choice, strict=True):
                kept.remove_edges_from([(n, gate) for n in small.pred[gate] if n not in chosen])
            route = kept.subgraph({goal, *nx.ancestors(kept, goal)})
            for _, target, edge in route.edges(data=True):
                edge["days"] = days(target)
            longest = nx.dag_longest_path_length(route, weight="days")
            cost = sum(price(d["step"]) for _, d in route.nodes(data=True) if "step" in d)
            best, tried = min(best, (longest, cost)), tried + 1
        return tried, best

    held = {owned.step for owned in learner.holds}
    nodes = graph.subgraph({goal, *nx.ancestors(graph, goal)} - held).nodes(data=True)
    choices = prod(graph.in_degree(n) for n, d in nodes if d.get("gate") in ("any", "at least"))
    took, answer = clocked(work, cap)
    return took, answer or f"of about {choices:.1e} choices"


COLUMNS = ("front", "plan()", "CP fastest", "CP front", "CP front*", "networkx")


def bundled(repeat: int, cap: float) -> None:
    """Print the table of the bundled pathway."""
    pathway = load_pathway(BUNDLED)
    assert not pathway.faults
    print(f"Bundled pathway, {len(pathway.steps)} steps; CPU milliseconds, medians of {repeat}.")
    print("front: the planner's search alone, which is what CP-SAT is asked for; plan(): with all")
    print("that it explains. CP-SAT (build and solve): fastest plan; whole front; whole front*")
    print("with all months equally long. It leaves out renewals and the upkeep of what is held.")
    print("networkx leaves out weekly hours, intakes, discounts, dues and funding, and finds")
    print("one plan.\n")
    print(f"{'learner':28} {'goal':34} steps", *(f"{name:>10}" for name in COLUMNS), " same front")
    rows: list[tuple[float, ...]] = []
    same = over = 0
    for who, learner in LEARNERS.items():
        for goal in pathway.destinations:
            question = (pathway, learner, (goal,))
            search = [clocked(lambda q=question: solve(pose(*q)), cap) for _ in range(repeat)]
            runs = [clocked(lambda q=question: plan(*q), cap) for _ in range(repeat)]
            whole, points = by_cpsat(question, cap, front=True)
            plain, found = by_networkx(pathway, learner, goal, cap)
            rows.append(
                (
                    median(took for took, _ in search),
                    median(took for took, _ in runs),
                    by_cpsat(question, cap, front=False)[0],
                    whole,
                    by_cpsat(question, cap, front=True, ignoring=(*LEFT_OUT, "calendar"))[0],
                    plain,
                )
            )
            equal = runs[0][1] is not None and points_of(runs[0][1], question) == points
            same, over = same + equal, over + isinstance(found, str)
            many = len(cpsat_parts.relevant(cpsat_question.Question(*question)))
            print(
                f"{who:28} {goal:34} {many:5}",
                *(f"{took * 1000:10.1f}" for took in rows[-1]),
                f" {'yes' if equal else 'no'}{', ' + found if isinstance(found, str) else ''}",
                flush=True,
            )
    for place, name in enumerate(COLUMNS):
        took = [row[place] * 1000 for row in rows]
        print(f"{name:>10}: median {median(took):6.1f} ms, worst {max(took):6.1f} ms")
    for ours, theirs in product(range(2), range(2, len(COLUMNS))):
        ratios = [row[theirs] / row[ours] for row in rows]
        print(
            f"{COLUMNS[ours]} is {median(ratios):6.1f} times as fast as {COLUMNS[theirs]} in the "
            f"median, {min(ratios):.1f} at worst, "
            f"{sum(row[theirs] for row in rows) / sum(row[ours] for row in rows):.1f} in all"
        )
    print(f"networkx was over the cap of {cap:.0f} s in {over} of {len(rows)}.")
    print(f"{same} of {len(rows)} fronts are the same as CP-SAT's.\n")


def random_pathways(cases: int, cap: float) -> None:
    """Print the table of random pathways."""
    print(
        f"Random pathways, 55 to 60 relevant steps, the whole front, CPU seconds (cap {cap:.0f} s)"
    )
    print("front: the planner's search alone, which is what CP-SAT is asked for")
    print(
        f"{'seed':>5} {'steps':>5} {'points':>6} {'front':>9} {'plan()':>9} {'CP-SAT':>9} "
        f"{'times faster, front':>20} {'plan()':>9}"
    )
    rows = []
    for seed in range(cases):
        question = medium_cases.make(seed, low=55, high=60)
        search, _ = clocked(lambda q=question: solve(pose(*q)), cap)
        ours, answer = clocked(lambda q=question: plan(*q), cap)
        theirs, points = by_cpsat(question, cap, front=True)
        said = "over the cap" if answer is None else ""
        if answer is not None:
            said = "" if points_of(answer, question) == points else f"other front ({answer.status})"
        rows.append((search, ours, theirs))
        print(
            f"{seed:5} {len(question[0].steps):5} {len(points or ()):6} {search:9.3f} "
            f"{ours:9.3f} {theirs:9.3f} {theirs / search:20.2f} {theirs / ours:9.2f}  {said}",
            flush=True,
        )
    for place, name in enumerate(("front", "plan()", "CP-SAT") if rows else ()):
        took = [row[place] for row in rows]
        ahead = sum(row[2] > row[place] for row in rows)
        print(
            f"{name}: median {median(took):.3f} s, in all {sum(took):.1f} s; CP-SAT's time to it: "
            f"median {median(row[2] / row[place] for row in rows):.2f}, of the sums "
            f"{sum(row[2] for row in rows) / sum(took):.2f}; faster than CP-SAT in {ahead}"
        )


@click.command()
@click.option("--repeat", default=5, show_default=True, help="Runs of plan() for each question.")
@click.option("--cases", default=20, show_default=True, help="Random pathways.")
@click.option("--cap", default=10.0, show_default=True, help="Seconds for each answer.")
def main(repeat: int, cases: int, cap: float) -> None:
    """Measure and print both tables."""
    if repeat:
        bundled(repeat, cap)
    random_pathways(cases, cap)


if __name__ == "__main__":
    main()
