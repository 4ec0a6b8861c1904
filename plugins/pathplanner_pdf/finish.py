"""What WeasyPrint leaves undone: one file that keeps PDF/A-3a and PDF/UA-1 at once.

WeasyPrint names one standard in the metadata of a file, and this says the other there
too. PDF/A asks that each property outside its own list is described by an extension
schema (ISO 19005-3, 6.6.2.3); that of PDF/UA (ISO 14289-1, 5) is such a property. Both
must stand in the one `rdf:RDF` of the metadata: a second one is not read.

This works on the objects of pydyf, WeasyPrint's writer, just before they are written.
"""

from __future__ import annotations

from typing import Any

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


def keep_both_standards(_document: object, pdf: Any) -> None:
    """Make a file that WeasyPrint wrote as PDF/A-3a keep PDF/UA-1 too.

    Raises:
        RuntimeError: The metadata is not as this version of WeasyPrint writes it.
    """
    _name_both_standards(_object(pdf, pdf.catalog["Metadata"]))
    if "AcroForm" in pdf.catalog:
        # PDF/A-3 forbids that a reader draws the fields anew (ISO 19005-3, 6.4.1).
        pdf.catalog["AcroForm"].pop("NeedAppearances", None)
        _draw_empty_fields(pdf)
    if "AF" in pdf.catalog:
        # WeasyPrint names each attached file twice.
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


def _name_both_standards(metadata: Any) -> None:
    before, end, after = b"".join(metadata.stream).rpartition(_END)
    if not end or _END in before:
        raise RuntimeError("the metadata of the PDF does not hold one rdf:RDF")
    metadata.stream = [before + _SAYS_UA + end + after]
    # So that a program that knows nothing of PDF finds it too.
    metadata.compress = False


def _draw_empty_fields(pdf: Any) -> None:
    """Give each text field a look, which is empty: ISO 19005-3, 6.3.3 asks for one."""
    from pydyf import Dictionary, Stream  # type: ignore[import-untyped]

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
