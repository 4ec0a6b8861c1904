"""What a person sees while a command works for long, and that nothing of it stays."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.running import START, environment, invoke
from tests.cli.terminal import CODE, session, what_stays

pytestmark = pytest.mark.slow

SLOW = (
    "import time, pathplanner.planning as p; old = p.plan\n"
    "def plan(*a, **k):\n  time.sleep(1.5)\n  return old(*a, **k)\n"
    "p.plan = plan\n"
)
"""Makes planning slow."""

SOON = "import pathplanner.cli.terminal.progress_bar as w; w.SOON = 0\n"
"""Shows every bar, however quick the work is."""

LOOKED = (
    "import atexit, sys\n"
    "atexit.register(lambda: print('RICH' if 'rich' in sys.modules else 'NOTHING HEAVY'))\n"
    "import pathplanner.cli.terminal.progress_bar as w; w.SOON = 30\n"
)
"""Says in the end whether the library for bars was loaded, however slow the machine is."""

WORDS = "Looking for the best plan"
HIDDEN, SHOWN = "\x1b[?25l", "\x1b[?25h"
"""The marks that hide and show the cursor."""
PLAN = ("plan", "small.yaml", *START, "-t", "checklist")
YOU = ("--file", "you.yaml")
OTHER = ("compare", "small.yaml", *START, "--what-if", "hours=20", "--what-if", "hours=3")


def at_terminal(place: Path, *args: str, first: str, columns: int = 80, **more: str) -> str:
    """Return what is seen of a command that goes well."""
    status, seen = session(columns, *args, first=first, **more)
    assert status == 0, seen
    return seen


@pytest.mark.parametrize("columns", [30, 80])
def test_long_work_is_told_and_nothing_stays(place: Path, columns: int) -> None:
    """The words and the seconds are seen meanwhile; then there is only the output."""
    seen = at_terminal(place, *PLAN, first=SLOW, columns=columns)
    assert WORDS[:15] in seen
    assert "0:00:01" in seen
    assert (seen.count(HIDDEN), seen.count(SHOWN)) == (1, 1)
    assert seen.index(HIDDEN) < seen.rindex(WORDS[:15]) < seen.index(SHOWN)
    assert what_stays(seen).strip() == invoke(*PLAN).stdout.strip()


def test_quick_work_shows_nothing_and_loads_nothing(place: Path) -> None:
    """On a terminal, too, a quick command never loads what draws the bars."""
    seen = at_terminal(place, *PLAN, first=LOOKED)
    assert "NOTHING HEAVY" in seen
    assert WORDS not in seen


@pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_who_wants_plain_text_gets_no_marks(place: Path, setting: dict[str, str]) -> None:
    """NO_COLOR and a dumb terminal ask for plain text."""
    seen = at_terminal(place, *PLAN, first=SLOW + SOON, **setting)
    assert seen.replace("\r\n", "\n") == invoke(*PLAN).stdout


def test_a_pipe_gets_no_marks(place: Path) -> None:
    """What goes to other programs is the output alone, and standard error is empty."""
    done = subprocess.run(
        [sys.executable, "-c", SLOW + SOON + CODE, *PLAN],
        env={**environment(), "TERM": "xterm-256color"},
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == (invoke(*PLAN).stdout, "")


@pytest.mark.parametrize(
    ("args", "pieces"),
    [
        (
            ("plan", "small.yaml", *START, "-o", "a.md", "-o", "a.json"),
            ["Making a.md", "0/2", "Making a.json", "1/2"],
        ),
        (OTHER, [f"{WORDS}: hours=3", "/3"]),
        (("plan", "small.yaml", *START, "--futures", "9000"), ["Simulating futures", "/9000"]),
        (("reach", "small.yaml", *START), ["Planning badge", "/2"]),
        (("check", "small.yaml", "small.yaml"), ["Checking small.yaml", "/2"]),
        (("coverage", "small.yaml", "small.yaml"), ["Reading small.yaml", "/2"]),
        (("list",), ["Reading ", "/8"]),
        (("show", "small.yaml"), ["Reading small.yaml"]),
        (("doctor",), ["Looking at what is installed"]),
        (("why", "course", "small.yaml", *START), [WORDS]),
        (("why-not", "badge", "small.yaml", *START), [WORDS]),
        (("done", "course", "small.yaml", "--learner", "me.yaml"), [WORDS]),
        (
            ("start", "--yes", "--pathway", "small.yaml", "-o", "a.pdf", *YOU),
            ["Making your roadmap"],
        ),
        (
            ("start", "--yes", "--pathway", "small.yaml", "-o", "a.md", "--language", "es", *YOU),
            ["Preparando su plan"],
        ),
    ],
    ids=lambda value: " ".join(value[:1]),
)
def test_what_is_done_is_named_and_counted(
    place: Path, args: tuple[str, ...], pieces: list[str]
) -> None:
    """Work in pieces has a bar that counts them; other work has words; all of it goes away."""
    (place / "me.yaml").write_text("format: pathplanner/learner/1\nname: Ana\n")
    slowly = (
        "import time, pathplanner.cli.terminal.progress_bar as w; w.SOON = 0\n"
        "class Shown(w._Shown):\n"
        "  def begin(self, words):\n"
        "    super().begin(words)\n"
        "    time.sleep(0.3 if self.total < 10 else 0)\n"
        "w._Shown = Shown\n"
    )
    seen = at_terminal(place, *args, first=slowly, columns=100)
    for piece in pieces:
        assert piece in seen
        assert piece not in what_stays(seen)


def test_ctrl_c_leaves_the_terminal_clean(place: Path) -> None:
    """Ctrl-C ends at once with status 130; the line is gone and the cursor is there."""
    slow = SLOW.replace("1.5", "30")
    status, seen = session(80, *PLAN, first=slow, stop_at=WORDS)
    assert status == 130
    assert seen.rindex(SHOWN) > seen.rindex(HIDDEN)
    assert what_stays(seen).strip() == ""


def test_kill_leaves_the_terminal_clean(place: Path) -> None:
    """A command that is told to end ends by that signal; the line is gone, the cursor there."""
    slow = SLOW.replace("1.5", "30")
    status, seen = session(80, *PLAN, first=slow, stop_at=WORDS, stop_by=signal.SIGTERM)
    assert status == -signal.SIGTERM
    assert seen.rindex(SHOWN) > seen.rindex(HIDDEN)
    assert what_stays(seen).strip() == ""


def test_a_program_with_its_own_ending_keeps_it(place: Path) -> None:
    """What a program around the command does when it is told to end stays as it is."""
    own = "import signal; signal.signal(signal.SIGTERM, lambda *_: print('OWN', flush=True))\n"
    status, seen = session(80, *PLAN, first=own + SLOW, stop_at=WORDS, stop_by=signal.SIGTERM)
    assert (status, "OWN" in seen) == (0, True)


def test_an_error_is_told_on_a_clean_line(place: Path) -> None:
    """The bar is gone before a fault is told."""
    (place / "bad.yaml").write_text("format: pathplanner/pathway/1\n")
    status, seen = session(80, "show", "bad.yaml", first=SOON)
    assert status == 2
    assert what_stays(seen).startswith("Error: ")


def test_bars_inside_bars_are_one(place: Path) -> None:
    """Work inside other work shows no second line: the cursor is hidden once at a time."""
    seen = at_terminal(place, *OTHER, first=SLOW + SOON)
    marks = [seen[place:].startswith(HIDDEN) for place in range(len(seen))
             if seen[place:].startswith((HIDDEN, SHOWN))]  # fmt: skip
    assert marks == [True, False] * (len(marks) // 2)
