"""How much faster does Typst print than WeasyPrint? Both in one process, by turns.

Run as `python benchmarks/printing.py`. Each document is for another person, so that nothing
that was made for one is used for the next. CPU seconds; the renderer `pdf` puts the plan
inside and this one does not, so that is left out of `pdf` too.
"""

from __future__ import annotations

from statistics import median
from time import process_time

import click
from attrs import evolve

import pathplanner as pp

GOALS = ("cpc", "ccs", "cpb", "rhit", "medical-coder-job", "health-services-manager-job")


def plans(count: int) -> list[pp.Plan]:
    """Return plans for so many people, in turn to each of several goals."""
    pathway = pp.load_pathway("medical-biller-and-coder")
    learner = pp.Learner(start="2027-01-04", hours_per_week=12, holds=["high-school-diploma"])
    made = [pp.plan(pathway, learner, goal) for goal in GOALS]
    return [
        evolve(plan, learner=evolve(plan.learner, name=f"Person {number} of {count}"))
        for number in range(count)
        for plan in [made[number % len(made)]]
    ]


def seconds(plan: pp.Plan, name: str, **options: object) -> float:
    """Return the CPU seconds of one document."""
    begun = process_time()
    pp.render(plan, name, **options)
    return process_time() - begun


@click.command()
@click.option("--count", default=50, show_default=True, help="Documents by each.")
def main(count: int) -> None:
    """Print the seconds of each and their ratio."""
    people = plans(count + len(GOALS))
    for plan in people[: len(GOALS)]:
        seconds(plan, "pdf", attach=False)
        seconds(plan, "typst")
    pairs = [
        (seconds(plan, "pdf", attach=False), seconds(plan, "typst"))
        for plan in people[len(GOALS) :]
    ]
    ours, theirs = [sum(one[place] for one in pairs) for place in (1, 0)]
    click.echo(f"{count} documents: pdf {theirs:.1f} s, typst {ours:.1f} s")
    click.echo(f"per document: pdf {theirs / count:.3f} s, typst {ours / count:.3f} s")
    ratios = sorted(slow / fast for slow, fast in pairs)
    click.echo(f"typst is {theirs / ours:.1f} times as fast in all, {median(ratios):.1f} in the")
    click.echo(f"median and {ratios[0]:.1f} at worst.")


if __name__ == "__main__":
    main()
