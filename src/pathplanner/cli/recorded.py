"""Writes what was recorded, and says what there is now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve

from pathplanner.cli.terminal.say import note
from pathplanner.errors import OutputError
from pathplanner.model.scope import MARK

if TYPE_CHECKING:
    from pathplanner.cli.recording import Case
    from pathplanner.model.plan import Plan
    from pathplanner.model.progress import Progress
    from pathplanner.renderers import PlanWriter


def deliver(data: bytes, made: Plan, case: Case, entry: Progress, words: Any) -> int:
    """Write the file and print again, both or neither; then say what there is now.

    Raises:
        OutputError: Something cannot be written; every file is as it was.
    """
    from pathplanner.cli.outputs import make_all, put_all
    from pathplanner.cli.terminal.guard import DONE, NO_PLAN
    from pathplanner.document.composer import speaking_for
    from pathplanner.document.sections.progress import step_name, taken_back
    from pathplanner.formats.forms.writer import tree_of
    from pathplanner.model.plan import Status
    from pathplanner.renderers import PlanWriter

    plain = entry.step.rpartition(MARK)[2]
    with speaking_for(case.before):
        name = step_name(plain, case.pathway.by_id[plain].title, case.before)
        said = words(entry, name)
    writer = PlanWriter(made)
    outputs = make_all(writer, case.targets, case.options) if case.targets else ()
    put_all(outputs, lambda: _keep(case, data, said))
    if case.given["as_json"]:
        told = {"taken_back": words is taken_back, "entry": tree_of(evolve(entry, step=plain))}
        _print_json(made, case, {**told, "said": said})
    else:
        _print(writer, case, is_possible=made.status is not Status.IMPOSSIBLE)
    return NO_PLAN if made.status is Status.IMPOSSIBLE else DONE


def _keep(case: Case, data: bytes, said: str) -> None:
    """Write the learner file and say what is in it now.

    Raises:
        OutputError: It cannot be written, or is another since it was read.
    """
    from pathplanner.files import replace_safely

    if not replace_safely(case.file, case.data, data):
        raise OutputError(
            f"{case.file} was changed by somebody else just now. Nothing was recorded; "
            "look at the file and try again."
        )
    note(f"{case.file}: {said}")


def _print(writer: PlanWriter, case: Case, *, is_possible: bool) -> None:
    from pathplanner.cli.terminal.summary import print_change, refusal

    if not case.targets:
        print_change(writer.document())
    elif not is_possible:
        for line in refusal(writer.document()):
            note(line)


def _print_json(made: Plan, case: Case, told: Mapping[str, Any]) -> None:
    from pathplanner.cli.as_json import plan_to_tell, print_json

    written = [case.file, *(target.path for target in case.targets)]
    tree = {"pathway": case.pathway.id, "file": case.file, **told, "written": written}
    print_json("progress", {**tree, **plan_to_tell(made)})
