#!/bin/sh
# mcp 2.3.0 (the official SDK): a tool runs without an argument whose name it does not know
#
# A good guess: A tool is made of a typed function, and its input schema is published. A call with
# an argument that the function does not have, or with a value of another type, is refused, as
# Python would refuse it.
#
# What it does: MCPServer publishes a schema without additionalProperties, and drops what the
# function does not have: no error, no warning, no mark in the answer. What it knows it bends:
# true becomes 1.0, and an infinite number, which JSON does not have, arrives as null.
#
# Why it matters here: An assistant that misspells "budget" gets a plan without a budget and tells a
# person that this is what they can pay for. A money limit of true is a limit of one dollar. Here
# the arguments are classes that forbid what they do not know and do not bend types.
#
# Output seen (Python 3.11.7, 30 November 2026). The script compares with these very lines.
#> other arguments in the schema: not spoken of
#> budget=500 -> error: False, planned with 500.0
#> budgt=500 -> error: False, planned with None
#> budget=True -> error: False, planned with 1.0
#> budget=inf -> error: False, planned with None
#> nothing -> error: True
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed -n 's/^#> \{0,1\}//p' "$0" > "$folder/expected"
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install mcp==2.3.0 pydantic==2.14.4
cat > show.py <<'EOF'
import anyio
from mcp import Client
from mcp.server.mcpserver import MCPServer

server = MCPServer("planner", log_level="CRITICAL")


@server.tool()
def plan(goal: str, budget: float | None = None) -> str:
    """Plan within a budget."""
    return f"planned with {budget}"


async def main():
    """Call the tool as assistants do."""
    async with Client(server) as client:
        (tool,) = (await client.list_tools()).tools
        others = tool.input_schema.get("additionalProperties", "not spoken of")
        print("other arguments in the schema:", others)
        for told in ({"budget": 500}, {"budgt": 500}, {"budget": True}, {"budget": float("inf")}):
            done = await client.call_tool("plan", {"goal": "nurse", **told})
            ((name, value),) = told.items()
            print(f"{name}={value} -> error: {bool(done.is_error)}, {done.content[0].text}")
        done = await client.call_tool("plan", {})
        print(f"nothing -> error: {bool(done.is_error)}")


anyio.run(main)
EOF
venv/bin/python show.py > seen
cat seen
diff expected seen
