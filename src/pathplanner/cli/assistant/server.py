"""Speaks the Model Context Protocol on standard input and output, with the official SDK."""

from __future__ import annotations

import inspect
import logging
from functools import partial

import anyio
from attrs import evolve
from mcp import MCPError, stdio_server
from mcp.server import Server, ServerRequestContext
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    TextContent,
    TextResourceContents,
    ToolAnnotations,
)
from mcp_types import Tool as ToolType

from pathplanner.cli.assistant.short import MOST_BYTES
from pathplanner.cli.assistant.tools import PATHWAY, PLAN, TOOLS, Counter, Tool, fetch
from pathplanner.cli.edge import version_of
from pathplanner.cli.terminal.guard import with_option
from pathplanner.errors import Fault, InputError, PathplannerError, did_you_mean
from pathplanner.formats.bundled import bundled_pathways

INSTRUCTIONS = (
    "Plans one person's route to a credential or a job, exactly, from facts with sources."
    " Start with list, then plan. Ask the person rather than guess: leave out what is not known."
    " Say what an answer calls unknown, estimated or assumed, and give its sources."
    " Sums count unknown prices as nothing. The address in 'whole' is a resource with all of it."
)
_JSON = "application/json"


def serve(counter: Counter) -> None:
    """Serve until standard input ends."""
    logging.disable(logging.INFO)  # what an assistant was told is nobody's to read
    anyio.run(_serve, counter)


async def _serve(counter: Counter) -> None:
    server = make_server(counter)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


def make_server(counter: Counter) -> Server:
    """Return the server of all tools; it answers one call after the other."""
    by_name = {tool.name: tool for tool in TOOLS}
    one_by_one = anyio.CapacityLimiter(1)

    async def list_tools(
        _: ServerRequestContext, __: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(tools=[_told(tool) for tool in TOOLS])

    async def call_tool(_: ServerRequestContext, params: CallToolRequestParams) -> CallToolResult:
        tool = by_name.get(params.name)
        if tool is None:
            hint = did_you_mean(params.name, by_name)
            return _failed(InputError([Fault(f"There is no tool {params.name!r}.", hint=hint)]))
        run = partial(tool.call, counter, params.arguments or {})
        try:
            text = await anyio.to_thread.run_sync(run, limiter=one_by_one, abandon_on_cancel=True)
        except PathplannerError as error:
            return _failed(error)
        return CallToolResult(content=[TextContent(type="text", text=text)])

    async def list_resources(
        _: ServerRequestContext, __: PaginatedRequestParams | None
    ) -> ListResourcesResult:
        found = [
            Resource(uri=f"{PATHWAY}{name}", name=name, mime_type=_JSON)
            for name in bundled_pathways()
        ]
        return ListResourcesResult(resources=found)

    async def list_templates(
        _: ServerRequestContext, __: PaginatedRequestParams | None
    ) -> ListResourceTemplatesResult:
        whole = "A whole plan as JSON; its address is in the answer of plan."
        found = ResourceTemplate(
            uri_template=f"{PLAN}{{pathway}}{{?question*}}",
            name="plan",
            description=whole,
            mime_type=_JSON,
        )
        return ListResourceTemplatesResult(resource_templates=[found])

    async def read_resource(
        _: ServerRequestContext, params: ReadResourceRequestParams
    ) -> ReadResourceResult:
        run = partial(fetch, counter, str(params.uri))
        try:
            text = await anyio.to_thread.run_sync(run, limiter=one_by_one, abandon_on_cancel=True)
        except PathplannerError as error:
            raise MCPError(code=INVALID_PARAMS, message=_said(error)) from None
        found = TextResourceContents(uri=params.uri, text=text, mime_type=_JSON)
        return ReadResourceResult(contents=[found])

    return Server(
        "pathplanner",
        version=version_of("pathplanner"),
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
    )


def _told(tool: Tool) -> ToolType:
    return ToolType(
        name=tool.name,
        description=inspect.getdoc(tool.run),
        input_schema=tool.arguments.model_json_schema(),
        annotations=ToolAnnotations(
            read_only_hint=not tool.writes,
            destructive_hint=False,
            idempotent_hint=not tool.writes,
            open_world_hint=False,
        ),
    )


def _said(error: PathplannerError) -> str:
    """Return what is wrong, a line each, by the arguments that said it; at most 4 KB."""
    faults = map(_argument, error.faults) if isinstance(error, InputError) else ()
    return ("\n".join(map(str, faults)) or str(error)).encode()[:MOST_BYTES].decode(errors="ignore")


def _argument(fault: Fault) -> Fault:
    """Return a fault of a request with the argument that said it."""
    option = with_option(fault).path
    if option == fault.path:
        return fault
    first, space, rest = option.partition(" ")
    return evolve(fault, path=first.removeprefix("--").replace("-", "_").lower() + space + rest)


def _failed(error: PathplannerError) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=_said(error))], is_error=True)
