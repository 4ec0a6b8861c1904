"""What a plan says in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from tests.output import plans

from pathplanner.document import (
    Bullets,
    Checklist,
    Document,
    Figures,
    Table,
    Text,
    Timeline,
    compose,
    format_date,
    format_duration,
    format_money,
    format_span,
    visible,
)
from pathplanner.document.lookup import PlanFacts
from pathplanner.model.quantity import Duration, Unit
from pathplanner.model.refusal import ChangeKind, ReasonKind


def texts(value: Any) -> Iterator[str]:
    """Yield every text in a document."""
    if isinstance(value, str):
        yield value
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            # A plan that a document carries along is not what it says.
            if field.name != "plan":
                yield from texts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)


def marks_in(value: Any) -> Iterator[int]:
    """Yield the marks of sources in blocks, in order."""
    if isinstance(value, tuple):
        for part in value:
            yield from marks_in(part)
    elif isinstance(value, Text):
        yield from value.marks
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from marks_in(getattr(value, field.name))


def words(document: Document) -> str:
    """Return all that a document says, with ordinary spaces."""
    return " ".join(" ".join(texts(document)).split())


def test_every_step_has_a_card_with_its_number_title_dates_and_cost() -> None:
    """There is a card for each step, in order, with all that the plan says of it."""
    plan = plans.coder()
    cards = compose(plan).cards()
    assert [card.number for card in cards] == [step.number for step in plan.steps]
    for card, step in zip(cards, plan.steps, strict=True):
        assert card.title == step.title
        assert card.dates == PlanFacts(plan).span(step.start, step.finish)
        if step.cost.likely:
            assert format_money(step.cost.likely) in card.cost
        assert (f"{step.cost.unknown}\u00a0price not known" in card.cost) == bool(step.cost.unknown)
        assert card.why[0].text


def test_the_summary_says_when_how_much_and_what_is_not_known() -> None:
    """The first section says the finish, the sums, the hours and what nobody has found."""
    plan = plans.coder()
    summary = compose(plan).section("summary")
    assert summary
    said = " ".join(texts(summary)).replace("\u00a0", " ")
    for word in (
        "You finish not before August 2029",
        "$2,778.75",
        "$5,278.75",
        "$4,878.75",
        "$5,973.75",
        "$2,500",
        "736 hours",
        "12 hours a week",
        "1 price is not known and not in this sum",
    ):
        assert word in said
    actions = next(block for block in summary.blocks if isinstance(block, Checklist))
    assert [item.number for item in actions.items] == [1, 2, 4]
    assert "May 1, 2027" in actions.items[2].detail.text.replace("\u00a0", " ")


def test_the_reasons_and_what_was_set_aside_are_told() -> None:
    """Each kind of reason, and each way that was not taken, is told in words."""
    said = words(compose(plans.coder()))
    for word in (
        "You need it for step 4, “Medical coding certificate program”.",
        "Set aside: Associate degree. You would finish about 13 months later and pay $4,100 more.",
        "Set aside: On-the-job training. No plan that fits can use it.",
        "It saves you $75 in all.",
        "Advised by AAPC.",
        "You asked for it.",
        "This is your goal.",
        "planned at the middle of the range",
        "instead of $222, thanks to step 4",
        "Advised but not in this plan: Practicode (advised by AAPC).",
        "not asked of you (decided by Ms. Rivera, counselor) on October 3, 2026: Two years",
        "We took it that you are old enough",
        "late until July 2030 for $50 more",
        "36 units for Certified Professional Coder (CPC) and cpb together",
        "first-hand",
        "No date shown",
        "https://www.aapc.com/certification/cpc/",
    ):
        assert word in said


def test_sources_are_numbered_and_their_marks_stand_beside_the_facts() -> None:
    """A fact has the numbers of its sources, apart from its text."""
    document = compose(plans.coder())
    card = document.cards()[3]
    length = next(fact for fact in card.facts if fact.label == "Length")
    sources = document.section("sources")
    assert sources
    [stated] = [one for one in sources.blocks[-1].items if one.number in length.value.marks]
    assert "Austin Community College" in stated.text
    cited = [mark for one in document.printed().sections for mark in marks_in(one.blocks)]
    assert set(cited) == set(range(1, len(sources.blocks[-1].items) + 1))
    firsts = list(dict.fromkeys(cited))
    assert firsts[:3] == [1, 2, 3]
    assert "[1]" not in words(document)  # marks are apart from the text


def test_the_timeline_is_in_scale() -> None:
    """A bar is as long as its part of the whole time, and none leaves the scale."""
    timeline = compose(plans.coder()).section("timeline")
    assert timeline
    block = timeline.blocks[0]
    assert isinstance(block, Timeline)
    assert block.bars[0].left == 0
    longest = max(block.bars, key=lambda bar: bar.width)
    assert longest.title == "One year of coding work"
    assert longest.width == pytest.approx(365 / 941 * 100, abs=0.01)
    assert all(bar.left + bar.width <= 100.01 for bar in block.bars)
    assert [bar.critical for bar in block.bars].count(False) == 3


def test_the_money_table_adds_up() -> None:
    """Each payment has a row, and the rows come to what the person pays."""
    plan = plans.coder()
    money = compose(plan).section("money")
    assert money
    table = next(block for block in money.blocks if isinstance(block, Table))
    assert len(table.rows) == sum(len(step.payments) for step in plan.steps)
    own = [column.title for column in table.columns].index("You pay")
    paid = [row[own].text for row in table.rows if row[own].text.startswith("$")]
    total = sum(Decimal(text[1:].replace(",", "")) for text in paid) + Decimal(0)
    assert format_money(total) == "$2,778.75"
    assert table.totals[0][own].text == "at least $2,778.75"
    assert {"$1,167.25"} <= {row[-1].text for row in table.rows}


def test_an_unknown_price_is_never_shown_as_zero() -> None:
    """Where nothing is known, the figures say so."""
    summary = compose(plans.one_step()).section("summary")
    assert summary
    figures = next(block for block in summary.blocks if isinstance(block, Figures))
    values = {figure.label: figure.value for figure in figures.items}
    assert values["You pay"] == "not known"
    assert values["You study"] == "not known"


def test_a_plan_that_is_not_proved_best_says_so() -> None:
    """A feasible plan says that there was no time for a proof."""
    assert "no time to prove that it is the best" in words(compose(plans.one_step()))


def test_an_impossible_plan_tells_each_reason_and_each_change() -> None:
    """Each reason and each change that would help has a line, with what would come of it."""
    document = compose(plans.impossible())
    assert document.sections[0].title == "No plan fits yet"
    assert not document.cards()
    reasons, changes = document.section("reasons"), document.section("changes")
    assert reasons
    assert changes
    assert len([*filter(None, texts(reasons.blocks))]) == len(ReasonKind)
    bullets = next(block for block in changes.blocks if isinstance(block, Bullets))
    assert len(bullets.items) == len(ChangeKind)
    outcome = (
        f"You would finish on {format_date(date(2029, 8, 2))} and pay $2,778.75 in known prices."
    )
    assert all(item.text.endswith(outcome) for item in bullets.items)


def test_without_a_single_change_that_helps_it_says_so() -> None:
    """Where no change alone helps, that is what is said."""
    document = compose(attrs.evolve(plans.impossible(), changes=()))
    assert "No single change is enough" in words(document)


def test_a_held_goal_says_that_one_is_there() -> None:
    """Who holds the goal is told so, and has no cards."""
    document = compose(plans.held_goal())
    assert document.sections[0].title == "You are there already"
    assert not document.cards()


def test_dates_are_words_also_that_of_the_facts() -> None:
    """No date is written in numbers."""
    said = words(compose(plans.coder()))
    assert "facts of November 1, 2026" in said.replace("\u00a0", " ")
    assert "2026-" not in said
    assert "2027-" not in said
    assert "2029-" not in said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "a[U+0000]b"),
        ("\x1b[31m", "[U+001B][31m"),
        ("\u202e425$", "[U+202E]425$"),
        ("\u2066x\u2069", "[U+2066]x[U+2069]"),
        ("\ud800", "[U+D800]"),
        ("\x85a\nb\r\n\tc\u2028d", "a b c d"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\U000e0041", "[U+E0041]"),
        ("Ünïcödé 東京", "Ünïcödé 東京"),
    ],
)
def test_control_characters_become_visible(text: str, shown: str) -> None:
    """What has no shape of its own is shown by its number, and white space is one space."""
    assert visible(text) == shown


def test_no_control_character_gets_into_a_document() -> None:
    """No text of a document has a character that `visible` would change."""
    evil = "".join(map(chr, [*range(32), *range(0x7F, 0xA0)])) + "\u202e\u2066\ud800\ufffe"
    for text in texts(compose(plans.hostile(f"x{evil}y"))):
        assert text == visible(text) or text.strip() != text


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        ("425", "USD", "$425"),
        ("1234.5", "USD", "$1,234.50"),
        ("0", "USD", "$0"),
        ("0.005", "USD", "$0.01"),
        ("-3", "USD", "-$3"),
        ("20", "EUR", "EUR\u00a020"),
    ],
)
def test_money(amount: str, currency: str, shown: str) -> None:
    """An amount has the sign of its currency, commas, and cents where there are any."""
    assert format_money(Decimal(amount), currency) == shown


def test_dates_and_spans() -> None:
    """Days, spans and lengths are words that no line break can part."""
    day = date(2027, 3, 5)
    assert format_date(day) == "March\u00a05,\u00a02027"
    assert format_span(day, day) == "on March\u00a05,\u00a02027"
    assert format_duration(Duration.exactly(1, Unit.YEARS)) == "1\u00a0year"
    assert "likely 3\u00a0weeks" in format_duration(Duration(1, 3, 4, Unit.WEEKS))


def test_the_same_plan_always_says_the_same() -> None:
    """Composing twice gives equal documents."""
    assert compose(plans.coder()) == compose(plans.coder())
