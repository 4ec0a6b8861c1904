"""Every renderer that comes with pathplanner keeps the contract that others must keep.

A new renderer is checked as soon as its entry point is there.
"""

from __future__ import annotations

from pathplanner.renderers import installed_renderers
from pathplanner.testing import RendererContract

FIRST_PARTY = tuple(
    info.name for info in installed_renderers() if info.distribution == "pathplanner"
)


class TestFirstParty(RendererContract):
    """The whole kit over all of ours: renderer by sample, by payload, by option."""

    names = FIRST_PARTY


def test_there_is_something_to_check() -> None:
    """The renderers that come with pathplanner are installed as such."""
    assert {"checklist", "json", "pdf"} <= set(FIRST_PARTY)
