#!/bin/sh
# rdflib 7.6.0 (beside PyLD 3.3.0): 80 hours of class become three days and eight hours
#
# A good guess: A length of time is a text with a type, so "PT80H" is written as it was read, as
# other texts are, and as PyLD does.
#
# What it does: A duration is worked out when it is read and written anew in the largest units
# that fit: PT80H as P3DT8H, P12M as P1Y, P18M as P1Y6M, in each format. Nothing is said; only
# the switch `rdflib.NORMALIZE_LITERALS`, for all types at once, keeps the text.
#
# Why it matters here: In CTDL a course that takes 80 hours of class says PT80H. Read and written
# again it says three days and eight hours, which is a length on the calendar: the hours of study
# in a plan, and what fits in a week, are gone.
#
# Output seen (Python 3.11.7, 1 December 2026). The script compares with these very lines.
#> PT80H | rdflib writes P3DT8H | PyLD writes PT80H
#> P12M | rdflib writes P1Y | PyLD writes P12M
#> P18M | rdflib writes P1Y6M | PyLD writes P18M
#> P10D | rdflib writes P10D | PyLD writes P10D
#> PT80H without normalizing | rdflib writes PT80H
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install rdflib==7.6.0 pyld==3.3.0
cat > show.py <<'EOF'
import json

import rdflib
from pyld import jsonld

TYPE = "http://www.w3.org/2001/XMLSchema#duration"
TERM = "https://purl.org/ctdl/terms/exactDuration"


def course(length: str) -> dict[str, object]:
    context = {"exactDuration": {"@id": TERM, "@type": TYPE}}
    return {"@context": context, "@id": "https://example.org/course", "exactDuration": length}


def by_rdflib(length: str) -> str:
    graph = rdflib.Graph().parse(data=json.dumps(course(length)), format="json-ld")
    return json.loads(graph.serialize(format="json-ld"))[0][TERM][0]["@value"]


def by_pyld(length: str) -> str:
    return jsonld.expand(course(length))[0][TERM][0]["@value"]


for length in ("PT80H", "P12M", "P18M", "P10D"):
    print(length, "| rdflib writes", by_rdflib(length), "| PyLD writes", by_pyld(length))
rdflib.NORMALIZE_LITERALS = False
print("PT80H without normalizing | rdflib writes", by_rdflib("PT80H"))
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
