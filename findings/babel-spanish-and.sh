#!/bin/sh
# Babel 2.19.0: "and" and "or" in a Spanish list do not bend
#
# A good guess: Babel has the data of CLDR for Spanish, so lists follow the rule that each school
# child learns: "y" is "e" before an i sound, "o" is "u" before an o sound.
#
# What it does: The pattern is filled in blindly. The rule is in ICU's code, not in CLDR's data,
# so Babel never sees it.
#
# Why it matters here: Requirements are printed as lists of titles that pathway authors write:
# "matemáticas y inglés" on a page for families is a mistake in the first line. The glue word must
# be bent by the caller.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> matemáticas y lectura
#> matemáticas y inglés
#> lectura y historia
#> plata o oro
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install babel==2.19.0
cat > show.py <<'EOF'
from babel.lists import format_list

print(format_list(["matemáticas", "lectura"], locale="es"))
print(format_list(["matemáticas", "inglés"], locale="es"))
print(format_list(["lectura", "historia"], locale="es"))
print(format_list(["plata", "oro"], style="or", locale="es"))
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
