"""Words of a document's edges: its fields, its attachment, what a code leads to."""

from __future__ import annotations

from attrs import frozen

from pathplanner.document.words import _


@frozen
class Phrases:
    """Short texts with places to fill in; made by `compose` in the reader's language.

    Attributes:
        plan: Names the plan at the foot of a page, with `{hash}`.
        attached: What the file inside the document is.
        code: What a square code for a phone's camera leads to, with `{url}`.
    """

    plan: str
    attached: str
    code: str


def phrases() -> Phrases:
    """Return the words in the language that is spoken now."""
    return Phrases(
        plan=_("plan {hash}"),
        attached=_("This plan as data, so that it can be opened and planned again."),
        code=_("Code for the camera of a phone: {url}"),
    )
