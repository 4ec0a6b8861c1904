"""What a renderer must keep that puts plans beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache

from pathplanner.renderers import load_renderer, render_comparison
from pathplanner.testing.checks import (
    TextOf,
    given_option,
    inert_faults,
    option_cases,
    rendered,
)
from pathplanner.testing.payloads import PAYLOADS, PLAIN
from pathplanner.testing.process import process_faults
from pathplanner.testing.samples import COMPARISON, hostile_comparison, sample_comparison
from pathplanner.testing.shapes import type_faults
from pathplanner.testing.texts import forms_of_date, plain, text_of


def comparison_faults(
    name: str,
    read: TextOf | None = None,
    dates: Callable[[date], Sequence[str]] = forms_of_date,
) -> list[str]:
    """Return what is wrong with plans beside each other as the renderer writes them.

    What each plan is called and the day on which it ends must be there, the bytes must be
    of the media type under every option, and a fresh process must give the same ones.

    Args:
        name: The renderer's name.
        read: Gives the words in the bytes; `text_of` when None.
        dates: Gives the forms in which a day may be written.
    """
    media_type = load_renderer(name).media_type
    data = rendered(name, COMPARISON)
    if faults := type_faults(media_type, data):
        return faults
    said = plain(read(data) if read else text_of(media_type, data))
    return [
        *_missing(said, dates), *_option_faults(name, media_type),
        *process_faults(name, COMPARISON),
    ]  # fmt: skip


def _missing(said: str, dates: Callable[[date], Sequence[str]]) -> Iterator[str]:
    solid = said.replace(" ", "")
    for called, plan in sample_comparison():
        if plain(called).replace(" ", "") not in solid:
            yield f"the plan is missing that is called {called}"
        days = dates(plan.finish) if plan.finish else ()
        if days and not any(day.replace(" ", "") in solid for day in days):
            yield f"the day {plan.finish} is missing, on which {called} ends"


def _option_faults(name: str, media_type: str) -> Iterator[str]:
    for option, value in option_cases(name):
        data = rendered(name, COMPARISON, *given_option(name, option, value))
        for fault in type_faults(media_type, data):
            yield f"with {option}={value}: {fault}"


def hostile_comparison_faults(name: str, payload: str, read: TextOf | None = None) -> list[str]:
    """Return what a hostile text does to plans beside each other, as `hostile_faults` does."""
    data, usual = (_hostile(name, text) for text in (PAYLOADS[payload], PLAIN))
    return inert_faults(load_renderer(name).media_type, data, usual, read)


@cache
def _hostile(name: str, text: str) -> bytes:
    return render_comparison(hostile_comparison(text), name)
