#!/bin/sh
# WeasyPrint 70.0: a PDF/A with an ordinary picture asks viewers to smooth it, which PDF/A forbids
#
# A good guess: with pdf_variant="pdf/a-3a" what is written keeps the rules of PDF/A as far as the
# writer decides them, and a plain <img> is no trouble.
#
# What it does: the picture is written with "/Interpolate true" unless the style sheet says
# otherwise, in the PDF/A variants too. ISO 19005 (6.2.8) says that the key, if it is there, is
# false; veraPDF refuses such a file. "image-rendering: pixelated" for the picture mends it.
#
# Why it matters here: an agency's logo made an archived plan an invalid PDF/A, though nothing
# else of the page had changed.
#
# Output seen (Python 3.11.7, pypdf 6.4.0, 30 November 2026). The script compares with these lines.
#> as it is: /Interpolate True
#> pixelated: /Interpolate False
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install weasyprint==70.0 pillow==13.0.0 pypdf==6.4.0
cat > show.py <<'EOF'
import base64
import io

import pypdf
from PIL import Image
from weasyprint import HTML

file = io.BytesIO()
Image.new("RGB", (60, 20), "#c83c1e").save(file, "PNG")
source = "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def show(name, style):
    """Print what a PDF/A with one picture says of smoothing it."""
    page = f'<html lang="en"><title>Plan</title><img alt="Logo" src="{source}" style="{style}">'
    written = io.BytesIO(HTML(string=page).write_pdf(pdf_variant="pdf/a-3a"))
    objects = pypdf.PdfReader(written).pages[0]["/Resources"]["/XObject"]
    [picture] = [one.get_object() for one in objects.values()]
    print(f"{name}: /Interpolate", picture.get("/Interpolate", False))


show("as it is", "")
show("pixelated", "image-rendering: pixelated")
EOF
venv/bin/python show.py > seen 2> told || { cat told; exit 1; }
cat seen
diff expected seen
