#!/bin/sh
# openbadges-bakery 2.0.0: the same badge is a document out of a PNG and an address out of an SVG
#
# A good guess: bake and unbake are each other's opposite: what goes into a picture comes out,
# whatever kind of picture.
#
# What it does: From a PNG the JSON comes back. From an SVG comes the badge's address, as soon as
# its id is a web address, though the JSON is in the file; with an id such as urn:uuid the JSON
# comes back here too.
#
# Why it matters here: Learners bring badges as proof of what they have.
# `json.loads(unbake(file))` works for each PNG and fails for the SVG of the same issuer, and the
# content then seems to need the network.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> PNG, web address | whole badge in the file: True | out: {"id": "https://school.example/badges/1", "type": "Assertion"}
#> SVG, web address | whole badge in the file: True | out: https://school.example/badges/1
#> SVG, urn | whole badge in the file: True | out: {"id": "urn:uuid:11111111-2222-4333-8444-555555555555", "type": "Assertion"}
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install openbadges-bakery==2.0.0 pypng==0.20220715.0
cat > show.py <<'EOF'
import io
import json

import png
from openbadges_bakery import bake, unbake

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"></svg>'
picture = io.BytesIO()
png.Writer(1, 1, greyscale=True).write(picture, [[0]])


def show(name, image, address):
    """Bake a badge into a picture and print what comes out again."""
    badge = json.dumps({"id": address, "type": "Assertion"})
    baked = bake(io.BytesIO(image), badge).read()
    print(name, "| whole badge in the file:", badge.encode() in baked, "| out:", unbake(io.BytesIO(baked)))


show("PNG, web address", picture.getvalue(), "https://school.example/badges/1")
show("SVG, web address", SVG, "https://school.example/badges/1")
show("SVG, urn", SVG, "urn:uuid:11111111-2222-4333-8444-555555555555")
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
