#!/bin/sh
# Check everything, from nothing: set up .venv, then style, types and tests.
#
#   sh scripts/test.sh              everything
#   sh scripts/test.sh tests/cli    style, types and some tests: arguments go to pytest
set -eu

root="$(cd "$(dirname "$0")/.." && pwd)"
. "$root/scripts/setup.sh"
cd "$root"

make_venv
need_pango
may_have_chromium
say "Installing pathplanner and its test tools in .venv"
install ".[all]" --group test --group types --group lint

failed=
check() {
    name="$1"
    shift
    say "$name"
    "$python" -m "$@" </dev/null || failed="$failed $name"
}

check "ruff check" ruff check
check "ruff format" ruff format --check
check "mypy" mypy
# Two at a time, and the tests of one file in one process: they share what is made once.
check "pytest" pytest -n 2 --dist loadfile "$@"

if [ -n "$failed" ]; then
    printf 'pathplanner: failed:%s\n' "$failed" >&2
    exit 1
fi
