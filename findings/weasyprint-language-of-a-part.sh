#!/bin/sh
# WeasyPrint 70.0 (read back with pikepdf 10.18.0): the language of a part of a page is lost
#
# A good guess: HTML says `lang` on the root and on a paragraph, so a PDF/UA file says both.
#
# What it does: Only the root's language is written, as /Lang of the document. No structure
# element has a /Lang, so the whole file claims to be in one language. Nothing warns, and the PDF
# still marks itself as PDF/UA-1.
#
# Why it matters here: A roadmap for a bilingual family mixes languages on a page; a screen reader
# then speaks the Spanish paragraph with English sounds. The tags must be mended after WeasyPrint
# is done.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> claims PDF/UA part 1
#> language of the document: en
#> structure elements: 7
#> structure elements with a language: 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install weasyprint==70.0 pydyf==0.13.0 pikepdf==10.18.0
cat > show.py <<'EOF'
import io

import pikepdf
from weasyprint import HTML

PAGE = """<html lang="en"><title>Plan</title><body>
<p>First step</p><p lang="es">Primer paso <span lang="fr">ou premier pas</span></p></body></html>"""

def elements(node):
    """Yield each structure element below a node, in reading order."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from elements(kid)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from elements(node.K)


pdf = pikepdf.open(io.BytesIO(HTML(string=PAGE).write_pdf(pdf_variant="pdf/ua-1")))
found = list(elements(pdf.Root.StructTreeRoot.K))
with pdf.open_metadata() as metadata:
    print("claims PDF/UA part", metadata.get("pdfuaid:part"))
print("language of the document:", pdf.Root.Lang)
print("structure elements:", len(found))
print("structure elements with a language:", sum("/Lang" in element for element in found))
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
