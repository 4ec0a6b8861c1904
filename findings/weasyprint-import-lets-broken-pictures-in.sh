#!/bin/sh
# WeasyPrint 70.0: once it is imported, Pillow reads a picture that is cut short, and draws it black
#
# A good guess: a program that checks uploaded pictures with Pillow (open, then load) gets an
# OSError for a file of which the end is missing, whatever other libraries it has imported.
#
# What it does: weasyprint/images.py sets ImageFile.LOAD_TRUNCATED_IMAGES of Pillow to True for the
# whole process as it is imported. From then on what is missing is black, and no error is raised. So
# the same check passes or fails with what ran before it.
#
# Why it matters here: a logo is checked where an office file is opened. In a test of the check
# alone, a logo that was cut short was refused; after the first PDF of a process it was
# printed as a black box. The check now sets the flag itself.
#
# Output seen (Python 3.11.7, Pillow 13.0.0, 30 November 2026). The script compares with these lines.
#> before: OSError
#> after: read, (0, 0, 0)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install weasyprint==70.0 pillow==13.0.0
cat > show.py <<'EOF'
import io

from PIL import Image

file = io.BytesIO()
Image.new("RGB", (60, 20), "#c83c1e").save(file, "PNG")
cut = file.getvalue()[:60]


def show(name):
    """Print what Pillow makes of a picture that is cut short."""
    picture = Image.open(io.BytesIO(cut))
    try:
        picture.load()
    except OSError as error:
        print(f"{name}:", type(error).__name__)
    else:
        print(f"{name}: read,", picture.getpixel((0, 0)))


show("before")
import weasyprint  # noqa: E402, F401

show("after")
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
