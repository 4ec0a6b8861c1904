#!/bin/sh
# PyLD 3.3.0 and rdflib 7.6.0: one file, two language tags
#
# A good guess: A language map with the key en-US has the key en-US after it is read and written
# again.
#
# What it does: PyLD writes `en-us`, even when it compacts with the very context that it came
# from. rdflib keeps `en-US`. The standards count both as the same tag, but a Python dict, a set
# of literals and a text comparison do not.
#
# Why it matters here: CTDL as published has en-US as the key of each name and description. A
# look-up of `name["en-US"]` after expansion finds nothing, and a round trip changes every text of
# a file.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> PyLD: {'en-us': 'Permit'}
#> rdflib: {'en-US': 'Permit'}
#> equal as texts: False
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install PyLD==3.3.0 rdflib==7.6.0
cat > show.py <<'EOF'
import json

import rdflib
from pyld import jsonld

CONTEXT = {"name": {"@id": "https://purl.org/ctdl/terms/name", "@container": "@language"}}
DOCUMENT = {"@context": CONTEXT, "@id": "https://school.example/permit", "name": {"en-US": "Permit"}}

expanded = jsonld.expand(DOCUMENT)
print("PyLD:", jsonld.compact(expanded, CONTEXT)["name"])
graph = rdflib.Graph().parse(data=json.dumps(DOCUMENT), format="json-ld")
(literal,) = graph.objects()
print("rdflib:", {literal.language: str(literal)})
print("equal as texts:", expanded[0]["https://purl.org/ctdl/terms/name"][0]["@language"] == literal.language)
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
