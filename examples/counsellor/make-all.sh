#!/bin/sh
# A checklist for every learner in the folder `learners`; give the folder to write to.
# Put `-o "$to/$name.pdf"` beside the other -o to print roadmaps too.
set -u

here="$(cd "$(dirname "$0")" && pwd)"
to="${1:-roadmaps}"
mkdir -p "$to"

for file in "$here"/learners/*.yaml; do
    name="$(basename "$file" .yaml)"
    pathplanner plan medical-biller-and-coder --learner "$file" -o "$to/$name.md" </dev/null
    case "$?" in
    0) echo "$name: done" ;;
    1) echo "$name: no plan is possible" ;;
    2) echo "$name: the file needs mending" ;;
    *) exit 3 ;;
    esac
done
