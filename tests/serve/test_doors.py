"""Each door of ``trosol serve``: what it gives, how it refuses, and who may ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

import httpx
import pytest
import rdflib

from one_or_more import one_or_more
from ports import HANG
from trosol.ecosystem import Ecosystem
from trosol.lens_fields import LENS_FIELDS
from trosol.networks import Lens
from trosol.serve.finding_worker import FINDINGS


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=HANG, trust_env=False) as made:
        yield made


@pytest.mark.parametrize("media", ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"])
def test_an_entity_is_given_in_the_form_that_is_wanted(media: str, client: httpx.Client, wales: Ecosystem) -> None:
    reply = client.get("/entity/commissioners", headers={"accept": media})
    assert reply.headers["content-type"].partition(";")[0] == media
    names = {
        "text/turtle": "turtle",
        "application/ld+json": "json-ld",
        "application/n-triples": "nt",
        "application/rdf+xml": "xml",
    }
    graph = rdflib.Graph().parse(data=reply.content, format=names[media])
    claims = {str(s) for s in graph.subjects() if "/claim/" in str(s)}
    assert claims == {wales.snapshot.iri("claims", claim.id) for claim in wales.snapshot.claims_of("commissioners")}


def test_a_person_gets_a_page_with_the_claims_in_words(client: httpx.Client, wales: Ecosystem) -> None:
    reply = client.get("/entity/commissioners", headers={"accept": "text/html,*/*;q=0.8"})
    assert reply.headers["content-type"].startswith("text/html")
    card = wales.describe("commissioners")
    assert card.label in reply.text
    assert reply.text.count('<li class="') == len(card.statements)
    assert "<script" not in reply.text
    assert "default-src 'none'" in reply.headers["content-security-policy"]


def test_pages_of_all_kinds_are_there(client: httpx.Client) -> None:
    for address in ("/", "/ontology", "/claim/c0001", "/sparql", "/entity/wales?lang=cy"):
        reply = client.get(address, headers={"accept": "text/html"})
        assert reply.status_code == 200, address
        assert reply.text.startswith("<!doctype html>")


def test_an_unknown_entity_is_told_with_the_nearest(client: httpx.Client) -> None:
    for address in ("/entity/comissioners", "/api/entities/comissioners", "/api/entities/comissioners/neighbours"):
        reply = client.get(address, headers={"accept": "application/json"})
        assert reply.status_code == 404
        assert "commissioners" in reply.json()["detail"]


@pytest.mark.parametrize(
    "address", ["/entity/..%2f..%2fetc%2fpasswd", "/nothing", "/entity/%00", "/claim/zzz", "/evidence/zzz", "/data?graph=x:y"]
)
def test_what_is_not_there_is_a_plain_404(address: str, client: httpx.Client) -> None:
    reply = client.get(address)
    assert reply.status_code == 404
    assert reply.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("address", ["/data?default", "/entity/commissioners", "/api/entities", "/ontology"])
def test_nothing_can_be_changed(method: str, address: str, client: httpx.Client) -> None:
    reply = client.request(method, address, content=b"<a:a> <a:a> <a:a> .", headers={"content-type": "text/turtle"})
    assert reply.status_code == 405
    assert reply.headers["allow"] == "GET"


def test_head_gives_headers_only(client: httpx.Client) -> None:
    got, head = client.get("/ontology"), client.head("/ontology")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == got.headers["content-length"]
    assert head.headers["etag"] == got.headers["etag"]


def test_the_same_is_not_sent_twice_and_another_form_is_another(client: httpx.Client) -> None:
    turtle = client.get("/ontology", headers={"accept": "text/turtle"})
    again = client.get("/ontology", headers={"accept": "text/turtle", "if-none-match": turtle.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    other = client.get("/ontology", headers={"accept": "application/ld+json", "if-none-match": turtle.headers["etag"]})
    assert other.status_code == 200
    assert "Accept" in turtle.headers["vary"]


def test_findings_are_those_of_the_library(client: httpx.Client, wales: Ecosystem) -> None:
    found = client.get("/api/findings/gatekeepers", params={"draws": 20, "worlds": 64}).json()
    assert found["result"] == wales.gatekeepers(draws=20, worlds=64).to_json()
    assert found["snapshot"] == wales.digest


def test_a_lens_reaches_the_finding_and_an_unknown_one_is_refused(client: httpx.Client, wales: Ecosystem) -> None:
    asked: dict[str, Any] = {"network": "actors", "measure": ["degree", "pagerank"], "kind": "Organisation", "stated_only": True}
    found = client.get("/api/findings/centrality", params=asked).json()
    direct = wales.centrality("actors", measures=("degree", "pagerank"), kinds=("Organisation",), stated_only=True)
    assert found["result"] == direct.to_json()
    found = client.get("/api/findings/leverage", params={"draws": 20, "stated_only": True}).json()
    assert found["result"] == wales.leverage(draws=20, stated_only=True).to_json()
    refused = client.get("/api/findings/leverage", params={"voice": "nobody"})
    assert refused.status_code == 400
    assert refused.json()["code"] == "lens-unknown"


LENS: dict[str, str | bool] = {
    "voice": "enablers",
    "stated_only": True,
    "horizon": "horizon-1",
    "min_confidence": "medium",
    "include_hypothetical": True,
    "with_study": True,
}
NEEDED: dict[str, dict[str, str]] = {
    "centrality": {"network": "actors"},
    "pathways": {"start": "action-embed", "goal": "innovation-in-social-care"},
    "scenario": {"push": "action-embed=+"},
}


def lenses_in(part: object) -> list[object]:
    """Every ``lens`` of a result, those within others too."""
    if isinstance(part, list):
        return [found for each in part for found in lenses_in(each)]
    if not isinstance(part, dict):
        return []
    own = [part["lens"]] if "lens" in part else []
    return own + [found for key, each in part.items() if key != "lens" for found in lenses_in(each)]


def test_the_table_has_every_field_of_the_lens_in_its_order_with_its_default() -> None:
    assert [(each.name, each.default) for each in LENS_FIELDS] == [(each.name, each.default) for each in fields(Lens)]
    assert list(Lens().to_json()) == [each.name for each in LENS_FIELDS] == list(LENS)


def asked_with(client: httpx.Client, door: dict[str, Any], described: Mapping[str, Any], lens: Mapping[str, str | bool]) -> None:
    """A finding asked under these fields of the lens says in its result that they were heard, each."""
    few = {name: least for name, least in (("resamples", 5), ("draws", 20)) if name in described}
    reply = client.get(door["address"], params={**NEEDED.get(door["name"], {}), **few, **lens})
    assert (reply.status_code, reply.json()["finding"]) == (200, door["name"]), (lens, reply.text)
    assert {**Lens().to_json(), **lens} in lenses_in(reply.json()["result"]), (door["name"], lens)


def test_every_finding_takes_the_whole_lens_and_is_described_so(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for door in one_or_more(client.get("/api/findings").json()):
        described = {each["name"]: each for each in paths[door["address"]]["get"]["parameters"]}
        for each in one_or_more(LENS_FIELDS):
            assert described[each.name]["in"] == "query" and not described[each.name]["required"]
            assert described[each.name]["description"].lower() == each.help.lower()
        asked_with(client, door, described, LENS)


@pytest.mark.exhaustive
def test_every_finding_takes_each_field_of_the_lens(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for door in client.get("/api/findings").json():
        described = {each["name"]: each for each in paths[door["address"]]["get"]["parameters"]}
        for each in LENS_FIELDS:
            asked_with(client, door, described, {each.name: LENS[each.name]})


def test_questions_in_words_and_by_name(client: httpx.Client, wales: Ecosystem) -> None:
    asked = client.get("/api/ask", params={"question": "which actions address risk?"}).json()
    assert asked == wales.ask("which actions address risk?").to_json()
    assert asked["status"] == "answered"
    assert asked["claims"]
    assert client.get("/api/ask", params={"question": "what is the airspeed of a swallow"}).json()["status"] == "notUnderstood"
    named = client.get("/api/questions").json()
    with_blank = next(each for each in named if [p["name"] for p in each["parameters"]] == ["challenge"])
    reply = client.get("/api/ask", params={"question": with_blank["name"], "with": "challenge=challenge-risk"})
    assert reply.json()["question"] == with_blank["name"]


def test_entities_by_text_and_kind_in_parts(client: httpx.Client, wales: Ecosystem) -> None:
    assert client.get("/api/entities", params={"text": "comissioners"}).json()["entities"][0]["id"] == "commissioners"
    every = client.get("/api/entities", params={"limit": 500}).json()
    rest = client.get("/api/entities", params={"limit": 500, "offset": 500}).json()
    assert [each["id"] for each in (*every["entities"], *rest["entities"])] == list(wales.snapshot.records.entities)
    kind = client.get("/api/entities", params={"type": "ChallengeArea"}).json()
    assert kind["total"] >= 5
    assert client.get("/api/entities", params={"type": "Nothing"}).status_code == 404


def test_only_this_machine_by_its_own_name_and_only_origins_that_were_named(client: httpx.Client) -> None:
    assert client.get("/health", headers={"host": "evil.example"}).status_code == 400
    allowed = client.get("/health", headers={"origin": "https://example.org"})
    assert allowed.headers["access-control-allow-origin"] == "https://example.org"
    assert "access-control-allow-origin" not in client.get("/health", headers={"origin": "https://evil.example"}).headers


def test_without_origins_nobody_elses_page_may_read(wales: Ecosystem) -> None:
    from starlette.testclient import TestClient

    from trosol.serve import application

    inside = TestClient(application(wales), base_url="http://127.0.0.1")
    reply = inside.get("/health", headers={"origin": "https://example.org"})
    assert "access-control-allow-origin" not in reply.headers
    assert reply.headers["cross-origin-resource-policy"] == "same-origin"


def test_a_surprise_inside_shows_nothing_of_it(wales: Ecosystem, monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.testclient import TestClient

    from trosol.serve import application

    def fails(*_given: object, **_named: object) -> None:
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr(Ecosystem, "find", fails)
    inside = TestClient(application(wales), base_url="http://127.0.0.1", raise_server_exceptions=False)
    reply = inside.get("/api/entities", params={"text": "x"})
    assert reply.status_code == 500
    assert reply.json()["code"] == "server-error"
    assert "secret" not in reply.text


def test_void_says_what_the_data_is(client: httpx.Client, wales: Ecosystem) -> None:
    for address in ("/void", "/.well-known/void"):
        graph = rdflib.Graph().parse(data=client.get(address).text, format="turtle")
        void = rdflib.Namespace("http://rdfs.org/ns/void#")
        data = rdflib.URIRef(wales.dataset.iri)
        assert int(str(graph.value(data, void.triples))) == len(wales.snapshot.triples)
        [dump] = graph.objects(data, void.dataDump)
        assert httpx.get(str(dump), timeout=HANG, trust_env=False).text.count("\n") > len(wales.snapshot.triples)


def test_every_json_door_is_described(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/entities", "/api/entities/{key}", "/api/ask", "/api/questions", "/health"} <= set(paths)
    assert {path.rpartition("/")[2].replace("-", "_") for path in paths if path.startswith("/api/findings/")} == set(FINDINGS)
