"""A Turtle file in the modules folder is part of the ontology: new terms work everywhere, broken ones are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import rows_plus, tiny
from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError
from trosol.export import export
from trosol.read.sources import read_ecosystem
from trosol.views.maps.map_view import focus_map
from trosol.views.maps.vis_network import standalone_page

HEAD = """
@prefix tro: <https://w3id.org/trosol/ontology/> . @prefix my: <https://example.org/mine#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
"""
MODULE = """
my:FundingStream a owl:Class ; rdfs:subClassOf tro:Intervention ; rdfs:label "Funding stream"@en ; tro:colour "#123456" .
my:funds a owl:ObjectProperty ; rdfs:subPropertyOf tro:strengthens ; rdfs:label "funds"@en .
my:yearly a owl:DatatypeProperty ; rdfs:label "yearly"@en .
my:money a tro:ClaimNetwork ; skos:notation "money" ; rdfs:label "Money"@en ; tro:readsAs "Who pays for what."@en ;
  tro:nodeClass tro:Entity ; tro:edgeProperty my:funds .
my:shape a sh:NodeShape ; sh:targetClass my:FundingStream ; sh:property [ sh:path my:yearly ; sh:minCount 1 ; sh:message "Say how much."@en ] .
"""
CLAIM = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "")


def extended(folder: Path, module: str = MODULE) -> Path:
    tiny(
        folder,
        entities=rows_plus("entities", "fund", "FundingStream", "Innovation fund", "Money.", "transcribed", "e1"),
        claims=rows_plus("claims", "c9", "fund", "funds", "care", *CLAIM),
    )
    (folder / "modules").mkdir(exist_ok=True)
    (folder / "modules" / "mine.ttl").write_text(HEAD + module, encoding="utf-8")
    return folder


def test_new_terms_stand_in_networks_maps_and_exports_without_code(tmp_path: Path) -> None:
    ecosystem = Ecosystem.load(extended(tmp_path))
    influence = ecosystem.network("influence")
    assert influence["fund"]["care"]["sign"] == 1
    assert influence.nodes["fund"]["role"] == "Intervention"
    assert set(ecosystem.network("money").edges) == {("fund", "care")}
    picture = focus_map(ecosystem.snapshot, "fund")
    assert {n.id: n.colour for n in picture.nodes}["fund"] == "#123456"
    assert "Funding stream" in {entry.label for entry in picture.legend}
    assert b"Funding" in export(ecosystem.snapshot, "graphml")


def test_an_exported_file_carries_its_own_terms_and_reads_back_equal(tmp_path: Path) -> None:
    before = Ecosystem.load(extended(tmp_path / "folder"))
    path = tmp_path / "whole.ttl"
    path.write_bytes(export(before.snapshot, "turtle"))
    assert Ecosystem.load(path).digest == before.digest


def test_a_shape_of_a_module_is_checked(tmp_path: Path) -> None:
    from trosol.check import check

    assert any("Say how much." in p.message and p.where and p.where.row == 8 for p in check(extended(tmp_path)).problems)


@pytest.mark.parametrize(
    ("module", "code"),
    [
        (MODULE + "my:o a owl:Ontology ; owl:imports <http://127.0.0.1:9/x> .", "import-unknown"),
        (MODULE + "my:broken a", "turtle-syntax"),
    ],
)
def test_a_broken_module_is_refused(tmp_path: Path, module: str, code: str) -> None:
    with pytest.raises(TrosolError) as caught:
        Ecosystem.load(extended(tmp_path, module))
    assert {p.code for p in caught.value.problems} == {code}


def test_a_name_that_trosol_has_may_stand_beside_it_and_means_trosols(tmp_path: Path) -> None:
    foreign = "my:memberOf a owl:ObjectProperty ; rdfs:subPropertyOf tro:memberOf . my:title a owl:DatatypeProperty . "
    ontology = Ecosystem.load(extended(tmp_path, MODULE + foreign)).ontology
    (short,) = ontology.named("memberOf", ("object property",))
    assert short.iri.startswith("https://w3id.org/trosol/ontology/")
    iri = next(iri for iri in ontology.properties if iri.endswith("memberOf") and iri != short.iri)
    assert ontology.named(iri, ("object property",))[0].iri == iri
    assert len(ontology.named("title", ("annotation property", "datatype property"))) == 1


def test_classes_and_definitions_of_rdf_schema_count(tmp_path: Path) -> None:
    from trosol.check import check

    foreign = 'my:Agency a rdfs:Class ; rdfs:subClassOf tro:Organisation ; rdfs:label "Amt"@de ; rdfs:comment "Eine Stelle."@de .'
    folder = extended(tmp_path, MODULE + foreign)
    (agency,) = [c for c in Ecosystem.load(folder).ontology.classes.values() if c.name == "Agency"]
    assert (agency.label(), agency.definition) == ("Amt", "Eine Stelle.")
    codes = {p.code: p.severity for p in check(folder).problems if p.subject == agency.iri}
    assert codes["term-not-in-english"] == "warning"
    assert "error" not in codes.values()


def test_a_name_of_trosols_that_does_not_exist_is_told_with_the_nearest(tmp_path: Path) -> None:
    from trosol.check import check

    folder = extended(tmp_path, MODULE + "my:net a tro:ClaimNetwork ; tro:nodeClass tro:Actor ; tro:edgeRelation tro:advises .")
    found = {p.code: p for p in check(folder).problems}
    assert "edgeProperty" in found["term-name-unknown"].remedy
    assert found["network-without-edges"].severity == "error"


@pytest.mark.parametrize("name", ["a.omn", "b.RDF", "c.obo"])
def test_a_module_that_is_not_read_is_told(tmp_path: Path, name: str) -> None:
    folder = extended(tmp_path)
    (folder / "modules" / name).write_text("x", encoding="utf-8")
    assert ("module-unread", "warning") in {(p.code, p.severity) for p in read_ecosystem(folder).remarks}


def test_a_cycle_ends_quietly_and_is_reported(tmp_path: Path) -> None:
    from trosol.check import check

    folder = extended(tmp_path, MODULE + "my:A a owl:Class ; rdfs:subClassOf my:B . my:B a owl:Class ; rdfs:subClassOf my:A .")
    assert "term-cycle" in {p.code for p in check(folder).problems}


def test_shapes_that_carry_code_are_refused_aloud(tmp_path: Path) -> None:
    from trosol.check import check

    code = 'my:s a sh:NodeShape ; sh:targetClass tro:Claim ; sh:sparql [ sh:select "SELECT $this WHERE { SERVICE <http://127.0.0.1:9/> {} }" ] .'
    assert "shape-refused" in {p.code for p in check(extended(tmp_path, MODULE + code)).problems}


def test_a_colour_or_lane_that_is_none_cannot_get_into_a_page(tmp_path: Path) -> None:
    bad = MODULE.replace('"#123456"', '"red;background:url(http://127.0.0.1:9/x)" ; tro:lane "left"')
    picture = focus_map(Ecosystem.load(extended(tmp_path, bad)).snapshot, "fund")
    assert "127.0.0.1:9" not in standalone_page(picture, "x")


def test_what_no_table_can_hold_is_a_problem_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "more.ttl"
    whole = export(Ecosystem.load(tiny(tmp_path / "t")).snapshot, "turtle").decode()
    path.write_text(whole + '\n<https://w3id.org/trosol/tiny/entity/nurses> <https://example.org/x> "y" .\n', encoding="utf-8")
    with pytest.raises(TrosolError, match="triple-not-understood"):
        Ecosystem.load(path)
