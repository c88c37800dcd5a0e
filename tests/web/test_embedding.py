"""What pages of others may frame: one page, and only where the dashboard was started with their origin."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from trosol.errors import Problem, TrosolError, WrongUse
from trosol.web import MAX_EMBEDDED, Embedding, Guard, Own, embed_headers, embed_origins, headers

OWN = Own.of(8501)
HOST = "127.0.0.1:8501"
FRAMED = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}


def guard(page: Any = lambda query: f"page of {query}".encode(), *, named: bool = True) -> Guard:
    async def inner(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"inside"})

    told = embed_headers(("'sha256-x'",), embed_origins(["https://Intranet.example/"]))
    return Guard(inner, OWN, headers(()), embedding=Embedding(page, told) if named else None)


def asked(by: Guard, path: str = "/embed", method: str = "GET", **said: str) -> tuple[int, dict[str, str], bytes]:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        raise AssertionError("nothing is read")

    listed = [(name.replace("_", "-").encode(), value.encode()) for name, value in {"host": HOST, **said}.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": b"entity=a", "headers": listed}
    asyncio.run(by(scope, receive, send))
    return sent[0]["status"], {n.decode(): v.decode() for n, v in sent[0]["headers"]}, sent[1]["body"]


def test_without_an_origin_nobody_may_frame_anything() -> None:
    code, told, _body = asked(guard(named=False), **FRAMED)
    assert code == 403 and "frame-ancestors 'none'" in told["content-security-policy"] and told["x-frame-options"] == "DENY"


def test_the_page_may_be_framed_by_the_origins_and_has_none_itself() -> None:
    for said in (FRAMED, {}, {**FRAMED, "sec-fetch-dest": "document"}):
        code, told, body = asked(guard(), **said)
        assert code == 200 and body == b"page of entity=a"
        policy = dict(part.split(" ", 1) for part in told["content-security-policy"].split("; "))
        assert policy["frame-ancestors"] == "https://intranet.example" and "x-frame-options" not in told
        assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
        assert "allow-same-origin" not in policy["sandbox"] and "unsafe" not in policy["script-src"]
        assert not [name for name in told if name.startswith("access-control")]


def test_nothing_else_may_and_it_may_not_be_read_or_run() -> None:
    for path in ("/", "/map", "/embed/", "/embed/x", "/media/x"):
        assert asked(guard(), path, **FRAMED)[0] == 403
        assert "frame-ancestors 'none'" in asked(guard(), path)[1].get("content-security-policy", "frame-ancestors 'none'")
    for change in (
        {"sec-fetch-mode": "cors"},
        {"sec-fetch-dest": "script"},
        {"sec-fetch-dest": "object"},
        {"sec-fetch-mode": "no-cors"},
    ):
        assert asked(guard(), **{**FRAMED, **change})[0] == 403
    assert asked(guard(), origin="https://intranet.example", **FRAMED)[0] == 403
    assert asked(guard(), **{**FRAMED, "host": "evil.example"})[0] == 403
    assert {asked(guard(), method=method)[0] for method in ("POST", "PUT", "DELETE", "OPTIONS")} == {405}
    assert asked(guard(), method="HEAD", **FRAMED)[2] == b""


def test_only_so_many_embedded_views_are_made_at_once() -> None:
    by = guard()
    by.embedded = MAX_EMBEDDED
    assert asked(by, **FRAMED)[0] == 503
    by.embedded -= 1
    assert asked(by, **FRAMED)[0] == 200 and by.embedded == MAX_EMBEDDED - 1


def test_what_cannot_be_shown_says_nothing_of_the_machine() -> None:
    def broken(_query: str) -> bytes:
        raise TrosolError(Problem("x", "in the folder secret", ""))

    by = guard(broken)
    code, _told, body = asked(by, **FRAMED)
    assert code == 500 and b"secret" not in body and by.embedded == 0


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "https://*.example",
        "intranet.example",
        "https://a.example/path",
        "null",
        "https://a b",
        "https://a.example;x",
        "ftp://a",
    ],
)
def test_what_is_no_origin_is_refused(text: str) -> None:
    with pytest.raises(WrongUse) as caught:
        embed_origins([text])
    assert caught.value.problems[0].code == "origin-bad"
