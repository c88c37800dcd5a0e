"""A store as the home of an ecosystem: what comes back is what went in, and every answer is the same."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from builders import DATASET, furnished, rows_with, tiny
from conftest import WALES
from servers import wire
from trosol import Ecosystem
from trosol.cli.main import main
from trosol.errors import TrosolError, WrongUse
from trosol.files import Folder
from trosol.networks import Lens, network
from trosol.networks.stored import stored_links, stored_network
from trosol.rdf.iris import TRO
from trosol.read.own_questions import own_questions
from trosol.sparql import Limits
from trosol.sparql.at_store import ask_store
from trosol.triplestore import Wire, ecosystems, fetch, find, parse_address, put
from trosol.triplestore.named_graphs import pattern

VELLANA = "circular-textiles-vellana"


def written(ecosystem: Ecosystem, address: str, update: str = "") -> None:
    snapshot = ecosystem.snapshot
    questions = own_questions(ecosystem.dataset.iri, Folder(ecosystem.path)) if ecosystem.path and ecosystem.path.is_dir() else []
    triples = (*snapshot.vocabulary.own, *snapshot.triples, *questions)
    put(Wire(parse_address(address, update)), ecosystem.dataset.iri, triples)


def nodes_and_edges(graph: object) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    return dict(graph.nodes(data=True)), {(a, b): told for a, b, told in graph.edges(data=True)}  # type: ignore[attr-defined]


LENSES = (
    Lens(),
    Lens(stated_only=True, min_confidence="medium"),
    Lens(include_hypothetical=True),
    Lens(min_confidence="high"),
)


def lenses(ecosystem: Ecosystem) -> list[Lens]:
    """Some of each kind, with a voice and a horizon of the ecosystem's own."""
    from trosol.networks.lens import horizon_members, voices

    found = [*LENSES, *(Lens(voice=voice) for voice in voices(ecosystem.snapshot)[:2])]
    return [*found, *(Lens(horizon=horizon) for horizon in tuple(horizon_members(ecosystem.snapshot))[:1])]


def beside_each_other(home: Wire, address: str, first: Ecosystem, second: Ecosystem) -> None:
    """Both in one store, put there one after the other, and read back."""
    for ecosystem in (first, second):
        written(ecosystem, address)
    assert [each.name for each in ecosystems(home)] == sorted(each.dataset.name for each in (first, second))
    for ecosystem in (first, second):
        there = Ecosystem.load(ecosystem.dataset.iri, store=address)
        assert there.digest == ecosystem.digest
        assert there.snapshot.records == ecosystem.snapshot.records  # so every finding is the same
        assert there.questions == ecosystem.questions
        assert there.networks == ecosystem.networks


def test_the_address_of_a_store_stands_for_the_one_ecosystem_in_it(oxigraph: str, tmp_path: Path) -> None:
    textiles = Ecosystem.load(VELLANA)
    written(textiles, oxigraph)
    assert Ecosystem.load(oxigraph).digest == textiles.digest
    written(Ecosystem.load(tiny(tmp_path / "tiny")), oxigraph)
    with pytest.raises(WrongUse) as refused:
        Ecosystem.load(oxigraph)
    assert refused.value.problems[0].code == "store-ecosystem-unnamed"


@pytest.mark.exhaustive
def test_two_ecosystems_live_side_by_side_and_come_back_to_the_letter(oxigraph: str, tmp_path: Path) -> None:
    home, textiles = wire(oxigraph), Ecosystem.load(VELLANA)
    beside_each_other(home, oxigraph, textiles, Ecosystem.load(tiny(tmp_path / "tiny")))
    there = Ecosystem.load(VELLANA, store=oxigraph)
    # Terms and questions of its own came along, blank nodes and all.
    assert any(str(t.object).startswith("_:") for t in there.snapshot.vocabulary.own)
    assert len(there.questions) > len(Ecosystem(there.snapshot).questions)
    alike(home, textiles, [name for name in textiles.networks if name != "path-to-goal"], lenses(textiles)[-2:-1])


