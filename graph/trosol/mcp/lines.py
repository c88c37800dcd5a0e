"""The lines that an assistant's program sends: each is a message of JSON-RPC 2.0, or is answered with an error that says what it is not.

The SDK leaves a line that it cannot read without an answer, and who sent it waits for ever.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import threading
from contextlib import suppress
from typing import Any, BinaryIO

import anyio
import anyio.to_thread
from mcp.server.mcpserver import MCPServer
from mcp.server.stdio import stdio_server
from mcp_types import jsonrpc_message_adapter

from trosol.errors import shorten

__all__ = ["MAX_DEPTH", "MAX_LINE", "MAX_NAME", "LineRefused", "checked", "run"]

MAX_LINE = 1_000_000
"""Bytes of a message."""

MAX_DEPTH = 50
"""Lists and objects of a message within each other."""

MAX_NAME = 1000
"""Characters of the name of a tool or prompt, and of the address of a resource."""

_PARSE, _INVALID, _PARAMS = -32700, -32600, -32602
_LONGEST_ID, _LARGEST_ID = 200, 2**53
_HALF = re.compile("[\ud800-\udfff]")


class LineRefused(Exception):
    """A line that is no message; ``answer``: the error to send back, as a line."""

    def __init__(self, code: int, message: str, asked: object = None) -> None:
        """``asked``: id of the request, where it has a sound one."""
        super().__init__(message)
        said = {"jsonrpc": "2.0", "id": asked, "error": {"code": code, "message": message}}
        self.answer = json.dumps(said).encode() + b"\n"


def checked(line: bytes) -> str:
    """The line as text, if it is a message that can be answered. Raises :class:`LineRefused`."""
    if len(line) > MAX_LINE:
        raise LineRefused(_INVALID, f"Invalid Request: a message has at most {MAX_LINE:,} bytes.")
    try:
        text = line.decode()
        if _depth(text) > MAX_DEPTH:
            raise LineRefused(_INVALID, f"Invalid Request: a message nests at most {MAX_DEPTH} deep.")
        found = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise LineRefused(_PARSE, "Parse error: a message is one line of JSON in UTF-8.") from None
    if not isinstance(found, dict):
        raise LineRefused(_INVALID, "Invalid Request: a message is one object; several at once are not taken.")
    asked = _id_of(found)
    if _has_half_letters(found):
        raise LineRefused(_INVALID, "Invalid Request: a text in it is no Unicode text (half of a surrogate pair).", asked)
    if found.get("jsonrpc") != "2.0":
        raise LineRefused(_INVALID, "Invalid Request: 'jsonrpc' is not \"2.0\".", asked)
    params = found.get("params", {})
    if "method" in found and not isinstance(params, dict):
        raise LineRefused(_PARAMS, "Invalid params: 'params' is no object.", asked)
    for key in ("name", "uri"):
        if "method" in found and len(str(params.get(key, ""))) > MAX_NAME:
            raise LineRefused(_PARAMS, f"Invalid params: '{key}' has at most {MAX_NAME} characters.", asked)
    try:
        jsonrpc_message_adapter.validate_json(text, by_name=False)
    except Exception:  # whatever the SDK does not take
        raise LineRefused(
            _INVALID, "Invalid Request: it is neither a request, nor a notification, nor a response.", asked
        ) from None
    return text


def _id_of(found: dict[str, Any]) -> str | int | None:
    """The id of a request, None where there is none. Raises :class:`LineRefused` for one that nothing could be answered to."""
    if "id" not in found:
        return None
    asked = found["id"]
    if isinstance(asked, str) and len(asked) <= _LONGEST_ID and not _HALF.search(asked):
        return asked
    if isinstance(asked, int) and not isinstance(asked, bool) and abs(asked) <= _LARGEST_ID:
        return asked
    raise LineRefused(_INVALID, "Invalid Request: 'id' is no short text and no whole number.")


def _depth(text: str) -> int:
    """How deep brackets nest, those within strings left out."""
    deep = most = 0
    for sign in re.sub(r'"(?:[^"\\]|\\.)*+"', "", text):
        if sign in "[{":
            deep += 1
            most = max(most, deep)
        elif sign in "]}":
            deep -= 1
    return most


def _has_half_letters(value: Any) -> bool:
    if isinstance(value, str):
        return _HALF.search(value) is not None
    if isinstance(value, dict):
        return any(_has_half_letters(key) or _has_half_letters(each) for key, each in value.items())
    return isinstance(value, list) and any(map(_has_half_letters, value))


def _no_number(_word: str) -> float:
    raise ValueError


class _Wire:
    """Both ends of the line: gives the SDK what can be answered, and answers the rest itself."""

    def __init__(self, wire_in: BinaryIO, wire_out: BinaryIO) -> None:
        self._in, self._out, self._lock = wire_in, wire_out, threading.Lock()

    def __aiter__(self) -> _Wire:
        return self

    async def __anext__(self) -> str:
        """The next line for the SDK."""
        text = await anyio.to_thread.run_sync(self._next, abandon_on_cancel=True)
        if text is None:
            raise StopAsyncIteration
        return text

    async def write(self, text: str) -> None:
        """Send an answer of the SDK's."""
        await anyio.to_thread.run_sync(self._send, text.encode("utf-8", "replace"))

    async def flush(self) -> None:
        """Every answer is sent at once."""

    def _next(self) -> str | None:
        while line := self._in.readline(MAX_LINE + 2):
            content = line.rstrip(b"\r\n")
            while line and not line.endswith(b"\n"):
                line = self._in.readline(MAX_LINE)
            try:
                return checked(content)
            except LineRefused as refused:
                with suppress(OSError):
                    self._send(refused.answer)
        return None

    def _send(self, line: bytes) -> None:
        with self._lock:
            self._out.write(line)
            self._out.flush()


def _log_plainly() -> None:
    """What the SDK logs is one line each: the page of colours that it draws of a traceback takes longer than the longest request."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_OneLine())
    logging.basicConfig(level=logging.ERROR, handlers=[handler], force=True)


class _OneLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """The message, without traceback, shortened."""
        return shorten(f"{record.levelname} {record.getMessage()}", 300)


def run(made: MCPServer[Any]) -> None:
    """Answer over standard input and output until the other end closes; nothing else reads or writes there meanwhile."""
    _log_plainly()
    wire = _Wire(os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb"))
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.close(nowhere)
    sys.stdout.flush()
    os.dup2(2, 1)

    async def serve() -> None:
        # The SDK's own lines are read one at a time, and written one at a time: all that it asks of a file.
        async with stdio_server(wire, wire) as (coming, going):  # type: ignore[arg-type]
            inner = made._lowlevel_server
            await inner.run(coming, going, inner.create_initialization_options())

    anyio.run(serve)
