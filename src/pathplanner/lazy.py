"""A package's public names, each imported when it is first asked for.

The names stand once, in the `__init__.pyi` beside the package's `__init__.py`: type
checkers and editors read it as it is, and `attach` reads it as the package is loaded. So a
command starts without what it does not use.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any


def attach(package: str, file: str) -> tuple[list[str], Callable[[str], Any], Callable[[], Any]]:
    """Return what a package needs as its `__all__`, `__getattr__` and `__dir__`.

    Args:
        package: Its `__name__`.
        file: Its `__file__`. Beside it stands the stub, in which each public name has a
            line of its own: `from pathplanner.model.plan import Plan as Plan`.
    """
    homes = {}
    for line in Path(file).with_suffix(".pyi").read_text("utf-8").splitlines():
        words = line.split()
        if words[:1] == ["from"]:
            homes[words[3]] = words[1]

    def get(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        home = homes[name]
        if home == package:
            return import_module(f"{package}.{name}")
        value = getattr(import_module(home), name)
        setattr(sys.modules[package], name, value)
        return value

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *homes})

    # Constants first, then classes, then functions.
    listed = sorted(homes, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    return listed, get, names
