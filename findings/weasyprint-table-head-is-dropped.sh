#!/bin/sh
# WeasyPrint 70.0 (read back with pypdf 7.1.1): a table head that leaves no room for a row is left out
#
# A good guess: A table has its head at least once, on its first page. Where the head and the next
# row do not fit on one page, the row goes to the page after, or the page is too full, or a warning
# says what could not be kept.
#
# What it does: On each page where the head and one row are together too tall, the first included,
# the head is left out. It is nowhere in the file, nothing is logged, and the rows are all there.
#
# Why it matters here: The head of a cost table says which figures are low and which are high. With
# large print, or a step whose note fills most of a page, figures stand without it, and in the
# tagged file the cells lose the heads that a screen reader would read out.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> head 10 mm, rows 30 mm on pages of 80 mm: Low Low
#> head 10 mm, rows 60 mm on pages of 80 mm: Low Low Low Low
#> head 10 mm, rows 75 mm on pages of 80 mm: - - - -
#> head 30 mm, rows 60 mm on pages of 80 mm: - - - -
#> said: nothing
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install weasyprint==70.0 pydyf==0.13.0 pypdf==7.1.1
cat > show.py <<'PYTHON'
import io
import logging

import pypdf
from weasyprint import HTML

said = []
log = logging.getLogger("weasyprint")
log.addHandler(type("Kept", (logging.Handler,), {"emit": lambda self, one: said.append(one)})())
STYLE = """
@page { size: 100mm 100mm; margin: 10mm }
table { border-spacing: 0 } td, th { padding: 0; font: 10pt/14pt sans-serif }
"""
for head, row in ((10, 30), (10, 60), (10, 75), (30, 60)):
    rows = "".join(f"<tr><td style='height: {row}mm'>{n}</td></tr>" for n in range(1, 5))
    top = f"<thead><tr><th style='height: {head}mm'>Low</th></tr></thead>"
    page = f"<style>{STYLE}</style><table>{top}<tbody>{rows}</tbody></table>"
    pages = pypdf.PdfReader(io.BytesIO(HTML(string=page).write_pdf())).pages
    heads = ["Low" if "Low" in one.extract_text() else "-" for one in pages]
    print(f"head {head} mm, rows {row} mm on pages of 80 mm:", *heads)
print("said:", "; ".join(one.getMessage() for one in said) or "nothing")
PYTHON
venv/bin/python show.py > seen
cat seen
diff expected seen
