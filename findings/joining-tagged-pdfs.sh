#!/bin/sh
# pypdf 7.1.1 and pikepdf 10.18.0 (files made with Typst 0.15.2): joining tagged PDFs drops their tags
#
# A good guess: Appending whole documents to a new file keeps what makes them accessible, or
# warns.
#
# What it does: Both copy the pages alone: the new file has no structure tree, no language, no
# title and no mark of PDF/UA. The text on the page still carries its marked content, so that it
# looks tagged in the content stream. Only pypdf's `clone_from` (one file, not a join) keeps them.
#
# Why it matters here: A school prints the roadmaps of a class as one file. Each was a good PDF/UA
# file; the bundle is an untagged one.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> one file: ['/StructTreeRoot', '/Lang', '/MarkInfo', '/Metadata']
#> two joined by pypdf: []
#> two joined by pikepdf: []
#> marked content is still in the page: True
#> one cloned by pypdf: ['/StructTreeRoot', '/Lang', '/MarkInfo', '/Metadata']
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install pypdf==7.1.1 pikepdf==10.18.0 typst==0.15.2
cat > show.py <<'EOF'
import io

import pikepdf
import typst
from pypdf import PdfReader, PdfWriter

KEYS = ("/StructTreeRoot", "/Lang", "/MarkInfo", "/Metadata")
with open("plan.typ", "w") as file:
    file.write('#set document(title: "Plan")\n= Plan\nFirst step')
data = typst.compile("plan.typ", pdf_standards="ua-1")


def show(name, data):
    """Print which of the entries of an accessible file are there."""
    root = PdfReader(io.BytesIO(data)).root_object
    print(name, [key for key in KEYS if key in root])


show("one file:", data)
writer, output = PdfWriter(), io.BytesIO()
writer.append(io.BytesIO(data))
writer.append(io.BytesIO(data))
writer.write(output)
show("two joined by pypdf:", output.getvalue())
source, joined, output = pikepdf.open(io.BytesIO(data)), pikepdf.new(), io.BytesIO()  # kept open until saved
joined.pages.extend(source.pages)
joined.pages.extend(source.pages)
joined.save(output)
show("two joined by pikepdf:", output.getvalue())
with pikepdf.open(io.BytesIO(output.getvalue())) as pdf:
    print("marked content is still in the page:", b"BDC" in pdf.pages[0].Contents.read_bytes())
writer, output = PdfWriter(clone_from=io.BytesIO(data)), io.BytesIO()
writer.write(output)
show("one cloned by pypdf:", output.getvalue())
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
