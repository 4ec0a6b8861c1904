#!/bin/sh
# openbadges-bakery 2.0.0 (chunks written with pypng 0.20220715.0): a PNG text that names its language spoils the badge
#
# A good guess: An iTXt chunk has fields for a language and a translated keyword. A reader of
# badges steps over them, whether they are filled or not.
#
# What it does: It cuts off the keyword and any zero bytes, not fields. With the language "en" the
# result starts with `en` and two zero bytes, and is no JSON. A badge of Open Badges 3 (keyword
# openbadgecredential) is not found at all: None.
#
# Why it matters here: Badges pass through picture editors and other issuers' tools. A file that
# others show as valid then looks broken; the fields of the chunk must be read one by one.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> no language: '{"type": "Assertion"}'
#> language en: 'en\x00\x00{"type": "Assertion"}'
#> Open Badges 3: None
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install openbadges-bakery==2.0.0 pypng==0.20220715.0
cat > show.py <<'EOF'
import io

import png
from openbadges_bakery import unbake

BADGE = b'{"type": "Assertion"}'
picture = io.BytesIO()
png.Writer(1, 1, greyscale=True).write(picture, [[0]])


def show(name, keyword, language):
    """Print what comes out of a PNG with one text chunk."""
    first, *rest = png.Reader(bytes=picture.getvalue()).chunks()
    # Keyword, end, compressed or not, method, language, end, translated keyword, end, text.
    text = keyword + b"\0" + b"\0\0" + language + b"\0" + b"\0" + BADGE
    output = io.BytesIO()
    png.write_chunks(output, [first, (b"iTXt", text), *rest])
    print(name, repr(unbake(io.BytesIO(output.getvalue()))))


show("no language:", b"openbadges", b"")
show("language en:", b"openbadges", b"en")
show("Open Badges 3:", b"openbadgecredential", b"")
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
