#!/bin/sh
# PyLD 3.3.0: relative addresses are resolved against an address that nobody gave
#
# A good guess: Without a base, or with `base=""`, a relative `@id` stays relative.
#
# What it does: It becomes `http://example.org/base/...`. Only a base of your own, or `"@base":
# null` in the context, stops that.
#
# Why it matters here: Drafts of CTDL are written with relative ids before a registry gives them
# addresses. After expansion they look like addresses at a real host, and stand in everything
# written from them.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> no base: http://example.org/base/permit http://example.org/base/pathway
#> empty base: http://example.org/base/permit http://example.org/base/pathway
#> own base: https://school.example/drafts/permit https://school.example/drafts/pathway
#> null @base in the context: permit pathway
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install PyLD==3.3.0
cat > show.py <<'EOF'
from pyld import jsonld

DRAFT = {"@context": {"@vocab": "https://purl.org/ctdl/terms/"}, "@id": "permit", "isPartOf": {"@id": "pathway"}}
BARE = {**DRAFT, "@context": {**DRAFT["@context"], "@base": None}}


def show(name, document, options):
    """Print the two addresses of the draft after expansion."""
    (node,) = jsonld.expand(document, options)
    print(name, node["@id"], node["https://purl.org/ctdl/terms/isPartOf"][0]["@id"])


show("no base:", DRAFT, {})
show("empty base:", DRAFT, {"base": ""})
show("own base:", DRAFT, {"base": "https://school.example/drafts/"})
show("null @base in the context:", BARE, {"base": ""})
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
