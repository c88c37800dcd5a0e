"""Ontologies of other people: in every form that is read, hung below ours for a person to judge, and the same findings in their words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from imports.maps import new_folder, records_of, said
from imports.vocabularies import FOAF, GI2MO, IN_ORG, IN_OURS, PUBLISHED, W3C_ORG
from picked import few_first
from trosol import Ecosystem
from trosol.cli.main import main
from trosol.errors import TrosolError
from trosol.files.plain_entities import without_entities
from trosol.findings import key_sets
from trosol.imports import Meanings, propose
from trosol.model.ontology import CLASS, OBJECT
from trosol.rdf.engine import parse, serialise
from trosol.rdf.iris import ROOT_CLASS, ROOT_RELATION
from trosol.read.sources import read_ecosystem

ORG = "http://www.w3.org/ns/org#"
FIRM = '@prefix x: <http://example.org/#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\nx:Firm a owl:Class ; rdfs:label "Firm"@en ; rdfs:comment "A company."@en .\n'


def written(text: str, ending: str) -> bytes:
    form = {".ttl": "turtle", ".nt": "ntriples", ".owl": "rdfxml", ".rdf": "rdfxml", ".jsonld": "jsonld"}[ending]
    return serialise(parse(text.encode(), where="x"), form)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return new_folder(tmp_path)


@pytest.mark.parametrize("ending", few_first([".ttl", ".nt", ".owl", ".rdf", ".jsonld"], [".owl"]))
def test_a_module_is_read_in_each_form_of_rdf(folder: Path, tmp_path: Path, ending: str) -> None:
    (folder / "modules" / f"own{ending}").write_bytes(written(FIRM, ending))
    assert "http://example.org/#Firm" in Ecosystem.load(folder).ontology.classes
    (folder / "modules" / f"own{ending}").unlink()
    (tmp_path / f"own{ending}").write_bytes(written(FIRM, ending))
    assert main(["module", "add", str(tmp_path / f"own{ending}"), "--into", str(folder), "--map"]) == 0
    assert Ecosystem.load(folder).ontology.is_a("http://example.org/#Firm", ["https://w3id.org/trosol/ontology/Organisation"])


def test_turtle_that_is_called_owl(folder: Path) -> None:
    (folder / "modules" / "a.owl").write_text(FIRM, encoding="utf-8")
    (folder / "modules" / "b.owl").write_text(
        "<http://example.org/#B> a <http://www.w3.org/2002/07/owl#Class> .", encoding="utf-8"
    )
    assert {"http://example.org/#Firm", "http://example.org/#B"} <= Ecosystem.load(folder).ontology.classes.keys()


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.owl", '<?xml version="1.0"?><!-- x --><Ontology xmlns="http://www.w3.org/2002/07/owl#"/>', "OWL/XML"),
        ("a.owl", "Prefix(:=<http://example.org/>)\nOntology(<http://example.org/>)", "functional"),
        ("a.ttl", "# x\nPrefix: : <http://example.org/>\nOntology: <http://example.org/>\n", "Manchester"),
        ("a.owl", "format-version: 1.2\n", "OBO"),
        ("a.jsonld", json.dumps({"@context": ["https://example.org/c", {"a": "x:a"}], "@id": "x:b"}), "never fetches"),
        ("a.jsonld", json.dumps({"@graph": [{"@context": {"@import": "https://example.org/c"}}]}), "never fetches"),
    ],
)
def test_what_is_not_read_says_how_to_save_it(folder: Path, tmp_path: Path, name: str, text: str, says: str) -> None:
    (folder / "modules" / name).write_text(text, encoding="utf-8")
    with pytest.raises(TrosolError) as error:
        read_ecosystem(folder)
    (problem,) = error.value.problems
    assert problem.code == "module-syntax"
    assert says in problem.message
    assert "ave" in problem.remedy
    (folder / "modules" / name).unlink()
    (tmp_path / name).write_text(text, encoding="utf-8")
    before = sorted(path.name for path in (folder / "modules").iterdir())
    assert main(["module", "add", str(tmp_path / name), "--into", str(folder)]) == 1
    assert sorted(path.name for path in (folder / "modules").iterdir()) == before


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a SYSTEM "file:///etc/hostname">',
        '<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">',
        '<!ENTITY % a "b"> %a;',
        '<!ENTITY a PUBLIC "x" "http://127.0.0.1:9/">',
        '<!ENTITY lt "x">',
        "<!ENTITY a '\"'>",
        "<!ELEMENT a ANY>",
    ],
)
def test_a_document_type_that_does_more_than_shorten_addresses_is_refused(folder: Path, declared: str) -> None:
    text = GI2MO.replace(
        '<!ENTITY owl "http://www.w3.org/2002/07/owl#" >', f'<!ENTITY owl "http://www.w3.org/2002/07/owl#" >{declared}'
    )
    assert without_entities(text.encode()) == text.encode()
    (folder / "modules" / "a.owl").write_text(text, encoding="utf-8")
    with pytest.raises(TrosolError, match="DOCTYPE"):
        read_ecosystem(folder)


def test_short_names_for_addresses_grow_no_further_than_some() -> None:
    text = f'<!DOCTYPE r [<!ENTITY a "{"x" * 300}">]><r>{"&a;" * 100_000}</r>'.encode()
    assert without_entities(text) == text


@pytest.mark.parametrize("name", few_first(PUBLISHED, ["gi2mo.owl"]))
def test_published_vocabularies_enter_without_an_error(folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PUBLISHED[name], encoding="utf-8")
    found = propose([tmp_path / name], folder, terms_only=True, hanging=True, unfinished=True)
    assert found.problems == ()
    assert {problem.code for problem in found.remarks if problem.severity == "error"} <= {
        "term-without-definition",
        "term-without-label",
    }
    found.write()
    assert propose([tmp_path / name], folder, terms_only=True, hanging=True, unfinished=True).nothing
    read_ecosystem(folder)


@pytest.mark.parametrize(
    ("name", "term", "above", "turned"),
    [
        ("org.ttl", ORG + "Organization", "Organisation", False),
        ("org.ttl", ORG + "FormalOrganization", "Organisation", False),
        ("org.ttl", ORG + "Role", "ActorRole", False),
        ("org.ttl", ORG + "Membership", "", False),
        ("org.ttl", ORG + "reportsTo", "directs", True),
        ("org.ttl", ORG + "memberOf", "memberOf", False),
        ("org.ttl", ORG + "hasMember", "memberOf", True),
        ("org.ttl", ORG + "headOf", "directs", False),
        ("org.ttl", ORG + "unitOf", "partOf", False),
        ("org.ttl", ORG + "member", "", False),
        ("schema.ttl", "https://schema.org/LocalBusiness", "Organisation", False),
        ("schema.ttl", "https://schema.org/Thing", "", False),
        ("schema.ttl", "https://schema.org/funder", "providesFunding", True),
        ("schema.ttl", "https://schema.org/parentOrganization", "partOf", False),
        ("foaf.ttl", "http://xmlns.com/foaf/0.1/Agent", "Actor", False),
        ("foaf.ttl", "http://xmlns.com/foaf/0.1/Organization", "Organisation", False),
        ("foaf.ttl", "http://xmlns.com/foaf/0.1/fundedBy", "providesFunding", True),
        ("gi2mo.owl", "http://purl.org/gi2mo/ns#Idea", "Action", False),
    ],
)
def test_where_a_term_is_hung(hung: dict[str, Path], name: str, term: str, above: str, turned: bool) -> None:
    ontology = Ecosystem.load(hung[name]).ontology
    root, kind = (ROOT_CLASS, CLASS) if term in ontology.classes else (ROOT_RELATION, OBJECT)
    inverse = ontology.by_inverse(term, root) if kind == OBJECT else None
    if not above:
        assert inverse is None
        assert not ontology.is_a(term, (root,))
    elif turned:
        assert inverse is not None
        assert (inverse[0].name, inverse[1]) == (above, True)
    else:
        assert inverse is None or not inverse[1]
        assert ontology.is_a(inverse[0].iri if inverse else term, [ontology.named(above, (kind,))[0].iri])


@pytest.fixture(scope="module")
def hung(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An ecosystem for each of the vocabularies, hung below ours."""
    made = {}
    for name, text in PUBLISHED.items():
        place = tmp_path_factory.mktemp("hung")
        (place / name).write_text(text, encoding="utf-8")
        made[name] = new_folder(place)
        propose([place / name], made[name], terms_only=True, hanging=True, unfinished=True).write()
    return made


