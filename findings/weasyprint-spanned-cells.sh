#!/bin/sh
# WeasyPrint 70.0 (read back with pikepdf 10.18.0): spanned cells shift the header cells of others
#
# A good guess: The Headers of a tagged cell name the heading that stands above it, spans or not,
# as HTML's own table rules say.
#
# What it does: Cells are counted without the room that a span takes. Below a heading that spans
# two columns, the second cell has no header. Beside a cell that spans two rows, each cell of the
# second row gets the heading of the column to its left.
#
# Why it matters here: A cost table with "Money (low, high)" above two columns, or a year that
# spans its months, reads fine on paper, and tells a blind reader that a date is a fee. A checker
# that looks only for headers being there does not see the second case.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> low -> ['Money']
#> high -> []
#> date -> ['Day']
#> 2027 -> ['Year']
#> fee 1 -> ['Fee']
#> day 1 -> ['Day']
#> fee 2 -> ['Year']
#> day 2 -> ['Fee']
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

WIDE = """<table><thead><tr><th colspan="2">Money</th><th>Day</th></tr></thead>
<tbody><tr><td>low</td><td>high</td><td>date</td></tr></tbody></table>"""
TALL = """<table><thead><tr><th>Year</th><th>Fee</th><th>Day</th></tr></thead>
<tbody><tr><td rowspan="2">2027</td><td>fee 1</td><td>day 1</td></tr>
<tr><td>fee 2</td><td>day 2</td></tr></tbody></table>"""

def elements(node):
    """Yield each structure element below a node, in reading order."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from elements(kid)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from elements(node.K)


def show(table, headings, cells):
    """Print by cell which headings its Headers name."""
    page = f'<html lang="en"><title>Plan</title>{table}</html>'
    pdf = pikepdf.open(io.BytesIO(HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")))
    found = list(elements(pdf.Root.StructTreeRoot.K))
    ids = [str(element.ID) for element in found if element.S == "/TH"]
    names = dict(zip(ids, headings, strict=True))
    data = [element for element in found if element.S == "/TD"]
    for cell, element in zip(cells, data, strict=True):
        print(cell, "->", [names[str(header)] for header in element.A.Headers])


show(WIDE, ["Money", "Day"], ["low", "high", "date"])
show(TALL, ["Year", "Fee", "Day"], ["2027", "fee 1", "day 1", "fee 2", "day 2"])
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
