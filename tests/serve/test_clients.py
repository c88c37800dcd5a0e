"""Clients that nobody here wrote get the same answers as the library gives: rdflib's SPARQLStore, SPARQLWrapper, curl."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from typing import Any

import pytest
import rdflib

from conftest import ROOT
from ports import HANG
from trosol.ecosystem import Ecosystem

COUNT = "PREFIX tro: <https://w3id.org/trosol/ontology/> SELECT (COUNT(?c) AS ?n) { ?c a tro:Claim }"


def _tro(wales: Ecosystem) -> str:
    from trosol.rdf.iris import TRO

    return COUNT.replace("https://w3id.org/trosol/ontology/", TRO)


@pytest.mark.exhaustive
def test_rdflib_reads_it_as_a_graph_of_its_own(server: str, wales: Ecosystem) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = rdflib.Graph(SPARQLStore(f"{server}/sparql"))
    row: Any
    [row] = graph.query(_tro(wales))
    assert int(row[0]) == len(wales.snapshot.records.claims)
    commissioners = rdflib.URIRef(wales.snapshot.iri("entities", "commissioners"))
    here = {(str(p), str(o)) for p, o in graph.predicate_objects(commissioners)}
    there = {(str(p), str(o)) for p, o in wales.graph.predicate_objects(commissioners)}
    assert here == there != set()


@pytest.mark.exhaustive
def test_sparqlwrapper_reads_json_xml_csv_and_triples(server: str, wales: Ecosystem) -> None:
    from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

    claims = len(wales.snapshot.records.claims)
    wrapper: Any = SPARQLWrapper(f"{server}/sparql")
    wrapper.setQuery(_tro(wales))
    wrapper.setReturnFormat(JSON)
    assert int(wrapper.queryAndConvert()["results"]["bindings"][0]["n"]["value"]) == claims
    wrapper.setMethod("POST")
    assert int(wrapper.queryAndConvert()["results"]["bindings"][0]["n"]["value"]) == claims
    wrapper.setReturnFormat(XML)
    assert wrapper.queryAndConvert().getElementsByTagName("literal")[0].firstChild.data == str(claims)
    wrapper.setReturnFormat(CSV)
    assert wrapper.queryAndConvert().decode().split() == ["n", str(claims)]
    wrapper.setQuery("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 7")
    wrapper.setReturnFormat(TURTLE)
    assert len(rdflib.Graph().parse(data=wrapper.queryAndConvert(), format="turtle")) == 7


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here")
def test_curl_gets_json_turtle_and_a_304(server: str, wales: Ecosystem) -> None:
    def curl(*words: str) -> str:
        return subprocess.run(["curl", "-sS", "--noproxy", "*", *words], capture_output=True, text=True, check=True).stdout

    found = json.loads(curl("--data-urlencode", f"query={_tro(wales)}", f"{server}/sparql"))
    assert found["results"]["bindings"][0]["n"]["value"] == str(len(wales.snapshot.records.claims))
    turtle = curl("-H", "Accept: text/turtle", f"{server}/entity/commissioners")
    about = rdflib.Graph().parse(data=turtle, format="turtle")
    assert (rdflib.URIRef(wales.snapshot.iri("entities", "commissioners")), None, None) in about
    head = curl("-I", f"{server}/ontology")
    tag = next(line.partition(": ")[2].strip() for line in head.splitlines() if line.lower().startswith("etag"))
    again = curl("-o", "/dev/null", "-w", "%{http_code} %{size_download}", "-H", f"If-None-Match: {tag}", f"{server}/ontology")
    assert again == "304 0"


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here")
def test_the_commands_that_the_documents_show_answer(server: str) -> None:
    text = (ROOT / "docs" / "programs.md").read_text(encoding="utf-8")
    shown = re.findall(r"^curl .*$", text, re.MULTILINE)
    assert len(shown) == 3
    for line in shown:
        words = shlex.split(line.replace("http://127.0.0.1:8601", server))
        done = subprocess.run(
            [words[0], "-sS", "--fail", "--noproxy", "*", *words[1:]], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert len(done.stdout) > 50


def test_the_whole_graph_read_back_is_the_snapshot(server: str, wales: Ecosystem) -> None:
    import httpx

    lines = httpx.get(
        f"{server}/data", params={"graph": wales.dataset.iri, "format": "ntriples"}, timeout=HANG, trust_env=False
    ).text
    assert lines.count("\n") == len(wales.snapshot.triples)
    both = httpx.get(f"{server}/data?default", headers={"accept": "application/n-triples"}, timeout=HANG, trust_env=False).text
    assert set(lines.splitlines()) < set(both.splitlines())
