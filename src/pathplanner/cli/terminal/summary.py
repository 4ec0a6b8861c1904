"""A plan in the terminal, as the plain text of its document, and in short as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import click

from pathplanner.cli.terminal.screen import head, say
from pathplanner.document import (
    Block,
    Bullets,
    Checklist,
    Document,
    Facts,
    Figures,
    Notice,
    Paragraph,
    Section,
    StepCard,
    Subheading,
    Table,
)
from pathplanner.document.answers import what_changed, what_is_next
from pathplanner.formats.forms.writer import tree_of
from pathplanner.model.plan import Plan

SECTIONS = ("summary", "open", "revision", "reasons", "changes", "sureness")


def print_summary(document: Document) -> None:
    """Print the finish, the cost, the next actions and the steps with their dates."""
    head(document.title)
    say(document.subtitle)
    say(document.meta)
    for name in SECTIONS:
        if section := document.section(name):
            _section(section)
    for section in document.sections:
        cards = [block for block in section.blocks if isinstance(block, StepCard)]
        if cards:
            say()
            head(section.title)
            for card in cards:
                _card(card)
    if assumed := document.section("assumed"):
        _section(assumed)


def print_change(document: Document) -> None:
    """Print when a plan made anew finishes, what it costs and what changed, and why."""
    head(document.title)
    say(document.meta)
    for name in SECTIONS:
        if section := document.section(name):
            _section(section)


def refusal(document: Document) -> list[str]:
    """Return why no plan fits and what would help, line by line."""
    lines = []
    for name in SECTIONS:
        section = document.section(name)
        for block in section.blocks if section else ():
            lines += [text for _, text in _lines(block)]
    return lines


def _section(section: Section) -> None:
    say()
    head(section.title)
    for block in section.blocks:
        if isinstance(block, Subheading):
            say()
            head(block.text)
            continue
        for first, text in _lines(block):
            say(text, indent=2, first=first)


def _lines(block: Block) -> list[tuple[str, str]]:
    """Return the lines of a block, each with what stands before it."""
    lines: list[tuple[str, str]] = []
    if isinstance(block, Figures):
        lines = [("", f"{one.label}: {one.value}. {one.note}".rstrip()) for one in block.items]
    elif isinstance(block, Facts):
        lines = [("", f"{fact.label}: {fact.value.text}") for fact in block.items]
    elif isinstance(block, Checklist):
        lines = [("- ", f"{one.text}: {one.detail.text}".rstrip(": ")) for one in block.items]
    elif isinstance(block, Bullets):
        lines = [("- ", text.text) for text in block.items]
    elif isinstance(block, Paragraph):
        lines = [("", block.text.text)]
    elif isinstance(block, Notice):
        lines = [("", block.text.text or block.title)]
    elif isinstance(block, Table):
        lines = _rows(block)
    return lines


def _rows(table: Table) -> list[tuple[str, str]]:
    heads = [column.title for column in table.columns]
    return [
        (
            "- ",
            "; ".join(
                f"{title}: {cell.text}" if title else cell.text
                for title, cell in zip(heads, row, strict=False)
            ),
        )
        for row in table.rows
    ]


def _card(card: StepCard) -> None:
    say(card.title, indent=2, first=f"{card.number:>2}. ")
    say(f"{card.dates} · {card.cost}", indent=6)


def print_json(kind: str, tree: Mapping[str, Any]) -> None:
    """Print a tree; `kind` says in its first key what it is."""
    whole = {"schema": f"pathplanner/{kind}/1", **tree}
    text = json.dumps(whole, indent=2, ensure_ascii=False, default=tree_of).replace("\u00a0", " ")
    click.echo(text.encode("utf-8", "replace"))


def plan_in_short(plan: Plan) -> dict[str, Any]:
    """Return what a plan comes to, as a tree in the forms of plan files."""
    parts = ("version", "status", "finish", "cost", "differences", "reasons", "changes")
    return {name: getattr(plan, name) for name in parts}


def plan_to_tell(plan: Plan) -> dict[str, Any]:
    """Return what to do next, what changed in words, and the plan in short."""
    todo = [
        {"number": item.number, "text": item.text, "when": item.detail.text}
        for item in what_is_next(plan)
    ]
    return {"next": todo, "changed": what_changed(plan), "plan": plan_in_short(plan)}
