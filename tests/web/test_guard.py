"""The guard before every route: who is let through, who is refused, and what every answer says. (No Streamlit: any application.)"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from one_or_more import one_or_more
from trosol.errors import WrongUse
from trosol.web import MAX_SESSIONS, MAX_UPLOADS_HELD, Guard, Own, headers, inline_scripts

OWN = Own.of(8501, ["trosol.example", "proxy.example:8443"])
HOST, ORIGIN = "127.0.0.1:8501", "http://127.0.0.1:8501"
PATHS = [
    "/",
    "/map",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/bidi-components/x",
    "/_stcore/upload_file/s/f",
    "/media/x.svg",
    "/static/js/x.js",
    "/component/x/y",
    "/favicon.png",
]


async def inner(scope: Any, receive: Any, send: Any) -> None:
    """An application that says yes to everything, and lets every page read it."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        if scope.get("stays"):
            await scope["stays"].wait()
        return
    open_to_all = [(b"access-control-allow-origin", b"*"), (b"X-Frame-Options", b"ALLOWALL"), (b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": 200, "headers": open_to_all})
    await send({"type": "http.response.body", "body": b"inside"})


def guard(held: int = 0) -> Guard:
    return Guard(inner, OWN, headers(inline_scripts("<script>1</script>")), lambda: held)


def scope_of(path: str, said: dict[str, str | list[str]], *, socket: bool = False, method: str = "GET") -> dict[str, Any]:
    pairs = [(name, one) for name, value in said.items() for one in ([value] if isinstance(value, str) else value)]
    listed = [(name.lower().encode(), value.encode()) for name, value in pairs]
    if socket:
        return {"type": "websocket", "path": path, "headers": listed, "extensions": {"websocket.http.response": {}}}
    return {"type": "http", "method": method, "path": path, "headers": listed}


def asked(scope: dict[str, Any], by: Guard | None = None) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer; 101 for a socket that was opened."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        raise AssertionError("nothing is read of what is refused")

    asyncio.run((by or guard())(scope, receive, send))
    if sent[0]["type"] == "websocket.accept":
        return 101, {}, b""
    told = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, b"".join(part["body"] for part in sent[1:])


def status(path: str = "/", *, socket: bool = False, method: str = "GET", **said: str | list[str]) -> int:
    given = {name.replace("_", "-"): value for name, value in said.items()}
    return asked(scope_of(path, {"host": HOST, **given}, socket=socket, method=method))[0]


@pytest.mark.parametrize(
    "host", [HOST, "LOCALHOST:8501", "trosol.example", "trosol.example:443", "trosol.example:8501", "proxy.example:8443"]
)
def test_its_own_names_are_answered_on_every_path(host: str) -> None:
    assert [status(path, host=host) for path in PATHS if "component/" not in path and "upload" not in path] == [200] * 8


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8501",
        "127.0.0.1",
        "127.0.0.1:80",
        "localhost:3000",
        "proxy.example",
        "trosol.example:9",
        "x.trosol.example",
        "127.0.0.1:8501.evil.example",
        "127.0.0.1:8501@evil.example",
        "127.0.0.1:08501",
        "[::1]:8501",
        "0.0.0.0:8501",
        "*",
        "",
    ],
)
def test_other_names_and_ports_get_nothing_on_any_path(host: str) -> None:
    for path in PATHS:
        code, told, body = asked(scope_of(path, {"host": host, "origin": ORIGIN}))
        assert code == 403 and b"inside" not in body and "set-cookie" not in told
    assert status("/_stcore/stream", socket=True, host=host, origin=ORIGIN) == 403


def test_a_name_has_to_be_said_once() -> None:
    assert status(host=[HOST, HOST]) == status(host=[HOST, "evil.example"]) == 403
    assert asked(scope_of("/", {}))[0] == 403


@pytest.mark.parametrize("origin", [ORIGIN, "http://localhost:8501", "https://trosol.example", "https://proxy.example:8443"])
def test_its_own_pages_may_ask_open_sockets_and_bring_files(origin: str) -> None:
    assert status("/_stcore/stream", socket=True, origin=origin) == 101
    assert status("/_stcore/host-config", origin=origin, sec_fetch_site="same-origin") == 200
    assert status("/_stcore/upload_file/s/f", method="PUT", origin=origin, content_length="5") == 200


STRANGERS = [
    "http://localhost:3000",
    "http://127.0.0.1:9999",
    "https://127.0.0.1:8501",
    "http://127.0.0.1",
    "http://evil.example",
]
STRANGERS += ["null", "file://", "chrome-extension://abc", "http://evil@127.0.0.1:8501", "http://127.0.0.1:8501.evil.example", ""]
STRANGERS += [
    "http://[::1]:8501",
    "http://0.0.0.0:8501",
    "https://anybody.streamlit.app",
    "http://trosol.example:9",
    "http://proxy.example",
]


@pytest.mark.parametrize("origin", STRANGERS)
def test_pages_of_others_are_refused_whatever_they_ask(origin: str) -> None:
    assert [status(path, origin=origin) for path in PATHS] == [403] * len(PATHS)
    assert status("/_stcore/stream", socket=True, origin=origin) == 403
    for method in ("PUT", "DELETE", "POST", "OPTIONS"):
        assert status("/_stcore/upload_file/s/f", method=method, origin=origin, content_length="5") == 403
    assert status("/", origin=[ORIGIN, origin]) == 403


