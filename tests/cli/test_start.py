"""`pathplanner start`: a few questions, a learner file and a roadmap."""

from __future__ import annotations

import os
import pty
import select
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.running import PATHWAY, environment, invoke
from tests.cli.terminal import session

from pathplanner.formats import load_learner

CODE = "import sys; from pathplanner.cli import main; sys.argv[0] = 'pathplanner'; main()"
FLAGS = (
    "--name", "Zoë Müller", "--hours", "5", "--budget", "200", "--start", "2027-01-04",
    "--prefer", "2",
)  # fmt: skip


def talk(place: Path, answers: list[str], *args: str, stop: bool = False) -> tuple[int, str]:
    """Run `start` on a terminal, type the answers, and return the status and what is seen.

    With `stop` it is stopped by Ctrl-C at the question after the answers.
    """
    ours, theirs = pty.openpty()
    env = environment() | {"TERM": "xterm", "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        [sys.executable, "-c", CODE, "start", *args],
        cwd=place, env=env, stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    waiting = list(answers)
    while True:
        # Who is asked sees a colon and a blank last; what is told without one takes its time.
        quiet = 0.05 if seen.endswith(b": ") else 0.3
        ready, _, _ = select.select([ours], [], [], quiet if waiting or stop else 30)
        if ready:
            try:
                part = os.read(ours, 65536)
            except OSError:  # Linux says so when the other end is closed
                break
            if not part:
                break
            seen += part
        elif waiting and seen:
            os.write(ours, f"{waiting.pop(0)}\n".encode())
        elif not waiting and stop:
            process.send_signal(signal.SIGINT)
        elif not waiting:
            process.kill()  # it asks for more than there are answers
    os.close(ours)
    return process.wait(30), seen.decode().replace("\r\n", "\n")


def test_without_a_terminal_flags_answer(place: Path) -> None:
    """Nothing is asked; both files are written, and the next three actions are said."""
    done = invoke("start", "--pathway", "small.yaml", *FLAGS[:-1], "cheapest", "-o", "z.md")
    assert done.exit_code == 0, done.stderr
    assert done.stderr == "Wrote zoe-muller.yaml\nWrote z.md\n"
    text = Path("zoe-muller.yaml").read_text("utf-8")
    assert 'name: "Zoë Müller"\nstart: 2027-01-04  # the first day of the plan\n' in text
    assert "goal: small.yaml/badge  # A badge" in text
    learner = load_learner("zoe-muller.yaml")
    assert (learner.hours_per_week, learner.budget, learner.prefer) == (5, 200, "cheapest")
    _, _, rest = done.stdout.partition("What to do next\n")
    assert rest.startswith("  - A job: on January 4, 2027")
    assert "Zoë Müller" in Path("z.md").read_text("utf-8")
    _, _, command = rest.partition("When a step is done: ")
    command, _, _ = command.partition("\nTo change")
    words = shlex.split(command)
    assert words[0] == "pathplanner"
    done = invoke(*words[1:], "--anyway", "--on", "2026-06-01")
    assert (done.exit_code, "Wrote z.md" in done.stderr) == (0, True), done.stderr
    assert load_learner("zoe-muller.yaml").holds[0].step == "job"


def test_a_conversation(place: Path) -> None:
    """Questions are asked again until the answer is right; a question mark explains them."""
    answers = [
        "Ana", "?", "7", "1", "9", "2, curse", "course=2026-05-01", "soon", "2027-01-04",
        "200", "8 hours", "", "many", "$1,300", "", "WIOA", "WIOA 3000 applied", "Texos", "Texas",
        "6", "1",
    ]  # fmt: skip
    status, seen = talk(place, answers, "--pathway", "small.yaml", "-o", "a.md")
    assert status == 0, seen
    for words in (
        "Press Enter to skip a question",
        "  1. A badge (badge)",
        "The roadmap leads there.",
        "Choose a number from 1 to 1.",
        "Did you mean course?",
        "'soon' is not a date",
        "Must be from 0 to 168, not 200.",
        "'WIOA' does not say who pays how much.",
        "'Texos' is not a state; write its name or code, such as Texas or US-TX.",
        "Choose a number from 1 to 5.",
        "Wrote ana.yaml",
        "What to do next",
    ):
        assert words in seen, seen
    learner = load_learner(place / "ana.yaml")
    assert [(one.step, str(one.since)) for one in learner.holds] == [("course", "2026-05-01")]
    assert (learner.hours_per_week, learner.budget, learner.state) == (8, 1300, "US-TX")
    [fund] = learner.funding
    assert (fund.name, fund.kind, fund.amount, fund.is_sure) == ("WIOA", "workforce", 3000, False)


def test_every_question_can_be_skipped_in_spanish(place: Path) -> None:
    """Enter skips; the roadmap leads to the usual goal of the usual career, in Spanish."""
    status, seen = talk(place, [""] * 13, "--language", "es", "-o", "yo.md")
    assert status == 0, seen
    assert "Medical biller" not in seen
    text = (place / "me.yaml").read_text("utf-8")
    assert f"goal: {PATHWAY}/cpc" in text
    assert "# el primer día del plan" in text
    assert "Pulse Intro para omitir" in seen


def test_nothing_is_written_over_without_asking(place: Path) -> None:
    """Without a terminal it is refused, on one it is asked, and a no leaves all as it was."""
    args = ("--pathway", "small.yaml", *FLAGS[:-2], "-o", "z.md")
    file = place / "zoe-muller.yaml"
    file.write_text("mine")
    done = invoke("start", *args)
    assert (done.exit_code, "There is such a file already" in done.stderr) == (2, True)
    flags = ("--language", "en", *args, "--goal", "badge", "--have", "job", "--state", "US-TX")
    flags = (*flags, "--savings", "100", "--monthly", "50", "--prefer", "fastest")
    flags = (*flags, "--deadline", "2030-01-01", "--funding", "WIOA 50")
    status, seen = talk(place, ["n", "", "no", "other.yaml"], *flags)
    assert (status, seen.count("zoe-muller.yaml is there already. Write over it?")) == (0, 2), seen
    assert (file.read_text(), load_learner(place / "other.yaml").name) == ("mine", "Zoë Müller")
    (place / "z.md").unlink()
    status, seen = talk(place, ["y"], *flags)
    assert (status, load_learner(file).name) == (0, "Zoë Müller")


def test_an_answer_must_go_with_those_before(place: Path) -> None:
    """What is wrong only together is said at once, so that no answer is given for nothing."""
    answers = ["", "1", "2=2039-01-01", "2=2020-05-01", "2019-01-01", "2027-01-04"]
    answers += ["", "", "", "", "", "tx", ""]
    status, seen = talk(place, answers, "--pathway", "small.yaml", "-o", "a.md")
    assert status == 0, seen
    assert "held since 2039-01-01, which is after the start" in " ".join(seen.split())
    assert "held since 2020-05-01, which is after the start" in " ".join(seen.split())
    learner = load_learner(place / "me.yaml")
    assert (str(learner.start), learner.state) == ("2027-01-04", "US-TX")


def test_wrong_answers_are_told_in_spanish(place: Path) -> None:
    """A Spanish conversation has no English message."""
    answers = ["Ana", "curse", "1", "2=2039-01-01", "", "hoy", "", "200", "", "", "mil", ""]
    answers += ["", "WIOA", "", "Texos", "", "6", "", "n", "ana-2.yaml"]
    (place / "ana.yaml").write_text("mine")
    flags = ("--language", "es", "--pathway", "small.yaml", "-o", "a.md")
    status, seen = talk(place, answers, *flags)
    assert status == 0, seen
    seen = " ".join(seen.split())
    for words in (
        "Elija un número del 1 al 1.",
        "un día que ya pasó",
        "Escriba año, mes y día",
        "del 0 al 168",
        "Escriba una cantidad",
        "Escriba el nombre de su estado",
        "Elija un número del 1 al 5.",
        "ana.yaml ya existe. ¿Sobrescribirlo? [s/N]",
        "Otro nombre para el archivo",
    ):
        assert words in seen, seen
    for words in ("is not", "Did you", "Known", "Must", "Error"):
        assert words not in seen, seen


def test_nobody_answers_for_nothing(place: Path) -> None:
    """A folder or format that cannot be written is told before the first question."""
    for args in (("--file", "none/a.yaml"), ("-o", "none/a.pdf"), ("-o", "a.xyz")):
        status, seen = talk(place, [], *args)
        assert (status, "Press Enter" in seen, "Error" in seen) == (2, False, True), seen
    status, seen = talk(place, [], "--pathway", "small.yaml", "--hours", "999")
    assert (status, "Your name" in seen) == (2, False), seen


def test_a_narrow_terminal_breaks_no_word(place: Path) -> None:
    """On 40 columns each line of the conversation fits, and Ctrl-C leaves a whole line."""
    args = ("start", "--language", "en")
    status, seen = session(40, *args, stop_at="[4]")
    assert status == 130
    seen = seen.replace("\r\n", "\n")
    assert seen.endswith("\n")
    lines = seen.splitlines()
    assert "     (medical-biller-and-coder)" in lines
    assert max(map(len, lines)) <= 40


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--hours", "999", "--goal", "x"), "--goal: The pathway small has no step 'x'"),
        (("--hours", "999", "--goal", "x"), "Must be from 0 to 168, not 999."),
        (("--language", "tlh"), "There are no words in the language 'tlh'. Known: en, es."),
        (("-o", "a.xyz"), "xyz"),
        (("--file", "none/a.yaml"), "there is no folder none"),
    ],
)
def test_bad_flags(place: Path, args: tuple[str, ...], words: str) -> None:
    """Wrong flags are named with status 2, and nothing is written."""
    before = sorted(path.name for path in place.iterdir())
    done = invoke("start", "--pathway", "small.yaml", "-o", "z.md", *args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr
    assert sorted(path.name for path in place.iterdir()) == before


def test_no_plan_fits(place: Path) -> None:
    """The answers are kept all the same, what would help is said, and the status is 1."""
    done = invoke("start", "--pathway", "small.yaml", "--budget", "1", "-o", "z.md")
    assert (done.exit_code, "Raise your limit to $" in done.stdout) == (1, True)
    assert load_learner("me.yaml").budget == 1


@pytest.mark.parametrize(
    ("words", "career"),
    [
        ("medical coder", PATHWAY),
        ("Registered nurse", "registered-nurse"),
        ("truck", "truck-driver-cdl-a"),
        ("EMT", "emt-and-paramedic"),
    ],
)
def test_plain_words_choose_a_career(place: Path, words: str, career: str) -> None:
    """Who knows no numbers types what they want to be, and it is said what was understood."""
    flags = ("--start", "2027-01-04", "--hours", "40", "-o", "a.md")
    status, seen = talk(place, [words, *[""] * 14], *flags)
    assert status == 0, seen
    assert "Taken: " in seen
    assert f"goal: {career}/" in (place / "me.yaml").read_text("utf-8")


def test_plain_words_choose_a_goal_and_what_one_has(place: Path) -> None:
    """Words of work mean the job, GED is a diploma, and words for several things are asked back."""
    answers = ["", "coding", "medical coder", "ged", "", "", "", "", "", "", "", ""]
    flags = ("--pathway", PATHWAY, "--start", "2027-01-04", "-o", "a.md")
    status, seen = talk(place, answers, *flags)
    assert status == 0, seen
    flat = " ".join(seen.split())
    assert "That may be more than one thing. Did you mean " in flat
    assert " (CCS (Certified Coding" in flat.partition("Did you mean ")[2]
    assert "Taken: Work as a medical coder." in flat
    # Each goal is explained in one line.
    assert "Your first job as a coder, in a hospital, an office or from a coding company." in flat
    learner = load_learner(place / "me.yaml")
    assert learner.goal == (f"{PATHWAY}/medical-coder-job",)
    assert [held.step for held in learner.holds] == ["high-school-diploma"]


def test_an_unanswered_diploma_is_asked_for(place: Path) -> None:
    """Who skips what they have is asked for a diploma; without questions it is told."""
    flags = ("--pathway", PATHWAY, "--start", "2027-01-04", "-o", "a.md")
    status, seen = talk(place, ["", "", "", "8 hours", "y", *[""] * 8], *flags)
    assert "Answer y for yes or n for no." in seen
    assert (status, "Do you have a high school diploma or GED?" in seen) == (0, True), seen
    assert [held.step for held in load_learner(place / "me.yaml").holds] == ["high-school-diploma"]
    done = invoke("start", "--yes", "--name", "X", *flags[:-1], "x.md")
    assert done.exit_code == 0, done.stderr
    assert "does not know if you have this: High school diploma or GED." in done.stderr
    done = invoke("start", "--yes", "--name", "Y", "--have", "GED", *flags[:-1], "y.md")
    assert (done.exit_code, "does not know" in done.stderr) == (0, False), done.stderr
    assert [held.step for held in load_learner("y.yaml").holds] == ["high-school-diploma"]


def test_what_was_typed_is_kept_when_it_is_broken_off(place: Path) -> None:
    """The next start goes on with the question that was open, and then forgets."""
    flags = ("--pathway", "small.yaml", "-o", "a.md")
    status, seen = talk(place, ["Ana", "1", "course"], *flags, stop=True)
    assert (status, "go on" in seen) == (130, True), seen
    assert (place / "pathplanner-start.json").is_file()
    status, seen = talk(place, ["2027-01-04", *[""] * 8], *flags)
    assert status == 0, seen
    assert "Your answers of before count." in seen
    assert "Your name" not in seen
    learner = load_learner(place / "ana.yaml")
    assert [held.step for held in learner.holds] == ["course"]
    assert not (place / "pathplanner-start.json").exists()


def test_start_writes_what_was_found_out_and_keeps_the_office_apart(place: Path) -> None:
    """Own facts go into the learner file; those of an office count and stay in its file."""
    Path("office.yaml").write_text(
        "format: pathplanner/office/1\nfacts: {badge.costs.exam: 60}\n", "utf-8"
    )
    flags = ("--pathway", "small.yaml", *FLAGS[:-2], "--office", "office.yaml")
    done = invoke("start", *flags, "--fact", "course.study_hours=30-40", "-o", "z.md")
    assert done.exit_code == 0, done.stderr
    text = Path("zoe-muller.yaml").read_text("utf-8")
    assert 'course.study_hours: "30-40"' in text
    assert "badge.costs" not in text
    assert [fact.path for fact in load_learner("zoe-muller.yaml").facts] == ["course.study_hours"]


def test_hours_that_nobody_told_are_not_written_like_an_answer(place: Path) -> None:
    """The file says that the usual number stands there; what was told stands without."""
    for hours, is_told in (((), False), (("--hours", "10"), True)):
        Path("me.yaml").unlink(missing_ok=True)
        flags = ("--yes", "--file", "me.yaml", "-o", f"{is_told}.md", "--start", "2027-01-04")
        assert invoke("start", "--pathway", "small.yaml", *flags, *hours).exit_code == 0
        [line] = [one for one in Path("me.yaml").read_text("utf-8").splitlines() if "hours_" in one]
        assert line.startswith("hours_per_week: 10  # hours of study each week")
        assert ("you told none" in line) is not is_told
