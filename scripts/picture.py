"""Draw the picture in the README from the first page of a real roadmap.

Run `python scripts/picture.py`. It needs `pdftoppm`, which is part of Poppler
(Debian and Ubuntu: `apt-get install poppler-utils`).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pathplanner as pp

PICTURE = Path(__file__).parents[1] / "docs" / "images" / "roadmap.png"
DOTS_PER_INCH = 80


def main() -> int:
    """Draw the picture; return 3 when the tool for it is missing."""
    tool = shutil.which("pdftoppm")
    if tool is None:
        hint = "On Debian or Ubuntu: apt-get install poppler-utils"
        sys.stderr.write(f"The picture needs pdftoppm. {hint}\n")
        return 3
    pathway = pp.load_pathway("medical-biller-and-coder")
    learner = pp.Learner(
        name="Maria Lopez",
        start="2027-01-04",
        hours_per_week=12,
        holds=["high-school-diploma"],
    )
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "roadmap.pdf"
        pp.render(pp.plan(pathway, learner, goal="cpc"), "pdf", page)
        command = [tool, "-r", str(DOTS_PER_INCH), "-f", "1", "-l", "1", "-png", "-singlefile"]
        subprocess.run([*command, str(page), str(page.with_suffix(""))], check=True)  # noqa: S603
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page.with_suffix(".png"), PICTURE)
    sys.stdout.write(f"{PICTURE}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