def test_a_socket_has_to_say_which_page_it_is_from_and_there_is_one() -> None:
    assert status("/_stcore/stream", socket=True) == 403
    assert status("/map/_stcore/stream", socket=True, origin=ORIGIN) == 403
    assert status("/", socket=True, origin=ORIGIN) == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "SAME-ORIGIN", "nonsense"])
def test_what_other_pages_set_off_is_refused_but_for_a_link_that_somebody_follows(site: str) -> None:
    link: dict[str, Any] = {"sec_fetch_site": site, "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}
    assert status("/map", **link) == 200
    assert status("/media/x.html", **link) == status("/_stcore/health", **link) == 403
    assert status("/map", **{**link, "sec_fetch_dest": "iframe"}) == 403
    assert status("/map", **{**link, "sec_fetch_mode": "no-cors"}) == 403
    assert status("/map", method="POST", **link) == 403
    assert status("/map", sec_fetch_site=site) == 403


def test_only_what_pages_need_is_there() -> None:
    for path in (
        "/_stcore/metrics",
        "/_stcore/agent/mcp",
        "/_stcore/agent/interact",
        "/_stcore/script-health-check",
        "/_stcore/stream",
    ):
        assert status(path) == 404
    for path in ("/component/x/y", "/app/static/x", "/auth/login", "/oauth2callback", "/_stcore/../x", "/_stcore"):
        assert status(path) == 404
    assert {
        status("/map", method=method, origin=ORIGIN) for method in ("PUT", "POST", "DELETE", "OPTIONS", "TRACE", "CONNECT")
    } == {405}
    assert status("/_stcore/upload_file/s/f", method="GET") == 405


def test_an_address_without_a_screen_says_so() -> None:
    by = Guard(inner, OWN, headers(()), pages=frozenset({"/", "/map", "/favicon.png"}))

    def at(path: str) -> tuple[int, bytes]:
        code, _told, body = asked(scope_of(path, {"host": HOST}), by)
        return code, body

    for path in ("/", "/map", "/map/", "/favicon.png", "/_stcore/health", "/static/x.js", "/media/x"):
        assert at(path)[0] == 200
    for path in ("/nosuch", "/.git/config", "/map/x", "/index.html", "//evil.example", "/MAP"):
        assert at(path)[0] == 404 and b"no screen of this name" in at(path)[1]


def test_files_come_from_pages_say_their_length_and_have_a_limit_between_them() -> None:
    path = "/_stcore/upload_file/s/f"

    def put(length: str, held: int = 0) -> int:
        said = {"host": HOST, "origin": ORIGIN, "content-length": length}
        return asked(scope_of(path, {k: v for k, v in said.items() if v}, method="PUT"), guard(held))[0]

    assert status(path, method="PUT", content_length="5") == status(path, method="DELETE") == 403
    assert put("") == put("-1") == put("x") == 411
    assert put("10", MAX_UPLOADS_HELD - 10) == 200
    assert put("11", MAX_UPLOADS_HELD - 10) == 503


def test_every_answer_says_who_may_frame_it_and_where_scripts_come_from() -> None:
    for path, host in one_or_more((path, host) for path in PATHS for host in (HOST, "evil.example")):
        _status, told, _body = asked(scope_of(path, {"host": host}))
        policy = dict(part.split(" ", 1) for part in told["content-security-policy"].split("; "))
        assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == policy["default-src"] == "'none'"
        assert "unsafe" not in policy["script-src"] and "http" not in told["content-security-policy"]
        assert told["x-frame-options"] == "DENY" and told["x-content-type-options"] == "nosniff"
        assert told["cross-origin-resource-policy"] == "same-origin" and "referrer-policy" in told
        assert not [name for name in told if name.startswith("access-control")]


def test_as_many_pages_as_there_is_place_for_and_the_next_is_told_so() -> None:
    async def crowd() -> tuple[int, int, int]:
        by, stays = guard(), asyncio.Event()
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        async def nothing() -> dict[str, Any]:
            return {}

        async def one(scope: dict[str, Any]) -> int:
            at = len(sent)
            await by(scope, nothing, send)
            return int(sent[at]["status"])

        socket = {**scope_of("/_stcore/stream", {"host": HOST, "origin": ORIGIN}, socket=True), "stays": stays}
        open_ = [asyncio.create_task(by(socket, nothing, send)) for _ in range(MAX_SESSIONS)]
        while by.sessions < MAX_SESSIONS:
            await asyncio.sleep(0)
        page, further = await one(scope_of("/map", {"host": HOST})), await one({**socket, "stays": None})
        picture = await one(scope_of("/static/x.js", {"host": HOST}))
        stays.set()
        await asyncio.gather(*open_)
        assert by.sessions == 0
        return page, further, picture

    assert asyncio.run(crowd()) == (503, 503, 200)


@pytest.mark.parametrize("name", ["*", "http://trosol.example", "trosol.example/x", "a b", "", "x:0", "x:99999", "-x", "x\n"])
def test_what_is_no_name_is_refused_at_the_start(name: str) -> None:
    with pytest.raises(WrongUse) as caught:
        Own.of(8501, [name])
    assert caught.value.problems[0].code == "name-bad"
