"""The only place that reads the clock."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def today() -> date:
    """Return today, or the day that `SOURCE_DATE_EPOCH` names for repeatable output."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isascii() and fixed.isdigit() and len(fixed) <= 10:
        return datetime.fromtimestamp(int(fixed), UTC).date()
    return datetime.now().astimezone().date()
