#!/bin/sh
# us 4.0.0: a state is found for words that are none, by how they sound
#
# A good guess: `us.states.lookup` takes a name, a code or a slip of the pen ("Missisipi"), and
# returns None for what is no state.
#
# What it does: Any text that is no code is compared by its sound alone, and the first of that
# sound is returned, with no word of doubt: Oahu, an island of Hawaii, is Ohio; "many" and
# "money" are Maine; "come" and "game" are Guam. A slip that changes the sound is not found.
#
# Why it matters here: A sheet of people or a list of schools has a column for the state, with
# all that people write there. A person on Oahu would be planned by the licenses, prices and pay
# of Ohio, and a column that is one place off would be taken for states.
#
# Output seen (Python 3.11.7, 1 December 2026). The script compares with these very lines.
#> Missisipi -> Mississippi
#> Oahu -> Ohio
#> many -> Maine
#> money -> Maine
#> come -> Guam
#> game -> Guam
#> Pensilvanya -> None
#> New Yrok -> None
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install us==4.0.0
cat > show.py <<'EOF'
import us

for word in ("Missisipi", "Oahu", "many", "money", "come", "game", "Pensilvanya", "New Yrok"):
    print(word, "->", us.states.lookup(word))
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
