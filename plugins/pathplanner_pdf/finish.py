"""What WeasyPrint leaves undone: both standards in one file, and the language of each text.

WeasyPrint writes the language of the page alone, so that a screen reader would read an
English title in a Spanish page as if it were Spanish. Every element whose language is
another gets it here.

WeasyPrint names one standard in the metadata of a file, and this says the other there
too. PDF/A asks that each property outside its own list is described by an extension
schema (ISO 19005-3, 6.6.2.3); that of PDF/UA (ISO 14289-1, 5) is such a property. Both
must stand in the one `rdf:RDF` of the metadata: a second one is not read.

This works on the objects of pydyf, WeasyPrint's writer, just before they are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydyf import Dictionary, Stream, String  # type: ignore[import-untyped]

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
    _say_languages(document, pdf)
    _name_both_standards(_object(pdf, pdf.catalog["Metadata"]))
    if "AcroForm" in pdf.catalog:
        # PDF/A-3 forbids that a reader draws the fields anew (ISO 19005-3, 6.4.1).
        pdf.catalog["AcroForm"].pop("NeedAppearances", None)
        _draw_empty_fields(pdf)
    if "AF" in pdf.catalog:
        # WeasyPrint names each attached file twice.
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


def _say_languages(document: Any, pdf: Any) -> None:
    """Give each element of the structure whose text is in another language that language.

    WeasyPrint makes an element for each text, page by page and in the order of the boxes;
    the texts of a link share one. The list of a page holds them as they are drawn.
    """
    numbers = _object(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"]
    lists = _object(pdf, numbers)["Nums"][1::2]
    for page, references in zip(document.pages, lists, strict=False):
        texts = list(_texts(page._page_box, "", None))
        if not any(lang for _link, lang in texts):
            continue
        places = sorted({int(reference.split()[0]) for reference in references})
        told = [lang for place, (link, lang) in enumerate(texts) if _is_first(texts, place, link)]
        if len(told) != len(places):
            raise RuntimeError("the texts of a page of the PDF are not those of its structure")
        for place, lang in zip(places, told, strict=True):
            if lang:
                pdf.objects[place]["Lang"] = String(lang)


def _is_first(texts: list[tuple[int | None, str]], place: int, link: int | None) -> bool:
    """Return whether a text has an element of its own or is the first one of a link."""
    return link is None or all(one != link for one, _lang in texts[:place])


def _texts(box: Any, lang: str, link: int | None) -> Iterator[tuple[int | None, str]]:
    """Yield for each text below a box the link that it is in, and its language."""
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
                yield (id(box) if is_link else None), lang
            else:
                yield from _texts(one, lang, link)
    if any(kind.__name__ == "ReplacedBox" for kind in type(box).__mro__):
        yield None, lang


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
