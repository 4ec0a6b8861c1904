"""What only the edge knows: the day, and what is installed."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def today() -> date:
    """Return today, or the day that `SOURCE_DATE_EPOCH` names for repeatable output."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isascii() and fixed.isdigit() and len(fixed) <= 10:
        return datetime.fromtimestamp(int(fixed), UTC).date()
    return datetime.now().astimezone().date()


def version_of(package: str) -> str:
    """Return the version of an installed package; an empty text when it is not installed."""
    # Loaded only here: it reads half of the standard library's e-mail.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return ""
