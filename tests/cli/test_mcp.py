"""Assistants ask through the SDK's own client, in a real process, and get the desk's answers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from attrs import frozen
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.stdio import stdio_client
from tests.cli.running import PATHWAY, ROOT, SMALL, environment, invoke

import pathplanner as pp

DAY = "1798761600"  # January 1, 2027, for the server and the command line alike
START = "2027-01-04"
MOST = 4096
NO_NETWORK = """\
import socket

def refuse(*_, **__):
    raise AssertionError("the network was used")

socket.getaddrinfo = socket.create_connection = socket.socket.connect = refuse
"""


@frozen
class Assistant:
    """Asks a server that runs in a process of its own."""

    session: Client
    wait: Callable[..., Any]
    folder: Path
    home: Path

    def ask(self, tool: str, **arguments: Any) -> tuple[str, bool]:
        """Return the answer of a tool, and whether it is an error; no answer is long."""
        found = self.wait(self.session.call_tool, tool, arguments)
        (content,) = found.content
        assert len(content.text.encode()) <= MOST
        return content.text, bool(found.is_error)

    def answer(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """Return the tree of an answer that is no error."""
        text, is_error = self.ask(tool, **arguments)
        assert not is_error, text
        return dict(json.loads(text))

    def fetch(self, address: str) -> str:
        """Return the text of a resource."""
        (content,) = self.wait(self.session.read_resource, address).contents
        return str(content.text)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Return an assistant whose server may read and write one folder and has no network."""
    folder, home = tmp_path_factory.mktemp("folder"), tmp_path_factory.mktemp("home")
    (folder / "small.yaml").write_text(SMALL, "utf-8")
    (folder / "learner.yaml").write_text(
        "format: pathplanner/learner/1\nstart: 2027-01-04\nhours_per_week: 10\ngoal: badge\n",
        "utf-8",
    )
    (home / "sitecustomize.py").write_text(NO_NETWORK, "utf-8")
    env = {**environment(), "SOURCE_DATE_EPOCH": DAY, "PYTHONPATH": str(home), "HOME": str(home)}
    env |= {"PYTHONDONTWRITEBYTECODE": "1"}
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "pathplanner", "mcp", "--folder", str(folder)],
        env=env,
        cwd=home,
    )
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(stdio_client(server))) as session,
    ):
        yield Assistant(session, portal.call, folder, home)


def flags(arguments: Mapping[str, Any]) -> list[str]:
    """Return the options of the command line that say the same as arguments."""
    names = {"also": "with"}
    found = []
    for name, value in arguments.items():
        if name in ("pathway", "pathways", "step"):
            continue
        option = f"--{names.get(name, name).replace('_', '-')}"
        for one in value if isinstance(value, list) else [value]:
            found += [option] if one is True else [option, str(one)]
    return found


def on_screen(tool: str, arguments: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what the command line prints as JSON for the same question."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    named = arguments.get("pathways") or [
        arguments[k] for k in ("step", "pathway") if k in arguments
    ]
    return invoke(tool.replace("_", "-"), *named, *flags(arguments), "--json").stdout


QUESTIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("How soon can I be a certified coder with 15 hours a week?", "plan",
     {"pathway": PATHWAY, "goal": ["cpc"], "hours": 15}),
    ("And as cheaply as possible?", "plan",
     {"pathway": PATHWAY, "goal": ["cpc"], "hours": 15, "prefer": "cheapest"}),
    ("I have my diploma and 1,500 dollars; what then?", "plan",
     {"pathway": PATHWAY, "goal": ["cpc"], "have": ["high-school-diploma"], "savings": 1500}),
    ("I can put 100 dollars aside each month.", "plan",
     {"pathway": PATHWAY, "goal": ["ccs"], "monthly": 100, "savings": 0}),
    ("What if I can pay at most 50 dollars?", "plan",
     {"pathway": PATHWAY, "goal": ["cpc"], "budget": 50}),
    ("I want two certificates.", "plan", {"pathway": PATHWAY, "goal": ["cpc", "cpb"]}),
    ("My school told me the exam is 425.", "plan",
     {"pathway": PATHWAY, "goal": ["cpc"], "fact": ["cpc-a.costs.exam=425"]}),
    ("How do I become a nurse?", "plan", {"pathway": "registered-nurse"}),
    ("How do I become a trucker, cheaply?", "plan",
     {"pathway": "truck-driver-cdl-a", "prefer": "cheapest", "state": "US-TX"}),
    ("How do I become an electrician in Texas?", "plan",
     {"pathway": "electrician", "state": "US-TX", "hours": 12.5}),
    ("Why do I need Practicode?", "why",
     {"step": "practicode", "pathway": PATHWAY, "goal": ["cpc"], "hours": 15}),
    ("Why not the associate degree?", "why",
     {"step": "hit-associate-degree", "pathway": PATHWAY, "goal": ["cpc"]}),
    ("Why the pharmacy technician exam?", "why",
     {"step": "cpht", "pathway": "pharmacy-technician"}),
    ("Why can I not have the CCS for 100 dollars?", "why_not",
     {"step": "ccs", "pathway": PATHWAY, "budget": 100}),
    ("Can I be a paramedic by summer?", "why_not",
     {"step": "paramedic-certification", "pathway": "emt-and-paramedic",
      "deadline": "2027-08-01"}),
    ("What should I ask first?", "ask", {"pathway": PATHWAY, "goal": ["cpc"]}),
    ("What can I reach for 500 dollars?", "reach", {"pathways": [PATHWAY], "budget": 500}),
    ("What can I reach in two years?", "reach",
     {"pathways": ["registered-nurse"], "deadline": "2029-01-01"}),
    ("What if I had 30 hours a week?", "compare",
     {"pathway": PATHWAY, "goal": ["rhit"], "hours": 10, "what_if": ["hours=30"]}),
    ("Later or cheaper?", "compare",
     {"pathway": PATHWAY, "goal": ["cpc"],
      "what_if": ["start=2027-08-01", "prefer=cheapest,budget=1000"]}),
    ("Which ways are there?", "compare", {"pathway": PATHWAY, "goal": ["cpc"]}),
)  # fmt: skip


def as_in_plan(found: dict[str, Any], plan: dict[str, Any]) -> None:
    """Assert that each number of an answer is that of the whole plan."""
    assert found["status"] == plan["status"]
    if plan["status"] == "impossible":
        assert found["changes"] == plan["changes"]
        return
    cost = plan["cost"]
    assert (found["finish"], found["start"]) == (plan["finish"], plan["start"])
    assert (found["you_pay"], found["others_pay"]) == (cost["out_of_pocket"], cost["funded"])
    assert found["price_range"] == [cost["low"], cost["high"]]
    assert found["unknown_prices"] == cost["unknown"]
    assert found["study_hours"] == plan["study_hours"]
    for told, step in zip(found["steps"], plan["steps"], strict=False):
        assert [told[k] for k in ("number", "start", "finish")] == [
            step[k] for k in ("number", "start", "finish")
        ]
        assert told.get("price", told.get("price_at_least")) == step["cost"]["likely"]
        assert ("price" in told) == (step["cost"].get("unknown", 0) == 0)
    left = found.get("left_out", {})
    assert len(found["steps"]) + left.get("steps", 0) == len(plan["steps"])
    for told, way in zip(found.get("ways", ()), plan["alternatives"], strict=False):
        assert (told["finish"], told["you_pay"]) == (way["finish"], way["out_of_pocket"])
        assert told["steps"] == len(way["steps"])


def numbers_in(tree: Any, passed: tuple[str, ...] = ("left_out", "sources", "whole")) -> set[str]:
    """Return every number in the values of a tree, but for those of what is counted by itself."""
    if isinstance(tree, dict):
        return {n for k, v in tree.items() if k not in passed for n in numbers_in(v, passed)}
    if isinstance(tree, list):
        return {n for one in tree for n in numbers_in(one, passed)}
    if isinstance(tree, bool) or tree is None:
        return set()
    return set(re.findall(r"\d+(?:[.,]\d+)*", str(tree)))


