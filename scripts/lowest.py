"""Write the oldest version of each library that pyproject.toml allows, as pip takes them.

python scripts/lowest.py FILE
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def lowest() -> list[str]:
    """Return `name==version` for each library, those of the extras included."""
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *(one for name in extras for one in extras[name])]
    found = (re.fullmatch(r"([\w.-]+)>=([\w.]+)", one) for one in asked)
    return [f"{match[1]}=={match[2]}" for match in found if match]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text("\n".join(lowest()) + "\n", "utf-8")
