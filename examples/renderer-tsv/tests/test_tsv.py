"""The table passes the checks of pathplanner, and one of its own."""

from pathplanner.renderers import render
from pathplanner.testing import RendererContract, sample_plan


class TestTsv(RendererContract):
    """All that pathplanner checks of its own renderers."""

    name = "tsv"


def test_an_unknown_price_is_no_zero() -> None:
    """A price that nobody has found is written as unknown."""
    rows = render(sample_plan("unknown"), "tsv").decode().splitlines()
    assert [row.split("\t")[-1] for row in rows] == ["cost", "unknown", "unknown"]
