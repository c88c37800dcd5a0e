"""Checks on columns and in the engine: the same answers, whatever is wrong with the data."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from damaged_triples import EXAMPLES, columns_of, damaged
from one_or_more import one_or_more
from trosol.check import engine_values
from trosol.check.column_queries import ColumnQueries
from trosol.check.numbered_columns import Columns
from trosol.check.queries import check_queries, read_queries
from trosol.check.query_patterns import NotRead, read_select
from trosol.check.query_terms import TermNumbers
from trosol.check.solution_tables import ONE, Table
from trosol.rdf.claim_pattern import to_triples
from trosol.rdf.engine import Iri, Literal, Store, Triple, parse
from trosol.rdf.iris import OWL, RDF, RDFS, SKOS, TRO
from trosol.read.sources import Reading, read_ecosystem
from trosol.resources import ontology_dir

CHECKS = read_queries(ontology_dir() / "checks")


@pytest.fixture(scope="module")
def textiles() -> Reading:
    return read_ecosystem("circular-textiles-vellana")


def alike(data: list[Triple], queries: dict[str, str], unread: int = 0) -> Counter[str]:
    """Number of answers of each query, which are the same in both ways; ``unread``: how many may be left to the engine."""
    columns, store = ColumnQueries(columns_of(data)), Store(data)
    found, left = Counter[str](), 0
    for name, text in queries.items():
        mine, answer = columns.answer(text), store.select(text)
        left += mine is None
        assert left <= unread, name
        if mine is not None:
            assert mine[0] == answer.columns, name
            assert Counter(mine[1]) == Counter(answer.rows), name
        found[name] = len(answer.rows)
    return found


def odd_terms(chance: random.Random, triples: list[Triple]) -> list[Triple]:
    """Things that are wrong with terms and claims in ways that a blind change seldom hits."""
    terms = [t.subject for t in triples if t.predicate.value == RDFS + "subClassOf" and isinstance(t.subject, Iri)]
    claims = [t.subject for t in triples if t.predicate.value == TRO + "claimObject"]
    relations = [t.object for t in triples if t.predicate.value == TRO + "claimPredicate"]
    found = []
    for _ in range(12):
        one, other = chance.choices(terms, k=2)
        claim, other_claim = chance.choices(claims, k=2)
        found += chance.choice(
            [
                [Triple(one, Iri(RDFS + "subClassOf"), other)],
                [Triple(one, Iri(OWL + "deprecated"), Literal("true", datatype=Iri("http://www.w3.org/2001/XMLSchema#boolean")))],
                [Triple(one, Iri(RDFS + "label"), Literal(" Two  labels ", language="en"))],
                [Triple(one, Iri(SKOS + "definition"), Literal("Another.", language="en"))],
                [Triple(claim, Iri(TRO + "claimPredicate"), chance.choice(relations))],
                [Triple(claim, Iri(TRO + "stance"), Iri("https://w3id.org/trosol/schemes/stance/negates"))],
                [Triple(claim, Iri(TRO + "voice"), chance.choice(claims))],
                [
                    Triple(other_claim, t.predicate, t.object)
                    for t in triples
                    if t.subject == claim and t.predicate.value.startswith(TRO + "claim")
                ],
            ]
        )
    return found


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.exhaustive) for seed in range(2, 14))])
def test_damaged_data_has_the_same_answers_in_both_ways(seed: int, textiles: Reading) -> None:
    chance = random.Random(seed)
    whole = to_triples(textiles.records, textiles.ontology) + list(textiles.vocabulary.triples)
    data = [*damaged(whole, chance, 150), *odd_terms(chance, whole)]
    found = alike(data, {query.name: query.text for query in CHECKS}, unread=2)
    assert sum(many > 0 for many in found.values()) > len(CHECKS) / 4, "many checks have something to say"


def test_every_example_has_the_same_answers_in_both_ways(textiles: Reading) -> None:
    """All examples of the ontology, the passing and the failing, each with blank nodes of its own."""
    data = [t for path in EXAMPLES for t in parse(path.read_bytes(), where=path.name)] + list(textiles.vocabulary.triples)
    assert alike(data, {query.name: query.text for query in CHECKS}).total() > 50


DATA = """
@prefix : <https://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:a :up :b . :b :up :c . :c :up :b . :d :up :d . :e :name "E"@en , "e" , "Ë\\n\\"x\\""@cy . :a :name "A" . :b :name "a"@en ; :n 5 ; :likes :a , :b , [ :name "x" ] .
:a :n 5 , 7.5 ; :likes :c , "c" ; :gone true . :d :gone "1"^^xsd:boolean ; :says :likes . :c a :Thing ; :likes :c . :f :up "text" .
"""
QUERIES = (
    "?x | ?x :up* :b",
    "?x ?y | ?x :up+ ?y",
    "?y | :a :up* ?y",
    "?x ?y ?z | ?x :likes ?y . ?y :up* ?z",
    "?x | ?x :likes ?x",
    "?x ?y | ?x :likes|:up ?y",
    "?x ?y ?z | ?x a ?kind ; :likes ?y , ?z",
    "?x | ?x :gone true",
    "?a ?b | ?x :says ?p . ?a ?p ?b",
    "?x ?p | ?x ?p :b",
    "?x ?y | ?x :likes ?y MINUS { ?y :up ?z }",
    "?x ?y | ?x :likes ?y MINUS { ?a :up ?z }",
    "?x ?y | ?x :likes ?y FILTER NOT EXISTS { ?a :says ?z }",
    "?x ?y | ?x :likes ?y FILTER NOT EXISTS { ?y :up ?z }",
    "?x ?y | ?x :likes ?y FILTER ( ?x != ?y )",
    "?x ?z | ?x :n ?y . ?z :n ?w FILTER ( ?y = ?w && ?x != ?z )",
    "?x ?y | ?x :n ?y FILTER ( ?y < 6 || EXISTS { ?x :up ?z } )",
    "?x ?y ?w | ?x :name ?y . ?z :name ?w FILTER ( STR(?y) < STR(?w) )",
    "?x ?z | ?x :up ?y . ?z :up ?w FILTER ( STR(?x) > STR(?z) )",
    "?x ?y ?z | ?x :likes ?y OPTIONAL { ?y :name ?z }",
    "?x ?y ?z | ?x :likes ?y OPTIONAL { ?y :name ?z } FILTER ( BOUND(?z) )",
    "?x ?y ?z | { ?x :up ?y } UNION { ?x :likes ?z } FILTER ( ISIRI(?x) )",
    "?x ?y | VALUES ?x { :a :b } ?x :likes ?y",
    '?x ?y ?z | VALUES (?x ?z) { (:a 1) (:b "two") } ?x :likes ?y',
    "?x ?z | ?x :name ?y BIND ( LANG(?y) AS ?z )",
    "?x ?z | ?x :name ?y BIND ( LCASE(STR(?y)) AS ?k ) { ?z :name ?w BIND ( LCASE(STR(?w)) AS ?k ) }",
    "?x ?y ?many | ?x :up ?y { SELECT ?x (COUNT(?n) AS ?many) WHERE { ?x :name ?n } GROUP BY ?x }",
    "?x ?z | { SELECT DISTINCT ?x WHERE { ?x :likes ?y MINUS { ?y :up ?z } } } ?x :up ?z",
)
HEAD = "PREFIX : <https://example.org/>\n"


@pytest.fixture(scope="module")
def small() -> list[Triple]:
    return parse(DATA.encode(), where="small.ttl")


def test_each_pattern_has_the_same_answers_in_both_ways(small: list[Triple]) -> None:
    found = alike(small, {text: HEAD + "SELECT " + text.replace(" | ", " WHERE { ", 1) + " }" for text in QUERIES})
    assert sum(many > 0 for many in found.values()) > len(QUERIES) - 3


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?x { ?x :up* ?y }",
        "SELECT ?x { ?x :likes ?y OPTIONAL { ?y :name ?z } ?x :name ?z }",
        "SELECT ?x { ?x :likes ?y OPTIONAL { ?y :name ?z FILTER ( ?x != ?y ) } }",
        "SELECT ?x { ?x :likes ?y FILTER NOT EXISTS { ?y :up ?z MINUS { ?z :name ?w } } }",
        "SELECT ?x { ?x :name ?y BIND ( LCASE(?y) AS ?z ) ?a :name ?z }",
        "SELECT ?x ?z { ?x :n ?y . ?z :n ?y }",
        "SELECT ?x { ?x :up/:up ?y }",
        "SELECT ?x { ?x ^:up ?y }",
        "SELECT ?x { ?x :up ?y } LIMIT 1",
        "SELECT ?x { GRAPH ?g { ?x :up ?y } }",
        "ASK { ?x :up ?y }",
    ],
)
def test_what_is_not_certain_to_mean_the_same_is_not_answered(text: str, small: list[Triple]) -> None:
    assert ColumnQueries(columns_of(small)).answer(HEAD + text) is None


def test_every_check_that_ships_is_read() -> None:
    for query in one_or_more(CHECKS):
        try:
            assert read_select(query.text).shown[0] == "?subject"
        except NotRead as error:
            pytest.fail(f"{query.name}: {error}")


@pytest.mark.parametrize("own", [pytest.param(True, marks=pytest.mark.exhaustive), False])
def test_what_is_not_read_goes_to_the_engine(own: bool, textiles: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    records = textiles.records
    key = next(iter(records.entities))
    entities = {**records.entities, f"{key}-twin": replace(records.entities[key], id=f"{key}-twin")}
    places = {**records.places, ("entities", f"{key}-twin"): records.places["entities", key]}
    reading = replace(
        textiles,
        records=replace(records, entities=entities, places=places),
        vocabulary=textiles.vocabulary if own else replace(textiles.vocabulary, own=()),
    )
    assert reading.vocabulary.own if own else not reading.vocabulary.own
    found = check_queries(reading, ontology_dir() / "checks")
    assert "entity-label-twice" in {problem.code for problem in found}
    monkeypatch.setattr(ColumnQueries, "answer", lambda *_: None)
    assert check_queries(reading, ontology_dir() / "checks") == found


def test_what_the_ontology_says_too_stands_once(textiles: Reading) -> None:
    data = to_triples(textiles.records, textiles.ontology)
    lines = [f"{t.subject} {t.predicate} {t.object} ." for t in data[:50]]
    base = columns_of(data)
    more = Columns([*lines, f"<x:a> <{RDF}type> <x:B> ."], base)
    assert len(more.pairs(f"<{RDF}type>")[0]) == len(base.pairs(f"<{RDF}type>")[0]) + 1
    assert more.terms[: len(base.terms)] == base.terms


def test_values_of_the_expressions_asked_for_last_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[str]()

    def last(_terms: TermNumbers, _table: Table, text: str, *_: str) -> list[str | None]:
        asked.append(text)
        return [text]

    monkeypatch.setattr(engine_values, "_ROWS", {})
    monkeypatch.setattr(engine_values, "_KEPT_TEXTS", 2)
    monkeypatch.setattr(engine_values, "_last", last)
    terms = TermNumbers(columns_of([]))
    for text in ("1", "2", "1", "3", "1", "3", "2"):
        assert engine_values.by_row(terms, ONE, text, text, "") == [text]
    assert asked == ["1", "2", "3", "2"]
    assert len(engine_values._ROWS) == 2
