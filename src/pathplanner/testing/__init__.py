"""A conformance kit for those who write a renderer; it runs under pytest.

Three lines in a test file give every check as a test of its own::

    from pathplanner.testing import RendererContract

    class TestMyRenderer(RendererContract):
        name = "mine"

The checks need no pytest and can be called one by one: each returns what is wrong as a
list of texts. `docs/how-to/write-a-renderer.md` says what is checked.
"""

from pathplanner.testing.conformance import RendererContract
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
from pathplanner.testing.samples import (
    COMPARISON,
    SAMPLES,
    hostile_plan,
    sample_comparison,
    sample_plan,
)
from pathplanner.testing.texts import forms_of_date, text_of

__all__ = [
    "COMPARISON",
    "PAYLOADS",
    "SAMPLES",
    "RendererContract",
    "forms_of_date",
    "hostile_faults",
    "hostile_plan",
    "option_cases",
    "option_faults",
    "plan_faults",
    "process_faults",
    "refusal_faults",
    "sample_comparison",
    "sample_plan",
    "samples_of",
    "self_faults",
    "text_of",
]
