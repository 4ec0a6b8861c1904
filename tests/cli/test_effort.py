"""How long to search is the user's choice, and what was not tried is said."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import run

SHORT_OF_MONEY = (
    "plan", "medical-biller-and-coder", "--goal", "cpc", "--start", "2027-01-04",
    "--savings", "500", "--monthly", "100",
)  # fmt: skip


def test_a_search_that_was_stopped_claims_nothing(place: Path) -> None:
    """No plan found is not said to be no plan possible, not by the status either."""
    stopped = run(place, *SHORT_OF_MONEY, "--effort", "5")
    assert stopped.returncode == 4
    assert "The search stopped before it had tried everything." in " ".join(stopped.stdout.split())
    assert "there is no way yet" not in stopped.stdout
    assert run(place, *SHORT_OF_MONEY).returncode == 0


def test_effort_must_be_a_number_above_zero(place: Path) -> None:
    """A wrong effort is told apart from every other fault of the command."""
    assert run(place, *SHORT_OF_MONEY, "--effort", "0").returncode == 2
