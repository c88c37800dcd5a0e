"""Who may ask: the server's own names and pages, programs, and those whom a person follows a link from; no page of somebody else's."""

from __future__ import annotations

from typing import Any

import pytest

from trosol.serve.strangers import stranger

OWN = "127.0.0.1:8601"
HOSTS = ("127.0.0.1", "localhost", "data.example")
ALLOWED = ("https://example.org",)


def code(path: str = "/api/findings/scenario", method: str = "GET", host: str | None = OWN, **fields: str) -> str:
    path, _, query = path.partition("?")
    headers = [(b"host", host.encode())] if host is not None else []
    headers += [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in fields.items()]
    scope: dict[str, Any] = {
        "type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": headers, "server": ("127.0.0.1", 8601),
    }  # fmt: skip
    found = stranger(scope, HOSTS, ALLOWED)
    return found.code if found else ""


@pytest.mark.parametrize(
    "host", [OWN, "localhost:8601", "LOCALHOST:8601", "data.example", "data.example:443", "data.example:8443"]
)
def test_its_own_names_are_answered(host: str) -> None:
    assert code(host=host) == ""


@pytest.mark.parametrize(
    "host",
    [
        None, "", "evil.example", "127.0.0.1", "localhost", "127.0.0.1:8602", "localhost:80", "127.0.0.1.evil.example:8601", "127.1:8601",
        "evil@127.0.0.1:8601", "127.0.0.1:8601@evil.example", "127.0.0.1:8601/x", "127.0.0.1:8601, evil.example", "0x7f000001:8601",
        "2130706433:8601", "[::1]:8601", "localhost.:8601", "0.0.0.0:8601", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:8601 evil", "data.example.evil.example",
    ],
)  # fmt: skip
def test_other_names_are_not(host: str | None) -> None:
    assert code(host=host) == "host-unknown"


def test_two_hosts_are_none() -> None:
    scope: dict[str, Any] = {
        "type": "http", "method": "GET", "path": "/", "query_string": b"", "server": ("127.0.0.1", 8601),
        "headers": [(b"host", OWN.encode()), (b"host", OWN.encode())],
    }  # fmt: skip
    assert stranger(scope, HOSTS, ()) is not None


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"sec_fetch_site": "same-origin"},
        {"sec_fetch_site": "none", "sec_fetch_mode": "navigate"},
        {"origin": f"http://{OWN}"},
        {"origin": f"http://{OWN}", "sec_fetch_site": "same-origin"},
        {"origin": "null", "sec_fetch_site": "same-origin"},
        {"origin": "https://example.org", "sec_fetch_site": "cross-site"},
        {"referer": f"http://{OWN}/sparql"},
    ],
)
def test_programs_its_own_pages_and_origins_that_were_named_may_ask(fields: dict[str, str]) -> None:
    assert code(**fields) == code("/sparql", "POST", **fields) == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors", "sec_fetch_dest": "image"},
        {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"},
        {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "iframe"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "same-site", "origin": "http://127.0.0.1:3000"},
        {"sec_fetch_site": "something new"},
        {"sec_fetch_site": ""},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://evil.example"},
        {"origin": "http://evil.example", "sec_fetch_site": "same-origin"},
        {"origin": "http://127.0.0.1:3000"},
        {"origin": "http://localhost:8601"},
        {"origin": "file://"},
        {"origin": f"chrome-extension://{OWN}"},
        {"origin": "https://example.org.evil.example"},
        {"origin": f"http://{OWN}@evil.example"},
        {"referer": "http://evil.example/"},
        {"referer": f"http://{OWN}@evil.example/"},
        {"referer": "http://127.0.0.1:3000/"},
        {"referer": "nonsense"},
    ],
)
def test_pages_of_others_may_not(fields: dict[str, str]) -> None:
    assert code(**fields) == code("/sparql", "POST", **fields) == code("/health", **fields) == "page-foreign"


def test_a_person_may_follow_a_link_to_what_costs_nothing() -> None:
    visit = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}
    for path in ("/", "/entity/commissioners", "/claim/c0001", "/ontology", "/sparql"):
        assert code(path, **visit) == code(path, referer="https://wiki.example/") == ""
        assert code(path, **{**visit, "sec_fetch_dest": "iframe"}) == "page-foreign"
        assert code(path, **{**visit, "sec_fetch_mode": "no-cors"}) == "page-foreign"
        assert code(path, "POST", **visit) == "page-foreign"
    for path in (
        "/sparql?query=ASK",
        "/api/ask?question=x",
        "/data",
        "/api/findings/scenario?push=a",
        "/entity/x?format=turtle",
        "/openapi.json",
    ):
        assert code(path, **visit) == "page-foreign"


def test_a_refusal_says_why_and_keeps_browsers_careful(wales: Any) -> None:
    from starlette.testclient import TestClient

    from trosol.serve import application

    client = TestClient(application(wales), base_url="http://127.0.0.1")
    reply = client.get("/api/questions", headers={"sec-fetch-site": "cross-site"})
    assert (reply.status_code, reply.json()["code"]) == (403, "page-foreign")
    assert reply.headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in reply.headers
    assert client.get("/api/questions", headers={"host": "evil.example"}).json()["code"] == "host-unknown"
