"""The codes beside links: whole, large enough, with words, and only for the web."""

from __future__ import annotations

import re
from typing import Any

import pikepdf
import pytest
import segno
from tests.output import plans
from tests.output.printed import opened, printed

from pathplanner_pdf.qr import qr_svg


def figures(data: bytes) -> list[str]:
    """Return the alternative texts of a file."""
    with opened(data) as pdf:
        found: Any = (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary))
        return [str(one.Alt) for one in found if "/Alt" in one and one.get("/S") == "/Figure"]


@pytest.mark.parametrize("url", ["https://example.org/", "http://example.org/" + "a" * 300])
def test_the_drawing_is_the_code(url: str) -> None:
    """Square by square it is what segno makes, with four empty squares around."""
    svg = qr_svg(url, "x")
    size = int(re.search(r'viewBox="0 -0.5 (\d+) ', svg)[1])  # type: ignore[index]
    drawn = [[0] * size for _ in range(size)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)", svg):
        for column in range(int(x), int(x) + int(width)):
            drawn[int(y)][column] = 1
    rows = [list(row) for row in segno.make_qr(url, error="m").matrix_iter(border=4)]
    assert drawn == rows
    width = float(re.search(r' width="([\d.]+)mm"', svg)[1])  # type: ignore[index]
    assert width * (size - 8) / size >= 19.9


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "mailto:a@b.org", "file:///x", "", "https://x/" + "a" * 900]
)  # fmt: skip
def test_other_addresses_have_no_code(url: str) -> None:
    """Only an address of the web that a phone can open and a code can hold gets one."""
    assert qr_svg(url, "x") == ""


def test_each_link_of_a_step_has_a_code_that_says_where_it_leads() -> None:
    """The words for a code name the address, and none is left without words."""
    plan = plans.coder()
    links = [step.url for step in plan.steps if step.url]
    assert len(links) == 2
    assert figures(printed(plan)) == [f"Code for the camera of a phone: {url}" for url in links]
    assert figures(printed(plan, qr="no")) == []


def test_markup_in_an_address_makes_no_code_of_its_own() -> None:
    """What looks like room for a code in the data stays text."""
    evil = '<div class="code" data-code="https://evil.example/"></div>'
    assert not [text for text in figures(printed(plans.hostile(evil))) if "evil" in text]
