#!/bin/sh
# holidays 0.109: four public holidays of Texas are days on which its offices are open
#
# A good guess: What `holidays.US(subdiv="TX")` lists as public holidays are the days on which
# the state's offices and public colleges are closed; one that falls on a weekend is kept on the
# working day next to it, as federal ones are.
#
# What it does: The list is of the category "public" and holds the "skeleton crew" days too, on
# which state agencies and public colleges must have staff to do their business (Texas Government
# Code 662.004; only the Friday after Thanksgiving and December 24 and 26 are free of it). It
# also moves Christmas Eve from a Friday that the country's rule takes to the Thursday, though
# Texas keeps no holiday on another day (state comptroller's guide on holidays).
#
# Why it matters here: A licensing exam or a visit to the board is planned a day too late. It is
# the safe side, so the product keeps the list and says that it is one.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> listed as a day off, and open by law:
#> 2027-01-19 Confederate Memorial Day
#> 2027-03-02 Texas Independence Day
#> 2027-04-21 San Jacinto Day
#> 2027-08-27 Lyndon Baines Johnson Day
#> kept on another day, which Texas does not do:
#> 2027-12-23 Christmas Eve (observed)
#> workdays by the library: 2027-03-02 False, 2027-12-23 False
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install holidays==0.109
cat > show.py <<'EOF'
import holidays

days = holidays.US(years=2027, subdiv="TX", categories=("public",))
staffed = ("Confederate", "Texas Independence", "San Jacinto", "Lyndon Baines")
print("listed as a day off, and open by law:")
for day, name in sorted(days.items()):
    if name.startswith(staffed):
        print(day, name)
print("kept on another day, which Texas does not do:")
for day, name in sorted(days.items()):
    if name == "Christmas Eve (observed)":
        print(day, name)
asked = ("2027-03-02", "2027-12-23")
print("workdays by the library:", ", ".join(f"{d} {days.is_working_day(d)}" for d in asked))
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
