"""SPARQL 1.1 Protocol as the W3C's own list of protocol tests has it, for what a query-only endpoint is to do and to refuse.

The cases are those of https://www.w3.org/TR/sparql11-protocol/ and of the working group's test list (query-get,
query-post-form, query-post-direct, bad-query-method, bad-multiple-queries, bad-query-wrong-media-type,
bad-query-missing-form-type, bad-query-missing-direct-type, bad-query-non-utf8, bad-query-syntax and the content types).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import httpx
import pytest

from ports import HANG

ASK = "ASK {}"
SELECT = "SELECT (1 AS ?x) {}"
CONSTRUCT = "CONSTRUCT { <s:s> <s:p> 1 } WHERE {}"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
XML = "{http://www.w3.org/2005/sparql-results#}"


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=HANG, trust_env=False) as made:
        yield made


def test_query_by_get_by_form_and_as_body_itself(client: httpx.Client) -> None:
    got = client.get("/sparql", params={"query": ASK})
    form = client.post("/sparql", data={"query": ASK})
    direct = client.post("/sparql", content=ASK, headers={"content-type": DIRECT})
    spelled = client.post("/sparql", content=ASK, headers={"content-type": f"{DIRECT}; charset=UTF-8"})
    for reply in (got, form, direct, spelled):
        assert reply.status_code == 200
        assert reply.json() == {"head": {}, "boolean": True}
        assert reply.headers["content-type"] == "application/sparql-results+json"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/json", "application/sparql-results+json"),
        ("text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        ("*/*", "application/sparql-results+json"),
    ],
)
def test_rows_come_in_the_form_that_is_accepted(accept: str, media: str, client: httpx.Client) -> None:
    reply = client.get("/sparql", params={"query": SELECT}, headers={"accept": accept})
    assert reply.headers["content-type"].partition(";")[0] == media
    reads: dict[str, Callable[[], Any]] = {
        "application/sparql-results+json": lambda: json.loads(reply.text)["results"]["bindings"][0]["x"]["value"],
        "application/sparql-results+xml": lambda: ElementTree.fromstring(reply.text).findtext(f".//{XML}literal"),
        "text/csv": lambda: reply.text.splitlines()[1],
        "text/tab-separated-values": lambda: reply.text.splitlines()[1].partition("^")[0].strip('"'),
    }
    read = reads[media]
    assert read() == "1"


@pytest.mark.parametrize("accept", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"])
def test_triples_come_in_the_form_that_is_accepted(accept: str, client: httpx.Client) -> None:
    import rdflib

    text = "CONSTRUCT { <http://a.example/s> <http://a.example/p> 'café' } WHERE {}"
    reply = client.get("/sparql", params={"query": text}, headers={"accept": accept})
    assert reply.headers["content-type"].partition(";")[0] == accept
    names = {
        "text/turtle": "turtle",
        "application/n-triples": "nt",
        "application/ld+json": "json-ld",
        "application/rdf+xml": "xml",
    }
    graph = rdflib.Graph().parse(data=reply.content, format=names[accept])
    assert {tuple(map(str, triple)) for triple in graph} == {("http://a.example/s", "http://a.example/p", "café")}


def _bad() -> dict[str, tuple[str, str, bytes, dict[str, str], int]]:
    query = urlencode({"query": ASK})
    form = {"content-type": FORM}
    return {
        "bad-query-method": ("PUT", f"/sparql?{query}", b"", {}, 405),
        "bad-multiple-queries": ("GET", f"/sparql?{query}&{urlencode({'query': SELECT})}", b"", {}, 400),
        "bad-multiple-queries-form": ("POST", "/sparql", f"{query}&{query}".encode(), form, 400),
        "bad-query-wrong-media-type": ("POST", "/sparql", ASK.encode(), {"content-type": "text/plain"}, 415),
        "bad-query-missing-form-type": ("POST", "/sparql", query.encode(), {}, 415),
        "bad-query-missing-direct-type": ("POST", "/sparql", ASK.encode(), {}, 415),
        "bad-query-non-utf8": ("POST", "/sparql", ASK.encode("utf-16"), {"content-type": f"{DIRECT}; charset=UTF-16"}, 415),
        "bad-query-bytes": ("POST", "/sparql", b"ASK { ?s ?p '\xff' }", {"content-type": DIRECT}, 400),
        "bad-query-syntax": ("GET", f"/sparql?query={quote('ASK { ')}", b"", {}, 400),
        "bad-no-query": ("POST", "/sparql", b"", form, 400),
        "bad-update-get": ("GET", f"/sparql?update={quote('CLEAR ALL')}", b"", {}, 400),
        "bad-update-form": ("POST", "/sparql", urlencode({"update": "CLEAR ALL"}).encode(), form, 400),
        "bad-update-direct": ("POST", "/sparql", b"CLEAR ALL", {"content-type": "application/sparql-update"}, 415),
        "bad-update-as-query": ("POST", "/sparql", b"CLEAR ALL", {"content-type": DIRECT}, 400),
        "bad-dataset": ("GET", f"/sparql?{query}&default-graph-uri={quote('file:///etc/passwd')}", b"", {}, 400),
        "bad-service": ("GET", f"/sparql?query={quote('ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }')}", b"", {}, 400),
        "bad-accept": ("GET", f"/sparql?{query}", b"", {"accept": "image/png"}, 406),
        "bad-accept-text": ("GET", f"/sparql?{query}", b"", {"accept": "not a type"}, 406),
        "bad-fields": ("GET", "/sparql?" + "&".join(f"a{n}=1" for n in range(50)), b"", {}, 400),
        "bad-length": ("POST", "/sparql", b"query=" + b"x" * 300_000, form, 413),
    }


@pytest.mark.parametrize("name", sorted(_bad()))
def test_what_is_no_query_is_refused_with_a_reason(name: str, client: httpx.Client) -> None:
    method, address, body, headers, status = _bad()[name]
    reply = client.request(method, address, content=body, headers=headers)
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == "application/problem+json"
    said = reply.json()
    assert said["status"] == status
    assert said["title"] and said["detail"] and said["code"]
    assert "Traceback" not in reply.text
    assert "/graph/" not in reply.text


def test_an_answer_that_is_cut_says_so(client: httpx.Client) -> None:
    reply = client.get("/sparql", params={"query": "SELECT ?s ?o { ?s ?p ?o . ?o ?q ?r }"})
    assert reply.headers["trosol-cut"] == "10000" == str(len(reply.json()["results"]["bindings"]))
    assert "trosol-cut" not in client.get("/sparql", params={"query": SELECT}).headers


@pytest.mark.exhaustive
def test_a_query_that_takes_too_long_ends_and_others_are_answered_meanwhile(client: httpx.Client, server: str) -> None:
    import threading
    import time

    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    found: list[httpx.Response] = []
    meanwhile = 0

    def ask_slowly() -> None:
        found.append(httpx.get(f"{server}/sparql", params={"query": slow}, timeout=HANG, trust_env=False))

    for _ in range(20):  # on a busy machine the two seconds of a query may be over before anybody else is heard
        thread = threading.Thread(target=ask_slowly)
        thread.start()
        time.sleep(0.3)
        assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True
        assert client.get("/health").status_code == 200
        meanwhile += thread.is_alive()
        thread.join()
        if meanwhile:
            break
    assert meanwhile
    assert {reply.status_code for reply in found} == {503}


def test_without_a_query_it_says_what_it_is(client: httpx.Client) -> None:
    import rdflib

    reply = client.get("/sparql", headers={"accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=reply.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    [service] = graph.subjects(rdflib.RDF.type, sd.Service)
    assert str(service) == str(client.base_url).rstrip("/") + "/sparql"
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph
    assert client.get("/sparql", headers={"accept": "text/html"}).text.startswith("<!doctype html>")
