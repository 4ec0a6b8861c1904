"""Draw the pictures in the README from pages of a real roadmap.

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

IMAGES = Path(__file__).parents[1] / "docs" / "images"
PICTURES = {"roadmap.png": "1", "roadmap-time.png": "2", "roadmap-step.png": "5"}
"""Name of a picture to the page that it shows."""

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
        savings=1500,
        monthly=250,
    )
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "roadmap.pdf"
        pp.render(pp.plan(pathway, learner, goal="ccs"), "pdf", page)
        IMAGES.mkdir(parents=True, exist_ok=True)
        for name, number in PICTURES.items():
            command = [tool, "-r", str(DOTS_PER_INCH), "-f", number, "-l", number, "-png"]
            target = (IMAGES / name).with_suffix("")
            subprocess.run([*command, "-singlefile", str(page), str(target)], check=True)  # noqa: S603
    sys.stdout.write(f"{IMAGES}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
