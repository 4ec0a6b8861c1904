# What roadmap.sh and test.sh share. It is read by them, not run by itself.
#
# It installs system packages only when something is really missing, and it leaves
# everything else in the folder .venv of this checkout. Run it again at any time.

# Settings of the caller that would change what a virtual environment finds.
unset PYTHONPATH PYTHONHOME VIRTUAL_ENV
export PIP_USER=0 PIP_NO_INPUT=1 PIP_DISABLE_PIP_VERSION_CHECK=1

venv="$root/.venv"

say() { printf '==> %s\n' "$*"; }

# Exit status 3 is the one that pathplanner itself uses for a missing component.
stop() {
    printf 'pathplanner: %s\n' "$*" >&2
    exit 3
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@" </dev/null
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@" </dev/null || stop "sudo did not work; run this as root: $*"
    else
        stop "this needs root, and there is no sudo; run this as root: $*"
    fi
}

updated=no

# install_one_of PACKAGE...: install the first of these packages that this release has.
# Returns 1 when it has none of them.
install_one_of() {
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$updated" = no ]; then
        say "Reading the list of system packages"
        as_root apt-get -qq -o DPkg::Lock::Timeout=300 update || say "Some lists are out of reach"
        updated=yes
    fi
    for package in "$@"; do
        if apt-cache show "$package" >/dev/null 2>&1; then
            say "Installing the system package $package"
            as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq \
                -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 \
                install --no-install-recommends -y "$package" >/dev/null
            return 0
        fi
    done
    return 1
}

# A name on the PATH may be a shim that leads nowhere, so each is tried by running it.
is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
makes_venvs() { "$1" -c 'import ctypes, ensurepip, ssl, venv' >/dev/null 2>&1; }

find_python() {
    python= first=
    for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
        is_new_enough "$name" || continue
        first="${first:-$name}"
        if makes_venvs "$name"; then
            python="$name"
            return
        fi
    done
    [ -n "$first" ] || stop "Python 3.11 or newer is needed; on Debian 12 or newer and on Ubuntu" \
        "24.04 or newer, install it with: apt-get install python3 python3-venv"
    python="$first"
    version="$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
    install_one_of "python$version-venv" python3-venv || true
    makes_venvs "$python" || stop "$python cannot make virtual environments; install its venv" \
        "package, such as python$version-venv"
}

make_venv() {
    if ! is_new_enough "$venv/bin/python" || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1
    then
        find_python
        say "Making a virtual environment in .venv with $("$python" --version)"
        "$python" -m venv --clear "$venv"
    fi
    python="$venv/bin/python"
}

# loads LIBRARY...: tell whether Python can load these libraries.
loads() {
    "$python" -c 'import ctypes, sys; [ctypes.CDLL(name) for name in sys.argv[1:]]' "$@" \
        >/dev/null 2>&1
}

# Pango draws the text of a PDF. The names are those that WeasyPrint loads.
has_pango() {
    loads libgobject-2.0.so.0 libpango-1.0.so.0 libharfbuzz.so.0 libfontconfig.so.1 \
        libpangoft2-1.0.so.0
}

# Makes the fonts in a PDF small. Without it WeasyPrint works too, but warns.
has_subset() { loads libharfbuzz-subset.so.0; }
can_be_root() { [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null 2>&1; }

# Elsewhere than on Linux pathplanner itself says how to get Pango.
need_pango() {
    [ "$(uname -s)" = Linux ] || return 0
    if ! has_pango; then
        install_one_of libpango-1.0-0 libpango-1.0-0t64 || true
        install_one_of libpangoft2-1.0-0 libpangoft2-1.0-0t64 || true
    fi
    if ! has_subset && can_be_root; then
        install_one_of libharfbuzz-subset0 libharfbuzz-subset0t64 || true
    fi
    has_pango || stop "the Pango library is missing; install it with your system's package" \
        "manager (Debian and Ubuntu: libpango-1.0-0 and libpangoft2-1.0-0)"
}

# The tests of the page for a browser need one; without it they are skipped.
may_have_chromium() {
    for browser in chromium chromium-browser google-chrome; do
        command -v "$browser" >/dev/null 2>&1 && return 0
    done
    ! can_be_root || install_one_of chromium || say "No Chromium: its tests will be skipped"
}

# install ARGUMENT...: give them to pip; the newest pip knows every option used here.
install() {
    "$python" -m pip install --quiet --upgrade pip
    "$python" -m pip install --quiet "$@"
}
