"""The plan as a printed roadmap through Typst: fast enough for thousands (PDF/UA-1)."""

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
class TypstOptions:
    """How the roadmap is printed.

    Attributes:
        paper: The size of the page.
        variant: How much of the plan is printed.
        audience: Who reads it; each but the participant is told less.
        language: BCP 47 tag of the words; that of the pathway when empty.
    """

    paper: Paper = Paper.LETTER
    variant: Variant = Variant.FULL
    audience: Audience = Audience.PARTICIPANT
    language: str = ""


@frozen
class TypstRenderer:
    """Writes a plan as a PDF roadmap, many times as fast as the renderer `pdf`."""

    name: str = "typst"
    media_type: str = "application/pdf"
    suffixes: tuple[str, ...] = (".typst",)
    options: type[TypstOptions] = TypstOptions

    def render(self, plan: Plan, options: TypstOptions, /) -> bytes:
        """Return the roadmap as a PDF.

        Raises:
            InputError: It holds letters that its typefaces do not have.
            MissingComponent: Typst is not installed.
        """
        view = View(options.language, options.variant, options.audience)
        return _printed(compose(plan, view), plan, options)

    def render_comparison(
        self, plans: tuple[tuple[str, Plan], ...], options: TypstOptions, /
    ) -> bytes:
        """Return plans beside each other; one row tells of each."""
        view = View(options.language, audience=options.audience)
        return _printed(compose_comparison(plans, view), plans[0][1], options)


def _printed(document: Document, plan: Plan, options: TypstOptions) -> bytes:
    try:
        from pathplanner_pdf.glyphs import check_letters
        from pathplanner_typst.engine import to_pdf
    except ImportError as error:
        raise needs_extra("typst", error) from error
    check_letters(document, plan.learner.name)
    return to_pdf(document, plan.start, options.paper)


renderer = TypstRenderer()
