"""Draw the pictures in the README from real outputs.

Run `python scripts/picture.py`. It needs `pdftoppm`, which is part of Poppler (Debian and
Ubuntu: `apt-get install poppler-utils`). The pictures of Word, Excel and browser need
LibreOffice (`soffice`), and Chromium with Playwright; without them those stay as they are.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pathplanner as pp

IMAGES = Path(__file__).parents[1] / "docs" / "images"
PAGES = {"roadmap.png": "1", "roadmap-time.png": "2", "roadmap-step.png": "3"}
"""Name of a picture to the page of the PDF that it shows."""

DOTS_PER_INCH = 80
SMALL = 60


def example() -> pp.Plan:
    """Return the plan that the pictures show."""
    learner = pp.Learner(
        name="Maria Lopez",
        start="2027-01-04",
        hours_per_week=12,
        holds=["high-school-diploma"],
        savings=1500,
        monthly=250,
    )
    return pp.plan(pp.load_pathway("medical-biller-and-coder"), learner, goal="ccs")


def main() -> int:
    """Draw the pictures; return 3 when the tool for them is missing."""
    tool = shutil.which("pdftoppm")
    if tool is None:
        hint = "On Debian or Ubuntu: apt-get install poppler-utils"
        sys.stderr.write(f"The pictures need pdftoppm. {hint}\n")
        return 3
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in _drawn(example(), Path(folder), tool):
            sys.stdout.write(f"{IMAGES / name}\n")
    return 0


def _drawn(plan: pp.Plan, folder: Path, tool: str) -> Iterator[str]:
    """Draw each picture and yield its name."""
    page = folder / "roadmap.pdf"
    pp.render(plan, "pdf", page)
    for name, number in PAGES.items():
        _page(tool, page, number, name, DOTS_PER_INCH)
        yield name
    if office := shutil.which("soffice"):
        for kind, number in (("docx", "1"), ("xlsx", "3")):
            file = folder / f"plan.{kind}"
            pp.render(plan, kind, file)
            command = [office, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
            subprocess.run([*command, str(file)], check=True, capture_output=True)  # noqa: S603
            _page(tool, file.with_suffix(".pdf"), number, f"{kind}.png", SMALL)
            yield f"{kind}.png"
    if browser := shutil.which("chromium") or shutil.which("google-chrome"):
        _screen(plan, folder, browser)
        yield "web.png"


def _page(tool: str, file: Path, number: str, name: str, dots: int) -> None:
    command = [tool, "-r", str(dots), "-f", number, "-l", number, "-png", "-singlefile"]
    subprocess.run([*command, str(file), str((IMAGES / name).with_suffix(""))], check=True)  # noqa: S603


def _screen(plan: pp.Plan, folder: Path, browser: str) -> None:
    from playwright.sync_api import sync_playwright

    file = folder / "plan.html"
    pp.render(plan, "web", file)
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 1000, "height": 1290}, device_scale_factor=0.5)
        page.goto(file.as_uri())
        page.locator("#done-1").check()
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=IMAGES / "web.png")
        chromium.close()


if __name__ == "__main__":
    sys.exit(main())
