"""What the shell offers when a word is completed; nothing on any error."""

from __future__ import annotations

from collections.abc import Iterable

import click
from click.shell_completion import CompletionItem

from pathplanner.errors import PathplannerError
from pathplanner.formats.files import load_pathway
from pathplanner.formats.source import bundled_pathways
from pathplanner.renderers import renderer_names


def _items(words: Iterable[str], start: str) -> list[CompletionItem]:
    return [CompletionItem(word) for word in words if word.startswith(start)]


def pathways(_: click.Context, __: click.Parameter, start: str) -> list[CompletionItem]:
    """Return bundled pathways, or files when none fits."""
    return _items(bundled_pathways(), start) or [CompletionItem(start, type="file")]


def steps(context: click.Context, _: click.Parameter, start: str) -> list[CompletionItem]:
    """Return the steps of the pathways that stand on the line."""
    given = context.params
    names = (given.get("pathway"), *(given.get("pathways") or ()), *(given.get("others") or ()))
    try:
        found = [load_pathway(name) for name in names if name]
    except PathplannerError:
        return []
    return _items(dict.fromkeys(step for one in found for step in one.by_id), start)


def formats(_: click.Context, __: click.Parameter, start: str) -> list[CompletionItem]:
    """Return the names of the installed renderers."""
    try:
        return _items(renderer_names(), start)
    except PathplannerError:
        return []