def test_what_somebody_changed_in_the_alignment_stays(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "foaf.ttl").write_text(FOAF, encoding="utf-8")
    propose([tmp_path / "foaf.ttl"], folder, terms_only=True, hanging=True, unfinished=True).write()
    file = folder / "modules" / "foaf-alignment.ttl"
    changed = file.read_text(encoding="utf-8").replace("tro:Organisation", "tro:Sector")
    file.write_text(changed, encoding="utf-8")
    assert propose([tmp_path / "foaf.ttl"], folder, terms_only=True, hanging=True, unfinished=True).nothing
    assert "http://xmlns.com/foaf/0.1/Organization" in Ecosystem.load(folder).ontology.below(
        "https://w3id.org/trosol/ontology/Sector"
    )
    again = propose([tmp_path / "foaf.ttl"], folder, terms_only=True, hanging=True, unfinished=True, replacing=True)
    assert set(again.files) == {"modules/foaf-alignment.ttl"}


def test_items_beside_the_terms_are_told_and_come_in_by_import(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "org.ttl").write_text(W3C_ORG, encoding="utf-8")
    found = propose([tmp_path / "org.ttl"], folder, terms_only=True, hanging=True, unfinished=True)
    assert any("Head" in note and "trosol import" in note for note in found.left_out)
    found.write()
    brought = propose([tmp_path / "org.ttl"], folder, mapping=Meanings(voice="W3C", voice_type="Voice"))
    assert brought.problems == ()
    brought.write()
    assert "Head" in {entity.label() for entity in records_of(folder).entities.values()}


