"""The doors behind which programs sit: HTTP, a bare socket, MCP, the dashboard; and words said to the library and the command line."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from conftest import WALES, free_port
from hostile.doors import DOORS, Ended, cli
from hostile.items import Item, Traps, filled
from trosol import Ecosystem
from trosol.errors import TrosolError


@lru_cache(1)
def wales() -> Ecosystem:
    """The ecosystem that is served."""
    return Ecosystem.load(WALES)


@lru_cache(1)
def client() -> Any:
    """A client of the endpoint, in this process."""
    from starlette.testclient import TestClient

    from trosol.serve import application

    return TestClient(application(wales()), base_url="http://127.0.0.1", raise_server_exceptions=False)


def _text(word: str, traps: Traps) -> str:
    return filled(word, traps).decode("utf-8", "surrogatepass")


def _reply(reply: Any) -> Ended:
    told = reply.text + json.dumps(dict(reply.headers))
    if reply.status_code >= 400:
        if reply.headers.get("content-type") != "application/problem+json":
            # The server's own refusals, before the application sees anything.
            return Ended("refused" if reply.status_code < 500 else "fault", told)
        said = reply.json()
        good = said["title"].strip() and said["detail"].strip() and said["code"] and said["code"] != "server-error"
        return Ended("refused" if good else "fault", told, (said["code"],))
    return Ended("accepted", told)


def _worst(ends: Iterable[Ended]) -> Ended:
    found = list(ends)
    order = ("fault", "accepted", "refused")
    worst = min(found, key=lambda ended: order.index(ended.outcome))
    return Ended(worst.outcome, "\n".join(ended.told for ended in found), tuple(code for ended in found for code in ended.codes))


def http(item: Item, place: Path, traps: Traps) -> Ended:
    """One request to the endpoint."""
    asked = item.asked
    headers = {name: value.encode("latin-1") for name, value in asked.get("headers", {}).items()}
    path = _text(asked["path"], traps)
    return _reply(client().request(asked.get("method", "GET"), path, content=asked.get("body", b""), headers=headers))


def http_query(item: Item, place: Path, traps: Traps) -> Ended:
    """A query to the endpoint, by address and as a body."""
    text = filled(item.asked["query"].encode("utf-8", "surrogateescape"), traps)
    by_address = client().get("/sparql?query=" + quote(text))
    by_body = client().post("/sparql", content=text, headers={"content-type": "application/sparql-query"})
    return _worst(map(_reply, (by_address, by_body)))


def http_words(item: Item, place: Path, traps: Traps) -> Ended:
    """Words in the addresses of the endpoint."""
    word = quote(filled(item.words[0], traps)[:12_000], safe="")  # a client of its own accord sends no more
    paths = (
        f"/entity/{word}",
        f"/claim/{word}",
        f"/api/entities?text={word}",
        f"/api/ask?question={word}",
        f"/data?graph={word}",
    )
    return _worst(
        _reply(client().get(path, headers={"accept": "text/html" if n == 0 else "*/*"})) for n, path in enumerate(paths)
    )


@lru_cache(1)
def _server() -> int:
    """A real server in a thread of this process; its port."""
    import uvicorn

    from trosol.cli.serve import _settings
    from trosol.serve import application

    port = free_port()
    server = uvicorn.Server(_settings(application(wales()), port))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    return port


def bare_socket(item: Item, place: Path, traps: Traps) -> Ended:
    """Bytes to a real server."""
    told = b""
    with socket.create_connection(("127.0.0.1", _server()), timeout=1.5) as made:
        try:
            made.sendall(next(iter(item.contents(traps).values())).replace(b"@OWN@", f"127.0.0.1:{_server()}".encode()))
            while part := made.recv(65536):
                told += part
        except (TimeoutError, ConnectionError):
            pass  # it hung up, or waits for more: both are its right
    text = told.decode("latin-1")
    status = text.split(" ")[1] if text.startswith("HTTP/") else "400"
    return Ended("fault" if status.startswith("5") else "refused" if status.startswith("4") else "accepted", text)


def _asked_of_mcp(work: Any) -> Any:
    import anyio
    from mcp import Client

    from trosol.mcp import server

    async def connected() -> Any:
        async with Client(server(wales())) as made:
            return await work(made)

    return anyio.run(connected)


def _called(calls: Iterable[tuple[str, dict[str, Any]]]) -> Ended:
    async def work(made: Any) -> list[Ended]:
        found = []
        for tool, arguments in calls:
            try:
                reply = await made.call_tool(tool, arguments)
            except Exception as error:
                found.append(_protocol(error))
                continue
            told = " ".join(getattr(part, "text", "") for part in reply.content)
            found.append(Ended("refused" if reply.is_error else "accepted", told) if told.strip() else Ended("accepted", "{}"))
        return found

    return _worst(_asked_of_mcp(work))


def mcp_line(item: Item, place: Path, traps: Traps) -> Ended:
    """A line to the assistant's server, and an ordinary one after it."""
    import io

    from trosol.mcp import lines

    given, out = next(iter(item.contents(traps).values())), io.BytesIO()
    wire = lines._Wire(io.BytesIO(given + b'\n{"jsonrpc":"2.0","id":2,"method":"ping"}\n'), out)
    passed = [json.loads(text)["id"] for text in iter(wire._next, None)]
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    good = passed == [2] and len(answers) == 1 and answers[0]["error"]["message"]
    return Ended("refused" if good else "fault", f"{passed} {answers}")