@pytest.mark.parametrize(("_words", "tool", "arguments"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_each_number_is_that_of_the_command_line(
    assistant: Assistant,
    monkeypatch: pytest.MonkeyPatch,
    _words: str,
    tool: str,
    arguments: dict[str, Any],
) -> None:
    """To twenty-one questions an assistant gets the numbers that the command line prints."""
    asked = {"start": START, **arguments}
    found = assistant.answer(tool, **asked)
    printed = json.loads(on_screen(tool, asked, monkeypatch))
    if tool == "plan":
        as_in_plan(found, printed)
        whole = numbers_in(printed) | {str(len(printed["steps"]))}
        for way in printed["alternatives"]:
            whole.add(str(len(way["steps"])))
        assert numbers_in({k: v for k, v in found.items() if k not in ("next", "because")}) <= whole
    elif tool in ("why", "why_not"):
        assert found["answer"] == printed["answer"]
        assert found["holds"] == printed["planned" if tool == "why" else "possible"]
        assert found["plan"]["finish"] == printed["plan"]["finish"]
        if found["plan"]["finish"]:
            assert found["plan"]["you_pay"] == printed["plan"]["cost"]["out_of_pocket"]
    elif tool == "ask":
        assert found["plan"]["finish"] == printed["plan"]["finish"]
        rows = found.get("questions", [])
        assert [row["question"] for row in rows] == printed["answer"][: len(rows)]
        assert [row["tips_at"] for row in rows] == [
            one["tips_at"] for one in printed["questions"][: len(rows)]
        ]
        assert len(rows) + found.get("left_out", {}).get("questions", 0) == len(
            printed["questions"]
        )
    elif tool == "reach":
        rows = {row["step"]: row for row in printed["reached"]}
        assert found["in_reach"]
        for row in found["in_reach"]:
            whole = rows[row["step"]]
            assert row["you_pay"] == whole["out_of_pocket"]
            assert (row["finish"], row["steps"]) == (whole["finish"], whole["steps"])
            assert row.get("unknown_prices", 0) == whole["unknown_prices"]
        far = {name for name, row in rows.items() if row["status"] == "impossible"}
        assert set(found.get("out_of_reach", ())) <= far
    else:
        empty = (None, "", [], {})
        rows = [{k: v for k, v in row.items() if v not in empty} for row in printed["compared"]]
        assert found["compared"] == rows[: len(found["compared"])]
        assert len(rows) == len(found["compared"]) + found.get("left_out", {}).get("compared", 0)


OPEN = """\
format: pathplanner/pathway/1
id: open
title: Open
sources:
  board: {publisher: Board, title: Fees, url: "https://example.org/fees", date: 2026-07}
facts:
  average: {title: Average of all, amount: 90, source: board}
steps:
  course:
    title: A course
    kind: course
    study_hours: 20
    costs:
      tuition: unknown
      books: {estimate: 80-100, from: average, reason: What others ask.}
  wait: {title: A wait, kind: experience, duration: unknown}
  badge: {title: A badge, kind: credential, requires: [course, wait], costs: 50, source: board}
"""


def test_answers_have_sources_and_say_what_is_not_known(assistant: Assistant) -> None:
    """A plan names its sources, what is unknown or estimated, what was assumed, and minimums."""
    (assistant.folder / "open.yaml").write_text(OPEN, "utf-8")
    found = assistant.answer("plan", pathway="open.yaml", goal="badge", start=START)
    assert (found["unknown_prices"], found["unknown_lengths"]) == (1, 1)
    assert {"wait, how long it takes", "course, price: Tuition"} <= set(found["unknown"])
    [estimate] = found["estimated"]
    assert (estimate["low"], estimate["high"]) == ("80", "100")
    assert estimate["because"] == "What others ask."
    assert "at least" in found["price_means"]
    assert "not before" in found["finish_means"]
    assert found["sources"] == ["board: Board, Fees, 2026-07, https://example.org/fees"]
    assert any("hours of study a week" in line for line in found["assumed"])
    step = assistant.answer("show", pathway="open.yaml", step="course")
    assert step["unknown"] == ["price: Tuition"]
    assert step["estimated"][0]["likely"] == "90"
    assert assistant.answer("show", pathway="open.yaml", step="badge")["sources"]


def test_the_whole_plan_is_the_one_of_the_command_line(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The resource that an answer names holds exactly what `plan --json` prints."""
    asked = {
        "pathway": PATHWAY, "goal": ["cpc"], "hours": 12.5, "recommended": True,
        "have": ["high-school-diploma=2020-06-01"], "avoid": ["practicode"], "state": "US-TX",
        "fact": ["cpc-a.costs.exam=425"],
    }  # fmt: skip
    found = assistant.answer("plan", **asked)
    shown = on_screen("plan", {**asked, "start": found["start"]}, monkeypatch)
    assert assistant.fetch(found["whole"]) == shown
    assert assistant.answer("plan", **asked) == found


def test_pathways_are_resources(assistant: Assistant) -> None:
    """Each bundled pathway can be fetched whole."""
    listed = assistant.wait(assistant.session.list_resources).resources
    assert {one.name for one in listed} == set(pp.bundled_pathways())
    text = assistant.fetch(next(str(one.uri) for one in listed if one.name == PATHWAY))
    assert pp.read_pathway(text) == pp.load_pathway(PATHWAY)


def test_what_people_look_for_is_found(assistant: Assistant) -> None:
    """Plain words and a SOC code find pathways and steps; without either all are listed."""
    for words, name in (("medical coder", PATHWAY), ("nurse", "registered-nurse")):
        assert assistant.answer("list", words=words)["found"][0]["pathway"] == name
    assert assistant.answer("list", words="GED")["found"][0]["step"] == "high-school-diploma"
    assert assistant.answer("list", soc="29-2072.00")["found"][0]["pathway"]
    names = {one["pathway"] for one in assistant.answer("list")["pathways"]}
    assert names == set(pp.bundled_pathways())
    assert "Nothing fits" in assistant.answer("list", words="astronaut")["found"]


def test_files_are_those_of_the_folder(assistant: Assistant) -> None:
    """Pathway and learner files of the folder are used, planned, checked and named shortly."""
    found = assistant.answer("plan", pathway="small.yaml", learner="learner.yaml")
    assert (found["finish"], found["you_pay"]) == ("2027-01-18", "150")
    assert json.loads(assistant.fetch(found["whole"]))["finish"] == found["finish"]
    assert assistant.answer("check", file="learner.yaml")["kind"] == "learner"
    (assistant.folder / "plan.json").write_text(assistant.fetch(found["whole"]), "utf-8")
    assert assistant.answer("check", file="small.yaml", plan="plan.json")["holds"]
    again = assistant.answer("plan", pathway="small.yaml", from_plan="plan.json")
    assert again["finish"] == found["finish"]


def test_a_plan_is_written_in_the_folder_only_and_over_nothing(assistant: Assistant) -> None:
    """A new file is written in the folder; no other place, and no file that is there."""
    before = {path.name for path in assistant.folder.iterdir()}
    found = assistant.answer("render", pathway="small.yaml", output="way.md", start=START)
    text = (assistant.folder / "way.md").read_bytes()
    assert found["bytes"] == len(text)
    assert {path.name for path in assistant.folder.iterdir()} == {*before, "way.md"}
    for output, said in (
        ("way.md", "such a file already"),
        ("../out.md", "no file in the folder"),
        ("/tmp/out.md", "no file in the folder"),  # noqa: S108
        (".", "no file in the folder"),
        ("none/out.md", "no folder"),
        ("out.yaml", "output"),
        ("out\0.md", "no file in the folder"),
    ):
        text, is_error = assistant.ask("render", pathway="small.yaml", output=output, start=START)
        assert is_error, output
        assert said in text
    assert (assistant.folder / "way.md").read_bytes() == text_of(assistant, "way.md")


def text_of(assistant: Assistant, name: str) -> bytes:
    return (assistant.folder / name).read_bytes()


def test_links_out_of_the_folder_are_not_followed(assistant: Assistant, tmp_path: Path) -> None:
    """A link or a path out of the folder is refused, in arguments, goals and `uses`."""
    (tmp_path / "secret.yaml").write_text(SMALL, "utf-8")
    link = assistant.folder / "link.yaml"
    link.symlink_to(tmp_path / "secret.yaml")
    outside = SMALL.replace("id: small\n", f"id: small\nuses: [{tmp_path / 'secret.yaml'}]\n")
    (assistant.folder / "uses.yaml").write_text(outside, "utf-8")
    for arguments in (
        {"pathway": "link.yaml"},
        {"pathway": str(tmp_path / "secret.yaml")},
        {"pathway": "uses.yaml"},
        {"goal": [f"{tmp_path}/secret.yaml/badge"]},
        {"pathway": PATHWAY, "learner": "/etc/passwd"},
        {"pathway": PATHWAY, "also": [f"{tmp_path}/secret.yaml"]},
    ):
        text, is_error = assistant.ask("plan", **arguments)
        assert is_error, arguments
        assert "A badge" not in text
    text, is_error = assistant.ask(
        "compare", pathway=PATHWAY, what_if=[f"with={tmp_path}/secret.yaml"]
    )
    assert is_error


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("plann", {}, "Did you mean plan?"),
        ("plan", {"pathway": PATHWAY, "hourz": 10}, "hourz: There is no such argument. Did you"),
        ("plan", {"pathway": PATHWAY, "budget": [5]}, "budget: "),
        ("plan", {"pathway": PATHWAY, "budget": True}, "budget: "),
        ("plan", {"pathway": PATHWAY, "budget": "nan"}, "budget: "),
        ("plan", {"pathway": 7}, "pathway: "),
        ("plan", {"pathway": PATHWAY, "goal": {"a": 1}}, "goal: "),
        ("plan", {"pathway": PATHWAY, "goal": ["cpx"]}, "goal: The pathway"),
        ("plan", {"pathway": "medical-biler"}, "pathway: There is no pathway"),
        ("plan", {"pathway": "practical nurse"},
         "Did you mean registered-nurse with goal practical-nurse-job (Work as a"),
        ("plan", {"pathway": PATHWAY, "hours": "many"}, "hours: 'many' is not a number"),
        ("plan", {"pathway": PATHWAY, "start": "soon", "hours": -1}, "start: "),
        ("plan", {"pathway": PATHWAY, "have": ["x" * 501]}, "have: "),
        ("plan", {"pathway": PATHWAY, "have": ["x"] * 101}, "have: "),
        ("plan", {"pathway": PATHWAY, "fact": ["cpc=1"]}, "fact"),
        ("plan", {"pathway": "none.yaml"}, "pathway: "),
        ("why", {"pathway": PATHWAY}, "step: This argument is missing."),
        ("why", {"pathway": PATHWAY, "step": "999"}, "step: "),
        ("why_not", {"pathway": PATHWAY, "step": "nothing"}, "step: "),
        ("compare", {"pathway": PATHWAY, "what_if": ["hourz=1", "hours"]}, "hourz"),
        ("reach", {"pathways": ["nothing"]}, "There is no pathway"),
        ("show", {"pathway": PATHWAY, "step": "nothing"}, "step: "),
        ("check", {"file": "../../etc/passwd"}, "no file in the folder"),
        ("render", {"pathway": PATHWAY, "output": "x.pdf", "option": ["papr=a4"]}, "papr"),
        ("render", {"pathway": PATHWAY, "output": "x.nothing"}, "output"),
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_call_is_told_what_is_wrong(
    assistant: Assistant, tool: str, arguments: dict[str, Any], said: str
) -> None:
    """A wrong call is an error that names the argument, and the next call is answered."""
    text, is_error = assistant.ask(tool, **arguments)
    assert is_error
    assert said in text
    assert "Traceback" not in text
    assert assistant.answer("check", file=PATHWAY)["kind"] == "pathway"


@pytest.mark.parametrize(
    "address",
    ["pathplanner://plan/none?goal=x", "pathplanner://plan/medical-biller-and-coder?hourz=1",
     "pathplanner://pathway/..%2F..%2Fetc%2Fpasswd", "file:///etc/passwd"],
)  # fmt: skip
def test_there_is_nothing_at_a_wrong_address(assistant: Assistant, address: str) -> None:
    """An address of nothing is an error of the protocol, with the reason."""
    with pytest.raises(MCPError) as error:
        assistant.fetch(address)
    assert error.value.error.message


def test_long_answers_are_cut_and_say_so(assistant: Assistant) -> None:
    """Of a pathway of 600 long steps, answers stay within 4 KB and count what is left out."""
    lines = ["format: pathplanner/pathway/1", "id: long", f"title: {'long ' * 900}",
             "destinations: [s599]", "steps:"]  # fmt: skip
    for place in range(600):
        needs = f"    requires: s{place - 1}\n" if place else ""
        lines.append(f"  s{place}:\n    title: {'word ' * 30}{place}\n{needs}    duration: 1 day")
    (assistant.folder / "long.yaml").write_text("\n".join(lines), "utf-8")
    shown = assistant.answer("show", pathway="long.yaml")
    assert shown["left_out"]["steps"] > 500
    made = assistant.answer("plan", pathway="long.yaml", start=START)
    assert made["left_out"]["steps"] + len(made["steps"]) == 600
    assert len(assistant.answer("reach", pathways=["long.yaml"], start=START)) > 2


def test_arguments_are_typed_and_tools_say_what_they_do(assistant: Assistant) -> None:
    """Each tool has a sentence, typed arguments and no others; only one of them writes."""
    tools = assistant.wait(assistant.session.list_tools).tools
    for tool in tools:
        assert tool.description.endswith(".")
        assert tool.input_schema["additionalProperties"] is False
        for name, schema in tool.input_schema["properties"].items():
            assert "description" in schema, name
            assert {"type", "anyOf"} & schema.keys(), name
    assert [one.name for one in tools if not one.annotations.read_only_hint] == ["render"]


def test_nothing_of_a_person_is_kept(assistant: Assistant) -> None:
    """What was told leaves no trace in the person's home or in the folder."""
    mark = "1987-06-05"
    before = {path for base in (assistant.folder, assistant.home) for path in base.rglob("*")}
    assistant.answer("plan", pathway=PATHWAY, goal=["cpc"], birth_date=mark, savings=4321)
    after = {path for base in (assistant.folder, assistant.home) for path in base.rglob("*")}
    assert after == before


def test_without_a_folder_no_file_is_read_or_written(tmp_path: Path) -> None:
    """A server that was started without a folder reads no file and writes none."""
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "pathplanner", "mcp"], env=environment(), cwd=tmp_path
    )
    (tmp_path / "small.yaml").write_text(SMALL, "utf-8")
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(stdio_client(server))) as session,
    ):
        for tool, arguments in (
            ("plan", {"pathway": "small.yaml"}),
            ("plan", {"pathway": PATHWAY, "learner": "small.yaml"}),
            ("render", {"pathway": PATHWAY, "output": "x.md"}),
            ("check", {"file": "small.yaml"}),
        ):
            found = portal.call(session.call_tool, tool, arguments)
            assert found.is_error, tool
    assert [path.name for path in tmp_path.iterdir()] == ["small.yaml"]


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    """The command ends with a message when there is no such folder."""
    found = invoke("mcp", "--folder", str(tmp_path / "none"))
    assert found.exit_code == 2
    assert "There is no such folder" in found.stderr


def test_without_the_sdk_it_says_what_to_install() -> None:
    """Where the SDK is missing, the command names the extra that brings it."""
    code = (
        "import sys; sys.modules['mcp'] = None; sys.argv = ['pathplanner', 'mcp'];"
        "from pathplanner.cli import main; main()"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True,
        text=True, check=False, timeout=60, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert found.returncode == 3
    assert 'pip install "pathplanner[mcp]"' in found.stderr
