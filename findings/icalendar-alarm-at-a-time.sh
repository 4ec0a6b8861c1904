#!/bin/sh
# icalendar 7.3.2 (beside vobject 0.9.9): an alarm at a fixed time is written without its type
#
# A good guess: `alarm.add("trigger", datetime)` writes what RFC 5545 asks for:
# `TRIGGER;VALUE=DATE-TIME:...`, since a bare TRIGGER is a length of time.
#
# What it does: It writes `TRIGGER:20260301T090000Z`. Its own reader and vobject forgive that; a
# reader that goes by the standard takes the value as a duration and finds none. The property
# `Alarm.TRIGGER` writes the same. vobject writes the type.
#
# Why it matters here: "Remind me on the morning the window opens" is an alarm at a fixed time. It
# must be added with `parameters={"VALUE": "DATE-TIME"}`, and a round trip through the same
# library does not show the need.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> icalendar, add: TRIGGER:20260301T090000Z
#> icalendar, attribute: TRIGGER:20260301T090000Z
#> icalendar, with its type: TRIGGER;VALUE=DATE-TIME:20260301T090000Z
#> vobject: TRIGGER;VALUE=DATE-TIME:20260301T090000Z
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install icalendar==7.3.2 vobject==0.9.9
cat > show.py <<'EOF'
from datetime import UTC, datetime

import vobject
from icalendar import Alarm

TIME = datetime(2026, 3, 1, 9, tzinfo=UTC)


def trigger(text):
    """Return the line of the trigger."""
    return next(line for line in text.splitlines() if line.startswith("TRIGGER"))


alarm = Alarm()
alarm.add("trigger", TIME)
print("icalendar, add:", trigger(alarm.to_ical().decode()))
alarm = Alarm()
alarm.TRIGGER = TIME
print("icalendar, attribute:", trigger(alarm.to_ical().decode()))
alarm = Alarm()
alarm.add("trigger", TIME, parameters={"VALUE": "DATE-TIME"})
print("icalendar, with its type:", trigger(alarm.to_ical().decode()))
calendar = vobject.iCalendar()
event = calendar.add("vevent")
event.add("uid").value = "1"
event.add("dtstart").value = TIME.date()
event.add("valarm").add("trigger").value = TIME.replace(tzinfo=vobject.icalendar.utc)
print("vobject:", trigger(calendar.serialize()))
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
