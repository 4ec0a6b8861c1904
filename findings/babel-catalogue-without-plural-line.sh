#!/bin/sh
# Babel 2.19.0: a Spanish catalogue that lacks one line speaks English for nearly every number
#
# A good guess: Spanish has two plural forms. A catalogue without a Plural-Forms line gets the two
# that it has, and 2 and 1,000,000 read alike.
#
# What it does: Babel goes by CLDR, where Spanish has three forms: one, many (round millions),
# other. The file's second text becomes the form for millions, and the third, for every other
# number, is empty. gettext takes an empty form as not translated: 2 is "2 steps" on a Spanish
# page, and one million is right.
#
# Why it matters here: Catalogues of a product like this come from translators and tools that know
# two forms for Spanish. One lost line in the header breaks each counted phrase (hours, days,
# steps), and `1` in a test looks good.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> with the line: ['1 paso', '2 pasos', '1000000 pasos']
#>     nplurals=2; plural=(n != 1);
#> without it: ['1 paso', '2 steps', '1000000 pasos']
#>     nplurals=3; plural=(n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2);
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install babel==2.19.0
cat > show.py <<'EOF'
import gettext
import io

from babel.messages import mofile, pofile

BODY = """
msgid "%(n)d step"
msgid_plural "%(n)d steps"
msgstr[0] "%(n)d paso"
msgstr[1] "%(n)d pasos"
"""
HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n'
LINE = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


def show(name, text):
    """Print the forms that a compiled catalogue gives for some numbers."""
    catalogue = pofile.read_po(io.BytesIO(text.encode()))
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalogue)
    compiled.seek(0)
    words = gettext.GNUTranslations(compiled)
    numbers = (1, 2, 1_000_000)
    print(name, [words.ngettext("%(n)d step", "%(n)d steps", n) % {"n": n} for n in numbers])
    print("   ", catalogue.plural_forms)


show("with the line:", HEAD + LINE + BODY)
show("without it:", HEAD + BODY)
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
