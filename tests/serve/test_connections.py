"""Connections: half a request is in nobody's way, slow ones end, and what could be read in two ways is refused and hung up on."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator

import httpx
import pytest
import uvicorn

from builders import tiny
from conftest import free_port
from ports import HANG
from trosol.cli.serve import _settings
from trosol.ecosystem import Ecosystem
from trosol.serve import application, connections

PATIENCE = HANG
"""Seconds that no test takes unless something hangs."""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A real server in a thread of this process, so that its limits can be set."""
    made = free_port()
    ecosystem = Ecosystem.load(tiny(tmp_path_factory.mktemp("tiny")))
    server = uvicorn.Server(_settings(application(ecosystem), made))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield made
    server.should_exit = True
    thread.join(PATIENCE)


def head(port: int, *fields: str, first: str = "GET /health HTTP/1.1") -> bytes:
    return "\r\n".join((first, f"Host: 127.0.0.1:{port}", *fields, "", "")).encode("latin-1")


def said(port: int, content: bytes) -> bytes:
    """All that the server says until it hangs up; what it still waits for is never sent."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as made:
        made.sendall(content)
        return rest_of(made)


def rest_of(made: socket.socket) -> bytes:
    told = b""
    with contextlib.suppress(ConnectionError):
        while part := made.recv(65536):
            told += part
    return told


def code_of(told: bytes) -> tuple[int, str]:
    first, _, body = told.partition(b"\r\n\r\n")
    return int(first.split()[1]), json.loads(body)["code"]


POST = "POST /sparql HTTP/1.1"
DIRECT = "Content-Type: application/sparql-query"
MALFORMED = {
    "length and chunks": (POST, (DIRECT, "Content-Length: 4", "Transfer-Encoding: chunked"), b"0\r\n\r\n"),
    "chunks and length": (POST, (DIRECT, "Transfer-Encoding: chunked", "Content-Length: 4"), b"0\r\n\r\n"),
    "two lengths": (POST, (DIRECT, "Content-Length: 5", "Content-Length: 6"), b"ASK{}x"),
    "the same length twice": (POST, (DIRECT, "Content-Length: 5", "Content-Length: 5"), b"ASK{}"),
    "a length with a sign": (POST, (DIRECT, "Content-Length: +5"), b"ASK{}"),
    "a length below zero": (POST, (DIRECT, "Content-Length: -5"), b"ASK{}"),
    "chunks of another kind": (POST, (DIRECT, "Transfer-Encoding: xchunked"), b""),
    "chunked twice": (POST, (DIRECT, "Transfer-Encoding: chunked", "Transfer-Encoding: chunked"), b"0\r\n\r\n"),
    "a blank before the colon": (POST, (DIRECT, "Transfer-Encoding : chunked"), b""),
    "a folded line": ("GET /health HTTP/1.1", ("X: a\r\n b",), b""),
    "a folded first field": ("GET /health HTTP/1.1\r\n X: a", (), b""),
    "a bare line feed": ("GET /health HTTP/1.1", ("X: a\nY: b",), b""),
    "two hosts": ("GET /health HTTP/1.1", ("Host: evil.example",), b""),
    "two origins": ("GET /health HTTP/1.1", ("Origin: http://a.example", "Origin: http://b.example"), b""),
    "nothing like HTTP": ("\x16\x03\x01", (), b""),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_could_be_read_in_two_ways_is_refused_and_nothing_after_it_is_answered(name: str, port: int) -> None:
    first, fields, body = MALFORMED[name]
    told = said(port, head(port, *fields, first=first) + body + head(port, "Connection: close"))
    assert code_of(told) == (400, "request-malformed")
    assert told.count(b"HTTP/1.1 ") == 1
    assert b"connection: close" in told.lower()


def test_an_ordinary_request_with_chunks_is_answered(port: int) -> None:
    told = said(
        port, head(port, DIRECT, "Transfer-Encoding: chunked", "Connection: close", first=POST) + b"5\r\nASK{}\r\n0\r\n\r\n"
    )
    assert told.startswith(b"HTTP/1.1 200 ") and b'"boolean": true' in told


def test_requests_one_after_the_other_on_one_connection_are_each_looked_at(port: int) -> None:
    good, bad = head(port), head(port, "X: a\r\n b")
    told = said(port, good + bad + good)
    assert told.count(b"HTTP/1.1 200") == 1 and told.count(b"HTTP/1.1 400") == 1


def test_how_much_may_stand_before_a_body(port: int) -> None:
    room = connections.MAX_FIELD_LINES - 2
    close = "Connection: close"
    assert said(port, head(port, close, *["a: b"] * room)).startswith(b"HTTP/1.1 200")
    assert code_of(said(port, head(port, close, *["a: b"] * (room + 1)))) == (431, "request-too-large")
    used = sum(len(line) + 2 for line in (close, f"Host: 127.0.0.1:{port}", "a: "))
    rest = connections.MAX_FIELDS_SIZE - used
    assert said(port, head(port, close, "a: " + "x" * rest)).startswith(b"HTTP/1.1 200")
    assert code_of(said(port, head(port, close, "a: " + "x" * (rest + 1)))) == (431, "request-too-large")
    line = "GET /entity/{} HTTP/1.1"
    assert code_of(said(port, head(port, close, first=line.format("x" * 100_000)))) == (404, "entity-unknown")
    assert said(port, b"GET /" + b"x" * (connections.MAX_HEAD + 1)).startswith(b"HTTP/1.1 4")


def test_a_body_that_is_said_to_be_huge_is_not_awaited(port: int) -> None:
    told = said(port, head(port, DIRECT, "Content-Length: 99999999999999999999", first=POST))
    assert code_of(told) == (413, "request-too-large")


def test_half_requests_are_in_nobodys_way(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MAX_CONNECTIONS", 12)
    halves = [socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) for _ in range(40)]
    try:
        for number, each in enumerate(halves):
            with contextlib.suppress(OSError):
                each.sendall((b"", b"GET", head(port)[:-2])[number % 3])
        for _ in range(20):
            assert httpx.get(f"http://127.0.0.1:{port}/health", timeout=PATIENCE, trust_env=False).status_code == 200
        # The oldest made room.
        assert rest_of(halves[0]) == b""
    finally:
        for each in halves:
            each.close()


def test_when_all_are_being_answered_a_further_one_is_told(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MAX_CONNECTIONS", 0)
    monkeypatch.setattr(connections, "_line_of", lambda _state: {})
    assert code_of(said(port, b"")) == (503, "server-busy")


@pytest.mark.parametrize(
    ("clock", "content"),
    [
        ("MAX_HEAD_SECONDS", b""),
        ("MAX_HEAD_SECONDS", b"GET /health HTTP/1.1\r\nHost: "),
        (
            "MAX_BODY_SECONDS",
            b"POST /sparql HTTP/1.1\r\nHost: @\r\nContent-Type: application/sparql-query\r\nContent-Length: 9\r\n\r\nA",
        ),
    ],
)
def test_who_sends_too_slowly_is_hung_up_on(clock: str, content: bytes, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, clock, 0.2)
    assert said(port, content.replace(b"@", f"127.0.0.1:{port}".encode())) == b""


def test_half_a_request_after_a_whole_one_is_hung_up_on_too(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MAX_HEAD_SECONDS", 0.2)
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as made:
        made.sendall(head(port))
        told = made.recv(65536)
        made.sendall(b"GET /heal")
        assert (told + rest_of(made)).count(b"HTTP/1.1 ") == 1


def test_who_takes_an_answer_too_slowly_is_hung_up_on(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MAX_TAKE_SECONDS", 0.2)
    with socket.socket() as made:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        made.settimeout(PATIENCE)
        made.connect(("127.0.0.1", port))
        # Many whole graphs one after another: more than fits into any line.
        whole = head(port, first="GET /data?format=rdfxml HTTP/1.1")
        got = 0
        with contextlib.suppress(ConnectionError):
            made.sendall(whole * 300)
            time.sleep(1.5)
            while part := made.recv(65536):
                got += len(part)
    one = len(httpx.get(f"http://127.0.0.1:{port}/data?format=rdfxml", timeout=PATIENCE, trust_env=False).content)
    assert got < 300 * one
