"""The plan as Markdown with boxes to tick."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.output import plans

from pathplanner.document import compose, format_money
from pathplanner.renderers import render
from pathplanner_checklist.markdown import escape


def checklist(plan: Any) -> str:
    return render(plan, "checklist").decode()


def test_every_step_has_a_box_with_title_dates_cost_hours_and_reason() -> None:
    """A block for each step has its box, its days, its cost and hours; each price has a box."""
    plan = plans.coder()
    cards = {card.number: card for card in compose(plan).cards()}
    text = checklist(plan)
    blocks = re.split(r"(?m)^(?=- \[ \] \*\*)", text)[1:]
    assert len(blocks) == len(plan.steps)
    for block, step in zip(blocks, plan.steps, strict=True):
        assert block.startswith(f"- [ ] **{step.number}. {step.title}**")
        assert cards[step.number].dates.replace("\u00a0", " ") in block
        if step.cost.likely:
            assert format_money(step.cost.likely) in block
        if step.study_hours:
            assert "Study: " in block
    money = text.partition("## Money")[2].partition("## ")[0]
    assert money.count("- [ ] ") == sum(len(step.payments) for step in plan.steps)


def test_renewals_and_sources_are_there() -> None:
    """Renewals have a box with what and when, and each source its number and its address."""
    text = checklist(plans.coder())
    assert "- [ ] What: Renew Certified Professional Coder (CPC) [2]; How often: Each 2" in text
    assert "Next: May 2030" in text
    assert "<https://www.aapc.com/certification/cpc/>" in text
    assert re.search(r"\[\d\] Bureau of Labor Statistics\.", text)


@pytest.mark.parametrize("plan", [plans.one_step, plans.held_goal, plans.impossible, plans.long])
def test_every_kind_of_plan_can_be_written(plan: Any) -> None:
    """A plan of any kind is a whole text with a title and without hard spaces."""
    text = checklist(plan())
    assert text.startswith("# ")
    assert text.endswith("\n")
    assert "\u00a0" not in text


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "![x](file:///etc/passwd)",
    "**bold** _thin_ `code` ~~gone~~",
    "\n# heading\n- [x] done\n",
    "&lt;b&gt;",
    "| a | b |",
    "<script>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_the_data_is_inert(text: str) -> None:
    """Nothing in the data becomes a tag, a link, a heading or a ticked box."""
    out = checklist(plans.hostile(text))
    assert "<img" not in out
    assert "<script" not in out
    assert not re.search(r"(?<!\\)\]\(", out)
    assert "**bold**" not in out
    assert "~~gone~~" not in out
    assert "&lt;b&gt;" not in out
    assert not re.search(r"(?m)^\s*(- )?# heading", out)
    boxes = re.findall(r"(?m)^\s*- \[x\]", out)
    assert boxes == []


def test_a_text_cannot_begin_a_block() -> None:
    """What would begin a block of Markdown is escaped; what would not stays as it is."""
    for start in ("# a", "- a", "+ a", "> a", "1. a", "12) a", "=== a", "--- a"):
        assert re.match(r"\d*\\|&gt;", escape(start))
    assert escape("80-hour course (A-1)") == "80-hour course (A-1)"


def test_it_has_no_clock() -> None:
    """The same plan is the same text at any time."""
    assert checklist(plans.coder()) == checklist(plans.coder())
