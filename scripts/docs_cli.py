"""Write docs/reference/cli.md from what `pathplanner --help` says.

Run `python scripts/docs_cli.py` after a change to the command line. With `--check`
nothing is written, and the exit status is 1 when the page is out of date.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "cli.md"
WIDTH = 88
INTRO = """# The command line

<!-- Written by scripts/docs_cli.py; change the help texts in the code instead. -->

| exit status | meaning |
|---|---|
| 0 | done |
| 1 | the input is right, and no plan is possible, or `check --strict` warns of something |
| 2 | something is wrong with the input, the output or the call; every fault is printed |
| 3 | something must be installed, such as Pango; the message says how; other files are written |
| 4 | the search stopped before it found a plan, and there may be one: give it more `--effort` |

## On a screen and elsewhere

On a terminal, lists and tables have lines as far as it is wide enough: no id is broken,
so that you can copy it. Work that takes over half a second says on standard error what is
being done, with a bar where the pieces can be counted; nothing of it stays. In a pipe, with
`NO_COLOR` set or on a terminal called `dumb`, all is plain.

With `--json` a command prints JSON and nothing else on standard output. Its first key,
`schema` or `format`, says what it is and in which version. Faults are told on standard error
all the same, with the same exit status. Only `new`, `schema` and `completion` have no
`--json`. What the commands that change files print:

| `schema` | from | says |
|---|---|---|
| `pathplanner/start/1` | `start` | `file`, `written`, `next`, `plan` |
| `pathplanner/progress/1` | `done` to `undo` | these, `entry`, `taken_back`, `said`, `changed` |
| `pathplanner/translation/1` | `translate` | `written`, `texts`, `missing` |
| `pathplanner/batch/1` | `batch` | one line a person, as in the list; at last the `counts` |
| `pathplanner/due/1` | `batch due` | `from`, `to`, `due`: `day`, `person`, `name`, `kind`, `what` |

There `next` is what to do next, `changed` what changed in words, and `plan` holds the
`version`, `status`, `finish`, `cost`, `differences`, `reasons` and `changes` of the plan, as
in [the format `json`](outputs.md).
"""


def help_of(*command: str) -> str:
    """Return what a command says about itself."""
    call = [sys.executable, "-c", "from pathplanner.cli import main; main()"]
    fixed = {"COLUMNS": str(WIDTH), "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "TERM": "dumb"}
    done = subprocess.run(  # noqa: S603
        [*call, *command, "--help"],
        env=os.environ | fixed,
        capture_output=True,
        text=True,
        check=True,
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())


def commands_in(text: str) -> list[str]:
    """Return the names of the commands that a help text lists."""
    _, _, listed = text.partition("\nCommands:\n")
    return re.findall(r"^  ([a-z][a-z-]*)(?:  |$)", listed, re.MULTILINE)


def sections(*command: str) -> Iterator[str]:
    """Yield a section for a command and for each command inside it."""
    text = help_of(*command)
    name = " ".join(("pathplanner", *command))
    yield f"## {name}\n\n```text\n{text}\n```\n"
    for inner in commands_in(text):
        yield from sections(*command, inner)


def main() -> int:
    """Write or check the page."""
    page = "\n".join((INTRO, *sections()))
    if "--check" in sys.argv[1:]:
        fresh = PAGE.exists() and PAGE.read_text("utf-8") == page
        if not fresh:
            sys.stderr.write(f"{PAGE.name} is out of date; run: python scripts/docs_cli.py\n")
        return 0 if fresh else 1
    PAGE.write_text(page, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
