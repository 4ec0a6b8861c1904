#!/bin/sh
# WeasyPrint 70.0 (read back with pypdf 7.1.1): an inline-block that is taller than a page is cut
#
# A good guess: What does not fit on a page goes on on the next, as it does for a block, a table or
# a grid; or a warning says that it did not.
#
# What it does: All lines stand on one page, most of them below its lower edge. Nothing is logged.
# The text is whole in the file, so a search for it, and every check that reads the text, passes.
#
# Why it matters here: A column beside a picture is soon an inline-block. A card that grows by a few
# notes then loses its end on paper, and a test that looks for the words in the PDF stays green.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> block: 4 pages, 60 lines, 0 of them below the page
#> inline-block: 1 page, 60 lines, 42 of them below the page
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
LINES = "".join(f"<p>line {number}</p>" for number in range(1, 61))
STYLE = "@page { size: 100mm 100mm; margin: 10mm } p { margin: 0; font: 10pt/14pt sans-serif }"
for display in ("block", "inline-block"):
    page = f"<style>{STYLE}</style><div style='display: {display}'>{LINES}</div>"
    pages = pypdf.PdfReader(io.BytesIO(HTML(string=page).write_pdf())).pages
    heights = []

    def note(text, now, line, *_):
        if text.strip():
            heights.append(now[5] + now[3] * line[5])

    for one in pages:
        one.extract_text(visitor_text=note)
    many = "page" if len(pages) == 1 else "pages"
    below = sum(height < 0 for height in heights)
    print(f"{display}: {len(pages)} {many}, {len(heights)} lines, {below} of them below the page")
print("said:", "; ".join(one.getMessage() for one in said) or "nothing")
PYTHON
venv/bin/python show.py > seen
cat seen
diff expected seen
