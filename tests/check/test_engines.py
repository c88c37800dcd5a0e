"""Shapes by columns and by pySHACL: whoever does not conform is sent to pySHACL, whatever is wrong with the data."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builders import tiny
from damaged_triples import EXAMPLES, columns_of, damaged
from picked import few_first
from trosol.check import shapes as module
from trosol.check.numbered_columns import Columns
from trosol.check.shapes import check_shapes, data_lines, read_shapes, suspects, triples_around, validate
from trosol.rdf.claim_pattern import record_iri, to_triples
from trosol.rdf.engine import Iri, Triple, parse, parse_shipped
from trosol.read.sources import Reading, read_ecosystem
from trosol.resources import ontology_dir

SHAPES = read_shapes(ontology_dir() / "shapes")


@pytest.fixture(scope="module")
def textiles() -> Reading:
    """As if its terms were Trosol's own: what stands in modules is checked in a process of its own, by one engine."""
    found = read_ecosystem("circular-textiles-vellana")
    return replace(found, vocabulary=replace(found.vocabulary, own=()))


def who_conforms_not(data: list[Triple], shapes: list[Triple]) -> tuple[set[str], set[str]]:
    """Named nodes that pySHACL complains of, and those that the columns send it."""
    found = {row[0] for row in validate(data, shapes) if ":" in row[0]}
    return found, set(suspects(columns_of(data), shapes) or ())


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", few_first(range(2), [0]))
def test_damaged_data_has_the_same_culprits_in_both_engines(seed: int, textiles: Reading) -> None:
    whole = to_triples(textiles.records, textiles.ontology)
    data = [*damaged(whole, random.Random(seed), 60), *module._class_tree(textiles)]
    found = validate(data, SHAPES)
    assert found
    who = suspects(columns_of(data), SHAPES)
    assert who is not None
    assert {row[0] for row in found} <= who
    assert len(who) < 100, "those that nobody complains of are few"
    near = triples_around(columns_of(data), list(dict.fromkeys(module._lines(data).splitlines())), SHAPES, who)
    assert validate(near, SHAPES, who) == found


def test_every_example_has_the_same_culprits_in_both_engines() -> None:
    """All examples of the ontology at once, the passing and the failing, each with blank nodes of its own."""
    tree = read_ecosystem("circular-textiles-vellana")
    data = [t for path in EXAMPLES for t in parse(path.read_bytes(), where=path.name)] + module._class_tree(tree)
    found, who = who_conforms_not(data, SHAPES)
    assert len(found) > 10
    assert found <= who
    assert len(who - found) < 10


DATA = """
@prefix : <https://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Cat rdfs:subClassOf :Animal . :Animal rdfs:subClassOf :Cat .
:a a :Cat ; :name "Mog"@en , "Mòg"@gd ; :age 5 ; :likes :b , :c ; :code "A-1" ; :born "2020-02-30"^^xsd:date ; :least 2 ; :most 7 .
:b a :Dog ; :name "Rex"@en , "Rexie"@en ; :age "five" , 7.5 ; :likes :b , "b" ; :code "a-1" , "B\\n2" ; :born "2020-02-28"^^xsd:date ; :least 9 ; :most 7 .
:c a :Animal ; :name "Nobody" , ""@cy ; :age -1 , "007"^^xsd:integer ; :code <https://example.org/A-9> ; :least 1 , 8 ; :most 8 , 9.5 .
:d a :Thing ; :name "Thing"@en-GB ; :likes [ :name "x" ] ; :age "12"^^xsd:string , "1e3"^^xsd:double ; :least "x" ; :most 1 ; :born "2020" .
"""
CONSTRAINTS = (
    "sh:path :name ; sh:minCount 2",
    "sh:path :likes ; sh:maxCount 1",
    "sh:path :name ; sh:uniqueLang true",
    'sh:path :name ; sh:languageIn ( "en" "cy" )',
    'sh:path :name ; sh:not [ sh:languageIn ( "en" ) ]',
    'sh:path :code ; sh:pattern "^A-[0-9]"',
    'sh:path :code ; sh:pattern "^a" ; sh:flags "i"',
    'sh:path :code ; sh:not [ sh:pattern "[0-9]$" ]',
    "sh:path :name ; sh:minLength 1 ; sh:maxLength 5",
    "sh:path :age ; sh:datatype xsd:integer",
    "sh:path :age ; sh:not [ sh:datatype xsd:string ]",
    "sh:path :born ; sh:datatype xsd:date",
    "sh:path :age ; sh:minInclusive 0 ; sh:maxExclusive 7.5",
    "sh:path :age ; sh:not [ sh:minExclusive 5 ]",
    "sh:path :least ; sh:lessThanOrEquals :most",
    "sh:path :least ; sh:lessThan :most",
    "sh:path :least ; sh:disjoint :most",
    "sh:path :least ; sh:equals :most",
    "sh:path :likes ; sh:class :Cat",
    "sh:path :likes ; sh:nodeKind sh:IRI",
    "sh:path :likes ; sh:nodeKind sh:BlankNodeOrIRI",
    "sh:path :likes ; sh:hasValue :b",
    "sh:path :age ; sh:hasValue 7",
    'sh:path :likes ; sh:in ( :b "b" )',
    "sh:path :age ; sh:in ( 5 -1 7 )",
    "sh:path [ sh:inversePath :likes ] ; sh:maxCount 0",
    "sh:path [ sh:inversePath :likes ] ; sh:class :Animal",
    "sh:path ( :likes :name ) ; sh:minCount 1",
    "sh:path [ sh:zeroOrMorePath :likes ] ; sh:class :Animal",
    "sh:path :likes ; sh:property [ sh:path :name ; sh:maxCount 1 ]",
    "sh:path :likes ; sh:node [ sh:not [ sh:class :Dog ] ]",
    "sh:path :likes ; sh:qualifiedValueShape [ sh:class :Cat ] ; sh:qualifiedMinCount 1",
    "sh:not [ sh:property [ sh:path :likes ; sh:hasValue :b ] ]",
    "sh:or ( [ sh:property [ sh:path :name ; sh:minCount 3 ] ] [ sh:not [ sh:class :Cat ] ] )",
    "sh:and ( [ sh:class :Animal ] [ sh:property [ sh:path :age ; sh:maxCount 1 ] ] )",
    "sh:xone ( [ sh:class :Animal ] [ sh:property [ sh:path :name ; sh:minCount 2 ] ] )",
    "sh:closed true ; sh:property [ sh:path :name ]",
    "sh:deactivated true ; sh:class :Nothing",
    "sh:property [ sh:deactivated true ; sh:path :name ; sh:maxCount 0 ]",
)
TARGETS = (
    "sh:targetClass :Cat , :Dog , :Thing",
    "sh:targetSubjectsOf :age",
    "sh:targetObjectsOf :likes",
    "sh:targetNode :a , :b , :nobody",
)


