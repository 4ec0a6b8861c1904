#!/bin/sh
# pyexcel-ods3 0.6.1 (file made with odfpy 1.4.1): a cell of money is read as text
#
# A good guess: A spreadsheet cell that holds 1800, shown as $1,800.00, is read as the number
# 1800, as a percentage (0.5) and a plain number are.
#
# What it does: Currency cells, and they alone, are text: value, space, currency. A time of 30
# hours is a timedelta, one of an hour and a half a time of day, so one column may hold both.
#
# Why it matters here: Offices keep fees as currency and seat time as hours. A column of fees
# cannot be summed or compared, and `float(cell)` fails for just the cells that someone has
# formatted with care.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> 1800 -> 1800
#> $1,800.00 -> '1800 USD'
#> 50% -> 0.5
#> 1:30 -> datetime.time(1, 30)
#> 30:00 -> datetime.timedelta(days=1, seconds=21600)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install pyexcel-ods3==0.6.1 pyexcel-io==0.6.8 pyexcel-ezodf==0.3.4 odfpy==1.4.1
cat > show.py <<'EOF'
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from pyexcel_ods3 import get_data

CELLS = {
    "1800": {"valuetype": "float", "value": "1800"},
    "$1,800.00": {"valuetype": "currency", "currency": "USD", "value": "1800"},
    "50%": {"valuetype": "percentage", "value": "0.5"},
    "1:30": {"valuetype": "time", "timevalue": "PT01H30M00S"},
    "30:00": {"valuetype": "time", "timevalue": "PT30H00M00S"},
}
document, table = OpenDocumentSpreadsheet(), Table(name="Fees")
for shown, attributes in CELLS.items():
    row, cell = TableRow(), TableCell(**attributes)
    cell.addElement(P(text=shown))
    row.addElement(cell)
    table.addElement(row)
document.spreadsheet.addElement(table)
document.save("fees.ods")
for shown, (value,) in zip(CELLS, get_data("fees.ods")["Fees"], strict=True):
    print(shown, "->", repr(value))
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
