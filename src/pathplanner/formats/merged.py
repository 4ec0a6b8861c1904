"""Pathways of several files as one, with every fault at its place in the files."""

from __future__ import annotations

import os
from collections.abc import Sequence

from pathplanner.model.merge import merge
from pathplanner.model.pathway import Pathway


def join_pathways(sources: Sequence[str | os.PathLike[str]], parts: Sequence[Pathway]) -> Pathway:
    """Return the pathways of several files as one; see `merge`.

    Args:
        sources: As for `load_pathway`, one for each of the pathways.
        parts: The pathways read from them.

    Raises:
        InputError: Two of them define one id differently, or wait for each other in a
            circle; the files and lines are named.
    """

    def where(part: Pathway, path: str) -> str:
        from pathplanner.formats.files import open_pathway

        source = next(name for name, one in zip(sources, parts, strict=True) if one is part)
        return open_pathway(source).places.where(path)

    return merge(*parts, where=where)