def _protocol(error: Exception) -> Ended:
    kind = type(error).__name__
    return Ended("refused" if kind in ("McpError", "MCPError", "ToolError", "ValidationError") else "fault", f"{kind}: {error}")


def _deep(value: Any, traps: Traps) -> Any:
    if isinstance(value, str):
        return _text(value, traps)
    return {key: _deep(one, traps) for key, one in value.items()} if isinstance(value, dict) else value


def mcp(item: Item, place: Path, traps: Traps) -> Ended:
    """One call of a tool."""
    return _called([(item.asked["tool"], _deep(item.asked["arguments"], traps))])


def mcp_query(item: Item, place: Path, traps: Traps) -> Ended:
    """A query as a tool's argument."""
    return _called(
        [("query", {"sparql": filled(item.asked["query"].encode("utf-8", "surrogateescape"), traps).decode("utf-8", "replace")})]
    )


def mcp_words(item: Item, place: Path, traps: Traps) -> Ended:
    """Words as arguments of tools."""
    word = _text(item.words[0], traps).encode("utf-8", "replace").decode()
    return _called(
        [
            ("find", {"text": word}),
            ("describe", {"name": word}),
            ("ask", {"question": word}),
            ("path", {"start": word, "goal": word}),
        ]
    )


def mcp_resource(item: Item, place: Path, traps: Traps) -> Ended:
    """The address of a resource."""

    async def work(made: Any) -> Ended:
        try:
            return Ended("accepted", str(await made.read_resource(_text(item.asked["address"], traps))))
        except Exception as error:
            return _protocol(error)

    ended: Ended = _asked_of_mcp(work)
    return ended


def library_words(item: Item, place: Path, traps: Traps) -> Ended:
    """Words said to the library."""
    word, found = _text(item.words[0], traps), []
    for ask in (
        wales().find,
        wales().describe,
        wales().network,
        wales().ask,
        wales().query,
        lambda text: wales().gatekeepers(voice=text),
    ):
        try:
            found.append(Ended("accepted", repr(ask(word))[:20_000]))
        except TrosolError as error:
            found.append(Ended("refused", str(error)))
    return _worst(found)


def cli_words(item: Item, place: Path, traps: Traps) -> Ended:
    """Words as arguments of commands."""
    word = _text(item.words[0], traps)
    return _worst(
        [cli("show", WALES, "--", word), cli("ask", WALES, "--json", "--", word), cli("pathways", WALES, "--", word, word)]
    )


def dashboard(item: Item, place: Path, traps: Traps) -> Ended:
    """The address of a page of the dashboard (AppTest)."""
    from screens import open_screen, text_of

    told = []
    for screen in ("overview", "entity", "map", "extend"):
        app = open_screen(screen, **{key: _text(value, traps) for key, value in item.asked.items()})
        told.append(text_of(app))
    return Ended("accepted", "\n".join(told))


DOORS |= {
    "http": http,
    "http-query": http_query,
    "http-query-slow": http_query,
    "http-words": http_words,
    "socket": bare_socket,
    "mcp": mcp,
    "mcp-line": mcp_line,
    "mcp-query": mcp_query,
    "mcp-words": mcp_words,
    "mcp-resource": mcp_resource,
    "library-words": library_words,
    "cli-words": cli_words,
    "dashboard": dashboard,
}
