"""Write docs/reference/api.md from the docstrings of the library.

python scripts/docs_api.py            write it
python scripts/docs_api.py --check    exit with 1 if it is out of date
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from enum import EnumType
from pathlib import Path

import pathplanner as pp

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "api.md"
HEAD = """# The library, name by name

<!-- Written by scripts/docs_api.py; change the docstrings instead. -->

`pp` is `import pathplanner as pp`. [The overview](library.md) says how it fits together.
"""


_TWICE = ("plan", "reach", "revise")
"""Names that the desk has for a request, and the pipeline for its own values."""


def page() -> str:
    """Return the page."""
    return "\n".join([HEAD, *_entries()])


def _entries() -> Iterator[str]:
    parts = [name for name in pp.model.__all__ if name not in pp.__all__]
    desk = [name for name in pp.desk.__all__ if name not in pp.__all__ or name in _TWICE]
    homes = (("pp", pp, pp.__all__), ("pp.desk", pp.desk, desk), ("pp.model", pp.model, parts))
    for package, home, names in homes:
        for name in sorted(names, key=str.lower):
            found = getattr(home, name)
            if callable(found):
                said = f"{name}{_signature(found)}\n\n{inspect.getdoc(found)}"
                yield f"## {package}.{name}\n\n```text\n{said}\n```\n"


def _signature(found: object) -> str:
    """Return how it is called, without the module names of types."""
    if isinstance(found, EnumType):
        return "(value)"  # what Python itself says is different from version to version
    try:
        said = str(inspect.signature(found))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return ""
    said = re.sub(r"<factory>|NOTHING|<[^<>]* at 0x[0-9a-f]+>", "...", said)
    said = re.sub(r"(?:[a-z_]+\.)+([A-Z])", r"\1", said)
    # Python 3.14 says otherwise than those before that something may be None.
    said = re.sub(r"Optional\[ForwardRef\('([^']*)'\)\]", r"'\1 | None'", said)
    said = re.sub(r"ForwardRef\('([^']*)'\) \| None", r"'\1 | None'", said)
    said = re.sub(r"'([A-Z]\w*)'", r"\1", said)
    return said.removesuffix(" -> None")


def main() -> int:
    """Write the page, or check it."""
    text = page()
    if "--check" in sys.argv[1:]:
        return int(not PAGE.exists() or PAGE.read_text("utf-8") != text)
    PAGE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
