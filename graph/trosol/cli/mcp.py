"""``trosol mcp``: an ecosystem for assistants, over standard input and output."""

from __future__ import annotations

import argparse
import threading
from typing import TYPE_CHECKING, Any

from trosol.cli.output import print_json, say, steps, table
from trosol.extras import needs_extra

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument("--check", action="store_true", help="connect a client, list what is offered, call a tool, and stop")


def run(options: argparse.Namespace) -> int:
    """Load, then answer until the assistant goes."""
    from trosol.ecosystem import Ecosystem
    from trosol.sparql import pool_of

    with needs_extra("mcp"):
        from trosol.mcp import run as answer
        from trosol.mcp import server
    with steps(1) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        made = server(ecosystem)
    if options.check:
        return _check(made, options.json)
    threading.Thread(target=pool_of(ecosystem.snapshot).warm, daemon=True).start()
    say(f"Trosol answers for {ecosystem.dataset.name} over MCP on standard input and output (stop with Ctrl+C)")
    answer(made)
    return 0


def _check(made: MCPServer[Any], as_json: bool) -> int:
    """What a client sees: tools, resources, prompts, and whether a tool answers."""
    import anyio
    from mcp import Client

    async def look() -> dict[str, Any]:
        async with Client(made) as client:
            tools = await client.list_tools()
            resources = await client.list_resources()
            prompts = await client.list_prompts()
            reply = await client.call_tool("query", {"sparql": "ASK { ?s ?p ?o }"})
            return {
                "tools": [{"name": each.name, "says": (each.description or "").partition("\n")[0]} for each in tools.tools],
                "resources": [str(each.uri) for each in resources.resources],
                "prompts": [each.name for each in prompts.prompts],
                "well": not reply.is_error,
            }

    with steps(1) as advance:
        advance("calling a tool")
        found = anyio.run(look)
    if as_json:
        print_json(found)
    else:
        print(table(["tool", "what it does"], [[each["name"], each["says"]] for each in found["tools"]], most=100))
        print(f"\nResources: {', '.join(found['resources'])}\nPrompts: {', '.join(found['prompts'])}")
        print("A tool was called and answered." if found["well"] else "A tool was called and did not answer.")
    return 0 if found["well"] else 1
