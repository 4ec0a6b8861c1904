"""Working days are those of the `holidays` library, which is asked for one country at a time."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import holidays
import pytest

from pathplanner.model.workdays import work_days

YEAR = [date(2027, 1, 1).toordinal() + number for number in range(365)]


@pytest.mark.parametrize(
    ("country", "state"), [("US", "US-TX"), ("US", "US-ZZ"), ("GU", ""), ("IL", "")]
)
def test_days_off_are_those_of_the_library(country: str, state: str) -> None:
    """Weekends and holidays of a country and a state are what the library says they are."""
    subdivision = (
        state[3:] if state[3:] in holidays.country_holidays(country).subdivisions else None
    )
    known = holidays.country_holidays(country, subdiv=subdivision, years=2027)
    off = [
        day
        for day in YEAR
        if (on := date.fromordinal(day)) in known or on.weekday() in known.weekend
    ]
    assert [day for day in YEAR if work_days(country, state).is_off(day)] == off


def test_a_country_that_nobody_knows_has_weekends() -> None:
    """Where the library has no such country, only Saturdays and Sundays are off."""
    off = [day for day in YEAR if work_days("ZZ").is_off(day)]
    assert off == [day for day in YEAR if date.fromordinal(day).weekday() > 4]


def test_one_country_is_loaded_and_no_other() -> None:
    """Asking for a day of one country does not import the two hundred others."""
    words = (
        "import sys; from pathplanner.model.workdays import work_days;"
        "assert work_days('US', 'US-TX').is_off(739982);"
        "print('holidays.countries' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
