"""A server that answers wrongly in every way we could think of: a plain problem each time, in time, and nothing else is asked."""

from __future__ import annotations

import hashlib
import json
import re
import socket
import threading
import time
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest

from conftest import free_port
from ports import HANG
from servers import Server, asked_for, reply, wire
from trosol.cli.main import main
from trosol.errors import TrosolError, WrongUse
from trosol.rdf.iris import XSD
from trosol.sparql.at_store import ask_store
from trosol.triplestore import Address, StoreBounds, Stored, Wire, ecosystems, fetch, find, parse_address, put
from trosol.triplestore.named_graphs import pattern

Serve = Callable[[Callable[[socket.socket, str], None]], Server]

IRI = {"type": "uri", "value": "https://example.org/x/"}


def answer(columns: list[str], *rows: dict[str, Any]) -> str:
    return json.dumps({"head": {"vars": columns}, "results": {"bindings": list(rows)}})


def says(content: bytes) -> Callable[[socket.socket, str], None]:
    return lambda connection, _request: connection.sendall(content)


def drips(connection: socket.socket, text: bytes) -> None:
    for byte in text * 1000:
        connection.sendall(bytes([byte]))
        time.sleep(0.05)


def drips_after_the_head(connection: socket.socket, _request: str) -> None:
    connection.sendall(HEAD + b"\r\n")
    drips(connection, b" ")


def endless(connection: socket.socket, _request: str) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n")
    while True:
        connection.sendall(b" " * 65536)


