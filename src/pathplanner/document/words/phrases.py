"""Words of a document's edges: its fields, its attachment, what a code leads to."""

from __future__ import annotations

from attrs import frozen

from pathplanner.document.words.messages import _


@frozen
class Phrases:
    """Short texts with places to fill in; made by `compose` in the reader's language.

    Attributes:
        plan: Names the plan at the foot of a page, with `{hash}`.
        attached: What the file inside the document is.
        code: What a square code for a phone's camera leads to, with `{url}`.
        skip: The link by which a keyboard passes what stands before the plan.
        contents: The heading of the list of sections.
        progress: How far one is, with `{done}` and `{all}`.
        kept: Where the ticks on a screen are kept.
    """

    plan: str
    attached: str
    code: str
    skip: str
    contents: str
    progress: str
    kept: str


def phrases() -> Phrases:
    """Return the words in the language that is spoken now."""
    return Phrases(
        plan=_("plan {hash}"),
        attached=_("This plan as data, so that it can be opened and planned again."),
        code=_("Code for the camera of a phone: {url}"),
        skip=_("Skip to the plan"),
        contents=_("On this page"),
        progress=_("{done} of {all} steps done"),
        kept=_("What you tick and write here stays in this browser, on this device."),
    )
