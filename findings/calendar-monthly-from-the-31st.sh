#!/bin/sh
# recurring-ical-events 3.8.2 and icalendar 7.3.2: a monthly date from the 31st skips short months
#
# A good guess: "Each month from 31 January" falls on the last day of a shorter month, as
# `dateutil.relativedelta` has it.
#
# What it does: The calendar standard leaves a month out that has no such day: January, March,
# May, July. A yearly rule from 29 February comes each four years.
#
# Why it matters here: A monthly payment and a yearly renewal are the commonest entries of a
# pathway's calendar. A card issued on 29 February 2028 would be renewed in 2032. Dates must be
# written one by one, or with BYMONTHDAY=-1.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> each month, calendar: 2026-01-31 2026-03-31 2026-05-31 2026-07-31
#> each month, dateutil: 2026-01-31 2026-02-28 2026-03-31 2026-04-30
#> each year, calendar: 2028-02-29 2032-02-29 2036-02-29
#> each year, dateutil: 2028-02-29 2029-02-28 2030-02-28
#> last day, calendar: 2026-01-31 2026-02-28 2026-03-31 2026-04-30
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install icalendar==7.3.2 recurring-ical-events==3.8.2 python-dateutil==2.9.0.post0
cat > show.py <<'EOF'
from datetime import date

import recurring_ical_events
from dateutil.relativedelta import relativedelta
from icalendar import Calendar, Event


def in_calendar(start, rule):
    """Return the days on which a calendar shows an all-day entry."""
    event = Event()
    event.add("uid", "1")
    event.add("dtstart", start)
    event.add("rrule", rule)
    calendar = Calendar()
    calendar.add_component(event)
    found = recurring_ical_events.of(calendar).between(start, date(2045, 1, 1))
    return [str(entry.start) for entry in found]


month, year = date(2026, 1, 31), date(2028, 2, 29)
print("each month, calendar:", *in_calendar(month, {"freq": "monthly", "count": 4}))
print("each month, dateutil:", *(month + relativedelta(months=n) for n in range(4)))
print("each year, calendar:", *in_calendar(year, {"freq": "yearly", "count": 3}))
print("each year, dateutil:", *(year + relativedelta(years=n) for n in range(3)))
print("last day, calendar:", *in_calendar(month, {"freq": "monthly", "bymonthday": -1, "count": 4}))
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
