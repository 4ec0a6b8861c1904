#!/bin/sh
# segno 1.6.6 (read with OpenCV 5.0.0.93): a short text becomes a Micro QR code, which the reader does not find
#
# A good guess: `make` makes a QR code: the square with three corner marks that each reader knows.
#
# What it does: Up to some twenty characters it makes a Micro QR code (one corner mark), which
# OpenCV does not read. A test with a long address never shows it. `make_qr` or `micro=False`
# gives the full code.
#
# Why it matters here: Roadmaps carry a short room, step or learner number beside a long link. The
# long one scans, the short one may not, and on paper that is found out by the learner.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> M-12 | micro=None: M2-M | read: ''
#> M-12 | micro=False: 1-H | read: 'M-12'
#> STEP 12 | micro=None: M3-M | read: ''
#> STEP 12 | micro=False: 1-H | read: 'STEP 12'
#> https://school.example/plan | micro=None: 2-L | read: 'https://school.example/plan'
#> https://school.example/plan | micro=False: 2-L | read: 'https://school.example/plan'
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install segno==1.6.6 opencv-python-headless==5.0.0.93 numpy==2.4.6
cat > show.py <<'EOF'
import io

import cv2
import numpy
import segno

for text in ("M-12", "STEP 12", "https://school.example/plan"):
    for micro in (None, False):
        code, image = segno.make(text, micro=micro), io.BytesIO()
        code.save(image, kind="png", scale=10, border=4)
        pixels = cv2.imdecode(numpy.frombuffer(image.getvalue(), numpy.uint8), cv2.IMREAD_GRAYSCALE)
        read = cv2.QRCodeDetector().detectAndDecode(pixels)[0]
        print(f"{text} | micro={micro}: {code.designator} | read: {read!r}")
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
