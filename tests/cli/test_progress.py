"""`pathplanner done`, `begun`, `failed`, `dropped` and `undo`."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.running import PATHWAY, environment, invoke, run

from pathplanner import files
from pathplanner.formats import load_learner, load_plan

TODAY = "1806969600"  # 2027-04-06
ME = """\
# My plan
format: pathplanner/learner/1
name: Zoë   # that is me
start: 2027-01-04
hours_per_week: 5
goal: badge
"""


NUMBERS = "numbers: {course: 1, badge: 2, job: 3}\n"
"""What stays in the file after undo: the numbers of steps on pages that may be on paper."""


@pytest.fixture
def me(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a learner file in a folder with a pathway, on a day in 2027."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    file = place / "me.yaml"
    file.write_text(ME, "utf-8")
    return file


def tell(kind: str, *args: str) -> tuple[int, str, str]:
    done = invoke(kind, *args, "--learner", "me.yaml")
    return done.exit_code, done.stdout, " ".join(done.stderr.split())


def test_done_by_the_number_on_the_page(me: Path) -> None:
    """The step that was meant is said, it is recorded, and what changed is told."""
    status, printed, said = tell("done", "1", "small.yaml", "--on", "2027-02-01")
    assert status == 0, said
    assert said == "me.yaml: Done on February 1, 2027: step 1, “A course” (course)."
    assert me.read_text("utf-8") == ME.replace("2027-01-04", "2027-04-06") + (
        "holds:\n  course: 2027-02-01\n"
        "numbers: {course: 1, badge: 2}\n"
        "recorded: [{step: course, became: done, on: 2027-02-01}]\n"
    )
    assert "Plan version 2" in printed
    assert "Done: A course." in printed
    assert "The start of the plan: before January 4, 2027, now April 6, 2027." in printed
    assert invoke("plan", "small.yaml", "--learner", "me.yaml").exit_code == 0


def test_a_roadmap_is_printed_again(me: Path) -> None:
    """The plan in the file that is printed over is the one before: its numbers count."""
    assert invoke("plan", "small.yaml", "--learner", "me.yaml", "-o", "p.json").exit_code == 0
    status, _, said = tell("begun", "1", "small.yaml", "-o", "p.json", "-o", "p.md")
    assert (status, "Wrote p.json" in said) == (0, True), said
    plan = load_plan("p.json")
    assert (plan.version, plan.steps[0].under_way) == (2, True)
    assert "Begun: step 1" in Path("p.md").read_text("utf-8").replace("\u00a0", " ")
    me.write_text(me.read_text("utf-8").replace("hours_per_week: 5", "hours_per_week: 4"), "utf-8")
    assert tell("done", "course", "small.yaml", "-o", "p.json")[0] == 0
    plan = load_plan("p.json")
    kinds = {f"{one.kind}:{one.step or one.field}" for one in plan.differences}
    assert (plan.version, kinds >= {"done:course", "circumstance:hours_per_week"}) == (3, True)


@pytest.mark.parametrize(
    "outputs", [("-o", "p.json"), ("-o", "p.md", "-o", "p.json"), ("-t", "checklist")]
)
def test_what_changed_is_told_next_to_a_roadmap(me: Path, outputs: tuple[str, ...]) -> None:
    """The new finish, what changed and what is next are printed, unless the plan itself is."""
    status, printed, said = tell("begun", "1", "small.yaml", *outputs)
    assert status == 0, said
    told = ("You finish on: ", "What to do next\n", "What changed since your last plan\n  - ")
    if "-o" in outputs:
        assert [words for words in told if words not in printed] == []
        assert "# A badge" not in printed
    else:
        assert printed.startswith("# A badge")
        assert printed.count("You finish on") == 1


def test_failed_dropped_and_undo(me: Path) -> None:
    """Each takes the place of what was so before, and the latest is taken back first."""
    assert tell("begun", "course", "small.yaml", "--on", "2027-01-10")[0] == 0
    assert tell("failed", "course", "small.yaml", "--on", "2027-03-01")[0] == 0
    past = "{step: course, was: begun, since: 2027-01-10, became: failed, until: 2027-03-01}"
    assert f"  course: 2027-03-01\nhistory:\n  - {past}\n" in me.read_text("utf-8")
    status, printed, _ = tell("dropped", "course", "small.yaml", "--on", "2027-03-02")
    assert (status, "Dropped on March 2, 2027: A course." in printed) == (0, True)
    learner = load_learner(me)
    assert ([one.step for one in learner.failed], learner.under_way) == (["course"], ())
    status, printed, said = tell("undo", "small.yaml", "small.yaml")
    assert (status, "has no step 'small.yaml'" in said) == (2, True)
    assert tell("undo", "course", "small.yaml")[0] == 0
    assert "dropped" not in me.read_text("utf-8")
    status, _, said = tell("undo", "course", "small.yaml")
    assert "Taken back: not passed on March 1, 2027" in said
    assert "under_way:\n  course: 2027-01-10\n" in me.read_text("utf-8")
    assert tell("undo", "course", "small.yaml")[0] == 0
    assert me.read_text("utf-8") == ME.replace("2027-01-04", "2027-04-06") + NUMBERS
    status, _, said = tell("undo", "course", "small.yaml")
    assert (status, said) == (2, "Error: me.yaml: STEP: Nothing is recorded of course.")


def test_passed_after_it_was_failed(me: Path) -> None:
    """A failed attempt stays in the file when the step is passed later, and plans still hold."""
    assert tell("failed", "course", "small.yaml", "--on", "2027-02-01")[0] == 0
    assert tell("done", "course", "small.yaml", "--on", "2027-03-01")[0] == 0
    assert "course: 2027-02-01" in me.read_text("utf-8")
    assert invoke("plan", "small.yaml", "--learner", "me.yaml", "-o", "p.json").exit_code == 0
    assert invoke("check", "--plan", "p.json", "small.yaml").exit_code == 0


def test_what_was_written_by_hand_must_be_named(me: Path) -> None:
    """Only what a command recorded is taken back unasked; the latest day of the file is told."""
    me.write_text(ME + "under_way: {course: 2027-01-02, job: 2027-01-02}\n", "utf-8")
    me.write_text(me.read_text("utf-8").replace("goal: badge", f"goal: {PATHWAY}/cpc"), "utf-8")
    before = me.read_bytes()
    status, _, said = tell("undo")
    assert status == 2, said
    me.write_text(me.read_text("utf-8").replace("course", "cpc").replace("job", "ccs"), "utf-8")
    before = me.read_bytes()
    status, _, said = tell("undo")
    assert "No command has recorded anything here that could be taken back." in said
    assert "The latest day there is 2027-01-02: begun cpc, begun ccs." in said
    assert "Name the one to take back: pathplanner undo cpc." in said
    assert (status, me.read_bytes()) == (2, before)


def test_the_last_recorded_is_taken_back_first(me: Path) -> None:
    """Neither a later day nor an entry by hand comes before what was recorded last."""
    me.write_text(ME + "failed: {job: 2027-01-03}\n", "utf-8")
    assert tell("begun", "job", "small.yaml", "--on", "2027-04-05")[0] == 0
    assert tell("begun", "course", "small.yaml", "--on", "2027-02-01")[0] == 0
    assert "Taken back: begun on February 1, 2027" in tell("undo", "small.yaml")[2]
    assert "Taken back: begun on April 5, 2027" in tell("undo", "small.yaml")[2]
    status, _, said = tell("undo", "small.yaml")
    assert (status, "The latest day there is 2027-01-03: failed job." in said) == (2, True), said
    assert "recorded" not in me.read_text("utf-8")


def test_numbers_stay_when_steps_get_done_and_others_come(me: Path) -> None:
    """Box 2 on paper is the badge after the course is done, and in every later plan."""
    args = ("small.yaml", "--learner", "me.yaml")
    assert invoke("plan", *args, "-o", "paper.json").exit_code == 0
    assert tell("done", "1", "small.yaml", "--on", "2027-02-01", "-o", "p.json")[0] == 0
    assert [(one.number, one.id) for one in load_plan("p.json").steps] == [(2, "badge")]
    # A step that is new in a plan gets a number that no other has had.
    assert tell("dropped", "course", "small.yaml", "--on", "2027-03-01", "-o", "p.json")[0] == 2
    assert tell("undo", "small.yaml")[0] == 0
    assert tell("dropped", "1", "small.yaml", "--on", "2027-03-01", "-o", "p.json")[0] == 0
    now = [(one.number, one.id) for one in load_plan("p.json").steps]
    assert now == [(3, "job"), (2, "badge")]
    status, _, said = tell("done", "2", "small.yaml", "--anyway")
    assert (status, "step 2, “A badge” (badge)" in said) == (0, True), said
    assert invoke("plan", *args, "--from", "p.json").exit_code == 2
    assert invoke("check", "--plan", "p.json", "small.yaml").exit_code == 0
    # A later plan takes over the numbers of the plan before it, without a learner file.
    done = invoke("plan", "small.yaml", "--from", "p.json", "--hours", "9", "-t", "json")
    assert [one["number"] for one in json.loads(done.stdout)["steps"]] == [3, 2], done.stderr


def test_a_number_of_another_page_is_refused(me: Path) -> None:
    """Where the page and the learner file have two steps for a number, nothing is recorded."""
    me.write_text(ME + "numbers: {job: 1, badge: 2}\n", "utf-8")
    other = ME.replace("Zoë   # that is me", "Other")
    (me.parent / "other.yaml").write_text(other, "utf-8")
    flags = ("small.yaml", "--learner", "other.yaml", "-o", "other.json")
    assert invoke("plan", *flags).exit_code == 0
    before = me.read_bytes()
    status, _, said = tell("begun", "1", "small.yaml", "--previous", "other.json")
    assert status == 2
    assert (
        "On the page of the plan, 1 is course; in what is kept of the learner, it is job." in said
    )
    assert me.read_bytes() == before
    status, _, said = tell("begun", "2", "small.yaml", "--previous", "other.json", "--anyway")
    assert (status, "step 2, “A badge” (badge)" in said) == (0, True), said


def test_two_steps_of_one_number_are_a_fault(me: Path) -> None:
    """Who changes the numbers by hand is told which two steps have one."""
    me.write_text(ME + "numbers: {course: 1, badge: 1}\n", "utf-8")
    status, _, said = tell("done", "course", "small.yaml")
    assert (status, "course and badge both have the number 1." in said) == (2, True), said
    assert "me.yaml:7:" in said


def test_what_was_paid_is_recorded_and_taken_back(me: Path) -> None:
    """The file says what was paid and when; undo takes it out with the step."""
    me.write_text(ME + "savings: 500\n", "utf-8")
    flags = ("--on", "2027-02-01", "--paid", "$90.50")
    assert tell("done", "course", "small.yaml", *flags)[0] == 0
    text = me.read_text("utf-8")
    assert "paid:\n  - {step: course, amount: 90.50, on: 2027-02-01}\n" in text
    assert "savings_on: 2027-01-04\n" in text
    [paid] = load_learner(me).paid
    assert (paid.step, str(paid.amount), str(paid.on)) == ("course", "90.50", "2027-02-01")
    assert tell("undo", "small.yaml")[0] == 0
    assert (load_learner(me).paid, load_learner(me).holds) == ((), ())
    status, _, said = tell("done", "course", "small.yaml", "--paid", "much")
    assert (status, "--paid: 'much' is not a number." in said) == (2, True), said


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("done", "course", "small.yaml", "--on", "2027-04-07"), "2027-04-07 is in the future."),
        (("done", "course", "small.yaml", "--on", "soon"), "--on: 'soon' is not a date"),
        (("done", "badge", "small.yaml"), "it needs course or job. Record that first"),
        (("begun", "4", "small.yaml"), "numbers 1 to 2; there is no step 4."),
        (("done", "corse", "small.yaml"), "has no step 'corse'. Did you mean course?"),
        (("done", "course"), "It is not clear which pathway this is about."),
        (("dropped", "badge", "small.yaml"), "badge is both dropped and the goal."),
        (("done", "job", "small.yaml"), "job is recorded as done already (2026-05-01)."),
        (("begun", "x", "none.yaml", "-o", "a.xyz"), "none.yaml: There is no such file."),
    ],
)
def test_what_cannot_be_recorded(me: Path, args: tuple[str, ...], words: str) -> None:
    """It is said what is wrong, with status 2, and the file is as it was."""
    text = ME + "holds: {job: 2026-05-01}\n" if args[1] == "job" else ME
    me.write_text(text, "utf-8")
    status, printed, said = tell(*args)
    assert (status, printed) == (2, "")
    assert words in said
    assert me.read_text("utf-8") == text


def test_done_before_what_it_needs(me: Path) -> None:
    """A need that was done later is named with its day; --anyway records it all the same."""
    me.write_text(f"{ME}holds: {{course: 2026-12-01}}\n", "utf-8")
    status, _, said = tell("done", "badge", "small.yaml", "--on", "2026-11-01")
    assert status == 2
    assert "by 2026-11-01: it needs course or job (course was done on 2026-12-01)." in said
    assert tell("done", "badge", "small.yaml", "--on", "2026-11-01", "--anyway")[0] == 0
    assert "badge: 2026-11-01" in me.read_text("utf-8")


def test_an_odd_file_is_left_alone(me: Path) -> None:
    """A file with a fault, or one that cannot be changed safely, stays; each is explained."""
    for body, words in (
        ("holds: &a [job]\navoid: *a\n", "cannot be changed safely"),
        ("holds: [job\n", "me.yaml:8"),
        ("helds: [job]\n", "Did you mean holds?"),
    ):
        me.write_text(ME + body, "utf-8")
        status, _, said = tell("done", "course", "small.yaml")
        assert (status, me.read_text("utf-8")) == (2, ME + body)
        assert words in said


def test_two_people_at_once(me: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody else wrote meanwhile is not written over."""
    replace = files.replace_safely

    def slowly(path: str, old: bytes, new: bytes) -> bool:
        me.write_text(ME + "# hers\n", "utf-8")
        return replace(path, old, new)

    monkeypatch.setattr(files, "replace_safely", slowly)
    status, printed, said = tell("done", "course", "small.yaml", "-o", "p.md")
    assert (status, printed) == (2, "")
    assert "me.yaml was changed by somebody else just now. Nothing was recorded" in said
    assert me.read_text("utf-8") == ME + "# hers\n"
    assert not Path("p.md").exists()