@pytest.fixture(scope="module")
def animals() -> list[Triple]:
    return parse_shipped(DATA.encode(), where="animals.ttl")


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_no_culprit_of_any_constraint_is_missed(constraint: str, animals: list[Triple]) -> None:
    """What is evaluated here, and what is not: pySHACL says the same of those sent to it as of all. Each under two ways to aim, in turn."""
    at = CONSTRAINTS.index(constraint)
    prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <https://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
    for target in (TARGETS[at % 4], TARGETS[(at + 1) % 4]):
        kind = "sh:PropertyShape" if constraint.startswith("sh:path") else "sh:NodeShape"
        shapes = parse_shipped(f"{prefixes} :S a {kind} ; {target} ; {constraint} .".encode(), where="shapes.ttl")
        who = suspects(columns_of(animals), shapes)
        assert who is not None
        near = triples_around(columns_of(animals), module._lines(animals).splitlines(), shapes, who)
        everything = [row for row in validate(animals, shapes) if ":" in row[0]]
        assert [row for row in validate(near, shapes, who) if ":" in row[0]] == everything, target


@pytest.mark.parametrize("ecosystem", few_first(["tiny", "textiles"], ["tiny"]))
def test_without_the_columns_nothing_is_different(
    ecosystem: str, textiles: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(module, "suspects", lambda columns, shapes, **_: asked.append(len(shapes)))
    reading = textiles if ecosystem == "textiles" else read_ecosystem(tiny(tmp_path))
    assert check_shapes(reading, ontology_dir() / "shapes") == []
    assert asked


def test_shapes_that_stand_within_themselves_are_left_to_the_other_engine(animals: list[Triple]) -> None:
    prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <https://example.org/> ."
    shapes = parse_shipped(
        f"{prefixes} :S a sh:NodeShape ; sh:targetSubjectsOf :likes ; sh:node :S .".encode(), where="shapes.ttl"
    )
    assert suspects(columns_of(animals), shapes) is None


@pytest.mark.exhaustive
def test_a_change_is_found_by_looking_around_it_alone(textiles: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entity that is no longer one breaks the claims around it: they are looked at, others are not."""
    records = textiles.records
    busiest = max(records.entities, key=lambda key: sum(key in (c.subject, c.object) for c in records.claims.values()))
    iri = record_iri(records.dataset, "entities", busiest)
    lines = [
        line for line in data_lines(textiles) if not line.startswith(f"<{iri}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>")
    ]
    monkeypatch.setattr(module, "data_lines", lambda _: iter(lines))
    monkeypatch.setattr(module, "data_columns", lambda _: Columns(lines))
    everywhere = check_shapes(textiles, ontology_dir() / "shapes")
    looked: list[Any] = []
    real = module.validate

    def watched(data: list[Triple], shapes: list[Triple], only: Any) -> Any:
        looked.append(only)
        return real(data, shapes, only)

    monkeypatch.setattr(module, "suspects", lambda *_, **__: None)
    monkeypatch.setattr(module, "validate", watched)
    assert check_shapes(textiles, ontology_dir() / "shapes", {iri}) == everywhere != []
    assert len(looked[0]) < len(records.entities) + len(records.claims)


@pytest.mark.exhaustive
def test_shapes_aimed_at_all_nodes_find_what_shapes_find(textiles: Reading) -> None:
    own = [*SHAPES, *textiles.vocabulary.own]
    data = [*damaged(to_triples(textiles.records, textiles.ontology), random.Random(7), 60), *module._class_tree(textiles)]
    everybody = {t.subject.value for t in data if isinstance(t.subject, Iri)}
    assert validate(data, own, everybody) == validate(data, own) != []
