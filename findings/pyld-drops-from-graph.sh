#!/bin/sh
# PyLD 3.3.0: what stands alone in @graph is dropped without a word
#
# A good guess: Expansion keeps each entry of `@graph`, or raises an error for one that it cannot
# keep.
#
# What it does: Texts, nodes that have an `@id` alone, and whole nodes whose properties are all
# unknown to the context vanish. That is what the JSON-LD algorithm says, so no option turns it
# off; the number of entries is just smaller.
#
# Why it matters here: A CTDL file may list a credential by its address alone, and a misspelled
# prefix makes a property an unknown key. Whoever counts or reports after expansion reports less
# than the file holds; what is dropped must be found before.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> entries in the file: 4
#> nodes after expansion: ['https://school.example/kept']
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install PyLD==3.3.0
cat > show.py <<'EOF'
from pyld import jsonld

DOCUMENT = {
    "@context": {"name": "https://purl.org/ctdl/terms/name"},
    "@graph": [
        "https://school.example/text-in-place-of-a-node",
        {"@id": "https://school.example/listed-by-address"},
        {"@id": "https://school.example/misspelled", "nmae": "Permit"},
        {"@id": "https://school.example/kept", "name": "Permit"},
    ],
}

expanded = jsonld.expand(DOCUMENT)
print("entries in the file:", len(DOCUMENT["@graph"]))
print("nodes after expansion:", [node["@id"] for node in expanded])
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
