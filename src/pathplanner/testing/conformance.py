"""The checks as a class of tests, one for each renderer, sample, payload and option."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from pathplanner.renderers import load_renderer
from pathplanner.testing.contract import (
    hostile_faults,
    option_cases,
    option_faults,
    plan_faults,
    refusal_faults,
    samples_of,
    self_faults,
)
from pathplanner.testing.payloads import PAYLOADS
from pathplanner.testing.process import process_faults
from pathplanner.testing.samples import SAMPLES
from pathplanner.testing.texts import forms_of_date, text_of


class RendererContract:
    """Derive a class whose name starts with `Test`, and pytest runs every check.

    Attributes:
        name: The name of the renderer.
        names: The names, to check several renderers by one class.
        samples: The sample plans to write.
        option_samples: Those in which an option must change something.
        option_values: Values to try for options of `str` and `int`, by option.
    """

    name: ClassVar[str] = ""
    names: ClassVar[Sequence[str]] = ()
    samples: ClassVar[Sequence[str]] = SAMPLES
    option_samples: ClassVar[Sequence[str]] = ("bundled", "spanish", "many-renewals")
    option_values: ClassVar[Mapping[str, Sequence[Any]]] = {}

    def text_of(self, name: str, data: bytes) -> str:
        """Return the words in the bytes; override it for a format that the kit cannot read."""
        return text_of(load_renderer(name).media_type, data)

    def forms_of_date(self, day: date) -> Sequence[str]:
        """Return the forms in which a day may be written; override it for others."""
        return forms_of_date(day)

    def pytest_generate_tests(self, metafunc: Any) -> None:
        """Make a test of every renderer, sample, payload and option."""
        names = tuple(self.names) or (self.name,)
        asked = metafunc.fixturenames
        if "payload" in asked:
            metafunc.parametrize("payload", PAYLOADS)
        if "sample" in asked:
            pairs = [(one, name) for name in names for one in samples_of(name, self.samples)]
            ids = ["-".join(pair) for pair in pairs]
            metafunc.parametrize(("sample", "renderer"), pairs, ids=ids)
        elif "option" in asked:
            cases = [
                (name, option, value)
                for name in names
                for option, value in option_cases(name, self.option_values)
            ]
            metafunc.parametrize(
                ("renderer", "option", "value"), cases, ids=["-".join(map(str, c)) for c in cases]
            )
        else:
            metafunc.parametrize("renderer", names)

    def test_it_says_what_it_is(self, renderer: str) -> None:
        """Media type, suffixes and options are whole, and each option is explained."""
        _expect_none(self_faults(renderer))

    def test_every_step_is_there(self, renderer: str, sample: str) -> None:
        """The bytes are of the media type, and hold each step's number, title and dates."""
        read = lambda data: self.text_of(renderer, data)  # noqa: E731
        _expect_none(plan_faults(renderer, sample, read, self.forms_of_date))

    def test_a_fresh_process_gives_the_same_and_touches_nothing(
        self, renderer: str, sample: str
    ) -> None:
        """Another process gives the same bytes, without network, programs or foreign files."""
        _expect_none(process_faults(renderer, sample))

    def test_hostile_text_is_inert(self, renderer: str, payload: str) -> None:
        """A text from outside changes nothing but the words."""
        _expect_none(hostile_faults(renderer, payload, lambda data: self.text_of(renderer, data)))

    def test_options_are_honoured(self, renderer: str, option: str, value: Any) -> None:
        """Each value of an option gives a whole output, and the option changes something."""
        _expect_none(option_faults(renderer, option, value, self.option_samples))

    def test_wrong_options_are_refused(self, renderer: str) -> None:
        """An unknown option and a wrong value are errors that name the right ones."""
        _expect_none(refusal_faults(renderer))


def _expect_none(faults: Iterable[str]) -> None:
    """Fail with all that is wrong, a line each."""
    __tracebackhide__ = True
    if found := list(faults):
        raise AssertionError("\n".join(found))
