"""`pathplanner batch summary`: a report of a caseload, for a board or a funder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import click
from attrs import evolve

from pathplanner import desk, document, formats
from pathplanner.cli import options, terminal
from pathplanner.cli.edge import today
from pathplanner.cli.options import STDOUT, Wanted, writes
from pathplanner.document.blocks import Figures, Table
from pathplanner.errors import Faults
from pathplanner.files import write_bytes_safely
from pathplanner.model.limits import HandOut
from pathplanner.model.plan import Plan


@click.command()
@click.argument("folder", type=click.Path())
@click.option("--names", is_flag=True, help="Name the people; without it nobody is named.")
@options.LANGUAGE
@writes
def summary(folder: str, language: str | None, *, names: bool, wanted: Wanted) -> None:
    """Sum up the caseload in FOLDER, which `batch` has filled.

    Goals, when people finish, what it costs and who pays, who has no plan and what would help,
    the calls worth making, and seats by step and month: as a page (-o summary.pdf, .html, .docx),
    a workbook (-o summary.xlsx) or text. Exit status 2: the folder holds no caseload.
    """
    books = tuple(one for one in wanted.files if one.lower().endswith(".xlsx"))
    pages = evolve(wanted, files=tuple(one for one in wanted.files if one not in books))
    faults = Faults()
    outputs = terminal.choose_outputs(_with_text(pages, books), [], faults)
    terminal.check_pages(outputs.targets, faults)
    faults.stop()
    # Each person's plan is in a language of their own, and the report is in one.
    found = [
        (one, plan and desk.in_language(plan, language or "en"))
        for one, plan in desk.answers_in(folder)
    ]
    members = [document.Member(one.person, one.name, plan) for one, plan in found if plan]
    report = document.compose_cohort(
        members, today(), faulty=len(found) - len(members), names=names, language=language or "",
        shared=_shared(folder, found),
    )  # fmt: skip
    for book in books:
        write_bytes_safely(book, formats.to_xlsx(dict(_sheets(report))))
        terminal.note(f"Wrote {book}")
    made = outputs.write(terminal.PlanWriter(report))
    terminal.put_all(made)
    made.complain()
    if wanted.as_json:
        terminal.print_json("caseload-summary", _told(report))


def _shared(folder: str, found: list[tuple[desk.Entry, Plan | None]]) -> document.SharedOut | None:
    """Return what the people of a caseload share; None where they share nothing."""
    told = desk.shared_in(folder)
    if not told:
        return None
    titles = {step: title for _, plan in found if plan for step, title in plan.titles.items()}
    best, days = told.get("no_better_than", {}), [_days(plan) for _, plan in found if plan]
    same = best.get("without_plan") == days.count(None)
    spare = max(0, sum(filter(None, days)) - best["days"]) if best and same else None
    return document.SharedOut(
        told["hand_out"] == HandOut.ORDER,
        told.get("proved", False),
        spare,
        tuple(
            document.PurseUse(
                one["name"], Decimal(one["amount"]), Decimal(one["given"]),
                Decimal(one["wanted"]), one["people"],
            )
            for one in told["purses"]
        ),
        tuple(
            document.StartUse(
                titles.get(one["step"], one["step"]), date.fromisoformat(one["on"]),
                one["seats"], one["taken"], one["wanted"],
            )
            for one in told["seats"]
        ),
        tuple(_losses(entry for entry, _ in found)),
    )  # fmt: skip


def _days(plan: Plan) -> int | None:
    return (plan.finish - plan.start).days if plan.finish else None


def _losses(entries: Iterable[desk.Entry]) -> Iterator[document.Loss]:
    for entry in entries:
        if lost := entry.shared.get("lost"):
            yield document.Loss(
                entry.name or entry.person,
                lost.get("days", 0),
                Decimal(lost.get("money", "0")),
                lost.get("plan", False),
            )


def _with_text(wanted: Wanted, books: tuple[str, ...]) -> Wanted:
    """Return what is wanted, and text where nothing is."""
    if wanted.files or wanted.format or wanted.as_json or books:
        return wanted
    return evolve(wanted, files=(STDOUT,), format="text")


def _sheets(report: document.Document) -> Iterator[tuple[str, list[tuple[str | int, ...]]]]:
    """Yield a sheet for each section that has a table."""
    for section in report.sections:
        rows: list[tuple[str | int, ...]] = []
        for block in section.blocks:
            if isinstance(block, Table):
                rows += [(), *_cells(block)] if rows else _cells(block)
        if rows:
            yield section.title[:31], rows


def _cells(table: Table) -> list[tuple[str | int, ...]]:
    heads: tuple[str | int, ...] = tuple(column.title for column in table.columns)
    return [heads, *(tuple(map(_cell, (one.text for one in row))) for row in table.rows)]


def _cell(text: str) -> str | int:
    return int(text) if text.isascii() and text.isdigit() else text


def _told(report: document.Document) -> dict[str, Any]:
    """Return the report as a tree: its figures and tables by section."""
    return {
        section.id: [_tree(block) for block in section.blocks if isinstance(block, Figures | Table)]
        for section in report.sections
    }


def _tree(block: Figures | Table) -> Any:
    if isinstance(block, Figures):
        return {one.label: one.value for one in block.items}
    heads, *rows = _cells(block)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]
