"""Every renderer that comes with pathplanner keeps the contract that others must keep.

A new renderer is checked as soon as its entry point is there.
"""

from __future__ import annotations

import pytest

from pathplanner.renderers import installed_renderers
from pathplanner.testing import RendererContract

FIRST_PARTY = tuple(
    info.name for info in installed_renderers() if info.distribution == "pathplanner"
)


HEAVY = {"docx", "pdf", "typst"}


class TestLight(RendererContract):
    """The whole kit over what is quick to write: renderer by sample, by payload, by option."""

    names = tuple(name for name in FIRST_PARTY if name not in HEAVY)


@pytest.mark.slow
class TestHeavy(RendererContract):
    """The same over what is laid out in pages, which takes most of the time of all tests."""

    names = tuple(name for name in FIRST_PARTY if name in HEAVY)


def test_there_is_something_to_check() -> None:
    """The renderers that come with pathplanner are installed as such."""
    assert {"checklist", "json", "pdf"} <= set(FIRST_PARTY)
    assert {*TestLight.names, *TestHeavy.names} == set(FIRST_PARTY)
