#!/bin/sh
# workalendar 17.0.0 (beside holidays 0.109): the federal calendar of the United States lacks a holiday
#
# A good guess: The calendar `UnitedStates` has the federal holidays. Juneteenth has been one
# since 2021 (5 U.S.C. 6103), so two libraries of public holidays agree on it.
#
# What it does: Juneteenth is known to the class, and switched off (`include_juneteenth`) for the
# country and for states that keep it by law, such as New York (General Construction Law, section
# 24). 18 June 2027, on which it is kept, counts as a working day.
#
# Why it matters here: An exam, a first day of work or a visit to an office is planned for a day
# on which nobody is there, and a deadline that is counted in working days comes a day too soon.
#
# Output seen (Python 3.11.7, 1 December 2026). The script compares with these very lines.
#> 18 June 2027, a Friday | workalendar: working day | holidays: Juneteenth National Independence Day (observed)
#> 18 June 2030, a Tuesday | workalendar: working day | holidays: working day
#> 19 June 2030, a Wednesday | workalendar: working day | holidays: Juneteenth National Independence Day
#> 19 June 2030 in New York | workalendar: working day | holidays: Juneteenth National Independence Day
#> 19 June 2030 in Texas | workalendar: holiday | holidays: Emancipation Day In Texas; Juneteenth National Independence Day
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install workalendar==17.0.0 holidays==0.109
cat > show.py <<'EOF'
from datetime import date

import holidays
from workalendar.registry import registry
from workalendar.usa import UnitedStates

days = holidays.US(years=(2027, 2030))
for day in (date(2027, 6, 18), date(2030, 6, 18), date(2030, 6, 19)):
    kept = "working day" if UnitedStates().is_working_day(day) else "holiday"
    told = f"{day.day} {day:%B %Y}, a {day:%A}"
    print(told, "| workalendar:", kept, "| holidays:", days.get(day, "working day"))

wednesday = date(2030, 6, 19)
for code, name in {"NY": "New York", "TX": "Texas"}.items():
    works = registry.get(f"US-{code}")().is_working_day(wednesday)
    kept = "working day" if works else "holiday"
    told = holidays.US(subdiv=code).get(wednesday)
    print(f"19 June 2030 in {name} | workalendar: {kept} | holidays: {told}")
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
