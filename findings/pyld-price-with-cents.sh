#!/bin/sh
# PyLD 3.3.0 and rdflib 7.6.0: a price with cents becomes a decimal that is none
#
# A good guess: A number under a term that the context types as xsd:decimal is written as a
# decimal: 10.5 as "10.5".
#
# What it does: Any float is written in the form of a double, with an exponent, and then labelled
# as decimal. xsd:decimal has no exponents. Untyped, 3500.0 becomes an integer in PyLD and a
# double in rdflib, so the same file gives two different graphs. Whole numbers are fine, which
# hides it in tests.
#
# Why it matters here: CTDL's context types ceterms:price as xsd:decimal, and fees have cents. A
# strict reader refuses the triple; a search for 10.5 does not find it. A price as a JSON string
# is safe.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> price 3500 | PyLD: "3500"^^<xsd:decimal> | rdflib: "3500"^^<xsd:decimal>
#> price 10.5 | PyLD: "1.05E1"^^<xsd:decimal> | rdflib: "10.5"^^<xsd:decimal>
#> price '10.50' | PyLD: "10.50"^^<xsd:decimal> | rdflib: "10.50"^^<xsd:decimal>
#> plain 3500.0 | PyLD: "3500"^^<xsd:integer> | rdflib: "3500.0"^^<xsd:double>
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

XSD = "http://www.w3.org/2001/XMLSchema#"
CONTEXT = {
    "price": {"@id": "https://purl.org/ctdl/terms/price", "@type": XSD + "decimal"},
    "plain": "https://school.example/terms/plain",
}


def show(term, value):
    """Print the literal that each library makes of one number."""
    document = {"@context": CONTEXT, "@id": "https://school.example/fee", term: value}
    quad = jsonld.to_rdf(document, {"format": "application/n-quads"})
    (literal,) = rdflib.Graph().parse(data=json.dumps(document), format="json-ld").objects()
    print(term, repr(value), "| PyLD:", quad.split(None, 2)[2].removesuffix(" .\n").replace(XSD, "xsd:"),
          "| rdflib:", literal.n3().replace(XSD, "xsd:"))


show("price", 3500)
show("price", 10.5)
show("price", "10.50")
show("plain", 3500.0)
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