@pytest.mark.parametrize("kind", ["x:Firm", "owl:NamedIndividual, x:Firm"])
def test_items_in_a_module_are_not_passed_over_in_silence(folder: Path, kind: str) -> None:
    (folder / "modules" / "own.ttl").write_text(f'{FIRM}x:mill a {kind} ; rdfs:label "Mill" .', encoding="utf-8")
    assert "module-individuals" in {problem.code for problem in read_ecosystem(folder).remarks}


def test_an_ecosystem_in_w3c_org_alone_has_the_gatekeepers_that_it_has_in_our_words(tmp_path: Path) -> None:
    found, ties = [], []
    for name, text in (("org", IN_ORG), ("ours", IN_OURS)):
        (tmp_path / name).mkdir()
        folder = new_folder(tmp_path / name)
        (tmp_path / f"{name}.ttl").write_text(W3C_ORG, encoding="utf-8")
        propose([tmp_path / f"{name}.ttl"], folder, terms_only=True, hanging=True, unfinished=True).write()
        path = tmp_path / (f"{name}-data.ttl" if name == "org" else f"{name}-data.csv")
        path.write_text(text, encoding="utf-8")
        meanings = Meanings(voice="Workshop", voice_type="Voice", types={"(none)": "Organisation"}, undirected="as drawn")
        brought = propose([path], folder, mapping=meanings, unfinished=True)
        assert brought.problems == ()
        brought.write()
        ecosystem = Ecosystem.load(folder)
        labels = {key: ecosystem.snapshot.entity(key).label() for key in ecosystem.snapshot.records.entities}
        sets = key_sets(ecosystem.snapshot, k=2, resamples=20)
        assert not sets.not_enough
        best = [(each.k, each.objective, each.score, [one.members for one in each.sets]) for each in sets.found]
        gates = [(row.label, len(row.by_rule)) for row in ecosystem.gatekeepers(draws=20).matrix]
        assert gates == [("Guild", 3)]
        found.append((labels, sorted(ecosystem.network("actors").edges()), best, gates))
        ties.append(said(folder))
    assert found[0] == found[1]
    assert ("Guild", "directs", "Shop") in ties[0]  # reports to, the other way round


def test_a_claim_in_a_relation_of_others_counts_as_ours_from_the_other_end(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "org.ttl").write_text(W3C_ORG, encoding="utf-8")
    propose([tmp_path / "org.ttl"], folder, terms_only=True, hanging=True, unfinished=True).write()
    (tmp_path / "data.ttl").write_text(IN_ORG, encoding="utf-8")
    propose([tmp_path / "data.ttl"], folder, mapping=Meanings(voice="Workshop", voice_type="Voice")).write()
    before = said(folder)
    lines = (folder / "claims.csv").read_text(encoding="utf-8").splitlines()
    for at, line in enumerate(lines):
        key, subject, predicate, end, *rest = line.split(",")
        if predicate == "directs":
            lines[at] = ",".join((key, end, "org:reportsTo", subject, *rest))
    (folder / "claims.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert "org:reportsTo" in "".join(lines)
    assert said(folder) == before
