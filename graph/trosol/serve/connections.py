"""Connections as they are to be: one that sends or takes too slowly ends, and half a request is in nobody's way."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from http import HTTPStatus
from typing import Any

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from trosol.errors import Problem
from trosol.serve.problem_details import HEADERS, refused

__all__ = [
    "MAX_BODY_SECONDS",
    "MAX_CONNECTIONS",
    "MAX_FIELDS_SIZE",
    "MAX_FIELD_LINES",
    "MAX_HEAD",
    "MAX_HEAD_SECONDS",
    "MAX_TAKE_SECONDS",
    "Careful",
]

MAX_CONNECTIONS = 200
"""Connections at once. Beyond it the one that has waited longest for a whole request makes room."""

MAX_HEAD = 131_072
"""Bytes of a request before its body: a query of 20,000 characters fits into its address."""

MAX_FIELDS_SIZE = 32_768
"""Bytes of its header fields."""

MAX_FIELD_LINES = 100
"""Header fields."""

MAX_HEAD_SECONDS = 10.0
"""Seconds in which a request has to arrive up to its body."""

MAX_BODY_SECONDS = 20.0
"""Seconds in which its body has to."""

MAX_TAKE_SECONDS = 60.0
"""Seconds in which an answer has to be taken, from the moment that it no longer fits into the line."""

_LONGEST = 2_000_000
"""Bytes of a body that is not even begun to be read."""

_BARE = re.compile(rb"(?<!\r)\n")
_FOLDED = re.compile(rb"\r\n[ \t]")
_ONCE = (b"host", b"content-length", b"transfer-encoding", b"content-type", b"origin")
_FULL = Problem("server-busy", "Too many are being answered already.", "Ask again in a few seconds.")
_MALFORMED = Problem(
    "request-malformed",
    "The request is no well-formed HTTP, or could be read in more than one way.",
    "Use an ordinary HTTP client.",
)
_HEADS = Problem("request-too-large", "The request has too many or too long header fields.", "Send fewer.")
_BODIES = Problem("request-too-large", "The request is longer than is read.", "Ask for less at once.")


class _Strict(h11.Connection):
    """Takes a request only where every server and proxy would read it alike (RFC 9112)."""

    def __init__(self) -> None:
        super().__init__(h11.SERVER, MAX_HEAD)
        self._head = bytearray()
        self.status, self.problem = 400, _MALFORMED

    def receive_data(self, data: bytes) -> None:
        """Take in bytes."""
        if self.their_state is h11.IDLE and len(self._head) <= MAX_HEAD:
            self._head += data[: MAX_HEAD + 1]
        super().receive_data(data)

    def start_next_cycle(self) -> None:
        """Make ready for the next request on the same connection, the beginning of which may be here already."""
        super().start_next_cycle()
        self._head = bytearray(self.trailing_data[0][: MAX_HEAD + 1])

    def next_event(self) -> Any:
        """What came. Raises :class:`h11.RemoteProtocolError` for what could be read in two ways, or is too large."""
        event = super().next_event()
        if isinstance(event, h11.Request):
            self._look(event)
            self._head.clear()
        return event

    def _look(self, request: h11.Request) -> None:
        head, end, _ = bytes(self._head).partition(b"\r\n\r\n")
        names = [line.partition(b":")[0].strip().lower() for line in head.split(b"\r\n")[1:]]
        lengths = [value for name, value in request.headers if name == b"content-length"]
        size = sum(len(name) + len(value) + 4 for name, value in request.headers)
        if len(names) > MAX_FIELD_LINES or size > MAX_FIELDS_SIZE:
            raise self._refused(431, _HEADS)
        if lengths and int(lengths[0]) > _LONGEST:
            raise self._refused(413, _BODIES)
        both = bool(lengths) and b"transfer-encoding" in names
        if not end or both or _BARE.search(head) or _FOLDED.search(head) or any(names.count(name) > 1 for name in _ONCE):
            raise self._refused(400, _MALFORMED)

    def _refused(self, status: int, problem: Problem) -> h11.RemoteProtocolError:
        self.status, self.problem = status, problem
        return h11.RemoteProtocolError(problem.message)


class Careful(H11Protocol):
    """One connection. What it may take its time with is bounded, each on its own."""

    def __init__(self, config: Config, server_state: ServerState, app_state: dict[str, Any], _loop: Any = None) -> None:
        """As uvicorn makes it."""
        super().__init__(config, server_state, app_state, _loop)
        self.conn: _Strict = _Strict()
        self._clock: asyncio.TimerHandle | None = None
        self._taking: asyncio.TimerHandle | None = None
        self._clock_of = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take it, and make room for it where there are too many."""
        super().connection_made(transport)
        line = _line_of(self.server_state)
        if len(self.connections) > MAX_CONNECTIONS:
            if not line:
                self.connections.discard(self)
                self._answer(503, _FULL)
                return
            line.popitem(last=False)[0].drop()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._stop()
        self._taken()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in bytes; what is half a request goes on being half a request."""
        if self.transport.is_closing():
            return
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Wait for the next request, as long as one may."""
        super().on_response_complete()
        self._watch()

    def pause_writing(self) -> None:
        """The answer is not taken as quickly as it is made."""
        super().pause_writing()
        self._taking = self._taking or self.loop.call_later(MAX_TAKE_SECONDS, self.drop)

    def resume_writing(self) -> None:
        """What was made is taken, up to a little."""
        self._taken()
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request, and hang up: where the next one would begin cannot be known."""
        self._answer(self.conn.status, self.conn.problem)

    def _answer(self, status: int, problem: Problem) -> None:
        if self.cycle is None or not self.cycle.response_started or self.cycle.response_complete:
            answer = refused(problem, status)
            fields = [*answer.raw_headers, *((k.encode(), v.encode()) for k, v in HEADERS.items()), (b"connection", b"close")]
            lines = b"".join(name + b": " + value + b"\r\n" for name, value in fields)
            first = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n".encode()
            self.transport.write(first + lines + b"\r\n" + bytes(answer.body))
        self.transport.close()

    def drop(self) -> None:
        """End it without a word: whoever is at the other end does not keep to what is usual."""
        self._stop()
        if self.transport is not None:
            self.transport.abort()

    def _watch(self) -> None:
        """Let the right clock run for what is awaited now."""
        state = self.conn.their_state
        now = "head" if state is h11.IDLE else "body" if state is h11.SEND_BODY else ""
        if self.transport.is_closing():
            now = ""
        # Between two requests uvicorn's own clock runs.
        if now == "head" and self.timeout_keep_alive_task is not None:
            now = "idle"
        if now == self._clock_of:
            return
        self._stop()
        self._clock_of = now
        if now in ("head", "idle"):
            _line_of(self.server_state)[self] = None
        if now in ("head", "body"):
            self._clock = self.loop.call_later(MAX_HEAD_SECONDS if now == "head" else MAX_BODY_SECONDS, self.drop)

    def _stop(self) -> None:
        _line_of(self.server_state).pop(self, None)
        self._clock_of = ""
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _taken(self) -> None:
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None


def _line_of(state: ServerState) -> OrderedDict[Careful, None]:
    """Connections of a server that wait for a whole request, the longest first."""
    found: OrderedDict[Careful, None] | None = getattr(state, "waiting_for_a_request", None)
    if found is None:
        found = OrderedDict()
        state.waiting_for_a_request = found  # type: ignore[attr-defined]
    return found
