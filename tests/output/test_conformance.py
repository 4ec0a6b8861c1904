"""Every renderer that comes with pathplanner keeps the contract that others must keep.

A new renderer is checked as soon as its entry point is there.
"""

from __future__ import annotations

from typing import Any

import pytest

from pathplanner.document import Variant, View, compose
from pathplanner.renderers import installed_renderers
from pathplanner.testing import RendererContract, sample_plan

BUNDLED = sample_plan("bundled")
FIRST_PARTY = tuple(
    info.name for info in installed_renderers() if info.distribution == "pathplanner"
)


class TestFirstParty(RendererContract):
    """The whole kit over all of ours: renderer by sample, by payload, by option."""

    names = FIRST_PARTY

    def test_options_are_honoured(self, renderer: str, option: str, value: Any) -> None:
        """Each value of an option gives a whole output, and another one than the default."""
        if option == "variant" and len(compose(BUNDLED).sections) == len(
            compose(BUNDLED, View(variant=Variant.BRIEF)).sections
        ):
            pytest.skip("the document has no variants yet")
        super().test_options_are_honoured(renderer, option, value)


def test_there_is_something_to_check() -> None:
    """The renderers that come with pathplanner are installed as such."""
    assert {"checklist", "json", "pdf"} <= set(FIRST_PARTY)