def test_the_boundary_weights_and_goals_come_back_and_networks_are_alike(oxigraph: str, tmp_path: Path) -> None:
    ecosystem = Ecosystem.load(furnished(tmp_path / "tiny"))
    written(ecosystem, oxigraph)
    back = Ecosystem.load("tiny", store=oxigraph)
    assert back.digest == ecosystem.digest
    assert back.snapshot.goals == ecosystem.snapshot.goals
    assert dict(back.snapshot.weights.table) == dict(ecosystem.snapshot.weights.table)
    names = [name for name in ecosystem.networks if name != "path-to-goal"]
    alike(wire(oxigraph), ecosystem, names, (Lens(), Lens(with_study=True), Lens(stated_only=True)))


def alike(home: Wire, ecosystem: Ecosystem, names: Iterable[str], under: Iterable[Lens]) -> None:
    """A network straight from the store is the one of the whole, node for node, edge for edge, attribute for attribute."""
    stored = find(home, ecosystem.dataset.name)
    for name, lens in product(names, under):
        whole, pushed = network(ecosystem.snapshot, name, lens), stored_network(home, stored, name, lens)
        assert nodes_and_edges(pushed) == nodes_and_edges(whole), (name, lens)
        assert {**whole.graph, "snapshot": ""} == pushed.graph


