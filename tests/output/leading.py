"""Texts that may not stand alone at the foot of a page."""

from __future__ import annotations

from collections.abc import Iterator

from pathplanner.document import Document, Notice, Paragraph, Subheading


def leads(document: Document) -> Iterator[str]:
    """Yield the end of each text that stands above what it leads to."""
    for section in document.sections:
        yield section.title
        before = None
        for block in section.blocks[:-1]:
            if isinstance(block, Subheading):
                yield block.text
            elif isinstance(block, Paragraph) and (before is None or type(before) is Subheading):
                yield block.text.text
            before = block
        yield from (block.title for block in section.blocks if isinstance(block, Notice))
