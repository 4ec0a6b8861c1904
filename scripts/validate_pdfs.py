"""Run real veraPDF over the roadmap in every form of its options, for every pathway.

    python scripts/validate_pdfs.py [VERIFY]

VERIFY is the command that runs veraPDF; without it, `../shared/verapdf/verify` beside the
checkout is taken. It takes some minutes. Exit status 1 if a file breaks a rule.
"""

from __future__ import annotations

import itertools
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pathplanner as pp
from pathplanner.document import Audience, Variant
from pathplanner.renderers import render

ROOT = Path(__file__).parents[1]
PROFILES = ("ua1", "a3a")


def plans() -> Iterator[tuple[str, pp.Plan]]:
    """Yield a plan for the first and the last destination of each bundled pathway."""
    for name in pp.bundled_pathways():
        pathway = pp.load_pathway(name)
        for goal in dict.fromkeys((pathway.destinations[0], pathway.destinations[-1])):
            yield f"{name}-{goal}", pp.plan(pathway, pp.Learner("2027-01-04", "Zoë"), goal=goal)
    pathway = pp.load_pathway(pp.bundled_pathways()[0])
    hasty = pp.Learner("2027-01-04", deadline="2027-01-05")
    yield "impossible", pp.plan(pathway, hasty)


def options() -> Iterator[dict[str, object]]:
    """Yield every combination of the options of the PDF that changes its structure."""
    for variant, paper, large, form in itertools.product(
        Variant, ("letter", "a4"), (False, True), (False, True)
    ):
        yield {"variant": variant, "paper": paper, "large_print": large, "form": form}
    yield from ({"audience": audience} for audience in Audience)
    yield {"attach": False}
    yield {"language": "es"}


def main() -> int:
    """Write all files, verify them in one batch for each profile, and tell what is wrong."""
    verify = sys.argv[1] if len(sys.argv) > 1 else ROOT.parent / "shared" / "verapdf" / "verify"
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, plan in plans():
            for number, chosen in enumerate(options()):
                files.append(Path(folder) / f"{name}-{number}.pdf")
                render(plan, "pdf", files[-1], **chosen)
        status = 0
        for profile in PROFILES:
            call = [str(verify), profile, *map(str, files)]
            done = subprocess.run(call, capture_output=True, text=True, check=False)  # noqa: S603
            lines = done.stdout.splitlines()
            passed = sum(line.startswith("PASS") for line in lines)
            sys.stdout.write(f"{profile}: {passed} of {len(files)} files pass\n")
            if passed != len(files):
                wrong = [line for line in lines if not line.startswith("PASS")]
                sys.stdout.write("\n".join(wrong) + f"\n{done.stderr}")
                status = 1
    return status


if __name__ == "__main__":
    raise SystemExit(main())
