"""What WeasyPrint leaves undone: both standards in one file, each text's language and letters.

WeasyPrint writes the language of the page alone, so that a screen reader would read an
English title in a Spanish page as if it were Spanish. Every element whose language is
another gets it here.

In a script whose letters change places or join, the glyphs do not tell the letters; see
`clusters`.

WeasyPrint names one standard in the metadata of a file, and this says the other there
too. PDF/A asks that each property outside its own list is described by an extension
schema (ISO 19005-3, 6.6.2.3); that of PDF/UA (ISO 14289-1, 5) is such a property. Both
must stand in the one `rdf:RDF` of the metadata: a second one is not read.

This works on the objects of pydyf, WeasyPrint's writer, just before they are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen
from pydyf import Dictionary, Object, Stream, String  # type: ignore[import-untyped]

from pathplanner.renderers.typefaces import letters
from pathplanner_pdf.clusters import say_letters
from pathplanner_pdf.tables import join_tables

_END = b"</rdf:RDF>"

_SAYS_UA = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that is kept</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def complete(document: Any, pdf: Any) -> None:
    """Make a file that WeasyPrint wrote as PDF/A-3a keep PDF/UA-1 too.

    Raises:
        RuntimeError: The file is not as this version of WeasyPrint writes it.
    """
    _tell_of_texts(document, pdf)
    join_tables(document, pdf)
    _name_both_standards(_object(pdf, pdf.catalog["Metadata"]))
    if "AcroForm" in pdf.catalog:
        # PDF/A-3 forbids that a reader draws the fields anew (ISO 19005-3, 6.4.1).
        pdf.catalog["AcroForm"].pop("NeedAppearances", None)
        _draw_empty_fields(pdf)
    if "AF" in pdf.catalog:
        # WeasyPrint names each attached file twice.
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    _make_bytes(pdf)


class _Made(Object):  # type: ignore[misc]
    """An object of a PDF as bytes; pydyf makes them each time it is asked, and asks twice."""

    data = b""
    compressible = False

    def __init__(self, made: Any) -> None:
        super().__init__()
        self.number, self.generation, self.free = made.number, made.generation, made.free
        self.data, self.compressible = made.data, made.compressible


def _make_bytes(pdf: Any) -> None:
    """Make the bytes of each object, once for its place in the file and for the file's name."""
    pdf.objects[:] = [one if one.free == "f" else _Made(one) for one in pdf.objects]


def _tell_of_texts(document: Any, pdf: Any) -> None:
    """Say of each text its language, where it is another, and its letters, where glyphs cannot.

    WeasyPrint makes an element for each text, page by page and in the order of the boxes;
    the texts of a link share one. The list of a page holds them as they are drawn.
    """
    numbers = _object(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"]
    lists = _object(pdf, numbers)["Nums"][1::2]
    for page, leaf, references in zip(document.pages, pdf.page_references, lists, strict=False):
        texts = list(_texts(page._page_box, "", None))
        is_plain = not any(_needs_letters(one.letters) for one in texts)
        if is_plain and not any(one.lang for one in texts):
            continue
        places = sorted({int(reference.split()[0]) for reference in references})
        told = [one for place, one in enumerate(texts) if _is_first(texts, place, one.link)]
        if len(told) != len(places):
            raise RuntimeError("the texts of a page of the PDF are not those of its structure")
        content = _object(pdf, _object(pdf, leaf)["Contents"])
        drawn = {} if is_plain else _drawn(content)
        fonts = {} if is_plain else _fonts(pdf, _object(pdf, leaf))
        for place, one in zip(places, told, strict=True):
            element = pdf.objects[place]
            if one.lang:
                element["Lang"] = String(one.lang)
            if one.link is None and _needs_letters(one.letters):
                say_letters(content, drawn[element["K"][0]], one.box, fonts)


def _fonts(pdf: Any, page: Any) -> dict[str, Any]:
    """Return for each font of a page what its glyphs stand for."""
    resources = page["Resources"]
    resources = resources if isinstance(resources, Dictionary) else _object(pdf, resources)
    known = resources["Font"]
    known = known if isinstance(known, Dictionary) else _object(pdf, known)
    found = {name: _object(pdf, reference) for name, reference in known.items()}
    return {name: _object(pdf, font["ToUnicode"]) for name, font in found.items()}


def _needs_letters(text: str) -> bool:
    """Return whether a text must say its letters, as its glyphs do not."""
    return not text.isascii() and not letters().issuperset(text)


def _drawn(content: Any) -> dict[int, Any]:
    """Return what a page says of each of its marked parts, by the number of the part."""
    parts = (one for one in content.stream if isinstance(one, Dictionary) and "MCID" in one)
    return {one["MCID"]: one for one in parts}


@frozen
class _Said:
    """A text of a page: its letters, its language if it is another, the link that it is in."""

    letters: str
    lang: str
    link: int | None
    box: Any


def _is_first(texts: list[_Said], place: int, link: int | None) -> bool:
    """Return whether a text has an element of its own or is the first one of a link."""
    return link is None or all(one.link != link for one in texts[:place])


def _texts(box: Any, lang: str, link: int | None) -> Iterator[_Said]:
    """Yield each text below a box."""
    box = getattr(box, "_box", box)
    element = box.element
    # A page's root says the language of all; what is below it may say another.
    if element is not None and box.element_tag != "html":
        lang = element.get("lang") or lang
    is_link = element is not None and box.element_tag.split(":")[0] == "a"
    for child in getattr(box, "children", ()):
        lined = child.children if type(child).__name__ == "LineBox" else [child]
        for one in lined:
            if type(one).__name__ == "TextBox":
                yield _Said(one.text, lang, id(box) if is_link else None, one)
            else:
                yield from _texts(one, lang, link)
    if any(kind.__name__ == "ReplacedBox" for kind in type(box).__mro__):
        yield _Said("", lang, None, None)


def _name_both_standards(metadata: Any) -> None:
    before, end, after = b"".join(metadata.stream).rpartition(_END)
    if not end or _END in before:
        raise RuntimeError("the metadata of the PDF does not hold one rdf:RDF")
    metadata.stream = [before + _SAYS_UA + end + after]
    # So that a program that knows nothing of PDF finds it too.
    metadata.compress = False


def _draw_empty_fields(pdf: Any) -> None:
    """Give each text field a look, which is empty: ISO 19005-3, 6.3.3 asks for one."""
    for reference in pdf.catalog["AcroForm"]["Fields"]:
        field = _object(pdf, reference)
        if field.get("FT") == "/Tx" and "AP" not in field:
            left, top, right, bottom = field["Rect"]
            size = f"[0 0 {abs(right - left):.3f} {abs(bottom - top):.3f}]"
            look = Stream([b"/Tx BMC EMC"], {"Type": "/XObject", "Subtype": "/Form", "BBox": size})
            pdf.add_object(look)
            field["AP"] = Dictionary({"N": look.reference})


def _object(pdf: Any, reference: bytes) -> Any:
    """Return the object that a reference such as `12 0 R` leads to."""
    return pdf.objects[int(reference.split()[0])]
