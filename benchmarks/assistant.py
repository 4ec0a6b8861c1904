"""How long an assistant waits for a plan, beside the same call of the library.

Run `python benchmarks/assistant.py`. The server is a process of its own, asked through the
SDK's client over its pipes; the library call reads the same request in this process. Wall
time, the median of turns taken in rotation after a first one that loads everything.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import Any

from anyio.from_thread import start_blocking_portal
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from pathplanner import desk

TURNS = 15
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"pathway": "medical-biller-and-coder", "goal": ["cpc"]},
    {"pathway": "medical-biller-and-coder", "goal": ["rhia"], "savings": 2000, "monthly": 300},
    {"pathway": "registered-nurse", "hours": 20},
)


def library(asked: dict[str, Any]) -> Any:
    """Return the plan of the library for the same question."""
    names = {"pathway": "pathways", "hours": "hours_per_week"}
    told = {names.get(name, name): value for name, value in asked.items()}
    return desk.plan(desk.Request(**told, start="2027-01-04"))


def main() -> None:
    """Print the medians of both and their ratio, for each question."""
    server = StdioServerParameters(command=sys.executable, args=["-m", "pathplanner", "mcp"])
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(stdio_client(server))) as session,
    ):
        for asked in QUESTIONS:

            def tool(asked: dict[str, Any] = asked) -> Any:
                return portal.call(session.call_tool, "plan", {**asked, "start": "2027-01-04"})

            times: dict[str, list[float]] = {"library": [], "tool": []}
            library(asked), tool()
            for _ in range(TURNS):
                for name, run in (("library", lambda: library(asked)), ("tool", tool)):  # noqa: B023
                    start = time.perf_counter()
                    run()
                    times[name].append(time.perf_counter() - start)
            own, theirs = (statistics.median(times[name]) * 1000 for name in ("library", "tool"))
            words = f"{asked['pathway']} {asked.get('goal', '')}"
            print(f"{words:40} library {own:6.1f} ms, tool {theirs:6.1f} ms: {theirs / own:.2f}x")


if __name__ == "__main__":
    main()
