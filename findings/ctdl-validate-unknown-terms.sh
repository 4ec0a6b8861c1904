#!/bin/sh
# ctdl-validate 0.2.1: a property or class that does not exist is no error
#
# A good guess: A validator that knows the whole schema fails (status 1) at `ceterms:nmae` and at
# `ceterms:hasChild`, which CTDL does not have.
#
# What it does: Both, and an unknown class too, are warnings: 0 errors, exit status 0. A build
# that looks at the status alone is green for a file whose credential has no readable name.
#
# Why it matters here: It is the open checker for CTDL before it is published, and its status is
# what a CI job reads. Warnings must be counted from its JSON output.
#
# Output seen (Python 3.12.1, 30 November 2026). The script compares with these very lines.
#> WARNING UNKNOWN_CLASS @type ceterms:Certificat
#> WARNING UNKNOWN_PROPERTY ceterms:hasChild -
#> WARNING UNKNOWN_PROPERTY ceterms:nmae -
#> errors: 0
#> exit status: 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
# It needs Python 3.12 or newer.
for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2> /dev/null && break
    python=
done
[ -n "$python" ] || { echo "Needs Python 3.12 or newer: set PYTHON." >&2; exit 2; }
"$python" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install ctdl-validate==0.2.1
cat > show.py <<'EOF'
import json
import pathlib
import subprocess

CTID = "ce-11111111-2222-4333-8444-555555555555"
DOCUMENT = {
    "@context": "https://credreg.net/ctdl/schema/context/json",
    "@graph": [
        {
            "@id": f"https://credentialengineregistry.org/resources/{CTID}",
            "@type": "ceterms:Certificat",
            "ceterms:ctid": CTID,
            "ceterms:nmae": {"en-US": "Permit"},
            "ceterms:hasChild": [f"https://credentialengineregistry.org/resources/{CTID}"],
        }
    ],
}
pathlib.Path("permit.json").write_text(json.dumps(DOCUMENT))
run = subprocess.run(["venv/bin/ctdl-validate", "--format", "json", "permit.json"], capture_output=True, text=True)
report = json.loads(run.stdout)
for found in report["findings"]:
    print(found["severity"], found["code"], found["property"], found["value"])
print("errors:", report["summary"]["ERROR"])
print("exit status:", run.returncode)
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
