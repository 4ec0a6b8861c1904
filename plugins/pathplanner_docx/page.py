"""A document as a Word file: its pages, its styles and what stands at the foot."""

from __future__ import annotations

import io
import re
from datetime import datetime, time

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from pathplanner.document import Block, Document, Paragraph, Subheading, Text
from pathplanner.formats import with_one_day
from pathplanner.model.support import Logo
from pathplanner_docx.runs import put
from pathplanner_docx.writers import Writer

DARK = RGBColor(0x0B, 0x4A, 0x5A)
"""The one accent colour, as in the PDF."""

SIZES = {
    "Title": 26,
    "Subtitle": 13,
    "Heading 1": 17,
    "Heading 2": 13,
    "Heading 3": 11.5,
    "Caption": 10.5,
    "Intense Quote": 11,
}
"""Letters of what has the accent colour, in points. Word's own blue is too pale for some."""

WIDE, HIGH = Mm(50), Mm(17)
"""A logo is as large as fits in this."""

LETTER, A4 = (Mm(215.9), Mm(279.4)), (Mm(210), Mm(297))


def to_docx(document: Document, *, a4: bool) -> bytes:
    """Return a document as a Word file on A4 or Letter; its day is the first of the plan."""
    document = document.printed()
    word = docx.Document()
    _style(word, document.language)
    _page(word, document, a4=a4)
    _properties(word, document)
    if document.logo:
        _logo(word, document.logo)
    put(word.add_paragraph(style="Caption"), document.kicker)
    put(word.add_paragraph(style="Title"), Text(document.title, lang=document.foreign))
    put(word.add_paragraph(style="Subtitle"), document.subtitle)
    put(word.add_paragraph(), document.meta)
    writer = Writer(word)
    for section in document.sections:
        put(word.add_heading("", 1), section.title)
        before: Block | None = None
        for block in section.blocks:
            writer.write(block)
            is_first = before is None or isinstance(before, Subheading)
            if is_first and isinstance(block, Paragraph) and block is not section.blocks[-1]:
                writer.keep_with_next()
            before = block
    file = io.BytesIO()
    word.save(file)
    return with_one_day(file.getvalue())


def _logo(word: WordDocument, logo: Logo) -> None:
    drawn = word.add_paragraph().add_run().add_picture(io.BytesIO(logo.png))
    smaller = min(HIGH / drawn.height, WIDE / drawn.width)
    drawn.height = Emu(int(drawn.height * smaller))
    drawn.width = Emu(int(drawn.width * smaller))
    said = drawn._inline.docPr
    said.set("descr", logo.alt)
    said.set("name", "Logo")


def _style(word: WordDocument, language: str) -> None:
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(5)
    for name, size in SIZES.items():
        style = word.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), DARK
        style.font.name = "Calibri"
        # The theme's typeface would win over the name.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    for tag in word.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), language)


def _page(word: WordDocument, document: Document, *, a4: bool) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = A4 if a4 else LETTER
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    foot = section.footer.paragraphs[0]
    put(foot, document.footer)
    foot.add_run(" · ")
    for part in re.split(r"(\{pages?\})", document.page):
        if part in ("{page}", "{pages}"):
            _field(foot, "PAGE" if part == "{page}" else "NUMPAGES")
        else:
            foot.add_run(part)


def _field(paragraph: WordParagraph, code: str) -> None:
    """Add a number that Word counts itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)
    run = paragraph.add_run("1")
    field.append(run._r)


def _properties(word: WordDocument, document: Document) -> None:
    known = word.core_properties
    known.title = document.title[:255]
    known.subject = document.subtitle[:255]
    known.author = known.last_modified_by = "pathplanner"
    known.language = document.language
    known.comments = ""
    known.created = known.modified = datetime.combine(document.start, time())
    known.revision = 1
