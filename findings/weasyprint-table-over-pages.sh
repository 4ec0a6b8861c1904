#!/bin/sh
# WeasyPrint 70.0 (beside Typst 0.15.2, read with pikepdf 10.18.0): a long table is tagged as many tables
#
# A good guess: A table that runs over several pages stays one Table in the structure tree, as
# Typst writes it.
#
# What it does: WeasyPrint starts a new Table element on each page, with the repeated heading row
# again in it. A list is cut up in the same way: one L for each page.
#
# Why it matters here: A checklist or a cost table of a long pathway runs over pages. A screen
# reader then says "table with three rows" again and again, and a test that counts tables by the
# HTML is wrong.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> WeasyPrint: one table in the HTML, more than one Table: True
#> WeasyPrint: a heading row for each of them: True
#> WeasyPrint: one list in the HTML, more than one L: True
#> Typst: more than one page: True
#> Typst: Table elements: 1
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install weasyprint==70.0 pydyf==0.13.0 pikepdf==10.18.0 typst==0.15.2
cat > show.py <<'EOF'
import io

import pikepdf
import typst
from weasyprint import HTML

ROWS = range(12)
TABLE = "".join(f"<tr><td>{row}</td><td>fee</td></tr>" for row in ROWS)
LIST = "".join(f"<li>step {row}</li>" for row in ROWS)
PAGE = f"""<html lang="en"><title>Plan</title>
<style>@page {{ size: 8cm 8cm; margin: 1cm }} body {{ font-size: 20px }} tr, li {{ height: 1.5cm }}</style>
<table><thead><tr><th>Step</th><th>Cost</th></tr></thead><tbody>{TABLE}</tbody></table>
<ol>{LIST}</ol></html>"""
TYPST = """#set document(title: "Plan")
#set page(width: 8cm, height: 8cm)
#table(columns: 2, row-gutter: 1cm, table.header[Step][Cost], ..range(12).map(row => ([#row], [fee])).flatten())
"""

def elements(node):
    """Yield each structure element below a node, in reading order."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from elements(kid)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from elements(node.K)


def count(data, tag):
    """Return how many structure elements of one kind a PDF has."""
    pdf = pikepdf.open(io.BytesIO(data))
    return sum(str(element.S) == tag for element in elements(pdf.Root.StructTreeRoot.K))


weasy = HTML(string=PAGE).write_pdf(pdf_variant="pdf/ua-1")
print("WeasyPrint: one table in the HTML, more than one Table:", count(weasy, "/Table") > 1)
print("WeasyPrint: a heading row for each of them:", count(weasy, "/THead") == count(weasy, "/Table"))
print("WeasyPrint: one list in the HTML, more than one L:", count(weasy, "/L") > 1)
with open("plan.typ", "w") as file:
    file.write(TYPST)
other = typst.compile("plan.typ", pdf_standards="ua-1")
print("Typst: more than one page:", len(pikepdf.open(io.BytesIO(other)).pages) > 1)
print("Typst: Table elements:", count(other, "/Table"))
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
