"""The plan as a Word document that a counsellor edits, with real styles and tables."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from pathplanner.document import Audience, Document, Variant, View, compose, compose_comparison
from pathplanner.errors import needs_extra
from pathplanner.model.plan import Plan


class Paper(StrEnum):
    """The size of the page."""

    LETTER = "letter"
    A4 = "a4"


@frozen
class DocxOptions:
    """What is written, and on which paper.

    Attributes:
        paper: The size of the page.
        variant: How much of the plan is written.
        audience: Who reads it; each but the participant is told less.
        language: BCP 47 tag of the words; that of the pathway when empty.
    """

    paper: Paper = Paper.LETTER
    variant: Variant = Variant.FULL
    audience: Audience = Audience.PARTICIPANT
    language: str = ""


@frozen
class DocxRenderer:
    """Writes a plan as a Word document."""

    name: str = "docx"
    media_type: str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    suffixes: tuple[str, ...] = (".docx",)
    options: type[DocxOptions] = DocxOptions

    def render(self, plan: Plan, options: DocxOptions, /) -> bytes:
        """Return the document; the same plan always gives the same bytes.

        Raises:
            MissingComponent: The library for Word documents is not installed.
        """
        view = View(options.language, options.variant, options.audience)
        return _written(compose(plan, view), plan, options)

    def render_comparison(
        self, plans: tuple[tuple[str, Plan], ...], options: DocxOptions, /
    ) -> bytes:
        """Return plans beside each other; one row tells of each."""
        view = View(options.language, audience=options.audience)
        return _written(compose_comparison(plans, view), plans[0][1], options)


def _written(document: Document, plan: Plan, options: DocxOptions) -> bytes:
    try:
        from pathplanner_docx.page import to_docx
    except ImportError as error:
        raise needs_extra("docx", error) from error
    return to_docx(document, plan.start, a4=options.paper is Paper.A4)


renderer = DocxRenderer()
