"""Write docs/reference/coverage.md: how well the facts of the bundled pathways are sourced.

Run `python scripts/docs_coverage.py` after a change to a bundled pathway. With `--check`
nothing is written, and the exit status is 1 when the page is out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from pathplanner import bundled_pathways, load_pathway
from pathplanner.linting import Coverage, coverage

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "coverage.md"
INTRO = """# How well the facts are sourced

<!-- Written by scripts/docs_coverage.py; change the pathways instead. -->

A fact is one number in a pathway: a price, a length, a share, a score. *Primary* facts are
stated by the awarding body or the government itself, *secondary* ones only by others.
*Undated* facts have no source that shows a date. Of *weak* ones only pages speak on which
nobody should rely alone; the plan says so where it lists them. *Unknown* facts exist, and
nobody has found them: a plan says so and never counts them as zero. *Estimated* ones are not
stated by anybody: they are worked out from facts that are, and a plan shows them as estimates.
*Up to 1 year*, *1 to 3 years* and *older* tell the age of the facts: from the newest date of their
sources, or their last check, to the day on which all facts of the pathway were gone over.
*Oldest* is the date of the fact whose newest source is the oldest. Shared steps count in each
pathway that has them.

`pathplanner dev coverage` prints this table for any pathway, and with `--format json` for
machines. What is stale or second-hand for no good reason is found by
[the linter](lint.md).
"""
HEAD = (
    "pathway",
    "facts",
    "primary",
    "secondary",
    "no source",
    "undated",
    "weak",
    "estimated",
    "unknown",
    "up to 1 year",
    "1 to 3 years",
    "older",
    "oldest",
)


def row(cells: Iterator[str] | tuple[str, ...]) -> str:
    """Return a row of a Markdown table."""
    return f"| {' | '.join(cells)} |\n"


def cells(one: Coverage) -> Iterator[str]:
    """Yield the cells of a pathway's row."""
    yield one.title
    share = f" ({100 * one.primary // one.facts}%)" if one.facts else ""
    yield from (str(one.facts), f"{one.primary}{share}", str(one.secondary), str(one.unsourced))
    yield from (
        str(one.undated),
        str(one.weak),
        str(one.estimated),
        str(one.unknown),
        str(one.recent),
        str(one.aging),
        str(one.old),
        one.oldest or "none",
    )


def page() -> str:
    """Return the whole page."""
    found = [coverage(load_pathway(name)) for name in bundled_pathways()]
    table = row(HEAD) + row(("---", *("---:" for _ in HEAD[1:])))
    text = INTRO + "\n" + table + "".join(row(cells(one)) for one in found)
    oldest = "".join(f"- {one.title}: `{one.oldest_at}`, {one.oldest}\n" for one in found)
    return f"{text}\nWhere the oldest fact stands:\n\n{oldest}"


def main() -> int:
    """Write or check the page."""
    text = page()
    if "--check" in sys.argv[1:]:
        fresh = PAGE.exists() and PAGE.read_text("utf-8") == text
        if not fresh:
            sys.stderr.write(f"{PAGE.name} is out of date; run: python scripts/docs_coverage.py\n")
        return 0 if fresh else 1
    PAGE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
