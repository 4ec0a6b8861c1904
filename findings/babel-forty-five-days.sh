#!/bin/sh
# Babel 2.19.0: 45 days are printed as 2 months, 20 days as 3 weeks
#
# A good guess: A length of 45 days reads as "45 days", or at most as "1 month"; with
# granularity="day" it stays in days.
#
# What it does: The unit changes at 85 % of the next one and is then rounded: 45 days are "2
# months", 26 are "1 month", 330 are "1 year". Granularity names the smallest unit only.
# `format_unit` with duration-day says days.
#
# Why it matters here: A permit that lapses after 45 days, or a rule of "apply 20 days before", is
# printed two weeks or a day too late. A length that somebody acts on must not pass through this
# function.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> 20 | 3 weeks | 3 weeks | 20 days
#> 25 | 4 weeks | 4 weeks | 25 days
#> 26 | 1 month | 1 month | 26 days
#> 44 | 1 month | 1 month | 44 days
#> 45 | 2 months | 2 months | 45 days
#> 330 | 1 year | 1 year | 330 days
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install babel==2.19.0
cat > show.py <<'EOF'
from datetime import timedelta

from babel.dates import format_timedelta
from babel.units import format_unit

for days in (20, 25, 26, 44, 45, 330):
    length = timedelta(days=days)
    print(
        days,
        "|", format_timedelta(length, locale="en"),
        "|", format_timedelta(length, granularity="day", locale="en"),
        "|", format_unit(days, "duration-day", locale="en"),
    )
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