def endless_chunks(connection: socket.socket, _request: str) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"10000\r\n" + b"[" * 65536 + b"\r\n")


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
WRONG: dict[str, tuple[Callable[[socket.socket, str], None], str]] = {
    "a page for people": (says(reply("<html>Welcome", kind="text/html")), "store-answer"),
    "rows as plain text": (says(reply(answer(["g", "iri", "name"]), kind="text/plain")), "store-answer"),
    "no kind at all": (says(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), "store-answer"),
    "half of a JSON text": (says(reply('{"head": {"vars": ["g"')), "store-answer"),
    "JSON that is deep": (says(reply("[" * 200_000)), "store-answer"),
    "bytes that are no text": (says(reply(b'{"head": "\xff\xfe"}')), "store-answer"),
    "JSON of another kind": (says(reply("[1, 2]")), "store-answer"),
    "no head": (says(reply('{"results": {"bindings": []}}')), "store-answer"),
    "columns that are no list": (says(reply('{"head": {"vars": "g iri name"}}')), "store-answer"),
    "other columns": (says(reply(answer(["a", "b"]))), "store-answer"),
    "yes in place of rows": (says(reply('{"head": {}, "boolean": true}')), "store-answer"),
    "rows that are no list": (says(reply('{"head": {"vars": ["g","iri","name"]}, "results": {"bindings": 7}}')), "store-answer"),
    "a row that is no row": (says(reply(answer(["g", "iri", "name"], "x"))), "store-answer"),  # type: ignore[arg-type]
    "a term without a value": (says(reply(answer(["g", "iri", "name"], {"g": {"type": "uri"}}))), "store-answer"),
    "a term of no kind": (says(reply(answer(["g", "iri", "name"], {"g": {"type": "x", "value": "y"}}))), "store-answer"),
    "an IRI that breaks out": (
        says(reply(answer(["g", "iri", "name"], {"g": {"type": "uri", "value": "urn:x> } ; DROP ALL #"}}))),
        "store-answer",
    ),
    "half a character": (
        says(
            reply(
                '{"head": {"vars": ["g","iri","name"]}, "results": {"bindings": [{"g": {"type":"uri","value":"urn:\\ud800"}}]}}'
            )
        ),
        "store-answer",
    ),
    "a language that is none": (
        says(reply(answer(["g", "iri", "name"], {"name": {"type": "literal", "value": "x", "xml:lang": "no such!"}}))),
        "store-answer",
    ),
    "a language that is no text": (
        says(reply(answer(["g", "iri", "name"], {"name": {"type": "literal", "value": "x", "xml:lang": 7}}))),
        "store-answer",
    ),
    "packed": (says(HEAD + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"), "store-answer"),
    "endless": (endless, "store-too-large"),
    "endless in chunks": (endless_chunks, "store-too-large"),
    "a chunk of no size": (says(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "store-unreachable"),
    "nothing for ever": (lambda _c, _r: time.sleep(5), "store-time"),
    "headers drop by drop": (lambda c, _r: drips(c, b"HTTP/1.1 200 OK"), "store-time"),
    "a body drop by drop": (drips_after_the_head, "store-time"),
    "it hangs up": (lambda c, _r: None, "store-unreachable"),
    "less than was promised": (says(HEAD + b"Content-Length: 500\r\n\r\n{}"), "store-unreachable"),
    "not HTTP": (says(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), "store-unreachable"),
    "a header without end": (says(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000), "store-unreachable"),
    "more headers than anyone reads": (says(b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 500 + b"\r\n"), "store-unreachable"),
    "somewhere else, says it": (says(reply("", "302 Found", more="Location: http://127.0.0.1:9/\r\n")), "store-redirects"),
    "somewhere else for good": (
        says(reply("", "308 Permanent Redirect", more="Location: file:///etc/passwd\r\n")),
        "store-redirects",
    ),
    "a password is wanted": (says(reply("", "401 Unauthorized", more='WWW-Authenticate: Basic realm="x"\r\n')), "store-login"),
    "never let in": (says(reply("", "403 Forbidden")), "store-login"),
    "no such page": (says(reply("", "404 Not Found")), "store-refused"),
    "it broke": (says(reply("Traceback: boom\nmore", "500 Internal Server Error", kind="text/plain")), "store-refused"),
    "no such status": (says(b"HTTP/1.1 999 Whatever\r\nContent-Length: 0\r\n\r\n"), "store-refused"),
    "a status below all": (says(b"HTTP/1.1 7 x\r\n\r\n"), "store-unreachable"),
}


@pytest.mark.parametrize("how", WRONG)
def test_a_wrong_answer_is_a_plain_problem_in_time(serve: Serve, how: str) -> None:
    behave, code = WRONG[how]
    server = serve(behave)
    begun = time.monotonic()
    with pytest.raises(TrosolError) as raised:
        find(wire(server.address, seconds=0.6, size=1_000_000), "x")
    problem = raised.value.problems[0]
    assert problem.code == code, problem
    assert problem.message and problem.remedy
    assert time.monotonic() - begun < HANG  # a server that never ends does not hold anybody for ever
    assert "Traceback" not in problem.message or how == "it broke"


def test_a_redirect_is_not_followed(serve: Serve) -> None:
    elsewhere = serve(says(reply("{}")))
    server = serve(says(reply("", "307 Temporary Redirect", more=f"Location: {elsewhere.address}\r\n")))
    with pytest.raises(TrosolError, match="store-redirects"):
        ecosystems(wire(server.address))
    assert (server.asked, elsewhere.asked) == (1, 0)


def test_no_proxy_of_the_environment_is_asked(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy, server = serve(says(reply("{}"))), serve(says(reply(answer(["g", "iri", "name"]))))
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
    assert ecosystems(wire(server.address)) == ()
    assert (proxy.asked, server.asked) == (0, 2)


def test_nobody_there_is_a_plain_problem() -> None:
    with pytest.raises(TrosolError, match="store-unreachable"):
        ecosystems(wire(f"http://127.0.0.1:{free_port()}/query"))
    with pytest.raises(TrosolError, match="store-unreachable"):
        ecosystems(wire("http://no-such-host.invalid/query"))


def test_https_is_https() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer_plainly() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(reply("{}"))
                connection.recv(1000)

        threading.Thread(target=answer_plainly, daemon=True).start()
        with pytest.raises(TrosolError, match="does not speak https"):
            ecosystems(wire(f"https://127.0.0.1:{listener.getsockname()[1]}/query"))


def pages(mark: int, *rows: dict[str, Any]) -> Callable[[socket.socket, str], None]:
    """A store that claims to have ``mark`` triples and gives the same rows to every question for some."""

    def behave(connection: socket.socket, request: str) -> None:
        query = asked_for(request)
        if "GROUP BY" in query:
            count = {"type": "literal", "datatype": XSD + "integer", "value": str(mark)}
            connection.sendall(reply(answer(["h", "n"], {"n": count})))
        else:
            connection.sendall(reply(answer(["s", "p", "o"], *(() if "isBlank(?s) ||" in query else rows))))

    return behave


ROW = {"s": IRI, "p": IRI, "o": IRI}


@pytest.mark.parametrize(
    ("behave", "code"),
    [
        (pages(10, ROW), "store-answer"),
        (pages(10), "store-changing"),
        (pages(2, *[ROW | {"o": {"type": "uri", "value": f"urn:{n}"}} for n in range(5)]), "store-changing"),
        (pages(10, ROW, ROW | {"s": {"type": "uri", "value": "urn:b"}}), "store-answer"),
        (pages(10, {"s": IRI, "p": IRI}), "store-answer"),
        (pages(10, {"s": {"type": "literal", "value": "x"}, "p": IRI, "o": IRI}), "store-answer"),
        (pages(10**9), "store-too-large"),
        (pages(-3), "store-answer"),
    ],
)
def test_pages_that_make_no_sense(serve: Serve, behave: Callable[[socket.socket, str], None], code: str) -> None:
    server = serve(behave)
    with pytest.raises(TrosolError, match=code):
        fetch(wire(server.address), pattern("https://example.org/x/"))
    assert server.asked < 40


def test_a_store_that_gives_two_new_things_a_page_for_ever_is_asked_so_often_and_no_more(serve: Serve) -> None:
    """It claims to hold millions, and each page brings something new."""
    number = iter(range(10**9))

    def behave(connection: socket.socket, request: str) -> None:
        query = asked_for(request)
        if "GROUP BY" in query:
            count = {"type": "literal", "datatype": XSD + "integer", "value": str(5_000_000)}
            connection.sendall(reply(answer(["h", "n"], {"n": count})))
            return
        new = [] if "isBlank(?s) ||" in query else [ROW | {"s": {"type": "uri", "value": f"urn:{next(number):09}"}} for _ in "ab"]
        connection.sendall(reply(answer(["s", "p", "o"], *new)))

    server = serve(behave)
    with pytest.raises(TrosolError, match="store-answer"):
        fetch(wire(server.address), pattern("https://example.org/x/"))
    assert server.asked < 100


@pytest.mark.parametrize("bounds", [{"requests": 7}, {"total_size": 500}, {"total_seconds": -1.0}])
def test_all_that_is_asked_of_a_store_has_an_end(serve: Serve, bounds: dict[str, Any]) -> None:
    server = serve(says(reply(answer(["g", "iri", "name"]))))
    home = wire(server.address, **bounds)
    with pytest.raises(TrosolError, match="store-endless"):
        for _ in range(50):
            home.ask("SELECT * { ?g ?iri ?name }")
    assert server.asked <= 10


def test_a_store_cannot_have_another_graph_dropped(serve: Serve) -> None:
    """Names of graphs come from the store, and go into updates."""
    precious = {"type": "uri", "value": "https://example.org/precious#scratch-20200101T000000Z-ab"}
    text = {"type": "literal", "value": "https://example.org/x/#scratch-20200101T000000Z-ab> ; DROP ALL #"}

    def behave(connection: socket.socket, request: str) -> None:
        query = asked_for(request)
        count = {"type": "literal", "value": "0"}
        rows: dict[str, list[Any]] = {"?n)": ["n", {"n": count}], "?type": ["type"], "?g": ["g", {"g": precious}, {"g": text}]}
        found: list[Any] = next((value for key, value in rows.items() if key in query), ["x"])
        connection.sendall(reply(answer([found[0]], *found[1:])) if query else reply("no", "500 Broken", kind="text/plain"))

    server = serve(behave)
    with pytest.raises(TrosolError, match="store-refused"):
        put(wire(server.address), "https://example.org/x/", [])
    updates = [request.partition("\r\n\r\n")[2] for request in server.seen if "sparql-update" in request]
    assert updates
    assert all("https://example.org/x/#scratch-20" in update and "2020" not in update for update in updates)


def with_password(serve: Serve, behave: Callable[[socket.socket, str], None], host: str = "") -> tuple[Server, Wire]:
    server = serve(behave)
    address = server.address.replace("127.0.0.1", host) if host else server.address
    return server, Wire(Address(address, address, "ann", "s3cret", StoreBounds(seconds=5)))


def test_basic_is_given_when_asked_for_and_not_before(serve: Serve) -> None:
    pair = b64encode(b"ann:s3cret").decode()

    def behave(connection: socket.socket, request: str) -> None:
        known = f"Authorization: Basic {pair}" in request
        refused = reply("", "401 Unauthorized", more='WWW-Authenticate: Basic realm="x"\r\n')
        connection.sendall(reply(answer(["g", "iri", "name"])) if known else refused)

    server, home = with_password(serve, behave)
    assert ecosystems(home) == ()
    assert ["Authorization" in request for request in server.seen] == [False, True, True]


def test_digest_never_shows_the_password(serve: Serve) -> None:
    def behave(connection: socket.socket, request: str) -> None:
        found = dict(re.findall(r'(\w+)="?([^",\r]+)"?', request[request.find("Authorization") :].partition("\r\n")[0]))
        first = hashlib.md5(b"ann:home:s3cret").hexdigest()
        second = hashlib.md5(b"POST:/query").hexdigest()
        parts = (first, "n1", found.get("nc", ""), found.get("cnonce", ""), "auth", second)
        if found.get("response") == hashlib.md5(":".join(parts).encode()).hexdigest():
            connection.sendall(reply(answer(["g", "iri", "name"])))
        else:
            offer = 'WWW-Authenticate: Basic realm="home"\r\nWWW-Authenticate: Digest realm="home", nonce="n1", qop="auth"\r\n'
            connection.sendall(reply("", "401 Unauthorized", more=offer))

    server, home = with_password(serve, behave)
    assert ecosystems(home) == ()
    assert server.asked == 3
    assert not any("s3cret" in request or b64encode(b"ann:s3cret").decode() in request for request in server.seen)


@pytest.mark.parametrize(
    "offer", ["Digest", "Digest realm", 'Digest realm="x", nonce="y", algorithm=ROT13', "Bearer", "Negotiate"]
)
def test_a_way_in_that_nobody_knows_is_a_plain_problem(serve: Serve, offer: str) -> None:
    _, home = with_password(serve, says(reply("", "401 Unauthorized", more=f"WWW-Authenticate: {offer}\r\n")))
    with pytest.raises(TrosolError, match="store-login"):
        ecosystems(home)


def test_the_password_does_not_go_over_an_open_line(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", lambda to, *more, **named: ours(("127.0.0.1", to[1]), *more, **named))
    server, home = with_password(
        serve, says(reply("", "401 No", more='WWW-Authenticate: Basic realm="x"\r\n')), "store.example.org"
    )
    with pytest.raises(TrosolError, match="store-login"):
        ecosystems(home)
    assert server.asked == 1 and "Authorization" not in server.seen[0]


def test_a_password_is_in_no_message_and_no_repr(
    serve: Serve, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TROSOL_STORE_USER", "ann")
    monkeypatch.setenv("TROSOL_STORE_PASSWORD", "s3cret")
    echo = lambda c, r: c.sendall(reply(f"bad: s3cret {b64encode(b'ann:s3cret').decode()} {r[:0]}", "500 No", kind="text/plain"))  # noqa: E731
    server = serve(echo)
    assert main(["store", "list", "--store", f"sparql:{server.address}", "--json"]) == 1
    assert main(["store", "list", "--store", f"sparql:http://ann:s3cret@127.0.0.1:{server.port}/query"]) == 2
    shown = capsys.readouterr()
    assert "store-refused" in shown.err and "store-address" in shown.err
    for text in (shown.out, shown.err, repr(parse_address(f"sparql:{server.address}"))):
        assert "s3cret" not in text and b64encode(b"ann:s3cret").decode() not in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "http://127.0.0.1/query",
        "sparql:",
        "sparql:127.0.0.1:7878",
        "sparql:file:///etc/passwd",
        "sparql:ftp://127.0.0.1/x",
        "sparql:http://",
        "sparql:http://127.0.0.1:notaport/",
        "sparql:http://127.0.0.1:0/",
        "sparql:http://127.0.0.1/a b",
        "sparql:http://127.0.0.1/a\r\nHost: x",
        "sparql:http://127.0.0.1/#x",
        "sparql:http://[::1/x",
    ],
)
def test_only_addresses_of_the_web_name_a_store(text: str) -> None:
    with pytest.raises(WrongUse, match="store-address"):
        parse_address(text)


@pytest.mark.parametrize(
    ("query", "update"),
    [
        ("http://127.0.0.1:7878/query", "http://127.0.0.1:7878/update"),
        ("http://h:3030/ds/query", "http://h:3030/ds/update"),
        ("http://h:8890/sparql", "http://h:8890/sparql"),
        ("http://h:7200/repositories/wales", "http://h:7200/repositories/wales/statements"),
        ("https://h/repositories/wales/?x=1", "https://h/repositories/wales/statements?x=1"),
    ],
)
def test_where_updates_go_is_guessed(query: str, update: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert parse_address(f"sparql:{query}").update == update
    assert parse_address(f"sparql:{query}", "http://h/other").update == "http://h/other"
    monkeypatch.setenv("TROSOL_STORE_UPDATE", "http://h/third")
    assert parse_address(f"sparql:{query}").update == "http://h/third"


@pytest.mark.parametrize("content", ['{"boolean": "yes"}', "{}", "[]", "yes"])
def test_neither_yes_nor_no(serve: Serve, content: str) -> None:
    server = serve(says(reply(content)))
    with pytest.raises(TrosolError, match="store-answer"):
        ask_store(wire(server.address), Stored("x", "https://example.org/x/", "https://example.org/x/"), "ASK { ?s ?p ?o }")


def test_without_a_store_nothing_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["store", "list"]) == 2
    assert main(["store", "put", "wales-social-care-2022"]) == 2
    assert main(["store", "put", "--store", "sparql:http://127.0.0.1:9/query"]) == 2
    assert main(["networks", "wales-social-care-2022", "--links-only"]) == 2
    assert capsys.readouterr().err.count("error:") == 4
    # What would be written is said without asking anybody.
    assert main(["store", "put", "wales-social-care-2022", "--store", "sparql:http://127.0.0.1:9/query", "--preview"]) == 0
    assert "Would write" in capsys.readouterr().out