def test_a_network_alone_asks_for_no_text_and_no_evidence(oxigraph: str, tmp_path: Path) -> None:
    ecosystem = Ecosystem.load(tiny(tmp_path / "tiny"))
    written(ecosystem, oxigraph)
    home = wire(oxigraph)
    stored = find(home, "tiny")
    links = stored_links(home, stored)
    ends: dict[str, Any] = {"starts": ["form"], "goals": ["care"]}
    path = stored_network(home, stored, "path-to-goal", **ends)
    assert nodes_and_edges(path) == nodes_and_edges(ecosystem.network("path-to-goal", **ends))
    assert path.number_of_edges() == 2
    assert not links.records.evidence and not any(entity.descriptions for entity in links.records.entities.values())
    with pytest.raises(WrongUse, match="lens-unknown"):
        stored_network(home, stored, "influence", Lens(voice="nobody"))
    with pytest.raises(WrongUse, match="network-unknown"):
        stored_network(home, stored, "friendship")


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA {{ GRAPH <{0}> {{ <{0}claim/c1> <{1}confidence> <https://w3id.org/trosol/schemes/confidence/low> }} }}",
        "INSERT DATA {{ GRAPH <{0}> {{ <{0}claim/c9> <{1}claimPredicate> <{1}stifles> }} }}",
        "DELETE WHERE {{ GRAPH <{0}> {{ <{0}entity/paper> ?p ?o }} }}",
        "DELETE {{ GRAPH <{0}> {{ ?s ?p ?o }} }} INSERT {{ GRAPH <{0}> {{ ?s ?p <urn:x> }} }} "
        "WHERE {{ GRAPH <{0}> {{ ?s ?p ?o }} FILTER(?p = <{1}confidence>) }}",
    ],
)
def test_what_others_broke_in_the_store_is_told(oxigraph: str, tmp_path: Path, update: str) -> None:
    ecosystem = Ecosystem.load(tiny(tmp_path / "tiny"))
    written(ecosystem, oxigraph)
    home = wire(oxigraph)
    home.change(update.format(ecosystem.dataset.iri, TRO))
    with pytest.raises(TrosolError, match="store-unsound"):
        stored_network(home, find(home, "tiny"), "voices")
    with pytest.raises(TrosolError) as raised:
        Ecosystem.load("tiny", store=oxigraph)
    assert all(problem.remedy for problem in raised.value.problems)


def test_whatever_the_size_of_pages_and_batches(oxigraph: str, tmp_path: Path) -> None:
    ecosystem = Ecosystem.load(tiny(tmp_path / "tiny"))
    for page, batch in ((1, 1), (2, 3), (7, 50), (1000, 1000)):
        small = wire(oxigraph, page=page, batch=batch)
        put(small, ecosystem.dataset.iri, ecosystem.snapshot.triples)
        assert set(fetch(small, pattern(ecosystem.dataset.iri))) == set(ecosystem.snapshot.triples)


def test_an_ecosystem_in_the_default_graph_or_in_one_of_any_name(oxigraph: str, tmp_path: Path) -> None:
    ecosystem = Ecosystem.load(tiny(tmp_path / "tiny"))
    lines = "\n".join(str(triple) + " ." for triple in ecosystem.snapshot.triples)
    home = wire(oxigraph)
    home.change(f"INSERT DATA {{ {lines} }}")
    assert find(home, "tiny").graph is None
    assert Ecosystem.load("tiny", store=oxigraph).digest == ecosystem.digest
    assert ask_store(home, find(home, "tiny"), "ASK { ?c a tro:Claim }").truth
    for name in ("urn:a", "urn:b"):
        home.change(f"INSERT DATA {{ GRAPH <{name}> {{ {lines} }} }}")
    with pytest.raises(WrongUse, match="store-ecosystem-twice"):
        find(home, "tiny")
    assert Ecosystem.load("urn:b", store=oxigraph).digest == ecosystem.digest
    written(ecosystem, oxigraph)  # the graph of its own name comes before copies
    assert find(home, "tiny").graph == ecosystem.dataset.iri


@pytest.mark.exhaustive
def test_every_verb_reads_from_the_store(
    oxigraph: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tiny(tmp_path / "mine", dataset=DATASET.replace("tiny", "region"))
    (tmp_path / "q.rq").write_text("SELECT ?c { ?c a tro:Claim } ORDER BY ?c", encoding="utf-8")
    assert main(["store", "put", "./mine", "--store", oxigraph, "--with-ontology", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["graph"] == "https://w3id.org/trosol/region/" and told["snapshot"] == Ecosystem.load(folder).digest
    name = Ecosystem.load(folder).dataset.name
    for words in (
        ["check", "{}"],
        ["show", "{}", "nurses", "--json"],
        ["networks", "{}"],
        ["questions", "{}"],
        ["ask", "{}", "what stands in the way?", "--json"],
        ["query", "{}", "q.rq", "--format", "csv"],
        ["export", "{}", "--format", "ntriples"],
    ):
        here = main([word.format("./mine") for word in words]), capsys.readouterr().out
        there = main(["--store", oxigraph, *(word.format(name) for word in words)]), capsys.readouterr().out
        if words[0] == "check":  # problems are the same, only their places have other names
            here, there = ((code, said.count("\n"), said.splitlines()[-2:]) for code, said in (here, there))  # type: ignore[assignment]
        assert here == there, words
    at_store = ["query", name, "q.rq", "--format", "csv", "--at-store", "--store", oxigraph]
    main(["query", "./mine", "q.rq", "--format", "csv"])
    here_rows = capsys.readouterr().out
    assert main(at_store) == 0
    assert capsys.readouterr().out == here_rows
    assert main(["networks", name, "--links-only", "--store", oxigraph]) == 0
    main(["networks", "./mine"])
    first, second = capsys.readouterr().out.split("network  ", 2)[1:]
    assert first.split() == second.split()
    # A path stays a path, so that both can be held against each other; and what edits a folder wants a folder.
    assert main(["diff", name, "./mine", "--store", oxigraph, "--draws", "20"]) == 0
    assert "Nothing is different" in capsys.readouterr().out
    assert main(["preview", name, "--after", "./mine", "--store", oxigraph]) == 2
    assert "store-not-here" in capsys.readouterr().err
    assert main(["check", name]) == 2  # without the store, nothing of that name is known


def test_a_query_is_refused_alike_whoever_would_run_it(oxigraph: str, tmp_path: Path) -> None:
    written(Ecosystem.load(tiny(tmp_path / "tiny")), oxigraph)
    home = wire(oxigraph)
    stored = find(home, "tiny")
    for text, code in (
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "query-reaches-out"),
        ("SELECT * FROM <urn:x> { ?s ?p ?o }", "query-reaches-out"),
        ("DROP ALL", "query-update"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "query-update"),
        ("SELECT * { ?s ?p", "query-syntax"),
        ("SELECT * { ?s nowhere:x ?o }", "query-syntax"),
    ):
        with pytest.raises(WrongUse, match=code):
            ask_store(home, stored, text)
    assert find(home, "tiny") == stored


@pytest.mark.exhaustive
def test_a_query_at_the_store_sees_this_ecosystem_alone(oxigraph: str, tmp_path: Path) -> None:
    mine = Ecosystem.load(tiny(tmp_path / "tiny"))
    other = tiny(
        tmp_path / "other", dataset=DATASET.replace("tiny", "other"), claims=rows_with("claims", 1, "predicate", "weakens")
    )
    for ecosystem in (mine, Ecosystem.load(other)):
        written(ecosystem, oxigraph)
    home = wire(oxigraph)
    stored = find(home, mine.dataset.iri)
    text = "SELECT ?c ?p { ?c a tro:Claim ; tro:claimPredicate ?p } ORDER BY ?c"
    assert ask_store(home, stored, text).rows == mine.query(text).rows
    assert not ask_store(home, stored, "ASK { GRAPH ?g { ?s ?p ?o } }").truth
    cut = ask_store(home, stored, text, Limits(rows=1))
    assert cut.cut and len(cut.rows) == 1
    triples = ask_store(home, stored, "CONSTRUCT { ?c a tro:Claim } WHERE { ?c a tro:Claim }")
    assert {row[0].value for row in triples.rows if row[0]} == {
        mine.snapshot.iri("claims", key) for key in mine.snapshot.records.claims
    }


def all_is_the_same(home: Wire, address: str, ecosystem: Ecosystem, under: Iterable[Lens] = ()) -> None:
    name = ecosystem.dataset.name
    there = Ecosystem.load(name, store=address)
    assert there.digest == ecosystem.digest
    assert there.gatekeepers(draws=20) == ecosystem.gatekeepers(draws=20)
    assert there.leverage(draws=20) == ecosystem.leverage(draws=20)
    asked = "which actions address risk?"
    assert there.ask(asked) == ecosystem.ask(asked)
    alike(home, ecosystem, [each for each in ecosystem.networks if each != "path-to-goal"], under or lenses(ecosystem))
    text = "SELECT ?c { ?c a tro:Claim } ORDER BY ?c"
    assert ask_store(home, find(home, name), text).rows == ecosystem.query(text).rows
    for truth, which in ((True, "Claim"), (False, "Nothing")):
        assert ask_store(home, find(home, name), f"ASK {{ ?c a tro:{which} }}").truth is truth


@pytest.mark.slow
@pytest.mark.parametrize("name", [VELLANA, WALES])
def test_every_network_under_many_lenses_and_every_answer(oxigraph: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TROSOL_CACHE", "off")  # an answer kept under the same hash would prove nothing
    ecosystem, other = (Ecosystem.load(each) for each in (name, WALES if name == VELLANA else VELLANA))
    beside_each_other(wire(oxigraph), oxigraph, ecosystem, other)
    all_is_the_same(wire(oxigraph), oxigraph, ecosystem)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", [VELLANA, WALES])
def test_virtuoso_too(virtuoso: tuple[str, str], name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are cut at 10,000, a thousand triples fit into a request, decimals become integers, Digest asks for the password."""
    monkeypatch.setenv("TROSOL_CACHE", "off")
    address, update = virtuoso
    ecosystem = Ecosystem.load(name)
    with pytest.raises(TrosolError, match="store-login"):
        written(ecosystem, address, update)
    monkeypatch.setenv("TROSOL_STORE_USER", "dba")
    monkeypatch.setenv("TROSOL_STORE_PASSWORD", "dba")
    written(ecosystem, address, update)
    written(ecosystem, address, update)
    all_is_the_same(wire(address), address, ecosystem, lenses(ecosystem)[::3])
