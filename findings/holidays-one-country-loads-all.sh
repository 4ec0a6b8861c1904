#!/bin/sh
# holidays 0.109: asking for the days of one country loads the modules of all 250 or so
#
# A good guess: a registry that loads "lazily" loads the country that is asked for. The class that
# one gets from the package says as much: it is an EntityLoader, which imports on first use.
#
# What it does: the first use of any country imports the package holidays.countries, whose own
# __init__ imports each country. So one state of one country costs as much as all of them, also
# when its module is imported by name.
#
# Why it matters here: a plan needs the days on which one state's offices are closed, and a command
# that takes half a second spent a fifth of it on the calendars of other countries.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these lines.
#> after "import holidays": 0 countries
#> after New Year's Day of Texas: more than 200 countries
#> by the name of one module: more than 200 countries
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install holidays==0.109
cat > show.py <<'EOF'
import subprocess
import sys

COUNT = """
import sys
start = "holidays.countries."
found = sum(name.startswith(start) and name.count(".") == 2 for name in sys.modules)
print("more than 200" if found > 200 else found, "countries")
"""


def show(name, code):
    """Print how many countries are loaded after some code, in a process of its own."""
    run = [sys.executable, "-c", code + COUNT]
    print(f"{name}:", subprocess.run(run, capture_output=True, text=True).stdout.strip())


show('after "import holidays"', "import holidays\n")
texas = 'import holidays\nassert "2027-01-01" in holidays.country_holidays("US", subdiv="TX")\n'
show("after New Year's Day of Texas", texas)
show("by the name of one module", "from holidays.countries.united_states import UnitedStates\n")
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
