"""Shapes by the compiled engine and by pySHACL: whoever does not conform is the same, whatever is wrong with the data."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from trosol.check import shapes as module
from trosol.check.shapes import check_shapes, read_shapes, suspects, validate
from trosol.rdf.claim_pattern import record_iri, to_triples
from trosol.rdf.engine import Iri, Literal, Triple, parse
from trosol.read.sources import Reading, read_ecosystem
from trosol.resources import ontology_dir

SHAPES = read_shapes(ontology_dir() / "shapes")
EXAMPLES = sorted((ontology_dir() / "examples").rglob("*.ttl"))


def damaged(triples: list[Triple], chance: random.Random, times: int) -> list[Triple]:
    """Triples with some left out, swapped, moved to another predicate, replaced by text or doubled."""
    found = list(triples)
    for _ in range(times):
        at = chance.randrange(len(found))
        some, other = found[at], chance.choice(triples)
        found[at : at + 1] = chance.choice(
            [
                [],
                [Triple(some.subject, some.predicate, other.object)],
                [some, Triple(some.subject, other.predicate, some.object)],
                [Triple(some.subject, some.predicate, Literal("odd"))],
                [some, Triple(some.subject, some.predicate, Literal("rhyfedd", language="cy"))],
            ]
        )
    return found


@pytest.fixture(scope="module")
def textiles() -> Reading:
    """As if its terms were Trosol's own: what stands in modules is checked in a process of its own, by one engine."""
    found = read_ecosystem("circular-textiles-vellana")
    return replace(found, vocabulary=replace(found.vocabulary, own=()))


@pytest.mark.parametrize("seed", range(2))
def test_damaged_data_has_the_same_culprits_in_both_engines(seed: int, textiles: Reading) -> None:
    whole = to_triples(textiles.records, textiles.ontology)
    data = [*damaged(whole, random.Random(seed), 60), *module._class_tree(textiles)]
    found = validate(data, SHAPES)
    assert found
    who = suspects(data, SHAPES)
    assert who is not None
    assert {*who} == {row[0] for row in found}
    assert validate(data, SHAPES, who) == found


def test_every_example_has_the_same_culprits_in_both_engines() -> None:
    """All examples of the ontology at once, the passing and the failing, each with blank nodes of its own."""
    tree = read_ecosystem("circular-textiles-vellana")
    data = [t for path in EXAMPLES for t in parse(path.read_bytes(), where=path.name)] + module._class_tree(tree)
    found = validate(data, SHAPES)
    named = {row[0] for row in found if row[0].startswith("http")}
    assert len(named) > 10
    assert {iri for iri in suspects(data, SHAPES) or () if iri.startswith("http")} == named


def test_without_the_compiled_engine_nothing_is_different(textiles: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(module, "suspects", lambda data, shapes: asked.append(len(data)))
    assert check_shapes(textiles, ontology_dir() / "shapes") == []
    assert asked


def test_a_change_is_found_by_looking_around_it_alone(textiles: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entity that is no longer one breaks the claims around it: they are looked at, others are not."""
    records = textiles.records
    busiest = max(records.entities, key=lambda key: sum(key in (c.subject, c.object) for c in records.claims.values()))
    iri = record_iri(records.dataset, "entities", busiest)
    whole = to_triples(records, textiles.ontology)
    data = [
        t for t in whole if not isinstance(t.subject, Iri) or t.subject.value != iri or not t.predicate.value.endswith("#type")
    ]
    monkeypatch.setattr(module, "to_triples", lambda *_: data)
    everywhere = check_shapes(textiles, ontology_dir() / "shapes")
    looked: list[Any] = []
    real = module.validate

    def watched(data: list[Triple], shapes: list[Triple], only: Any) -> Any:
        looked.append(only)
        return real(data, shapes, only)

    monkeypatch.setattr(module, "suspects", lambda *_: None)
    monkeypatch.setattr(module, "validate", watched)
    assert check_shapes(textiles, ontology_dir() / "shapes", {iri}) == everywhere != []
    assert len(looked[0]) < len(records.entities) + len(records.claims)


def test_shapes_aimed_at_all_nodes_find_what_shapes_find(textiles: Reading) -> None:
    own = [*SHAPES, *textiles.vocabulary.own]
    data = [*damaged(to_triples(textiles.records, textiles.ontology), random.Random(7), 60), *module._class_tree(textiles)]
    everybody = {t.subject.value for t in data if isinstance(t.subject, Iri)}
    assert validate(data, own, everybody) == validate(data, own) != []
