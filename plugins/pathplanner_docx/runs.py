"""Text in a Word document: which way it runs, and in what language it is."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from pathplanner.document import Text, format_marks
from pathplanner.renderers.direction import begins_right, turned_parts


def put(paragraph: WordParagraph, text: str | Text, *, bold: bool = False, lang: str = "") -> None:
    """Add a text to a paragraph, with the marks of its sources.

    Args:
        paragraph: Where it is added, after what stands there.
        text: The words.
        bold: Whether they are bold.
        lang: BCP 47 tag of the words, where they are not in the document's language.
    """
    words = text if isinstance(text, Text) else Text("", lang=lang)
    said = text if isinstance(text, str) else text.text
    if not paragraph.text and begins_right(said):
        _append(paragraph._p.get_or_add_pPr(), "w:bidi")
    for part, turned in turned_parts(said):
        run = paragraph.add_run(part)
        run.bold = bold or None
        _mark(run, words.lang, turned=turned)
    if words.marks:
        paragraph.add_run(f" {format_marks(words.marks)}")


def _mark(run: Run, lang: str, *, turned: bool) -> None:
    """Say the language and the direction of a run; Word takes them from nothing else."""
    if not (lang or turned):
        return
    known = run._r.get_or_add_rPr()
    if turned:
        if run.bold:
            # Word has a weight of its own for what runs from right to left.
            _append(known, "w:bCs")
        _append(known, "w:rtl")
    if lang:
        said = _append(known, "w:lang")
        said.set(qn("w:bidi" if turned else "w:val"), lang)
        said.set(qn("w:eastAsia"), lang)


def _append(parent: BaseOxmlElement, name: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    parent.append(element)
    return element