def with_room_for(size: int, me: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the command where no file can have more bytes."""
    return subprocess.run(
        [sys.executable, "-B", "-m", "pathplanner", *args, "--learner", "me.yaml"],
        cwd=me.parent,
        env={**environment(), "SOURCE_DATE_EPOCH": TODAY},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        capture_output=True,
        text=True,
        check=False,
    )


def state_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_full_disk(me: Path) -> None:
    """Where there is no room for the new file, the old one stays, and nothing is left behind."""
    me.write_text(ME + "# long\n" * 1000, "utf-8")
    before = state_of(me.parent)
    done = with_room_for(4096, me, "done", "course", "small.yaml")
    assert (done.returncode, "Cannot write me.yaml: File too large." in done.stderr) == (2, True)
    assert state_of(me.parent) == before


def test_a_disk_that_fills_with_the_roadmap(me: Path) -> None:
    """Where there is no room for one roadmap, nothing is recorded and no other is written."""
    Path("p.json").write_text("old", "utf-8")
    before = state_of(me.parent)
    for command in (("begun", "course", "small.yaml"), ("plan", "small.yaml")):
        done = with_room_for(4500, me, *command, "-o", "p.json", "-o", "p.md")
        assert done.returncode == 2, done.stderr
        assert done.stderr == "Error: Cannot write p.md: File too large.\n"
        assert state_of(me.parent) == before


def test_an_empty_learner_file(me: Path) -> None:
    """A file without a word is said to be empty, also where the pathway is named."""
    me.write_text("", "utf-8")
    for given in ((), ("small.yaml",)):
        status, _, said = tell("done", "course", *given)
        assert (status, "me.yaml:1:1: The file is empty." in said) == (2, True), said


def test_undo_of_two_of_one_step_on_one_day(me: Path) -> None:
    """A step that failed and was begun again on one day is taken back in that order."""
    for kind in ("failed", "begun"):
        assert tell(kind, "course", "small.yaml", "--on", "2027-03-01")[0] == 0
    assert "begun on March 1, 2027" in tell("undo", "small.yaml")[2]
    assert "not passed on March 1, 2027" in tell("undo", "course", "small.yaml")[2]
    assert (load_learner(me).under_way, load_learner(me).failed) == ((), ())


def test_undo_with_a_pathway_alone(me: Path) -> None:
    """A single word that is a pathway is no step: the last of all is taken back."""
    assert tell("begun", "course", "small.yaml")[0] == 0
    assert "begun on April 6, 2027" in tell("undo", "small.yaml")[2]
    status, _, said = tell("undo", PATHWAY)
    assert (status, f"The pathway {PATHWAY} has no step 'badge'" in said) == (2, True), said


def test_a_try_too_soon_is_called_a_try(me: Path) -> None:
    """What cannot have been failed yet is said in words that one would say."""
    said = tell("failed", "badge", "small.yaml", "--on", "2027-03-01")[2]
    assert "badge could not be tried by 2027-03-01: it needs" in said


def test_the_words_are_in_the_language_of_the_plan(me: Path) -> None:
    """A Spanish plan tells in Spanish what was recorded, and finds its pathway by the goal."""
    me.write_text(ME.replace("badge", f"{PATHWAY}/cpc"), "utf-8")
    done = invoke(
        "done", "high-school-diploma", "--learner", "me.yaml", "--language", "es", "--on",
        "2016-06-01", "-t", "json",
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    assert "me.yaml: Terminado el 1 de junio de 2016" in done.stderr
    assert json.loads(done.stdout)["pathway"]["language"] == "es"


def test_failed_again_and_again(me: Path) -> None:
    """Attempts may be recorded in any order of days, each day once; nothing comes before them."""
    for day in ("2027-03-01", "2027-02-01"):
        assert tell("failed", "course", "small.yaml", "--on", day)[0] == 0
    assert "course: [2027-03-01, 2027-02-01]" in me.read_text("utf-8")
    status, _, said = tell("failed", "course", "small.yaml", "--on", "2027-02-01")
    assert (status, "is recorded as failed already (2027-02-01)" in said) == (2, True)
    status, _, said = tell("begun", "course", "small.yaml", "--on", "2027-02-15")
    assert (status, "cannot be begun on 2027-02-15: it was tried later" in said) == (2, True)


def test_no_plan_after_it(me: Path) -> None:
    """What is so is recorded although no plan is possible then; the status is 1."""
    me.write_text(ME + "avoid: [job]\n", "utf-8")
    done = run(
        me.parent, "dropped", "course", "small.yaml", "--learner", "me.yaml",
        SOURCE_DATE_EPOCH=TODAY,
    )  # fmt: skip
    assert done.returncode == 1
    assert "course: 2027-04-06" in me.read_text("utf-8")
    assert "which you dropped" in " ".join(done.stdout.split())


def test_applied_is_recorded_kept_and_taken_back(me: Path) -> None:
    """An application stays when the step is begun; nothing need be done before one applies."""
    status, printed, _ = tell("applied", "job", "small.yaml", "--on", "2027-01-10")
    assert (status, "Applied for on January 10, 2027: A job." in printed) == (0, True)
    assert "applied:\n  job: 2027-01-10\n" in me.read_text("utf-8")
    status, _, said = tell("applied", "job", "small.yaml", "--on", "2027-01-11")
    assert (status, "job is recorded as applied already (2027-01-10)." in said) == (2, True)
    assert tell("begun", "job", "small.yaml", "--on", "2027-02-01", "--anyway")[0] == 0
    assert [one.step for one in load_learner(me).applied] == ["job"]
    assert tell("undo", "job", "small.yaml")[0] == 0
    status, _, said = tell("undo", "job", "small.yaml")
    assert "Taken back: applied for on January 10, 2027" in said
    assert me.read_text("utf-8") == ME.replace("2027-01-04", "2027-04-06") + NUMBERS


def test_what_runs_out_can_be_done_again(me: Path) -> None:
    """A card that was done once is done anew; undo brings the older day back."""
    text = (me.parent / "small.yaml").read_text("utf-8")
    kept = text.replace("title: A course", "title: A course\n    valid_for: 2 years", 1)
    assert kept != text
    (me.parent / "small.yaml").write_text(kept, "utf-8")
    me.write_text(ME + "holds: {course: 2024-01-10}\n", "utf-8")
    status, _, said = tell("done", "course", "small.yaml", "--on", "2027-02-01")
    assert status == 0, said
    assert [(one.step, str(one.since)) for one in load_learner(me).holds] == [
        ("course", "2027-02-01")
    ]
    status, _, said = tell("done", "course", "small.yaml", "--on", "2026-02-01")
    assert status != 0
    assert "recorded as done already" in said
    assert tell("undo", "course", "small.yaml")[0] == 0
    assert str(load_learner(me).holds[0].since) == "2024-01-10"


@pytest.mark.parametrize("holds", ["", "holds:\n  job: 2020-01-10\n", "holds: [job]\n"])
def test_a_grade_and_a_renewal_are_recorded_with_what_is_done(me: Path, holds: str) -> None:
    """They stand in the file whatever form it has; undo takes them out with the step."""
    me.write_text(ME + holds, "utf-8")
    old = load_learner(me).holds
    flags = ("--on", "2022-02-01", "--grade", "B", "--renewed", "2026-02-01")
    status, _, said = tell("done", "course", "small.yaml", *flags)
    assert status == 0, said
    told = [
        (one.step, str(one.since), str(one.renewed), one.grade) for one in load_learner(me).holds
    ]
    assert told[len(old) :] == [("course", "2022-02-01", "2026-02-01", "B")]
    assert tell("undo", "small.yaml")[0] == 0
    assert load_learner(me).holds == old


@pytest.mark.parametrize("since", ["2022-02-01", "null"])
def test_what_is_done_is_renewed_again_and_again(me: Path, since: str) -> None:
    """Without a day more is told of the same; undo goes back one renewal at a time."""
    me.write_text(ME + f"holds: {{course: {since}}}\n", "utf-8")
    flags = [("--renewed", "2024-02-01"), ("--renewed", "2026-02-01"), ("--grade", "A")]
    for more in flags:
        status, _, said = tell("done", "course", "small.yaml", *more)
        assert status == 0, said
    seen = []
    for _ in range(4):
        [held] = load_learner(me).holds
        seen.append((str(held.since or "null"), str(held.renewed or ""), held.grade))
        tell("undo", "small.yaml")
    assert seen == [
        (since, "2026-02-01", "A"),
        (since, "2026-02-01", ""),
        (since, "2024-02-01", ""),
        (since, "", ""),
    ]


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--renewed", "2030-01-01"), "--renewed: 2030-01-01 is in the future."),
        (("--renewed", "soon"), "--renewed: 'soon' is not a date."),
        (("--on", "2026-01-01", "--renewed", "2025-01-01"), "Renewed must not be before"),
    ],
)
def test_a_renewal_that_cannot_be_is_refused(me: Path, flags: tuple[str, ...], words: str) -> None:
    """It is said what is wrong, and the file is as it was."""
    status, printed, said = tell("done", "course", "small.yaml", *flags)
    assert (status, printed) == (2, "")
    assert words in said
    assert me.read_text("utf-8") == ME
