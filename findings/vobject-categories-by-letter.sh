#!/bin/sh
# vobject 0.9.9 (beside icalendar 7.3.2): a category given as text is written letter by letter
#
# A good guess: A text as the value of CATEGORIES is one category. SUMMARY, LOCATION and all its
# neighbours take a text.
#
# What it does: The value is taken as a list, and a text is a list of letters:
# `CATEGORIES:E,x,a,m`. Nothing warns, and the file is valid. icalendar takes the same text as one
# category.
#
# Why it matters here: Calendars of a pathway sort entries by kind (exam, payment, renewal). A
# calendar program then offers a filter for each letter.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> 'Exam' | vobject: CATEGORIES:E,x,a,m | icalendar: CATEGORIES:Exam
#> ['Exam'] | vobject: CATEGORIES:Exam | icalendar: CATEGORIES:Exam
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install vobject==0.9.9 icalendar==7.3.2
cat > show.py <<'EOF'
from datetime import date

import vobject
from icalendar import Event


def line(text):
    """Return the line of the categories."""
    return next(line for line in text.splitlines() if line.startswith("CATEGORIES"))


for value in ("Exam", ["Exam"]):
    calendar = vobject.iCalendar()
    event = calendar.add("vevent")
    event.add("uid").value = "1"
    event.add("dtstart").value = date(2026, 3, 2)
    event.add("categories").value = value
    other = Event()
    other.add("categories", value)
    print(repr(value), "| vobject:", line(calendar.serialize()), "| icalendar:", line(other.to_ical().decode()))
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
