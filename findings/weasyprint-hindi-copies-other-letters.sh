#!/bin/sh
# WeasyPrint 70.0 (font of justmytype-intl-south-asia 0.1.0, read with pypdf 7.1.1): Hindi that
# looks right is copied as other letters
#
# A good guess: A PDF whose page shows the right letters, with a typeface that has them all, gives
# the same letters to a screen reader and to copy and paste; it does for Latin, Greek, Cyrillic.
#
# What it does: A cluster of Devanagari is drawn with several glyphs, and one glyph stands in many
# clusters. Each glyph is given one text, that of the first cluster in which it was seen, so the
# sign for "r" above a letter carries the letter below it into every later word. Two common words
# beside each other come back with a wrong letter; each alone is right. No warning is given,
# and the file still counts as PDF/UA.
#
# Why it matters here: A name in Hindi is printed right and read aloud wrong. The text of such a
# run must be told by ActualText after WeasyPrint is done.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> work: written 0915 093E 0930 094D 092F, copied the same: True
#> duty: written 0927 0930 094D 092E, copied the same: True
#> both: written 0915 093E 0930 094D 092F 0020 0927 0930 094D 092E, copied the same: False
#> copied instead: 0915 093E 0930 094D 092F 0020 0927 0930 094D 092F
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install weasyprint==70.0 pydyf==0.13.0 \
    pypdf==7.1.1 justmytype-intl-south-asia==0.1.0
cat > show.py <<'EOF'
import io
from importlib.util import find_spec
from pathlib import Path

from pypdf import PdfReader
from weasyprint import HTML

fonts = Path(find_spec("justmytype_intl_south_asia").origin).parent
(font,) = fonts.rglob("NotoSansDevanagari*.ttf")
style = f'<style>@font-face {{font-family: D; src: url("{font.as_uri()}")}} p {{font-family: D}}</style>'
work, duty = "\u0915\u093e\u0930\u094d\u092f", "\u0927\u0930\u094d\u092e"


def points(text):
    return " ".join(f"{ord(letter):04X}" for letter in text)


for name, text in (("work", work), ("duty", duty), ("both", f"{work} {duty}")):
    pdf = HTML(string=f'{style}<p lang="hi">{text}</p>').write_pdf()
    copied = PdfReader(io.BytesIO(pdf)).pages[0].extract_text().strip()
    print(f"{name}: written {points(text)}, copied the same: {copied == text}")
print("copied instead:", points(copied))
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
