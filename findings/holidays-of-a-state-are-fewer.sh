#!/bin/sh
# holidays 0.109: the holidays of a state are not those of the country and more
#
# A good guess: US holidays with `subdiv="CA"` are the federal ones and California's own beside
# them.
#
# What it does: It is what the state keeps: Columbus Day is gone for California, Washington's
# Birthday and Columbus Day for Florida, and others are new. The list of the country is neither a
# subset nor a superset.
#
# Why it matters here: A pathway crosses both kinds of office: a state board and a federal one (a
# background check, a post office, a passport). A day is safe for a deadline only if it is in
# neither list.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> CA | lacks: 2026-10-12 Columbus Day | days more: 4
#> FL | lacks: 2026-02-16 Washington's Birthday, 2026-10-12 Columbus Day | days more: 2
#> TX | lacks: 2026-10-12 Columbus Day | days more: 8
#> 12 October 2026 in California: None
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install holidays==0.109
cat > show.py <<'EOF'
import holidays

country = holidays.US(years=2026)
for state in ("CA", "FL", "TX"):
    own = holidays.US(years=2026, subdiv=state)
    lacks = [f"{day} {name}" for day, name in sorted(country.items()) if day not in own]
    print(state, "| lacks:", ", ".join(lacks), "| days more:", len(set(own) - set(country)))
print("12 October 2026 in California:", holidays.US(subdiv="CA").get("2026-10-12"))
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
