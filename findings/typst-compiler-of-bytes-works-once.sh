#!/bin/sh
# typst 0.15.2 (the Python package): a compiler that was given its source as bytes compiles once
#
# A good guess: A Compiler is kept warm, so that many documents cost its fonts and its start only
# once. It takes a path or the source itself, and both are compiled again and again, each time with
# other inputs.
#
# What it does: With a path every call compiles. With bytes the first call compiles and each later
# one fails: the file that stands for the bytes is not found any more.
#
# Why it matters here: Whoever changes a template in memory, as for large print, and keeps the compiler
# for the next person, prints one page and fails on the second; a test of one page sees nothing.
# Here large print makes a compiler for each document, and shares the fonts.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> path, call 1: a PDF
#> path, call 2: a PDF
#> bytes, call 1: a PDF
#> bytes, call 2: TypstError
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install typst==0.15.2
printf 'Hello' > hello.typ
cat > show.py <<'EOF'
import typst

for name, source in (("path", "hello.typ"), ("bytes", b"Hello")):
    compiler = typst.Compiler(source)
    for call in (1, 2):
        try:
            made = compiler.compile(format="pdf")
            found = "a PDF" if made.startswith(b"%PDF") else "something else"
        except Exception as error:
            found = type(error).__name__
        print(f"{name}, call {call}: {found}")
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
