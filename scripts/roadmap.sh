#!/bin/sh
# Make a roadmap, from nothing: set pathplanner up in .venv, then plan and print.
#
#   sh scripts/roadmap.sh                               an example
#   sh scripts/roadmap.sh --name Maria --hours 20       with your own circumstances
#   sh scripts/roadmap.sh --learner maria.yaml          with a learner file
#   sh scripts/roadmap.sh my-pathway.yaml --goal baker  with another pathway
#
# Takes the options of `pathplanner plan`. An option that you give replaces its example.
# The files are written where you are.
set -eu

root="$(cd "$(dirname "$0")/.." && pwd)"
. "$root/scripts/setup.sh"

# given OPTION ARGUMENT...: tell whether the option is among the arguments.
given() {
    option="$1"
    shift
    for argument in "$@"; do
        case "$argument" in
        "$option" | "$option="*) return 0 ;;
        esac
        # A short option may have its value glued to it: -oroadmap.pdf
        case "$option" in
        --*) ;;
        *) case "$argument" in "$option"*) return 0 ;; esac ;;
        esac
    done
    return 1
}

pathway=medical-biller-and-coder
own_pathway=no
case "${1:--}" in
-*) ;;
*)
    pathway="$1" own_pathway=yes
    shift
    ;;
esac

# The example circumstances stand behind the user's own, and only where there are none.
user="$#"
if ! given --learner "$@"; then
    given --name "$@" || set -- "$@" --name "Your Name"
    given --start "$@" || set -- "$@" --start "$(date +%Y-%m-%d)"
    given --hours "$@" || set -- "$@" --hours 12
    if [ "$own_pathway" = no ]; then
        given --goal "$@" || set -- "$@" --goal cpc
        given --have "$@" || set -- "$@" --have high-school-diploma
    fi
fi
outputs=own
if ! given -o "$@" && ! given --output "$@" && ! given -t "$@" && ! given --to "$@"; then
    outputs=example
    set -- "$@" -o roadmap.pdf -o checklist.md
fi

make_venv
need_pango
say "Installing pathplanner in .venv"
install "$root"

[ "$user" -gt 0 ] || say "Planning for an example person; see the top of scripts/roadmap.sh"
"$venv/bin/pathplanner" plan "$pathway" "$@"
[ "$outputs" = own ] || say "Your roadmap: $(pwd)/roadmap.pdf"
